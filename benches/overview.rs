//! How fast the extractor is, in one run with what it is measured against. Run with `cargo bench`.
//!
//! Each measurement first checks that it finds the entities that the generated text holds: fast and wrong fails.

mod texts;

use konzern::{Entry, Extractor, Gazetteer, Kind, Language, Scratch};
use std::hint::black_box;
use std::time::Instant;
use unicode_segmentation::UnicodeSegmentation;

/// Bytes of each text: more than fits a processor's cache.
const SIZE: usize = 8 << 20;
/// Each measurement is the best of so many runs.
const RUNS: usize = 3;

fn main() {
    let begin = Instant::now();
    let extractor = Extractor::builder().build().expect("default settings");
    black_box(extractor.extract(""));
    println!("cold start                    {:8.1} ms", begin.elapsed().as_secs_f64() * 1e3);

    for (language, name) in [(Language::De, "German"), (Language::En, "English")] {
        let (text, names) = texts::generate(language, SIZE);
        let words = best(text.len(), || text.unicode_word_indices().count());
        row(&format!("{name}: unicode_word_indices"), words, words);
        let scan = best(text.len(), || memchr::memchr_iter(b'W', text.as_bytes()).count());
        row(&format!("{name}: memchr scan"), scan, words);
        let found = best(text.len(), || entities(&extractor, &text, language));
        row(&format!("{name}: full extraction"), found, words);
        let count = entities(&extractor, &text, language);
        // Every generated sentence holds names that the shipped lists know.
        assert!(count * 10 >= names * 9, "{name}: {count} entities found in a text with {names} names");
        let threads = best(text.len(), || in_threads(&extractor, &text, language, 2));
        row(&format!("{name}: the same, two threads"), threads, words);
    }

    let (text, _) = texts::generate(Language::De, SIZE);
    let shipped = best(text.len(), || entities(&extractor, &text, Language::De));
    for size in [1_000, 10_000, 100_000, 1_000_000] {
        let begin = Instant::now();
        let gazetteer = texts::names(size)
            .fold(Gazetteer::builder(), |builder, name| {
                builder.entry(Entry::new(name.clone(), Kind::Organization, name))
            })
            .build()
            .expect("generated names");
        let built = begin.elapsed().as_secs_f64();
        let with_list = Extractor::builder().gazetteer(gazetteer.clone()).build().expect("settings");
        let some = texts::names(size).next().expect("a name");
        assert!(with_list.extract(&some).iter().any(|entity| entity.text == some), "{some} is not found");
        let found = best(text.len(), || entities(&with_list, &text, Language::De));
        let memory = gazetteer.size() as f64 / 1e6;
        println!(
            "with {size:>7} more names       {found:8.1} MB/s   {:.2} of shipped data alone, built in {built:.2} s, {memory:.1} MB",
            found / shipped
        );
    }
}

/// The number of entities in a text.
fn entities(extractor: &Extractor, text: &str, language: Language) -> usize {
    let mut scratch = Scratch::default();
    let mut found = Vec::new();
    extractor.extract_with(text, Some(language), &mut scratch, &mut found);
    found.len()
}

/// The same, with the text in as many parts as threads.
fn in_threads(extractor: &Extractor, text: &str, language: Language, threads: usize) -> usize {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let parts: Vec<String> = lines.chunks(lines.len().div_ceil(threads)).map(|part| part.concat()).collect();
    std::thread::scope(|scope| {
        let handles: Vec<_> =
            parts.iter().map(|part| scope.spawn(|| entities(extractor, part, language))).collect();
        handles.into_iter().map(|handle| handle.join().expect("a thread")).sum()
    })
}

/// Megabytes a second, of the best run.
fn best(bytes: usize, mut run: impl FnMut() -> usize) -> f64 {
    let seconds = (0..RUNS).map(|_| {
        let begin = Instant::now();
        black_box(run());
        begin.elapsed().as_secs_f64()
    });
    bytes as f64 / 1e6 / seconds.fold(f64::INFINITY, f64::min)
}

fn row(name: &str, speed: f64, reference: f64) {
    println!("{name:<34} {speed:8.1} MB/s   {:6.2} x unicode_word_indices", speed / reference);
}
