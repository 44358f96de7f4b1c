//! Gazetteers of the user: entries from code and from files take the same road as the shipped lists.

use super::Gazetteer;
use super::build::TrieBuilder;
use super::entry::{Classes, Entry, read_jsonl, read_tsv};
use crate::error::Error;
use crate::image::{Bytes, Image, Writer};
use std::fs;
use std::path::Path;

/// Collects entries. Made by [`Gazetteer::builder`].
#[derive(Default)]
pub struct GazetteerBuilder {
    entries: Vec<Entry>,
}

impl GazetteerBuilder {
    /// Adds an entry from code.
    #[must_use]
    pub fn entry(mut self, entry: Entry) -> Self {
        self.entries.push(entry);
        self
    }

    /// Adds the entries of a file: `.tsv`, or JSON objects one a line (`.jsonl`).
    ///
    /// # Errors
    /// When the file cannot be read, or a line is not an entry; the message names file, line and content.
    pub fn file(self, path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let text = fs::read_to_string(path).map_err(|e| Error::io(format!("{name}: {e}"), e))?;
        if path.extension().is_some_and(|e| e == "jsonl" || e == "ndjson") {
            self.jsonl(&name, &text)
        } else {
            self.tsv(&name, &text)
        }
    }

    /// Adds the entries of a table. `file` is used in messages.
    ///
    /// # Errors
    /// When a row is not an entry.
    pub fn tsv(mut self, file: &str, text: &str) -> Result<Self, Error> {
        self.entries.extend(read_tsv(file, text, &shipped_classes()?)?);
        Ok(self)
    }

    /// Adds the entries of JSON objects, one a line. `file` is used in messages.
    ///
    /// # Errors
    /// When a line is not an entry.
    pub fn jsonl(mut self, file: &str, text: &str) -> Result<Self, Error> {
        self.entries.extend(read_jsonl(file, text, &shipped_classes()?)?);
        Ok(self)
    }

    /// The compiled form, which [`Gazetteer::from_bytes`] takes.
    ///
    /// # Errors
    /// When the lists are too large for the format.
    pub fn compile(&self) -> Result<Vec<u8>, Error> {
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
    /// When the lists are too large for the format.
    pub fn build(&self) -> Result<Gazetteer, Error> {
        Ok(Gazetteer::from_image(Image::open(Bytes::owned(self.compile()?), false)?))
    }
}

/// Two bits of a node's number are marks.
const MOST_NODES: usize = 1 << 30;

fn shipped_classes() -> Result<Classes, Error> {
    Classes::parse("data/classes.tsv", include_str!("../../data/classes.tsv"))
}
