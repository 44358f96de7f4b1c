//! From entries to an image: each surface becomes a path of word hashes through a trie, with the spelling variants
//! that a text may use.

use super::entry::{Entry, Surface};
use super::flags::Flags;
use super::{ALIAS, ENTRY, Node};
use crate::fold::{fold, fold_word_into, hash, hash_step};
use crate::image::{Filter, HashTable, StringsWriter, Writer};
use crate::kind::Kind;
use crate::reference::Decoded;
use crate::token::{Shape, Token, tokenize};
use crate::tsv::included;
use once_cell::sync::Lazy;
use std::collections::{HashMap, HashSet};

/// The most classes that the numbers of the format tell apart.
pub(crate) const MOST_CLASSES: usize = 1 << 16;

/// The entry number of names that have no entry.
pub(crate) const NO_ENTRY: u32 = u32::MAX;

/// Endings that an inflected first adjective may take instead of its own ("Deutsche Bank": "Deutschen Bank").
const ADJECTIVE_ENDINGS: [&str; 5] = ["e", "en", "er", "es", "em"];

/// What a path ends in.
#[derive(Clone, Copy)]
struct Alias {
    entry: u32,
    surface: u32,
    flags: Flags,
    kind: Kind,
    class: u16,
}

/// Collects entries and writes the trie.
pub(crate) struct TrieBuilder {
    steps: HashMap<(u32, u64), u32>,
    aliases: Vec<Vec<Alias>>,
    strings: StringsWriter,
    classes: Vec<String>,
    class_numbers: HashMap<String, usize>,
    entries: Vec<u8>,
    numbers: HashMap<String, u32>,
}

impl TrieBuilder {
    pub(crate) fn new() -> Self {
        Self {
            steps: HashMap::new(),
            aliases: vec![Vec::new()],
            strings: StringsWriter::new(),
            classes: Vec::new(),
            class_numbers: HashMap::new(),
            entries: Vec::new(),
            numbers: HashMap::new(),
        }
    }

    /// Number of nodes.
    pub(crate) fn len(&self) -> usize {
        self.aliases.len()
    }

    /// Number of classes. Beyond [`MOST_CLASSES`] their numbers repeat, so what has more is not to be used.
    pub(crate) fn class_count(&self) -> usize {
        self.classes.len()
    }

    /// True when an entry with this id has been added.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.numbers.contains_key(id)
    }

    /// Adds an entry with all its surfaces. Gives back the surfaces that count, each with the paths that lead to it.
    pub(crate) fn add<'e>(&mut self, entry: &'e Entry) -> Vec<(&'e Surface, Vec<Path>)> {
        let number = (self.entries.len() / ENTRY) as u32;
        let class = self.class(&entry.class);
        let identifiers: Vec<String> =
            entry.identifiers.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let fields =
            [&entry.id, &entry.name, &entry.legal, &entry.country, &entry.parent, &identifiers.join("\n")];
        for field in fields {
            let id = self.strings.add(field);
            self.entries.extend_from_slice(&id.to_le_bytes());
        }
        self.entries.extend_from_slice(&u32::from(class).to_le_bytes());
        self.entries.extend_from_slice(&(entry.kind as u32).to_le_bytes());
        self.numbers.insert(entry.id.clone(), number);
        let mut added = Vec::with_capacity(entry.surfaces.len());
        for surface in entry.surfaces.iter().filter(|surface| !surface.flags.has(Flags::OFF)) {
            let small = begins_small(&surface.text) && !surface.flags.has(Flags::HANDLE);
            let alias = Alias {
                entry: number,
                surface: self.strings.add(&surface.text),
                flags: if small { surface.flags.with(Flags::SMALL) } else { surface.flags },
                kind: entry.kind,
                class,
            };
            let paths = paths(surface);
            paths.iter().for_each(|path| self.insert(path, alias));
            added.push((surface, paths));
        }
        added
    }

    /// Adds a word, or several ("New Yorker"), derived from the place with this id, or from a place without entry. It counts only
    /// in texts of its language.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) fn add_derived(&mut self, word: &str, place: &str, class: &str, language: Flags) {
        let case = if word.starts_with(char::is_lowercase) { Flags::SMALL } else { Flags::default() };
        let alias = Alias {
            entry: self.numbers.get(place).copied().unwrap_or(NO_ENTRY),
            surface: self.strings.add(word),
            flags: Flags::DERIVED.with(language).with(case),
            kind: Kind::Place,
            class: self.class(class),
        };
        let path: Vec<String> = tokens_of(word).into_iter().map(|(key, _)| key).collect();
        self.insert(&path, alias);
    }

    fn class(&mut self, name: &str) -> u16 {
        let next = self.classes.len();
        let number = self.class_numbers.get(name).copied().unwrap_or(next);
        if number == next {
            self.class_numbers.insert(name.to_owned(), next);
            self.classes.push(name.to_owned());
        }
        number as u16
    }

    fn insert(&mut self, path: &[String], alias: Alias) {
        let mut node = 0;
        for word in path {
            let next = self.aliases.len() as u32;
            node = *self.steps.entry((node, hash(word.as_bytes()))).or_insert(next);
            if node == next {
                self.aliases.push(Vec::new());
            }
        }
        if let Some(list) = self.aliases.get_mut(node as usize)
            && !list.iter().any(|other| other.entry == alias.entry && other.flags == alias.flags)
        {
            list.push(alias);
        }
    }

    /// The nodes after each first word, for a lexicon that keeps them with the words.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) fn root_nodes(&self) -> HashMap<u64, Node> {
        let marks = self.marks();
        let first = self.steps.iter().filter(|((node, _), _)| *node == 0);
        first.map(|(&(_, word), &next)| (word, marked(next, &marks))).collect()
    }

    /// The nodes from which a name goes on, or ends, that may be written with a small first letter.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) fn small_beginnings(&self) -> HashSet<u32> {
        let is_small = |alias: &Alias| alias.flags.has(Flags::SMALL);
        let mut small: Vec<bool> = self.aliases.iter().map(|list| list.iter().any(is_small)).collect();
        let mut steps: Vec<(u32, u32)> = self.steps.iter().map(|(&(node, _), &next)| (next, node)).collect();
        // A node has a greater number than the one before it, so the marks of all that follow are there already.
        steps.sort_unstable();
        for (next, node) in steps.into_iter().rev() {
            if small.get(next as usize) == Some(&true)
                && let Some(mark) = small.get_mut(node as usize)
            {
                *mark = true;
            }
        }
        let marked = small.iter().enumerate().skip(1).filter(|(_, mark)| **mark);
        marked.map(|(node, _)| node as u32).collect()
    }

    /// What is to be known of each node without looking.
    fn marks(&self) -> Vec<u32> {
        let ends = |list: &Vec<Alias>| if list.is_empty() { 0 } else { Node::ENDS_NAME };
        let mut marks: Vec<u32> = self.aliases.iter().map(ends).collect();
        for &(node, _) in self.steps.keys() {
            if let Some(mark) = marks.get_mut(node as usize) {
                *mark |= Node::GOES_ON;
            }
        }
        marks
    }

    /// Writes the sections of the trie.
    pub(crate) fn write(self, writer: &mut Writer) {
        let marks = self.marks();
        let step =
            |(&(node, word), &next): (&(u32, u64), &u32)| (hash_step(node, word), marked(next, &marks).0);
        let mut pairs: Vec<(u64, u32)> = self.steps.iter().map(step).collect();
        pairs.sort_unstable();
        let hashes: Vec<u64> = pairs.iter().map(|&(hash, _)| hash).collect();
        let first = self.steps.keys().filter(|(node, _)| *node == 0);
        let first: Vec<u64> = first.map(|&(node, word)| hash_step(node, word)).collect();
        let (mut nodes, mut aliases) = (Vec::new(), Vec::new());
        for list in &self.aliases {
            nodes.extend_from_slice(&((aliases.len() / ALIAS) as u32).to_le_bytes());
            for alias in list {
                aliases.extend_from_slice(&alias.entry.to_le_bytes());
                aliases.extend_from_slice(&alias.surface.to_le_bytes());
                aliases.extend_from_slice(&[alias.flags.bits(), alias.kind as u8]);
                aliases.extend_from_slice(&alias.class.to_le_bytes());
            }
        }
        // Where the aliases of a node end, those of the next one begin.
        nodes.extend_from_slice(&((aliases.len() / ALIAS) as u32).to_le_bytes());
        let mut classes = StringsWriter::new();
        for class in &self.classes {
            classes.add(class);
        }
        writer.section("steps", HashTable::build_numbers(&pairs));
        writer.section("stepbits", Filter::build(&hashes));
        writer.section("rootbits", Filter::build(&first));
        writer.section("nodes", nodes);
        writer.section("aliases", aliases);
        writer.section("entries", self.entries);
        self.strings.write("s", writer);
        classes.write("c", writer);
    }
}

/// True for "dpa", and for names in scripts that have no capitals ("한국전력"): of a word in them no letter tells that it is a name.
fn begins_small(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase())
}

fn marked(node: u32, marks: &[u32]) -> Node {
    Node(node | marks.get(node as usize).copied().unwrap_or(0))
}

/// The folded words of a name.
pub(crate) type Path = Vec<String>;

/// The paths that lead to a surface.
pub(crate) fn paths(surface: &Surface) -> Vec<Path> {
    let text = surface.text.as_str();
    if surface.flags.has(Flags::HANDLE) {
        return vec![vec![fold(text)]];
    }
    let own = tokens_of(text);
    let mut paths = vec![own.iter().map(|(key, _)| key.clone()).collect()];
    paths.extend(inflected(&own));
    // "Coca-Cola" and "Coca Cola" are the same name.
    if text.contains('-') {
        paths.push(tokens_of(&text.replace('-', " ")).into_iter().map(|(key, _)| key).collect());
    }
    if (2..=3).contains(&own.len()) && own.iter().all(|(_, shape)| shape.is_name_like()) {
        let keys: Vec<&str> = own.iter().map(|(key, _)| key.as_str()).collect();
        paths.push(vec![keys.join("-")]);
    }
    // The full stop of an abbreviation is a token here, but none in a text: "FC St. Pauli".
    let is_stop = |key: &String| key == ".";
    if own.iter().skip(1).any(|(key, _)| is_stop(key)) {
        let bare = |path: &Vec<String>| path.iter().filter(|key| !is_stop(key)).cloned().collect();
        paths.extend(paths.iter().map(bare).collect::<Vec<_>>());
        paths.extend(shortened(&own));
    }
    paths.sort_unstable();
    paths.dedup();
    paths
}

/// The path with one word for "i. Br." in "Freiburg i. Br.", which is one token where the lexicon knows the abbreviation.
fn shortened(words: &[(String, Shape)]) -> Option<Vec<String>> {
    let at = words.windows(3).position(|three| {
        let [(letter, shape), (stop, _), (_, short)] = three else { return false };
        let is_letter = letter.rsplit('.').next().is_some_and(|last| last.len() == 1);
        *shape == Shape::Lower && is_letter && stop == "." && short.is_name_like()
    })?;
    let mut keys: Vec<String> = words.iter().map(|(key, _)| key.clone()).collect();
    let joined = keys.get(at..at + 3)?.concat();
    keys.splice(at..at + 3, [joined]);
    Some(keys)
}

/// The words of a name as lists are kept: without the closing full stop of "Inc.", which may be missing in a text, or be the end
/// of its sentence.
pub(crate) fn name_tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokenize(text, &mut tokens);
    while tokens.len() > 1 && tokens.last().is_some_and(|t| t.shape == Shape::Sign && t.text(text) == ".") {
        tokens.pop();
    }
    tokens
}

/// The folded words of a surface, with their shapes.
fn tokens_of(text: &str) -> Vec<(String, Shape)> {
    // A list that was taken from a page has "Marks &amp; Spencer".
    let mut decoded = Decoded::default();
    let (text, _) = decoded.read(0, text);
    let tokens = name_tokens(text);
    tokens.iter().map(|token| (key_of(token, text), token.shape)).collect()
}

/// The folded key of a token, without the full stop of an abbreviation.
fn key_of(token: &Token, text: &str) -> String {
    if token.shape == Shape::Clitic {
        return "'s".to_owned();
    }
    let mut key = String::new();
    fold_word_into(token.bare(text), &mut key);
    key
}

/// German adjectives at the head of a name take the endings of their case: "Deutsche Bank", "der Deutschen Bank".
fn inflected(words: &[(String, Shape)]) -> Vec<Vec<String>> {
    let adjectives = words
        .iter()
        .zip(words.iter().skip(1))
        .take_while(|((word, shape), (_, next))| {
            *shape == Shape::Capital && next.is_name_like() && adjective_stem(word).is_some()
        })
        .count();
    if adjectives == 0 {
        return Vec::new();
    }
    ADJECTIVE_ENDINGS
        .iter()
        .map(|ending| {
            let inflect = |(i, (word, _)): (usize, &(String, Shape))| match adjective_stem(word) {
                Some(stem) if i < adjectives => format!("{stem}{ending}"),
                _ => word.clone(),
            };
            words.iter().enumerate().map(inflect).collect()
        })
        .collect()
}

/// The stem of a German adjective, by the table of the ends of such stems; a name ("Google", "Daimler") is none. In "em" none is listed.
fn adjective_stem(word: &str) -> Option<&str> {
    let stem = ["en", "er", "es", "e"].into_iter().find_map(|ending| word.strip_suffix(ending))?;
    ADJECTIVES.iter().any(|end| stem.ends_with(end)).then_some(stem)
}

/// The ends of the stems of adjectives.
static ADJECTIVES: Lazy<Vec<&str>> =
    Lazy::new(|| included(include_str!("../../data/de/adjectives.tsv")).map(|[end]| end).collect());
