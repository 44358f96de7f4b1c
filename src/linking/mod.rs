//! Which entry of the lists a find stands for, and when it is none of them: an entry is told for what the text says, not for what the
//! name means most often. What the user's own lists have stands for itself.

mod shared;

use crate::beside;
use crate::candidate::{Candidate, Match};
use crate::class::is_public;
use crate::evidence::PLACE;
use crate::fold::{hash, hash_word};
use crate::gazetteer::build::NO_ENTRY;
use crate::gazetteer::{EntryRef, Flags, Gazetteer};
use crate::kind::{Form, Kind};
use crate::language::Language;
use crate::lexicon::major::Major;
use crate::memory::{Bearer, words_of_name};
use crate::pipeline::Scratch;
use crate::resolve::{Claim, Source};
use crate::token::Token;
use shared::{Meant, Shared};
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

/// The entry that a candidate stands for: of several that of the user's own list, then one that needs no cue for this name, then the
/// likeliest.
pub(crate) fn entry_of<'g>(
    gazetteers: &'g [Gazetteer],
    scratch: &Scratch,
    candidate: &Candidate,
    kind: Kind,
    form: Form,
    language: Language,
) -> Linked<'g> {
    let is_single = candidate.first == candidate.last;
    let is_surname = kind == Kind::Person && is_single;
    let meant = if is_surname { scratch.memory.person(candidate.key) } else { None };
    let is_acronym = kind == Kind::Organization && is_single && form == Form::Name;
    let long = if is_acronym { scratch.memory.long_form(candidate.key) } else { None };
    let entry = |gazetteer: u8, entry: u32| entry_at(gazetteers, gazetteer, entry);
    let given = is_surname.then(|| given_behind(scratch, candidate)).flatten();
    let is_given_so = |number: u32| {
        let name = entry(0, number).map_or("", |entry| entry.name());
        given.is_none_or(|given| name.split_whitespace().any(|word| hash_word(word) == given))
    };
    let is_full_name = kind == Kind::Person && !is_single;
    let (first, last) = (candidate.first as usize, candidate.last as usize);
    let role = if is_full_name { beside::role(&scratch.tokens, first, last) } else { None };
    let beside = if kind == Kind::Place { place_beside(gazetteers, scratch, candidate) } else { None };
    let fits = |found: &&Match| {
        let alias = found.alias;
        let same =
            alias.kind == kind && alias.entry != NO_ENTRY && alias.is_derived() == (form == Form::Derived);
        // A surname of many people names nobody without the full name before, and with it only that person.
        let names =
            || !is_surname || meant.is_none() && !alias.flags.has(Flags::CUE) && is_given_so(alias.entry);
        // An acronym stands for what it was said to stand for.
        let is_said = || {
            long.is_none_or(|long| {
                let name = entry(found.gazetteer, alias.entry).map_or("", |entry| entry.name());
                long.bearer.is_none() && words_of_name(name).any(|word| long.words.contains(&word))
            })
        };
        // No dentist is the singer with her name.
        let has_role = || {
            let class = |role: beside::Role| entry(0, alias.entry).is_some_and(|it| role.fits(it.class()));
            role.is_none_or(class)
        };
        same && (found.gazetteer > 0 || names() && is_said() && has_role())
    };
    let matches = || scratch.candidates.matches(candidate).iter().filter(fits);
    let likeliest = |found: &&Match| {
        let known = entry(found.gazetteer, found.alias.entry);
        let country = known.map_or("", |it| it.country());
        let there = beside.as_ref().is_some_and(|place| place.lies_in(country));
        let needs_cue = found.alias.flags.has(Flags::CUE);
        let likely = if needs_cue { likeliness(scratch, found, known, language) } else { 0 };
        // "Merck & Co." is another firm than "Merck" with a legal form.
        let list = gazetteers.get(usize::from(found.gazetteer));
        let words = list.map_or(0, |list| list.surface(found.alias).split(' ').count());
        (found.gazetteer, there, !needs_cue, words, likely, Reverse(found.alias.entry))
    };
    let mut fitting = matches();
    let found = match (fitting.next(), fitting.next()) {
        (one, None) => one,
        // Hardly any name has several.
        _ => matches().max_by_key(likeliest),
    };
    let Some(found) = found else {
        let bearer = meant.flatten().or(long.and_then(|long| long.bearer));
        let known = bearer.and_then(|Bearer { gazetteer, entry: number }| entry(gazetteer, number));
        return known.map_or_else(Linked::default, Linked::from);
    };
    let Some(known) = entry(found.gazetteer, found.alias.entry) else { return Linked::default() };
    let nobody = |class: &'g str| Linked { entry: None, class: Some(class) };
    if found.gazetteer > 0 || form == Form::Derived {
        return known.into();
    }
    if beside.is_some_and(|place| place.is_elsewhere(known)) {
        return nobody(TOWN);
    }
    let shared = gazetteers.first().and_then(|list| shared::shared(list, found.alias));
    if let Some(state) = shared.and_then(|shared| state_behind(gazetteers, scratch, candidate, shared, known))
    {
        return state.into();
    }
    // A town shares its name with a state of its own country.
    let shared = shared.filter(|_| known.class() != TOWN);
    match shared.map(|shared| shared::meant(gazetteers, scratch, candidate, shared, known)) {
        Some(Meant::Other(Some(other))) => other.into(),
        Some(Meant::Other(None)) if is_public(known.class()) => nobody(known.class()),
        Some(Meant::Other(None)) => Linked::default(),
        Some(Meant::Usual) | None => known.into(),
    }
}

/// How likely a name that needs a cue stands for an entry: it is named in full elsewhere in the block, it is at home where the language is
/// spoken ("BA" is the Bundesagentur in German), and it is no band, which hardly anybody means by "ABC".
fn likeliness(scratch: &Scratch, found: &Match, entry: Option<EntryRef<'_>>, language: Language) -> u8 {
    const GERMAN_SPEAKING: [&str; 3] = ["DE", "AT", "CH"];
    let is_full = |other: &Match| {
        (other.gazetteer, other.alias.entry) == (found.gazetteer, found.alias.entry) && other.alias.is_safe()
    };
    let mut others = scratch.winners.iter().filter_map(|winner| candidate_of(scratch, winner));
    let named = others.any(|other| scratch.candidates.matches(other).iter().any(is_full));
    let (country, class) = entry.map_or(("", ""), |entry| (entry.country(), entry.class()));
    let is_home = GERMAN_SPEAKING.contains(&country) == (language == Language::De);
    4 * u8::from(named) + 2 * u8::from(class != BAND) + u8::from(is_home)
}

/// The hash of the given name behind a surname and a comma: "Scholz, Petra, Kiel". In "Scholz, Christian Lindner" another name begins.
fn given_behind(scratch: &Scratch, candidate: &Candidate) -> Option<u64> {
    let (at, given) = behind_comma(scratch, candidate)?;
    let ends = scratch.tokens.get(at + 1).is_none_or(|next| !next.shape.is_name_like());
    let is_given = || scratch.words.glance(at).is_some_and(|word| word.major.is_given());
    (ends && is_given()).then_some(given.hash)
}

/// The class of bands.
const BAND: &str = "band";
/// The class of towns.
const TOWN: &str = "city";
/// The class of states, and those of what towns lie in.
const STATE: &str = "region";
const AROUND: [&str; 2] = [STATE, "country"];

/// A state or a country beside a name, in which the place with that name lies: "Odessa, Texas", "Freiburg (Schweiz)", "Bergen in
/// Norwegen".
struct Around<'g> {
    /// Its countries: "Georgia" has two.
    countries: Vec<&'g str>,
    /// It is a state, and stands behind a comma: so no list is meant.
    is_state: bool,
}

impl Around<'_> {
    fn lies_in(&self, country: &str) -> bool {
        self.countries.contains(&country)
    }

    /// True when the place of the lists lies in another country. One called like a country ("Lebanon, Pennsylvania") is a town there.
    fn is_elsewhere(&self, place: EntryRef<'_>) -> bool {
        let town = place.class() == TOWN || place.class() == "country" && self.is_state;
        town && !self.lies_in(place.country())
    }
}

/// The state or country beside a place.
fn place_beside<'g>(
    gazetteers: &'g [Gazetteer],
    scratch: &Scratch,
    candidate: &Candidate,
) -> Option<Around<'g>> {
    let behind = candidate.last as usize + 1;
    let sign = scratch.tokens.get(behind)?;
    let is_comma = sign.hash == hash(b",");
    let within = beside::is_within(sign);
    // "in den USA"
    let is_article = |at: usize| scratch.tokens.get(at).is_some_and(beside::binds);
    let at = match () {
        () if is_comma || sign.hash == hash(b"(") => behind + 1,
        () if within => behind + 1 + usize::from(is_article(behind + 1)),
        () => return None,
    };
    let is_place = |winner: &&Claim| winner.source.lane() == Some(PLACE);
    let place = winner_at(scratch, at).filter(is_place).and_then(|winner| candidate_of(scratch, winner))?;
    let list = gazetteers.first()?;
    let mut countries = Vec::new();
    let mut has_state = false;
    for found in scratch.candidates.matches(place) {
        let Some(entry) = entry_at(gazetteers, found.gazetteer, found.alias.entry) else { continue };
        let shared = (found.gazetteer == 0).then(|| shared::shared(list, found.alias)).flatten();
        let others = shared.into_iter().flat_map(|shared| shared::entries(list, shared));
        for entry in others.chain([entry]).filter(|entry| AROUND.contains(&entry.class())) {
            has_state |= entry.class() == STATE;
            countries.push(entry.country());
        }
    }
    countries.retain(|country| !country.is_empty());
    // "Paris, Deutschland und Spanien" is a list, and so is "Lima, Bogotá, Panama".
    let follows = || behind_place(scratch, candidate).is_some();
    let is_list = is_comma && (is_listed(scratch, place.last as usize + 1) || follows());
    if countries.is_empty() || is_list && !has_state {
        return None;
    }
    Some(Around { countries, is_state: has_state && is_comma && !is_list })
}

/// The place before a candidate, with a comma or "in" between.
fn behind_place<'s>(scratch: &'s Scratch, candidate: &Candidate) -> Option<&'s Candidate> {
    let sign = scratch.tokens.get((candidate.first as usize).checked_sub(1)?)?;
    let before =
        winner_before(scratch, sign.start as usize).filter(|winner| winner.source.lane() == Some(PLACE))?;
    let before = candidate_of(scratch, before)?;
    let is_next = before.last + 2 == candidate.first;
    (is_next && (sign.hash == hash(b",") || beside::is_within(sign))).then_some(before)
}

/// The state that a shared name stands for behind a town: "Vancouver, Washington", "Athens in Georgia", but "Tbilisi, Georgia".
fn state_behind<'g>(
    gazetteers: &'g [Gazetteer],
    scratch: &Scratch,
    candidate: &Candidate,
    shared: Shared,
    usual: EntryRef<'_>,
) -> Option<EntryRef<'g>> {
    let before =
        behind_place(scratch, candidate).filter(|_| !is_listed(scratch, candidate.last as usize + 1))?;
    let towns = scratch.candidates.matches(before).iter();
    let mut towns = towns.filter_map(|found| entry_at(gazetteers, found.gazetteer, found.alias.entry));
    let town = towns.find(|entry| entry.class() == TOWN)?;
    let is_there = town.country() == usual.country() && usual.class() != TOWN;
    let mut states = shared::entries(gazetteers.first()?, shared);
    states.find(|entry| entry.class() == STATE).filter(|_| !is_there)
}

/// True when a list goes on at a token.
fn is_listed(scratch: &Scratch, at: usize) -> bool {
    let comma = scratch.tokens.get(at).is_some_and(|token| token.hash == hash(b","));
    let next = if comma { at + 1 } else { at };
    let joins = scratch.words.glance(next).is_some_and(|word| word.major == Major::JOINER);
    joins || comma && winner_at(scratch, next).is_some()
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
        let places = AROUND.into_iter().chain([TOWN]).map(|class| (class, Kind::Place));
        let people = shared::STATESMEN.into_iter().chain(["person"]).map(|class| (class, Kind::Person));
        for (class, kind) in places.chain(people).chain([(BAND, Kind::Organization)]) {
            assert_eq!(Classes::shipped().kind(class), Some(kind), "{class}");
        }
    }
}
