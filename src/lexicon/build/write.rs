//! From what is collected to the image: the order of the steps, and the sections of the image. How the record of a word comes
//! about stands in `record`, which evidence belongs to no word of the tables in `runtime`.

use super::Builder;
use super::implied::{combine, endings_of};
use super::record::Records;
use crate::error::Error;
use crate::fold::{hash, hash_step};
use crate::image::{Filter, HashTable, Writer};
use crate::language::Language;
use crate::lexicon::endings::hash_ending;
use crate::lexicon::leaning::key_of_row;
use crate::lexicon::letters;
use crate::lexicon::major::Major;
use crate::profiles::Profiles;
use crate::weights::WeightTable;

impl Builder<'_> {
    /// The image.
    ///
    /// # Errors
    /// When a row of letters.tsv is wrong, or the tables have outgrown the format.
    pub(super) fn write(mut self) -> Result<Vec<u8>, Error> {
        let weights = std::mem::take(&mut self.weights);
        self.note_weighed_words(&weights);
        self.set_nodes();
        self.inherit_genitives();

        let mut profiles = Profiles::new();
        profiles.add_runtime();
        let records = Records::of(&self, &weights, &mut profiles)?;
        let suffixes = self.suffix_profiles(&mut profiles);

        let mut writer = Writer::default();
        writer.section("affixes", HashTable::build(&self.affixes()?));
        writer.section("leanings", HashTable::build(&self.leanings()?));
        let (frequent, rare) = records.packed.split_at(records.frequent);
        writer.section("frequent", HashTable::build(frequent));
        writer.section("words", HashTable::build(rare));
        writer.section("begins", Filter::build(&records.beginning));
        writer.section("joins", Filter::build(&records.joining));
        let forms: Vec<(u64, u32)> = self.forms.iter().map(|(&chain, step)| (chain, step.0)).collect();
        writer.section("forms", HashTable::build_numbers(&forms));
        writer.section("tails", Filter::build(&records.tails));
        let (endings, keyed): (Vec<u64>, Vec<(u64, u32)>) =
            suffixes.into_iter().map(|(ending, profile)| (ending, (hash_step(0, ending), profile))).unzip();
        writer.section("endings", Filter::build(&endings));
        writer.section("suffixes", HashTable::build_numbers(&keyed));
        profiles.write(&weights, &self.classes, &mut writer);
        self.trie.write(&mut writer);
        Ok(writer.finish())
    }

    /// A word with weights of its own needs a record, and has itself as evidence.
    fn note_weighed_words(&mut self, weights: &[(Language, WeightTable)]) {
        for (_, evidence) in weights.iter().flat_map(|(_, table)| table.evidence()) {
            if let Some(word) = evidence.strip_prefix("word:") {
                let word = self.word(word.to_owned());
                word.lower.insert(evidence.to_owned());
                word.upper.insert(evidence.to_owned());
            }
        }
    }

    /// Each word knows where the names are that begin with it, which saves the first step through the trie.
    fn set_nodes(&mut self) {
        let nodes = self.trie.root_nodes();
        for (key, word) in &mut self.words {
            word.node = nodes.get(&hash(key.as_bytes())).copied().unwrap_or_default();
        }
    }

    /// The profiles of words that stand in no table, by the hash of the ending that tells what they are.
    fn suffix_profiles(&self, profiles: &mut Profiles) -> Vec<(u64, u32)> {
        let mut endings: Vec<&String> = self.suffixes.keys().collect();
        endings.sort_unstable();
        let profile_of = |ending: &String| {
            // Two letters before it: of a word they belong to no ending.
            let mut evidence = endings_of(&format!("__{ending}"), &self.suffixes);
            evidence.insert("unlisted".to_owned());
            combine(&mut evidence);
            let major = Major::of_capital(|name| evidence.contains(name));
            (hash_ending(ending), profiles.add(&evidence, major, None))
        };
        endings.into_iter().map(profile_of).collect()
    }

    /// What the letters of unlisted words speak for: two bytes for each class.
    fn affixes(&self) -> Result<Vec<(u64, [u8; letters::CLASSES * 2])>, Error> {
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
        Ok(rows)
    }

    /// How far letters and words speak for German.
    fn leanings(&self) -> Result<Vec<(u64, [u8; 4])>, Error> {
        let rows = self.leaning_rows()?;
        Ok(rows.into_iter().map(|(letters, odds)| (key_of_row(letters), odds.to_le_bytes())).collect())
    }
}
