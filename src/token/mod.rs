//! Tokens: words, numbers and signs with their byte positions, the hash of their folded key, and their shape.
//!
//! How a text is cut stands in `scan`. What a word *means* is not asked here, see `lexicon`.

pub(crate) mod camel;
pub(crate) mod markup;
mod scan;

use crate::fold::hash_word;
use crate::span::Span;
pub(crate) use scan::{tokenize, tokenize_with};

/// What the scanner asks about words, since it knows none.
pub(crate) trait Dictionary {
    /// True when the full stop behind this word belongs to it: "Dr." and "Inc." are one token.
    fn is_abbreviation(&mut self, word: Token) -> bool;
    /// The length of what stands before the first hyphen of a compound, when it is no part of the name behind it: "Ex" in
    /// "Ex-Siemens-Chef".
    fn prefix(&mut self, compound: &str) -> Option<usize>;
    /// True when a hyphen at the end of a line only divides a word: "Sig-" and "maringen", but not "Haupt-" and "und".
    fn divides(&mut self, before: &str, after: &str) -> bool;
    /// True for the last word of "Freiburg i. Br." and "Karl d. Gr.", which a full stop follows.
    fn is_short(&mut self, word: &str) -> bool;
}

/// Knows no words.
pub(crate) struct NoWords;

impl Dictionary for NoWords {
    fn is_abbreviation(&mut self, _: Token) -> bool {
        false
    }

    fn prefix(&mut self, _: &str) -> Option<usize> {
        None
    }

    fn divides(&mut self, _: &str, _: &str) -> bool {
        false
    }

    fn is_short(&mut self, _: &str) -> bool {
        false
    }
}

/// The signs that part the pieces of a compound.
pub(crate) const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];

/// True for what ends a line, as the scanner has it, but for U+0085, which hardly a text has.
pub(crate) fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}')
}

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[non_exhaustive]
pub enum Shape {
    /// No capital: "haus".
    Lower,
    /// A first capital only: "Haus".
    Capital,
    /// Two or more letters, all capital: "SAP".
    Upper,
    /// Capitals inside: "TikTok", "iPhone".
    Mixed,
    /// One capital letter: "J", "J.".
    Initial,
    /// Digits, with their group and decimal signs: "1.500,50".
    Number,
    /// Letters and digits: "A380".
    AlphaNumeric,
    /// Anything else: one sign.
    Sign,
    /// A web or mail address.
    Address,
    /// The ending after an apostrophe: "'s".
    Clitic,
    /// The name of an account or a topic, after its sign: "DB_Bahn" in "@DB_Bahn", "wien" in "#wien".
    Handle,
}

impl Shape {
    /// All shapes, in the order of their discriminants.
    pub const ALL: &'static [Shape] = &Shape::EACH;
    /// The same with their number, for what is kept by shape.
    pub(crate) const EACH: [Shape; 11] = [
        Shape::Lower,
        Shape::Capital,
        Shape::Upper,
        Shape::Mixed,
        Shape::Initial,
        Shape::Number,
        Shape::AlphaNumeric,
        Shape::Sign,
        Shape::Address,
        Shape::Clitic,
        Shape::Handle,
    ];

    /// The name used in the evidence table.
    pub const fn name(self) -> &'static str {
        match self {
            Shape::Lower => "lower",
            Shape::Capital => "capital",
            Shape::Upper => "upper",
            Shape::Mixed => "mixed",
            Shape::Initial => "initial",
            Shape::Number => "number",
            Shape::AlphaNumeric => "alphanumeric",
            Shape::Sign => "sign",
            Shape::Address => "address",
            Shape::Clitic => "clitic",
            Shape::Handle => "handle",
        }
    }

    /// True for the shapes in which a name is usually written.
    pub const fn is_name_like(self) -> bool {
        // As bits of a number: it is asked of every token, and a branch would be guessed wrong for every third.
        const NAME_LIKE: u32 = 1 << Shape::Capital as u32
            | 1 << Shape::Upper as u32
            | 1 << Shape::Mixed as u32
            | 1 << Shape::Initial as u32
            | 1 << Shape::AlphaNumeric as u32
            | 1 << Shape::Handle as u32;
        NAME_LIKE >> self as u32 & 1 != 0
    }

    /// True for words of letters.
    pub const fn is_word(self) -> bool {
        !matches!(self, Shape::Number | Shape::Sign | Shape::Address | Shape::Handle)
    }
}

/// Quotation marks, double and single, opening and closing ones.
pub(crate) const QUOTES: [char; 12] = ['"', '„', '“', '”', '«', '»', '\'', '‚', '‘', '’', '‹', '›'];

/// One token. Its bytes stay in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// First byte.
    pub(crate) start: u32,
    /// Byte after the last.
    pub(crate) end: u32,
    /// The [hash](crate::fold::hash) of the folded key.
    pub(crate) hash: u64,
    /// How it is written.
    pub(crate) shape: Shape,
    /// What stands before and inside it.
    pub(crate) marks: Marks,
}

impl Token {
    /// Its place in the text.
    pub(crate) const fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Its text.
    pub(crate) fn text<'t>(&self, text: &'t str) -> &'t str {
        self.span().of(text)
    }

    /// Its text without the full stop of an abbreviation: that of which the hash is.
    pub(crate) fn bare<'t>(&self, text: &'t str) -> &'t str {
        let word = self.text(text);
        word.strip_suffix('.').filter(|_| self.marks.has(Marks::DOT)).unwrap_or(word)
    }

    /// The hash under which lists of names have it. To the lexicon all addresses are one word; here each is its own.
    #[inline]
    pub(crate) fn hash_in_lists(&self, text: &str) -> u64 {
        if self.shape == Shape::Address { hash_word(self.text(text)) } else { self.hash }
    }

    /// True when no white space stands before it.
    #[inline]
    pub(crate) const fn is_glued(&self) -> bool {
        !self.marks.has(Marks::SPACE)
    }

    /// True for a word written like a name that may have a genitive ending: "Merkels".
    #[inline]
    pub(crate) fn may_be_genitive(&self, text: &str) -> bool {
        self.shape.is_name_like() && self.bare(text).ends_with(['s', 'S'])
    }

    /// True for a number that is written together with the word after it: the "3" of "3AW", the "5" of "5th".
    #[inline]
    pub(crate) fn begins_word(&self, next: Option<&Token>) -> bool {
        // Without a branch, as it is asked of every token.
        let small = |next: &Token| next.shape as u8 == Shape::Lower as u8;
        let glued = |next: &Token| (next.shape.is_name_like() | small(next)) & next.is_glued();
        (self.shape == Shape::Number) & next.is_some_and(glued)
    }

    /// True for a numeral of several Roman letters: "XVI". A single one is an initial.
    pub(crate) fn is_roman(&self, text: &str) -> bool {
        self.shape == Shape::Upper && self.bare(text).bytes().all(|letter| b"IVX".contains(&letter))
    }
}

/// Facts about a token, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks(u16);

impl Marks {
    /// White space stands before it.
    pub(crate) const SPACE: Marks = Marks(1);
    /// A line break stands before it.
    pub(crate) const LINE: Marks = Marks(2);
    /// An empty line or a wide gap in the line stands before it, or it is the first token.
    pub(crate) const BLOCK: Marks = Marks(4);
    /// It has a hyphen inside.
    pub(crate) const HYPHEN: Marks = Marks(8);
    /// It ends in the full stop of an abbreviation.
    pub(crate) const DOT: Marks = Marks(16);
    /// It is the first word of a sentence.
    pub(crate) const SENTENCE: Marks = Marks(32);
    /// Its sentence has a capital at most words.
    pub(crate) const TITLE_LINE: Marks = Marks(64);
    /// Its sentence is in capitals.
    pub(crate) const UPPER_LINE: Marks = Marks(128);
    /// Its sentence has no capital at all.
    pub(crate) const LOWER_LINE: Marks = Marks(256);
    /// It is code, between backticks.
    pub(crate) const CODE: Marks = Marks(512);

    /// True when all bits of `other` are set.
    pub(crate) const fn has(self, other: Marks) -> bool {
        self.0 & other.0 == other.0
    }

    /// Sets the bits of `other`.
    pub(crate) const fn set(&mut self, other: Marks) {
        self.0 |= other.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        tokens.iter().map(|t| t.text(text)).collect()
    }

    fn shapes(text: &str) -> Vec<Shape> {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        tokens.iter().map(|t| t.shape).collect()
    }

    #[test]
    fn words_numbers_and_signs() {
        for (text, expected) in [
            ("Walmart bietet.", vec!["Walmart", "bietet", "."]),
            ("Das Tiktok-Gebot", vec!["Das", "Tiktok-Gebot"]),
            ("Alphabet's und Adidas' Gewinn", vec!["Alphabet", "'s", "und", "Adidas", "'", "Gewinn"]),
            ("Alphabet’s", vec!["Alphabet", "’s"]),
            ("O'Neill, L’Oréal", vec!["O'Neill", ",", "L’Oréal"]),
            ("1.234.567,89 Euro", vec!["1.234.567,89", "Euro"]),
            ("CHF 9'500.50", vec!["CHF", "9'500.50"]),
            ("9`500 und 9´500", vec!["9`500", "und", "9´500"]),
            ("Baden-\nWürttemberg", vec!["Baden-\nWürttemberg"]),
            ("Haupt-\nund", vec!["Haupt", "-", "und"]),
            ("$2.5bn", vec!["$", "2.5", "bn"]),
            ("Am 3. Mai", vec!["Am", "3", ".", "Mai"]),
            ("U.S. President J. Biden", vec!["U.S.", "President", "J.", "Biden"]),
            ("Verein e.V., H&M", vec!["Verein", "e.V.", ",", "H&M"]),
            ("E.ON bei amazon.de", vec!["E.ON", "bei", "amazon.de"]),
            ("Haus.Die", vec!["Haus", ".", "Die"]),
            (
                "Papst Benedikt XVI. kam, der II. Teil",
                vec!["Papst", "Benedikt", "XVI.", "kam", ",", "der", "II", ".", "Teil"],
            ),
            ("20-Euro-Schein", vec!["20-Euro-Schein"]),
            ("1,5-Milliarden-Euro-Deal", vec!["1,5-Milliarden-Euro-Deal"]),
            ("siehe https://t.co/x?y=1.", vec!["siehe", "https://t.co/x?y=1", "."]),
            ("a@b.de", vec!["a@b.de"]),
            ("RT @DB_Bahn: ab #wien", vec!["RT", "@", "DB_Bahn", ":", "ab", "#", "wien"]),
            ("@_austrian @_, @__", vec!["@", "_austrian", "@", "_", ",", "@", "_", "_"]),
            ("#B75 Straße, @ home, @Köln", vec!["#", "B75", "Straße", ",", "@", "home", ",", "@", "Köln"]),
            ("Wal\u{AD}mart", vec!["Wal\u{AD}mart"]),
            ("Mu\u{308}nchen", vec!["Mu\u{308}nchen"]),
            ("Москва 北京", vec!["Москва", "北", "京"]),
            ("", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    /// Knows "ex" as a prefix, and no end of a line that is not that of a word.
    struct Few;

    impl Dictionary for Few {
        fn is_abbreviation(&mut self, word: Token) -> bool {
            word.hash == crate::fold::hash_word("Hauptstr")
        }

        fn prefix(&mut self, compound: &str) -> Option<usize> {
            compound.starts_with("Ex-").then_some(2)
        }

        fn divides(&mut self, _: &str, after: &str) -> bool {
            after != "und"
        }

        fn is_short(&mut self, word: &str) -> bool {
            word == "Br"
        }
    }

    #[test]
    fn a_dictionary_tells_prefixes_and_divided_words() {
        for (text, expected) in [
            ("Ex-VW-Chef", vec!["Ex", "-", "VW-Chef"]),
            ("Sig-\n  maringen und Haupt-\nund", vec!["Sig-\n  maringen", "und", "Haupt", "-", "und"]),
            ("Hauptstr. 12", vec!["Hauptstr.", "12"]),
            ("Freiburg i. Br. lebt", vec!["Freiburg", "i. Br.", "lebt"]),
            ("Cranach d. Ä. malte", vec!["Cranach", "d. Ä.", "malte"]),
        ] {
            let mut tokens = Vec::new();
            tokenize_with(text, &mut tokens, Few);
            assert_eq!(tokens.iter().map(|t| t.text(text)).collect::<Vec<_>>(), expected, "{text}");
        }
        let mut tokens = Vec::new();
        tokenize_with("Sig-\nmaringen", &mut tokens, Few);
        assert_eq!(tokens[0].hash, crate::fold::hash_word("Sigmaringen"));
    }

    #[test]
    fn wide_gaps_part_columns() {
        let mut tokens = Vec::new();
        tokenize("A  b   c\td   5\n    e", &mut tokens);
        let block: Vec<bool> = tokens.iter().map(|t| t.marks.has(Marks::BLOCK)).collect();
        assert_eq!(block, [true, false, true, true, false, false]);
    }

    #[test]
    fn lines_end_in_whatever_way() {
        for (text, lines, blocks) in [
            ("A\nB", 1, 0),
            ("A\r\nB", 1, 0),
            ("A\rB", 1, 0),
            ("A\u{b}B", 1, 0),
            ("A\u{c}B", 1, 0),
            ("A\u{2028}B", 1, 0),
            ("A\r\n\r\nB", 1, 1),
            ("A\r\rB", 1, 1),
            ("A\n\u{c}B", 1, 1),
            ("A B", 0, 0),
        ] {
            let mut tokens = Vec::new();
            tokenize(text, &mut tokens);
            let count = |mark| tokens.iter().skip(1).filter(|token| token.marks.has(mark)).count();
            assert_eq!((count(Marks::LINE), count(Marks::BLOCK)), (lines, blocks), "{text:?}");
        }
    }

    #[test]
    fn shapes_of_words() {
        use Shape::*;
        assert_eq!(shapes("@bvg #bvg #BVG"), [Sign, Handle, Sign, Handle, Sign, Upper],);
        assert_eq!(
            shapes("Haus haus SAP TikTok J. 12 A380 Hans-Georg ÖVP Österreich"),
            [Capital, Lower, Upper, Mixed, Initial, Number, AlphaNumeric, Capital, Upper, Capital]
        );
    }

    #[test]
    fn marks_tell_what_stands_before() {
        let mut tokens = Vec::new();
        tokenize("A b\nc\n\nd(e", &mut tokens);
        let line: Vec<bool> = tokens.iter().map(|t| t.marks.has(Marks::LINE)).collect();
        let block: Vec<bool> = tokens.iter().map(|t| t.marks.has(Marks::BLOCK)).collect();
        assert_eq!(line, [true, false, true, true, false, false]);
        assert_eq!(block, [true, false, false, true, false, false]);
        assert!(!tokens[4].marks.has(Marks::SPACE));
    }
}
