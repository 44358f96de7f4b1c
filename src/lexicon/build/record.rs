//! From the evidence of each word to its record: two profiles, two majors, its traits, and in which filters it stands.

use super::implied::{combine, endings_of};
use super::{Builder, FREQUENT, Word};
use crate::error::Error;
use crate::evidence::{DERIVED, Fact, HOPELESS, LANES, Where};
use crate::fold::hash;
use crate::gazetteer::Node;
use crate::language::Language;
use crate::lexicon::endings::hash_ending;
use crate::lexicon::major::Major;
use crate::lexicon::{self, Traits, WORD, may_end_joined};
use crate::profiles::Profiles;
use crate::token::Shape;
use crate::weights::WeightTable;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

/// The records of all words, and the hashes of those that the filters let through.
#[derive(Default)]
pub(super) struct Records {
    /// The packed records by hash, those of the frequent words first.
    pub(super) packed: Vec<(u64, [u8; WORD])>,
    /// How many of them are frequent.
    pub(super) frequent: usize,
    /// The words with which names begin, that are not written with a capital anyway.
    pub(super) beginning: Vec<u64>,
    /// The words that join the words of a name, or end one.
    pub(super) joining: Vec<u64>,
    /// The words that may be the last part of a joined one, as endings.
    pub(super) tails: Vec<u64>,
}

impl Records {
    /// Makes the records, and the profiles that they need.
    ///
    /// # Errors
    /// When the tables have outgrown the format.
    pub(super) fn of(
        builder: &Builder<'_>,
        weights: &[(Language, WeightTable)],
        profiles: &mut Profiles,
    ) -> Result<Self, Error> {
        let small = builder.trie.small_beginnings();
        // The frequent words first: so their rows of weights lie together.
        let mut words: Vec<(&String, &Word)> = builder.words.iter().collect();
        words.sort_unstable_by_key(|&(key, word)| (Reverse(word.frequency), key));
        let mut records = Self::default();
        // Three of four words have the evidence of another one.
        let mut known: HashMap<Vec<u32>, Outcome> = HashMap::new();
        for (key, word) in words {
            let upper = upper_evidence(builder, key, word);
            let numbers = profiles.numbers(&upper);
            let outcome = match known.get(&numbers) {
                Some(&outcome) => outcome,
                None => *known.entry(numbers.clone()).or_insert(Outcome::of(&upper, weights)),
            };
            let majors = [lower_major(key, word), outcome.major];
            let traits = traits_of(key, word, &upper, outcome);
            records.filter(key, word.node, traits, majors[1], &small);
            let record = lexicon::Word {
                lower: profiles.add(&word.lower, majors[0], Some(Shape::Lower)),
                upper: profiles.add_numbers(numbers, majors[1], Some(Shape::Capital)),
                node: word.node,
                traits,
                majors,
            };
            let packed = record.pack().ok_or_else(|| {
                Error::new(format!(
                    "record of \"{key}\" is too large for its {WORD} bytes, expected smaller tables"
                ))
            })?;
            records.packed.push((hash(key.as_bytes()), packed));
            records.frequent += usize::from(word.frequency >= FREQUENT);
        }
        Ok(records)
    }

    /// Notes a word for the filters through which it has to pass. `small` are the nodes of names that may be written small.
    fn filter(&mut self, key: &str, node: Node, traits: Traits, major: Major, small: &HashSet<u32>) {
        if JOINING.iter().any(|&fact| traits.has(fact)) {
            self.joining.push(hash(key.as_bytes()));
        }
        // A name with a capital never begins with a small word, so most of those at its head do not count here.
        let caseless = !key.starts_with(char::is_lowercase) && node != Node::ROOT;
        if caseless
            || traits.has(Traits::SMALL_NAME)
            || traits.has(Traits::ONLY_NAME)
            || small.contains(&node.number())
        {
            self.beginning.push(hash(key.as_bytes()));
        }
        if may_end_joined(key, major) {
            self.tails.push(hash_ending(key));
        }
    }
}

/// The facts for which [`Lexicon::may_join`](crate::lexicon::Lexicon::may_join) lets a word through.
const JOINING: [Traits; 6] = [
    Traits::PARTICLE,
    Traits::CONNECTOR,
    Traits::LEGAL,
    Traits::ABBREVIATION,
    Traits::SHORT_NAME,
    Traits::LEGAL_START,
];

/// The evidence of a word with a capital: what the tables say of it, what its endings say, and what follows from both.
fn upper_evidence(builder: &Builder<'_>, key: &str, word: &Word) -> BTreeSet<String> {
    let mut upper = word.upper.clone();
    upper.extend(endings_of(key, &builder.suffixes));
    combine(&mut upper);
    // Signs and digits are the same in capitals.
    if !key.starts_with(|c: char| c.is_alphanumeric()) {
        upper.extend(word.lower.iter().cloned());
    }
    upper
}

/// The major of a word in small letters; a sign is its own.
fn lower_major(key: &str, word: &Word) -> Major {
    match key.as_bytes() {
        &[sign] if sign.is_ascii_punctuation() => Major(sign),
        _ => Major::of_small(|evidence| word.lower.contains(evidence)),
    }
}

/// What follows from the evidence of a word with a capital, whatever word it is.
#[derive(Clone, Copy)]
struct Outcome {
    major: Major,
    /// In which languages it is hopeless.
    hopeless: Traits,
}

impl Outcome {
    fn of(upper: &BTreeSet<String>, weights: &[(Language, WeightTable)]) -> Self {
        let major = Major::of_capital(|evidence| upper.contains(evidence));
        let mut hopeless = Traits::NONE;
        for (language, table) in weights {
            if is_hopeless(table, upper, major) {
                hopeless.set(match language {
                    Language::De => Traits::HOPELESS_DE,
                    Language::En => Traits::HOPELESS_EN,
                });
            }
        }
        Self { major, hopeless }
    }
}

/// The facts of a word: those that the tables told, and those that follow from its evidence. `upper` and `outcome` are those of the
/// word with a capital.
fn traits_of(key: &str, word: &Word, upper: &BTreeSet<String>, outcome: Outcome) -> Traits {
    let mut traits = word.traits;
    // "Falls" is German grammar, and English for a waterfall.
    let is_named = || ["surname:3", "surname:4", "cue:place_tail"].iter().any(|&name| upper.contains(name));
    if traits.has(Traits::FUNCTION) && is_named() {
        traits.set(Traits::NAMED);
    }
    // "von" begins surnames ("von der Leyen"), an article does not.
    if word.lower.contains("cue:article") {
        traits.clear(Traits::SMALL_NAME);
    }
    if word.node != Node::ROOT && is_only_name(key, word, upper) {
        traits.set(Traits::ONLY_NAME);
    }
    // Words of grammar tell the language by themselves.
    if !traits.has(Traits::GERMAN) && !traits.has(Traits::ENGLISH) {
        for (common, fact) in word.common.into_iter().zip([Traits::GERMAN, Traits::ENGLISH]) {
            if common {
                traits.set(fact);
            }
        }
    }
    if !word.node.ends_name() {
        traits.set(outcome.hopeless);
    }
    traits
}

/// True for a word that begins names of organisations or places, and is otherwise no word of either language.
fn is_only_name(key: &str, word: &Word, upper: &BTreeSet<String>) -> bool {
    const SHORTEST: usize = 3;
    let names = ["name:organization!", "name:place!", "begins-organization:", "begins-place:"];
    // "San" and "Saint" stand at the head of names, and nowhere else.
    let heads = ["cue:direction", "cue:particle", "cue:place_head", "cue:title"];
    let common = |evidence: &String| {
        evidence.starts_with("noun")
            || evidence.ends_with(".common")
            || evidence.starts_with("cue:") && !heads.contains(&evidence.as_str())
    };
    key.len() >= SHORTEST
        && key.chars().all(char::is_alphabetic)
        && word.lower.iter().all(|evidence| evidence.starts_with("word:"))
        && !word.traits.has(Traits::FUNCTION)
        && upper.iter().any(|evidence| names.iter().any(|name| evidence.starts_with(name)))
        && !upper.iter().any(common)
}

/// True when a word with a first capital and this evidence, alone and without an entry, is dropped before its
/// surroundings are read. Says what `score` would find out by adding.
fn is_hopeless(table: &WeightTable, upper: &BTreeSet<String>, major: Major) -> bool {
    let mut sums = table.get(Where::Span, Fact::Candidate.name()).map(i32::from);
    let shape = format!("shape:{}", Shape::Capital.name());
    for evidence in upper.iter().chain([&shape]) {
        for (sum, weight) in sums.iter_mut().zip(table.get(Where::Single, evidence)) {
            *sum += i32::from(weight);
        }
    }
    let lanes = if major.may_be_derived() { LANES } else { DERIVED };
    sums.iter().take(lanes).all(|&sum| sum < HOPELESS)
}
