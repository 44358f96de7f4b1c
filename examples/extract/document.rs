//! Makes documents of bytes: checks the encoding, and takes id and text out of JSON.

use crate::options::{Input, Options};
use crate::reader::{Content, Item};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::fs;
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
    let text = text(bytes).map_err(|(reason, content)| Failure { content, ..item.failure(reason) })?;
    match item.input {
        Input::Text => Ok(Some(Document { id: item.source.to_string(), text })),
        Input::Lines => Ok(Some(Document { id: place(item), text })),
        Input::Jsonl => {
            // Some programs on Windows begin a file with a byte order mark, which is no JSON.
            let line = if item.line == 1 { text.strip_prefix('\u{feff}').unwrap_or(&text) } else { &text };
            if line.trim().is_empty() {
                return Ok(None);
            }
            let failed = |error: serde_json::Error| {
                let at = error.column();
                let reason = error.to_string();
                // The line that serde_json counts is always 1; ours is in the message already.
                let reason = reason.split(" at line ").next().unwrap_or_default();
                // What is no object at all has no place in the line.
                let place = if at > 0 { format!(" at column {at}") } else { String::new() };
                Failure { content: Some(shorten(line)), ..item.failure(format!("{reason}{place}")) }
            };
            let mut json = serde_json::Deserializer::from_str(line);
            let fields = Fields { text: &options.text_field, id: &options.id_field };
            let (id, text) = fields.deserialize(&mut json).map_err(failed)?;
            json.end().map_err(failed)?;
            Ok(Some(Document { id: id.unwrap_or_else(|| place(item)), text: Cow::Owned(text) }))
        }
    }
}

fn place(item: &Item) -> String {
    format!("{}:{}", item.source, item.line)
}

/// The bytes as text, or the reason why not, with what can be read of it.
fn text(bytes: Cow<'_, [u8]>) -> Result<Cow<'_, str>, (String, Option<String>)> {
    let refuse = |error: std::str::Utf8Error, bytes: &[u8]| {
        let at = error.valid_up_to();
        let around = bytes.get(at.saturating_sub(20)..bytes.len().min(at + 20)).unwrap_or_default();
        let content = shorten(&String::from_utf8_lossy(around));
        (format!("invalid UTF-8 at byte {at}"), Some(content))
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
fn shorten(line: &str) -> String {
    const LONGEST: usize = 60;
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    let mut short: String = line.trim().chars().take(LONGEST).map(clean).collect();
    if line.trim().chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}

/// Reads id and text out of a JSON object without keeping the rest.
struct Fields<'a> {
    text: &'a str,
    id: &'a str,
}

impl<'de> DeserializeSeed<'de> for Fields<'_> {
    type Value = (Option<String>, String);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = (Option<String>, String);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with a string \"{}\"", self.text)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut id, mut text) = (None, None);
        while let Some(key) = map.next_key::<String>()? {
            if key == self.text {
                text = Some(map.next_value::<String>()?);
            } else if key == self.id {
                id = id_of(map.next_value::<&RawValue>()?.get()).map_err(|found| {
                    A::Error::custom(format!("id {found}, expected a string or a number"))
                })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        let text =
            text.ok_or_else(|| A::Error::custom(format!("no field \"{}\", expected a string", self.text)))?;
        Ok((id, text))
    }
}

/// An id from its JSON. A number is kept as it is written: as a float it might become another one.
fn id_of(json: &str) -> Result<Option<String>, String> {
    match json.as_bytes().first() {
        Some(b'"') => serde_json::from_str(json).map(Some).map_err(|error| error.to_string()),
        Some(b'-' | b'0'..=b'9') => Ok(Some(json.to_owned())),
        Some(b'n') => Ok(None),
        _ => Err(shorten(json)),
    }
}
