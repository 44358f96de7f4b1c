//! The one error type: what was being done, and where in which data it failed.

use std::{error, fmt, io};

/// Why a gazetteer, a table or a compiled file could not be used.
///
/// The message names the file, the line and the offending value. Extraction itself never fails.
#[derive(Debug)]
pub struct Error {
    message: String,
    place: Option<(String, usize)>,
    source: Option<io::Error>,
}

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None, source: None }
    }

    /// The error stands in `line` (from 1; 0 for the file as a whole) of `file`.
    pub(crate) fn at(mut self, file: &str, line: usize) -> Self {
        self.place.get_or_insert_with(|| (file.to_owned(), line));
        self
    }

    pub(crate) fn io(message: impl Into<String>, source: io::Error) -> Self {
        Self { message: message.into(), place: None, source: Some(source) }
    }

    /// True when the operating system refused to read or write.
    pub fn is_io(&self) -> bool {
        self.source.is_some()
    }

    /// True when the data is at fault.
    pub fn is_data(&self) -> bool {
        self.source.is_none()
    }

    /// The line, from 1, in which the error stands.
    pub fn line(&self) -> Option<usize> {
        self.place.as_ref().map(|(_, line)| *line).filter(|&line| line > 0)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some((file, 0)) => write!(f, "{file}: {}", self.message),
            Some((file, line)) => write!(f, "{file}:{line}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}
