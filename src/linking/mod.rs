//! Which entry of the lists a find stands for, and when it is none of them: an entry is told for what the text says, not for what the
//! name means most often. What the user's own lists have stands for itself.

use crate::candidate::{Candidate, Match};
use crate::fold::{fold, hash};
use crate::gazetteer::build::NO_ENTRY;
use crate::gazetteer::{EntryRef, Flags, Gazetteer};
use crate::kind::{Form, Kind};
use crate::memory::{Bearer, words_of_name};
use crate::pipeline::Scratch;
use crate::resolve::Source;
use crate::token::Token;
use std::cmp::Reverse;

/// The entry that a candidate stands for: of several that of the user's own list, then one that needs no cue for this name,
/// then the first.
pub(crate) fn entry_of<'g>(
    gazetteers: &'g [Gazetteer],
    scratch: &Scratch,
    candidate: &Candidate,
    kind: Kind,
    form: Form,
) -> Option<EntryRef<'g>> {
    let is_single = candidate.first == candidate.last;
    let is_surname = kind == Kind::Person && is_single;
    let meant = scratch.memory.person(candidate.key).filter(|_| is_surname);
    let is_acronym = kind == Kind::Organization && is_single && form == Form::Name;
    let long = scratch.memory.long_form(candidate.key).filter(|_| is_acronym);
    let entry = |gazetteer: u8, entry: u32| entry_at(gazetteers, gazetteer, entry);
    let given = is_surname.then(|| given_behind(scratch, candidate)).flatten();
    let is_given_so = |number: u32| {
        let name = entry(0, number).map_or("", |entry| entry.name());
        given.is_none_or(|given| name.split_whitespace().any(|word| hash(fold(word).as_bytes()) == given))
    };
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
        same && (found.gazetteer > 0 || names() && is_said())
    };
    let found = scratch.candidates.matches(candidate).iter().filter(fits).max_by_key(|found| {
        (found.gazetteer, !found.alias.flags.has(Flags::CUE), Reverse(found.alias.entry))
    });
    match found {
        Some(found) => {
            let entry = entry(found.gazetteer, found.alias.entry)?;
            (found.gazetteer > 0 || !is_elsewhere(gazetteers, scratch, candidate, entry)).then_some(entry)
        }
        None => {
            let Bearer { gazetteer, entry: number } = meant.flatten().or(long.and_then(|long| long.bearer))?;
            entry(gazetteer, number)
        }
    }
}

/// The hash of the given name behind a surname and a comma: "Scholz, Petra, Kiel". In "Scholz, Christian Lindner" another name begins.
fn given_behind(scratch: &Scratch, candidate: &Candidate) -> Option<u64> {
    let (at, given) = behind_comma(scratch, candidate)?;
    let ends = scratch.tokens.get(at + 1).is_none_or(|next| !next.shape.is_name_like());
    let is_given = || scratch.words.glance(at).is_some_and(|word| word.major.is_given());
    (ends && is_given()).then_some(given.hash)
}

/// True when the state beside a town lies in another country than the town of the lists: "Odessa, Texas".
fn is_elsewhere(
    gazetteers: &[Gazetteer],
    scratch: &Scratch,
    candidate: &Candidate,
    town: EntryRef<'_>,
) -> bool {
    if town.class() != "city" {
        return false;
    }
    let Some((_, state)) = behind_comma(scratch, candidate) else { return false };
    let start = state.start as usize;
    let winner = scratch.winners.get(scratch.winners.partition_point(|winner| winner.span.start < start));
    let Some(Source::Candidate(_, index)) =
        winner.filter(|winner| winner.span.start == start).map(|winner| winner.source)
    else {
        return false;
    };
    let Some(state) = scratch.candidates.list.get(index as usize) else { return false };
    let mut states = scratch.candidates.matches(state).iter().filter_map(|found| {
        let entry = entry_at(gazetteers, found.gazetteer, found.alias.entry)?;
        (found.alias.is_safe() && entry.class() == "region").then(|| entry.country())
    });
    let is_here = |country: &str| country == town.country();
    states.next().is_some_and(|first| !is_here(first) && !states.any(is_here))
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
