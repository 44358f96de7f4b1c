//! Gazetteers: the names that are known, with their entries. A trie over word hashes finds the longest and all shorter
//! names from each word start, at true word borders only.
//!
//! Whether a name is meant where it stands is not decided here, see `candidate` and `resolve`.

pub(crate) mod build;
pub(crate) mod classes;
pub(crate) mod entry;
pub(crate) mod flags;
pub(crate) mod list;
mod load;
mod lookup;

pub use entry::Entry;
pub use flags::Flags;
pub use load::GazetteerBuilder;
pub use lookup::AliasMatch;

use crate::error::Error;
use crate::fold::hash_step;
use crate::image::{Filter, HashTable, Image, Section, Strings, read_u32};
use crate::kind::Kind;
use build::NO_ENTRY;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A compiled list of names. Cheap to clone, shared between threads.
///
/// ```
/// use konzern::{Entry, Gazetteer, Kind};
/// let entry = Entry::new("acme", Kind::Organization, "Acme Rockets").alias("Acme");
/// let names = Gazetteer::builder().entry(entry).build()?;
/// assert_eq!(names.len(), 1);
/// assert_eq!(names.lookup("ACME ROCKETS")[0].surface, "Acme Rockets");
/// # Ok::<(), konzern::Error>(())
/// ```
///
/// It is made from lists by a [`GazetteerBuilder`], or [opened](Self::open) from a file that was compiled before. An
/// extractor gets it by [`ExtractorBuilder::gazetteer`](crate::ExtractorBuilder::gazetteer).
#[derive(Clone)]
pub struct Gazetteer {
    image: Image,
    steps: HashTable<4>,
    /// What need not be looked up in `steps`, from any node.
    step_bits: Section,
    /// The same from the root. A copy, as every word of a text is asked for.
    root_bits: Arc<[u8]>,
    nodes: Section,
    aliases: Section,
    entries: Section,
    strings: Strings,
    /// By number, which begins at 1. A copy, as every find with an entry is asked for.
    classes: Arc<[Box<str>]>,
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gazetteer").field("entries", &self.len()).field("bytes", &self.size()).finish()
    }
}

/// Bytes of an entry in an image: six strings by number, the class, the kind.
pub(crate) const ENTRY: usize = 32;
/// Bytes of an alias: the numbers of its entry and its surface, flags, kind, class.
pub(crate) const ALIAS: usize = 12;

/// A name that a path through the trie ends in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alias {
    pub(crate) entry: u32,
    pub(crate) surface: u32,
    pub(crate) flags: Flags,
    pub(crate) kind: Kind,
    pub(crate) class: u16,
}

/// A place in the trie: its number, and what can be told of it without looking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Node(pub(crate) u32);

impl Node {
    /// Where all names begin.
    pub(crate) const ROOT: Node = Node(0);
    /// A longer name may follow.
    pub(crate) const GOES_ON: u32 = 1 << 31;
    /// A name ends here.
    pub(crate) const ENDS_NAME: u32 = 1 << 30;

    /// The number alone.
    pub(crate) const fn number(self) -> u32 {
        self.0 & !(Node::GOES_ON | Node::ENDS_NAME)
    }

    /// True when a longer name may follow.
    pub(crate) const fn goes_on(self) -> bool {
        self.0 & Node::GOES_ON != 0
    }

    /// True when a name ends here.
    pub(crate) const fn ends_name(self) -> bool {
        self.0 & Node::ENDS_NAME != 0
    }
}

impl Alias {
    /// True for an adjective or demonym of a place.
    pub(crate) const fn is_derived(&self) -> bool {
        self.flags.has(Flags::DERIVED)
    }

    /// True for a name that needs no cue beside it.
    pub(crate) const fn is_safe(&self) -> bool {
        !self.flags.has(Flags::CUE) && !self.is_derived()
    }
}

impl Gazetteer {
    /// Collects entries for a new gazetteer.
    pub fn builder() -> GazetteerBuilder {
        GazetteerBuilder::default()
    }

    pub(crate) fn from_image(image: Image) -> Self {
        Self {
            steps: HashTable::open(image.section("steps")),
            step_bits: image.section("stepbits"),
            root_bits: Arc::from(image.section("rootbits").bytes()),
            nodes: image.section("nodes"),
            aliases: image.section("aliases"),
            entries: image.section("entries"),
            strings: Strings::open(&image, "s"),
            classes: Strings::open(&image, "c").all(),
            image,
        }
    }

    /// Number of entries.
    pub fn len(&self) -> usize {
        self.entries.bytes().len() / ENTRY
    }

    /// True when there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Size of the compiled form in bytes.
    pub fn size(&self) -> usize {
        self.image.len()
    }

    /// The entries, in the order in which they were added.
    pub fn entries(&self) -> impl Iterator<Item = EntryRef<'_>> {
        (0..self.len() as u32).map(|number| self.entry(number))
    }

    pub(crate) fn entry(&self, number: u32) -> EntryRef<'_> {
        EntryRef { gazetteer: self, record: self.entries.record(number as usize) }
    }

    /// The node after `word` when `node` has been reached.
    #[inline]
    pub(crate) fn step(&self, node: Node, word: u64) -> Option<Node> {
        let step = hash_step(node.number(), word);
        let bits = if node == Node::ROOT { &self.root_bits } else { self.step_bits.bytes() };
        Filter::new(bits).may_have(step).then(|| self.steps.number(step).map(Node)).flatten()
    }

    /// False when no name begins with this word; true when one does, and for a few others.
    #[inline]
    pub(crate) fn may_begin(&self, word: u64) -> bool {
        Filter::new(&self.root_bits).may_have(hash_step(Node::ROOT.number(), word))
    }

    /// Identifies a step from a node other than the root.
    #[inline]
    pub(crate) fn step_key(node: Node, word: u64) -> u64 {
        hash_step(node.number(), word)
    }

    /// False when there is no such step; true when there is, and for a few others.
    #[inline]
    pub(crate) fn may_step(&self, step: u64) -> bool {
        Filter::new(self.step_bits.bytes()).may_have(step)
    }

    /// True when there is such a step.
    #[inline]
    pub(crate) fn has_step(&self, step: u64) -> bool {
        self.steps.number(step).is_some()
    }

    /// Fetches what [`may_step`](Self::may_step) will read, see [`Table::touch`](crate::image::Table::touch).
    #[inline]
    pub(crate) fn touch_filter(&self, step: u64) -> u8 {
        Filter::new(self.step_bits.bytes()).touch(step)
    }

    /// Fetches what [`has_step`](Self::has_step) will read.
    #[inline]
    pub(crate) fn touch_step(&self, step: u64) -> u8 {
        self.steps.table().touch(step)
    }

    /// Fetches where the names that end here stand.
    #[inline]
    pub(crate) fn touch_node(&self, node: Node) -> u8 {
        self.nodes.bytes().get(node.number() as usize * 4).copied().unwrap_or(0)
    }

    /// Fetches the names that end here.
    #[inline]
    pub(crate) fn touch_aliases(&self, node: Node) -> u8 {
        let start = self.nodes.u32(node.number() as usize) as usize;
        self.aliases.bytes().get(start * ALIAS).copied().unwrap_or(0)
    }

    /// The names that end here.
    pub(crate) fn aliases(&self, node: Node) -> impl Iterator<Item = Alias> + '_ {
        let number = node.number() as usize;
        let bounds = || self.nodes.u32(number)..self.nodes.u32(number + 1);
        let here = if node.ends_name() { bounds() } else { 0..0 };
        here.map(|index| self.alias(index as usize))
    }

    #[inline]
    fn alias(&self, index: usize) -> Alias {
        let record: [u8; ALIAS] = self.aliases.record(index);
        let [.., flags, kind, low, high] = record;
        Alias {
            entry: read_u32(&record, 0),
            surface: read_u32(&record, 4),
            flags: Flags::from_bits(flags),
            kind: kind_of(usize::from(kind)),
            class: u16::from_le_bytes([low, high]),
        }
    }

    /// The words derived from the same place as that of an alias, in its language.
    pub(crate) fn derived_like(&self, like: Alias) -> impl Iterator<Item = Alias> + '_ {
        let same = move |alias: &Alias| alias.flags == like.flags && alias.entry == like.entry;
        let count = self.aliases.bytes().len() / ALIAS;
        let all = (0..count).map(|index| self.alias(index));
        all.filter(move |alias| same(alias) && alias.is_derived() && alias.entry != NO_ENTRY)
    }

    /// The surface as it stands in the list.
    pub(crate) fn surface(&self, alias: Alias) -> &str {
        self.strings.get(alias.surface)
    }

    /// The bytes of the surface, for comparison.
    pub(crate) fn surface_bytes(&self, alias: Alias) -> &[u8] {
        self.strings.bytes(alias.surface)
    }

    /// The classes of this gazetteer by number.
    pub(crate) fn class_name(&self, class: u16) -> &str {
        self.classes.get(usize::from(class) + 1).map_or("", |name| name)
    }

    pub(crate) fn class_count(&self) -> usize {
        self.classes.len().saturating_sub(1)
    }

    /// Opens the compiled form of a gazetteer ([`GazetteerBuilder::compile`]) that is in memory, with its checksum.
    ///
    /// # Errors
    /// When it is damaged or of another version.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, Error> {
        Ok(Self::from_image(Image::open(crate::image::Bytes::owned(bytes), true)?))
    }
}

/// The kind with this number; in a damaged image it may be none.
fn kind_of(number: usize) -> Kind {
    Kind::ALL.get(number).copied().unwrap_or(Kind::Organization)
}

/// An entry of a gazetteer, borrowed from it.
///
/// ```
/// let found = konzern::extract("Der Konzern Walmart wächst.");
/// let entry = found[0].entry.expect("a known name");
/// assert_eq!((entry.id(), entry.name(), entry.class(), entry.country()), ("walmart", "Walmart", "company", Some("US")));
/// assert_eq!(entry.identifier("isin"), Some("US9311421039"));
/// ```
#[derive(Clone, Copy)]
pub struct EntryRef<'g> {
    gazetteer: &'g Gazetteer,
    record: [u8; ENTRY],
}

impl<'g> EntryRef<'g> {
    fn string(&self, field: usize) -> &'g str {
        self.gazetteer.strings.get(read_u32(&self.record, field * 4))
    }

    fn optional(&self, field: usize) -> Option<&'g str> {
        Some(self.string(field)).filter(|value| !value.is_empty())
    }

    /// The id, as in the list ("walmart", "gn:2950159", "iso:DE").
    pub fn id(&self) -> &'g str {
        self.string(0)
    }

    /// The canonical name.
    pub fn name(&self) -> &'g str {
        self.string(1)
    }

    /// The full legal name, when the list has it.
    pub fn legal_name(&self) -> Option<&'g str> {
        self.optional(2)
    }

    /// ISO 3166 alpha-2 code of the country, when the list has it.
    pub fn country(&self) -> Option<&'g str> {
        self.optional(3)
    }

    /// The id of the entry that owns this one, when the list has it.
    pub fn parent(&self) -> Option<&'g str> {
        self.optional(4)
    }

    /// The identifier in a register ("isin", "ticker", "lei"), when the list has one.
    pub fn identifier(&self, register: &str) -> Option<&'g str> {
        self.identifiers().find(|(key, _)| *key == register).map(|(_, value)| value)
    }

    /// All identifiers: register and value.
    pub fn identifiers(&self) -> impl Iterator<Item = (&'g str, &'g str)> + use<'g> {
        self.string(5).split('\n').filter_map(|pair| pair.split_once('='))
    }

    /// The class ("company", "bank", "city").
    pub fn class(&self) -> &'g str {
        self.gazetteer.class_name(read_u32(&self.record, 24) as u16)
    }

    /// The kind.
    pub fn kind(&self) -> Kind {
        kind_of(read_u32(&self.record, 28) as usize)
    }
}

impl PartialEq for EntryRef<'_> {
    /// True when the lists say the same of both.
    fn eq(&self, other: &Self) -> bool {
        (0..6).all(|field| self.string(field) == other.string(field))
            && (self.class(), self.kind()) == (other.class(), other.kind())
    }
}

impl Eq for EntryRef<'_> {}

impl Hash for EntryRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Hardly two entries have one id.
        self.id().hash(state);
    }
}

impl Serialize for EntryRef<'_> {
    /// As a line of a JSON list has it, without the aliases.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", self.id())?;
        map.serialize_entry("kind", &self.kind())?;
        map.serialize_entry("class", self.class())?;
        map.serialize_entry("name", self.name())?;
        for (field, value) in
            [("legal", self.legal_name()), ("country", self.country()), ("parent", self.parent())]
        {
            if let Some(value) = value {
                map.serialize_entry(field, value)?;
            }
        }
        let identifiers: BTreeMap<&str, &str> = self.identifiers().collect();
        if !identifiers.is_empty() {
            map.serialize_entry("identifiers", &identifiers)?;
        }
        map.end()
    }
}

impl std::fmt::Debug for EntryRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EntryRef").field("id", &self.id()).field("name", &self.name()).finish()
    }
}
