//! The scanner: one pass over the bytes of a text.
//!
//! Short words of ASCII letters take the fastest road, which is here, beside white space, signs and numbers; all other words are
//! read in `word`. Which class a byte has is told by `classes`.

mod classes;
mod word;

use super::markup::{Effect, Markup};
use super::{Dictionary, Marks, NoWords, Shape, Token};
use crate::fold::{first_bytes, hash, hash_in, is_apostrophe, is_combining, is_invisible, padded};
use classes::{CLASS, DIGIT, ENDS_WORD, HIGH, LOWER, SIGN, SPACE, UPPER, WORD, all, is_latin, letters_in};

/// Splits `text` into tokens and appends them to `tokens`. Positions are relative to `text`, which must be shorter
/// than 4 GiB (the extractor hands over blocks).
pub(crate) fn tokenize(text: &str, tokens: &mut Vec<Token>) {
    tokenize_with(text, tokens, NoWords);
}

/// The same, with a dictionary that knows abbreviations, prefixes and divided words.
pub(crate) fn tokenize_with(text: &str, tokens: &mut Vec<Token>, dictionary: impl Dictionary) {
    tokens.reserve(text.len() / 4);
    let before = Marks(Marks::BLOCK.0 | Marks::LINE.0);
    let mut scanner = Scanner {
        tokens,
        text,
        bytes: text.as_bytes(),
        at: 0,
        before,
        markup: Markup::default(),
        key: String::new(),
        dictionary,
    };
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

/// Blanks in a line that part what stands before them from what stands behind: the columns of a table.
const WIDE_GAP: usize = 3;

struct Scanner<'t, D> {
    tokens: &'t mut Vec<Token>,
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// What has been seen since the last token.
    before: Marks,
    markup: Markup,
    /// Buffer for folded keys.
    key: String,
    dictionary: D,
}

impl<D: Dictionary> Scanner<'_, D> {
    fn class(&self, at: usize) -> u8 {
        self.bytes.get(at).map_or(0, |&b| CLASS[usize::from(b)])
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The sixteen bytes from `at` on, with zeros behind the end of the text.
    #[inline]
    fn window(&self, at: usize) -> Option<[u8; 16]> {
        let rest = self.bytes.get(at..)?;
        Some(rest.first_chunk().copied().unwrap_or_else(|| padded(rest)))
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    /// True at a byte that ends a line. Some programs end lines with a carriage return alone, some begin pages with a
    /// form feed; of "\r\n" the second byte counts.
    fn ends_line(&self, at: usize) -> bool {
        match self.byte(at) {
            b'\n' | 0x0B | 0x0C => true,
            b'\r' => self.byte(at + 1) != b'\n',
            _ => false,
        }
    }

    /// Moves to the next byte that is neither space nor markup; false at the end.
    fn skip_space(&mut self) -> bool {
        let mut lines = 0;
        let mut blanks = usize::from(self.before.has(Marks::SPACE));
        // An element of a list has ended.
        let mut closed = false;
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
                SIGN if self.byte(self.at) == b'<' => match self.markup.read(self.text, self.at) {
                    Some((end, effect)) => {
                        lines += match effect {
                            Effect::Line => 1,
                            Effect::Block => 2,
                            Effect::Opens if closed => 2,
                            Effect::Opens | Effect::Closes | Effect::None => 0,
                        };
                        closed |= effect == Effect::Closes;
                        self.at = end;
                    }
                    None => break,
                },
                _ => break,
            }
        }
        if lines > 0 {
            self.before.set(Marks::LINE);
            self.before.set(Marks::SPACE);
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
                // An apostrophe may be an ending, a full stop belong to the word before, a bracket begin a tag of HTML, the
                // others a handle.
                SIGN if !matches!(window[0], b'\'' | b'.' | b'<' | b'@' | b'#') => {
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
            let capitals = !letters & all(0x20) & first_bytes(len);
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Without the fast roads.
    fn tokenize_slowly(text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        let before = Marks(Marks::BLOCK.0 | Marks::LINE.0);
        let (bytes, key, markup, dictionary) = (text.as_bytes(), String::new(), Markup::default(), NoWords);
        let mut scanner =
            Scanner { tokens: &mut tokens, text, bytes, at: 0, before, markup, key, dictionary };
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
        fn fast_roads_lead_to_the_same_tokens(text in "([a-zA-Z]{1,20}|<b>|</p>|<br>|[<>`]|[äöüßÄÖÜéÅ]|[0-9]|[ .,:'’&@#_\\-–„“×÷\n]|Ж|\u{AD}){0,60}") {
            let mut tokens = Vec::new();
            tokenize(&text, &mut tokens);
            let slow: Vec<_> = tokenize_slowly(&text).iter().map(all_of).collect();
            prop_assert_eq!(tokens.iter().map(all_of).collect::<Vec<_>>(), slow);
        }
    }
}
