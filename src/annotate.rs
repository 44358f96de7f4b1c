//! From tokens to words: what the lexicon knows of a token, where sentences begin, and which line breaks part.
//!
//! Nothing is decided here about names, see `candidate`.

use crate::evidence::Code;
use crate::fold::{fold_into, hash};
use crate::gazetteer::Node;
use crate::language::Language;
use crate::lexicon::major::Major;
use crate::lexicon::{self, Lexicon, Profile, Traits, Usual};
use crate::token::{Marks, Shape, Token};
use crate::wrap::Paragraph;
use std::cell::Cell;
use std::hint::black_box;

/// What is known of a token. Parallel to the tokens of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// The profile of the word itself.
    own: Profile,
    /// The profile of its shape, or 0.
    shape: Profile,
    /// What is to be added to the row of `own` for the shape, or 0.
    instead: Profile,
    /// For unknown words up to three further profiles: their ending, their letters, and the words of which they are joined.
    /// The first 0 ends the list.
    more: [Profile; 3],
    /// Node of the shipped gazetteer after this word, or the root.
    pub(crate) node: Node,
    /// Facts.
    pub(crate) traits: Traits,
    /// The letter for the most telling thing.
    pub(crate) major: Major,
    /// The hash of the word without a genitive ending, where the word itself is unknown, else its own.
    pub(crate) stem: u64,
}

impl Word {
    /// No word.
    const NONE: Word = Word {
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
    fn new(own: Profile, major: Major, stem: u64) -> Self {
        Word { own, major, stem, ..Word::NONE }
    }

    /// Adds the shape. `usual`: the shape that the row of the word's own profile has already.
    fn shaped(self, lexicon: &Lexicon, shape: Shape, usual: Usual) -> Self {
        Word { shape: lexicon.shape(shape), instead: lexicon.instead(usual, shape), ..self }
    }

    /// Adds up to three profiles; zeros are left out.
    fn with(mut self, profiles: [Profile; 3]) -> Self {
        let found = profiles.into_iter().filter(|&profile| profile != 0);
        self.more.iter_mut().zip(found).for_each(|(to, from)| *to = from);
        self
    }

    /// The profiles whose evidence the word has.
    pub(crate) fn profiles(&self) -> impl Iterator<Item = Profile> + use<> {
        [self.own, self.shape].into_iter().chain(self.more).filter(|&profile| profile != 0)
    }

    /// Visits the profiles whose rows are to be summed: the same weights, in fewer rows.
    #[inline]
    pub(crate) fn for_each_row(&self, mut visit: impl FnMut(Profile)) {
        visit(self.own);
        if self.instead != 0 {
            visit(self.instead);
        }
        for profile in self.more {
            if profile == 0 {
                break;
            }
            visit(profile);
        }
    }
}

/// The words of a block, parallel to its tokens. Half of the words of a text are small ones that stand beside no name, and
/// nobody ever needs to know what they mean: so a word is looked up when it is asked for. Those with which names begin are
/// looked up in advance, together, so that they wait for memory together.
#[derive(Default)]
pub(crate) struct Words {
    /// What is known of each word.
    states: Vec<Cell<State>>,
    /// The words; from a block before, where nothing is known.
    list: Vec<Cell<Word>>,
    /// The tokens at which a name of the shipped lists, or an unknown one, may begin.
    pub(crate) starts: Vec<u32>,
    /// Buffer for folded keys.
    key: Cell<String>,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nobody has asked for it.
    Blank,
    /// It will be looked up soon.
    Wanted,
    /// It has been looked up.
    Known,
}

impl Words {
    /// The word at `index`, looked up now if need be.
    #[inline]
    pub(crate) fn get(&self, lexicon: &Lexicon, text: &str, tokens: &[Token], index: usize) -> Option<Word> {
        match self.glance(index) {
            None => self.fill(lexicon, text, tokens, index),
            word => word,
        }
    }

    /// The word at `index` if it is known by now. All words that may begin a name are known from the start.
    #[inline]
    pub(crate) fn glance(&self, index: usize) -> Option<Word> {
        match (self.states.get(index).map(Cell::get), self.list.get(index)) {
            (Some(State::Known), Some(cell)) => Some(cell.get()),
            _ => None,
        }
    }

    /// The facts by which a word joins the words of a name or ends one.
    #[inline]
    pub(crate) fn traits(&self, lexicon: &Lexicon, text: &str, tokens: &[Token], index: usize) -> Traits {
        match (self.glance(index), tokens.get(index)) {
            (Some(word), _) => word.traits,
            (None, Some(token)) if lexicon.may_join(token.hash) => {
                self.fill(lexicon, text, tokens, index).map_or(Traits::NONE, |word| word.traits)
            }
            _ => Traits::NONE,
        }
    }

    #[inline(never)]
    fn fill(&self, lexicon: &Lexicon, text: &str, tokens: &[Token], index: usize) -> Option<Word> {
        let token = tokens.get(index)?;
        match lexicon.word(token.hash) {
            Some(found) => self.set(index, known(lexicon, text, *token, found)),
            None => self.set_unlisted(lexicon, text, *token, index),
        }
    }

    #[inline]
    fn set(&self, index: usize, word: Word) -> Option<Word> {
        self.list.get(index)?.set(word);
        self.states.get(index)?.set(State::Known);
        Some(word)
    }

    #[inline(never)]
    fn set_unlisted(&self, lexicon: &Lexicon, text: &str, token: Token, index: usize) -> Option<Word> {
        let mut key = self.key.take();
        let word = unlisted(lexicon, text, token, &mut key);
        self.key.set(key);
        self.set(index, word)
    }

    /// Bytes held.
    pub(crate) fn size(&self) -> usize {
        self.states.capacity() * size_of::<Cell<State>>()
            + self.list.capacity() * size_of::<Cell<Word>>()
            + self.starts.capacity() * size_of::<u32>()
    }

    /// Blanks for `tokens`, but for the words that may begin a name.
    fn begin(&mut self, lexicon: &Lexicon, text: &str, tokens: &[Token]) {
        self.states.clear();
        self.states.resize(tokens.len(), Cell::new(State::Blank));
        if self.list.len() < tokens.len() {
            self.list.resize(tokens.len(), Cell::new(Word::NONE));
        }
        let mut starts = std::mem::take(&mut self.starts);
        starts.clear();
        starts.resize(tokens.len(), 0);
        // Without a branch for each token, which would be guessed wrong for every third.
        let mut count = 0;
        for (index, token) in tokens.iter().enumerate() {
            if let Some(slot) = starts.get_mut(count) {
                *slot = index as u32;
            }
            count += usize::from(may_begin(lexicon, token));
        }
        starts.truncate(count);
        self.look_up(lexicon, text, tokens, &starts);
        starts.retain(|&index| {
            let capital = tokens.get(index as usize).is_some_and(|token| token.shape.is_name_like());
            let small = |word: Word| word.node != Node::ROOT || begins_small(word.traits);
            capital || self.glance(index as usize).is_some_and(small)
        });
        self.starts = starts;
    }

    /// Looks up all these words.
    pub(crate) fn look_up(&self, lexicon: &Lexicon, text: &str, tokens: &[Token], wanted: &[u32]) {
        for batch in wanted.chunks(BATCH) {
            let mut rare = [0; BATCH];
            let mut count = 0;
            for &index in batch {
                let Some(&token) = tokens.get(index as usize) else { continue };
                match lexicon.frequent(token.hash) {
                    Some(found) => drop(self.set(index as usize, known(lexicon, text, token, found))),
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
                    Some(found) => self.set(index as usize, known(lexicon, text, token, found)),
                    None => self.set_unlisted(lexicon, text, token, index as usize),
                };
            }
        }
    }

    /// Appends to `wanted` the words that stand beside those from `first` to `last` and are not known yet, each once.
    pub(crate) fn want_around(&self, first: usize, last: usize, wanted: &mut Vec<u32>) {
        for index in [first.wrapping_sub(2), first.wrapping_sub(1), last + 1, last + 2] {
            if let Some(state) = self.states.get(index)
                && state.get() == State::Blank
            {
                state.set(State::Wanted);
                wanted.push(index as u32);
            }
        }
    }

    /// Fetches the weights of a word inside names (0) or beside them (1), if it is known.
    #[inline]
    pub(crate) fn touch_row(
        &self,
        lexicon: &Lexicon,
        language: Language,
        section: usize,
        index: usize,
    ) -> u8 {
        self.glance(index).map_or(0, |word| lexicon.touch_row(language, section, word.own))
    }
}

/// So many look-ups wait for memory together.
const BATCH: usize = 32;

/// True for words that may begin a name.
#[inline]
fn may_begin(lexicon: &Lexicon, token: &Token) -> bool {
    token.shape.is_name_like() || token.marks.has(Marks::HYPHEN) || lexicon.may_begin_name(token.hash)
}

/// True for the words in small letters with which a name may begin that no list knows as a whole. Most words of grammar do not,
/// though they begin names of the lists ("die tageszeitung").
pub(crate) fn begins_small(traits: Traits) -> bool {
    traits.has(Traits::SMALL_NAME) && (traits.has(Traits::PARTICLE) || !traits.has(Traits::FUNCTION))
}

/// Lines shorter than this (in bytes) do not end because the page does.
const SHORT_LINE: u32 = 45;

/// Joins abbreviations with their full stop, sets [`Marks::SENTENCE`], [`Marks::BLOCK`] and the marks of headlines, and
/// prepares the words.
pub(crate) fn annotate(lexicon: &Lexicon, text: &str, tokens: &mut Vec<Token>, words: &mut Words) {
    mark_sentences(lexicon, text, tokens, words);
    words.begin(lexicon, text, tokens);
}

fn mark_sentences(lexicon: &Lexicon, text: &str, tokens: &mut Vec<Token>, words: &mut Words) {
    let mut kept = 0_usize;
    let (mut line_start, mut begin) = (0, 0);
    let mut paragraph = Paragraph::default();
    let mut after_stop = true;
    let mut sentence = Sentence::default();
    for index in 0..tokens.len() {
        let Some(&(mut token)) = tokens.get(index) else { break };
        let is_sign = token.shape == Shape::Sign;
        // Most tokens are words inside a sentence.
        if is_sign || after_stop || token.marks.has(Marks::LINE) || token.marks.has(Marks::BLOCK) {
            let sign = if is_sign { text.as_bytes().get(token.start as usize) } else { None };
            let before = kept.checked_sub(1).and_then(|last| tokens.get(last)).copied();
            if sign == Some(&b'.')
                && let Some(last) = before.filter(|last| last.end == token.start && last.shape.is_word())
                && is_abbreviation(lexicon, text, last, &mut words.key)
            {
                // "Dr." and "Inc." are one token; whether a sentence ends there the next word tells.
                if let Some(slot) = tokens.get_mut(kept - 1) {
                    slot.end = token.end;
                    slot.marks.set(Marks::DOT);
                }
                continue;
            }
            if token.marks.has(Marks::LINE) {
                if token.marks.has(Marks::BLOCK) {
                    begin = token.start;
                }
                let parts = |last: Token| {
                    last.end.saturating_sub(line_start) < SHORT_LINE
                        && !goes_on(
                            lexicon,
                            text,
                            tokens.get(..kept).unwrap_or_default(),
                            line_start,
                            token,
                            || {
                                let ends = [line_start, last.end, token.start].map(|at| at as usize);
                                paragraph.is_full(text, begin as usize, ends)
                            },
                        )
                };
                if after_stop || before.is_none_or(parts) {
                    token.marks.set(Marks::BLOCK);
                }
                line_start = token.start;
            }
            if token.marks.has(Marks::BLOCK) {
                after_stop = true;
            }
            if is_sign {
                after_stop = match sign {
                    Some(b'.') => !before.is_some_and(|last| is_ordinal(text, last)),
                    Some(b'!' | b'?') => true,
                    // Quotation marks and brackets may stand between the stop and the word.
                    Some(b'"' | b'\'' | b'(' | b'[') | Some(0x80..) => after_stop,
                    _ => false,
                };
            } else {
                if after_stop {
                    token.marks.set(Marks::SENTENCE);
                }
                after_stop = false;
            }
            if token.marks.has(Marks::SENTENCE) || token.marks.has(Marks::BLOCK) {
                sentence.finish(tokens, kept);
            }
            if let Some(slot) = tokens.get_mut(kept) {
                *slot = token;
            }
        } else if kept != index
            && let Some(slot) = tokens.get_mut(kept)
        {
            *slot = token;
        }
        sentence.count(&token);
        kept += 1;
    }
    tokens.truncate(kept);
    sentence.finish(tokens, kept);
}

/// True when the sentence of a short line goes on in the next one, which begins with `next`: that is a small word, or the line
/// has a small word itself and was full. `line_start` is where the line begins, the last of `tokens` ends it.
fn goes_on(
    lexicon: &Lexicon,
    text: &str,
    tokens: &[Token],
    line_start: u32,
    next: Token,
    is_full: impl FnOnce() -> bool,
) -> bool {
    let small = |token: &Token| {
        token.shape == Shape::Lower
            || token.shape == Shape::Capital
                && lexicon.word(token.hash).is_some_and(|word| word.traits.has(Traits::FUNCTION))
    };
    match next.shape {
        Shape::Lower => true,
        Shape::Address => false,
        // A dash, a dot or a number with a full stop begins an item of a list.
        Shape::Sign if !next.text(text).starts_with(['"', '\'', '(', '„', '“', '‚', '»', '«']) => {
            false
        }
        Shape::Number if text.get(next.end as usize..).is_some_and(|rest| rest.starts_with(['.', ')'])) => {
            false
        }
        _ => tokens.iter().rev().take_while(|token| token.start >= line_start).any(small) && is_full(),
    }
}

/// True for a word that is written with a full stop.
fn is_abbreviation(lexicon: &Lexicon, text: &str, token: Token, key: &mut Cell<String>) -> bool {
    let may_be_genitive = token.shape.is_name_like() && token.text(text).ends_with(['s', 'S']);
    if !may_be_genitive && !lexicon.may_join(token.hash) {
        return false;
    }
    let traits = match lexicon.word(token.hash) {
        Some(found) => found.traits,
        None if may_be_genitive => unlisted(lexicon, text, token, key.get_mut()).traits,
        None => Traits::NONE,
    };
    traits.has(Traits::ABBREVIATION)
}

/// Counts the words of a sentence, for it may be a headline: most words, and at least four, with a capital or in capitals.
#[derive(Default)]
struct Sentence {
    start: usize,
    all: usize,
    capital: usize,
    upper: usize,
}

impl Sentence {
    #[inline]
    fn count(&mut self, token: &Token) {
        self.all += usize::from(token.shape.is_word());
        self.capital += usize::from(token.shape.is_name_like());
        self.upper += usize::from(token.shape == Shape::Upper);
    }

    /// Marks the tokens up to `end` if they are a headline, and begins the next sentence there.
    #[inline]
    fn finish(&mut self, tokens: &mut [Token], end: usize) {
        let mark = match self.all {
            0..4 => None,
            all if self.upper * 4 >= all * 3 => Some(Marks::UPPER_LINE),
            all if self.capital * 4 >= all * 3 => Some(Marks::TITLE_LINE),
            _ => None,
        };
        if let Some(mark) = mark {
            for token in tokens.get_mut(self.start..end).unwrap_or_default() {
                token.marks.set(mark);
            }
        }
        *self = Sentence { start: end, ..Sentence::default() };
    }
}

/// "3." in "am 3. Mai": a short number before a full stop is more often an ordinal than the end of a sentence.
fn is_ordinal(text: &str, token: Token) -> bool {
    token.shape == Shape::Number && token.text(text).len() <= 2
}

/// A word of the lexicon.
#[inline]
fn known(lexicon: &Lexicon, text: &str, token: Token, found: lexicon::Word) -> Word {
    let capital = token.shape.is_name_like();
    let (own, usual) = if capital { (found.upper, Usual::Capital) } else { (found.lower, Usual::Lower) };
    let mut word =
        Word::new(own, found.majors[usize::from(capital)], token.hash).shaped(lexicon, token.shape, usual);
    (word.node, word.traits) = (found.node, found.traits);
    match token.shape {
        Shape::Upper => {
            if matches!(word.major, Major::UNKNOWN | Major(b'N' | b'n' | b'W')) {
                word.major = Major::ACRONYM;
            }
            word.with([capitals(lexicon, text, token), 0, 0])
        }
        Shape::Initial => Word { major: Major::INITIAL, ..word },
        _ => word,
    }
}

/// A word that does not stand in the lexicon.
fn unlisted(lexicon: &Lexicon, text: &str, token: Token, key: &mut String) -> Word {
    let major = match token.shape {
        Shape::Number => return number(lexicon, text, token),
        Shape::Address => Major::ADDRESS,
        Shape::Clitic => Major::CLITIC,
        Shape::Sign => Major::SIGN,
        _ => return unknown(lexicon, text, token, key),
    };
    Word::new(lexicon.shape(token.shape), major, token.hash)
}

/// The text of a word without the full stop with which it was joined; but "U.S." keeps its last.
fn bare(text: &str, token: Token) -> &str {
    let word = token.text(text);
    match word.strip_suffix('.') {
        Some(without)
            if token.marks.has(Marks::DOT) && (without.ends_with('.') || !without.contains('.')) =>
        {
            without
        }
        _ => word,
    }
}

/// Short words in capitals are told apart by their length: "SPD", "ACHTUNG".
fn capitals(lexicon: &Lexicon, text: &str, token: Token) -> Profile {
    lexicon.capitals(bare(text, token).chars().count())
}

fn number(lexicon: &Lexicon, text: &str, token: Token) -> Word {
    let digits = token.text(text).as_bytes();
    let sort = match digits {
        [b'1', b'6'..=b'9', _, _] | [b'2', b'0', _, _] => 0,
        [_] => 1,
        [_, _] => 2,
        _ if digits.iter().all(u8::is_ascii_digit) => 3,
        _ => 4,
    };
    Word::new(lexicon.number(sort), Major::NUMBER, token.hash)
}

/// A word that stands in no table: without its genitive ending it may; else its shape and its ending must do.
fn unknown(lexicon: &Lexicon, text: &str, token: Token, key: &mut String) -> Word {
    key.clear();
    fold_into(bare(text, token), key);
    let capital = token.shape.is_name_like();
    if capital && key.len() > 4 && key.ends_with('s') {
        for stem in [key.strip_suffix('s'), key.strip_suffix("es")].into_iter().flatten() {
            let stem = hash(stem.as_bytes());
            if let Some(found) = lexicon.word(stem) {
                let mut word = Word::new(found.upper, found.majors[1], stem).shaped(
                    lexicon,
                    token.shape,
                    Usual::Capital,
                );
                (word.node, word.traits) = (found.node, found.traits);
                word.traits.set(Traits::GENITIVE);
                return word;
            }
        }
    }
    let major = if capital { Major::UNKNOWN } else { Major::LOWER };
    let word =
        Word::new(lexicon.unlisted(token.shape), major, token.hash).shaped(lexicon, token.shape, Usual::Own);
    match token.shape {
        Shape::Upper => Word { major: Major::ACRONYM, ..word.with([capitals(lexicon, text, token), 0, 0]) },
        Shape::Initial => Word { major: Major::INITIAL, ..word },
        _ if token.marks.has(Marks::HYPHEN) => compound(lexicon, key, token),
        _ if capital => {
            let suffix = lexicon.suffix(key);
            let major = if suffix == 0 { major } else { lexicon.major(suffix) };
            Word { major, ..word.with([suffix, lexicon.letters(key), joined(lexicon, key)]) }
        }
        _ => word,
    }
}

/// An unknown compound is known by its first and its last part.
fn compound(lexicon: &Lexicon, key: &str, token: Token) -> Word {
    let first = key.split('-').next().unwrap_or(key);
    let last = key.rsplit('-').next().unwrap_or(key);
    let (_, first_major, _) = part(lexicon, first);
    let (own, last_major, usual) = part(lexicon, last);
    let pair = lexicon.profile_of_code(Code::new(b'h', [first_major.0, last_major.0]));
    let major = if last_major == Major::UNKNOWN { Major(b'Y') } else { last_major };
    let mut word = Word::new(own, major, token.hash).shaped(lexicon, token.shape, usual).with([pair, 0, 0]);
    if matches!(last_major, Major(b'D' | b'E')) {
        word.traits.set(Traits::SMALL_NAME);
    }
    word
}

/// An unknown word without a hyphen may be joined of two known ones: "Sperrholzplatten". The longest known ending counts.
fn joined(lexicon: &Lexicon, key: &str) -> Profile {
    const SHORTEST_FRONT: usize = 3;
    for (at, _) in key.char_indices().skip(SHORTEST_FRONT) {
        let (Some(front), Some(tail)) = (key.get(..at), key.get(at..)) else { return 0 };
        let Some(tail) = lexicon.tail(tail) else { continue };
        let links = [
            front.strip_suffix('s'),
            front.strip_suffix('n'),
            front.strip_suffix("en"),
            front.strip_suffix("es"),
        ];
        let front = [Some(front)].into_iter().chain(links).flatten().find_map(|part| lexicon.major_of(part));
        let front =
            front.map_or(Major::UNKNOWN, |front| if front == Major::UNKNOWN { Major::LOWER } else { front });
        return lexicon.profile_of_code(Code::new(b'j', [front.0, tail.0]));
    }
    0
}

/// Profile and major of one part of a compound, given its folded key, and the shape that the row of the profile has.
pub(crate) fn part(lexicon: &Lexicon, key: &str) -> (Profile, Major, Usual) {
    if let Some(found) = lexicon.word(hash(key.as_bytes())) {
        return (found.upper, found.majors[1], Usual::Capital);
    }
    match lexicon.suffix(key) {
        0 => (lexicon.unlisted(Shape::Capital), Major::UNKNOWN, Usual::Capital),
        suffix => (suffix, lexicon.major(suffix), Usual::None),
    }
}
