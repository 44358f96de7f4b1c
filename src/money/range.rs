//! Ranges: two numbers and what links them, "zehn bis 15 Millionen Euro", "$10-15 million", "$5m-10m".
//!
//! Their words are asked in `link`; a list of amounts of which each counts alone is in `list`.

use super::amount::Amount;
use super::atoms::{Atom, Part, Place};
use super::claim::{Claim, Found, RuleId};
use super::decimal::Decimal;
use super::find::Walk;
use super::lexicon::{Class, Meaning, Of, Unit};
use super::link::Link;
use super::number::{self, Number};
use super::reader::DASHES;
use super::value::{Currency, Value};
use crate::fold;
use crate::token::HYPHENS;
use std::cmp::Ordering;

/// How many times larger than the second number of a range the first may be to be counted by its magnitude.
const FALL: i64 = 10;

/// The number of a range that is written first.
#[derive(Clone, Copy)]
struct First {
    value: Decimal,
    /// The magnitude behind the second number counts for it.
    shares: bool,
}

impl First {
    /// The first of two numbers whose currency stands once; `top` is the worth of the second, and `power` the magnitude
    /// behind that or behind its currency ("50-75 USD million").
    fn of(low: &Number, power: u32, top: Decimal, factor: Decimal) -> Option<First> {
        let value = low.value.checked_mul(factor)?;
        let power = if low.power > 0 { 0 } else { power };
        Some(First::before(top, value, power, false))
    }

    /// `value` before `top`, behind which alone a magnitude stands. That counts for both, unless the range would fall
    /// and the first number may be meant as it is written: "500 bis 2 Millionen Euro", and when each has its currency
    /// (`apart`), "from $5 to $1 million".
    fn before(top: Decimal, value: Decimal, power: u32, apart: bool) -> First {
        let written = First { value, shares: false };
        let Some(scaled) = value.shift(power).filter(|_| power > 0) else { return written };
        let zero = Decimal::default();
        // Both below zero: "-3 bis -2 Mio.", "-1,2 bis -1,5 Mio.".
        let below = top < zero && scaled < value;
        let falls = || !apart && is_near(scaled, top) || has_part(scaled, power) && has_part(top, power);
        let shares = scaled < top || below || top > zero && falls();
        if shares { First { value: scaled, shares } } else { written }
    }

    /// True when it is the larger one of two that share a magnitude.
    fn falls_to(self, top: Decimal) -> bool {
        self.shares && self.value > top && top > Decimal::default()
    }

    /// The range up to `top`, which is the lower end when both are below zero ("-1,2 bis -1,5 Mio. Euro") or share a
    /// magnitude ("1,5 bis 1,2 Mio. Euro"). Two other numbers of which the first is the larger are no range: "2 009 - 2
    /// 008".
    fn up_to(self, top: Decimal) -> Option<Value> {
        let zero = Decimal::default();
        match self.value.cmp(&top) {
            Ordering::Less => Some(Value::Range(self.value, top)),
            Ordering::Greater if self.shares || self.value < zero && top < zero => {
                Some(Value::Range(top, self.value))
            }
            _ => None,
        }
    }
}

/// True when the first number is not so much larger that it cannot be counted like the second: "3 bis 2 Mio. Euro".
fn is_near(first: Decimal, second: Decimal) -> bool {
    second.checked_mul(Decimal::from(FALL)).is_some_and(|most| first < most)
}

/// True when a fraction stands before a magnitude of this power. Beside another one it is no cents: "12,5 bis 1,2 Mio. Euro".
fn has_part(value: Decimal, power: u32) -> bool {
    let unit = Decimal::from(1).shift(power);
    !value.is_integer() || unit.is_some_and(|unit| value.mantissa() % unit.mantissa() != 0)
}

/// "30- bis 40.000 Euro": the first number with the zeros in which the second ends, when it is the smaller with them.
fn zeros_shared(first: Decimal, high: &Number, top: Decimal) -> Option<Decimal> {
    [3, 2].into_iter().find_map(|zeros| {
        let unit = Decimal::from(1).shift(zeros + high.power)?;
        let whole = high.value.is_integer() && high.value.mantissa() % unit.mantissa() == 0;
        first.shift(zeros).filter(|&larger| whole && larger < top)
    })
}

impl Walk<'_> {
    /// "zehn bis 15 Millionen Euro", "zwischen 8,85 und 8,95 Milliarden Dollar", "10-20 dollars".
    pub(super) fn range_before(&mut self, claim: &mut Claim, high: &Amount) {
        let Value::Exact(top) = claim.value else { return };
        let Some(Link { at: link, dash, and }) = self.link_before(self.free, high.first) else { return };
        let mut end = self.without_about_before(self.free, link);
        // "30- bis 40.000 Euro": the hyphen says that what follows the higher number belongs to both.
        // That of "10,- bis 15,- Euro" stands for the cents.
        let shared = end > self.free + 1
            && self.glued_sign(end - 1, DASHES)
            && self.spaced(end)
            && !self.glued_sign(end - 2, &[",", ".", "-", "–"]);
        end -= usize::from(shared);
        let Some(mut low) = self.number_up_to(end) else { return };
        low = self.regroup(low, claim.unit, claim.last + 1, false);
        self.take_minus(&mut low);
        if and && !self.is_between(low.first) {
            return;
        }
        let Some(mut first) = First::of(&low.number, claim.power, top, claim.unit.factor) else { return };
        // "rose from 5 to 6 billion dollars"
        if !and && self.is_step(low.first, link, first.falls_to(top)) {
            return;
        }
        // "2014 – 10 Millionen Euro" names a year first, "Menü 1 – 12 Euro" a dish, but "2000 bis 3000 Euro" and
        // "1500-2500 Euro" do not.
        let close = link + 1 == high.first && (!dash || self.glued_sign(link, DASHES));
        let round = close && low.number.value.mantissa() % 100 == 0;
        let label = !close && self.back_over(self.free, low.first, &[Class::Label]).is_some();
        if label || low.number.year && !high.number.year && (!round || high.number.power > 0) {
            return;
        }
        // "Platz 3 – 2 Mio. Euro" counts its lines, but "1,5 – 1,2 Mio. Euro" does not.
        if dash && !close && first.falls_to(top) && low.number.value.is_integer() {
            return;
        }
        // "two to three hundred million dollars"
        let hundreds = !low.number.digits
            && low.number.power == 0
            && low.number.value < Decimal::from(10)
            && (high.first..=high.last).any(|at| self.is(at, Class::Hundred));
        if (shared || hundreds)
            && let Some(value) = zeros_shared(first.value, &high.number, top)
        {
            first.value = value;
        }
        let Some(range) = first.up_to(top) else { return };
        claim.value = range;
        (claim.first, claim.start) = (low.first, low.start);
        claim.rule = RuleId::Range;
    }

    /// Where the upper number begins when the word in which the lower one ends goes on with a hyphen and that number, or with the
    /// same currency: "$5m-10m", "$5 million-10 million", "EUR 50-EUR 100". A number inside the word is pushed.
    fn range_in_word(&mut self, claim: &Claim) -> Option<usize> {
        let token = self.token(claim.last)?;
        let end = token.end as usize;
        let rest = self.text.get(claim.end..end)?;
        let word = rest.strip_prefix(HYPHENS)?;
        let start = end - word.len();
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            let items = self.words.word(fold::hash_word(word));
            let same =
                items.iter().any(|item| matches!(item.meaning, Meaning::Unit(unit) if unit == claim.unit));
            return (same && self.is_digits(claim.last + 1)).then_some(claim.last + 1);
        }
        let digits = word.trim_end_matches(char::is_alphabetic);
        let middle = start + digits.len();
        let token = claim.last;
        self.reader.push_digits(Place { token, start, end: middle }, &mut self.atoms)?;
        if middle < end {
            self.reader.push_magnitude(Place { token, start: middle, end }, &mut self.atoms)?;
        }
        Some(claim.last + 1)
    }

    /// "$10-15 million", "€10 bis 15 Mio.".
    pub(super) fn range_after(&mut self, claim: &mut Claim, low: &Amount) {
        let Value::Exact(_) = claim.value else { return };
        self.atoms.clear();
        let inside = self.range_in_word(claim).map(|at| Link { at, dash: true, and: false });
        let Some(link) = inside.or_else(|| self.link_behind(low.last + 1)) else { return };
        if link.and && !self.is_between(claim.first) {
            return;
        }
        self.push_long_number(link.at);
        let Some(number) = number::read(&self.atoms).filter(|number| !number.article) else { return };
        if !matches!(self.atoms.first(), Some(Atom { part: Part::Digits(_) | Part::Number(_), .. })) {
            return;
        }
        let Some(mut high) = self.amount(number) else { return };
        let glued = claim.first < low.first && !self.spaced(low.first);
        high = self.regroup(high, claim.unit, high.last + 1, glued);
        let number = high.number;
        let other = self.signs(high.last + 1).into_iter().flatten().next();
        if other.is_some_and(|sign| self.default_of(sign.unit.of) != self.default_of(claim.unit.of)) {
            return;
        }
        if !link.dash && !link.and && number.power == 0 && other.is_none() && !self.clause_ends(high.last + 1)
        {
            return;
        }
        let Some(top) = number.value.checked_mul(claim.unit.factor) else { return };
        let Some(first) = First::of(&low.number, number.power, top, claim.unit.factor) else { return };
        let Some(range) = first.up_to(top) else { return };
        claim.value = range;
        claim.power = number.power;
        (claim.last, claim.end) = (high.last, high.end);
        claim.rule = RuleId::Range;
    }

    /// The token behind the last amount and its unit, which must be that of the claim as well: "$25/hr - $30/hr".
    fn behind_last(&self, last: &Found, claim: &Claim) -> Option<usize> {
        if last.money.per.is_none() {
            return Some(self.free);
        }
        let (_, behind) = self.per_up_to(self.free)?;
        (self.per(claim.last + 1) == last.money.per).then_some(behind)
    }

    /// True when the claim is in the currency of the last amount, or only its country is not said again: "C$5 to $10 million".
    fn is_in_currency_of(&self, last: &Found, claim: &Claim, currency: Currency) -> bool {
        let code = last.money.currency;
        let told = matches!(self.last_unit, Some(Unit { of: Of::Code(_), .. }))
            && matches!(claim.unit.of, Of::Family(_));
        code == currency || told && self.lexicon.may_mean(claim.unit.of, code)
    }

    /// "$10 to $15 million": the amount just before is the lower end. Gives back the currency of both.
    pub(super) fn range_with_last(&mut self, claim: &mut Claim, currency: Currency) -> Currency {
        let last = self.found.last();
        let link = self.link_before(self.free.saturating_sub(1), claim.first);
        if let (Some(Link { at: link, dash, and }), Some(last), Value::Exact(top)) = (link, last, claim.value)
            && let Some(begin) = self.behind_last(last, claim)
            && self.without_about_before(begin, link) == begin
            && self.is_in_currency_of(last, claim, currency)
            && self.last_unit.is_some_and(|unit| unit.factor == claim.unit.factor)
            && let Value::Exact(low) | Value::AtLeast(low) = last.money.value
            && (!and || self.is_between(last.first as usize))
            && (and || dash || !self.splits(last.first as usize, low, top))
        {
            let power = if self.last_power == 0 { claim.power } else { 0 };
            let first = First::before(top, low, power, true);
            let step = first.falls_to(top) && self.is_step(last.first as usize, link, true);
            if let Some(range) = first.up_to(top).filter(|_| !step) {
                claim.value = range;
                // "about $6 to $7": the word stands before the first of them, and has been read.
                claim.approximate |= last.money.approximate;
                (claim.first, claim.start) = (last.first as usize, last.span.start);
                claim.rule = RuleId::Range;
                return self.found.pop().map_or(currency, |last| last.money.currency);
            }
        }
        currency
    }
}
