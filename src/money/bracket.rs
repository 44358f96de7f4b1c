//! What stands in brackets beside a number: the value of the year before, and the accounts' way to write what is below zero.
//!
//! Signs and words of minus are in `minus`.

use super::amount::Amount;
use super::claim::Claim;
use super::decimal::Decimal;
use super::find::Walk;
use super::flags::Flags;
use super::lexicon::Class;
use super::reader::Reader;
use super::sign::Sign;
use super::value::Value;

/// The longest bracket between a number and its unit: "118 (im Vorjahr noch 164) Mio. Euro".
const BRACKET: usize = 8;
/// How far before an amount in brackets the loss or result may stand that it counts.
const ACCOUNT_REACH: usize = 8;

impl Reader<'_> {
    /// True for digits and for a word of numbers.
    fn is_number(&self, at: usize) -> bool {
        self.is_digits(at) || self.push(at, &mut Vec::new()).is_some() && !self.is(at, Class::Article)
    }

    /// The bracket that opens before `at` and is not closed.
    fn opens_before(&self, at: usize) -> Option<usize> {
        let ends = |reader: &Self, i: usize| reader.blocked(i) || i < at && reader.text_of(i) == ")";
        self.before_up_to(at, BRACKET, ends).find(|&i| self.text_of(i) == "(")
    }

    /// The bracket that closes at or behind `at` and is not opened there.
    pub(super) fn closes_behind(&self, at: usize) -> Option<usize> {
        let ends = |reader: &Self, i: usize| reader.blocked(i) || reader.text_of(i) == "(";
        self.behind_up_to(at, BRACKET, ends).find(|&i| self.text_of(i) == ")")
    }

    /// True when the amount in the brackets that open at `open` is below zero: "EPS of ($0.15)", "Net loss per share ($0.15)",
    /// "Operating loss: (€2.3m)". `large` says that a magnitude stands inside, as it does in a remark: "a loss ($5 million)".
    fn is_below_zero(&self, open: usize, large: bool) -> bool {
        let takes = open > 0 && (self.is(open - 1, Class::Takes) || self.text_of(open - 1) == ":");
        let near =
            |class| self.before_up_to(open, ACCOUNT_REACH, Self::sentence_ends).any(|i| self.is(i, class));
        (takes || !large) && near(Class::Loss) || takes && near(Class::Result)
    }
}

impl Walk<'_> {
    /// "$(12.3) million", "EUR (3,4) Mio.", "TEUR (450)": a number in brackets behind its currency is below zero. Behind a
    /// code or a name a plain number may be a note or a year: "in EUR (1)".
    pub(super) fn bracketed_after(&mut self, open: usize, sign: &Sign) -> Option<Amount> {
        let point = self.text_of(open + 1) == ".";
        let inside = if point { self.bare_fraction(open + 1) } else { self.number_from(open + 1) };
        let mut amount = inside.filter(|amount| amount.number.digits && amount.number.power == 0)?;
        let close = amount.last + 1;
        if self.text_of(close) != ")" {
            return None;
        }
        (amount.last, amount.end) = (close, self.end_of(close));
        if let Some(magnitude) = self.magnitude_behind(close + 1) {
            amount.take_power(magnitude.power)?;
            (amount.last, amount.end) = (magnitude.last, magnitude.end);
        }
        let number = &mut amount.number;
        let letters = sign.item.form.chars().all(char::is_alphabetic);
        let sure = number.signed || sign.unit.factor > Decimal::from(1);
        // "Preis in Euro (12,50)"
        let word =
            sign.item.class == Class::Name && number.power == 0 && sign.unit.factor <= Decimal::from(1);
        // "ksh(1)" is a page of a manual.
        let digit = number.value < Decimal::from(10);
        if word || number.year && number.power == 0 || letters && !sure && (digit || self.spaced(open)) {
            return None;
        }
        number.value = -number.value;
        (amount.first, amount.start) = (open, self.start_of(open));
        Some(amount)
    }

    /// "118 (Vorjahr: 164) Mio. Euro", "20 (erm. 15) Euro", "12,1* Mio. Euro", "100+ Mio. Euro": a bracket or a note
    /// between the number and its unit, which ends before `at`. "(3,4) Mio. Euro" without a number before the bracket
    /// is below zero.
    pub(super) fn before_bracket(&mut self, at: usize, sign: &Sign) -> Option<Amount> {
        if self.blocked(at) {
            return None;
        }
        let is_star = |at: usize| matches!(self.text_of(at), "*" | "+");
        let closes = |&at: &usize| self.text_of(at) == ")" || is_star(at);
        // The magnitude may stand behind the bracket.
        let (close, power) = match at.checked_sub(1).filter(closes) {
            Some(close) => (close, 0),
            None => {
                let first = self.magnitude_before(at)?;
                let magnitude = self.magnitude_behind(first).filter(|magnitude| magnitude.last + 1 == at)?;
                (first.checked_sub(1).filter(closes)?, magnitude.power)
            }
        };
        let star = is_star(close);
        let open = if star { close } else { self.opens_before(close).filter(|&open| open > self.free)? };
        // "Lektion 3 (Geld) Euro und Cent"
        if !star && !(open + 1..close).any(|at| self.is_number(at)) {
            return None;
        }
        let mut amount = match self.number_up_to(open).filter(|_| !star || !self.spaced(open)) {
            Some(amount) => amount,
            None if star || self.is_digits(open.checked_sub(1)?) => return None,
            None => self.below_zero(open, close, power, sign)?,
        };
        if power > 0 {
            if amount.number.power > 0 || amount.number.year {
                return None;
            }
            amount.take_power(power)?;
        }
        Some(amount)
    }

    /// "(3,4) Mio. Euro", "(12.3)p": nothing but a number stands between the brackets.
    fn below_zero(&mut self, open: usize, close: usize, power: u32, sign: &Sign) -> Option<Amount> {
        let mut amount = self.number_up_to(close).filter(|amount| amount.first == open + 1)?;
        if power == 0 && !sign.item.flags.has(Flags::GLUED) || !amount.number.digits || amount.number.year {
            return None;
        }
        amount.number.value = -amount.number.value;
        (amount.first, amount.start) = (open, self.start_of(open));
        Some(amount)
    }

    /// "($4.5) million", "EPS of ($0.15)": brackets around the whole amount. Those with a magnitude behind are always those
    /// of an account, others only where a loss or result is told: "a ticket ($19.99)".
    pub(super) fn bracketed(&mut self, claim: &mut Claim, follows_minus: bool) {
        let close = claim.last + 1;
        let Value::Exact(value) = claim.value else { return };
        if self.text_of(close) != ")" || value <= Decimal::default() {
            return;
        }
        let open = claim.first.checked_sub(1).filter(|&open| open >= self.free && self.text_of(open) == "(");
        let magnitude = if claim.power == 0 { self.magnitude_behind(close + 1) } else { None };
        let (last, end) = magnitude.as_ref().map_or((close, self.end_of(close)), |m| (m.last, m.end));
        let told = || follows_minus || self.is_below_zero(open.unwrap_or_default(), claim.power > 0);
        match (open, magnitude) {
            (Some(_), None) if !told() => {}
            (Some(open), magnitude) => {
                if magnitude.is_none_or(|magnitude| claim.scale(magnitude.power)) {
                    claim.negate();
                    (claim.first, claim.start) = (open, self.start_of(open));
                    (claim.last, claim.end) = (last, end);
                }
            }
            // "$120 (2022: $110) million" scales both.
            (None, Some(magnitude)) if self.opens_before(claim.first).is_some() => {
                claim.scale(magnitude.power);
            }
            (None, _) => {}
        }
    }
}
