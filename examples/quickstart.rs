//! The first five minutes: what is in a text?
//!
//!     cargo run --release --example quickstart

use konzern::{Extractor, Kind};

fn main() -> Result<(), konzern::Error> {
    let text = "Für das Tiktok-Geschäft der chinesischen Bytedance bietet Walmart mit Microsoft 20 Milliarden Dollar, \
                sagte Angela Schmidt. Schmidt ist in New York.";

    // No set-up is needed. The names borrow the text: `entity.text` is a piece of it, as the author wrote it.
    for entity in konzern::extract(text) {
        // A name that is known has an entry with id, canonical name and more; an amount of money has its value.
        let known = entity.entry.map(|entry| format!("{} ({})", entry.name(), entry.id()));
        let value = entity.money.map(|money| money.to_string());
        let more = known.or(value).unwrap_or_default();
        println!("{:12}  {:8}  {:20}  {more}", entity.kind, entity.form, entity.text);
    }

    // Your own extractor is made once and used for any number of texts, from any number of threads.
    let extractor = Extractor::builder().kinds([Kind::Organization]).deny("Microsoft").build()?;
    let names: Vec<&str> = extractor.extract(text).iter().map(|entity| entity.text).collect();
    println!("\n{names:?}");
    Ok(())
}

// Output:
// organization  part      Tiktok                TikTok (tiktok)
// place         derived   chinesischen          China (iso:CN)
// organization  name      Bytedance             ByteDance (bytedance)
// organization  name      Walmart               Walmart (walmart)
// organization  name      Microsoft             Microsoft (microsoft)
// money         name      20 Milliarden Dollar  20000000000 USD
// person        name      Angela Schmidt
// person        name      Schmidt
// place         name      New York              New York (gn:5128581)
//
// ["Tiktok", "Bytedance", "Walmart"]
