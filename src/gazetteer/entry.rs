//! Entries of a gazetteer, whether they come from code or from a list: one road for both. How lists are read is known in
//! `list`, how entries are stored and found in `build`.

use super::flags::Flags;
use crate::error::{Error, shorten};
use crate::fold::has_control;
use crate::kind::Kind;

/// One spelling of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Surface {
    pub(crate) text: String,
    pub(crate) flags: Flags,
}

impl Surface {
    /// The spelling `text`, which is taken as it is: brackets are part of it.
    ///
    /// # Errors
    /// When there is no letter or digit in it: it would be found at every full stop.
    pub(crate) fn new(text: &str, flags: Flags) -> Result<Self, Error> {
        let (mut text, mut flags) = (text.trim(), flags);
        if let Some(handle) = text.strip_prefix('@') {
            (text, flags) = (handle.trim(), flags.with(Flags::HANDLE));
        }
        if !text.contains(char::is_alphanumeric) {
            return Err(Error::new(format!(
                "name \"{}\", expected one with a letter or digit",
                shorten(text)
            )));
        }
        // An acronym in small letters is another word ("who", "it").
        let letters = || text.chars().filter(|c| c.is_alphabetic());
        if letters().count() >= 2 && letters().all(char::is_uppercase) {
            flags = flags.with(Flags::CASE);
        }
        Ok(Self { text: text.to_owned(), flags })
    }

    /// # Errors
    /// When no text has it: the name of an account ends at the first sign, what has a control character is no name, and no text
    /// is in two languages.
    fn check(&self) -> Result<(), Error> {
        let told = || shorten(&self.text.escape_debug().to_string());
        if has_control(&self.text) {
            return Err(Error::new(format!("name \"{}\", expected one without control characters", told())));
        }
        // "de" is no language here, but two flags.
        if self.flags.has(Flags::GERMAN.with(Flags::ENGLISH)) {
            return Err(Error::new(format!(
                "name \"{}\" has both flags d and e, expected one of them, or none where it counts in both languages",
                told()
            )));
        }
        let in_account = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if self.flags.has(Flags::HANDLE) && !self.text.chars().all(in_account) {
            return Err(Error::new(format!(
                "account \"@{}\", expected letters a to z, digits and \"_\" behind the sign",
                told()
            )));
        }
        Ok(())
    }

    /// Reads `Zeit[n]`, as it stands in lists.
    pub(crate) fn parse(cell: &str) -> Result<Self, Error> {
        let Some((text, letters)) = cell.trim().strip_suffix(']').and_then(|cell| cell.rsplit_once('['))
        else {
            // No name has one bracket alone, and a flag that does not act is missed by nobody.
            if cell.matches('[').count() != cell.matches(']').count() {
                let told = format!("brackets of \"{}\" do not close, expected flags as in", shorten(cell));
                return Err(Error::new(format!("{told} \"Ziel[n]\"")));
            }
            return Self::new(cell, Flags::default());
        };
        let mut flags = Flags::default();
        for letter in letters.chars() {
            let flag = Flags::from_letter(letter).ok_or_else(|| {
                let cell = shorten(cell);
                Error::new(format!("unknown flag \"{letter}\" in \"{cell}\", expected c, n, o, d or e"))
            })?;
            flags = flags.with(flag);
        }
        Self::new(text, flags)
    }
}

/// An entry of a gazetteer: one company, person or place with all its names.
///
/// Names are taken as they are written: the brackets with flags that lists have (`Zeit[n]`) are [`Flags`] here. All
/// else is as in lists: a name in capitals counts only in capitals, one that begins with `@` is the name of an account,
/// blanks around it do not count. What makes no sense as an entry is an error when the gazetteer is
/// [built](crate::GazetteerBuilder::build).
///
/// ```
/// use konzern::{Entry, Flags, Kind};
/// let entry = Entry::new("acme", Kind::Organization, "Acme").alias("Acme Rockets").flagged_alias("AR", Flags::CUE);
/// assert_eq!(entry.id(), "acme");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) class: String,
    pub(crate) name: String,
    pub(crate) legal: String,
    pub(crate) country: String,
    pub(crate) parent: String,
    pub(crate) identifiers: Vec<(String, String)>,
    /// The aliases as they were given; with the names, once the entry is [complete](Self::complete).
    pub(crate) surfaces: Vec<Surface>,
}

impl Entry {
    /// An entry with its canonical name, which is also its first surface. Without an id (`""`) it is known by its name.
    pub fn new(id: impl Into<String>, kind: Kind, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            kind,
            class: kind.name().to_owned(),
            name: name.into(),
            legal: String::new(),
            country: String::new(),
            parent: String::new(),
            identifiers: Vec::new(),
            surfaces: Vec::new(),
        }
    }

    /// Sets the class: one of those that come with konzern, of the same kind ("company", "bank", "city"), or one of your own.
    #[must_use]
    pub fn class(mut self, class: impl Into<String>) -> Self {
        self.class = class.into();
        self
    }

    /// Sets the full legal name, which is a surface as well.
    #[must_use]
    pub fn legal_name(mut self, name: impl Into<String>) -> Self {
        self.legal = name.into();
        self
    }

    /// Sets the country: its code of ISO 3166 alpha-2.
    #[must_use]
    pub fn country(mut self, code: impl Into<String>) -> Self {
        self.country = code.into();
        self
    }

    /// Sets the id of the entry that owns this one. It may stand in another list, so nobody checks that it exists.
    #[must_use]
    pub fn parent(mut self, id: impl Into<String>) -> Self {
        self.parent = id.into();
        self
    }

    /// Adds a further surface.
    #[must_use]
    pub fn alias(self, text: impl Into<String>) -> Self {
        self.flagged_alias(text, Flags::default())
    }

    /// Adds a surface with flags. One that repeats the name takes its place: so the name itself gets flags.
    #[must_use]
    pub fn flagged_alias(mut self, text: impl Into<String>, flags: Flags) -> Self {
        self.surfaces.push(Surface { text: text.into(), flags });
        self
    }

    /// Adds an identifier of another register ("isin", "lei", "wikidata"), one for each register. An empty one is none.
    #[must_use]
    pub fn identifier(mut self, register: impl Into<String>, value: impl Into<String>) -> Self {
        self.identifiers.push((register.into(), value.into()));
        self
    }

    /// The id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The entry with all its surfaces: the name and the legal name are two, unless an alias repeats them with flags of its
    /// own. Blanks around what it says are cut off, an id that is missing is the name, and a class the kind.
    ///
    /// # Errors
    /// When it makes no sense, or would be kept as something else than was written.
    pub(crate) fn complete(mut self) -> Result<Self, Error> {
        for field in [
            &mut self.id,
            &mut self.class,
            &mut self.name,
            &mut self.legal,
            &mut self.country,
            &mut self.parent,
        ] {
            trim(field);
        }
        self.check_fields()?;
        if self.name.is_empty() {
            return Err(Error::new("empty name, expected one with a letter or digit"));
        }
        if self.kind == Kind::Money {
            return Err(Error::new(
                "kind \"money\", expected organization, person or place: amounts are no entries",
            ));
        }
        if self.id.is_empty() {
            self.id.clone_from(&self.name);
        }
        if self.class.is_empty() {
            self.kind.name().clone_into(&mut self.class);
        }
        self.check_identifiers()?;
        let given = self.surfaces.into_iter().map(|surface| Surface::new(&surface.text, surface.flags));
        self.surfaces = given.collect::<Result<_, _>>()?;
        for own in [&self.legal, &self.name] {
            if own.is_empty() {
                continue;
            }
            let own = Surface::new(own, Flags::default())?;
            if !self.surfaces.iter().any(|surface| surface.text == own.text) {
                self.surfaces.insert(0, own);
            }
        }
        self.surfaces.iter().try_for_each(Surface::check)?;
        Ok(self)
    }

    /// # Errors
    /// When a field has control characters, such as the end of a line, or the country is no code.
    fn check_fields(&self) -> Result<(), Error> {
        for (what, field) in [("id", &self.id), ("class", &self.class), ("parent", &self.parent)] {
            if field.contains(char::is_control) {
                let field = shorten(&field.escape_debug().to_string());
                return Err(Error::new(format!(
                    "{what} \"{field}\", expected one without control characters"
                )));
            }
        }
        let is_code = |code: &str| code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_uppercase());
        if !self.country.is_empty() && !is_code(&self.country) {
            let country = shorten(&self.country);
            return Err(Error::new(format!("country \"{country}\", expected a code of ISO 3166: \"DE\"")));
        }
        Ok(())
    }

    /// # Errors
    /// When an identifier cannot be stored, or a register stands twice: which of the two would it be?
    fn check_identifiers(&mut self) -> Result<(), Error> {
        for (register, value) in &mut self.identifiers {
            trim(register);
            trim(value);
        }
        self.identifiers.retain(|(register, value)| register.is_empty() || !value.is_empty());
        for (number, (register, value)) in self.identifiers.iter().enumerate() {
            // As they are stored: one "register=value" in a line.
            if register.is_empty() || register.contains(['=', '\n']) || value.contains('\n') {
                let told = shorten(&format!("{register}={value}").replace('\n', " "));
                return Err(Error::new(format!(
                    "identifier \"{told}\", expected a register without \"=\", and no line breaks"
                )));
            }
            if self.identifiers.iter().take(number).any(|(other, _)| other == register) {
                return Err(Error::new(format!("identifier \"{}\" stands twice", shorten(register))));
            }
        }
        Ok(())
    }
}

/// Cuts off the blanks around a field.
fn trim(field: &mut String) {
    let trimmed = field.trim();
    if trimmed.len() < field.len() {
        *field = trimmed.to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surfaces(entry: Entry) -> Result<Vec<(String, Flags)>, Error> {
        Ok(entry.complete()?.surfaces.into_iter().map(|surface| (surface.text, surface.flags)).collect())
    }

    #[test]
    fn names_from_code_are_taken_as_they_are_written() -> Result<(), Error> {
        let entry =
            Entry::new("q", Kind::Organization, "Quaxolit[z]").alias("QUO").alias("@quaxo").alias("Quax[n]");
        let expected = [
            ("Quaxolit[z]", Flags::default()),
            ("QUO", Flags::CASE),
            ("quaxo", Flags::HANDLE),
            ("Quax[n]", Flags::default()),
        ];
        assert_eq!(surfaces(entry)?, expected.map(|(text, flags)| (text.to_owned(), flags)));
        let flagged = Entry::new("q", Kind::Organization, "Ziel")
            .legal_name("Ziel AG")
            .flagged_alias("Ziel", Flags::CUE);
        let expected = [("Ziel AG", Flags::default()), ("Ziel", Flags::CUE)];
        assert_eq!(surfaces(flagged)?, expected.map(|(text, flags)| (text.to_owned(), flags)));
        Ok(())
    }

    #[test]
    fn what_could_never_be_found_is_refused() {
        let entry = |name: &str| Entry::new("q", Kind::Organization, name);
        for (entry, told) in [
            (entry(""), "empty name"),
            (entry(" "), "empty name"),
            (entry("..."), "name \"...\", expected one with a letter or digit"),
            (entry("Q").alias("!"), "name \"!\""),
            (entry("Q").alias(""), "name \"\""),
            (entry("Q").legal_name("-"), "name \"-\""),
            (entry("Qua\u{1}xo"), "name \"Qua\\u{1}xo\", expected one without control characters"),
            (entry("Q").alias("@Deutsche Bahn"), "account \"@Deutsche Bahn\", expected letters a to z"),
            (entry("Q").alias("@Köln"), "account \"@Köln\""),
            (entry("Q").alias("@q.de"), "account \"@q.de\""),
            (
                entry("Q").flagged_alias("Qua", Flags::GERMAN | Flags::ENGLISH),
                "name \"Qua\" has both flags d and e",
            ),
            (entry("Q").identifier("a=b", "c"), "identifier \"a=b=c\""),
            (entry("Q").identifier("a", "c\nd=e"), "identifier \"a=c d=e\""),
            (Entry::new("q", Kind::Money, "Q"), "kind \"money\""),
            (Entry::new("q\nr", Kind::Person, "Q"), "id \"q\\nr\", expected one without control characters"),
            (entry("Q").country("Germany"), "country \"Germany\", expected a code of ISO 3166"),
        ] {
            let error = entry.complete().err().map(|error| error.to_string()).unwrap_or_default();
            assert!(error.starts_with(told), "{error}, expected {told}");
        }
    }

    #[test]
    fn to_complete_twice_changes_nothing() -> Result<(), Error> {
        let entry = Entry::new("q", Kind::Organization, "Q7").alias("@QX").legal_name("Q7 AG").complete()?;
        assert_eq!(entry.clone().complete()?, entry);
        Ok(())
    }
}
