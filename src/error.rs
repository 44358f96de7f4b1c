//! The one error type: why a list, a file, a pattern or a setting is refused, and where in which data.

use std::{error, fmt, io};

/// Why a list, a compiled file, a pattern or a setting could not be used. Extraction itself never fails.
///
/// The message is whole: it names the file, the line and the offending value, and the reason that the operating system
/// or a parser gave. So nothing is left for [`source`](error::Error::source), and programs that print a chain of errors
/// do not say things twice.
///
/// ```
/// use konzern::{ErrorKind, Gazetteer};
/// let error = Gazetteer::builder().tsv("own.tsv", "name\tclass\nAcme\tkompanie\n").unwrap_err();
/// assert_eq!((error.kind(), error.file(), error.line()), (ErrorKind::Data, Some("own.tsv"), Some(2)));
/// ```
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    place: Option<(String, usize)>,
    io: Option<io::Error>,
}

/// What is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The operating system refused to read or to write.
    Io,
    /// A list, or an entry, is not as it should be.
    Data,
    /// A file is not a compiled gazetteer, is damaged, or is of another version.
    Format,
    /// A setting of the program makes no sense: a score, a denied name, a pattern. The same for a word that is read as one of a
    /// closed set, or as a number: a kind, a currency, a decimal.
    Settings,
}

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Data, message: message.into(), place: None, io: None }
    }

    pub(crate) fn settings(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Settings, ..Self::new(message) }
    }

    /// A name of one of a closed set, here a `what`, that is none of the `known`.
    pub(crate) fn unknown<'k>(what: &str, name: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        Self::settings(format!("{what} \"{name}\", expected {}", known.join(", ")))
    }

    pub(crate) fn format(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Format, ..Self::new(message) }
    }

    pub(crate) fn io(file: &str, error: io::Error) -> Self {
        Self { kind: ErrorKind::Io, io: Some(error), ..Self::new("") }.at(file, 0)
    }

    /// The error stands in `line` (from 1; 0 for the file as a whole) of `file`.
    pub(crate) fn at(mut self, file: &str, line: usize) -> Self {
        self.place.get_or_insert_with(|| (file.to_owned(), line));
        self
    }

    /// What is at fault.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The error of the operating system.
    pub fn io_error(&self) -> Option<&io::Error> {
        self.io.as_ref()
    }

    /// The file in which the error stands, as it was named.
    pub fn file(&self) -> Option<&str> {
        self.place.as_ref().map(|(file, _)| file.as_str())
    }

    /// The line, from 1, in which the error stands.
    pub fn line(&self) -> Option<usize> {
        self.place.as_ref().map(|(_, line)| *line).filter(|&line| line > 0)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some((file, 0)) => write!(f, "{file}: ")?,
            Some((file, line)) => write!(f, "{file}:{line}: ")?,
            None => {}
        }
        match &self.io {
            Some(error) => error.fmt(f),
            None => f.write_str(&self.message),
        }
    }
}

impl error::Error for Error {}

/// The beginning of what stands in a file, fit for a message.
pub(crate) fn shorten(content: &str) -> String {
    const LONGEST: usize = 80;
    let mut short: String = content.trim().chars().take(LONGEST).collect();
    if content.trim().chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::error::Error as _;

    #[test]
    fn nothing_is_said_twice() {
        let error = Error::io("none.tsv", io::Error::from(io::ErrorKind::NotFound));
        assert_eq!(error.to_string(), format!("none.tsv: {}", io::Error::from(io::ErrorKind::NotFound)));
        assert!(error.source().is_none() && error.io_error().is_some() && error.kind() == ErrorKind::Io);
        assert_eq!((error.file(), error.line()), (Some("none.tsv"), None));
    }

    #[test]
    fn long_content_is_shortened() {
        assert_eq!(shorten(" a "), "a");
        assert_eq!(shorten(&"ä".repeat(81)), format!("{}…", "ä".repeat(80)));
    }
}
