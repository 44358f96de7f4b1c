//! Takes id and text out of a JSON object, without keeping the rest.

use crate::document::shorten;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::marker::PhantomData;

/// Id and text of the object in a line; else the reason why there is no text, and what stands at that place.
pub fn document(line: &str, text: &str, id: &str) -> Result<(Option<String>, String), (String, String)> {
    // Nearly always the text is a sound string, and need not be read twice.
    if let Ok(Values { text: Some(read), id: told }) = values::<String>(line, text, id) {
        return Ok((self::id(told, id, line)?, read));
    }
    let fields = values::<&RawValue>(line, text, id).map_err(|error| explained(&error, line, 0))?;
    let told = self::id(fields.id, id, line)?;
    match fields.text {
        Some(value) if value.get().starts_with('"') => Ok((told, string(value, line)?)),
        Some(value) => Err(wrong(text, value, "a string", line)),
        None => Err((format!("no field \"{text}\", expected a string"), shorten(line))),
    }
}

/// The id that a value is, if it is one.
fn id(value: Option<&RawValue>, field: &str, line: &str) -> Result<Option<String>, (String, String)> {
    let Some(value) = value else { return Ok(None) };
    match value.get().as_bytes().first() {
        Some(b'"') => Ok(Some(string(value, line)?)),
        // As a float it might become another one.
        Some(b'-' | b'0'..=b'9') => Ok(Some(value.get().to_owned())),
        Some(b'n') => Ok(None),
        _ => Err(wrong(field, value, "a string or a number", line)),
    }
}

/// The last value of each of the two fields: the id as it is written, the text as what is asked for.
struct Values<'l, T> {
    text: Option<T>,
    id: Option<&'l RawValue>,
}

/// The values of the object in a line.
fn values<'l, T: Deserialize<'l>>(line: &'l str, text: &str, id: &str) -> serde_json::Result<Values<'l, T>> {
    let mut json = serde_json::Deserializer::from_str(line);
    let values = json.deserialize_map(Fields { text, id, as_what: PhantomData })?;
    json.end()?;
    Ok(values)
}

struct Fields<'n, T> {
    text: &'n str,
    id: &'n str,
    as_what: PhantomData<T>,
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Fields<'_, T> {
    type Value = Values<'de, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with a string \"{}\"", self.text)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut values = Values { text: None, id: None };
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
