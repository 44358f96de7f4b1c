//! konzern's own rows of the comparison with peers, see `run.sh`: one thread, the text and the names that the peers get.

#[allow(dead_code, reason = "each bench takes of the texts what it needs")]
#[path = "../text/mod.rs"]
mod text;

use konzern::{Extractor, Gazetteer, Kind, Language, Scratch};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Instant;

/// As many bytes as the other benches read.
const BYTES: usize = 8 << 20;
/// The best of so many runs counts.
const RUNS: usize = 3;

fn main() {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/target/peers"));
    fs::create_dir_all(&folder).expect("target/peers");
    let text = match std::env::var_os("KONZERN_TEXT") {
        Some(path) => fs::read_to_string(path).expect("KONZERN_TEXT names a text"),
        None => text::german(BYTES),
    };
    fs::write(folder.join("text.txt"), &text).expect("target/peers/text.txt");
    let names = folder.join("names.tsv");
    let mut rows = String::new();
    let mut row = |task: &str, build: f64, extractor: &Extractor| {
        let build = processor() - build;
        let (mut best, mut found) = (f64::INFINITY, 0);
        for _ in 0..RUNS {
            let start = processor();
            found = count(extractor, &text);
            best = best.min(processor() - start);
        }
        assert!(found > 0, "konzern finds nothing");
        rows.push_str(&format!(
            "{{\"peer\":\"konzern\",\"version\":\"{}\",\"task\":\"{task}\",\"bytes\":{},\"seconds\":{best},\"found\":{found},\"build\":{build}}}\n",
            env!("CARGO_PKG_VERSION"),
            text.len(),
        ));
    };
    let start = processor();
    let shipped = Extractor::builder().build().expect("shipped data");
    row("everything, with its own data", start, &shipped);
    let start = processor();
    let list = Gazetteer::builder().file(&names).expect("names.tsv").build().expect("a list of names");
    let with_names = Extractor::builder().gazetteer(list).build().expect("own names");
    row("everything, with its own data and these names", start, &with_names);
    let start = processor();
    let money = Extractor::builder().kinds([Kind::Money]).build().expect("money");
    row("amounts of money alone", start, &money);
    let mut file =
        fs::OpenOptions::new().create(true).append(true).open(folder.join("results.jsonl")).expect("results");
    file.write_all(rows.as_bytes()).expect("results");
}

/// Seconds of processor time, so that other work on the machine does not count; of the clock where the system does not tell.
fn processor() -> f64 {
    static BEGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.as_deref().and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| BEGIN.elapsed().as_secs_f64(), |it| it / 1e9)
}

/// Lines are documents, as they are for the peers.
fn count(extractor: &Extractor, text: &str) -> usize {
    let mut scratch = Scratch::default();
    let mut found = Vec::new();
    let mut total = 0;
    for line in text.lines() {
        found.clear();
        extractor.extract_with(line, Some(Language::De), &mut scratch, &mut found);
        total += found.len();
    }
    total
}
