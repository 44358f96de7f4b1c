//! What can be found: the closed sets of kinds and forms.

use crate::error::Error;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a span names.
///
/// ```
/// use konzern::Kind;
/// assert_eq!("place".parse::<Kind>()?, Kind::Place);
/// assert_eq!(Kind::Organization.to_string(), "organization");
/// # Ok::<(), konzern::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// A company, bank, party, club, authority, university or other body.
    Organization,
    /// A person.
    Person,
    /// A country, city, region, river, street or other place.
    Place,
    /// An amount of money.
    Money,
}

impl Kind {
    /// All kinds.
    ///
    /// ```
    /// let kinds: &[konzern::Kind] = konzern::Kind::ALL;
    /// assert!(kinds.iter().any(|kind| kind.name() == "person"));
    /// ```
    pub const ALL: &'static [Kind] = &[Kind::Organization, Kind::Person, Kind::Place, Kind::Money];

    /// The name used in data and output.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Organization => "organization",
            Kind::Person => "person",
            Kind::Place => "place",
            Kind::Money => "money",
        }
    }

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Kind {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let known = || Kind::ALL.iter().map(|kind| kind.name());
        Kind::from_name(name).ok_or_else(|| Error::unknown("kind", name, known()))
    }
}

/// How a span relates to the name.
///
/// ```
/// use konzern::Form;
/// let found = konzern::extract("Das Tiktok-Gebot der amerikanischen Firma Walmart steht.");
/// let forms: Vec<(&str, Form)> = found.iter().map(|entity| (entity.text, entity.form)).collect();
/// assert_eq!(forms, [("Tiktok", Form::Part), ("amerikanischen", Form::Derived), ("Walmart", Form::Name)]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Form {
    /// The name itself, with its ending: "Microsoft", "Microsofts".
    Name,
    /// A name inside a compound; the span is the name alone: "Tiktok" in "Tiktok-Gebot".
    Part,
    /// An adjective or demonym of a place: "amerikanische", "Amerikanern".
    Derived,
}

impl Form {
    /// All forms.
    pub const ALL: &'static [Form] = &[Form::Name, Form::Part, Form::Derived];

    /// The name used in output.
    pub const fn name(self) -> &'static str {
        match self {
            Form::Name => "name",
            Form::Part => "part",
            Form::Derived => "derived",
        }
    }

    /// The form with this name.
    pub fn from_name(name: &str) -> Option<Form> {
        Form::ALL.iter().copied().find(|form| form.name() == name)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Form {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let known = || Form::ALL.iter().map(|form| form.name());
        Form::from_name(name).ok_or_else(|| Error::unknown("form", name, known()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn names_are_read_back() {
        for &kind in Kind::ALL {
            assert_eq!(kind.name().parse::<Kind>().ok(), Some(kind));
        }
        for &form in Form::ALL {
            assert_eq!(form.name().parse::<Form>().ok(), Some(form));
        }
        for &language in Language::ALL {
            assert_eq!(language.code().parse::<Language>().ok(), Some(language));
        }
        let told = "Place".parse::<Kind>().err().map(|error| error.to_string());
        assert_eq!(told.as_deref(), Some("kind \"Place\", expected organization, person, place, money"));
        assert_eq!(
            "fr".parse::<Language>().err().map(|e| e.to_string()).as_deref(),
            Some("language \"fr\", expected de, en")
        );
    }
}
