//! The extractor: puts the stages together. Text → tokens → candidates → resolution → memory → entities.
//!
//! Each stage lives in its own module; here is only their order, what the user can set, and the shared defaults.

use crate::annotate::{Word, annotate};
use crate::block::blocks;
use crate::candidate::{Candidate, Candidates, Context};
use crate::entity::Entity;
use crate::error::Error;
use crate::evidence::{DERIVED, LANES};
use crate::fold::hash_step;
use crate::gazetteer::Gazetteer;
use crate::image::{Bytes, Image};
use crate::kind::{Form, Kind};
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::memory::Memory;
use crate::resolve::{Claim, Resolver};
use crate::score::{SpanWeights, score_all};
use crate::span::Span;
use crate::token::{Marks, Token, tokenize};
use once_cell::sync::Lazy;
use std::sync::Arc;

/// The compiled tables that come with the crate.
static IMAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/konzern.img"));

/// The shipped lexicon and gazetteer, opened at the first use.
struct Shipped {
    lexicon: Lexicon,
    gazetteer: Gazetteer,
    spans: [SpanWeights; Language::ALL.len()],
}

static SHIPPED: Lazy<Arc<Shipped>> = Lazy::new(|| {
    // The image is made by the build script of this very crate; a test opens it with its checksum.
    let image = Image::open(Bytes::Static(IMAGE), false).unwrap_or_else(|_| Image::empty());
    let lexicon = Lexicon::from_image(&image);
    let gazetteer = Gazetteer::from_image(image);
    let classes: Vec<String> =
        (0..gazetteer.class_count()).map(|class| gazetteer.class_name(class as u16).to_owned()).collect();
    let spans = Language::ALL.map(|language| SpanWeights::new(&lexicon, &classes, language));
    Arc::new(Shipped { lexicon, gazetteer, spans })
});

static DEFAULT: Lazy<Extractor> = Lazy::new(|| Extractor::with(Settings::default()));

/// Finds organisations, people, places and money in `text` with the default settings.
///
/// ```
/// let found = konzern::extract("Walmart bietet mit Microsoft für Tiktok.");
/// let names: Vec<&str> = found.iter().map(|entity| entity.text).collect();
/// assert_eq!(names, ["Walmart", "Microsoft", "Tiktok"]);
/// ```
pub fn extract(text: &str) -> Vec<Entity<'_>> {
    DEFAULT.extract(text)
}

/// What a user can set.
#[derive(Clone, Default)]
struct Settings {
    language: Option<Language>,
    kinds: Option<Vec<Kind>>,
    gazetteers: Vec<Gazetteer>,
    denied: Vec<u64>,
    min_score: f32,
    nested: bool,
}

/// Finds entities. Made once, used for any number of texts, from any number of threads.
pub struct Extractor {
    shipped: Arc<Shipped>,
    /// The shipped gazetteer first.
    gazetteers: Vec<Gazetteer>,
    settings: Settings,
}

/// Settings of an [`Extractor`].
#[derive(Clone, Default)]
pub struct ExtractorBuilder {
    settings: Settings,
    denied: Vec<String>,
}

impl ExtractorBuilder {
    /// Takes all texts to be in this language, instead of finding it out for each.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.settings.language = Some(language);
        self
    }

    /// Reports only these kinds. The others still compete: a name of a place does not become a person because places are
    /// not asked for.
    #[must_use]
    pub fn kinds(mut self, kinds: impl IntoIterator<Item = Kind>) -> Self {
        self.settings.kinds = Some(kinds.into_iter().collect());
        self
    }

    /// Adds a gazetteer of the user's own.
    #[must_use]
    pub fn gazetteer(mut self, gazetteer: Gazetteer) -> Self {
        self.settings.gazetteers.push(gazetteer);
        self
    }

    /// Never reports this name, in whatever case, when it stands alone.
    #[must_use]
    pub fn deny(mut self, name: impl Into<String>) -> Self {
        self.denied.push(name.into());
        self
    }

    /// Reports only entities with at least this score, from 0 to 1.
    #[must_use]
    pub fn min_score(mut self, score: f32) -> Self {
        self.settings.min_score = score;
        self
    }

    /// Reports names inside of other names as well, after the outer ones: "München" in "FC Bayern München".
    #[must_use]
    pub fn nested(mut self, nested: bool) -> Self {
        self.settings.nested = nested;
        self
    }

    /// The extractor.
    ///
    /// # Errors
    /// When a setting makes no sense: a score outside 0 to 1, more than 200 gazetteers, an empty denied name.
    pub fn build(mut self) -> Result<Extractor, Error> {
        let score = self.settings.min_score;
        if !(0.0..=1.0).contains(&score) {
            return Err(Error::new(format!("minimum score \"{score}\", expected a number from 0 to 1")));
        }
        if self.settings.gazetteers.len() > 200 {
            return Err(Error::new(format!("{} gazetteers, expected at most 200", self.settings.gazetteers.len())));
        }
        for name in &self.denied {
            let key = denied_key(name);
            self.settings.denied.push(
                key.ok_or_else(|| Error::new(format!("denied name \"{name}\" has no word, expected a name")))?,
            );
        }
        Ok(Extractor::with(self.settings))
    }
}

/// The key that a candidate with this text has.
fn denied_key(name: &str) -> Option<u64> {
    let mut tokens = Vec::new();
    tokenize(name, &mut tokens);
    match tokens.as_slice() {
        [] => None,
        [only] => Some(only.hash),
        [init @ .., last] => {
            let key = init.iter().fold(0, |key, token| hash_step(key as u32, token.hash));
            Some(hash_step(key as u32, last.hash))
        }
    }
}

/// Buffers of an extraction, to be reused from text to text.
#[derive(Default)]
pub struct Scratch {
    tokens: Vec<Token>,
    words: Vec<Word>,
    candidates: Candidates,
    claims: Vec<Claim>,
    winners: Vec<Claim>,
    resolver: Resolver,
    memory: Memory,
    key: String,
}

/// A claim of a candidate: its number, and the lane.
fn claim_number(candidate: usize, lane: usize) -> u32 {
    (candidate * LANES + lane) as u32
}

impl Extractor {
    /// Begins the settings of an extractor.
    pub fn builder() -> ExtractorBuilder {
        ExtractorBuilder::default()
    }

    fn with(settings: Settings) -> Self {
        let shipped = Arc::clone(&SHIPPED);
        let mut gazetteers = vec![shipped.gazetteer.clone()];
        gazetteers.extend(settings.gazetteers.iter().cloned());
        Self { shipped, gazetteers, settings }
    }

    /// Finds the entities of a text, in its order.
    pub fn extract<'a>(&'a self, text: &'a str) -> Vec<Entity<'a>> {
        let mut entities = Vec::new();
        self.extract_with(text, None, &mut Scratch::default(), &mut entities);
        entities
    }

    /// The same with buffers that are reused, and with a language that goes before that of the settings. Appends to
    /// `entities`; gives back the language in which the text was read.
    pub fn extract_with<'a>(
        &'a self,
        text: &'a str,
        language: Option<Language>,
        scratch: &mut Scratch,
        entities: &mut Vec<Entity<'a>>,
    ) -> Language {
        scratch.memory.clear();
        let mut language = language.or(self.settings.language);
        for (start, block) in blocks(text) {
            scratch.tokens.clear();
            tokenize(block, &mut scratch.tokens);
            annotate(&self.shipped.lexicon, block, &mut scratch.tokens, &mut scratch.words, &mut scratch.key);
            let language = *language.get_or_insert_with(|| detect(block, &scratch.words));
            let mut candidates = std::mem::take(&mut scratch.candidates);
            let context = Context {
                lexicon: &self.shipped.lexicon,
                gazetteers: &self.gazetteers,
                language,
                text: block,
                tokens: &scratch.tokens,
                words: &scratch.words,
            };
            candidates.collect(&context);
            score_all(&context, self.spans(language), &mut candidates);
            for candidate in &mut candidates.list {
                if self.settings.denied.contains(&candidate.key) {
                    candidate.scores = [crate::score::NEVER; LANES];
                }
            }
            let resolver = &mut scratch.resolver;
            let (claims, winners) = (&mut scratch.claims, &mut scratch.winners);
            claim_all(&context, &candidates, claims);
            winners.clear();
            resolver.resolve(claims, winners);
            if remember(&context, self.spans(language), &mut candidates, winners, &mut scratch.memory) {
                claim_all(&context, &candidates, claims);
                winners.clear();
                resolver.resolve(claims, winners);
            }
            for winner in winners.iter() {
                self.report(&context, text, start, &candidates, *winner, entities);
            }
            scratch.candidates = candidates;
        }
        language.unwrap_or(Language::De)
    }

    fn spans(&self, language: Language) -> &SpanWeights {
        let [german, english] = &self.shipped.spans;
        match language {
            Language::De => german,
            Language::En => english,
        }
    }

    /// Turns a winner into an entity.
    fn report<'a>(
        &'a self,
        context: &Context<'_>,
        text: &'a str,
        block: usize,
        candidates: &Candidates,
        winner: Claim,
        entities: &mut Vec<Entity<'a>>,
    ) {
        let (index, lane) = (winner.number as usize / LANES, winner.number as usize % LANES);
        let Some(candidate) = candidates.list.get(index) else { return };
        let (kind, form) = kind_of(candidate, lane);
        let score = probability(winner.weight);
        if score < self.settings.min_score || !self.settings.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind)) {
            return;
        }
        let span = Span::new(block + winner.span.start, block + winner.span.end);
        let found = candidates
            .matches(candidate)
            .iter()
            .filter(|found| found.alias.kind == kind && found.alias.entry != crate::gazetteer::build::NO_ENTRY)
            .max_by_key(|found| (found.gazetteer, std::cmp::Reverse(found.alias.entry)));
        let entry = found.and_then(|found| {
            self.gazetteers.get(usize::from(found.gazetteer)).map(|gazetteer| gazetteer.entry(found.alias.entry))
        });
        let _ = context;
        entities.push(Entity {
            span,
            text: span.of(text),
            kind,
            form,
            entry,
            class: entry.map(|entry| entry.class()),
            score,
            rule: None,
        });
    }
}

/// The logistic curve over a score in hundredths.
fn probability(weight: i32) -> f32 {
    1.0 / (1.0 + (-(weight as f32) / 100.0).exp())
}

fn kind_of(candidate: &Candidate, lane: usize) -> (Kind, Form) {
    let form = match candidate.inside {
        Some(_) => Form::Part,
        None if lane == DERIVED => Form::Derived,
        None => Form::Name,
    };
    let kind = [Kind::Organization, Kind::Person].get(lane).copied().unwrap_or(Kind::Place);
    (kind, form)
}

/// The bytes of a candidate in its block. In German a genitive after an apostrophe belongs to the name ("Adidas'",
/// "Andrea's"), in English it does not.
pub(crate) fn span_of(context: &Context<'_>, candidate: &Candidate) -> Span {
    if let Some(inside) = candidate.inside {
        return Span::new(inside.start as usize, inside.end as usize);
    }
    let last = candidate.last as usize;
    let (Some(first), Some(token)) = (context.token(candidate.first as usize), context.token(last)) else {
        return Span::new(0, 0);
    };
    let mut end = token.end as usize;
    if context.language == Language::De
        && let Some(next) = context.token(last + 1).filter(|next| next.start == token.end)
    {
        let sibilant = token.text(context.text).ends_with(['s', 'x', 'z', 'ß', 'S', 'X', 'Z']);
        let closes_quote = context
            .tokens
            .get(..candidate.first as usize)
            .unwrap_or_default()
            .iter()
            .rev()
            .take(12)
            .any(|token| matches!(token.text(context.text), "'" | "‘" | "‚"));
        let apostrophe = matches!(next.text(context.text), "'" | "’") && sibilant && !closes_quote;
        if apostrophe || next.shape == crate::token::Shape::Clitic {
            end = next.end as usize;
        }
    }
    Span::new(first.start as usize, end)
}

/// One claim for the best lane of each candidate.
fn claim_all(context: &Context<'_>, candidates: &Candidates, claims: &mut Vec<Claim>) {
    claims.clear();
    for (index, candidate) in candidates.list.iter().enumerate() {
        let best = candidate.scores.iter().enumerate().max_by_key(|(lane, score)| (**score, LANES - lane));
        if let Some((lane, &weight)) = best.filter(|(_, score)| **score > 0) {
            let span = span_of(context, candidate);
            claims.push(Claim { span, weight, rank: lane as u8, number: claim_number(index, lane) });
        }
    }
}

/// Remembers the winners, and adds to each candidate what the memory knows of it. True when a score changed.
fn remember(
    context: &Context<'_>,
    spans: &SpanWeights,
    candidates: &mut Candidates,
    winners: &[Claim],
    memory: &mut Memory,
) -> bool {
    for winner in winners {
        let (index, lane) = (winner.number as usize / LANES, winner.number as usize % LANES);
        if let Some(candidate) = candidates.list.get(index) {
            memory.learn(context, candidate, lane, winner.weight);
        }
    }
    if memory.is_empty() {
        return false;
    }
    let mut changed = false;
    for candidate in &mut candidates.list {
        if let Some(fact) = memory.recall(candidate) {
            for (score, weight) in candidate.scores.iter_mut().zip(spans.fact(fact)) {
                *score += i32::from(weight);
            }
            changed = true;
        }
    }
    changed
}

/// German or English, by the votes of the commonest words.
fn detect(text: &str, words: &[Word]) -> Language {
    use crate::lexicon::Traits;
    let votes = |traits: Traits| words.iter().take(2000).filter(|word| word.traits.has(traits)).count();
    let (german, english) = (votes(Traits::GERMAN), votes(Traits::ENGLISH));
    if german == english && !text.contains(['ä', 'ö', 'ü', 'ß', 'Ä', 'Ö', 'Ü']) && english > 0 {
        return Language::En;
    }
    if english > german { Language::En } else { Language::De }
}

/// A block with all its candidates and their evidence, for fitting weights.
pub(crate) fn study_block(
    extractor: &Extractor,
    block: &str,
    language: Language,
    mut visit: impl FnMut(&Context<'_>, &SpanWeights, &Candidates),
) {
    let mut tokens = Vec::new();
    let mut words = Vec::new();
    tokenize(block, &mut tokens);
    annotate(&extractor.shipped.lexicon, block, &mut tokens, &mut words, &mut String::new());
    let context = Context {
        lexicon: &extractor.shipped.lexicon,
        gazetteers: &extractor.gazetteers,
        language,
        text: block,
        tokens: &tokens,
        words: &words,
    };
    let mut candidates = Candidates::default();
    candidates.collect(&context);
    score_all(&context, extractor.spans(language), &mut candidates);
    let _ = Marks::BLOCK;
    visit(&context, extractor.spans(language), &candidates);
}
