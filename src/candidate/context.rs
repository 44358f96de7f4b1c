//! What producers and scores see of a block of text.

use crate::annotate::{Gist, Word, Words};
use crate::evidence::{Sum, Where};
use crate::gazetteer::Gazetteer;
use crate::language::Language;
use crate::lexicon::major::Major;
use crate::lexicon::{Lexicon, Traits};
use crate::token::{Marks, QUOTES, Shape, Token};

/// What producers and scores see of a block of text.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) lexicon: &'a Lexicon,
    /// The shipped gazetteer first, then those of the user.
    pub(crate) gazetteers: &'a [Gazetteer],
    pub(crate) language: Language,
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) words: &'a Words,
}

impl<'a> Context<'a> {
    pub(crate) fn token(&self, index: usize) -> Option<&'a Token> {
        self.tokens.get(index)
    }

    pub(crate) fn word(&self, index: usize) -> Option<Word> {
        self.words.get(self.lexicon, self.text, self.tokens, index)
    }

    /// What most questions about a word are about.
    #[inline]
    pub(crate) fn gist(&self, index: usize) -> Option<Gist> {
        self.words.gist(self.lexicon, self.text, self.tokens, index)
    }

    /// The letter for the most telling thing of a word.
    #[inline]
    pub(crate) fn major(&self, index: usize) -> Option<Major> {
        self.gist(index).map(|gist| gist.major)
    }

    /// The sum of the weights of a word inside names or beside them, see [`Words::sum`].
    #[inline(always)]
    pub(crate) fn sum(&self, place: Where, index: usize) -> Option<Sum> {
        self.words.sum(place, index).or_else(|| {
            self.words.add_up_at(self.lexicon, self.language, self.text, self.tokens, place, index);
            self.words.sum(place, index)
        })
    }

    /// See [`Words::traits`].
    #[inline]
    pub(super) fn traits(&self, index: usize) -> Traits {
        self.words.traits(self.lexicon, self.text, self.tokens, index)
    }

    /// True for the "A." of "E. T. A. Hoffmann", which is no article: of initials in a row all but the first.
    #[inline]
    pub(crate) fn follows_initial(&self, index: usize) -> bool {
        let initial = |token: &Token| token.shape == Shape::Initial && token.marks.has(Marks::DOT);
        let is_initial = |index: usize| self.token(index).is_some_and(initial);
        is_initial(index) && index.checked_sub(1).is_some_and(is_initial)
    }

    /// True for "kerala": a word in small letters that is nothing but a name.
    #[inline]
    pub(crate) fn is_small_name(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| token.shape == Shape::Lower)
            && self.traits(index).has(Traits::ONLY_NAME)
    }

    /// True for a word in small letters that may begin a name all the same: such a word, or one of a sentence without capitals.
    #[inline]
    pub(crate) fn is_small(&self, index: usize) -> bool {
        self.is_small_name(index) || self.lacks_capitals(index)
    }

    /// True for a word of a sentence without capitals.
    #[inline]
    fn lacks_capitals(&self, index: usize) -> bool {
        let lacks = |token: &Token| token.shape == Shape::Lower && token.marks.has(Marks::LOWER_LINE);
        self.token(index).is_some_and(lacks)
    }

    /// True for a word written like a name.
    #[inline]
    pub(crate) fn is_name_like(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| token.shape.is_name_like())
    }

    /// True for a number in digits.
    #[inline]
    pub(crate) fn is_number(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| token.shape == Shape::Number)
    }

    /// True for a token after white space.
    #[inline]
    pub(crate) fn is_spaced(&self, index: usize) -> bool {
        self.token(index).is_some_and(|token| token.marks.has(Marks::SPACE))
    }

    /// True for a token without white space before it.
    #[inline]
    pub(crate) fn is_glued(&self, index: usize) -> bool {
        self.token(index).is_some_and(Token::is_glued)
    }

    /// True for a token before which an empty line or a wide gap stands, and where there is none.
    #[inline]
    pub(crate) fn begins_block(&self, index: usize) -> bool {
        self.token(index).is_none_or(|token| token.marks.has(Marks::BLOCK))
    }

    /// True when no empty line or wide gap parts the tokens from `from` to `to`.
    pub(crate) fn is_same_block(&self, from: usize, to: usize) -> bool {
        !(from + 1..=to).any(|index| self.begins_block(index))
    }

    /// True for "der", "the".
    pub(crate) fn is_article(&self, index: usize) -> bool {
        self.major(index) == Some(Major::ARTICLE)
    }

    /// True for "und", "and".
    pub(crate) fn joins_list(&self, index: usize) -> bool {
        self.major(index) == Some(Major::JOINER)
    }

    /// The text of a token.
    pub(crate) fn text_of(&self, index: usize) -> &'a str {
        self.token(index).map_or("", |token| token.text(self.text))
    }

    /// True for a quotation mark; a dash is none.
    #[inline]
    pub(crate) fn is_quote(&self, index: usize) -> bool {
        match self.sign(index) {
            b'"' | b'\'' => true,
            0x80.. => self.text_of(index).starts_with(QUOTES),
            _ => false,
        }
    }

    /// True for a hyphen that is a token, and for a dash; the long one ("—") parts sentences rather than names.
    #[inline]
    pub(crate) fn is_dash(&self, index: usize) -> bool {
        match self.sign(index) {
            b'-' => true,
            0x80.. => self.text_of(index) == "–",
            _ => false,
        }
    }

    /// The first byte of a token, for signs.
    pub(crate) fn sign(&self, index: usize) -> u8 {
        self.tokens
            .get(index)
            .filter(|token| token.shape == Shape::Sign)
            .and_then(|token| self.text.as_bytes().get(token.start as usize))
            .copied()
            .unwrap_or(0)
    }
}
