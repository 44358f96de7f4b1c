//! What spoke for each entity, and what it beat, as it is written.

use konzern::{Entity, Extractor};
use serde::Serialize;

/// Why an entity was found.
#[derive(Serialize, Default)]
pub struct Explanation {
    /// The weightiest first; their sum is the score before it is put between 0 and 1.
    pub evidence: Vec<Evidence>,
    /// What overlaps and lost, the weightiest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beat: Vec<Beaten>,
}

/// A piece of evidence, in hundredths.
#[derive(Serialize)]
pub struct Evidence {
    pub place: &'static str,
    pub name: String,
    pub weight: i32,
}

/// A claim that lost.
#[derive(Serialize)]
pub struct Beaten {
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub kind: &'static str,
    pub weight: i32,
}

/// Explains the entities of a text, one by one. A name inside of another was no winner, and has nothing to tell.
pub fn explain(extractor: &Extractor, text: &str, entities: &[Entity<'_>]) -> Vec<Explanation> {
    let mut explained = extractor.explain(text).into_iter().peekable();
    let mut explain_one = |entity: &Entity<'_>| -> Option<Explanation> {
        let ours = explained.next_if(|it| it.entity.span == entity.span && it.entity.kind == entity.kind)?;
        let evidence = ours.evidence.into_iter();
        let beaten = ours.beaten.into_iter();
        Some(Explanation {
            evidence: evidence
                .map(|it| Evidence { place: it.place, name: it.name, weight: it.weight })
                .collect(),
            beat: beaten
                .map(|it| Beaten {
                    start: it.span.start,
                    end: it.span.end,
                    text: it.span.of(text).to_owned(),
                    kind: it.kind,
                    weight: it.weight,
                })
                .collect(),
        })
    };
    entities.iter().map(|entity| explain_one(entity).unwrap_or_default()).collect()
}
