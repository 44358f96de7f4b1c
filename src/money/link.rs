//! What links two numbers: a dash or a word between them, and whether it makes a range of them or leads from one to the other.
//!
//! Ranges are made in `range`, lists and steps in `list`.

use super::decimal::Decimal;
use super::flags::Flags;
use super::lexicon::Class;
use super::reader::Reader;

/// How far before a range a word like "rose" may stand.
const CHANGE_REACH: usize = 10;

/// What stands between two numbers that make a range.
#[derive(Clone, Copy)]
pub(super) struct Link {
    /// Where it begins, seen from the second number; seen from the first, where the second begins.
    pub(super) at: usize,
    pub(super) dash: bool,
    /// It is the "and" of "between".
    pub(super) and: bool,
}

impl Reader<'_> {
    /// What links a number to the one before it.
    pub(super) fn link_before(&self, lowest: usize, at: usize) -> Option<Link> {
        if at <= lowest || self.blocked(at) {
            return None;
        }
        let end = if self.is_dash(at - 1) { at } else { self.without_about_before(lowest, at) };
        let last = end.checked_sub(1).filter(|&last| last >= lowest)?;
        if self.is_dash(last) {
            return self.parts_evenly(last).then_some(Link { at: last, dash: true, and: false });
        }
        let (item, at) = self.phrase_before(lowest, end, &[Class::To, Class::Join])?;
        Some(Link { at, dash: false, and: item.class == Class::Join })
    }

    /// What links a number to the one after it.
    pub(super) fn link_behind(&self, at: usize) -> Option<Link> {
        if self.blocked(at) {
            return None;
        }
        if self.is_dash(at) {
            return self.parts_evenly(at).then_some(Link { at: at + 1, dash: true, and: false });
        }
        let (item, next) = self.phrase(at, &[Class::To, Class::Join])?;
        let at = self.past(next, &[Class::About]).unwrap_or(next);
        Some(Link { at, dash: false, and: item.class == Class::Join })
    }

    /// True for a dash that is glued on both sides or free on both: "- 5 Euro" after a number may be a list.
    fn parts_evenly(&self, dash: usize) -> bool {
        self.token(dash + 1).is_some() && self.spaced(dash) == self.spaced(dash + 1)
    }

    /// True when "between" stands before the number at `first`, or before about-words that stand there.
    pub(super) fn is_between(&self, first: usize) -> bool {
        let about = self.back_over(0, first, &[Class::About]).unwrap_or(first);
        [first, about].iter().any(|&at| self.back_over(0, at, &[Class::Between]).is_some())
    }

    /// Where the about-words begin that end before `at`: "bis knapp 2,5 Millionen".
    pub(super) fn without_about_before(&self, lowest: usize, at: usize) -> usize {
        self.back_over(lowest, at, &[Class::About, Class::Low]).unwrap_or(at)
    }

    /// True when the amount at `at` and the one behind it are no range: "rose from $5 to $6", "gained $1 to $45", "rose by $2 to
    /// $45". Anything else is one, also behind such a verb: "raised its guidance to $5 to $6".
    pub(super) fn splits(&self, at: usize, low: Decimal, high: Decimal) -> bool {
        let first = self.without_about_before(0, at);
        if self.back_over(0, first, &[Class::Move]).is_some() {
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
        let ends = |reader: &Self, at: usize| matches!(reader.text_of(at), "." | ";");
        self.back_over(0, from, &[Class::Span]).is_none()
            && self.before_up_to(from, CHANGE_REACH, ends).any(|i| self.is(i, Class::Change))
    }

    /// Where the words of another time begin that end before `at`: "(von 5 Mio.) im Vorjahr (auf 6 Mio. Euro)", "im Jahr 2020".
    pub(super) fn without_then_before(&self, lowest: usize, at: usize) -> usize {
        let year = |&at: &usize| self.year_at(at).is_some();
        let end = at.checked_sub(1).filter(year).unwrap_or(at);
        self.back_over(lowest, end, &[Class::Then]).unwrap_or(at)
    }

    /// True when the number at `first` and the link at `link` tell of a step: "von 2,3 auf 4,5", "rose from 5 to 6",
    /// "55 statt 20". `falls` says that the second number is the smaller one.
    pub(super) fn is_step(&self, first: usize, link: usize, falls: bool) -> bool {
        let Some((item, _)) = self.phrase(link, &[Class::Step]) else { return false };
        if !item.flags.has(Flags::BEHIND_FROM) {
            return true;
        }
        let begin = self.without_about_before(0, first);
        let Some(from) = self.back_over(0, begin, &[Class::From]) else { return false };
        // "from 5 to 6" is a range unless something changes; "von 5 auf 6" and "from 6 to 5" never are.
        self.past(link, &[Class::To]).is_none() || falls || self.changes(from)
    }
}
