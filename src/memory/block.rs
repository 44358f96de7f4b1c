//! The memory at work on a block: the winners teach it, and what it knows adds to the scores of all candidates.

use super::Memory;
use crate::buffer::held;
use crate::candidate::{Candidate, Candidates, Context, Match, kind_of_lane};
use crate::evidence::Fact;
use crate::kind::Kind;
use crate::language::Language;
use crate::lexicon::major::Major;
use crate::lexicon::{Said, Traits};
use crate::resolve::{Claim, Source};
use crate::score::SpanWeights;
use crate::token::{Marks, Shape};

/// What covers the tokens of a block.
#[derive(Default)]
pub(super) struct Cover {
    /// For each token, which winner without doubt.
    settled: Vec<Settled>,
    /// For each token, whether a name of several words that the memory knows; empty while it knows no short names.
    longer: Vec<bool>,
}

impl Cover {
    /// Bytes held.
    pub(super) fn size(&self) -> usize {
        held(&self.settled) + held(&self.longer)
    }
}

/// Which winner without doubt covers a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Settled {
    No,
    /// One that is this word alone, in a lane.
    Alone(u8),
    /// One of several words.
    Longer,
}

impl Memory {
    /// Remembers the winners of a block, and adds to each candidate what is known of it then. True when a score changed.
    pub(crate) fn review(
        &mut self,
        context: &Context<'_>,
        spans: &SpanWeights,
        winners: &[Claim],
        candidates: &mut Candidates,
    ) -> bool {
        let mut cover = std::mem::take(&mut self.cover);
        self.learn_all(context, candidates, winners, &mut cover.settled);
        self.mark_longer(context, candidates, &mut cover.longer);
        let changed = self.recall_all(context, spans, &cover, candidates);
        self.cover = cover;
        changed
    }

    /// Remembers the winners; those without doubt settle their words.
    fn learn_all(
        &mut self,
        context: &Context<'_>,
        candidates: &Candidates,
        winners: &[Claim],
        settled: &mut Vec<Settled>,
    ) {
        settled.clear();
        settled.resize(context.tokens.len(), Settled::No);
        for winner in winners {
            if let Source::Candidate(lane, index) = winner.source
                && let Some(candidate) = candidates.list.get(index as usize)
                && self.learn(
                    context,
                    candidate,
                    candidates.matches(candidate),
                    usize::from(lane),
                    winner.weight,
                )
            {
                let alone = candidate.is_single(context);
                mark_words(settled, candidate, if alone { Settled::Alone(lane) } else { Settled::Longer });
            }
        }
    }

    /// Marks the words of the names of several words that the memory knows: the "Bieber" of memory is not to break out
    /// of the "Justin Bieber" that it knows as well. Without short names there is nothing that could.
    fn mark_longer(&self, context: &Context<'_>, candidates: &Candidates, longer: &mut Vec<bool>) {
        longer.clear();
        if self.has_short {
            longer.resize(context.tokens.len(), false);
            let known = |candidate: &&Candidate| {
                candidate.first < candidate.last && self.recall(candidate, false, false).is_some()
            };
            candidates.list.iter().filter(known).for_each(|candidate| mark_words(longer, candidate, true));
        }
    }

    /// Adds to each candidate what the memory knows of it. True when a score changed.
    fn recall_all(
        &self,
        context: &Context<'_>,
        spans: &SpanWeights,
        cover: &Cover,
        candidates: &mut Candidates,
    ) -> bool {
        let mut changed = false;
        let Candidates { list, matches, .. } = candidates;
        for candidate in list {
            // "Merkel" is not to break out of "Angela Merkel". But "Lena" may turn out to be the one of "Lena Weikl".
            let at = |token: u32| cover.settled.get(token as usize).copied().unwrap_or(Settled::No);
            let settled_as = match (at(candidate.first), at(candidate.last)) {
                (Settled::No, Settled::No) => None,
                (Settled::Alone(lane), _) if candidate.first == candidate.last => Some(usize::from(lane)),
                _ => continue,
            };
            let alone = !cover.longer.get(candidate.first as usize).copied().unwrap_or(false);
            // "Jordan" in "Amman, Jordan" is the country, whoever Michael Jordan is.
            let is_sure =
                || settled_as.is_some_and(|lane| has_entry_of(candidate, matches, kind_of_lane(lane)));
            if let Some(fact) = self.recall(candidate, alone, settled_as.is_some())
                && (fact == Fact::DefinedOrganization || !is_sure() && !is_common(context, candidate))
            {
                for (score, weight) in candidate.scores.iter_mut().zip(spans.fact(fact).lanes()) {
                    *score += weight;
                }
                changed = true;
            }
        }
        changed
    }
}

/// True when an entry of this kind that needs no cue stands behind a candidate.
fn has_entry_of(candidate: &Candidate, matches: &[Match], kind: Kind) -> bool {
    let (from, to) = candidate.matches;
    let safe = |found: &Match| found.alias.is_safe() && found.alias.kind == kind;
    matches.get(from as usize..to as usize).unwrap_or_default().iter().any(safe)
}

/// True for a word that is a common one where it stands, whatever the memory knows of it: "der Schneider" after "Peter
/// Schneider", "Young voters" after "Neil Young". But "Young is" speaks of him.
fn is_common(context: &Context<'_>, candidate: &Candidate) -> bool {
    const VERBS: [Said; 4] = [Said::Auxiliary, Said::Saying, Said::PersonVerb, Said::OrganizationVerb];
    let (first, single) = (candidate.first as usize, candidate.first == candidate.last);
    let Some(word) = context.gist(first).filter(|_| single && candidate.inside.is_none()) else {
        return false;
    };
    let before = first.checked_sub(1).and_then(|before| context.major(before));
    match context.language {
        Language::De => word.traits.has(Traits::GERMAN) && before == Some(Major::ARTICLE),
        Language::En => {
            let starts = context.token(first).is_some_and(|token| token.marks.has(Marks::SENTENCE));
            let lower = context.token(first + 1).is_some_and(|next| next.shape == Shape::Lower);
            let is_verb = |profile| VERBS.iter().any(|verb| context.lexicon.says(profile, *verb));
            word.traits.has(Traits::ENGLISH)
                && starts
                && lower
                && !context.word(first + 1).is_some_and(|next| next.profiles().any(is_verb))
        }
    }
}

/// Marks the tokens of a candidate.
fn mark_words<M: Copy>(marks: &mut [M], candidate: &Candidate, mark: M) {
    let words = candidate.first as usize..=candidate.last as usize;
    marks.get_mut(words).unwrap_or_default().fill(mark);
}
