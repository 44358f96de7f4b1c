//! Candidates: the spans that may be entities, and where they come from: the gazetteers, and runs of words that are
//! written like names.
//!
//! Producers only add. What a candidate is worth is told in `score`, which of them win in `resolve`.

mod compound;
mod context;
mod outcome;
mod run;
mod turned;
mod walk;

use crate::annotate::{Gist, begins_small};
use crate::buffer::held;
use crate::evidence::{LANES, LEAST_LISTED};
use crate::fold::{hash_step, hash_word};
use crate::gazetteer::build::NO_ENTRY;
use crate::gazetteer::{Alias, Node};
use crate::kind::Kind;
use crate::language::Language;
use crate::lexicon::Traits;
use crate::lexicon::major::Major;
use crate::token::{Marks, Shape, Token, camel};
pub(crate) use compound::{Pieces, Stand};
pub(crate) use context::Context;
pub(crate) use outcome::{kind_of_lane, makes_parts};
use run::{
    Form, before_legal_form, form_from, is_measure, is_road, is_small_firm, is_street, reaches_over_sign,
    run_ends,
};
use walk::{fetch_names, is_free, note_followed, step, walk};

/// An entry that stands behind a candidate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match {
    /// Number of the gazetteer; 0 is the shipped one.
    pub(crate) gazetteer: u8,
    pub(crate) alias: Alias,
}

/// A name inside a compound: the bytes that it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Inside {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// A span that may be an entity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    /// First token.
    pub(crate) first: u32,
    /// Last token, inclusive.
    pub(crate) last: u32,
    /// For a name inside a compound.
    pub(crate) inside: Option<Inside>,
    /// The first word of the legal form that ends it and counts as one word, though it has several ("Sp. z o.o.") or is
    /// written in small letters ("plc").
    pub(crate) form: Option<u32>,
    /// The kind of a listed name of several words that needs no cue and has this span within it ("Wolfsburg" in "VfL
    /// Wolfsburg").
    pub(crate) within: Option<Kind>,
    /// It may have a neighbour in a list. Set when the candidate is scored.
    pub(crate) listed: bool,
    /// The sums of the evidence, by lane.
    pub(crate) scores: [i32; LANES],
    /// The matches, as a range in [`Candidates::matches`].
    pub(crate) matches: (u32, u32),
    /// Identifies the name: equal for equal words, whatever their genitive. Set when the candidate is scored.
    pub(crate) key: u64,
}

impl Candidate {
    /// A span of which no more is known yet.
    fn new(first: u32, last: u32) -> Self {
        Candidate {
            first,
            last,
            inside: None,
            form: None,
            within: None,
            listed: false,
            scores: [0; LANES],
            matches: (0, 0),
            key: 0,
        }
    }

    /// It must score more than this in a lane to win there.
    pub(crate) fn least(&self) -> i32 {
        if self.listed { LEAST_LISTED } else { 0 }
    }

    /// True for one word, also where the ending after an apostrophe belongs to the name ("McDonald's").
    pub(crate) fn is_single(&self, context: &Context<'_>) -> bool {
        let is_clitic =
            || context.token(self.last as usize).is_some_and(|token| token.shape == Shape::Clitic);
        self.first == self.last || self.first + 1 == self.last && is_clitic()
    }

    /// The first word of the legal form at its end, if it has one.
    pub(crate) fn legal_form(&self, context: &Context<'_>) -> Option<u32> {
        let is_legal = || context.gist(self.last as usize).is_some_and(|word| word.traits.has(Traits::LEGAL));
        self.form.or_else(|| is_legal().then_some(self.last))
    }
}

/// The candidates of a block.
#[derive(Default)]
pub(crate) struct Candidates {
    pub(crate) list: Vec<Candidate>,
    pub(crate) matches: Vec<Match>,
    /// The words that are to be looked up next.
    pub(crate) wanted: Vec<u32>,
    found: Vec<(u32, Match)>,
    ends: Vec<u32>,
    /// The legal forms of several words at these ends.
    forms: Vec<Form>,
    /// The words with which no listed name from the word at hand goes on.
    stops: Vec<u32>,
    /// The tokens with which a candidate may begin.
    starts: Vec<u32>,
    /// Steps from their nodes to those of the next words.
    steps: Vec<(u32, u64)>,
    /// The fact that marks hopeless words.
    hopeless: Option<Traits>,
    key: String,
    /// For each gazetteer where the pieces of a compound have led to.
    nodes: Vec<Option<Node>>,
    /// Where names of the user's lists begin, in the order of the text.
    own: Vec<OwnStart>,
    /// The listed name of several words that reaches farthest, of those that begin before the word at hand.
    reach: Option<Reach>,
    /// The longest of those that begin with it.
    longest: Option<Reach>,
}

/// A word with which names of a list of the user begin.
#[derive(Clone, Copy, Debug)]
struct OwnStart {
    first: u32,
    /// Number of the gazetteer.
    gazetteer: u8,
    /// The node after the word.
    node: Node,
}

/// Where a listed name of several words ends, and of which kind it is.
#[derive(Clone, Copy, Debug)]
struct Reach {
    last: u32,
    kind: Kind,
    /// The number of its gazetteer and of its entry.
    entry: (u8, u32),
}

impl Reach {
    /// True when a match with the same beginning stands for the same entry, so that the longer name is meant: "SV Darmstadt 98",
    /// not "SV Darmstadt".
    fn is_same(&self, found: &Match) -> bool {
        found.alias.entry != NO_ENTRY && self.entry == (found.gazetteer, found.alias.entry)
    }
}

impl Candidates {
    pub(crate) fn matches(&self, candidate: &Candidate) -> &[Match] {
        self.matches.get(candidate.matches.0 as usize..candidate.matches.1 as usize).unwrap_or_default()
    }

    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        held(&self.list)
            + held(&self.matches)
            + held(&self.wanted)
            + held(&self.found)
            + held(&self.ends)
            + held(&self.forms)
            + held(&self.stops)
            + held(&self.starts)
            + held(&self.steps)
            + held(&self.nodes)
            + held(&self.own)
    }

    /// Collects the candidates of a block that `judge` keeps; it is asked for each, with its matches, and sets its scores. With
    /// `prune`, single words that the lexicon calls hopeless are left out at once.
    pub(crate) fn collect(&mut self, context: &Context<'_>, prune: bool, mut judge: impl Judge) {
        self.list.clear();
        self.matches.clear();
        self.own.clear();
        self.reach = None;
        self.hopeless = match (prune, context.language) {
            (false, _) => None,
            (true, Language::De) => Some(Traits::HOPELESS_DE),
            (true, Language::En) => Some(Traits::HOPELESS_EN),
        };
        note_followed(context, &mut self.steps);
        let mut starts = std::mem::take(&mut self.starts);
        starts.clear();
        let mut known = context.words.starts.iter().copied().peekable();
        if context.gazetteers.len() > 1 {
            // Names of the user's lists may begin anywhere.
            starts.extend((0..context.tokens.len() as u32).filter(|&first| {
                let is_known = known.next_if_eq(&first).is_some();
                self.begins_own(context, first) || is_known && !self.is_idle(context, first as usize)
            }));
        } else {
            starts.extend(known.filter(|&first| !self.is_idle(context, first as usize)));
        }
        fetch_names(context, &starts);
        context.words.add_up_starts(context.lexicon, context.language, &starts);
        starts.iter().for_each(|&first| self.begin(context, first as usize, &mut judge));
        self.starts = starts;
    }

    /// True when names of the user's lists begin with a word; [`look_up`](Self::look_up) goes on from there.
    #[inline]
    fn begins_own(&mut self, context: &Context<'_>, first: u32) -> bool {
        let Some(token) = context.token(first as usize) else { return false };
        let known = self.own.len();
        for (list, gazetteer) in context.gazetteers.iter().zip(0..).skip(1) {
            let hash = token.hash_in_lists(context.text);
            let may_begin = list.may_begin(hash) || token.may_be_genitive(context.text);
            if may_begin && let Some(node) = step(context, list, Node::ROOT, first as usize, &mut self.key) {
                self.own.push(OwnStart { first, gazetteer, node });
            }
        }
        self.own.len() > known
    }

    /// True when it is certain that no name begins with a word: no shipped name ends there or goes on with the next word, and it is a
    /// small word, or a hopeless noun that stands alone. A third of the words end here; what is left in doubt
    /// [`begin`](Self::begin) finds out.
    #[inline]
    fn is_idle(&self, context: &Context<'_>, first: usize) -> bool {
        let (Some(hopeless), Some(token), Some(word)) =
            (self.hopeless, context.token(first), context.words.glance(first))
        else {
            return false;
        };
        let next = context.token(first + 1).filter(|next| !next.marks.has(Marks::BLOCK));
        let alone = || match next {
            None => true,
            Some(next) if next.shape == Shape::Lower => !context.lexicon.may_join(next.hash),
            Some(next) if next.shape == Shape::Sign => !reaches_over_sign(context, first),
            Some(_) => false,
        };
        if token.marks.has(Marks::HYPHEN) || word.node.ends_name() {
            return false;
        }
        let small = begins_small(word.traits);
        let begins_sentence =
            || token.marks.has(Marks::SENTENCE) && word.traits.is_grammar() && !is_street(context, first);
        let is_idle = match token.shape {
            Shape::Capital => word.traits.has(hopeless) && alone() || begins_sentence() && !small,
            Shape::Lower => !small && !is_small_firm(context, first),
            Shape::Sign => true,
            _ => false,
        };
        is_idle && !word.is_followed()
    }

    /// The candidates that begin at `first`.
    fn begin(&mut self, context: &Context<'_>, first: usize, judge: &mut impl Judge) {
        let Some(token) = context.token(first) else { return };
        // Words with which no shipped name begins need not be known.
        let word = context.words.glance(first);
        let (node, traits) = word.map_or((Node::ROOT, Traits::NONE), |word| (word.node, word.traits));
        let name_like = token.shape.is_name_like();
        let own_lists = context.gazetteers.len() > 1;
        let leads = match token.shape {
            Shape::Number => token.begins_word(context.token(first + 1)) && !is_measure(context, first),
            Shape::Lower => is_small_firm(context, first),
            _ => false,
        };
        let unlisted = name_like || begins_small(traits) || leads;
        if !unlisted && node == Node::ROOT && !own_lists || is_glued_to_number(context, first) {
            return;
        }
        self.found.clear();
        self.ends.clear();
        self.forms.clear();
        self.stops.clear();
        self.look_up(context, first, node);
        if self.found.is_empty() && follows_topic(context, first) {
            self.look_up_joined(context, first);
        }
        self.longest = self.longest_from(first);
        self.find_ends(context, first, word, leads);
        // "e.V. Aalen" behind "Tierschutzverein": a name ends there, and none begins.
        if traits.has(Traits::LEGAL) && self.found.is_empty() && follows_name(context, first) {
            return;
        }
        let alone = matches!(self.ends.as_slice(), [last] if *last as usize == first);
        let hopeless = self.hopeless.is_some_and(|hopeless| traits.has(hopeless));
        if !(hopeless && alone && self.found.is_empty() && token.shape == Shape::Capital) {
            self.emit(context, first, judge);
        }
        if token.marks.has(Marks::HYPHEN) && token.shape != Shape::Lower {
            self.open_compound(context, first, first, true, judge);
        }
        if !alone || !self.stops.is_empty() {
            self.open_compounds_after(context, first, judge);
        }
        if let Some(longest) = self.longest
            && self.reach.is_none_or(|reach| longest.last >= reach.last)
        {
            self.reach = Some(longest);
        }
    }

    /// The ends of the names from `first` that no list knows. `leads`: it is a number or a small word, which is none alone.
    fn find_ends(&mut self, context: &Context<'_>, first: usize, word: Option<Gist>, leads: bool) {
        let Some(token) = context.token(first) else { return };
        let traits = word.map_or(Traits::NONE, |word| word.traits);
        let is_address = || is_road(context, first) || is_street(context, first);
        let is_grammar = || traits.is_grammar() && token.marks.has(Marks::SENTENCE) && !is_address();
        let is_particle = || begins_small(traits) && traits.has(Traits::PARTICLE);
        let runs = if token.shape.is_name_like() {
            !self.stands_apart(context, first, word) && !is_grammar()
        } else {
            is_particle()
        };
        if runs {
            run_ends(context, first, &mut self.ends, &mut self.forms);
            // "SE & Co. KG" is a legal form as a whole, not one that ends a name.
            if traits.has(Traits::LEGAL_START)
                && let Some(end) = form_from(context, first)
            {
                self.ends.retain(|&last| last as usize == first || last as usize != end);
            }
        } else if leads {
            run_ends(context, first, &mut self.ends, &mut self.forms);
            self.ends.swap_remove(0);
        } else if begins_small(traits) && token.shape != Shape::Sign {
            // A sign may begin a name of the lists (".ausgestrahlt"), but is none. Other names of more words that begin in
            // small letters ("von der Leyen" aside) are those of the lists.
            self.ends.push(first as u32);
        }
    }

    /// True for an abbreviation with which no unknown name begins: "Dr." and "Inc."; what they stand before or after is
    /// one. "St." and "Gebr." begin names ("St. Moritz"), so do "Dr." in a name of the lists ("Dr. Oetker KG") and
    /// before a hyphen ("Dr.-Külz-Str.", but not "Dipl.-Volksw."), and abbreviations of which no more is known ("Städt.
    /// Klinikum").
    fn stands_apart(&self, context: &Context<'_>, first: usize, word: Option<Gist>) -> bool {
        // "a. D." is no "a. d.".
        let upper = context.token(first).is_some_and(|token| token.shape == Shape::Upper);
        let begins = |traits: Traits| traits.has(Traits::PARTICLE) && !upper || traits.has(Traits::HEAD);
        let apart = |word: Gist| {
            word.traits.has(Traits::ABBREVIATION) && !begins(word.traits) && word.major.stands_apart()
        };
        context.token(first).is_some_and(|token| token.marks.has(Marks::DOT))
            && word.is_some_and(apart)
            && self.found.iter().all(|&(last, _)| last as usize == first)
            && (context.sign(first + 1) != b'-'
                || context.is_spaced(first + 1)
                || context.major(first + 2) == Some(Major::TITLE))
    }

    /// The longest listed name of several words that was found from `first` and needs no cue.
    #[inline]
    fn longest_from(&self, first: usize) -> Option<Reach> {
        let long = self.found.iter().filter(|(last, found)| *last as usize > first && found.alias.is_safe());
        long.max_by_key(|(last, _)| *last).map(|&(last, found)| Reach {
            last,
            kind: found.alias.kind,
            entry: (found.gazetteer, found.alias.entry),
        })
    }

    /// The kind of the listed name that has a span with this end within it.
    #[inline]
    fn within(&self, last: u32) -> Option<Kind> {
        let before = self.reach.filter(|reach| reach.last >= last);
        before.or(self.longer(last)).map(|reach| reach.kind)
    }

    /// The longest listed name from the word at hand, when it reaches beyond `last`.
    #[inline]
    fn longer(&self, last: u32) -> Option<Reach> {
        self.longest.filter(|longest| longest.last > last)
    }

    /// One candidate for each end. A listed organisation is the same with a legal form behind it: "Dr. Oetker KG".
    fn emit(&mut self, context: &Context<'_>, first: usize, judge: &mut impl Judge) {
        for &(last, _) in &self.found {
            if !self.ends.contains(&last) {
                self.ends.push(last);
            }
        }
        for at in 0..self.ends.len() {
            let Some(&last) = self.ends.get(at) else { break };
            let start = self.matches.len();
            let form = self.forms.iter().find(|form| form.last == last).copied();
            if !self.found.is_empty() {
                let bare = match form {
                    Some(form) => form.first - 1,
                    None if last as usize > first => before_legal_form(context, last),
                    None => last,
                };
                let ending_here = self.found.iter().filter(|(end, found)| {
                    *end == last || *end == bare && found.alias.kind == Kind::Organization
                });
                self.matches.extend(ending_here.map(|(_, found)| *found));
            }
            let candidate =
                Candidate { form: form.map(|form| form.first), ..Candidate::new(first as u32, last) };
            self.offer(candidate, start, None, judge);
        }
    }

    /// Takes up a candidate with the matches from `start` on, if `judge` keeps it.
    #[inline]
    fn offer(
        &mut self,
        mut candidate: Candidate,
        start: usize,
        pieces: Option<Pieces<'_>>,
        judge: &mut impl Judge,
    ) {
        candidate.matches = (start as u32, self.matches.len() as u32);
        candidate.within = self.within(candidate.last);
        let matches = self.matches.get(start..).unwrap_or_default();
        let is_short = !matches.is_empty()
            && self
                .longer(candidate.last)
                .is_some_and(|longer| matches.iter().all(|found| longer.is_same(found)));
        if !is_short && judge(&mut candidate, matches, pieces) {
            self.list.push(candidate);
        } else {
            self.matches.truncate(start);
        }
    }

    /// All names of the gazetteers that begin at `first`.
    fn look_up(&mut self, context: &Context<'_>, first: usize, node: Node) {
        let is_followed = || context.words.glance(first).is_some_and(Gist::is_followed);
        if (node.ends_name() || is_followed())
            && let Some(shipped) = context.gazetteers.first()
        {
            self.stops.extend(walk(context, shipped, 0, first, node, &mut self.found));
        }
        let from = self.own.partition_point(|own| (own.first as usize) < first);
        let own = self.own.get(from..).unwrap_or_default().iter();
        for own in own.take_while(|own| own.first as usize == first) {
            if let Some(list) = context.gazetteers.get(usize::from(own.gazetteer)) {
                self.stops.extend(walk(context, list, own.gazetteer, first, own.node, &mut self.found));
            }
        }
    }

    /// The listed name whose words are written as one: "#DeutscheBank". A handle of one word is a name of the lists, or none.
    #[inline(never)]
    fn look_up_joined(&mut self, context: &Context<'_>, first: usize) {
        let words: Vec<u64> = camel::words(context.text_of(first)).map(hash_word).collect();
        if words.len() < 2 {
            return;
        }
        for (number, gazetteer) in context.gazetteers.iter().enumerate() {
            if let Some(node) = words.iter().try_fold(Node::ROOT, |node, &word| gazetteer.step(node, word)) {
                let aliases = gazetteer.aliases(node).filter(|alias| is_free(*alias, context.language));
                let found = aliases.map(|alias| (first as u32, Match { gazetteer: number as u8, alias }));
                self.found.extend(found);
            }
        }
    }
}

/// True for the word behind the sign of an account or a topic.
fn follows_topic(context: &Context<'_>, index: usize) -> bool {
    let may_be_joined = |token: &Token| matches!(token.shape, Shape::Handle | Shape::Mixed);
    context.token(index).is_some_and(may_be_joined)
        && index.checked_sub(1).is_some_and(|sign| matches!(context.sign(sign), b'#' | b'@'))
}

/// True for the letters of "4AP" and "5kg", with which no name begins.
fn is_glued_to_number(context: &Context<'_>, index: usize) -> bool {
    context.is_glued(index) && index.checked_sub(1).is_some_and(|before| context.is_number(before))
}

/// True when a word written like a name stands directly before.
fn follows_name(context: &Context<'_>, index: usize) -> bool {
    let is_part = |before: usize| context.is_name_like(before) && !context.traits(before).is_grammar();
    !context.begins_block(index) && index.checked_sub(1).is_some_and(is_part)
}

/// Sets the scores of a candidate, and tells whether it is worth keeping.
pub(crate) trait Judge: FnMut(&mut Candidate, &[Match], Option<Pieces<'_>>) -> bool {}

impl<J: FnMut(&mut Candidate, &[Match], Option<Pieces<'_>>) -> bool> Judge for J {}

/// Identifies a name by its words.
pub(crate) fn key_of(context: &Context<'_>, first: usize, last: usize) -> u64 {
    join_key(context, first, last, context.word(last).map_or(0, |word| word.stem))
}

/// Identifies the words from `first` to `last`, given the hash that the last one counts with.
fn join_key(context: &Context<'_>, first: usize, last: usize, end: u64) -> u64 {
    let tokens = context.tokens.get(first..last).unwrap_or_default();
    key_of_words(tokens.iter().map(|token| token.hash), end)
}

/// Identifies a name by the hashes of the words before its last one, and of that.
#[inline]
pub(crate) fn key_of_words(mut before: impl Iterator<Item = u64>, last: u64) -> u64 {
    let Some(first) = before.next() else { return last };
    let key = before.fold(hash_step(0, first), |key, word| hash_step(key as u32, word));
    hash_step(key as u32, last)
}
