//! Lists of entries: tables and JSON lines, with the columns of data/README.md. What makes sense as an entry is not decided
//! here, but an error gets its file and line here.

use super::classes::Classes;
use super::entry::{Entry, Surface};
use super::flags::Flags;
use crate::error::{Error, shorten};
use crate::tsv::{Row, Table, content_lines};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

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

fn is_identifier(column: &str) -> bool {
    !COLUMNS.iter().any(|known| known.eq_ignore_ascii_case(column))
}

/// Reads entries from a table. Only `name`, and `kind` or `class`, is required; an entry without id is known by its name. Each
/// further column is an identifier ("isin", "lei").
pub(crate) fn read_tsv(file: &str, text: &str, classes: &Classes) -> Result<Vec<Entry>, Error> {
    let table = Table::parse(file, text)?;
    let name = table.require("name")?;
    let column = |name: &str| table.column(name);
    let (id, kind, class) = (column("id"), column("kind"), column("class"));
    let (legal, country, parent) = (column("legal"), column("country"), column("parent"));
    let (aliases, former) = (column("aliases"), column("former"));
    let registers: Vec<(usize, &str)> =
        table.columns().iter().copied().enumerate().filter(|(_, name)| is_identifier(name)).collect();
    let fields = |row: &Row<'_>| Fields {
        id: row.optional(id).to_owned(),
        kind: row.optional(kind).to_owned(),
        class: row.optional(class).to_owned(),
        name: row.cell(name).to_owned(),
        legal: row.optional(legal).to_owned(),
        country: row.optional(country).to_owned(),
        parent: row.optional(parent).to_owned(),
        aliases: row.list(aliases).map(str::to_owned).collect(),
        former: row.list(former).map(str::to_owned).collect(),
        identifiers: registers
            .iter()
            .map(|&(at, register)| (register.to_owned(), row.cell(at).to_owned()))
            .filter(|(_, value)| !value.is_empty())
            .collect(),
        more: BTreeMap::new(),
    };
    let mut list = List::new(file, classes);
    for row in table.rows() {
        list.add(row.line, fields(&row))?;
    }
    Ok(list.entries)
}

/// Reads entries from JSON objects, one a line: the fields are the columns of [`read_tsv`], with lists as arrays. Identifiers are
/// further fields as well, or stand under `identifiers`.
pub(crate) fn read_jsonl(file: &str, text: &str, classes: &Classes) -> Result<Vec<Entry>, Error> {
    let mut list = List::new(file, classes);
    for (number, line) in content_lines(text).filter(|(_, line)| !line.trim().is_empty()) {
        let fields = serde_json::from_str(line).map_err(|error| {
            let message = error.to_string();
            // The line that serde_json counts is always 1.
            let place = format!(" at line {} column {}", error.line(), error.column());
            let reason = message.strip_suffix(&place).unwrap_or(&message);
            Error::new(format!("{reason} in \"{}\"", shorten(line))).at(file, number)
        });
        list.add(number, fields?)?;
    }
    Ok(list.entries)
}

/// An entry as it stands in a list; what is not there is empty.
#[derive(Deserialize)]
struct Fields {
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
    identifiers: BTreeMap<String, String>,
    /// Fields of JSON that have no place above.
    #[serde(flatten)]
    more: BTreeMap<String, serde_json::Value>,
}

impl Fields {
    fn entry(self, classes: &Classes) -> Result<Entry, Error> {
        let kind = classes.kind_of(&self.kind, &self.class)?;
        for name in [&self.name, &self.legal] {
            if has_flags(name) {
                let told = format!(
                    "name \"{}\" has flags, expected them at an alias that repeats it",
                    shorten(name)
                );
                return Err(Error::new(told));
            }
        }
        let mut identifiers: Vec<(String, String)> = self.identifiers.into_iter().collect();
        for (name, value) in self.more.into_iter().filter(|(name, _)| is_identifier(name)) {
            match value {
                serde_json::Value::Null => {}
                serde_json::Value::String(value) => identifiers.push((name, value)),
                serde_json::Value::Number(value) => identifiers.push((name, value.to_string())),
                other => {
                    let found = shorten(&other.to_string());
                    return Err(Error::new(format!("field \"{name}\" is {found}, expected a string")));
                }
            }
        }
        // As they would be in a table.
        for (_, value) in &mut identifiers {
            *value = value.trim().to_owned();
        }
        identifiers.retain(|(_, value)| !value.is_empty());
        let surfaces = self.aliases.iter().chain(&self.former).map(|cell| Surface::parse(cell));
        let entry = Entry {
            id: if self.id.is_empty() { self.name.clone() } else { self.id },
            kind,
            class: if self.class.is_empty() { kind.name().to_owned() } else { self.class },
            surfaces: surfaces.collect::<Result<_, _>>()?,
            name: self.name,
            legal: self.legal,
            country: self.country,
            parent: self.parent,
            identifiers,
        };
        classes.check(&entry)?;
        entry.complete()
    }
}

/// True for `Zeit[n]`.
fn has_flags(name: &str) -> bool {
    let flags = name.trim().strip_suffix(']').and_then(|name| name.rsplit_once('[')).map(|(_, flags)| flags);
    flags.is_some_and(|flags| {
        !flags.is_empty() && flags.chars().all(|flag| Flags::from_letter(flag).is_some())
    })
}

/// Collects the entries of a file.
struct List<'f> {
    file: &'f str,
    classes: &'f Classes,
    entries: Vec<Entry>,
    /// The ids, with the line of each.
    ids: HashMap<String, usize>,
}

impl<'f> List<'f> {
    fn new(file: &'f str, classes: &'f Classes) -> Self {
        Self { file, classes, entries: Vec::new(), ids: HashMap::new() }
    }

    /// Adds an entry, unless it is none, or another one has its id.
    fn add(&mut self, line: usize, fields: Fields) -> Result<(), Error> {
        // Several may be known by the same name.
        if !fields.id.is_empty()
            && let Some(first) = self.ids.insert(fields.id.clone(), line)
        {
            let message = format!("id \"{}\" stands twice, first in line {first}", shorten(&fields.id));
            return Err(Error::new(message).at(self.file, line));
        }
        self.entries.push(fields.entry(self.classes).map_err(|error| error.at(self.file, line))?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASSES: &str = "class\tkind\tnote\ncompany\torganization\t\ncity\tplace\t\n";

    #[test]
    fn tsv_and_jsonl_give_the_same_entry() -> Result<(), Error> {
        let classes = Classes::parse("classes.tsv", CLASSES)?;
        let tsv = "id\tclass\tname\tlegal\taliases\tisin\tnote\nzeit\tcompany\tDie Zeit\tZeitverlag\tZeit[n]|@zeit\tX1\told\n";
        let from_tsv = read_tsv("a.tsv", tsv, &classes)?;
        for json in [
            r#"{"id":"zeit","class":"company","name":"Die Zeit","legal":"Zeitverlag","aliases":["Zeit[n]","@zeit"],"identifiers":{"isin":"X1"}}"#,
            "\u{feff}# a comment\n{\"id\":\"zeit\",\"class\":\"company\",\"name\":\"Die Zeit\",\"legal\":\"Zeitverlag\",\"aliases\":[\"Zeit[n]\",\"@zeit\"],\"isin\":\"X1\",\"lei\":null,\"note\":\"old\"}\r\n",
        ] {
            assert_eq!(from_tsv, read_jsonl("a.jsonl", json, &classes)?);
        }
        let surfaces: Vec<_> = from_tsv[0].surfaces.iter().map(|s| (s.text.as_str(), s.flags)).collect();
        assert_eq!(
            surfaces,
            [
                ("Die Zeit", Flags::default()),
                ("Zeitverlag", Flags::default()),
                ("Zeit", Flags::CUE),
                ("zeit", Flags::HANDLE)
            ]
        );
        Ok(())
    }

    #[test]
    fn code_gives_the_same_entry() -> Result<(), Error> {
        let classes = Classes::parse("classes.tsv", CLASSES)?;
        let tsv = "ID\tclass\tName\tlegal\tcountry\tparent\taliases\tisin\nq\tcompany\tQUAX\tQuax AG\tDE\tacme\tZeit[n]|@quax\t1\n";
        let code = Entry::new("q", crate::kind::Kind::Organization, "QUAX")
            .class("company")
            .legal_name("Quax AG")
            .country("DE")
            .parent("acme")
            .flagged_alias("Zeit", Flags::CUE)
            .alias("@quax")
            .identifier("isin", "1");
        assert_eq!(read_tsv("a.tsv", tsv, &classes)?, [code.complete()?]);
        Ok(())
    }

    #[test]
    fn mistakes_are_told_with_file_line_and_content() -> Result<(), Error> {
        let classes = Classes::parse("classes.tsv", CLASSES)?;
        let told =
            |result: Result<Vec<Entry>, Error>| result.err().map(|e| e.to_string()).unwrap_or_default();
        for (table, expected) in [
            ("class\tname\nfoo\tX\n", "a.tsv:2: kind \"\" and class \"foo\""),
            ("class\tname\taliases\ncity\tX\tY[z]\n", "a.tsv:2: unknown flag \"z\" in \"Y[z]\""),
            ("class\ncity\n", "a.tsv: no column \"name\""),
            ("class\tname\ncity\t\n", "a.tsv:2: empty name"),
            ("class\tname\ncity\tZeit[n]\n", "a.tsv:2: name \"Zeit[n]\" has flags"),
            ("class\tname\n\ncity\t...\n", "a.tsv:3: name \"...\""),
            ("class\tname\taliases\ncity\tX\t![n]\n", "a.tsv:2: name \"!\""),
            ("kind\tname\nmoney\tX\n", "a.tsv:2: kind \"money\""),
            ("kind\tclass\tname\norganization\tcity\tX\n", "a.tsv:2: class \"city\" is one of kind place"),
            (
                "id\tclass\tname\na\tcity\tX\nb\tcity\tX\na\tcity\tY\n",
                "a.tsv:4: id \"a\" stands twice, first in line 2",
            ),
            ("class\tname\tname\ncity\tX\tY\n", "a.tsv:1: column \"name\" stands twice"),
        ] {
            let message = told(read_tsv("a.tsv", table, &classes));
            assert!(message.starts_with(expected), "{message}, expected {expected}");
        }
        for (line, expected) in [
            ("{\"name\":1}", "a.jsonl:2: invalid type: integer `1`, expected a string in \"{\"name\":1}\""),
            (
                "{\"name\":\"X\",\"class\":\"city\",\"isin\":[1]}",
                "a.jsonl:2: field \"isin\" is [1], expected a string",
            ),
            ("{\"name\":\"\",\"class\":\"city\"}", "a.jsonl:2: empty name"),
        ] {
            let message = told(read_jsonl("a.jsonl", &format!("\n{line}"), &classes));
            assert!(message.starts_with(expected), "{message}, expected {expected}");
        }
        Ok(())
    }
}
