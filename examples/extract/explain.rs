//! What spoke for each entity, and what it beat.

use konzern::study::{self, LANES_BY_NAME, Study};
use konzern::{Entity, Extractor, Form, Language};
use serde::Serialize;
use std::collections::BTreeMap;

/// Why an entity was found.
#[derive(Serialize, Default)]
pub struct Explanation {
    /// The rule that claimed it: money, and rules of the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The sum of the weights for each thing that it could be, in hundredths, before the memory of the document.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub scores: BTreeMap<&'static str, i32>,
    /// The evidence: where, and what.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// Overlapping spans that had something for them as well.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beat: Vec<Beaten>,
}

/// A span that lost.
#[derive(Serialize)]
pub struct Beaten {
    pub text: String,
    pub kind: &'static str,
    pub score: i32,
}

/// Explains the entities of a text, one by one.
pub fn explain(
    extractor: &Extractor,
    text: &str,
    language: Language,
    entities: &[Entity<'_>],
) -> Vec<Explanation> {
    if entities.is_empty() {
        return Vec::new();
    }
    let mut studies = study::candidates(extractor, text, language);
    studies.sort_by_key(|study| (study.span.start, study.span.end));
    // So that each entity looks at its surroundings only.
    let longest = studies.iter().map(|study| study.span.len()).max().unwrap_or(0);
    entities.iter().map(|entity| explain_one(entity, text, &studies, longest)).collect()
}

fn explain_one(entity: &Entity<'_>, text: &str, studies: &[Study], longest: usize) -> Explanation {
    let from = studies.partition_point(|study| study.span.start + longest <= entity.span.start);
    let around = studies.iter().skip(from).take_while(|study| study.span.start < entity.span.end);
    let mut explanation = Explanation { rule: entity.rule.map(str::to_owned), ..Explanation::default() };
    for study in around.filter(|study| study.span.overlaps(entity.span)) {
        if study.span == entity.span && study.part == (entity.form == Form::Part) {
            explanation.scores = lanes(study).collect();
            explanation.evidence =
                study.evidence.iter().map(|(place, name)| format!("{place} {name}")).collect();
        } else if let Some((kind, score)) = lanes(study).max_by_key(|(_, score)| *score).filter(|it| it.1 > 0)
        {
            explanation.beat.push(Beaten { text: study.span.of(text).to_owned(), kind, score });
        }
    }
    explanation
}

fn lanes(study: &Study) -> impl Iterator<Item = (&'static str, i32)> + '_ {
    let lanes = LANES_BY_NAME.into_iter().zip(study.scores).zip(study.lanes);
    lanes.filter(|(_, possible)| *possible).map(|(lane, _)| lane)
}
