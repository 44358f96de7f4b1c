//! What the tables say of a word, as a record of a few bytes.

use super::Profile;
use super::major::Major;
use crate::gazetteer::Node;

/// Facts about a word that steer where candidates begin, go on and end. There is room for sixteen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traits(u16);

impl Traits {
    /// Nothing is known.
    pub(crate) const NONE: Traits = Traits(0);
    /// Written with a full stop: "Dr.", "Inc.".
    pub(crate) const ABBREVIATION: Traits = Traits(1);
    /// Joins the words of a name: "für", "of".
    pub(crate) const CONNECTOR: Traits = Traits(2);
    /// Joins given name and surname: "von".
    pub(crate) const PARTICLE: Traits = Traits(4);
    /// A word of German, which tells that a text is German. Names tell nothing.
    pub(crate) const GERMAN: Traits = Traits(8);
    /// The same in English.
    pub(crate) const ENGLISH: Traits = Traits(16);
    /// A word of grammar, which begins or ends no unknown name.
    pub(crate) const FUNCTION: Traits = Traits(32);
    /// A word of grammar that is a common surname as well, or ends names of places: "Will", "May", "Falls".
    pub(crate) const NAMED: Traits = Traits(512);
    /// Head of the name of an institution.
    pub(crate) const HEAD: Traits = Traits(64);
    /// A legal form.
    pub(crate) const LEGAL: Traits = Traits(128);
    /// The node is that of the word without its genitive ending.
    pub(crate) const GENITIVE: Traits = Traits(256);
    /// May begin a name in small letters: "dpa", "chinesisch".
    pub(crate) const SMALL_NAME: Traits = Traits(1024);
    /// Alone, with a first capital, it is no name in German whatever stands around it. Not set where a name ends.
    pub(crate) const HOPELESS_DE: Traits = Traits(2048);
    /// The same in English.
    pub(crate) const HOPELESS_EN: Traits = Traits(4096);
    /// It begins a name of the lists and is no other word: it may do so in small letters as well, where people write so.
    pub(crate) const ONLY_NAME: Traits = Traits(8192);
    /// A name that is written with a full stop: "Calif.".
    pub(crate) const SHORT_NAME: Traits = Traits(16384);
    /// Begins a legal form of several words, or is one in small letters: "Sp. z o.o.", "plc".
    pub(crate) const LEGAL_START: Traits = Traits(32768);

    /// True when all bits of `other` are set.
    pub(crate) const fn has(self, other: Traits) -> bool {
        self.0 & other.0 == other.0
    }

    /// True for a word of grammar that is nothing else.
    pub(crate) const fn is_grammar(self) -> bool {
        self.has(Traits::FUNCTION) && !self.has(Traits::NAMED)
    }

    pub(crate) const fn set(&mut self, other: Traits) {
        self.0 |= other.0;
    }

    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) const fn clear(&mut self, other: Traits) {
        self.0 &= !other.0;
    }

    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) const fn bits(self) -> u16 {
        self.0
    }
}

/// What is known of a word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    /// Profile in small letters.
    pub(crate) lower: Profile,
    /// Profile with a capital.
    pub(crate) upper: Profile,
    /// Node of the shipped gazetteer after this word, or the root.
    pub(crate) node: Node,
    /// Facts.
    pub(crate) traits: Traits,
    /// The letters for the most telling thing, in small letters and with a capital.
    pub(crate) majors: [Major; 2],
}

/// Bytes of a packed word. With its tag it fills a quarter of a cache line.
pub(crate) const WORD: usize = 12;

impl Word {
    /// Profiles take 20 bits each, the node 22 and its two marks, traits 16, majors 8 each; `None` when one has outgrown
    /// its place.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) fn pack(self) -> Option<[u8; WORD]> {
        let node = self.node.number();
        if self.lower >> 20 != 0 || self.upper >> 20 != 0 || node >> 22 != 0 {
            return None;
        }
        let marks = self.node.0 >> 30;
        let front = u64::from(self.lower)
            | u64::from(self.upper) << 20
            | u64::from(node) << 40
            | u64::from(marks) << 62;
        let [a, b, c, d, e, f, g, h] = front.to_le_bytes();
        let [low, high] = self.traits.bits().to_le_bytes();
        let [small, capital] = self.majors;
        Some([a, b, c, d, e, f, g, h, low, high, small.0, capital.0])
    }

    #[inline]
    pub(crate) fn unpack(record: &[u8; WORD]) -> Self {
        // Eight bytes at once, not one by one.
        let front = record.first_chunk().map_or(0, |&front| u64::from_le_bytes(front));
        let [.., low, high, small, capital] = *record;
        Word {
            lower: front as u32 & 0xF_FFFF,
            upper: (front >> 20) as u32 & 0xF_FFFF,
            node: Node((front >> 40) as u32 & 0x3F_FFFF | ((front >> 62) as u32) << 30),
            traits: Traits(u16::from_le_bytes([low, high])),
            majors: [Major(small), Major(capital)],
        }
    }
}
