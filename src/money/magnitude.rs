//! Magnitudes that stand apart from their number: "75 USD million", "Mio. EUR 45,2", "$5+ million", "EUR 45,2 (40,1) Mio."
//!
//! Those right behind a number are pieces of it, which `number` reads.

use super::amount::Amount;
use super::atoms::{Atom, Part, Place};
use super::claim::Claim;
use super::decimal::Decimal;
use super::find::Walk;
use super::flags::Flags;
use super::lexicon::Class;
use super::reader::Reader;
use super::sign::Sign;
use super::value::Value;
use crate::token::Marks;

/// The power of a million: of what stands free for one ("€m 45"), and the least of what may follow a currency.
const MILLION: u32 = 6;

/// A magnitude in the text.
pub(super) struct Magnitude {
    pub(super) power: u32,
    /// Its last token: the full stop of "Mio."
    pub(super) last: usize,
    pub(super) end: usize,
}

impl Reader<'_> {
    /// The magnitude that begins at token `at`.
    pub(super) fn magnitude_at(&self, at: usize) -> Option<Magnitude> {
        let mut atoms = Vec::new();
        self.push(at, &mut atoms)?;
        match *atoms.as_slice() {
            [Atom { part: Part::Magnitude(power), token: last, end, .. }] => {
                Some(Magnitude { power, last, end })
            }
            _ => None,
        }
    }

    /// The same, unless a block begins there.
    pub(super) fn magnitude_behind(&self, at: usize) -> Option<Magnitude> {
        if self.blocked(at) { None } else { self.magnitude_at(at) }
    }

    /// Where the word of a magnitude begins that ends, with its full stop, before token `at`.
    pub(super) fn magnitude_before(&self, at: usize) -> Option<usize> {
        let last = at.checked_sub(1)?;
        let first = last.checked_sub(usize::from(self.glued_sign(last, &["."])))?;
        self.is(first, Class::Magnitude).then_some(first)
    }

    /// "5 Mio.\nEuro": the line ended between a magnitude and its currency at `at`, whatever its length.
    pub(super) fn is_behind_magnitude_line(&self, at: usize) -> bool {
        self.magnitude_before(at).is_some() && !self.is_digits(at + 1) && self.is_behind_line_end(at)
    }
}

impl Walk<'_> {
    /// "$676 m": behind a symbol and digits, a short magnitude may stand free, but not "a $5 m² stall".
    pub(super) fn free_magnitude(&mut self, at: usize) {
        let [Atom { part: Part::Digits(_), .. }] = *self.atoms.as_slice() else { return };
        let Some(token) = self.token(at).filter(|token| !token.marks.has(Marks::LINE)) else { return };
        let goes_on = self.token(at + 1).is_some_and(|next| next.is_glued() && next.shape.is_word());
        if !goes_on && self.is_flagged(at, Class::Magnitude, Flags::FREE) {
            let place = Place::of(at, token);
            let end = place.end - usize::from(token.marks.has(Marks::DOT));
            self.reader.push_magnitude(Place { end, ..place }, &mut self.atoms);
        }
    }

    /// "EUR Mio. 45,2", "€m 45", "SEK m 45.2": the magnitude stands before the number.
    pub(super) fn after_magnitude(&mut self, at: usize, sign: &Sign) -> Option<Amount> {
        if sign.item.class != Class::Symbol || !self.is(at, Class::Magnitude) {
            return None;
        }
        let (next, power) = match self.magnitude_behind(at) {
            Some(magnitude) => (magnitude.last + 1, magnitude.power),
            None if self.is_flagged(at, Class::Magnitude, Flags::FREE) => (at + 1, MILLION),
            None => return None,
        };
        let mut amount = self.number_at(next).filter(|_| !self.blocked(next))?;
        if amount.number.power > 0 || amount.number.year {
            return None;
        }
        amount.take_power(power)?;
        (amount.first, amount.start) = (at, self.start_of(at));
        Some(amount)
    }

    /// "75 USD million".
    pub(super) fn take_magnitude(&self, claim: &mut Claim, amount: &Amount) {
        if amount.number.power == 0
            && !amount.number.article
            && let Some(magnitude) = self.magnitude_behind(claim.last + 1)
            && magnitude.power >= MILLION
            && self.sign_at(magnitude.last + 1).is_none()
            && claim.scale(magnitude.power)
        {
            (claim.last, claim.end) = (magnitude.last, magnitude.end);
        }
    }

    /// "Mio. EUR 45,2", "Mrd. US$ 4,5": a magnitude with its full stop before the currency, and no number before that.
    pub(super) fn take_magnitude_before(&self, claim: &mut Claim) {
        if claim.power == 0
            && let Some(first) = claim.first.checked_sub(2).filter(|&first| first >= self.free)
            && !self.blocked(claim.first)
            && let Some(magnitude) = self.magnitude_at(first)
            && magnitude.last + 1 == claim.first
            && claim.scale(magnitude.power)
        {
            (claim.first, claim.start) = (first, self.start_of(first));
        }
    }

    /// "EUR 45,2 (40,1) Mio.", "$120 (2022: $110) million": the magnitude behind the bracket counts for the number before it.
    pub(super) fn take_magnitude_of_bracket(&self, claim: &mut Claim) {
        let open = claim.last + 1;
        if claim.power == 0
            && self.text_of(open) == "("
            && !self.blocked(open)
            && let Some(close) = self.closes_behind(open + 1)
            && let Some(magnitude) = self.magnitude_behind(close + 1)
            && self.sign_at(magnitude.last + 1).is_none()
            && claim.scale(magnitude.power)
            && (open..close).all(|i| self.sign_at(i).is_none())
        {
            (claim.last, claim.end) = (magnitude.last, magnitude.end);
        }
    }

    /// "$5+ million", "$10-plus million": the bound stands before the magnitude.
    pub(super) fn take_magnitude_of_bound(&self, claim: &mut Claim) {
        let inside = self.word_is(self.rest_of_word(claim), Class::LowAfter);
        if claim.power == 0
            && (inside || self.glued_sign(claim.last + 1, &["+"]))
            && let Some(magnitude) = self.magnitude_behind(claim.last + 1 + usize::from(!inside))
            && claim.scale(magnitude.power)
            && let Value::Exact(value) = claim.value
        {
            claim.value = Value::AtLeast(value);
            (claim.last, claim.end) = (magnitude.last, magnitude.end);
        }
    }

    /// "£10 grand": the word for a thousand dollars behind any sign counts as a thousand.
    pub(super) fn take_thousand(&self, claim: &mut Claim) {
        let at = claim.last + 1;
        let ends = |end| self.clause_ends(end) || self.is(end, Class::MinorEnd) || self.per(end).is_some();
        if claim.power == 0
            && !self.blocked(at)
            && let Some(grand) = self.sign_at(at).filter(|sign| sign.item.flags.has(Flags::PAID))
            && ends(grand.end)
            && grand.unit.factor == Decimal::from(1000)
            && claim.scale(3)
        {
            (claim.last, claim.end) = (at, self.end_of(at));
        }
    }
}
