//! Names that bodies of several countries have: "Senate", "Bundesrat", "Labour". The lists give each to the one that is meant most; where a
//! text speaks of another country, it is that of there, or one without an entry.

use super::{Find, candidate_of, entry_at, winner_at, winner_before, winners_before};
use crate::beside::binds;
use crate::candidate::{Candidate, kind_of_lane};
use crate::class::is_public;
use crate::evidence::DERIVED;
use crate::fold::{ByHash, hash};
use crate::gazetteer::build::NO_ENTRY;
use crate::gazetteer::{Alias, EntryRef, Flags, Gazetteer};
use crate::kind::Kind;
use crate::pipeline::Scratch;
use crate::resolve::Claim;
use crate::token::Shape;
use crate::tsv::included;
use once_cell::sync::Lazy;
use std::collections::HashMap;

/// How many names on each side are asked for their country.
const REACH: usize = 24;
/// How many words may stand between a body and the place that it is bound to: "in der Schweiz".
const MOST_BETWEEN: usize = 2;

/// A shared name.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    /// The names of the other entries that it may stand for, joined by `|`.
    others: &'static str,
    /// Further countries that have a body of that name, joined by `|`; `*` for all.
    countries: &'static str,
    /// Where nothing speaks of a country, the one of the lists is meant.
    alone: bool,
}

/// The classes of people who stand for their country.
pub(super) const STATESMEN: [&str; 3] = ["politician", "ruler", "official"];

/// The shared names, as the lists write them.
static SHARED: Lazy<HashMap<u64, Shared, ByHash>> = Lazy::new(|| {
    let rows = included(include_str!("../../data/shared_names.tsv"));
    let shared = rows.map(|[surface, others, countries, alone]| {
        (hash(surface.as_bytes()), Shared { others, countries, alone: alone == "1" })
    });
    shared.collect()
});

/// What is known of a name of the shipped list, if it is a shared one.
pub(super) fn shared(gazetteer: &Gazetteer, alias: Alias) -> Option<Shared> {
    SHARED.get(&hash(gazetteer.surface_bytes(alias))).copied()
}

/// The other entries of a shared name.
pub(super) fn entries(gazetteer: &Gazetteer, shared: Shared) -> impl Iterator<Item = EntryRef<'_>> {
    let names = shared.others.split('|').filter(|name| !name.is_empty());
    names.flat_map(|name| {
        let known = gazetteer.lookup(name).into_iter().filter(move |known| known.surface == name);
        known.map(|known| known.entry)
    })
}

/// What a text says of a shared name.
pub(super) enum Meant<'g> {
    /// The one of the lists.
    Usual,
    /// That of another country, which the lists may know.
    Other(Option<EntryRef<'g>>),
}

/// Which of the bearers of a shared name is meant: that of the place which it is bound to; without one that of the only country with such
/// a body that the names around are of.
pub(super) fn meant<'g>(find: &Find<'g, '_>, shared: Shared, usual: EntryRef<'_>) -> Meant<'g> {
    let Find { gazetteers, scratch, candidate, .. } = *find;
    let country = match bound_to(gazetteers, scratch, candidate) {
        Some(country) => Some(country),
        None => {
            let mut told = countries_around(gazetteers, scratch, candidate);
            // That a text speaks of Serbia does not make the FDP one of there.
            told.retain(|(country, _)| {
                let list = gazetteers.first();
                let mut others = list.into_iter().flat_map(|list| entries(list, shared));
                Some(*country) == usual.country()
                    || shared.countries.split('|').any(|it| it == "*" || it == *country)
                    || others.any(|other| other.country() == Some(*country))
            });
            let count =
                |country: &str| told.iter().find(|(it, _)| *it == country).map_or(0, |(_, count)| *count);
            let most = told.iter().map(|(_, count)| *count).max().unwrap_or(0);
            let home = usual.country().map_or(0, count);
            if home >= most && (shared.alone || home > 0) {
                return Meant::Usual;
            }
            let mut foreign = told.iter().filter(|(country, _)| Some(*country) != usual.country());
            let first = foreign.next().map(|(country, _)| *country);
            first.filter(|_| foreign.next().is_none() && home == 0)
        }
    };
    match country {
        Some(country) if Some(country) == usual.country() => Meant::Usual,
        country => {
            Meant::Other(country.and_then(|it| {
                entries(gazetteers.first()?, shared).find(|entry| entry.country() == Some(it))
            }))
        }
    }
}

/// The country of the place that a name is bound to: "Swiss Senate", "India's Senate", "Senate in Manila".
fn bound_to<'g>(gazetteers: &'g [Gazetteer], scratch: &Scratch, candidate: &Candidate) -> Option<&'g str> {
    let (first, last) = (candidate.first as usize, candidate.last as usize);
    let place =
        |winner: &Claim| country_of(gazetteers, scratch, winner).filter(|(kind, _)| *kind == Kind::Place);
    let before = first.checked_sub(1).and_then(|at| {
        let is_clitic = scratch.tokens.get(at).is_some_and(|token| token.shape == Shape::Clitic);
        let end = scratch.tokens.get(if is_clitic { at.checked_sub(1)? } else { at })?.end as usize;
        let start = scratch.tokens.get(first)?.start as usize;
        winner_before(scratch, start).filter(|winner| winner.span.end >= end)
    });
    if let Some((_, country)) = before.and_then(place) {
        return Some(country);
    }
    let between = scratch.tokens.get(last + 1..)?.iter().take(MOST_BETWEEN).take_while(|token| binds(token));
    let behind = last + 1 + between.count();
    let behind = (behind > last + 1).then(|| winner_at(scratch, behind)).flatten()?;
    place(behind).map(|(_, country)| country)
}

/// The countries of the names around a name, with how often they are named.
fn countries_around<'g>(
    gazetteers: &'g [Gazetteer],
    scratch: &Scratch,
    candidate: &Candidate,
) -> Vec<(&'g str, u32)> {
    let start = scratch.tokens.get(candidate.first as usize).map_or(0, |token| token.start as usize);
    let at = winners_before(scratch, start);
    let around = at.saturating_sub(REACH)..(at + REACH).min(scratch.winners.len());
    let mut told: Vec<(&str, u32)> = Vec::new();
    for winner in scratch.winners.get(around).unwrap_or_default() {
        let Some((_, country)) = country_of(gazetteers, scratch, winner) else { continue };
        match told.iter_mut().find(|(it, _)| *it == country) {
            Some((_, count)) => *count += 1,
            None => told.push((country, 1)),
        }
    }
    told
}

/// The kind and the country of a name that speaks of a country: a place, a politician, a public body. Firms, athletes and artists are
/// named everywhere.
fn country_of<'g>(gazetteers: &'g [Gazetteer], scratch: &Scratch, winner: &Claim) -> Option<(Kind, &'g str)> {
    let lane = winner.source.lane()?;
    let kind = kind_of_lane(lane);
    let candidate = candidate_of(scratch, winner)?;
    let found = scratch.candidates.matches(candidate).iter().find(|found| {
        let alias = found.alias;
        // A surname of many tells nothing, but "Virginia" that won as a place is one.
        let sure = kind == Kind::Place || !alias.flags.has(Flags::CUE);
        sure && alias.entry != NO_ENTRY && alias.kind == kind && alias.is_derived() == (lane == DERIVED)
    })?;
    let entry = entry_at(gazetteers, found.gazetteer, found.alias.entry)?;
    let class = entry.class();
    let speaks = kind == Kind::Place || is_public(class) || STATESMEN.contains(&class);
    // A town may share its name with a state, but that is in the same country.
    let is_shared = || {
        let list = gazetteers.first().filter(|_| found.gazetteer == 0 && class != super::around::TOWN);
        list.is_some_and(|list| shared(list, found.alias).is_some())
    };
    let country = entry.country().filter(|_| speaks && !is_shared())?;
    Some((kind, country))
}
