//! The way of a block of text through the stages: tokens → candidates → resolution → memory → winners.
//!
//! Each stage lives in its own module; here is only their order. What the user can set is in `extractor`.

use crate::annotate::{Vocabulary, Words, mark_code, mark_sentences};
use crate::block::blocks;
use crate::candidate::{Candidate, Candidates, Context, Match, Pieces};
use crate::evidence::{DERIVED, Fact, LANES, PLACE};
use crate::fold::is_apostrophe;
use crate::gazetteer::{Flags, Gazetteer};
use crate::kind::{Form, Kind};
use crate::language::Language;
use crate::lexicon::major::Major;
use crate::lexicon::{Lexicon, Said, Traits};
use crate::link::gap_key;
use crate::memory::Memory;
use crate::money;
use crate::resolve::{Claim, Resolver, Source};
use crate::rule::{Claimed, Claims, Page, Rule};
use crate::score::{Patterns, SpanWeights, own_scores, score_own, score_surroundings};
use crate::span::Span;
use crate::token::{Marks, Shape, Token, tokenize_with};
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
    pub(crate) resolver: Resolver,
    pub(crate) memory: Memory,
    /// For each token, which winner without doubt covers it.
    settled: Vec<Settled>,
    /// For each token, whether a name of several words that the memory knows covers it; empty while it knows no short names.
    longer: Vec<bool>,
    /// Buffer for folded keys.
    key: String,
}

impl fmt::Debug for Scratch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scratch").field("bytes", &self.size()).finish_non_exhaustive()
    }
}

impl Scratch {
    /// The bytes that its buffers hold. They grow with the longest block that was read, which is at most 64 KB, and with
    /// the number of different names in a document; not with the length of texts.
    pub fn size(&self) -> usize {
        fn bytes<T>(list: &Vec<T>) -> usize {
            list.capacity() * size_of::<T>()
        }
        bytes(&self.tokens)
            + self.words.size()
            + self.candidates.size()
            + self.patterns.size()
            + bytes(&self.money)
            + bytes(&self.rule_claims.list)
            + bytes(&self.claims)
            + bytes(&self.winners)
            + bytes(&self.settled)
            + bytes(&self.longer)
            + self.resolver.size()
            + self.memory.size()
    }

    /// Forgets the document before.
    pub(crate) fn begin_document(&mut self) {
        self.memory.clear();
    }

    /// Reads a document and decides it block by block; `visit` is called after each, with the place where it begins, its text
    /// and its language. Without a language the first block tells it. Gives back the language.
    pub(crate) fn read_document(
        &mut self,
        tools: &Tools<'_>,
        text: &str,
        mut language: Option<Language>,
        mut visit: impl FnMut(&mut Self, usize, &str, Language),
    ) -> Language {
        self.begin_document();
        for (start, block) in blocks(text) {
            let known = self.read(tools, block, language);
            language = Some(known);
            self.decide(tools, block, known);
            visit(self, start, block, known);
        }
        language.unwrap_or(Language::De)
    }

    /// Tokens and words of a block. Gives back the language: the one given, or the one found out.
    pub(crate) fn read(&mut self, tools: &Tools<'_>, block: &str, language: Option<Language>) -> Language {
        self.tokenize(tools, block);
        self.annotate(tools, block);
        language.unwrap_or_else(|| detect(&self.context(tools, block, Language::De)))
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
    pub(crate) fn decide(&mut self, tools: &Tools<'_>, block: &str, language: Language) {
        self.propose(tools, block, language, true);
        self.find_money(tools, block, language);
        self.settle(tools, block, language);
    }

    /// One stage of the way of a block, by number, for those who measure them.
    pub(crate) fn run_stage(&mut self, tools: &Tools<'_>, block: &str, language: Language, stage: usize) {
        match stage {
            0 => self.tokenize(tools, block),
            1 => self.annotate(tools, block),
            2 => self.propose(tools, block, language, true),
            3 => self.find_money(tools, block, language),
            _ => self.settle(tools, block, language),
        }
    }

    fn find_money(&mut self, tools: &Tools<'_>, block: &str, language: Language) {
        self.money.clear();
        money::find(tools.money, block, &self.tokens, language, &mut self.money);
    }

    /// Resolution and memory.
    fn settle(&mut self, tools: &Tools<'_>, block: &str, language: Language) {
        self.apply_rules(tools, block, language);
        self.resolve(tools, block, language);
        if self.remember(tools, block, language) {
            self.resolve(tools, block, language);
        }
    }

    fn apply_rules(&mut self, tools: &Tools<'_>, block: &str, language: Language) {
        self.rule_claims.list.clear();
        let page = Page { text: block, language, tokens: &self.tokens };
        for (number, rule) in tools.rules.iter().enumerate() {
            self.rule_claims.rule = number as u32;
            rule.apply(&page, &mut self.rule_claims);
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
            let span = span_of(&context, candidate);
            let lanes = candidate.scores.iter().enumerate().filter(|(_, score)| **score > least);
            claims.extend(lanes.map(|(lane, &weight)| {
                let source = Source::Candidate(lane as u8, index as u32);
                Claim { span, weight, source }
            }));
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
        let key = &mut self.key;
        let link = |gap: Span| tools.lexicon.link(language, gap_key(gap.of(block), key)?);
        self.resolver.resolve(&claims, link, &mut self.winners);
        self.claims = claims;
    }

    /// Remembers the winners, and adds to each candidate what the memory knows of it. True when a score changed.
    fn remember(&mut self, tools: &Tools<'_>, block: &str, language: Language) -> bool {
        let mut memory = std::mem::take(&mut self.memory);
        let mut candidates = std::mem::take(&mut self.candidates);
        let mut settled = std::mem::take(&mut self.settled);
        let mut longer = std::mem::take(&mut self.longer);
        let context = self.context(tools, block, language);
        learn(&mut memory, &context, &candidates, &self.winners, &mut settled);
        mark_longer(&memory, &context, &candidates, &mut longer);
        let spans = tools.spans(language);
        let changed = recall(&memory, &context, spans, &settled, &longer, &mut candidates);
        (self.settled, self.longer) = (settled, longer);
        self.memory = memory;
        self.candidates = candidates;
        changed
    }

    /// What a claim says that there is; `None` for one that says that there is nothing.
    fn kind_claimed(&self, claim: &Claim) -> Option<Kind> {
        match claim.source {
            Source::Candidate(lane, _) => Some(kind_of_lane(usize::from(lane))),
            Source::Money(_) => Some(Kind::Money),
            Source::Rule(number) => match self.rule_claims.list.get(number as usize)?.claimed {
                Claimed::Nothing => None,
                Claimed::Name(kind) => Some(kind),
                Claimed::Money(_) => Some(Kind::Money),
            },
        }
    }

    /// The claims that lie inside winners, resolved among themselves; appended to [`winners`](Self::winners). A surname is no
    /// name inside of the full name: what lies inside is of another kind, or stands in a list of the user. Inside of an amount
    /// there is no name but those of the user ("US" in "US-Dollar"), and where nothing is claimed to be, there is none at all.
    pub(crate) fn nest(&mut self, tools: &Tools<'_>, block: &str, language: Language) {
        let outer = std::mem::take(&mut self.winners);
        // The kind of the name around a span.
        let around = |span: Span| {
            let winner = outer.get(outer.partition_point(|winner| winner.span.end < span.end));
            let winner = winner.filter(|winner| winner.span.contains(span) && winner.span != span);
            winner.and_then(|winner| self.kind_claimed(winner))
        };
        let own = |found: &Match| found.gazetteer > 0;
        let mut inner = Vec::new();
        for claim in &self.claims {
            let Some(outer) = around(claim.span) else { continue };
            let candidate = match claim.source {
                Source::Candidate(_, index) => self.candidates.list.get(index as usize),
                Source::Money(_) | Source::Rule(_) => None,
            };
            // Of a candidate only what it would be by itself.
            let by_itself =
                |candidate| best_lane(candidate).is_some_and(|(lane, _)| claim.source.lane() == Some(lane));
            if !candidate.is_none_or(by_itself) {
                continue;
            }
            let differs =
                self.kind_claimed(claim) != Some(outer) && (outer != Kind::Money || candidate.is_none());
            let is_listed =
                || candidate.is_some_and(|candidate| self.candidates.matches(candidate).iter().any(own));
            if differs || is_listed() {
                inner.push(*claim);
            }
        }
        // What stands around a town in the name of its police speaks of the police.
        let context = self.context(tools, block, language);
        let spans = tools.spans(language);
        for (index, candidate) in self.candidates.list.iter().enumerate() {
            let span = span_of(&context, candidate);
            let matches = self.candidates.matches(candidate);
            let is_place = |found: &Match| {
                found.alias.kind == Kind::Place
                    && !found.alias.is_derived()
                    && !found.alias.flags.has(Flags::CUE)
            };
            if candidate.inside.is_none()
                && best_lane(candidate).is_none()
                && around(span).is_some_and(|outer| !matches!(outer, Kind::Place | Kind::Money))
                && matches.iter().any(is_place)
            {
                let weight = own_scores(&context, spans, candidate, matches)[PLACE];
                inner.push(Claim { span, weight, source: Source::Candidate(PLACE as u8, index as u32) });
            }
        }
        self.resolver.resolve(&inner, |_| None, &mut self.winners);
        self.winners.extend(outer);
        self.winners.sort_by_key(|claim| (claim.span.start, std::cmp::Reverse(claim.span.end)));
    }
}

/// Remembers the winners; those without doubt settle their words.
fn learn(
    memory: &mut Memory,
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
            && memory.learn(
                context,
                candidate,
                candidates.matches(candidate),
                usize::from(lane),
                winner.weight,
            )
        {
            let alone = candidate.is_single(context);
            cover(settled, candidate, if alone { Settled::Alone(lane) } else { Settled::Longer });
        }
    }
}

/// Marks the words of the names of several words that the memory knows: the "Bieber" of memory is not to break out of the "Justin
/// Bieber" that it knows as well. Without short names there is nothing that could.
fn mark_longer(memory: &Memory, context: &Context<'_>, candidates: &Candidates, longer: &mut Vec<bool>) {
    longer.clear();
    if memory.has_short() {
        longer.resize(context.tokens.len(), false);
        let known = |candidate: &&Candidate| {
            candidate.first < candidate.last && memory.recall(candidate, false, false).is_some()
        };
        candidates.list.iter().filter(known).for_each(|candidate| cover(longer, candidate, true));
    }
}

/// Adds to each candidate what the memory knows of it. True when a score changed.
fn recall(
    memory: &Memory,
    context: &Context<'_>,
    spans: &SpanWeights,
    settled: &[Settled],
    longer: &[bool],
    candidates: &mut Candidates,
) -> bool {
    let mut changed = false;
    let Candidates { list, matches, .. } = candidates;
    for candidate in list {
        // "Merkel" is not to break out of "Angela Merkel". But "Lena" may turn out to be the one of "Lena Weikl".
        let at = |token: u32| settled.get(token as usize).copied().unwrap_or(Settled::No);
        let settled_as = match (at(candidate.first), at(candidate.last)) {
            (Settled::No, Settled::No) => None,
            (Settled::Alone(lane), _) if candidate.first == candidate.last => Some(usize::from(lane)),
            _ => continue,
        };
        let alone = !longer.get(candidate.first as usize).copied().unwrap_or(false);
        // "Jordan" in "Amman, Jordan" is the country, whoever Michael Jordan is.
        let is_sure = || settled_as.is_some_and(|lane| has_entry_of(candidate, matches, kind_of_lane(lane)));
        if let Some(fact) = memory.recall(candidate, alone, settled_as.is_some())
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

/// True when an entry of this kind that needs no cue stands behind a candidate.
fn has_entry_of(candidate: &Candidate, matches: &[Match], kind: Kind) -> bool {
    let (from, to) = candidate.matches;
    let safe = |found: &Match| {
        !found.alias.flags.has(Flags::CUE) && !found.alias.is_derived() && found.alias.kind == kind
    };
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

/// Which winner without doubt covers a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Settled {
    No,
    /// One that is this word alone, in a lane.
    Alone(u8),
    /// One of several words.
    Longer,
}

/// Marks the tokens of a candidate.
fn cover<M: Copy>(marks: &mut [M], candidate: &Candidate, mark: M) {
    let words = candidate.first as usize..=candidate.last as usize;
    marks.get_mut(words).unwrap_or_default().fill(mark);
}

/// The lane with the greatest score, when it is positive. Of equal ones the first.
pub(crate) fn best_lane(candidate: &Candidate) -> Option<(usize, i32)> {
    let best = candidate.scores.iter().enumerate().max_by_key(|(lane, score)| (**score, LANES - lane));
    best.map(|(lane, &score)| (lane, score)).filter(|&(_, score)| score > 0)
}

/// What a candidate is in a lane.
pub(crate) fn kind_of(candidate: &Candidate, lane: usize, language: Language) -> (Kind, Form) {
    let form = match candidate.inside {
        Some(_) if makes_parts(language) => Form::Part,
        Some(_) => Form::Name,
        None if lane == DERIVED => Form::Derived,
        None => Form::Name,
    };
    (kind_of_lane(lane), form)
}

/// The kind of what wins in a lane. Derived words are places, too.
fn kind_of_lane(lane: usize) -> Kind {
    [Kind::Organization, Kind::Person].get(lane).copied().unwrap_or(Kind::Place)
}

/// True where a compound is one word, and a name in it is a part of that ("Tiktok-Gebot"). English hyphens join words that
/// stay what they are: "Google" in "Google-owned" is a name.
pub(crate) fn makes_parts(language: Language) -> bool {
    language == Language::De
}

/// The bytes of a candidate in its block. In German a genitive after an apostrophe belongs to the name ("Adidas'",
/// "Andrea's"), in English it does not.
pub(crate) fn span_of(context: &Context<'_>, candidate: &Candidate) -> Span {
    if let Some(inside) = candidate.inside {
        return Span::new(inside.start as usize, inside.end as usize);
    }
    let (first, last) = (candidate.first as usize, candidate.last as usize);
    let (Some(begin), Some(token)) = (context.token(first), context.token(last)) else {
        return Span::new(0, 0);
    };
    let mut end = token.end;
    if token.marks.has(Marks::DOT) && ends_sentence(context, candidate, *token) {
        end -= 1;
    }
    if context.language == Language::De
        && let Some(next) = context.token(last + 1).filter(|next| next.start == token.end)
        && (next.shape == Shape::Clitic || is_genitive_apostrophe(context, first, *token, *next))
    {
        end = next.end;
    }
    Span::new(begin.start as usize, end as usize)
}

/// True when the full stop of the last word of a name is that of the sentence: after "Inc." at the end of a paragraph, after a
/// name that is a title elsewhere ("Hun Sen."), and after the numeral of a monarch in English, where it makes no ordinal
/// ("Elisabeth II. kam", but "They met Elizabeth II.").
fn ends_sentence(context: &Context<'_>, candidate: &Candidate, token: Token) -> bool {
    let last = candidate.last as usize;
    // A line without small words is no sentence: "© 2016 Google Inc."
    let in_sentence = || {
        let before = context.tokens.get(..candidate.first as usize).unwrap_or_default().iter().rev();
        let mut line = before.take_while(|token| !token.marks.has(Marks::SENTENCE));
        line.any(|token| token.shape == Shape::Lower)
    };
    let is_last = || context.token(last + 1).is_none_or(|next| next.marks.has(Marks::BLOCK)) && in_sentence();
    let is_legal = || candidate.legal_form(context).is_some();
    let is_title = || context.major(last) == Some(Major::TITLE);
    context.language == Language::En && token.is_roman(context.text)
        || !token.bare(context.text).contains('.') && is_last() && (is_legal() || is_title())
}

/// "Adidas' Umsatz", but not the end of 'Adidas'.
fn is_genitive_apostrophe(context: &Context<'_>, first: usize, last: Token, next: Token) -> bool {
    let is_one = |token: &Token| token.text(context.text).chars().all(is_apostrophe);
    let opens = |token: &Token| is_one(token) || token.text(context.text) == "‚";
    is_one(&next)
        && last.text(context.text).ends_with(['s', 'x', 'z', 'ß', 'S', 'X', 'Z'])
        && !context.tokens.get(first.saturating_sub(12)..first).unwrap_or_default().iter().any(opens)
}

/// German or English, by the votes of the words that belong to one of them; German where there are none. Names belong to neither.
fn detect(context: &Context<'_>) -> Language {
    const MOST: usize = 2000;
    let (mut german, mut english) = (0, 0);
    for (index, token) in context.tokens.iter().enumerate().take(MOST) {
        let Some(word) = context.gist(index) else { continue };
        if token.shape == Shape::Lower || !word.major.is_name() {
            german += usize::from(word.traits.has(Traits::GERMAN));
            english += usize::from(word.traits.has(Traits::ENGLISH));
        }
    }
    let umlauts = || context.text.contains(['ä', 'ö', 'ü', 'ß', 'Ä', 'Ö', 'Ü']);
    if english > german || english == german && english > 0 && !umlauts() {
        Language::En
    } else {
        Language::De
    }
}
