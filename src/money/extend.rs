//! What makes an amount longer once a number and a currency have met: minor units, ranges, a magnitude or the same
//! currency once more, a leading point, a minus.
//!
//! The walk that finds them is in `find`; compounds are in `compound`.

use super::find::{Amount, Claim, Found, REACH, Sign, Walk};
use super::lexicon::{Class, Meaning, Of};
use super::minus::{in_order, scaled};
use super::number::{self, Atom, DASHES, Number, Part};
use super::value::{Currency, Decimal, Value};
use crate::fold;
use crate::token::{HYPHENS, Marks, Shape};

/// How far cents may stand from the amount that says whose they are.
const CENTS_REACH: usize = 12;

impl Walk<'_> {
    /// "-,50 €", ".50 dollars": a number that begins with its point.
    pub(super) fn leading_point(&self, amount: &mut Amount) {
        let Some(point) = amount.first.checked_sub(1).filter(|&point| point >= self.free) else { return };
        let digits = self
            .token(amount.first)
            .filter(|token| token.shape == Shape::Number)
            .map_or("", |t| t.text(self.reader.text));
        if self.spaced(amount.first) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return;
        }
        let first = match self.text_of(point) {
            "." | "," if self.reader.glued_sign(point, &[",", "."]) => {
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

    /// "4-1/4 cents": a hyphen between the whole number and its fraction.
    pub(super) fn whole_before(&self, amount: &mut Amount) {
        let one = Decimal::from(1);
        let Some(whole) = amount.first.checked_sub(2).filter(|&whole| whole >= self.free) else { return };
        if amount.number.value >= one
            || self.spaced(amount.first)
            || !self.reader.glued_sign(whole + 1, &["-"])
        {
            return;
        }
        let Some(token) = self.token(whole).filter(|token| token.shape == Shape::Number) else { return };
        if self.token(amount.first).is_none_or(|token| token.shape != Shape::Number) {
            return;
        }
        let sum = token.text(self.reader.text).parse::<i64>().ok().map(Decimal::from);
        if let Some(sum) = sum.and_then(|whole| whole.checked_add(amount.number.value)) {
            (amount.number.value, amount.first, amount.start) = (sum, whole, token.start as usize);
        }
    }

    /// "two thousand, five hundred dollars": one number in words, with a comma behind the thousands.
    pub(super) fn thousands_before(&mut self, amount: &mut Amount) {
        let Some(comma) = amount.first.checked_sub(1).filter(|&comma| comma > self.free) else { return };
        if amount.number.digits
            || amount.number.article
            || !self.reader.glued_sign(comma, &[","])
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

    /// ".50" after a currency sign.
    pub(super) fn bare_fraction(&self, at: usize) -> Option<Amount> {
        let token = self.token(at + 1).filter(|token| token.shape == Shape::Number)?;
        let digits = token.text(self.reader.text);
        let mantissa = digits.parse::<i128>().ok()?;
        let value = Decimal::new(mantissa, u32::try_from(digits.len()).ok()?)?;
        let number = Number {
            value,
            used: 1,
            power: 0,
            article: false,
            year: false,
            large: true,
            signed: true,
            digits: true,
            short: false,
        };
        let start = self.token(at)?.start as usize;
        Some(Amount { number, first: at, last: at + 1, start, end: token.end as usize })
    }

    /// "75 USD million".
    pub(super) fn magnitude_behind(&mut self, claim: &mut Claim, amount: &Amount) {
        if amount.number.power > 0 || amount.number.article || self.blocked(claim.last + 1) {
            return;
        }
        self.atoms.clear();
        let Some(next) = self.reader.push(claim.last + 1, &mut self.atoms) else { return };
        let [Atom { part: Part::Magnitude(power), end, .. }] = *self.atoms.as_slice() else { return };
        let mut signs = [None; 8];
        self.signs(next, &mut signs);
        if power < 6 || signs.iter().flatten().next().is_some() {
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
        let mut signs = [None; 8];
        self.signs(at, &mut signs);
        let Some(sign) = signs.iter().rev().flatten().find(|sign| sign.unit.factor == Decimal::from(1))
        else {
            return;
        };
        let same = match (claim.unit.of, sign.unit.of) {
            (Of::Family(family), Of::Code(code)) => self
                .lexicon
                .families
                .get(family)
                .is_some_and(|family| family.members.iter().any(|&(_, c)| c == code)),
            (one, other) => one == other || self.default_of(one) == self.default_of(other),
        };
        let digit_follows = self.token(sign.end).is_some_and(|token| token.shape == Shape::Number);
        if !same
            || digit_follows
            || sign.item.flags.has(b'm')
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

    /// "2 Euro 50", "15 dollars and 15 cents", "one dollar and one".
    pub(super) fn minor(&mut self, claim: &mut Claim, amount: &Amount, strict: bool) {
        let Value::Exact(main) = claim.value else { return };
        if !main.is_integer() || amount.number.power > 0 || claim.unit.factor > Decimal::from(1) {
            return;
        }
        let major = claim.unit.factor == Decimal::from(1);
        let mut at = claim.last + 1;
        if self.blocked(at) {
            return;
        }
        let and = self.context().is(at, Class::And);
        let strong_and = self.context().is(at, Class::MinorAnd);
        at += usize::from(and);
        if self.blocked(at) {
            return;
        }
        self.atoms.clear();
        let mut next = at;
        while next < at + 4 {
            match self.reader.push(next, &mut self.atoms) {
                Some(after) => next = after,
                None => break,
            }
        }
        let hundred = Decimal::from(100);
        let Some(number) = number::read(&self.atoms)
            .filter(|number| number.value < hundred && number.value.is_integer() && number.power == 0)
        else {
            return;
        };
        let Some(small) = self.amount(number, 0) else { return };
        let end = small.last + 1;
        let mut signs = [None; 8];
        self.signs(end, &mut signs);
        // With its own unit.
        for sign in signs.iter().flatten() {
            let factor = sign.unit.factor;
            let fits = sign.item.class == Class::Subunit
                && factor < claim.unit.factor
                && (!sign.item.flags.has(b'k') || !self.spaced(end))
                && self.is_part_of(sign.unit.of, claim.unit.of, factor);
            if !fits {
                continue;
            }
            let Some(part) = small.number.value.checked_mul(factor) else { continue };
            if part >= claim.unit.factor {
                continue;
            }
            if let Some(sum) = main.checked_add(part)
                && let Some(token) = self.token(sign.end - 1)
            {
                claim.value = Value::Exact(sum);
                (claim.last, claim.end) = (sign.end - 1, token.end as usize);
                self.last_digit(claim, sum, factor);
            }
            return;
        }
        if signs.iter().flatten().next().is_some() || number.article || !major {
            return;
        }
        // Without.
        let two = small.number.value >= Decimal::from(10);
        let clause = self.context().clause_ends(end);
        let ends = if strict && !and {
            self.context().sentence_ends(end)
        } else {
            clause || self.context().is(end, Class::MinorEnd)
        };
        if (and && !strong_and) || (!and && !two) || !ends {
            return;
        }
        let Some(part) = small.number.value.checked_mul(Decimal::new(1, 2).unwrap_or_default()) else {
            return;
        };
        if let Some(sum) = main.checked_add(part) {
            claim.value = Value::Exact(sum);
            (claim.last, claim.end) = (small.last, small.end);
        }
    }

    /// "five mao five": one more digit after tenths.
    pub(super) fn last_digit(&mut self, claim: &mut Claim, sum: Decimal, factor: Decimal) {
        if Decimal::new(1, 1) != Some(factor) {
            return;
        }
        self.atoms.clear();
        if self.blocked(claim.last + 1) || self.reader.push(claim.last + 1, &mut self.atoms).is_none() {
            return;
        }
        let Some(number) = number::read(&self.atoms)
            .filter(|n| n.value < Decimal::from(10) && n.value.is_integer() && !n.article)
        else {
            return;
        };
        let Some(digit) = self.amount(number, 0).filter(|digit| self.context().clause_ends(digit.last + 1))
        else {
            return;
        };
        let part = number.value.checked_mul(Decimal::new(1, 2).unwrap_or_default());
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
                member(family, code) || self.words().default_of(family) == Some(code)
            }
            (Of::Family(family), Of::Code(code)) => {
                member(family, code) || Decimal::new(1, 2) == Some(factor)
            }
            (Of::Family(_), Of::Family(_)) => true,
        }
    }

    /// "zehn bis 15 Millionen Euro", "zwischen 8,85 und 8,95 Milliarden Dollar", "10-20 dollars".
    pub(super) fn range_before(&mut self, claim: &mut Claim, high: &Amount) {
        let Value::Exact(top) = claim.value else { return };
        let Some((link, join)) = self.context().link_before(self.free, high.first) else { return };
        let mut end = self.context().without_about_before(self.free, link);
        // "30- bis 40.000 Euro": the hyphen says that what follows the higher number belongs to both.
        let shared = end > self.free + 1 && self.reader.glued_sign(end - 1, DASHES) && self.spaced(end);
        end -= usize::from(shared);
        let Some(mut low) = self.before(end) else { return };
        self.take_minus(&mut low);
        if join && !self.context().is_before(low.first, Class::Between, 2) {
            return;
        }
        // "rose from 5 to 6 billion dollars"
        if !join && self.context().is_step(low.first, link) {
            return;
        }
        // "2014 – 10 Millionen Euro" names a year first, "Menü 1 – 12 Euro" a dish, but "2000 bis 3000 Euro" and "1500-2500 Euro" do not.
        let close = link + 1 == high.first && (!self.is_dash(link) || self.reader.glued_sign(link, DASHES));
        let round = close && low.number.value.mantissa() % 100 == 0;
        let label = low.first > self.free && self.context().is(low.first - 1, Class::Label) && !close;
        if label || low.number.year && !high.number.year && (!round || high.number.power > 0) {
            return;
        }
        // "2 008 - 2 009" and other dashes between what is no range: the first must be smaller.
        let Some(mut bottom) = scaled(low.number, high.number.power, top, claim.unit.factor) else { return };
        if shared {
            let fits = |zeros| {
                let zeros_of_top = Decimal::from(1).shift(zeros + high.number.power)?;
                let whole = high.number.value.mantissa() % zeros_of_top.mantissa() == 0;
                bottom.shift(zeros).filter(|&larger| whole && high.number.value.is_integer() && larger < top)
            };
            bottom = [3, 2].into_iter().find_map(fits).unwrap_or(bottom);
        }
        let Some(range) = in_order(bottom, top) else { return };
        claim.value = range;
        (claim.first, claim.start) = (low.first, low.start);
        claim.rule = "money.range";
    }

    /// Where the upper number begins when the word in which the lower one ends goes on with a hyphen and that number, or with the
    /// same currency: "$5m-10m", "$5 million-10 million", "EUR 50-EUR 100". A number inside the word is pushed.
    fn range_in_word(&mut self, claim: &Claim) -> Option<usize> {
        let token = self.token(claim.last)?;
        let end = token.end as usize;
        let rest = self.reader.text.get(claim.end..end)?;
        let word = rest.strip_prefix(HYPHENS)?;
        let start = end - word.len();
        if !word.starts_with(|c: char| c.is_ascii_digit()) {
            let items = self.words().word(fold::hash_word(word));
            let same =
                items.iter().any(|item| matches!(item.meaning, Meaning::Unit(unit) if unit == claim.unit));
            let number = self.token(claim.last + 1).is_some_and(|token| token.shape == Shape::Number);
            return (same && number).then_some(claim.last + 1);
        }
        let digits = word.trim_end_matches(char::is_alphabetic);
        let middle = start + digits.len();
        self.reader.push_digits(claim.last, start, middle, &mut self.atoms)?;
        if middle < end {
            self.reader.push_magnitude(claim.last, middle, end, &mut self.atoms)?;
        }
        Some(claim.last + 1)
    }

    /// "$10-15 million", "€10 bis 15 Mio.".
    pub(super) fn range_after(&mut self, claim: &mut Claim, low: &Amount) {
        let Value::Exact(_) = claim.value else { return };
        self.atoms.clear();
        let inside = self.range_in_word(claim);
        let link = match inside {
            Some(next) => Some((next, true, false)),
            None => self.context().link_after(low.last + 1),
        };
        let Some((next, dash, join)) = link else { return };
        if join && !self.context().is_before(claim.first, Class::Between, 2) {
            return;
        }
        let at = self.push_number(next, next + REACH);
        if let Some(token) = self.token(at)
            && token.marks.has(Marks::HYPHEN)
        {
            let word = token.text(self.reader.text);
            self.reader.push_hyphenated(at, word, token.start as usize, &mut self.atoms);
        }
        let Some(number) = number::read(&self.atoms).filter(|number| !number.article) else { return };
        if !matches!(self.atoms.first(), Some(Atom { part: Part::Digits(_) | Part::Number(_), .. })) {
            return;
        }
        let Some(high) = self.amount(number, 0) else { return };
        let mut signs = [None; 8];
        self.signs(high.last + 1, &mut signs);
        let other = signs.iter().flatten().next();
        if other.is_some_and(|sign| self.default_of(sign.unit.of) != self.default_of(claim.unit.of)) {
            return;
        }
        if !dash
            && !join
            && number.power == 0
            && other.is_none()
            && !self.context().clause_ends(high.last + 1)
        {
            return;
        }
        let Some(top) = number.value.checked_mul(claim.unit.factor) else { return };
        let Some(bottom) = scaled(low.number, number.power, top, claim.unit.factor) else { return };
        let Some(range) = in_order(bottom, top) else { return };
        claim.value = range;
        claim.power = number.power;
        (claim.last, claim.end) = (high.last, high.end);
        claim.rule = "money.range";
    }

    /// "$10 to $15 million": the amount just before is the lower end.
    pub(super) fn range_with_last(&self, claim: &mut Claim, currency: Currency, out: &mut Vec<Found>) {
        let context = self.context();
        let last = out.get(self.begin..).and_then(<[Found]>::last);
        let link = context.link_before(self.free.saturating_sub(1), claim.first);
        if let (Some((link, join)), Some(last), Value::Exact(top)) = (link, last, claim.value)
            && context.without_about_before(self.free, link) == self.free
            && last.last as usize + 1 == self.free
            && last.money.currency == currency
            && self.last_factor == claim.unit.factor
            && last.money.per.is_none()
            && let Value::Exact(low) | Value::AtLeast(low) = last.money.value
            && (!join || context.is_before(last.first as usize, Class::Between, 2))
            && (join || self.is_dash(link) || !context.splits(last.first as usize, low, top))
        {
            let scaled = if self.last_power == 0 {
                low.shift(claim.power).filter(|scaled| *scaled < top)
            } else {
                None
            };
            if let Some(range) = in_order(scaled.unwrap_or(low), top) {
                claim.value = range;
                (claim.first, claim.start) = (last.first as usize, last.span.start);
                claim.rule = "money.range";
                out.pop();
            }
        }
    }

    /// "49-€-Ticket", "100-Mio.-€-Projekt": a sign between the hyphens of a compound.
    pub(super) fn before_hyphen(&mut self, sign: &Sign) -> Option<Amount> {
        let hyphen = sign.at.checked_sub(1).filter(|&at| self.reader.glued_sign(at, &["-"]))?;
        let inside = !self.spaced(sign.at)
            && self.reader.glued_sign(sign.end, &["-"])
            && self
                .token(sign.end + 1)
                .is_some_and(|token| !token.marks.has(Marks::SPACE) && token.shape.is_word());
        if inside && sign.item.class == Class::Symbol { self.before(hyphen) } else { None }
    }

    /// "EUR Mio. 45,2", "€m 45", "SEK m 45.2": the magnitude stands before the number.
    pub(super) fn after_magnitude(&mut self, at: usize, sign: &Sign) -> Option<Amount> {
        if sign.item.class != Class::Symbol || !self.context().is(at, Class::Magnitude) {
            return None;
        }
        let (next, power) = match self.magnitude_at(at) {
            Some((next, power, _)) => (next, power),
            None if self.context().is_flagged(at, Class::Magnitude, b'l') => (at + 1, 6),
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
        if !self.reader.glued_sign(stop, &["."]) || self.blocked(claim.first) {
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
        let Some(token) = self.token(claim.last).filter(|_| claim.power == 0) else { return };
        let rest = self.reader.text.get(claim.end..token.end as usize).unwrap_or_default();
        let inside = self.context().word_is(rest.trim_start_matches(HYPHENS), Class::LowAfter);
        let plus = self.reader.glued_sign(claim.last + 1, &["+"]);
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
    pub(super) fn country_behind(&self, claim: &mut Claim) {
        if let Some((end, code)) = self.context().country_behind(claim.last + 1, claim.unit.of)
            && let Some(token) = end.checked_sub(1).and_then(|last| self.token(last))
        {
            claim.unit.of = Of::Code(code);
            (claim.last, claim.end) = (end - 1, token.end as usize);
        }
    }

    /// "Brent kostete 82,45 Dollar. Das waren 34 Cent mehr": cents are those of the amount just before.
    pub(super) fn cents_of(&self, claim: &Claim, out: &[Found]) -> Option<Currency> {
        let last = out.get(self.begin..)?.last()?;
        let near = claim.first.saturating_sub(last.last as usize) <= CENTS_REACH
            && (last.last as usize + 1..=claim.first).all(|at| !self.blocked(at));
        (near && self.context().is_cent(claim.unit.of, last.money.currency)).then_some(last.money.currency)
    }

    /// "fiel um 71 Cent auf 78,12 Dollar": cents are those of the amount just behind.
    pub(super) fn cents_before(&self, claim: &Claim, currency: Currency, out: &mut [Found]) {
        let Some(last) = out.get_mut(self.begin..).and_then(<[Found]>::last_mut) else { return };
        let near = claim.first.saturating_sub(last.last as usize) <= CENTS_REACH
            && (last.last as usize + 1..=claim.first)
                .all(|at| !self.blocked(at) && !matches!(self.text_of(at), "." | "!" | "?" | ";"));
        if near && self.last_of.is_some_and(|of| self.context().is_cent(of, currency)) {
            last.money.currency = currency;
        }
    }
}
