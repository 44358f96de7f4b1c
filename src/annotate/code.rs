//! Code in running text, between backticks as Markdown has it, and the targets of its links: what stands there is
//! hardly ever a name.

use crate::token::{Marks, Shape, Token};
use std::collections::HashMap;
use std::ops::Range;

/// Backticks in a row that begin and end lines of code.
const FENCE: usize = 3;

/// Marks what stands between backticks. As many end a piece of code as began it, in the same paragraph; three and more at the
/// beginning of a line end at the beginning of another. Old quotation marks, as in `` ``so'' ``, are none.
pub(crate) fn mark_code(text: &str, tokens: &mut [Token]) {
    mark_targets(text, tokens);
    if !text.contains('`') {
        return;
    }
    // For each sort of opening the token before which it was found to close nowhere: it is not looked for again, or a
    // paragraph of unclosed ones would be read once for each.
    let mut open: HashMap<Opening, usize> = HashMap::new();
    let mut index = 0;
    while index < tokens.len() {
        let count = backticks(text, tokens, index);
        let begin = index + count;
        let opening = Opening { count, fenced: count >= FENCE && begins_line(tokens, index) };
        let closes = count > 0 && open.get(&opening).is_none_or(|&end| begin >= end);
        match if closes { end_of_code(text, tokens, begin, opening) } else { Ok(None) } {
            Ok(Some(end)) => {
                mark(tokens, begin..end);
                index = end + count;
                continue;
            }
            Ok(None) => {}
            Err(end) => drop(open.insert(opening, end)),
        }
        index = begin.max(index + 1);
    }
}

/// Marks what a link leads to: `LICENSE-MIT` of `[the licence](LICENSE-MIT)`. It has no gap: `[sic] (Reuters)` is none.
fn mark_targets(text: &str, tokens: &mut [Token]) {
    if !text.contains("](") {
        return;
    }
    let mut index = 1;
    while index < tokens.len() {
        let begin = index + 1;
        if !(is_sign(text, tokens, index - 1, "]")
            && is_sign(text, tokens, index, "(")
            && is_glued(tokens, index))
        {
            index = begin;
            continue;
        }
        // Links that begin inside end at the same place, so no token is read twice.
        let mut end = begin;
        while is_glued(tokens, end) && !is_sign(text, tokens, end, ")") {
            end += 1;
        }
        if is_glued(tokens, end) {
            mark(tokens, begin..end);
        }
        index = end;
    }
}

fn mark(tokens: &mut [Token], code: Range<usize>) {
    let code = tokens.get_mut(code).unwrap_or_default();
    code.iter_mut().for_each(|token| token.marks.set(Marks::CODE));
}

/// How a piece of code begins.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Opening {
    /// So many backticks.
    count: usize,
    /// They begin lines of code.
    fenced: bool,
}

/// Where the code ends that begins at `begin`, behind its backticks; `None` when these open nothing, and as an error
/// the token before which nothing closes it.
fn end_of_code(text: &str, tokens: &[Token], begin: usize, opening: Opening) -> Result<Option<usize>, usize> {
    let Opening { count, fenced } = opening;
    if !fenced && tokens.get(begin).is_some_and(|token| !token.is_glued()) {
        return Ok(None);
    }
    let mut at = begin;
    while let Some(token) = tokens.get(at) {
        if !fenced && token.marks.has(Marks::BLOCK) {
            return Err(at);
        }
        let here = backticks(text, tokens, at);
        let ends =
            if fenced { here >= count && begins_line(tokens, at) } else { here == count && token.is_glued() };
        if ends && at > begin {
            return Ok(Some(at));
        }
        at += here.max(1);
    }
    Err(tokens.len())
}

fn begins_line(tokens: &[Token], at: usize) -> bool {
    at == 0 || tokens.get(at).is_some_and(|token| token.marks.has(Marks::LINE))
}

/// How many backticks stand at `index`, without a gap.
fn backticks(text: &str, tokens: &[Token], index: usize) -> usize {
    let is_one = |&at: &usize| is_sign(text, tokens, at, "`") && (at == index || is_glued(tokens, at));
    (index..).take_while(is_one).count()
}

fn is_sign(text: &str, tokens: &[Token], at: usize, sign: &str) -> bool {
    tokens.get(at).is_some_and(|token| token.shape == Shape::Sign && token.text(text) == sign)
}

fn is_glued(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(Token::is_glued)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokenize;
    use std::time::{Duration, Instant};

    fn code(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        mark_code(text, &mut tokens);
        tokens.iter().filter(|token| token.marks.has(Marks::CODE)).map(|token| token.text(text)).collect()
    }

    #[test]
    fn backticks_enclose_code() {
        assert_eq!(code("Der Typ `Mutex` und `a b` in Bonn."), ["Mutex", "a", "b"]);
        assert_eq!(code("Use ``a`b`` here."), ["a", "`", "b"]);
        assert_eq!(code("So:\n```rust\nlet Bonn;\n```\nIn Bonn."), ["rust", "let", "Bonn", ";"]);
    }

    #[test]
    fn links_lead_to_code() {
        assert_eq!(
            code("See [Bonn](Bonn.md#Rhein), [MIT](LICENSE-MIT) or Köln."),
            ["Bonn.md", "#", "Rhein", "LICENSE-MIT"]
        );
        assert!(code("[sic] (Bonn) and [sic](Bonn or Köln), [](Bonn").is_empty());
    }

    #[test]
    fn what_does_not_close_is_none() {
        for text in
            ["``Bonn'' and ``Köln''", "`Bonn' and `Köln'", "a ` b ` c", "`Bonn\n\nund Köln`", "```", "``"]
        {
            assert!(code(text).is_empty(), "{text}: {:?}", code(text));
        }
    }

    #[test]
    fn what_closes_nowhere_is_read_once() {
        let mut tokens = Vec::new();
        let text = "`a ".repeat(100_000);
        tokenize(&text, &mut tokens);
        let start = Instant::now();
        mark_code(&text, &mut tokens);
        // Read once for each it would be ten billion looks.
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    }
}
