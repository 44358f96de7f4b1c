//! Amounts inside words: "500-Millionen-Euro-Übernahme", "12-cent-a-share", "USD34.6".
//!
//! Amounts of words apart are in `find`.

use super::find::{Amount, Claim, REACH, Walk};
use super::lexicon::{Class, Item, Meaning};
use super::number::{self, hyphen_parts};
use super::value::{Decimal, Value};
use crate::fold;
use crate::token::{HYPHENS, Marks};

impl Walk<'_> {
    /// "500-Millionen-Euro-Übernahme", "20-Cent-Münze", "12-cent-a-share"; also the end of "500 Millionen-Euro-Deal".
    pub(super) fn compound(&mut self, at: usize) -> Option<Claim> {
        let token = self.token(at)?;
        let start = token.start as usize;
        // "500-Mio.-Euro-Deal" is cut by the tokens; the word goes on up to the next space.
        let mut last = at;
        while self.reader.glued_sign(last + 1, &["."])
            && self.reader.glued_sign(last + 2, &["-"])
            && self
                .token(last + 3)
                .is_some_and(|token| !token.marks.has(Marks::SPACE) && token.shape.is_word())
        {
            last += 3;
        }
        let end = self.token(last)?.end as usize;
        let word = self.reader.text.get(start..end)?;
        // The first part that is a currency, alone or with the next one ("US-Dollar").
        let mut found = None;
        let mut parts = hyphen_parts(word).peekable();
        let mut numbers_end = 0;
        // "5p-a-litre": a short letter is glued to the number and has a unit behind it.
        let is_priced = |end: usize| {
            let rest = word.get(end..).unwrap_or_default().trim_start_matches(HYPHENS);
            !self.spaced(at) && self.context().per_of_parts(rest).is_some()
        };
        while let Some((from, to)) = parts.next() {
            let longer = parts.peek().map(|&(_, next)| next);
            for end in longer.into_iter().chain([to]) {
                let part = word.get(from..end)?.trim_end_matches('.');
                let hash = fold::hash(part.as_bytes());
                if !part.is_ascii() || !self.words().may_trigger(hash) {
                    continue;
                }
                let unit = self.words().word(hash).iter().find_map(|item| match item.meaning {
                    Meaning::Unit(unit)
                        if !matches!(item.class, Class::Other | Class::Letter)
                            && (!item.flags.has(b'k') || is_priced(end))
                            && (!item.flags.has(b'x') || part == item.form) =>
                    {
                        Some((unit, item.flags))
                    }
                    _ => None,
                });
                if let Some((unit, flags)) = unit {
                    found = Some((from, end, unit, flags));
                    break;
                }
            }
            if found.is_some() {
                break;
            }
            numbers_end = to;
        }
        let (from, to, unit, flags) = found?;
        let head = word.get(from..)?.get(to - from..)?.trim_start_matches(HYPHENS);
        let numbers = word.get(..numbers_end)?;
        let amount = if from == 0 {
            // "1,2 Mrd.-Euro-Auftrag"
            let hyphen = at.checked_sub(1).filter(|&hyphen| {
                !self.spaced(at)
                    && self.reader.glued_sign(hyphen, &["-"])
                    && hyphen > 0
                    && self.reader.glued_sign(hyphen - 1, &["."])
            });
            self.before(hyphen.unwrap_or(at))?
        } else {
            let amount = self.before_with(at, Some((numbers, start)))?;
            // All parts before the currency must belong to the number.
            (self.atoms.last()?.end == start + numbers_end).then_some(amount)?
        };
        let context = self.context();
        let head_word = hyphen_parts(head).next().and_then(|(a, b)| head.get(a..b)).unwrap_or_default();
        let simple = amount.number.power == 0;
        if amount.number.value == Decimal::from(1) && context.word_is(head_word, Class::NoHead) {
            return None;
        }
        // "17 Euro-Länder" are countries; "20 Euro-Schein" is a note.
        let per = context.per_of_parts(head);
        if from == 0
            && simple
            && per.is_none()
            && (amount.number.year || !context.word_is(head_word, Class::Head))
        {
            return None;
        }
        // "a 200-pound man" weighs so much, "a five-pound note" is worth it.
        let head_word = if head.is_empty() { self.text_of(last + 1) } else { head_word };
        if flags.has(b'w') && simple && !context.word_is(head_word, Class::Head) {
            return None;
        }
        if flags.has(b'm') && !amount.number.large || amount.number.article && from == 0 {
            return None;
        }
        let last = (at..=last)
            .find(|&i| self.token(i).is_some_and(|token| token.end as usize >= start + to))
            .unwrap_or(last);
        let mut claim = Claim {
            first: amount.first,
            last,
            start: amount.start,
            end: start + to,
            value: Value::Exact(amount.number.value.checked_mul(unit.factor)?),
            unit,
            rule: "money.compound",
            power: amount.number.power,
            per,
            sign: at,
        };
        self.range_before(&mut claim, &amount);
        Some(claim)
    }

    /// "USD34.6 million", "Rs20": a code glued to its number.
    pub(super) fn glued_code(&mut self, at: usize) -> Option<Claim> {
        let token = self.token(at)?;
        let word = token.text(self.reader.text);
        let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
        let code = word.get(..letters).filter(|code| !code.is_empty())?;
        let is_code = |item: &&Item, form: &str| {
            let letter = || item.class == Class::Letter && self.context().is_country_near(at, item.meaning);
            (matches!(item.class, Class::Symbol | Class::Name) || letter())
                && matches!(item.meaning, Meaning::Unit(_))
                && !item.flags.has(b'n')
                && (!item.flags.has(b'x') || form == item.form)
        };
        let hash = fold::hash(code.as_bytes());
        // "$US45": the sign stands before the letters.
        let sign = at.checked_sub(1).filter(|&sign| sign >= self.free && !self.spaced(at));
        let signed = sign.and_then(|sign| {
            let node = self
                .words()
                .step(0, self.token(sign)?.hash)
                .and_then(|node| self.words().step(node, hash))?;
            let form =
                self.reader.text.get(self.token(sign)?.start as usize..token.start as usize + letters)?;
            self.words().items(node).iter().find(|item| is_code(item, form)).map(|item| (sign, *item))
        });
        let (first, item) = match signed {
            Some(found) => found,
            None => (at, *self.words().word(hash).iter().find(|item| is_code(item, code))?),
        };
        let Meaning::Unit(unit) = item.meaning else { return None };
        if item.class == Class::Name && item.form.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        let start = token.start as usize;
        // The digits, with signs, up to where the number ends.
        let rest = self.reader.text.get(start + letters..)?;
        let mut signs = rest.char_indices().peekable();
        let mut len = 0;
        while let Some((at, c)) = signs.next() {
            let digit_follows = signs.peek().is_some_and(|(_, next)| next.is_ascii_digit());
            if c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '\u{2019}') && digit_follows {
                len = at + c.len_utf8();
            } else {
                break;
            }
        }
        let digits_end = start + letters + len;
        let mut last = at;
        while self.token(last + 1).is_some_and(|token| (token.start as usize) < digits_end) {
            last += 1;
        }
        self.atoms.clear();
        self.reader.push_digits(last, start + letters, digits_end, &mut self.atoms)?;
        // A magnitude, glued inside the same word ("EUR500m") or in the next one.
        let token_end = self.token(last)?.end as usize;
        if digits_end < token_end {
            self.reader.push_magnitude(last, digits_end, token_end, &mut self.atoms)?;
        }
        let mut next = last + 1;
        while next < at + REACH && !self.blocked(next) {
            match self.reader.push(next, &mut self.atoms) {
                Some(after) => next = after,
                None => break,
            }
        }
        let number = number::read(&self.atoms)?;
        let (last, end) = self.atoms.get(number.used.checked_sub(1)?).map(|atom| (atom.token, atom.end))?;
        if item.flags.has(b'm') && !number.large || item.flags.has(b'r') && !number.signed {
            return None;
        }
        let start = self.token(first)?.start as usize;
        let amount = Amount { number, first, last, start, end };
        let mut claim = Claim {
            first,
            last,
            start,
            end,
            value: Value::Exact(number.value.checked_mul(unit.factor)?),
            unit,
            rule: "money.symbol-before",
            power: number.power,
            per: None,
            sign: at,
        };
        self.range_after(&mut claim, &amount);
        Some(claim)
    }
}
