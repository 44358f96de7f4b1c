//! Legal forms of several words: "Sp. z o.o.", "GmbH & Co. KG". They are read word by word; how far one has come is known by a
//! chain, the hash of the words so far.

use crate::fold::hash_step;

/// The evidence of a word that is a legal form, which one of several words has as well.
pub(crate) const FORM: [&str; 2] = ["legal", "legal:suffix"];

/// How far the words before have come into a legal form. A chain of words is the hash of that before it and of its last word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FormStep(pub(crate) u32);

impl FormStep {
    /// It may go on.
    pub(crate) const BEGUN: FormStep = FormStep(1);
    /// It is complete.
    pub(crate) const COMPLETE: FormStep = FormStep(2);

    /// True when all bits of `other` are set.
    pub(crate) const fn has(self, other: FormStep) -> bool {
        self.0 & other.0 == other.0
    }

    /// The chain with a further word.
    #[inline]
    pub(crate) fn chain(before: u64, word: u64) -> u64 {
        hash_step(before as u32, word)
    }
}
