//! From the tables of `data/` to the image that the crate carries. Runs in the build script.
//!
//! Each table adds evidence to words; a word's evidence makes its profile; the weights of a profile are summed for each
//! place where a word can stand, so that the extractor adds a few numbers where it would else look up dozens.

use crate::error::Error;
use crate::evidence::{Code, DERIVED, Fact, HOPELESS, LANES, Where};
use crate::fold::{fold, hash, hash_step};
use crate::gazetteer::Flags;
use crate::gazetteer::Node;
use crate::gazetteer::build::{TrieBuilder, paths};
use crate::gazetteer::classes::Classes;
use crate::gazetteer::list::read_tsv;
use crate::image::{Filter, HashTable, Writer};
use crate::kind::Kind;
use crate::language::Language;
use crate::lexicon::endings::hash_ending;
use crate::lexicon::forms::{FORM, FormStep};
use crate::lexicon::letters;
use crate::lexicon::major::Major;
use crate::lexicon::{LONGEST_SUFFIX, NUMBERS, Said, Traits, WORD, may_end_joined};
use crate::profiles::Profiles;
use crate::token::Shape;
use crate::tsv::{Row, Table};
use crate::weights::WeightTable;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The texts of the tables, by path below `data/`.
pub(crate) type Files = BTreeMap<String, String>;

/// Compiles the tables.
///
/// # Errors
/// When a table is missing or a row is wrong; the message names file, line and content.
pub(crate) fn compile(files: &Files) -> Result<Vec<u8>, Error> {
    let mut builder = Builder::new(files)?;
    builder.gazetteer()?;
    builder.names()?;
    for language in Language::ALL {
        builder.cues(language)?;
        builder.statistics(language)?;
        builder.endings(language)?;
        builder.derived(language)?;
    }
    builder.legal_forms()?;
    builder.signs();
    builder.cities_to_derived()?;
    builder.write()
}

/// What is collected about a word.
#[derive(Default)]
struct Word {
    lower: BTreeSet<String>,
    upper: BTreeSet<String>,
    node: Node,
    traits: Traits,
    /// The logarithm of how often it was counted.
    frequency: u8,
    /// Whether it is a word of each language, and no mere name.
    common: [bool; Language::ALL.len()],
}

/// Words with this frequency have a table of their own, small enough to stay near the processor.
const FREQUENT: u8 = 6;

struct Builder<'f> {
    files: &'f Files,
    classes: Classes,
    weights: Vec<(Language, WeightTable)>,
    trie: TrieBuilder,
    words: HashMap<String, Word>,
    /// Evidence of word endings.
    suffixes: HashMap<String, BTreeSet<String>>,
    /// Legal forms of several words, by chain.
    forms: BTreeMap<u64, FormStep>,
    /// Id, surface and population of the places, for the words derived from them.
    places: Vec<(String, String, u64)>,
}

impl<'f> Builder<'f> {
    fn new(files: &'f Files) -> Result<Self, Error> {
        let classes = Classes::parse("classes.tsv", text(files, "classes.tsv")?)?;
        let by_hand = WeightTable::parse("weights.tsv", text(files, "weights.tsv")?)?;
        let weights = Language::ALL
            .into_iter()
            .map(|language| {
                let file = format!("{language}/weights.tsv");
                let mut table = WeightTable::parse(&file, text(files, &file)?)?;
                table.complete(&by_hand);
                Ok((language, table))
            })
            .collect::<Result<_, Error>>()?;
        Ok(Self {
            files,
            classes,
            weights,
            trie: TrieBuilder::new(),
            words: HashMap::new(),
            suffixes: HashMap::new(),
            forms: BTreeMap::new(),
            places: Vec::new(),
        })
    }

    fn table(&self, file: &'f str) -> Result<Table<'f>, Error> {
        Table::parse(file, text(self.files, file)?)
    }

    fn language_table(&self, language: Language, name: &str) -> Result<Table<'f>, Error> {
        let wanted = format!("{language}/{name}");
        let (file, text) =
            self.files.get_key_value(&wanted).ok_or_else(|| Error::new("table is missing").at(&wanted, 0))?;
        Table::parse(file, text)
    }

    fn word(&mut self, key: String) -> &mut Word {
        self.words.entry(key).or_default()
    }

    /// Notes evidence for a form as it is written: a small form also counts where it has a capital at the start of a
    /// sentence; a form with a capital counts only so.
    fn note(&mut self, form: &str, evidence: &str) {
        let word = self.word(fold(form));
        word.upper.insert(evidence.to_owned());
        if !form.starts_with(char::is_uppercase) {
            word.lower.insert(evidence.to_owned());
        }
    }

    /// Organisations, people and places: the trie, and for each word what names it is, begins or ends.
    fn gazetteer(&mut self) -> Result<(), Error> {
        // How many names of a kind a word begins or ends.
        let mut inside: BTreeMap<(String, &str, &str), u32> = BTreeMap::new();
        for (file, text) in self.files {
            if !["organisations/", "people/", "places/"].iter().any(|folder| file.starts_with(folder)) {
                continue;
            }
            let entries = read_tsv(file, text, &self.classes)?;
            self.note_populations(file, text)?;
            for entry in &entries {
                self.trie.add(entry);
                let kind = entry.kind.name();
                for surface in entry.surfaces.iter().filter(|surface| !surface.flags.has(Flags::OFF)) {
                    if surface.flags.has(Flags::HANDLE) {
                        // It needs a record, but the same word elsewhere is no name for that.
                        self.word(fold(&surface.text));
                        continue;
                    }
                    let lower = !surface.text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
                    for path in paths(surface) {
                        if let [only] = path.as_slice() {
                            let mark = if surface.flags.has(Flags::CUE) { '?' } else { '!' };
                            let word = self.word(only.clone());
                            word.upper.insert(format!("name:{kind}{mark}"));
                            if entry.kind == Kind::Place && surface.text.ends_with('.') {
                                word.traits.set(Traits::SHORT_NAME);
                            }
                        } else if let [first, .., last] = path.as_slice() {
                            *inside.entry((first.clone(), "begins", kind)).or_default() += 1;
                            *inside.entry((last.clone(), "ends", kind)).or_default() += 1;
                        }
                        if let Some(first) = path.first() {
                            let word = self.word(first.clone());
                            if lower {
                                word.traits.set(Traits::SMALL_NAME);
                            }
                        }
                    }
                }
            }
        }
        for ((word, edge, kind), count) in inside {
            if count >= 2 {
                let level = (32 - count.leading_zeros()).min(6);
                self.word(word).upper.insert(format!("{edge}-{kind}:{level}"));
            }
        }
        Ok(())
    }

    fn note_populations(&mut self, file: &'f str, text: &'f str) -> Result<(), Error> {
        let table = Table::parse(file, text)?;
        if let (Some(population), Some(name), Some(id)) =
            (table.column("population"), table.column("name"), table.column("id"))
        {
            let aliases = table.column("aliases");
            for row in table.rows() {
                let people = row.cell(population).parse().unwrap_or(0);
                for form in row.list(aliases).chain([row.cell(name)]) {
                    let form = form.split('[').next().unwrap_or(form);
                    self.places.push((row.cell(id).to_owned(), form.to_owned(), people));
                }
            }
        }
        Ok(())
    }

    /// Given names and surnames.
    fn names(&mut self) -> Result<(), Error> {
        for (file, evidence) in [("names/given.tsv", "given"), ("names/surnames.tsv", "surname")] {
            let table = self.table(file)?;
            let (name, freq, also) = (table.require("name")?, table.require("freq")?, table.column("also"));
            for row in table.rows() {
                let form = row.cell(name);
                self.note(form, evidence);
                self.note(form, &format!("{evidence}:{}", row.cell(freq)));
                for other in row.list(also).filter(|other| other.starts_with("word")) {
                    self.note(form, &format!("{evidence}-{other}"));
                }
            }
        }
        let table = self.table("names/weak.tsv")?;
        let name = table.require("name")?;
        for row in table.rows() {
            self.note(row.cell(name), "weak");
        }
        Ok(())
    }

    /// Words that say something about the names beside them.
    fn cues(&mut self, language: Language) -> Result<(), Error> {
        let table = self.language_table(language, "cues.tsv")?;
        let (word, class) = (table.require("word")?, table.require("class")?);
        let (endings, head) = (table.require("endings")?, table.require("head")?);
        for row in table.rows() {
            let class = row.cell(class);
            let evidence = format!("cue:{class}");
            for form in forms(&row, word, endings) {
                match class {
                    // A full stop tells where sentences end, and nothing of names.
                    "abbreviation" => {}
                    "noun" => {
                        self.word(fold(&form)).upper.insert(evidence.clone());
                    }
                    // "post-Soviet" has a prefix, "Post-Chef" has none.
                    "prefix" if form.starts_with(char::is_lowercase) => {
                        self.word(fold(&form)).lower.insert(evidence.clone());
                    }
                    _ => self.note(&form, &evidence),
                }
                // Particles and abbreviations stand in the texts of both languages.
                if !matches!(
                    class,
                    "abbreviation" | "particle" | "connector" | "suffix" | "direction" | "product"
                ) {
                    self.word(fold(&form)).common[language as usize] = true;
                }
                if row.cell(head) == "1" && form.chars().count() >= 3 {
                    self.suffixes.entry(fold(&form)).or_default().insert(format!("head:{class}"));
                }
                let traits = match class {
                    "abbreviation" => Traits::ABBREVIATION,
                    "connector" => Traits::CONNECTOR,
                    "particle" => Traits::PARTICLE,
                    "org_head" => Traits::HEAD,
                    "function" if language == Language::De => Traits::GERMAN,
                    "function" => Traits::ENGLISH,
                    "article" | "pronoun" | "possessive" | "conjunction" | "preposition" | "auxiliary"
                    | "adverb" | "negation" => Traits::FUNCTION,
                    _ => continue,
                };
                let word = self.word(fold(&form));
                word.traits.set(traits);
                if matches!(traits, Traits::FUNCTION | Traits::GERMAN | Traits::ENGLISH) {
                    word.frequency = word.frequency.max(FREQUENT);
                }
            }
        }
        Ok(())
    }

    /// Shares counted over unlabelled text.
    fn statistics(&mut self, language: Language) -> Result<(), Error> {
        let table = self.language_table(language, "words.tsv")?;
        let form_at = table.require("word")?;
        let numbers: Vec<(usize, &str)> = [
            "freq",
            "cap",
            "article",
            "adjective",
            "local",
            "preposition",
            "title",
            "given",
            "gen",
            "lower",
            "before_verb",
        ]
        .into_iter()
        .filter_map(|name| table.column(name).map(|at| (at, name)))
        .collect();
        let (cluster, article) = (table.column("cluster"), table.column("article"));
        let lower_share = table.column("lower");
        for row in table.rows() {
            let form = row.cell(form_at);
            let capital = form.starts_with(char::is_uppercase);
            let mut evidence = Vec::new();
            if !row.optional(cluster).is_empty() {
                evidence.push(format!("{language}.cluster:{}", row.optional(cluster)));
            }
            if capital {
                for &(at, name) in &numbers {
                    if !row.cell(at).is_empty() {
                        evidence.push(format!("{language}.{name}:{}", row.cell(at)));
                    }
                }
                let level = |at: Option<usize>| row.optional(at).parse::<u8>().unwrap_or(0);
                if level(article) >= 4 || level(lower_share) >= 5 {
                    evidence.push("noun".to_owned());
                }
            }
            let frequency = level_of(&row, table.column("freq"));
            let word = self.word(fold(form));
            word.frequency = word.frequency.max(frequency);
            word.common[language as usize] |= !capital || evidence.iter().any(|e| e == "noun");
            if capital {
                word.upper.extend(evidence);
            } else {
                if level_of(&row, lower_share) >= 5 {
                    word.upper.insert(format!("{language}.common"));
                }
                word.lower.extend(evidence);
            }
        }
        Ok(())
    }

    /// Word endings that speak for a class of words. How far they do the fit finds out.
    fn endings(&mut self, language: Language) -> Result<(), Error> {
        let table = self.language_table(language, "endings.tsv")?;
        let ending = table.require("ending")?;
        for row in table.rows() {
            let ending = fold(row.cell(ending));
            let evidence = format!("suffix:{ending}");
            self.suffixes.entry(ending).or_default().insert(evidence);
        }
        Ok(())
    }

    /// Adjectives and demonyms of places.
    fn derived(&mut self, language: Language) -> Result<(), Error> {
        let table = self.language_table(language, "derived.tsv")?;
        let (form_at, place) = (table.require("form")?, table.require("place")?);
        let (endings, kind) = (table.require("endings")?, table.require("kind")?);
        let of_language = match language {
            Language::De => Flags::GERMAN,
            Language::En => Flags::ENGLISH,
        };
        for row in table.rows() {
            let kind = row.cell(kind);
            for form in forms(&row, form_at, endings) {
                // Of several words ("New Yorker") none is derived by itself.
                if !form.contains(' ') {
                    self.note(&form, &format!("derived:{}", kind.trim_end_matches('?')));
                    if kind.ends_with('?') {
                        self.note(&form, "derived?");
                    }
                }
                self.trie.add_derived(&form, row.cell(place), kind.trim_end_matches('?'), of_language);
                if !form.starts_with(char::is_uppercase) {
                    self.word(fold(&form)).traits.set(Traits::SMALL_NAME);
                }
            }
        }
        Ok(())
    }

    /// German towns make an adjective and a demonym in -er.
    fn cities_to_derived(&mut self) -> Result<(), Error> {
        for (id, name, people) in std::mem::take(&mut self.places) {
            let plain = name.chars().all(char::is_alphabetic) && name.chars().count() >= 4;
            if !plain || people == 0 {
                continue;
            }
            let stem = name.strip_suffix("en").or_else(|| name.strip_suffix('e')).unwrap_or(&name);
            let endings: &[&str] =
                if people >= 100_000 { &["er", "ern", "ers", "erin", "erinnen"] } else { &["er", "ern"] };
            for ending in endings {
                let form = format!("{stem}{ending}");
                let word = self.word(fold(&form));
                // "Sender" is no man from Senden, and "Mayer" none from Mayen: words with a meaning of their own, and
                // surnames, are left to derived.tsv, which has the large towns.
                let taken = |e: &String| {
                    e.starts_with("derived")
                        || e.starts_with("cue:")
                        || ["noun", "given", "surname"].contains(&e.as_str())
                };
                if !word.upper.iter().any(taken) && word.lower.is_empty() {
                    word.upper.insert("derived:city".to_owned());
                    self.trie.add_derived(&form, &id, "adjective", Flags::GERMAN);
                }
            }
        }
        Ok(())
    }

    fn legal_forms(&mut self) -> Result<(), Error> {
        let table = self.table("legal_forms.tsv")?;
        let (form, variants, position) =
            (table.require("form")?, table.column("variants"), table.require("position")?);
        for row in table.rows() {
            for variant in row.list(variants).chain([row.cell(form)]) {
                let surface =
                    crate::gazetteer::entry::Surface { text: variant.to_owned(), flags: Flags::default() };
                for mut path in paths(&surface) {
                    if let [only] = path.as_slice() {
                        let word = self.word(only.clone());
                        word.upper.insert("legal".to_owned());
                        word.upper.insert(format!("legal:{}", row.cell(position)));
                        word.traits.set(Traits::LEGAL);
                        if variant.ends_with('.') {
                            word.traits.set(Traits::ABBREVIATION);
                        }
                    }
                    // Full stops may be missing.
                    path.retain(|key| key != ".");
                    if path.len() > 1 || variant.starts_with(char::is_lowercase) {
                        self.chain_form(&path);
                    }
                }
            }
        }
        Ok(())
    }

    /// Notes a legal form of several words, or in small letters. Behind a name "and Sons" and "mit" would be taken for one in error, but
    /// "AB (publ)" is one.
    fn chain_form(&mut self, path: &[String]) {
        let Some(first) = path.first() else { return };
        let word = self.word(first.clone());
        if word.traits.has(Traits::FUNCTION) && !word.traits.has(Traits::LEGAL) && first.len() > 1 {
            return;
        }
        word.traits.set(Traits::LEGAL_START);
        let mut chain = 0;
        for (number, key) in path.iter().enumerate() {
            chain = FormStep::chain(chain, hash(key.as_bytes()));
            let step = if number + 1 == path.len() { FormStep::COMPLETE } else { FormStep::BEGUN };
            self.forms.entry(chain).or_default().0 |= step.0;
        }
    }

    /// Punctuation and other signs are words of their own.
    fn signs(&mut self) {
        let signs = (0x21_u8..0x7F).map(char::from).filter(char::is_ascii_punctuation);
        for sign in signs.chain("„“”‚‘’»«›‹–—…•·€£¥°§".chars()) {
            let evidence = format!("sign:{sign}");
            let word = self.word(fold(&sign.to_string()));
            word.lower.insert(evidence);
            word.frequency = FREQUENT;
        }
        self.word("'s".to_owned()).lower.insert("sign:'s".to_owned());
    }

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

    fn write(mut self) -> Result<Vec<u8>, Error> {
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

fn level_of(row: &Row<'_>, column: Option<usize>) -> u8 {
    row.optional(column).parse().unwrap_or(0)
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

/// The forms of a word with its endings; `~` before an ending replaces the last letter.
fn forms(row: &Row<'_>, word: usize, endings: usize) -> Vec<String> {
    let word = row.cell(word);
    let cell = row.cell(endings);
    let mut forms = vec![word.to_owned()];
    for ending in cell.split('|').filter(|ending| !ending.is_empty()) {
        forms.push(match ending.strip_prefix('~') {
            Some(ending) => {
                let mut stem = word.to_owned();
                stem.pop();
                stem + ending
            }
            None => format!("{word}{ending}"),
        });
    }
    forms
}

fn text<'f>(files: &'f Files, file: &str) -> Result<&'f str, Error> {
    files.get(file).map(String::as_str).ok_or_else(|| Error::new("table is missing").at(file, 0))
}
