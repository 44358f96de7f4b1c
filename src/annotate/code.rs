//! Code in running text, between backticks as Markdown has it: what stands there is hardly ever a name.

use crate::token::{Marks, Shape, Token};

/// Backticks in a row that begin and end lines of code.
const FENCE: usize = 3;

/// Marks what stands between backticks. As many end a piece of code as began it, in the same paragraph; three and more at the
/// beginning of a line end at the beginning of another. Old quotation marks, as in `` ``so'' ``, are none.
pub(crate) fn mark_code(text: &str, tokens: &mut [Token]) {
    if !text.contains('`') {
        return;
    }
    let mut index = 0;
    while index < tokens.len() {
        let count = backticks(text, tokens, index);
        let begin = index + count;
        let end = if count == 0 { None } else { end_of_code(text, tokens, index, count) };
        match end {
            Some(end) => {
                let code = tokens.get_mut(begin..end).unwrap_or_default();
                code.iter_mut().for_each(|token| token.marks.set(Marks::CODE));
                index = end + count;
            }
            None => index = begin.max(index + 1),
        }
    }
}

/// Where the code ends that so many backticks at `start` begin.
fn end_of_code(text: &str, tokens: &[Token], start: usize, count: usize) -> Option<usize> {
    let has = |at: usize, mark: Marks| tokens.get(at).is_some_and(|token| token.marks.has(mark));
    let begins_line = |at: usize| at == 0 || has(at, Marks::LINE);
    let begin = start + count;
    let fenced = count >= FENCE && begins_line(start);
    if !fenced && has(begin, Marks::SPACE) {
        return None;
    }
    let mut at = begin;
    while at < tokens.len() {
        if !fenced && has(at, Marks::BLOCK) {
            return None;
        }
        let here = backticks(text, tokens, at);
        let ends =
            if fenced { here >= count && begins_line(at) } else { here == count && !has(at, Marks::SPACE) };
        if ends && at > begin {
            return Some(at);
        }
        at += here.max(1);
    }
    None
}

/// How many backticks stand at `index`, without a gap.
fn backticks(text: &str, tokens: &[Token], index: usize) -> usize {
    let rest = tokens.get(index..).unwrap_or_default();
    let is_one = |token: &Token| token.shape == Shape::Sign && token.text(text) == "`";
    let row = rest.iter().enumerate().take_while(|(at, token)| {
        is_one(token) && (*at == 0 || !token.marks.has(Marks::SPACE) && !token.marks.has(Marks::LINE))
    });
    row.count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokenize;

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
    fn what_does_not_close_is_none() {
        for text in
            ["``Bonn'' and ``Köln''", "`Bonn' and `Köln'", "a ` b ` c", "`Bonn\n\nund Köln`", "```", "``"]
        {
            assert!(code(text).is_empty(), "{text}: {:?}", code(text));
        }
    }
}
