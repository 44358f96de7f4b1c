//! Tokens: words, numbers and signs with their byte positions, the hash of their folded key, and their shape.
//!
//! One pass over the bytes. ASCII and Latin letters take the fast road; `unicode-segmentation` decides where words end
//! in all other scripts. What a word *means* is not asked here, see `lexicon`.

use crate::fold::{self, hash, hash_in, hash_word, is_apostrophe, is_combining, is_invisible};
use crate::span::Span;
use unicode_segmentation::UnicodeSegmentation;

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Shape {
    /// No capital: "haus".
    Lower,
    /// A first capital only: "Haus".
    Capital,
    /// Two or more letters, all capital: "SAP".
    Upper,
    /// Capitals inside: "TikTok", "iPhone".
    Mixed,
    /// One capital letter: "J", "J.".
    Initial,
    /// Digits, with their group and decimal signs: "1.500,50".
    Number,
    /// Letters and digits: "A380".
    AlphaNumeric,
    /// Anything else: one sign.
    Sign,
    /// A web or mail address.
    Address,
    /// The ending after an apostrophe: "'s".
    Clitic,
}

impl Shape {
    /// All shapes, in the order of their discriminants.
    pub const ALL: [Shape; 10] = [
        Shape::Lower,
        Shape::Capital,
        Shape::Upper,
        Shape::Mixed,
        Shape::Initial,
        Shape::Number,
        Shape::AlphaNumeric,
        Shape::Sign,
        Shape::Address,
        Shape::Clitic,
    ];

    /// The name used in the evidence table.
    pub const fn name(self) -> &'static str {
        match self {
            Shape::Lower => "lower",
            Shape::Capital => "capital",
            Shape::Upper => "upper",
            Shape::Mixed => "mixed",
            Shape::Initial => "initial",
            Shape::Number => "number",
            Shape::AlphaNumeric => "alphanumeric",
            Shape::Sign => "sign",
            Shape::Address => "address",
            Shape::Clitic => "clitic",
        }
    }

    /// True for the shapes in which a name is usually written.
    pub const fn is_name_like(self) -> bool {
        matches!(self, Shape::Capital | Shape::Upper | Shape::Mixed | Shape::Initial | Shape::AlphaNumeric)
    }

    /// True for words of letters.
    pub const fn is_word(self) -> bool {
        !matches!(self, Shape::Number | Shape::Sign | Shape::Address)
    }
}

/// One token. Its bytes stay in the text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// The [hash](fold::hash) of the folded key.
    pub hash: u64,
    /// How it is written.
    pub shape: Shape,
    /// What stands before and inside it.
    pub marks: Marks,
}

impl Token {
    /// Its place in the text.
    pub const fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Its text.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        self.span().of(text)
    }
}

/// Facts about a token, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u8);

impl Marks {
    /// White space stands before it.
    pub const SPACE: Marks = Marks(1);
    /// A line break stands before it.
    pub const LINE: Marks = Marks(2);
    /// An empty line stands before it, or it is the first token.
    pub const BLOCK: Marks = Marks(4);
    /// It has a hyphen inside.
    pub const HYPHEN: Marks = Marks(8);
    /// It ends in the full stop of an abbreviation.
    pub const DOT: Marks = Marks(16);
    /// It is the first word of a sentence.
    pub const SENTENCE: Marks = Marks(32);
    /// Its sentence has a capital at most words.
    pub const TITLE_LINE: Marks = Marks(64);
    /// Its sentence is in capitals.
    pub const UPPER_LINE: Marks = Marks(128);

    /// True when all bits of `other` are set.
    pub const fn has(self, other: Marks) -> bool {
        self.0 & other.0 == other.0
    }

    /// Sets the bits of `other`.
    pub const fn set(&mut self, other: Marks) {
        self.0 |= other.0;
    }
}

const UPPER: u8 = 1;
const LOWER: u8 = 2;
const DIGIT: u8 = 4;
const SPACE: u8 = 8;
const HIGH: u8 = 16;
const WORD: u8 = UPPER | LOWER | DIGIT;

/// The class of each byte.
const CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'A'..=b'Z' => UPPER,
            b'a'..=b'z' => LOWER,
            b'0'..=b'9' => DIGIT,
            b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C => SPACE,
            0x80.. => HIGH,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// Splits `text` into tokens and appends them to `tokens`. Positions are relative to `text`, which must be shorter
/// than 4 GiB (the extractor hands over blocks).
pub fn tokenize(text: &str, tokens: &mut Vec<Token>) {
    tokens.reserve(text.len() / 4);
    let before = Marks(Marks::BLOCK.0 | Marks::LINE.0);
    let mut scanner = Scanner { tokens, text, bytes: text.as_bytes(), at: 0, before, key: String::new() };
    loop {
        // Nearly all words stand after a single space.
        if scanner.byte(scanner.at) == b' ' && scanner.class(scanner.at + 1) & (UPPER | LOWER) != 0 {
            scanner.before.set(Marks::SPACE);
            scanner.at += 1;
        } else if !scanner.skip_space() {
            break;
        }
        scanner.next_token();
        scanner.before = Marks::default();
    }
}

/// Classes of eight bytes at once: in each mask the highest bit of a byte tells whether it belongs to the class.
#[derive(Clone, Copy)]
struct Eight {
    /// Letters and digits of ASCII.
    word: u64,
    upper: u64,
    lower: u64,
    digit: u64,
}

impl Eight {
    const HIGH: u64 = 0x8080_8080_8080_8080;

    /// `byte` in all eight places.
    const fn all(byte: u8) -> u64 {
        0x0101_0101_0101_0101 * byte as u64
    }

    /// The bytes from `from` to `to`, both included; the highest bits of `bytes` must be 0.
    const fn range(bytes: u64, from: u8, to: u8) -> u64 {
        (bytes + Self::all(0x80 - from)) & !(bytes + Self::all(0x7F - to)) & Self::HIGH
    }

    #[inline]
    const fn of(bytes: u64) -> Self {
        let seven = bytes & !Self::HIGH;
        let ascii = !bytes & Self::HIGH;
        let letter = Self::range(seven | Self::all(0x20), b'a', b'z') & ascii;
        let digit = Self::range(seven, b'0', b'9') & ascii;
        // The bit 0x20 tells small letters from capitals.
        let lower = letter & (bytes << 2);
        Self { word: letter | digit, upper: letter & !lower, lower, digit }
    }

    /// How many bytes at the beginning are letters and digits.
    #[inline]
    const fn word_len(self) -> u32 {
        (!self.word & Self::HIGH).trailing_zeros() / 8
    }

    /// The classes of the first `count` bytes, or of those without the first byte.
    #[inline]
    const fn seen(self, count: u32, without_first: bool) -> u8 {
        let mask = if count >= 8 { u64::MAX } else { (1 << (8 * count)) - 1 };
        let mask = if without_first { mask & !0xFF } else { mask };
        let mut seen = 0;
        if self.upper & mask != 0 {
            seen |= UPPER;
        }
        if self.lower & mask != 0 {
            seen |= LOWER;
        }
        if self.digit & mask != 0 {
            seen |= DIGIT;
        }
        seen
    }
}

struct Scanner<'t> {
    tokens: &'t mut Vec<Token>,
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// What has been seen since the last token.
    before: Marks,
    /// Buffer for folded keys.
    key: String,
}

impl Scanner<'_> {
    fn class(&self, at: usize) -> u8 {
        self.bytes.get(at).map_or(0, |&b| CLASS[usize::from(b)])
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    /// Moves to the next byte that is no space; false at the end.
    fn skip_space(&mut self) -> bool {
        let mut lines = 0;
        loop {
            match self.class(self.at) {
                SPACE => {
                    lines += usize::from(self.byte(self.at) == b'\n');
                    self.before.set(Marks::SPACE);
                    self.at += 1;
                }
                HIGH => match self.char_at(self.at) {
                    Some(c) if c.is_whitespace() => {
                        lines += usize::from(matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}'));
                        self.before.set(Marks::SPACE);
                        self.at += c.len_utf8();
                    }
                    Some(c) if is_invisible(c) || is_combining(c) => self.at += c.len_utf8(),
                    _ => break,
                },
                _ => break,
            }
        }
        if lines > 0 {
            self.before.set(Marks::LINE);
        }
        if lines > 1 {
            self.before.set(Marks::BLOCK);
        }
        self.at < self.bytes.len()
    }

    #[inline]
    fn next_token(&mut self) {
        let start = self.at;
        match self.class(start) {
            UPPER | LOWER => self.word(start),
            DIGIT => self.number(start),
            HIGH => match self.char_at(start) {
                Some(c) if is_latin(c) => self.word(start),
                Some(c) if c.is_alphanumeric() => self.foreign_word(start),
                Some(c) if is_apostrophe(c) && self.is_clitic(start + c.len_utf8()) => {
                    self.at += c.len_utf8() + 1;
                    self.token_with(start, Shape::Clitic, hash(b"'s"), Marks::default())
                }
                c => {
                    self.at += c.map_or(1, char::len_utf8);
                    self.token(start, Shape::Sign)
                }
            },
            _ => {
                self.at += 1;
                if self.byte(start) == b'\'' && self.is_clitic(start + 1) {
                    self.at += 1;
                    return self.token(start, Shape::Clitic);
                }
                self.token(start, Shape::Sign)
            }
        }
    }

    fn token(&mut self, start: usize, shape: Shape) {
        let text = self.bytes.get(start..self.at).unwrap_or_default();
        self.token_with(start, shape, hash(text), Marks::default())
    }

    /// Adds the token from `start` to where the scanner stands. It is written in its place field by field: to copy it there
    /// right after it has been put together would cost as much as half of the scan.
    #[inline]
    fn token_with(&mut self, start: usize, shape: Shape, hash: u64, marks: Marks) {
        let marks = Marks(self.before.0 | marks.0);
        self.tokens.push(Token { start: start as u32, end: self.at as u32, hash, shape, marks });
    }

    /// A single s that ends the word: what follows the apostrophe in "Alphabet's".
    fn is_clitic(&self, at: usize) -> bool {
        self.byte(at) | 0x20 == b's' && !self.letter_at(at + 1)
    }

    /// A word of Latin letters that begins at `start`. Here the words of letters, digits and German letters, read by eight
    /// bytes; all others are left to [`word_from`](Self::word_from), which gives the same.
    #[inline]
    fn word(&mut self, start: usize) {
        let mut at = start;
        let mut seen = 0;
        let mut ascii = true;
        loop {
            let Some(bytes) = self.bytes.get(at..).and_then(|rest| rest.first_chunk()) else {
                return self.word_from(start, start);
            };
            let eight = Eight::of(u64::from_le_bytes(*bytes));
            let len = eight.word_len();
            // The first character of the word is not among those seen.
            seen |= eight.seen(len, at == start);
            at += len as usize;
            if len == 8 {
                continue;
            }
            if self.byte(at) != 0xC3 {
                break;
            }
            // À to ÿ; but × and ÷ are no letters.
            let class = match self.byte(at + 1) {
                0x97 | 0xB7 => break,
                0x80..=0x9E => UPPER,
                _ => LOWER,
            };
            if at > start {
                seen |= class;
            }
            ascii = false;
            at += 2;
        }
        let stop = self.byte(at);
        let goes_on = match stop {
            b'-' | b'\'' | b'&' | b':' | b'@' => true,
            // Dashes and closing quotation marks; but the apostrophes go on.
            0xE2 => self.byte(at + 1) != 0x80 || !matches!(self.byte(at + 2), 0x93..=0x97 | 0x9A..=0xA6),
            0x80.. => true,
            b'.' => at < start + 3 || self.class(at + 1) & (UPPER | LOWER) != 0,
            _ => false,
        };
        let Some(word) = self.text.get(start..at).filter(|_| !goes_on) else {
            return self.word_from(start, start);
        };
        self.at = at;
        let hash = if ascii { hash_in(self.bytes, start, at) } else { self.folded_hash(word) };
        self.token_with(start, shape_of(word, seen), hash, Marks::default())
    }

    /// The same, where the bytes up to `at` are known to be part of it.
    fn word_from(&mut self, start: usize, at: usize) {
        let mut seen = 0;
        let mut marks = Marks::default();
        let mut ascii = true;
        let mut at = at;
        loop {
            // The common case first: a run of ASCII letters and digits.
            let mut class = self.class(at);
            while class & WORD != 0 {
                seen |= if at == start { 0 } else { class };
                at += 1;
                class = self.class(at);
            }
            match class {
                HIGH => match self.char_at(at) {
                    Some(c) if is_latin(c) => {
                        if at != start {
                            seen |= if c.is_uppercase() { UPPER } else { LOWER };
                        }
                        ascii = false;
                        at += c.len_utf8();
                    }
                    Some(c) if is_invisible(c) || is_combining(c) => {
                        ascii = false;
                        at += c.len_utf8();
                    }
                    Some(c) if matches!(c, '\u{2010}' | '\u{2011}') && self.letter_at(at + c.len_utf8()) => {
                        marks.set(Marks::HYPHEN);
                        ascii = false;
                        at += c.len_utf8();
                    }
                    Some(c) if is_apostrophe(c) && self.joins_apostrophe(at, c.len_utf8()) => {
                        ascii = false;
                        at += c.len_utf8();
                    }
                    _ => break,
                },
                _ => match self.byte(at) {
                    b'-' if self.letter_at(at + 1) => {
                        marks.set(Marks::HYPHEN);
                        at += 1;
                    }
                    b'\'' if self.joins_apostrophe(at, 1) => at += 1,
                    b'&' if self.joins_ampersand(at, start) => at += 1,
                    b'.' if self.joins_dot(at, start) => at += 1,
                    b':' if self.starts_address(at, start) => return self.address(start),
                    b'@' if self.class(at + 1) & WORD != 0 && at > start => return self.address(start),
                    _ => break,
                },
            }
        }
        self.at = at;
        let word = self.text.get(start..at).unwrap_or_default();
        if word.starts_with("www.") {
            return self.address(start);
        }
        let hash = if ascii { hash(word.as_bytes()) } else { self.folded_hash(word) };
        let mut shape = shape_of(word, seen);
        if self.byte(at) == b'.' && self.ends_abbreviation(word, shape) {
            self.at = at + 1;
            marks.set(Marks::DOT);
            if shape == Shape::Mixed {
                shape = Shape::Upper;
            }
        }
        self.token_with(start, shape, hash, marks)
    }

    fn folded_hash(&mut self, word: &str) -> u64 {
        self.key.clear();
        fold::fold_into(word, &mut self.key);
        hash(self.key.as_bytes())
    }

    /// True when a letter or digit of a word stands at `at`.
    fn letter_at(&self, at: usize) -> bool {
        match self.class(at) {
            HIGH => self.char_at(at).is_some_and(is_latin),
            class => class & WORD != 0,
        }
    }

    /// "O'Neill", "L’Oréal", "Xi'an", but not "Alphabet's" or "Adidas' Umsatz".
    fn joins_apostrophe(&self, at: usize, len: usize) -> bool {
        self.letter_at(at + len) && !self.is_clitic(at + len)
    }

    /// "H&M", "AT&T": an ampersand between capitals.
    fn joins_ampersand(&self, at: usize, start: usize) -> bool {
        at > start && self.class(at - 1) & (UPPER | DIGIT) != 0 && self.class(at + 1) & (UPPER | DIGIT) != 0
    }

    /// A full stop inside a word: "U.S", "e.V", "E.ON", "amazon.de", but not between two sentences.
    fn joins_dot(&self, at: usize, start: usize) -> bool {
        let single = at == start + 1 || (at >= start + 2 && self.byte(at - 2) == b'.');
        if single && self.class(at - 1) & (UPPER | LOWER) != 0 {
            return self.class(at + 1) & (UPPER | LOWER) != 0;
        }
        self.class(at + 1) & LOWER != 0
            && self.class(at + 2) & LOWER != 0
            && at >= start + 2
            && self.class(at - 1) & WORD != 0
    }

    /// An initial ("J."), or the last stop of "U.S." and "e.V.".
    fn ends_abbreviation(&self, word: &str, shape: Shape) -> bool {
        let bytes = word.as_bytes();
        let dotted = bytes.len() >= 3 && bytes.get(bytes.len() - 2) == Some(&b'.');
        shape == Shape::Initial || dotted
    }

    fn starts_address(&self, at: usize, start: usize) -> bool {
        self.byte(at + 1) == b'/'
            && self.byte(at + 2) == b'/'
            && self.bytes.get(start..at).is_some_and(|word| word.iter().all(u8::is_ascii_alphabetic))
    }

    /// A web or mail address: up to the next white space, less the signs that close a sentence.
    fn address(&mut self, start: usize) {
        let rest = self.text.get(start..).unwrap_or_default();
        let end =
            rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')).unwrap_or(rest.len());
        let trimmed =
            rest.get(..end).unwrap_or(rest).trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'']);
        self.at = start + trimmed.len().max(1);
        self.token_with(start, Shape::Address, hash_word("http"), Marks::default())
    }

    /// Digits with their group and decimal signs. Letters glued to them make the next token ("300k"), or, when the
    /// letters come with further digits or a hyphen, one word ("2020er", "7-Eleven").
    fn number(&mut self, start: usize) {
        let mut at = start;
        loop {
            while self.class(at) == DIGIT {
                at += 1;
            }
            let sign = self.byte(at);
            if matches!(sign, b'.' | b',' | b'\'') && self.class(at + 1) == DIGIT {
                at += 1;
            } else if self.char_at(at) == Some('\u{2019}') && self.class(at + 3) == DIGIT {
                at += 3;
            } else {
                break;
            }
        }
        self.at = at;
        if self.byte(at) == b'-' && self.class(at + 1) & (UPPER | LOWER) != 0 {
            // "20-Euro-Schein", "1.500-Euro-Scheck", "7-Eleven": one word.
            return self.word_from(start, at);
        }
        self.token(start, Shape::Number)
    }

    /// A word in another script: its end is where Unicode says that it is.
    fn foreign_word(&mut self, start: usize) {
        let rest = self.text.get(start..).unwrap_or_default();
        let word = rest.split_word_bounds().next().unwrap_or(rest);
        self.at = start + word.len().max(1);
        let mut letters = word.chars();
        let first_upper = letters.next().is_some_and(char::is_uppercase);
        let (mut upper, mut lower) = (false, false);
        letters.for_each(|c| {
            upper |= c.is_uppercase();
            lower |= c.is_lowercase();
        });
        let shape = match (first_upper, upper, lower) {
            (true, true, false) => Shape::Upper,
            (true, false, _) => Shape::Capital,
            (_, true, _) => Shape::Mixed,
            (false, false, _) => Shape::Lower,
        };
        let hash = self.folded_hash(word);
        self.token_with(start, shape, hash, Marks::default())
    }
}

/// Letters of the Latin script outside ASCII, which take the fast road.
fn is_latin(c: char) -> bool {
    matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}') && !matches!(c, '×' | '÷')
}

/// `seen`: the classes of all characters after the first.
#[inline]
fn shape_of(word: &str, seen: u8) -> Shape {
    let Some(first) = word.chars().next() else { return Shape::Sign };
    let letters = seen & (UPPER | LOWER);
    if first.is_ascii_digit() {
        return if letters == 0 { Shape::Number } else { Shape::AlphaNumeric };
    }
    if seen & DIGIT != 0 {
        return Shape::AlphaNumeric;
    }
    match (first.is_uppercase(), letters) {
        (true, 0) => Shape::Initial,
        (true, UPPER) => Shape::Upper,
        (true, LOWER) => Shape::Capital,
        (false, 0 | LOWER) => Shape::Lower,
        // "Hans-Georg", "McDonald": a capital after a hyphen is no capital inside.
        (true, _) if capitals_only_after_hyphen(word) => Shape::Capital,
        _ => Shape::Mixed,
    }
}

fn capitals_only_after_hyphen(word: &str) -> bool {
    let mut after_hyphen = true;
    for c in word.chars() {
        if c.is_uppercase() && !after_hyphen {
            return false;
        }
        after_hyphen = matches!(c, '-' | '\u{2010}' | '\u{2011}');
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        tokens.iter().map(|t| t.text(text)).collect()
    }

    fn shapes(text: &str) -> Vec<Shape> {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        tokens.iter().map(|t| t.shape).collect()
    }

    #[test]
    fn words_numbers_and_signs() {
        for (text, expected) in [
            ("Walmart bietet.", vec!["Walmart", "bietet", "."]),
            ("Das Tiktok-Gebot", vec!["Das", "Tiktok-Gebot"]),
            ("Alphabet's und Adidas' Gewinn", vec!["Alphabet", "'s", "und", "Adidas", "'", "Gewinn"]),
            ("Alphabet’s", vec!["Alphabet", "’s"]),
            ("O'Neill, L’Oréal", vec!["O'Neill", ",", "L’Oréal"]),
            ("1.234.567,89 Euro", vec!["1.234.567,89", "Euro"]),
            ("CHF 9'500.50", vec!["CHF", "9'500.50"]),
            ("$2.5bn", vec!["$", "2.5", "bn"]),
            ("Am 3. Mai", vec!["Am", "3", ".", "Mai"]),
            ("U.S. President J. Biden", vec!["U.S.", "President", "J.", "Biden"]),
            ("Verein e.V., H&M", vec!["Verein", "e.V.", ",", "H&M"]),
            ("E.ON bei amazon.de", vec!["E.ON", "bei", "amazon.de"]),
            ("Haus.Die", vec!["Haus", ".", "Die"]),
            ("20-Euro-Schein", vec!["20-Euro-Schein"]),
            ("1,5-Milliarden-Euro-Deal", vec!["1,5-Milliarden-Euro-Deal"]),
            ("siehe https://t.co/x?y=1.", vec!["siehe", "https://t.co/x?y=1", "."]),
            ("a@b.de", vec!["a@b.de"]),
            ("Wal\u{AD}mart", vec!["Wal\u{AD}mart"]),
            ("Mu\u{308}nchen", vec!["Mu\u{308}nchen"]),
            ("Москва 北京", vec!["Москва", "北", "京"]),
            ("", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn shapes_of_words() {
        use Shape::*;
        assert_eq!(
            shapes("Haus haus SAP TikTok J. 12 A380 Hans-Georg ÖVP Österreich"),
            [Capital, Lower, Upper, Mixed, Initial, Number, AlphaNumeric, Capital, Upper, Capital]
        );
    }

    #[test]
    fn marks_tell_what_stands_before() {
        let mut tokens = Vec::new();
        tokenize("A b\nc\n\nd(e", &mut tokens);
        let line: Vec<bool> = tokens.iter().map(|t| t.marks.has(Marks::LINE)).collect();
        let block: Vec<bool> = tokens.iter().map(|t| t.marks.has(Marks::BLOCK)).collect();
        assert_eq!(line, [true, false, true, true, false, false]);
        assert_eq!(block, [true, false, false, true, false, false]);
        assert!(!tokens[4].marks.has(Marks::SPACE));
    }
}
