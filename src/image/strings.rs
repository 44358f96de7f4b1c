//! Strings by number.

use super::{Image, Section, Writer, read_u32};
use std::collections::HashMap;
use std::sync::Arc;

/// Strings by number, in two sections. Number 0 is the empty string.
#[derive(Clone)]
pub(crate) struct Strings {
    offsets: Section,
    text: Section,
}

impl Strings {
    pub(crate) fn open(image: &Image, prefix: &str) -> Self {
        Self {
            offsets: image.section(&format!("{prefix}_at")),
            text: image.section(&format!("{prefix}_text")),
        }
    }

    /// The string; empty when the number is unknown.
    pub(crate) fn get(&self, id: u32) -> &str {
        std::str::from_utf8(self.bytes(id)).unwrap_or_default()
    }

    /// The bytes of the string, which are not checked to be one.
    pub(crate) fn bytes(&self, id: u32) -> &[u8] {
        let offsets = self.offsets.bytes();
        let [start, end] = [id as usize, id as usize + 1].map(|at| read_u32(offsets, at * 4) as usize);
        self.text.bytes().get(start..end).unwrap_or_default()
    }

    /// All strings, for what is asked so often that it should not be read and checked each time.
    pub(crate) fn all(&self) -> Arc<[Box<str>]> {
        (0..self.len() as u32).map(|id| self.get(id).into()).collect()
    }

    pub(crate) fn len(&self) -> usize {
        (self.offsets.bytes().len() / 4).saturating_sub(1)
    }
}

/// Collects strings, each once.
pub(crate) struct StringsWriter {
    ids: HashMap<String, u32>,
    offsets: Vec<u8>,
    text: Vec<u8>,
}

impl StringsWriter {
    pub(crate) fn new() -> Self {
        let mut this = Self { ids: Default::default(), offsets: vec![0; 4], text: Vec::new() };
        this.add("");
        this
    }

    pub(crate) fn add(&mut self, text: &str) -> u32 {
        if let Some(&id) = self.ids.get(text) {
            return id;
        }
        let id = self.ids.len() as u32;
        self.text.extend_from_slice(text.as_bytes());
        self.offsets.extend_from_slice(&(self.text.len() as u32).to_le_bytes());
        self.ids.insert(text.to_owned(), id);
        id
    }

    pub(crate) fn write(self, prefix: &str, writer: &mut Writer) {
        writer.section(&format!("{prefix}_at"), self.offsets);
        writer.section(&format!("{prefix}_text"), self.text);
    }
}
