//! Scores: which evidence a candidate has, and the sum of its weights.
//!
//! The function that sums weights for the extractor is the one that lists the evidence for `explain` and for fitting,
//! so that the two cannot differ.

use crate::annotate::{Word, part};
use crate::candidate::{Candidate, Candidates, Context, Inside, Match, key_of};
use crate::evidence::{Code, DERIVED, Fact, HOPELESS, LANES, Weights, Where};
use crate::fold::fold_into;
use crate::gazetteer::{Flags, Gazetteer};
use crate::kind::Kind;
use crate::language::Language;
use crate::lexicon::major::Major;
use crate::lexicon::{Lexicon, Profile, Traits};
use crate::token::{Marks, Shape};
use std::hint::black_box;

/// A lane that is out of the question.
pub(crate) const NEVER: i32 = i32::MIN / 4;

/// Takes note of evidence.
pub(crate) trait Sink {
    /// All evidence of a profile, at a place.
    fn profile(&mut self, place: Where, profile: Profile);
    /// All evidence of a word, at a place.
    #[inline]
    fn word(&mut self, place: Where, word: &Word) {
        word.profiles().for_each(|profile| self.profile(place, profile));
    }
    /// A pattern about the span.
    fn code(&mut self, code: Code);
    /// A fact about the span.
    fn fact(&mut self, fact: Fact);
    /// A shipped entry of this class; `needs_cue` when the alias is not safe on its own.
    fn entry(&mut self, class: u16, needs_cue: bool);
}

/// The name of the evidence that a shipped entry is.
pub(crate) fn entry_evidence(class: &str, needs_cue: bool) -> String {
    format!("entry{}:{class}", if needs_cue { "?" } else { "" })
}

/// The weights of facts and of shipped entries in one language, looked up once.
pub(crate) struct SpanWeights {
    facts: [Weights; Fact::ALL.len()],
    entries: Vec<[Weights; 2]>,
    edges: [Profile; 2],
}

impl SpanWeights {
    pub(crate) fn new(lexicon: &Lexicon, shipped: &Gazetteer, language: Language) -> Self {
        let of = |name: &str| {
            lexicon.span_evidence(name).map_or([0; LANES], |id| lexicon.span_weights(language, id))
        };
        Self {
            facts: Fact::ALL.map(|fact| of(fact.name())),
            entries: (0..shipped.class_count())
                .map(|class| {
                    let class = shipped.class_name(class as u16);
                    [false, true].map(|needs_cue| of(&entry_evidence(class, needs_cue)))
                })
                .collect(),
            edges: ["edge:start", "edge:end"].map(|name| lexicon.profile_of(name)),
        }
    }

    /// The weights of a shipped entry.
    pub(crate) fn entry(&self, class: u16, needs_cue: bool) -> Weights {
        let pair = self.entries.get(usize::from(class));
        pair.and_then(|pair| pair.get(usize::from(needs_cue))).copied().unwrap_or_default()
    }

    /// The weights of a fact.
    pub(crate) fn fact(&self, fact: Fact) -> Weights {
        self.facts.get(fact as usize).copied().unwrap_or_default()
    }
}

/// Sums weights.
struct Sum<'a> {
    lexicon: &'a Lexicon,
    spans: &'a SpanWeights,
    language: Language,
    scores: [i32; LANES],
}

impl Sum<'_> {
    #[inline]
    fn add(&mut self, weights: Weights) {
        for (sum, weight) in self.scores.iter_mut().zip(weights) {
            *sum += i32::from(weight);
        }
    }
}

impl Sink for Sum<'_> {
    #[inline]
    fn profile(&mut self, place: Where, profile: Profile) {
        if profile != 0 {
            self.add(self.lexicon.weights(self.language, place, profile));
        }
    }

    #[inline]
    fn word(&mut self, place: Where, word: &Word) {
        word.for_each_row(|profile| self.add(self.lexicon.weights(self.language, place, profile)));
    }

    #[inline]
    fn code(&mut self, code: Code) {
        self.add(self.lexicon.code_weights(self.language, code));
    }

    #[inline]
    fn fact(&mut self, fact: Fact) {
        self.add(self.spans.fact(fact));
    }

    fn entry(&mut self, class: u16, needs_cue: bool) {
        self.add(self.spans.entry(class, needs_cue));
    }
}

/// Scores all candidates of a block, and gives them their keys. With `prune`, drops those without hope before their
/// surroundings are read.
///
/// The words and weights that are needed next lie far apart. They are fetched for the whole block before each step, so
/// that the processor waits for all of them together.
pub(crate) fn score_all(
    context: &Context<'_>,
    spans: &SpanWeights,
    candidates: &mut Candidates,
    prune: bool,
) {
    let fetch = |list: &[Candidate], section: usize| {
        let row = |index: usize| context.words.touch_row(context.lexicon, context.language, section, index);
        black_box(list.iter().fold(0, |sum, candidate| {
            let (first, last) = (candidate.first as usize, candidate.last as usize);
            sum | match section {
                0 => row(first) | row(last),
                _ => row(first.wrapping_sub(1)) | row(first.wrapping_sub(2)) | row(last + 1) | row(last + 2),
            }
        }));
    };
    let mut list = std::mem::take(&mut candidates.list);
    fetch(&list, 0);
    list.retain_mut(|candidate| {
        let matches = candidates.matches(candidate);
        candidate.scores = own_scores(context, spans, candidate, matches);
        let closed = if may_be_derived(context, candidate, matches) { LANES } else { DERIVED };
        for score in candidate.scores.iter_mut().skip(closed) {
            *score = NEVER;
        }
        !prune
            || candidate.scores.iter().any(|&score| score >= HOPELESS)
            || has_acronym(context, candidate.first as usize, candidate.last as usize)
    });
    for candidate in &list {
        context.words.want_around(candidate.first as usize, candidate.last as usize, &mut candidates.wanted);
    }
    context.words.look_up(context.lexicon, context.text, context.tokens, &candidates.wanted);
    candidates.wanted.clear();
    fetch(&list, 1);
    let mut beside = Beside::default();
    for candidate in &mut list {
        let mut sum =
            Sum { lexicon: context.lexicon, spans, language: context.language, scores: candidate.scores };
        beside.add(context, candidate, &mut sum);
        candidate.scores = sum.scores;
        if candidate.inside.is_none() {
            candidate.key = key_of(context, candidate.first as usize, candidate.last as usize);
        }
    }
    candidates.list = list;
}

/// What a candidate scores by its words and entries, whatever stands around it.
#[inline(always)]
pub(crate) fn own_scores(
    context: &Context<'_>,
    spans: &SpanWeights,
    candidate: &Candidate,
    matches: &[Match],
) -> [i32; LANES] {
    let mut sum = Sum { lexicon: context.lexicon, spans, language: context.language, scores: [0; LANES] };
    observe_own(context, candidate, matches, &mut sum);
    sum.scores
}

/// What the words beside a candidate weigh. Candidates with the same first word share what stands before them, those with
/// the same last word what stands after.
#[derive(Default)]
struct Beside {
    before: Option<(u32, [i32; LANES], Major)>,
    after: [Option<(u32, [i32; LANES], Major)>; 8],
}

impl Beside {
    /// The same as [`observe_surroundings`].
    fn add(&mut self, context: &Context<'_>, candidate: &Candidate, sum: &mut Sum<'_>) {
        let empty =
            || Sum { lexicon: sum.lexicon, spans: sum.spans, language: sum.language, scores: [0; LANES] };
        let (first, last) = (candidate.first as usize, candidate.last as usize);
        let (before, before_major) = match self.before {
            Some((at, scores, major)) if at == candidate.first => (scores, major),
            _ => {
                let mut own = empty();
                let major = observe_before(context, sum.spans, first, &mut own);
                self.before = Some((candidate.first, own.scores, major));
                (own.scores, major)
            }
        };
        sum.scores.iter_mut().zip(before).for_each(|(to, from)| *to += from);
        if candidate.inside.is_some() {
            return;
        }
        let Some(slot) = self.after.get_mut(last % 8) else { return };
        let (after, after_major) = match *slot {
            Some((at, scores, major)) if at == candidate.last => (scores, major),
            _ => {
                let mut own = empty();
                let major = observe_after(context, sum.spans, last, &mut own);
                *slot = Some((candidate.last, own.scores, major));
                (own.scores, major)
            }
        };
        sum.scores.iter_mut().zip(after).for_each(|(to, from)| *to += from);
        observe_farther(context, first, last, sum);
        observe_patterns(context, first, last, before_major, after_major, sum);
        observe_span(context, first, last, sum);
    }
}

/// Only single words that some table calls derived may be so.
pub(crate) fn may_be_derived(context: &Context<'_>, candidate: &Candidate, matches: &[Match]) -> bool {
    if candidate.first != candidate.last || candidate.inside.is_some() {
        return false;
    }
    let major = context.word(candidate.first as usize).map(|word| word.major);
    major.is_some_and(Major::may_be_derived) || matches.iter().any(|m| m.alias.is_derived())
}

/// Tells `sink` all evidence of a candidate.
pub(crate) fn observe(
    context: &Context<'_>,
    spans: &SpanWeights,
    candidate: &Candidate,
    matches: &[Match],
    sink: &mut impl Sink,
) {
    observe_own(context, candidate, matches, sink);
    observe_surroundings(context, spans, candidate, sink);
}

/// What the candidate itself tells.
fn observe_own(context: &Context<'_>, candidate: &Candidate, matches: &[Match], sink: &mut impl Sink) {
    let (first, last) = (candidate.first as usize, candidate.last as usize);
    sink.fact(Fact::Candidate);
    observe_entries(matches, first < last, sink);
    match candidate.inside {
        Some(inside) => observe_part(context, first, inside, !matches.is_empty(), sink),
        None => observe_words(context, first, last, sink),
    }
}

/// What stands around the candidate, and how it fits in.
fn observe_surroundings(
    context: &Context<'_>,
    spans: &SpanWeights,
    candidate: &Candidate,
    sink: &mut impl Sink,
) {
    let (first, last) = (candidate.first as usize, candidate.last as usize);
    let before = observe_before(context, spans, first, sink);
    if candidate.inside.is_none() {
        let after = observe_after(context, spans, last, sink);
        observe_farther(context, first, last, sink);
        observe_patterns(context, first, last, before, after, sink);
        observe_span(context, first, last, sink);
    }
}

fn observe_entries(matches: &[Match], several_words: bool, sink: &mut impl Sink) {
    for (i, found) in matches.iter().enumerate() {
        let alias = found.alias;
        let needs_cue = alias.flags.has(Flags::CUE);
        let same = |other: &Match| {
            other.gazetteer == found.gazetteer
                && other.alias.class == alias.class
                && other.alias.flags == alias.flags
        };
        if matches.iter().take(i).any(same) {
            continue;
        }
        if alias.is_derived() {
            sink.fact(Fact::DerivedEntry);
        } else if found.gazetteer == 0 {
            sink.entry(alias.class, needs_cue);
            if several_words && !needs_cue {
                sink.fact(if alias.kind == Kind::Place { Fact::LongPlace } else { Fact::LongOrganization });
            }
        } else {
            sink.fact(match alias.kind {
                Kind::Person => Fact::OwnPerson,
                Kind::Place => Fact::OwnPlace,
                _ => Fact::OwnOrganization,
            });
            if needs_cue {
                sink.fact(Fact::OwnNeedsCue);
            }
        }
    }
}

#[inline]
fn observe_word(context: &Context<'_>, index: usize, place: Where, sink: &mut impl Sink) -> Major {
    let Some(word) = context.word(index) else { return Major::EDGE };
    sink.word(place, &word);
    word.major
}

fn observe_before(context: &Context<'_>, spans: &SpanWeights, first: usize, sink: &mut impl Sink) -> Major {
    let mut at = first;
    let mut nearest = Major::EDGE;
    for place in [Where::Before1, Where::Before2] {
        if at == 0 || context.token(at).is_none_or(|token| token.marks.has(Marks::BLOCK)) {
            sink.profile(place, spans.edges[0]);
            break;
        }
        at -= 1;
        let major = observe_word(context, at, place, sink);
        if place == Where::Before1 {
            nearest = major;
        }
    }
    nearest
}

fn observe_after(context: &Context<'_>, spans: &SpanWeights, last: usize, sink: &mut impl Sink) -> Major {
    let mut at = last;
    let mut nearest = Major::EDGE;
    for place in [Where::After1, Where::After2] {
        at += 1;
        if context.token(at).is_none_or(|token| token.marks.has(Marks::BLOCK)) {
            sink.profile(place, spans.edges[1]);
            break;
        }
        let major = observe_word(context, at, place, sink);
        if place == Where::After1 {
            nearest = major;
        }
    }
    nearest
}

/// The neighbours in a list, the noun that small words part from the candidate ("Sprecher der X", "Chef von X"), and what
/// stands in brackets after it.
fn observe_farther(context: &Context<'_>, first: usize, last: usize, sink: &mut impl Sink) {
    const MOST_SKIPPED: usize = 4;
    let joins = |index: usize| {
        matches!(context.sign(index), b',' | b'/' | b'&')
            || context.word(index).is_some_and(|word| word.major == Major(b'k'))
    };
    let same_block = |from: usize, to: usize| {
        (from + 1..=to).all(|index| context.token(index).is_some_and(|token| !token.marks.has(Marks::BLOCK)))
    };
    let name_like = |index: usize| context.token(index).is_some_and(|token| token.shape.is_name_like());
    if first >= 2 && name_like(first - 2) && joins(first - 1) && same_block(first - 2, first) {
        observe_word(context, first - 2, Where::Listed, sink);
    }
    if name_like(last + 2) && joins(last + 1) && same_block(last, last + 2) {
        observe_word(context, last + 2, Where::Listed, sink);
    }
    if context.sign(last + 1) == b'(' && same_block(last, last + 2) {
        observe_word(context, last + 2, Where::Bracket, sink);
    }
    let mut at = first;
    for skipped in 0..MOST_SKIPPED {
        if at == 0 || context.token(at).is_none_or(|token| token.marks.has(Marks::BLOCK)) {
            return;
        }
        at -= 1;
        match context.token(at).map(|token| token.shape) {
            Some(Shape::Lower) => {}
            Some(shape) if shape.is_name_like() && skipped > 0 => {
                observe_word(context, at, Where::Noun, sink);
                return;
            }
            _ => return,
        }
    }
}

fn observe_words(context: &Context<'_>, first: usize, last: usize, sink: &mut impl Sink) {
    if first == last {
        observe_word(context, first, Where::Single, sink);
        return;
    }
    observe_word(context, first, Where::First, sink);
    // "J. R. R." says no more than "J.": of initials in a row only the first counts.
    for index in (first + 1..last).filter(|&index| !context.follows_initial(index)) {
        observe_word(context, index, Where::Inner, sink);
    }
    observe_word(context, last, Where::Last, sink);
}

fn observe_patterns(
    context: &Context<'_>,
    first: usize,
    last: usize,
    before: Major,
    after: Major,
    sink: &mut impl Sink,
) {
    // The majors of the first seven words, one in each byte.
    let mut majors = 0;
    let mut count = 0;
    for index in first..=last {
        if index > first && context.follows_initial(index) {
            continue;
        }
        if count < 7 {
            majors |= context.word(index).map_or(0, |word| u64::from(word.major.0)) << (8 * count);
        }
        count += 1;
    }
    let (count, before, after) = (count.min(4), u64::from(before.0), u64::from(after.0));
    let front = majors & 0xFFFF_FFFF;
    sink.code(Code::of(b'p', majors));
    sink.code(Code::of(b'l', before | front << 8));
    sink.code(Code::of(b'r', front | (u64::from(b'>') | after << 8) << (8 * count)));
    if first == last {
        sink.code(Code::of(b'a', before | front << 8 | after << 16));
    }
}

fn observe_span(context: &Context<'_>, first: usize, last: usize, sink: &mut impl Sink) {
    let Some(token) = context.token(first) else { return };
    let initials = (first + 1..last).filter(|&index| context.follows_initial(index)).count();
    sink.fact(match last - first - initials {
        0 => Fact::Length1,
        1 => Fact::Length2,
        2 => Fact::Length3,
        3 => Fact::Length4,
        _ => Fact::Length5,
    });
    if token.marks.has(Marks::SENTENCE) {
        sink.fact(Fact::SentenceStart);
    }
    let name_like = |index: usize| context.token(index).is_some_and(|token| token.shape.is_name_like());
    if first > 0 && !token.marks.has(Marks::BLOCK) && name_like(first - 1) {
        sink.fact(Fact::RunBefore);
    }
    if name_like(last + 1) && context.token(last + 1).is_some_and(|next| !next.marks.has(Marks::BLOCK)) {
        sink.fact(Fact::RunAfter);
    }
    let before = if first > 0 { context.sign(first - 1) } else { 0 };
    let after = context.sign(last + 1);
    if has_acronym(context, first, last) {
        sink.fact(Fact::Acronym);
    }
    match (before, after) {
        (b'"' | b'\'' | 0x80.., b'"' | b'\'' | 0x80..) => sink.fact(Fact::Quoted),
        (b'(', b')') => sink.fact(Fact::Bracketed),
        _ => {}
    }
    if token.marks.has(Marks::TITLE_LINE) {
        sink.fact(Fact::TitleLine);
    }
    if token.marks.has(Marks::UPPER_LINE) {
        sink.fact(Fact::UpperLine);
    }
    if context.word(last).is_some_and(|word| word.traits.has(Traits::GENITIVE)) {
        sink.fact(Fact::Genitive);
    }
}

/// "Verband der Nudelmacher (VDN)" or "VDN (Verband der Nudelmacher)": the capitals of the words, in their order, are among
/// the letters of the acronym, which begins with the first, and its letters are among those of the words.
#[inline]
pub(crate) fn has_acronym(context: &Context<'_>, first: usize, last: usize) -> bool {
    first < last
        && match context.sign(last + 1) {
            b'(' => is_acronym(context, first, last, last + 2),
            b')' if first > 1 && context.sign(first - 1) == b'(' => {
                is_acronym(context, first, last, first - 2)
            }
            _ => false,
        }
}

#[inline(never)]
fn is_acronym(context: &Context<'_>, first: usize, last: usize, beside: usize) -> bool {
    let Some(acronym) = context.token(beside).filter(|token| {
        matches!(token.shape, Shape::Upper | Shape::Mixed) && (2..=8).contains(&(token.end - token.start))
    }) else {
        return false;
    };
    let folded = |from: usize, to: usize| {
        let mut key = String::new();
        fold_into(context.text.get(from..to).unwrap_or_default(), &mut key);
        key
    };
    let (Some(begin), Some(end)) = (context.token(first), context.token(last)) else { return false };
    let acronym = folded(acronym.start as usize, acronym.end as usize);
    let name = folded(begin.start as usize, end.end as usize);
    let tokens = context.tokens.get(first..=last).unwrap_or_default();
    let mut initials = tokens
        .iter()
        .filter(|token| token.shape.is_name_like())
        .filter_map(|token| folded(token.start as usize, token.end as usize).chars().next());
    let mut letters = acronym.chars();
    let mut rest = name.chars();
    // Terms have acronyms as well: "General Public License (GPL)".
    let mut words = (first..=last).filter_map(|index| context.word(index));
    // Each `any` goes on behind the letter that it found.
    words.any(|word| word.traits.has(Traits::HEAD))
        && acronym.chars().next() == name.chars().next()
        && initials.all(|initial| letters.any(|letter| letter == initial))
        && acronym.chars().all(|letter| rest.any(|other| other == letter))
}

/// The name inside a compound, and the last part of the compound.
fn observe_part(context: &Context<'_>, index: usize, inside: Inside, known: bool, sink: &mut impl Sink) {
    let Some(token) = context.token(index) else { return };
    sink.fact(Fact::Part);
    if known {
        sink.fact(Fact::KnownPart);
    }
    let mut key = String::new();
    let name = context.text.get(inside.start as usize..inside.end as usize).unwrap_or_default();
    fold_into(name.rsplit('-').next().unwrap_or(name), &mut key);
    let (profile, major, _) = part(context.lexicon, &key);
    sink.profile(Where::Part, profile);
    if major == Major::UNKNOWN {
        sink.profile(Where::Part, context.lexicon.letters(&key));
    }
    let shape = match (name.chars().all(char::is_uppercase), name.contains(char::is_numeric)) {
        (_, true) => Shape::AlphaNumeric,
        (true, _) => Shape::Upper,
        _ if name.chars().skip(1).any(char::is_uppercase) => Shape::Mixed,
        _ => Shape::Capital,
    };
    sink.profile(Where::Part, context.lexicon.shape(shape));
    key.clear();
    let text = token.text(context.text);
    fold_into(text.rsplit('-').next().unwrap_or(text), &mut key);
    let (profile, head, _) = part(context.lexicon, &key);
    sink.profile(Where::Head, profile);
    if head == Major::UNKNOWN {
        sink.profile(Where::Head, context.lexicon.letters(&key));
    }
    sink.code(Code::new(b'h', [major.0, head.0]));
    // A common noun as head ("Opel-Werk") makes a part of the name before, another name ("Köln-Wahn") does not.
    let common = match head.0 {
        b'N' | b'n' | b'R' | b'K' | b'H' | b'X' | b'T' | b'M' => b'+',
        b'U' | b'W' => b'?',
        _ => b'-',
    };
    sink.code(Code::new(b'h', [if known { b'!' } else { b'?' }, common]));
    sink.code(Code::new(b'h', [major.0, common]));
}
