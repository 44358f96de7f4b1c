//! The flags of the rows in the tables: the letters of their fourth column, with a name for each.
//!
//! A letter may say one thing beside a currency and another beside a word of another class. What it does to an amount stands
//! where it is asked: in `sign` and `guard` for currencies, elsewhere for the words around.

/// The flags of a row, one bit for each letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flags(u32);

/// Of currencies and of the words of numbers.
impl Flags {
    /// Only in the case that the table has.
    pub(super) const EXACT: Flags = Flags::of(b'x');
    /// Its tokens are glued to each other: "US$".
    pub(super) const JOINED: Flags = Flags::of(b'g');
    /// It is glued to its number: the "k" of "300k", the "p" of "20p".
    pub(super) const GLUED: Flags = Flags::of(b'k');
    /// A space stands behind it.
    pub(super) const SPACED: Flags = Flags::of(b's');
    /// It may carry a full stop: "Mio.".
    pub(super) const STOP: Flags = Flags::of(b'.');
    /// Only with a large or exact number: a magnitude, 1000 or more, a group or decimal sign.
    pub(super) const LARGE: Flags = Flags::of(b'm');
    /// Only where something is paid, or its country is named: "the 133 mark" is a place.
    pub(super) const PAID: Flags = Flags::of(b'p');
    /// In spite of [`LARGE`](Self::LARGE) with any number before it, unless a capital or a number follows.
    pub(super) const ANY_AT_END: Flags = Flags::of(b'f');
    /// Only with a number that has a magnitude, or a group or decimal sign.
    pub(super) const SIGNED: Flags = Flags::of(b'r');
    /// Only from 20 on: "2 TL" are teaspoons.
    pub(super) const FROM_TWENTY: Flags = Flags::of(b'd');
    /// Not behind a bare article.
    pub(super) const NO_ARTICLE: Flags = Flags::of(b'a');
    /// Never before its number.
    pub(super) const BEHIND: Flags = Flags::of(b'n');
    /// Only where a clause ends; so also of what follows an amount: "5 Euro ca.".
    pub(super) const CLAUSE_END: Flags = Flags::of(b'e');
    /// It may be a weight: "5 Pfund".
    pub(super) const WEIGHT: Flags = Flags::of(b'w');
    /// It is also short for Friday: "Fr".
    pub(super) const FRIDAY: Flags = Flags::of(b'z');
    /// With a capital and before one it is a name: "Mark Rutte".
    pub(super) const NAME: Flags = Flags::of(b'u');
    /// It may count without a number before it: "hundert".
    pub(super) const BARE: Flags = Flags::of(b'b');
    /// Glued, or free behind a symbol and digits: "$676 m".
    pub(super) const FREE: Flags = Flags::of(b'l');
}

/// Of the words around an amount.
impl Flags {
    /// A bound, but not right behind a word with a capital: "Rechnung über 50 Euro".
    pub(super) const NO_NOUN: Flags = Flags::of(b'c');
    /// No bound behind a word of class "topic": "freut sich über 50 Euro".
    pub(super) const NO_TOPIC: Flags = Flags::of(b'j');
    /// Not before a word with a capital, nor one of class "goes-on": "5 Euro und mehr Zeit".
    pub(super) const NOTHING_MORE: Flags = Flags::of(b'o');
    /// Of "per": only before a unit that the tables know.
    pub(super) const KNOWN_UNIT: Flags = Flags::of(b't');
    /// Of "unit": its prices are often written with three decimals: "€1.459 per litre".
    pub(super) const THOUSANDTHS: Flags = Flags::of(b'i');
    /// Of "label": a number behind it counts or names a thing, and is no part of the one behind a blank: "Menge 3 250 €".
    pub(super) const COUNTS: Flags = Flags::of(b'i');
    /// Of "other": only where the currency stands in front of its number.
    pub(super) const IN_FRONT: Flags = Flags::of(b's');
    /// Of "cue": it also tells whose the sign behind it is: "Canadian $5".
    pub(super) const BEFORE_SIGN: Flags = Flags::of(b's');
    /// Of "other": only against currencies of one or two letters.
    pub(super) const SHORT: Flags = Flags::of(b'k');
    /// Of "no-head": behind any number, and not only behind an article.
    pub(super) const ANY_NUMBER: Flags = Flags::of(b'y');
    /// Of "slim": only with a word of class "slim-end" behind the amount.
    pub(super) const WITH_END: Flags = Flags::of(b'e');
    /// Of "minus": only behind a word of class "takes".
    pub(super) const TAKEN: Flags = Flags::of(b'v');
    /// Of "topic": also some words before.
    pub(super) const FAR: Flags = Flags::of(b'v');
    /// Of "from": two numbers are a range unless the second is far larger.
    pub(super) const NEAR_RANGE: Flags = Flags::of(b'r');
    /// Of "then": also behind a number without a magnitude.
    pub(super) const SURE: Flags = Flags::of(b'q');
    /// Of "step": only behind a word of class "from".
    pub(super) const BEHIND_FROM: Flags = Flags::of(b'f');
    /// Of "step": the first number does not share the magnitude of the second.
    pub(super) const OWN_MAGNITUDE: Flags = Flags::of(b'm');
}

impl Flags {
    pub(super) fn parse(letters: &str) -> Flags {
        Flags(letters.bytes().fold(0, |bits, letter| bits | Flags::of(letter).0))
    }

    const fn of(letter: u8) -> Flags {
        match letter {
            b'a'..=b'z' => Flags(1 << (letter - b'a')),
            b'.' => Flags(1 << 30),
            _ => Flags(0),
        }
    }

    pub(super) const fn has(self, flag: Flags) -> bool {
        self.0 & flag.0 != 0
    }
}
