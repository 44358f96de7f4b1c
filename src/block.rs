//! Blocks: long texts are read piece by piece, so that all that is known of a gigabyte needs no more memory than that of a
//! page; what is found in it does.
//!
//! A piece ends at an empty line where there is one, else at a line break, else at white space.

/// The size at which a block is closed, in bytes: small enough that all that is known of it stays in the cache.
const TARGET: usize = 16 * 1024;
/// No block is longer, whatever the text looks like.
const LIMIT: usize = 64 * 1024;

/// Splits `text` into blocks: start and text of each.
pub(crate) fn blocks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let len = block_len(rest);
        let block = rest.get(..len)?;
        let at = start;
        start += len;
        Some((at, block))
    })
}

fn block_len(text: &str) -> usize {
    if text.len() <= LIMIT.min(TARGET + TARGET / 2) {
        return text.len();
    }
    let window = text.floor_char_boundary(LIMIT);
    let head = text.get(..window).unwrap_or(text);
    let least = text.floor_char_boundary(TARGET.min(window));
    let tail = head.get(least..).unwrap_or_default();
    let signs = [("\n\n", TARGET), ("\n", TARGET), ("\r", TARGET), (". ", LIMIT), (" ", LIMIT)];
    let cut = signs.into_iter().find_map(|(sign, within)| {
        let part = tail.get(..tail.floor_char_boundary(within)).unwrap_or(tail);
        part.find(sign).map(|at| least + at + sign.len())
    });
    cut.unwrap_or(window).max(1)
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
        assert_eq!(joined, text);
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
    fn blocks_end_at_empty_lines() {
        let text = format!("{}\n\n{}", "a ".repeat(10_000), "b ".repeat(10_000));
        let second = blocks(&text).nth(1).map(|(_, block)| block.chars().next());
        assert_eq!(second, Some(Some('b')));
    }
}
