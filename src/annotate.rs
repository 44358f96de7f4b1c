//! From tokens to words: what the lexicon knows of each token, where sentences begin, and which line breaks part.
//!
//! Nothing is decided here about names, see `candidate`.

use crate::evidence::Code;
use crate::fold::{fold_into, hash};
use crate::gazetteer::Node;
use crate::lexicon::major::Major;
use crate::lexicon::{Lexicon, Profile, Traits};
use crate::token::{Marks, Shape, Token};

/// What is known of a token. Parallel to the tokens of a block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// Up to three profiles, 0 for none: the word itself, its shape, and for unknown words their ending.
    pub(crate) profiles: [Profile; 3],
    /// Node of the shipped gazetteer after this word, or the root.
    pub(crate) node: Node,
    /// Facts.
    pub(crate) traits: Traits,
    /// The letter for the most telling thing.
    pub(crate) major: Major,
    /// The hash of the word without a genitive ending, where the word itself is unknown, else its own.
    pub(crate) stem: u64,
}

/// Lines shorter than this (in bytes) do not end because the page does.
const SHORT_LINE: u32 = 45;

/// Looks up all tokens. Joins abbreviations with their full stop, and sets [`Marks::SENTENCE`] and [`Marks::BLOCK`].
pub(crate) fn annotate(
    lexicon: &Lexicon,
    text: &str,
    tokens: &mut Vec<Token>,
    words: &mut Vec<Word>,
    key: &mut String,
) {
    words.clear();
    let mut kept = 0;
    let mut line_start = 0;
    let mut after_stop = true;
    let mut previous: Option<(Token, Word)> = None;
    for index in 0..tokens.len() {
        let Some(&(mut token)) = tokens.get(index) else { break };
        if let Some((before, word)) = previous {
            let joined = before.end == token.start && word.traits.has(Traits::ABBREVIATION);
            if joined && is_sign(text, token, b'.') && before.shape.is_word() {
                // "Dr." and "Inc." are one token; whether a sentence ends there the next word tells.
                if let Some(last) = tokens.get_mut(kept - 1) {
                    last.end = token.end;
                    last.marks.set(Marks::DOT);
                    previous = Some((*last, word));
                }
                continue;
            }
        }
        if token.marks.has(Marks::LINE) {
            let ends = previous.is_none_or(|(before, _)| {
                after_stop || before.end.saturating_sub(line_start) < SHORT_LINE
            });
            if ends {
                token.marks.set(Marks::BLOCK);
            }
            line_start = token.start;
        }
        if token.marks.has(Marks::BLOCK) {
            after_stop = true;
        }
        let word = look_up(lexicon, text, token, key);
        if token.shape == Shape::Sign {
            after_stop = match text.as_bytes().get(token.start as usize) {
                Some(b'.') => !previous.is_some_and(|(before, _)| is_ordinal(text, before)),
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
        if let Some(slot) = tokens.get_mut(kept) {
            *slot = token;
        }
        kept += 1;
        words.push(word);
        previous = Some((token, word));
    }
    tokens.truncate(kept);
    mark_headlines(tokens, words);
}

/// Marks the sentences that are written as headlines: most words, and at least four, with a capital or in capitals.
fn mark_headlines(tokens: &[Token], words: &mut [Word]) {
    let mut start = 0;
    while start < tokens.len() {
        let begins = |t: &Token| t.marks.has(Marks::SENTENCE) || t.marks.has(Marks::BLOCK);
        let rest = tokens.get(start + 1..).unwrap_or_default();
        let end = start + 1 + rest.iter().position(begins).unwrap_or(rest.len());
        let (mut all, mut capital, mut upper) = (0, 0, 0);
        for token in tokens.get(start..end).unwrap_or_default().iter().filter(|t| t.shape.is_word()) {
            all += 1;
            capital += usize::from(token.shape.is_name_like());
            upper += usize::from(token.shape == Shape::Upper);
        }
        let mark = match all {
            0..4 => None,
            _ if upper * 4 >= all * 3 => Some(Traits::UPPER_LINE),
            _ if capital * 4 >= all * 3 => Some(Traits::TITLE_LINE),
            _ => None,
        };
        if let Some(mark) = mark {
            for word in words.get_mut(start..end).unwrap_or_default() {
                word.traits.set(mark);
            }
        }
        start = end;
    }
}

fn is_sign(text: &str, token: Token, sign: u8) -> bool {
    token.shape == Shape::Sign && text.as_bytes().get(token.start as usize) == Some(&sign)
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
            profiles: [own, shape, extra],
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
            Word { profiles: [shape, 0, 0], node: Node::ROOT, traits: Traits::default(), major, stem: token.hash }
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
        profiles: [lexicon.number(sort), 0, 0],
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
                    profiles: [found.upper, lexicon.shape(token.shape), 0],
                    node: found.node,
                    traits,
                    major: found.majors[1],
                    stem: stem_hash,
                };
            }
        }
    }
    let mut word = Word {
        profiles: [lexicon.unlisted(token.shape), lexicon.shape(token.shape), 0],
        node: Node::ROOT,
        traits: Traits::default(),
        major: if capital { Major::UNKNOWN } else { Major::LOWER },
        stem: token.hash,
    };
    match token.shape {
        Shape::Upper => {
            word.major = Major::ACRONYM;
            word.profiles = [word.profiles[0], word.profiles[1], capitals(lexicon, text, token)];
        }
        Shape::Initial => word.major = Major::INITIAL,
        _ if token.marks.has(Marks::HYPHEN) => compound(lexicon, key, &mut word),
        _ if capital => {
            let suffix = lexicon.suffix(key);
            if suffix != 0 {
                word.profiles = [word.profiles[0], word.profiles[1], suffix];
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
    word.profiles = [profile, pair, word.profiles[1]];
    word.major = match last_major {
        Major::UNKNOWN => Major(b'Y'),
        _ => last_major,
    };
    if matches!(last_major, Major(b'D' | b'E')) {
        word.traits.set(Traits::SMALL_NAME);
    }
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
