//! Which entry of the lists a find stands for, and when it is none of them: an entry is told for what the text says, not for what the
//! name means most often. What the user's own lists have stands for itself.

mod around;
mod shared;

use crate::beside::{self, Role};
use crate::candidate::{Candidate, Match};
use crate::class::is_public;
use crate::fold::{hash, hash_word};
use crate::gazetteer::build::NO_ENTRY;
use crate::gazetteer::{EntryRef, Flags, Gazetteer};
use crate::kind::{Form, Kind};
use crate::language::Language;
use crate::memory::{Bearer, LongForm, Person, words_of_name};
use crate::pipeline::Scratch;
use crate::resolve::{Claim, Source};
use crate::token::Token;
use around::{Around, TOWN, around, state_behind};
use shared::Meant;
use std::cmp::Reverse;

/// What a find stands for.
#[derive(Clone, Copy, Default)]
pub(crate) struct Linked<'g> {
    pub(crate) entry: Option<EntryRef<'g>>,
    /// The class of the entry, and what is sure without one: the Senate of whatever country is a parliament, and what lies in Texas a town.
    pub(crate) class: Option<&'g str>,
}

impl<'g> From<EntryRef<'g>> for Linked<'g> {
    fn from(entry: EntryRef<'g>) -> Self {
        Self { entry: Some(entry), class: Some(entry.class()) }
    }
}

/// A find, and what is at hand where it stands.
pub(crate) struct Find<'g, 's> {
    pub(crate) gazetteers: &'g [Gazetteer],
    pub(crate) scratch: &'s Scratch,
    pub(crate) candidate: &'s Candidate,
    pub(crate) kind: Kind,
    pub(crate) form: Form,
    pub(crate) language: Language,
}

/// What the text tells of whom a find stands for.
#[derive(Default)]
struct Told<'g, 's> {
    /// Of a surname: whose full name came before.
    person: Option<Person>,
    /// Of a surname: the hash of the given name behind it.
    given: Option<u64>,
    /// Of a full name: the role beside it.
    role: Option<Role>,
    /// Of an acronym: what it was said to stand for.
    long: Option<&'s LongForm>,
    /// Of a place: what it lies in.
    around: Option<Around<'g>>,
}

impl<'g, 's> Told<'g, 's> {
    fn of(find: &Find<'g, 's>) -> Self {
        let Find { scratch, candidate, .. } = *find;
        let is_single = candidate.first == candidate.last;
        let (first, last) = (candidate.first as usize, candidate.last as usize);
        match find.kind {
            Kind::Person if is_single => Self {
                person: scratch.memory.person(candidate.key),
                given: given_behind(scratch, candidate),
                ..Self::default()
            },
            Kind::Person => Self { role: beside::role(&scratch.tokens, first, last), ..Self::default() },
            Kind::Organization if is_single && find.form == Form::Name => {
                Self { long: scratch.memory.long_form(candidate.key), ..Self::default() }
            }
            Kind::Place => Self { around: around(find), ..Self::default() },
            _ => Self::default(),
        }
    }

    /// The entry that it tells by itself.
    fn bearer(&self) -> Option<Bearer> {
        self.person.flatten().or(self.long.and_then(|long| long.bearer))
    }
}

impl<'g, 's> Find<'g, 's> {
    /// The entry that it stands for.
    pub(crate) fn entry(&self) -> Linked<'g> {
        let told = Told::of(self);
        let Some(found) = self.likeliest(&told) else {
            let bearer = told.bearer();
            let known =
                bearer.and_then(|Bearer { gazetteer, entry }| entry_at(self.gazetteers, gazetteer, entry));
            return known.map_or_else(Linked::default, Linked::from);
        };
        let Some(known) = self.entry_of(found) else { return Linked::default() };
        let nobody = |class: &'g str| Linked { entry: None, class: Some(class) };
        if found.gazetteer > 0 || self.form == Form::Derived {
            return known.into();
        }
        if told.around.is_some_and(|around| around.is_elsewhere(known)) {
            return nobody(TOWN);
        }
        let Some(shared) = self.gazetteers.first().and_then(|list| shared::shared(list, found.alias)) else {
            return known.into();
        };
        if let Some(state) = state_behind(self, shared, known) {
            return state.into();
        }
        // A town shares its name with a state of its own country.
        if known.class() == TOWN {
            return known.into();
        }
        match shared::meant(self, shared, known) {
            Meant::Other(Some(other)) => other.into(),
            Meant::Other(None) if is_public(known.class()) => nobody(known.class()),
            Meant::Other(None) => Linked::default(),
            Meant::Usual => known.into(),
        }
    }

    /// Of the names in the lists that fit, that of the user's own list, then one that needs no cue, then the likeliest.
    fn likeliest(&self, told: &Told<'_, '_>) -> Option<&'s Match> {
        let fitting =
            || self.scratch.candidates.matches(self.candidate).iter().filter(|found| self.fits(found, told));
        let mut first_two = fitting();
        match (first_two.next(), first_two.next()) {
            (one, None) => one,
            // Hardly any name has several.
            _ => fitting().max_by_key(|found| self.likeliness(found, told)),
        }
    }

    fn fits(&self, found: &Match, told: &Told<'_, '_>) -> bool {
        let alias = found.alias;
        let is_alike = alias.kind == self.kind
            && alias.entry != NO_ENTRY
            && alias.is_derived() == (self.form == Form::Derived);
        if !is_alike || found.gazetteer > 0 {
            return is_alike;
        }
        let name = || self.entry_of(found).map_or("", |entry| entry.name());
        // A surname of many people names nobody without the full name before, and with it only that person.
        let is_surname = self.kind == Kind::Person && self.candidate.first == self.candidate.last;
        let is_given_so =
            || told.given.is_none_or(|given| name().split_whitespace().any(|word| hash_word(word) == given));
        if is_surname && (told.person.is_some() || alias.flags.has(Flags::CUE) || !is_given_so()) {
            return false;
        }
        // An acronym stands for what it was said to stand for.
        let is_said = |long: &LongForm| {
            long.bearer.is_none() && words_of_name(name()).any(|word| long.words.contains(&word))
        };
        // No dentist is the singer with her name.
        let has_role = |role: Role| self.entry_of(found).is_some_and(|entry| role.fits(entry.class()));
        told.long.is_none_or(is_said) && told.role.is_none_or(has_role)
    }

    /// How likely a find stands for one of several entries that fit; the greatest does.
    fn likeliness(&self, found: &Match, told: &Told<'_, '_>) -> impl Ord + use<> {
        let known = self.entry_of(found);
        let country = known.and_then(|entry| entry.country());
        let is_there = told.around.as_ref().is_some_and(|around| around.lies_in(country));
        let needs_cue = found.alias.flags.has(Flags::CUE);
        let by_cue = if needs_cue { self.likeliness_by_cue(found, known) } else { 0 };
        // "Merck & Co." is another firm than "Merck" with a legal form.
        let list = self.gazetteers.get(usize::from(found.gazetteer));
        let words = list.map_or(0, |list| list.surface(found.alias).split(' ').count());
        (found.gazetteer, is_there, !needs_cue, words, by_cue, Reverse(found.alias.entry))
    }

    /// How likely a name that needs a cue stands for an entry: it is named in full elsewhere in the block, it is at home where the
    /// language is spoken ("BA" is the Bundesagentur in German), and it is no band, which hardly anybody means by "ABC".
    fn likeliness_by_cue(&self, found: &Match, entry: Option<EntryRef<'_>>) -> u8 {
        const GERMAN_SPEAKING: [&str; 3] = ["DE", "AT", "CH"];
        let scratch = self.scratch;
        let is_full = |other: &Match| {
            (other.gazetteer, other.alias.entry) == (found.gazetteer, found.alias.entry)
                && other.alias.is_safe()
        };
        let mut others = scratch.winners.iter().filter_map(|winner| candidate_of(scratch, winner));
        let named = others.any(|other| scratch.candidates.matches(other).iter().any(is_full));
        let country = entry.and_then(|entry| entry.country());
        let is_german = country.is_some_and(|country| GERMAN_SPEAKING.contains(&country));
        let is_home = is_german == (self.language == Language::De);
        let is_band = entry.is_some_and(|entry| entry.class() == BAND);
        4 * u8::from(named) + 2 * u8::from(!is_band) + u8::from(is_home)
    }

    fn entry_of(&self, found: &Match) -> Option<EntryRef<'g>> {
        entry_at(self.gazetteers, found.gazetteer, found.alias.entry)
    }
}

/// The class of bands.
const BAND: &str = "band";

/// The hash of the given name behind a surname and a comma: "Scholz, Petra, Kiel". In "Scholz, Christian Lindner" another name begins.
fn given_behind(scratch: &Scratch, candidate: &Candidate) -> Option<u64> {
    let (at, given) = behind_comma(scratch, candidate)?;
    let ends = scratch.tokens.get(at + 1).is_none_or(|next| !next.shape.is_name_like());
    let is_given = || scratch.words.glance(at).is_some_and(|word| word.major.is_given());
    (ends && is_given()).then_some(given.hash)
}

/// How many winners begin before a byte of the block.
fn winners_before(scratch: &Scratch, start: usize) -> usize {
    scratch.winners.partition_point(|winner| winner.span.start < start)
}

/// The last winner that begins before a byte of the block.
fn winner_before(scratch: &Scratch, start: usize) -> Option<&Claim> {
    scratch.winners.get(winners_before(scratch, start).checked_sub(1)?)
}

/// The winner that begins with a token.
fn winner_at(scratch: &Scratch, at: usize) -> Option<&Claim> {
    let start = scratch.tokens.get(at)?.start as usize;
    let winner = scratch.winners.get(winners_before(scratch, start))?;
    (winner.span.start == start).then_some(winner)
}

/// The candidate that won.
fn candidate_of<'s>(scratch: &'s Scratch, winner: &Claim) -> Option<&'s Candidate> {
    match winner.source {
        Source::Candidate(_, index) => scratch.candidates.list.get(index as usize),
        Source::Money(_) | Source::Rule(_) => None,
    }
}

/// The token behind the comma behind a candidate, with its number.
fn behind_comma<'s>(scratch: &'s Scratch, candidate: &Candidate) -> Option<(usize, &'s Token)> {
    let comma = candidate.last as usize + 1;
    scratch.tokens.get(comma).filter(|sign| sign.hash == hash(b","))?;
    Some((comma + 1, scratch.tokens.get(comma + 1)?))
}

fn entry_at(gazetteers: &[Gazetteer], gazetteer: u8, entry: u32) -> Option<EntryRef<'_>> {
    (entry != NO_ENTRY).then_some(gazetteers.get(usize::from(gazetteer))?.entry(entry))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::classes::Classes;

    #[test]
    fn classes_are_those_of_the_table() {
        let places = around::AROUND.into_iter().chain([TOWN]).map(|class| (class, Kind::Place));
        let people = shared::STATESMEN.into_iter().chain(["person"]).map(|class| (class, Kind::Person));
        for (class, kind) in places.chain(people).chain([(BAND, Kind::Organization)]) {
            assert_eq!(Classes::shipped().kind(class), Some(kind), "{class}");
        }
    }
}
