//! Which entry a find stands for, by what the text says.

use konzern::{Extractor, Language};

/// The finds of a text with their entries; "-" for none.
fn linked(language: Language, text: &str) -> Vec<(String, String)> {
    let extractor = Extractor::builder().language(language).build().unwrap();
    let found = extractor.extract(text);
    let entry = |id: Option<&str>| id.unwrap_or("-").to_owned();
    found.iter().map(|it| (it.text.to_owned(), entry(it.entry.map(|entry| entry.id())))).collect()
}

fn check(language: Language, text: &str, expected: &[(&str, &str)]) {
    let expected: Vec<(String, String)> =
        expected.iter().map(|(name, id)| ((*name).to_owned(), (*id).to_owned())).collect();
    assert_eq!(linked(language, text), expected, "{text}");
}

#[test]
fn an_acronym_stands_for_what_it_was_said_to_stand_for() {
    let text = "The Federal Audit Agency (FAA) published its report. The FAA was late.";
    check(Language::En, text, &[("Federal Audit Agency", "-"), ("FAA", "-"), ("FAA", "-")]);
    let text = "Die Bundesagentur für Arbeit (BA) meldet mehr Stellen. Die BA warnt.";
    let id = "bundesagentur-fuer-arbeit";
    check(Language::De, text, &[("Bundesagentur für Arbeit", id), ("BA", id), ("BA", id)]);
    // The lists have it with other words, but not with all others.
    let text = "The American Food and Drug Authority (FDA) came. The FDA left.";
    check(Language::En, text, &[("American Food and Drug Authority", "-"), ("FDA", "fda"), ("FDA", "fda")]);
}

#[test]
fn a_town_lies_in_the_state_beside_it() {
    let text = "He left Odessa, Texas, and London, Ontario.";
    check(
        Language::En,
        text,
        &[("Odessa", "-"), ("Texas", "iso:US-TX"), ("London", "-"), ("Ontario", "iso:CA-ON")],
    );
    // In its own country, and beside a country, it is the one of the lists.
    let text = "Er kam aus München, Bayern, und flog nach Paris, Frankreich.";
    check(
        Language::De,
        text,
        &[
            ("München", "gn:2867714"),
            ("Bayern", "iso:DE-BY"),
            ("Paris", "gn:2988507"),
            ("Frankreich", "iso:FR"),
        ],
    );
}

#[test]
fn a_surname_stands_for_nobody_with_another_given_name() {
    let known = |text: &str| linked(Language::De, text).iter().any(|(_, id)| id == "p-olaf-scholz");
    assert!(!known("Geschäftsführer: Scholz, Petra, Kiel."));
    assert!(known("Bundeskanzler Scholz, Christian Lindner und Robert Habeck reisten nach Kiel."));
    assert!(known("Es reisten: Scholz, Olaf, Berlin."));
}
