//! The scanner: one pass over the bytes of a text.
//!
//! Short words of ASCII letters take the fastest road, German letters the next; `unicode-segmentation` decides where words
//! end in all scripts but the Latin one.

use super::{Dictionary, Marks, NoWords, Shape, Token};
use crate::fold::{self, hash, hash_in, hash_word, is_apostrophe, is_combining, is_invisible};
use unicode_segmentation::UnicodeSegmentation;

const SIGN: u8 = 0;
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
    tokenize_with(text, tokens, NoWords);
}

/// The same, with a dictionary that knows abbreviations, prefixes and divided words.
pub(crate) fn tokenize_with(text: &str, tokens: &mut Vec<Token>, dictionary: impl Dictionary) {
    tokens.reserve(text.len() / 4);
    let before = Marks(Marks::BLOCK.0 | Marks::LINE.0);
    let mut scanner =
        Scanner { tokens, text, bytes: text.as_bytes(), at: 0, before, key: String::new(), dictionary };
    loop {
        scanner.short_tokens();
        if CLASS[usize::from(scanner.byte(scanner.at))] & (UPPER | LOWER) != 0 {
            scanner.word(scanner.at);
        } else if scanner.skip_space() {
            scanner.next_token();
        } else {
            break;
        }
        scanner.before = Marks::default();
    }
}

/// True for the bytes after which the letters before them are a whole word. Digits, hyphens, apostrophes, full stops and
/// letters that are none of ASCII need a second look.
const ENDS_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x80 {
        let goes_on = matches!(byte as u8, b'-' | b'\'' | b'&' | b':' | b'@' | b'.');
        table[byte] = !goes_on && CLASS[byte] & WORD == 0;
        byte += 1;
    }
    table
};

/// Words with longer keys are rare enough to be read slowly.
const LONGEST_KEY: usize = 64;

/// The folded form of a German letter, by its second byte; the first is 0xC3.
const fn german_letter(second: u8) -> Option<[u8; 2]> {
    match second {
        0x84 | 0xA4 => Some(*b"ae"),
        0x96 | 0xB6 => Some(*b"oe"),
        0x9C | 0xBC => Some(*b"ue"),
        0x9F => Some(*b"ss"),
        _ => None,
    }
}

/// `byte` in all sixteen places.
const fn all(byte: u8) -> u128 {
    u128::from_le_bytes([byte; 16])
}

/// How many bytes at the beginning of `window` are ASCII letters: all sixteen are looked at in one calculation.
#[inline]
fn letters_in(window: u128) -> usize {
    // The highest bit of each byte tells the answer, and so no sum runs over into the next byte.
    let small = (window | all(0x20)) & all(0x7F);
    let at_least_a = small + all(0x80 - b'a');
    let beyond_z = small + all(0x7F - b'z');
    let other = (!at_least_a | beyond_z | window) & all(0x80);
    other.trailing_zeros() as usize / 8
}

/// Blanks in a line that part what stands before them from what stands behind: the columns of a table.
const WIDE_GAP: usize = 3;

struct Scanner<'t, D> {
    tokens: &'t mut Vec<Token>,
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// What has been seen since the last token.
    before: Marks,
    /// Buffer for folded keys.
    key: String,
    dictionary: D,
}

/// What has been read of a word.
#[derive(Clone, Copy)]
struct Word {
    start: usize,
    /// Where it goes on.
    at: usize,
    /// The classes of its characters but the first.
    seen: u8,
    marks: Marks,
    /// It is its own key, but for capitals.
    ascii: bool,
    /// A hyphen at the end of a line has divided it.
    divided: bool,
}

impl<D: Dictionary> Scanner<'_, D> {
    fn class(&self, at: usize) -> u8 {
        self.bytes.get(at).map_or(0, |&b| CLASS[usize::from(b)])
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    /// True at a byte that ends a line. Some programs end lines with a carriage return alone, some begin pages with a form feed; of
    /// "\r\n" the second byte counts.
    fn ends_line(&self, at: usize) -> bool {
        match self.byte(at) {
            b'\n' | 0x0B | 0x0C => true,
            b'\r' => self.byte(at + 1) != b'\n',
            _ => false,
        }
    }

    /// Moves to the next byte that is no space; false at the end.
    fn skip_space(&mut self) -> bool {
        let mut lines = 0;
        let mut blanks = usize::from(self.before.has(Marks::SPACE));
        loop {
            match self.class(self.at) {
                SPACE => {
                    lines += usize::from(self.ends_line(self.at));
                    blanks += if self.byte(self.at) == b'\t' { WIDE_GAP } else { 1 };
                    self.before.set(Marks::SPACE);
                    self.at += 1;
                }
                HIGH => match self.char_at(self.at) {
                    Some(c) if c.is_whitespace() => {
                        lines += usize::from(matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}'));
                        blanks += 1;
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
        // Columns part names; but a number belongs to the sign before it, however far it is ("$     12.5").
        if lines > 1 || lines == 0 && blanks >= WIDE_GAP && self.class(self.at) != DIGIT {
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
                let sign = self.byte(start);
                if sign == b'\'' && self.is_clitic(start + 1) {
                    self.at += 1;
                    return self.token(start, Shape::Clitic);
                }
                if sign == b'.' && self.joins_last(start) {
                    return;
                }
                if sign == b'&' && self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(b"amp;")) {
                    self.at += "amp;".len();
                    return self.token_with(start, Shape::Sign, hash(b"&"), Marks::default());
                }
                self.token(start, Shape::Sign);
                if matches!(sign, b'@' | b'#') {
                    self.handle(sign);
                }
            }
        }
    }

    /// The name behind the sign of an account or a topic. A topic with a first capital is written as the word that it is, and
    /// stays one.
    fn handle(&mut self, sign: u8) {
        let start = self.at;
        let goes_on = |&at: &usize| self.class(at) & WORD != 0 || self.byte(at) == b'_';
        let Some(end) = (start..).find(|at| !goes_on(at)) else { return };
        let is_word = match sign {
            b'@' => (start..end).any(|at| self.class(at) & WORD != 0),
            _ => self.class(start) & LOWER != 0,
        };
        if !is_word || self.letter_at(end) {
            return;
        }
        self.at = end;
        self.before = Marks::default();
        let hash = self.folded_hash(self.text.get(start..end).unwrap_or_default());
        self.token_with(start, Shape::Handle, hash, Marks::default());
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

    /// Adds the full stop at `stop` to the last word, if it is an abbreviation; whether a sentence ends there the next word
    /// tells.
    fn joins_last(&mut self, stop: usize) -> bool {
        let Some((last, others)) = self.tokens.split_last_mut() else { return false };
        // "Benedikt XVI.": a numeral directly after a word with a capital.
        let is_ordinal = |last: &Token| {
            others.last().is_some_and(|before| before.shape == Shape::Capital) && last.is_roman(self.text)
        };
        let joins = last.end as usize == stop
            && last.shape.is_word()
            && (is_ordinal(last) || self.dictionary.is_abbreviation(*last));
        if joins {
            last.end = self.at as u32;
            last.marks.set(Marks::DOT);
        }
        joins
    }

    /// A single s that ends the word: what follows the apostrophe in "Alphabet's".
    fn is_clitic(&self, at: usize) -> bool {
        self.byte(at) | 0x20 == b's' && !self.letter_at(at + 1)
    }

    /// The tokens from here on, as long as they are signs or words of ASCII letters without a capital inside, stand after at
    /// most one space, and show whole in sixteen bytes: most tokens. The roads for all others would give the same.
    fn short_tokens(&mut self) {
        // Where the scanner stands is kept beside it meanwhile: each word would wait until it has been written down.
        let (mut at, mut before) = (self.at, self.before);
        loop {
            if self.byte(at) == b' ' {
                before.set(Marks::SPACE);
                at += 1;
            }
            let Some(window) = self.bytes.get(at..).and_then(|rest| rest.first_chunk()) else { break };
            match CLASS[usize::from(window[0])] {
                UPPER | LOWER => {}
                // An apostrophe may be an ending, a full stop belong to the word before, an ampersand begin an entity of HTML, the
                // others a handle.
                SIGN if !matches!(window[0], b'\'' | b'.' | b'&' | b'@' | b'#') => {
                    let (start, end, shape) = (at as u32, at as u32 + 1, Shape::Sign);
                    self.tokens.push(Token { start, end, hash: hash_in(window, 1), shape, marks: before });
                    before = Marks::default();
                    at += 1;
                    continue;
                }
                _ => break,
            }
            let letters = u128::from_le_bytes(*window);
            let len = letters_in(letters);
            let ends = match (window.get(len), window.get(len + 1)) {
                (Some(b'.'), Some(&next)) => len > 2 && CLASS[usize::from(next)] & (UPPER | LOWER) == 0,
                (Some(&stop), _) => ENDS_WORD[usize::from(stop)],
                _ => false,
            };
            // The bit 0x20 tells small letters from capitals.
            let capitals = !letters & all(0x20) & ((1 << (8 * (len & 15))) - 1);
            if !ends || capitals > 0x20 || len < 2 {
                break;
            }
            // Not by a jump, which would be guessed wrong for every third word.
            let shape = if capitals == 0 { Shape::Lower } else { Shape::Capital };
            let (start, end) = (at as u32, (at + len) as u32);
            self.tokens.push(Token { start, end, hash: hash_in(window, len), shape, marks: before });
            before = Marks::default();
            at += len;
        }
        (self.at, self.before) = (at, before);
    }

    /// A word that begins at `start`. Here those of ASCII letters, digits and German letters, of which the folded key is written
    /// while they are read; the others are left to [`word_from`](Self::word_from).
    fn word(&mut self, start: usize) {
        let mut key = [0; LONGEST_KEY];
        let (mut len, mut at, mut first, mut seen) = (0, start, 0, 0);
        while let Some(to) = key.get_mut(len..).and_then(|rest| rest.first_chunk_mut::<16>()) {
            // Runs of ASCII letters at once.
            let window = self.bytes.get(at..).and_then(|rest| rest.first_chunk());
            if let Some((window, count @ 1..)) = window.map(|w| (w, letters_in(u128::from_le_bytes(*w)))) {
                *to = *window;
                let mut run = u128::MAX >> (128 - 8 * count);
                if at == start {
                    first = CLASS[usize::from(window[0])];
                    run &= !0xFF;
                }
                let small = u128::from_le_bytes(*window) & all(0x20) & run;
                seen |= if small != 0 { LOWER } else { 0 };
                seen |= if small != all(0x20) & run { UPPER } else { 0 };
                len += count;
                at += count;
                continue;
            }
            let byte = self.byte(at);
            let mut class = CLASS[usize::from(byte)];
            let count = if class & WORD != 0 {
                to[0] = byte;
                1
            } else if let Some(letters) = (byte == 0xC3).then(|| german_letter(self.byte(at + 1))).flatten() {
                [to[0], to[1]] = letters;
                class = if self.byte(at + 1) < 0x9F { UPPER } else { LOWER };
                2
            } else {
                break;
            };
            if at == start {
                first = class;
            } else {
                seen |= class;
            }
            len += count;
            at += count;
        }
        let goes_on = match self.byte(at) {
            // Dashes and closing quotation marks; but the apostrophes go on.
            0xE2 => self.byte(at + 1) != 0x80 || !matches!(self.byte(at + 2), 0x93..=0x97 | 0x9A..=0xA6),
            b'.' => at < start + 3 || self.class(at + 1) & (UPPER | LOWER) != 0,
            stop => !ENDS_WORD[usize::from(stop)],
        };
        if goes_on {
            return self.word_from(start, start);
        }
        let hash = match key.first_chunk() {
            Some(window) if len < 16 => hash_in(window, len),
            _ => hash(key.get(..len).unwrap_or_default()),
        };
        self.at = at;
        self.token_with(start, shape_of(first, seen), hash, Marks::default());
    }

    /// The same, where the bytes up to `at` are known to be part of it.
    fn word_from(&mut self, start: usize, at: usize) {
        let mut word = Word { start, at, seen: 0, marks: Marks::default(), ascii: true, divided: false };
        while self.goes_on(&mut word) {}
        let Word { at, marks, .. } = word;
        self.at = at;
        let text = self.text.get(start..at).unwrap_or_default();
        if text.starts_with("www.") || self.is_address(at, start) {
            return self.address(start);
        }
        if marks.has(Marks::HYPHEN)
            && text.len() <= LONGEST_KEY
            && let Some(len) = self.dictionary.prefix(text)
        {
            return self.prefixed(start, len);
        }
        self.word_token(&word, text);
    }

    /// Reads a run of letters and digits of a word, and the sign behind them that joins more of them; false where the word ends.
    #[inline]
    fn goes_on(&mut self, word: &mut Word) -> bool {
        // The common case first: a run of ASCII letters and digits.
        let mut class = self.class(word.at);
        while class & WORD != 0 {
            word.seen |= if word.at == word.start { 0 } else { class };
            word.at += 1;
            class = self.class(word.at);
        }
        if class == HIGH { self.joins_high(word) } else { self.joins_sign(word) }
    }

    /// Takes one character outside ASCII into a word.
    fn joins_high(&self, word: &mut Word) -> bool {
        let Some(c) = self.char_at(word.at) else { return false };
        let next = word.at + c.len_utf8();
        if is_latin(c) {
            if word.at != word.start {
                word.seen |= if c.is_uppercase() { UPPER } else { LOWER };
            }
        } else if matches!(c, '\u{2010}' | '\u{2011}') && self.letter_at(next) {
            word.marks.set(Marks::HYPHEN);
        } else {
            let joins = is_apostrophe(c) && self.joins_apostrophe(word.at, c.len_utf8());
            if !(joins || is_invisible(c) || is_combining(c)) {
                return false;
            }
        }
        (word.at, word.ascii) = (next, false);
        true
    }

    /// Takes one sign of ASCII into a word, with the white space behind it that belongs to it.
    fn joins_sign(&mut self, word: &mut Word) -> bool {
        let Word { at, start, .. } = *word;
        let joins = match self.byte(at) {
            b'-' => return self.joins_hyphen(word),
            b'\'' => self.joins_apostrophe(at, 1),
            b'&' => self.joins_ampersand(at, start),
            b'.' if !self.joins_dot(at, start) => return self.joins_spaced(word),
            b'.' => true,
            _ => false,
        };
        word.at += usize::from(joins);
        joins
    }

    /// Takes the hyphen of a compound, or the one that divides a word at the end of a line.
    fn joins_hyphen(&mut self, word: &mut Word) -> bool {
        if self.letter_at(word.at + 1) {
            word.marks.set(Marks::HYPHEN);
            word.at += 1;
            return true;
        }
        // Once: no word is divided twice.
        if word.divided {
            return false;
        }
        let Some(next) = self.divided(word.start, word.at) else { return false };
        if self.char_at(next).is_some_and(char::is_uppercase) {
            word.marks.set(Marks::HYPHEN);
        }
        (word.at, word.divided, word.ascii) = (next, true, false);
        true
    }

    /// Takes the full stop and the space of "e. V." into a word.
    fn joins_spaced(&mut self, word: &mut Word) -> bool {
        let letter = self.spaced_letter(word.at, word.start);
        if let Some(letter) = letter {
            (word.at, word.ascii) = (letter, false);
        }
        letter.is_some()
    }

    /// Adds the token of a word of which `text` is all but the full stop of an abbreviation.
    fn word_token(&mut self, word: &Word, text: &str) {
        let (at, mut marks) = (word.at, word.marks);
        let hash = if word.ascii { hash(text.as_bytes()) } else { self.folded_hash(text) };
        let first = match text.chars().next() {
            Some(c) if c.is_ascii_digit() => DIGIT,
            Some(c) if c.is_uppercase() => UPPER,
            _ => LOWER,
        };
        let mut shape = shape_of(first, word.seen);
        // "Hans-Georg": a capital after a hyphen is no capital inside.
        if first == UPPER && shape == Shape::Mixed && capitals_only_after_hyphen(text) {
            shape = Shape::Capital;
        }
        if self.byte(at) == b'.' && self.ends_abbreviation(text, shape) {
            self.at = at + 1;
            marks.set(Marks::DOT);
            if shape == Shape::Mixed {
                shape = Shape::Upper;
            }
        }
        self.token_with(word.start, shape, hash, marks)
    }

    fn folded_hash(&mut self, word: &str) -> u64 {
        self.key.clear();
        fold::fold_word_into(word, &mut self.key);
        hash(self.key.as_bytes())
    }

    /// True when a letter or digit of a word stands at `at`.
    fn letter_at(&self, at: usize) -> bool {
        match self.class(at) {
            HIGH => self.char_at(at).is_some_and(is_latin),
            class => class & WORD != 0,
        }
    }

    /// The prefix of a compound, its hyphen, and the word behind that, each a token.
    fn prefixed(&mut self, start: usize, len: usize) {
        let hyphen = start + len;
        self.at = hyphen;
        let seen = (start + 1..hyphen).fold(0, |seen, at| seen | self.class(at));
        self.token(start, shape_of(self.class(start), seen));
        self.before = Marks::default();
        self.at = hyphen + 1;
        self.token(hyphen, Shape::Sign);
        self.word(hyphen + 1);
    }

    /// Where a word goes on that the hyphen at the end of a line divides: "Sig-" and "maringen", "Baden-" and "Württemberg".
    fn divided(&mut self, start: usize, hyphen: usize) -> Option<usize> {
        let rest = self.text.get(hyphen + 1..)?;
        let next = rest.trim_start_matches([' ', '\r']).strip_prefix('\n')?.trim_start_matches([' ', '\t']);
        let first = next.chars().next().filter(|&c| c.is_ascii_alphabetic() || is_latin(c))?;
        let before = self.text.get(start..hyphen)?;
        let ends_small = before.ends_with(|c: char| c.is_lowercase());
        let len = next.find(|c: char| !c.is_alphanumeric()).unwrap_or(next.len());
        let goes_on = first.is_uppercase() || self.dictionary.divides(before, next.get(..len)?);
        (ends_small && goes_on).then_some(self.text.len() - next.len())
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
        let single = self.is_single(at, start);
        if single && self.class(at - 1) & (UPPER | LOWER) != 0 {
            return self.class(at + 1) & (UPPER | LOWER) != 0;
        }
        self.class(at + 1) & LOWER != 0
            && self.class(at + 2) & LOWER != 0
            && at >= start + 2
            && self.class(at - 1) & WORD != 0
    }

    /// True when the byte before `at` stands alone: after the beginning of its word, or after the full stop of another letter.
    fn is_single(&self, at: usize, start: usize) -> bool {
        at == start + 1
            || at >= start + 2
                && match self.byte(at - 2) {
                    b'.' | b' ' => true,
                    // A no-break space, and not the end of "à".
                    0xA0 => at >= start + 3 && self.byte(at - 3) == 0xC2,
                    _ => false,
                }
    }

    /// Where the next letter of "e. V." or "z. B." stands, whose full stops may be followed by a space, or the short word of
    /// "i. Br.". What comes first is in small letters: "J. R." are initials, each a word.
    fn spaced_letter(&mut self, stop: usize, start: usize) -> Option<usize> {
        let letter = match (self.byte(stop + 1), self.byte(stop + 2)) {
            (b' ', _) => stop + 2,
            (0xC2, 0xA0) => stop + 3,
            _ => return None,
        };
        if self.class(start) != LOWER || !self.is_single(stop, start) {
            return None;
        }
        let rest = self.text.get(letter..)?;
        let (word, _) = rest.split_once('.').filter(|(word, _)| word.starts_with(char::is_alphabetic))?;
        let mut letters = word.chars();
        let is_letter = letters.next().is_some() && letters.next().is_none();
        (is_letter || self.dictionary.is_short(word)).then_some(letter)
    }

    /// An initial ("J."), or the last stop of "U.S.", "e.V.", "e. V." and "i. Br.".
    fn ends_abbreviation(&mut self, word: &str, shape: Shape) -> bool {
        let is_letters = || word.as_bytes().get(1) == Some(&b'.');
        shape == Shape::Initial
            || word.rsplit_once(['.', ' ', '\u{A0}']).is_some_and(|(_, last)| {
                last.chars().nth(1).is_none() || is_letters() && self.dictionary.is_short(last)
            })
    }

    /// True when the word from `start` to `at` begins an address: "https://", "info@".
    fn is_address(&self, at: usize, start: usize) -> bool {
        match self.byte(at) {
            b'@' => at > start && self.class(at + 1) & WORD != 0,
            b':' => {
                self.byte(at + 1) == b'/'
                    && self.byte(at + 2) == b'/'
                    && self.bytes.get(start..at).is_some_and(|word| word.iter().all(u8::is_ascii_alphabetic))
            }
            _ => false,
        }
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
            // Swiss groups are written with all sorts of apostrophes.
            let quote =
                self.char_at(at).filter(|&c| !c.is_ascii() && is_apostrophe(c)).map_or(1, char::len_utf8);
            let is_sign = quote > 1 || matches!(sign, b'.' | b',' | b'\'' | b'`');
            if !is_sign || self.class(at + quote) != DIGIT {
                break;
            }
            at += quote;
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

/// The shape of a word without signs by the class of its first character, and the classes of those after it.
#[inline]
fn shape_of(first: u8, seen: u8) -> Shape {
    let letters = seen & (UPPER | LOWER);
    match (first, letters) {
        (DIGIT, 0) => Shape::Number,
        (DIGIT, _) => Shape::AlphaNumeric,
        _ if seen & DIGIT != 0 => Shape::AlphaNumeric,
        (UPPER, 0) => Shape::Initial,
        (UPPER, UPPER) => Shape::Upper,
        (UPPER, LOWER) => Shape::Capital,
        (_, 0 | LOWER) => Shape::Lower,
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
    use proptest::prelude::*;

    /// Without the fast roads.
    fn tokenize_slowly(text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        let before = Marks(Marks::BLOCK.0 | Marks::LINE.0);
        let (bytes, key, dictionary) = (text.as_bytes(), String::new(), NoWords);
        let mut scanner = Scanner { tokens: &mut tokens, text, bytes, at: 0, before, key, dictionary };
        while scanner.skip_space() {
            let start = scanner.at;
            if scanner.char_at(start).is_some_and(|c| c.is_ascii_alphabetic() || is_latin(c)) {
                scanner.word_from(start, start);
            } else {
                scanner.next_token();
            }
            scanner.before = Marks::default();
        }
        tokens
    }

    fn all_of(token: &Token) -> (u32, u32, u64, Shape, Marks) {
        (token.start, token.end, token.hash, token.shape, token.marks)
    }

    proptest! {
        #[test]
        fn fast_roads_lead_to_the_same_tokens(text in "([a-zA-Z]{1,20}|[äöüßÄÖÜéÅ]|[0-9]|[ .,:'’&@#_\\-–„“×÷\n]|Ж|\u{AD}){0,60}") {
            let mut tokens = Vec::new();
            tokenize(&text, &mut tokens);
            let slow: Vec<_> = tokenize_slowly(&text).iter().map(all_of).collect();
            prop_assert_eq!(tokens.iter().map(all_of).collect::<Vec<_>>(), slow);
        }
    }
}
