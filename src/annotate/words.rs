//! What the lexicon knows of the words of a block.

use super::unlisted::{known, unlisted};
use crate::buffer::held;
use crate::evidence::{Sum, Where};
use crate::gazetteer::Node;
use crate::language::Language;
use crate::lexicon::major::Major;
use crate::lexicon::{Lexicon, NearRows, Profile, Traits, Usual, row_of};
use crate::token::{Marks, Shape, Token};
use std::cell::Cell;
use std::hint::black_box;

/// What is known of a token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// The profile of the word itself.
    pub(super) own: Profile,
    /// The profile of its shape, or 0.
    pub(super) shape: Profile,
    /// What is to be added to the row of `own` for the shape, or 0.
    pub(super) instead: Profile,
    /// For unknown words up to three further profiles: their ending, their letters, and the words of which they are joined.
    /// The first 0 ends the list.
    pub(super) more: [Profile; 3],
    /// Node of the shipped gazetteer after this word, or the root.
    pub(crate) node: Node,
    /// Facts.
    pub(crate) traits: Traits,
    /// The letter for the most telling thing.
    pub(crate) major: Major,
    /// The hash by which names that end in it are known: of the word without a genitive ending, where the word itself
    /// is unknown, else its own.
    pub(crate) stem: u64,
}

impl Word {
    /// No word.
    pub(super) const NONE: Word = Word {
        own: 0,
        shape: 0,
        instead: 0,
        more: [0; 3],
        node: Node::ROOT,
        traits: Traits::NONE,
        major: Major::LOWER,
        stem: 0,
    };

    /// A word that is known by this profile.
    pub(super) fn new(own: Profile, major: Major, stem: u64) -> Self {
        Word { own, major, stem, ..Word::NONE }
    }

    /// Adds the shape. `usual`: the shape that the row of the word's own profile has already.
    pub(super) fn shaped(self, lexicon: &Lexicon, shape: Shape, usual: Usual) -> Self {
        Word { shape: lexicon.shape(shape), instead: lexicon.instead(usual, shape), ..self }
    }

    /// Adds up to three profiles; zeros are left out.
    pub(super) fn with(mut self, profiles: [Profile; 3]) -> Self {
        let found = profiles.into_iter().filter(|&profile| profile != 0);
        self.more.iter_mut().zip(found).for_each(|(to, from)| *to = from);
        self
    }

    /// The profiles whose evidence the word has.
    pub(crate) fn profiles(&self) -> impl Iterator<Item = Profile> + use<> {
        [self.own, self.shape].into_iter().chain(self.more).filter(|&profile| profile != 0)
    }

    /// The profiles whose rows are to be summed: the same weights, in fewer rows.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Profile> + use<> {
        rows(self.own, self.instead, self.more)
    }
}

/// What most questions about a word are about: kept apart from its weights, so that it stays near the processor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gist {
    /// Node of the shipped gazetteer after this word, or the root.
    pub(crate) node: Node,
    /// Facts.
    pub(crate) traits: Traits,
    /// The letter for the most telling thing.
    pub(crate) major: Major,
    /// What has been found out of the word.
    state: State,
}

impl Gist {
    const BLANK: Gist =
        Gist { node: Node::ROOT, traits: Traits::NONE, major: Major::LOWER, state: State::BLANK };

    /// True when a shipped name may go on from it with the next word, as was [noted](Words::note_followed).
    #[inline]
    pub(crate) fn is_followed(self) -> bool {
        self.state.has(State::FOLLOWED)
    }
}

/// The rest of what is known of a word.
#[derive(Clone, Copy)]
struct Rest {
    own: Profile,
    shape: Profile,
    instead: Profile,
    more: [Profile; 3],
    stem: u64,
}

/// The rows to be summed for a word: the weights of all its evidence, in fewer rows.
#[inline]
fn rows(own: Profile, instead: Profile, more: [Profile; 3]) -> impl Iterator<Item = Profile> {
    let more = more.into_iter().take_while(|&profile| profile != 0);
    [own].into_iter().chain(Some(instead).filter(|&profile| profile != 0)).chain(more)
}

/// The words of a block, parallel to its tokens. Half of the words of a text are small ones that stand beside no name, and
/// nobody ever needs to know what they mean: so a word is looked up when it is asked for. Those with which names begin are
/// looked up in advance, together, so that they wait for memory together. The same holds for their weights.
#[derive(Default)]
pub(crate) struct Words {
    gists: Vec<Cell<Gist>>,
    /// From a block before, where nothing is known; like all that follows.
    rests: Vec<Cell<Rest>>,
    /// The sums of their weights inside names, and beside names.
    inside: Vec<Cell<[Sum; 4]>>,
    beside: Vec<Cell<[Sum; 4]>>,
    /// The tokens at which a name of the shipped lists, or an unknown one, may begin.
    pub(crate) starts: Vec<u32>,
    /// Buffer for folded keys.
    key: Cell<String>,
}

/// What has been found out of a word, as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State(u8);

impl State {
    const BLANK: State = State(0);
    /// It has been looked up.
    const KNOWN: State = State(1);
    /// Its weights inside names are summed.
    const INSIDE: State = State(2);
    /// Its weights beside names are summed.
    const BESIDE: State = State(4);
    /// It stands beside a candidate, and will be looked up soon.
    const WANTED: State = State(8);
    /// A shipped name may go on from it with the next word.
    const FOLLOWED: State = State(16);

    const fn has(self, other: State) -> bool {
        self.0 & other.0 != 0
    }

    const fn with(self, other: State) -> State {
        State(self.0 | other.0)
    }
}

impl Words {
    /// The word at `index`, looked up now if need be.
    pub(crate) fn get(&self, lexicon: &Lexicon, text: &str, tokens: &[Token], index: usize) -> Option<Word> {
        let Gist { node, traits, major, .. } = self.gist(lexicon, text, tokens, index)?;
        let Rest { own, shape, instead, more, stem } = self.rests.get(index)?.get();
        Some(Word { own, shape, instead, more, node, traits, major, stem })
    }

    /// The gist of the word at `index`, looked up now if need be.
    #[inline]
    pub(crate) fn gist(&self, lexicon: &Lexicon, text: &str, tokens: &[Token], index: usize) -> Option<Gist> {
        match self.glance(index) {
            None => self.fill(lexicon, text, tokens, index),
            gist => gist,
        }
    }

    /// The gist of the word at `index` if it is known by now. All words that may begin a name are known from the start.
    #[inline]
    pub(crate) fn glance(&self, index: usize) -> Option<Gist> {
        self.gists.get(index).map(Cell::get).filter(|gist| gist.state.has(State::KNOWN))
    }

    /// The facts by which a word joins the words of a name or ends one.
    #[inline]
    pub(crate) fn traits(&self, lexicon: &Lexicon, text: &str, tokens: &[Token], index: usize) -> Traits {
        match (self.glance(index), tokens.get(index)) {
            (Some(gist), _) => gist.traits,
            (None, Some(token)) if lexicon.may_join(token.hash) => {
                self.fill(lexicon, text, tokens, index).map_or(Traits::NONE, |gist| gist.traits)
            }
            _ => Traits::NONE,
        }
    }

    #[inline(never)]
    fn fill(&self, lexicon: &Lexicon, text: &str, tokens: &[Token], index: usize) -> Option<Gist> {
        let token = tokens.get(index)?;
        match lexicon.word(token.hash) {
            Some(found) => self.set(index, &known(lexicon, text, *token, found)),
            None => self.set_unlisted(lexicon, text, *token, index),
        }
    }

    #[inline]
    fn set(&self, index: usize, word: &Word) -> Option<Gist> {
        let Word { own, shape, instead, more, node, traits, major, stem } = *word;
        let cell = self.gists.get(index)?;
        let gist = Gist { node, traits, major, state: cell.get().state.with(State::KNOWN) };
        cell.set(gist);
        self.rests.get(index)?.set(Rest { own, shape, instead, more, stem });
        Some(gist)
    }

    /// Notes that a shipped name may go on with the word behind that at `index`.
    #[inline]
    pub(crate) fn note_followed(&self, index: usize) {
        self.note(index, State::FOLLOWED);
    }

    #[inline]
    fn note(&self, index: usize, more: State) {
        if let Some(cell) = self.gists.get(index) {
            let gist = cell.get();
            cell.set(Gist { state: gist.state.with(more), ..gist });
        }
    }

    #[inline]
    fn has(&self, index: usize, wanted: State) -> bool {
        self.gists.get(index).is_some_and(|cell| cell.get().state.has(wanted))
    }

    #[inline(never)]
    fn set_unlisted(&self, lexicon: &Lexicon, text: &str, token: Token, index: usize) -> Option<Gist> {
        let mut key = self.key.take();
        let word = unlisted(lexicon, text, token, &mut key);
        self.key.set(key);
        self.set(index, &word)
    }

    /// The sum of the weights of the word at `index` at one of the four places inside names, or of the four beside them; `None`
    /// for other places, and when they are not summed yet.
    #[inline(always)]
    pub(crate) fn sum(&self, place: Where, index: usize) -> Option<Sum> {
        let (state, at) = near(place)?;
        if !self.has(index, state) {
            return None;
        }
        self.sums(state).get(index)?.get().get(at).copied()
    }

    /// The sums of all words inside names, or beside them.
    #[inline(always)]
    fn sums(&self, state: State) -> &[Cell<[Sum; 4]>] {
        if state == State::INSIDE { &self.inside } else { &self.beside }
    }

    /// Looks up the word at `index`, if need be, and adds up its weights, where `place` is near.
    #[inline(never)]
    pub(crate) fn add_up_at(
        &self,
        lexicon: &Lexicon,
        language: Language,
        text: &str,
        tokens: &[Token],
        place: Where,
        index: usize,
    ) {
        let Some((state, _)) = near(place) else { return };
        self.gist(lexicon, text, tokens, index);
        self.add_up(near_rows(lexicon, language, state), state, index);
    }

    /// Adds up the rows of a word that is known.
    #[inline(always)]
    fn add_up(&self, rows: NearRows, state: State, index: usize) {
        let Some(word) = self.rests.get(index).filter(|_| self.has(index, State::KNOWN)) else { return };
        let Rest { own, instead, more, .. } = word.get();
        let mut sums = rows.of(own);
        // Most words have no row but their own.
        if instead != 0 || more[0] != 0 {
            let [first, second, third] = more;
            for profile in [instead, first, second, third] {
                if profile != 0 {
                    sums.iter_mut().zip(rows.of(profile)).for_each(|(sum, more)| *sum += more);
                }
            }
        }
        if let Some(cell) = self.sums(state).get(index) {
            cell.set(sums);
            self.note(index, state);
        }
    }

    /// Adds up the weights inside names of the words that begin candidates.
    pub(crate) fn add_up_starts(&self, lexicon: &Lexicon, language: Language, starts: &[u32]) {
        self.add_up_all(lexicon, language, State::INSIDE, starts);
    }

    /// Adds up the rows of all these words. They lie far apart in memory, and so all are fetched before, for the
    /// processor to wait for many of them at once.
    fn add_up_all(&self, lexicon: &Lexicon, language: Language, state: State, indices: &[u32]) {
        let rows = near_rows(lexicon, language, state);
        let own = |&index: &u32| self.rests.get(index as usize).map_or(0, |word| word.get().own);
        black_box(indices.iter().fold(0, |all, index| all | rows.touch(own(index))));
        for &index in indices {
            self.add_up(rows, state, index as usize);
        }
    }

    /// Notes the words beside those from `first` to `last`, each once.
    pub(crate) fn want_around(&self, first: usize, last: usize, wanted: &mut Vec<u32>) {
        for index in [first.wrapping_sub(2), first.wrapping_sub(1), last + 1, last + 2] {
            if index < self.gists.len() && !self.has(index, State::WANTED) {
                self.note(index, State::WANTED);
                wanted.push(index as u32);
            }
        }
    }

    /// Looks up the noted words, and adds up their weights beside names.
    pub(crate) fn look_around(
        &self,
        lexicon: &Lexicon,
        language: Language,
        text: &str,
        tokens: &[Token],
        wanted: &[u32],
    ) {
        self.look_up(lexicon, text, tokens, wanted);
        self.add_up_all(lexicon, language, State::BESIDE, wanted);
    }

    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        held(&self.gists) + held(&self.rests) + held(&self.inside) + held(&self.beside) + held(&self.starts)
    }

    /// Blanks for so many tokens, with which no name begins.
    pub(crate) fn clear(&mut self, tokens: usize) {
        self.starts.clear();
        self.gists.clear();
        self.gists.resize(tokens, Cell::new(Gist::BLANK));
        if self.rests.len() < tokens {
            let blank = Rest { own: 0, shape: 0, instead: 0, more: [0; 3], stem: 0 };
            self.rests.resize(tokens, Cell::new(blank));
            self.inside.resize(tokens, Cell::default());
            self.beside.resize(tokens, Cell::default());
        }
    }

    /// Finds the tokens with which names may begin, among those that it was [cleared](Self::clear) for, and looks them up.
    pub(crate) fn begin(&mut self, lexicon: &Lexicon, text: &str, tokens: &[Token]) {
        let mut starts = std::mem::take(&mut self.starts);
        starts.resize(tokens.len(), 0);
        // Without a branch for each token, which would be guessed wrong for every third.
        let mut count = 0;
        for (index, token) in tokens.iter().enumerate() {
            if let Some(slot) = starts.get_mut(count) {
                *slot = index as u32;
            }
            let next = tokens.get(index + 1);
            count += usize::from(
                may_begin(lexicon, token) | token.begins_word(next) | may_be_firm(lexicon, token, next),
            );
        }
        starts.truncate(count);
        self.look_up(lexicon, text, tokens, &starts);
        starts.retain(|&index| {
            let capital = |token: &Token| token.shape.is_name_like() || token.shape == Shape::Number;
            let token = tokens.get(index as usize);
            let small = |word: Gist| word.node != Node::ROOT || begins_small(word.traits);
            let firm = |token: &Token| may_be_firm(lexicon, token, tokens.get(index as usize + 1));
            token.is_some_and(capital)
                || self.glance(index as usize).is_some_and(small)
                || token.is_some_and(firm)
        });
        self.starts = starts;
    }

    /// Looks up all these words, as far as they are not known.
    fn look_up(&self, lexicon: &Lexicon, text: &str, tokens: &[Token], wanted: &[u32]) {
        for batch in wanted.chunks(BATCH) {
            let mut rare = [0; BATCH];
            let mut count = 0;
            for &index in batch {
                let Some(&token) = tokens.get(index as usize) else { continue };
                if self.has(index as usize, State::KNOWN) {
                    continue;
                }
                match lexicon.frequent(token.hash) {
                    Some(found) => drop(self.set(index as usize, &known(lexicon, text, token, found))),
                    None => {
                        if let Some(slot) = rare.get_mut(count) {
                            *slot = index;
                        }
                        count += 1;
                    }
                }
            }
            let rare = rare.get(..count).unwrap_or_default();
            let hashes = rare.iter().filter_map(|&index| tokens.get(index as usize));
            black_box(hashes.fold(0, |sum, token| sum | lexicon.touch(token.hash)));
            for &index in rare {
                let Some(&token) = tokens.get(index as usize) else { continue };
                match lexicon.rare(token.hash) {
                    Some(found) => self.set(index as usize, &known(lexicon, text, token, found)),
                    None => self.set_unlisted(lexicon, text, token, index as usize),
                };
            }
        }
    }
}

/// Whether the weights of a place are summed inside names or beside them, and at which of the four numbers they stand; `None` for
/// places farther off.
#[inline(always)]
fn near(place: Where) -> Option<(State, usize)> {
    match row_of(place)? {
        (0, _, at) => Some((State::INSIDE, at)),
        (1, _, at) => Some((State::BESIDE, at)),
        _ => None,
    }
}

/// The rows of the weights inside names, or of those beside them.
#[inline]
fn near_rows(lexicon: &Lexicon, language: Language, state: State) -> NearRows {
    lexicon.near_rows(language, usize::from(state == State::BESIDE))
}

/// So many look-ups wait for memory together.
const BATCH: usize = 32;

/// True for words that may begin a name.
#[inline]
fn may_begin(lexicon: &Lexicon, token: &Token) -> bool {
    // All are asked: to stop at the first that holds would be a branch again.
    token.shape.is_name_like()
        | token.marks.has(Marks::HYPHEN)
        | token.marks.has(Marks::LOWER_LINE)
        | lexicon.may_begin_name(token.hash)
}

/// True for a word in small letters before what may be a legal form: "neusta GmbH".
#[inline]
fn may_be_firm(lexicon: &Lexicon, token: &Token, next: Option<&Token>) -> bool {
    token.shape == Shape::Lower
        && next.is_some_and(|next| next.shape.is_name_like() && lexicon.may_join(next.hash))
}

/// True for the words in small letters with which a name may begin that no list knows as a whole. Most words of grammar do not,
/// though they begin names of the lists ("die tageszeitung").
pub(crate) fn begins_small(traits: Traits) -> bool {
    traits.has(Traits::ONLY_NAME)
        || traits.has(Traits::SMALL_NAME) && (traits.has(Traits::PARTICLE) || !traits.has(Traits::FUNCTION))
}
