//! From the tables of `data/` to the image that the crate carries. Runs in the build script.
//!
//! Each table adds evidence to words; a word's evidence makes its profile; the weights of a profile are summed for each
//! place where a word can stand, so that the extractor adds a few numbers where it would else look up dozens.

mod implied;
mod read;
mod record;
mod runtime;
mod write;

use crate::error::Error;
use crate::fold::fold;
use crate::gazetteer::Node;
use crate::gazetteer::build::TrieBuilder;
use crate::gazetteer::classes::Classes;
use crate::language::Language;
use crate::lexicon::Traits;
use crate::lexicon::forms::FormStep;
use crate::tsv::Table;
use crate::weights::WeightTable;
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
    for language in Language::EACH {
        builder.cues(language)?;
        builder.statistics(language)?;
        builder.endings(language)?;
        builder.derived(language)?;
    }
    builder.legal_forms()?;
    builder.signs();
    builder.cities_to_derived()?;
    builder.neutral_words()?;
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
        let weights = Language::EACH
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
}

fn text<'f>(files: &'f Files, file: &str) -> Result<&'f str, Error> {
    files.get(file).map(String::as_str).ok_or_else(|| Error::new("table is missing").at(file, 0))
}
