//! Your own names: from code, from a table, or from JSON lines. All take the same road as those that come with konzern,
//! endings and compounds included.
//!
//!     cargo run --release --example custom_gazetteer

use konzern::{Entry, Extractor, Flags, Gazetteer, Kind};

/// A table has a header, and tabs between its columns; only `name`, and a kind or class, is needed. `|` separates names, flags
/// stand in brackets: with `n`, a name counts only with a word beside it that speaks for it. Any other column is an identifier
/// of some register.
const TABLE: &str = "\
id	class	name	aliases	country	crm
acme	company	Acme Rockets	Acme|Ziel[n]	US	4711
mole	city	Maulwurfshausen		DE	
";

fn main() -> Result<(), konzern::Error> {
    let gazetteer = Gazetteer::builder()
        .tsv("own.tsv", TABLE)?
        .jsonl("own.jsonl", r#"{"id":"q","class":"bank","name":"Quaxbank","aliases":["QBX"]}"#)?
        .entry(
            Entry::new("badger", Kind::Organization, "Dachsbau")
                .class("company")
                .alias("Dachsbau Gruppe")
                // A common word: only as it is written, and only with a cue beside it.
                .flagged_alias("Bau", Flags::CASE | Flags::CUE)
                .identifier("crm", "4712"),
        )
        .build()?;
    println!("{} entries", gazetteer.len());

    let extractor = Extractor::builder().gazetteer(gazetteer).build()?;
    let text = "Das Ziel von Acmes Besuch in Maulwurfshausen war die Quaxbank. Die Dachsbau-Aktie stieg.";
    for entity in extractor.extract(text) {
        let crm = entity.entry.and_then(|entry| entry.identifier("crm")).unwrap_or("-");
        let id = entity.entry.map_or("-", |entry| entry.id());
        println!("{:12}  {:4}  {:16}  {id:8}  {crm}", entity.kind, entity.form, entity.text);
    }

    // A mistake in a list is an error that says where it is.
    if let Err(error) = Gazetteer::builder().tsv("bad.tsv", "id\tclass\tname\nx\tkompanie\tX\n") {
        println!("{error}");
    }
    Ok(())
}

// Output:
// 4 entries
// organization  name  Acmes             acme      4711
// place         name  Maulwurfshausen   mole      -
// organization  name  Quaxbank          q         -
// organization  part  Dachsbau          badger    4712
// bad.tsv:2: class "kompanie" is one of your own, expected its kind as well: organization, person or place
