//! The words of money, read from the tables in `data/` when an extractor is built.
//!
//! How they combine to numbers is in `number`, where they stand in a sentence in `find`. No word stands here.

use super::decimal::Decimal;
use super::flags::Flags;
use super::value::Currency;
use crate::fold;
use crate::fold::ByHash;
use crate::language::Language;
use crate::token::{Token, tokenize};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::collections::HashMap;

const SYMBOLS: &str = include_str!("../../data/currencies.tsv");
const FAMILIES: &str = include_str!("../../data/currency_families.tsv");
const MANNERS: &str = include_str!("../../data/currency_manners.tsv");
const GERMAN: [&str; 2] =
    [include_str!("../../data/de/currency_names.tsv"), include_str!("../../data/de/money.tsv")];
const ENGLISH: [&str; 2] =
    [include_str!("../../data/en/currency_names.tsv"), include_str!("../../data/en/money.tsv")];

/// The bitmap of triggers has two to this power bits: 16 kB, and one word in a hundred passes by chance.
const TRIGGER_BITS: u32 = 17;

/// Makes [`Class`] with the names that its members have in the tables, so that each stands once.
macro_rules! classes {
    ($($class:ident $name:literal,)*) => {
        /// What a word does; the tables say it of each. Of two meanings of a word, that of the earlier class is asked first.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Class {
            /// A code or sign of currencies.tsv.
            Symbol,
            $($class,)*
        }

        impl Class {
            /// The class of this name in the first column of money.tsv.
            fn parse(name: &str) -> Option<Class> {
                match name {
                    $($name => Some(Class::$class),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    Name "name",
    Subunit "subunit",
    Number "number",
    Hundred "hundred",
    Magnitude "magnitude",
    Fraction "fraction",
    Half "half",
    Article "article",
    And "and",
    Of "of",
    About "about",
    Low "low",
    High "high",
    LowAfter "low-after",
    To "to",
    Between "between",
    Join "join",
    Change "change",
    Per "per",
    Unit "unit",
    PerUnit "per-unit",
    Time "time",
    MinorAnd "minor-and",
    MinorEnd "minor-end",
    Vague "vague",
    Head "head",
    NoHead "no-head",
    NoAmount "no-amount",
    Weight "weight",
    Cue "cue",
    Minus "minus",
    Takes "takes",
    Loss "loss",
    Result "result",
    From "from",
    Move "move",
    Span "span",
    Or "or",
    Step "step",
    Label "label",
    Other "other",
    Topic "topic",
    Filler "filler",
    AboutAfter "about-after",
    Weekday "weekday",
    Clock "clock",
    Date "date",
    Slim "slim",
    SlimEnd "slim-end",
    GoesOn "goes-on",
    Letter "letter",
    Goods "goods",
    Inner "inner",
    Point "point",
    In "in",
    NoCents "no-cents",
    Percent "percent",
    HighAfter "high-after",
    Versus "versus",
    Then "then",
    Payment "payment",
    Fine "fine",
    NoPer "no-per",
    Code "code",
}

impl Class {
    /// True for the words at which the search stops to look around.
    const fn is_trigger(self) -> bool {
        matches!(self, Class::Symbol | Class::Name | Class::Subunit)
    }

    /// True for the words that stand inside a number.
    pub(super) const fn is_numeric(self) -> bool {
        matches!(
            self,
            Class::Number
                | Class::Hundred
                | Class::Magnitude
                | Class::Fraction
                | Class::Half
                | Class::Article
                | Class::And
                | Class::Of
                | Class::Inner
                | Class::Point
        )
    }
}

/// A currency, or the family of those that share a word, and how many of it the word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) of: Of,
    /// 1 for a currency, 0.01 for cents, 1000000 for "MUSD".
    pub(super) factor: Decimal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Code(Currency),
    Family(usize),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning {
    None,
    Unit(Unit),
    Number(Decimal),
    Power(u32),
    Text(&'static str),
    Country([u8; 2]),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) class: Class,
    pub(super) flags: Flags,
    pub(super) meaning: Meaning,
    /// As it is written in the table, for words whose case matters.
    pub(super) form: &'static str,
}

/// Currencies that share a word.
pub(super) struct Family {
    name: &'static str,
    /// A country word in the sentence picks a member; otherwise only one right before the noun does.
    pub(super) near: bool,
    pub(super) members: Vec<([u8; 2], Currency)>,
}

/// How the amounts of currencies are mostly written.
#[derive(Default)]
pub(super) struct Manners {
    /// With points between groups.
    pub(super) points: Vec<Of>,
    /// With commas between groups.
    pub(super) commas: Vec<Of>,
    /// Without parts.
    pub(super) whole: Vec<Of>,
}

impl Manners {
    fn shipped(families: &[Family]) -> Manners {
        let mut manners = Manners::default();
        for [manner, currencies, ..] in rows(MANNERS) {
            let list = match manner {
                "points" => &mut manners.points,
                "commas" => &mut manners.commas,
                _ => &mut manners.whole,
            };
            list.extend(currencies.split('|').filter_map(|name| Some(unit(name, families)?.of)));
        }
        manners
    }
}

/// All tables, read once.
pub(crate) struct Lexicon {
    pub(super) families: Vec<Family>,
    pub(super) manners: Manners,
    german: Words,
    english: Words,
}

impl Lexicon {
    /// The tables that are part of the crate.
    pub(crate) fn shipped() -> Lexicon {
        let families: Vec<Family> = rows(FAMILIES)
            .map(|[name, cue, members, ..]| Family {
                name,
                near: cue == "near",
                members: members
                    .split('|')
                    .filter_map(|member| {
                        let (country, code) = member.split_once(':')?;
                        Some((country.as_bytes().try_into().ok()?, Currency::new(code)?))
                    })
                    .collect(),
            })
            .collect();
        let german = Words::new(&families, &GERMAN);
        let english = Words::new(&families, &ENGLISH);
        let manners = Manners::shipped(&families);
        Lexicon { families, manners, german, english }
    }

    /// True when the currency is the one that is meant, or one of those.
    pub(super) fn may_mean(&self, of: Of, currency: Currency) -> bool {
        match of {
            Of::Code(code) => code == currency,
            Of::Family(family) => self
                .families
                .get(family)
                .is_some_and(|family| family.members.iter().any(|&(_, member)| member == currency)),
        }
    }

    pub(super) fn words(&self, language: Language) -> &Words {
        match language {
            Language::En => &self.english,
            _ => &self.german,
        }
    }
}

/// The first five cells of each row, without header and comments.
fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 5]> {
    table.lines().skip(1).filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut row = [""; 5];
        row.iter_mut().zip(line.split('\t')).for_each(|(cell, text)| *cell = text);
        row
    })
}

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
    fn new(families: &[Family], tables: &[&'static str; 2]) -> Words {
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

/// "EUR", "dollar", "EUR/100", "USD*6".
fn unit(text: &str, families: &[Family]) -> Option<Unit> {
    let mut factor = Decimal::from(1);
    let mut name = text;
    if let Some((before, parts)) = text.split_once('/') {
        name = before;
        // Exact for all parts that are in use: 10, 20, 100, 1000, 10^8.
        let parts: i128 = parts.parse().ok()?;
        factor = Decimal::new(100_000_000_i128.checked_div(parts)?, 8)?;
    } else if let Some((before, power)) = text.split_once('*') {
        name = before;
        factor = factor.shift(power.parse().ok()?)?;
    }
    let of = match Currency::new(name) {
        Some(code) => Of::Code(code),
        None => Of::Family(families.iter().position(|family| family.name == name)?),
    };
    Some(Unit { of, factor })
}

#[derive(Default)]
struct Builder {
    steps: HashMap<u64, u32, ByHash>,
    nodes: u32,
    found: Vec<(u32, Item)>,
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
        // Alone it is the sign itself: "~5 Euro".
        if !form.contains('~') || form == "~" {
            return self.add(form, item);
        }
        for ending in endings {
            self.add(&form.replace('~', ending), item);
        }
    }

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
        if let (Some(token), true) = (tokens.first(), item.class.is_trigger()) {
            self.triggers.push(token.hash);
        }
        self.tokens = tokens;
        self.found.push((node, item));
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
        self.found.sort_by_key(|&(node, item)| (node, item.class));
        let mut first = vec![0_u32; self.nodes as usize + 2];
        for &(node, _) in &self.found {
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
            items: self.found.into_iter().map(|(_, item)| item).collect(),
            parts,
            part_items: self.part_items,
            defaults,
        }
    }
}

/// True for the names that may stand in the first column of money.tsv.
#[cfg(test)]
pub(super) fn is_known_class(name: &str) -> bool {
    matches!(name, "default" | "ending") || Class::parse(name).is_some()
}
