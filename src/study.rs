//! A look inside: all candidates of a text with their evidence. For programs that explain, or fit the weights; what an
//! application needs is in [`Extractor`]. What is shown here are the insides of this version: another one may show others.
//! Lanes, profiles and the other words of the trade are explained in docs/ARCHITECTURE.md.

use crate::block::blocks;
use crate::candidate::{Context, makes_parts};
use crate::evidence::{AFTER, Code, Fact, LANE_NAMES, LANES, Where};
use crate::extractor::Extractor;
use crate::fold::fold;
use crate::language::Language;
use crate::lexicon::Profile;
use crate::link::gap_name;
use crate::pipeline::Scratch;
use crate::reference::Decoded;
use crate::score::{Sink, entry_evidence, may_be_derived, observe};
use crate::span::Span;
use std::time::{Duration, Instant};

/// The names of the lanes: what a candidate can turn out to be.
pub const LANES_BY_NAME: [&str; LANES] = LANE_NAMES;

/// The longest gap that is looked at between two candidates, in bytes.
pub const LONGEST_GAP: usize = crate::link::LONGEST_GAP;

/// Where the weights of what stands between two names are written, by the lane of the name before.
pub const AFTER_BY_NAME: [&str; LANES] = AFTER;

/// A span that may be an entity, with all that speaks for and against it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Study {
    /// Bytes of the text.
    pub span: Span,
    /// True for a name that is a part of a compound.
    pub part: bool,
    /// The lanes that are possible.
    pub lanes: [bool; LANES],
    /// What it must score to win in a lane, in hundredths: more than this.
    pub least: i32,
    /// The score in each lane, in hundredths.
    pub scores: [i32; LANES],
    /// Where, and what.
    pub evidence: Vec<(&'static str, String)>,
    /// The folded words, by place, for evidence that is the word itself.
    pub words: Vec<(&'static str, String)>,
}

/// All candidates of a text with their evidence, before resolution.
pub fn candidates(extractor: &Extractor, text: &str, language: Language) -> Vec<Study> {
    let mut out = Vec::new();
    let tools = extractor.tools();
    let (mut scratch, mut decoded) = (Scratch::default(), Decoded::default());
    for (start, block) in blocks(text) {
        let (block, origin) = decoded.read(start, block);
        scratch.read(&tools, block, Some(language));
        // What cannot win must be seen by who fits the weights.
        scratch.propose(&tools, block, language, false);
        let context = scratch.context(&tools, block, language);
        for candidate in &scratch.candidates.list {
            let matches = scratch.candidates.matches(candidate);
            let mut list = List { context: &context, evidence: Vec::new() };
            observe(&context, tools.spans(language), candidate, matches, &mut list);
            let inside = candidate.inside.is_some();
            out.push(Study {
                span: origin.span(candidate.span(&context)),
                part: inside && makes_parts(language),
                lanes: [true, true, true, may_be_derived(&context, candidate, matches)],
                least: candidate.least(),
                scores: candidate.scores,
                evidence: list.evidence,
                words: if inside { Vec::new() } else { words_of(&context, candidate.first, candidate.last) },
            });
        }
    }
    out
}

/// The name in the tables of the text between two neighbouring names; `None` when it is too long to speak of them. Its weights
/// stand at the places `after organization` and so on ([`AFTER_BY_NAME`]), by the lane of the name before.
pub fn gap(between: &str) -> Option<String> {
    gap_name(between)
}

/// How long each stage takes over a text, in the order of the stages: tokens, words, candidates with their scores, money,
/// resolution with the memory of the document.
pub fn stages(extractor: &Extractor, text: &str, language: Language) -> [(&'static str, Duration); 5] {
    let tools = extractor.tools();
    let (mut scratch, mut decoded) = (Scratch::default(), Decoded::default());
    let mut times = [Duration::ZERO; Scratch::STAGES.len()];
    scratch.begin_document();
    for (start, block) in blocks(text) {
        let (block, _) = decoded.read(start, block);
        for ((_, run), time) in Scratch::STAGES.iter().zip(&mut times) {
            let begin = Instant::now();
            run(&mut scratch, &tools, block, language);
            *time += begin.elapsed();
        }
    }
    std::array::from_fn(|stage| (Scratch::STAGES[stage].0, times[stage]))
}

/// Lists evidence by name.
struct List<'a> {
    context: &'a Context<'a>,
    evidence: Vec<(&'static str, String)>,
}

impl Sink for List<'_> {
    fn profile(&mut self, place: Where, profile: Profile) {
        // Words that count by themselves are listed apart, whether the shipped table has weights for them or not. Of words
        // farther off only classes count, not what was counted of the word.
        let counted = |name: &str| {
            let after_code = |language: Language| name.strip_prefix(language.code());
            let statistic =
                Language::EACH.into_iter().filter_map(after_code).any(|rest| rest.starts_with('.'));
            statistic || name.starts_with("suffix:")
        };
        let left_out = |name: &str| name.starts_with("word:") || !place.is_near() && counted(name);
        let names = self.context.lexicon.evidence(profile).filter(|name| !left_out(name));
        self.evidence.extend(names.map(|name| (place.name(), name.to_owned())));
    }

    fn code(&mut self, code: Code) {
        self.evidence.push((Where::Span.name(), code.name()));
    }

    fn fact(&mut self, fact: Fact) {
        self.evidence.push((Where::Span.name(), fact.name().to_owned()));
    }

    fn entry(&mut self, class: u16, needs_cue: bool) {
        let class = self.context.gazetteers.first().map_or("", |gazetteer| gazetteer.class_name(class));
        self.evidence.push((Where::Span.name(), entry_evidence(class, needs_cue)));
    }
}

/// The words at each place around and in a candidate.
fn words_of(context: &Context<'_>, first: u32, last: u32) -> Vec<(&'static str, String)> {
    let (first, last) = (first as usize, last as usize);
    let mut places = Vec::new();
    if first == last {
        places.push((Where::Single, first));
    } else {
        places.push((Where::First, first));
        places.extend((first + 1..last).map(|index| (Where::Inner, index)));
        places.push((Where::Last, last));
    }
    for (place, offset) in [(Where::Before1, 1), (Where::Before2, 2)] {
        places.extend(first.checked_sub(offset).map(|index| (place, index)));
    }
    for (place, offset) in [(Where::After1, 1), (Where::After2, 2)] {
        places.push((place, last + offset));
    }
    places
        .into_iter()
        .filter_map(|(place, index)| {
            let token = context.token(index)?;
            Some((place.name(), fold(token.bare(context.text))))
        })
        .collect()
}
