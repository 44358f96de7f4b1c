//! The JSON that other programs read: one object for each document. These types are the contract; those of the library
//! may change without it.

use crate::explain::Explanation;
use crate::run::Found;
use crate::score::shown;
use konzern::{Entity, Money};
use serde::{Serialize, Serializer};

#[derive(Serialize)]
struct Document<'a> {
    id: &'a str,
    lang: &'static str,
    entities: Mentions<'a>,
}

/// Written one by one: a text may have a million names.
struct Mentions<'a>(&'a Found<'a>);

impl Serialize for Mentions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let explanations = self.0.explanations.iter().map(Some).chain(std::iter::repeat(None));
        let entities = self.0.entities.iter().zip(explanations);
        serializer.collect_seq(entities.map(|(entity, explain)| Mention::new(entity, explain)))
    }
}

#[derive(Serialize)]
struct Mention<'a> {
    /// First byte in the text as it was given.
    start: usize,
    /// The byte after the last.
    end: usize,
    text: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    class: Option<&'a str>,
    form: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    score: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    money: Option<&'a Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explain: Option<&'a Explanation>,
}

impl<'a> Mention<'a> {
    fn new(entity: &'a Entity<'a>, explain: Option<&'a Explanation>) -> Self {
        Self {
            start: entity.span.start,
            end: entity.span.end,
            text: entity.text,
            kind: entity.kind.name(),
            class: entity.class,
            form: entity.form.name(),
            entry: entity.entry.map(|entry| entry.id()),
            name: entity.entry.map(|entry| entry.name()),
            score: shown(entity.score),
            money: entity.money.as_ref(),
            explain,
        }
    }
}

/// Appends the line of a document.
pub fn document(found: &Found<'_>, out: &mut Vec<u8>) {
    let document = Document { id: found.id, lang: found.language.code(), entities: Mentions(found) };
    // Strings and numbers can always be written as JSON, and a Vec takes all.
    let _ = serde_json::to_writer(&mut *out, &document);
    out.push(b'\n');
}
