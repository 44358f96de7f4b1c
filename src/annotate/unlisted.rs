//! From the record of a word, or from its letters where no table has it, to what is known of a token.

use super::words::Word;
use crate::evidence::{Code, Family};
use crate::fold::{fold, fold_word_into, hash};
use crate::lexicon::endings::Endings;
use crate::lexicon::major::Major;
use crate::lexicon::{self, Digits, Lexicon, Profile, SHORTEST_TAIL, Traits, Usual};
use crate::token::{Marks, Shape, Token, camel};

/// A word of the lexicon.
#[inline]
pub(super) fn known(lexicon: &Lexicon, text: &str, token: Token, found: lexicon::Word) -> Word {
    // A name in small letters is still one.
    let capital = token.shape.is_name_like() || found.traits.has(Traits::ONLY_NAME);
    let (own, usual) = if capital { (found.upper, Usual::Capital) } else { (found.lower, Usual::Lower) };
    let mut word =
        Word::new(own, found.majors[usize::from(capital)], token.hash).shaped(lexicon, token.shape, usual);
    (word.node, word.traits) = (found.node, found.traits);
    match token.shape {
        Shape::Upper => {
            if matches!(word.major, Major::UNKNOWN | Major::NOUN | Major::NOUN_AND_NAME | Major::WEAK) {
                word.major = Major::ACRONYM;
            }
            word.with([capitals(lexicon, text, token), 0, 0])
        }
        Shape::Initial => Word { major: Major::INITIAL, ..word },
        Shape::Address => Word { stem: token.hash_in_lists(text), ..word },
        _ => word,
    }
}

/// A word that does not stand in the lexicon.
pub(super) fn unlisted(lexicon: &Lexicon, text: &str, token: Token, key: &mut String) -> Word {
    let major = match token.shape {
        Shape::Number => return number(lexicon, text, token),
        Shape::Address => Major::ADDRESS,
        Shape::Clitic => Major::CLITIC,
        Shape::Sign => Major::SIGN,
        _ => {
            let mut word = unknown(lexicon, text, token, key);
            // "Landesverein" is the head of an institution, as "Verein" is.
            if word.major == Major::HEAD {
                word.traits.set(Traits::HEAD);
            }
            return word;
        }
    };
    Word::new(lexicon.shape(token.shape), major, token.hash_in_lists(text))
}

/// Short words in capitals are told apart by their length: "SPD", "ACHTUNG".
fn capitals(lexicon: &Lexicon, text: &str, token: Token) -> Profile {
    lexicon.capitals(token.bare(text).chars().count())
}

fn number(lexicon: &Lexicon, text: &str, token: Token) -> Word {
    let digits = token.text(text).as_bytes();
    let sort = match digits {
        [b'1', b'6'..=b'9', b'0'..=b'9', b'0'..=b'9'] | [b'2', b'0', b'0'..=b'9', b'0'..=b'9'] => {
            Digits::Year
        }
        [_] => Digits::One,
        [_, _] => Digits::Two,
        [_, _, _, _, _] if digits.iter().all(u8::is_ascii_digit) => Digits::Five,
        _ if digits.iter().all(u8::is_ascii_digit) => Digits::Long,
        _ => Digits::Signs,
    };
    Word::new(lexicon.number(sort), Major::NUMBER, token.hash)
}

/// A word that stands in no table: without its genitive ending it may; else its shape and its ending must do.
fn unknown(lexicon: &Lexicon, text: &str, token: Token, key: &mut String) -> Word {
    key.clear();
    fold_word_into(token.bare(text), key);
    let capital = token.shape.is_name_like();
    if capital && key.ends_with('s') && (key.len() > 4 || is_genitive_of_capitals(token.bare(text))) {
        for stem in genitive_stems(key) {
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
        Shape::Handle => {
            Word { major: Major::HANDLE, ..word.with([several(lexicon, token.bare(text)), 0, 0]) }
        }
        _ if token.marks.has(Marks::HYPHEN) => compound(lexicon, key, token),
        _ if capital => {
            let endings = Endings::of(key);
            let suffix = lexicon.suffix(key, &endings);
            let major = if suffix == 0 { major } else { lexicon.major(suffix) };
            let joined = match token.shape {
                Shape::Mixed => several(lexicon, token.bare(text)),
                _ => joined(lexicon, key, &endings),
            };
            Word { major, ..word.with([suffix, lexicon.letters(key, &endings), joined]) }
        }
        _ => word,
    }
}

/// What a word may be the genitive of, given its folded key: "hauses" of "hause" and of "haus".
pub(crate) fn genitive_stems(key: &str) -> impl Iterator<Item = &str> {
    [key.strip_suffix('s'), key.strip_suffix("es")].into_iter().flatten()
}

/// "SAPs", "VWs".
fn is_genitive_of_capitals(word: &str) -> bool {
    word.strip_suffix('s').is_some_and(|stem| stem.len() >= 2 && stem.chars().all(char::is_uppercase))
}

/// An unknown compound is known by its first and its last part, and by having more: "Anne-Frank-Schule".
fn compound(lexicon: &Lexicon, key: &str, token: Token) -> Word {
    let mut parts = key.split('-');
    let first = parts.next().unwrap_or(key);
    let last = parts.next_back().unwrap_or(first);
    let (_, first_major, _) = part(lexicon, first);
    let (own, last_major, usual) = part(lexicon, last);
    let pair = lexicon.profile_of_code(Code::new(Family::Compound, [first_major.0, last_major.0]));
    let more = if parts.next().is_some() {
        lexicon.profile_of_code(Code::new(Family::Compound, [first_major.0, b'-', last_major.0]))
    } else {
        0
    };
    let major = if last_major == Major::UNKNOWN { Major::COMPOUND } else { last_major };
    let mut word =
        Word::new(own, major, token.hash).shaped(lexicon, token.shape, usual).with([pair, more, 0]);
    if matches!(last_major, Major::ADJECTIVE | Major::DEMONYM) {
        word.traits.set(Traits::SMALL_NAME);
    }
    word
}

/// An unknown word without a hyphen may be joined of two known ones: "Sperrholzplatten". The longest known ending counts.
fn joined(lexicon: &Lexicon, key: &str, endings: &Endings) -> Profile {
    const SHORTEST_FRONT: usize = 3;
    let fronts = key.char_indices().skip(SHORTEST_FRONT).map(|(at, _)| at);
    for at in fronts.take_while(|at| at + SHORTEST_TAIL <= key.len()) {
        let (Some(front), Some(tail)) = (key.get(..at), key.get(at..)) else { return 0 };
        let tail = endings.at(at).and_then(|ending| lexicon.tail(tail, ending));
        let Some(tail) = tail else { continue };
        let links = [
            front.strip_suffix('s'),
            front.strip_suffix('n'),
            front.strip_suffix("en"),
            front.strip_suffix("es"),
        ];
        let front = [Some(front)].into_iter().chain(links).flatten().find_map(|part| lexicon.major_of(part));
        let front =
            front.map_or(Major::UNKNOWN, |front| if front == Major::UNKNOWN { Major::LOWER } else { front });
        return lexicon.profile_of_code(Code::new(Family::Joined, [front.0, tail.0]));
    }
    0
}

/// Words that are written as one, each with a capital, are known by the first and the last: "OliverKahn".
fn several(lexicon: &Lexicon, text: &str) -> Profile {
    let mut words = camel::words(text);
    let (Some(first), Some(last)) = (words.next(), words.last()) else { return 0 };
    let [first, last] = [first, last].map(|word| part(lexicon, &fold(word)).1.0);
    lexicon.profile_of_code(Code::new(Family::Compound, [first, b'@', last]))
}

/// Profile and major of one part of a compound, given its folded key, and the shape that the row of the profile has.
pub(crate) fn part(lexicon: &Lexicon, key: &str) -> (Profile, Major, Usual) {
    if let Some(found) = lexicon.word(hash(key.as_bytes())) {
        return (found.upper, found.majors[1], Usual::Capital);
    }
    match lexicon.suffix(key, &Endings::of(key)) {
        0 => (lexicon.unlisted(Shape::Capital), Major::UNKNOWN, Usual::Capital),
        suffix => (suffix, lexicon.major(suffix), Usual::None),
    }
}
