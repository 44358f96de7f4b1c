//! The memory of a document: names that were found with little doubt help to find their repetitions and short forms:
//! the surname after the full name, the acronym after its definition, the bare name after the legal name.

use crate::candidate::{Candidate, Context};
use crate::evidence::{Fact, LANES};
use crate::fold::ByHash;
use crate::lexicon::Traits;
use crate::token::Shape;
use std::collections::HashMap;

/// A score from which a find of one word is remembered, in hundredths.
const STRONG: i32 = 250;
/// The same for a find of several words, which is rarely wrong.
const STRONG_LONG: i32 = 80;

/// The facts by lane; derived words are not remembered.
const FACTS: [Fact; 3] = [Fact::MemoryOrganization, Fact::MemoryPerson, Fact::MemoryPlace];

/// What has been found so far in a document.
#[derive(Default)]
pub(crate) struct Memory {
    names: HashMap<u64, [i32; 3], ByHash>,
}

impl Memory {
    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        self.names.capacity() * size_of::<(u64, [i32; 3])>()
    }

    pub(crate) fn clear(&mut self) {
        self.names.clear();
    }

    /// Remembers a winner without doubt; false when there is doubt.
    pub(crate) fn learn(
        &mut self,
        context: &Context<'_>,
        candidate: &Candidate,
        lane: usize,
        score: i32,
    ) -> bool {
        let least = if candidate.first < candidate.last { STRONG_LONG } else { STRONG };
        if score < least || lane >= FACTS.len() || candidate.inside.is_some() {
            return false;
        }
        self.add(candidate.key, lane, score);
        let (first, last) = (candidate.first as usize, candidate.last as usize);
        let end = context.word(last);
        if lane == 1 && last > first {
            let surname = context.token(last).filter(|token| token.shape == Shape::Capital);
            if let (Some(_), Some(word)) = (surname, end) {
                self.add(word.stem, lane, score);
            }
        }
        if lane == 0 && last > first {
            // "Müller GmbH" is later "Müller".
            if last == first + 1
                && end.is_some_and(|word| word.traits.has(Traits::LEGAL))
                && let Some(word) = context.word(first)
            {
                self.add(word.stem, lane, score);
            }
            // "Deutscher Fußball-Bund (DFB)" is later "DFB".
            if let (b'(', Some(token), b')') =
                (context.sign(last + 1), context.token(last + 2), context.sign(last + 3))
                && matches!(token.shape, Shape::Upper | Shape::Mixed)
            {
                self.add(token.hash, lane, score);
            }
        }
        true
    }

    fn add(&mut self, key: u64, lane: usize, score: i32) {
        if let Some(best) = self.names.entry(key).or_default().get_mut(lane) {
            *best = (*best).max(score);
        }
    }

    /// The fact that the memory knows of a candidate which is in doubt by itself.
    pub(crate) fn recall(&self, candidate: &Candidate) -> Option<Fact> {
        if self.names.is_empty() || candidate.scores.iter().take(LANES).any(|&score| score >= STRONG) {
            return None;
        }
        let best = self.names.get(&candidate.key)?;
        let (lane, _) =
            best.iter().enumerate().max_by_key(|(lane, score)| (**score, std::cmp::Reverse(*lane)))?;
        FACTS.get(lane).copied()
    }
}
