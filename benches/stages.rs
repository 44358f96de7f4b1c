//! Where the time goes: each stage by itself, summed over all blocks of a text. Prints a table; checks the entities first.

#[allow(dead_code, reason = "each bench takes of the texts what it needs")]
mod text;

use konzern::{Extractor, study};

fn main() {
    // Cargo hands over "--bench" and filters; there is one table, and it is always printed.
    let extractor = Extractor::builder().build().expect("defaults");
    let texts = text::all(4 << 20);
    for (name, text, language) in texts {
        let found = extractor.extract(&text).len();
        assert!(found > text.len() / 250, "{found} entities in {} bytes of {name}", text.len());
        // The best of several rounds, stage by stage.
        let rounds: Vec<Vec<(&str, f64)>> = (0..7)
            .map(|_| {
                study::stages(&extractor, &text, language)
                    .iter()
                    .map(|(n, d)| (*n, d.as_secs_f64()))
                    .collect()
            })
            .collect();
        let best = |stage: usize| rounds.iter().map(|r| r[stage].1).fold(f64::MAX, f64::min);
        let stages = rounds[0].len();
        let total: f64 = (0..stages).map(best).sum();
        let megabytes = text.len() as f64 / 1e6;
        println!("\n{name}: {megabytes:.1} MB, {found} entities, {:.1} MB/s", megabytes / total);
        for (stage, (name, _)) in rounds[0].iter().enumerate() {
            let time = best(stage);
            println!("  {name:<22} {:>5.1} %  {:>8.1} MB/s", 100.0 * time / total, megabytes / time);
        }
    }
}
