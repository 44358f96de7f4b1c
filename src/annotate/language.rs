//! Which language a text is in, by its words.

use super::Words;
use crate::language::Language;
use crate::lexicon::{Lexicon, Traits};
use crate::token::{Shape, Token};

/// German or English, by the votes of the words that belong to one of them; German where there are none. Names belong to neither.
pub(crate) fn detect(lexicon: &Lexicon, text: &str, tokens: &[Token], words: &Words) -> Language {
    /// So many words tell it.
    const MOST: usize = 2000;
    let (mut german, mut english) = (0, 0);
    for (index, token) in tokens.iter().enumerate().take(MOST) {
        let Some(word) = words.gist(lexicon, text, tokens, index) else { continue };
        if token.shape == Shape::Lower || !word.major.is_name() {
            german += usize::from(word.traits.has(Traits::GERMAN));
            english += usize::from(word.traits.has(Traits::ENGLISH));
        }
    }
    let umlauts = || text.contains(['ä', 'ö', 'ü', 'ß', 'Ä', 'Ö', 'Ü']);
    if english > german || english == german && english > 0 && !umlauts() {
        Language::En
    } else {
        Language::De
    }
}
