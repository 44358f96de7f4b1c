//! Letters: what the beginning and the ending of a word that stands in no list say about its kind.
//!
//! The odds stand in `data/letters.tsv`; here they are summed and rounded to a few steps, which are evidence.

use super::endings::{Endings, hash_beginnings, hash_ending};
use crate::fold::hash_step;

/// The classes of the table: common noun, person, place, organisation.
pub(crate) const CLASSES: usize = 4;
/// The columns of the table.
pub(crate) const CLASS_NAMES: [&str; CLASSES] = ["noun", "person", "place", "organisation"];
/// Hundredths of the natural logarithm of the odds, by class.
pub(crate) type Odds = [i32; CLASSES];

const LONGEST_ENDING: usize = 6;
const LONGEST_BEGINNING: usize = 5;
/// Longer words count as words of this length.
pub(crate) const LONGEST_WORD: usize = 20;
/// Steps of the odds of the noun against the names, from -5 to 5.
const NOUN_STEPS: i32 = 11;
/// Steps of the lead of the best name before the second.
const LEAD_STEPS: i32 = 4;

/// The kinds of rows in the table.
#[derive(Clone, Copy)]
enum Affix {
    Every,
    Ending,
    Beginning,
    Length,
}

fn key_of(affix: Affix, hash: u64) -> u64 {
    hash_step(affix as u32, hash)
}

/// The key of a row, given the affix as it is written in the table: "-ung", "kra-", "-12-", "-".
#[allow(dead_code, reason = "used by the build script, which shares this file")]
pub(crate) fn key_of_row(affix: &str) -> u64 {
    match (affix.strip_prefix('-'), affix.strip_suffix('-')) {
        (Some(""), _) => key_of(Affix::Every, 0),
        (Some(length), Some(_)) => {
            let length = length.trim_end_matches('-').parse().unwrap_or(0);
            key_of(Affix::Length, length)
        }
        (Some(ending), None) => key_of(Affix::Ending, hash_ending(ending)),
        (None, Some(beginning)) => key_of(Affix::Beginning, hash_beginnings(beginning).last().unwrap_or(0)),
        (None, None) => 0,
    }
}

/// Visits the keys of the rows that may speak for the beginnings and endings of a word, given its folded form.
pub(crate) fn for_each_affix(word: &str, endings: &Endings, mut visit: impl FnMut(u64)) {
    let borders = || (1..word.len()).filter(|&at| word.is_char_boundary(at));
    for ending in borders().rev().take(LONGEST_ENDING).filter_map(|at| endings.at(at)) {
        visit(key_of(Affix::Ending, ending));
    }
    let mut hashes = hash_beginnings(word);
    let mut hashed = 0;
    for border in borders().take(LONGEST_BEGINNING) {
        // A beginning is whole where the next character begins.
        if let Some(beginning) = hashes.nth(border - 1 - hashed) {
            visit(key_of(Affix::Beginning, beginning));
        }
        hashed = border;
    }
}

/// The keys of the rows that speak for all words of this length, in characters.
pub(crate) fn keys_of_length(length: usize) -> [u64; 2] {
    [key_of(Affix::Every, 0), key_of(Affix::Length, length.min(LONGEST_WORD) as u64)]
}

/// Rounded odds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Looks {
    /// The odds of the noun, -5 to 5.
    noun: i32,
    /// The best of the other classes.
    best: usize,
    /// Its lead, 0 to 3.
    lead: i32,
}

impl Looks {
    pub(crate) fn of(odds: Odds) -> Looks {
        let [noun, names @ ..] = odds;
        let mut best = 0;
        for (class, &name) in names.iter().enumerate() {
            if names.get(best).is_some_and(|&before| name > before) {
                best = class;
            }
        }
        let top = names.get(best).copied().unwrap_or(0);
        let second =
            names.iter().enumerate().filter(|(class, _)| *class != best).map(|(_, &name)| name).max();
        Looks {
            noun: ((noun - top) / 100).clamp(-(NOUN_STEPS / 2), NOUN_STEPS / 2),
            best: best + 1,
            lead: ((top - second.unwrap_or(0)) / 100).clamp(0, LEAD_STEPS - 1),
        }
    }

    /// The place in [`all`].
    pub(crate) fn number(self) -> usize {
        let noun = self.noun + NOUN_STEPS / 2;
        ((noun * (CLASSES as i32 - 1) + self.best as i32 - 1) * LEAD_STEPS + self.lead) as usize
    }

    /// Identifies the profile.
    pub(crate) fn name(self) -> String {
        self.evidence().join(" ")
    }

    /// The evidence of the profile.
    pub(crate) fn evidence(self) -> [String; 2] {
        let class = CLASS_NAMES.get(self.best).copied().unwrap_or_default();
        [format!("letters:noun:{:+}", self.noun), format!("letters:{class}:{}", self.lead)]
    }
}

/// All that letters can say.
pub(crate) fn all() -> impl Iterator<Item = Looks> {
    (-(NOUN_STEPS / 2)..=NOUN_STEPS / 2).flat_map(|noun| {
        (1..CLASSES).flat_map(move |best| (0..LEAD_STEPS).map(move |lead| Looks { noun, best, lead }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_list() {
        assert!(all().enumerate().all(|(number, looks)| looks.number() == number));
    }

    #[test]
    fn rows_and_words_have_equal_keys() {
        let mut keys = Vec::new();
        for_each_affix("kran", &Endings::of("kran"), |key| keys.push(key));
        keys.extend(keys_of_length(4));
        assert!(["-", "-an", "kra-", "-4-"].iter().all(|row| keys.contains(&key_of_row(row))));
        assert!(!keys.contains(&key_of_row("an-")));
    }
}
