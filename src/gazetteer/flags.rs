//! How far a spelling may be trusted.

use std::fmt;
use std::ops::BitOr;

/// How far a surface may be trusted on its own, and where it counts.
///
/// ```
/// use konzern::Flags;
/// let flags = Flags::CUE | Flags::GERMAN;
/// assert!(flags.has(Flags::CUE) && !flags.has(Flags::CASE));
/// assert_eq!(format!("{flags:?}"), "Flags(CUE | GERMAN)");
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Flags(u8);

impl Flags {
    /// Matches only as it is written, capitals included: flag `c`.
    pub const CASE: Flags = Flags(1);
    /// Needs a cue beside it, or an earlier full form: flag `n`.
    pub const CUE: Flags = Flags(2);
    /// Never matches; listed so that nobody adds it: flag `o`.
    pub const OFF: Flags = Flags(4);
    /// Counts in German text only: flag `d`.
    pub const GERMAN: Flags = Flags(8);
    /// Counts in English text only: flag `e`.
    pub const ENGLISH: Flags = Flags(16);
    /// An adjective or demonym of a place, no name.
    pub(crate) const DERIVED: Flags = Flags(32);
    /// It begins with a small letter, or with one of a script that has no capitals.
    pub(crate) const SMALL: Flags = Flags(64);
    /// The name of an account, written with its sign: `@DB_Bahn`. It counts only there.
    pub(crate) const HANDLE: Flags = Flags(128);

    /// True when all bits of `other` are set.
    pub const fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets of flags.
    #[must_use]
    pub const fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    pub(crate) const fn bits(self) -> u8 {
        self.0
    }

    pub(crate) const fn from_bits(bits: u8) -> Flags {
        Flags(bits)
    }

    pub(crate) fn from_letter(letter: char) -> Option<Flags> {
        Some(match letter {
            'c' => Flags::CASE,
            'n' => Flags::CUE,
            'o' => Flags::OFF,
            'd' => Flags::GERMAN,
            'e' => Flags::ENGLISH,
            _ => return None,
        })
    }
}

impl fmt::Debug for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const NAMES: [(Flags, &str); 8] = [
            (Flags::CASE, "CASE"),
            (Flags::CUE, "CUE"),
            (Flags::OFF, "OFF"),
            (Flags::GERMAN, "GERMAN"),
            (Flags::ENGLISH, "ENGLISH"),
            (Flags::DERIVED, "DERIVED"),
            (Flags::SMALL, "SMALL"),
            (Flags::HANDLE, "HANDLE"),
        ];
        let names = NAMES.iter().filter(|(flag, _)| self.has(*flag)).map(|(_, name)| *name);
        write!(f, "Flags({})", names.collect::<Vec<_>>().join(" | "))
    }
}

impl BitOr for Flags {
    type Output = Flags;

    fn bitor(self, other: Flags) -> Flags {
        self.with(other)
    }
}
