//! From tokens to words: what the lexicon knows of a token, where sentences begin, and which line breaks part.
//!
//! Nothing is decided here about names, see `candidate`.

use crate::evidence::Code;
use crate::fold::{fold_into, hash};
use crate::gazetteer::Node;
use crate::lexicon::major::Major;
use crate::lexicon::{Lexicon, Profile, Traits};
use crate::token::{Marks, Shape, Token};
use std::cell::Cell;
use std::hint::black_box;

/// What is known of a token. Parallel to the tokens of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// Up to five profiles, 0 for none: the word itself, its shape, and for unknown words their ending, their letters, and
    /// the words of which they are joined.
    pub(crate) profiles: [Profile; 5],
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
    /// Stands for a word that nobody has asked for yet.
    const BLANK: Word = Word {
        profiles: [Profile::MAX, 0, 0, 0, 0],
        node: Node::ROOT,
        traits: Traits::NONE,
        major: Major::LOWER,
        stem: 0,
    };

    fn is_blank(&self) -> bool {
        let [own, ..] = self.profiles;
        own == Profile::MAX
    }
}

/// The words of a block, parallel to its tokens. Half of the words of a text are small ones that stand beside no name, and
/// nobody ever needs to know what they mean: so a word is looked up when it is asked for. Those with which names begin are
/// looked up in advance, together, so that they wait for memory together.
#[derive(Default)]
pub(crate) struct Words {
    list: Vec<Cell<Word>>,
    /// The tokens at which a name of the shipped lists, or an unknown one, may begin.
    pub(crate) starts: Vec<u32>,
    /// The words that are looked up in advance.
    early: Vec<u32>,
    /// Buffer for folded keys.
    key: Cell<String>,
}

impl Words {
    /// The word at `index`, looked up now if need be.
    #[inline]
    pub(crate) fn get(&self, lexicon: &Lexicon, text: &str, tokens: &[Token], index: usize) -> Option<Word> {
        let cell = self.list.get(index)?;
        let word = cell.get();
        if word.is_blank() { self.fill(lexicon, text, tokens, index) } else { Some(word) }
    }

    /// The facts by which a word joins the words of a name, ends one, or is an abbreviation.
    #[inline]
    pub(crate) fn traits(&self, lexicon: &Lexicon, text: &str, tokens: &[Token], index: usize) -> Traits {
        match (self.list.get(index).map(Cell::get), tokens.get(index)) {
            (Some(word), _) if !word.is_blank() => word.traits,
            (Some(_), Some(token)) if lexicon.may_join(token.hash) => {
                self.fill(lexicon, text, tokens, index).map_or(Traits::NONE, |word| word.traits)
            }
            _ => Traits::NONE,
        }
    }

    /// The word at `index` if it is known by now, else a blank. All words that may begin a name are known from the start.
    #[inline]
    pub(crate) fn glance(&self, index: usize) -> Option<Word> {
        self.list.get(index).map(Cell::get)
    }

    #[inline(never)]
    fn fill(&self, lexicon: &Lexicon, text: &str, tokens: &[Token], index: usize) -> Option<Word> {
        let (cell, token) = (self.list.get(index)?, tokens.get(index)?);
        let mut key = self.key.take();
        let word = look_up(lexicon, text, *token, &mut key);
        self.key.set(key);
        cell.set(word);
        Some(word)
    }

    /// Blanks for `tokens`, and the words that may begin a name.
    fn begin(&mut self, lexicon: &Lexicon, text: &str, tokens: &[Token]) {
        self.list.clear();
        self.list.resize(tokens.len(), Cell::new(Word::BLANK));
        self.starts.clear();
        let mut early = std::mem::take(&mut self.early);
        early.clear();
        early.extend(tokens.iter().enumerate().filter(|(_, token)| may_begin(lexicon, token)).map(|(i, _)| i as u32));
        for batch in early.chunks(BATCH) {
            let hashes = batch.iter().filter_map(|&index| tokens.get(index as usize));
            black_box(hashes.fold(0, |sum, token| sum | lexicon.touch(token.hash)));
            for &index in batch {
                self.fill(lexicon, text, tokens, index as usize);
            }
        }
        self.early = early;
    }
}

/// So many look-ups wait for memory together.
const BATCH: usize = 16;

/// True for words that may begin a name.
#[inline]
fn may_begin(lexicon: &Lexicon, token: &Token) -> bool {
    token.shape.is_name_like() || token.marks.has(Marks::HYPHEN) || lexicon.may_begin_name(token.hash)
}

/// True for the words in small letters with which a name may begin that no list knows as a whole. Words of grammar do not,
/// though they begin names of the lists ("die tageszeitung").
pub(crate) fn begins_small(traits: Traits) -> bool {
    traits.has(Traits::SMALL_NAME) && !traits.has(Traits::FUNCTION)
}

/// Lines shorter than this (in bytes) do not end because the page does.
const SHORT_LINE: u32 = 45;

/// Prepares the words of all tokens. Joins abbreviations with their full stop, and sets [`Marks::SENTENCE`],
/// [`Marks::BLOCK`], and the marks of headlines.
pub(crate) fn annotate(lexicon: &Lexicon, text: &str, tokens: &mut Vec<Token>, words: &mut Words) {
    words.begin(lexicon, text, tokens);
    let mut kept = 0_usize;
    let mut line_start = 0;
    let mut after_stop = true;
    let mut sentence = Sentence::default();
    for index in 0..tokens.len() {
        let Some(&(mut token)) = tokens.get(index) else { break };
        let sign = if token.shape == Shape::Sign { text.as_bytes().get(token.start as usize) } else { None };
        let before = kept.checked_sub(1).and_then(|last| tokens.get(last)).copied();
        if sign == Some(&b'.')
            && let Some(last) = before.filter(|last| last.end == token.start && last.shape.is_word())
            && words.traits(lexicon, text, tokens, kept - 1).has(Traits::ABBREVIATION)
        {
            // "Dr." and "Inc." are one token; whether a sentence ends there the next word tells.
            let mut marks = last.marks;
            marks.set(Marks::DOT);
            if let Some(slot) = tokens.get_mut(kept - 1) {
                *slot = Token { end: token.end, marks, ..last };
            }
            continue;
        }
        if token.marks.has(Marks::LINE) {
            let short = |last: Token| last.end.saturating_sub(line_start) < SHORT_LINE;
            if after_stop || before.is_none_or(short) {
                token.marks.set(Marks::BLOCK);
            }
            line_start = token.start;
        }
        if token.marks.has(Marks::BLOCK) {
            after_stop = true;
        }
        if token.shape == Shape::Sign {
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
        sentence.count(&token);
        if let (Some(slot), Some(word)) = (tokens.get_mut(kept), words.glance(index)) {
            *slot = token;
            if kept != index && let Some(cell) = words.list.get(kept) {
                cell.set(word);
            }
            if token.shape.is_name_like() || word.node != Node::ROOT || begins_small(word.traits) {
                words.starts.push(kept as u32);
            }
        }
        kept += 1;
    }
    tokens.truncate(kept);
    words.list.truncate(kept);
    sentence.finish(tokens, kept);
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

fn look_up(lexicon: &Lexicon, text: &str, token: Token, key: &mut String) -> Word {
    let capital = token.shape.is_name_like();
    let shape = lexicon.shape(token.shape);
    if let Some(found) = lexicon.word(token.hash) {
        let own = if capital { found.upper } else { found.lower };
        let mut major = found.majors[usize::from(capital)];
        let extra = match token.shape {
            Shape::Upper => capitals(lexicon, text, token),
            Shape::Initial => {
                major = Major::INITIAL;
                0
            }
            _ => 0,
        };
        if token.shape == Shape::Upper && matches!(major, Major::UNKNOWN | Major(b'N' | b'n' | b'W')) {
            major = Major::ACRONYM;
        }
        return Word {
            profiles: [own, shape, extra, 0, 0],
            node: found.node,
            traits: found.traits,
            major,
            stem: token.hash,
        };
    }
    match token.shape {
        Shape::Number => number(lexicon, text, token),
        Shape::Sign | Shape::Address | Shape::Clitic => {
            let major = match token.shape {
                Shape::Address => Major::ADDRESS,
                Shape::Clitic => Major::CLITIC,
                _ => Major::SIGN,
            };
            Word { profiles: [shape, 0, 0, 0, 0], node: Node::ROOT, traits: Traits::default(), major, stem: token.hash }
        }
        _ => unknown(lexicon, text, token, key),
    }
}

/// Short words in capitals are told apart by their length: "SPD", "ACHTUNG".
fn capitals(lexicon: &Lexicon, text: &str, token: Token) -> Profile {
    lexicon.capitals(token.text(text).chars().count())
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
    Word {
        profiles: [lexicon.number(sort), 0, 0, 0, 0],
        node: Node::ROOT,
        traits: Traits::default(),
        major: Major::NUMBER,
        stem: token.hash,
    }
}

/// A word that stands in no table: without its genitive ending it may; else its shape and its ending must do.
fn unknown(lexicon: &Lexicon, text: &str, token: Token, key: &mut String) -> Word {
    key.clear();
    fold_into(token.text(text), key);
    let capital = token.shape.is_name_like();
    if capital && key.len() > 4 && key.ends_with('s') {
        for stem in [key.strip_suffix('s'), key.strip_suffix("es")].into_iter().flatten() {
            let stem_hash = hash(stem.as_bytes());
            if let Some(found) = lexicon.word(stem_hash) {
                let mut traits = found.traits;
                traits.set(Traits::GENITIVE);
                return Word {
                    profiles: [found.upper, lexicon.shape(token.shape), 0, 0, 0],
                    node: found.node,
                    traits,
                    major: found.majors[1],
                    stem: stem_hash,
                };
            }
        }
    }
    let mut word = Word {
        profiles: [lexicon.unlisted(token.shape), lexicon.shape(token.shape), 0, 0, 0],
        node: Node::ROOT,
        traits: Traits::default(),
        major: if capital { Major::UNKNOWN } else { Major::LOWER },
        stem: token.hash,
    };
    match token.shape {
        Shape::Upper => {
            word.major = Major::ACRONYM;
            word.profiles = [word.profiles[0], word.profiles[1], capitals(lexicon, text, token), 0, 0];
        }
        Shape::Initial => word.major = Major::INITIAL,
        _ if token.marks.has(Marks::HYPHEN) => compound(lexicon, key, &mut word),
        _ if capital => {
            let suffix = lexicon.suffix(key);
            word.profiles = [word.profiles[0], word.profiles[1], suffix, lexicon.letters(key), joined(lexicon, key)];
            if suffix != 0 {
                word.major = lexicon.major(suffix);
            }
        }
        _ => {}
    }
    word
}

/// An unknown compound is known by its first and its last part.
fn compound(lexicon: &Lexicon, key: &str, word: &mut Word) {
    let (Some(first), Some(last)) = (key.split('-').next(), key.rsplit('-').next()) else { return };
    let (_, first_major) = part(lexicon, first);
    let (profile, last_major) = part(lexicon, last);
    let pair = lexicon.profile_of_code(Code::new(b'h', [first_major.0, last_major.0]));
    word.profiles = [profile, pair, word.profiles[1], 0, 0];
    word.major = match last_major {
        Major::UNKNOWN => Major(b'Y'),
        _ => last_major,
    };
    if matches!(last_major, Major(b'D' | b'E')) {
        word.traits.set(Traits::SMALL_NAME);
    }
}

/// An unknown word without a hyphen may be joined of two known ones: "Sperrholzplatten". The longest known ending counts.
fn joined(lexicon: &Lexicon, key: &str) -> Profile {
    const SHORTEST_FRONT: usize = 3;
    for (at, _) in key.char_indices().skip(SHORTEST_FRONT) {
        let (Some(front), Some(tail)) = (key.get(..at), key.get(at..)) else { return 0 };
        let Some(tail) = lexicon.tail(tail) else { continue };
        let links = [front.strip_suffix('s'), front.strip_suffix('n'), front.strip_suffix("en"), front.strip_suffix("es")];
        let front = [Some(front)].into_iter().chain(links).flatten().find_map(|part| lexicon.major_of(part));
        let front = front.map_or(Major::UNKNOWN, |front| if front == Major::UNKNOWN { Major::LOWER } else { front });
        return lexicon.profile_of_code(Code::new(b'j', [front.0, tail.0]));
    }
    0
}

/// Profile and major of one part of a compound, given its folded key.
pub(crate) fn part(lexicon: &Lexicon, key: &str) -> (Profile, Major) {
    if let Some(found) = lexicon.word(hash(key.as_bytes())) {
        return (found.upper, found.majors[1]);
    }
    match lexicon.suffix(key) {
        0 => (lexicon.unlisted(Shape::Capital), Major::UNKNOWN),
        suffix => (suffix, lexicon.major(suffix)),
    }
}
