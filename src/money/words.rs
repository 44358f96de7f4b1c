//! The words of one language, read from its tables with the first text of the language, and looked up by their hashes.
//!
//! What an entry says is in `lexicon`. No word stands here.

use super::flags::Flags;
use super::lexicon::{Class, Family, Item, Meaning, SYMBOLS, rows, unit};
use super::value::Currency;
use crate::fold::{self, ByHash};
use crate::token::{Token, tokenize};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::HashMap;

/// The bitmap of triggers has two to this power bits: 16 kB, and one word in a hundred passes by chance.
const TRIGGER_BITS: u32 = 17;

/// The words of one language, as a trie over tokens.
pub(super) struct Words {
    /// One bit for each hash with which a currency may begin: the only thing that most tokens are asked.
    triggers: Box<[u64; 1 << (TRIGGER_BITS - 6)]>,
    steps: HashMap<u64, u32, ByHash>,
    /// The items of node n are those from `first[n]` up to `first[n + 1]`.
    first: Vec<u32>,
    items: Vec<Item>,
    /// The parts of numbers written as one word, and what they mean.
    parts: Option<AhoCorasick>,
    part_items: Vec<Item>,
    defaults: Vec<Option<Currency>>,
}

impl Words {
    pub(super) fn new(families: &[Family], tables: &[&'static str; 2]) -> Words {
        let mut builder = Builder::default();
        builder.steps.reserve(1 << 12);
        let mut defaults = vec![None; families.len()];
        let [names, words] = *tables;
        let endings: Vec<&str> = rows(words)
            .find(|[class, ..]| *class == "ending")
            .map_or_else(Vec::new, |[_, _, list, ..]| list.split('|').collect());
        for (table, class) in [(SYMBOLS, Class::Symbol), (names, Class::Name)] {
            for [form, code, flags, ..] in rows(table) {
                let meaning = unit(code, families).map_or(Meaning::None, Meaning::Unit);
                builder.add_forms(form, &endings, Item { class, flags: Flags::parse(flags), meaning, form });
            }
        }
        for [class, forms, value, flags, ..] in rows(words) {
            if class == "default" {
                let family = families.iter().position(|family| family.name == forms);
                if let Some(slot) = family.and_then(|family| defaults.get_mut(family)) {
                    *slot = Currency::new(value);
                }
                continue;
            }
            let Some(class) = Class::parse(class) else { continue };
            let flags = Flags::parse(flags);
            let meaning = match class {
                Class::Name | Class::Subunit | Class::Other | Class::Letter => {
                    unit(value, families).map_or(Meaning::None, Meaning::Unit)
                }
                Class::Magnitude | Class::Hundred => value.parse().map_or(Meaning::None, Meaning::Power),
                Class::Cue => value.as_bytes().try_into().map_or(Meaning::None, Meaning::Country),
                Class::Unit | Class::PerUnit => Meaning::Text(value),
                _ => value.parse().map_or(Meaning::None, Meaning::Number),
            };
            for form in forms.split('|') {
                builder.add_forms(form, &endings, Item { class, flags, meaning, form });
            }
        }
        builder.finish(defaults)
    }

    /// True when a currency may begin with a word of this hash.
    #[inline]
    pub(super) fn may_trigger(&self, hash: u64) -> bool {
        let bit = hash >> (64 - TRIGGER_BITS);
        self.triggers.get((bit >> 6) as usize).is_some_and(|word| word >> (bit & 63) & 1 != 0)
    }

    /// The node after `node` (0 at the start) and this word.
    pub(super) fn step(&self, node: u32, hash: u64) -> Option<u32> {
        self.steps.get(&fold::hash_step(node, hash)).copied()
    }

    /// The items that end at `node`.
    pub(super) fn items(&self, node: u32) -> &[Item] {
        let node = node as usize;
        match (self.first.get(node), self.first.get(node + 1)) {
            (Some(&from), Some(&to)) => self.items.get(from as usize..to as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// The items of a single word.
    pub(super) fn word(&self, hash: u64) -> &[Item] {
        self.step(0, hash).map_or(&[], |node| self.items(node))
    }

    /// Appends the items of which a folded word is made; false unless it is nothing but number parts:
    /// "fuenfundzwanzigtausend".
    pub(super) fn number_parts(&self, folded: &str, out: &mut Vec<Item>) -> bool {
        let Some(parts) = &self.parts else { return false };
        let mut at = 0;
        for found in parts.find_iter(folded) {
            let Some(item) = self.part_items.get(found.pattern().as_usize()) else { return false };
            if found.start() != at {
                return false;
            }
            at = found.end();
            out.push(*item);
        }
        at == folded.len()
    }

    pub(super) fn default_of(&self, family: usize) -> Option<Currency> {
        self.defaults.get(family).copied().flatten()
    }
}

#[derive(Default)]
struct Builder {
    steps: HashMap<u64, u32, ByHash>,
    nodes: u32,
    items: Vec<Item>,
    /// Where an item ends, its class, by which those of a node are sorted, and its number.
    ends: Vec<(u32, Class, u32)>,
    triggers: Vec<u64>,
    part_forms: Vec<String>,
    part_items: Vec<Item>,
    tokens: Vec<Token>,
}

impl Builder {
    /// Adds `form`, with each of the endings in place of "~".
    fn add_forms(&mut self, form: &'static str, endings: &[&str], item: Item) {
        if form.is_empty() {
            return;
        }
        self.items.push(item);
        // Alone it is the sign itself: "~5 Euro".
        if !form.contains('~') || form == "~" {
            return self.add(form, item);
        }
        for ending in endings {
            self.add(&form.replace('~', ending), item);
        }
    }

    /// Adds a form of the last item.
    fn add(&mut self, form: &str, item: Item) {
        let mut tokens = std::mem::take(&mut self.tokens);
        tokens.clear();
        tokenize(form, &mut tokens);
        let mut node = 0;
        for token in &tokens {
            let nodes = &mut self.nodes;
            node = *self.steps.entry(fold::hash_step(node, token.hash)).or_insert_with(|| {
                *nodes += 1;
                *nodes
            });
        }
        if let (Some(token), true) = (tokens.first(), item.class.is_currency()) {
            self.triggers.push(token.hash);
        }
        self.tokens = tokens;
        self.ends.push((node, item.class, self.items.len() as u32 - 1));
        // Half a million may be glued, a million may not be an article glued to a word.
        if item.class.is_numeric()
            && !matches!(item.class, Class::Of | Class::Article | Class::Inner | Class::Point)
            && form.len() > 2
        {
            self.part_forms.push(fold::fold(form));
            self.part_items.push(item);
        }
    }

    fn finish(mut self, defaults: Vec<Option<Currency>>) -> Words {
        self.ends.sort_unstable();
        let mut first = vec![0_u32; self.nodes as usize + 2];
        for &(node, ..) in &self.ends {
            if let Some(count) = first.get_mut(node as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut first {
            sum += *count;
            *count = sum;
        }
        let mut triggers = Box::new([0_u64; 1 << (TRIGGER_BITS - 6)]);
        for hash in self.triggers {
            let bit = hash >> (64 - TRIGGER_BITS);
            if let Some(word) = triggers.get_mut((bit >> 6) as usize) {
                *word |= 1 << (bit & 63);
            }
        }
        let parts = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .match_kind(MatchKind::LeftmostLongest)
            .build(&self.part_forms)
            .ok();
        Words {
            triggers,
            steps: self.steps,
            first,
            items: self
                .ends
                .iter()
                .filter_map(|&(.., item)| self.items.get(item as usize).copied())
                .collect(),
            parts,
            part_items: self.part_items,
            defaults,
        }
    }
}
