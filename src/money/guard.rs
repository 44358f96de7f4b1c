//! May this number stand beside this currency? The flags of the tables, and what looks like an amount and is none: heads of
//! columns, hours, versions, units that share their sign with a currency.
//!
//! Nothing here finds an amount; that is `find`.

use super::amount::Amount;
use super::context::WEIGHT_REACH;
use super::decimal::Decimal;
use super::flags::Flags;
use super::lexicon::Class;
use super::number::Number;
use super::reader::Reader;
use super::sign::Sign;
use crate::language::Language;
use crate::token::{Marks, Shape};

/// How far apart two years may lie that stand over the columns of one table.
const YEARS_APART: i128 = 10;
/// So many pounds may a diet take at most.
const MOST_LOST: i64 = 400;
/// How far a word of weight may stand from a thousand pounds.
const LARGE_REACH: usize = 4;
/// How far on its line the name of another day may stand from that of a Friday.
const WEEK: usize = 16;
/// How far behind a number the word may stand that says that it is a time.
const CLOCK_REACH: usize = 4;
/// How far before a currency at the end of a line the small word may stand that says that the line is part of a sentence.
const LINE_REACH: usize = 12;
/// How far on its line "$1" is looked at for signs of a program.
const PROGRAM_REACH: usize = 24;
/// How far before the year of a column that of the one beside it may stand.
const HEAD_REACH: usize = 5;

/// True for a plain number that is much more often a year than an amount: "2024", but not "2000" or "1.999".
fn is_recent_year(number: &Number) -> bool {
    let value = number.value.mantissa();
    number.year && number.power == 0 && (2001..2040).contains(&value) && value % 10 != 0
}

impl Reader<'_> {
    /// The flags about numbers before a currency.
    pub(super) fn may_stand_before(&self, amount: &Amount, sign: &Sign) -> bool {
        let flags = sign.item.flags;
        let number = &amount.number;
        let ends = |at| {
            self.token(at).is_none_or(|next| {
                !next.shape.is_name_like() && next.shape != Shape::Number || next.marks.has(Marks::BLOCK)
            })
        };
        let behind = sign.end + usize::from(self.glued_sign(sign.end, &["."]));
        let exempt = flags.has(Flags::ANY_AT_END) && ends(behind);
        if flags.has(Flags::LARGE) && (!number.large || number.year) && !exempt
            || flags.has(Flags::SIGNED) && !number.signed
            || flags.has(Flags::NO_ARTICLE) && number.article
        {
            return false;
        }
        if flags.has(Flags::GLUED)
            && (self.spaced(sign.at) || number.article || self.is_too_large(number, sign))
        {
            return false;
        }
        if flags.has(Flags::CLAUSE_END)
            && !self.clause_ends(sign.end)
            && !self.is_going_on(sign)
            && self.per(sign.end).is_none()
        {
            return false;
        }
        if flags.has(Flags::PAID) && !self.is_paid(amount.first, sign) {
            return false;
        }
        // "11:00 EUR" tells the time in a calendar; in "Pflegegrad 2: 332 Euro" a blank follows the colon.
        let is_clock = || {
            amount.first.checked_sub(2).is_some_and(|hour| {
                self.glued_sign(hour + 1, &[":"]) && !self.spaced(amount.first) && self.is_digits(hour)
            })
        };
        if number.article && self.is(sign.end, Class::NoHead)
            || number.power == 0 && self.is_flagged(sign.end, Class::NoHead, Flags::ANY_NUMBER)
            || self.is_article_of_noun(number, sign)
            || self.is_name_or_date(amount, sign)
            || is_clock()
            || self.is_column_head(amount, sign)
            || self.is_behind_symbol(amount.first)
            || self.is_half_of_pair(amount)
            || self.is_too_small(number, sign)
            || self.is_other(amount.first, sign, false)
            || self.is_no_amount(amount.first, sign.end)
        {
            return false;
        }
        if flags.has(Flags::WEIGHT) && self.is_weighed(amount, sign) {
            return false;
        }
        // Line breaks part a list of numbers from what follows, except after a magnitude or in a sentence.
        let parted = self.token(sign.at).is_some_and(|token| token.marks.has(Marks::LINE))
            && sign.item.class == Class::Symbol
            && !number.large;
        let in_sentence = || {
            let before = amount.first.checked_sub(1).filter(|_| !number.year);
            before.is_some_and(|before| self.is_small(before, amount.first))
                && self.sentence_goes_on(sign.end)
        };
        !parted || in_sentence()
    }

    /// True when the words behind a currency go on as they do behind an amount: "ten grand for it". Behind a letter
    /// that is a unit of other things as well only "each" tells that: "30c in summer".
    fn is_going_on(&self, sign: &Sign) -> bool {
        self.is(sign.end, Class::MinorEnd)
            && (!sign.item.flags.has(Flags::GLUED) || self.is(sign.end, Class::Per))
    }

    /// May this number stand after a symbol or code?
    pub(super) fn symbol_takes(&self, amount: &Amount, sign: &Sign) -> bool {
        let number = &amount.number;
        if sign.item.flags.has(Flags::LARGE) && !number.large
            || sign.item.flags.has(Flags::SIGNED) && !number.signed
        {
            return false;
        }
        if self.is_column_head(amount, sign)
            || self.is_year_behind_code(number, sign)
            || self.is_too_small(number, sign)
            || self.is_friday(amount, sign)
            || self.is_placeholder(amount, sign)
            || self.is_other(sign.at, sign, true)
        {
            return false;
        }
        if self.token(sign.end).is_some_and(|token| token.marks.has(Marks::LINE))
            && !self.is_over_line_end(amount, sign)
        {
            return false;
        }
        // A word after a sign is rare: "$ five million". "$two" is the name of a variable.
        if self.text_of(sign.at) == "$" && number.power == 0 && !number.digits {
            return false;
        }
        // "USD a quarter" is three months.
        number.digits || number.power > 0 || number.value.magnitude() >= Decimal::from(1)
    }

    /// "EUR\n20 Mio.": does a number on the next line belong to the currency at the end of the line? One with a magnitude does;
    /// any other in a sentence that goes on, and where both stand alone. Elsewhere the currency is the head of a column.
    fn is_over_line_end(&self, amount: &Amount, sign: &Sign) -> bool {
        if amount.number.power > 0 && !self.blocked(sign.end) {
            return true;
        }
        let ends = |at: usize| self.token(at).is_none_or(|token| token.marks.has(Marks::LINE));
        let alone = ends(sign.at) && (ends(amount.last + 1) || amount.number.power > 0);
        let in_sentence = || {
            let before = sign.at.checked_sub(1).filter(|_| !ends(sign.at));
            before.is_some_and(|before| !self.is(before, Class::In))
                && (sign.at.saturating_sub(LINE_REACH)..sign.at)
                    .rev()
                    .take_while(|&at| !ends(at + 1))
                    .any(|at| self.is_small(at, at + 1))
                && self.sentence_goes_on(amount.last + 1)
        };
        !amount.number.year && (alone || in_sentence())
    }

    /// True when token `at` is a small word, and `next` stands on its line.
    fn is_small(&self, at: usize, next: usize) -> bool {
        let line = self.token(next).is_some_and(|token| !token.marks.has(Marks::LINE));
        line && self.token(at).is_some_and(|token| token.shape == Shape::Lower)
    }

    /// True when a sentence goes on with token `at`, on its line, or ends there: with a small word that is no unit, or with a sign.
    fn sentence_goes_on(&self, at: usize) -> bool {
        let ends = |at: usize| self.token(at).is_none_or(|token| token.marks.has(Marks::LINE));
        match self.text_of(at) {
            "," | ";" | "!" | "?" => !self.spaced(at),
            // "1. Stuhl" is an item of a list.
            "." => !self.spaced(at) && ends(at + 1),
            _ => !ends(at) && self.is_small(at, at) && !self.is(at, Class::Unit),
        }
    }

    /// May this number stand after the name of a currency? "Euro 2024" is no amount, "Euro 3.000,-" is.
    pub(super) fn name_takes(&self, amount: &Amount, sign: &Sign) -> bool {
        let number = &amount.number;
        if !number.digits
            || number.year
            || self.is_other(sign.at, sign, true)
            || self.sign_at(amount.last + 1).is_some()
        {
            return false;
        }
        if self.token(sign.end).is_some_and(|token| token.marks.has(Marks::LINE)) {
            return false;
        }
        number.power > 0
            || sign.unit.factor > Decimal::from(1)
            || number.large && !number.short
            || (number.value < Decimal::default() || number.value >= Decimal::from(10))
                && self.clause_ends(amount.last + 1)
    }

    /// The plain year that token `at` is.
    fn year_at(&self, at: usize) -> Option<i128> {
        let text = self.text_of(at);
        let is_year = |year: &i128| self.is_digits(at) && text.len() == 4 && (1900..2100).contains(year);
        text.parse().ok().filter(is_year)
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

    /// True when the year `amount` and the currency are the head of a column: "2024 £m 2023 £m", "EUR 2024 EUR 2023",
    /// "in Mio. € 2024", "31 December 2024 £'000".
    fn is_column_head(&self, amount: &Amount, sign: &Sign) -> bool {
        let number = &amount.number;
        if self.is_zeros(amount.first) && self.is_zeros(amount.last) && number.value == Decimal::default() {
            return true;
        }
        let Some(year) = self.year_at(amount.first).filter(|_| number.year && amount.first == amount.last)
        else {
            return false;
        };
        let near = |at: Option<usize>| {
            at.and_then(|at| self.year_at(at))
                .is_some_and(|other| other != year && (other - year).abs() <= YEARS_APART)
        };
        if amount.first < sign.at {
            // "2024 £m": a magnitude between the year and the column beside it is that of the head.
            let end = sign.end + usize::from(self.is_head_unit(sign.end));
            return end > sign.end
                || near(Some(end))
                || self.year_before(amount.first).is_some_and(|at| near(Some(at)));
        }
        let next = amount.last + 1;
        let mut begin = sign.at;
        if let Some(before) = begin.checked_sub(1) {
            let dot = usize::from(self.glued_sign(before, &["."]));
            if before.checked_sub(dot).is_some_and(|at| self.is(at, Class::Magnitude)) {
                begin = before - dot;
            }
        }
        let before = begin.checked_sub(1);
        near(Some(next))
            || near(self.behind_unit(next))
            || near(before)
            || self.spaced(amount.first) && before.is_some_and(|at| self.is(at, Class::In))
    }

    /// The year before the unit that ends before token `at`: the first one in "2024 TEUR 2023 TEUR".
    fn year_before(&self, at: usize) -> Option<usize> {
        let lowest = at.saturating_sub(HEAD_REACH);
        (lowest..at)
            .rev()
            .find(|&i| self.year_at(i).is_some())
            .filter(|&year| self.behind_unit(year + 1) == Some(at))
    }

    /// A code with a year, a version or a rank behind it: "CAD 2023", "PHP 8.2".
    fn is_year_behind_code(&self, number: &Number, sign: &Sign) -> bool {
        sign.item.form.len() > 1
            && sign.item.form.bytes().all(|byte| byte.is_ascii_uppercase())
            && is_recent_year(number)
    }

    /// "Fr 20.00 Uhr", "Do 18.00, Fr 19.30", "Fr. 3.5.": a Friday and not a franc.
    fn is_friday(&self, amount: &Amount, sign: &Sign) -> bool {
        let number = &amount.number;
        let (mantissa, scale) = (number.value.mantissa(), number.value.scale());
        if !sign.item.flags.has(Flags::FRIDAY) || number.power > 0 || number.value >= Decimal::from(32) {
            return false;
        }
        let behind = amount.last + 1;
        // "3.5." is a date: francs have two digits behind the point.
        let date = scale == 1 && mantissa % 10 > 0 && {
            let text = self.text_of(amount.last);
            text.split('.').nth(1).is_some_and(|month| month.len() == 1) && self.glued_sign(behind, &["."])
        };
        let clock = (behind..behind + CLOCK_REACH)
            .take_while(|&i| !self.blocked(i))
            .any(|i| self.is(i, Class::Clock));
        date || clock || self.is_in_week(sign.at)
    }

    /// True when the short name of another day stands on the line of token `at`.
    fn is_in_week(&self, at: usize) -> bool {
        let line = |i: &usize| self.token(*i).is_some_and(|token| !token.marks.has(Marks::LINE));
        let day = |i: usize| {
            self.is(i, Class::Weekday)
                || self.token(i).is_some_and(|token| {
                    token.marks.has(Marks::HYPHEN)
                        && self.text_of(i).split('-').any(|part| self.word_is(part, Class::Weekday))
                })
        };
        let first = at.saturating_sub(WEEK);
        let before = (first..at).rev().take_while(|i| line(&(i + 1)));
        before.chain((at + 1..at + WEEK).take_while(line)).any(day)
    }

    /// "$1" in a program: "cp $1 $2", "{print $1}", "id = $1", `name="$1";`, and between backticks.
    fn is_placeholder(&self, amount: &Amount, sign: &Sign) -> bool {
        let is_short = |at: usize, most: usize| {
            let text = self.text_of(at);
            text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit()) && !self.spaced(at)
        };
        if self.text_of(sign.at) != "$"
            || amount.first != sign.end
            || amount.first != amount.last
            || !is_short(sign.end, 2)
        {
            return false;
        }
        let twin = |sign: usize| self.text_of(sign) == "$" && is_short(sign + 1, 1);
        let before = sign.at.checked_sub(1).map_or("", |at| self.text_of(at));
        let behind = amount.last + 1;
        let beside = || twin(behind) || sign.at.checked_sub(2).is_some_and(&twin);
        let in_code = || self.token(sign.at).is_some_and(|token| token.marks.has(Marks::CODE));
        let placed = || {
            matches!(before, "=" | "{")
                || in_code()
                || self.text_of(behind) == "}"
                || beside()
                || self.is_argument(sign.at, twin)
        };
        is_short(sign.end, 1) && placed() || self.is_in_program(sign.at, behind)
    }

    /// True when the line of the "$1" at `at` is that of a program: "echo $1", `[ -z "$1" ]`, `case "$1" in`, `stop) halt "$2";;`.
    fn is_in_program(&self, at: usize, behind: usize) -> bool {
        let line = |at: usize| self.token(at).is_some_and(|token| !token.marks.has(Marks::LINE));
        // Commands stand at the beginning of a line, or behind a sign.
        let command = |at: usize| {
            let begins =
                !line(at) || at > 0 && matches!(self.text_of(at - 1), ";" | "|" | "&" | "{" | "(" | "`");
            begins && self.is_code_word(at, false)
        };
        let ends = |at: usize| !line(at) || matches!(self.text_of(at), ";" | ")" | "}");
        let quote = usize::from(matches!(self.text_of(behind), "\"" | "'"));
        let word = at.checked_sub(1 + quote).filter(|_| line(at));
        if word
            .is_some_and(|word| self.is_code_word(word, true) || command(word) && (quote > 0 || ends(behind)))
        {
            return true;
        }
        let is_tag = |at: usize| matches!(self.text_of(at), "<" | ">");
        let glued = |at: usize| self.token(at).is_some_and(|token| token.is_glued());
        let mark = |at: usize| match self.text_of(at) {
            ";" | "&" => glued(at + 1) && self.text_of(at + 1) == self.text_of(at),
            "=" => glued(at) && glued(at + 1) && matches!(self.text_of(at + 1), "\"" | "'" | "$"),
            "{" => self.is_code_word(at + 1, false),
            "$" => glued(at + 1) && matches!(self.text_of(at + 1), "{" | "(" | "@" | "#" | "*"),
            // "-f file"
            "-" => {
                self.spaced(at)
                    && glued(at + 1)
                    && self.is_letter(at + 1)
                    && (self.spaced(at + 2) || self.text_of(at + 2) == ":")
            }
            _ => command(at) && self.is_code_word(at, true),
        };
        let before = (at.saturating_sub(PROGRAM_REACH)..at).rev().take_while(|&at| line(at + 1));
        let around = before.chain((behind..behind + PROGRAM_REACH).take_while(|&at| line(at)));
        around.clone().any(mark) && !around.clone().any(is_tag)
    }

    /// True when token `at` is a word of programs; with `sure`, one that hardly any sentence has before a sum.
    fn is_code_word(&self, at: usize, sure: bool) -> bool {
        self.token(at).is_some_and(|token| {
            let mut items = self.words.word(token.hash).iter().filter(|item| item.class == Class::Code);
            items.any(|item| (!sure || item.flags.has(Flags::SURE)) && item.form == self.text_of(at))
        })
    }

    /// True for one small letter: the "f" of "-f".
    fn is_letter(&self, at: usize) -> bool {
        matches!(self.text_of(at).as_bytes(), [letter] if letter.is_ascii_lowercase())
    }

    /// One of "($1, $2, $3)": the list fills its brackets and begins with the first.
    fn is_argument(&self, at: usize, twin: impl Fn(usize) -> bool) -> bool {
        let mut first = at;
        while let Some(before) = first.checked_sub(3).filter(|&i| self.text_of(i + 2) == "," && twin(i)) {
            first = before;
        }
        let mut last = at;
        while self.text_of(last + 2) == "," && twin(last + 3) {
            last += 3;
        }
        let opens = first.checked_sub(1).is_some_and(|open| self.text_of(open) == "(");
        last > first && opens && self.text_of(first + 1) == "1" && self.text_of(last + 2) == ")"
    }

    /// "cp $1 $2": the number belongs to the sign before it, and not to the one behind.
    fn is_behind_symbol(&self, first: usize) -> bool {
        !self.spaced(first)
            && first.checked_sub(1).and_then(|at| self.sign_at(at)).is_some_and(|sign| {
                sign.end == first && sign.item.class == Class::Symbol && !sign.item.flags.has(Flags::BEHIND)
            })
    }

    /// "2023/24 Mio. Euro", "1/3 Mio. Euro": before a magnitude the number behind a stroke is no amount of its own.
    fn is_half_of_pair(&self, amount: &Amount) -> bool {
        amount.number.power > 0
            && !self.spaced(amount.first)
            && amount.first.checked_sub(2).is_some_and(|at| self.is_slashed(at))
    }

    /// A pound of flour: "half a pound" is hardly ever money, and up to a million weighs when the words around say so.
    fn is_weighed(&self, amount: &Amount, sign: &Sign) -> bool {
        let number = &amount.number;
        if number.power > 0 {
            return self.is_weight_of(sign.end);
        }
        let part = number.value < Decimal::from(1) && !number.digits;
        let reach = if number.large { LARGE_REACH } else { WEIGHT_REACH };
        let slim = number.value <= Decimal::from(MOST_LOST) && self.is_slimming(amount.first, sign.end);
        part || slim || self.is_weight(amount.first, sign.end, reach)
    }

    /// "1080p" are lines, but "1,234p" and "1234p a share" are pence.
    fn is_too_large(&self, number: &Number, sign: &Sign) -> bool {
        number.value >= Decimal::from(1000) && !number.signed && self.per(sign.end).is_none()
    }

    /// "a USD account", "A$AP Rocky": the article belongs to what follows. A code needs digits.
    fn is_article_of_noun(&self, number: &Number, sign: &Sign) -> bool {
        number.article
            && sign.item.class == Class::Symbol
            && (!self.spaced(sign.at) || sign.item.form.chars().all(char::is_alphabetic))
    }

    /// "In 2016 Mark Rutte won", "EOS 6D Mark II", "In 2012 euro zone leaders", "the 2018 lira crisis", "seit 2009 Bitcoin".
    fn is_name_or_date(&self, amount: &Amount, sign: &Sign) -> bool {
        let english = self.language == Language::En;
        let written = self.text_of(sign.end - 1).starts_with(char::is_uppercase);
        let title = Marks::TITLE_LINE;
        if sign.item.class == Class::Subunit && sign.item.flags.has(Flags::NAME) {
            // "50 Cent" sings; English writes "50 cents".
            let line = self.token(sign.at).is_some_and(|token| token.marks.has(title));
            return english && written && !line && !sign.item.form.ends_with('s') && amount.number.digits;
        }
        if sign.item.class != Class::Name || amount.number.power > 0 {
            return false;
        }
        let year = self.year_at(amount.first).filter(|_| amount.first == amount.last);
        let round = year.is_none_or(|year| year % 100 == 0);
        let dated = amount.first > 0 && !self.blocked(amount.first) && self.is(amount.first - 1, Class::Date);
        if year.is_some() && dated {
            return true;
        }
        let Some(next) = self.token(sign.end).filter(|token| !token.marks.has(Marks::LINE)) else {
            return false;
        };
        // English has the plural behind a number, so a noun with another one behind it is part of that.
        if english && !round && next.shape == Shape::Lower && self.has_plural(sign) {
            return true;
        }
        let capital = matches!(next.shape, Shape::Capital | Shape::Initial) && !next.marks.has(title);
        sign.item.flags.has(Flags::NAME)
            && written
            && (next.is_roman(self.text) || capital && (english || !round))
    }

    /// True for the singular of a noun that has a plural in "s".
    fn has_plural(&self, sign: &Sign) -> bool {
        let form = sign.item.form;
        !form.ends_with('s') && self.word_is(&format!("{form}s"), Class::Name)
    }

    /// A number too small for a currency of which nobody pays less: "2 TL", "PHP 8.2".
    fn is_too_small(&self, number: &Number, sign: &Sign) -> bool {
        sign.item.flags.has(Flags::FROM_TWENTY)
            && number.power == 0
            && number.value.magnitude() < Decimal::from(20)
    }
}
