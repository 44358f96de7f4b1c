//! What each table says of words.

use super::{Builder, FREQUENT};
use crate::error::Error;
use crate::fold::{fold, hash};
use crate::gazetteer::Flags;
use crate::gazetteer::build::{Path, paths};
use crate::gazetteer::entry::Surface;
use crate::gazetteer::list::read_tsv;
use crate::kind::Kind;
use crate::language::Language;
use crate::lexicon::Traits;
use crate::lexicon::forms::FormStep;
use crate::lexicon::leaning::whole_word;
use crate::tsv::{Row, Table};
use std::collections::BTreeMap;

/// The columns of shares whose level is evidence.
const SHARES: [&str; 11] = [
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
];

/// The levels of shares from which a word with a capital is a noun: 30 % of its uses behind an article, or 45 % in small
/// letters. How they are cut is told in data/tools/README.md.
const WITH_ARTICLE: u8 = 4;
const WRITTEN_SMALL: u8 = 5;

/// The people of a town of which all forms are made ("Hamburgerin"), and not only those in -er and -ern.
const LARGE_TOWN: u64 = 100_000;

/// How many names of several words of a kind a word begins or ends.
type Edges = BTreeMap<(String, &'static str, Kind), u32>;

impl<'f> Builder<'f> {
    /// Organisations, people and places: the trie, and for each word what names it is, begins or ends.
    pub(super) fn gazetteer(&mut self) -> Result<(), Error> {
        let mut edges = Edges::new();
        for (file, text) in self.files {
            if !["organisations/", "people/", "places/"].iter().any(|folder| file.starts_with(folder)) {
                continue;
            }
            let entries = read_tsv(file, text, &self.classes)?;
            self.note_populations(file, text)?;
            for entry in &entries {
                for (surface, paths) in self.trie.add(entry) {
                    self.note_surface(entry.kind, surface, &paths, &mut edges);
                }
            }
        }
        for ((word, edge, kind), count) in edges {
            if count >= 2 {
                let level = (32 - count.leading_zeros()).min(6);
                self.word(word).upper.insert(format!("{edge}-{kind}:{level}"));
            }
        }
        Ok(())
    }

    /// What the words of a name are for it.
    fn note_surface(&mut self, kind: Kind, surface: &Surface, paths: &[Path], edges: &mut Edges) {
        if surface.flags.has(Flags::HANDLE) {
            // It needs a record, but the same word elsewhere is no name for that.
            self.word(fold(&surface.text));
            return;
        }
        let lower = !surface.text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        for path in paths {
            if let [only] = path.as_slice() {
                let mark = if surface.flags.has(Flags::CUE) { '?' } else { '!' };
                let word = self.word(only.clone());
                word.upper.insert(format!("name:{kind}{mark}"));
                if kind == Kind::Place && surface.text.ends_with('.') {
                    word.traits.set(Traits::SHORT_NAME);
                }
            } else if let [first, .., last] = path.as_slice() {
                *edges.entry((first.clone(), "begins", kind)).or_default() += 1;
                *edges.entry((last.clone(), "ends", kind)).or_default() += 1;
            }
            if let Some(first) = path.first() {
                let word = self.word(first.clone());
                if lower {
                    word.traits.set(Traits::SMALL_NAME);
                }
            }
        }
    }

    /// The people of each place, for the words that are derived from large ones.
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
    pub(super) fn names(&mut self) -> Result<(), Error> {
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
    pub(super) fn cues(&mut self, language: Language) -> Result<(), Error> {
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
    pub(super) fn statistics(&mut self, language: Language) -> Result<(), Error> {
        let table = self.language_table(language, "words.tsv")?;
        let form_at = table.require("word")?;
        let shares: Vec<(usize, &str)> =
            SHARES.into_iter().filter_map(|name| table.column(name).map(|at| (at, name))).collect();
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
                for &(at, name) in &shares {
                    if !row.cell(at).is_empty() {
                        evidence.push(format!("{language}.{name}:{}", row.cell(at)));
                    }
                }
                if level_of(&row, article) >= WITH_ARTICLE || level_of(&row, lower_share) >= WRITTEN_SMALL {
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
                if level_of(&row, lower_share) >= WRITTEN_SMALL {
                    word.upper.insert(format!("{language}.common"));
                }
                word.lower.extend(evidence);
            }
        }
        Ok(())
    }

    /// Word endings that speak for a class of words. How far they do the fit finds out.
    pub(super) fn endings(&mut self, language: Language) -> Result<(), Error> {
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
    pub(super) fn derived(&mut self, language: Language) -> Result<(), Error> {
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
    pub(super) fn cities_to_derived(&mut self) -> Result<(), Error> {
        /// The characters of the shortest name of which words are made.
        const SHORTEST: usize = 4;
        for (id, name, people) in std::mem::take(&mut self.places) {
            let plain = name.chars().all(char::is_alphabetic) && name.chars().count() >= SHORTEST;
            if !plain || people == 0 {
                continue;
            }
            let stem = name.strip_suffix("en").or_else(|| name.strip_suffix('e')).unwrap_or(&name);
            let endings: &[&str] =
                if people >= LARGE_TOWN { &["er", "ern", "ers", "erin", "erinnen"] } else { &["er", "ern"] };
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

    /// Legal forms, of one word and of several.
    pub(super) fn legal_forms(&mut self) -> Result<(), Error> {
        let table = self.table("legal_forms.tsv")?;
        let (form, variants, position) =
            (table.require("form")?, table.column("variants"), table.require("position")?);
        for row in table.rows() {
            for variant in row.list(variants).chain([row.cell(form)]) {
                let surface = Surface { text: variant.to_owned(), flags: Flags::default() };
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

    /// Notes a legal form of several words, or in small letters. Behind a name "and Sons" and "mit" would be taken for
    /// one in error, but "AB (publ)" is one.
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

    /// The rows of languages.tsv: letters, and how far they speak for German.
    pub(super) fn leaning_rows(&self) -> Result<Vec<(&'f str, i32)>, Error> {
        let table = self.table("languages.tsv")?;
        let (letters, german) = (table.require("letters")?, table.require("german")?);
        let odds = |row: &Row<'f>| {
            let cell = row.cell(german);
            cell.parse().map_err(|_| row.error(format!("\"{cell}\" is no weight, expected an integer")))
        };
        table.rows().map(|row| Ok((row.cell(letters), odds(&row)?))).collect()
    }

    /// Words that stand in texts of both languages alike ("EUR", "%") tell nothing, whichever table has them.
    pub(super) fn neutral_words(&mut self) -> Result<(), Error> {
        for (letters, odds) in self.leaning_rows()? {
            if let Some(word) =
                whole_word(letters).filter(|_| odds == 0).and_then(|word| self.words.get_mut(word))
            {
                word.common = [false; Language::ALL.len()];
            }
        }
        Ok(())
    }

    /// Punctuation and other signs are words of their own.
    pub(super) fn signs(&mut self) {
        let signs = (0x21_u8..0x7F).map(char::from).filter(char::is_ascii_punctuation);
        for sign in signs.chain("„“”‚‘’»«›‹–—…•·€£¥°§".chars()) {
            let evidence = format!("sign:{sign}");
            let word = self.word(fold(&sign.to_string()));
            word.lower.insert(evidence);
            word.frequency = FREQUENT;
        }
        self.word("'s".to_owned()).lower.insert("sign:'s".to_owned());
    }
}

/// The level of a share; 0 where there is none.
fn level_of(row: &Row<'_>, column: Option<usize>) -> u8 {
    row.optional(column).parse().unwrap_or(0)
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
