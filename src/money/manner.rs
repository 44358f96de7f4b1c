//! Which sign groups the digits, where the language of the text does not tell: "25.000 Euro" in an English text,
//! "$1,500" in a German one, "Menge 3 250 €".
//!
//! How a number is read by itself is in `digits`; here it is read beside its currency and the other numbers around it.

use super::amount::Amount;
use super::decimal::Decimal;
use super::digits::{Digits, digits};
use super::find::Walk;
use super::flags::Flags;
use super::lexicon::{Class, Item, Manner, Meaning, Unit};
use super::reader::Reader;
use crate::language::Language;
use crate::token::Marks;

/// How far other numbers may stand that tell which manner of writing is used.
const MANNER_REACH: usize = 60;
/// How far before an amount a word may stand that says that its third digit counts.
const FINE_REACH: usize = 8;
/// How far behind a price its product with the number before it may stand.
const PRODUCT_REACH: usize = 6;
/// How many digits a group has.
const GROUP: usize = 3;

/// A number with one sign, before exactly three digits: "25.000".
struct Lone {
    sign: u8,
    /// How many digits stand before it.
    lead: usize,
    /// It ends in two zeros: nobody writes thousandths so.
    round: bool,
}

impl Lone {
    /// What is written, whatever stands before and behind its digits.
    fn read(written: &str) -> Option<Lone> {
        let digits = written.trim_matches(|c: char| !c.is_ascii_digit());
        let (lead, rest) = digits.split_once(['.', ','])?;
        let sign = *digits.as_bytes().get(lead.len())?;
        let mut all = lead.bytes().chain(rest.bytes());
        let sound = lead.len() <= GROUP && rest.len() == GROUP && all.all(|byte| byte.is_ascii_digit());
        (sound && !lead.starts_with('0')).then_some(Lone {
            sign,
            lead: lead.len(),
            round: rest.ends_with("00"),
        })
    }
}

/// The sign that parts the decimals in a language.
fn decimal_sign(language: Language) -> u8 {
    if language == Language::En { b'.' } else { b',' }
}

/// The sign that groups digits where `text` is written, when that tells it.
fn group_sign(text: &str, language: Language) -> Option<u8> {
    let other = |sign: u8| if sign == b'.' { b',' } else { b'.' };
    let last = text.bytes().rposition(|byte| matches!(byte, b'.' | b','))?;
    let sign = *text.as_bytes().get(last)?;
    let (before, behind) = (text.get(..last)?, text.len() - last - 1);
    digits(text, language)?;
    if before.contains(char::from(other(sign))) {
        return Some(other(sign));
    }
    match behind {
        // "1.234.567", and "1.234" as the language has it
        GROUP if before.contains(char::from(sign)) || sign != decimal_sign(language) => Some(sign),
        // "12,50", while "12.50" may be an hour
        1 | 2 if sign == b',' => Some(b'.'),
        _ => None,
    }
}

impl Reader<'_> {
    /// True for the word for 1.
    fn is_one(&self, at: usize) -> bool {
        let one = |item: &Item| matches!(item.meaning, Meaning::Number(number) if number == Decimal::from(1));
        self.items(at).iter().any(|item| item.class == Class::Number && one(item))
    }

    /// The numbers around token `at` that may tell how it is written.
    fn numbers_near(
        &self,
        at: usize,
        ends: impl Fn(&Self, usize) -> bool + Copy,
    ) -> impl Iterator<Item = &str> {
        let near = self.around_up_to(at, MANNER_REACH, ends);
        near.filter(|&at| self.is_digits(at)).map(|at| self.text_of(at))
    }

    /// The sign with which the numbers around token `at` group their digits, when all that tell it agree.
    fn group_sign_near(&self, at: usize) -> Option<u8> {
        let mut signs =
            self.numbers_near(at, |_, _| false).filter_map(|text| group_sign(text, self.language));
        let first = signs.next()?;
        signs.all(|sign| sign == first).then_some(first)
    }

    /// True when the blank behind the number of token `last` groups no digits with those of the next token: a quantity
    /// or the number of a thing stands before a price. "Zimmer 12 150 Euro", "Pos. 3 Stuhl 6 120,00 EUR 720,00 EUR",
    /// "4 349 EUR" beside "1.396 EUR".
    pub(super) fn is_apart(&self, last: usize, high: Decimal, low: &Digits) -> bool {
        let at = last + 1;
        // No number begins with a zero.
        if self.text_of(at).starts_with('0') {
            return false;
        }
        self.is_counted(last) || self.is_product(high, at, low) || self.groups_by_sign(at)
    }

    /// True when a noun of counting or position stands before the number of token `at`: "Menge 3", "Pos. 3", "Anzahl:
    /// 3".
    fn is_counted(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|_| !self.blocked(at)) else { return false };
        let noun = before.saturating_sub(usize::from(self.glued_sign(before, &[".", ":"])));
        self.is_flagged(noun, Class::Label, Flags::COUNTS)
    }

    /// True when both numbers make the next one of the line, with nothing but a currency between: "3 250 € = 750 €".
    fn is_product(&self, count: Decimal, at: usize, price: &Digits) -> bool {
        let between = |i: &usize| {
            self.token(*i).is_some_and(|token| {
                let sign = self.words.may_trigger(token.hash) || matches!(self.text_of(*i), "=" | "|");
                sign && !token.marks.has(Marks::LINE)
            })
        };
        let next = at + 1 + (at + 1..at + PRODUCT_REACH).take_while(between).count();
        let total = digits(self.text_of(next), self.language);
        total.is_some_and(|total| count.checked_mul(price.value) == Some(total.value))
    }

    /// True when another number of the paragraph has its digits grouped by a sign.
    fn groups_by_sign(&self, at: usize) -> bool {
        self.numbers_near(at, Self::blocked).any(|text| {
            let both = || text.contains('.') && text.contains(',');
            digits(text, self.language)
                .is_some_and(|number| if number.decimal { both() } else { !number.plain })
        })
    }
}

impl Walk<'_> {
    /// Reads the sign of a number as that of a group where the language has a decimal sign, when its currency and what
    /// stands around tell that. `behind` is the token behind the amount and its currency; `glued` says that the
    /// currency is glued in front, which nobody does who writes decimals with a comma.
    pub(super) fn regroup(&self, mut amount: Amount, unit: Unit, behind: usize, glued: bool) -> Amount {
        let number = &mut amount.number;
        if number.power > 0 || unit.factor < Decimal::from(1) {
            return amount;
        }
        let written = self.text.get(amount.start..amount.end).unwrap_or_default();
        if let Some(lone) = Lone::read(written)
            && lone.sign == decimal_sign(self.language)
            && self.groups(&lone, unit, amount.first, behind, glued)
            && let Some(value) = number.value.shift(3)
        {
            number.value = value;
        }
        amount
    }

    fn groups(&self, lone: &Lone, unit: Unit, first: usize, behind: usize, glued: bool) -> bool {
        let manner = self.lexicon.manner(unit.of);
        if manner == Some(Manner::Whole) {
            return !self.is_rate(first, unit, behind);
        }
        if self.is_fine_unit(behind) {
            return false;
        }
        let comma = lone.sign == b',';
        let long = lone.lead > 1;
        if !long && (self.is_fine(first, behind) || self.is_rate(first, unit, behind)) {
            return false;
        }
        if comma && glued {
            return true;
        }
        match self.group_sign_near(first) {
            Some(sign) if sign == lone.sign => return true,
            Some(_) if !long => return false,
            _ => {}
        }
        match manner {
            Some(Manner::Points) => !comma,
            Some(Manner::Commas) => long && lone.round,
            _ => false,
        }
    }

    /// True when a word near a number speaks of a price with thousandths: "Diesel at €1.459", "shares at 1.459 euros".
    fn is_fine(&self, first: usize, behind: usize) -> bool {
        let fine = |at: usize| self.is(at, Class::Fine);
        self.is_beside(first, FINE_REACH, behind, fine)
    }

    /// True when another currency stands near a number, and has none itself or is one of it: "the pound fell to
    /// €1.157", "a dollar buys 1.157 francs".
    fn is_rate(&self, first: usize, unit: Unit, behind: usize) -> bool {
        let one = |at: usize| self.text_of(at) == "1" || self.is(at, Class::Article) || self.is_one(at);
        let rated = |at: usize| {
            self.sign_at(at).is_some_and(|sign| {
                let flags = sign.item.flags;
                // "TOP offer: 1.299 EUR": a code that is a word as well tells of no rate.
                let sure = !flags.has(Flags::LARGE) && !flags.has(Flags::SIGNED) && !flags.has(Flags::GLUED);
                // The sign that ends where the number begins is its own.
                let bare = (self.free..first).contains(&at) && sign.end != first;
                let counts = bare || at > 0 && one(at - 1) || one(sign.end);
                sure && counts && sign.unit.of != unit.of
            })
        };
        self.is_beside(first, FINE_REACH, behind, rated)
    }
}
