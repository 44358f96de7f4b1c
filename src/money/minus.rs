//! Amounts below zero: a sign or a word before the number, or a sign behind it.
//!
//! The brackets of accounts are in `bracket`.

use super::amount::Amount;
use super::claim::Claim;
use super::decimal::Decimal;
use super::find::Walk;
use super::flags::Flags;
use super::lexicon::Class;
use super::reader::Reader;
use super::sign::Sign;
use super::value::Value;
use crate::token::{Marks, Shape, Token};

/// The hyphen of keyboards, and the minus of mathematics.
const MINUS: &[&str] = &["-", "\u{2212}"];
/// The dash, which is a minus as well where it parts nothing.
const DASH: &str = "\u{2013}";

impl Reader<'_> {
    /// True when token `at` may be a minus.
    pub(super) fn is_minus(&self, at: usize) -> bool {
        MINUS.contains(&self.text_of(at)) || self.text_of(at) == DASH
    }

    /// True when token `at` is a word for a sign: "negative", and "minus" where it takes nothing away ("bei minus 5 Euro",
    /// but not "10 Euro minus 5 Euro").
    pub(super) fn is_minus_word(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        let Some(item) = self.words.word(token.hash).iter().find(|item| item.class == Class::Minus) else {
            return false;
        };
        let Some(before) = at.checked_sub(1).filter(|_| !token.marks.has(Marks::LINE)) else {
            return !item.flags.has(Flags::TAKEN);
        };
        let sign =
            |token: &Token| token.shape == Shape::Sign && matches!(self.text_of(before), ":" | "(" | ",");
        !item.flags.has(Flags::TAKEN)
            || self.is(before, Class::Takes)
            || self.phrase_before(0, at, &[Class::About]).is_some()
            || self.token(before).is_some_and(sign)
    }
}

impl Walk<'_> {
    /// The first token of the minus that belongs to the number at `first`: a sign that is glued to it and to nothing before
    /// it ("-5 Mio. Euro"), or a word ("minus 5 Mio. Euro").
    fn minus_before(&self, first: usize) -> Option<usize> {
        let sign = first.checked_sub(1).filter(|&sign| sign >= self.free && !self.blocked(first))?;
        let is_free = || self.spaced(sign) || sign == 0 || self.text_of(sign - 1) == "(";
        // A dash at the beginning of a line is that of a list.
        let of_list = self.text_of(sign) == DASH && self.begins_line(sign);
        let glued = self.is_minus(sign) && !of_list && !self.spaced(first) && is_free();
        (glued || self.is_minus_word(sign)).then_some(sign)
    }

    /// Gives a number the minus that stands before it: both ends of "-1,2 bis -1,5 Mio. Euro".
    pub(super) fn take_minus(&self, amount: &mut Amount) {
        if let Some(sign) = self.minus_before(amount.first) {
            amount.number.value = -amount.number.value;
            (amount.first, amount.start) = (sign, self.start_of(sign));
        }
    }

    /// Gives the whole amount the minus before it: "-$5", "minus EUR 12,3 Mio.".
    pub(super) fn negative(&self, claim: &mut Claim) {
        if matches!(claim.value, Value::Exact(value) if value > Decimal::default())
            && let Some(sign) = self.minus_before(claim.first)
        {
            claim.negate();
            (claim.first, claim.start) = (sign, self.start_of(sign));
        }
    }

    /// "1.250,00- EUR": in accounts the minus may stand behind the number, right before the currency at `at`. Only behind cents,
    /// where it is no hyphen ("30- bis 40 Euro") and stands for no cents ("30,- EUR").
    pub(super) fn minus_behind(&mut self, at: usize, sign: &Sign) -> Option<Amount> {
        let minus = at.checked_sub(1).filter(|_| sign.item.class == Class::Symbol && self.spaced(at))?;
        let digits = self.text_of(minus.checked_sub(1)?);
        let has_cents = digits.rsplit_once([',', '.']).is_some_and(|(_, cents)| cents.len() == 2);
        if self.blocked(at) || !has_cents || !self.glued_sign(minus, MINUS) {
            return None;
        }
        let mut amount = self.number_up_to(minus)?;
        amount.number.value = -amount.number.value;
        (amount.last, amount.end) = (minus, self.end_of(minus));
        Some(amount)
    }
}
