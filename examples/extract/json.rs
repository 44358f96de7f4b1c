//! Takes id and text out of a JSON object, without keeping the rest.

use crate::document::shorten;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// Id and text of the object in a line; else the reason why there is no text, and what stands at that place.
pub fn document(line: &str, text: &str, id: &str) -> Result<(Option<String>, String), (String, String)> {
    let failed = |error: serde_json::Error| explained(&error, line, 0);
    let mut json = serde_json::Deserializer::from_str(line);
    let fields = Fields { text, id }.deserialize(&mut json).map_err(failed)?;
    json.end().map_err(failed)?;
    let told = match fields.id {
        None => None,
        Some(value) => match value.get().as_bytes().first() {
            Some(b'"') => Some(string(value, line)?),
            // As a float it might become another one.
            Some(b'-' | b'0'..=b'9') => Some(value.get().to_owned()),
            Some(b'n') => None,
            _ => return Err(wrong(id, value, "a string or a number", line)),
        },
    };
    match fields.text {
        Some(value) if value.get().starts_with('"') => Ok((told, string(value, line)?)),
        Some(value) => Err(wrong(text, value, "a string", line)),
        None => Err((format!("no field \"{text}\", expected a string"), shorten(line))),
    }
}

/// The last value of each of the two fields, as it is written.
#[derive(Default)]
struct Values<'l> {
    text: Option<&'l RawValue>,
    id: Option<&'l RawValue>,
}

struct Fields<'n> {
    text: &'n str,
    id: &'n str,
}

impl<'de> DeserializeSeed<'de> for Fields<'_> {
    type Value = Values<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = Values<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with a string \"{}\"", self.text)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut values = Values::default();
        // As they are written: a key that is no text is none of ours, and no mistake.
        while let Some(key) = map.next_key::<&RawValue>()? {
            let key = key.get();
            if is(key, self.text) {
                values.text = Some(map.next_value()?);
            } else if is(key, self.id) {
                values.id = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(values)
    }
}

/// True when this JSON string is `name`.
fn is(json: &str, name: &str) -> bool {
    if json.contains('\\') {
        return serde_json::from_str::<String>(json).is_ok_and(|key| key == name);
    }
    json.strip_prefix('"').and_then(|key| key.strip_suffix('"')) == Some(name)
}

fn string(value: &RawValue, line: &str) -> Result<String, (String, String)> {
    let failed = |error| explained(&error, line, offset(value, line));
    serde_json::from_str(value.get()).or_else(|error| with_halves(value).ok_or_else(|| failed(error)))
}

/// The string, if all that is wrong with it are halves of surrogate pairs ("\ud83d"): where a text was cut between two code
/// units of UTF-16. Each is read as the replacement character.
fn with_halves(value: &RawValue) -> Option<String> {
    struct Wide;

    impl Visitor<'_> for Wide {
        type Value = Vec<u8>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a string")
        }

        // A half comes as the three bytes that UTF-8 would have for it if it were a character.
        fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
            Ok(bytes.to_vec())
        }
    }

    let mut json = serde_json::Deserializer::from_str(value.get());
    let mut bytes = json.deserialize_bytes(Wide).ok()?;
    let mut at = 0;
    while let Some(rest) = bytes.get_mut(at..) {
        match rest {
            [0xED, 0xA0..=0xBF, 0x80..=0xBF, ..] => {
                let (half, _) = rest.split_first_chunk_mut::<3>()?;
                *half = *b"\xEF\xBF\xBD";
                at += 3;
            }
            [] => break,
            _ => at += 1,
        }
    }
    String::from_utf8(bytes).ok()
}

fn wrong(field: &str, value: &RawValue, expected: &str, line: &str) -> (String, String) {
    (format!("{field} {}, expected {expected}", shorten(value.get())), around(line, offset(value, line)))
}

/// Where a value begins in its line.
fn offset(value: &RawValue, line: &str) -> usize {
    (value.get().as_ptr() as usize).saturating_sub(line.as_ptr() as usize)
}

/// The message of an error with its column, counted in characters, and what stands there. `start` is where in the line
/// the JSON begins.
fn explained(error: &serde_json::Error, line: &str, start: usize) -> (String, String) {
    let message = error.to_string();
    // The line that serde_json counts is always 1; ours is in the message already.
    let place = format!(" at line {} column {}", error.line(), error.column());
    let reason = message.strip_suffix(&place).unwrap_or(&message);
    // What is no object at all has no place in the line.
    if error.column() == 0 {
        return (reason.to_owned(), shorten(line));
    }
    let at = line.floor_char_boundary(start + error.column());
    let column = line.get(..at).unwrap_or_default().chars().count();
    (format!("{reason} at column {column}"), around(line, at))
}

/// What stands before and after a place in a line.
fn around(line: &str, at: usize) -> String {
    const EACH_SIDE: usize = 30;
    let (before, after) = line.split_at_checked(line.floor_char_boundary(at)).unwrap_or((line, ""));
    let from = before.char_indices().rev().nth(EACH_SIDE - 1).map_or(0, |(at, _)| at);
    let dots = if from > 0 { "…" } else { "" };
    let near: String =
        before.get(from..).unwrap_or_default().chars().chain(after.chars().take(EACH_SIDE)).collect();
    let more = if after.chars().nth(EACH_SIDE).is_some() { "…" } else { "" };
    format!("{dots}{}{more}", shorten(&near))
}
