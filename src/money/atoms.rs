//! The pieces of numbers in the text: digits, number words, and the signs between them.
//!
//! Group and decimal signs are read in `digits`, what the pieces make together in `number`.

use super::decimal::Decimal;
use super::digits::{Digits, digits};
use super::flags::Flags;
use super::lexicon::{Class, Item, Meaning};
use super::reader::{DASHES, Reader, hyphen_parts};
use crate::fold;
use crate::token::{Marks, Shape, Token};
use std::ops::RangeInclusive;

/// What a piece of a number is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    Digits(Digits),
    Number(Decimal),
    Hundred,
    Magnitude(u32),
    Fraction(Decimal),
    Half(Decimal),
    /// The "00/100" of a contract.
    Cents(Decimal),
    Article,
    And,
    Of,
    /// A word that adds nothing: "weitere" in "zwei weitere Millionen".
    Inner,
    /// "zwei Komma fünf Millionen"
    Point,
}

/// A piece of a number in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    pub(super) part: Part,
    /// Its token.
    pub(super) token: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    /// May count without a number before it: "hundert", "tausend".
    pub(super) bare: bool,
    /// Must be glued to the number: "k".
    pub(super) glue: bool,
    /// White space stands before it.
    pub(super) spaced: bool,
}

/// Where a piece of a number stands: bytes `start` up to `end`, which may lie inside of its token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) token: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Place {
    /// The whole of a token.
    pub(super) fn of(at: usize, token: &Token) -> Place {
        Place { token: at, start: token.start as usize, end: token.end as usize }
    }
}

impl Atom {
    /// A piece that is glued to what stands before it, and nothing else.
    fn glued(part: Part, Place { token, start, end }: Place) -> Atom {
        Atom { part, token, start, end, bare: false, glue: false, spaced: false }
    }

    /// The piece that `item` makes of the place of `plain`.
    fn of(item: &Item, plain: Atom) -> Option<Atom> {
        let part = match (item.class, item.meaning) {
            (Class::Number, Meaning::Number(number)) => Part::Number(number),
            (Class::Hundred, _) => Part::Hundred,
            (Class::Magnitude, Meaning::Power(power)) => Part::Magnitude(power),
            (Class::Fraction, Meaning::Number(number)) => Part::Fraction(number),
            (Class::Half, Meaning::Number(number)) => Part::Half(number),
            (Class::Article, _) => Part::Article,
            (Class::And, _) => Part::And,
            (Class::Of, _) => Part::Of,
            (Class::Inner, _) => Part::Inner,
            (Class::Point, _) => Part::Point,
            _ => return None,
        };
        let (bare, glue) = (item.flags.has(Flags::BARE), item.flags.has(Flags::GLUED));
        Some(Atom { part, bare, glue, ..plain })
    }
}

/// A third, with so many digits that what a magnitude makes of it is right to the cent.
const THIRD: i128 = 33_333_333_333_333_333_333;
const THIRD_SCALE: u32 = 20;

/// The bytes of numbers written as one word: shorter ones stand in the tables, and nobody writes longer ones.
const GLUED: RangeInclusive<usize> = 6..=120;

impl Reader<'_> {
    /// Appends digits that stand inside a token: those of "USD34.6".
    pub(super) fn push_digits(&self, place: Place, out: &mut Vec<Atom>) -> Option<()> {
        let number = digits(self.text.get(place.start..place.end)?, self.language)?;
        out.push(Atom::glued(Part::Digits(number), place));
        Some(())
    }

    /// Appends a magnitude that stands inside a token: that of "EUR500m".
    pub(super) fn push_magnitude(&self, place: Place, out: &mut Vec<Atom>) -> Option<()> {
        let items = self.words.word(fold::hash_word(self.text.get(place.start..place.end)?));
        let item = items.iter().find(|item| item.class == Class::Magnitude)?;
        out.push(Atom::of(item, Atom::glued(Part::Of, place))?);
        Some(())
    }

    /// Appends the pieces of token `at`, and moves behind it; `None` when it is no number.
    pub(super) fn push(&self, at: usize, out: &mut Vec<Atom>) -> Option<usize> {
        let token = self.token(at)?;
        match token.shape {
            Shape::Number => return self.push_number(at, token, out),
            Shape::Sign | Shape::Address | Shape::Clitic => return None,
            _ => {}
        }
        if self.is_in_hundredths(at) && self.is(at, Class::NoCents) {
            return self.push_cents(at, Decimal::default(), out);
        }
        if let Some(item) = self.numeric_item(token) {
            return self.push_item(at, token, &item, out);
        }
        if token.marks.has(Marks::HYPHEN) {
            let (before, word) = (out.len(), token.text(self.text));
            if self.push_hyphenated(at, word, out) == word.len() {
                return Some(at + 1 + usize::from(self.push_stop(at + 1, out)));
            }
            out.truncate(before);
            return None;
        }
        self.push_word(at, token, out)
    }

    /// Token `at` as a piece, of whatever kind.
    fn plain(at: usize, token: &Token) -> Atom {
        let spaced = token.marks.has(Marks::SPACE);
        Atom { spaced, ..Atom::glued(Part::Of, Place::of(at, token)) }
    }

    /// Appends digits, with the fraction or the dash that belongs to them.
    fn push_number(&self, at: usize, token: &Token, out: &mut Vec<Atom>) -> Option<usize> {
        let word = token.text(self.text);
        let number = digits(word, self.language)?;
        let (start, end) = (token.start as usize, token.end as usize);
        if let Some(last) = out.last_mut()
            && self.join(last, &number, start)
        {
            (last.token, last.end) = (at, end);
        } else {
            out.push(Atom { part: Part::Digits(number), ..Self::plain(at, token) });
        }
        let next = at + 1;
        if self.is_in_hundredths(at) && self.is_and_before(at) {
            let cents = Decimal::new(number.value.mantissa(), 2)?;
            out.pop();
            return self.push_cents(at, cents, out);
        }
        // "3/4"
        if self.glued_sign(next, &["/"])
            && let Some(share) = self.share(&number, next + 1, is_behind_whole(out))
            && let Some(last) = out.last_mut()
        {
            *last = Atom { part: Part::Half(share), token: next + 1, end: self.end_of(next + 1), ..*last };
            return Some(next + 2);
        }
        Some(self.push_dash(next, out).unwrap_or(next))
    }

    /// True when "/100" stands behind token `at`: "and 00/100 dollars", "and no/100 dollars".
    fn is_in_hundredths(&self, at: usize) -> bool {
        self.glued_sign(at + 1, &["/"]) && self.glued_sign(at + 2, &["100"])
    }

    /// True when an "and" stands before token `at`.
    fn is_and_before(&self, at: usize) -> bool {
        let before =
            at.checked_sub(1).and_then(|at| self.token(at)).and_then(|token| self.numeric_item(token));
        before.is_some_and(|item| item.class == Class::And)
    }

    /// Appends the cents that begin at `at`, with the "/100" behind them.
    fn push_cents(&self, at: usize, cents: Decimal, out: &mut Vec<Atom>) -> Option<usize> {
        let plain = Self::plain(at, self.token(at)?);
        out.push(Atom { part: Part::Cents(cents), token: at + 2, end: self.end_of(at + 2), ..plain });
        Some(at + 3)
    }

    /// Adds the dash at `at` that stands for the cents to the digits before it: "3.000,-", "500.--" and "180/-".
    fn push_dash(&self, at: usize, out: &mut [Atom]) -> Option<usize> {
        if !self.glued_sign(at, &[",", ".", "/"]) || !self.glued_sign(at + 1, DASHES) {
            return None;
        }
        let dash = at + 1 + usize::from(self.glued_sign(at + 2, DASHES));
        let last = out.last_mut()?;
        (last.token, last.end) = (dash, self.end_of(dash));
        if let Part::Digits(number) = &mut last.part {
            number.plain = false;
        }
        Some(dash + 1)
    }

    /// Appends a word of the tables, with the full stop that belongs to it.
    fn push_item(&self, at: usize, token: &Token, item: &Item, out: &mut Vec<Atom>) -> Option<usize> {
        let plain = Self::plain(at, token);
        let may_stop = item.flags.has(Flags::STOP);
        // "£300m." ends a sentence; only "7 Mio." has a full stop of its own.
        let stop = usize::from(token.marks.has(Marks::DOT));
        let mut atom = Atom::of(item, Atom { end: plain.end - stop, ..plain })?;
        if may_stop && self.glued_sign(at + 1, &["."]) {
            (atom.token, atom.end) = (at + 1, self.end_of(at + 1));
        }
        out.push(atom);
        Some(atom.token + 1)
    }

    /// Appends a number written as one word.
    fn push_word(&self, at: usize, token: &Token, out: &mut Vec<Atom>) -> Option<usize> {
        let plain = Self::plain(at, token);
        let mut items = Vec::new();
        let number = self.glued_number(token.text(self.text), &mut items)?;
        if items.iter().all(|item| matches!(item.class, Class::Hundred | Class::Magnitude)) {
            // "5 Hunderttausend": without a count of its own it may have one before it.
            out.extend(items.iter().filter_map(|item| Atom::of(item, plain)));
        } else {
            out.push(Atom { part: Part::Number(number), ..plain });
        }
        Some(at + 1)
    }

    /// The full stop at `at` belongs to the magnitude before it: "100-Mio.-€-Projekt".
    fn push_stop(&self, at: usize, out: &mut [Atom]) -> bool {
        let stop = self.glued_sign(at, &["."]) && self.glued_sign(at + 1, &["-"]);
        match out.last_mut() {
            Some(last @ Atom { part: Part::Magnitude(_), .. }) if stop => {
                (last.token, last.end) = (at, self.end_of(at));
                true
            }
            _ => false,
        }
    }

    /// Appends the pieces with which the hyphenated `word` of token `at` begins ("500-Millionen-Euro"), and tells how many bytes
    /// they take.
    pub(super) fn push_hyphenated(&self, at: usize, word: &str, out: &mut Vec<Atom>) -> usize {
        let (mut done, start, spaced) = (0, self.start_of(at), self.spaced(at));
        for (from, to) in hyphen_parts(word) {
            let part = word.get(from..to).unwrap_or_default();
            let spaced = spaced && from == 0;
            let place = Place { token: at, start: start + from, end: start + to };
            let plain = Atom { spaced, ..Atom::glued(Part::Of, place) };
            let found = if part.starts_with(|c: char| c.is_ascii_digit()) {
                digits(part, self.language).map(|number| Atom { part: Part::Digits(number), ..plain })
            } else {
                let hash = fold::hash_word(part.trim_end_matches('.'));
                let item = self.words.word(hash).iter().find(|item| item.class.is_numeric()).copied();
                match item {
                    Some(item) => Atom::of(&item, plain),
                    None => self
                        .glued_number(part, &mut Vec::new())
                        .map(|number| Atom { part: Part::Number(number), ..plain }),
                }
            };
            let Some(found) = found else { return done };
            if let (Part::Digits(number), Some(last)) = (found.part, out.last_mut())
                && self.join(last, &number, start + from)
            {
                (last.token, last.end) = (at, start + to);
            } else {
                out.push(found);
            }
            done = to;
        }
        done
    }

    /// True when token `at` is a number with a stroke and another number behind it: "10/20".
    pub(super) fn is_slashed(&self, at: usize) -> bool {
        self.is_digits(at) && self.glued_sign(at + 1, &["/"]) && self.is_digits(at + 2)
    }

    /// The value of "3/4", when it is less than 1 and exact; token `at` is the lower number. Alone only halves and quarters
    /// are fractions: "8/10 Euro" are two prices. Eighths stand behind a whole number: "$5 7/8".
    fn share(&self, above: &Digits, at: usize, behind_whole: bool) -> Option<Decimal> {
        let below = digits(self.text_of(at), self.language)?;
        let (above, below) = (above.value.mantissa(), below.value.mantissa());
        let usual = matches!((above, below), (1, 2 | 4) | (3, 4));
        // Thirds have no end: only before a magnitude, which makes cents of them.
        if below == 3 && matches!(above, 1 | 2) && self.is_counting(at + 1) {
            return Decimal::new(above * THIRD, THIRD_SCALE);
        }
        let exact = usual || behind_whole && matches!(below, 2 | 4 | 5 | 8 | 10 | 20) && above < below;
        let thousandths = exact.then(|| above * 1000 / below)?;
        Decimal::new(thousandths, 3)
    }

    /// True for a magnitude, and for the "of" that may stand before one.
    fn is_counting(&self, at: usize) -> bool {
        let item = self.token(at).and_then(|token| self.numeric_item(token));
        item.is_some_and(|item| matches!(item.class, Class::Magnitude | Class::Of))
    }

    /// Joins "11 490": groups of three digits with one space between.
    fn join(&self, last: &mut Atom, next: &Digits, start: usize) -> bool {
        let Part::Digits(number) = last.part else { return false };
        let between = self.text.get(last.end..start).unwrap_or_default();
        let mut spaces = between.chars();
        let may_group = |c: char| c.is_whitespace() && !matches!(c, '\n' | '\t');
        let one_space = matches!((spaces.next(), spaces.next()), (Some(c), None) if may_group(c));
        let grouped = !number.decimal
            && (number.plain || number.lead == 0)
            && number.lead <= 3
            && number.value.mantissa() != 0
            && next.lead == 3
            && (next.plain || next.decimal);
        if !(one_space && grouped) || between == " " && self.is_apart(last.token, number.value, next) {
            return false;
        }
        let Some(value) = number.value.shift(3).and_then(|high| high.checked_add(next.value)) else {
            return false;
        };
        // "lead" 0 says that groups have been joined.
        last.part = Part::Digits(Digits { value, plain: false, decimal: next.decimal, lead: 0 });
        true
    }

    /// The number word that this token is, when its case and its place fit.
    fn numeric_item(&self, token: &Token) -> Option<Item> {
        let items = self.words.word(token.hash);
        let text = token.text(self.text);
        let mut fitting = items
            .iter()
            .filter(|item| item.class.is_numeric())
            .filter(|item| !item.flags.has(Flags::EXACT) || text == item.form)
            .filter(|item| !item.flags.has(Flags::GLUED) || token.is_glued());
        let first = *fitting.next()?;
        // "ein" is an article and a number; as an article it can be both.
        Some(fitting.find(|item| item.class == Class::Article).copied().unwrap_or(first))
    }

    /// The value of a number written as one word. Its parts are left in `items`.
    fn glued_number(&self, word: &str, items: &mut Vec<Item>) -> Option<Decimal> {
        if !GLUED.contains(&word.len()) {
            return None;
        }
        if !self.words.number_parts(&fold::fold(word), items) {
            return None;
        }
        let (mut total, mut current) = (Decimal::default(), None::<Decimal>);
        let mut and = false;
        for item in items.iter() {
            let number = match item.meaning {
                Meaning::Number(number) => number,
                _ => Decimal::default(),
            };
            match item.class {
                Class::Number => {
                    current = Some(match current {
                        Some(before) if and || before >= Decimal::from(100) => before.checked_add(number)?,
                        Some(_) => return None,
                        None => number,
                    });
                }
                Class::Hundred => current = Some(current.unwrap_or(Decimal::from(1)).shift(2)?),
                Class::Magnitude => {
                    let Meaning::Power(power) = item.meaning else { return None };
                    total = total.checked_add(current.take().unwrap_or(Decimal::from(1)).shift(power)?)?;
                }
                Class::Half => current = Some(current?.checked_add(number)?),
                Class::Fraction if number < Decimal::from(1) => current = Some(current?.checked_mul(number)?),
                Class::And if current.is_some() || total != Decimal::default() => {}
                _ => return None,
            }
            and = item.class == Class::And;
        }
        if and { None } else { total.checked_add(current.unwrap_or_default()) }
    }
}

/// True when the number at the end of `atoms` stands behind a whole one.
fn is_behind_whole(atoms: &[Atom]) -> bool {
    let before = atoms.len().checked_sub(2).and_then(|at| atoms.get(at));
    matches!(before, Some(Atom { part: Part::Digits(number), .. }) if !number.decimal)
}
