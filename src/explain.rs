//! Explanations: for each entity all the evidence that spoke for it, with its weight, and the claims that it beat.
//!
//! Nothing is decided here; the stages run as always, and the evidence is listed by the code that summed it.

use crate::candidate::Context;
use crate::entity::Entity;
use crate::evidence::{Code, Fact, LANE_NAMES, Sum, Where};
use crate::extractor::Extractor;
use crate::language::Language;
use crate::lexicon::Profile;
use crate::pipeline::{Scratch, Tools};
use crate::resolve::{Claim, Source};
use crate::score::{Sink, entry_evidence, observe};
use crate::span::Span;

/// Why an entity was reported.
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    /// The entity.
    pub entity: Entity<'a>,
    /// What spoke for it, and against it, the weightiest first. The sum of the weights is its score.
    pub evidence: Vec<Evidence>,
    /// The claims that overlap it and lost, the weightiest first.
    pub beaten: Vec<Beaten>,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Where it was seen, from the entity: "before1", "single", "span".
    pub place: &'static str,
    /// What was seen: "cue:role", "entry:company".
    pub name: String,
    /// What it weighs, in hundredths.
    pub weight: i32,
}

/// A claim that lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beaten {
    /// Bytes of the text.
    pub span: Span,
    /// What it claimed: "organization", "person", "place", "derived", "money" or "rule".
    pub kind: &'static str,
    /// Its score, in hundredths.
    pub weight: i32,
}

impl Extractor {
    /// Finds the entities of a text as [`extract`](Extractor::extract) does, and tells for each why it won.
    ///
    /// ```
    /// let extractor = konzern::Extractor::builder().build()?;
    /// let explained = extractor.explain("Der Konzern Walmart wächst.");
    /// let why = &explained[0];
    /// assert_eq!(why.entity.text, "Walmart");
    /// assert!(why.evidence.iter().any(|e| e.name == "entry:company" && e.weight > 0));
    /// # Ok::<(), konzern::Error>(())
    /// ```
    pub fn explain<'a>(&'a self, text: &'a str) -> Vec<Explanation<'a>> {
        let tools = self.tools();
        let mut explanations = Vec::new();
        Scratch::default().read_document(&tools, text, self.language(), |scratch, start, block, language| {
            for &winner in &scratch.winners {
                if let Some(entity) = self.entity(text, start, language, scratch, winner) {
                    let evidence = evidence_of(&tools, scratch, block, language, winner);
                    let beaten = beaten_by(scratch, winner, start);
                    explanations.push(Explanation { entity, evidence, beaten });
                }
            }
        });
        explanations
    }
}

fn beaten_by(scratch: &Scratch, winner: Claim, start: usize) -> Vec<Beaten> {
    let lost = |claim: &&Claim| claim.source != winner.source && claim.span.overlaps(winner.span);
    let mut beaten: Vec<Beaten> = scratch
        .claims
        .iter()
        .filter(lost)
        .map(|claim| Beaten {
            span: Span::new(start + claim.span.start, start + claim.span.end),
            kind: match claim.source {
                Source::Money(_) => "money",
                Source::Rule(_) => "rule",
                Source::Candidate(lane, _) => LANE_NAMES.get(usize::from(lane)).copied().unwrap_or_default(),
            },
            weight: claim.weight,
        })
        .collect();
    beaten.sort_by_key(|claim| std::cmp::Reverse(claim.weight));
    beaten
}

/// The evidence of a winner in its lane, and what the memory of the document added.
fn evidence_of(
    tools: &Tools<'_>,
    scratch: &Scratch,
    block: &str,
    language: Language,
    winner: Claim,
) -> Vec<Evidence> {
    let context = scratch.context(tools, block, language);
    let mut evidence = match winner.source {
        Source::Candidate(lane, index) => {
            let Some(candidate) = scratch.candidates.list.get(index as usize) else { return Vec::new() };
            let mut list =
                Weighed { context: &context, tools, lane: usize::from(lane), evidence: Vec::new() };
            observe(
                &context,
                tools.spans(language),
                candidate,
                scratch.candidates.matches(candidate),
                &mut list,
            );
            list.evidence
        }
        Source::Money(number) => {
            let rule = scratch.money.get(number as usize).map_or("", |found| found.rule);
            vec![Evidence { place: Where::Span.name(), name: rule.to_owned(), weight: winner.weight }]
        }
        Source::Rule(_) => Vec::new(),
    };
    let rest = winner.weight - evidence.iter().map(|e| e.weight).sum::<i32>();
    if rest != 0 {
        let name = if matches!(winner.source, Source::Rule(_)) { "rule" } else { "memory" };
        evidence.push(Evidence { place: Where::Span.name(), name: name.to_owned(), weight: rest });
    }
    evidence.sort_by_key(|e| std::cmp::Reverse(e.weight.abs()));
    evidence
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
            self.evidence.push(Evidence { place: place.name(), name: name.to_owned(), weight });
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
