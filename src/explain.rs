//! Explanations: for each entity all the evidence that spoke for it, with its weight, and the claims that it beat.
//!
//! Nothing is decided here; the stages run as always, and the evidence is listed by the code that summed it.

use crate::candidate::Context;
use crate::entity::Entity;
use crate::evidence::{AFTER, BEFORE, Code, Fact, LANE_NAMES, Sum, Where};
use crate::extractor::Extractor;
use crate::language::Language;
use crate::lexicon::Profile;
use crate::link::gap_name;
use crate::pipeline::{Scratch, Tools};
use crate::reference::Origin;
use crate::resolve::{Bond, Claim, Source};
use crate::score::{Sink, entry_evidence, observe};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Why an entity was reported. As JSON it is an object of these fields. The entity borrows from the text and from a gazetteer, and
/// so cannot be read back; the lists of [`Evidence`] and of [`Beaten`] can.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Explanation<'a> {
    /// The entity.
    pub entity: Entity<'a>,
    /// What spoke for it, and against it, the weightiest first. The logistic curve over the sum of the weights, in hundredths, is
    /// the score of the entity.
    pub evidence: Vec<Evidence>,
    /// The claims that overlap it and lost, the weightiest first.
    pub beaten: Vec<Beaten>,
}

/// One piece of evidence. As JSON it can be written and read back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Evidence {
    /// Where it was seen, from the entity: "before1", "single", "span"; "after person" and the like for what stands
    /// between it and the entity before, "before person" for what stands between it and the next.
    pub place: Cow<'static, str>,
    /// What was seen: "cue:role", "entry:company", "gap:_und_". Three names stand for sums: "memory", what the text
    /// said of the name elsewhere; "rule", what a rule of the user gave it; "nested", of a name inside of another all
    /// that stands around the outer one, which does not count.
    pub name: String,
    /// What it weighs, in hundredths.
    pub weight: i32,
}

impl Evidence {
    fn new(place: Where, name: &str, weight: i32) -> Self {
        Self { place: Cow::Borrowed(place.name()), name: name.to_owned(), weight }
    }
}

/// A claim that lost. As JSON it can be written and read back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Beaten {
    /// Bytes of the text.
    pub span: Span,
    /// What it claimed: "organization", "person", "place", "derived", "money" or "rule".
    pub kind: Cow<'static, str>,
    /// Its score by itself, in hundredths, without the links that it would have had.
    pub weight: i32,
}

impl Extractor {
    /// Finds the entities of a text as [`extract`](Extractor::extract) does, and says for each why it won.
    ///
    /// ```
    /// let extractor = konzern::Extractor::default();
    /// let explained = extractor.explain("Der Konzern Walmart wächst.");
    /// let why = &explained[0];
    /// assert_eq!(why.entity.text, "Walmart");
    /// assert!(why.evidence.iter().any(|e| e.name == "entry:company" && e.weight > 0));
    /// ```
    pub fn explain<'a>(&'a self, text: &'a str) -> Vec<Explanation<'a>> {
        let mut explanations = Vec::new();
        self.explain_with(text, None, &mut Scratch::default(), &mut explanations);
        explanations
    }

    /// The same as [`extract_with`](Extractor::extract_with) does it: with buffers that are reused, and a language that
    /// goes before that of the settings. Appends to `explanations`; gives back the language in which the text was read.
    pub fn explain_with<'a>(
        &'a self,
        text: &'a str,
        language: Option<Language>,
        scratch: &mut Scratch,
        explanations: &mut Vec<Explanation<'a>>,
    ) -> Language {
        // Names are looked for in any case: an amount is to tell which of them it beat.
        let tools = self.tools();
        self.winners(&tools, text, language, scratch, |scratch, origin, block, language| {
            let context = scratch.context(&tools, block, language);
            for &winner in &scratch.winners {
                if let Some(entity) = self.entity(text, origin, &context, scratch, winner) {
                    let evidence = evidence_of(&tools, scratch, &context, winner);
                    let beaten = beaten_by(scratch, winner, origin);
                    explanations.push(Explanation { entity, evidence, beaten });
                }
            }
        })
    }
}

fn beaten_by(scratch: &Scratch, winner: Claim, origin: Origin<'_>) -> Vec<Beaten> {
    // A name inside of another beats nothing that contains it.
    let won = |claim: &Claim| scratch.winners.iter().any(|winner| winner.source.is_same(claim.source));
    let lost = |claim: &&Claim| claim.weight > 0 && claim.span.overlaps(winner.span) && !won(claim);
    let mut beaten: Vec<Beaten> = scratch
        .claims
        .iter()
        .filter(lost)
        .map(|claim| Beaten {
            span: origin.span(claim.span),
            kind: Cow::Borrowed(match claim.source {
                Source::Money(_) => "money",
                Source::Rule(_) => "rule",
                Source::Candidate(lane, _) => LANE_NAMES.get(usize::from(lane)).copied().unwrap_or_default(),
            }),
            weight: claim.weight,
        })
        .collect();
    beaten.sort_by_key(|claim| std::cmp::Reverse(claim.weight));
    beaten
}

/// The evidence of a winner in its lane, and what the memory of the document added.
fn evidence_of(tools: &Tools<'_>, scratch: &Scratch, context: &Context<'_>, winner: Claim) -> Vec<Evidence> {
    let mut evidence = match winner.source {
        Source::Candidate(lane, index) => {
            let Some(candidate) = scratch.candidates.list.get(index as usize) else { return Vec::new() };
            let mut list = Weighed { context, tools, lane: usize::from(lane), evidence: Vec::new() };
            observe(
                context,
                tools.spans(context.language),
                candidate,
                scratch.candidates.matches(candidate),
                &mut list,
            );
            list.evidence
        }
        Source::Money(number) => {
            let rule = scratch.money.get(number as usize).map_or("", |found| found.rule.name());
            vec![Evidence::new(Where::Span, rule, winner.weight)]
        }
        Source::Rule(_) => Vec::new(),
    };
    let bonds = bonds_of(scratch, context.text, winner);
    let alone = winner.weight - bonds.iter().map(|e| e.weight).sum::<i32>();
    let rest = alone - evidence.iter().map(|e| e.weight).sum::<i32>();
    evidence.extend(bonds);
    if rest != 0 {
        let as_candidate = |lane: u8, index: u32| {
            let candidate = scratch.candidates.list.get(index as usize)?;
            candidate.scores.get(usize::from(lane)).copied()
        };
        let name = match winner.source {
            Source::Rule(_) => "rule",
            Source::Candidate(lane, index) if as_candidate(lane, index) != Some(alone) => "nested",
            _ => "memory",
        };
        evidence.push(Evidence::new(Where::Span, name, rest));
    }
    evidence.sort_by_key(|e| std::cmp::Reverse(e.weight.abs()));
    evidence
}

/// The links between a winner and its neighbours.
fn bonds_of(scratch: &Scratch, block: &str, winner: Claim) -> Vec<Evidence> {
    let seen_from = |bond: &Bond| {
        let [before, after] = bond.sources;
        let (names, other) = match winner.source {
            source if source == after => (AFTER, before),
            source if source == before => (BEFORE, after),
            _ => return None,
        };
        let place = Cow::Borrowed(*names.get(other.lane()?)?);
        Some(Evidence { place, name: gap_name(bond.gap.of(block))?, weight: bond.weight })
    };
    scratch.resolver.bonds.iter().filter_map(seen_from).collect()
}

/// Lists evidence with its weights in one lane. What weighs nothing is left out.
struct Weighed<'a> {
    context: &'a Context<'a>,
    tools: &'a Tools<'a>,
    lane: usize,
    evidence: Vec<Evidence>,
}

impl Weighed<'_> {
    fn add(&mut self, place: Where, name: &str, weights: Sum) {
        let weight = weights.lanes().get(self.lane).copied().unwrap_or(0);
        if weight != 0 {
            self.evidence.push(Evidence::new(place, name, weight));
        }
    }
}

impl Sink for Weighed<'_> {
    fn profile(&mut self, place: Where, profile: Profile) {
        let (lexicon, language) = (self.context.lexicon, self.context.language);
        for (name, weights) in lexicon.weighed_evidence(language, place, profile) {
            self.add(place, name, weights);
        }
    }

    fn code(&mut self, code: Code) {
        self.add(Where::Span, &code.name(), self.context.lexicon.code_weights(self.context.language, code));
    }

    fn fact(&mut self, fact: Fact) {
        self.add(Where::Span, fact.name(), self.tools.spans(self.context.language).fact(fact));
    }

    fn entry(&mut self, class: u16, needs_cue: bool) {
        let class_name = self.context.gazetteers.first().map_or("", |gazetteer| gazetteer.class_name(class));
        let weights = self.tools.spans(self.context.language).entry(class, needs_cue);
        self.add(Where::Span, &entry_evidence(class_name, needs_cue), weights);
    }
}
