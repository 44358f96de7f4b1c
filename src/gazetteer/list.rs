//! Lists of entries: tables and JSON lines, with the columns of data/README.md. What makes sense as an entry is not decided
//! here, but an error gets its file and line here.

use super::classes::Classes;
use super::entry::{Entry, Surface};
use super::flags::Flags;
use crate::error::{Error, shorten};
use crate::tsv::{Row, Table, content_lines, items};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::borrow::Cow;
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

/// Those of them that are left out.
const LEFT_OUT: [&str; 3] = ["src", "population", "note"];

fn is_identifier(column: &str) -> bool {
    !COLUMNS.iter().any(|known| known.eq_ignore_ascii_case(column))
}

/// The column that is meant by a field that has no place: its names would be lost, and nobody would miss them. Fields of JSON
/// are written as they are told, and "alias" is no register.
fn meant(field: &str) -> Option<&'static str> {
    let known = COLUMNS.iter().copied().find(|known| known.eq_ignore_ascii_case(field));
    let alias = field.eq_ignore_ascii_case("alias").then_some("aliases");
    known.or(alias).filter(|column| !LEFT_OUT.contains(column))
}

/// The entries of a table, see [`table`].
#[allow(dead_code, reason = "used by the build script, which shares this file")]
pub(crate) fn read_tsv(file: &str, text: &str, classes: &Classes) -> Result<Vec<Entry>, Error> {
    Ok(table(file, text, classes)?.entries)
}

/// Reads the entries of a table. Only `name`, and `kind` or `class`, is required; an entry without id is known by its name. Each
/// further column is an identifier ("isin", "lei"). Cells may stand in quotation marks.
pub(crate) fn table<'f>(file: &'f str, text: &str, classes: &'f Classes) -> Result<List<'f>, Error> {
    let mut list = List::new(file, classes);
    let table = Table::parse(file, text)?;
    let name = table.require("name")?;
    let column = |name: &str| table.column(name);
    let (id, kind, class) = (column("id"), column("kind"), column("class"));
    let (legal, country, parent) = (column("legal"), column("country"), column("parent"));
    let (aliases, former) = (column("aliases"), column("former"));
    let registers: Vec<(usize, &str)> =
        table.columns().iter().copied().enumerate().filter(|(_, name)| is_identifier(name)).collect();
    let cell = |row: &Row<'_>, column: Option<usize>| unquoted(row.optional(column)).into_owned();
    let list_in = |row: &Row<'_>, column: Option<usize>| {
        items(&unquoted(row.optional(column))).map(str::to_owned).collect()
    };
    let fields = |row: &Row<'_>| Fields {
        id: cell(row, id),
        kind: cell(row, kind),
        class: cell(row, class),
        name: cell(row, Some(name)),
        legal: cell(row, legal),
        country: cell(row, country),
        parent: cell(row, parent),
        aliases: list_in(row, aliases),
        former: list_in(row, former),
        identifiers: BTreeMap::new(),
        more: registers
            .iter()
            .map(|&(at, register)| (register.to_owned(), Value::String(cell(row, Some(at)))))
            .collect(),
    };
    for row in table.rows() {
        list.add(row.line, fields(&row))?;
    }
    Ok(list)
}

/// The cell without the quotation marks in which spreadsheets write it when there are marks or commas inside: `"Acme, ""Q"""`.
/// "Q" und "R" is not such a cell.
fn unquoted(cell: &str) -> Cow<'_, str> {
    let inner = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
    match inner.filter(|inner| !inner.replace("\"\"", "").contains('"')) {
        Some(inner) => Cow::Owned(inner.replace("\"\"", "\"")),
        None => Cow::Borrowed(cell),
    }
}

/// Reads entries of the user from JSON objects, one a line: the fields are the columns of a [`table`], with lists as arrays.
/// Identifiers are further fields as well, or stand under `identifiers`.
pub(crate) fn json_lines<'f>(file: &'f str, text: &str, classes: &'f Classes) -> Result<List<'f>, Error> {
    let mut list = List::new(file, classes);
    for (number, line) in content_lines(text) {
        let fields = serde_json::from_str(line).map_err(|error| {
            let message = error.to_string();
            // The line that serde_json counts is always 1.
            let place = format!(" at line {} column {}", error.line(), error.column());
            let reason = message.strip_suffix(&place).unwrap_or(&message);
            Error::new(format!("{reason} in \"{}\"", shorten(line))).at(file, number)
        });
        list.add(number, fields?)?;
    }
    Ok(list)
}

/// An entry as it stands in a list; what is not there, or is `null`, is empty.
#[derive(Deserialize)]
#[serde(expecting = "an object with a \"name\"")]
struct Fields {
    #[serde(default, deserialize_with = "or_number")]
    id: String,
    #[serde(default, deserialize_with = "or_empty")]
    kind: String,
    #[serde(default, deserialize_with = "or_empty")]
    class: String,
    name: String,
    #[serde(default, deserialize_with = "or_empty")]
    legal: String,
    #[serde(default, deserialize_with = "or_empty")]
    country: String,
    #[serde(default, deserialize_with = "or_number")]
    parent: String,
    #[serde(default, deserialize_with = "or_empty")]
    aliases: Vec<String>,
    #[serde(default, deserialize_with = "or_empty")]
    former: Vec<String>,
    #[serde(default, deserialize_with = "or_empty")]
    identifiers: BTreeMap<String, Value>,
    /// Fields that have no place above.
    #[serde(flatten)]
    more: BTreeMap<String, Value>,
}

/// A field that may be `null`.
fn or_empty<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(field: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(field)?.unwrap_or_default())
}

/// An id: those of documents may be numbers, too.
fn or_number<'de, D: Deserializer<'de>>(field: D) -> Result<String, D::Error> {
    match Value::deserialize(field)? {
        Value::Null => Ok(String::new()),
        Value::String(id) => Ok(id),
        Value::Number(id) if !id.is_f64() => Ok(id.to_string()),
        other => Err(D::Error::custom(format!("invalid id: {other}, expected a string or a whole number"))),
    }
}

/// The value of an identifier, as it would stand in a table.
fn identifier((register, value): (String, Value)) -> Result<(String, String), Error> {
    match value {
        Value::Null => Ok((register, String::new())),
        Value::String(value) => Ok((register, value)),
        Value::Number(_) | Value::Bool(_) => Ok((register, value.to_string())),
        Value::Array(_) | Value::Object(_) => {
            let found = shorten(&value.to_string());
            Err(Error::new(format!("field \"{register}\" is {found}, expected a string")))
        }
    }
}

impl Fields {
    fn entry(self, classes: &Classes) -> Result<Entry, Error> {
        if let Some((field, column)) = self.more.keys().find_map(|field| Some((field, meant(field)?))) {
            return Err(Error::new(format!("column \"{}\", expected \"{column}\"", shorten(field))));
        }
        let kind = classes.kind_of(self.kind.trim(), self.class.trim())?;
        for name in [&self.name, &self.legal] {
            if has_flags(name) {
                let told = format!(
                    "name \"{}\" has flags, expected them at an alias that repeats it",
                    shorten(name)
                );
                return Err(Error::new(told));
            }
        }
        let more = self.more.into_iter().filter(|(name, _)| is_identifier(name));
        let identifiers = self.identifiers.into_iter().chain(more).map(identifier);
        let surfaces = self.aliases.iter().chain(&self.former).map(|cell| Surface::parse(cell));
        let entry = Entry {
            id: self.id,
            kind,
            class: self.class,
            surfaces: surfaces.collect::<Result<_, _>>()?,
            name: self.name,
            legal: self.legal,
            country: self.country,
            parent: self.parent,
            identifiers: identifiers.collect::<Result<_, _>>()?,
        };
        let entry = entry.complete()?;
        classes.check(&entry)?;
        Ok(entry)
    }
}

/// True for `Zeit[n]`, and for `Zeit[n`.
fn has_flags(name: &str) -> bool {
    let name = name.trim();
    let flags = name.strip_suffix(']').unwrap_or(name).rsplit_once('[').map(|(_, flags)| flags);
    flags.is_some_and(|flags| {
        !flags.is_empty() && flags.chars().all(|flag| Flags::from_letter(flag).is_some())
    })
}

/// Collects the entries of a file.
pub(crate) struct List<'f> {
    file: &'f str,
    classes: &'f Classes,
    pub(crate) entries: Vec<Entry>,
    /// The line of each.
    pub(crate) lines: Vec<u32>,
    /// The ids, with the line of each.
    ids: HashMap<String, usize>,
}

impl<'f> List<'f> {
    fn new(file: &'f str, classes: &'f Classes) -> Self {
        Self { file, classes, entries: Vec::new(), lines: Vec::new(), ids: HashMap::new() }
    }

    /// Adds an entry, unless it is none, or another one has its id.
    fn add(&mut self, line: usize, fields: Fields) -> Result<(), Error> {
        // Several may be known by the same name.
        let id = fields.id.trim();
        if !id.is_empty()
            && let Some(first) = self.ids.insert(id.to_owned(), line)
        {
            let message = format!("id \"{}\" stands twice, first in line {first}", shorten(id));
            return Err(Error::new(message).at(self.file, line));
        }
        let entry = fields.entry(self.classes);
        self.entries.push(entry.map_err(|error| error.at(self.file, line))?);
        self.lines.push(u32::try_from(line).unwrap_or(u32::MAX));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_jsonl(file: &str, text: &str, classes: &Classes) -> Result<Vec<Entry>, Error> {
        Ok(json_lines(file, text, classes)?.entries)
    }

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
    fn blanks_what_is_missing_and_identifiers_are_alike_on_all_roads() -> Result<(), Error> {
        let classes = Classes::parse("classes.tsv", CLASSES)?;
        let tsv = "id\tkind\tclass\tname\tparent\taliases\tisin\tlisted\n \torganization\t company \t Quaxo Werke \t7\t\t 5 \ttrue\n";
        let json = r#"{"id":null,"kind":" organization","class":" company ","name":" Quaxo Werke ","parent":7,"legal":null,"aliases":null,"former":null,"identifiers":{"isin":5},"listed":true,"lei":null}"#;
        let code = Entry::new("", crate::kind::Kind::Organization, " Quaxo Werke ")
            .class(" company ")
            .parent(" 7")
            .identifier("isin ", " 5 ")
            .identifier("listed", "true")
            .identifier("lei", " ");
        let entry = code.complete()?;
        assert_eq!((entry.id.as_str(), entry.class.as_str()), ("Quaxo Werke", "company"));
        assert_eq!(read_tsv("a.tsv", tsv, &classes)?, std::slice::from_ref(&entry));
        assert_eq!(read_jsonl("a.jsonl", json, &classes)?, [entry]);
        Ok(())
    }

    #[test]
    fn cells_may_stand_in_quotation_marks() -> Result<(), Error> {
        let classes = Classes::parse("classes.tsv", CLASSES)?;
        let tsv = "id\tclass\tname\taliases\n\"1\"\tcompany\t\"Acme, \"\"Quaxo\"\"\"\t\"Acme|Quaxo[n]\"\n";
        let entries = read_tsv("a.tsv", tsv, &classes)?;
        let names: Vec<&str> = entries[0].surfaces.iter().map(|surface| surface.text.as_str()).collect();
        assert_eq!(entries[0].id, "1");
        assert_eq!(names, ["Acme, \"Quaxo\"", "Acme", "Quaxo"]);
        assert_eq!(unquoted("\"Q\" und \"R\""), "\"Q\" und \"R\"");
        assert_eq!(unquoted("\""), "\"");
        Ok(())
    }

    #[test]
    fn mistakes_are_told_with_file_line_and_content() -> Result<(), Error> {
        let classes = Classes::parse("classes.tsv", CLASSES)?;
        let told =
            |result: Result<Vec<Entry>, Error>| result.err().map(|e| e.to_string()).unwrap_or_default();
        for (table, expected) in [
            (
                "class\tname\nfoo\tX\n",
                "a.tsv:2: class \"foo\" is one of your own, expected its kind as well: organization, person or place",
            ),
            ("class\tname\taliases\ncity\tX\tY[z]\n", "a.tsv:2: unknown flag \"z\" in \"Y[z]\""),
            ("class\ncity\n", "a.tsv: no column \"name\""),
            ("class\tname\ncity\t\n", "a.tsv:2: empty name"),
            ("class\tname\taliases\ncity\tX\tZiel[n\n", "a.tsv:2: brackets of \"Ziel[n\" do not close"),
            ("class\tname\taliases\ncity\tX\tY|Zieln]\n", "a.tsv:2: brackets of \"Zieln]\" do not close"),
            ("class\tname\tformer\ncity\tX\tZiel[\n", "a.tsv:2: brackets of \"Ziel[\" do not close"),
            ("class\tname\ncity\tZeit[n]\n", "a.tsv:2: name \"Zeit[n]\" has flags"),
            ("class\tname\ncity\tZeit[n\n", "a.tsv:2: name \"Zeit[n\" has flags"),
            ("class\tname\n\ncity\t...\n", "a.tsv:3: name \"...\""),
            ("class\tname\taliases\ncity\tX\t![n]\n", "a.tsv:2: name \"!\""),
            ("kind\tname\nmoney\tX\n", "a.tsv:2: kind \"money\""),
            ("kind\tclass\tname\norganization\tcity\tX\n", "a.tsv:2: class \"city\" is one of kind place"),
            (
                "id\tclass\tname\na\tcity\tX\nb\tcity\tX\na\tcity\tY\n",
                "a.tsv:4: id \"a\" stands twice, first in line 2",
            ),
            ("class\tname\tname\ncity\tX\tY\n", "a.tsv:1: column \"name\" stands twice"),
            ("class\tname\tAlias\ncity\tX\tY\n", "a.tsv:2: column \"Alias\", expected \"aliases\""),
            ("class\tname\n\tX\n", "a.tsv:2: no kind and no class, expected the kind organization,"),
            (
                "class\tname\taliases\ncity\tX\tY[de]\n",
                "a.tsv:2: name \"Y\" has both flags d and e, expected one of them",
            ),
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
            (
                "{\"name\":\"X\",\"id\":1.5}",
                "a.jsonl:2: invalid id: 1.5, expected a string or a whole number",
            ),
            (
                "{\"name\":\"X\",\"class\":\"city\",\"isin\":1,\"identifiers\":{\"isin\":2}}",
                "a.jsonl:2: identifier \"isin\" stands twice",
            ),
            ("{\"name\":\"@\",\"class\":\"city\"}", "a.jsonl:2: name \"\", expected one"),
            ("[1]", "a.jsonl:2: invalid type: sequence, expected an object with a \"name\" in \"[1]\""),
            (
                "{\"name\":\"X\",\"class\":\"city\",\"Legal\":\"X AG\"}",
                "a.jsonl:2: column \"Legal\", expected \"legal\"",
            ),
            (
                "{\"name\":\"X\",\"class\":\"city\",\"alias\":[\"Y\"]}",
                "a.jsonl:2: column \"alias\", expected \"aliases\"",
            ),
        ] {
            let message = told(read_jsonl("a.jsonl", &format!("\n{line}"), &classes));
            assert!(message.starts_with(expected), "{message}, expected {expected}");
        }
        Ok(())
    }
}
