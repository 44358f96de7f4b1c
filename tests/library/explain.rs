//! Explanations say the truth: their evidence adds up to the score, and they explain what is found.

use konzern::{Beaten, Evidence, Explanation, Extractor, Kind, Language, Scratch};
use std::fs;
use std::path::Path;

const TEXT: &str = "Der US-Konzern Walmart will mit Microsoft für rund 20 Milliarden Dollar das Tiktok-Geschäft der \
    chinesischen Bytedance kaufen, sagte Vorstandschefin Erika Mustermann in Bentonville. Mustermann gilt als erfahren. \
    Das Landgericht Hamburg und der FC Bayern München lehnen ab.";

fn adds_up(why: &Explanation<'_>) {
    let sum: i32 = why.evidence.iter().map(|e| e.weight).sum();
    let score = 1.0 / (1.0 + (-(sum as f32) / 100.0).exp());
    assert!((score - why.entity.score).abs() < 1e-4, "{}: {score} {}", why.entity.text, why.entity.score);
    assert!(!why.evidence.is_empty());
}

#[test]
fn evidence_adds_up_to_the_score() {
    let extractor = Extractor::default();
    let explained = extractor.explain(TEXT);
    assert!(explained.len() >= 8, "{explained:?}");
    explained.iter().for_each(adds_up);
}

/// The weights of the memory in `data/weights.tsv`.
fn weights_of_memory() -> Vec<i32> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/weights.tsv");
    let table = fs::read_to_string(path).unwrap();
    let rows = table.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let facts = ["memory:", "short-name:", "part-name:", "defined-name:"];
    let rows =
        rows.filter(|row| row.get(1).is_some_and(|name| facts.iter().any(|fact| name.starts_with(fact))));
    rows.flat_map(|row| row[2..].iter().filter_map(|cell| cell.parse().ok()).collect::<Vec<_>>()).collect()
}

#[test]
fn only_the_memory_is_not_itemised() {
    let extractor = Extractor::default();
    let explained = extractor.explain(
        "Walmart wächst. Walmarts Umsatz steigt. Die Deutsche Bank in Berlin zahlt 5 Euro, sagte Erika Mustermann. \
         Mustermann lacht.",
    );
    let memory = |e: &&Evidence| e.name == "memory";
    let seen: Vec<i32> =
        explained.iter().flat_map(|why| &why.evidence).filter(memory).map(|e| e.weight).collect();
    let known = weights_of_memory();
    assert!(!seen.is_empty() && !known.is_empty(), "{explained:?}");
    assert!(seen.iter().all(|weight| known.contains(weight)), "{seen:?}, expected some of {known:?}");
}

#[test]
fn explains_what_is_extracted_whatever_is_set() {
    let builder = Extractor::builder;
    for (extractor, least) in [
        (builder().build(), 8),
        (builder().nested(true).build(), 10),
        (builder().kinds([Kind::Money]).build(), 1),
        (builder().nested(true).language(Language::De).min_score(0.7).deny("Walmart").build(), 6),
    ] {
        let extractor = extractor.unwrap();
        let (mut explained, mut extracted) = (Vec::new(), Vec::new());
        let mut scratch = Scratch::default();
        let one = extractor.explain_with(TEXT, None, &mut scratch, &mut explained);
        let other = extractor.extract_with(TEXT, None, &mut scratch, &mut extracted);
        assert_eq!(one, other);
        explained.iter().for_each(adds_up);
        let entities: Vec<_> = explained.into_iter().map(|why| why.entity).collect();
        assert_eq!(entities, extracted);
        assert!(extracted.len() >= least, "{extracted:?}");
    }
}

#[test]
fn links_are_told_at_both_names() {
    let extractor = Extractor::default();
    let explained = extractor.explain("Es kamen Anna Quenz, Berta Zwunkel und Carl Mupf.");
    let [anna, berta, carl] = explained.as_slice() else { panic!("{explained:?}") };
    let weight = |why: &Explanation<'_>, place: &str, name: &str| {
        let mut links =
            why.evidence.iter().filter(|evidence| evidence.place == place && evidence.name == name);
        let weight = links.next().unwrap_or_else(|| panic!("no {place} {name}: {why:?}")).weight;
        assert!(weight > 0 && links.next().is_none(), "{why:?}");
        weight
    };
    assert_eq!(weight(anna, "before person", "gap:,_"), weight(berta, "after person", "gap:,_"));
    assert_eq!(weight(berta, "before person", "gap:_und_"), weight(carl, "after person", "gap:_und_"));
    // Were a link not told, its weight would be called something else.
    let rests = ["memory", "nested", "rule"];
    let is_rest = |evidence: &&Evidence| rests.contains(&evidence.name.as_str());
    assert_eq!(explained.iter().flat_map(|why| &why.evidence).find(is_rest), None);
}

#[test]
fn what_it_is_in_another_lane_is_not_beaten_by_itself() {
    let extractor = Extractor::default();
    for why in extractor.explain(TEXT) {
        assert!(
            why.beaten.iter().all(|beaten| beaten.span != why.entity.span || beaten.kind == "rule"),
            "{why:?}"
        );
    }
}

#[test]
fn a_nested_name_beats_no_winner() {
    let extractor = Extractor::builder().nested(true).build().unwrap();
    let explained = extractor.explain("Das Landgericht Hamburg urteilt.");
    let [outer, inner] = explained.as_slice() else { panic!("{explained:?}") };
    assert_eq!((outer.entity.text, inner.entity.text), ("Landgericht Hamburg", "Hamburg"));
    assert!(inner.beaten.iter().all(|beaten| beaten.span != outer.entity.span), "{inner:?}");
    assert!(inner.evidence.iter().all(|evidence| evidence.name != "memory"), "{inner:?}");
}

#[test]
fn what_is_written_as_json_is_read_back() {
    let extractor = Extractor::default();
    let explained = extractor.explain(TEXT);
    assert!(explained.iter().any(|why| !why.beaten.is_empty()), "{explained:?}");
    for why in explained {
        let json = serde_json::to_value(&why).unwrap();
        let evidence: Vec<Evidence> = serde_json::from_value(json["evidence"].clone()).unwrap();
        let beaten: Vec<Beaten> = serde_json::from_value(json["beaten"].clone()).unwrap();
        assert_eq!((evidence, beaten), (why.evidence, why.beaten));
    }
}

#[test]
fn candidates_are_those_of_the_text_as_it_is_read() {
    let text = "Er kam aus G&uuml;tersloh.";
    let studies = konzern::study::candidates(&Extractor::default(), text, Language::De);
    let surfaces: Vec<&str> = studies.iter().map(|study| study.span.of(text)).collect();
    assert!(surfaces.contains(&"G&uuml;tersloh"), "{surfaces:?}");
}
