//! Rules of the user: code that looks at a page and claims what it finds. The claims join those of konzern and are
//! resolved with them.

use crate::error::Error;
use crate::kind::Kind;
use crate::language::Language;
use crate::money::Money;
use crate::span::Span;
use crate::token::{Shape, Token};
use regex::Regex;

/// A piece of text as a rule sees it.
#[derive(Clone, Copy, Debug)]
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
#[non_exhaustive]
pub struct PageToken<'a> {
    /// Bytes of the page.
    pub span: Span,
    /// What is written there.
    pub text: &'a str,
    /// How it is written.
    pub shape: Shape,
}

/// What a rule has claimed.
///
/// `weight` is in hundredths: 100 is a hint, 500 is sure, and a known company without doubt has about 800. A claim wins when it
/// outweighs all that overlaps it; one without a positive weight never does. A claim whose span lies outside the page, or begins
/// or ends within a character, is left out: it can be no place in the text.
#[derive(Debug, Default)]
pub struct Claims {
    pub(crate) list: Vec<RuleClaim>,
    pub(crate) rule: u32,
}

/// One claim.
#[derive(Clone, Debug)]
pub(crate) struct RuleClaim {
    pub(crate) span: Span,
    pub(crate) claimed: Claimed,
    pub(crate) weight: i32,
    pub(crate) rule: u32,
}

/// What a rule says that there is.
#[derive(Clone, Debug)]
pub(crate) enum Claimed {
    Nothing,
    Name(Kind),
    Money(Money),
}

impl Claims {
    /// Claims a name: an organization, a person or a place. A claim of [`Kind::Money`] is left out, as it does not say how
    /// much: for that there is [`money`](Self::money).
    pub fn entity(&mut self, span: Span, kind: Kind, weight: i32) {
        if kind != Kind::Money {
            self.add(span, Claimed::Name(kind), weight);
        }
    }

    /// Claims an amount of money.
    pub fn money(&mut self, span: Span, money: Money, weight: i32) {
        self.add(span, Claimed::Money(money), weight);
    }

    /// Claims that here is nothing.
    pub fn nothing(&mut self, span: Span, weight: i32) {
        self.add(span, Claimed::Nothing, weight);
    }

    fn add(&mut self, span: Span, claimed: Claimed, weight: i32) {
        self.list.push(RuleClaim { span, claimed, weight, rule: self.rule });
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
#[derive(Clone, Debug)]
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
    /// When the expression is not a valid regular expression, or the kind is money: an expression cannot say how much it is.
    pub fn new(id: impl Into<String>, pattern: &str, kind: Kind, weight: i32) -> Result<Self, Error> {
        if kind == Kind::Money {
            return Err(Error::settings(format!(
                "pattern \"{pattern}\" for money, expected another kind: amounts are claimed by Claims::money"
            )));
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extractor::Extractor;
    use crate::money::{Currency, Decimal};

    /// Claims the same span in each way.
    struct Shells;

    impl Rule for Shells {
        fn id(&self) -> &str {
            "shells"
        }

        fn apply(&self, page: &Page<'_>, claims: &mut Claims) {
            for (start, name) in page.text().match_indices("sieben Muscheln") {
                let span = Span::new(start, start + name.len());
                claims.entity(span, Kind::Money, 2000);
                if let Some(currency) = Currency::new("XXX") {
                    claims.money(span, Money::new(currency, Decimal::from(7)), 900);
                }
                claims.entity(Span::new(start, start + 1000), Kind::Person, 2000);
            }
        }
    }

    #[test]
    fn an_amount_is_claimed_with_its_value() -> Result<(), Error> {
        let extractor = Extractor::builder().rule(Shells).build()?;
        let found = extractor.extract("Es kostet sieben Muscheln.");
        let told: Vec<_> = found.iter().map(|it| (it.text, it.kind, it.rule)).collect();
        assert_eq!(told, [("sieben Muscheln", Kind::Money, Some("shells"))]);
        assert_eq!(found[0].money.as_ref().and_then(Money::amount), Some(Decimal::from(7)));
        Ok(())
    }

    #[test]
    fn a_pattern_says_no_amount() {
        let error = PatternRule::new("shells", "[0-9]+ Taler", Kind::Money, 900).err();
        assert!(error.is_some_and(|error| error.kind() == crate::error::ErrorKind::Settings));
        let error = PatternRule::new("open", "(", Kind::Place, 900).err().map(|error| error.to_string());
        assert!(error.is_some_and(|error| error.starts_with("pattern \"(\": ")));
    }
}
