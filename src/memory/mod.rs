//! The memory of a document: names that were found with little doubt help to find their repetitions and short forms:
//! the surname after the full name, the acronym after its definition, the bare name after the legal name.
//!
//! Here is what it knows. How a block of text is learned from and judged anew stands in `block`.

mod block;

use crate::beside;
use crate::candidate::{Candidate, Context, Match, key_of};
use crate::class::class_of;
use crate::evidence::{Fact, LANES, ORGANIZATION, PERSON};
use crate::fold::{ByHash, fold, fold_into, hash};
use crate::gazetteer::build::NO_ENTRY;
use crate::kind::Kind;
use crate::lexicon::Traits;
use crate::lexicon::major::Major;
use crate::score::has_acronym;
use crate::token::Shape;
use block::Cover;
use std::cmp::Reverse;
use std::collections::HashMap;

/// A score from which a find of one word is remembered, in hundredths. The links to its neighbours count: "Quaxo" in a list of
/// firms is one later on as well.
const STRONG: i32 = 250;
/// The same for a find of several words, which is rarely wrong.
const STRONG_LONG: i32 = 0;

/// The facts by lane; derived words are not remembered.
const FACTS: [Fact; 3] = [Fact::MemoryOrganization, Fact::MemoryPerson, Fact::MemoryPlace];

/// The facts of short names.
const SHORT_FACTS: [Option<Fact>; 3] = [Some(Fact::ShortOrganization), Some(Fact::ShortPerson), None];

/// What has been found so far in a document.
#[derive(Default)]
pub(crate) struct Memory {
    names: HashMap<u64, Known, ByHash>,
    /// What acronyms were said to stand for.
    acronyms: HashMap<u64, LongForm, ByHash>,
    /// The class of the unlisted organisation whose short names are being added.
    class: Option<&'static str>,
    /// A short name is among them.
    has_short: bool,
    /// Buffer for the block at hand.
    cover: Cover,
}

/// What is known of a name.
#[derive(Clone, Copy, Default)]
struct Known {
    /// The best score by lane.
    best: [i32; 3],
    /// The lanes in which it is an unlisted word, taken from a longer name.
    short: [bool; 3],
    /// The lanes in which it is a word of a longer name.
    part: [bool; 3],
    /// It was defined as the short name of an organisation.
    defined: bool,
    /// Whom it stands for as a surname, by the full names before it.
    person: Option<Person>,
    /// The class of the unlisted organisation of which it is the short name; that of several is in doubt.
    class: Option<Option<&'static str>>,
}

impl Known {
    /// Notes the class of an organisation of which it is the short name.
    fn learn_class(&mut self, class: Option<&'static str>) {
        if class.is_some() {
            self.class = Some(class.filter(|_| self.class.is_none_or(|other| other == class)));
        }
    }
}

/// A person whose full name was found: the entry, or `None` for somebody whom no list knows.
pub(crate) type Person = Option<Bearer>;

/// The entry of a person or an organisation.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bearer {
    /// The number of the gazetteer; 0 is the shipped one.
    pub(crate) gazetteer: u8,
    /// The number of the entry in it.
    pub(crate) entry: u32,
}

/// What an acronym was said to stand for.
pub(crate) struct LongForm {
    /// The entry of the long form; `None` for one that no list knows.
    pub(crate) bearer: Option<Bearer>,
    /// The hashes of its words.
    pub(crate) words: Vec<u64>,
}

/// The hashes of the longer words of a name.
pub(crate) fn words_of_name(name: &str) -> impl Iterator<Item = u64> + '_ {
    const SHORTEST: usize = 4;
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() >= SHORTEST);
    words.map(|word| hash(fold(word).as_bytes()))
}

/// The entry of a kind that the matches of a full name tell of: the first of a list of the user, and without that of the shipped one.
fn bearer_of(matches: &[Match], kind: Kind, fits: impl Fn(&Match) -> bool) -> Option<Bearer> {
    let known = |found: &&Match| found.alias.kind == kind && found.alias.entry != NO_ENTRY && fits(found);
    let found = matches.iter().filter(known).min_by_key(|found| Reverse(found.gazetteer))?;
    Some(Bearer { gazetteer: found.gazetteer, entry: found.alias.entry })
}

impl Memory {
    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        self.names.capacity() * size_of::<(u64, Known)>()
            + self.acronyms.capacity() * size_of::<(u64, LongForm)>()
            + self.cover.size()
    }

    pub(crate) fn clear(&mut self) {
        self.names.clear();
        self.acronyms.clear();
        self.has_short = false;
    }

    /// Remembers a winner without doubt; false when there is doubt.
    fn learn(
        &mut self,
        context: &Context<'_>,
        candidate: &Candidate,
        matches: &[Match],
        lane: usize,
        score: i32,
    ) -> bool {
        let (first, last) = (candidate.first as usize, candidate.last as usize);
        let least = if candidate.is_single(context) { STRONG } else { STRONG_LONG };
        if score < least || lane >= FACTS.len() || candidate.inside.is_some() {
            return false;
        }
        self.add(candidate.key, lane, score);
        if first < last {
            match lane {
                ORGANIZATION => {
                    let is_listed = bearer_of(matches, Kind::Organization, |_| true).is_some();
                    self.class =
                        if is_listed { None } else { class_of(context, candidate, Kind::Organization) };
                    self.learn_organization(context, candidate, matches, score);
                    self.class = None;
                }
                PERSON => self.learn_person(context, first, last, matches, score),
                _ => {}
            }
        }
        true
    }

    /// The given name and the surname of a full name.
    fn learn_person(
        &mut self,
        context: &Context<'_>,
        first: usize,
        last: usize,
        matches: &[Match],
        score: i32,
    ) {
        let role = beside::role(context.tokens, first, last);
        // "Fischer, Horst" is "Horst Fischer".
        let (first, last) = if context.sign(first + 1) == b',' { (last, first) } else { (first, last) };
        let capital = |at: usize| {
            context.token(at).filter(|token| token.shape == Shape::Capital).and_then(|_| context.word(at))
        };
        if let Some(given) = capital(first) {
            self.add_part(given.stem, PERSON);
        }
        if let Some(surname) = capital(last) {
            self.add(surname.stem, PERSON, score);
            self.add_part(surname.stem, PERSON);
            self.shorten(context, last, PERSON);
            // Of two people with one surname it may be either.
            // Nor is a dentist the singer with her name later on.
            let fits = |found: &Match| {
                let list = context.gazetteers.get(usize::from(found.gazetteer));
                let class = list.map_or("", |list| list.class_name(found.alias.class));
                found.gazetteer > 0 || role.is_none_or(|role| role.fits(class))
            };
            let person = bearer_of(matches, Kind::Person, fits);
            let known = self.names.entry(surname.stem).or_default();
            known.person = Some(person.filter(|_| known.person.unwrap_or(person) == person));
        }
    }

    /// The shorter forms of the name of an organisation.
    fn learn_organization(
        &mut self,
        context: &Context<'_>,
        candidate: &Candidate,
        matches: &[Match],
        score: i32,
    ) {
        let (first, last) = (candidate.first as usize, candidate.last as usize);
        let may_stand = |at: usize| context.major(at).is_some_and(Major::may_stand_for_all);
        // "Polaris Peat Moss Ltd" is later "Polaris Peat Moss" and "Polaris Peat".
        let form = candidate.legal_form(context).map(|form| form as usize);
        for end in first + 1..last {
            if context.is_name_like(end) || Some(end + 1) == form {
                self.add(key_of(context, first, end), ORGANIZATION, score);
            }
        }
        // "Limelight Networks" is later "Limelight", and so is "Limelight SE", when no list knows that word.
        if form.is_some() {
            self.shorten(context, first, ORGANIZATION);
            self.learn_definition(context, first, last);
        }
        // "Vogel Haustechnik GmbH" is later "Vogel", although that is a noun as well.
        let is_doubtful = || form.is_some() && context.major(first) == Some(Major::NOUN_AND_NAME);
        if may_stand(first) || is_doubtful() {
            let word = key_of(context, first, first);
            self.add(word, ORGANIZATION, score);
            self.add_part(word, ORGANIZATION);
        }
        // "Hotel Dünenblick" is later "Dünenblick".
        let is_head = context.gist(first).is_some_and(|word| word.traits.has(Traits::HEAD));
        if is_head && (first + 1 < last || may_stand(last)) {
            let rest = key_of(context, first + 1, last);
            self.add(rest, ORGANIZATION, score);
            if first + 1 == last {
                self.add_part(rest, ORGANIZATION);
                self.shorten(context, last, ORGANIZATION);
            }
        }
        self.learn_acronym(context, first, last, matches, score);
    }

    /// The short name in quotation marks, in brackets behind the legal name with whose first word it begins: 'Lexington
    /// Pharma, Inc. (the "Lexington Group")'.
    fn learn_definition(&mut self, context: &Context<'_>, first: usize, last: usize) {
        /// How far off the quotation marks may open, and how far from there they may close.
        const REACH: usize = 6;
        const LONGEST: usize = 5;
        if context.sign(last + 1) != b'(' {
            return;
        }
        let Some(open) = (last + 2..last + REACH).find(|&at| context.is_quote(at)) else { return };
        let Some(close) = (open + 2..=open + LONGEST).find(|&at| context.is_quote(at)) else { return };
        let stem = |at: usize| context.word(at).map(|word| word.stem);
        if stem(open + 1) == stem(first) {
            self.names.entry(key_of(context, open + 1, close - 1)).or_default().defined = true;
        }
    }

    /// The acronym of an organisation: of its initials, or the one that stands beside it.
    fn learn_acronym(
        &mut self,
        context: &Context<'_>,
        first: usize,
        last: usize,
        matches: &[Match],
        score: i32,
    ) {
        const SHORTEST: usize = 3;
        let names = (first..=last).filter(|&at| context.is_name_like(at));
        let letters = names.filter_map(|at| context.token(at)?.text(context.text).chars().next());
        let initials: String = letters.collect();
        if initials.chars().count() >= SHORTEST {
            self.add(hash(fold(&initials).as_bytes()), ORGANIZATION, score);
        }
        // "Deutscher Fußball-Bund (DFB)" is later "DFB".
        if let (b'(', Some(token), b')') =
            (context.sign(last + 1), context.token(last + 2), context.sign(last + 3))
            && matches!(token.shape, Shape::Upper | Shape::Mixed)
        {
            self.add(token.hash, ORGANIZATION, score);
            if has_acronym(context, first, last) {
                self.learn_long_form(context, token.hash, first, last, matches);
            }
        }
        // "DFB (Deutscher Fußball-Bund)" says the same.
        if context.sign(last + 1) == b')'
            && has_acronym(context, first, last)
            && let Some(token) = first.checked_sub(2).and_then(|at| context.token(at))
        {
            self.add(token.hash, ORGANIZATION, score);
            self.learn_long_form(context, token.hash, first, last, matches);
        }
    }

    fn learn_long_form(
        &mut self,
        context: &Context<'_>,
        acronym: u64,
        first: usize,
        last: usize,
        matches: &[Match],
    ) {
        let (Some(begin), Some(end)) = (context.token(first), context.token(last)) else { return };
        let name = context.text.get(begin.start as usize..end.end as usize).unwrap_or_default();
        let words = words_of_name(name).collect();
        self.acronyms
            .entry(acronym)
            .or_insert(LongForm { bearer: bearer_of(matches, Kind::Organization, |_| true), words });
    }

    fn add(&mut self, key: u64, lane: usize, score: i32) {
        let known = self.names.entry(key).or_default();
        if let Some(best) = known.best.get_mut(lane) {
            *best = (*best).max(score);
        }
        known.learn_class(self.class);
    }

    fn add_part(&mut self, key: u64, lane: usize) {
        if let Some(part) = self.names.entry(key).or_default().part.get_mut(lane) {
            *part = true;
            self.has_short = true;
        }
    }

    /// Remembers the word at `index` as a short name, if no list knows it: a word that was part of a name is no common noun.
    fn shorten(&mut self, context: &Context<'_>, index: usize, lane: usize) {
        let Some(token) = context.token(index).filter(|token| token.shape.is_name_like()) else { return };
        if context.lexicon.word(token.hash).is_some() {
            return;
        }
        let mut key = String::new();
        fold_into(token.text(context.text), &mut key);
        // "Zwickelbauers": no list knows the word, so nobody takes the ending off.
        key.push('s');
        for key in [token.hash, hash(key.as_bytes())] {
            let known = self.names.entry(key).or_default();
            known.learn_class(self.class);
            if let Some(short) = known.short.get_mut(lane) {
                *short = true;
            }
        }
        self.has_short = true;
    }

    /// What an acronym was said to stand for.
    pub(crate) fn long_form(&self, acronym: u64) -> Option<&LongForm> {
        if self.acronyms.is_empty() { None } else { self.acronyms.get(&acronym) }
    }

    /// The class of an unlisted organisation, told by its long name.
    pub(crate) fn class_of(&self, short: u64, kind: Kind) -> Option<&'static str> {
        self.names.get(&short).filter(|_| kind == Kind::Organization)?.class?
    }

    /// Whom a surname stands for; `None` when no full name came before.
    pub(crate) fn person(&self, surname: u64) -> Option<Person> {
        self.names.get(&surname)?.person
    }

    /// The fact that the memory knows of a candidate. `alone`: it lies in no longer one that is known, so it may be a short name.
    /// `settled`: it is in no doubt by itself.
    fn recall(&self, candidate: &Candidate, alone: bool, settled: bool) -> Option<Fact> {
        let known = self.names.get(&candidate.key)?;
        if known.defined {
            return Some(Fact::DefinedOrganization);
        }
        let clear = settled || candidate.scores.iter().take(LANES).any(|&score| score >= STRONG);
        if !clear {
            if let Some(lane) = known.short.iter().position(|&short| short && alone) {
                return SHORT_FACTS.get(lane).copied().flatten();
            }
            let best = known.best.iter().enumerate().filter(|(_, score)| **score > 0);
            if let Some((lane, _)) = best.max_by_key(|(lane, score)| (**score, Reverse(*lane))) {
                return FACTS.get(lane).copied();
            }
        }
        // A word of both a firm and a person tells nothing.
        match known.part {
            _ if !alone || candidate.first < candidate.last => None,
            [true, false, _] => Some(Fact::PartOrganization),
            [false, true, _] => Some(Fact::PartPerson),
            _ => None,
        }
    }
}
