//! Lists of the user by size: 1,000 to 1,000,000 names beside the shipped ones, and raw aho-corasick over the same names.

#[allow(dead_code, reason = "each bench takes of the texts what it needs")]
mod text;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use divan::Bencher;
use divan::counter::BytesCount;
use konzern::{Entry, Extractor, Gazetteer, Kind, Language, Scratch};

fn main() {
    divan::main();
}

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// The text names one of these every 400 bytes or so.
const BYTES: usize = 8 << 20;

/// The German text, in which each third paragraph ends in one of the names.
fn text_with(names: &[String]) -> (String, usize) {
    let mut dice = text::Dice::new(7);
    let mut count = 0;
    let plain = text::german(BYTES);
    let mut out = String::with_capacity(plain.len() * 11 / 10);
    for paragraph in plain.split("\n\n") {
        out.push_str(paragraph);
        if dice.roll(3) == 0 {
            out.push_str("Der Konzern ");
            out.push_str(&names[dice.roll(names.len())]);
            out.push_str(" wächst.");
            count += 1;
        }
        out.push_str("\n\n");
    }
    (out, count)
}

fn gazetteer(names: &[String]) -> Gazetteer {
    let mut builder = Gazetteer::builder();
    for (number, name) in names.iter().enumerate() {
        builder = builder.entry(Entry::new(format!("own-{number}"), Kind::Organization, name));
    }
    let bytes = builder.compile().expect("names");
    Gazetteer::from_bytes(bytes).expect("just compiled")
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn extract_with_names(bencher: Bencher, size: usize) {
    let names = text::names(size);
    let (text, expected) = text_with(&names);
    let extractor = Extractor::builder().gazetteer(gazetteer(&names)).build().expect("one list");
    let mut scratch = Scratch::default();
    let mut found = Vec::new();
    extractor.extract_with(&text, Some(Language::De), &mut scratch, &mut found);
    let own = found.iter().filter(|e| e.entry.is_some_and(|entry| entry.id().starts_with("own-"))).count();
    assert!(own * 100 >= expected * 95, "{own} of {expected} names");
    let text: &'static str = text.leak();
    let extractor: &'static Extractor = Box::leak(Box::new(extractor));
    let mut found = Vec::new();
    bencher.counter(BytesCount::of_str(text)).bench_local(move || {
        found.clear();
        extractor.extract_with(text, Some(Language::De), &mut scratch, &mut found);
        found.len()
    });
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn reference_aho_corasick(bencher: Bencher, size: usize) {
    let names = text::names(size);
    let (text, expected) = text_with(&names);
    let automaton = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)
        .expect("names");
    assert!(automaton.find_iter(&text).count() >= expected);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| automaton.find_iter(&text).count());
}

#[divan::bench(args = SIZES, sample_count = 2, sample_size = 1)]
fn compile(bencher: Bencher, size: usize) {
    let names = text::names(size);
    bencher.bench_local(|| gazetteer(&names).len());
}
