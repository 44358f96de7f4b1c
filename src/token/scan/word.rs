//! How far a word reaches, and what its token is: hyphens, apostrophes and full stops inside, abbreviations, addresses, words in
//! other scripts. `unicode-segmentation` decides where words end in all scripts but the Latin one.

use super::classes::{
    CLASS, DIGIT, ENDS_WORD, HIGH, LOWER, UPPER, WORD, all, german_letter, is_latin, letters_in,
};
use super::{Dictionary, Marks, Scanner, Shape};
use crate::fold::{
    self, first_bytes, hash, hash_in, hash_word, is_apostrophe, is_combining, is_invisible, seen_end,
};
use crate::token::{HYPHENS, ends_line};
use unicode_segmentation::UnicodeSegmentation;

/// Words with longer keys are rare enough to be read slowly.
const LONGEST_KEY: usize = 64;

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
    /// A word that begins at `start`. Here those of ASCII letters, digits and German letters, of which the folded key is written
    /// while they are read; the others are left to [`word_from`](Self::word_from).
    pub(super) fn word(&mut self, start: usize) {
        let mut key = [0; LONGEST_KEY];
        let (mut len, mut at, mut first, mut seen) = (0, start, 0, 0);
        while let Some(to) = key.get_mut(len..).and_then(|rest| rest.first_chunk_mut::<16>()) {
            // Runs of ASCII letters at once.
            let window = self.window(at).map(|window| (window, letters_in(u128::from_le_bytes(window))));
            if let Some((window, count @ 1..)) = window {
                *to = window;
                let mut run = first_bytes(count);
                if at == start {
                    first = CLASS[usize::from(window[0])];
                    run &= !0xFF;
                }
                let small = u128::from_le_bytes(window) & all(0x20) & run;
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
    pub(super) fn word_from(&mut self, start: usize, at: usize) {
        let mut word = Word { start, at, seen: 0, marks: Marks::default(), ascii: true, divided: false };
        while self.goes_on(&mut word) {}
        // What nobody sees is inside a word or nowhere: "Walmart" before a zero-width space.
        word.at = seen_end(self.text, start, word.at);
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

    pub(super) fn folded_hash(&mut self, word: &str) -> u64 {
        self.key.clear();
        fold::fold_word_into(word, &mut self.key);
        hash(self.key.as_bytes())
    }

    /// True when a letter or digit of a word stands at `at`.
    pub(super) fn letter_at(&self, at: usize) -> bool {
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
        let line_end = rest.trim_start_matches(' ');
        let next = line_end.strip_prefix("\r\n").or_else(|| line_end.strip_prefix(ends_line))?;
        let next = next.trim_start_matches([' ', '\t']);
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

    /// A word in another script: its end is where Unicode says that it is.
    pub(super) fn foreign_word(&mut self, start: usize) {
        let rest = self.text.get(start..).unwrap_or_default();
        let word = rest.split_word_bounds().next().unwrap_or(rest);
        // Unicode counts the narrow blank to the word before.
        let seen = word.trim_end_matches(|c: char| c.is_whitespace() || is_invisible(c));
        let word = if seen.is_empty() { word } else { seen };
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
        after_hyphen = HYPHENS.contains(&c);
    }
    true
}
