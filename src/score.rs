//! Scores: which evidence a candidate has, and the sum of its weights.
//!
//! The function that sums weights for the extractor is the one that lists the evidence for `explain` and for fitting,
//! so that the two cannot differ.

use crate::annotate::part;
use crate::candidate::{Candidate, Candidates, Context, Match, Pieces, Stand, joins_list, key_of};
use crate::evidence::{Code, DERIVED, Fact, HOPELESS, LANES, Sum, Where};
use crate::fold::{fold, hash_step};
use crate::gazetteer::{Flags, Gazetteer};
use crate::kind::Kind;
use crate::language::Language;
use crate::lexicon::endings::Endings;
use crate::lexicon::major::Major;
use crate::lexicon::{Lexicon, Profile, Traits};
use crate::token::{HYPHENS, Marks, Shape, Token};

/// A lane that is out of the question.
pub(crate) const NEVER: i32 = i32::MIN / 4;

/// Takes note of evidence. What is told in several pieces may be taken at once by who knows their sum.
pub(crate) trait Sink: Sized {
    /// All evidence of a profile, at a place.
    fn profile(&mut self, place: Where, profile: Profile);
    /// A pattern about the span.
    fn code(&mut self, code: Code);
    /// A fact about the span.
    fn fact(&mut self, fact: Fact);
    /// A shipped entry of this class; `needs_cue` when the alias is not safe on its own.
    fn entry(&mut self, class: u16, needs_cue: bool);
    /// All evidence of a word, at a place.
    #[inline]
    fn word(&mut self, context: &Context<'_>, place: Where, index: usize) {
        let profiles = context.word(index).into_iter().flat_map(|word| word.profiles());
        profiles.for_each(|profile| self.profile(place, profile));
    }
    /// What stands before the word `first`; gives back the major of the word before.
    fn front(&mut self, context: &Context<'_>, spans: &SpanWeights, first: usize, is_part: bool) -> Major {
        observe_front(context, spans, first, is_part, self)
    }
    /// What stands after the word `last`; gives back the major of the word after.
    fn back(&mut self, context: &Context<'_>, spans: &SpanWeights, last: usize) -> Major {
        observe_back(context, spans, last, self)
    }
    /// The patterns of the majors of a span.
    fn patterns(&mut self, majors: Majors) {
        observe_patterns(majors, self);
    }
}

/// The name of the evidence that a shipped entry is.
pub(crate) fn entry_evidence(class: &str, needs_cue: bool) -> String {
    format!("entry{}:{class}", if needs_cue { "?" } else { "" })
}

/// The weights of facts and of shipped entries in one language, looked up once.
pub(crate) struct SpanWeights {
    facts: [Sum; Fact::ALL.len()],
    entries: Vec<[Sum; 2]>,
    edges: [Profile; 2],
}

impl SpanWeights {
    pub(crate) fn new(lexicon: &Lexicon, shipped: &Gazetteer, language: Language) -> Self {
        let of = |name: &str| {
            lexicon.span_evidence(name).map_or_else(Sum::default, |id| lexicon.span_weights(language, id))
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
    pub(crate) fn entry(&self, class: u16, needs_cue: bool) -> Sum {
        let pair = self.entries.get(usize::from(class));
        pair.and_then(|pair| pair.get(usize::from(needs_cue))).copied().unwrap_or_default()
    }

    /// The weights of a fact.
    #[inline]
    pub(crate) fn fact(&self, fact: Fact) -> Sum {
        self.facts.get(fact as usize).copied().unwrap_or_default()
    }
}

/// Sums weights.
#[derive(Clone, Copy)]
struct Adder<'a> {
    lexicon: &'a Lexicon,
    spans: &'a SpanWeights,
    language: Language,
    sum: Sum,
}

impl<'a> Adder<'a> {
    fn new(context: &Context<'a>, spans: &'a SpanWeights) -> Self {
        Adder { lexicon: context.lexicon, spans, language: context.language, sum: Sum::default() }
    }

    #[inline(never)]
    fn far_word(&mut self, context: &Context<'_>, place: Where, index: usize) {
        if let Some(word) = context.word(index) {
            word.rows().for_each(|profile| self.profile(place, profile));
        }
    }
}

impl Sink for Adder<'_> {
    #[inline]
    fn profile(&mut self, place: Where, profile: Profile) {
        if profile != 0 {
            self.sum += self.lexicon.weights(self.language, place, profile);
        }
    }

    #[inline]
    fn code(&mut self, code: Code) {
        self.sum += self.lexicon.code_weights(self.language, code);
    }

    #[inline]
    fn fact(&mut self, fact: Fact) {
        self.sum += self.spans.fact(fact);
    }

    fn entry(&mut self, class: u16, needs_cue: bool) {
        self.sum += self.spans.entry(class, needs_cue);
    }

    #[inline(always)]
    fn word(&mut self, context: &Context<'_>, place: Where, index: usize) {
        match context.sum(place, index) {
            Some(sum) => self.sum += sum,
            // Farther off, where few words are asked for.
            None => self.far_word(context, place, index),
        }
    }
}

/// Sums weights, and keeps what several candidates have in common: those with the same first word share what stands before
/// them, those with the same last word what stands after, and those of equal majors the weights of their patterns.
struct Sharing<'a> {
    adder: Adder<'a>,
    front: Option<(usize, bool, Sum, Major)>,
    backs: [Option<(usize, Sum, Major)>; 8],
    patterns: &'a mut Patterns,
}

impl Sink for Sharing<'_> {
    fn profile(&mut self, place: Where, profile: Profile) {
        self.adder.profile(place, profile);
    }

    fn code(&mut self, code: Code) {
        self.adder.code(code);
    }

    #[inline]
    fn fact(&mut self, fact: Fact) {
        self.adder.fact(fact);
    }

    fn entry(&mut self, class: u16, needs_cue: bool) {
        self.adder.entry(class, needs_cue);
    }

    #[inline]
    fn front(&mut self, context: &Context<'_>, spans: &SpanWeights, first: usize, is_part: bool) -> Major {
        let (sum, major) = match self.front {
            Some((at, part, sum, major)) if (at, part) == (first, is_part) => (sum, major),
            _ => {
                let mut own = Adder { sum: Sum::default(), ..self.adder };
                let major = observe_front(context, spans, first, is_part, &mut own);
                self.front = Some((first, is_part, own.sum, major));
                (own.sum, major)
            }
        };
        self.adder.sum += sum;
        major
    }

    #[inline]
    fn back(&mut self, context: &Context<'_>, spans: &SpanWeights, last: usize) -> Major {
        let slot = last % self.backs.len();
        let (sum, major) = match self.backs.get(slot) {
            Some(&Some((at, sum, major))) if at == last => (sum, major),
            _ => {
                let mut own = Adder { sum: Sum::default(), ..self.adder };
                let major = observe_back(context, spans, last, &mut own);
                if let Some(slot) = self.backs.get_mut(slot) {
                    *slot = Some((last, own.sum, major));
                }
                (own.sum, major)
            }
        };
        self.adder.sum += sum;
        major
    }

    #[inline]
    fn patterns(&mut self, majors: Majors) {
        let empty = Adder { sum: Sum::default(), ..self.adder };
        self.adder.sum += self.patterns.sum(majors, empty);
    }
}

/// The majors of a span and of the words beside it.
#[derive(Clone, Copy)]
pub(crate) struct Majors {
    /// Those of the first seven words, the first in the lowest byte.
    own: u64,
    /// How many words there are.
    count: usize,
    before: Major,
    after: Major,
}

/// The weights of patterns that were asked for before, by their majors: the same few patterns come again and again.
#[derive(Default)]
pub(crate) struct Patterns {
    known: Vec<(u64, Sum)>,
}

impl Patterns {
    /// Sixteen kilobytes, which stay near the processor.
    const BITS: u32 = 10;

    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        self.known.capacity() * size_of::<(u64, Sum)>()
    }

    #[inline]
    fn sum(&mut self, majors: Majors, mut adder: Adder<'_>) -> Sum {
        let Majors { own, count, before, after } = majors;
        // The highest bit of a letter is free, and tells the languages apart.
        let ends = u64::from(before.0) | u64::from(after.0) << 56 | (adder.language as u64) << 63;
        let key = own << 8 | ends;
        let slot = self.known.get_mut((hash_step(0, key) >> (64 - Self::BITS)) as usize);
        match slot {
            Some(&mut (known, sum)) if known == key => sum,
            Some(slot) if count <= 6 => {
                observe_patterns(majors, &mut adder);
                *slot = (key, adder.sum);
                adder.sum
            }
            // The key has no place for the seventh word.
            _ => {
                observe_patterns(majors, &mut adder);
                adder.sum
            }
        }
    }
}

/// Scores a candidate by what it is itself, and tells whether there is hope for it. Without `prune` there always is.
#[inline]
pub(crate) fn score_own(
    context: &Context<'_>,
    spans: &SpanWeights,
    candidate: &mut Candidate,
    matches: &[Match],
    pieces: Option<Pieces<'_>>,
    prune: bool,
) -> bool {
    let mut adder = Adder::new(context, spans);
    observe_own(context, candidate, matches, pieces, &mut adder);
    candidate.scores = adder.sum.lanes();
    let closed = if may_be_derived(context, candidate, matches) { LANES } else { DERIVED };
    for score in candidate.scores.iter_mut().skip(closed) {
        *score = NEVER;
    }
    !prune
        || candidate.scores.iter().any(|&score| score >= HOPELESS)
        || has_acronym(context, candidate.first as usize, candidate.last as usize)
}

/// What a candidate of whole words scores by its own words and entries, whatever stands around it.
pub(crate) fn own_scores(
    context: &Context<'_>,
    spans: &SpanWeights,
    candidate: &Candidate,
    matches: &[Match],
) -> [i32; LANES] {
    let mut adder = Adder::new(context, spans);
    observe_own(context, &Candidate { within: None, ..*candidate }, matches, None, &mut adder);
    adder.sum.lanes()
}

/// Adds what stands around the candidates of a block to their scores, and gives them their keys.
///
/// The words and weights that are needed lie far apart. They are fetched for the whole block before, so that the processor
/// waits for all of them together.
pub(crate) fn score_surroundings(
    context: &Context<'_>,
    spans: &SpanWeights,
    candidates: &mut Candidates,
    patterns: &mut Patterns,
) {
    patterns.known.resize(1 << Patterns::BITS, Default::default());
    candidates.wanted.clear();
    for candidate in &candidates.list {
        context.words.want_around(candidate.first as usize, candidate.last as usize, &mut candidates.wanted);
    }
    let Context { lexicon, language, text, tokens, words, .. } = *context;
    words.look_around(lexicon, language, text, tokens, &candidates.wanted);
    let mut sharing = Sharing { adder: Adder::new(context, spans), front: None, backs: [None; 8], patterns };
    for candidate in &mut candidates.list {
        sharing.adder.sum = Sum::default();
        observe_surroundings(context, spans, candidate, &mut sharing);
        for (score, more) in candidate.scores.iter_mut().zip(sharing.adder.sum.lanes()) {
            *score += more;
        }
        if candidate.inside.is_none() {
            candidate.key = key_of(context, candidate.first as usize, candidate.last as usize);
        }
    }
}

/// Only words that some table calls derived may be so, and several only as the table has them ("New Yorker").
pub(crate) fn may_be_derived(context: &Context<'_>, candidate: &Candidate, matches: &[Match]) -> bool {
    if candidate.inside.is_some() {
        return false;
    }
    let of_word = || context.major(candidate.first as usize).is_some_and(Major::may_be_derived);
    matches.iter().any(|m| m.alias.is_derived()) || candidate.first == candidate.last && of_word()
}

/// Tells `sink` all evidence of a candidate.
pub(crate) fn observe(
    context: &Context<'_>,
    spans: &SpanWeights,
    candidate: &Candidate,
    matches: &[Match],
    sink: &mut impl Sink,
) {
    match candidate.inside {
        None => observe_own(context, candidate, matches, None, sink),
        Some(inside) => {
            let Some(token) = context.token(candidate.last as usize) else { return };
            let start = inside.start.max(token.start);
            let text = |from: u32, to: u32| context.text.get(from as usize..to as usize).unwrap_or_default();
            let name = text(start, inside.end);
            let [front, folded, whole] = [text(token.start, start), name, token.bare(context.text)].map(fold);
            let stand = match front.split('-').nth_back(1) {
                None => Stand::First,
                Some(_) if inside.end == token.end => Stand::Last,
                Some(before) => Stand::Middle(before),
            };
            let pieces = Pieces::of(name, &whole, if stand == Stand::Last { &whole } else { &folded }, stand);
            observe_own(context, candidate, matches, Some(pieces), sink);
        }
    }
    observe_surroundings(context, spans, candidate, sink);
}

/// What the candidate itself tells. A name inside a compound comes with its pieces.
#[inline]
fn observe_own(
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

/// What stands around the candidate, and how it fits in.
#[inline]
fn observe_surroundings(
    context: &Context<'_>,
    spans: &SpanWeights,
    candidate: &Candidate,
    sink: &mut impl Sink,
) {
    let (first, last) = (candidate.first as usize, candidate.last as usize);
    let is_part = candidate.inside.is_some();
    let before = sink.front(context, spans, first, is_part);
    if is_part {
        return;
    }
    let after = sink.back(context, spans, last);
    let (mut own, mut count) = (0, 0);
    let mut add = |major: Option<Major>| {
        if count < 7 {
            own |= major.map_or(0, |major| u64::from(major.0)) << (8 * count);
        }
        count += 1;
    };
    let words = first..candidate.form.map_or(last + 1, |form| form as usize);
    for index in words.filter(|&index| index == first || !context.follows_initial(index)) {
        add(context.major(index));
    }
    if candidate.form.is_some() {
        add(Some(Major::LEGAL));
    }
    sink.patterns(Majors { own, count, before, after });
    observe_span(context, first, last, count, sink);
}

/// The one of three facts that tells of an entry of this kind.
fn by_kind(kind: Kind, [organization, person, place]: [Fact; 3]) -> Fact {
    match kind {
        Kind::Person => person,
        Kind::Place => place,
        _ => organization,
    }
}

#[inline(never)]
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
                sink.fact(by_kind(alias.kind, [Fact::LongOrganization, Fact::LongPerson, Fact::LongPlace]));
            }
        } else {
            sink.fact(by_kind(alias.kind, [Fact::OwnOrganization, Fact::OwnPerson, Fact::OwnPlace]));
            if needs_cue {
                sink.fact(Fact::OwnNeedsCue);
            }
        }
    }
}

/// The two words before, which is all that counts for a part of a compound; beyond them the neighbour in a list and the noun
/// that small words part from the candidate ("Sprecher der X", "Chef von X"); and how the first word is marked.
#[inline(never)]
fn observe_front(
    context: &Context<'_>,
    spans: &SpanWeights,
    first: usize,
    is_part: bool,
    sink: &mut impl Sink,
) -> Major {
    let mut at = first;
    let mut majors = [Major::EDGE; 2];
    for (place, major) in [Where::Before1, Where::Before2].into_iter().zip(&mut majors) {
        if at == 0 || context.token(at).is_none_or(|token| token.marks.has(Marks::BLOCK)) {
            sink.profile(place, spans.edges[0]);
            break;
        }
        at -= 1;
        sink.word(context, place, at);
        *major = context.major(at).unwrap_or(Major::EDGE);
    }
    let [nearest, farther] = majors;
    sink.code(Code::new(b'b', [farther.0, nearest.0]));
    let Some(token) = context.token(first).filter(|_| !is_part) else { return nearest };
    if first >= 2
        && context.is_name_like(first - 2)
        && joins(context, first - 1)
        && context.is_same_block(first - 2, first)
    {
        sink.word(context, Where::Listed, first - 2);
    }
    observe_noun_before(context, first, sink);
    if token.marks.has(Marks::SENTENCE) {
        sink.fact(Fact::SentenceStart);
    }
    if first > 0 && !token.marks.has(Marks::BLOCK) && context.is_name_like(first - 1) {
        sink.fact(Fact::RunBefore);
    }
    if token.marks.has(Marks::CODE) {
        sink.fact(Fact::Code);
    }
    if first > 0
        && is_glued(token)
        && (context.sign(first - 1) == b'.' || is_sign_of_code(context, first - 1))
    {
        sink.fact(Fact::GluedBefore);
    }
    if token.marks.has(Marks::TITLE_LINE) {
        sink.fact(Fact::TitleLine);
    }
    if token.marks.has(Marks::UPPER_LINE) {
        sink.fact(Fact::UpperLine);
    }
    if first >= 3 && is_result(context, first - 3) && context.is_same_block(first - 3, first) {
        sink.fact(Fact::Result);
    }
    nearest
}

fn observe_noun_before(context: &Context<'_>, first: usize, sink: &mut impl Sink) {
    const MOST_SKIPPED: usize = 4;
    let mut at = first;
    for skipped in 0..MOST_SKIPPED {
        if at == 0 || context.token(at).is_none_or(|token| token.marks.has(Marks::BLOCK)) {
            return;
        }
        at -= 1;
        match context.token(at).map(|token| token.shape) {
            Some(Shape::Lower) => {}
            Some(shape) if shape.is_name_like() && skipped > 0 => {
                return sink.word(context, Where::Noun, at);
            }
            _ => return,
        }
    }
}

/// The two words after, beyond them the neighbour in a list and what stands in brackets; and how the last word ends.
#[inline(never)]
fn observe_back(context: &Context<'_>, spans: &SpanWeights, last: usize, sink: &mut impl Sink) -> Major {
    let mut at = last;
    let mut majors = [Major::EDGE; 2];
    for (place, major) in [Where::After1, Where::After2].into_iter().zip(&mut majors) {
        at += 1;
        if context.token(at).is_none_or(|token| token.marks.has(Marks::BLOCK)) {
            sink.profile(place, spans.edges[1]);
            break;
        }
        sink.word(context, place, at);
        *major = context.major(at).unwrap_or(Major::EDGE);
    }
    let [nearest, farther] = majors;
    sink.code(Code::new(b'f', [nearest.0, farther.0]));
    if context.is_name_like(last + 2) && joins(context, last + 1) && context.is_same_block(last, last + 2) {
        sink.word(context, Where::Listed, last + 2);
    }
    if context.sign(last + 1) == b'(' && context.is_same_block(last, last + 2) {
        sink.word(context, Where::Bracket, last + 2);
    }
    if has_result(context, last + 1) {
        sink.fact(Fact::Result);
    }
    if context.token(last + 1).is_some_and(is_glued) {
        let is_sign = match context.sign(last + 1) {
            b'(' => true,
            b'.' => context.token(last + 2).is_some_and(|next| next.shape != Shape::Sign && is_glued(next)),
            _ => is_sign_of_code(context, last + 1),
        };
        if is_sign {
            sink.fact(Fact::GluedAfter);
        }
    }
    let genitive = context.gist(last).is_some_and(|word| word.traits.has(Traits::GENITIVE));
    if genitive {
        sink.fact(Fact::Genitive);
    }
    if context.is_name_like(last + 1) && context.is_same_block(last, last + 1) {
        sink.fact(if genitive { Fact::GenitiveRun } else { Fact::RunAfter });
    }
    nearest
}

/// True for a token without white space before it.
fn is_glued(token: &Token) -> bool {
    !token.marks.has(Marks::SPACE) && !token.marks.has(Marks::LINE)
}

/// True for signs that stand beside words in code. A colon does elsewhere, so two are asked for.
fn is_sign_of_code(context: &Context<'_>, index: usize) -> bool {
    match context.sign(index) {
        b'_' | b'=' | b'<' | b'>' | b'$' | b'\\' | b'~' | b'[' | b'{' => true,
        b':' => context.sign(index + 1) == b':' || index > 0 && context.sign(index - 1) == b':',
        _ => false,
    }
}

/// True when nothing but names and dashes stands between `from` and the result of a match: "Aue – Dresden 0:2".
fn has_result(context: &Context<'_>, from: usize) -> bool {
    const REACH: usize = 6;
    for (index, token) in (from..).zip(context.tokens.get(from..).unwrap_or_default()).take(REACH) {
        match token.shape {
            _ if token.marks.has(Marks::BLOCK) => return false,
            Shape::Number => return is_result(context, index),
            Shape::Sign if context.is_dash(index) => {}
            shape if shape.is_name_like() => {}
            _ => return false,
        }
    }
    false
}

/// True for the first number of "2:1", "3–0".
fn is_result(context: &Context<'_>, number: usize) -> bool {
    const MOST_DIGITS: u32 = 3;
    let is_count = |at: usize| {
        context
            .token(at)
            .is_some_and(|token| token.shape == Shape::Number && token.end - token.start <= MOST_DIGITS)
    };
    let is_glued = |at: usize| context.token(at).is_some_and(|token| !token.marks.has(Marks::SPACE));
    is_count(number)
        && (context.sign(number + 1) == b':' || context.is_dash(number + 1))
        && is_count(number + 2)
        && is_glued(number + 1)
        && is_glued(number + 2)
}

/// True for the signs and words that join the members of a list.
fn joins(context: &Context<'_>, index: usize) -> bool {
    matches!(context.sign(index), b',' | b'/' | b'&') || joins_list(context, index)
}

/// Of a longer name the words behind this one do not count: so no sum leaves its lane, whatever list it stands in.
const MOST_INNER: usize = 16;

#[inline]
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
#[inline]
fn observe_words_before(context: &Context<'_>, first: usize, last: usize, sink: &mut impl Sink) {
    sink.word(context, Where::First, first);
    // "J. R. R." says no more than "J.": of initials in a row only the first counts.
    for index in (first + 1..last).take(MOST_INNER).filter(|&index| !context.follows_initial(index)) {
        sink.word(context, Where::Inner, index);
    }
}

fn observe_patterns(majors: Majors, sink: &mut impl Sink) {
    let Majors { own, count, before, after } = majors;
    let (before, after) = (u64::from(before.0), u64::from(after.0));
    let front = own & 0xFFFF_FFFF;
    sink.code(Code::of(b'p', own));
    sink.code(Code::of(b'l', before | front << 8));
    sink.code(Code::of(b'r', front | (u64::from(b'>') | after << 8) << (8 * count.min(4))));
    if count == 1 {
        sink.code(Code::of(b'a', before | front << 8 | after << 16));
    }
}

/// How long the candidate is, and the signs around it. `count`: the words that count.
#[inline]
fn observe_span(context: &Context<'_>, first: usize, last: usize, count: usize, sink: &mut impl Sink) {
    sink.fact(match count {
        1 => Fact::Length1,
        2 => Fact::Length2,
        3 => Fact::Length3,
        4 => Fact::Length4,
        _ => Fact::Length5,
    });
    if has_acronym(context, first, last) {
        sink.fact(Fact::Acronym);
    }
    let after_first = context.tokens.get(first + 1..=last).unwrap_or_default();
    if after_first.iter().any(|token| token.marks.has(Marks::LINE)) {
        sink.fact(Fact::LineInside);
    }
    let Some(before) = first.checked_sub(1) else { return };
    if context.is_quote(before) && context.is_quote(last + 1) {
        sink.fact(Fact::Quoted);
    } else if context.sign(before) == b'(' && context.sign(last + 1) == b')' {
        sink.fact(Fact::Bracketed);
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
    let folded = |from: usize, to: usize| fold(context.text.get(from..to).unwrap_or_default());
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
    let mut words = (first..=last).filter_map(|index| context.gist(index));
    // Each `any` goes on behind the letter that it found.
    words.any(|word| word.traits.has(Traits::HEAD))
        && acronym.chars().next() == name.chars().next()
        && initials.all(|initial| letters.any(|letter| letter == initial))
        && acronym.chars().all(|letter| rest.any(|other| other == letter))
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
        sink.code(Code::new(b'h', [before.0, b'>', major.0]));
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
