//! From tokens to words: where sentences begin, which line breaks part, and what is code. What the lexicon knows of a
//! word stands in `words`, what can be said of a word that stands in no table in `unlisted`, and in `language` of which
//! language they are.
//!
//! Nothing is decided here about names, see `candidate`.

mod code;
mod language;
mod unlisted;
mod words;

use crate::fold::hash_word;
use crate::gazetteer::{Gazetteer, Node};
use crate::lexicon::major::Major;
use crate::lexicon::{self, Lexicon, Said, Traits};
use crate::token::{Dictionary, HYPHENS, Marks, QUOTES, Shape, Token};
use crate::wrap::Paragraph;
pub(crate) use code::mark_code;
pub(crate) use language::{detect, has_words};
pub(crate) use unlisted::{genitive_stems, part};
pub(crate) use words::{Gist, Word, Words, begins_small};

/// Lines shorter than this (in bytes) do not end because the page does.
const SHORT_LINE: u32 = 45;

/// Sets [`Marks::SENTENCE`], [`Marks::BLOCK`] and the marks of headlines.
pub(crate) fn mark_sentences(lexicon: &Lexicon, text: &str, tokens: &mut [Token]) {
    let mut lines =
        Lines { lexicon, text, start: 0, block: 0, has_columns: false, paragraph: Default::default() };
    let mut after_stop = true;
    let mut sentence = Sentence::default();
    for index in 0..tokens.len() {
        let Some(&Token { start, shape, mut marks, .. }) = tokens.get(index) else { break };
        let is_sign = shape == Shape::Sign;
        // Most tokens are words inside a sentence.
        if is_sign || after_stop || marks.has(Marks::LINE) || marks.has(Marks::BLOCK) {
            if lines.part(tokens, index, after_stop) {
                marks.set(Marks::BLOCK);
            }
            if marks.has(Marks::BLOCK) {
                after_stop = true;
            }
            if is_sign {
                let before = index.checked_sub(1).and_then(|last| tokens.get(last));
                after_stop = ends_sentence(text, before, start, after_stop);
            } else {
                if after_stop {
                    marks.set(Marks::SENTENCE);
                }
                after_stop = false;
            }
            if marks.has(Marks::SENTENCE) || marks.has(Marks::BLOCK) {
                sentence.finish(tokens, index);
            }
            if let Some(slot) = tokens.get_mut(index) {
                slot.marks = marks;
            }
        }
        sentence.count(shape);
    }
    sentence.finish(tokens, tokens.len());
}

/// True when a sentence ends with the sign at the byte `sign`, or has ended before it and the sign closes it: quotation marks and
/// brackets may stand between the stop and the next word.
fn ends_sentence(text: &str, before: Option<&Token>, sign: u32, after_stop: bool) -> bool {
    match text.as_bytes().get(sign as usize) {
        Some(b'.') => !before.is_some_and(|last| is_ordinal(text, *last)),
        Some(b'!' | b'?') => true,
        Some(b'"' | b'\'' | b'(' | b'[' | 0x80..) => after_stop,
        _ => false,
    }
}

/// The lines of a text: which of their breaks part names.
struct Lines<'a> {
    lexicon: &'a Lexicon,
    text: &'a str,
    /// Where the line at hand begins.
    start: u32,
    /// Where the last empty line before it ends.
    block: u32,
    /// A wide gap parts it: it is the row of a table.
    has_columns: bool,
    paragraph: Paragraph,
}

impl Lines<'_> {
    /// True when the token at `index` begins a line, and no name reaches over the break before it.
    fn part(&mut self, tokens: &[Token], index: usize, after_stop: bool) -> bool {
        let Some(&token) = tokens.get(index) else { return false };
        if !token.marks.has(Marks::LINE) {
            self.has_columns |= token.marks.has(Marks::BLOCK);
            return false;
        }
        if token.marks.has(Marks::BLOCK) {
            self.block = token.start;
        }
        let parts = after_stop || self.ends_by_hand(tokens, index);
        self.start = token.start;
        self.has_columns = false;
        parts
    }

    /// True when the line before the token at `index` did not end because the page does.
    fn ends_by_hand(&mut self, tokens: &[Token], index: usize) -> bool {
        let (line, next) = tokens.split_at_checked(index).unwrap_or_default();
        let (Some(&last), Some(&token)) = (line.last(), next.first()) else { return true };
        let is_full = || {
            let ends = [self.start, last.end, token.start].map(|at| at as usize);
            self.paragraph.is_full(self.text, self.block as usize, ends)
        };
        self.has_columns
            || is_label(self.text, last, next)
            || last.end.saturating_sub(self.start) < SHORT_LINE
                && !goes_on(self.lexicon, self.text, line, self.start, token, is_full)
    }
}

/// True when the next line begins with a label ("Absent: Kern") and the sentence does not lead over to it.
fn is_label(text: &str, last: Token, next: &[Token]) -> bool {
    matches!(next, [word, colon, ..] if word.shape.is_name_like()
        && colon.text(text) == ":"
        && !colon.marks.has(Marks::BLOCK))
        && last.shape != Shape::Lower
        && last.text(text) != ","
}

/// True when the sentence of a short line goes on in the next one, which begins with `next`: that is a small word, or the line
/// has a small word itself and was full. `line_start` is where the line begins, the last of `tokens` ends it.
fn goes_on(
    lexicon: &Lexicon,
    text: &str,
    tokens: &[Token],
    line_start: u32,
    next: Token,
    is_full: impl FnOnce() -> bool,
) -> bool {
    let small = |token: &Token| {
        token.shape == Shape::Lower
            || token.shape == Shape::Capital
                && lexicon.word(token.hash).is_some_and(|word| word.traits.has(Traits::FUNCTION))
    };
    match next.shape {
        Shape::Lower => true,
        Shape::Address => false,
        // A dash, a dot or a number with a full stop begins an item of a list.
        Shape::Sign if !next.text(text).starts_with(QUOTES) && !next.text(text).starts_with('(') => false,
        Shape::Number if text.get(next.end as usize..).is_some_and(|rest| rest.starts_with(['.', ')'])) => {
            false
        }
        _ => tokens.iter().rev().take_while(|token| token.start >= line_start).any(small) && is_full(),
    }
}

/// What the lexicon tells the scanner of words.
pub(crate) struct Vocabulary<'a> {
    pub(crate) lexicon: &'a Lexicon,
    /// The lists of the user.
    pub(crate) own: &'a [Gazetteer],
    pub(crate) text: &'a str,
    /// Buffer for folded keys.
    pub(crate) key: &'a mut String,
}

impl Vocabulary<'_> {
    /// The record of a piece of a word.
    fn word(&self, piece: &str) -> Option<lexicon::Word> {
        self.lexicon.word(hash_word(piece))
    }

    /// True for an unlisted word that ends in the abbreviation of a head: "Hauptstr".
    fn ends_short(&self, word: Token) -> bool {
        const TAIL: usize = 3;
        const SHORTEST_FRONT: usize = 3;
        let text = word.text(self.text);
        let at = text.len().checked_sub(TAIL).filter(|&at| at >= SHORTEST_FRONT);
        at.and_then(|at| text.get(at..)).is_some_and(|tail| {
            self.lexicon.heads_places(tail)
                && self.word(tail).is_some_and(|tail| tail.traits.has(Traits::ABBREVIATION))
        })
    }
}

impl Dictionary for Vocabulary<'_> {
    /// True for a word that is written with a full stop, and for a compound that ends in one ("D-Calif.", "Hauptstr.").
    fn is_abbreviation(&mut self, word: Token) -> bool {
        let Vocabulary { lexicon, text, .. } = *self;
        // "DDR." is not the title "DDr.", but in "ST. LOUIS" all is in capitals.
        let in_place = |traits: Traits| {
            word.shape != Shape::Upper || traits.has(Traits::LEGAL) || goes_on_in_capitals(text, word)
        };
        let is_short = |traits: Traits| {
            (traits.has(Traits::ABBREVIATION) || traits.has(Traits::SHORT_NAME)) && in_place(traits)
        };
        let may_be_genitive = word.may_be_genitive(text);
        if may_be_genitive || lexicon.may_join(word.hash) {
            match lexicon.word(word.hash) {
                Some(found) => return is_short(found.traits),
                None if may_be_genitive => {
                    return is_short(unlisted::unlisted(lexicon, text, word, self.key).traits);
                }
                None => {}
            }
        }
        if word.marks.has(Marks::HYPHEN)
            && let Some((_, last)) = word.text(text).rsplit_once(HYPHENS)
        {
            return self.word(last).is_some_and(|last| is_short(last.traits));
        }
        word.shape == Shape::Capital && self.ends_short(word)
    }

    fn prefix(&mut self, compound: &str) -> Option<usize> {
        let (piece, _) = compound.split_once('-').filter(|(_, rest)| rest.starts_with(char::is_uppercase))?;
        let capital = piece.starts_with(char::is_uppercase);
        let found = self.word(piece)?;
        // "BRIEF-Orchid Pharma" is the line of an agency, "BILD-Chef" is none.
        let is_slug = || {
            piece.len() > 2
                && piece.chars().all(char::is_uppercase)
                && !found.majors[1].is_name()
                && self.lexicon.says(found.upper, Said::Headline)
        };
        if found.majors.get(usize::from(capital)) != Some(&Major::PREFIX) && !is_slug() {
            return None;
        }
        // "Anti-Defamation League" is a name as it stands, and so is what a list of the user has.
        let begins_shipped = capital && self.word(compound).is_some_and(|word| word.node != Node::ROOT);
        let begins_own = || self.own.iter().any(|list| list.step(Node::ROOT, hash_word(compound)).is_some());
        (!begins_shipped && !begins_own()).then_some(piece.len())
    }

    fn divides(&mut self, before: &str, after: &str) -> bool {
        let whole = format!("{before}{after}");
        self.word(&whole).is_some() || self.word(after).is_none_or(|word| !word.traits.has(Traits::FUNCTION))
    }

    fn is_short(&mut self, word: &str) -> bool {
        self.word(word).is_some_and(|found| self.lexicon.says(found.upper, Said::Short))
    }
}

/// True when the word behind the full stop of a word is in capitals.
fn goes_on_in_capitals(text: &str, token: Token) -> bool {
    let rest = text.get(token.end as usize + 1..).unwrap_or_default().trim_start();
    rest.chars().take(2).filter(|c| c.is_uppercase()).count() == 2
}

/// Counts the words of a sentence, for it may be a headline: most words, and at least four, with a capital or in capitals.
#[derive(Default)]
struct Sentence {
    start: usize,
    /// Three counts in one number: of all words, of those written like names, and of those in capitals.
    counts: u64,
}

/// Bits for each of the counts: more than a block has words.
const COUNT: u32 = 20;

/// What a token of each shape adds to the counts.
const COUNTS: [u64; Shape::ALL.len()] = {
    let mut counts = [0; Shape::ALL.len()];
    let mut number = 0;
    while number < counts.len() {
        let shape = Shape::ALL[number];
        let upper = matches!(shape, Shape::Upper) as u64;
        counts[number] = shape.is_word() as u64
            | ((shape.is_word() && shape.is_name_like()) as u64) << COUNT
            | upper << (2 * COUNT);
        number += 1;
    }
    counts
};

impl Sentence {
    #[inline]
    fn count(&mut self, shape: Shape) {
        self.counts += COUNTS.get(shape as usize).copied().unwrap_or(0);
    }

    /// Marks the tokens up to `end` if they are a headline, and begins the next sentence there.
    #[inline]
    fn finish(&mut self, tokens: &mut [Token], end: usize) {
        let [all, capital, upper] =
            [0, 1, 2].map(|which| self.counts >> (which * COUNT) & ((1 << COUNT) - 1));
        let mark = match all {
            0..3 => None,
            _ if capital == 0 => Some(Marks::LOWER_LINE),
            3 => None,
            all if upper * 4 >= all * 3 => Some(Marks::UPPER_LINE),
            all if capital * 4 >= all * 3 => Some(Marks::TITLE_LINE),
            _ => None,
        };
        if let Some(mark) = mark {
            for token in tokens.get_mut(self.start..end).unwrap_or_default() {
                token.marks.set(mark);
            }
        }
        *self = Sentence { start: end, ..Sentence::default() };
    }
}

/// "3." in "am 3. Mai": a short number before a full stop is more often an ordinal than the end of a sentence.
fn is_ordinal(text: &str, token: Token) -> bool {
    token.shape == Shape::Number && token.text(text).len() <= 2
}
