//! Words beside a name that tell which of its bearers is meant: a dentist called like a singer is another person, and a name bound to a
//! place ("the Senate in Manila") is that of there.
//!
//! Only what such words say. Which entry follows from it is decided in `linking`, and for surnames in `memory`.

use crate::fold::{ByHash, hash, hash_word};
use crate::token::{Marks, Shape, Token};
use crate::tsv::included;
use once_cell::sync::Lazy;
use std::collections::HashMap;

/// How many titles may stand between a role and a name ("Zahnärztin Prof. Dr. Berg"), and how many words before a role behind a comma
/// ("a high school teacher").
const MOST_BETWEEN: usize = 3;

/// What a word says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// An article, which may stand before a place ("in der Schweiz") and bind it by itself ("Nationalbank der Ukraine").
    Article,
    /// The name before it is bound to the place behind it: "of", "von".
    Of,
    /// The same, and that place has the other within it: "in".
    In,
    /// It is the role of a person: the classes of known people who have it, joined by `|`.
    Role(&'static str),
}

/// The words of both languages. A role of the other language does no harm.
static WORDS: Lazy<HashMap<u64, Says, ByHash>> = Lazy::new(|| {
    let mut words = HashMap::default();
    for table in [include_str!("../data/de/beside.tsv"), include_str!("../data/en/beside.tsv")] {
        for [word, class, endings, fits] in included(table) {
            let says = match class {
                "in" => Says::In,
                "of" => Says::Of,
                "article" => Says::Article,
                _ => Says::Role(fits),
            };
            for ending in endings.split('|') {
                words.insert(hash_word(&format!("{word}{ending}")), says);
            }
        }
    }
    words
});

fn says(token: &Token) -> Option<Says> {
    WORDS.get(&token.hash).copied()
}

/// True for a word that binds the name before it to the place behind it.
pub(crate) fn binds(token: &Token) -> bool {
    matches!(says(token), Some(Says::In | Says::Of | Says::Article))
}

/// True for a word before the place that has the one before the word within it.
pub(crate) fn is_within(token: &Token) -> bool {
    says(token) == Some(Says::In)
}

/// The classes of known people who have the role that stands beside a name: "Landwirt Thomas Müller", "Paul Simon, the sheriff of".
pub(crate) fn role(tokens: &[Token], first: usize, last: usize) -> Option<Role> {
    role_before(tokens, first).or_else(|| role_behind(tokens, last))
}

/// The classes of those who have a role.
#[derive(Clone, Copy)]
pub(crate) struct Role(&'static str);

impl Role {
    /// True when a known person of this class may have it.
    pub(crate) fn fits(self, class: &str) -> bool {
        class == "person" || self.0.split('|').any(|other| other == class)
    }
}

fn as_role(token: &Token) -> Option<Role> {
    match says(token)? {
        Says::Role(classes) => Some(Role(classes)),
        _ => None,
    }
}

fn role_before(tokens: &[Token], first: usize) -> Option<Role> {
    let mut before = tokens.get(..first)?.iter().rev().take(MOST_BETWEEN);
    let is_title = |token: &Token| token.marks.has(Marks::DOT) && as_role(token).is_none();
    before.find(|token| !is_title(token)).and_then(as_role)
}

/// In "Michael Jordan, Bürgermeister Schmidt und" the role is that of the next.
fn role_behind(tokens: &[Token], last: usize) -> Option<Role> {
    tokens.get(last + 1).filter(|sign| sign.hash == hash(b","))?;
    let behind = tokens.get(last + 2..)?;
    let at = behind.iter().take(MOST_BETWEEN + 1).take_while(|token| {
        // The son of a farmer is none.
        let is_of = matches!(says(token), Some(Says::In | Says::Of));
        !is_of && (token.shape == Shape::Lower || as_role(token).is_some())
    });
    let (at, role) = at.enumerate().find_map(|(at, token)| Some((at, as_role(token)?)))?;
    let is_other = behind.get(at + 1).is_some_and(|next| next.shape.is_name_like());
    (!is_other).then_some(role)
}
