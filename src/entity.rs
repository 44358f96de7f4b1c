//! What is found: entities with their spans.

use crate::gazetteer::EntryRef;
use crate::kind::{Form, Kind};
use crate::money::Money;
use crate::span::Span;
use serde::Serialize;

/// A name, or an amount of money, and where it stands.
///
/// Borrows the text and the gazetteer in which its entry stands. As JSON it is an object of these fields; what there is not is
/// left out.
///
/// ```
/// use konzern::{Form, Kind};
/// let found = konzern::extract("Für das Tiktok-Gebot zahlt Walmart 5 Milliarden Dollar.");
/// let [part, name, amount] = found.as_slice() else { panic!("{found:?}") };
/// assert_eq!((part.text, part.kind, part.form), ("Tiktok", Kind::Organization, Form::Part));
/// // Of bytes, not of characters: "ü" has two.
/// assert_eq!((name.span.start, name.class, name.entry.map(|entry| entry.id())), (28, Some("company"), Some("walmart")));
/// assert_eq!(amount.money.as_ref().map(|money| money.to_string()).as_deref(), Some("5000000000 USD"));
/// assert!(found.iter().all(|entity| entity.score > 0.5));
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Entity<'a> {
    /// Bytes of the text as it was given.
    pub span: Span,
    /// The text under the span, as the author wrote it.
    pub text: &'a str,
    /// What it names.
    pub kind: Kind,
    /// Whether it is the name itself, a part of a compound, or derived from a place.
    pub form: Form,
    /// The entry of a gazetteer that stands behind it, if one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryRef<'a>>,
    /// The class of the entry ("company", "city"), if there is one, and where it is sure without one: the Senate of a country whose
    /// Senate no list has is a "parliament", and the words of a name may tell it ("Quaxo GmbH", "Universität Quaxdorf").
    ///
    /// ```
    /// let found = konzern::extract("Die Quaxo GmbH wächst.");
    /// assert_eq!((found[0].entry, found[0].class), (None, Some("company")));
    /// ```
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<&'a str>,
    /// The amount, for money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub money: Option<Money>,
    /// How sure it is: above 0.5, and at most 1.
    pub score: f32,
    /// The id of the rule that claimed it, for money and for rules of the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'a str>,
}
