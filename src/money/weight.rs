//! A pound of flour: when a unit that is also a currency weighs something.

use super::amount::Amount;
use super::decimal::Decimal;
use super::flags::Flags;
use super::lexicon::Class;
use super::reader::{NEAR, Reader};
use super::sign::Sign;

/// So many pounds may a diet take at most.
const MOST_LOST: i64 = 400;
/// How far a word of weight may stand from a thousand pounds.
const LARGE_REACH: usize = 4;
/// How far before pounds the verb may stand that tells of a diet.
const SLIM_REACH: usize = 4;
/// How far behind "of" the word may stand for what is weighed.
const GOODS_REACH: usize = 3;

impl Reader<'_> {
    /// "half a pound" is hardly ever money, and up to a million weighs when the words around say so.
    pub(super) fn is_weighed(&self, amount: &Amount, sign: &Sign) -> bool {
        let number = &amount.number;
        if number.power > 0 {
            // "4.5 million pounds of chicken": even so many weigh, when a thing that is weighed follows.
            let goods = || (sign.end + 1..=sign.end + GOODS_REACH).any(|at| self.is(at, Class::Goods));
            return self.is(sign.end, Class::Of) && goods();
        }
        let part = number.value < Decimal::from(1) && !number.digits;
        part || number.value <= Decimal::from(MOST_LOST) && self.is_slimming(amount.first, sign.end)
            || self.is_weight(amount.first, sign.end, if number.is_large() { LARGE_REACH } else { NEAR })
    }

    /// What stands around speaks of weight: "3 pounds of flour", "(6-foot-1, 190 pounds)".
    fn is_weight(&self, first: usize, end: usize, reach: usize) -> bool {
        let weighs = |at: usize| self.is_in_word(at, Class::Weight);
        // A full stop of the unit itself ends nothing: "2 Pf. Mehl".
        let ends = |reader: &Self, at: usize| at > end && reader.sentence_ends(at);
        self.is(end, Class::Of)
            || self.behind_up_to(end, reach, ends).any(weighs)
            || (first.saturating_sub(reach)..first).any(weighs)
    }

    /// "lost 20 pounds", "nahm 20 Pfund ab".
    fn is_slimming(&self, first: usize, end: usize) -> bool {
        let loses = || self.clause_ends(end + 1) || self.is(end + 1, Class::Or);
        (first.saturating_sub(SLIM_REACH)..first).any(|at| {
            self.is(at, Class::Slim)
                && (!self.is_flagged(at, Class::Slim, Flags::WITH_END)
                    || self.is(end, Class::SlimEnd) && loses())
        })
    }
}
