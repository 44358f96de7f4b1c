//! Line breaks of texts that were wrapped at a width: whether a line ended because it was full. Which breaks part names is
//! decided in `annotate`.
//!
//! A program that wraps a text puts a word on the next line only when it has no room on this one. So a break with room for the
//! next word was made by hand: it stands after a headline, a byline, an item of a list.

use crate::token::{QUOTES, ends_line};

/// A line of more bytes was not wrapped at any width that short lines could have; its characters need not be counted.
const UNWRAPPED: usize = 400;

/// True for what ends in the sign that closes a sentence, with quotation marks and brackets behind it or not.
pub(crate) fn ends_sentence(words: &str) -> bool {
    let closing = |c: char| QUOTES.contains(&c) || matches!(c, ')' | ']');
    words.trim_end_matches(closing).ends_with(['.', '!', '?', '…'])
}

/// The lines of a text, each with its end. They are looked for byte by byte, as most of a text is none.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut bytes = rest.bytes().enumerate();
        let may_end = |byte: u8| matches!(byte, b'\n'..=b'\r' | 0xE2);
        let end = bytes.find_map(|(at, byte)| {
            let c = if may_end(byte) { rest.get(at..)?.chars().next() } else { None };
            c.filter(|&c| ends_line(c)).map(|c| at + c.len_utf8())
        });
        let (line, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

/// The lines between two empty ones.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Paragraph {
    /// Where it ends.
    end: usize,
    /// The characters of its longest line.
    width: usize,
    /// It ends as sentences do. Lists, addresses and headlines do not.
    closed: bool,
}

impl Paragraph {
    /// The paragraph that begins at `start`.
    fn read(text: &str, start: usize) -> Self {
        let rest = text.get(start..).unwrap_or_default();
        let mut paragraph = Paragraph { end: start, width: 0, closed: false };
        let mut last = "";
        for line in lines(rest) {
            let words = line.trim();
            // The second half of "\r\n" is no line.
            let half = line == "\n" && text.get(..paragraph.end).is_some_and(|before| before.ends_with('\r'));
            if half {
                paragraph.end += line.len();
                continue;
            }
            if words.is_empty() && paragraph.end > start {
                break;
            }
            paragraph.end += line.len();
            let width = if words.len() > UNWRAPPED { usize::MAX } else { words.chars().count() };
            paragraph.width = paragraph.width.max(width);
            last = words;
        }
        paragraph.closed = ends_sentence(last);
        paragraph
    }

    /// True when the line from `start` to `end` was full for the word at `next`, with which the next line begins. `begin` is
    /// where the paragraph begins; it is read once, when a line of it is first asked for.
    pub(crate) fn is_full(&mut self, text: &str, begin: usize, [start, end, next]: [usize; 3]) -> bool {
        let after = text.get(next..).unwrap_or_default();
        let word = after.split(char::is_whitespace).next().unwrap_or_default();
        let needed = text.get(start..end).unwrap_or_default().chars().count() + 1 + word.chars().count();
        // Mostly the next line is longer, and tells enough.
        if after.chars().take(needed).take_while(|&c| !ends_line(c)).count() == needed {
            return false;
        }
        if next >= self.end {
            *self = Paragraph::read(text, begin);
        }
        self.closed && needed > self.width
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which breaks of a text come after a full line.
    fn full(text: &str) -> Vec<bool> {
        let mut paragraph = Paragraph::default();
        let mut at = 0;
        let mut begin = 0;
        let mut found = Vec::new();
        let lines: Vec<&str> = text.split('\n').collect();
        for pair in lines.windows(2) {
            let (end, next) = (at + pair[0].len(), at + pair[0].len() + 1);
            if !pair[0].is_empty() && !pair[1].is_empty() {
                found.push(paragraph.is_full(text, begin, [at, end, next]));
            }
            at = next;
            begin = if pair[1].is_empty() { next + 1 } else { begin };
        }
        found
    }

    #[test]
    fn a_line_is_full_when_the_next_word_has_no_room() {
        assert_eq!(full("Die Aktie der Deutschen\nBank fiel am Montag um\nzwei Prozent."), [true, true]);
        // "Die" would have had room beside the headline.
        assert_eq!(full("Kurse fallen\nDie Aktie der Deutschen\nBank fiel."), [false, true]);
        assert_eq!(full("Kurse fallen\n\nDie Aktie der Deutschen\nBank fiel."), [true]);
        // Umlauts are one character wide, whatever they take in bytes.
        assert_eq!(full("Die Übernahme könnte für\nÄrger sorgen, so äußerte\nsich Möller."), [true, true]);
        // No list ends in a full stop.
        assert_eq!(full("Angela Merkel\nOlaf Scholz\nChristian Lindner"), [false, false]);
        assert_eq!(full("Er sagt: „Die Deutsche\nBank wächst weiter.“"), [true]);
        for end in ["\r", "\r\n", "\u{b}"] {
            let text =
                "Die Aktie der Deutschen\nBank fiel um drei Prozent.\n\nKurse fallen.".replace('\n', end);
            let next = text.find("Bank").unwrap_or_default();
            assert!(Paragraph::default().is_full(&text, 0, [0, next - end.len(), next]), "{text:?}");
        }
        assert!(full("").is_empty());
    }
}
