//! What can be found: the closed sets of kinds and forms.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a span names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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
    pub const ALL: [Kind; 4] = [Kind::Organization, Kind::Person, Kind::Place, Kind::Money];

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
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// How a span relates to the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// The name itself, with its ending: "Microsoft", "Microsofts".
    Name,
    /// A name inside a compound; the span is the name alone: "Tiktok" in "Tiktok-Gebot".
    Part,
    /// An adjective or demonym of a place: "amerikanische", "Amerikanern".
    Derived,
}

impl Form {
    /// The name used in output.
    pub const fn name(self) -> &'static str {
        match self {
            Form::Name => "name",
            Form::Part => "part",
            Form::Derived => "derived",
        }
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
