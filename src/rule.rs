//! Rules of the user: code that looks at a block and claims what it finds. The claims join those of konzern and are
//! resolved with them.

use crate::error::Error;
use crate::kind::Kind;
use crate::language::Language;
use crate::money::Money;
use crate::span::Span;
use crate::token::{Shape, Token};
use regex::Regex;
use std::sync::Arc;

/// A piece of text as a [`Rule`] sees it: a short document whole, of a long one some 16 kB.
#[derive(Clone, Copy, Debug)]
pub struct Block<'a> {
    pub(crate) text: &'a str,
    pub(crate) language: Language,
    pub(crate) tokens: &'a [Token],
}

impl<'a> Block<'a> {
    /// The text. Spans of claims are bytes of it. A document of more than 24 kB comes in several blocks of some 16 kB, cut
    /// between paragraphs where there are any, else after a sentence or at a blank. So no rule sees what stands in another block.
    /// Character references of HTML (`&uuml;`) stand as their characters here; entities are told in bytes of the document.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The language in which it is read.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The words, numbers and signs, in the order of the text, without the white space between them.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = BlockToken<'a>> + ExactSizeIterator + use<'a> {
        let text = self.text;
        self.tokens.iter().map(move |token| BlockToken {
            span: token.span(),
            text: token.text(text),
            shape: token.shape,
        })
    }
}

/// A word, number or sign of a [`Block`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BlockToken<'a> {
    /// Bytes of the block.
    pub span: Span,
    /// What is written there.
    pub text: &'a str,
    /// How it is written.
    pub shape: Shape,
}

/// What a rule has claimed. Spans are bytes of the [block](Block::text).
///
/// `weight` is in hundredths: 100 is a hint, 500 is sure, and a known company without doubt has about 800. A claim wins
/// when it outweighs all that overlaps it, with what links names to their neighbours; one without a positive weight
/// never does. A claim whose span lies outside the block, or begins or ends within a character, is left out: it can be
/// no place in the text. So is a name or an amount of white space alone.
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
    ///
    /// ```
    /// use konzern::{Block, Claims, Currency, Extractor, Money, Rule, Span};
    ///
    /// struct Stake;
    ///
    /// impl Rule for Stake {
    ///     fn id(&self) -> &str {
    ///         "stake"
    ///     }
    ///
    ///     fn apply(&self, block: &Block<'_>, claims: &mut Claims) {
    ///         for (start, stake) in block.text().match_indices("ein Heiermann") {
    ///             if let Some(mark) = Currency::new("DEM") {
    ///                 claims.money(Span::new(start, start + stake.len()), Money::new(mark, 5.into()), 900);
    ///             }
    ///         }
    ///     }
    /// }
    ///
    /// let extractor = Extractor::builder().rule(Stake).build()?;
    /// let found = extractor.extract("Das kostete ein Heiermann.");
    /// assert_eq!(found[0].money.as_ref().map(|money| money.to_string()).as_deref(), Some("5 DEM"));
    /// # Ok::<(), konzern::Error>(())
    /// ```
    pub fn money(&mut self, span: Span, money: Money, weight: i32) {
        self.add(span, Claimed::Money(money), weight);
    }

    /// Claims that here is nothing: where it wins no entity is reported, no nested one either.
    ///
    /// ```
    /// use konzern::{Block, Claims, Extractor, Rule, Span};
    ///
    /// /// In our minutes "Berlin" in brackets is a room.
    /// struct Rooms;
    ///
    /// impl Rule for Rooms {
    ///     fn id(&self) -> &str {
    ///         "rooms"
    ///     }
    ///
    ///     fn apply(&self, block: &Block<'_>, claims: &mut Claims) {
    ///         for (start, room) in block.text().match_indices("[Berlin]") {
    ///             claims.nothing(Span::new(start, start + room.len()), 2000);
    ///         }
    ///     }
    /// }
    ///
    /// let extractor = Extractor::builder().rule(Rooms).build()?;
    /// assert!(extractor.extract("Wir tagen in [Berlin].").is_empty());
    /// # Ok::<(), konzern::Error>(())
    /// ```
    pub fn nothing(&mut self, span: Span, weight: i32) {
        self.add(span, Claimed::Nothing, weight);
    }

    fn add(&mut self, span: Span, claimed: Claimed, weight: i32) {
        self.list.push(RuleClaim { span, claimed, weight, rule: self.rule });
    }
}

/// A rule: looks at a block, and only adds claims. They compete with those of konzern, and with those of other rules.
///
/// ```
/// use konzern::{Block, Claims, Extractor, Kind, Rule, Shape, Span};
///
/// /// Ships: "MS" with the word behind it.
/// struct Ships;
///
/// impl Rule for Ships {
///     fn id(&self) -> &str {
///         "ships"
///     }
///
///     fn apply(&self, block: &Block<'_>, claims: &mut Claims) {
///         let tokens: Vec<_> = block.tokens().collect();
///         for pair in tokens.windows(2) {
///             if pair[0].text == "MS" && pair[1].shape == Shape::Capital {
///                 claims.entity(Span::new(pair[0].span.start, pair[1].span.end), Kind::Organization, 900);
///             }
///         }
///     }
/// }
///
/// let extractor = Extractor::builder().rule(Ships).build()?;
/// let found = extractor.extract("Die MS Quaxo lief aus.");
/// assert_eq!((found[0].text, found[0].rule), ("MS Quaxo", Some("ships")));
/// # Ok::<(), konzern::Error>(())
/// ```
///
/// Rules that are chosen while the program runs may be boxed: `Box<dyn Rule>` and `Arc<dyn Rule>` are rules as well. A
/// rule is asked from all threads that use the extractor. Where it panics, the extraction does; the
/// [`Scratch`](crate::Scratch) may be used again.
pub trait Rule: Send + Sync {
    /// A stable name, which travels with the entities that the rule claimed.
    fn id(&self) -> &str;
    /// Claims what the rule finds in the block.
    fn apply(&self, block: &Block<'_>, claims: &mut Claims);
}

impl<R: Rule + ?Sized> Rule for Box<R> {
    fn id(&self) -> &str {
        (**self).id()
    }

    fn apply(&self, block: &Block<'_>, claims: &mut Claims) {
        (**self).apply(block, claims);
    }
}

impl<R: Rule + ?Sized> Rule for Arc<R> {
    fn id(&self) -> &str {
        (**self).id()
    }

    fn apply(&self, block: &Block<'_>, claims: &mut Claims) {
        (**self).apply(block, claims);
    }
}

/// A rule made of a regular expression, in the syntax of the crate `regex`: each match is an entity, or its group
/// `name` where the expression has one.
///
/// ```
/// use konzern::{Extractor, Kind, PatternRule};
/// let rule = PatternRule::new("ships", r"MS (?<name>\p{Lu}\w+)", Kind::Organization, 900)?;
/// let extractor = Extractor::builder().rule(rule).build()?;
/// let found = extractor.extract("Die MS Quaxo lief aus.");
/// assert_eq!((found[0].text, found[0].rule), ("Quaxo", Some("ships")));
/// # Ok::<(), konzern::Error>(())
/// ```
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

    fn apply(&self, block: &Block<'_>, claims: &mut Claims) {
        for found in self.pattern.captures_iter(block.text()) {
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
    use crate::gazetteer::{Entry, Gazetteer};
    use crate::money::{Currency, Decimal};

    /// Claims the same span in each way.
    struct Shells;

    impl Rule for Shells {
        fn id(&self) -> &str {
            "shells"
        }

        fn apply(&self, block: &Block<'_>, claims: &mut Claims) {
            for (start, name) in block.text().match_indices("sieben Muscheln") {
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

    fn pattern(pattern: &str, kind: Kind, weight: i32) -> Result<PatternRule, Error> {
        PatternRule::new("pattern", pattern, kind, weight)
    }

    #[test]
    fn rules_may_be_boxed_and_shared() -> Result<(), Error> {
        let boxed: Box<dyn Rule> = Box::new(pattern("Quaxo", Kind::Person, 2000)?);
        let shared: Arc<dyn Rule> = Arc::new(pattern("Zorbum", Kind::Place, 2000)?);
        let extractor = Extractor::builder().rule(boxed).rule(shared).build()?;
        let found = extractor.extract("Quaxo in Zorbum.");
        let told: Vec<_> = found.iter().map(|it| (it.text, it.kind, it.rule)).collect();
        let id = Some("pattern");
        assert_eq!(told, [("Quaxo", Kind::Person, id), ("Zorbum", Kind::Place, id)]);
        Ok(())
    }

    #[test]
    fn white_space_is_no_name() -> Result<(), Error> {
        let extractor = Extractor::builder().rule(pattern("\\s+|,", Kind::Person, 2000)?).build()?;
        let found = extractor.extract("a b, c\n\nd");
        assert_eq!(found.iter().map(|it| it.text).collect::<Vec<_>>(), [","]);
        Ok(())
    }

    /// Claims that there is nothing in brackets.
    struct Brackets;

    impl Rule for Brackets {
        fn id(&self) -> &str {
            "brackets"
        }

        fn apply(&self, block: &Block<'_>, claims: &mut Claims) {
            if let (Some(open), Some(close)) = (block.text().find('['), block.text().find(']')) {
                claims.nothing(Span::new(open, close + 1), 9000);
            }
        }
    }

    #[test]
    fn where_nothing_is_no_name_is_nested() -> Result<(), Error> {
        let names = Gazetteer::builder().entry(Entry::new("q", Kind::Organization, "Quaxo")).build()?;
        let builder = Extractor::builder().rule(Brackets).gazetteer(names);
        for nested in [false, true] {
            let extractor = builder.clone().nested(nested).build()?;
            assert!(extractor.extract("Im Raum [Quaxo Berlin 5 Euro] tagt man.").is_empty());
        }
        Ok(())
    }

    #[test]
    fn nested_names_of_rules_are_of_another_kind() -> Result<(), Error> {
        let found = |text: &str, rule: PatternRule| -> Result<Vec<(String, Kind)>, Error> {
            let extractor = Extractor::builder().nested(true).rule(rule).build()?;
            Ok(extractor.extract(text).iter().map(|it| (it.text.to_owned(), it.kind)).collect())
        };
        let ship = pattern("Fähre nach Hamburg", Kind::Organization, 9000)?;
        let expected = [("Fähre nach Hamburg", Kind::Organization), ("Hamburg", Kind::Place)];
        assert_eq!(
            found("Die Fähre nach Hamburg lief aus.", ship)?,
            expected.map(|(text, kind)| (text.to_owned(), kind))
        );
        let court = pattern("Landgericht\\b", Kind::Organization, 50)?;
        let expected = [("Landgericht Hamburg", Kind::Organization), ("Hamburg", Kind::Place)];
        assert_eq!(
            found("Das Landgericht Hamburg urteilt.", court)?,
            expected.map(|(text, kind)| (text.to_owned(), kind))
        );
        // The country in a currency is no name, unless a rule says so.
        let country = |weight| pattern("US", Kind::Place, weight);
        let text = "Es kostet 30 Milliarden US-Dollar.";
        let amount = ("30 Milliarden US-Dollar".to_owned(), Kind::Money);
        assert_eq!(found(text, country(0)?)?, std::slice::from_ref(&amount));
        assert_eq!(found(text, country(100)?)?, [amount, ("US".to_owned(), Kind::Place)]);
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
