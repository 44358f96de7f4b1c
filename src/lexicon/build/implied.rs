//! Evidence that no table says of a word, but that follows from what they say: of the word without its genitive ending, of its
//! endings, and of several things together.

use super::{Builder, Word};
use crate::gazetteer::Node;
use crate::lexicon::{LONGEST_SUFFIX, Traits};
use std::collections::{BTreeSet, HashMap};

impl Builder<'_> {
    /// "Merkels" is counted as a word of its own, and is the name "Merkel".
    pub(super) fn inherit_genitives(&mut self) {
        let inherited: Vec<Inherited> =
            self.words.iter().filter_map(|(key, word)| self.inherited_by(key, word)).collect();
        for Inherited { key, names, node } in inherited {
            let word = self.word(key);
            word.upper.extend(names);
            // Longer names may begin with the genitive itself.
            if word.node == Node::ROOT {
                word.node = node;
            }
            word.traits.set(Traits::GENITIVE);
        }
    }

    /// What a word has from the one of which it is the genitive, if it is one.
    fn inherited_by(&self, key: &str, word: &Word) -> Option<Inherited> {
        const SHORTEST_STEM: usize = 3;
        let stem = key.strip_suffix('s').filter(|stem| stem.len() >= SHORTEST_STEM)?;
        if word.node.ends_name() || word.traits.has(Traits::FUNCTION) {
            return None;
        }
        let stems = [stem, stem.strip_suffix('e').unwrap_or(stem)];
        let stem = stems.into_iter().find_map(|stem| self.words.get(stem))?;
        // A surname may end in s ("Peters"); only a name that needs no cue outweighs it ("Israels").
        let is_safe = |evidence: &String| evidence.starts_with("name:") && evidence.ends_with('!');
        if !stem.upper.iter().any(is_safe) && word.upper.iter().any(|evidence| is_name(evidence)) {
            return None;
        }
        let names: Vec<String> = stem.upper.iter().filter(|evidence| is_name(evidence)).cloned().collect();
        (!names.is_empty()).then(|| Inherited { key: key.to_owned(), names, node: stem.node })
    }
}

/// The evidence that the word `key` takes over, and where the names are that begin with its stem.
struct Inherited {
    key: String,
    names: Vec<String>,
    node: Node,
}

fn is_name(evidence: &str) -> bool {
    ["name:", "given", "surname"].iter().any(|name| evidence.starts_with(name))
}

/// Evidence that follows from other evidence together.
pub(super) fn combine(evidence: &mut BTreeSet<String>) {
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
pub(super) fn endings_of(key: &str, suffixes: &HashMap<String, BTreeSet<String>>) -> BTreeSet<String> {
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
