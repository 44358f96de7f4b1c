//! Gazetteers of the user: entries from code and from files take the same road as the shipped lists.

use super::Gazetteer;
use super::build::{MOST_CLASSES, TrieBuilder};
use super::classes::Classes;
use super::entry::Entry;
use super::list::{List, json_lines, table};
use crate::error::{Error, shorten};
use crate::image::{Bytes, Image, Writer};
use std::fs;
use std::path::Path;

/// Collects entries, from code, from tables and from JSON lines, and compiles them. Made by [`Gazetteer::builder`].
///
/// ```
/// use konzern::{Entry, Extractor, Gazetteer, Kind};
/// let table = "id\tclass\tname\taliases\tisin\nacme\tcompany\tAcme Rockets\tAcme|Ziel[n]|@acme\tUS0000000001\n";
/// let names = Gazetteer::builder()
///     .tsv("own.tsv", table)?
///     .entry(Entry::new("quaxo", Kind::Organization, "Quaxo"))
///     .build()?;
/// let extractor = Extractor::builder().gazetteer(names).build()?;
/// let found = extractor.extract("Acmes Gewinn steigt.");
/// assert_eq!(found[0].entry.and_then(|entry| entry.identifier("isin")), Some("US0000000001"));
/// # Ok::<(), konzern::Error>(())
/// ```
///
/// # Columns
/// The columns of a [table](Self::tsv), which are the fields of [JSON lines](Self::jsonl) as well, in any order:
///
/// | column | what stands in it |
/// |---|---|
/// | `name` | the canonical name, which is found; needed |
/// | `kind` | `organization`, `person` or `place`; needed where there is no `class` that comes with konzern |
/// | `class` | one of the classes below, of that kind, or one of your own beside a `kind` |
/// | `id` | what you know the entry by, once in all lists of a builder; without it the name |
/// | `legal` | the full legal name, which is found too |
/// | `aliases`, `former` | further names, parted by `\|`, with flags |
/// | `country` | the code of ISO 3166 alpha-2 |
/// | `parent` | the id of the entry that owns this one; nobody checks that it exists |
/// | `note`, `population`, `src` | nothing: they are left out |
/// | any other | an identifier in the register of that name ("isin", "lei"), see [`EntryRef::identifier`](crate::EntryRef::identifier) |
///
/// # Names
/// Endings, compounds, capitals, umlauts and hyphens are understood: one spelling is enough. An alias in capitals counts only in
/// capitals, one that begins with `@` is the name of an account. A topic (`#quaxo`) and an address (`www.quaxo.de`, `info@quaxo.de`) are
/// found as they stand in the list. Flags in brackets, as in `Ziel[n]`, say how far an alias may be trusted: `[n]` needs a word
/// beside it that speaks for it, `[c]` counts only in this case, `[d]` and `[e]` only in German or English, `[o]` never; several stand
/// together (`[nd]`). The name itself gets flags from an alias that repeats it.
///
/// Of which kind a name is that lists have as different ones, the text decides. Of the entries of this kind those of your lists go
/// before those that come with konzern. Of several lists of an extractor that have a name the one that was added last goes
/// first; within a list an entry that needs no cue for this name, then the earlier one.
///
/// # Classes
/// Those that come with konzern:
/// ```text
#[doc = include_str!("../../data/classes.tsv")]
/// ```
#[derive(Clone, Debug, Default)]
pub struct GazetteerBuilder {
    entries: Vec<Entry>,
    /// Where those of them stand that are from lists.
    lists: Vec<Rows>,
    /// What is wrong with the first entry from code that is none.
    wrong: Option<String>,
}

/// Where the entries of a list stand.
#[derive(Clone, Debug)]
struct Rows {
    file: String,
    /// The number of the first of them.
    first: usize,
    /// The line of each.
    lines: Vec<u32>,
}

impl GazetteerBuilder {
    /// Adds an entry from code. What is wrong with it, [`build`](Self::build) tells.
    #[must_use]
    pub fn entry(mut self, entry: Entry) -> Self {
        let told = shorten(if entry.id.trim().is_empty() { &entry.name } else { &entry.id });
        match entry.complete().and_then(checked) {
            Ok(entry) => self.entries.push(entry),
            Err(error) => drop(self.wrong.get_or_insert_with(|| format!("entry \"{told}\": {error}"))),
        }
        self
    }

    /// Adds the entries of a file: JSON objects one a line when its name ends in `.jsonl` or `.ndjson`, else a table, its
    /// [columns](Self#columns) separated by tabs. A compiled file is none of them: [`Gazetteer::load`] takes all three.
    ///
    /// # Errors
    /// When the file cannot be read, or a line is not an entry; the message names file, line and content.
    pub fn file(self, path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let bytes = fs::read(path).map_err(|error| Error::io(&name, error))?;
        let text = text(&name, &bytes)?;
        let is = |extension: &str| path.extension().is_some_and(|it| it.eq_ignore_ascii_case(extension));
        if is("jsonl") || is("ndjson") { self.jsonl(&name, text) } else { self.tsv(&name, text) }
    }

    /// Adds the entries of a table: lines of cells separated by tabs, of which the first names the
    /// [columns](Self#columns), in capitals or not. Lines that begin with `#` and rows without content are passed over, so are
    /// blanks around cells; a cell may stand in quotation marks, as spreadsheets write it, and one that begins with `#`
    /// must where it is the first (`"#quaxo"`). `file` is used in messages.
    ///
    /// ```
    /// use konzern::Gazetteer;
    /// let names = Gazetteer::builder().tsv("own.tsv", "name\tkind\nAcme\torganization\n")?.build()?;
    /// assert_eq!(names.lookup("Acme")[0].entry.id(), "Acme");
    /// let error = Gazetteer::builder().tsv("own.tsv", "name\tkind\n...\torganization\n").unwrap_err();
    /// assert!(error.to_string().starts_with("own.tsv:2: name \"...\""));
    /// # Ok::<(), konzern::Error>(())
    /// ```
    ///
    /// # Errors
    /// When a row is not an entry: it has no name that could be found, or one that could not (`@Deutsche Bank`: an account has no
    /// blank), flags that are none or do not close, an unknown class and no kind, a class of another kind, or the id of another row.
    pub fn tsv(mut self, file: &str, text: &str) -> Result<Self, Error> {
        self.add(file, table(file, text, Classes::shipped())?);
        Ok(self)
    }

    /// Adds the entries of JSON objects, one a line. Their fields are the [columns](Self#columns) of a table; `aliases`
    /// and `former` are lists of strings. Identifiers are further fields, or stand in an object under `identifiers`.
    /// Ids and identifiers may be numbers; `null` is as good as nothing. `file` is used in messages.
    ///
    /// ```
    /// use konzern::Gazetteer;
    /// let line = r#"{"id":7,"class":"company","name":"Acme Rockets","aliases":["Acme","Ziel[n]","@acme"],"isin":"US0000000001"}"#;
    /// let names = Gazetteer::builder().jsonl("own.jsonl", line)?.build()?;
    /// let entry = names.lookup("Acme")[0].entry;
    /// assert_eq!((entry.id(), entry.identifier("isin")), ("7", Some("US0000000001")));
    /// # Ok::<(), konzern::Error>(())
    /// ```
    ///
    /// # Errors
    /// When a line is not an entry, as in [`tsv`](Self::tsv), or a field has a value that makes no sense there.
    pub fn jsonl(mut self, file: &str, text: &str) -> Result<Self, Error> {
        self.add(file, json_lines(file, text, Classes::shipped())?);
        Ok(self)
    }

    fn add(&mut self, file: &str, list: List<'_>) {
        self.lists.push(Rows { file: file.to_owned(), first: self.entries.len(), lines: list.lines });
        self.entries.extend(list.entries);
    }

    /// The error of the entry with this number, whose id an earlier one has.
    fn stands_twice(&self, number: usize, id: &str) -> Error {
        let first = self.entries.iter().position(|entry| entry.id == id);
        let first = first.and_then(|first| self.place(first));
        let first = first.map(|(file, line)| format!(", first in {file}:{line}")).unwrap_or_default();
        let error = Error::new(format!(
            "id \"{}\" stands twice{first}, expected one of its own for each entry",
            shorten(id)
        ));
        match self.place(number) {
            Some((file, line)) => error.at(file, line),
            None => error,
        }
    }

    /// File and line of the entry with this number; none for one from code.
    fn place(&self, number: usize) -> Option<(&str, usize)> {
        self.lists.iter().rev().find_map(|rows| {
            let line = rows.lines.get(number.checked_sub(rows.first)?)?;
            Some((rows.file.as_str(), *line as usize))
        })
    }

    /// The compiled form, which [`Gazetteer::from_bytes`] takes.
    ///
    /// ```
    /// use konzern::{Entry, Gazetteer, Kind};
    /// let bytes = Gazetteer::builder().entry(Entry::new("q", Kind::Place, "Quaxo")).compile()?;
    /// assert_eq!(Gazetteer::from_bytes(bytes)?.len(), 1);
    /// # Ok::<(), konzern::Error>(())
    /// ```
    ///
    /// # Errors
    /// When an entry from code is none (without a name that could be found, or of a class that belongs to another kind), an id
    /// stands twice, or the lists are too large for the format: more than 65,536 classes, or a billion words of names.
    pub fn compile(&self) -> Result<Vec<u8>, Error> {
        if let Some(wrong) = &self.wrong {
            return Err(Error::new(wrong));
        }
        let mut trie = TrieBuilder::new();
        for (number, entry) in self.entries.iter().enumerate() {
            // Several may be known by the same name.
            if entry.id != entry.name && trie.has(&entry.id) {
                return Err(self.stands_twice(number, &entry.id));
            }
            trie.add(entry);
        }
        if trie.len() >= MOST_NODES {
            return Err(Error::new(format!(
                "{} entries have more than {MOST_NODES} different beginnings, expected fewer entries",
                self.entries.len()
            )));
        }
        if trie.class_count() > MOST_CLASSES {
            return Err(Error::new(format!(
                "{} classes, expected at most {MOST_CLASSES}",
                trie.class_count()
            )));
        }
        let mut writer = Writer::default();
        trie.write(&mut writer);
        Ok(writer.finish())
    }

    /// The gazetteer, in memory. A list of a million names takes some seconds and more than a gigabyte to compile: do
    /// that once, with [`compile_to`](Self::compile_to), and [open](Gazetteer::open) the file.
    ///
    /// # Errors
    /// As for [`compile`](Self::compile).
    pub fn build(&self) -> Result<Gazetteer, Error> {
        Ok(Gazetteer::from_image(Image::open(Bytes::owned(self.compile()?), false)?))
    }
}

/// The entry, when its class is one of its kind.
fn checked(entry: Entry) -> Result<Entry, Error> {
    Classes::shipped().check(&entry)?;
    Ok(entry)
}

/// Two bits of a node's number are marks.
const MOST_NODES: usize = 1 << 30;

/// The bytes as text.
fn text<'b>(file: &str, bytes: &'b [u8]) -> Result<&'b str, Error> {
    std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count();
        let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let content = String::from_utf8_lossy(bytes.get(start..).unwrap_or_default());
        let content = shorten(content.lines().next().unwrap_or_default());
        // As spreadsheets write "Unicode text".
        let utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
        let hint = if utf16 { ", it begins like UTF-16" } else { "" };
        Error::new(format!("invalid UTF-8{hint} in \"{content}\"")).at(file, line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::kind::Kind;

    #[test]
    fn bytes_that_are_no_text_are_told_with_their_line() {
        let error = text("a.tsv", b"name\nCaf\xe9\nBar").err();
        assert_eq!(
            error.as_ref().map(|e| e.to_string()).as_deref(),
            Some("a.tsv:2: invalid UTF-8 in \"Caf\u{fffd}\"")
        );
        assert!(error.is_some_and(|error| error.kind() == ErrorKind::Data));
        let error = text("a.tsv", b"\xff\xfen\0").err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.starts_with("a.tsv:1: invalid UTF-8, it begins like UTF-16 in "), "{error}");
    }

    #[test]
    fn an_entry_from_code_that_is_none_is_told() {
        for (entry, told) in [
            (Entry::new("a", Kind::Organization, ""), "entry \"a\": empty name"),
            (Entry::new("a", Kind::Money, "Taler"), "entry \"a\": kind \"money\""),
            (
                Entry::new("a", Kind::Organization, "A7").class("city"),
                "entry \"a\": class \"city\" is one of kind place",
            ),
            (
                Entry::new("a", Kind::Place, "A7").identifier("isin", "1").identifier(" isin", "2"),
                "entry \"a\": identifier \"isin\" stands twice",
            ),
        ] {
            let built = Gazetteer::builder().entry(entry).build();
            let error = built.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.starts_with(told), "{error}");
        }
    }

    #[test]
    fn an_id_stands_for_one_entry_of_all_lists() -> Result<(), Error> {
        const TABLE: &str = "id\tkind\tname\n\tplace\tA6\na\tplace\tA7\n";
        let entry = |id| Entry::new(id, Kind::Place, "A8");
        for (twice, place, first) in [
            (Gazetteer::builder().entry(entry("a")).entry(entry(" a")), "", ""),
            (
                Gazetteer::builder().tsv("1.tsv", TABLE)?.tsv("2.tsv", TABLE)?,
                "2.tsv:3: ",
                ", first in 1.tsv:3",
            ),
            (Gazetteer::builder().tsv("1.tsv", TABLE)?.entry(entry("a")), "", ", first in 1.tsv:3"),
            (Gazetteer::builder().entry(entry("a")).tsv("1.tsv", TABLE)?, "1.tsv:3: ", ""),
        ] {
            let told = format!("{place}id \"a\" stands twice{first}, expected one of its own for each entry");
            assert_eq!(twice.build().err().map(|error| error.to_string()), Some(told));
        }
        // By their names alone several may be known.
        assert_eq!(Gazetteer::builder().entry(entry("")).entry(entry("")).build()?.len(), 2);
        Ok(())
    }

    #[test]
    fn there_are_as_many_classes_as_numbers() -> Result<(), Error> {
        let list = |count: usize| {
            let entry =
                |i: usize| Entry::new(format!("n{i}"), Kind::Place, format!("A{i}")).class(format!("c{i}"));
            (0..count).map(entry).fold(Gazetteer::builder(), GazetteerBuilder::entry).build()
        };
        let full = list(MOST_CLASSES)?;
        assert_eq!(full.entries().last().map(|entry| entry.class()), Some("c65535"));
        let error = list(MOST_CLASSES + 1).err().map(|error| error.to_string());
        assert_eq!(error.as_deref(), Some("65537 classes, expected at most 65536"));
        Ok(())
    }
}
