//! Majors: one letter for what a word most likely is. Patterns of majors ("GS": given name, surname) are evidence.
//!
//! What a word may be besides is not lost: all its evidence stands in its profile.

/// The most telling thing known of a word, as a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Major(pub(crate) u8);

/// Makes the constants, and a list of them for the test.
macro_rules! majors {
    ($($(#[$doc:meta])* $name:ident $letter:literal,)*) => {
        impl Major {
            $($(#[$doc])* pub(crate) const $name: Major = Major($letter);)*

            #[cfg(test)]
            const ALL: &[Major] = &[$(Major::$name),*];
        }
    };
}

majors! {
    /// The edge of a text or a paragraph.
    EDGE b'^',
    /// A capitalised word that no list knows.
    UNKNOWN b'U',
    /// A compound whose last part no list knows.
    COMPOUND b'V',
    /// A small word that no list knows.
    LOWER b'w',
    /// A number.
    NUMBER b'd',
    /// A word in capitals that no list knows.
    ACRONYM b'A',
    /// A single capital.
    INITIAL b'I',
    /// A web address.
    ADDRESS b'@',
    /// The name of an account or a topic.
    HANDLE b'h',
    /// The ending after an apostrophe.
    CLITIC b'\'',
    /// A sign without a letter of its own.
    SIGN b'*',
    /// The name of a place that needs no cue.
    PLACE b'P',
    /// The name of an organisation that needs no cue.
    ORGANIZATION b'C',
    /// The name of a person that needs no cue.
    PERSON b'Y',
    /// The name of a place that needs a cue.
    DOUBTFUL_PLACE b'q',
    /// The name of an organisation that needs a cue.
    DOUBTFUL_ORGANIZATION b'c',
    /// A given name that is no surname.
    GIVEN b'G',
    /// A surname that is no given name.
    SURNAME b'S',
    /// A given name that is a surname as well.
    GIVEN_AND_SURNAME b'B',
    /// A word that is both a noun and a name: "Koch".
    NOUN_AND_NAME b'n',
    /// A common noun.
    NOUN b'N',
    /// A part of names of which no list says whether it is a given name or a surname.
    WEAK b'W',
    /// A noun for what is no name: a product, an event, an award, a work, a file.
    NO_NAME b'X',
    /// A role, or a relative: "Kanzler", "Tante".
    ROLE b'R',
    /// A title: "Dr.", "Frau".
    TITLE b'T',
    /// A greeting: "Hallo".
    GREETING b'g',
    /// The head of an institution: "Universität", "Verein".
    HEAD b'H',
    /// A noun for organisations: "Amt", "Unternehmen".
    BODY b'K',
    /// A noun for places: "Stadt", "Tal".
    GROUND b'M',
    /// A direction: "Nord", "South".
    DIRECTION b'O',
    /// A legal form: "GmbH".
    LEGAL b'L',
    /// An adjective of a place with a capital: "Berliner", "French".
    ADJECTIVE b'D',
    /// Who comes from a place: "Franzose".
    DEMONYM b'E',
    /// A month or a weekday.
    MONTH b'm',
    /// A word of grammar with a capital.
    GRAMMAR b'f',
    /// A prefix that stands before names: "Ex", "Anti".
    PREFIX b'z',
    /// What is written behind the name of a person: "jun.", "jr.".
    SUFFIX b'J',
    /// An adjective of a place in small letters: "deutsche".
    SMALL_ADJECTIVE b'a',
    /// A role in small letters: "president".
    SMALL_ROLE b'r',
    /// An article in small letters: "der", "the".
    ARTICLE b't',
    /// A word that joins the members of a list: "und", "or".
    JOINER b'k',
    /// A particle of names: "von", "de".
    PARTICLE b'v',
    /// A preposition before places: "in", "nach".
    PLACE_PREPOSITION b'p',
    /// Another preposition.
    PREPOSITION b'i',
    /// A conjunction.
    CONJUNCTION b'y',
    /// A verb of saying: "sagte".
    SAYING b's',
    /// An auxiliary verb: "ist", "will".
    AUXILIARY b'x',
    /// A pronoun.
    PRONOUN b'o',
}

impl Major {
    /// Majors by the evidence that makes them, most telling first; for words with a first capital.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    const CAPITAL: [(&'static str, Major); 36] = [
        ("cue:prefix", Major::PREFIX),
        ("cue:title", Major::TITLE),
        ("cue:month", Major::MONTH),
        ("cue:weekday", Major::MONTH),
        ("name:place!", Major::PLACE),
        ("name:organization!", Major::ORGANIZATION),
        ("name:person!", Major::PERSON),
        ("legal", Major::LEGAL),
        ("derived:adjective", Major::ADJECTIVE),
        ("derived:person", Major::DEMONYM),
        ("cue:role", Major::ROLE),
        ("cue:kin", Major::ROLE),
        ("cue:org_head", Major::HEAD),
        ("cue:org_noun", Major::BODY),
        ("cue:place_head", Major::GROUND),
        ("cue:place_tail", Major::GROUND),
        ("cue:greeting", Major::GREETING),
        ("cue:article", Major::GRAMMAR),
        ("cue:pronoun", Major::GRAMMAR),
        ("cue:preposition", Major::GRAMMAR),
        ("cue:conjunction", Major::GRAMMAR),
        ("cue:adverb", Major::GRAMMAR),
        ("cue:auxiliary", Major::GRAMMAR),
        ("cue:direction", Major::DIRECTION),
        ("cue:no_name", Major::NO_NAME),
        ("cue:product", Major::NO_NAME),
        ("cue:file", Major::NO_NAME),
        ("cue:event", Major::NO_NAME),
        ("cue:award", Major::NO_NAME),
        ("cue:work_title", Major::NO_NAME),
        ("cue:ideology", Major::NO_NAME),
        ("noun+name", Major::NOUN_AND_NAME),
        ("noun", Major::NOUN),
        ("given+surname", Major::GIVEN_AND_SURNAME),
        ("given", Major::GIVEN),
        ("surname", Major::SURNAME),
    ];

    /// What tells little of a word with a first capital: a name that needs a cue, and the kinds of common nouns.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    const DOUBTFUL: [(&'static str, Major); 11] = [
        ("name:place?", Major::DOUBTFUL_PLACE),
        ("name:organization?", Major::DOUBTFUL_ORGANIZATION),
        ("cue:noun", Major::NOUN),
        ("cue:thing", Major::NOUN),
        ("cue:substance", Major::NOUN),
        ("cue:creature", Major::NOUN),
        ("cue:ailment", Major::NOUN),
        ("cue:sport", Major::NOUN),
        ("cue:subject", Major::NOUN),
        ("cue:style", Major::NOUN),
        ("weak", Major::WEAK),
    ];

    /// The same for words in small letters.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    const SMALL: [(&'static str, Major); 15] = [
        ("cue:prefix", Major::PREFIX),
        ("cue:suffix", Major::SUFFIX),
        ("derived:adjective", Major::SMALL_ADJECTIVE),
        ("cue:place_prep", Major::PLACE_PREPOSITION),
        ("cue:article", Major::ARTICLE),
        // "und" is a particle as well ("von und zu").
        ("cue:joiner", Major::JOINER),
        ("cue:particle", Major::PARTICLE),
        // "for" and "bis" are conjunctions as well.
        ("cue:preposition", Major::PREPOSITION),
        ("cue:conjunction", Major::CONJUNCTION),
        ("cue:say", Major::SAYING),
        ("cue:auxiliary", Major::AUXILIARY),
        ("cue:title", Major::TITLE),
        ("cue:role", Major::SMALL_ROLE),
        ("cue:pronoun", Major::PRONOUN),
        ("cue:possessive", Major::PRONOUN),
    ];

    /// True for what stands before or behind names and is no part of them, even when it is abbreviated: titles, roles,
    /// "Fa.", "Inc.", "Nr.", months.
    pub(crate) const fn stands_apart(self) -> bool {
        matches!(
            self,
            Self::TITLE
                | Self::ROLE
                | Self::BODY
                | Self::LEGAL
                | Self::GROUND
                | Self::NO_NAME
                | Self::GRAMMAR
                | Self::MONTH
        )
    }

    /// True for what the lists know as a name: of a person, a place, an organisation.
    pub(crate) const fn is_name(self) -> bool {
        matches!(
            self,
            Self::PLACE
                | Self::ORGANIZATION
                | Self::PERSON
                | Self::GIVEN_AND_SURNAME
                | Self::GIVEN
                | Self::SURNAME
                | Self::NOUN_AND_NAME
                | Self::DOUBTFUL_PLACE
                | Self::DOUBTFUL_ORGANIZATION
        )
    }

    /// True for common nouns of all sorts, those that are names as well among them.
    pub(crate) const fn is_common_noun(self) -> bool {
        matches!(
            self,
            Self::NOUN
                | Self::NOUN_AND_NAME
                | Self::ROLE
                | Self::BODY
                | Self::HEAD
                | Self::NO_NAME
                | Self::TITLE
                | Self::GROUND
        )
    }

    /// True for given names, and for initials.
    pub(crate) const fn is_given(self) -> bool {
        matches!(self, Self::GIVEN | Self::GIVEN_AND_SURNAME | Self::INITIAL)
    }

    /// True for the letters of adjectives and demonyms.
    pub(crate) const fn may_be_derived(self) -> bool {
        matches!(self, Self::ADJECTIVE | Self::DEMONYM | Self::SMALL_ADJECTIVE)
    }

    /// True when the first word of an organisation's name may stand for the whole later on: it is no common noun, no word of
    /// grammar and no place, which would rather be the place ("Kenya" after "Kenya Airways").
    pub(crate) const fn may_stand_for_all(self) -> bool {
        matches!(
            self,
            Self::UNKNOWN
                | Self::COMPOUND
                | Self::ACRONYM
                | Self::SURNAME
                | Self::GIVEN_AND_SURNAME
                | Self::GIVEN
                | Self::PERSON
                | Self::ORGANIZATION
                | Self::DOUBTFUL_ORGANIZATION
                | Self::DOUBTFUL_PLACE
                | Self::WEAK
        )
    }

    /// The major of a word with a first capital, by the evidence that it has.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) fn of_capital(has: impl Fn(&str) -> bool) -> Major {
        let found = Major::CAPITAL.iter().find(|(evidence, _)| has(evidence));
        let found = found.or_else(|| Major::DOUBTFUL.iter().find(|(evidence, _)| has(evidence)));
        found.map_or(Major::UNKNOWN, |&(_, major)| major)
    }

    /// The major of a word in small letters.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) fn of_small(has: impl Fn(&str) -> bool) -> Major {
        let found = Major::SMALL.iter().find(|(evidence, _)| has(evidence));
        found.map_or(Major::LOWER, |&(_, major)| major)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_unique_and_explained() {
        let page = include_str!("../../docs/ARCHITECTURE.md");
        for (number, major) in Major::ALL.iter().enumerate() {
            let letter = char::from(major.0);
            assert!(!Major::ALL[..number].contains(major), "{letter} stands twice");
            assert!(
                page.contains(&format!("| `{letter}` |")),
                "docs/ARCHITECTURE.md does not explain {letter}"
            );
        }
    }
}
