//! May this number stand beside this currency? The flags of the tables, and what looks like an amount and is none.
//!
//! Years, hours and days are told in `date`, what weighs in `weight`, "$1" of programs in `program`. Nothing here finds an amount.

use super::amount::Amount;
use super::decimal::Decimal;
use super::flags::Flags;
use super::lexicon::{Class, Meaning, Of};
use super::number::Number;
use super::reader::{NEAR, Reader};
use super::sign::Sign;
use crate::language::Language;
use crate::token::{Marks, Shape};

/// How far before a currency at the end of a line the small word may stand that says that the line is part of a sentence.
const LINE_REACH: usize = 12;
/// How far before "ten grand" the word may stand that says that they are paid.
const PAID_REACH: usize = 10;

impl Number {
    /// The flags of a currency about the number alone, on whatever side.
    pub(super) fn fits(&self, flags: Flags) -> bool {
        !(flags.has(Flags::LARGE) && !self.is_large()
            || flags.has(Flags::SIGNED) && !self.signed
            || flags.has(Flags::FROM_TWENTY) && self.value.magnitude() < Decimal::from(20))
    }
}

impl Reader<'_> {
    /// May this number stand before this currency?
    pub(super) fn may_stand_before(&self, amount: &Amount, sign: &Sign) -> bool {
        let (number, first, end) = (&amount.number, amount.first, sign.end);
        if !self.flags_allow_before(amount, sign)
            || number.article && self.is(end, Class::NoHead)
            || number.power == 0 && self.is_flagged(end, Class::NoHead, Flags::ANY_NUMBER)
            || self.is_article_of_noun(number, sign)
            || self.is_name_or_date(amount, sign)
            || self.is_clock(first)
            || self.is_column_head(amount, sign)
            || self.is_behind_symbol(first)
            || self.is_half_of_pair(amount)
            || self.is_other(first, sign, false)
            || self.is_no_amount(first, end)
        {
            return false;
        }
        // Line breaks part a list of numbers from what follows, except after a magnitude or in a sentence.
        let parted = self.begins_line(sign.at) && sign.item.class == Class::Symbol && !number.is_large();
        let in_sentence = || {
            let before = first.checked_sub(1).filter(|_| !number.year && !self.begins_line(first));
            before.is_some_and(|before| self.is_small(before)) && self.sentence_goes_on(end)
        };
        !parted || in_sentence()
    }

    /// The flags about numbers before a currency.
    fn flags_allow_before(&self, amount: &Amount, sign: &Sign) -> bool {
        let (number, flags, end) = (&amount.number, sign.item.flags, sign.end);
        let fits = number.fits(flags) && !(flags.has(Flags::LARGE) && number.year);
        let at_end = || {
            let next = self.token(end + usize::from(self.glued_sign(end, &["."])));
            next.is_none_or(|next| {
                !next.shape.is_name_like() && next.shape != Shape::Number || next.marks.has(Marks::BLOCK)
            })
        };
        let per = || self.per(end).is_some();
        // "1080p" are lines, but "1,234p" and "1234p a share" are pence.
        let glued =
            || !self.spaced(sign.at) && (number.signed || number.value < Decimal::from(1000) || per());
        // "ten grand for it", "99c each", but not "30c in summer": the letter is a unit of other things as well.
        let goes_on =
            || self.is(end, Class::MinorEnd) && (!flags.has(Flags::GLUED) || self.is(end, Class::Per));
        (fits || flags.has(Flags::ANY_AT_END) && at_end())
            && !(flags.has(Flags::NO_ARTICLE) && number.article)
            && (!flags.has(Flags::GLUED) || glued())
            && (!flags.has(Flags::CLAUSE_END) || self.clause_ends(end) || goes_on() || per())
            && (!flags.has(Flags::PAID) || self.is_paid(amount.first, sign))
            && !(flags.has(Flags::WEIGHT) && self.is_weighed(amount, sign))
    }

    /// May this number stand after a symbol or code?
    pub(super) fn symbol_takes(&self, amount: &Amount, sign: &Sign) -> bool {
        let number = &amount.number;
        if !number.fits(sign.item.flags)
            || self.is_column_head(amount, sign)
            || self.is_year_behind_code(number, sign)
            || self.is_friday(amount, sign)
            || self.is_placeholder(amount, sign)
            || self.is_other(sign.at, sign, true)
            || self.begins_line(sign.end) && !self.is_over_line_end(amount, sign)
        {
            return false;
        }
        // A word after a sign is rare: "$ five million". "$two" is the name of a variable, and "USD a quarter" is three months.
        let share = number.value.magnitude() < Decimal::from(1);
        number.digits || number.power > 0 || self.text_of(sign.at) != "$" && !share
    }

    /// May this number stand after the name of a currency? "Euro 2024" is no amount, "Euro 3.000,-" is.
    pub(super) fn name_takes(&self, amount: &Amount, sign: &Sign) -> bool {
        let number = &amount.number;
        if !number.digits
            || number.year
            || self.is_other(sign.at, sign, true)
            || self.sign_at(amount.last + 1).is_some()
            || self.begins_line(sign.end)
        {
            return false;
        }
        let few = number.value >= Decimal::default() && number.value < Decimal::from(10);
        sign.unit.factor > Decimal::from(1) || number.is_large() || !few && self.clause_ends(amount.last + 1)
    }

    /// "EUR\n20 Mio.": does a number on the next line belong to the currency at the end of the line? One with a magnitude does;
    /// any other in a sentence that goes on, and where both stand alone. Elsewhere the currency is the head of a column.
    fn is_over_line_end(&self, amount: &Amount, sign: &Sign) -> bool {
        if amount.number.power > 0 && !self.blocked(sign.end) {
            return true;
        }
        let alone =
            self.begins_line(sign.at) && (self.begins_line(amount.last + 1) || amount.number.power > 0);
        let in_sentence = || {
            let before = sign.at.checked_sub(1);
            before.is_some_and(|before| !self.is(before, Class::In))
                && self.before_up_to(sign.at, LINE_REACH, Self::begins_line).any(|at| self.is_small(at))
                && self.sentence_goes_on(amount.last + 1)
        };
        !amount.number.year && (alone || in_sentence())
    }

    fn is_small(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.shape == Shape::Lower)
    }

    /// True when a sentence goes on with token `at`, on its line, or ends there: with a small word that is no unit, or with a sign.
    fn sentence_goes_on(&self, at: usize) -> bool {
        match self.text_of(at) {
            "," | ";" | "!" | "?" => !self.spaced(at),
            // "1. Stuhl" is an item of a list.
            "." => !self.spaced(at) && self.begins_line(at + 1),
            _ => !self.begins_line(at) && self.is_small(at) && !self.is(at, Class::Unit),
        }
    }

    /// "cp $1 $2": the number belongs to the sign before it, and not to the one behind.
    fn is_behind_symbol(&self, first: usize) -> bool {
        let sign = first.checked_sub(1).filter(|_| !self.spaced(first)).and_then(|at| self.sign_at(at));
        sign.is_some_and(|sign| sign.item.class == Class::Symbol)
    }

    /// "2023/24 Mio. Euro", "1/3 Mio. Euro": before a magnitude the number behind a stroke is no amount of its own.
    fn is_half_of_pair(&self, amount: &Amount) -> bool {
        amount.number.power > 0 && amount.first.checked_sub(2).is_some_and(|at| self.is_slashed(at))
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
            return written && !line && !sign.item.form.ends_with('s') && amount.number.digits;
        }
        if sign.item.class != Class::Name || amount.number.power > 0 {
            return false;
        }
        let year = self.year_at(amount.first);
        let round = year.is_none_or(|year| year % 100 == 0);
        if year.is_some() && self.back_over(0, amount.first, &[Class::Date]).is_some() {
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
        self.word_is(&format!("{}s", sign.item.form), Class::Name)
    }

    /// True when a word beside the amount says that it is paid, or a word for the country of its currency stands near:
    /// "the 133 mark" and "ten grand pianos" are no money.
    pub(super) fn is_paid(&self, first: usize, sign: &Sign) -> bool {
        let pays = |at: usize| self.is(at, Class::Payment);
        self.is_beside(first, PAID_REACH, sign.end, pays)
            || self.per(sign.end).is_some()
            || matches!(sign.unit.of, Of::Family(_)) && self.is_country_near(sign.at, sign.unit.of)
    }

    /// True when a word beside the amount says that its unit is no currency here: "TSH 2,1, INR 2,1", "Größe EUR 42".
    pub(super) fn is_other(&self, first: usize, sign: &Sign, in_front: bool) -> bool {
        let (end, of) = (sign.end, sign.unit.of);
        let short = sign.item.form.len() <= 2;
        let says = |at: usize| {
            self.items(at).iter().any(|item| {
                item.class == Class::Other
                    && matches!(item.meaning, Meaning::Unit(unit) if unit.of == of)
                    && (in_front || !item.flags.has(Flags::IN_FRONT))
                    && (short || !item.flags.has(Flags::SHORT))
            })
        };
        self.is_beside(first, NEAR, end, says)
    }

    /// "1080p": looks like an amount and is none.
    pub(super) fn is_no_amount(&self, first: usize, end: usize) -> bool {
        self.past(first, &[Class::NoAmount]).is_some_and(|after| after <= end)
    }
}
