//! An amount while it grows, as a claim, and as it leaves: with its place, its worth and the rule that found it.
//!
//! The rules are listed with examples in docs/MONEY.md. What makes a claim longer is in `magnitude`, `parts`, `bracket`, `minus`, `country` and `range`.

use super::amount::Amount;
use super::lexicon::Unit;
use super::value::{Money, Value};
use crate::span::Span;

/// An amount of money in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The number of its first token.
    pub(crate) first: u32,
    /// The number of its last token.
    pub(crate) last: u32,
    /// Its bytes. They may lie inside a token: "20-Euro" in "20-Euro-Schein".
    pub(crate) span: Span,
    /// What it says.
    pub(crate) money: Money,
    /// The rule that found it.
    pub(crate) rule: RuleId,
}

/// The rules of docs/MONEY.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RuleId {
    /// "5 €"
    SymbolAfter,
    /// "€5"
    SymbolBefore,
    /// "5 Euro"
    NameAfter,
    /// "Euro 3.000,-"
    NameBefore,
    /// "500-Millionen-Euro-Übernahme"
    Compound,
    /// "zehn bis 15 Millionen Euro"
    Range,
    /// A number whose currency stands at another one: "10, 20 und 50 Euro".
    List,
}

impl RuleId {
    /// The id that travels with what was found.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            RuleId::SymbolAfter => "money.symbol-after",
            RuleId::SymbolBefore => "money.symbol-before",
            RuleId::NameAfter => "money.name-after",
            RuleId::NameBefore => "money.name-before",
            RuleId::Compound => "money.compound",
            RuleId::Range => "money.range",
            RuleId::List => "money.list",
        }
    }
}

/// A claim that grows until it is complete.
pub(super) struct Claim {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: Value,
    pub(super) unit: Unit,
    pub(super) rule: RuleId,
    pub(super) power: u32,
    /// What the amount is paid for on which this one hangs.
    pub(super) per: Option<Box<str>>,
    /// The token of the currency, where cues are looked for.
    pub(super) sign: usize,
    /// Its number was rounded, or a word says that it is about right.
    pub(super) approximate: bool,
}

impl Claim {
    /// Nothing but `amount`, in the currency that token `sign` names.
    pub(super) fn of(amount: &Amount, unit: Unit, sign: usize, rule: RuleId) -> Option<Claim> {
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
            approximate: amount.number.rounded,
        })
    }

    /// Counts a magnitude that stands apart from the number; false unless it is one number, and not too large.
    pub(super) fn scale(&mut self, power: u32) -> bool {
        let Value::Exact(value) = self.value else { return false };
        let Some(value) = value.shift(power) else { return false };
        (self.value, self.power) = (Value::Exact(value), power);
        true
    }

    /// Turns the sign of one number round.
    pub(super) fn negate(&mut self) {
        if let Value::Exact(value) = self.value {
            self.value = Value::Exact(-value);
        }
    }
}
