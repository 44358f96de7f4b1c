//! Folded keys: the form under which a word is looked up, and the hash of that form.
//!
//! Folding makes equal what readers take as equal: case, ß and ss, ä and ae, accents, composed and decomposed letters,
//! curly and straight apostrophes, soft hyphens and zero-width characters. It never touches the document: a token keeps
//! its bytes, only its key is folded. Splitting text into words is not done here, see `token`.

use std::hash::{BuildHasherDefault, Hasher};
use unicode_normalization::char::decompose_canonical;

/// True for characters that a reader does not see and that must not part a word: soft hyphen, zero-width space and
/// joiners, word joiner, byte order mark, direction marks.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Where what lies between `start` and `end` ends for a reader, who does not see a zero-width space behind it.
pub(crate) fn seen_end(text: &str, start: usize, end: usize) -> usize {
    text.get(start..end).map_or(end, |part| start + part.trim_end_matches(is_invisible).len())
}

/// True for the marks that combine with the letter before them.
pub(crate) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// True for the characters used as an apostrophe.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2BC}' | '\u{B4}' | '\u{2018}')
}

/// True for a text with a control character that is no white space. It has the hash of a printed one, so no name is found there.
pub(crate) fn has_control(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_control() && !char::from(byte).is_whitespace())
}

/// Appends the folded form of `text` to `out`.
///
/// "MÜNCHEN", "Muenchen" and decomposed "München" all give `muenchen`; "Société" gives `societe`.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    // Whole runs of ASCII at once: there is at most one German letter in most words.
    let mut rest = text;
    loop {
        let len = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let (ascii, other) = rest.split_at_checked(len).unwrap_or((rest, ""));
        let from = out.len();
        out.push_str(ascii);
        if let Some(added) = out.get_mut(from..) {
            added.make_ascii_lowercase();
        }
        let mut letters = other.chars();
        match letters.next() {
            Some(c) => fold_char(c, out),
            None => return,
        }
        rest = letters.as_str();
    }
}

/// For maps whose keys are hashes already.
pub(crate) type ByHash = BuildHasherDefault<Same>;

/// Takes a key for its own hash.
#[derive(Default)]
pub(crate) struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.0 = self.0.rotate_left(8) ^ u64::from(byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// The folded form as a new string.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the folded form of one word, which is the same with white space inside and without ("e. V.", "e.V."), and where the
/// end of a line divides it ("Sig-" and "maringen").
pub(crate) fn fold_word_into(word: &str, out: &mut String) {
    if !word.contains(char::is_whitespace) {
        return fold_into(word, out);
    }
    let mut whole = String::with_capacity(word.len());
    for piece in word.split_whitespace() {
        if piece.starts_with(char::is_lowercase) && whole.ends_with('-') {
            whole.pop();
        }
        whole.push_str(piece);
    }
    fold_into(&whole, out);
}

/// Appends the folded form of a compound, whose pieces are parted by "-", also where a line ends behind a hyphen ("Siemens-" and
/// "Aktie").
pub(crate) fn fold_compound_into(word: &str, out: &mut String) {
    word.split_whitespace().for_each(|piece| fold_into(piece, out));
}

fn fold_char(c: char, out: &mut String) {
    match c {
        'ß' | 'ẞ' => out.push_str("ss"),
        'ä' | 'Ä' | 'æ' | 'Æ' => out.push_str("ae"),
        'ö' | 'Ö' | 'œ' | 'Œ' => out.push_str("oe"),
        'ü' | 'Ü' => out.push_str("ue"),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'þ' | 'Þ' => out.push_str("th"),
        'ı' => out.push('i'),
        '\u{2010}' | '\u{2011}' => out.push('-'),
        '\u{308}' => fold_diaeresis(out),
        c if is_invisible(c) || is_combining(c) => {}
        c if is_apostrophe(c) => out.push('\''),
        c => decompose_canonical(c, |part| {
            if !is_combining(part) {
                out.extend(part.to_lowercase());
            }
        }),
    }
}

/// A combining diaeresis after a, o or u makes the umlaut, written with e.
fn fold_diaeresis(out: &mut String) {
    if out.ends_with(['a', 'o', 'u']) {
        out.push('e');
    }
}

const SEED: u64 = 0x517c_c1b7_2722_0a95;
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
/// Sets the lower-case bit of each byte. Letters become lower case; digits and the signs inside words have it already.
const LOWER: u64 = 0x2020_2020_2020_2020;

/// The two halves of a product, as one.
#[inline]
fn mix(a: u64, b: u64) -> u64 {
    let wide = u128::from(a) * u128::from(b);
    (wide as u64) ^ ((wide >> 64) as u64)
}

#[inline]
fn mix_key(state: u64, sixteen: u128) -> u64 {
    mix(state ^ (sixteen as u64 | LOWER), FACTOR ^ ((sixteen >> 64) as u64 | LOWER))
}

#[inline]
fn begin_hash(len: usize) -> u64 {
    SEED ^ (len as u64).wrapping_mul(FACTOR)
}

/// The hash of a key. ASCII words may be given in any case; all others must be folded first.
///
/// Keys are compared by this hash alone, of which a table keeps 32 bits beside the place: about one of 10^9 unknown words is taken
/// for a known one.
pub(crate) fn hash(key: &[u8]) -> u64 {
    let (chunks, rest) = key.as_chunks::<16>();
    let state =
        chunks.iter().fold(begin_hash(key.len()), |state, chunk| mix_key(state, u128::from_le_bytes(*chunk)));
    mix_key(state, u128::from_le_bytes(padded(rest)))
}

/// At most sixteen bytes, with zeros behind them.
#[inline]
pub(crate) fn padded(bytes: &[u8]) -> [u8; 16] {
    let mut window = [0; 16];
    if let Some(window) = window.get_mut(..bytes.len()) {
        window.copy_from_slice(bytes);
    }
    window
}

/// A mask of so many bytes. Read from a table: to shift a number of two words takes longer.
#[inline]
pub(crate) fn first_bytes(count: usize) -> u128 {
    static MASKS: [u128; 17] = {
        let mut masks = [0; 17];
        let mut count = 1;
        while count < masks.len() {
            masks[count] = masks[count - 1] << 8 | 0xFF;
            count += 1;
        }
        masks
    };
    MASKS.get(count).copied().unwrap_or(u128::MAX)
}

/// The hash of a key of fewer than sixteen bytes that stands at the beginning of `window`: the same as [`hash`], in one
/// multiplication and without a loop.
#[inline]
pub(crate) fn hash_in(window: &[u8; 16], len: usize) -> u64 {
    mix_key(begin_hash(len), u128::from_le_bytes(*window) & first_bytes(len))
}

/// The hash of a word as it stands in a text.
pub(crate) fn hash_word(word: &str) -> u64 {
    if word.is_ascii() { hash(word.as_bytes()) } else { hash(fold(word).as_bytes()) }
}

/// Joins the place reached so far with the next word: the key of a step in the trie of a gazetteer.
pub(crate) fn hash_step(node: u32, word: u64) -> u64 {
    mix(word ^ (u64::from(node) + 1).wrapping_mul(FACTOR), FACTOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The slow road, letter by letter.
    fn fold_by_letters(text: &str, out: &mut String) {
        for c in text.chars() {
            if c.is_ascii() {
                out.push(c.to_ascii_lowercase());
            } else {
                fold_char(c, out);
            }
        }
    }

    #[test]
    fn equal_for_readers_is_equal() {
        for (left, right) in [
            ("MÜNCHEN", "Muenchen"),
            ("Mu\u{308}nchen", "München"),
            ("Wal\u{AD}mart", "walmart"),
            ("GROẞ", "gross"),
            ("L’Oréal", "L'Oreal"),
            ("Łódź", "Lodz"),
            ("Rolls\u{2011}Royce", "rolls-royce"),
        ] {
            assert_eq!(fold(left), fold(right), "{left} {right}");
            assert_eq!(hash_word(left), hash_word(right), "{left} {right}");
        }
        assert_ne!(fold("Bank"), fold("Bänk"));
    }

    #[test]
    fn fast_roads_give_the_same() {
        for text in [
            "",
            "a",
            "Straße",
            "ÄÖÜ",
            "xÅy",
            "Wal\u{AD}mart",
            "München-Süd",
            "12345678",
            "Donaudampfschiff",
            "é",
        ] {
            let mut slow = String::new();
            fold_by_letters(text, &mut slow);
            assert_eq!(fold(text), slow);
            for tail in ["xyz of the rest", " und noch mehr davon"] {
                let long = format!("{slow}{tail}");
                if let (Some(window), 0..16) = (long.as_bytes().first_chunk(), slow.len()) {
                    assert_eq!(hash_in(window, slow.len()), hash(slow.as_bytes()), "{slow}{tail}");
                }
            }
        }
    }

    #[test]
    fn hash_ignores_case_of_ascii_and_sees_length() {
        assert_eq!(hash(b"Volkswagen"), hash(b"VOLKSWAGEN"));
        assert_ne!(hash(b"a"), hash(b"a "));
    }
}
