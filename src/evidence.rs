//! Evidence: the named observations that speak for or against a candidate, where they were made, and their weights.
//!
//! All weights stand in tables: the fitted ones in `data/<language>/weights.tsv`, those set by hand in
//! `data/weights.tsv`. A score is the sum of the weights of a candidate's evidence, in hundredths, and nothing else. What bounds scores is no
//! weight: each of these numbers stands where it is asked, with its reason.

/// What a candidate may turn out to be. One weight for each.
pub(crate) const LANES: usize = 4;
/// The names of the lanes in the tables.
pub(crate) const LANE_NAMES: [&str; LANES] = ["organization", "person", "place", "derived"];
/// The lane of organisations.
pub(crate) const ORGANIZATION: usize = 0;
/// The lane of people.
pub(crate) const PERSON: usize = 1;
/// The lane of places.
pub(crate) const PLACE: usize = 2;
/// The lane of derived words of a place.
pub(crate) const DERIVED: usize = 3;

/// A candidate whose own words speak against every kind by more than this is dropped before its surroundings are read:
/// they hardly ever make up for it. Three of four nouns and runs of nouns go this way.
pub(crate) const HOPELESS: i32 = -200;

/// A candidate with a neighbour in a list that scores more than this may still win by its links, of which those in lists weigh
/// most. All others must score more than nothing.
pub(crate) const LEAST_LISTED: i32 = -400;

/// Where the weights of a gap stand, by the lane of the name before it.
pub(crate) const AFTER: [&str; LANES] =
    ["after organization", "after person", "after place", "after derived"];
/// Seen from the name before, by the lane of the name after.
pub(crate) const BEFORE: [&str; LANES] =
    ["before organization", "before person", "before place", "before derived"];

/// The lane of the name before a gap, from the place of its weights in the tables.
#[allow(dead_code, reason = "used by the build script, which shares this file")]
pub(crate) fn lane_before(place: &str) -> Option<usize> {
    AFTER.iter().position(|name| *name == place)
}

/// The weights of one piece of evidence, by lane.
#[allow(dead_code, reason = "used by the build script, which shares this file")]
pub(crate) type Weights = [i16; LANES];

/// A sum of weights in all lanes at once: four numbers of sixteen bits in one of 64, the first lane in the lowest. Where a
/// lane is negative it borrows from the next, so that one addition adds all lanes; it is given back when they are read. No lane
/// may leave sixteen bits, which is far more than names of the longest kind come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum(u64);

impl Sum {
    /// Bytes in an image.
    pub(crate) const BYTES: usize = 8;

    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) fn of(weights: Weights) -> Sum {
        let lane = |sum: u64, weight: &i16| (sum << 16).wrapping_add(i64::from(*weight) as u64);
        Sum(weights.iter().rev().fold(0, lane))
    }

    #[inline]
    pub(crate) fn from_bytes(bytes: &[u8; Sum::BYTES]) -> Sum {
        Sum(u64::from_le_bytes(*bytes))
    }

    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) fn to_bytes(self) -> [u8; Sum::BYTES] {
        self.0.to_le_bytes()
    }

    /// The lanes.
    #[inline]
    pub(crate) fn lanes(self) -> [i32; LANES] {
        let mut rest = self.0 as i64;
        [0; LANES].map(|_: i32| {
            let lane = rest as i16;
            rest = rest.wrapping_sub(i64::from(lane)) >> 16;
            i32::from(lane)
        })
    }
}

impl std::ops::Add for Sum {
    type Output = Sum;

    #[inline]
    fn add(self, other: Sum) -> Sum {
        Sum(self.0.wrapping_add(other.0))
    }
}

impl std::ops::AddAssign for Sum {
    #[inline]
    fn add_assign(&mut self, other: Sum) {
        *self = *self + other;
    }
}

/// Makes an enum with the names that its members have in the tables, so that each stands once.
macro_rules! named {
    ($(#[$about:meta])* $enum:ident { $($(#[$doc:meta])* $member:ident $name:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub(crate) enum $enum {
            $($(#[$doc])* $member,)*
        }

        impl $enum {
            /// All of them, in the order of their discriminants.
            #[allow(dead_code, reason = "each side of the build needs those of another enum")]
            pub(crate) const ALL: [$enum; [$($enum::$member),*].len()] = [$($enum::$member),*];

            /// The name in the tables.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $($enum::$member => $name,)*
                }
            }
        }
    };
}

named! {
    /// Where, seen from a candidate, something was observed.
    Where {
        /// The word two before.
        Before2 "before2",
        /// The word before.
        Before1 "before1",
        /// The only word.
        Single "single",
        /// The first of several words.
        First "first",
        /// A word between the first and the last.
        Inner "inner",
        /// The last of several words.
        Last "last",
        /// The word after.
        After1 "after1",
        /// The word two after.
        After2 "after2",
        /// The name inside a compound.
        Part "part",
        /// The last part of a compound that holds a name.
        Head "head",
        /// The word beyond a comma or a conjunction beside the candidate: its neighbour in a list.
        Listed "listed",
        /// The nearest noun before, beyond small words.
        Noun "noun",
        /// The first word in brackets after it.
        Bracket "bracket",
        /// The candidate as a whole.
        Span "span",
    }
}

impl Where {
    /// How many of them are places of words: all but the last one.
    pub(crate) const WORDS: usize = Where::Span as usize;

    /// True in a candidate and at most two words beside it.
    pub(crate) const fn is_near(self) -> bool {
        !matches!(self, Where::Listed | Where::Noun | Where::Bracket)
    }
}

/// A short piece of evidence about a span, packed into a number: a family and up to [seven](Self::MOST_SIGNS) signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Code(pub(crate) u64);

named! {
    /// What a [`Code`] is about.
    Family {
        /// The majors of the words of a candidate.
        Pattern "pattern:",
        /// The same with that of the word before.
        Left "left:",
        /// The same with that of the word after.
        Right "right:",
        /// The major of a word with those of both its neighbours.
        Around "around:",
        /// The majors of the two words before.
        Before "before:",
        /// The majors of the two words after.
        After "after:",
        /// The majors of the parts of a compound.
        Compound "compound:",
        /// The majors of the parts of a word that is joined of two.
        Joined "joined:",
    }
}

named! {
    /// Single observations about a span as a whole.
    Fact {
        /// Every candidate has it.
        Candidate "candidate",
        /// One word.
        Length1 "words:1",
        /// Two words.
        Length2 "words:2",
        /// Three words.
        Length3 "words:3",
        /// Four words.
        Length4 "words:4",
        /// Five words or more.
        Length5 "words:5+",
        /// It begins a sentence.
        SentenceStart "sentence-start",
        /// A word written like a name stands directly before.
        RunBefore "run-before",
        /// A word written like a name stands directly after.
        RunAfter "run-after",
        /// It fills a pair of quotation marks.
        Quoted "quoted",
        /// It fills a pair of brackets.
        Bracketed "bracketed",
        /// It begins in code, between backticks.
        Code "code",
        /// A sign of code stands before it without a gap: "::", "_", "=", "<" and the like.
        GluedBefore "glued-before",
        /// The same after it, or a bracket: "Foo(".
        GluedAfter "glued-after",
        /// Most words of its sentence have a first capital: a headline.
        TitleLine "title-line",
        /// Most words of its sentence are in capitals.
        UpperLine "upper-line",
        /// Its last word has a genitive ending that the lists do not know.
        Genitive "genitive",
        /// The same, and a word written like a name stands directly after: "Oracles Angebot". Then that is no [`Fact::RunAfter`].
        GenitiveRun "genitive-run",
        /// A line ends within it.
        LineInside "line-inside",
        /// The result of a match stands beside it, or beside the names that follow: "2:1", "3-0".
        Result "result",
        /// It is an adjective or demonym of a place.
        DerivedEntry "derived-entry",
        /// It is written small, and begins with a word that is nothing but a name, or its sentence has no capitals.
        Small "small",
        /// It stands inside a compound.
        Part "part",
        /// It stands inside a compound and is known.
        KnownPart "known-part",
        /// It stands inside a compound behind its first piece: "Hamburg" in "Berlin-Hamburg-Strecke".
        LaterPart "later-part",
        /// A shipped name of several words that needs no cue, of an organisation.
        LongOrganization "long-entry:organization",
        /// The same, of a person.
        LongPerson "long-entry:person",
        /// The same, of a place.
        LongPlace "long-entry:place",
        /// It lies within a longer name as above, of an organisation.
        WithinOrganization "within-entry:organization",
        /// The same, of a person.
        WithinPerson "within-entry:person",
        /// The same, of a place.
        WithinPlace "within-entry:place",
        /// The same name was found elsewhere in the document with little doubt, as an organisation.
        MemoryOrganization "memory:organization",
        /// The same, as a person.
        MemoryPerson "memory:person",
        /// The same, as a place.
        MemoryPlace "memory:place",
        /// An unlisted word that was the name in a legal name found before, or the surname in a full name.
        ShortOrganization "short-name:organization",
        /// The same, of a person.
        ShortPerson "short-name:person",
        /// A word that began the name of an organisation found before.
        PartOrganization "part-name:organization",
        /// A word that was the given name or the surname in a full name found before.
        PartPerson "part-name:person",
        /// The short name that was defined behind the legal name of an organisation.
        DefinedOrganization "defined-name:organization",
        /// It has the head of an organisation, is beside an acronym in brackets or stands in brackets beside it, and
        /// its words have the letters of the acronym.
        Acronym "acronym",
        /// An entry of the user's own list, an organisation.
        OwnOrganization "own-entry:organization",
        /// The same, a person.
        OwnPerson "own-entry:person",
        /// The same, a place.
        OwnPlace "own-entry:place",
        /// An entry of the user's own list that needs a cue.
        OwnNeedsCue "own-entry?",
        /// An amount of money: one weight, in the first lane.
        Money "money",
    }
}

impl Code {
    /// There is room for so many signs beside the family.
    pub(crate) const MOST_SIGNS: usize = size_of::<u64>() - 1;

    /// Packs `signs`, of which the first seven count.
    pub(crate) fn new(family: Family, signs: impl IntoIterator<Item = u8>) -> Self {
        let mut code = family as u64;
        for (i, sign) in signs.into_iter().take(Self::MOST_SIGNS).enumerate() {
            code |= u64::from(sign) << (8 * (i + 1));
        }
        Code(code)
    }

    /// A code whose signs are packed already, the first in the lowest byte.
    #[inline]
    pub(crate) const fn of(family: Family, signs: u64) -> Self {
        Code(signs << 8 | family as u64)
    }

    /// The hash for tables.
    #[inline]
    pub(crate) fn hash(self) -> u64 {
        crate::fold::hash_step(0, self.0)
    }

    /// The name in the tables: "pattern:GS".
    pub(crate) fn name(self) -> String {
        let [family, signs @ ..] = self.0.to_le_bytes();
        let prefix = Family::ALL.get(usize::from(family)).map_or("?:", |family| family.name());
        let signs = signs.into_iter().take_while(|&s| s != 0).map(char::from);
        prefix.chars().chain(signs).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_add_lane_by_lane() {
        let weights = [[0, -1, 5, -700], [i16::MIN, i16::MAX, -1, 0], [300, -300, 300, -300]];
        for one in weights {
            assert_eq!(Sum::of(one).lanes(), one.map(i32::from));
            let both = Sum::of(one) + Sum::of([1, 0, -4, 7]);
            let expected = [1, 0, -4, 7].map(i32::from);
            assert_eq!(both.lanes(), std::array::from_fn(|lane| i32::from(one[lane]) + expected[lane]));
            assert_eq!(Sum::from_bytes(&both.to_bytes()), both);
        }
    }

    #[test]
    fn codes_have_names() {
        let code = Code::new(Family::Pattern, *b"GS");
        assert_eq!(code.name(), "pattern:GS");
    }
}
