//! The classes that come with konzern, and the kind of each.

use super::entry::Entry;
use crate::error::Error;
use crate::kind::Kind;
use crate::tsv::Table;
use once_cell::sync::Lazy;
use std::collections::HashMap;

/// What `data/classes.tsv` says.
static SHIPPED: Lazy<Classes> = Lazy::new(|| {
    // The build script has read this very table, and stopped at any error.
    Classes::parse("data/classes.tsv", include_str!("../../data/classes.tsv")).unwrap_or_default()
});

/// The kinds of entries, for messages.
const KINDS: &str = "organization, person or place";

/// Classes by name.
#[derive(Default)]
pub(crate) struct Classes(HashMap<String, Kind>);

impl Classes {
    /// Reads `data/classes.tsv`.
    pub(crate) fn parse(file: &str, text: &str) -> Result<Self, Error> {
        let table = Table::parse(file, text)?;
        let (class, kind) = (table.require("class")?, table.require("kind")?);
        let mut map = HashMap::new();
        for row in table.rows() {
            let name = row.cell(kind);
            let kind = Kind::from_name(name).ok_or_else(|| row.error(format!("unknown kind \"{name}\"")))?;
            map.insert(row.cell(class).to_owned(), kind);
        }
        Ok(Self(map))
    }

    /// The classes of the shipped data.
    pub(crate) fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// The kind of an entry from its cells for kind and class, either of which may be empty.
    pub(crate) fn kind_of(&self, kind: &str, class: &str) -> Result<Kind, Error> {
        let known = if kind.is_empty() { self.kind(class) } else { Kind::from_name(kind) };
        known.ok_or_else(|| {
            Error::new(match (kind, class) {
                ("", "") => {
                    format!("no kind and no class, expected the kind {KINDS}, or a class that tells it")
                }
                ("", class) => {
                    format!("class \"{class}\" is one of your own, expected its kind as well: {KINDS}")
                }
                (kind, _) => format!("kind \"{kind}\", expected {KINDS}"),
            })
        })
    }

    /// # Errors
    /// When the class of the entry belongs to another kind. A class of the user's own belongs to none.
    pub(crate) fn check(&self, entry: &Entry) -> Result<(), Error> {
        match self.kind(&entry.class) {
            Some(kind) if kind != entry.kind => Err(Error::new(format!(
                "class \"{}\" is one of kind {kind}, expected one of kind {}",
                entry.class, entry.kind
            ))),
            _ => Ok(()),
        }
    }

    /// The classes, sorted.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.0.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// The kind of a class.
    pub(crate) fn kind(&self, class: &str) -> Option<Kind> {
        self.0.get(class).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_classes_are_read() {
        assert_eq!(Classes::shipped().kind("company"), Some(Kind::Organization));
        assert!(Classes::shipped().names().len() >= 58);
    }
}
