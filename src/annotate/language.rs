//! Which language a text is in, by its words; where these are few, by their letters and by the manner of its numbers.

use super::Words;
use crate::fold::fold_into;
use crate::language::Language;
use crate::lexicon::{Lexicon, Traits};
use crate::token::{HYPHENS, Marks, Shape, Token};

/// So many words tell it.
const MOST: usize = 2000;

/// By so many words one language has to lead for nothing else to be asked.
const CLEAR: i32 = 3;

/// True for a block with so many words that its language is that of the text: scripts, menus and tables at its beginning say little.
pub(crate) fn has_words(tokens: &[Token]) -> bool {
    const LEAST: usize = 10;
    tokens.iter().filter(|token| token.shape == Shape::Lower).nth(LEAST - 1).is_some()
}

/// German or English, by the votes of the words that belong to one of them. Names belong to neither. Where the votes are few or
/// even, all else that tells something is weighed; German where there is nothing.
pub(crate) fn detect(lexicon: &Lexicon, text: &str, tokens: &[Token], words: &Words) -> Language {
    let tokens = tokens.get(..MOST).unwrap_or(tokens);
    let (mut german, mut english) = (0, 0);
    for (index, token) in tokens.iter().enumerate() {
        let Some(word) = words.gist(lexicon, text, tokens, index) else { continue };
        if token.shape == Shape::Lower || !word.major.is_name() {
            german += i32::from(word.traits.has(Traits::GERMAN));
            english += i32::from(word.traits.has(Traits::ENGLISH));
        }
    }
    let lead = if (german - english).abs() >= CLEAR {
        german - english
    } else {
        let seems_english = english > german || english == german && english > 0;
        let mut scales = Scales::new(lexicon, text, tokens);
        scales.weigh(words);
        scales.total() + if seems_english { -FIRST_SIGHT } else { FIRST_SIGHT }
    };
    if lead < 0 { Language::En } else { Language::De }
}

// What things weigh, in hundredths of the logarithm of the odds. Set by hand, while looking at short lines of all sorts;
// `tests/fixtures/short_*.txt` holds them to 98 % of such lines. What letters say is learned (`data/languages.tsv`).

/// What the mere count of words says.
const FIRST_SIGHT: i32 = 30;
/// A word of grammar.
const GRAMMAR: i32 = 200;
/// A German word of grammar with a capital inside of a sentence, where names look so.
const GRAMMAR_WITH_CAPITAL: i32 = 50;
/// Another word that is German only.
const GERMAN_WORD: i32 = 250;
/// Another word that is English only.
const ENGLISH_WORD: i32 = 200;
/// The most that letters say of one word.
const LETTERS: i32 = 250;
/// A name that is a German word as well.
const GERMAN_NAME: i32 = 70;
/// A name that is an English word as well.
const ENGLISH_NAME: i32 = 100;
/// The most that all names of a text tell.
const NAMES: i32 = 200;
/// "1.250.000", "1.250,00".
const GERMAN_GROUPS: i32 = 120;
/// "1,250,000", "1,250.00".
const ENGLISH_GROUPS: i32 = 150;
/// "12,50".
const GERMAN_DECIMALS: i32 = 100;
/// "12.50".
const ENGLISH_DECIMALS: i32 = 50;
/// "12 €".
const SIGN_AFTER: i32 = 100;
/// "$12".
const SIGN_BEFORE: i32 = 100;
/// "19 %".
const PARTED_PERCENT: i32 = 50;
/// "31.12.2024".
const DATE: i32 = 100;
/// An umlaut.
const UMLAUT: i32 = 250;
/// "„"
const LOW_QUOTE: i32 = 100;
/// "'s"
const CLITIC: i32 = 100;

// How much of it counts.

/// So many umlauts of a text count: one may stand in a foreign name.
const UMLAUTS: usize = 2;
/// The part of what letters say that counts for a word that only one language has.
const LETTERS_OF_KNOWN: (i32, i32) = (1, 3);
/// The part for a word of both languages, whose letters tell which it is here.
const LETTERS_OF_BOTH: (i32, i32) = (4, 5);
/// So long is a word in capitals that is no abbreviation.
const SHORTEST_IN_CAPITALS: usize = 5;

/// Weighs a text: above zero it is German.
struct Scales<'a> {
    lexicon: &'a Lexicon,
    text: &'a str,
    tokens: &'a [Token],
    words: i32,
    names: i32,
    /// Buffer for folded keys.
    key: String,
}

impl<'a> Scales<'a> {
    fn new(lexicon: &'a Lexicon, text: &'a str, tokens: &'a [Token]) -> Self {
        Self { lexicon, text, tokens, words: 0, names: 0, key: String::new() }
    }

    fn weigh(&mut self, words: &Words) {
        for (index, &token) in self.tokens.iter().enumerate() {
            match token.shape {
                Shape::Lower | Shape::Capital | Shape::Upper | Shape::Mixed => {
                    let Some(word) = words.gist(self.lexicon, self.text, self.tokens, index) else {
                        continue;
                    };
                    self.weigh_word(token, word.traits, token.shape != Shape::Lower && word.major.is_name());
                }
                Shape::Number => self.words += number(token.text(self.text)) + self.beside_number(index),
                Shape::AlphaNumeric if self.sign_before(index) => self.words -= SIGN_BEFORE,
                Shape::Clitic => self.words -= CLITIC,
                Shape::Sign if matches!(token.text(self.text), "„" | "‚") => self.words += LOW_QUOTE,
                _ => {}
            }
        }
    }

    fn total(&self) -> i32 {
        let umlauts = self.text.matches(['ä', 'ö', 'ü', 'ß', 'Ä', 'Ö', 'Ü']).take(UMLAUTS).count();
        self.words + self.names.clamp(-NAMES, NAMES) + umlauts as i32 * UMLAUT
    }

    fn weigh_word(&mut self, token: Token, traits: Traits, is_name: bool) {
        let (german, english) = (traits.has(Traits::GERMAN), traits.has(Traits::ENGLISH));
        let letters = self.letters(token);
        if is_name {
            let word = match (german, english) {
                (true, false) => GERMAN_NAME,
                (false, true) => -ENGLISH_NAME,
                _ => 0,
            };
            self.names += word + letters;
            return;
        }
        let is_short = token.shape == Shape::Upper && token.bare(self.text).len() < SHORTEST_IN_CAPITALS;
        let part = |(of, all): (i32, i32)| letters * of / all;
        self.words += match (german, english) {
            _ if is_short => letters,
            (true, false) if traits.has(Traits::FUNCTION) => {
                let inside = token.shape != Shape::Lower && !token.marks.has(Marks::SENTENCE);
                if inside { GRAMMAR_WITH_CAPITAL } else { GRAMMAR }
            }
            (false, true) if traits.has(Traits::FUNCTION) => -GRAMMAR,
            (true, false) => GERMAN_WORD + part(LETTERS_OF_KNOWN),
            (false, true) => -ENGLISH_WORD + part(LETTERS_OF_KNOWN),
            (true, true) => part(LETTERS_OF_BOTH),
            (false, false) => letters,
        }
    }

    /// What the letters of a word say, of a compound those of its last part. A word with capitals inside is a name or an
    /// abbreviation, and one of few capitals is: they have to stand in the table.
    fn letters(&mut self, token: Token) -> i32 {
        let word = token.bare(self.text);
        let word = word.rsplit(HYPHENS).next().unwrap_or(word);
        self.key.clear();
        self.key.push('^');
        fold_into(word, &mut self.key);
        self.key.push('$');
        let leanings = &self.lexicon.leanings;
        if let Some(odds) = leanings.of_whole(&self.key) {
            return odds;
        }
        match token.shape {
            Shape::Mixed => 0,
            Shape::Upper if word.len() < SHORTEST_IN_CAPITALS => 0,
            _ => leanings.of_letters(&self.key).clamp(-LETTERS, LETTERS),
        }
    }

    /// What the signs before and behind a number say.
    fn beside_number(&self, index: usize) -> i32 {
        if self.sign_before(index) {
            return -SIGN_BEFORE;
        }
        let (Some(number), Some(next)) = (self.tokens.get(index), self.tokens.get(index + 1)) else {
            return 0;
        };
        match next.text(self.text) {
            "%" if next.start > number.end => PARTED_PERCENT,
            sign if sign.starts_with(CURRENCY_SIGNS) => SIGN_AFTER,
            _ => 0,
        }
    }

    /// True for what a sign of a currency stands before: "$1,500", "US$20k".
    fn sign_before(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.tokens.get(before));
        before.is_some_and(|before| before.text(self.text).ends_with(CURRENCY_SIGNS))
            && self
                .tokens
                .get(index)
                .is_some_and(|number| number.text(self.text).starts_with(|c: char| c.is_ascii_digit()))
    }
}

const CURRENCY_SIGNS: [char; 4] = ['€', '$', '£', '¥'];

/// What the manner of a number says.
fn number(text: &str) -> i32 {
    let is_group = |part: &str| part.len() == 3;
    let groups = |text: &str, sign: char| {
        let mut parts = text.split(sign);
        let first = parts.next().unwrap_or_default();
        (1..=3).contains(&first.len()) && parts.clone().next().is_some() && parts.all(is_group)
    };
    let is_decimal = |part: &str| (1..=2).contains(&part.len());
    let of = |group: char, point: char| {
        let (whole, decimals) = text.split_once(point).unwrap_or((text, ""));
        let fits = decimals.is_empty() || is_decimal(decimals);
        (fits && groups(whole, group), whole.bytes().all(|b| b.is_ascii_digit()) && is_decimal(decimals))
    };
    let is_date = || {
        let mut parts = text.split('.');
        let day = parts.by_ref().take(2).filter(|part| is_decimal(part)).count();
        day == 2 && parts.next().is_some_and(|year| matches!(year.len(), 2 | 4)) && parts.next().is_none()
    };
    match (of('.', ','), of(',', '.')) {
        ((true, _), _) => GERMAN_GROUPS,
        (_, (true, _)) => -ENGLISH_GROUPS,
        ((_, true), _) => GERMAN_DECIMALS,
        (_, (_, true)) => -ENGLISH_DECIMALS,
        _ if is_date() => DATE,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manners_of_numbers() {
        for (text, sign) in [
            ("1.190", 1),
            ("1.250.000", 1),
            ("1.250,00", 1),
            ("12,50", 1),
            ("31.12.2024", 1),
            ("1,500", -1),
            ("1,250,000", -1),
            ("1,250.00", -1),
            ("12.50", -1),
            ("12", 0),
            ("2024", 0),
            ("1.2.3.4", 0),
            ("3.1415", 0),
            ("", 0),
        ] {
            assert_eq!(number(text).signum(), sign, "{text}");
        }
    }
}
