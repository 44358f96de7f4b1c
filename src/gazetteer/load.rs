//! Gazetteers of the user: entries from code and from files take the same road as the shipped lists.

use super::Gazetteer;
use super::build::TrieBuilder;
use super::classes::Classes;
use super::entry::Entry;
use super::list::{read_jsonl, read_tsv};
use crate::error::{Error, shorten};
use crate::image::{Bytes, Image, Writer};
use std::fs;
use std::path::Path;

/// Collects entries. Made by [`Gazetteer::builder`].
#[derive(Clone, Debug, Default)]
pub struct GazetteerBuilder {
    entries: Vec<Entry>,
    /// What is wrong with the first entry from code that is none.
    wrong: Option<String>,
}

impl GazetteerBuilder {
    /// Adds an entry from code. What is wrong with it, [`build`](Self::build) tells.
    #[must_use]
    pub fn entry(mut self, entry: Entry) -> Self {
        let id = shorten(&entry.id);
        match Classes::shipped().check(&entry).and_then(|()| entry.complete()) {
            Ok(entry) => self.entries.push(entry),
            Err(error) => drop(self.wrong.get_or_insert_with(|| format!("entry \"{id}\": {error}"))),
        }
        self
    }

    /// Adds the entries of a file: `.tsv`, or JSON objects one a line (`.jsonl`, `.ndjson`).
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

    /// Adds the entries of a table. `file` is used in messages.
    ///
    /// # Errors
    /// When a row is not an entry.
    pub fn tsv(mut self, file: &str, text: &str) -> Result<Self, Error> {
        self.entries.extend(read_tsv(file, text, Classes::shipped())?);
        Ok(self)
    }

    /// Adds the entries of JSON objects, one a line. `file` is used in messages.
    ///
    /// # Errors
    /// When a line is not an entry.
    pub fn jsonl(mut self, file: &str, text: &str) -> Result<Self, Error> {
        self.entries.extend(read_jsonl(file, text, Classes::shipped())?);
        Ok(self)
    }

    /// The compiled form, which [`Gazetteer::from_bytes`] takes.
    ///
    /// # Errors
    /// When an entry from code is none (without a name, or of a class that belongs to another kind), or the lists are too
    /// large for the format.
    pub fn compile(&self) -> Result<Vec<u8>, Error> {
        if let Some(wrong) = &self.wrong {
            return Err(Error::new(wrong));
        }
        let mut trie = TrieBuilder::new();
        for entry in &self.entries {
            trie.add(entry);
        }
        if trie.len() >= MOST_NODES {
            return Err(Error::new(format!(
                "{} entries have too many words, expected fewer entries",
                self.entries.len()
            )));
        }
        let mut writer = Writer::default();
        trie.write(&mut writer);
        Ok(writer.finish())
    }

    /// The gazetteer, in memory.
    ///
    /// # Errors
    /// As for [`compile`](Self::compile).
    pub fn build(&self) -> Result<Gazetteer, Error> {
        Ok(Gazetteer::from_image(Image::open(Bytes::owned(self.compile()?), false)?))
    }
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
        Error::new(format!("invalid UTF-8 in \"{content}\"")).at(file, line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Kind;

    #[test]
    fn bytes_that_are_no_text_are_told_with_their_line() {
        let error = text("a.tsv", b"name\nCaf\xe9\nBar").err();
        assert_eq!(
            error.as_ref().map(|e| e.to_string()).as_deref(),
            Some("a.tsv:2: invalid UTF-8 in \"Caf\u{fffd}\"")
        );
        assert!(error.is_some_and(|error| error.is_data()));
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
        ] {
            let built = Gazetteer::builder().entry(entry).build();
            let error = built.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.starts_with(told), "{error}");
        }
    }
}
