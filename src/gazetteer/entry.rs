//! Entries as they are given to a gazetteer: from code, from a TSV table or from JSONL. How they are stored and found
//! is not known here.

use crate::error::Error;
use crate::kind::Kind;
use crate::tsv::{Row, Table};
use serde::Deserialize;
use std::collections::HashMap;

/// How far a surface may be trusted on its own, and where it counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u8);

impl Flags {
    /// Matches only as it is written, capitals included: flag `c`.
    pub const CASE: Flags = Flags(1);
    /// Needs a cue beside it, or an earlier full form: flag `n`.
    pub const CUE: Flags = Flags(2);
    /// Never matches; listed so that nobody adds it: flag `o`.
    pub const OFF: Flags = Flags(4);
    /// Counts in German text only: flag `d`.
    pub const GERMAN: Flags = Flags(8);
    /// Counts in English text only: flag `e`.
    pub const ENGLISH: Flags = Flags(16);
    /// An adjective or demonym of a place, no name.
    pub(crate) const DERIVED: Flags = Flags(32);
    /// It begins with a small letter.
    pub(crate) const SMALL: Flags = Flags(64);
    /// The name of an account, written with its sign: `@DB_Bahn`. It counts only there.
    pub(crate) const HANDLE: Flags = Flags(128);

    /// True when all bits of `other` are set.
    pub const fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets of flags.
    #[must_use]
    pub const fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    pub(crate) const fn from_bits(bits: u8) -> Flags {
        Flags(bits)
    }

    fn from_letter(letter: char) -> Option<Flags> {
        Some(match letter {
            'c' => Flags::CASE,
            'n' => Flags::CUE,
            'o' => Flags::OFF,
            'd' => Flags::GERMAN,
            'e' => Flags::ENGLISH,
            _ => return None,
        })
    }
}

/// One spelling of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Surface {
    pub(crate) text: String,
    pub(crate) flags: Flags,
}

impl Surface {
    /// Reads `Zeit[n]`.
    pub(crate) fn parse(cell: &str) -> Result<Self, Error> {
        let mut flags = Flags::default();
        let mut text = cell;
        if let Some((before, letters)) = cell.strip_suffix(']').and_then(|cell| cell.rsplit_once('[')) {
            text = before;
            for letter in letters.chars() {
                let flag = Flags::from_letter(letter).ok_or_else(|| {
                    Error::new(format!("unknown flag \"{letter}\" in \"{cell}\", expected c, n, o, d or e"))
                })?;
                flags = flags.with(flag);
            }
        }
        if let Some(handle) = text.strip_prefix('@') {
            text = handle;
            flags = flags.with(Flags::HANDLE);
        }
        // An acronym in small letters is another word ("who", "it").
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        if letters().count() >= 2 && letters().all(char::is_uppercase) {
            flags = flags.with(Flags::CASE);
        }
        if text.trim().is_empty() {
            return Err(Error::new(format!("empty name in \"{cell}\"")));
        }
        Ok(Self { text: text.trim().to_owned(), flags })
    }
}

/// An entry of a gazetteer: one company, person or place with all its names.
///
/// ```
/// use konzern::{Entry, Flags, Kind};
/// let entry = Entry::new("acme", Kind::Organization, "Acme").alias("Acme Rockets").flagged_alias("AR", Flags::CUE);
/// assert_eq!(entry.id(), "acme");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) class: String,
    pub(crate) name: String,
    pub(crate) legal: String,
    pub(crate) country: String,
    pub(crate) parent: String,
    pub(crate) identifiers: Vec<(String, String)>,
    pub(crate) surfaces: Vec<Surface>,
}

impl Entry {
    /// An entry with its canonical name, which is also its first surface.
    pub fn new(id: impl Into<String>, kind: Kind, name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            id: id.into(),
            kind,
            class: kind.name().to_owned(),
            surfaces: Surface::parse(&name).into_iter().collect(),
            name,
            legal: String::new(),
            country: String::new(),
            parent: String::new(),
            identifiers: Vec::new(),
        }
    }

    /// Sets the class ("company", "bank", "city").
    #[must_use]
    pub fn class(mut self, class: impl Into<String>) -> Self {
        self.class = class.into();
        self
    }

    /// Adds a further surface.
    #[must_use]
    pub fn alias(self, text: impl Into<String>) -> Self {
        self.flagged_alias(text, Flags::default())
    }

    /// Adds a surface with flags.
    #[must_use]
    pub fn flagged_alias(mut self, text: impl Into<String>, flags: Flags) -> Self {
        self.surfaces.push(Surface { text: text.into(), flags });
        self
    }

    /// Adds an identifier of another register ("isin", "lei", "wikidata").
    #[must_use]
    pub fn identifier(mut self, register: impl Into<String>, value: impl Into<String>) -> Self {
        self.identifiers.push((register.into(), value.into()));
        self
    }

    /// The id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Adds the name and the legal name as surfaces, unless an alias repeats them with flags of its own.
    fn complete(mut self) -> Result<Self, Error> {
        for own in [self.legal.clone(), self.name.clone()] {
            if !own.is_empty() && !self.surfaces.iter().any(|s| s.text == own) {
                self.surfaces.insert(0, Surface::parse(&own)?);
            }
        }
        Ok(self)
    }
}

/// The classes of the shipped data and their kinds.
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

    /// The kind of an entry from its cells for kind and class, either of which may be empty.
    fn resolve(&self, kind: &str, class: &str) -> Result<(Kind, String), Error> {
        let known = if kind.is_empty() { self.0.get(class).copied() } else { Kind::from_name(kind) };
        let known = known.ok_or_else(|| {
            Error::new(format!(
                "kind \"{kind}\" and class \"{class}\" are unknown, expected a kind (organization, person, place) or a class of data/classes.tsv"
            ))
        })?;
        let class = if class.is_empty() { known.name() } else { class };
        Ok((known, class.to_owned()))
    }

    /// The classes, sorted.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.0.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) fn kind(&self, class: &str) -> Option<Kind> {
        self.0.get(class).copied()
    }
}

/// Columns that are not identifiers of another register.
const COLUMNS: [&str; 12] = [
    "id",
    "kind",
    "class",
    "name",
    "legal",
    "country",
    "parent",
    "aliases",
    "former",
    "src",
    "population",
    "note",
];

/// Reads entries from a table with the columns of data/README.md. Only `name` is required; an entry without id is known
/// by its name. Each further column is an identifier ("isin", "lei").
pub(crate) fn read_tsv(file: &str, text: &str, classes: &Classes) -> Result<Vec<Entry>, Error> {
    let table = Table::parse(file, text)?;
    let name = table.require("name")?;
    let column = |name: &str| table.column(name);
    let (id, kind, class) = (column("id"), column("kind"), column("class"));
    let (legal, country, parent) = (column("legal"), column("country"), column("parent"));
    let (aliases, former) = (column("aliases"), column("former"));
    let registers: Vec<(usize, &str)> =
        table.columns().iter().copied().enumerate().filter(|(_, name)| !COLUMNS.contains(name)).collect();
    let read = |row: &Row<'_>| -> Result<Entry, Error> {
        let (kind, class) = classes.resolve(row.optional(kind), row.optional(class))?;
        let id = if row.optional(id).is_empty() { row.cell(name) } else { row.optional(id) };
        let surfaces =
            row.list(aliases).chain(row.list(former)).map(Surface::parse).collect::<Result<_, _>>()?;
        Entry {
            id: id.to_owned(),
            kind,
            class,
            name: row.cell(name).to_owned(),
            legal: row.optional(legal).to_owned(),
            country: row.optional(country).to_owned(),
            parent: row.optional(parent).to_owned(),
            identifiers: registers
                .iter()
                .map(|&(at, register)| (register.to_owned(), row.cell(at).to_owned()))
                .filter(|(_, value)| !value.is_empty())
                .collect(),
            surfaces,
        }
        .complete()
    };
    table.rows().map(|row| read(&row).map_err(|e| e.at(file, row.line))).collect()
}

/// An entry as one JSON object.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonEntry {
    #[serde(default)]
    id: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    class: String,
    name: String,
    #[serde(default)]
    legal: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    parent: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    former: Vec<String>,
    #[serde(default)]
    identifiers: std::collections::BTreeMap<String, String>,
}

/// Reads entries from JSON objects, one a line: the fields of [`read_tsv`], with lists as arrays and `identifiers` as
/// an object.
pub(crate) fn read_jsonl(file: &str, text: &str, classes: &Classes) -> Result<Vec<Entry>, Error> {
    let read = |line: &str| -> Result<Entry, Error> {
        let json: JsonEntry =
            serde_json::from_str(line).map_err(|e| Error::new(format!("{e} in \"{line}\"")))?;
        let (kind, class) = classes.resolve(&json.kind, &json.class)?;
        Entry {
            id: if json.id.is_empty() { json.name.clone() } else { json.id },
            kind,
            class,
            name: json.name,
            legal: json.legal,
            country: json.country,
            parent: json.parent,
            identifiers: json.identifiers.into_iter().collect(),
            surfaces: json
                .aliases
                .iter()
                .chain(&json.former)
                .map(|s| Surface::parse(s))
                .collect::<Result<_, _>>()?,
        }
        .complete()
    };
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(i, line)| read(line).map_err(|e| e.at(file, i + 1)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASSES: &str = "class\tkind\tnote\ncompany\torganization\t\ncity\tplace\t\n";

    #[test]
    fn tsv_and_jsonl_give_the_same_entry() -> Result<(), Error> {
        let classes = Classes::parse("classes.tsv", CLASSES)?;
        let tsv = "id\tclass\tname\tlegal\taliases\tisin\nzeit\tcompany\tDie Zeit\tZeitverlag\tZeit[n]\tX1\n";
        let json = r#"{"id":"zeit","class":"company","name":"Die Zeit","legal":"Zeitverlag","aliases":["Zeit[n]"],"identifiers":{"isin":"X1"}}"#;
        let from_tsv = read_tsv("a.tsv", tsv, &classes)?;
        assert_eq!(from_tsv, read_jsonl("a.jsonl", json, &classes)?);
        let surfaces: Vec<_> = from_tsv[0].surfaces.iter().map(|s| (s.text.as_str(), s.flags)).collect();
        assert_eq!(
            surfaces,
            [("Die Zeit", Flags::default()), ("Zeitverlag", Flags::default()), ("Zeit", Flags::CUE)]
        );
        Ok(())
    }

    #[test]
    fn errors_name_file_line_and_content() -> Result<(), Error> {
        let classes = Classes::parse("classes.tsv", CLASSES)?;
        let message =
            |text: &str| read_tsv("a.tsv", text, &classes).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(message("class\tname\nfoo\tX\n").starts_with("a.tsv:2: kind \"\" and class \"foo\""));
        assert!(
            message("class\tname\taliases\ncity\tX\tY[z]\n")
                .starts_with("a.tsv:2: unknown flag \"z\" in \"Y[z]\"")
        );
        assert!(message("class\ncity\n").starts_with("a.tsv: no column \"name\""));
        let json = read_jsonl("a.jsonl", "\n{\"name\":1}", &classes)
            .err()
            .map(|e| e.to_string())
            .unwrap_or_default();
        assert!(json.starts_with("a.jsonl:2: "), "{json}");
        Ok(())
    }
}
