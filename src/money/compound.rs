//! Amounts inside words: "500-Millionen-Euro-Übernahme", "12-cent-a-share", "USD34.6".
//!
//! Amounts of words apart are in `find`.

use super::amount::Amount;
use super::atoms::Place;
use super::claim::{Claim, RuleId};
use super::decimal::Decimal;
use super::find::Walk;
use super::flags::Flags;
use super::lexicon::{Class, Item, Meaning, Unit};
use super::number::{self, Number};
use super::reader::hyphen_parts;
use crate::fold;
use crate::token::{HYPHENS, Token};

/// A hyphenated word, with the pieces of it that a full stop has made tokens of their own: "500-Mio.-Euro-Deal".
struct Compound<'t> {
    /// Its first token.
    at: usize,
    /// Its last token.
    last: usize,
    start: usize,
    word: &'t str,
}

/// A currency among the parts of a compound; the places are bytes of its word.
struct Inside {
    from: usize,
    to: usize,
    unit: Unit,
    flags: Flags,
    /// Where the parts before it end, which have to be a number.
    numbers_end: usize,
}

/// A code with a number behind it in the same word: "USD34.6", "$US45".
struct Code {
    /// Its first token: the sign before the letters, or that of the letters.
    first: usize,
    item: Item,
    /// Where its letters end.
    end: usize,
}

impl<'t> Walk<'t> {
    /// "500-Millionen-Euro-Übernahme", "20-Cent-Münze", "12-cent-a-share"; also the end of "500 Millionen-Euro-Deal".
    pub(super) fn compound(&mut self, at: usize) -> Option<Claim> {
        let compound = self.compound_at(at)?;
        let inside = self.unit_inside(&compound)?;
        let mut amount = self.number_of_compound(&compound, &inside)?;
        amount = self.regroup(amount, inside.unit, compound.last + 1, false);
        let head = compound.word.get(inside.to..)?.trim_start_matches(HYPHENS);
        if !self.is_amount_of_compound(&compound, &inside, &amount, head) {
            return None;
        }
        let end = compound.start + inside.to;
        let last = (at..=compound.last).find(|&i| self.end_of(i) >= end).unwrap_or(compound.last);
        let claim = Claim::of(&amount, inside.unit, at, RuleId::Compound)?;
        let mut claim = Claim { last, end, ..claim };
        self.range_before(&mut claim, &amount);
        Some(claim)
    }

    /// The compound that begins at token `at`; it goes on up to the next space.
    fn compound_at(&self, at: usize) -> Option<Compound<'t>> {
        let start = self.start_of(at);
        let is_word = |token: &Token| token.shape.is_word();
        let mut last = at;
        while self.glued_sign(last + 1, &["."])
            && self.glued_sign(last + 2, &["-"])
            && self.token(last + 3).is_some_and(is_word)
        {
            last += 3;
        }
        let word = self.text.get(start..self.end_of(last))?;
        Some(Compound { at, last, start, word })
    }

    /// The first part that is a currency, alone or with the next one ("US-Dollar").
    fn unit_inside(&self, compound: &Compound) -> Option<Inside> {
        let mut parts = hyphen_parts(compound.word).peekable();
        let mut numbers_end = 0;
        while let Some((from, to)) = parts.next() {
            let longer = parts.peek().map(|&(_, next)| next);
            for to in longer.into_iter().chain([to]) {
                if let Some((unit, flags)) = self.unit_of_part(compound, from, to) {
                    return Some(Inside { from, to, unit, flags, numbers_end });
                }
            }
            numbers_end = to;
        }
        None
    }

    /// The currency that stands from `from` up to `to` in a compound.
    fn unit_of_part(&self, compound: &Compound, from: usize, to: usize) -> Option<(Unit, Flags)> {
        let part = compound.word.get(from..to)?.trim_end_matches('.');
        let hash = fold::hash(part.as_bytes());
        if !self.words.may_trigger(hash) {
            return None;
        }
        // "5p-a-litre": a short letter is glued to the number and has a unit behind it.
        let is_priced = || {
            let rest = compound.word.get(to..).unwrap_or_default().trim_start_matches(HYPHENS);
            self.per_of_parts(rest).is_some()
        };
        self.words.word(hash).iter().find_map(|item| match item.meaning {
            Meaning::Unit(unit)
                if item.class.is_currency()
                    && (!item.flags.has(Flags::GLUED) || is_priced())
                    && (!item.flags.has(Flags::EXACT) || part == item.form) =>
            {
                Some((unit, item.flags))
            }
            _ => None,
        })
    }

    /// The number before the currency of a compound, in it or before it.
    fn number_of_compound(&mut self, compound: &Compound, inside: &Inside) -> Option<Amount> {
        let at = compound.at;
        if inside.from > 0 {
            let numbers = compound.word.get(..inside.numbers_end)?;
            let amount = self.number_up_to_with(at, Some(numbers))?;
            // All parts before the currency must belong to the number.
            let all = self.atoms.last()?.end == compound.start + inside.numbers_end;
            return all.then_some(amount);
        }
        // "1,2 Mrd.-Euro-Auftrag"
        let stop = at.checked_sub(2).filter(|&stop| {
            self.glued_sign(stop, &["."]) && self.glued_sign(stop + 1, &["-"]) && !self.spaced(at)
        });
        self.number_up_to(stop.map_or(at, |stop| stop + 1))
    }

    /// May this number and the currency inside be an amount, before this head?
    fn is_amount_of_compound(
        &self,
        compound: &Compound,
        inside: &Inside,
        amount: &Amount,
        head: &str,
    ) -> bool {
        let number = &amount.number;
        let (simple, apart) = (number.power == 0, inside.from == 0);
        let head_word = hyphen_parts(head).next().and_then(|(a, b)| head.get(a..b)).unwrap_or_default();
        if number.value == Decimal::from(1) && self.word_is(head_word, Class::NoHead) {
            return false;
        }
        // "17 Euro-Länder" are countries; "20 Euro-Schein" is a note.
        let is_sum =
            || !number.year && self.word_is(head_word, Class::Head) || self.per_of_parts(head).is_some();
        if apart && simple && !is_sum() {
            return false;
        }
        // "a 200-pound man" weighs so much, "a five-pound note" is worth it.
        let noun = if head.is_empty() { self.text_of(compound.last + 1) } else { head_word };
        if inside.flags.has(Flags::WEIGHT) && simple && !self.word_is(noun, Class::Head) {
            return false;
        }
        number.fits(inside.flags)
    }

    /// "USD34.6 million", "Rs20": a code glued to its number.
    pub(super) fn glued_code(&mut self, at: usize) -> Option<Claim> {
        let Code { first, item, end } = self.code_at(at)?;
        // "CRC32" is a checksum.
        if self.is_no_amount(at, at + 1) {
            return None;
        }
        let Meaning::Unit(unit) = item.meaning else { return None };
        if item.class == Class::Name && item.form.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let number = self.number_behind_code(at, end)?;
        let amount = Amount { first, start: self.start_of(first), ..self.amount(number)? };
        let amount = self.regroup(amount, unit, amount.last + 1, true);
        if !amount.number.fits(item.flags) {
            return None;
        }
        let mut claim = Claim::of(&amount, unit, at, RuleId::SymbolBefore)?;
        self.range_after(&mut claim, &amount);
        Some(claim)
    }

    /// The code with which token `at` begins.
    fn code_at(&self, at: usize) -> Option<Code> {
        let token = self.token(at)?;
        let word = token.text(self.text);
        let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
        let code = word.get(..letters)?;
        let end = token.start as usize + letters;
        let hash = fold::hash(code.as_bytes());
        // "$US45": the sign stands before the letters.
        let sign = at.checked_sub(1).filter(|&sign| sign >= self.free && !self.spaced(at));
        let signed = sign.and_then(|first| {
            let sign = self.token(first)?;
            let node = self.words.step(0, sign.hash).and_then(|node| self.words.step(node, hash))?;
            let form = self.text.get(sign.start as usize..end)?;
            let item = *self.words.items(node).iter().find(|item| self.is_code(item, form, at))?;
            Some(Code { first, item, end })
        });
        signed.or_else(|| {
            let item = *self.words.word(hash).iter().find(|item| self.is_code(item, code, at))?;
            Some(Code { first: at, item, end })
        })
    }

    /// May this currency, written like `form`, be glued to a number in token `at`?
    fn is_code(&self, item: &Item, form: &str, at: usize) -> bool {
        let letter = || {
            item.class == Class::Letter
                && matches!(item.meaning, Meaning::Unit(unit) if self.is_country_near(at, unit.of))
        };
        (matches!(item.class, Class::Symbol | Class::Name) || letter())
            && !item.flags.has(Flags::BEHIND)
            && (!item.flags.has(Flags::EXACT) || form == item.form)
    }

    /// The number that begins at byte `start`, behind the letters of token `at`; its pieces are left in the buffer.
    fn number_behind_code(&mut self, at: usize, start: usize) -> Option<Number> {
        let end = start + signed_digits(self.text.get(start..)?);
        let mut last = at;
        while self.token(last + 1).is_some_and(|token| (token.start as usize) < end) {
            last += 1;
        }
        self.atoms.clear();
        self.reader.push_digits(Place { token: last, start, end }, &mut self.atoms)?;
        // A magnitude, glued inside the same word ("EUR500m") or in the next one.
        let token_end = self.end_of(last);
        if end < token_end {
            let place = Place { token: last, start: end, end: token_end };
            self.reader.push_magnitude(place, &mut self.atoms)?;
        }
        if !self.blocked(last + 1) {
            self.push_pieces(last + 1);
        }
        number::read(&self.atoms)
    }
}

/// How many bytes at the beginning of `text` are digits, with the signs between them.
fn signed_digits(text: &str) -> usize {
    let mut signs = text.char_indices().peekable();
    let mut len = 0;
    while let Some((at, c)) = signs.next() {
        let digit_follows = signs.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let joins = matches!(c, '.' | ',' | '\'' | '\u{2019}') && digit_follows;
        if !joins && !c.is_ascii_digit() {
            break;
        }
        len = at + c.len_utf8();
    }
    len
}
