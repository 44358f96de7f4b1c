//! What a candidate itself tells: its words, its entries, and the compound that it is a part of.

use super::sink::Sink;
use crate::annotate::part;
use crate::candidate::{Candidate, Context, Match, Pieces, Stand};
use crate::evidence::{Code, Fact, Family, Where};
use crate::gazetteer::Flags;
use crate::kind::Kind;
use crate::lexicon::endings::Endings;
use crate::lexicon::major::Major;
use crate::token::{HYPHENS, Shape};

/// What the candidate itself tells. A name inside a compound comes with its pieces.
///
/// This and what tells of whole words is inlined where the extractor sums: most candidates are one or two words, which take no
/// longer to sum than the calls.
#[inline(always)]
pub(super) fn observe_own(
    context: &Context<'_>,
    candidate: &Candidate,
    matches: &[Match],
    pieces: Option<Pieces<'_>>,
    sink: &mut impl Sink,
) {
    let (first, last) = (candidate.first as usize, candidate.last as usize);
    sink.fact(Fact::Candidate);
    if let Some(kind) = candidate.within {
        sink.fact(by_kind(kind, [Fact::WithinOrganization, Fact::WithinPerson, Fact::WithinPlace]));
    }
    if !matches.is_empty() {
        observe_entries(matches, first < last, sink);
    }
    match pieces {
        Some(pieces) => {
            observe_part(context, pieces, !matches.is_empty(), sink);
            if first < last {
                observe_words_before(context, first, last, sink);
            }
        }
        None => observe_words(context, candidate, sink),
    }
}

/// The one of three facts that tells of an entry of this kind.
fn by_kind(kind: Kind, [organization, person, place]: [Fact; 3]) -> Fact {
    match kind {
        Kind::Person => person,
        Kind::Place => place,
        _ => organization,
    }
}

/// Each sort of entry counts once; those of the user's lists by their kind, in however many lists a name stands.
#[inline(never)]
fn observe_entries(matches: &[Match], several_words: bool, sink: &mut impl Sink) {
    for (i, found) in matches.iter().enumerate() {
        let alias = found.alias;
        let is_own = |found: &Match| found.gazetteer != 0;
        let same = |other: &Match| match (is_own(found), is_own(other)) {
            (true, true) => other.alias.kind == alias.kind && other.alias.is_derived() == alias.is_derived(),
            (false, false) => other.alias.class == alias.class && other.alias.flags == alias.flags,
            _ => false,
        };
        if matches.iter().take(i).any(same) {
            continue;
        }
        let needs_cue = |found: &Match| found.alias.flags.has(Flags::CUE);
        if alias.is_derived() {
            sink.fact(Fact::DerivedEntry);
        } else if is_own(found) {
            sink.fact(by_kind(alias.kind, [Fact::OwnOrganization, Fact::OwnPerson, Fact::OwnPlace]));
            if matches.iter().filter(|other| same(other)).all(needs_cue) {
                sink.fact(Fact::OwnNeedsCue);
            }
        } else {
            sink.entry(alias.class, needs_cue(found));
            if several_words && !needs_cue(found) {
                sink.fact(by_kind(alias.kind, [Fact::LongOrganization, Fact::LongPerson, Fact::LongPlace]));
            }
        }
    }
}

/// Of a longer name the words behind this one do not count: so no sum leaves its lane, whatever list it stands in.
const MOST_INNER: usize = 16;

#[inline(always)]
fn observe_words(context: &Context<'_>, candidate: &Candidate, sink: &mut impl Sink) {
    let (first, last) = (candidate.first as usize, candidate.last as usize);
    if context.is_small(first) {
        sink.fact(Fact::Small);
    }
    if first == last {
        return sink.word(context, Where::Single, first);
    }
    match candidate.form {
        None => {
            observe_words_before(context, first, last, sink);
            sink.word(context, Where::Last, last);
        }
        Some(form) => {
            observe_words_before(context, first, form as usize, sink);
            context.lexicon.form.into_iter().for_each(|profile| sink.profile(Where::Last, profile));
        }
    }
}

/// The words of a name before its last one.
#[inline(always)]
fn observe_words_before(context: &Context<'_>, first: usize, last: usize, sink: &mut impl Sink) {
    sink.word(context, Where::First, first);
    // "J. R. R." says no more than "J.": of initials in a row only the first counts.
    for index in (first + 1..last).take(MOST_INNER).filter(|&index| !context.follows_initial(index)) {
        sink.word(context, Where::Inner, index);
    }
}

/// The name inside a compound, or its last words, and the piece at the other end of the compound.
#[inline(never)]
fn observe_part(context: &Context<'_>, pieces: Pieces<'_>, known: bool, sink: &mut impl Sink) {
    sink.fact(Fact::Part);
    if known {
        sink.fact(Fact::KnownPart);
    }
    let (profile, major, _) = part(context.lexicon, pieces.name);
    if let Stand::Middle(before) = pieces.stand {
        sink.fact(Fact::LaterPart);
        let (_, before, _) = part(context.lexicon, before);
        sink.code(Code::new(Family::Compound, [before.0, b'>', major.0]));
    }
    sink.profile(Where::Part, profile);
    if major == Major::UNKNOWN {
        sink.profile(Where::Part, context.lexicon.letters(pieces.name, &Endings::of(pieces.name)));
    }
    let name = pieces.surface;
    // "Wollbach-Hirschmann" in "Wollbach-Hirschmann-Gruppe".
    if name.contains(HYPHENS) {
        sink.fact(Fact::Length2);
    }
    let shape = match (name.chars().all(char::is_uppercase), name.contains(char::is_numeric)) {
        (_, true) => Shape::AlphaNumeric,
        (true, _) => Shape::Upper,
        _ if name.chars().skip(1).any(char::is_uppercase) => Shape::Mixed,
        _ => Shape::Capital,
    };
    sink.profile(Where::Part, context.lexicon.shape(shape));
    let (profile, head, _) = part(context.lexicon, pieces.beside);
    sink.profile(Where::Head, profile);
    if head == Major::UNKNOWN {
        sink.profile(Where::Head, context.lexicon.letters(pieces.beside, &Endings::of(pieces.beside)));
    }
    sink.code(Code::new(Family::Compound, [major.0, head.0]));
    // A common noun as head ("Opel-Werk") makes a part of the name before, another name ("Köln-Wahn") does not.
    let common = match head {
        _ if head.is_common_noun() => b'+',
        Major::UNKNOWN | Major::WEAK => b'?',
        _ => b'-',
    };
    sink.code(Code::new(Family::Compound, [if known { b'!' } else { b'?' }, common]));
    sink.code(Code::new(Family::Compound, [major.0, common]));
}
