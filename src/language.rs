//! The languages that are read.

use crate::error::Error;
use serde::{Deserialize, Serialize};

/// A language that konzern reads.
///
/// ```
/// use konzern::Language;
/// assert_eq!("de".parse::<Language>()?, Language::De);
/// assert_eq!("fr".parse::<Language>().unwrap_err().to_string(), "language \"fr\", expected de, en");
/// # Ok::<(), konzern::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Language {
    /// German.
    De,
    /// English.
    En,
}

impl Language {
    /// All languages.
    pub const ALL: &'static [Language] = &Language::EACH;
    /// The same with their number, for what is kept by language.
    pub(crate) const EACH: [Language; 2] = [Language::De, Language::En];

    /// The ISO 639-1 code, which is also the name of the folder of its data.
    pub const fn code(self) -> &'static str {
        match self {
            Language::De => "de",
            Language::En => "en",
        }
    }

    /// The language with this code.
    pub fn from_code(code: &str) -> Option<Language> {
        Language::EACH.into_iter().find(|language| language.code() == code)
    }
}

impl std::str::FromStr for Language {
    type Err = Error;

    fn from_str(code: &str) -> Result<Self, Error> {
        Language::from_code(code)
            .ok_or_else(|| Error::unknown("language", code, Language::EACH.map(Language::code)))
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.code())
    }
}
