//! Majors: one letter for what a word most likely is. Patterns of majors ("GS": given name, surname) are evidence.
//!
//! What a word may be besides is not lost: all its evidence stands in its profile.

/// The most telling thing known of a word, as a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Major(pub(crate) u8);

impl Major {
    /// The edge of a text or a paragraph.
    pub(crate) const EDGE: Major = Major(b'^');
    /// A capitalised word that no list knows.
    pub(crate) const UNKNOWN: Major = Major(b'U');
    /// A compound whose last part no list knows.
    pub(crate) const COMPOUND: Major = Major(b'V');
    /// A small word that no list knows.
    pub(crate) const LOWER: Major = Major(b'w');
    /// A number.
    pub(crate) const NUMBER: Major = Major(b'd');
    /// A word in capitals that no list knows.
    pub(crate) const ACRONYM: Major = Major(b'A');
    /// A single capital.
    pub(crate) const INITIAL: Major = Major(b'I');
    /// A web address.
    pub(crate) const ADDRESS: Major = Major(b'@');
    /// The head of an institution: "Universität", "Verein".
    pub(crate) const HEAD: Major = Major(b'H');
    /// A noun for organisations: "Amt", "Unternehmen".
    pub(crate) const BODY: Major = Major(b'K');
    /// A word that is both a noun and a name: "Koch".
    pub(crate) const NOUN_AND_NAME: Major = Major(b'n');
    /// An article in small letters: "der", "the".
    pub(crate) const ARTICLE: Major = Major(b't');
    /// A word that joins the members of a list: "und", "or".
    pub(crate) const JOINER: Major = Major(b'k');
    /// What is written behind the name of a person: "jun.", "jr.".
    pub(crate) const SUFFIX: Major = Major(b'J');
    /// A prefix that stands before names: "Ex", "Anti".
    pub(crate) const PREFIX: Major = Major(b'z');
    /// A title: "Dr.", "Frau".
    pub(crate) const TITLE: Major = Major(b'T');
    /// A given name that is no surname.
    pub(crate) const GIVEN: Major = Major(b'G');
    /// A legal form: "GmbH".
    pub(crate) const LEGAL: Major = Major(b'L');
    /// The name of an account or a topic.
    pub(crate) const HANDLE: Major = Major(b'h');
    /// The ending after an apostrophe.
    pub(crate) const CLITIC: Major = Major(b'\'');
    /// A sign without a letter of its own.
    pub(crate) const SIGN: Major = Major(b'*');

    /// Majors by the evidence that makes them, most telling first; for words with a first capital.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    const CAPITAL: [(&'static str, u8); 36] = [
        ("cue:prefix", b'z'),
        ("cue:title", b'T'),
        ("cue:month", b'm'),
        ("cue:weekday", b'm'),
        ("name:place!", b'P'),
        ("name:organization!", b'C'),
        ("name:person!", b'Y'),
        ("legal", b'L'),
        ("derived:adjective", b'D'),
        ("derived:person", b'E'),
        ("cue:role", b'R'),
        ("cue:kin", b'R'),
        ("cue:org_head", b'H'),
        ("cue:org_noun", b'K'),
        ("cue:place_head", b'M'),
        ("cue:place_tail", b'M'),
        ("cue:greeting", b'g'),
        ("cue:article", b'f'),
        ("cue:pronoun", b'f'),
        ("cue:preposition", b'f'),
        ("cue:conjunction", b'f'),
        ("cue:adverb", b'f'),
        ("cue:auxiliary", b'f'),
        ("cue:direction", b'O'),
        ("cue:no_name", b'X'),
        ("cue:product", b'X'),
        ("cue:file", b'X'),
        ("cue:event", b'X'),
        ("cue:award", b'X'),
        ("cue:work_title", b'X'),
        ("cue:ideology", b'X'),
        ("noun+name", b'n'),
        ("noun", b'N'),
        ("given+surname", b'B'),
        ("given", b'G'),
        ("surname", b'S'),
    ];

    /// What tells little of a word with a first capital: a name that needs a cue, and the kinds of common nouns.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    const DOUBTFUL: [(&'static str, u8); 11] = [
        ("name:place?", b'q'),
        ("name:organization?", b'c'),
        ("cue:noun", b'N'),
        ("cue:thing", b'N'),
        ("cue:substance", b'N'),
        ("cue:creature", b'N'),
        ("cue:ailment", b'N'),
        ("cue:sport", b'N'),
        ("cue:subject", b'N'),
        ("cue:style", b'N'),
        ("weak", b'W'),
    ];

    /// The same for words in small letters.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    const SMALL: [(&'static str, u8); 15] = [
        ("cue:prefix", b'z'),
        ("cue:suffix", b'J'),
        ("derived:adjective", b'a'),
        ("cue:place_prep", b'p'),
        ("cue:article", b't'),
        // "und" is a particle as well ("von und zu").
        ("cue:joiner", b'k'),
        ("cue:particle", b'v'),
        // "for" and "bis" are conjunctions as well.
        ("cue:preposition", b'i'),
        ("cue:conjunction", b'y'),
        ("cue:say", b's'),
        ("cue:auxiliary", b'x'),
        ("cue:title", b'T'),
        ("cue:role", b'r'),
        ("cue:pronoun", b'o'),
        ("cue:possessive", b'o'),
    ];

    /// True for what stands before or behind names and is no part of them, even when it is abbreviated: titles, roles,
    /// "Fa.", "Inc.", "Nr.", months.
    pub(crate) const fn stands_apart(self) -> bool {
        matches!(self.0, b'T' | b'R' | b'K' | b'L' | b'M' | b'X' | b'f' | b'm')
    }

    /// True for what the lists know as a name: of a person, a place, an organisation.
    pub(crate) const fn is_name(self) -> bool {
        matches!(self.0, b'P' | b'C' | b'Y' | b'B' | b'G' | b'S' | b'n' | b'q' | b'c')
    }

    /// True for given names, and for initials.
    pub(crate) const fn is_given(self) -> bool {
        matches!(self.0, b'G' | b'B' | b'I')
    }

    /// True for the letters of adjectives and demonyms.
    pub(crate) const fn may_be_derived(self) -> bool {
        matches!(self.0, b'D' | b'E' | b'a')
    }

    /// True when the first word of an organisation's name may stand for the whole later on: it is no common noun, no word of
    /// grammar and no place, which would rather be the place ("Kenya" after "Kenya Airways").
    pub(crate) const fn may_stand_for_all(self) -> bool {
        matches!(self.0, b'U' | b'V' | b'A' | b'S' | b'B' | b'G' | b'Y' | b'C' | b'c' | b'q' | b'W')
    }

    /// The major of a word with a first capital, by the evidence that it has.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) fn of_capital(has: impl Fn(&str) -> bool) -> Major {
        let found = Major::CAPITAL.iter().find(|(evidence, _)| has(evidence)).map(|&(_, letter)| letter);
        let letter = found
            .or_else(|| Self::DOUBTFUL.iter().find(|(evidence, _)| has(evidence)).map(|&(_, letter)| letter));
        letter.map_or(Major::UNKNOWN, Major)
    }

    /// The major of a word in small letters.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) fn of_small(has: impl Fn(&str) -> bool) -> Major {
        let found = Major::SMALL.iter().find(|(evidence, _)| has(evidence));
        found.map_or(Major::LOWER, |&(_, letter)| Major(letter))
    }
}
