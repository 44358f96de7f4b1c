//! Parts of a currency: "2 Euro 50", "15 dollars and 15 cents", and the cents that stand near an amount by themselves.

use super::amount::Amount;
use super::claim::Claim;
use super::decimal::Decimal;
use super::find::Walk;
use super::flags::Flags;
use super::lexicon::{Class, Of};
use super::number::Number;
use super::sign::Sign;
use super::value::{Currency, Value};

/// How far cents may stand from the amount that says whose they are.
const CENTS_REACH: usize = 12;

impl Walk<'_> {
    /// "2 Euro 50", "15 dollars and 15 cents", "one dollar and one".
    pub(super) fn minor(&mut self, claim: &mut Claim, amount: &Amount, strict: bool) {
        let Value::Exact(main) = claim.value else { return };
        let whole = main.is_integer() && amount.number.power == 0 && claim.unit.factor <= Decimal::from(1);
        let link = claim.last + 1;
        if !whole {
            return;
        }
        let Some(small) = self.small_number(link + usize::from(self.is(link, Class::And))) else {
            return;
        };
        let signs = self.signs(small.last + 1);
        let mut named = signs.iter().flatten();
        let own = named.clone().find_map(|sign| Some((sign, self.part_of(claim, &small, sign)?)));
        if let Some((sign, part)) = own {
            if let Some(sum) = main.checked_add(part) {
                claim.value = Value::Exact(sum);
                (claim.last, claim.end) = (sign.end - 1, self.end_of(sign.end - 1));
                self.last_digit(claim, sum, sign.unit.factor);
            }
        } else if named.next().is_none()
            && claim.unit.factor == Decimal::from(1)
            && self.is_bare_part(link, &small, strict)
            && let Some(part) = small.number.value.checked_mul(Decimal::new(1, 2).unwrap_or_default())
            && let Some(sum) = main.checked_add(part)
        {
            claim.value = Value::Exact(sum);
            (claim.last, claim.end) = (small.last, small.end);
        }
    }

    /// The whole number below a hundred that begins at token `at`.
    fn small_number(&mut self, at: usize) -> Option<Amount> {
        if self.blocked(at) {
            return None;
        }
        let small = |number: Number| number.value < Decimal::from(100) && number.value.is_integer();
        self.number_from(at).filter(|amount| small(amount.number))
    }

    /// The worth of a number with its own unit behind a claim: the "15 cents" of "15 dollars and 15 cents".
    fn part_of(&self, claim: &Claim, small: &Amount, sign: &Sign) -> Option<Decimal> {
        let factor = sign.unit.factor;
        let fits = factor < claim.unit.factor
            && (!sign.item.flags.has(Flags::GLUED) || !self.spaced(small.last + 1))
            && self.is_part_of(sign.unit.of, claim.unit.of, factor);
        let part = small.number.value.checked_mul(factor).filter(|_| fits)?;
        (part < claim.unit.factor).then_some(part)
    }

    /// May a number behind a claim, linked by what stands at `link`, be its hundredths without a unit? "2 Euro 50",
    /// "one dollar and one".
    fn is_bare_part(&self, link: usize, small: &Amount, strict: bool) -> bool {
        let end = small.last + 1;
        let and = self.is(link, Class::And);
        let linked =
            if and { self.is(link, Class::MinorAnd) } else { small.number.value >= Decimal::from(10) };
        let ends = if strict && !and {
            self.sentence_ends(end)
        } else {
            self.clause_ends(end) || self.is(end, Class::MinorEnd)
        };
        linked && ends && !small.number.article
    }

    /// "five mao five": one more digit after tenths.
    fn last_digit(&mut self, claim: &mut Claim, sum: Decimal, factor: Decimal) {
        if Decimal::new(1, 1) != Some(factor) {
            return;
        }
        let Some(digit) = self.small_number(claim.last + 1).filter(|digit| {
            let is_digit = digit.number.value < Decimal::from(10) && !digit.number.article;
            is_digit && self.clause_ends(digit.last + 1)
        }) else {
            return;
        };
        let part = digit.number.value.checked_mul(Decimal::new(1, 2).unwrap_or_default());
        if let Some(sum) = part.and_then(|part| sum.checked_add(part)) {
            claim.value = Value::Exact(sum);
            (claim.last, claim.end) = (digit.last, digit.end);
        }
    }

    /// Cents go with every currency that has hundredths, other parts with their own.
    fn is_part_of(&self, part: Of, whole: Of, factor: Decimal) -> bool {
        match (part, whole) {
            (Of::Family(_), Of::Family(_)) => true,
            (Of::Code(code), _) => self.lexicon.may_mean(whole, code),
            (_, Of::Code(code)) => self.lexicon.may_mean(part, code) || Decimal::new(1, 2) == Some(factor),
        }
    }

    /// "Brent kostete 82,45 Dollar. Das waren 34 Cent mehr": cents are those of the amount just before.
    pub(super) fn cents_of(&self, claim: &Claim) -> Option<Currency> {
        let last = self.found.last()?;
        let near = claim.first.saturating_sub(last.last as usize) <= CENTS_REACH
            && (last.last as usize + 1..=claim.first).all(|at| !self.blocked(at));
        (near && self.is_cent(claim.unit.of, last.money.currency)).then_some(last.money.currency)
    }

    /// "fiel um 71 Cent auf 78,12 Dollar": cents are those of the amount just behind.
    pub(super) fn cents_before(&mut self, claim: &Claim, currency: Currency) {
        let Some(last) = self.found.last_mut() else { return };
        let (reader, from) = (&self.reader, last.last as usize);
        let near = claim.first.saturating_sub(from) <= CENTS_REACH
            && (from + 1..=claim.first)
                .all(|at| !reader.blocked(at) && !matches!(reader.text_of(at), "." | "!" | "?" | ";"));
        if near && self.last_unit.is_some_and(|unit| reader.is_cent(unit.of, currency)) {
            last.money.currency = currency;
        }
    }
}
