//! Explanations say the truth: their evidence adds up to the score, and they explain what is found.

use konzern::Extractor;

const TEXT: &str = "Der US-Konzern Walmart will mit Microsoft für rund 20 Milliarden Dollar das Tiktok-Geschäft der \
    chinesischen Bytedance kaufen, sagte Vorstandschefin Erika Mustermann in Bentonville. Mustermann gilt als erfahren.";

#[test]
fn evidence_adds_up_to_the_score() {
    let extractor = Extractor::builder().build().expect("default settings");
    let explained = extractor.explain(TEXT);
    assert!(explained.len() >= 6, "{explained:?}");
    for why in explained {
        let sum: i32 = why.evidence.iter().map(|e| e.weight).sum();
        let score = 1.0 / (1.0 + (-(sum as f32) / 100.0).exp());
        assert!((score - why.entity.score).abs() < 1e-4, "{}: {score} {}", why.entity.text, why.entity.score);
        assert!(!why.evidence.is_empty());
    }
}

#[test]
fn only_the_memory_is_not_itemised() {
    let extractor = Extractor::builder().build().expect("default settings");
    for why in
        extractor.explain("Walmart wächst. Walmarts Umsatz steigt. Die Deutsche Bank in Berlin zahlt 5 Euro.")
    {
        for evidence in why.evidence.iter().filter(|e| e.name == "memory") {
            // The weight of the memory stands in data/weights.tsv.
            assert!([250, -50].contains(&evidence.weight), "{} {evidence:?}", why.entity.text);
        }
    }
}

#[test]
fn explains_what_is_extracted() {
    let extractor = Extractor::builder().build().expect("default settings");
    let explained: Vec<_> =
        extractor.explain(TEXT).into_iter().map(|why| (why.entity.span, why.entity.kind)).collect();
    let extracted: Vec<_> =
        extractor.extract(TEXT).into_iter().map(|entity| (entity.span, entity.kind)).collect();
    assert_eq!(explained, extracted);
}
