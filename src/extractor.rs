//! The extractor: what a user can set and call. The stages themselves are put together in `pipeline`.

use crate::candidate::Context;
use crate::class::class_of;
use crate::deny::Denied;
use crate::entity::Entity;
use crate::error::Error;
use crate::gazetteer::Gazetteer;
use crate::image::{Bytes, Image};
use crate::kind::{Form, Kind};
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::linking::Find;
use crate::money;
use crate::pipeline::{Scratch, Tools};
use crate::reference::Origin;
use crate::resolve::{Claim, Source};
use crate::rule::{Claimed, Rule};
use crate::score::SpanWeights;
use once_cell::sync::Lazy;
use std::fmt;
use std::sync::Arc;

/// A match keeps the number of its gazetteer in a byte, with that of the shipped one.
const MOST_GAZETTEERS: usize = 200;

/// The compiled tables that come with the crate.
static IMAGE: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/konzern.img")));

/// Begins at a cache line, as the tables in the image expect.
#[repr(C, align(64))]
struct Aligned<B: ?Sized>(B);

/// What is shipped, opened at the first use and shared by all extractors.
struct Shipped {
    lexicon: Lexicon,
    money: money::Lexicon,
    gazetteer: Gazetteer,
    spans: [SpanWeights; Language::ALL.len()],
}

static SHIPPED: Lazy<Arc<Shipped>> = Lazy::new(|| {
    // The image is made by the build script of this very crate. A test opens it with its checksum.
    let image = Image::open(Bytes::Static(&IMAGE.0), false).unwrap_or_else(|_| Image::empty());
    let lexicon = Lexicon::from_image(&image);
    let gazetteer = Gazetteer::from_image(image);
    let spans = Language::EACH.map(|language| SpanWeights::new(&lexicon, &gazetteer, language));
    Arc::new(Shipped { lexicon, money: money::Lexicon::shipped(), gazetteer, spans })
});

static DEFAULT: Lazy<Extractor> = Lazy::new(Extractor::default);

/// Finds organisations, people, places and money in `text` with the default settings.
///
/// ```
/// let found = konzern::extract("Walmart bietet mit Microsoft für Tiktok.");
/// let names: Vec<&str> = found.iter().map(|entity| entity.text).collect();
/// assert_eq!(names, ["Walmart", "Microsoft", "Tiktok"]);
/// ```
pub fn extract(text: &str) -> Vec<Entity<'_>> {
    DEFAULT.extract(text)
}

/// What a user can set.
#[derive(Clone, Default)]
struct Settings {
    language: Option<Language>,
    kinds: Option<Vec<Kind>>,
    gazetteers: Vec<Gazetteer>,
    rules: Vec<Arc<dyn Rule>>,
    denied: Denied,
    min_score: f32,
    nested: bool,
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules: Vec<&str> = self.rules.iter().map(|rule| rule.id()).collect();
        f.debug_struct("Settings")
            .field("language", &self.language)
            .field("kinds", &self.kinds)
            .field("gazetteers", &self.gazetteers)
            .field("rules", &rules)
            .field("denied", &self.denied.len())
            .field("min_score", &self.min_score)
            .field("nested", &self.nested)
            .finish()
    }
}

/// Finds entities. Made once, used for any number of texts, from any number of threads.
///
/// ```
/// use konzern::{Extractor, Kind};
/// let extractor = Extractor::builder().kinds([Kind::Place]).min_score(0.6).build()?;
/// let found = extractor.extract("Die Deutsche Bank verlässt Moskau.");
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].text, "Moskau");
/// # Ok::<(), konzern::Error>(())
/// ```
///
/// A clone shares the tables and lists with the first.
#[derive(Clone)]
pub struct Extractor {
    shipped: Arc<Shipped>,
    /// The shipped gazetteer first.
    gazetteers: Vec<Gazetteer>,
    settings: Settings,
}

impl Default for Extractor {
    /// The extractor without any settings.
    fn default() -> Self {
        Self::with(Settings::default())
    }
}

impl fmt::Debug for Extractor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Extractor").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// Settings of an [`Extractor`], made by [`Extractor::builder`].
///
/// ```
/// use konzern::{Extractor, Language};
/// let builder = Extractor::builder().language(Language::De).nested(true).deny("Frankfurt");
/// let extractor = builder.build()?;
/// let found = extractor.extract("Das Landgericht Hamburg sitzt nicht in Frankfurt.");
/// let names: Vec<&str> = found.iter().map(|entity| entity.text).collect();
/// assert_eq!(names, ["Landgericht Hamburg", "Hamburg"]);
/// // What makes no sense is told when it is built.
/// assert!(Extractor::builder().min_score(5.0).build().is_err());
/// # Ok::<(), konzern::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ExtractorBuilder {
    settings: Settings,
    denied: Vec<String>,
}

impl ExtractorBuilder {
    /// Takes all texts to be in this language, instead of finding it out for each.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.settings.language = Some(language);
        self
    }

    /// Reports only these kinds. The others still compete: a place does not become a person because places are not
    /// asked for. Where only amounts of money are, and no list of your own is given, names are not looked for, since none wins
    /// against an amount; that is five times as fast.
    #[must_use]
    pub fn kinds(mut self, kinds: impl IntoIterator<Item = Kind>) -> Self {
        self.settings.kinds = Some(kinds.into_iter().collect());
        self
    }

    /// Adds a gazetteer of your own. Its entries go before those of the same kind that come with konzern, and before those of
    /// gazetteers that were added earlier. Where lists have a name as different kinds, the text decides of which kind it is:
    /// "nach Quaxo" is the place, whichever list has it.
    #[must_use]
    pub fn gazetteer(mut self, gazetteer: Gazetteer) -> Self {
        self.settings.gazetteers.push(gazetteer);
        self
    }

    /// Adds a rule of your own.
    #[must_use]
    pub fn rule(mut self, rule: impl Rule + 'static) -> Self {
        self.settings.rules.push(Arc::new(rule));
        self
    }

    /// Never reports this name, in whatever case, with its endings and in the compounds of which it is a part. It is dropped after
    /// all is decided, so that denying it never brings up another find in its place. Longer names, with it inside, stay. An
    /// amount of money is denied as it is written.
    #[must_use]
    pub fn deny(mut self, name: impl Into<String>) -> Self {
        self.denied.push(name.into());
        self
    }

    /// Reports only entities with at least this score, from 0 to 1. All that is found has more than 0.5, so a lower one changes
    /// nothing.
    #[must_use]
    pub fn min_score(mut self, score: f32) -> Self {
        self.settings.min_score = score;
        self
    }

    /// Reports names inside of other names as well, after the outer ones: "München" in "FC Bayern München". They are of
    /// another kind than the outer name, or stand in a list of yours: a surname is no second person. Inside of an
    /// amount of money there are only those of your lists and rules, and none where
    /// [`Claims::nothing`](crate::Claims::nothing) won.
    #[must_use]
    pub fn nested(mut self, nested: bool) -> Self {
        self.settings.nested = nested;
        self
    }

    /// The extractor.
    ///
    /// # Errors
    /// When a setting makes no sense: a score outside 0 to 1, more than 200 gazetteers, a denied name without a word.
    pub fn build(&self) -> Result<Extractor, Error> {
        let score = self.settings.min_score;
        if !(0.0..=1.0).contains(&score) {
            return Err(Error::settings(format!("minimum score \"{score}\", expected a number from 0 to 1")));
        }
        let gazetteers = self.settings.gazetteers.len();
        if gazetteers > MOST_GAZETTEERS {
            return Err(Error::settings(format!(
                "{gazetteers} gazetteers, expected at most {MOST_GAZETTEERS}"
            )));
        }
        let mut extractor = Extractor::with(self.settings.clone());
        let mut denied = Denied::default();
        for name in &self.denied {
            denied.add(&extractor.tools(), name)?;
        }
        extractor.settings.denied = denied;
        Ok(extractor)
    }
}

impl Extractor {
    /// Begins the settings of an extractor.
    pub fn builder() -> ExtractorBuilder {
        ExtractorBuilder::default()
    }

    /// The gazetteer that comes with konzern, to be looked into.
    ///
    /// ```
    /// let extractor = konzern::Extractor::default();
    /// assert_eq!(extractor.shipped_gazetteer().lookup("Volkswagen")[0].entry.country(), Some("DE"));
    /// ```
    pub fn shipped_gazetteer(&self) -> &Gazetteer {
        &self.shipped.gazetteer
    }

    fn with(settings: Settings) -> Self {
        let shipped = Arc::clone(&SHIPPED);
        let mut gazetteers = vec![shipped.gazetteer.clone()];
        gazetteers.extend(settings.gazetteers.iter().cloned());
        Self { shipped, gazetteers, settings }
    }

    pub(crate) fn tools(&self) -> Tools<'_> {
        Tools {
            lexicon: &self.shipped.lexicon,
            money: &self.shipped.money,
            spans: &self.shipped.spans,
            gazetteers: &self.gazetteers,
            rules: &self.settings.rules,
            names: true,
        }
    }

    /// True when something else than amounts is asked for, or may stand in the way of one.
    fn wants_names(&self) -> bool {
        let only_money =
            |kinds: &Vec<Kind>| !kinds.is_empty() && kinds.iter().all(|kind| *kind == Kind::Money);
        self.gazetteers.len() > 1 || !self.settings.kinds.as_ref().is_some_and(only_money)
    }

    /// Finds the entities of a text, in its order. With [`nested`](ExtractorBuilder::nested), names inside of others
    /// come after those.
    pub fn extract<'a>(&'a self, text: &'a str) -> Vec<Entity<'a>> {
        let mut entities = Vec::new();
        self.extract_with(text, None, &mut Scratch::default(), &mut entities);
        entities
    }

    /// The same with buffers that are reused, and with a language that goes before that of the settings. Appends to
    /// `entities`; gives back the language in which the text was read.
    ///
    /// ```
    /// use konzern::{Extractor, Language, Scratch};
    /// let extractor = Extractor::default();
    /// // One for each thread. It holds no text: only the entities borrow theirs.
    /// let mut scratch = Scratch::default();
    /// let texts = ["Siemens baut in Berlin.", "Shares in Apple Inc. fell."];
    /// let mut found = Vec::new();
    /// let languages = texts.map(|text| extractor.extract_with(text, None, &mut scratch, &mut found));
    /// assert_eq!(languages, [Language::De, Language::En]);
    /// assert_eq!(found.iter().map(|entity| entity.text).collect::<Vec<_>>(), ["Siemens", "Berlin", "Apple Inc."]);
    /// ```
    pub fn extract_with<'a>(
        &'a self,
        text: &'a str,
        language: Option<Language>,
        scratch: &mut Scratch,
        entities: &mut Vec<Entity<'a>>,
    ) -> Language {
        let tools = Tools { names: self.wants_names(), ..self.tools() };
        self.winners(&tools, text, language, scratch, |scratch, origin, block, language| {
            let context = scratch.context(&tools, block, language);
            for winner in &scratch.winners {
                entities.extend(self.entity(text, origin, &context, scratch, *winner));
            }
        })
    }

    /// Decides a text block by block; `visit` is called with the winners of each in the scratch, with where the block
    /// stands, its text as it was read and its language. Gives back the language.
    pub(crate) fn winners(
        &self,
        tools: &Tools<'_>,
        text: &str,
        language: Option<Language>,
        scratch: &mut Scratch,
        mut visit: impl FnMut(&Scratch, Origin<'_>, &str, Language),
    ) -> Language {
        let language = language.or(self.settings.language);
        scratch.read_document(tools, text, language, |scratch, origin, block, language| {
            if self.settings.nested {
                scratch.nest(tools, block, language);
            }
            visit(scratch, origin, block, language);
        })
    }

    /// Turns a winner into an entity, if it is one that the user asked for. `origin` is where its block stands.
    pub(crate) fn entity<'a>(
        &'a self,
        text: &'a str,
        origin: Origin<'_>,
        context: &Context<'_>,
        scratch: &Scratch,
        winner: Claim,
    ) -> Option<Entity<'a>> {
        // What won only as it keeps two others apart is no find.
        if winner.weight <= 0 {
            return None;
        }
        let span = origin.span(winner.span);
        let text = span.of(text);
        if self.settings.denied.has(scratch, winner, text) {
            return None;
        }
        let mut entity = Entity {
            span,
            text,
            kind: Kind::Money,
            form: Form::Name,
            entry: None,
            class: None,
            money: None,
            score: probability(winner.weight),
            rule: None,
        };
        match winner.source {
            Source::Money(number) => {
                let found = scratch.money.get(number as usize)?;
                entity.money = Some(found.money.clone());
                entity.rule = Some(found.rule.name());
            }
            Source::Rule(number) => {
                let claim = scratch.rule_claims.list.get(number as usize)?;
                match &claim.claimed {
                    Claimed::Nothing => return None,
                    Claimed::Name(kind) => entity.kind = *kind,
                    Claimed::Money(money) => entity.money = Some(money.clone()),
                }
                entity.rule = self.settings.rules.get(claim.rule as usize).map(|rule| rule.id());
            }
            Source::Candidate(lane, index) => {
                let candidate = scratch.candidates.list.get(index as usize)?;
                (entity.kind, entity.form) = candidate.kind_in(usize::from(lane), context.language);
                let find = Find {
                    gazetteers: &self.gazetteers,
                    scratch,
                    candidate,
                    kind: entity.kind,
                    form: entity.form,
                    language: context.language,
                };
                let linked = find.entry();
                (entity.entry, entity.class) = (linked.entry, linked.class);
                let is_unknown = linked.entry.is_none() && linked.class.is_none();
                if is_unknown && entity.form != Form::Derived {
                    let told = class_of(context, candidate, entity.kind);
                    entity.class = told.or_else(|| scratch.memory.class_of(candidate.key, entity.kind));
                }
            }
        }
        let wanted = self.settings.kinds.as_ref().is_none_or(|kinds| kinds.contains(&entity.kind));
        (wanted && entity.score >= self.settings.min_score).then_some(entity)
    }
}

/// The logistic curve over a score in hundredths.
fn probability(weight: i32) -> f32 {
    1.0 / (1.0 + (-(weight as f32) / 100.0).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_image_is_sound() {
        assert_eq!(
            Image::open(Bytes::Static(&IMAGE.0), true).map(|_| ()).map_err(|error| error.to_string()),
            Ok(())
        );
    }
}
