//! Scores: which evidence a candidate has, and the sum of its weights.
//!
//! The function that sums weights for the extractor is the one that lists the evidence for `explain` and for fitting,
//! so that the two cannot differ. What there is to tell of a candidate stands in `own` and `around`.

mod acronym;
mod around;
mod own;
mod sink;

use crate::candidate::{Candidate, Candidates, Context, Match, Pieces, Stand, key_of, makes_parts};
use crate::evidence::{DERIVED, Fact, HOPELESS, LANES, LEAST_LISTED, Sum, Where};
use crate::fold::fold_compound_into;
use crate::gazetteer::Gazetteer;
use crate::language::Language;
use crate::lexicon::major::Major;
use crate::lexicon::{Lexicon, Profile};
pub(crate) use acronym::has_acronym;
use around::{observe_surroundings, stands_in_list};
use own::observe_own;
use sink::{Adder, Sharing};
pub(crate) use sink::{Patterns, Sink};

/// A lane that is out of the question.
pub(crate) const NEVER: i32 = i32::MIN / 4;

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
    if !may_be_derived(context, candidate, matches) {
        candidate.scores[DERIVED] = NEVER;
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
    candidates.wanted.clear();
    for candidate in &candidates.list {
        context.words.want_around(candidate.first as usize, candidate.last as usize, &mut candidates.wanted);
    }
    let Context { lexicon, language, text, tokens, words, .. } = *context;
    words.look_around(lexicon, language, text, tokens, &candidates.wanted);
    let mut sharing = Sharing::new(context, spans, patterns);
    for candidate in &mut candidates.list {
        if !has_hope_beside(context, candidate) {
            candidate.scores = [NEVER; LANES];
            continue;
        }
        observe_surroundings(context, spans, candidate, &mut sharing);
        for (score, more) in candidate.scores.iter_mut().zip(sharing.take_sum().lanes()) {
            *score += more;
        }
        // What stands beside a compound is no neighbour of a name in it.
        if candidate.inside.is_none() {
            let (first, last) = (candidate.first as usize, candidate.last as usize);
            candidate.key = key_of(context, first, last);
            let has_hope = candidate.scores.iter().any(|&score| score > LEAST_LISTED);
            candidate.listed = has_hope && stands_in_list(context, first, last);
        }
    }
}

/// False when the words beside a candidate, whose sums are at hand, leave it without hope: what else stands there hardly ever makes up
/// for that. A third of the candidates ends here; they stay in the list, from which the names inside of others are taken.
#[inline]
fn has_hope_beside(context: &Context<'_>, candidate: &Candidate) -> bool {
    if candidate.inside.is_some() {
        return true;
    }
    let (first, last) = (candidate.first as usize, candidate.last as usize);
    let mut sum = Sum::default();
    let mut add = |place: Where, index: usize| sum += context.sum(place, index).unwrap_or_default();
    if !context.begins_block(first) && first > 0 {
        add(Where::Before1, first - 1);
        if !context.begins_block(first - 1) && first > 1 {
            add(Where::Before2, first - 2);
        }
    }
    if !context.begins_block(last + 1) {
        add(Where::After1, last + 1);
        if !context.begins_block(last + 2) {
            add(Where::After2, last + 2);
        }
    }
    let mut lanes = candidate.scores.iter().zip(sum.lanes());
    lanes.any(|(&own, beside)| own + beside >= HOPELESS)
}

/// Only words that some table calls derived may be so, and several only as the table has them ("New Yorker"). In a German
/// compound they are a part as any name is; in English they stay what they are ("Greek-owned").
pub(crate) fn may_be_derived(context: &Context<'_>, candidate: &Candidate, matches: &[Match]) -> bool {
    let is_listed = || matches.iter().any(|m| m.alias.is_derived());
    if candidate.inside.is_some() {
        return !makes_parts(context.language) && is_listed();
    }
    let of_word = || context.major(candidate.first as usize).is_some_and(Major::may_be_derived);
    is_listed() || candidate.first == candidate.last && of_word()
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
            let fold = |piece| {
                let mut folded = String::new();
                fold_compound_into(piece, &mut folded);
                folded
            };
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
