//! Where evidence goes to: it is summed, or listed by `explain` and for fitting.

use super::SpanWeights;
use super::around::{observe_back, observe_front, observe_patterns};
use crate::buffer::held;
use crate::candidate::Context;
use crate::evidence::{Code, Fact, Sum, Where};
use crate::fold::hash_step;
use crate::language::Language;
use crate::lexicon::major::Major;
use crate::lexicon::{Lexicon, Profile};

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

/// Sums weights.
#[derive(Clone, Copy)]
pub(super) struct Adder<'a> {
    lexicon: &'a Lexicon,
    spans: &'a SpanWeights,
    language: Language,
    pub(super) sum: Sum,
}

impl<'a> Adder<'a> {
    pub(super) fn new(context: &Context<'a>, spans: &'a SpanWeights) -> Self {
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
pub(super) struct Sharing<'a> {
    adder: Adder<'a>,
    front: Option<(usize, bool, Sum, Major)>,
    backs: [Option<(usize, Sum, Major)>; 8],
    patterns: &'a mut Patterns,
}

impl<'a> Sharing<'a> {
    pub(super) fn new(context: &Context<'a>, spans: &'a SpanWeights, patterns: &'a mut Patterns) -> Self {
        patterns.known.resize(1 << Patterns::BITS, Default::default());
        Sharing { adder: Adder::new(context, spans), front: None, backs: [None; 8], patterns }
    }

    /// The sum of what was told since it was taken last.
    pub(super) fn take_sum(&mut self) -> Sum {
        std::mem::take(&mut self.adder.sum)
    }
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
    pub(super) own: u64,
    /// How many words there are.
    pub(super) count: usize,
    pub(super) before: Major,
    pub(super) after: Major,
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
        held(&self.known)
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
            Some(slot) if count < Code::MOST_SIGNS => {
                observe_patterns(majors, &mut adder);
                *slot = (key, adder.sum);
                adder.sum
            }
            // The key has no place for the last word.
            _ => {
                observe_patterns(majors, &mut adder);
                adder.sum
            }
        }
    }
}
