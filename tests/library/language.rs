//! The language of short texts is told, by words and numbers where there are no sentences.

use konzern::{Extractor, Language, Scratch};

/// The language that each text is taken to be in.
fn told(texts: &[&str]) -> Vec<Language> {
    let extractor = Extractor::builder().build().unwrap();
    let mut scratch = Scratch::default();
    let language = |text: &&str| extractor.extract_with(text, None, &mut scratch, &mut Vec::new());
    texts.iter().map(language).collect()
}

fn all_are(language: Language, texts: &[&str]) {
    let wrong: Vec<&&str> =
        texts.iter().zip(told(texts)).filter(|(_, told)| *told != language).map(|(text, _)| text).collect();
    assert!(wrong.is_empty(), "not {language}: {wrong:#?}");
}

#[test]
fn short_lines() {
    const LEAST: usize = 98;
    for (language, lines) in [
        (Language::De, include_str!("../fixtures/short_de.txt")),
        (Language::En, include_str!("../fixtures/short_en.txt")),
    ] {
        let lines: Vec<&str> = lines.lines().filter(|line| !line.starts_with('#')).collect();
        let wrong: Vec<&&str> = lines
            .iter()
            .zip(told(&lines))
            .filter(|(_, told)| *told != language)
            .map(|(line, _)| line)
            .collect();
        assert!(100 * wrong.len() <= (100 - LEAST) * lines.len(), "not {language}: {wrong:#?}");
    }
}

#[test]
fn nouns_and_their_endings() {
    all_are(Language::De, &["Jahresgehalt", "Anzahlung", "Restbetrag", "Netto", "Kaufpreis", "Rabatt 10 %"]);
    all_are(Language::En, &["Annual salary", "Down payment", "Shipping", "Subtotal", "Discount 10%"]);
}

#[test]
fn the_manner_of_numbers() {
    all_are(Language::De, &["Siemens 1.500 €", "1.250,00 EUR", "12,50 €", "EUR 250.000"]);
    all_are(Language::En, &["$1,500", "Siemens $1,500", "Angela Merkel: €1,000", "BMW X5 $35,500", "£12.50"]);
}

#[test]
fn units_and_codes_tell_nothing() {
    all_are(Language::De, &["Umsatzsteuer 19 %", "Stammkapital 25.000 Euro", "Mahngebühr 5,00 EUR"]);
    all_are(Language::De, &["", "EUR", "%", "…"]);
}

#[test]
fn small_words_decide_before_all_else() {
    all_are(Language::De, &["Wir haben von der Firma $1,500 bekommen und sind zufrieden."]);
    all_are(Language::En, &["We have paid the Müller Verwaltungsgesellschaft 1.500 € for it."]);
}
