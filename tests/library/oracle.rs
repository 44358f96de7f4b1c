//! The slow twin of the gazetteer: a search through the whole list, word by word, must find what the trie finds.

use konzern::study::candidates;
use konzern::{Entry, Extractor, Gazetteer, Kind, Language};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Made-up words that no shipped table knows, so that only the list decides.
const WORDS: [&str; 6] = ["Quaxa", "Zorbum", "Vlimpf", "Krazzo", "Ypsol", "Quaxazorb"];

fn name(words: &[usize]) -> String {
    words.iter().map(|&word| WORDS[word]).collect::<Vec<_>>().join(" ")
}

/// All places in a text of plain words where a name of the list stands, as ranges of words.
fn by_hand(list: &[Vec<usize>], text: &[usize]) -> BTreeSet<(usize, usize)> {
    (0..text.len())
        .flat_map(|start| {
            let here = move |name: &&Vec<usize>| text[start..].starts_with(name);
            list.iter().filter(here).map(move |name| (start, start + name.len()))
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn the_trie_finds_what_a_search_finds(
        list in prop::collection::vec(prop::collection::vec(0..WORDS.len(), 1..4), 1..5),
        text in prop::collection::vec(0..WORDS.len(), 1..9),
    ) {
        let builder = list.iter().enumerate().fold(Gazetteer::builder(), |builder, (i, words)| {
            builder.entry(Entry::new(format!("e{i}"), Kind::Organization, name(words)))
        });
        let extractor = Extractor::builder().gazetteer(builder.build().expect("a small list")).build().expect("settings");
        let written = name(&text);
        let starts: Vec<usize> = std::iter::once(0).chain(written.match_indices(' ').map(|(at, _)| at + 1)).collect();
        let word_at = |byte: usize| starts.iter().position(|&start| start == byte).unwrap_or(text.len());
        let found: BTreeSet<(usize, usize)> = candidates(&extractor, &written, Language::De)
            .into_iter()
            .filter(|study| study.evidence.iter().any(|(_, name)| name == "own-entry:organization"))
            .map(|study| (word_at(study.span.start), word_at(study.span.end + 1)))
            .collect();
        prop_assert_eq!(found, by_hand(&list, &text), "{} in {:?}", written, list);
    }
}

#[test]
fn a_longer_string_that_ends_inside_a_word_hides_nothing() {
    let names = Gazetteer::builder()
        .entry(Entry::new("short", Kind::Organization, "Quaxa Zorb"))
        .entry(Entry::new("long", Kind::Organization, "Quaxa Zorb Vlimpf"))
        .build()
        .expect("a small list");
    let extractor = Extractor::builder().gazetteer(names).build().expect("settings");
    let found = extractor.extract("Wir fragen Quaxa Zorb Vlimpfung an.");
    let entry = found.iter().find_map(|entity| entity.entry);
    assert_eq!(entry.map(|entry| entry.id()), Some("short"));
}
