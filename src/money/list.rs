//! Lists in which one currency or one magnitude counts for several numbers: "10, 20 und 50 Euro", "von 2,3 auf 4,5 Mio. Euro",
//! "CHF 10, 20 und 50", "$1.5, $2.3 and $4.5 million", "12/8 €".
//!
//! Ranges are in `range`; here each number is an amount of its own.

use super::amount::Amount;
use super::claim::{Claim, RuleId};
use super::decimal::Decimal;
use super::find::Walk;
use super::flags::Flags;
use super::lexicon::Class;
use super::reader::DASHES;
use super::value::{Currency, Value};

/// The longest list.
const LONGEST: usize = 8;
/// How many times larger one number of a list may be than another.
const SPREAD: i64 = 100;
/// The same where the magnitude of the last one has to count for both: "$5 or $6 million", but not "$500 and $5 million".
const SCALED_SPREAD: i64 = 20;

/// What stands between two numbers of a list.
#[derive(Clone, Copy, PartialEq)]
enum Joint {
    /// "," or a word after which more may follow.
    Comma,
    /// "und", "oder", "/".
    Last,
    /// "auf", "statt", "to": from one value to another.
    Step,
}

/// True when neither number is more than `times` the other.
fn is_near(one: Decimal, other: Decimal, times: i64) -> bool {
    let (one, other) = (one.magnitude(), other.magnitude());
    let within = |small: Decimal, large: Decimal| {
        small.checked_mul(Decimal::from(times)).is_some_and(|most| large <= most)
    };
    within(one, other) && within(other, one)
}

/// The worth of a number beside the `top` of its list, with the magnitude that counts for both; `None` when it is too
/// far from it.
pub(super) fn worth(value: Decimal, power: u32, top: Decimal) -> Option<Decimal> {
    let (value, spread) = if power == 0 { (value, SPREAD) } else { (value.shift(power)?, SCALED_SPREAD) };
    is_near(value, top, spread).then_some(value)
}

/// A number of the list that has its currency from `claim`.
fn item_of(claim: &Claim, item: &Amount, value: Decimal, power: u32) -> Option<Claim> {
    let item = Claim::of(item, claim.unit, claim.sign, RuleId::List)?;
    Some(Claim { value: Value::Exact(value), power, ..item })
}

impl Walk<'_> {
    /// What links the number that begins at `at` to one before it, and where that one ends.
    fn joint_before(&self, at: usize) -> Option<(usize, Joint)> {
        let last = at.checked_sub(1).filter(|&last| last > self.free && !self.blocked(at))?;
        let spaced = self.spaced(at);
        match self.text_of(last) {
            "," if spaced && !self.spaced(last) => return Some((last, Joint::Comma)),
            "/" if !spaced && !self.spaced(last) => return Some((last, Joint::Last)),
            _ => {}
        }
        if let Some(first) = self.back_over(self.free, at, &[Class::Step]) {
            return Some((first, Joint::Step));
        }
        if self.is(last, Class::Or) {
            // "10, 20, and 50"
            let comma = last.checked_sub(1).filter(|&comma| self.glued_sign(comma, &[","]));
            return Some((comma.unwrap_or(last), Joint::Last));
        }
        None
    }

    /// The numbers before the amount for which its currency counts as well, the first of them first.
    pub(super) fn list_before(&mut self, claim: &Claim) -> Vec<Claim> {
        let mut items: Vec<Claim> = Vec::new();
        let Value::Exact(top) = claim.value else { return items };
        // "10-, 20- und 50-Euro-Scheine"
        let compound = claim.rule == RuleId::Compound;
        if !compound && !matches!(claim.rule, RuleId::SymbolAfter | RuleId::NameAfter) {
            return items;
        }
        let mut first = claim.first;
        let mut step = false;
        while items.len() < LONGEST
            && !step
            && let Some((end, joint)) = self.joint_before(first)
        {
            let words = || [first, end.saturating_sub(1)].iter().all(|&i| !self.is_digits(i));
            if items.is_empty() && joint == Joint::Comma && !words() {
                break;
            }
            let hyphen = compound && end > 0 && self.glued_sign(end - 1, DASHES);
            if compound && !hyphen {
                break;
            }
            let end_of_number = match joint {
                Joint::Step => self.without_then_before(self.free, end),
                _ => end - usize::from(hyphen),
            };
            let Some(mut item) = self.number_up_to(end_of_number).filter(|item| self.is_item(item)) else {
                break;
            };
            item = self.regroup(item, claim.unit, claim.last + 1, false);
            self.take_minus(&mut item);
            step = joint == Joint::Step;
            let power = if item.number.power > 0 { 0 } else { claim.power };
            let value = item.number.value.checked_mul(claim.unit.factor);
            let value = value.and_then(|value| worth(value, power, top));
            let falls = power > 0 && value.is_some_and(|value| value > top);
            if step && !self.is_step(item.first, end, falls)
                || step
                    && claim.power > 0
                    && item.number.power == 0
                    && self.is_flagged(end, Class::Step, Flags::OWN_MAGNITUDE)
                || self.text_of(end) == "/" && claim.power > 0
            {
                return Vec::new();
            }
            let Some(value) = value else { break };
            first = item.first;
            items.extend(item_of(claim, &item, value, claim.power.max(item.number.power)));
        }
        if items.last().is_some_and(|item| self.is_labelled(item.first)) {
            items.clear();
        }
        items.reverse();
        items
    }

    /// A number that may be one of a list, for its form.
    fn is_item(&self, item: &Amount) -> bool {
        !item.number.article && !item.number.year
    }

    /// "Artikel 10, 20 und 50 Euro", "10:30 oder 20 Euro": the number before is none of the list.
    fn is_labelled(&self, first: usize) -> bool {
        let Some(before) = first.checked_sub(1).filter(|_| !self.blocked(first)) else { return false };
        let glued = !self.spaced(first) && !matches!(self.text_of(before), "(" | "\"" | "„" | "“");
        glued || self.is(before, Class::Label)
    }

    /// The numbers behind an amount with its currency in front for which that counts as well: "CHF 10, 20 und 50", "$5 or 6
    /// million". A magnitude at the end counts for the amount too.
    pub(super) fn list_after(&mut self, claim: &mut Claim) -> Vec<Claim> {
        let mut items: Vec<Claim> = Vec::new();
        let Value::Exact(main) = claim.value else { return items };
        if claim.rule != RuleId::SymbolBefore || claim.power > 0 {
            return items;
        }
        let slashed = self.text_of(claim.last + 1) == "/";
        let mut last = claim.last;
        let mut ended = false;
        // "Eintritt CHF 12/8, 20 Uhr": behind strokes a comma ends the list.
        while items.len() < LONGEST
            && !ended
            && let Some((at, joint)) = self.joint_behind(last + 1)
            && !(slashed && joint == Joint::Comma)
        {
            let slash = self.text_of(last + 1) == "/";
            ended = joint == Joint::Last && !slash;
            let Some(mut item) = self.number_at(at).filter(|item| self.is_item(item) && item.number.digits)
            else {
                break;
            };
            item = self.regroup(item, claim.unit, item.last + 1, false);
            if self.sign_at(item.last + 1).is_some() {
                return Vec::new();
            }
            let Some(value) = item.number.value.checked_mul(claim.unit.factor) else { break };
            last = item.last;
            ended |= item.number.power > 0;
            items.extend(item_of(claim, &item, value, item.number.power));
        }
        let Some(&Claim { value: Value::Exact(top), power, .. }) = items.last() else { return items };
        let clause = self.clause_ends(last + 1);
        let goes_on = power > 0 && self.is(last + 1, Class::MinorEnd);
        if !ended && !slashed || !clause && !goes_on {
            return Vec::new();
        }
        let Some(scaled) = worth(main, power, top) else { return Vec::new() };
        let count = items.len();
        for item in items.iter_mut().take(count - 1) {
            let Value::Exact(value) = item.value else { return Vec::new() };
            let Some(value) = worth(value, power, top) else { return Vec::new() };
            item.value = Value::Exact(value);
        }
        claim.value = Value::Exact(scaled);
        items
    }

    /// What links a number to the one behind it, and where that begins.
    fn joint_behind(&self, at: usize) -> Option<(usize, Joint)> {
        if self.blocked(at + 1) {
            return None;
        }
        let spaced = self.spaced(at + 1);
        match self.text_of(at) {
            "," if spaced && self.is(at + 1, Class::Or) => Some((at + 2, Joint::Last)),
            "," if spaced => Some((at + 1, Joint::Comma)),
            "/" if !spaced && !self.spaced(at) => Some((at + 1, Joint::Last)),
            _ => self.is(at, Class::Or).then_some((at + 1, Joint::Last)),
        }
    }

    /// "$1.5, $2.3 and $4.5 million", "from $5 to $10 million": the magnitude of the last amount counts for those before it.
    pub(super) fn scale_list(&mut self, claim: &Claim, currency: Currency) {
        let Value::Exact(top) = claim.value else { return };
        let mut next = claim.first;
        let reader = &self.reader;
        for found in self.found.iter_mut().rev() {
            let (last, between) = (found.last as usize, found.last as usize + 1);
            let Value::Exact(value) = found.money.value else { return };
            // Only a number in digits has no magnitude of its own.
            let bare = reader.is_digits(last) && found.rule == RuleId::SymbolBefore;
            if !bare || found.money.currency != currency {
                return;
            }
            let scaled = worth(value, claim.power, top);
            let falls = scaled.is_some_and(|value| value > top);
            let step = reader.back_over(between, next, &[Class::Step]) == Some(between)
                && reader.is_step(found.first as usize, between, falls);
            let comma = reader.text_of(between) == ",";
            let or = next == between + 1 + usize::from(comma) && reader.is(next - 1, Class::Or);
            if !(step || or || comma && next == between + 1 && next != claim.first) {
                return;
            }
            match scaled {
                Some(value) => found.money.value = Value::Exact(value),
                None => return,
            }
            next = found.first as usize;
        }
    }
}
