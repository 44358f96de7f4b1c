//! Annotated documents.

use serde::Deserialize;
use std::error::Error;
use std::fs;
use std::path::Path;

/// A text with its marks.
#[derive(Deserialize)]
pub(crate) struct Document {
    pub(crate) text: String,
    pub(crate) entities: Vec<Gold>,
}

impl Document {
    /// The names that are looked for, of the outer level, with their lanes.
    pub(crate) fn names(&self) -> impl Iterator<Item = (&Gold, usize)> {
        let outer = |gold: &&Gold| gold.level.is_empty() || gold.level == "outer";
        self.entities.iter().filter(outer).filter_map(|gold| Some((gold, lane_of(gold)?)))
    }
}

/// A mark.
#[derive(Deserialize)]
pub(crate) struct Gold {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: String,
    pub(crate) form: String,
    #[serde(default)]
    pub(crate) level: String,
}

/// A document among those that are learned from or scored.
pub(crate) struct Sample {
    /// The number of its set.
    pub(crate) set: usize,
    pub(crate) held_out: bool,
    pub(crate) document: Document,
}

/// Reads a file of annotated documents.
pub(crate) fn read(path: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    text.lines()
        .enumerate()
        .map(|(i, line)| {
            serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", path.display(), i + 1).into())
        })
        .collect()
}

/// The lane in which a mark is a name; `None` for what konzern does not look for.
pub(crate) fn lane_of(gold: &Gold) -> Option<usize> {
    match (gold.kind.as_str(), gold.form.as_str()) {
        ("LOC", "deriv" | "derived") => Some(3),
        (_, "deriv" | "derived") => None,
        ("ORG", _) => Some(0),
        ("PER", _) => Some(1),
        ("LOC", _) => Some(2),
        _ => None,
    }
}
