//! The formats of the output, behind one door.

use crate::options::{Color, Format, Options};
use crate::run::Found;
use crate::{jsonl, pretty, tsv};
use anstream::{AutoStream, ColorChoice};
use std::io;

/// Writes documents in the chosen format.
pub struct Output {
    format: Format,
    color: bool,
}

impl Output {
    /// The format of the options; colours where the terminal and the environment (`NO_COLOR`) want them.
    pub fn new(options: &Options) -> Self {
        let color = match options.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => AutoStream::choice(&io::stdout()) != ColorChoice::Never,
        };
        Self { format: options.format, color }
    }

    /// What stands before the first document.
    pub fn begin(&self) -> Vec<u8> {
        match self.format {
            Format::Pretty => pretty::legend(self.color).into_bytes(),
            Format::Jsonl => Vec::new(),
            Format::Tsv => tsv::header().into_bytes(),
        }
    }

    /// A document with what was found in it.
    pub fn document(&self, found: &Found<'_>) -> Vec<u8> {
        match self.format {
            Format::Pretty => pretty::document(found, self.color).into_bytes(),
            Format::Jsonl => jsonl::document(found),
            Format::Tsv => tsv::document(found).into_bytes(),
        }
    }
}
