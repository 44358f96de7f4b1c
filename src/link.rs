//! Links: what stands between two neighbouring names says of what kinds they are. "Bonn und Köln" are alike, "Siemens
//! (München)" is a firm and its town, and a name seldom stands right beside another one without a sign.
//!
//! A link counts once, for the pair, when both names win; so it is no evidence of a candidate, and the resolver adds
//! it. The weights stand in `data/<language>/weights.tsv`: "after organization", "gap:_und_", with a column for the
//! kind of the later name.

use crate::evidence::{LANES, Weights};
use crate::fold::{fold_into, hash, is_apostrophe};

/// What the names of gaps begin with.
pub(crate) const GAP: &str = "gap:";

/// The longest gap that can be a link, in bytes.
pub(crate) const LONGEST_GAP: usize = 20;

/// The weights of a gap in hundredths, by the lane of the name before it and the lane of the name after.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link(pub(crate) [Weights; LANES]);

impl Link {
    /// Bytes in an image.
    pub(crate) const BYTES: usize = LANES * LANES * size_of::<i16>();

    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) fn to_bytes(self) -> [u8; Link::BYTES] {
        let mut bytes = [0; Link::BYTES];
        let weights = self.0.as_flattened().iter();
        for (to, weight) in bytes.as_chunks_mut().0.iter_mut().zip(weights) {
            *to = weight.to_le_bytes();
        }
        bytes
    }

    pub(crate) fn from_bytes(bytes: &[u8; Link::BYTES]) -> Self {
        let mut link = Link([[0; LANES]; LANES]);
        for (weight, from) in link.0.as_flattened_mut().iter_mut().zip(bytes.as_chunks().0) {
            *weight = i16::from_le_bytes(*from);
        }
        link
    }

    /// The weight of a pair, by the lane of the name before and that of the name after.
    #[inline]
    pub(crate) fn weight(&self, before: usize, after: usize) -> i32 {
        self.0.get(before).and_then(|row| row.get(after)).map_or(0, |&weight| i32::from(weight))
    }
}

/// The name of a gap as evidence.
pub(crate) fn gap_name(gap: &str) -> Option<String> {
    let mut name = GAP.to_owned();
    fold_gap(gap, &mut name).then_some(name)
}

/// The key of a gap, for tables; `None` for one that is too long.
pub(crate) fn gap_key(gap: &str, buffer: &mut String) -> Option<u64> {
    buffer.clear();
    fold_gap(gap, buffer).then(|| hash(buffer.as_bytes()))
}

/// Appends the form under which a gap is known: folded letters, `"` and `'` for all such marks, "0" for each digit, "_"
/// for a blank or two, "___" for more, "¶" for the end of a line, twice for a paragraph, "→" for a tab. Between words
/// and after a comma a line ends by chance, so that is a blank. False when the gap is too long to be a link.
fn fold_gap(gap: &str, out: &mut String) -> bool {
    if gap.len() > LONGEST_GAP {
        return false;
    }
    let mut at = 0;
    while let Some(&byte) = gap.as_bytes().get(at) {
        let next = gap.as_bytes().get(at + 1);
        match byte {
            // Most gaps are a blank, a few small letters, a blank.
            b'a'..=b'z' | b',' | b'.' | b'(' | b')' | b'-' | b'/' | b':' => out.push(char::from(byte)),
            b' ' if !matches!(next, Some(b' ' | b'\t' | b'\n' | b'\r' | 0x80..)) => out.push('_'),
            b'A'..=b'Z' => out.push(char::from(byte.to_ascii_lowercase())),
            b'0'..=b'9' => out.push('0'),
            // Not to be taken for a blank.
            b'_' => out.push_str("__"),
            _ => {
                at += fold_first(gap.get(at..).unwrap_or_default(), gap, out);
                continue;
            }
        }
        at += 1;
    }
    true
}

/// The same for what stands first in `rest`, all the blanks or a character. Gives back how long that is.
fn fold_first(rest: &str, gap: &str, out: &mut String) -> usize {
    let len = match rest.find(|c: char| !c.is_whitespace()) {
        Some(0) => rest.chars().next().map_or(0, char::len_utf8),
        len => len.unwrap_or(rest.len()),
    };
    let sign = rest.get(..len).unwrap_or_default();
    match sign.chars().next() {
        Some(c) if c.is_whitespace() => out.push_str(fold_blank(sign, gap)),
        Some('„' | '“' | '”' | '«' | '»') => out.push('"'),
        Some(c) if is_apostrophe(c) => out.push('\''),
        _ => fold_into(sign, out),
    }
    len
}

fn fold_blank(blank: &str, gap: &str) -> &'static str {
    let has_words = || gap.contains(|c: char| c == ',' || c.is_alphabetic());
    let count = |end: u8| blank.bytes().filter(|byte| *byte == end).count();
    // "\r\n" is one.
    match count(b'\n').max(count(b'\r')) {
        _ if blank.contains('\t') => "→",
        0 if blank.chars().count() > 2 => "___",
        1 if !has_words() => "¶",
        0 | 1 => "_",
        _ => "¶¶",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(gap: &str) -> Option<String> {
        let mut out = String::new();
        fold_gap(gap, &mut out).then_some(out)
    }

    #[test]
    fn gaps_have_one_form() {
        for (gap, form) in [
            (" und ", "_und_"),
            (" Und\n", "_und_"),
            (",\r\n", ",_"),
            ("\n", "¶"),
            ("\r", "¶"),
            ("\r\n", "¶"),
            ("\n \n", "¶¶"),
            (" / ", "_/_"),
            (" 12:0, ", "_00:0,_"),
            ("    ", "___"),
            ("\t", "→"),
            ("“ für „", "\"_fuer_\""),
            ("’s ", "'s_"),
            ("", ""),
            ("_", "__"),
            ("  ", "_"),
        ] {
            assert_eq!(folded(gap).as_deref(), Some(form), "{gap:?}");
        }
        assert_eq!(folded(" so lange Lücken sind nichts "), None);
    }
}
