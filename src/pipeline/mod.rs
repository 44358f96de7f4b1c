//! The way of a block of text through the stages: tokens → candidates → resolution → memory → winners.
//!
//! Each stage lives in its own module; here is only their order. Names inside of names are looked for in `nest`, if they are
//! wanted. What the user can set is in `extractor`.

mod gaps;
mod nest;

use crate::annotate::{Vocabulary, Words, detect, has_words, mark_code, mark_sentences};
use crate::block::blocks;
use crate::buffer::held;
use crate::candidate::{Candidate, Candidates, Context, Match, Pieces};
use crate::evidence::Fact;
use crate::gazetteer::Gazetteer;
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::memory::Memory;
use crate::money;
use crate::reference::{Decoded, Origin};
use crate::resolve::{Claim, Resolver, Source};
use crate::rule::{self, Claimed, Claims, Rule};
use crate::score::{Patterns, SpanWeights, score_own, score_surroundings};
use crate::span::Span;
use crate::token::{Token, tokenize_with};
use gaps::Gaps;
use std::fmt;
use std::sync::Arc;

/// What stays the same from text to text.
pub(crate) struct Tools<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) money: &'a money::Lexicon,
    pub(crate) spans: &'a [SpanWeights; Language::ALL.len()],
    pub(crate) gazetteers: &'a [Gazetteer],
    pub(crate) rules: &'a [Arc<dyn Rule>],
    /// Whether names are looked for at all, not only amounts of money.
    pub(crate) names: bool,
}

impl Tools<'_> {
    pub(crate) fn spans(&self, language: Language) -> &SpanWeights {
        let [german, english] = self.spans;
        match language {
            Language::De => german,
            Language::En => english,
        }
    }
}

/// Buffers of an extraction, to be reused from text to text. One belongs to one thread at a time: it may be sent to another, but
/// not be shared with it (`Send`, not `Sync`).
#[derive(Default)]
pub struct Scratch {
    pub(crate) tokens: Vec<Token>,
    pub(crate) words: Words,
    pub(crate) candidates: Candidates,
    patterns: Patterns,
    pub(crate) money: Vec<money::Found>,
    pub(crate) rule_claims: Claims,
    pub(crate) claims: Vec<Claim>,
    pub(crate) winners: Vec<Claim>,
    gaps: Gaps,
    pub(crate) resolver: Resolver,
    pub(crate) memory: Memory,
    /// The block at hand, where it has character references.
    decoded: Decoded,
    /// Buffer for folded keys.
    key: String,
}

/// One stage of the way of a block.
type Stage = fn(&mut Scratch, &Tools<'_>, &str, Language);

impl fmt::Debug for Scratch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scratch").field("bytes", &self.size()).finish_non_exhaustive()
    }
}

impl Scratch {
    /// The bytes that its buffers hold. They grow with the longest block that was read, which is at most 64 KB, and with
    /// the number of different names in a document; not with the length of texts.
    pub fn size(&self) -> usize {
        held(&self.tokens)
            + self.words.size()
            + self.candidates.size()
            + self.patterns.size()
            + held(&self.money)
            + held(&self.rule_claims.list)
            + held(&self.claims)
            + held(&self.winners)
            + self.gaps.size()
            + self.resolver.size()
            + self.memory.size()
            + self.decoded.size()
    }

    /// Forgets the document before.
    pub(crate) fn begin_document(&mut self) {
        self.memory.clear();
    }

    /// Reads a document and decides it block by block; `visit` is called after each, with where it stands, its text as it was
    /// read and its language. Without a language the first block with words tells it. Gives back the language.
    pub(crate) fn read_document(
        &mut self,
        tools: &Tools<'_>,
        text: &str,
        mut language: Option<Language>,
        mut visit: impl FnMut(&mut Self, Origin<'_>, &str, Language),
    ) -> Language {
        self.begin_document();
        let mut decoded = std::mem::take(&mut self.decoded);
        let mut last = None;
        for (start, block) in blocks(text) {
            let (block, origin) = decoded.read(start, block);
            let known = self.read(tools, block, language);
            // A page may begin with much that is no text.
            if has_words(&self.tokens) {
                language = Some(known);
            }
            last = Some(known);
            self.decide(tools, block, known);
            visit(self, origin, block, known);
        }
        self.decoded = decoded;
        language.or(last).unwrap_or(Language::De)
    }

    /// Tokens and words of a block. Gives back the language: the one given, or the one found out.
    pub(crate) fn read(&mut self, tools: &Tools<'_>, block: &str, language: Option<Language>) -> Language {
        self.tokenize(tools, block);
        self.annotate(tools, block);
        language.unwrap_or_else(|| detect(tools.lexicon, block, &self.tokens, &self.words))
    }

    fn tokenize(&mut self, tools: &Tools<'_>, block: &str) {
        self.tokens.clear();
        let own = tools.gazetteers.get(1..).unwrap_or_default();
        let vocabulary = Vocabulary { lexicon: tools.lexicon, own, text: block, key: &mut self.key };
        tokenize_with(block, &mut self.tokens, vocabulary);
    }

    fn annotate(&mut self, tools: &Tools<'_>, block: &str) {
        mark_sentences(tools.lexicon, block, &mut self.tokens);
        mark_code(block, &mut self.tokens);
        self.words.clear(self.tokens.len());
        if tools.names {
            self.words.begin(tools.lexicon, block, &self.tokens);
        }
    }

    pub(crate) fn context<'s>(
        &'s self,
        tools: &'s Tools<'_>,
        block: &'s str,
        language: Language,
    ) -> Context<'s> {
        Context {
            lexicon: tools.lexicon,
            gazetteers: tools.gazetteers,
            language,
            text: block,
            tokens: &self.tokens,
            words: &self.words,
        }
    }

    /// Candidates with their scores, before resolution; with `prune`, without those that cannot win.
    pub(crate) fn propose(&mut self, tools: &Tools<'_>, block: &str, language: Language, prune: bool) {
        let mut candidates = std::mem::take(&mut self.candidates);
        let mut patterns = std::mem::take(&mut self.patterns);
        let (context, spans) = (self.context(tools, block, language), tools.spans(language));
        candidates.collect(
            &context,
            prune,
            |candidate: &mut Candidate, matches: &[Match], pieces: Option<Pieces<'_>>| {
                score_own(&context, spans, candidate, matches, pieces, prune)
            },
        );
        score_surroundings(&context, spans, &mut candidates, &mut patterns);
        (self.candidates, self.patterns) = (candidates, patterns);
    }

    /// The winners of a block that has been [`read`](Self::read), in [`winners`](Self::winners).
    fn decide(&mut self, tools: &Tools<'_>, block: &str, language: Language) {
        self.propose(tools, block, language, true);
        self.find_money(tools, block, language);
        self.settle(tools, block, language);
    }

    /// The stages of the way of a block, for those who measure them.
    pub(crate) const STAGES: [(&str, Stage); 5] = [
        ("tokens", |scratch, tools, block, _| scratch.tokenize(tools, block)),
        ("words", |scratch, tools, block, _| scratch.annotate(tools, block)),
        ("candidates and scores", |scratch, tools, block, language| {
            scratch.propose(tools, block, language, true)
        }),
        ("money", Scratch::find_money),
        ("resolution and memory", Scratch::settle),
    ];

    fn find_money(&mut self, tools: &Tools<'_>, block: &str, language: Language) {
        money::find(tools.money, block, &self.tokens, language, &mut self.money);
    }

    /// Resolution and memory.
    fn settle(&mut self, tools: &Tools<'_>, block: &str, language: Language) {
        self.apply_rules(tools, block, language);
        self.gaps.clear();
        self.resolve(tools, block, language);
        if self.remember(tools, block, language) {
            self.resolve(tools, block, language);
        }
    }

    fn apply_rules(&mut self, tools: &Tools<'_>, block: &str, language: Language) {
        self.rule_claims.list.clear();
        let seen = rule::Block { text: block, language, tokens: &self.tokens };
        for (number, rule) in tools.rules.iter().enumerate() {
            self.rule_claims.rule = number as u32;
            rule.apply(&seen, &mut self.rule_claims);
        }
        // A claim that is no place in the text is the rule's mistake, and must not become ours. Nor is a blank a name; but that
        // nothing is there may part two.
        self.rule_claims.list.retain(|claim| {
            let is_nothing = matches!(claim.claimed, Claimed::Nothing);
            let text = block.get(claim.span.start..claim.span.end);
            text.is_some_and(|text| is_nothing || !text.trim().is_empty())
        });
    }

    fn resolve(&mut self, tools: &Tools<'_>, block: &str, language: Language) {
        let mut claims = std::mem::take(&mut self.claims);
        claims.clear();
        let context = self.context(tools, block, language);
        for (index, candidate) in self.candidates.list.iter().enumerate() {
            let least = candidate.least();
            if candidate.scores.iter().all(|&score| score <= least) {
                continue;
            }
            let span = candidate.span(&context);
            for (&weight, lane) in candidate.scores.iter().zip(0..) {
                if weight > least {
                    claims.push(Claim { span, weight, source: Source::Candidate(lane, index as u32) });
                }
            }
        }
        let weight = tools.spans(language).fact(Fact::Money).lanes()[0];
        for (number, found) in self.money.iter().enumerate() {
            claims.push(Claim { span: found.span, weight, source: Source::Money(number as u32) });
        }
        for (number, claim) in self.rule_claims.list.iter().enumerate() {
            claims.push(Claim {
                span: claim.span,
                weight: claim.weight,
                source: Source::Rule(number as u32),
            });
        }
        self.winners.clear();
        self.resolver.bonds.clear();
        let gaps = &mut self.gaps;
        let link = |gap: Span| gaps.link(tools.lexicon, language, block, gap);
        self.resolver.resolve(&claims, link, &mut self.winners);
        self.claims = claims;
    }

    /// Remembers the winners, and adds to each candidate what the memory knows of it. True when a score changed.
    fn remember(&mut self, tools: &Tools<'_>, block: &str, language: Language) -> bool {
        let mut memory = std::mem::take(&mut self.memory);
        let mut candidates = std::mem::take(&mut self.candidates);
        let context = self.context(tools, block, language);
        let changed = memory.review(&context, tools.spans(language), &self.winners, &mut candidates);
        (self.memory, self.candidates) = (memory, candidates);
        changed
    }
}
