//! Profiles: the distinct sets of evidence of all words, and the image sections with their summed weights. Runs in the build
//! script; which evidence a word has is found in `build`.

use crate::evidence::{Code, LANES, Sum, Weights, Where};
use crate::fold::hash;
use crate::gazetteer::classes::Classes;
use crate::image::{Filter, HashTable, StringsWriter, Writer};
use crate::kind::Kind;
use crate::language::Language;
use crate::lexicon::major::Major;
use crate::lexicon::{FAR, FAR_ROWS, ROWS, item_key};
use crate::link::Link;
use crate::token::Shape;
use crate::weights::{WeightTable, code_from_name};
use std::collections::{BTreeSet, HashMap};
use std::panic::resume_unwind;

/// The sum of the weights of these pieces of evidence stands in the row of a profile: those that are listed, and `with`
/// and without `less` a shape.
#[derive(Clone, PartialEq, Eq, Hash)]
struct List {
    evidence: Vec<u32>,
    major: Major,
    with: Option<u32>,
    less: Option<u32>,
}

/// A section of the image: its name and its bytes.
type Section = (String, Vec<u8>);

/// Collects profiles, each once.
pub(crate) struct Profiles {
    ids: HashMap<List, u32>,
    lists: Vec<List>,
    names: StringsWriter,
    by_name: Vec<String>,
    /// Profiles that the extractor asks for by name or code, by hash.
    pub(crate) single: Vec<(u64, u32)>,
}

impl Profiles {
    pub(crate) fn new() -> Self {
        let mut this = Self {
            ids: HashMap::new(),
            lists: Vec::new(),
            names: StringsWriter::new(),
            by_name: vec![String::new()],
            single: Vec::new(),
        };
        this.add(&BTreeSet::new(), Major::LOWER, None);
        this
    }

    fn evidence(&mut self, name: &str) -> u32 {
        let id = self.names.add(name);
        if id as usize == self.by_name.len() {
            self.by_name.push(name.to_owned());
        }
        id
    }

    /// The numbers of these pieces of evidence.
    pub(crate) fn numbers(&mut self, evidence: &BTreeSet<String>) -> Vec<u32> {
        evidence.iter().map(|name| self.evidence(name)).collect()
    }

    /// The profile with this evidence. The weights of the shape that its words mostly have are added to its row.
    pub(crate) fn add(&mut self, evidence: &BTreeSet<String>, major: Major, with: Option<Shape>) -> u32 {
        let evidence = self.numbers(evidence);
        self.add_numbers(evidence, major, with)
    }

    /// The same, given the numbers of the evidence.
    pub(crate) fn add_numbers(&mut self, evidence: Vec<u32>, major: Major, with: Option<Shape>) -> u32 {
        let with = with.map(|shape| self.evidence(&format!("shape:{}", shape.name())));
        self.push(List { evidence, major, with, less: None })
    }

    fn push(&mut self, list: List) -> u32 {
        let next = self.lists.len() as u32;
        let id = *self.ids.entry(list.clone()).or_insert(next);
        if id == next {
            self.lists.push(list);
        }
        id
    }

    /// What is added for a word of another shape than `usual`, whose weights stand in the word's row.
    pub(crate) fn instead(&mut self, usual: Shape, shape: Shape) {
        let (from, to) = (format!("shape:{}", usual.name()), format!("shape:{}", shape.name()));
        let (less, with) = (Some(self.evidence(&from)), Some(self.evidence(&to)));
        let id = self.push(List { evidence: Vec::new(), major: Major::UNKNOWN, with, less });
        self.single.push((hash(format!("{to}-{from}").as_bytes()), id));
    }

    pub(crate) fn single(&mut self, name: &str, major: Major) {
        let id = self.add(&BTreeSet::from([name.to_owned()]), major, None);
        self.single.push((hash(name.as_bytes()), id));
    }

    pub(crate) fn single_code(&mut self, code: Code) {
        let id = self.add(&BTreeSet::from([code.name()]), Major::UNKNOWN, None);
        self.single.push((code.hash(), id));
    }

    /// Writes profiles, their summed weights for each language, and the weights of spans.
    pub(crate) fn write<'w>(
        mut self,
        weights: &'w [(Language, WeightTable)],
        classes: &Classes,
        writer: &mut Writer,
    ) {
        let spans = span_evidence(weights, classes);
        let name_ids: Vec<(u64, u32)> =
            spans.iter().map(|name| (hash(name.as_bytes()), self.evidence(name))).collect();
        let codes: Vec<(Code, &String)> =
            spans.iter().filter_map(|name| Some((code_from_name(name)?, name))).collect();
        // An unoptimised build script, as other projects run it, takes long for this.
        let sections: Vec<Vec<Section>> = std::thread::scope(|scope| {
            let (this, codes) = (&self, &codes);
            let start = |(language, table): &'w (Language, WeightTable)| {
                scope.spawn(move || this.weight_sections(*language, table, codes))
            };
            let threads: Vec<_> = weights.iter().map(start).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
                .collect()
        });
        for (name, bytes) in sections.into_iter().flatten() {
            writer.section(&name, bytes);
        }
        self.write_lists(writer);
        let hashes: Vec<u64> = codes.iter().map(|(code, _)| code.hash()).collect();
        writer.section("codebits", Filter::build(&hashes));
        writer.section("name_ids", HashTable::build_numbers(&name_ids));
        writer.section("single", HashTable::build_numbers(&self.single));
        self.names.write("e", writer);
    }

    /// The evidence of each profile, and its major: eight bytes for each profile say where its list begins, how long it
    /// is, and the major in the highest byte.
    fn write_lists(&self, writer: &mut Writer) {
        let (mut profiles, mut lists) = (Vec::new(), Vec::new());
        for List { evidence: list, major, .. } in &self.lists {
            profiles.extend_from_slice(&((lists.len() / 4) as u32).to_le_bytes());
            profiles.extend_from_slice(&(list.len() as u32 | u32::from(major.0) << 24).to_le_bytes());
            for id in list {
                lists.extend_from_slice(&id.to_le_bytes());
            }
        }
        writer.section("profiles", profiles);
        writer.section("lists", lists);
    }

    /// The weights of one language: the sums of profiles, the weights of single evidence, and of codes.
    fn weight_sections(
        &self,
        language: Language,
        table: &WeightTable,
        codes: &[(Code, &String)],
    ) -> Vec<Section> {
        let items = self.items(table);
        let mut sections = vec![("item", HashTable::build(&packed_items(&items)))];
        for (section, (name, places)) in ROWS.into_iter().enumerate() {
            let mut rows = self.rows(&items, places);
            if section == FAR {
                let (distinct, numbers) = shared(&rows, places.len() * Sum::BYTES);
                sections.push((FAR_ROWS, numbers));
                rows = distinct;
            }
            sections.push((name, rows));
        }
        let row = |name: &str| Sum::of(table.get(Where::Span, name)).to_bytes();
        let code_rows: Vec<(u64, [u8; Sum::BYTES])> =
            codes.iter().map(|(code, name)| (code.hash(), row(name))).collect();
        sections.push(("code", HashTable::build(&code_rows)));
        let links: Vec<(u64, [u8; Link::BYTES])> = table
            .links()
            .into_iter()
            .map(|(gap, weights)| (hash(gap.as_bytes()), Link(weights).to_bytes()))
            .collect();
        sections.push(("link", HashTable::build(&links)));
        sections.into_iter().map(|(name, bytes)| (format!("{name}_{language}"), bytes)).collect()
    }

    /// The weights of each piece of evidence at each place.
    fn items(&self, table: &WeightTable) -> Vec<Item> {
        let of = |name: &String| {
            let mut rows = [[0; LANES]; Where::ALL.len()];
            for (row, place) in rows.iter_mut().zip(Where::ALL) {
                *row = table.get(place, name);
            }
            rows
        };
        self.by_name.iter().map(of).collect()
    }

    /// For each profile the sums of its weights at some places.
    fn rows(&self, items: &[Item], places: &[Where]) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.lists.len() * places.len() * LANES * 2);
        for list in &self.lists {
            for &place in places {
                let mut sum = [0_i32; LANES];
                let mut add = |id: u32, sign: i32| {
                    let row = items.get(id as usize).and_then(|rows| rows.get(place as usize)).copied();
                    for (to, from) in sum.iter_mut().zip(row.unwrap_or_default()) {
                        *to += sign * i32::from(from);
                    }
                };
                list.evidence.iter().for_each(|&id| add(id, 1));
                // Inside a compound a word has no shape of its own.
                if !matches!(place, Where::Part | Where::Head) {
                    list.with.into_iter().for_each(|id| add(id, 1));
                    list.less.into_iter().for_each(|id| add(id, -1));
                }
                push_weights(&mut out, sum);
            }
        }
        out
    }
}

/// All evidence about spans: that of the tables, and the entries of each class and kind.
fn span_evidence(weights: &[(Language, WeightTable)], classes: &Classes) -> BTreeSet<String> {
    let of_tables = weights.iter().flat_map(|(_, table)| table.evidence());
    let mut spans: BTreeSet<String> =
        of_tables.filter(|(place, _)| *place == Where::Span).map(|(_, name)| name.to_owned()).collect();
    for class in classes.names() {
        let kind = classes.kind(class).map_or("", Kind::name);
        for name in [class, kind] {
            spans.insert(format!("entry:{name}"));
            spans.insert(format!("entry?:{name}"));
        }
    }
    spans
}

/// Each of these rows of so many bytes once, and for each the number of its like, in four bytes.
fn shared(rows: &[u8], length: usize) -> (Vec<u8>, Vec<u8>) {
    let (mut numbers, mut distinct, mut number_of) = (Vec::new(), Vec::new(), HashMap::new());
    for row in rows.chunks_exact(length) {
        let next = number_of.len() as u32;
        let number = *number_of.entry(row).or_insert(next);
        if number == next {
            distinct.extend_from_slice(row);
        }
        numbers.extend_from_slice(&number.to_le_bytes());
    }
    (distinct, numbers)
}

/// The weights of one piece of evidence at each place.
type Item = [Weights; Where::ALL.len()];

/// The weights of all evidence where there are any: a tenth of what there might be.
fn packed_items(items: &[Item]) -> Vec<(u64, [u8; Sum::BYTES])> {
    let of_item = |(id, item): (u32, &Item)| {
        let weighed = item.iter().zip(Where::ALL).filter(|(weights, _)| **weights != [0; LANES]);
        weighed
            .map(move |(weights, place)| (item_key(id, place), Sum::of(*weights).to_bytes()))
            .collect::<Vec<_>>()
    };
    (0..).zip(items).flat_map(of_item).collect()
}

fn push_weights(out: &mut Vec<u8>, weights: [i32; LANES]) {
    let weight = |weight: i32| weight.clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
    out.extend_from_slice(&Sum::of(weights.map(weight)).to_bytes());
}
