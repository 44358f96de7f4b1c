//! What the words around a number say: what links it to another one, that a clause ends, that it counts no money.
//!
//! Nothing here finds an amount; that is `find`. What is said of one is read in `around`, whose currency it is in `country`.

use super::decimal::Decimal;
use super::flags::Flags;
use super::lexicon::{Class, Item};
use super::reader::Reader;
use crate::token::{Marks, Shape};

/// How far before a range a word like "rose" may stand.
const CHANGE_REACH: usize = 10;

impl Reader<'_> {
    /// True when a word of this class stands right before `at`, or before about-words that stand there.
    pub(super) fn is_before(&self, at: usize, class: Class, reach: usize) -> bool {
        let mut at = at;
        for _ in 0..reach {
            if self.phrase_before(0, at, &[class]).is_some() {
                return true;
            }
            match self.phrase_before(0, at, &[Class::About]) {
                Some((_, first)) => at = first,
                None => return false,
            }
        }
        false
    }

    /// Where the about-words begin that end before `at`: "bis knapp 2,5 Millionen".
    pub(super) fn without_about_before(&self, lowest: usize, at: usize) -> usize {
        self.back_over(lowest, at, &[Class::About, Class::Low]).unwrap_or(at)
    }

    /// What links a number to the one before it: where the link begins, and whether it is the "and" of "between".
    pub(super) fn link_before(&self, lowest: usize, at: usize) -> Option<(usize, bool)> {
        if at <= lowest || self.blocked(at) {
            return None;
        }
        let end = if self.is_dash(at - 1) { at } else { self.without_about_before(lowest, at) };
        let last = end.checked_sub(1).filter(|&last| last >= lowest)?;
        if self.is_dash(last) {
            // Glued on both sides or free on both: "- 5 Euro" after a number may be a list.
            let before = self.token(last)?.marks.has(Marks::SPACE);
            let after = self.token(end)?.marks.has(Marks::SPACE);
            return (before == after).then_some((last, false));
        }
        let (item, first) = self.phrase_before(lowest, end, &[Class::To, Class::Join])?;
        Some((first, item.class == Class::Join))
    }

    /// What links a number to the one after it: where that begins, whether it is a dash, whether it is an "and".
    pub(super) fn link_after(&self, at: usize) -> Option<(usize, bool, bool)> {
        let token = self.token(at).filter(|_| !self.blocked(at))?;
        if self.is_dash(at) {
            let next = self.token(at + 1)?;
            return (token.marks.has(Marks::SPACE) == next.marks.has(Marks::SPACE)).then_some((
                at + 1,
                true,
                false,
            ));
        }
        let (item, next) = self.phrase(at, &[Class::To, Class::Join])?;
        let next = self.past(next, &[Class::About]).unwrap_or(next);
        Some((next, false, item.class == Class::Join))
    }

    /// True when the amount at `at` and the one behind it are no range: "rose from $5 to $6", "gained $1 to $45", "rose by $2 to
    /// $45". Anything else is one, also behind such a verb: "raised its guidance to $5 to $6".
    pub(super) fn splits(&self, at: usize, low: Decimal, high: Decimal) -> bool {
        let first = self.without_about_before(0, at);
        if self.phrase_before(0, first, &[Class::Move]).is_some() {
            return true;
        }
        match self.phrase_before(0, first, &[Class::From]) {
            Some((by, _)) if by.flags.has(Flags::NEAR_RANGE) => {
                low.checked_mul(Decimal::from(4)).is_some_and(|most| most <= high)
            }
            Some((_, from)) => self.changes(from),
            None => false,
        }
    }

    /// True when a verb of change stands before the "from" at token `from`.
    fn changes(&self, from: usize) -> bool {
        if from > 0 && self.is(from - 1, Class::Span) {
            return false;
        }
        let ends = |reader: &Self, at: usize| matches!(reader.text_of(at), "." | ";");
        self.before_up_to(from, CHANGE_REACH, ends).any(|i| self.is(i, Class::Change))
    }

    /// The token behind the words that begin at `at` and may stand between such a word and its number: "rund", "noch", "minus".
    pub(super) fn after_filler(&self, at: usize) -> Option<usize> {
        let classes = [Class::About, Class::Low, Class::High, Class::Filler];
        self.past(at, &classes).or_else(|| (self.is_minus_word(at) || self.is_dash(at)).then_some(at + 1))
    }

    /// What token `at` says of the time or the plan of which an amount before it is: "im Vorjahr", "a year earlier".
    pub(super) fn then_at(&self, at: usize) -> Option<Item> {
        if self.blocked(at) {
            return None;
        }
        self.phrase(at, &[Class::Then]).map(|(item, _)| item)
    }

    /// Where the words of another time begin that end before `at`: "(von 5 Mio.) im Vorjahr (auf 6 Mio. Euro)", "im Jahr 2020".
    pub(super) fn without_then_before(&self, lowest: usize, at: usize) -> usize {
        let year =
            |at: &usize| self.token(*at).is_some_and(|t| t.shape == Shape::Number && t.end - t.start == 4);
        let end = at.checked_sub(1).filter(year).unwrap_or(at);
        self.back_over(lowest, end, &[Class::Then]).unwrap_or(at)
    }

    /// True when the step at `link` leaves it open which magnitude a number without its own has: the flag m.
    pub(super) fn is_step_of_whole(&self, link: usize) -> bool {
        self.phrase(link, &[Class::Step]).is_some_and(|(item, _)| item.flags.has(Flags::OWN_MAGNITUDE))
    }

    /// True when the number at `first` and the link at `link` tell of a step: "von 2,3 auf 4,5", "rose from 5 to 6",
    /// "55 statt 20". `falls` says that the second number is the smaller one.
    pub(super) fn is_step(&self, first: usize, link: usize, falls: bool) -> bool {
        let Some((item, _)) = self.phrase(link, &[Class::Step]) else { return false };
        if !item.flags.has(Flags::BEHIND_FROM) {
            return true;
        }
        let begin = self.without_about_before(0, first);
        let Some((_, from)) = self.phrase_before(0, begin, &[Class::From]) else { return false };
        // "from 5 to 6" is a range unless something changes; "von 5 auf 6" and "from 6 to 5" never are.
        self.phrase(link, &[Class::To]).is_none() || falls || self.changes(from)
    }
}
