//! What a winner teaches the memory: its own name, and the shorter forms that may stand for it later on.

use super::{FACTS, LongForm, Memory, bearer_of, words_of_name};
use crate::beside;
use crate::candidate::{Candidate, Context, Match, key_of};
use crate::class::class_of;
use crate::evidence::{ORGANIZATION, PERSON};
use crate::fold::{fold_into, hash, hash_word};
use crate::kind::Kind;
use crate::lexicon::Traits;
use crate::lexicon::major::Major;
use crate::score::has_acronym;
use crate::token::Shape;

/// A score from which a find of one word is remembered, in hundredths. The links to its neighbours count: "Quaxo" in a list of
/// firms is one later on as well.
pub(super) const STRONG: i32 = 250;
/// The same for a find of several words, which is rarely wrong.
const STRONG_LONG: i32 = 0;

impl Memory {
    /// Remembers a winner without doubt; false when there is doubt.
    pub(super) fn learn(
        &mut self,
        context: &Context<'_>,
        candidate: &Candidate,
        matches: &[Match],
        lane: usize,
        score: i32,
    ) -> bool {
        let least = if candidate.is_single(context) { STRONG } else { STRONG_LONG };
        if score < least || lane >= FACTS.len() || candidate.inside.is_some() {
            return false;
        }
        let (first, last) = (candidate.first as usize, candidate.last as usize);
        let mut winner = Winner { memory: self, context, first, last, lane, score, matches, class: None };
        winner.add(candidate.key);
        match lane {
            ORGANIZATION if first < last => {
                let is_listed = bearer_of(matches, Kind::Organization, |_| true).is_some();
                winner.class =
                    if is_listed { None } else { class_of(context, candidate, Kind::Organization) };
                winner.learn_organization(candidate.legal_form(context));
            }
            PERSON if first < last => winner.learn_person(),
            _ => {}
        }
        true
    }
}

/// A winner without doubt, and the memory that learns from it.
struct Winner<'w, 'c> {
    memory: &'w mut Memory,
    context: &'w Context<'c>,
    matches: &'w [Match],
    /// Its first and its last token.
    first: usize,
    last: usize,
    lane: usize,
    score: i32,
    /// Its class, if it is an organisation that no list has.
    class: Option<&'static str>,
}

impl Winner<'_, '_> {
    /// The given name and the surname of a full name.
    fn learn_person(mut self) {
        let context = self.context;
        let role = beside::role(context.tokens, self.first, self.last);
        // "Fischer, Horst" is "Horst Fischer".
        let (given, surname) = match context.sign(self.first + 1) {
            b',' => (self.last, self.first),
            _ => (self.first, self.last),
        };
        let capital = |at: usize| {
            context.token(at).filter(|token| token.shape == Shape::Capital).and_then(|_| context.word(at))
        };
        if let Some(given) = capital(given) {
            self.add_part(given.stem);
        }
        if let Some(word) = capital(surname) {
            self.add(word.stem);
            self.add_part(word.stem);
            self.shorten(surname);
            // No dentist is the singer with her name later on.
            let fits = |found: &Match| {
                let list = context.gazetteers.get(usize::from(found.gazetteer));
                let class = list.map_or("", |list| list.class_name(found.alias.class));
                found.gazetteer > 0 || role.is_none_or(|role| role.fits(class))
            };
            let person = bearer_of(self.matches, Kind::Person, fits);
            let known = self.memory.names.entry(word.stem).or_default();
            // Of two people with one surname it may be either.
            known.person = Some(person.filter(|_| known.person.unwrap_or(person) == person));
        }
    }

    /// The shorter forms of the name of an organisation. `form` is the first token of its legal form.
    fn learn_organization(mut self, form: Option<u32>) {
        let Self { context, first, last, .. } = self;
        let may_stand = |at: usize| context.major(at).is_some_and(Major::may_stand_for_all);
        // "Polaris Peat Moss Ltd" is later "Polaris Peat Moss" and "Polaris Peat".
        let form = form.map(|form| form as usize);
        for end in first + 1..last {
            if context.is_name_like(end) || Some(end + 1) == form {
                self.add(key_of(context, first, end));
            }
        }
        // "Limelight Networks" is later "Limelight", and so is "Limelight SE", when no list knows that word.
        if form.is_some() {
            self.shorten(first);
            self.learn_definition();
        }
        // "Vogel Haustechnik GmbH" is later "Vogel", although that is a noun as well.
        let is_doubtful = || form.is_some() && context.major(first) == Some(Major::NOUN_AND_NAME);
        if may_stand(first) || is_doubtful() {
            let word = key_of(context, first, first);
            self.add(word);
            self.add_part(word);
        }
        // "Hotel Dünenblick" is later "Dünenblick".
        let is_head = context.gist(first).is_some_and(|word| word.traits.has(Traits::HEAD));
        if is_head && (first + 1 < last || may_stand(last)) {
            let rest = key_of(context, first + 1, last);
            self.add(rest);
            if first + 1 == last {
                self.add_part(rest);
                self.shorten(last);
            }
        }
        self.learn_acronym();
    }

    /// The short name in quotation marks, in brackets behind the legal name with whose first word it begins: 'Lexington
    /// Pharma, Inc. (the "Lexington Group")'.
    fn learn_definition(&mut self) {
        /// How far off the quotation marks may open, and how far from there they may close.
        const REACH: usize = 6;
        const LONGEST: usize = 5;
        let Self { context, first, last, .. } = *self;
        if context.sign(last + 1) != b'(' {
            return;
        }
        let Some(open) = (last + 2..last + REACH).find(|&at| context.is_quote(at)) else { return };
        let Some(close) = (open + 2..=open + LONGEST).find(|&at| context.is_quote(at)) else { return };
        let stem = |at: usize| context.word(at).map(|word| word.stem);
        if stem(open + 1) == stem(first) {
            self.memory.names.entry(key_of(context, open + 1, close - 1)).or_default().defined = true;
        }
    }

    /// The acronym of an organisation: of its initials, or the one that stands beside it.
    fn learn_acronym(&mut self) {
        const SHORTEST: usize = 3;
        let Self { context, first, last, .. } = *self;
        let names = (first..=last).filter(|&at| context.is_name_like(at));
        let letters = names.filter_map(|at| context.token(at)?.text(context.text).chars().next());
        let initials: String = letters.collect();
        if initials.chars().count() >= SHORTEST {
            self.add(hash_word(&initials));
        }
        // "Deutscher Fußball-Bund (DFB)" is later "DFB".
        if let (b'(', Some(token), b')') =
            (context.sign(last + 1), context.token(last + 2), context.sign(last + 3))
            && matches!(token.shape, Shape::Upper | Shape::Mixed)
        {
            self.add(token.hash);
            if has_acronym(context, first, last) {
                self.learn_long_form(token.hash);
            }
        }
        // "DFB (Deutscher Fußball-Bund)" says the same.
        if context.sign(last + 1) == b')'
            && has_acronym(context, first, last)
            && let Some(token) = first.checked_sub(2).and_then(|at| context.token(at))
        {
            self.add(token.hash);
            self.learn_long_form(token.hash);
        }
    }

    /// What an acronym was said to stand for.
    fn learn_long_form(&mut self, acronym: u64) {
        let Self { context, first, last, .. } = *self;
        let (Some(begin), Some(end)) = (context.token(first), context.token(last)) else { return };
        let name = context.text.get(begin.start as usize..end.end as usize).unwrap_or_default();
        let words = words_of_name(name).collect();
        let bearer = bearer_of(self.matches, Kind::Organization, |_| true);
        self.memory.acronyms.entry(acronym).or_insert(LongForm { bearer, words });
    }

    /// Remembers the name, or a shorter form of it.
    fn add(&mut self, key: u64) {
        let known = self.memory.names.entry(key).or_default();
        if let Some(best) = known.best.get_mut(self.lane) {
            *best = (*best).max(self.score);
        }
        known.learn_class(self.class);
    }

    /// Remembers that a word is part of the name.
    fn add_part(&mut self, key: u64) {
        if let Some(part) = self.memory.names.entry(key).or_default().part.get_mut(self.lane) {
            *part = true;
            self.memory.has_short = true;
        }
    }

    /// Remembers the word at `index` as a short name, if no list knows it: a word that was part of a name is no common noun.
    fn shorten(&mut self, index: usize) {
        let context = self.context;
        let Some(token) = context.token(index).filter(|token| token.shape.is_name_like()) else { return };
        if context.lexicon.word(token.hash).is_some() {
            return;
        }
        let mut key = String::new();
        fold_into(token.text(context.text), &mut key);
        // "Zwickelbauers": no list knows the word, so nobody takes the ending off.
        key.push('s');
        for key in [token.hash, hash(key.as_bytes())] {
            let known = self.memory.names.entry(key).or_default();
            known.learn_class(self.class);
            if let Some(short) = known.short.get_mut(self.lane) {
                *short = true;
            }
        }
        self.memory.has_short = true;
    }
}
