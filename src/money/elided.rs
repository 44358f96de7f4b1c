//! Amounts that leave their currency to the one before them: "20 Mio. Euro nach 15 Mio. im Vorjahr", "$20m, up from 15m
//! a year earlier", "1,2 Mrd. Euro (Vorjahr: 1,1 Mrd.)".
//!
//! What follows the number has to tell that nothing else is counted: "20 Mio. Euro nach 15 Mio. Besuchern". Lists and
//! steps, whose currency stands at their end, are in `list`.

use super::amount::Amount;
use super::claim::{Claim, RuleId};
use super::find::Walk;
use super::flags::Flags;
use super::lexicon::{Class, Of, Unit};
use super::list::worth;
use super::value::Value;
use crate::token::{Marks, Shape};

/// How many tokens behind an amount the word may stand that links the next one to it.
const LINK_REACH: usize = 8;
/// How many amounts may hang on one.
const MOST: usize = 3;

/// What links a number to the amount before it.
#[derive(Clone, Copy)]
struct Lead {
    /// Where its number begins, or the words before that.
    next: usize,
    /// It opens a bracket, in which nothing else stands.
    bracket: bool,
    /// A word tells that the number is that of another time or plan.
    named: bool,
}

impl Walk<'_> {
    /// Appends the amounts that hang on the one just found; gives back where to go on.
    pub(super) fn push_elided(&mut self, mut next: usize) -> usize {
        for _ in 0..MOST {
            let Some(claim) = self.elided() else { break };
            next = self.complete(claim);
        }
        next
    }

    /// The amount that hangs on the last one.
    fn elided(&mut self) -> Option<Claim> {
        let last = self.found.last().filter(|last| last.rule != RuleId::Compound)?;
        let begin = last.last as usize + 1;
        let mut at = begin;
        loop {
            let lead = self.lead_to_elided(at, begin + LINK_REACH)?;
            at = lead.next;
            if let Some(amount) = self.counted_at(self.without_filler(at))
                && self.ends_elided(&amount, lead)
            {
                return self.claim_beside(amount);
            }
        }
    }

    /// The claim of a number that has its currency from the last amount, and its magnitude too when it is near enough.
    fn claim_beside(&self, mut amount: Amount) -> Option<Claim> {
        let money = &self.found.last()?.money;
        let unit = Unit { of: Of::Code(money.currency), ..self.last_unit? };
        amount = self.regroup(amount, unit, amount.last + 1, false);
        let claim = Claim::of(&amount, unit, amount.last, RuleId::List)?;
        let Value::Exact(mut value) = claim.value else { return None };
        let power = amount.number.power.max(self.last_power);
        if amount.number.power == 0 {
            let top = money.value.high().or(money.value.low())?;
            value = worth(value, power, top)?;
        }
        Some(Claim { value: Value::Exact(value), power, per: money.per.clone(), ..claim })
    }

    /// The token behind the words before a number that say how it is meant: "nach zuvor rund 15 Mio.".
    fn without_filler(&self, at: usize) -> usize {
        let mut first = at;
        let classes = [Class::About, Class::Low, Class::High, Class::Filler];
        while let Some(after) = self
            .past(first, &classes)
            .or_else(|| (self.is_minus_word(first) || self.is_dash(first)).then_some(first + 1))
        {
            first = after;
        }
        first
    }

    /// The link between `at` and `end`; nothing with a number of its own stands before it.
    fn lead_to_elided(&self, at: usize, end: usize) -> Option<Lead> {
        for at in at..end {
            let token = self.token(at).filter(|_| !self.blocked(at))?;
            let bracket = self.text_of(at) == "(";
            let word = at + usize::from(bracket);
            if let Some(next) = self.past(word, &[Class::Versus]) {
                let next = next + usize::from(self.text_of(next) == ":");
                return Some(Lead { next, bracket, named: bracket });
            }
            if bracket {
                // "(2023: 15 Mio.)"
                let named = self.is_digits(word) && self.glued_sign(word + 1, &[":"]);
                return Some(Lead { next: if named { word + 2 } else { word }, bracket, named });
            }
            // "up 5% from 15 million"
            if self.past(at + 1, &[Class::Percent]).is_some() {
                continue;
            }
            let counts = matches!(token.shape, Shape::Number | Shape::AlphaNumeric)
                || token.marks.has(Marks::HYPHEN)
                || self.sign_at(at).is_some()
                || self.is(at, Class::Number);
            if counts || self.sentence_ends(at) && self.text_of(at) != ")" {
                return None;
            }
        }
        None
    }

    /// The number at token `at`, when no currency follows it.
    fn counted_at(&mut self, at: usize) -> Option<Amount> {
        if self.blocked(at) {
            return None;
        }
        let amount = self.number_from(at)?;
        let number = amount.number;
        let counts = number.digits && !number.year || number.power > 0;
        let alone = self.sign_at(amount.last + 1).is_none();
        (counts && alone).then_some(amount)
    }

    /// True when nothing that the number would count follows it. Without a magnitude a word must say what it is.
    fn ends_elided(&self, amount: &Amount, lead: Lead) -> bool {
        let at = amount.last + 1;
        if lead.bracket {
            let ends = matches!(self.text_of(at), ")" | ";" | ",");
            return ends && (lead.named || amount.number.power > 0);
        }
        let then = if self.blocked(at) { None } else { self.phrase(at, &[Class::Then]) };
        if amount.number.power == 0 {
            return then.is_some_and(|(item, _)| item.flags.has(Flags::SURE));
        }
        let sign = self.token(at).is_none_or(|token| {
            token.marks.has(Marks::BLOCK) || token.shape == Shape::Sign && self.text_of(at) != "("
        });
        then.is_some() || sign && self.clause_ends(at)
    }
}
