//! What makes an amount longer once a number and a currency have met: minor units, a magnitude or the same
//! currency once more, a leading point, a minus.
//!
//! The walk that finds them is in `find`; compounds are in `compound`, ranges in `range`.

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
/// The power of a million: of what stands free for one ("€m 45"), and the least of what may follow a currency.
const MILLION: u32 = 6;

impl Walk<'_> {
    /// "-,50 €", ".50 dollars": a number that begins with its point.
    pub(super) fn leading_point(&self, amount: &mut Amount) {
        let Some(point) = amount.first.checked_sub(1).filter(|&point| point >= self.free) else { return };
        let digits = if self.is_digits(amount.first) { self.text_of(amount.first) } else { "" };
        if self.spaced(amount.first) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return;
        }
        let first = match self.text_of(point) {
            "." | "," if self.glued_sign(point, &[",", "."]) => {
                let dash = point.checked_sub(1).filter(|&dash| dash >= self.free && self.is_dash(dash));
                match dash.filter(|&dash| self.spaced(dash) || dash == 0) {
                    Some(dash) => dash,
                    None => return,
                }
            }
            "." => point,
            _ => return,
        };
        let share = u32::try_from(digits.len()).ok().and_then(|len| Decimal::new(1, len));
        if let Some(value) = share.and_then(|share| amount.number.value.checked_mul(share))
            && let Some(token) = self.token(first)
        {
            (amount.number.value, amount.number.signed, amount.number.large) = (value, true, true);
            (amount.first, amount.start) = (first, token.start as usize);
        }
    }

    /// "4-1/4 cents", "3-1/2 million": a hyphen between the whole number and its fraction.
    pub(super) fn whole_before(&self, amount: &mut Amount) {
        let Some(whole) = amount.first.checked_sub(2).filter(|&whole| whole >= self.free) else { return };
        if !self.is_slashed(amount.first) || self.spaced(amount.first) || !self.glued_sign(whole + 1, &["-"])
        {
            return;
        }
        let Some(token) = self.token(whole).filter(|_| self.is_digits(whole)) else { return };
        let count = token.text(self.text).parse::<i64>().ok().map(Decimal::from);
        let counted = count.and_then(|whole| whole.shift(amount.number.power));
        if let Some(sum) = counted.and_then(|whole| whole.checked_add(amount.number.value)) {
            (amount.number.value, amount.first, amount.start) = (sum, whole, token.start as usize);
        }
    }

    /// "two thousand, five hundred dollars": one number in words, with a comma behind the thousands.
    pub(super) fn thousands_before(&mut self, amount: &mut Amount) {
        let Some(comma) = amount.first.checked_sub(1).filter(|&comma| comma > self.free) else { return };
        if amount.number.digits
            || amount.number.article
            || !self.glued_sign(comma, &[","])
            || self.blocked(amount.first)
        {
            return;
        }
        let Some(high) = self.before(comma).filter(|high| !high.number.digits && high.number.power > 0)
        else {
            return;
        };
        let fits = Decimal::from(1).shift(high.number.power).is_some_and(|unit| amount.number.value < unit);
        if let Some(sum) = high.number.value.checked_add(amount.number.value).filter(|_| fits) {
            (amount.number.value, amount.number.power) = (sum, 0);
            (amount.first, amount.start) = (high.first, high.start);
        }
    }

    /// "75 USD million".
    pub(super) fn magnitude_behind(&mut self, claim: &mut Claim, amount: &Amount) {
        if amount.number.power > 0 || amount.number.article {
            return;
        }
        let Some((next, power, end)) = self.magnitude_at(claim.last + 1) else { return };
        if power < MILLION || self.sign_at(next).is_some() {
            return;
        }
        if let Value::Exact(value) = claim.value
            && let Some(value) = value.shift(power)
        {
            (claim.value, claim.power) = (Value::Exact(value), power);
            (claim.last, claim.end) = (next - 1, end);
        }
    }

    /// "$5 million USD": the same currency once more.
    pub(super) fn same_currency_behind(&self, claim: &mut Claim) {
        let at = claim.last + 1;
        if self.blocked(at) {
            return;
        }
        let mut signs = self.signs(at).into_iter().rev().flatten();
        let Some(sign) = signs.find(|sign| sign.unit.factor == Decimal::from(1)) else { return };
        let same = match (claim.unit.of, sign.unit.of) {
            (Of::Family(family), Of::Code(code)) => self
                .lexicon
                .families
                .get(family)
                .is_some_and(|family| family.members.iter().any(|&(_, c)| c == code)),
            (one, other) => one == other || self.default_of(one) == self.default_of(other),
        };
        if !same
            || self.is_digits(sign.end)
            || sign.item.flags.has(Flags::LARGE)
            || sign.item.class == Class::Symbol && sign.item.form.len() < 3
        {
            return;
        }
        if let Of::Code(_) = sign.unit.of {
            claim.unit.of = sign.unit.of;
        }
        if let Some(token) = self.token(sign.end - 1) {
            (claim.last, claim.end) = (sign.end - 1, token.end as usize);
        }
    }

    /// "£10 grand": the word for a thousand dollars behind any sign counts as a thousand.
    pub(super) fn thousands_behind(&self, claim: &mut Claim) {
        let Value::Exact(value) = claim.value else { return };
        let at = claim.last + 1;
        let grand = if self.blocked(at) { None } else { self.sign_at(at) };
        let Some(sign) = grand.filter(|sign| sign.item.flags.has(Flags::PAID) && claim.power == 0) else {
            return;
        };
        let ends = self.clause_ends(sign.end) || self.is(sign.end, Class::MinorEnd);
        if (ends || self.per(sign.end).is_some())
            && sign.unit.factor > Decimal::from(1)
            && let Some(value) = value.checked_mul(sign.unit.factor)
            && let Some(token) = self.token(at)
        {
            (claim.value, claim.power) = (Value::Exact(value), 3);
            (claim.last, claim.end) = (at, token.end as usize);
        }
    }

    /// "2 Euro 50", "15 dollars and 15 cents", "one dollar and one".
    pub(super) fn minor(&mut self, claim: &mut Claim, amount: &Amount, strict: bool) {
        let Value::Exact(main) = claim.value else { return };
        let whole = main.is_integer() && amount.number.power == 0 && claim.unit.factor <= Decimal::from(1);
        let link = claim.last + 1;
        if !whole || self.blocked(link) {
            return;
        }
        let Some(small) = self.small_number(link + usize::from(self.is(link, Class::And))) else {
            return;
        };
        let signs = self.signs(small.last + 1);
        let mut named = signs.iter().flatten();
        let own = named.clone().find_map(|sign| Some((sign, self.part_of(claim, &small, sign)?)));
        if let Some((sign, part)) = own {
            if let Some(sum) = main.checked_add(part)
                && let Some(token) = self.token(sign.end - 1)
            {
                claim.value = Value::Exact(sum);
                (claim.last, claim.end) = (sign.end - 1, token.end as usize);
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
        let small = |number: Number| {
            number.value < Decimal::from(100) && number.value.is_integer() && number.power == 0
        };
        self.number_from(at).filter(|amount| small(amount.number))
    }

    /// The worth of a number with its own unit behind a claim: the "15 cents" of "15 dollars and 15 cents".
    fn part_of(&self, claim: &Claim, small: &Amount, sign: &Sign) -> Option<Decimal> {
        let factor = sign.unit.factor;
        let fits = sign.item.class == Class::Subunit
            && factor < claim.unit.factor
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
    pub(super) fn is_part_of(&self, part: Of, whole: Of, factor: Decimal) -> bool {
        let member = |family: usize, code: Currency| {
            self.lexicon
                .families
                .get(family)
                .is_some_and(|family| family.members.iter().any(|&(_, c)| c == code))
        };
        match (part, whole) {
            (Of::Code(one), Of::Code(other)) => one == other,
            (Of::Code(code), Of::Family(family)) => {
                member(family, code) || self.words.default_of(family) == Some(code)
            }
            (Of::Family(family), Of::Code(code)) => {
                member(family, code) || Decimal::new(1, 2) == Some(factor)
            }
            (Of::Family(_), Of::Family(_)) => true,
        }
    }

    /// "49-€-Ticket", "100-Mio.-€-Projekt": a sign between the hyphens of a compound.
    pub(super) fn before_hyphen(&mut self, sign: &Sign) -> Option<Amount> {
        let hyphen = sign.at.checked_sub(1).filter(|&at| self.glued_sign(at, &["-"]))?;
        let inside = !self.spaced(sign.at)
            && self.glued_sign(sign.end, &["-"])
            && self.token(sign.end + 1).is_some_and(|token| token.is_glued() && token.shape.is_word());
        if inside && sign.item.class == Class::Symbol { self.before(hyphen) } else { None }
    }

    /// "EUR Mio. 45,2", "€m 45", "SEK m 45.2": the magnitude stands before the number.
    pub(super) fn after_magnitude(&mut self, at: usize, sign: &Sign) -> Option<Amount> {
        if sign.item.class != Class::Symbol || !self.is(at, Class::Magnitude) {
            return None;
        }
        let (next, power) = match self.magnitude_at(at) {
            Some((next, power, _)) => (next, power),
            None if self.is_flagged(at, Class::Magnitude, Flags::FREE) => (at + 1, MILLION),
            None => return None,
        };
        let mut amount = self.number_at(next).filter(|_| !self.blocked(next))?;
        if amount.number.power > 0 || amount.number.year {
            return None;
        }
        amount.take_magnitude(power)?;
        (amount.first, amount.start) = (at, self.token(at)?.start as usize);
        Some(amount)
    }

    /// "Mio. EUR 45,2", "Mrd. US$ 4,5": a magnitude with its full stop before the currency, and no number before that.
    pub(super) fn magnitude_in_front(&mut self, claim: &mut Claim, symbol: bool) {
        let Value::Exact(value) = claim.value else { return };
        let Some(stop) = claim.first.checked_sub(1).filter(|_| symbol && claim.power == 0) else { return };
        let Some(first) = stop.checked_sub(1).filter(|&first| first >= self.free) else { return };
        if !self.glued_sign(stop, &["."]) || self.blocked(claim.first) {
            return;
        }
        let Some((next, power, _)) = self.magnitude_word(first) else { return };
        if next == claim.first
            && let Some(value) = value.shift(power)
            && let Some(token) = self.token(first)
        {
            (claim.value, claim.power) = (Value::Exact(value), power);
            (claim.first, claim.start) = (first, token.start as usize);
        }
    }

    /// "$5+ million", "$10-plus million": the bound stands before the magnitude.
    pub(super) fn magnitude_behind_plus(&mut self, claim: &mut Claim) {
        let Value::Exact(value) = claim.value else { return };
        if claim.power > 0 {
            return;
        }
        let inside = self.word_is(self.rest_of_word(claim), Class::LowAfter);
        let plus = self.glued_sign(claim.last + 1, &["+"]);
        if !inside && !plus {
            return;
        }
        let Some((next, power, end)) = self.magnitude_at(claim.last + 1 + usize::from(!inside)) else {
            return;
        };
        if let Some(value) = value.shift(power) {
            (claim.value, claim.power) = (Value::AtLeast(value), power);
            (claim.last, claim.end) = (next - 1, end);
        }
    }

    /// "$50 Canadian": the country behind the amount belongs to it.
    pub(super) fn take_country(&self, claim: &mut Claim) {
        if let Some((end, code)) = self.country_behind(claim.last + 1, claim.unit.of)
            && let Some(token) = end.checked_sub(1).and_then(|last| self.token(last))
        {
            claim.unit.of = Of::Code(code);
            (claim.last, claim.end) = (end - 1, token.end as usize);
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
