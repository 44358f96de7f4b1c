//! Numbers in the text: the one that ends before a token, and the one that begins there.
//!
//! What the pieces of a number make together is read in `number`; whether it may stand beside a currency is asked in `guard`.

use super::atoms::{Atom, Part, Place};
use super::decimal::Decimal;
use super::find::Walk;
use super::flags::Flags;
use super::lexicon::Class;
use super::number::{self, Number};
use super::reader::DASHES;
use super::sign::Sign;
use crate::token::Marks;

/// Number words are looked for in so many tokens before and after a currency.
const REACH: usize = 14;

/// A number in the text.
#[derive(Clone, Copy)]
pub(super) struct Amount {
    pub(super) number: Number,
    pub(super) first: usize,
    /// The last token of it, this one included.
    pub(super) last: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Amount {
    /// Counts a magnitude that stands apart from the number: "118 (Vorjahr: 164) Mio. Euro".
    pub(super) fn take_power(&mut self, power: u32) -> Option<()> {
        let number = &mut self.number;
        number.value = number.value.shift(power)?;
        (number.power, number.signed) = (power, true);
        Some(())
    }
}

impl Walk<'_> {
    /// The number that ends right before token `at`.
    pub(super) fn number_up_to(&mut self, at: usize) -> Option<Amount> {
        self.number_up_to_with(at, None)
    }

    /// The number that ends right before token `at`; with `parts`, the beginning of the hyphenated word `at` belongs to it
    /// as well: "500 Millionen-Euro-Projekt".
    pub(super) fn number_up_to_with(&mut self, at: usize, parts: Option<&str>) -> Option<Amount> {
        self.find_starts(at);
        // From the earliest start from which a number reaches up to the currency.
        while let Some(start) = self.stack.pop() {
            if !self.push_up_to(start, at) {
                continue;
            }
            if let Some(word) = parts {
                // In "a million-dollar home" the article belongs to the home.
                if matches!(self.atoms.first(), Some(Atom { part: Part::Article, .. })) {
                    continue;
                }
                self.reader.push_hyphenated(at, word, &mut self.atoms);
            }
            if let Some(number) = self.read_all() {
                // "einige hundert Euro" is no number.
                let vague = start > 0 && !self.blocked(start) && self.is(start - 1, Class::Vague);
                return if vague { None } else { self.amount(number) };
            }
        }
        let word = parts?;
        self.atoms.clear();
        self.reader.push_hyphenated(at, word, &mut self.atoms);
        self.read_all().and_then(|number| self.amount(number))
    }

    /// Puts the number tokens in a row before token `at` on the stack, from the last to the first.
    fn find_starts(&mut self, at: usize) {
        let lowest = self.free.max(at.saturating_sub(REACH));
        self.stack.clear();
        let mut first = at;
        let parts =
            |walk: &Self, first| walk.blocked(first) && !(first == at && walk.is_behind_magnitude_line(at));
        while !parts(self, first) {
            let Some(start) = self.number_token_before(first, lowest) else { break };
            self.stack.push(start);
            first = start;
        }
    }

    /// Reads the tokens from `start` as parts of a number; false unless they end right before token `at`.
    fn push_up_to(&mut self, start: usize, at: usize) -> bool {
        self.atoms.clear();
        let mut next = start;
        while next < at {
            match self.reader.push(next, &mut self.atoms) {
                Some(after) => next = after,
                None => break,
            }
        }
        next == at
    }

    /// The first token of the number token, or number with its signs, that ends before `at`.
    fn number_token_before(&mut self, at: usize, lowest: usize) -> Option<usize> {
        let last = at.checked_sub(1).filter(|&last| last >= lowest)?;
        let mut start = last;
        if self.glued_sign(last, &["."]) {
            start = last.checked_sub(1)?;
        } else if self.glued_sign(last, DASHES) {
            // "3.000,-" or "500.--"
            let mut sign = last.checked_sub(1)?;
            if self.glued_sign(sign, DASHES) {
                sign = sign.checked_sub(1)?;
            }
            if self.glued_sign(sign, &[",", "."]) {
                start = sign.checked_sub(1)?;
            }
        }
        // "3/4"
        let share = last.checked_sub(2).filter(|_| self.glued_sign(last - 1, &["/"]));
        let mut reaches = |start: usize| {
            self.atoms.clear();
            start >= lowest && self.reader.push(start, &mut self.atoms) == Some(at)
        };
        if let Some(start) = share.filter(|&start| reaches(start)) {
            return Some(start);
        }
        reaches(start).then_some(start)
    }

    /// The number that all atoms make together.
    fn read_all(&self) -> Option<Number> {
        number::read(&self.atoms).filter(|number| number.used == self.atoms.len())
    }

    /// Where the atoms of `number` stand.
    pub(super) fn amount(&self, number: Number) -> Option<Amount> {
        let first = self.atoms.first()?;
        let last = self.atoms.get(number.used.checked_sub(1)?)?;
        let mut token = first.token;
        // The token of a dotted or signed number is its last one.
        while token > 0 && self.token(token).is_some_and(|t| t.start as usize > first.start) {
            token -= 1;
        }
        Some(Amount { number, first: token, last: last.token, start: first.start, end: last.end })
    }

    /// The number that begins at token `at`, whatever follows it.
    pub(super) fn number_from(&mut self, at: usize) -> Option<Amount> {
        self.atoms.clear();
        self.push_pieces(at);
        let number = number::read(&self.atoms)?;
        self.amount(number)
    }

    /// The number behind a currency, which begins at token `at`.
    pub(super) fn number_after(&mut self, at: usize, sign: &Sign) -> Option<Amount> {
        if self.blocked(at) && !(self.is_digits(at) && self.is_behind_line_end(at)) {
            return None;
        }
        if self.text_of(at) == "(" {
            return self.bracketed_after(at, sign);
        }
        if let Some(amount) = self.after_magnitude(at, sign) {
            return Some(amount);
        }
        self.atoms.clear();
        let mut next = at;
        // "Rs. 500", "EUR.500": behind letters it is no decimal point.
        let letters = sign.item.form.ends_with(char::is_alphabetic);
        let code_dot = letters && !self.spaced(at + 1) && self.glued_sign(at, &["."]);
        let dot = code_dot || sign.item.flags.has(Flags::STOP) && self.glued_sign(at, &["."]);
        if dot {
            next += 1;
        }
        // "$-5", "EUR –0,12"; a free dash before a plain number is none: "EUR - 1,2 Mio."
        let minus = self.is_minus(next);
        let free = self.spaced(next) && self.spaced(next + 1) && sign.item.class == Class::Symbol;
        next += usize::from(minus);
        // "CHF -.95"
        if minus && matches!(self.text_of(next), "." | ",") && !self.spaced(next) && !self.spaced(next + 1) {
            let amount = self.bare_fraction(next)?;
            return Some(Amount { first: next - 1, start: self.start_of(next - 1), ..amount });
        }
        // "$.50"
        if self.text_of(at) == "." && !dot && !self.spaced(at) && !self.spaced(at + 1) {
            return self.bare_fraction(at);
        }
        // "CHF 10/20" names two prices and no half.
        if let Some(price) = self.token(next).filter(|_| self.is_slashed(next)) {
            self.reader.push_digits(Place::of(next, price), &mut self.atoms)?;
            return number::read(&self.atoms).and_then(|number| self.amount(number));
        }
        if next > at && self.blocked(next) {
            return None;
        }
        let end = self.push_long_number(next);
        self.free_magnitude(end);
        let mut number = number::read(&self.atoms).filter(|number| !number.article)?;
        if minus && self.spaced(at + 1) && !(free && number.signed) {
            return None;
        }
        if minus {
            number.value = -number.value;
        }
        self.amount(number)
    }

    /// Pushes the parts of the number that begins at token `at`; gives back the token behind it. A currency ends it: "rmb 10 usd
    /// 20".
    pub(super) fn push_pieces(&mut self, at: usize) -> usize {
        let mut next = at;
        while next < at + REACH && (next == at || !self.blocked(next)) {
            match self.reader.push(next, &mut self.atoms) {
                Some(after) => next = after,
                None => break,
            }
        }
        next
    }

    /// The same, with the parts in which the hyphenated word behind them begins: "10 Millionen-Euro".
    pub(super) fn push_long_number(&mut self, at: usize) -> usize {
        let next = self.push_pieces(at);
        if let Some(token) = self.token(next)
            && token.marks.has(Marks::HYPHEN)
            && !self.blocked(next)
        {
            let word = token.text(self.text);
            self.reader.push_hyphenated(next, word, &mut self.atoms);
        }
        next
    }

    /// The number in digits that begins at token `at`.
    pub(super) fn number_at(&mut self, at: usize) -> Option<Amount> {
        if self.is_digits(at) { self.number_from(at) } else { None }
    }

    /// ".50" after a currency sign.
    pub(super) fn bare_fraction(&self, at: usize) -> Option<Amount> {
        let digits = self.text_of(at + 1);
        let mantissa = digits.parse::<i128>().ok()?;
        let value = Decimal::new(mantissa, u32::try_from(digits.len()).ok()?)?;
        let number = Number { value, used: 1, signed: true, digits: true, ..Number::default() };
        let (start, end) = (self.start_of(at), self.end_of(at + 1));
        Some(Amount { number, first: at, last: at + 1, start, end })
    }

    /// "49-€-Ticket", "100-Mio.-€-Projekt": a sign between the hyphens of a compound.
    pub(super) fn before_hyphen(&mut self, sign: &Sign) -> Option<Amount> {
        let hyphen = sign.at.checked_sub(1).filter(|&at| self.glued_sign(at, &["-"]))?;
        let inside = !self.spaced(sign.at)
            && self.glued_sign(sign.end, &["-"])
            && self.token(sign.end + 1).is_some_and(|token| token.is_glued() && token.shape.is_word());
        if inside && sign.item.class == Class::Symbol { self.number_up_to(hyphen) } else { None }
    }

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
        if let Some(value) = share.and_then(|share| amount.number.value.checked_mul(share)) {
            (amount.number.value, amount.number.signed) = (value, true);
            (amount.first, amount.start) = (first, self.start_of(first));
        }
    }

    /// "4-1/4 cents", "3-1/2 million": a hyphen between the whole number and its fraction.
    pub(super) fn whole_before(&self, amount: &mut Amount) {
        let Some(whole) = amount.first.checked_sub(2).filter(|&whole| whole >= self.free) else { return };
        if !self.is_slashed(amount.first) || !self.glued_sign(whole + 1, &["-"]) {
            return;
        }
        let count = self.text_of(whole).parse::<i64>().ok().map(Decimal::from);
        let counted = count.and_then(|whole| whole.shift(amount.number.power));
        if let Some(sum) = counted.and_then(|whole| whole.checked_add(amount.number.value)) {
            amount.number.value = sum;
            (amount.first, amount.start) = (whole, self.start_of(whole));
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
        let Some(high) = self.number_up_to(comma).filter(|high| !high.number.digits && high.number.power > 0)
        else {
            return;
        };
        let fits = Decimal::from(1).shift(high.number.power).is_some_and(|unit| amount.number.value < unit);
        if let Some(sum) = high.number.value.checked_add(amount.number.value).filter(|_| fits) {
            (amount.number.value, amount.number.power) = (sum, 0);
            (amount.first, amount.start) = (high.first, high.start);
        }
    }
}
