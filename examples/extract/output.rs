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

    /// Appends a document with what was found in it.
    pub fn document(&self, found: &Found<'_>, out: &mut Vec<u8>) {
        match self.format {
            Format::Pretty => out.extend(pretty::document(found, self.color).as_bytes()),
            Format::Jsonl => jsonl::document(found, out),
            Format::Tsv => out.extend(tsv::document(found).as_bytes()),
        }
    }

    /// True for the formats that have room for explanations.
    pub fn explains(&self) -> bool {
        self.format != Format::Tsv
    }
}
