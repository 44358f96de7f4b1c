//! A text that is read: its tokens, and the words and phrases of the tables among them.
//!
//! The same reader finds the pieces of numbers (`atoms`), the signs of currencies (`sign`), and what the words around say
//! (`link`, `around`, `country`); each of them adds its questions where it lives. Nothing here knows of amounts.

use super::flags::Flags;
use super::lexicon::{Class, Item, Lexicon};
use super::words::Words;
use crate::fold;
use crate::language::Language;
use crate::token::{Marks, Shape, Token};

/// The longest phrase of several words ("nicht mehr als").
const PHRASE: usize = 5;

/// How far behind an amount the word may stand that says what it is.
pub(super) const NEAR: usize = 6;

/// The dashes of ranges and of "3.000,-".
pub(super) const DASHES: &[&str] = &["-", "\u{2013}", "\u{2014}", "\u{2212}", "\u{2010}", "\u{2011}"];

/// A text with the tables of its language. Every question about its words is asked here.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    pub(super) lexicon: &'t Lexicon,
    pub(super) words: &'t Words,
    pub(super) language: Language,
}

impl<'t> Reader<'t> {
    pub(super) fn token(&self, at: usize) -> Option<&'t Token> {
        self.tokens.get(at)
    }

    /// The text of token `at`, empty when there is none.
    pub(super) fn text_of(&self, at: usize) -> &'t str {
        self.token(at).map_or("", |token| token.text(self.text))
    }

    /// True when white space stands before token `at`, or there is none.
    pub(super) fn spaced(&self, at: usize) -> bool {
        self.token(at).is_none_or(|token| token.marks.has(Marks::SPACE))
    }

    /// True when token `at` begins a new block of text, or there is none.
    pub(super) fn blocked(&self, at: usize) -> bool {
        self.token(at).is_none_or(|token| token.marks.has(Marks::BLOCK))
    }

    /// True when token `at` begins a line, or there is none.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        self.token(at).is_none_or(|token| token.marks.has(Marks::LINE))
    }

    /// Where token `at` begins; 0 when there is none.
    pub(super) fn start_of(&self, at: usize) -> usize {
        self.token(at).map_or(0, |token| token.start as usize)
    }

    /// Where token `at` ends; 0 when there is none.
    pub(super) fn end_of(&self, at: usize) -> usize {
        self.token(at).map_or(0, |token| token.end as usize)
    }

    /// True when a line ends before token `at`, and no empty line stands there.
    pub(super) fn is_behind_line_end(&self, at: usize) -> bool {
        let last = at.checked_sub(1).map_or(0, |last| self.end_of(last));
        let gap = self.text.get(last..self.start_of(at)).unwrap_or_default();
        gap.bytes().filter(|&byte| byte == b'\n').count() == 1
    }

    /// True when token `at` is a number in digits.
    pub(super) fn is_digits(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.shape == Shape::Number)
    }

    /// True when token `at` is one of the dashes.
    pub(super) fn is_dash(&self, at: usize) -> bool {
        DASHES.contains(&self.text_of(at))
    }

    /// True when token `at` reads as one of `signs`, and is glued to the token before it.
    pub(super) fn glued_sign(&self, at: usize, signs: &[&str]) -> bool {
        self.token(at).is_some_and(|token| token.is_glued() && signs.contains(&token.text(self.text)))
    }

    /// What the tables say of the word of token `at`.
    pub(super) fn items(&self, at: usize) -> &'t [Item] {
        self.token(at).map_or(&[], |token| self.words.word(token.hash))
    }

    /// True when token `at` is a word of this class.
    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.items(at).iter().any(|item| item.class == class)
    }

    /// True when token `at` is a word of this class with this flag.
    pub(super) fn is_flagged(&self, at: usize, class: Class, flag: Flags) -> bool {
        self.items(at).iter().any(|item| item.class == class && item.flags.has(flag))
    }

    /// True when a part of a word is one of the class.
    pub(super) fn word_is(&self, word: &str, class: Class) -> bool {
        self.words.word(fold::hash_word(word)).iter().any(|item| item.class == class)
    }

    /// The same, or one of the parts that the hyphens of its word make.
    pub(super) fn is_in_word(&self, at: usize, class: Class) -> bool {
        let word = self.text_of(at);
        self.is(at, class)
            || self.token(at).is_some_and(|token| token.marks.has(Marks::HYPHEN))
                && hyphen_parts(word)
                    .any(|(from, to)| word.get(from..to).is_some_and(|part| self.word_is(part, class)))
    }

    /// True when a clause ends before token `at`.
    pub(super) fn clause_ends(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return true };
        if token.marks.has(Marks::LINE) {
            return true;
        }
        let text = token.text(self.text);
        token.shape == Shape::Sign
            && !matches!(
                text,
                "%" | "‰" | "°" | "/" | "-" | "–" | ":" | "×" | "*" | "+" | "'" | "&" | "$" | "€" | "£"
            )
    }

    /// True when a sentence ends before token `at`.
    pub(super) fn sentence_ends(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return true };
        token.marks.has(Marks::LINE) || matches!(token.text(self.text), "." | "!" | "?" | ";" | ")")
    }

    /// The longest phrase of one of the classes that begins at `at`: its item and the token after it.
    pub(super) fn phrase(&self, at: usize, classes: &[Class]) -> Option<(Item, usize)> {
        let mut node = 0;
        let mut best = None;
        for next in at..at + PHRASE {
            let Some(token) = self.token(next) else { break };
            let Some(step) = self.words.step(node, token.hash) else { break };
            node = step;
            if let Some(item) = self.words.items(node).iter().find(|item| classes.contains(&item.class)) {
                best = Some((*item, next + 1));
            }
        }
        best
    }

    /// The token behind that phrase.
    pub(super) fn past(&self, at: usize, classes: &[Class]) -> Option<usize> {
        self.phrase(at, classes).map(|(_, next)| next)
    }

    /// The phrase of one of the classes that ends right before `end`: its item and its first token. The longest wins.
    pub(super) fn phrase_before(
        &self,
        lowest: usize,
        end: usize,
        classes: &[Class],
    ) -> Option<(Item, usize)> {
        let from = end.saturating_sub(PHRASE).max(lowest);
        (from..end).find_map(|at| {
            let mut node = 0;
            for next in at..end {
                node = self.words.step(node, self.token(next)?.hash)?;
            }
            let item = self.words.items(node).iter().find(|item| classes.contains(&item.class))?;
            Some((*item, at))
        })
    }

    /// The first token of that phrase.
    pub(super) fn back_over(&self, lowest: usize, end: usize, classes: &[Class]) -> Option<usize> {
        self.phrase_before(lowest, end, classes).map(|(_, first)| first)
    }

    /// The tokens before `at`, the nearest first, up to where something ends: `ends` is asked whether it does before a token.
    pub(super) fn before_up_to(
        &self,
        at: usize,
        reach: usize,
        ends: impl Fn(&Self, usize) -> bool,
    ) -> impl Iterator<Item = usize> {
        (at.saturating_sub(reach)..at).rev().take_while(move |&i| !ends(self, i + 1))
    }

    /// The same for the tokens from `at` on.
    pub(super) fn behind_up_to(
        &self,
        at: usize,
        reach: usize,
        ends: impl Fn(&Self, usize) -> bool,
    ) -> impl Iterator<Item = usize> {
        (at..at + reach).take_while(move |&i| !ends(self, i))
    }

    /// The tokens around `at`, without itself.
    pub(super) fn around_up_to(
        &self,
        at: usize,
        reach: usize,
        ends: impl Fn(&Self, usize) -> bool + Copy,
    ) -> impl Iterator<Item = usize> {
        self.before_up_to(at, reach, ends).chain(self.behind_up_to(at + 1, reach, ends))
    }

    /// True when such a word stands up to `reach` before an amount from token `first` to `end`, or soon behind it, in the same
    /// sentence.
    pub(super) fn is_beside(
        &self,
        first: usize,
        reach: usize,
        end: usize,
        is_such: impl Fn(usize) -> bool,
    ) -> bool {
        self.behind_up_to(end, NEAR, Self::sentence_ends).any(&is_such)
            || self.before_up_to(first, reach, Self::sentence_ends).any(&is_such)
    }
}

/// The byte ranges between the hyphens of a word.
pub(super) fn hyphen_parts(word: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut from = Some(0);
    std::iter::from_fn(move || {
        let start = from?;
        let rest = word.as_bytes().get(start..)?;
        let hyphen = rest.iter().enumerate().find_map(|(at, byte)| match (byte, rest.get(at + 1..at + 3)) {
            (b'-', _) => Some((at, 1)),
            (0xE2, Some([0x80, 0x90 | 0x91])) => Some((at, 3)),
            _ => None,
        });
        from = hyphen.map(|(at, len)| start + at + len);
        Some((start, hyphen.map_or(word.len(), |(at, _)| start + at)))
    })
}
