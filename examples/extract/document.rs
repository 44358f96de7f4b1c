//! Makes documents of bytes: checks the encoding. How id and text stand in JSON is known in `json`.

use crate::clean::{clip, visible};
use crate::json;
use crate::options::{Input, Options};
use crate::reader::{Content, Item};
use std::borrow::Cow;
use std::fmt;
use std::fs;
use std::str::Utf8Error;
use std::sync::Arc;

/// A text with its id.
pub struct Document<'a> {
    pub id: String,
    pub text: Cow<'a, str>,
}

/// A document that could not be read.
#[derive(Debug)]
pub struct Failure {
    /// Name of the source.
    pub source: Arc<str>,
    /// The line, from 1; 0 when the source is one document.
    pub line: usize,
    /// Why.
    pub reason: String,
    /// What stands there, shortened.
    pub content: Option<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}", self.reason)?;
        match &self.content {
            Some(content) => write!(f, " in \"{content}\""),
            None => Ok(()),
        }
    }
}

/// The document of an item; `None` for a blank line between JSON objects. `bytes` are those of the batch.
pub fn decode<'a>(item: &Item, bytes: &'a [u8], options: &Options) -> Result<Option<Document<'a>>, Failure> {
    let bytes = match &item.content {
        Content::Failed(reason) => return Err(item.failure(reason.as_str())),
        Content::Bytes(range) => Cow::Borrowed(bytes.get(range.clone()).unwrap_or_default()),
        Content::File(path) => Cow::Owned(fs::read(path).map_err(|error| item.failure(error.to_string()))?),
    };
    let text = text(item, bytes)?;
    match item.input {
        Input::Text => Ok(Some(Document { id: item.source.to_string(), text })),
        Input::Lines => Ok(Some(Document { id: place(item), text })),
        Input::Jsonl => {
            // Some programs on Windows begin a file with a byte order mark, which is no JSON.
            let line = if item.line == 1 { text.strip_prefix('\u{feff}').unwrap_or(&text) } else { &text };
            if line.trim().is_empty() {
                return Ok(None);
            }
            let (id, text) = json::document(line, options.text_field(), options.id_field())
                .map_err(|(reason, content)| Failure { content: Some(content), ..item.failure(reason) })?;
            Ok(Some(Document { id: id.unwrap_or_else(|| place(item)), text: Cow::Owned(text) }))
        }
    }
}

fn place(item: &Item) -> String {
    format!("{}:{}", item.source, item.line)
}

/// The bytes as text, or where it is none, with what can be read there.
fn text<'a>(item: &Item, bytes: Cow<'a, [u8]>) -> Result<Cow<'a, str>, Failure> {
    let refuse = |error: Utf8Error, bytes: &[u8]| {
        let at = error.valid_up_to();
        let before = bytes.get(..at).unwrap_or_default();
        // A document of one line has its line already.
        let line = item.line.max(1) + before.iter().filter(|&&byte| byte == b'\n').count();
        let around = bytes.get(at.saturating_sub(20)..bytes.len().min(at + 20)).unwrap_or_default();
        let content = Some(shorten(&String::from_utf8_lossy(around)));
        let utf16 = at == 0 && (bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff"));
        let hint = if utf16 { ", it begins like UTF-16" } else { "" };
        Failure { line, content, ..item.failure(format!("invalid UTF-8 at byte {at}{hint}")) }
    };
    match bytes {
        Cow::Borrowed(bytes) => {
            std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|error| refuse(error, bytes))
        }
        Cow::Owned(bytes) => String::from_utf8(bytes)
            .map(Cow::Owned)
            .map_err(|error| refuse(error.utf8_error(), error.as_bytes())),
    }
}

/// The beginning of a line, fit for a message.
pub fn shorten(line: &str) -> String {
    const LONGEST: usize = 60;
    clip(&visible(line.trim()), LONGEST)
}
