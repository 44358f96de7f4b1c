//! Leaning: how far the letters of a word speak for German rather than English, for words of which no list says it.
//!
//! The odds of groups of letters stand in `data/languages.tsv`, and those of whole words that tell more than their letters.

use crate::fold::hash;
use crate::image::Table;

/// Characters of the longest group.
const LONGEST_GROUP: usize = 3;
/// Characters of the shortest word whose letters tell anything.
const SHORTEST_WORD: usize = 3;

/// The key of a row, given the letters as they are written in the table: "ung$", "^ge", "sch", "^netto$".
pub(crate) fn key_of_row(letters: &str) -> u64 {
    hash(letters.as_bytes())
}

/// The word, if a row is about a whole one: "netto" of "^netto$".
#[allow(dead_code, reason = "used by the build script, which shares this file")]
pub(crate) fn whole_word(letters: &str) -> Option<&str> {
    letters.strip_prefix('^')?.strip_suffix('$')
}

/// The table, in hundredths of the natural logarithm of the odds.
pub(crate) struct Leanings {
    odds: Table<'static, 4>,
}

impl Leanings {
    pub(crate) fn new(section: &'static [u8]) -> Self {
        Self { odds: Table::new(section) }
    }

    /// The odds of a word by itself, given its folded key between `^` and `$`; `None` when the table does not have it.
    pub(crate) fn of_whole(&self, marked: &str) -> Option<i32> {
        self.odds.get(key_of_row(marked)).copied().map(i32::from_le_bytes)
    }

    /// The odds of the letters of a word, given its folded key between `^` and `$`.
    pub(crate) fn of_letters(&self, marked: &str) -> i32 {
        if marked.chars().count() < SHORTEST_WORD + 2 {
            return 0;
        }
        let ends = |start: usize| {
            let rest = marked.get(start..).unwrap_or_default();
            rest.char_indices().take(LONGEST_GROUP).map(move |(at, letter)| start + at + letter.len_utf8())
        };
        let groups = marked.char_indices().flat_map(|(start, _)| ends(start).map(move |end| start..end));
        groups.filter_map(|group| self.of_whole(marked.get(group)?)).sum()
    }
}
