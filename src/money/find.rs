//! The walk over the tokens: at each currency the number before or after it, and what makes an amount of both.
//!
//! Which currency begins at a token is in `sign`, which number stands beside it in `amount`, and whether they belong together in `guard`.

use super::amount::Amount;
use super::atoms::Atom;
use super::claim::{Claim, Found, RuleId};
use super::decimal::Decimal;
use super::flags::Flags;
use super::lexicon::{Class, Lexicon, Unit};
use super::reader::Reader;
use super::sign::Sign;
use super::value::Value;
use crate::fold::seen_end;
use crate::language::Language;
use crate::span::Span;
use crate::token::{Marks, Shape, Token};
use std::ops::Deref;

/// Puts all amounts of money into `found`, in place of what is there.
pub(crate) fn find(
    lexicon: &Lexicon,
    text: &str,
    tokens: &[Token],
    language: Language,
    found: &mut Vec<Found>,
) {
    found.clear();
    let words = lexicon.words(language);
    let reader = Reader { text, tokens, lexicon, words, language };
    let mut walk =
        Walk { reader, atoms: Vec::new(), stack: Vec::new(), free: 0, found, last_unit: None, last_power: 0 };
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let may_begin = words.may_trigger(token.hash)
            || token.marks.has(Marks::HYPHEN)
            || token.shape == Shape::AlphaNumeric;
        at = if may_begin { walk.visit(at).max(at + 1) } else { at + 1 };
    }
}

/// Where the search stands, and what of the amounts before counts for the next. A walk asks the text as its reader does.
pub(super) struct Walk<'t> {
    pub(super) reader: Reader<'t>,
    /// Buffers.
    pub(super) atoms: Vec<Atom>,
    pub(super) stack: Vec<usize>,
    /// The first token that no amount has taken yet.
    pub(super) free: usize,
    /// The amounts so far.
    pub(super) found: &'t mut Vec<Found>,
    /// The unit of the last one as it was written: "30 Cent bis 1 Euro" are two amounts.
    pub(super) last_unit: Option<Unit>,
    /// The power of its number, for "$10 to $15 million".
    pub(super) last_power: u32,
}

impl<'t> Deref for Walk<'t> {
    type Target = Reader<'t>;

    fn deref(&self) -> &Reader<'t> {
        &self.reader
    }
}

impl<'t> Walk<'t> {
    /// Looks at the token `at`, and tells where to go on.
    #[inline(never)]
    fn visit(&mut self, at: usize) -> usize {
        let Some(token) = self.token(at) else { return at + 1 };
        if self.words.may_trigger(token.hash) && self.words.step(0, token.hash).is_some() {
            let signs = self.signs(at);
            for sign in signs.iter().rev().flatten() {
                if let Some(claim) = self.claim(*sign) {
                    return self.append(claim);
                }
            }
        }
        if token.marks.has(Marks::HYPHEN)
            && let Some(claim) = self.compound(at)
        {
            return self.append(claim);
        }
        if token.shape == Shape::AlphaNumeric
            && let Some(claim) = self.glued_code(at)
        {
            return self.append(claim);
        }
        at + 1
    }

    /// The amount of which `sign` is the currency.
    fn claim(&mut self, mut sign: Sign) -> Option<Claim> {
        if self.is_rest_of_sign(sign) {
            return None;
        }
        // "norwegische Kronen", "malaysia ringgits", "Canadian $5": a country beside the currency belongs to it.
        let mut first = sign.at;
        if let Some((from, of)) = self.country_beside(self.free, &sign) {
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
            .number_up_to(first)
            .or_else(|| self.before_bracket(first, sign))
            .or_else(|| self.before_hyphen(sign))
            .or_else(|| self.minus_behind(first, sign))?;
        self.leading_point(&mut amount);
        self.whole_before(&mut amount);
        self.thousands_before(&mut amount);
        amount = self.regroup(amount, sign.unit, sign.end, false);
        self.may_stand_before(&amount, sign).then_some(amount)
    }

    /// The number behind a currency.
    fn number_behind(&mut self, sign: &Sign) -> Option<Amount> {
        let never = sign.item.flags.has(Flags::BEHIND) || sign.item.class == Class::Subunit;
        if never || self.is_pair(sign.at) {
            return None;
        }
        let mut amount = self.number_after(sign.end, sign)?;
        let glued = sign.item.class == Class::Symbol && !self.spaced(amount.first);
        amount = self.regroup(amount, sign.unit, amount.last + 1, glued);
        let takes = match sign.item.class {
            Class::Symbol => self.symbol_takes(&amount, sign),
            _ => self.name_takes(&amount, sign),
        };
        takes.then_some(amount)
    }

    /// The amount whose number stands before its currency.
    fn claim_before(&mut self, mut amount: Amount, sign: &Sign) -> Option<Claim> {
        let symbol = sign.item.class == Class::Symbol;
        let rule = if symbol { RuleId::SymbolAfter } else { RuleId::NameAfter };
        self.take_minus(&mut amount);
        let last = sign.end - 1;
        let mut claim =
            Claim { last, end: self.end_of(last), ..Claim::of(&amount, sign.unit, sign.at, rule)? };
        // "100+ million dollars"
        if let Value::Exact(value) = claim.value
            && self.glued_sign(amount.last + 1, &["+"])
        {
            claim.value = Value::AtLeast(value);
        }
        self.take_magnitude(&mut claim, &amount);
        self.minor(&mut claim, &amount, false);
        self.range_before(&mut claim, &amount);
        Some(claim)
    }

    /// The amount whose number stands behind its currency, which begins at token `first`.
    fn claim_behind(&mut self, amount: Amount, first: usize, sign: &Sign) -> Option<Claim> {
        let symbol = sign.item.class == Class::Symbol;
        let rule = if symbol { RuleId::SymbolBefore } else { RuleId::NameBefore };
        let mut claim =
            Claim { first, start: self.start_of(first), ..Claim::of(&amount, sign.unit, sign.at, rule)? };
        self.range_after(&mut claim, &amount);
        if symbol {
            self.take_magnitude_before(&mut claim);
        }
        self.take_magnitude_of_bracket(&mut claim);
        self.take_magnitude_of_bound(&mut claim);
        self.take_currency(&mut claim);
        self.take_thousand(&mut claim);
        self.minor(&mut claim, &amount, true);
        Some(claim)
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

    /// Appends the claim, with the other numbers for which its currency counts.
    fn append(&mut self, mut claim: Claim) -> usize {
        for item in self.list_before(&claim) {
            self.complete(item);
        }
        let behind = self.list_after(&mut claim);
        let mut next = self.complete(claim);
        for item in behind {
            next = self.complete(item);
        }
        self.push_elided(next)
    }

    /// Completes the claim with what stands around it, and appends it.
    pub(super) fn complete(&mut self, mut claim: Claim) -> usize {
        self.take_country(&mut claim);
        let currency = self.cents_of(&claim).or_else(|| self.currency(claim.unit.of, claim.sign, self.found));
        let Some(currency) = currency else { return claim.last + 1 };
        let follows_minus = self.follows_minus(&claim);
        self.negative(&mut claim);
        self.bracketed(&mut claim, follows_minus);
        let currency = self.range_with_last(&mut claim, currency);
        if claim.power > 0 {
            self.scale_list(&claim, currency);
        }
        self.cents_before(&claim, currency);
        let money = self.money_of(&mut claim, currency);
        self.free = claim.last + 1;
        self.last_power = claim.power;
        self.last_unit = Some(claim.unit);
        self.found.push(Found {
            first: u32::try_from(claim.first).unwrap_or(u32::MAX),
            last: u32::try_from(claim.last).unwrap_or(u32::MAX),
            span: Span::new(claim.start, seen_end(self.text, claim.start, claim.end)),
            money,
            rule: claim.rule,
        });
        self.free
    }

    /// True when the amount before the claim is below zero, and nothing but a sign stands between.
    fn follows_minus(&self, claim: &Claim) -> bool {
        self.found.last().is_some_and(|last| {
            last.last as usize + 2 == claim.first
                && last.money.amount().is_some_and(|amount| amount < Decimal::default())
        })
    }
}
