//! What stands around a place and tells where it lies: the state or the country beside it.

use super::shared::{self, Shared};
use super::{Find, candidate_of, entry_at, winner_at, winner_before};
use crate::beside;
use crate::candidate::Candidate;
use crate::evidence::PLACE;
use crate::fold::hash;
use crate::gazetteer::EntryRef;
use crate::lexicon::major::Major;
use crate::pipeline::Scratch;
use crate::resolve::Claim;

/// The class of towns.
pub(super) const TOWN: &str = "city";
/// The class of states, and those of what towns lie in.
const STATE: &str = "region";
pub(super) const AROUND: [&str; 2] = [STATE, "country"];

/// A state or a country beside a name, in which the place with that name lies: "Odessa, Texas", "Freiburg (Schweiz)", "Bergen in
/// Norwegen".
pub(super) struct Around<'g> {
    /// Its countries: "Georgia" has two.
    countries: Vec<&'g str>,
    /// It is a state, and stands behind a comma: so no list is meant.
    is_state: bool,
}

impl Around<'_> {
    pub(super) fn lies_in(&self, country: Option<&str>) -> bool {
        country.is_some_and(|country| self.countries.contains(&country))
    }

    /// True when the place of the lists lies in another country. One called like a country ("Lebanon, Pennsylvania") is a town there.
    pub(super) fn is_elsewhere(&self, place: EntryRef<'_>) -> bool {
        let town = place.class() == TOWN || place.class() == "country" && self.is_state;
        town && !self.lies_in(place.country())
    }
}

/// The state or country beside a place.
pub(super) fn around<'g>(find: &Find<'g, '_>) -> Option<Around<'g>> {
    let Find { gazetteers, scratch, candidate, .. } = *find;
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
            countries.extend(entry.country());
        }
    }
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
pub(super) fn state_behind<'g>(
    find: &Find<'g, '_>,
    shared: Shared,
    usual: EntryRef<'_>,
) -> Option<EntryRef<'g>> {
    let Find { gazetteers, scratch, candidate, .. } = *find;
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
