//! What a user waits for: full extraction, German and English, beside two reference points over the same text; threads;
//! and the first call of a new process. Each bench first checks how much it finds.

#[allow(dead_code, reason = "each bench takes of the texts what it needs")]
mod text;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use konzern::{Extractor, Language, Scratch};
use std::process::Command;
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;

/// More than fits a cache.
const BYTES: usize = 8 << 20;

static GERMAN: LazyLock<String> = LazyLock::new(|| text::german(BYTES));
static ENGLISH: LazyLock<String> = LazyLock::new(|| text::english(BYTES));
static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::builder().build().expect("defaults"));

fn main() {
    if std::env::var_os("KONZERN_COLD").is_some() {
        black_box(konzern::extract(""));
        return;
    }
    divan::main();
}

/// The number of entities that a text of this length must have, within a tenth: fast and wrong is wrong.
fn check(text: &str, per_megabyte: f64) {
    let mut found = Vec::new();
    EXTRACTOR.extract_with(text, None, &mut Scratch::default(), &mut found);
    let expected = text.len() as f64 / 1e6 * per_megabyte;
    let share = found.len() as f64 / expected;
    assert!((0.9..1.1).contains(&share), "{} entities, expected about {expected:.0}", found.len());
}

fn extract(bencher: Bencher, text: &'static str, language: Language, per_megabyte: f64) {
    check(text, per_megabyte);
    let mut scratch = Scratch::default();
    let mut found = Vec::new();
    bencher.counter(BytesCount::of_str(text)).bench_local(move || {
        found.clear();
        EXTRACTOR.extract_with(text, Some(language), &mut scratch, &mut found);
        found.len()
    });
}

#[divan::bench(sample_count = 10)]
fn extract_german(bencher: Bencher) {
    extract(bencher, &GERMAN, Language::De, GERMAN_ENTITIES);
}

#[divan::bench(sample_count = 10)]
fn extract_english(bencher: Bencher) {
    extract(bencher, &ENGLISH, Language::En, ENGLISH_ENTITIES);
}

/// Entities in a megabyte of the generated texts.
const GERMAN_ENTITIES: f64 = 8_380.0;
const ENGLISH_ENTITIES: f64 = 9_350.0;

#[divan::bench(args = [1, 2, 4], sample_count = 10)]
fn extract_german_threads(bencher: Bencher, threads: usize) {
    let text: &str = &GERMAN;
    let size = text.len() / threads;
    let parts: Vec<&str> = (0..threads)
        .map(|part| {
            let border = |at: usize| text.floor_char_boundary(at);
            &text[border(part * size)..border((part + 1) * size)]
        })
        .collect();
    bencher.counter(BytesCount::of_str(text)).bench_local(|| {
        std::thread::scope(|scope| {
            for &part in &parts {
                scope.spawn(move || {
                    let mut found = Vec::new();
                    EXTRACTOR.extract_with(part, Some(Language::De), &mut Scratch::default(), &mut found);
                    black_box(found.len())
                });
            }
        });
    });
}

#[divan::bench(sample_count = 10)]
fn reference_unicode_words(bencher: Bencher) {
    let text: &str = &GERMAN;
    bencher.counter(BytesCount::of_str(text)).bench(|| black_box(text).unicode_word_indices().count());
}

#[divan::bench(sample_count = 10)]
fn reference_memchr(bencher: Bencher) {
    let text: &str = &GERMAN;
    bencher
        .counter(BytesCount::of_str(text))
        .bench(|| memchr::memchr_iter(b'\n', black_box(text).as_bytes()).count());
}

/// A new process, the shipped data opened, and an empty text read.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn cold_start() {
    let program = std::env::current_exe().expect("this program");
    let status = Command::new(program).env("KONZERN_COLD", "1").status().expect("runs");
    assert!(status.success());
}
