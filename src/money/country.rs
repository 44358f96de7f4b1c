//! Which country's currency is meant: by a country beside it, near it or behind it, and by earlier amounts.

use super::claim::{Claim, Found};
use super::decimal::Decimal;
use super::find::Walk;
use super::flags::Flags;
use super::lexicon::{Class, Meaning, Of};
use super::reader::{Reader, hyphen_parts};
use super::sign::Sign;
use super::value::Currency;
use crate::fold;
use crate::token::Marks;

/// How far before an amount a country may stand that says whose its currency is, and how far behind.
const CUE_BEFORE: usize = 24;
const CUE_AFTER: usize = 10;
/// How far from a letter that stands for a currency its country may be named.
const LETTER_REACH: usize = 30;

impl Reader<'_> {
    /// A country right before the name or sign of a currency that fits it, in one or two tokens: where it begins, and
    /// the currency.
    pub(super) fn country_beside(&self, lowest: usize, sign: &Sign) -> Option<(usize, Of)> {
        let at = sign.at;
        if self.token(at)?.marks.has(Marks::BLOCK) {
            return None;
        }
        let (item, first) = self.phrase_before(lowest.max(at.saturating_sub(2)), at, &[Class::Cue])?;
        let Meaning::Country(country) = item.meaning else { return None };
        // "Canadian $5 million", but not "in Hong Kong $3 billion was spent". A code tells its country by itself: "the
        // Australian AUD 5 million fund".
        let tells_sign = || {
            matches!(sign.unit.of, Of::Family(_))
                && item.flags.has(Flags::BEFORE_SIGN)
                && self.back_over(0, first, &[Class::In]).is_none()
        };
        let fits = sign.item.class != Class::Symbol || tells_sign();
        Some((first, Of::Code(self.member(sign.unit.of, country).filter(|_| fits)?)))
    }

    /// True when a word for the country of a currency stands near: "R50 million" beside "South Africa".
    pub(super) fn is_country_near(&self, at: usize, of: Of) -> bool {
        let fits = |country| self.member(of, country).is_some();
        self.around_up_to(at, LETTER_REACH, Self::blocked).any(|i| self.country_at(i).is_some_and(fits))
    }

    /// The country that is named at token `at`.
    fn country_at(&self, at: usize) -> Option<[u8; 2]> {
        match self.phrase(at, &[Class::Cue])?.0.meaning {
            Meaning::Country(country) => Some(country),
            _ => None,
        }
    }

    /// The country of "Copenhagen-based".
    fn country_based(&self, at: usize) -> Option<[u8; 2]> {
        let word = self.token(at).filter(|token| token.marks.has(Marks::HYPHEN)).map(|_| self.text_of(at))?;
        let (from, to) = hyphen_parts(word).next()?;
        let items = self.words.word(fold::hash_word(word.get(from..to)?));
        items.iter().find_map(|item| match item.meaning {
            Meaning::Country(country) => Some(country),
            _ => None,
        })
    }

    /// The currency of this country, of those that are meant.
    fn member(&self, of: Of, country: [u8; 2]) -> Option<Currency> {
        match of {
            Of::Code(code) => code.code().as_bytes().starts_with(&country).then_some(code),
            Of::Family(family) => {
                let members = &self.lexicon.families.get(family)?.members;
                members.iter().find(|(of, _)| *of == country).map(|&(_, code)| code)
            }
        }
    }

    /// What is meant where nothing around tells it.
    pub(super) fn default_of(&self, of: Of) -> Option<Currency> {
        match of {
            Of::Code(code) => Some(code),
            Of::Family(family) => self.words.default_of(family),
        }
    }

    /// The currency that is meant: by an earlier amount of the same family, by a country nearby, or by default.
    pub(super) fn currency(&self, of: Of, at: usize, earlier: &[Found]) -> Option<Currency> {
        let default = self.default_of(of);
        if !matches!(of, Of::Family(family) if self.lexicon.families.get(family).is_some_and(|family| family.near))
        {
            return default;
        }
        // The nearest country before, in the same block, then after.
        let before = self.before_up_to(at, CUE_BEFORE, Self::blocked);
        let mut around = before.chain(self.behind_up_to(at + 1, CUE_AFTER, Self::blocked));
        let cued = around.find_map(|i| {
            let countries = [self.country_based(i), self.country_at(i)];
            countries.into_iter().flatten().find_map(|country| self.member(of, country))
        });
        let known = || {
            let mut known = earlier.iter().rev().map(|found| found.money.currency);
            known.find(|&code| self.lexicon.may_mean(of, code))
        };
        cued.or_else(known).or(default)
    }

    /// True for the cents that several currencies have.
    pub(super) fn is_cent(&self, of: Of, code: Currency) -> bool {
        let euro = matches!(of, Of::Family(_)) && self.member(of, *b"EU").is_some();
        euro && self.lexicon.may_mean(of, code)
    }
}

impl Walk<'_> {
    /// "$50 Canadian": a country behind the amount that ends its clause belongs to it.
    pub(super) fn take_country(&self, claim: &mut Claim) {
        let (at, of) = (claim.last + 1, claim.unit.of);
        let ends = |end| self.clause_ends(end) || self.is(end, Class::MinorEnd);
        if matches!(of, Of::Family(_))
            && !self.blocked(at)
            && let Some(country) = self.country_at(at)
            && let Some(end) = self.past(at, &[Class::Cue]).filter(|&end| ends(end))
            && let Some(code) = self.member(of, country)
        {
            claim.unit.of = Of::Code(code);
            (claim.last, claim.end) = (end - 1, self.end_of(end - 1));
        }
    }

    /// "$5 million USD": the same currency once more.
    pub(super) fn take_currency(&self, claim: &mut Claim) {
        let at = claim.last + 1;
        if self.blocked(at) {
            return;
        }
        let mut signs = self.signs(at).into_iter().rev().flatten();
        let Some(sign) = signs.find(|sign| sign.unit.factor == Decimal::from(1)) else { return };
        let (one, other) = (claim.unit.of, sign.unit.of);
        let same = match other {
            Of::Code(code) if self.lexicon.may_mean(one, code) => true,
            _ => self.default_of(one) == self.default_of(other),
        };
        let short = sign.item.class == Class::Symbol && sign.item.form.len() < 3;
        if !same || self.is_digits(sign.end) || sign.item.flags.has(Flags::LARGE) || short {
            return;
        }
        if let Of::Code(_) = other {
            claim.unit.of = other;
        }
        (claim.last, claim.end) = (sign.end - 1, self.end_of(sign.end - 1));
    }
}
