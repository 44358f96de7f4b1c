//! The memory of a document: names that were found with little doubt help to find their repetitions and short forms:
//! the surname after the full name, the acronym after its definition, the bare name after the legal name.
//!
//! Here is what it knows. What a name teaches it stands in `learn`; how a block of text is learned from and judged anew, in `block`.

mod block;
mod learn;

use crate::candidate::{Candidate, Match};
use crate::evidence::{Fact, LANES};
use crate::fold::{ByHash, hash_word};
use crate::gazetteer::build::NO_ENTRY;
use crate::kind::Kind;
use block::Cover;
use learn::STRONG;
use std::cmp::Reverse;
use std::collections::HashMap;

/// The facts by lane; derived words are not remembered.
const FACTS: [Fact; 3] = [Fact::MemoryOrganization, Fact::MemoryPerson, Fact::MemoryPlace];

/// The facts of short names.
const SHORT_FACTS: [Option<Fact>; 3] = [Some(Fact::ShortOrganization), Some(Fact::ShortPerson), None];

/// What has been found so far in a document.
#[derive(Default)]
pub(crate) struct Memory {
    names: HashMap<u64, Known, ByHash>,
    /// What acronyms were said to stand for.
    acronyms: HashMap<u64, LongForm, ByHash>,
    /// A short name is among them.
    has_short: bool,
    /// Buffer for the block at hand.
    cover: Cover,
}

/// What is known of a name.
#[derive(Clone, Copy, Default)]
struct Known {
    /// The best score by lane.
    best: [i32; 3],
    /// The lanes in which it is an unlisted word, taken from a longer name.
    short: [bool; 3],
    /// The lanes in which it is a word of a longer name.
    part: [bool; 3],
    /// It was defined as the short name of an organisation.
    defined: bool,
    /// Whom it stands for as a surname, by the full names before it.
    person: Option<Person>,
    /// The class of the unlisted organisation of which it is the short name; that of several is in doubt.
    class: Option<Option<&'static str>>,
}

impl Known {
    /// Notes the class of an organisation of which it is the short name.
    fn learn_class(&mut self, class: Option<&'static str>) {
        if class.is_some() {
            self.class = Some(class.filter(|_| self.class.is_none_or(|other| other == class)));
        }
    }
}

/// A person whose full name was found: the entry, or `None` for somebody whom no list knows.
pub(crate) type Person = Option<Bearer>;

/// The entry of a person or an organisation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bearer {
    /// The number of the gazetteer; 0 is the shipped one.
    pub(crate) gazetteer: u8,
    /// The number of the entry in it.
    pub(crate) entry: u32,
}

/// What an acronym was said to stand for.
pub(crate) struct LongForm {
    /// The entry of the long form; `None` for one that no list knows.
    pub(crate) bearer: Option<Bearer>,
    /// The hashes of its words.
    pub(crate) words: Vec<u64>,
}

/// The hashes of the longer words of a name.
pub(crate) fn words_of_name(name: &str) -> impl Iterator<Item = u64> + '_ {
    const SHORTEST: usize = 4;
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= SHORTEST);
    words.map(hash_word)
}

/// The entry of a kind that the matches of a full name tell of: the first of a list of the user, and without that of the shipped one.
fn bearer_of(matches: &[Match], kind: Kind, fits: impl Fn(&Match) -> bool) -> Option<Bearer> {
    let known = |found: &&Match| found.alias.kind == kind && found.alias.entry != NO_ENTRY && fits(found);
    let found = matches.iter().filter(known).min_by_key(|found| Reverse(found.gazetteer))?;
    Some(Bearer { gazetteer: found.gazetteer, entry: found.alias.entry })
}

impl Memory {
    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        self.names.capacity() * size_of::<(u64, Known)>()
            + self.acronyms.capacity() * size_of::<(u64, LongForm)>()
            + self.cover.size()
    }

    pub(crate) fn clear(&mut self) {
        self.names.clear();
        self.acronyms.clear();
        self.has_short = false;
    }

    /// What an acronym was said to stand for.
    pub(crate) fn long_form(&self, acronym: u64) -> Option<&LongForm> {
        if self.acronyms.is_empty() { None } else { self.acronyms.get(&acronym) }
    }

    /// The class of an unlisted organisation, told by its long name.
    pub(crate) fn class_of(&self, short: u64, kind: Kind) -> Option<&'static str> {
        if kind == Kind::Organization { self.names.get(&short)?.class? } else { None }
    }

    /// Whom a surname stands for; `None` when no full name came before.
    pub(crate) fn person(&self, surname: u64) -> Option<Person> {
        self.names.get(&surname)?.person
    }

    /// The fact that the memory knows of a candidate. `alone`: it lies in no longer one that is known, so it may be a short name.
    /// `settled`: it is in no doubt by itself.
    fn recall(&self, candidate: &Candidate, alone: bool, settled: bool) -> Option<Fact> {
        let known = self.names.get(&candidate.key)?;
        if known.defined {
            return Some(Fact::DefinedOrganization);
        }
        let clear = settled || candidate.scores.iter().take(LANES).any(|&score| score >= STRONG);
        if !clear {
            if let Some(lane) = known.short.iter().position(|&short| short && alone) {
                return SHORT_FACTS.get(lane).copied().flatten();
            }
            let best = known.best.iter().enumerate().filter(|(_, score)| **score > 0);
            if let Some((lane, _)) = best.max_by_key(|(lane, score)| (**score, Reverse(*lane))) {
                return FACTS.get(lane).copied();
            }
        }
        // A word of both a firm and a person tells nothing.
        match known.part {
            _ if !alone || candidate.first < candidate.last => None,
            [true, false, _] => Some(Fact::PartOrganization),
            [false, true, _] => Some(Fact::PartPerson),
            _ => None,
        }
    }
}
