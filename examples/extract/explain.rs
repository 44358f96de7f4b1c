//! What spoke for each entity, and what it beat, as it is written.

use konzern::{Entity, Evidence, Extractor, Language, Scratch};
use serde::Serialize;
use std::borrow::Cow;

/// Why an entity was found.
#[derive(Serialize)]
pub struct Explanation {
    /// The weightiest first; their sum is the score before it is put between 0 and 1.
    pub evidence: Vec<Evidence>,
    /// What overlaps and lost, the weightiest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beaten: Vec<Beaten>,
}

/// A claim that lost.
#[derive(Serialize)]
pub struct Beaten {
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub kind: Cow<'static, str>,
    pub weight: i32,
}

/// Finds the entities of a text with what spoke for each, and the language.
pub fn explain<'a>(
    extractor: &'a Extractor,
    text: &'a str,
    scratch: &mut Scratch,
) -> (Language, Vec<Entity<'a>>, Vec<Explanation>) {
    let mut explained = Vec::new();
    let language = extractor.explain_with(text, None, scratch, &mut explained);
    let told = |it: konzern::Explanation<'a>| (it.entity, Explanation::new(text, it.evidence, it.beaten));
    let (entities, explanations) = explained.into_iter().map(told).unzip();
    (language, entities, explanations)
}

impl Explanation {
    fn new(text: &str, evidence: Vec<Evidence>, beaten: Vec<konzern::Beaten>) -> Self {
        let with_text = |it: konzern::Beaten| Beaten {
            start: it.span.start,
            end: it.span.end,
            text: it.span.of(text).to_owned(),
            kind: it.kind,
            weight: it.weight,
        };
        Self { evidence, beaten: beaten.into_iter().map(with_text).collect() }
    }
}
