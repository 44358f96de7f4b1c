//! Amounts below zero, and what stands in brackets beside a number: a sign, a word for it, the brackets of accounts, the
//! value of the year before.
//!
//! Only the tokens beside the number are looked at; the walk that finds it is in `find`.

use super::amount::Amount;
use super::atoms::{Atom, Part};
use super::claim::Claim;
use super::decimal::Decimal;
use super::find::Walk;
use super::flags::Flags;
use super::lexicon::Class;
use super::sign::Sign;
use super::value::Value;
use crate::token::{Marks, Shape};

/// The longest bracket between a number and its unit: "118 (im Vorjahr noch 164) Mio. Euro".
const BRACKET: usize = 8;

/// The hyphen of keyboards, and the minus of mathematics.
const MINUS: [&str; 2] = ["-", "\u{2212}"];
/// The dash, which is a minus as well where it parts nothing.
pub(super) const DASH: &str = "–";

impl Walk<'_> {
    /// True for the signs that are always a minus where one may stand.
    pub(super) fn is_minus(&self, at: usize) -> bool {
        MINUS.contains(&self.text_of(at))
    }

    /// The first token of the minus that belongs to the number at `first`: a sign that is glued to it and to nothing before
    /// it ("-5 Mio. Euro"), or a word ("minus 5 Mio. Euro").
    fn minus_before(&self, first: usize) -> Option<usize> {
        let sign = first.checked_sub(1).filter(|&sign| sign >= self.free && !self.blocked(first))?;
        if self.is_minus_word(sign) {
            return Some(sign);
        }
        // A dash at the beginning of a line is that of a list.
        let is_dash =
            || self.text_of(sign) == DASH && self.token(sign).is_some_and(|t| !t.marks.has(Marks::LINE));
        let minus = self.is_minus(sign) || is_dash();
        let free_before = || self.spaced(sign) || sign == 0 || self.text_of(sign - 1) == "(";
        (minus && !self.spaced(first) && free_before()).then_some(sign)
    }

    /// "1.250,00- EUR": in accounts the minus may stand behind the number, right before the currency at `at`. Only behind cents,
    /// where it is no hyphen ("30- bis 40 Euro") and stands for no cents ("30,- EUR").
    pub(super) fn minus_behind(&mut self, at: usize, sign: &Sign) -> Option<Amount> {
        let minus = at.checked_sub(1).filter(|_| sign.item.class == Class::Symbol && self.spaced(at))?;
        let digits = self.text_of(minus.checked_sub(1)?);
        let has_cents = digits.rsplit_once([',', '.']).is_some_and(|(_, cents)| cents.len() == 2);
        if self.blocked(at) || !has_cents || !self.glued_sign(minus, &MINUS) {
            return None;
        }
        let mut amount = self.before(minus)?;
        amount.number.value = amount.number.value.negated();
        (amount.last, amount.end) = (minus, self.token(minus)?.end as usize);
        Some(amount)
    }

    /// Gives a number the minus that stands before it: both ends of "-1,2 bis -1,5 Mio. Euro".
    pub(super) fn take_minus(&self, amount: &mut Amount) {
        if let Some(sign) = self.minus_before(amount.first)
            && let Some(token) = self.token(sign)
        {
            amount.number.value = amount.number.value.negated();
            (amount.first, amount.start) = (sign, token.start as usize);
        }
    }

    /// Gives the whole amount the minus before it: "-$5", "minus EUR 12,3 Mio.".
    pub(super) fn negative(&self, claim: &mut Claim) {
        if let Value::Exact(value) = claim.value
            && value > Decimal::default()
            && let Some(sign) = self.minus_before(claim.first)
            && let Some(token) = self.token(sign)
        {
            claim.value = Value::Exact(value.negated());
            (claim.first, claim.start) = (sign, token.start as usize);
        }
    }

    /// The token behind the magnitude at `at`, and its power and end: "million" behind "$(12.3)".
    pub(super) fn magnitude_at(&mut self, at: usize) -> Option<(usize, u32, usize)> {
        if self.blocked(at) { None } else { self.magnitude_word(at) }
    }

    /// The same, also at the beginning of a block.
    pub(super) fn magnitude_word(&mut self, at: usize) -> Option<(usize, u32, usize)> {
        self.atoms.clear();
        let next = self.reader.push(at, &mut self.atoms)?;
        match *self.atoms.as_slice() {
            [Atom { part: Part::Magnitude(power), end, .. }] => Some((next, power, end)),
            _ => None,
        }
    }

    /// "$(12.3) million", "EUR (3,4) Mio.", "TEUR (450)": a number in brackets behind its currency is below zero. Behind a
    /// code or a name a plain number may be a note or a year: "in EUR (1)".
    pub(super) fn bracketed_after(&mut self, open: usize, sign: &Sign) -> Option<Amount> {
        let point = self.text_of(open + 1) == "." && !self.spaced(open + 2);
        let inside = if point { self.bare_fraction(open + 1) } else { self.number_from(open + 1) };
        let mut amount = inside.filter(|amount| amount.number.digits && amount.number.power == 0)?;
        let close = amount.last + 1;
        if self.text_of(close) != ")" {
            return None;
        }
        (amount.last, amount.end) = (close, self.token(close)?.end as usize);
        if let Some((next, power, end)) = self.magnitude_at(close + 1) {
            amount.take_magnitude(power)?;
            (amount.last, amount.end) = (next - 1, end);
        }
        let number = &mut amount.number;
        let letters = sign.item.form.chars().all(char::is_alphabetic);
        let sure = number.signed || sign.unit.factor > Decimal::from(1);
        // "Preis in Euro (12,50)"
        let word =
            sign.item.class == Class::Name && number.power == 0 && sign.unit.factor <= Decimal::from(1);
        // "ksh(1)" is a page of a manual.
        let digit = number.power == 0 && number.value < Decimal::from(10);
        if word || number.year && number.power == 0 || letters && !sure && (digit || self.spaced(open)) {
            return None;
        }
        number.value = number.value.negated();
        (amount.first, amount.start) = (open, self.token(open)?.start as usize);
        Some(amount)
    }

    /// "($4.5) million", "EPS of ($0.15)": brackets around the whole amount. Those with a magnitude behind are always those
    /// of an account, others only where a loss or result is told: "a ticket ($19.99)".
    pub(super) fn bracketed(&mut self, claim: &mut Claim, follows_minus: bool) {
        let Value::Exact(value) = claim.value else { return };
        let close = claim.last + 1;
        if self.text_of(close) != ")" || value <= Decimal::default() {
            return;
        }
        let open = claim.first.checked_sub(1).filter(|&open| open >= self.free && self.text_of(open) == "(");
        let behind = if claim.power == 0 { self.magnitude_at(close + 1) } else { None };
        if let Some((next, power, end)) = behind
            && let Some(value) = value.shift(power)
        {
            if let (Some(open), Some(start)) =
                (open, open.and_then(|open| self.token(open)).map(|token| token.start as usize))
            {
                claim.value = Value::Exact(value.negated());
                (claim.first, claim.start, claim.last, claim.end) = (open, start, next - 1, end);
                claim.power = power;
            } else if self.opens_before(claim.first).is_some() {
                // "$120 (2022: $110) million" scales both.
                (claim.value, claim.power) = (Value::Exact(value), power);
            }
            return;
        }
        if let Some(open) = open
            && (follows_minus || self.is_below_zero(open, claim.power > 0))
            && let (Some(from), Some(to)) = (self.token(open), self.token(close))
        {
            claim.value = Value::Exact(value.negated());
            (claim.first, claim.start) = (open, from.start as usize);
            (claim.last, claim.end) = (close, to.end as usize);
        }
    }

    /// The bracket that opens before `at` and is not closed.
    fn opens_before(&self, at: usize) -> Option<usize> {
        let lowest = at.saturating_sub(BRACKET);
        (lowest..at)
            .rev()
            .take_while(|&i| !self.blocked(i + 1) && self.text_of(i) != ")")
            .find(|&i| self.text_of(i) == "(")
    }

    /// The bracket that closes at or behind `at` and is not opened there.
    fn closes_behind(&self, at: usize) -> Option<usize> {
        (at..at + BRACKET)
            .take_while(|&i| !self.blocked(i) && self.text_of(i) != "(")
            .find(|&i| self.text_of(i) == ")")
    }

    /// "118 (Vorjahr: 164) Mio. Euro", "20 (erm. 15) Euro", "12,1* Mio. Euro", "100+ Mio. Euro": a bracket or a note
    /// between the number and its unit, which ends before `at`. "(3,4) Mio. Euro" without a number before the bracket
    /// is below zero.
    pub(super) fn before_bracket(&mut self, at: usize, sign: &Sign) -> Option<Amount> {
        let mut close = at.checked_sub(1).filter(|_| !self.blocked(at))?;
        let mut power = 0;
        if !matches!(self.text_of(close), ")" | "*" | "+") {
            let dot = usize::from(self.glued_sign(close, &["."]));
            let magnitude = close.checked_sub(dot)?;
            let before = magnitude.checked_sub(1).filter(|&i| matches!(self.text_of(i), ")" | "*" | "+"))?;
            let (next, zeros, _) = self.magnitude_at(magnitude)?;
            if next != at {
                return None;
            }
            (close, power) = (before, zeros);
        }
        if close < self.free {
            return None;
        }
        let star = matches!(self.text_of(close), "*" | "+");
        let open = if star { close } else { self.opens_before(close).filter(|&open| open > self.free)? };
        // "Lektion 3 (Geld) Euro und Cent"
        if !star && !(open + 1..close).any(|at| self.is_number(at)) {
            return None;
        }
        let last = self.token(open.checked_sub(1)?)?;
        let mut amount = match self.before(open).filter(|_| !star || !self.spaced(open)) {
            Some(amount) => amount,
            None if !star && !matches!(last.shape, Shape::Number) => {
                self.below_zero(open, close, power, sign)?
            }
            None => return None,
        };
        if power > 0 {
            if amount.number.power > 0 || amount.number.year {
                return None;
            }
            amount.take_magnitude(power)?;
        }
        Some(amount)
    }

    /// "(3,4) Mio. Euro", "(12.3)p": nothing but a number stands between the brackets.
    fn below_zero(&mut self, open: usize, close: usize, power: u32, sign: &Sign) -> Option<Amount> {
        let glued = sign.item.flags.has(Flags::GLUED) && close + 1 == sign.at && !self.spaced(sign.at);
        let mut amount = self.before(close).filter(|amount| amount.first == open + 1)?;
        if power == 0 && !glued || !amount.number.digits || amount.number.year {
            return None;
        }
        amount.number.value = amount.number.value.negated();
        (amount.first, amount.start) = (open, self.token(open)?.start as usize);
        Some(amount)
    }

    /// "EUR 45,2 (40,1) Mio.", "$120 (2022: $110) million": the magnitude behind the bracket counts for the number before it.
    pub(super) fn magnitude_behind_bracket(&mut self, claim: &mut Claim) {
        let Value::Exact(value) = claim.value else { return };
        let open = claim.last + 1;
        if claim.power > 0 || self.text_of(open) != "(" || self.blocked(open) {
            return;
        }
        let Some(close) = self.closes_behind(open + 1) else { return };
        let Some((next, power, end)) = self.magnitude_at(close + 1) else { return };
        if self.sign_at(next).is_some() {
            return;
        }
        let Some(value) = value.shift(power) else { return };
        (claim.value, claim.power) = (Value::Exact(value), power);
        if (open..close).all(|i| self.sign_at(i).is_none()) {
            (claim.last, claim.end) = (next - 1, end);
        }
    }
}
