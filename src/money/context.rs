//! What the words around a number say: what links it to another one, that a clause ends, that it counts no money.
//!
//! Nothing here finds an amount; that is `find`. What is said of one is read in `around`, whose currency it is in `country`.

use super::decimal::Decimal;
use super::flags::Flags;
use super::lexicon::{Class, Item, Meaning, Of};
use super::reader::{Reader, hyphen_parts};
use super::sign::Sign;
use crate::token::{Marks, Shape};

/// How far a word of weight may stand from the pound.
pub(super) const WEIGHT_REACH: usize = 6;
/// How far behind "of" the word may stand for what is weighed.
const GOODS_REACH: usize = 3;
/// How far before "ten grand" the word may stand that says that they are paid.
const PAID_REACH: usize = 10;
/// How far before pounds the verb may stand that tells of a diet.
const SLIM_REACH: usize = 4;
/// How far before a range a word like "rose" may stand.
const CHANGE_REACH: usize = 10;

impl Reader<'_> {
    /// True for digits and for a word of numbers.
    pub(super) fn is_number(&self, at: usize) -> bool {
        self.is_digits(at) || self.push(at, &mut Vec::new()).is_some() && !self.is(at, Class::Article)
    }

    /// True for the word for 1.
    pub(super) fn is_one(&self, at: usize) -> bool {
        let one = |item: &Item| matches!(item.meaning, Meaning::Number(number) if number == Decimal::from(1));
        self.items(at).iter().any(|item| item.class == Class::Number && one(item))
    }

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

    /// True when the number that begins at `at` is no number: "einige hundert Euro".
    pub(super) fn is_vague_before(&self, at: usize) -> bool {
        at > 0 && !self.blocked(at) && self.is(at - 1, Class::Vague)
    }

    /// "1080p": looks like an amount and is none.
    pub(super) fn is_no_amount(&self, first: usize, end: usize) -> bool {
        self.past(first, &[Class::NoAmount]).is_some_and(|after| after <= end)
    }

    /// True when a clause ends before token `at`.
    pub(super) fn clause_ends(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return true };
        if token.marks.has(Marks::LINE) {
            return true;
        }
        let text = token.text(self.text);
        token.shape == Shape::Sign
            && !matches!(
                text,
                "%" | "‰" | "°" | "/" | "-" | "–" | ":" | "x" | "×" | "*" | "+" | "'" | "&" | "$" | "€" | "£"
            )
    }

    /// True when a sentence ends before token `at`.
    pub(super) fn sentence_ends(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return true };
        token.marks.has(Marks::LINE) || matches!(token.text(self.text), "." | "!" | "?" | ";" | ")")
    }

    /// A pound of flour: what stands around speaks of weight.
    pub(super) fn is_weight(&self, first: usize, end: usize, reach: usize) -> bool {
        if self.is(end, Class::Of) {
            return true;
        }
        // "(6-foot-1, 190 pounds)": a part of a compound counts as well.
        let near = |at: usize| {
            self.is(at, Class::Weight)
                || self.token(at).is_some_and(|token| token.marks.has(Marks::HYPHEN)) && {
                    let word = self.text_of(at);
                    hyphen_parts(word)
                        .filter_map(|(from, to)| word.get(from..to))
                        .any(|part| self.word_is(part, Class::Weight))
                }
        };
        // A full stop of the unit itself ends nothing: "2 Pf. Mehl".
        (end..end + reach).take_while(|&at| at == end || !self.sentence_ends(at)).any(near)
            || (first.saturating_sub(reach)..first).any(near)
    }

    /// "4.5 million pounds of chicken": even so many weigh, when a thing that is weighed follows.
    pub(super) fn is_weight_of(&self, end: usize) -> bool {
        let weighed = |at| self.is(at, Class::Weight) || self.is(at, Class::Goods);
        self.is(end, Class::Of) && (end + 1..=end + GOODS_REACH).any(weighed)
    }

    /// "lost 20 pounds", "nahm 20 Pfund ab".
    pub(super) fn is_slimming(&self, first: usize, end: usize) -> bool {
        let from = first.saturating_sub(SLIM_REACH);
        (from..first).any(|at| {
            self.is(at, Class::Slim)
                && (!self.is_flagged(at, Class::Slim, Flags::WITH_END)
                    || self.is(end, Class::SlimEnd)
                        && (self.clause_ends(end + 1) || self.is(end + 1, Class::Or)))
        })
    }

    /// True when a word beside the amount says that it is paid, or a word for the country of its currency stands near:
    /// "the 133 mark" and "ten grand pianos" are no money.
    pub(super) fn is_paid(&self, first: usize, sign: &Sign) -> bool {
        let pays = |at: usize| self.is(at, Class::Payment);
        self.is_beside(first, PAID_REACH, sign.end, pays)
            || self.per(sign.end).is_some()
            || matches!(sign.unit.of, Of::Family(_)) && self.is_country_near(sign.at, sign.unit.of)
    }

    /// True when a word beside the amount says that its unit is no currency here: "TSH 2,1, INR 2,1", "Größe EUR 42".
    pub(super) fn is_other(&self, first: usize, sign: &Sign, in_front: bool) -> bool {
        let (end, of) = (sign.end, sign.unit.of);
        let short = sign.item.form.len() <= 2;
        let says = |at: usize| {
            self.items(at).iter().any(|item| {
                item.class == Class::Other
                    && matches!(item.meaning, Meaning::Unit(unit) if unit.of == of)
                    && (in_front || !item.flags.has(Flags::IN_FRONT))
                    && (short || !item.flags.has(Flags::SHORT))
            })
        };
        self.is_beside(first, WEIGHT_REACH, end, says)
    }

    /// True when such a word stands up to `reach` before an amount from token `first` to `end`, or soon behind it, in the same
    /// sentence.
    pub(super) fn is_beside(
        &self,
        first: usize,
        reach: usize,
        end: usize,
        is_such: impl Fn(usize) -> bool,
    ) -> bool {
        self.from_up_to(end, WEIGHT_REACH, Self::sentence_ends).any(&is_such)
            || self.before_up_to(first, reach, Self::sentence_ends).any(&is_such)
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
