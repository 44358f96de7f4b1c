//! From the evidence of each word to its profile, and to the sections of the image.

use super::{Builder, FREQUENT, Word};
use crate::error::Error;
use crate::evidence::{Code, DERIVED, Fact, HOPELESS, LANES, Where};
use crate::fold::{hash, hash_step};
use crate::gazetteer::Node;
use crate::image::{Filter, HashTable, Writer};
use crate::language::Language;
use crate::lexicon::endings::hash_ending;
use crate::lexicon::forms::FORM;
use crate::lexicon::letters;
use crate::lexicon::major::Major;
use crate::lexicon::{LONGEST_SUFFIX, NUMBERS, Said, Traits, WORD, may_end_joined};
use crate::profiles::Profiles;
use crate::token::Shape;
use crate::weights::WeightTable;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

impl Builder<'_> {
    /// A word that is another one with a genitive ending has the evidence of its name.
    fn inherit_genitives(&mut self) {
        let mut inherited = Vec::new();
        for (key, word) in &self.words {
            let Some(stem) = key.strip_suffix('s').filter(|stem| stem.len() >= 3) else { continue };
            let is_name = |evidence: &str| {
                evidence.starts_with("name:")
                    || evidence.starts_with("given")
                    || evidence.starts_with("surname")
            };
            if word.node.ends_name() || word.traits.has(Traits::FUNCTION) {
                continue;
            }
            let stem =
                [stem, stem.strip_suffix('e').unwrap_or(stem)].into_iter().find_map(|s| self.words.get(s));
            if let Some(stem) = stem {
                // A surname may end in s ("Peters"); only a name that needs no cue outweighs it ("Israels").
                let safe = stem.upper.iter().any(|e| e.starts_with("name:") && e.ends_with('!'));
                if !safe && word.upper.iter().any(|e| is_name(e)) {
                    continue;
                }
                let names: Vec<String> = stem.upper.iter().filter(|e| is_name(e)).cloned().collect();
                if !names.is_empty() {
                    inherited.push((key.clone(), names, stem.node));
                }
            }
        }
        for (key, names, node) in inherited {
            let word = self.word(key);
            word.upper.extend(names);
            // Longer names may begin with the genitive itself.
            if word.node == Node::ROOT {
                word.node = node;
            }
            word.traits.set(Traits::GENITIVE);
        }
    }

    pub(super) fn write(mut self) -> Result<Vec<u8>, Error> {
        let weights = std::mem::take(&mut self.weights);
        for (_, table) in &weights {
            for (_, evidence) in table.evidence() {
                if let Some(word) = evidence.strip_prefix("word:") {
                    let word = self.words.entry(word.to_owned()).or_default();
                    word.lower.insert(evidence.to_owned());
                    word.upper.insert(evidence.to_owned());
                }
            }
        }
        let nodes = self.trie.root_nodes();
        for (key, word) in &mut self.words {
            word.node = nodes.get(&hash(key.as_bytes())).copied().unwrap_or_default();
        }
        self.inherit_genitives();

        let mut profiles = Profiles::new();
        self.runtime_profiles(&mut profiles);
        let mut pairs = Vec::new();
        let mut frequent = 0;
        let small = self.trie.small_beginnings();
        let (mut beginning, mut joining, mut tails) = (Vec::new(), Vec::new(), Vec::new());
        // The frequent words first: so their rows of weights lie together.
        let mut keys: Vec<(&String, &Word)> = self.words.iter().collect();
        keys.sort_unstable_by_key(|&(key, word)| (Reverse(word.frequency), key));
        for (key, word) in keys {
            let mut upper = word.upper.clone();
            upper.extend(endings_of(key, &self.suffixes));
            combine(&mut upper);
            if !key.starts_with(|c: char| c.is_alphanumeric()) {
                upper.extend(word.lower.iter().cloned());
            }
            let upper_major = Major::of_capital(|evidence| upper.contains(evidence));
            let lower_major = match key.chars().next() {
                Some(sign) if key.chars().count() == 1 && sign.is_ascii_punctuation() => Major(sign as u8),
                _ => Major::of_small(|evidence| word.lower.contains(evidence)),
            };
            let mut traits = word.traits;
            // "Falls" is German grammar, and English for a waterfall.
            let is_named =
                || ["surname:3", "surname:4", "cue:place_tail"].iter().any(|&name| upper.contains(name));
            if traits.has(Traits::FUNCTION) && is_named() {
                traits.set(Traits::NAMED);
            }
            // "von" begins surnames ("von der Leyen"), an article does not.
            if word.lower.contains("cue:article") {
                traits.clear(Traits::SMALL_NAME);
            }
            if word.node != Node::ROOT && is_only_name(key, word, &upper) {
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
            for (language, table) in &weights {
                if !word.node.ends_name() && is_hopeless(table, &upper, upper_major) {
                    traits.set(match language {
                        Language::De => Traits::HOPELESS_DE,
                        Language::En => Traits::HOPELESS_EN,
                    });
                }
            }
            let joins = [
                Traits::PARTICLE,
                Traits::CONNECTOR,
                Traits::LEGAL,
                Traits::ABBREVIATION,
                Traits::SHORT_NAME,
                Traits::LEGAL_START,
            ];
            if joins.iter().any(|&fact| traits.has(fact)) {
                joining.push(hash(key.as_bytes()));
            }
            // A name with a capital never begins with a small word, so most of those at its head do not count here.
            let caseless = !key.starts_with(char::is_lowercase) && word.node != Node::ROOT;
            if caseless
                || traits.has(Traits::SMALL_NAME)
                || traits.has(Traits::ONLY_NAME)
                || small.contains(&word.node.number())
            {
                beginning.push(hash(key.as_bytes()));
            }
            if may_end_joined(key, upper_major) {
                tails.push(hash_ending(key));
            }
            let record = crate::lexicon::Word {
                lower: profiles.add(&word.lower, lower_major, Some(Shape::Lower)),
                upper: profiles.add(&upper, upper_major, Some(Shape::Capital)),
                node: word.node,
                traits,
                majors: [lower_major, upper_major],
            };
            let packed = record.pack().ok_or_else(|| {
                Error::new(format!(
                    "record of \"{key}\" is too large for its {WORD} bytes, expected smaller tables"
                ))
            })?;
            pairs.push((hash(key.as_bytes()), packed));
            frequent += usize::from(word.frequency >= FREQUENT);
        }

        let mut suffixes = Vec::new();
        let mut endings: Vec<&String> = self.suffixes.keys().collect();
        endings.sort_unstable();
        for ending in endings {
            let mut evidence = endings_of(&format!("__{ending}"), &self.suffixes);
            evidence.insert("unlisted".to_owned());
            combine(&mut evidence);
            let major = Major::of_capital(|e| evidence.contains(e));
            suffixes.push((hash_ending(ending), profiles.add(&evidence, major, None)));
        }

        let mut writer = Writer::default();
        self.letters(&mut writer)?;
        let (frequent, rare) = pairs.split_at(frequent);
        writer.section("frequent", HashTable::build(frequent));
        writer.section("words", HashTable::build(rare));
        writer.section("begins", Filter::build(&beginning));
        writer.section("joins", Filter::build(&joining));
        let forms: Vec<(u64, u32)> = self.forms.iter().map(|(&chain, step)| (chain, step.0)).collect();
        writer.section("forms", HashTable::build_numbers(&forms));
        writer.section("tails", Filter::build(&tails));
        writer.section("endings", Filter::build(&suffixes.iter().map(|&(hash, _)| hash).collect::<Vec<_>>()));
        let keyed = |&(ending, profile): &(u64, u32)| (hash_step(0, ending), profile);
        writer.section("suffixes", HashTable::build_numbers(&suffixes.iter().map(keyed).collect::<Vec<_>>()));
        profiles.write(&weights, &self.classes, &mut writer);
        self.trie.write(&mut writer);
        Ok(writer.finish())
    }

    /// What the letters of unlisted words speak for.
    fn letters(&self, writer: &mut Writer) -> Result<(), Error> {
        let table = self.table("letters.tsv")?;
        let affix = table.require("affix")?;
        let mut rows = Vec::new();
        for row in table.rows() {
            let mut odds = [0; letters::CLASSES * 2];
            for (class, bytes) in letters::CLASS_NAMES.iter().zip(odds.chunks_exact_mut(2)) {
                let cell = row.cell(table.require(class)?);
                let value: i16 = cell
                    .parse()
                    .map_err(|_| row.error(format!("\"{cell}\" is no weight, expected an integer")))?;
                bytes.copy_from_slice(&value.to_le_bytes());
            }
            rows.push((letters::key_of_row(row.cell(affix)), odds));
        }
        writer.section("affixes", HashTable::build(&rows));
        Ok(())
    }

    /// Profiles of one piece of evidence that the extractor itself adds to words.
    fn runtime_profiles(&self, profiles: &mut Profiles) {
        for shape in Shape::ALL {
            profiles.single(&format!("shape:{}", shape.name()), Major::UNKNOWN);
            let unlisted = format!("unlisted:{}", shape.name());
            let id = profiles.add(&BTreeSet::from([unlisted.clone()]), Major::UNKNOWN, Some(shape));
            profiles.single.push((hash(unlisted.as_bytes()), id));
            for usual in [Shape::Capital, Shape::Lower] {
                profiles.instead(usual, shape);
            }
        }
        for looks in letters::all() {
            let id = profiles.add(&looks.evidence().into_iter().collect(), Major::UNKNOWN, None);
            profiles.single.push((hash(looks.name().as_bytes()), id));
        }
        for length in 2..=6 {
            profiles.single(&format!("capitals:{length}"), Major::ACRONYM);
        }
        for name in ["edge:start", "edge:end"] {
            profiles.single(name, Major::EDGE);
        }
        for name in NUMBERS {
            profiles.single(name, Major::NUMBER);
        }
        for name in FORM.into_iter().chain(Said::NAMES) {
            profiles.single(name, Major::UNKNOWN);
        }
        let letters: Vec<u8> = (b'A'..=b'Z').chain(b'a'..=b'z').collect();
        for &first in &letters {
            for &last in &letters {
                profiles.single_code(Code::new(b'h', [first, last]));
                profiles.single_code(Code::new(b'h', [first, b'-', last]));
                profiles.single_code(Code::new(b'h', [first, b'@', last]));
                profiles.single_code(Code::new(b'j', [first, last]));
            }
        }
    }
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

/// Evidence that follows from other evidence together.
fn combine(evidence: &mut BTreeSet<String>) {
    let has = |name: &str| evidence.contains(name);
    let name = has("given") || has("surname");
    let mut more: Vec<String> = Vec::new();
    if has("noun") && name {
        more.push("noun+name".to_owned());
    }
    if has("given") && has("surname") {
        more.push("given+surname".to_owned());
    }
    if let Some(head) = evidence.iter().find_map(|e| e.strip_prefix("head:")) {
        // The head of a compound makes the word what the head is: "Vizepräsident" is a role.
        more.push(format!("cue:{head}"));
    }
    evidence.extend(more);
}

/// The evidence of the known endings of a word: of heads of compounds and of counted odds the longest only, as the
/// shorter ones lie in it.
fn endings_of(key: &str, suffixes: &HashMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut seen: Vec<&str> = Vec::new();
    let count = key.chars().count();
    for (i, (at, _)) in key.char_indices().enumerate().skip(2.min(count)) {
        if count - i > LONGEST_SUFFIX {
            continue;
        }
        let mut here = Vec::new();
        for evidence in key.get(at..).and_then(|suffix| suffixes.get(suffix)).into_iter().flatten() {
            let family = evidence.split(':').next().unwrap_or_default();
            if family == "suffix" || !seen.contains(&family) {
                found.insert(evidence.clone());
                here.push(family);
            }
        }
        seen.extend(here);
    }
    found
}
