//! What the words beside an amount say of it: about, at least, up to, per share.

use super::claim::{Claim, RuleId};
use super::find::Walk;
use super::flags::Flags;
use super::lexicon::{Class, Item, Meaning};
use super::reader::{Reader, hyphen_parts};
use super::value::{Currency, Money, Value};
use crate::fold;
use crate::language::Language;
use crate::token::{HYPHENS, Marks, Shape};

/// How far before "über" the verb may stand whose object it begins.
const TOPIC_REACH: usize = 5;
/// So many words of about and of bounds may stand in a row: "bis zu höchstens rund 5 Euro".
const MOST_BOUNDS: usize = 3;

impl Walk<'_> {
    /// What a claim says, with the words around it and the rest of its last word.
    pub(super) fn money_of(&self, claim: &mut Claim, currency: Currency) -> Money {
        let (rest, behind) = (self.rest_of_word(claim), claim.last + 1);
        let apart = claim.rule != RuleId::Compound;
        let (mut value, about) = self.bounds_before(claim.first, self.free, claim.value);
        if let Value::Exact(number) = value {
            let says = |class| apart && self.is_bound_behind(behind, class);
            if self.word_is(rest, Class::LowAfter) || says(Class::LowAfter) {
                value = Value::AtLeast(number);
            } else if says(Class::HighAfter) {
                value = Value::AtMost(number);
            }
        }
        // "eine knappe Million"
        let about_inside = |at| self.is(at, Class::Inner) && self.is(at, Class::About);
        let approximate = claim.approximate
            || about
            || self.is_about_behind(behind)
            || self.word_is(rest, Class::AboutAfter)
            || (claim.first + 1..claim.last).any(about_inside);
        let per_behind = || self.per(behind).filter(|_| apart);
        let per = claim.per.take().or_else(|| self.per_of_parts(rest)).or_else(per_behind);
        Money { currency, value, approximate, per }
    }
}

impl<'t> Reader<'t> {
    /// What of the last word of a claim stands behind it, without hyphens: "plus" in "€1m-plus".
    pub(super) fn rest_of_word(&self, claim: &Claim) -> &'t str {
        let rest = self.text.get(claim.end..self.end_of(claim.last));
        rest.unwrap_or_default().trim_start_matches(HYPHENS)
    }

    /// The words of about and of bounds that stand before token `first`: "mindestens rund 5 Euro".
    fn bounds_before(&self, first: usize, lowest: usize, mut value: Value) -> (Value, bool) {
        let mut approximate = false;
        let mut at = first;
        for _ in 0..MOST_BOUNDS {
            if self.blocked(at) {
                break;
            }
            let Some((item, start)) = self.bound_before(lowest, at) else { break };
            if item.flags.has(Flags::NO_TOPIC) && self.is_topic_before(lowest, start) || self.is_tag(start) {
                break;
            }
            match (item.class, value) {
                (Class::About, _) => approximate = true,
                // "Rechnung über 50 Euro" is a bill of 50, "hat über 50 Euro" is more.
                (_, Value::Exact(_))
                    if item.flags.has(Flags::NO_NOUN) && self.follows_noun(lowest, start) =>
                {
                    break;
                }
                // After another amount, "bis" links two.
                (_, Value::Exact(_)) if start == lowest && lowest > 0 && self.is(start, Class::To) => break,
                (Class::Low, Value::Exact(number)) => value = Value::AtLeast(number),
                (Class::High, Value::Exact(number)) => value = Value::AtMost(number),
                _ => break,
            }
            at = start;
        }
        (value, approximate)
    }

    /// The word of about or of a bound that ends before `at`, also before a filler: "mindestens aber 5 Euro", "bis zu
    /// insgesamt 5 Euro", "etwa zwischen 5 und 10 Euro".
    fn bound_before(&self, lowest: usize, at: usize) -> Option<(Item, usize)> {
        let classes = [Class::About, Class::Low, Class::High];
        self.phrase_before(lowest, at, &classes).or_else(|| {
            let (_, filler) = self.phrase_before(lowest, at, &[Class::Filler, Class::Between])?;
            self.phrase_before(lowest, filler, &classes)
        })
    }

    /// True when token `at`, behind an amount, says that it is about right: "5 Euro ca.".
    fn is_about_behind(&self, at: usize) -> bool {
        self.phrase(at, &[Class::AboutAfter]).is_some_and(|(item, after)| {
            !self.blocked(at) && (!item.flags.has(Flags::CLAUSE_END) || self.clause_ends(after))
        })
    }

    /// True when token `at`, behind an amount, says that it is the least or the most: "5 Euro oder mehr", "$5 tops".
    fn is_bound_behind(&self, at: usize, class: Class) -> bool {
        let Some((item, after)) = self.phrase(at, &[class]) else { return false };
        // "10 Euro plus Versand" is a sum.
        let ends =
            !item.flags.has(Flags::CLAUSE_END) || self.clause_ends(after) || self.is(after, Class::Per);
        if !ends || item.flags.has(Flags::NOTHING_MORE) && self.goes_on(after) {
            return false;
        }
        // "5€+Versand" is a sum.
        let sum = self.token(after).is_some_and(|token| token.is_glued() && token.shape.is_word());
        let free_sign = self.token(at).is_some_and(|token| token.shape == Shape::Sign && !token.is_glued());
        !self.is_digits(after) && !sum && !free_sign
    }

    /// True when "über" or "about" at `at` tells what is talked about: "freut sich über 500 Euro", "a row over $5 million".
    fn is_topic_before(&self, lowest: usize, at: usize) -> bool {
        // "spricht von über 5 Euro"
        if at > lowest && self.is(at - 1, Class::Takes) {
            return false;
        }
        let reach = TOPIC_REACH.min(at - lowest);
        self.before_up_to(at, reach, Self::clause_ends)
            .any(|i| i + 1 == at && self.is(i, Class::Topic) || self.is_flagged(i, Class::Topic, Flags::FAR))
    }

    /// "5 Euro und mehr Zeit", "500 Euro und mehr als zehn Tage": what is more is told behind.
    fn goes_on(&self, at: usize) -> bool {
        self.is(at, Class::GoesOn)
            || !self.clause_ends(at) && self.token(at).is_some_and(|token| token.shape.is_name_like())
    }

    /// "`<td>`$10", "-> 20 Euro", and a quoted line of a letter: the sign is no bound.
    fn is_tag(&self, at: usize) -> bool {
        let Some(token) = self.token(at).filter(|_| matches!(self.text_of(at), ">" | "<")) else {
            return false;
        };
        let opens = at > 0 && self.text_of(at - 1) == "(";
        token.marks.has(Marks::LINE) || token.is_glued() && !opens
    }

    fn follows_noun(&self, lowest: usize, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).filter(|&before| before >= lowest) else { return false };
        // In "Bestellwert | über 50 Euro" the noun stands in another column.
        let starts = self.token(at).is_some_and(|token| token.marks.has(Marks::SENTENCE));
        !starts && self.token(before).is_some_and(|token| token.shape.is_name_like())
    }

    /// What the amount is paid for: "je Aktie", "a share", "jährlich".
    pub(super) fn per(&self, at: usize) -> Option<Box<str>> {
        self.per_up_to(at).map(|(unit, _)| unit)
    }

    /// The same, with the token behind it.
    pub(super) fn per_up_to(&self, at: usize) -> Option<(Box<str>, usize)> {
        if self.token(at)?.marks.has(Marks::BLOCK) {
            return None;
        }
        if let Some((Item { meaning: Meaning::Text(unit), flags, form, .. }, after)) =
            self.phrase(at, &[Class::PerUnit])
            && (!flags.has(Flags::EXACT) || self.text_of(at) == form)
        {
            return Some((unit.into(), after));
        }
        let (item, next) = self.phrase(at, &[Class::Per])?;
        if self.phrase(at, &[Class::NoPer]).is_some() {
            return None;
        }
        let token = self.token(next).filter(|_| !self.blocked(next))?;
        if let Some((Item { meaning: Meaning::Text(unit), .. }, after)) = self.phrase(next, &[Class::Unit]) {
            // "im Jahr 2014" names a year, "5 billion yen a year earlier" tells a time.
            let year = self.is_digits(after) && item.flags.has(Flags::KNOWN_UNIT);
            return (!year && !self.is(after, Class::Time)).then(|| (unit.into(), after));
        }
        // "per diluted share", "je verwässerte Aktie"
        if token.shape == Shape::Lower
            && !item.flags.has(Flags::KNOWN_UNIT)
            && let Some((Item { meaning: Meaning::Text(unit), .. }, after)) =
                self.phrase(next + 1, &[Class::Unit])
        {
            return Some((unit.into(), after));
        }
        // "$5 million per Bloomberg": units have no capital in English.
        let source = self.language == Language::En
            && token.shape == Shape::Capital
            && !token.marks.has(Marks::TITLE_LINE);
        (!item.flags.has(Flags::KNOWN_UNIT) && token.shape.is_word() && !source)
            .then(|| (token.text(self.text).to_lowercase().into(), next + 1))
    }

    /// True when the unit behind an amount is one of which prices have thousandths: "per litre", "a gallon", "/l".
    pub(super) fn is_fine_unit(&self, at: usize) -> bool {
        let Some((_, unit)) = self.phrase(at, &[Class::Per]) else {
            return false;
        };
        // "per diluted share"
        [unit, unit + 1].iter().any(|&at| {
            let unit = self.phrase(at, &[Class::Unit]);
            unit.is_some_and(|(item, _)| item.flags.has(Flags::THOUSANDTHS))
        })
    }

    /// The unit in the rest of a compound: "a-share" of "12-cent-a-share".
    pub(super) fn per_of_parts(&self, head: &str) -> Option<Box<str>> {
        let mut parts = hyphen_parts(head).filter_map(|(from, to)| head.get(from..to));
        if !self.word_is(parts.next()?, Class::Per) {
            return None;
        }
        let unit = self.words.word(fold::hash_word(parts.next()?));
        unit.iter().find_map(|item| match item.meaning {
            Meaning::Text(unit) if item.class == Class::Unit => Some(unit.into()),
            _ => None,
        })
    }
}
