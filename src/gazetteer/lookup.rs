//! Looking up one name: which entries carry it, and how far it may be trusted. Names inside a text, and what is meant
//! where they stand, are not found here, see `candidate` and `resolve`.

use super::build::{NO_ENTRY, name_tokens};
use super::{EntryRef, Flags, Gazetteer, Node};
use crate::token::Shape;

/// An entry that carries a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AliasMatch<'g> {
    /// The entry.
    pub entry: EntryRef<'g>,
    /// The name as it stands in the list.
    pub surface: &'g str,
    /// How far this name of the entry may be trusted.
    pub flags: Flags,
}

impl Gazetteer {
    /// The entries that carry `name` in one of its spellings, in the order of the list.
    ///
    /// ```
    /// let extractor = konzern::Extractor::default();
    /// let known = extractor.shipped_gazetteer().lookup("der Deutschen Bank");
    /// assert!(known.is_empty());
    /// let known = extractor.shipped_gazetteer().lookup("Deutschen Bank");
    /// assert_eq!(known[0].entry.id(), "deutsche-bank");
    /// assert_eq!(known[0].surface, "Deutsche Bank");
    /// ```
    pub fn lookup(&self, name: &str) -> Vec<AliasMatch<'_>> {
        let mut tokens = name_tokens(name);
        let handle = name.starts_with('@') && tokens.get(1).is_some_and(|t| t.shape == Shape::Handle);
        if handle {
            tokens.remove(0);
        }
        let node =
            tokens.iter().try_fold(Node::ROOT, |node, token| self.step(node, token.hash_in_lists(name)));
        let Some(node) = node else { return Vec::new() };
        let small = name.starts_with(char::is_lowercase);
        let mut known: Vec<(u32, AliasMatch<'_>)> = self
            .aliases(node)
            .filter(|alias| alias.entry != NO_ENTRY && !alias.is_derived())
            .filter(|alias| handle || !alias.flags.has(Flags::HANDLE))
            .filter(|alias| handle || !alias.flags.has(Flags::CASE) || self.surface(*alias) == name)
            .filter(|alias| !small || alias.flags.has(Flags::SMALL))
            .map(|alias| {
                let entry = self.entry(alias.entry);
                (alias.entry, AliasMatch { entry, surface: self.surface(alias), flags: alias.flags })
            })
            .collect();
        known.sort_by_key(|(number, _)| *number);
        known.into_iter().map(|(_, known)| known).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::{Entry, Flags, Gazetteer, Kind};

    #[test]
    fn spellings_flags_and_small_letters() -> Result<(), crate::Error> {
        let entry = Entry::new("zeit", Kind::Organization, "Die Zeit").flagged_alias("Zeit", Flags::CUE);
        let list =
            Gazetteer::builder().entry(entry).entry(Entry::new("dpa", Kind::Organization, "dpa")).build()?;
        let ids = |name: &str| {
            list.lookup(name).iter().map(|k| (k.entry.id(), k.flags.has(Flags::CUE))).collect::<Vec<_>>()
        };
        assert_eq!(ids("DIE ZEIT"), [("zeit", false)]);
        assert_eq!(ids("Zeit"), [("zeit", true)]);
        assert_eq!(ids("zeit"), []);
        assert_eq!(ids("dpa"), [("dpa", false)]);
        assert_eq!(ids("Die"), []);
        assert_eq!(ids(""), []);
        Ok(())
    }
}
