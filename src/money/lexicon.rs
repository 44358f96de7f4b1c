//! What the tables in `data/` say of the words of money: classes, currencies and their families, numbers.
//!
//! How the words are looked up is in `words`, what the flags of a row say in `flags`. No word stands here.

use super::decimal::Decimal;
use super::flags::Flags;
use super::value::Currency;
use super::words::Words;
use crate::language::Language;
use once_cell::sync::OnceCell;

pub(super) const SYMBOLS: &str = include_str!("../../data/currencies.tsv");
const FAMILIES: &str = include_str!("../../data/currency_families.tsv");
const MANNERS: &str = include_str!("../../data/currency_manners.tsv");
const GERMAN: [&str; 2] =
    [include_str!("../../data/de/currency_names.tsv"), include_str!("../../data/de/money.tsv")];
const ENGLISH: [&str; 2] =
    [include_str!("../../data/en/currency_names.tsv"), include_str!("../../data/en/money.tsv")];

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
            pub(super) fn parse(name: &str) -> Option<Class> {
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
    pub(super) const fn is_currency(self) -> bool {
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
    pub(super) name: &'static str,
    /// A country word in the sentence picks a member; otherwise only one right before the noun does.
    pub(super) near: bool,
    pub(super) members: Vec<([u8; 2], Currency)>,
}

/// How the amounts of a currency are mostly written, whatever the language of the text.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Manner {
    /// With points between groups.
    Points,
    /// With commas between groups.
    Commas,
    /// Without parts.
    Whole,
}

/// All tables, each read once.
pub(crate) struct Lexicon {
    pub(super) families: Vec<Family>,
    manners: Vec<(Of, Manner)>,
    /// Read with the first text of the language: many programs have texts of one alone.
    german: OnceCell<Words>,
    english: OnceCell<Words>,
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
        let manners = rows(MANNERS).flat_map(|[name, currencies, ..]| {
            let manner = match name {
                "points" => Manner::Points,
                "commas" => Manner::Commas,
                _ => Manner::Whole,
            };
            currencies.split('|').filter_map(|name| unit(name, &families)).map(move |unit| (unit.of, manner))
        });
        let manners = manners.collect();
        Lexicon { families, manners, german: OnceCell::new(), english: OnceCell::new() }
    }

    /// How amounts of this currency or family are mostly written.
    pub(super) fn manner(&self, of: Of) -> Option<Manner> {
        self.manners.iter().find(|(known, _)| *known == of).map(|&(_, manner)| manner)
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
        let (words, tables) = match language {
            Language::De => (&self.german, &GERMAN),
            Language::En => (&self.english, &ENGLISH),
        };
        words.get_or_init(|| Words::new(&self.families, tables))
    }
}

/// The first five cells of each row, without header and comments.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 5]> {
    table.lines().skip(1).filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut row = [""; 5];
        row.iter_mut().zip(line.split('\t')).for_each(|(cell, text)| *cell = text);
        row
    })
}

/// "EUR", "dollar", "EUR/100", "USD*6".
pub(super) fn unit(text: &str, families: &[Family]) -> Option<Unit> {
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

/// True for the names that may stand in the first column of money.tsv.
#[cfg(test)]
pub(super) fn is_known_class(name: &str) -> bool {
    matches!(name, "default" | "ending") || Class::parse(name).is_some()
}
