//! Rules of the user: code that looks at a page and claims what it finds. The claims join those of konzern and are
//! resolved with them.

use crate::error::Error;
use crate::kind::Kind;
use crate::language::Language;
use crate::span::Span;
use crate::token::{Shape, Token};
use regex::Regex;

/// A piece of text as a rule sees it.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub(crate) text: &'a str,
    pub(crate) language: Language,
    pub(crate) tokens: &'a [Token],
}

impl<'a> Page<'a> {
    /// The text. Spans of claims are bytes of it. Long documents come in several pages, cut between paragraphs.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The language in which it is read.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The words, numbers and signs.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = PageToken<'a>> + ExactSizeIterator + use<'a> {
        let text = self.text;
        self.tokens.iter().map(move |token| PageToken {
            span: token.span(),
            text: token.text(text),
            shape: token.shape,
        })
    }
}

/// A word, number or sign of a [`Page`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageToken<'a> {
    /// Bytes of the page.
    pub span: Span,
    /// What is written there.
    pub text: &'a str,
    /// How it is written.
    pub shape: Shape,
}

/// What a rule has claimed.
#[derive(Default)]
pub struct Claims {
    pub(crate) list: Vec<RuleClaim>,
    pub(crate) rule: u32,
}

/// One claim: no kind means that there is nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RuleClaim {
    pub(crate) span: Span,
    pub(crate) kind: Option<Kind>,
    pub(crate) weight: i32,
    pub(crate) rule: u32,
}

impl Claims {
    /// Claims an entity. `weight` is in hundredths: 100 is a hint, 500 is sure, and a known company without doubt has
    /// about 800. A claim wins when it outweighs all that overlaps it.
    pub fn entity(&mut self, span: Span, kind: Kind, weight: i32) {
        self.list.push(RuleClaim { span, kind: Some(kind), weight, rule: self.rule });
    }

    /// Claims that here is nothing.
    pub fn nothing(&mut self, span: Span, weight: i32) {
        self.list.push(RuleClaim { span, kind: None, weight, rule: self.rule });
    }
}

/// A rule: looks at a page, and only adds claims.
pub trait Rule: Send + Sync {
    /// A stable name, which travels with the entities that the rule claimed.
    fn id(&self) -> &str;
    /// Claims what the rule finds on the page.
    fn apply(&self, page: &Page<'_>, claims: &mut Claims);
}

/// A rule made of a regular expression: each match is an entity, or its group `name` where the expression has one.
pub struct PatternRule {
    id: String,
    pattern: Regex,
    kind: Kind,
    weight: i32,
}

impl PatternRule {
    /// The rule with this expression.
    ///
    /// # Errors
    /// When the expression is not a valid regular expression.
    pub fn new(id: impl Into<String>, pattern: &str, kind: Kind, weight: i32) -> Result<Self, Error> {
        let pattern =
            Regex::new(pattern).map_err(|e| Error::settings(format!("pattern \"{pattern}\": {e}")))?;
        Ok(Self { id: id.into(), pattern, kind, weight })
    }
}

impl Rule for PatternRule {
    fn id(&self) -> &str {
        &self.id
    }

    fn apply(&self, page: &Page<'_>, claims: &mut Claims) {
        for found in self.pattern.captures_iter(page.text()) {
            if let Some(name) = found.name("name").or_else(|| found.get(0)) {
                claims.entity(Span::new(name.start(), name.end()), self.kind, self.weight);
            }
        }
    }
}
