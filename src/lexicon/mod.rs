//! The lexicon: all that the shipped tables say of a word, as one record. It is compiled from `data/` when the crate is
//! built and read in place.
//!
//! A word has two profiles, one in small letters and one with a capital. A profile is a set of evidence, and, for each
//! language, the sums of the weights of that evidence at each place where a word can stand. How words are put together
//! to candidates is not known here. `build/`, `profiles.rs` and `weights.rs` beside this file belong to the
//! build script alone.

pub(crate) mod endings;
pub(crate) mod forms;
pub(crate) mod leaning;
pub(crate) mod letters;
pub(crate) mod major;
mod word;

use crate::evidence::{Code, Sum, Where};
use crate::fold::{hash, hash_step};
use crate::image::{Filter, Image, Strings, Table, read_u32};
use crate::language::Language;
use crate::link::Link;
use crate::token::Shape;
use endings::{Endings, hash_ending};
use forms::{FORM, FormStep};
use leaning::Leanings;
use letters::{LONGEST_WORD, Looks, Odds};
use major::Major;
pub(crate) use word::{Traits, WORD, Word};

/// A set of evidence about a word, by number. 0 is the empty one.
pub(crate) type Profile = u32;

/// Evidence that is asked for where candidates are made.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Said {
    Given,
    PlacePreposition,
    Preposition,
    Headline,
    Short,
    PlaceTail,
    Auxiliary,
    Saying,
    PersonVerb,
    OrganizationVerb,
}

impl Said {
    /// Their names in the tables, in the order of their discriminants.
    pub(crate) const NAMES: [&str; 10] = [
        "given",
        "cue:place_prep",
        "cue:preposition",
        "cue:headline",
        "cue:short",
        "head:place_tail",
        "cue:auxiliary",
        "cue:say",
        "cue:person_verb",
        "cue:org_verb",
    ];
}

/// The sorts of numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Digits {
    Year,
    One,
    Two,
    /// More of them.
    Long,
    /// With signs inside: "1.500,50".
    Signs,
    /// Five, as postal codes have.
    Five,
}

impl Digits {
    /// Their names as evidence, in the order of their discriminants.
    pub(crate) const NAMES: [&str; 6] =
        ["number:year", "number:1", "number:2", "number:long", "number:decimal", "number:5"];
}

/// The shape whose weights stand in the row of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Usual {
    /// None.
    None,
    /// A first capital.
    Capital,
    /// Small letters.
    Lower,
    /// The shape of the word itself, whatever it is.
    Own,
}

/// The weights of a profile in one language stand in four sections, by place. Most words are needed either inside names or
/// beside them, and a processor fetches 64 bytes at once. Of the last section, where few weights stand, a row is written once
/// for all profiles that have it, and another section, [`FAR_ROWS`], tells which is whose.
pub(crate) const ROWS: [(&str, &[Where]); 4] = [
    ("in", &[Where::Single, Where::First, Where::Inner, Where::Last]),
    ("out", &[Where::Before2, Where::Before1, Where::After1, Where::After2]),
    ("part", &[Where::Part, Where::Head]),
    ("far", &[Where::Listed, Where::Noun, Where::Bracket]),
];

/// The section of [`ROWS`] whose rows are shared.
pub(crate) const FAR: usize = 3;

/// The numbers of the rows of the last of [`ROWS`], by profile.
pub(crate) const FAR_ROWS: &str = "row";

/// Where the weights of each place of a word stand in [`ROWS`]: the section, how many places that has, and which of them it is.
const PLACES: [(usize, usize, usize); Where::WORDS] = {
    let mut places = [(0, 0, 0); Where::WORDS];
    let mut section = 0;
    while section < ROWS.len() {
        let (_, row) = ROWS[section];
        let mut at = 0;
        while at < row.len() {
            places[row[at] as usize] = (section, row.len(), at);
            at += 1;
        }
        section += 1;
    }
    places
};

/// The section of [`ROWS`] in which the weights of a place stand, how many places that has, and which of them it is; `None` for a
/// span, which is no word.
#[inline(always)]
pub(crate) fn row_of(place: Where) -> Option<(usize, usize, usize)> {
    PLACES.get(place as usize).copied()
}

/// The key of the weights of one piece of evidence at a place.
pub(crate) fn item_key(evidence: u32, place: Where) -> u64 {
    hash_step(evidence, place as u64)
}

/// The compiled tables. They are part of the program.
pub(crate) struct Lexicon {
    frequent: Table<'static, WORD>,
    words: Table<'static, WORD>,
    begins: Filter<'static>,
    joins: Filter<'static>,
    tails: Filter<'static>,
    endings: Filter<'static>,
    suffixes: Table<'static, 4>,
    forms: Table<'static, 4>,
    /// What is said of the last word of a legal form.
    pub(crate) form: [Profile; 2],
    profiles: &'static [u8],
    lists: &'static [u8],
    names: Strings,
    said: [Option<u32>; Said::NAMES.len()],
    name_ids: Table<'static, 4>,
    /// The weights of codes, and what need not be looked up there.
    codes: [Table<'static, 8>; Language::ALL.len()],
    known_codes: Filter<'static>,
    /// The weights of what stands between two names.
    links: [Table<'static, { Link::BYTES }>; Language::ALL.len()],
    single: Table<'static, 4>,
    /// Summed weights by profile, in the order of [`ROWS`].
    rows: [[&'static [u8]; ROWS.len()]; Language::ALL.len()],
    /// The numbers of the rows far from names, by profile.
    far_rows: [&'static [u8]; Language::ALL.len()],
    /// Weights by piece of evidence and place, of which the rows are the sums.
    items: [Table<'static, { Sum::BYTES }>; Language::ALL.len()],
    shapes: [Profile; Shape::ALL.len()],
    /// What is added for a shape to a row with that of a capital, and to a row with that of a small word.
    instead: [[Profile; Shape::ALL.len()]; 2],
    unlisted: [Profile; Shape::ALL.len()],
    capitals: [Profile; 5],
    numbers: [Profile; Digits::NAMES.len()],
    affixes: Table<'static, 8>,
    /// What tells of a word in which language it is.
    pub(crate) leanings: Leanings,
    letters: Vec<Profile>,
    /// What the length of a word speaks for, in characters.
    lengths: [Odds; LONGEST_WORD + 1],
}

impl Lexicon {
    pub(crate) fn from_image(image: &Image) -> Self {
        let section =
            |prefix: &str, language: Language| image.fixed(&format!("{prefix}_{}", language.code()));
        let single = Table::new(image.fixed("single"));
        let affixes = Table::new(image.fixed("affixes"));
        let profile_of = |name: &str| single.number(hash(name.as_bytes())).unwrap_or(0);
        let mut lexicon = Self {
            frequent: Table::new(image.fixed("frequent")),
            words: Table::new(image.fixed("words")),
            begins: Filter::new(image.fixed("begins")),
            joins: Filter::new(image.fixed("joins")),
            tails: Filter::new(image.fixed("tails")),
            endings: Filter::new(image.fixed("endings")),
            suffixes: Table::new(image.fixed("suffixes")),
            forms: Table::new(image.fixed("forms")),
            form: FORM.map(profile_of),
            profiles: image.fixed("profiles"),
            lists: image.fixed("lists"),
            names: Strings::open(image, "e"),
            said: Default::default(),
            name_ids: Table::new(image.fixed("name_ids")),
            codes: Language::EACH.map(|language| Table::new(section("code", language))),
            known_codes: Filter::new(image.fixed("codebits")),
            links: Language::EACH.map(|language| Table::new(section("link", language))),
            rows: Language::EACH.map(|language| ROWS.map(|(name, _)| section(name, language))),
            far_rows: Language::EACH.map(|language| section(FAR_ROWS, language)),
            items: Language::EACH.map(|language| Table::new(section("item", language))),
            shapes: Shape::EACH.map(|shape| profile_of(&format!("shape:{}", shape.name()))),
            instead: [Shape::Capital, Shape::Lower].map(|usual| {
                Shape::EACH.map(|shape| match shape {
                    shape if shape == usual => 0,
                    shape => profile_of(&format!("shape:{}-shape:{}", shape.name(), usual.name())),
                })
            }),
            unlisted: Shape::EACH.map(|shape| profile_of(&format!("unlisted:{}", shape.name()))),
            capitals: [2, 3, 4, 5, 6].map(|length| profile_of(&format!("capitals:{length}"))),
            numbers: Digits::NAMES.map(profile_of),
            lengths: std::array::from_fn(|length| {
                let mut sum = [0; letters::CLASSES];
                letters::keys_of_length(length).iter().for_each(|&key| add_odds(&affixes, key, &mut sum));
                sum
            }),
            affixes,
            leanings: Leanings::new(image.fixed("leanings")),
            letters: letters::all().map(|looks| profile_of(&looks.name())).collect(),
            single,
        };
        lexicon.said = Said::NAMES.map(|name| lexicon.evidence_ids(lexicon.profile_of(name)).next());
        lexicon
    }

    /// The record of the word with this hash.
    #[inline]
    pub(crate) fn word(&self, hash: u64) -> Option<Word> {
        self.frequent(hash).or_else(|| self.rare(hash))
    }

    /// The record of the word, if it is one of the frequent ones.
    #[inline]
    pub(crate) fn frequent(&self, hash: u64) -> Option<Word> {
        self.frequent.get(hash).map(Word::unpack)
    }

    /// The record of the word, if it is none of the frequent ones.
    #[inline]
    pub(crate) fn rare(&self, hash: u64) -> Option<Word> {
        self.words.get(hash).map(Word::unpack)
    }

    /// The major of a word with a first capital, given its folded key.
    #[inline]
    pub(crate) fn major_of(&self, key: &str) -> Option<Major> {
        self.word(hash(key.as_bytes())).map(|word| word.majors[1])
    }

    /// Fetches what [`rare`](Self::rare) will read for this hash; see [`Table::touch`].
    #[inline]
    pub(crate) fn touch(&self, hash: u64) -> u8 {
        self.words.touch(hash)
    }

    /// False for most words in small letters, numbers and signs: for those with which no name begins. True for a few
    /// others, too.
    #[inline]
    pub(crate) fn may_begin_name(&self, hash: u64) -> bool {
        self.begins.may_have(hash)
    }

    /// False for words that neither join the words of a name nor are legal forms or abbreviations. True for a few others,
    /// too.
    #[inline]
    pub(crate) fn may_join(&self, hash: u64) -> bool {
        self.joins.may_have(hash)
    }

    /// The major of a word with a first capital, when it is one that can end a joined word; given its folded key, and the
    /// [hash of that as an ending](endings::hash_ending).
    #[inline]
    pub(crate) fn tail(&self, key: &str, ending: u64) -> Option<Major> {
        if !self.tails.may_have(ending) {
            return None;
        }
        let word = self.word(hash(key.as_bytes()));
        word.map(|word| word.majors[1]).filter(|&major| may_end_joined(key, major))
    }

    /// True when a legal form begins with the words of this [chain](FormStep), and when it ends with them.
    #[inline]
    pub(crate) fn legal_form(&self, chain: u64) -> FormStep {
        FormStep(self.forms.number(chain).unwrap_or(0))
    }

    /// The profile that consists of this one piece of evidence, or 0.
    pub(crate) fn profile_of(&self, evidence: &str) -> Profile {
        self.single.number(hash(evidence.as_bytes())).unwrap_or(0)
    }

    /// The profile that consists of this one code, or 0.
    pub(crate) fn profile_of_code(&self, code: Code) -> Profile {
        self.single.number(code.hash()).unwrap_or(0)
    }

    /// The profile of a shape.
    #[inline]
    pub(crate) fn shape(&self, shape: Shape) -> Profile {
        self.shapes.get(shape as usize).copied().unwrap_or(0)
    }

    /// The profile to add for the shape of a word, when the row of its own profile has the usual shape of such words.
    #[inline]
    pub(crate) fn instead(&self, usual: Usual, shape: Shape) -> Profile {
        match usual {
            Usual::None => self.shape(shape),
            Usual::Own => 0,
            Usual::Capital | Usual::Lower => {
                let list = self.instead.get(usize::from(usual == Usual::Lower));
                list.and_then(|list| list.get(shape as usize)).copied().unwrap_or(0)
            }
        }
    }

    /// The profile of words of this shape that stand in no table.
    #[inline]
    pub(crate) fn unlisted(&self, shape: Shape) -> Profile {
        self.unlisted.get(shape as usize).copied().unwrap_or(0)
    }

    /// The profile of words in capitals, by their length: "SPD", "ACHTUNG".
    #[inline]
    pub(crate) fn capitals(&self, length: usize) -> Profile {
        self.capitals.get(length.clamp(2, 6) - 2).copied().unwrap_or(0)
    }

    /// The profile of a number.
    #[inline]
    pub(crate) fn number(&self, sort: Digits) -> Profile {
        self.numbers.get(sort as usize).copied().unwrap_or(0)
    }

    /// The profile of the longest known ending of an unknown word, given its folded key.
    pub(crate) fn suffix(&self, key: &str, endings: &Endings) -> Profile {
        let count = key.chars().count();
        let longest = count.saturating_sub(2).min(LONGEST_SUFFIX);
        let suffixes = key.char_indices().skip(count - longest).filter_map(|(at, _)| endings.at(at));
        let mut known = suffixes
            .filter(|&ending| self.endings.may_have(ending))
            .filter_map(|ending| self.suffixes.number(hash_step(0, ending)));
        known.next().unwrap_or(0)
    }

    /// True when a profile has this piece of evidence.
    pub(crate) fn says(&self, profile: Profile, said: Said) -> bool {
        let wanted = self.said.get(said as usize).copied().flatten();
        wanted.is_some_and(|wanted| self.evidence_ids(profile).any(|id| id == wanted))
    }

    /// True for the ending of words for streets and the like, given in small letters: "str".
    pub(crate) fn heads_places(&self, ending: &str) -> bool {
        let ending = hash_ending(ending);
        self.endings.may_have(ending)
            && self
                .suffixes
                .number(hash_step(0, ending))
                .is_some_and(|profile| self.says(profile, Said::PlaceTail))
    }

    /// What the letters of an unlisted word speak for, given its folded key.
    pub(crate) fn letters(&self, key: &str, endings: &Endings) -> Profile {
        let length = key.chars().count().min(LONGEST_WORD);
        let mut sum = self.lengths.get(length).copied().unwrap_or_default();
        letters::for_each_affix(key, endings, |affix| add_odds(&self.affixes, affix, &mut sum));
        self.letters.get(Looks::of(sum).number()).copied().unwrap_or(0)
    }

    /// The letter for the most telling thing in a profile.
    #[inline]
    pub(crate) fn major(&self, profile: Profile) -> Major {
        Major((read_u32(self.profiles, profile as usize * 8 + 4) >> 24) as u8)
    }

    /// The evidence of a profile, by name.
    pub(crate) fn evidence(&self, profile: Profile) -> impl Iterator<Item = &str> {
        self.evidence_ids(profile).map(|id| self.names.get(id))
    }

    /// The evidence of a profile, with the weights of each at a place.
    pub(crate) fn weighed_evidence(
        &self,
        language: Language,
        place: Where,
        profile: Profile,
    ) -> impl Iterator<Item = (&str, Sum)> {
        self.evidence_ids(profile).map(move |id| (self.names.get(id), self.item(language, place, id)))
    }

    /// The weights of one piece of evidence at a place.
    fn item(&self, language: Language, place: Where, evidence: u32) -> Sum {
        let items = self.items.get(language as usize);
        items
            .and_then(|items| items.get(item_key(evidence, place)))
            .map_or_else(Sum::default, Sum::from_bytes)
    }

    fn evidence_ids(&self, profile: Profile) -> impl Iterator<Item = u32> + '_ {
        let at = profile as usize * 8;
        let start = read_u32(self.profiles, at) as usize;
        let count = (read_u32(self.profiles, at + 4) & 0xFF_FFFF) as usize;
        (start..start + count).map(|index| read_u32(self.lists, index * 4))
    }

    /// The rows of all profiles inside names (0) or beside them (1).
    #[inline]
    pub(crate) fn near_rows(&self, language: Language, section: usize) -> NearRows {
        NearRows(self.rows(language, section).as_chunks().0)
    }

    /// The weights of all profiles at the places of one of [`ROWS`], by number.
    #[inline]
    fn rows(&self, language: Language, section: usize) -> &'static [u8] {
        let sections = self.rows.get(language as usize);
        sections.and_then(|sections| sections.get(section)).copied().unwrap_or_default()
    }

    /// The weights of a profile at a place.
    #[inline]
    pub(crate) fn weights(&self, language: Language, place: Where, profile: Profile) -> Sum {
        let Some((section, places, at)) = row_of(place) else { return Sum::default() };
        let row = match section {
            FAR => {
                self.far_rows.get(language as usize).map_or(0, |rows| read_u32(rows, profile as usize * 4))
            }
            _ => profile,
        };
        sum_at(self.rows(language, section), (row as usize * places + at) * Sum::BYTES)
    }

    /// The number of a piece of evidence about a span, when there is a weight for it in some language.
    pub(crate) fn span_evidence(&self, name: &str) -> Option<u32> {
        self.name_ids.number(hash(name.as_bytes()))
    }

    /// The weights of a piece of evidence about a span.
    pub(crate) fn span_weights(&self, language: Language, evidence: u32) -> Sum {
        self.item(language, Where::Span, evidence)
    }

    /// The weights of a code about a span.
    #[inline]
    pub(crate) fn code_weights(&self, language: Language, code: Code) -> Sum {
        let hash = code.hash();
        if !self.known_codes.may_have(hash) {
            return Sum::default();
        }
        let found = self.codes.get(language as usize).and_then(|codes| codes.get(hash));
        found.map_or_else(Sum::default, Sum::from_bytes)
    }

    /// What a gap between two names says of them, by its [key](crate::link::gap_key).
    #[inline]
    pub(crate) fn link(&self, language: Language, gap: u64) -> Option<Link> {
        self.links.get(language as usize)?.get(gap).map(Link::from_bytes)
    }
}

/// The rows of all profiles at the four places inside names or the four beside them, in the order of [`ROWS`].
#[derive(Clone, Copy)]
pub(crate) struct NearRows(&'static [[u8; 4 * Sum::BYTES]]);

impl NearRows {
    /// Fetches the row of a profile, see [`Table::touch`].
    #[inline]
    pub(crate) fn touch(self, profile: Profile) -> u8 {
        self.0.get(profile as usize).map_or(0, |&[first, ..]| first)
    }

    /// The weights of a profile.
    #[inline]
    pub(crate) fn of(self, profile: Profile) -> [Sum; 4] {
        match self.0.get(profile as usize).map(|row| row.as_chunks().0) {
            Some([a, b, c, d]) => [a, b, c, d].map(Sum::from_bytes),
            _ => [Sum::default(); 4],
        }
    }
}

/// True for words that may be the last part of a joined word: "platten" in "Sperrholzplatten".
pub(crate) fn may_end_joined(key: &str, major: Major) -> bool {
    key.len() >= SHORTEST_TAIL && !matches!(major, Major::UNKNOWN | Major::WEAK)
}

/// The bytes that the last part of a joined word has at least.
pub(crate) const SHORTEST_TAIL: usize = 4;

/// Endings are looked up to this length, in characters.
pub(crate) const LONGEST_SUFFIX: usize = 14;

/// Adds the odds of an affix, if there is a row for it.
#[inline]
fn add_odds(affixes: &Table<'_, 8>, affix: u64, sum: &mut Odds) {
    if let Some(&[a, b, c, d, e, f, g, h]) = affixes.get(affix) {
        for (to, odds) in sum.iter_mut().zip([[a, b], [c, d], [e, f], [g, h]]) {
            *to += i32::from(i16::from_le_bytes(odds));
        }
    }
}

#[inline]
fn sum_at(bytes: &[u8], at: usize) -> Sum {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or_else(Sum::default, Sum::from_bytes)
}
