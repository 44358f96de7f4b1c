//! Blocks: long texts are read piece by piece, so that all that is known of a gigabyte needs no more memory than that of a
//! page; what is found in it does.
//!
//! A piece ends at an empty line where there is one, else at a line break, best after a full stop; a line that is longer than a
//! piece is cut after a sentence, else at white space. Where that is in the middle of a script, a style or a comment of HTML, the piece
//! ends before it, and the next one begins after it.

use crate::token::ends_line;
use crate::token::markup::Markup;
use crate::wrap::ends_sentence;

/// The size at which a block is closed, in bytes: small enough that all that is known of it stays in the cache.
const TARGET: usize = 16 * 1024;
/// No block is longer, whatever the text looks like.
const LIMIT: usize = 64 * 1024;

/// Splits `text` into blocks: start and text of each. All of the text is in them, but for markup at which it had to be cut.
pub(crate) fn blocks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let (mut start, mut markup) = (0, Markup::default());
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
            let cut = start + block_len(rest);
            let (end, next) = markup_at(&mut markup, text, start, cut).unwrap_or((cut, cut));
            let at = start;
            start = next;
            if end > at {
                return Some((at, text.get(at..end)?));
            }
        }
    })
}

/// The markup between `start` and `cut` that reaches beyond `cut`: where it begins, and where it ends.
fn markup_at(markup: &mut Markup, text: &str, start: usize, cut: usize) -> Option<(usize, usize)> {
    let mut from = start;
    while cut < text.len() {
        let begin = from + text.get(from..cut)?.find('<')?;
        let end = markup.read(text, begin).map_or(begin + 1, |(end, _)| end);
        if end > cut {
            return Some((begin, end));
        }
        from = end;
    }
    None
}

fn block_len(text: &str) -> usize {
    if text.len() <= LIMIT.min(TARGET + TARGET / 2) {
        return text.len();
    }
    let window = text.floor_char_boundary(LIMIT);
    let least = text.floor_char_boundary(TARGET);
    let tail = text.get(least..window).unwrap_or_default();
    let near = tail.get(..tail.floor_char_boundary(TARGET)).unwrap_or(tail);
    let cut = cut_at_line(near).or_else(|| cut_in_line(tail));
    cut.map_or(window, |cut| least + cut).max(1)
}

/// Where to cut at a line break: after the first empty line, else after a line that ends as sentences do, else after any.
fn cut_at_line(text: &str) -> Option<usize> {
    let (mut closed, mut any) = (None, None);
    let mut line = 0;
    for (end, next) in breaks(text) {
        // What stands before the text is not known here: it may be the middle of a line.
        let words = text.get(line..end).unwrap_or_default().trim();
        if words.is_empty() && line > 0 {
            return Some(next);
        }
        any = any.or(Some(next));
        closed = closed.or(ends_sentence(words).then_some(next));
        line = next;
    }
    closed.or(any)
}

/// Where to cut a line that is longer than all lines should be: after the first full stop of a sentence, else after any, else
/// between two small words, of which hardly a name is made, else at any blank.
fn cut_in_line(text: &str) -> Option<usize> {
    let (mut stop, mut small, mut any) = (None, None, None);
    for (at, _) in text.match_indices(' ') {
        let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
        let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let next = after.get(1..).unwrap_or_default();
        let cut = Some(at + 1);
        if ends_sentence(word) && !is_short(word) && !next.starts_with(char::is_lowercase) {
            return cut;
        }
        stop = stop.or(cut.filter(|_| word.ends_with('.')));
        small = small.or(cut.filter(|_| is_small(word) && next.starts_with(char::is_lowercase)));
        any = any.or(cut);
    }
    stop.or(small).or(any)
}

/// The line breaks of a text, whatever they are made of: where each begins, and where it ends.
fn breaks(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    // A single sign is looked for many times as fast as one of several. Of the others the last byte tells, in all but a
    // few texts; all bytes are asked, since to stop at the first would be slower.
    let may_end = |byte: u8| matches!(byte, 0x0b..=0x0d | 0xa8 | 0xa9);
    let plain = !text.bytes().fold(false, |any, byte| any | may_end(byte));
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let at = if plain { rest.find('\n') } else { rest.find(ends_line) }?;
        let begin = from + at;
        let sign = rest.get(at..).unwrap_or_default();
        let length = if sign.starts_with("\r\n") { 2 } else { sign.chars().next().map_or(1, char::len_utf8) };
        from = begin + length;
        Some((begin, from))
    })
}

/// True for a word in small letters.
fn is_small(word: &str) -> bool {
    !word.is_empty() && word.chars().all(char::is_lowercase)
}

/// True for a word whose full stop may be that of an abbreviation or of a number ("Mio.", "Dr.", "24."). Not all that are short
/// are one, but a long line has other sentences.
fn is_short(word: &str) -> bool {
    const SHORTEST: usize = 4;
    let letters = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    word.ends_with('.') && !(is_small(letters) && letters.chars().count() >= SHORTEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let mut joined = String::new();
        for (start, block) in blocks(text) {
            assert_eq!(start, joined.len());
            assert!(!block.is_empty() && block.len() <= LIMIT);
            joined.push_str(block);
        }
        assert!(joined == text);
    }

    #[test]
    fn nothing_is_lost() {
        for text in
            ["", "ein Wort", &"ä".repeat(100_000), &"Satz eins. ".repeat(9_000), &"Zeile\n\n".repeat(20_000)]
        {
            check(text);
        }
    }

    #[test]
    fn no_script_is_cut() {
        let page = |script: &str| format!("<p>Siemens</p>{script}<p>Linde</p>");
        for script in ["a < b;\n".repeat(30_000), "<b>".repeat(30_000)] {
            let all: String =
                blocks(&page(&format!("<script>{script}</script>"))).map(|(_, block)| block).collect();
            assert!(all == page(""));
        }
        // One that does not end is no script.
        check(&page(&format!("<script>{}", "Zeile\n\n".repeat(20_000))));
        check(&page(&"<script><!-- <style> <b a=\"".repeat(9_000)));
    }

    /// The first words of the second block.
    fn second(text: &str) -> &str {
        check(text);
        blocks(text).nth(1).map_or("", |(_, block)| block.get(..10).unwrap_or(block))
    }

    #[test]
    fn blocks_end_at_empty_lines_whatever_ends_a_line() {
        let text = format!("{}A\nB\n\nNew one{}", "a b.\n".repeat(4_000), "\na b.".repeat(8_000));
        for end in ["\n", "\r\n", "\r", "\u{b}", " \n", "\u{2028}"] {
            assert!(second(&text.replace('\n', end)).starts_with("New one"), "{end:?}");
        }
    }

    #[test]
    fn lines_are_cut_after_a_sentence() {
        let line = "Das kostet 20 Millionen\nEuro.\n".repeat(2_000);
        assert!(second(&line).starts_with("Das kostet"));
        assert!(second(&line.replace('\n', "\r\n")).starts_with("Das kostet"));
        // A line break is one wherever there is no better.
        assert!(second(&"zwei\nDrei vier\n".repeat(4_000)).starts_with("Drei vier"));
        let line =
            "Die Bank baut 24. Mai in St. Gallen für 3 Mio. Euro. „Dr. Oetker“ soll zahlen. ".repeat(1_000);
        assert!(second(&line).starts_with("Die Bank"));
        assert!(second(&"Will the Deutsche Bank AG pay? ".repeat(3_000)).starts_with("Will the"));
        // Where no sentence ends, no name is cut through.
        assert!(second(&"Deutsche Bank AG neben der ".repeat(3_000)).starts_with("der "));
        assert!(second(&"Bank ".repeat(10_000)).starts_with("Bank Bank"));
    }
}
