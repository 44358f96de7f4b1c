//! Names that are never reported: under which keys a denied name may stand in a text.
//!
//! Denied names compete as all do, and are left out of what won. So nothing else is reported in their place: without "New York"
//! there is no "York".

use crate::candidate::{key_of, key_of_words};
use crate::error::{Error, shorten};
use crate::fold::{ByHash, fold, hash, hash_word};
use crate::gazetteer::build::paths;
use crate::gazetteer::entry::Surface;
use crate::gazetteer::{Flags, Gazetteer, Node};
use crate::language::Language;
use crate::pipeline::{Scratch, Tools};
use crate::reference::Decoded;
use crate::resolve::{Claim, Source};
use std::collections::HashSet;

/// The keys of candidates that are never reported.
#[derive(Clone, Default)]
pub(crate) struct Denied {
    keys: HashSet<u64, ByHash>,
    /// The names as they are written: amounts of money, and what rules claim, have no keys.
    written: HashSet<u64, ByHash>,
}

impl Denied {
    /// Denies a name in all forms in which a list would find it: other endings of its adjectives, hyphens for blanks
    /// and the other way round, with and without the sign of an account or a closing full stop, with a genitive ending;
    /// a derived word with its endings; and as it is written, which may be with one.
    ///
    /// # Errors
    /// When there is no word in it.
    pub(crate) fn add(&mut self, tools: &Tools<'_>, name: &str) -> Result<(), Error> {
        let name = name.trim();
        let surface = Surface::new(name, Flags::default()).map_err(|_| {
            Error::settings(format!("denied name \"{}\" has no word, expected a name", shorten(name)))
        })?;
        // Which words take endings, or may be joined, is told by their capitals.
        let in_capitals = Surface { text: capitalised(&surface.text), ..surface.clone() };
        for path in [&surface, &in_capitals].into_iter().flat_map(paths) {
            self.add_path(&path);
        }
        if let Some(shipped) = tools.gazetteers.first() {
            derived_forms(shipped, name).into_iter().for_each(|form| self.add_path(&form));
        }
        // The name of an account or a topic is one word, in whatever signs it is written.
        let handle = name.trim_start_matches(['@', '#']);
        if !handle.contains(char::is_whitespace) {
            self.keys.insert(hash_word(handle));
        }
        self.keys.extend(keys_as_written(tools, name));
        self.written.insert(as_written(name));
        Ok(())
    }

    /// Denies the name of these folded words, with a genitive ending and without.
    fn add_path(&mut self, path: &[String]) {
        let Some((last, before)) = path.split_last() else { return };
        // Of short words the longer one is another word.
        let endings: &[&str] = if last.chars().count() > 3 { &["", "s", "es"] } else { &[""] };
        for ending in endings {
            let before = before.iter().map(|word| hash(word.as_bytes()));
            self.keys.insert(key_of_words(before, hash(format!("{last}{ending}").as_bytes())));
        }
    }

    /// The number of denied names.
    pub(crate) fn len(&self) -> usize {
        self.written.len()
    }

    /// True for a winner under a denied name. `text` is what it covers.
    pub(crate) fn has(&self, scratch: &Scratch, winner: Claim, text: &str) -> bool {
        if self.keys.is_empty() {
            return false;
        }
        let named = || match winner.source {
            Source::Candidate(_, index) => scratch.candidates.list.get(index as usize),
            Source::Money(_) | Source::Rule(_) => None,
        };
        named().is_some_and(|candidate| self.keys.contains(&candidate.key))
            || self.written.contains(&as_written(text))
    }
}

/// The name as lists have it, however it was written: "Deutsche Bank" for "deutsche bank" and "DEUTSCHE BANK".
fn capitalised(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for c in name.chars() {
        let goes_on = text.ends_with(char::is_alphanumeric);
        if goes_on { text.extend(c.to_lowercase()) } else { text.extend(c.to_uppercase()) }
    }
    text
}

/// The forms of a derived word, as the lists have them: of "chinesische" also "chinesischer", of "Chinese" also "Chinesinnen".
fn derived_forms(shipped: &Gazetteer, name: &str) -> Vec<Vec<String>> {
    let as_it_is = |name: &str| paths(&Surface { text: name.to_owned(), flags: Flags::default() });
    let node = |path: &Vec<String>| {
        path.iter().try_fold(Node::ROOT, |node, word| shipped.step(node, hash(word.as_bytes())))
    };
    let mut forms = Vec::new();
    for alias in as_it_is(name).iter().filter_map(node).flat_map(|node| shipped.aliases(node)) {
        if !alias.is_derived() {
            continue;
        }
        for other in shipped.derived_like(alias) {
            let surface = shipped.surface(other);
            // What is an adjective as well ("Aachener") has the class of that.
            let least = if other.class == alias.class { 2 } else { 0 };
            if is_form(&fold(name), &fold(surface), least) {
                forms.extend(as_it_is(surface));
            }
        }
    }
    forms
}

/// True for two words that differ in an ending alone, before which the shorter one loses at most so many letters. So
/// "chinesisch-amerikanisch" is none of "chinesisch", nor "Holländer" of "Niederländer".
fn is_form(word: &str, other: &str, lost: usize) -> bool {
    const LONGEST: usize = 5;
    let common = word.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    [word, other].into_iter().all(|word| {
        let mut ending = word.chars().skip(common);
        ending.clone().count() <= LONGEST && ending.all(char::is_alphabetic)
    }) && common + lost >= word.chars().count().min(other.chars().count())
}

/// What is written, however blanks and line breaks part it.
fn as_written(text: &str) -> u64 {
    hash_word(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The keys that the pipeline gives to the name when it stands alone, with and without the signs around it.
fn keys_as_written(tools: &Tools<'_>, name: &str) -> Vec<u64> {
    let mut scratch = Scratch::default();
    let mut keys = Vec::new();
    let mut decoded = Decoded::default();
    let (name, _) = decoded.read(0, name);
    for language in Language::EACH {
        scratch.begin_document();
        scratch.read(tools, name, Some(language));
        let context = scratch.context(tools, name, language);
        let is_word = |index: &usize| {
            context.token(*index).is_some_and(|token| token.text(name).contains(char::is_alphanumeric))
        };
        let count = context.tokens.len();
        if let (Some(first), Some(last)) = ((0..count).find(is_word), (0..count).rev().find(is_word)) {
            keys.extend([(0, count - 1), (first, last)].map(|(first, last)| key_of(&context, first, last)));
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use crate::{ErrorKind, Extractor};

    fn names(denied: &[&str], text: &str) -> Vec<String> {
        let builder = denied.iter().fold(Extractor::builder(), |builder, name| builder.deny(*name));
        let extractor = builder.build().expect("names");
        extractor.extract(text).iter().map(|entity| entity.text.to_owned()).collect()
    }

    #[test]
    fn whatever_is_reported_can_be_denied() {
        let text = "Walmarts Gewinn. Walmart Inc. wächst in New York. Die Aktie der Deutschen Bank fiel, \
            sagte Angela Merkel. Adidas' Umsatz stieg. Der Coca-Cola-Chef lobt die Deutsche Bahn AG. Frag @DB_Bahn.";
        let all = names(&[], text);
        assert!(all.len() >= 8, "{all:?}");
        for name in &all {
            let left = names(&[name], text);
            assert!(!left.contains(name), "{name} is denied, but {left:?}");
            // Nor does anything come in its place.
            assert!(left.iter().all(|found| all.contains(found)), "without {name}: {left:?}, of {all:?}");
        }
    }

    #[test]
    fn a_name_is_denied_in_all_its_forms() {
        for (denied, text) in [
            ("Deutsche Bank", "Die Aktie der Deutschen Bank fiel."),
            ("deutsche bank", "Die Aktie der Deutschen Bank fiel. Die Deutsche-Bank-Aktie stieg."),
            ("DEUTSCHE BANK", "Die Aktie der Deutschen Bank fiel."),
            ("coca cola", "Der Gewinn von Coca-Cola stieg."),
            ("walmart", "WALMART wächst. Walmarts Gewinn steigt. Die Walmart-Aktie fiel."),
            ("Coca Cola", "Der Gewinn von Coca-Cola stieg."),
            ("Walmart Inc.", "Der Konzern Walmart Inc wächst."),
            ("DB_Bahn", "Frag @DB_Bahn."),
            ("new york", "Er lebt in New York."),
            ("chinesische", "Die chinesische Firma, der chinesischen Firma, ein chinesischer Tee."),
            ("Chinesisch", "Die chinesische Firma, der chinesischen Firma, ein chinesischer Tee."),
            ("Chinese", "Zwei Chinesen und drei Chinesinnen kamen."),
            ("New Yorker", "Die New Yorkerinnen kamen."),
        ] {
            assert!(!names(&[], text).is_empty(), "{text}");
            assert_eq!(names(&[denied], text), [""; 0], "{denied} in {text}");
        }
    }

    #[test]
    fn other_derived_words_stay() {
        let text = "Chinesisch-amerikanische Gespräche in holländischen und englischen Städten mit Chinesen.";
        assert!(names(&[], text).len() >= 4);
        assert_eq!(names(&["chinesisch", "niederländisch", "britisch", "deutsch"], text), names(&[], text));
    }

    #[test]
    fn longer_names_stay() {
        let text = "Der FC Bayern München spielt in New York.";
        assert_eq!(names(&["München", "York"], text), names(&[], text));
    }

    #[test]
    fn nested_names_are_denied_as_well() {
        let nested = |name: Option<&str>| {
            let builder =
                name.into_iter().fold(Extractor::builder().nested(true), |builder, name| builder.deny(name));
            let extractor = builder.build().expect("a name");
            let found = extractor.extract("Das Landgericht Hamburg urteilt.");
            found.iter().map(|entity| entity.text.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(nested(None), ["Landgericht Hamburg", "Hamburg"]);
        assert_eq!(nested(Some("Hamburg")), ["Landgericht Hamburg"]);
    }

    #[test]
    fn an_amount_is_denied_as_it_is_written() {
        let text = "Das Heft für 50 Cent kostet 5 Euro mehr, nicht 60 Cent oder $2.5bn.";
        let all = names(&[], text);
        assert!(all.len() >= 4, "{all:?}");
        assert!(names(&["50 Cent", "60 Cent", "5 Euro", "$2.5bn"], text).is_empty());
        assert_eq!(names(&["5 Euro"], text).len(), all.len() - 1);
    }

    #[test]
    fn what_has_no_word_is_refused() {
        for (denied, told) in
            [("...", "denied name \"...\" has no word"), (" ", "denied name \"\" has no word")]
        {
            let error = Extractor::builder().deny(denied).build().err();
            assert!(error.is_some_and(
                |error| error.to_string().starts_with(told) && error.kind() == ErrorKind::Settings
            ));
        }
    }
}
