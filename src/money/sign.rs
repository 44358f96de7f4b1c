//! Currencies in the text: the signs, codes and names that begin at a token, in the form that the tables ask for.
//!
//! Whether a number belongs to one is asked in `find` and `guard`.

use super::flags::Flags;
use super::lexicon::{Class, Item, Meaning, Unit};
use super::reader::Reader;
use crate::token::Marks;

/// How many currencies that begin at one token are told apart: of "US$" and "US" alone there are two.
const MOST_SIGNS: usize = 8;
/// The letters before a sign that say whose it is: "US$", "HK$".
const LONGEST_PREFIX: u32 = 3;

/// A currency in the text: tokens `at` up to, and not including, `end`.
#[derive(Clone, Copy)]
pub(super) struct Sign {
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) item: Item,
    pub(super) unit: Unit,
}

/// The characters of a currency, without blanks and without a full stop at its end.
fn bare(written: &str) -> impl Iterator<Item = char> {
    written.trim_end_matches('.').chars().filter(|c| !c.is_whitespace())
}

impl Reader<'_> {
    /// The currencies that begin at token `at`, the longest last.
    pub(super) fn signs(&self, at: usize) -> [Option<Sign>; MOST_SIGNS] {
        let mut signs = [None; MOST_SIGNS];
        let mut node = 0;
        let mut slots = signs.iter_mut();
        let mut end = at;
        while let Some(token) = self.token(end) {
            if end > at && token.marks.has(Marks::BLOCK) {
                break;
            }
            let Some(next) = self.words.step(node, token.hash) else { break };
            (node, end) = (next, end + 1);
            for item in self.words.items(node) {
                let Meaning::Unit(unit) = item.meaning else { continue };
                if item.class.is_currency()
                    && self.form_fits(item, at, end)
                    && let Some(slot) = slots.next()
                {
                    *slot = Some(Sign { at, end, item: *item, unit });
                }
            }
        }
        signs
    }

    /// The longest currency that begins at token `at`.
    pub(super) fn sign_at(&self, at: usize) -> Option<Sign> {
        if !self.words.may_trigger(self.token(at)?.hash) {
            return None;
        }
        // A copy of one, and not of all.
        let signs = self.signs(at);
        signs.iter().rev().flatten().next().copied()
    }

    /// The flags about how a word is written.
    fn form_fits(&self, item: &Item, at: usize, end: usize) -> bool {
        let flags = item.flags;
        let written = || self.text.get(self.start_of(at)..self.end_of(end - 1)).unwrap_or_default();
        !(flags.has(Flags::JOINED) && (at + 1..end).any(|i| self.spaced(i))
            || flags.has(Flags::SPACED) && !self.spaced(end)
            || flags.has(Flags::EXACT) && !bare(written()).eq(bare(item.form)))
    }

    /// "EUR/USD 1,0577" is a rate, not an amount.
    pub(super) fn is_pair(&self, at: usize) -> bool {
        at > 1
            && self.glued_sign(at - 1, &["/"])
            && !self.spaced(at)
            && self.signs(at - 2).iter().flatten().any(|sign| sign.end == at - 1)
    }

    /// The "€" of "T€", the "$" of "QX$": letters that are glued to a sign say which currency it is, and when no table
    /// knows them, none is named.
    pub(super) fn is_rest_of_sign(&self, sign: Sign) -> bool {
        let Some(before) = sign.at.checked_sub(1).and_then(|at| self.token(at)) else { return false };
        !self.spaced(sign.at)
            && before.end - before.start <= LONGEST_PREFIX
            && before.text(self.text).bytes().all(|byte| byte.is_ascii_uppercase())
            && !self.is(sign.at - 1, Class::Magnitude)
    }
}
