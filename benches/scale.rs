//! How extraction keeps up: beside `unicode_word_indices` over the same text in the same run, from length to length of a text,
//! and from one thread to several. Prints tables; checks the entities first.

#[allow(dead_code, reason = "each bench takes of the texts what it needs")]
mod text;

use konzern::{Extractor, Language, Scratch};
use std::hint::black_box;
use std::time::Instant;
use unicode_segmentation::UnicodeSegmentation;

/// Other work on the machine disturbs every second round; the best of them tells most.
const ROUNDS: usize = 9;

fn main() {
    // Cargo hands over "--bench" and filters; the tables are always printed.
    let extractor = Extractor::builder().build().expect("defaults");
    let texts = text::all(8 << 20);
    for (name, text, language) in &texts {
        let found = extractor.extract(text).len();
        assert!(found > text.len() / 250, "{found} entities in {} bytes of {name}", text.len());
        println!("\n{name}: {:.1} MB, {found} entities", megabytes(text));
        // In turns, so that both suffer alike from other work.
        let (mut extraction, mut reference) = (f64::MAX, f64::MAX);
        for _ in 0..ROUNDS {
            extraction = extraction.min(seconds(|| extract(&extractor, text, *language, 1)));
            reference = reference.min(seconds(|| text.unicode_word_indices().count()));
        }
        let speed = |seconds: f64| megabytes(text) / seconds;
        println!("  unicode_word_indices {:>8.1} MB/s", speed(reference));
        println!(
            "  full extraction      {:>8.1} MB/s  {:>6.2} times as fast",
            speed(extraction),
            reference / extraction
        );
        for part in [8, 4, 2, 1] {
            let text = &text[..text.floor_char_boundary(text.len() / part)];
            let best = best(|| extract(&extractor, text, *language, 1));
            println!(
                "  {:>6.2} MB            {:>8.1} MB/s  {:>6.1} ms",
                megabytes(text),
                megabytes(text) / best,
                1e3 * best
            );
        }
        let one = best(|| extract(&extractor, text, *language, 1));
        for threads in [2, 4] {
            let best = best(|| extract(&extractor, text, *language, threads));
            println!(
                "  {threads} threads            {:>8.1} MB/s  {:>6.2} times one thread",
                speed(best),
                one / best
            );
        }
    }
}

fn megabytes(text: &str) -> f64 {
    text.len() as f64 / 1e6
}

/// Extracts a text in as many parts, each in a thread of its own.
fn extract(extractor: &Extractor, text: &str, language: Language, threads: usize) -> usize {
    let border = |part: usize| text.floor_char_boundary(text.len() * part / threads);
    let read = |part: usize| {
        let mut found = Vec::new();
        let text = &text[border(part)..border(part + 1)];
        extractor.extract_with(text, Some(language), &mut Scratch::default(), &mut found);
        found.len()
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|part| scope.spawn(move || read(part))).collect();
        let own = read(0);
        own + others.into_iter().map(|thread| thread.join().expect("no panic")).sum::<usize>()
    })
}

fn seconds(work: impl FnOnce() -> usize) -> f64 {
    let begin = Instant::now();
    black_box(work());
    begin.elapsed().as_secs_f64()
}

fn best(work: impl Fn() -> usize) -> f64 {
    (0..ROUNDS).map(|_| seconds(&work)).fold(f64::MAX, f64::min)
}
