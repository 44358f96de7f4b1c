//! Years, hours and days beside a currency: heads of columns, names with a year, openings of shops.

use super::amount::Amount;
use super::decimal::Decimal;
use super::flags::Flags;
use super::lexicon::Class;
use super::number::Number;
use super::reader::Reader;
use super::sign::Sign;

/// How far apart two years may lie that stand over the columns of one table.
const YEARS_APART: i128 = 10;
/// How far before the year of a column that of the one beside it may stand.
const HEAD_REACH: usize = 5;
/// How far on its line the name of another day may stand from that of a Friday.
const WEEK: usize = 16;
/// How far behind a number the word may stand that says that it is a time.
const CLOCK_REACH: usize = 4;

impl Reader<'_> {
    /// The plain year that token `at` is.
    pub(super) fn year_at(&self, at: usize) -> Option<i128> {
        self.text_of(at).parse().ok().filter(|year| (1900..2100).contains(year))
    }

    /// "11:00 EUR" tells the time in a calendar; in "Pflegegrad 2: 332 Euro" a blank follows the colon.
    pub(super) fn is_clock(&self, first: usize) -> bool {
        first.checked_sub(2).is_some_and(|hour| {
            self.glued_sign(hour + 1, &[":"]) && !self.spaced(first) && self.is_digits(hour)
        })
    }

    /// True when the year `amount` and the currency are the head of a column: "2024 £m 2023 £m", "EUR 2024 EUR 2023",
    /// "in Mio. € 2024", "31 December 2024 £'000".
    pub(super) fn is_column_head(&self, amount: &Amount, sign: &Sign) -> bool {
        if self.is_zeros(amount.first) && self.is_zeros(amount.last) {
            return true;
        }
        let Some(year) = self.year_at(amount.first).filter(|_| amount.number.year) else { return false };
        let near = |at: Option<usize>| {
            let other = at.and_then(|at| self.year_at(at));
            other.is_some_and(|other| other != year && (other - year).abs() <= YEARS_APART)
        };
        if amount.first < sign.at {
            // "2024 £m": a magnitude between the year and the column beside it is that of the head.
            let end = sign.end + usize::from(self.is_head_unit(sign.end));
            return end > sign.end || near(Some(end)) || near(self.year_before(amount.first));
        }
        let next = amount.last + 1;
        let before = self.magnitude_before(sign.at).unwrap_or(sign.at).checked_sub(1);
        near(Some(next))
            || near(self.behind_unit(next))
            || near(before)
            || self.spaced(amount.first) && before.is_some_and(|at| self.is(at, Class::In))
    }

    /// The year before the unit that ends before token `at`: the first one in "2024 TEUR 2023 TEUR".
    fn year_before(&self, at: usize) -> Option<usize> {
        let mut before = (at.saturating_sub(HEAD_REACH)..at).rev();
        let year = before.find(|&i| self.year_at(i).is_some())?;
        (self.behind_unit(year + 1) == Some(at)).then_some(year)
    }

    /// The token after a currency, with what may stand before it in the head of a column: "EUR", "Mio. €", "T€".
    fn behind_unit(&self, at: usize) -> Option<usize> {
        let magnitude = self.is(at, Class::Magnitude);
        let at = at + usize::from(magnitude);
        let at = at + usize::from(magnitude && self.glued_sign(at, &["."]));
        let end = self.sign_at(at)?.end;
        // "£m", "£'000"
        Some(end + usize::from(self.is_head_unit(end)))
    }

    /// The "m" of "£m", the "000" of "£'000" and "£000s", the "k" of "$k".
    fn is_head_unit(&self, at: usize) -> bool {
        let glued = self.token(at).is_some_and(|token| token.is_glued());
        glued && (self.is(at, Class::Magnitude) || self.is_zeros(at))
    }

    /// The "000" or "'000" of "£'000".
    fn is_zeros(&self, at: usize) -> bool {
        let text = self.text_of(at).trim_start_matches(['\'', '’', '‘']);
        let text = if text.is_empty() { self.text_of(at + 1) } else { text };
        text.len() >= 3 && text.bytes().all(|byte| byte == b'0')
    }

    /// A code with a year behind it, which is much more often that than an amount: "CAD 2023", but not "CAD 2000".
    pub(super) fn is_year_behind_code(&self, number: &Number, sign: &Sign) -> bool {
        let value = number.value.mantissa();
        sign.item.form.bytes().all(|byte| byte.is_ascii_uppercase())
            && number.year
            && (2001..2040).contains(&value)
            && value % 10 != 0
    }

    /// "Fr 20.00 Uhr", "Do 18.00, Fr 19.30", "Fr. 3.5.": a Friday and not a franc.
    pub(super) fn is_friday(&self, amount: &Amount, sign: &Sign) -> bool {
        if !sign.item.flags.has(Flags::FRIDAY) || amount.number.value.magnitude() >= Decimal::from(32) {
            return false;
        }
        let behind = amount.last + 1;
        // "3.5." is a date: francs have two digits behind the point.
        let month = self.text_of(amount.last).split('.').nth(1);
        month.is_some_and(|month| month.len() == 1) && self.glued_sign(behind, &["."])
            || self.behind_up_to(behind, CLOCK_REACH, Self::blocked).any(|i| self.is(i, Class::Clock))
            || self.around_up_to(sign.at, WEEK, Self::begins_line).any(|i| self.is_in_word(i, Class::Weekday))
    }
}
