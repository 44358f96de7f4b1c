//! The walk over the tokens: a currency with its number before or after it, minor units, ranges, compounds.
//!
//! Each rule has an id, listed with examples in docs/MONEY.md. How a number is read is in `number`; what stands around
//! an amount is in `context`.

use super::atoms::{Atom, DASHES, Part, Place, Reader};
use super::context::Context;
use super::flags::Flags;
use super::lexicon::{Class, Item, Lexicon, Meaning, Of, Unit, Words};
use super::number::{self, Number};
use super::value::{Currency, Decimal, Money, Value};
use crate::language::Language;
use crate::span::Span;
use crate::token::{HYPHENS, Marks, Shape, Token};

/// An amount of money in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The number of its first token.
    pub first: u32,
    /// The number of its last token.
    pub last: u32,
    /// Its bytes. They may lie inside a token: "20-Euro" in "20-Euro-Schein".
    pub span: Span,
    /// What it says.
    pub money: Money,
    /// The id of the rule that found it.
    pub rule: &'static str,
}

/// Number words are looked for in so many tokens before and after a currency.
pub(super) const REACH: usize = 14;
/// How many currencies that begin at one token are told apart: of "US$" and "US" alone there are two.
const MOST_SIGNS: usize = 8;

/// Appends all amounts of money to `out`.
pub(crate) fn find(
    lexicon: &Lexicon,
    text: &str,
    tokens: &[Token],
    language: Language,
    out: &mut Vec<Found>,
) {
    let words = lexicon.words(language);
    let begin = out.len();
    let mut walk = None;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if !words.may_trigger(token.hash)
            && !token.marks.has(Marks::HYPHEN)
            && token.shape != Shape::AlphaNumeric
        {
            at += 1;
            continue;
        }
        let walk = walk.get_or_insert_with(|| Walk {
            reader: Reader { text, tokens, words, language },
            lexicon,
            atoms: Vec::new(),
            stack: Vec::new(),
            free: 0,
            begin,
            last_power: 0,
            last_factor: Decimal::default(),
            last_of: None,
        });
        at = walk.visit(at, out).max(at + 1);
    }
}

pub(super) struct Walk<'t> {
    pub(super) reader: Reader<'t>,
    pub(super) lexicon: &'t Lexicon,
    /// Buffers.
    pub(super) atoms: Vec<Atom>,
    pub(super) stack: Vec<usize>,
    /// The first token that no amount has taken yet.
    pub(super) free: usize,
    /// Where the results of this walk begin.
    pub(super) begin: usize,
    /// The power of the last number found, for "$10 to $15 million".
    pub(super) last_power: u32,
    /// How many of the currency its unit was: "30 Cent bis 1 Euro" are two amounts.
    pub(super) last_factor: Decimal,
    /// Its currency or family, as it was written.
    pub(super) last_of: Option<Of>,
}

/// A currency in the text: tokens `at` up to, and not including, `end`.
#[derive(Clone, Copy)]
pub(super) struct Sign {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) item: Item,
    pub(super) unit: Unit,
}

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
    pub(super) fn take_magnitude(&mut self, power: u32) -> Option<()> {
        let number = &mut self.number;
        number.value = number.value.shift(power)?;
        (number.power, number.signed, number.large) = (power, true, true);
        Some(())
    }
}

/// A claim that grows until it is pushed.
pub(super) struct Claim {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: Value,
    pub(super) unit: Unit,
    pub(super) rule: &'static str,
    pub(super) power: u32,
    /// A per-unit that was found inside ("12-cent-a-share").
    pub(super) per: Option<Box<str>>,
    /// The token of the currency, where cues are looked for.
    pub(super) sign: usize,
    /// Its number was rounded.
    pub(super) rounded: bool,
}

impl Claim {
    /// Nothing but `amount`, in the currency that token `sign` names.
    pub(super) fn of(amount: &Amount, unit: Unit, sign: usize, rule: &'static str) -> Option<Claim> {
        Some(Claim {
            first: amount.first,
            last: amount.last,
            start: amount.start,
            end: amount.end,
            value: Value::Exact(amount.number.value.checked_mul(unit.factor)?),
            unit,
            rule,
            power: amount.number.power,
            per: None,
            sign,
            rounded: amount.number.rounded,
        })
    }
}

impl<'t> Walk<'t> {
    pub(super) fn words(&self) -> &'t Words {
        self.reader.words
    }

    pub(super) fn token(&self, at: usize) -> Option<&'t Token> {
        self.reader.token(at)
    }

    pub(super) fn text_of(&self, at: usize) -> &'t str {
        self.reader.text_of(at)
    }

    pub(super) fn spaced(&self, at: usize) -> bool {
        self.reader.spaced(at)
    }

    pub(super) fn blocked(&self, at: usize) -> bool {
        self.reader.blocked(at)
    }

    pub(super) fn is_digits(&self, at: usize) -> bool {
        self.reader.is_digits(at)
    }

    /// Pushes the parts of the number that begins at token `at`, up to token `end`; gives back the token behind it.
    pub(super) fn push_number(&mut self, at: usize, end: usize) -> usize {
        let mut next = at;
        while next < end && (next == at || !self.blocked(next)) {
            match self.reader.push(next, &mut self.atoms) {
                Some(after) => next = self.reader.after_blank(after),
                None => break,
            }
        }
        next
    }

    pub(super) fn is_dash(&self, at: usize) -> bool {
        self.reader.is_dash(at)
    }

    pub(super) fn context(&self) -> Context<'_, 't> {
        Context { reader: &self.reader, lexicon: self.lexicon }
    }

    /// Looks at the token `at`, and tells where to go on.
    #[inline(never)]
    fn visit(&mut self, at: usize, out: &mut Vec<Found>) -> usize {
        let Some(token) = self.token(at) else { return at + 1 };
        if self.words().may_trigger(token.hash) && self.words().step(0, token.hash).is_some() {
            for sign in self.signs(at).into_iter().rev().flatten() {
                if let Some(claim) = self.claim(sign) {
                    return self.push(claim, out);
                }
            }
        }
        if token.marks.has(Marks::HYPHEN)
            && let Some(claim) = self.compound(at)
        {
            return self.push(claim, out);
        }
        if token.shape == Shape::AlphaNumeric
            && let Some(claim) = self.glued_code(at)
        {
            return self.push(claim, out);
        }
        at + 1
    }

    /// The currencies that begin at token `at`, the longest last.
    pub(super) fn signs(&self, at: usize) -> [Option<Sign>; MOST_SIGNS] {
        let mut signs = [None; MOST_SIGNS];
        let mut node = 0;
        let mut slots = signs.iter_mut();
        let mut end = at;
        while let Some(token) = self.token(end) {
            if end > at && token.marks.has(Marks::BLOCK) {
                break;
            }
            let Some(next) = self.words().step(node, token.hash) else { break };
            (node, end) = (next, end + 1);
            for item in self.words().items(node) {
                let Meaning::Unit(unit) = item.meaning else { continue };
                if !matches!(item.class, Class::Symbol | Class::Name | Class::Subunit)
                    || !self.form_fits(item, at, end)
                {
                    continue;
                }
                if let Some(slot) = slots.next() {
                    *slot = Some(Sign { at, end, item: *item, unit });
                }
            }
        }
        signs
    }

    /// The longest currency that begins at token `at`.
    pub(super) fn sign_at(&self, at: usize) -> Option<Sign> {
        if !self.words().may_trigger(self.token(at)?.hash) {
            return None;
        }
        self.signs(at).into_iter().rev().flatten().next()
    }

    /// The flags about how a word is written.
    pub(super) fn form_fits(&self, item: &Item, at: usize, end: usize) -> bool {
        let flags = item.flags;
        if flags.has(Flags::JOINED) && (at + 1..end).any(|i| self.spaced(i)) {
            return false;
        }
        if flags.has(Flags::SPACED) && !self.spaced(end) {
            return false;
        }
        if flags.has(Flags::EXACT) {
            let from = self.token(at).map_or(0, |token| token.start as usize);
            let to = self.token(end.saturating_sub(1)).map_or(0, |token| token.end as usize);
            let written = self.reader.text.get(from..to).unwrap_or_default();
            let letters = |c: &char| !c.is_whitespace();
            return written.trim_end_matches('.').chars().filter(letters).eq(item
                .form
                .trim_end_matches('.')
                .chars()
                .filter(letters));
        }
        true
    }

    /// The amount of which `sign` is the currency.
    fn claim(&mut self, mut sign: Sign) -> Option<Claim> {
        if self.is_rest_of_sign(sign) {
            return None;
        }
        // "norwegische Kronen", "malaysia ringgits", "Canadian $5": a country beside the currency belongs to it.
        let mut first = sign.at;
        if let Some((from, of)) = self.context().country_beside(self.free, &sign) {
            (first, sign.unit.of) = (from, of);
        }
        let before = self.number_before(first, &sign);
        let after = self.number_behind(&sign);
        match before {
            Some(before) if !self.prefers_after(&before, &after, &sign) => self.claim_before(before, &sign),
            _ => self.claim_behind(after?, first, &sign),
        }
    }

    /// The number before a currency that begins, with its country, at token `first`.
    fn number_before(&mut self, first: usize, sign: &Sign) -> Option<Amount> {
        let mut amount = self
            .before(first)
            .or_else(|| self.before_bracket(first, sign))
            .or_else(|| self.before_hyphen(sign))
            .or_else(|| self.minus_behind(first, sign))?;
        self.leading_point(&mut amount);
        self.whole_before(&mut amount);
        self.thousands_before(&mut amount);
        self.may_stand_before(&amount, sign).then_some(amount)
    }

    /// The number behind a currency.
    fn number_behind(&mut self, sign: &Sign) -> Option<Amount> {
        let never = sign.item.flags.has(Flags::BEHIND) || sign.item.class == Class::Subunit;
        if never || self.is_pair(sign.at) {
            return None;
        }
        let amount = self.after(sign.end, sign)?;
        let takes = match sign.item.class {
            Class::Symbol => self.symbol_takes(&amount, sign),
            _ => self.name_takes(&amount, sign),
        };
        takes.then_some(amount)
    }

    /// The amount whose number stands before its currency.
    fn claim_before(&mut self, mut amount: Amount, sign: &Sign) -> Option<Claim> {
        let symbol = sign.item.class == Class::Symbol;
        let rule = if symbol { "money.symbol-after" } else { "money.name-after" };
        self.take_minus(&mut amount);
        let last = sign.end - 1;
        let end = self.token(last)?.end as usize;
        let mut claim = Claim { last, end, ..Claim::of(&amount, sign.unit, sign.at, rule)? };
        // "100+ million dollars"
        if let Value::Exact(value) = claim.value
            && self.reader.glued_sign(amount.last + 1, &["+"])
            && amount.last + 1 < sign.at
        {
            claim.value = Value::AtLeast(value);
        }
        self.magnitude_behind(&mut claim, &amount);
        self.minor(&mut claim, &amount, false);
        self.range_before(&mut claim, &amount);
        Some(claim)
    }

    /// The amount whose number stands behind its currency, which begins at token `first`.
    fn claim_behind(&mut self, amount: Amount, first: usize, sign: &Sign) -> Option<Claim> {
        let symbol = sign.item.class == Class::Symbol;
        let rule = if symbol { "money.symbol-before" } else { "money.name-before" };
        let start = self.token(first)?.start as usize;
        let mut claim = Claim { first, start, ..Claim::of(&amount, sign.unit, sign.at, rule)? };
        self.range_after(&mut claim, &amount);
        self.magnitude_in_front(&mut claim, symbol);
        self.magnitude_behind_bracket(&mut claim);
        self.magnitude_behind_plus(&mut claim);
        self.same_currency_behind(&mut claim);
        self.thousands_behind(&mut claim);
        self.minor(&mut claim, &amount, true);
        Some(claim)
    }

    /// "EUR/USD 1,0577" is a rate, not an amount.
    pub(super) fn is_pair(&self, at: usize) -> bool {
        at > 1
            && self.reader.glued_sign(at - 1, &["/"])
            && !self.spaced(at)
            && self.signs(at - 2).iter().flatten().any(|sign| sign.end == at - 1)
    }

    /// True when the currency belongs to the number behind it, although one stands before it as well.
    fn prefers_after(&self, before: &Amount, after: &Option<Amount>, sign: &Sign) -> bool {
        let Some(after) = after else { return false };
        // "5 € (3,4)", "5 €-10 €"
        let bracket_or_dash = self.text_of(sign.end) == "(" || self.is_dash(sign.end);
        if sign.item.class != Class::Symbol || !self.spaced(sign.at) || bracket_or_dash && !before.number.year
        {
            return false;
        }
        // Free on both sides: "phase one $ 14 million", "in 1988 $ 14 million".
        let (before, after) = (before.number, after.number);
        !self.spaced(sign.end) || before.year || !before.digits || before.power == 0 && after.power > 0
    }

    /// The number that ends right before token `at`.
    pub(super) fn before(&mut self, at: usize) -> Option<Amount> {
        self.before_with(at, None)
    }

    /// The number that ends right before token `at`; with `parts`, the beginning of the hyphenated word `at` belongs to it
    /// as well: "500 Millionen-Euro-Projekt".
    pub(super) fn before_with(&mut self, at: usize, parts: Option<(&str, usize)>) -> Option<Amount> {
        let at = self.reader.before_blank(at);
        let lowest = self.free.max(at.saturating_sub(REACH));
        // Number tokens, from the last to the first.
        self.stack.clear();
        let mut first = at;
        while first > lowest {
            if self.blocked(first) {
                break;
            }
            let Some(start) = self.number_token_before(first, lowest) else { break };
            self.stack.push(start);
            first = self.reader.before_blank(start);
        }
        if let Some((word, start)) = parts {
            self.atoms.clear();
            self.reader.push_hyphenated(at, word, start, &mut self.atoms);
            if let Some(number) = self.read_all(0).filter(|_| self.stack.is_empty()) {
                return self.amount(number, 0);
            }
        }
        // From the earliest start from which a number reaches up to the currency.
        while let Some(start) = self.stack.pop() {
            self.atoms.clear();
            let mut next = start;
            while next < at {
                match self.reader.push(next, &mut self.atoms) {
                    Some(after) if after < at => next = self.reader.after_blank(after),
                    Some(after) => next = after,
                    None => break,
                }
            }
            if next != at {
                continue;
            }
            if let Some((word, start)) = parts {
                // In "a million-dollar home" the article belongs to the home.
                if matches!(self.atoms.first(), Some(Atom { part: Part::Article, .. })) {
                    continue;
                }
                self.reader.push_hyphenated(at, word, start, &mut self.atoms);
            }
            if let Some(number) = self.read_all(0) {
                if self.context().is_vague_before(start) {
                    return None;
                }
                return self.amount(number, 0);
            }
        }
        if let Some((word, start)) = parts {
            self.atoms.clear();
            self.reader.push_hyphenated(at, word, start, &mut self.atoms);
            return self.read_all(0).and_then(|number| self.amount(number, 0));
        }
        None
    }

    /// The first token of the number token, or number with its signs, that ends before `at`.
    pub(super) fn number_token_before(&mut self, at: usize, lowest: usize) -> Option<usize> {
        let last = at.checked_sub(1).filter(|&last| last >= lowest)?;
        let mut start = last;
        if self.reader.glued_sign(last, &["."]) {
            start = last.checked_sub(1)?;
        } else if self.reader.glued_sign(last, DASHES) {
            // "3.000,-" or "500.--"
            let mut sign = last.checked_sub(1)?;
            if self.reader.glued_sign(sign, DASHES) {
                sign = sign.checked_sub(1)?;
            }
            if self.reader.glued_sign(sign, &[",", "."]) {
                start = sign.checked_sub(1)?;
            } else if last + 1 == at && sign + 1 == last && !self.spaced(at) {
                // "3-€-Stück"
                return None;
            }
        }
        // "3/4"
        let mut share = None;
        if let Some(below) = last.checked_sub(2)
            && self.reader.glued_sign(last - 1, &["/"])
            && !self.spaced(last)
            && (self.is_digits(below) || self.context().is(below, Class::NoCents))
        {
            share = Some(below);
        }
        let mut reaches = |start: usize| {
            self.atoms.clear();
            start >= lowest && self.reader.push(start, &mut self.atoms) == Some(at)
        };
        if let Some(start) = share.filter(|&start| reaches(start)) {
            return Some(start);
        }
        reaches(start).then_some(start)
    }

    /// The number that all atoms from `from` make together.
    pub(super) fn read_all(&self, from: usize) -> Option<Number> {
        let atoms = self.atoms.get(from..)?;
        number::read(atoms).filter(|number| number.used == atoms.len())
    }

    /// Where the atoms of `number` stand.
    pub(super) fn amount(&self, number: Number, from: usize) -> Option<Amount> {
        let first = self.atoms.get(from)?;
        let last = self.atoms.get(from + number.used.checked_sub(1)?)?;
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
        self.push_number(at, at + REACH);
        let number = number::read(&self.atoms)?;
        self.amount(number, 0)
    }

    /// The number behind a currency, which begins at token `at`.
    pub(super) fn after(&mut self, at: usize, sign: &Sign) -> Option<Amount> {
        let at = self.reader.after_blank(at);
        if self.blocked(at) {
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
        let code_dot = letters && !self.spaced(at + 1) && self.reader.glued_sign(at, &["."]);
        let dot = code_dot || sign.item.flags.has(Flags::STOP) && self.reader.glued_sign(at, &["."]);
        if dot {
            next += 1;
        }
        // "$-5", "EUR –0,12"; a free dash before a plain number is none: "EUR - 1,2 Mio."
        let minus = matches!(self.text_of(next), "-" | "–" | "\u{2212}");
        let free_minus =
            minus && self.spaced(next) && self.spaced(next + 1) && sign.item.class == Class::Symbol;
        next += usize::from(minus);
        // "CHF -.95"
        if minus && matches!(self.text_of(next), "." | ",") && !self.spaced(next) && !self.spaced(next + 1) {
            let amount = self.bare_fraction(next)?;
            let start = self.token(next - 1)?.start as usize;
            return Some(Amount { first: next - 1, start, ..amount });
        }
        // "$.50"
        if self.text_of(at) == "." && !dot && !self.spaced(at) && !self.spaced(at + 1) {
            return self.bare_fraction(at);
        }
        // "CHF 10/20" names two prices and no half.
        if let Some(price) = self.token(next).filter(|_| self.reader.is_slashed(next)) {
            self.reader.push_digits(Place::of(next, price), &mut self.atoms)?;
            return number::read(&self.atoms).and_then(|number| self.amount(number, 0));
        }
        while next < at + REACH {
            if next > at && self.blocked(next) {
                break;
            }
            // A currency ends the number: "rmb 10 usd 20".
            match self.reader.push(next, &mut self.atoms) {
                Some(after) => next = self.reader.after_blank(after),
                None => break,
            }
        }
        if let Some(token) = self.token(next)
            && token.marks.has(Marks::HYPHEN)
        {
            let word = token.text(self.reader.text);
            self.reader.push_hyphenated(next, word, token.start as usize, &mut self.atoms);
        }
        self.free_magnitude(next);
        let mut number = number::read(&self.atoms).filter(|number| !number.article)?;
        if minus && self.spaced(at + 1) && !(free_minus && number.signed) {
            return None;
        }
        if minus {
            number.value = number.value.negated();
        }
        self.amount(number, 0)
    }

    /// "$676 m": behind a symbol and digits, a short magnitude may stand free, but not "a $5 m² stall".
    fn free_magnitude(&mut self, at: usize) {
        let [Atom { part: Part::Digits(_), .. }] = *self.atoms.as_slice() else { return };
        let Some(token) = self.token(at).filter(|token| !token.marks.has(Marks::LINE)) else { return };
        let may = |item: &Item| item.class == Class::Magnitude && item.flags.has(Flags::FREE);
        let goes_on = self.token(at + 1).is_some_and(|next| next.is_glued() && next.shape.is_word());
        if !goes_on && self.words().word(token.hash).iter().any(may) {
            let place = Place::of(at, token);
            let end = place.end - usize::from(token.marks.has(Marks::DOT));
            self.reader.push_magnitude(Place { end, ..place }, &mut self.atoms);
        }
    }

    pub(super) fn default_of(&self, of: Of) -> Option<Currency> {
        match of {
            Of::Code(code) => Some(code),
            Of::Family(family) => self.words().default_of(family),
        }
    }

    /// Appends the claim, with the other numbers for which its currency counts.
    fn push(&mut self, mut claim: Claim, out: &mut Vec<Found>) -> usize {
        for item in self.list_before(&claim) {
            self.complete(item, out);
        }
        let behind = self.list_after(&mut claim);
        let mut next = self.complete(claim, out);
        for item in behind {
            next = self.complete(item, out);
        }
        self.push_elided(next, out)
    }

    /// Completes the claim with what stands around it, and appends it.
    pub(super) fn complete(&mut self, mut claim: Claim, out: &mut Vec<Found>) -> usize {
        self.country_behind(&mut claim);
        let currency = self.cents_of(&claim, out).or_else(|| {
            let earlier = out.get(self.begin..).unwrap_or_default();
            self.context().currency(claim.unit.of, claim.sign, earlier)
        });
        let Some(currency) = currency else { return claim.last + 1 };
        let follows_minus = out.get(self.begin..).and_then(<[Found]>::last).is_some_and(|last| {
            last.last as usize + 2 == claim.first
                && last.money.amount().is_some_and(|amount| amount < Decimal::default())
        });
        self.negative(&mut claim);
        self.bracketed(&mut claim, follows_minus);
        let next = claim.last + 1;
        let rest = self
            .token(claim.last)
            .and_then(|token| self.reader.text.get(claim.end..token.end as usize))
            .unwrap_or_default()
            .trim_start_matches(HYPHENS);
        let currency = self.range_with_last(&mut claim, currency, out);
        if claim.power > 0 && self.last_power == 0 {
            self.scale_list(&claim, currency, out.get_mut(self.begin..).unwrap_or_default());
        }
        let context = self.context();
        claim.per = claim.per.or_else(|| context.per_of_parts(rest));
        let mut around =
            context.around(claim.first, claim.last, self.free, claim.value, claim.rule == "money.compound");
        // "€1m-plus"
        if let Value::Exact(value) = around.value
            && context.word_is(rest, Class::LowAfter)
        {
            around.value = Value::AtLeast(value);
        }
        self.cents_before(&claim, currency, out);
        let context = self.context();
        let money = Money {
            currency,
            value: around.value,
            approximate: claim.rounded
                || around.approximate
                || context.word_is(rest, Class::AboutAfter)
                || context.is_about_inside(claim.first, claim.last),
            per: claim.per.or_else(|| context.per(claim.last + 1).filter(|_| claim.rule != "money.compound")),
        };
        self.free = next;
        self.last_power = claim.power;
        self.last_factor = claim.unit.factor;
        self.last_of = Some(claim.unit.of);
        out.push(Found {
            first: u32::try_from(claim.first).unwrap_or(u32::MAX),
            last: u32::try_from(claim.last).unwrap_or(u32::MAX),
            span: Span::new(claim.start, claim.end),
            money,
            rule: claim.rule,
        });
        next
    }
}
