//! "$1" in a program: a name for what it is called with, and no dollar.

use super::amount::Amount;
use super::flags::Flags;
use super::lexicon::Class;
use super::reader::Reader;
use super::sign::Sign;
use crate::token::Marks;

/// How far on its line "$1" is looked at for signs of a program.
const PROGRAM_REACH: usize = 24;
/// So many arguments have a name of one digit.
const ARGUMENTS: usize = 9;

impl Reader<'_> {
    /// "cp $1 $2", "{print $1}", "id = $1", `name="$1";`, and between backticks.
    pub(super) fn is_placeholder(&self, amount: &Amount, sign: &Sign) -> bool {
        let (at, behind) = (sign.at, sign.end + 1);
        if self.text_of(at) != "$" || amount.last != sign.end || !self.is_figure(sign.end, 2) {
            return false;
        }
        let before = at.checked_sub(1).map_or("", |at| self.text_of(at));
        let placed = || {
            matches!(before, "=" | "{")
                || self.token(at).is_some_and(|token| token.marks.has(Marks::CODE))
                || self.text_of(behind) == "}"
                || self.is_twin(behind)
                || at.checked_sub(2).is_some_and(|before| self.is_twin(before))
                || self.is_argument(at)
        };
        self.is_figure(sign.end, 1) && placed() || self.is_in_program(at, behind)
    }

    /// True for at most so many digits that are glued to a sign.
    fn is_figure(&self, at: usize, most: usize) -> bool {
        let text = self.text_of(at);
        text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit()) && !self.spaced(at)
    }

    /// Another "$1".
    fn is_twin(&self, at: usize) -> bool {
        self.text_of(at) == "$" && self.is_figure(at + 1, 1)
    }

    /// One of "($1, $2, $3)": the list fills its brackets and begins with the first.
    fn is_argument(&self, at: usize) -> bool {
        let is_next = |at: usize| self.text_of(at) == "," && self.is_twin(at + 1);
        let is_before = |count: &usize| {
            at.checked_sub(3 * count).is_some_and(|other| self.is_twin(other) && is_next(other + 2))
        };
        // A longer list has no end within reach, and is one of prices.
        let first = at - 3 * (1..ARGUMENTS).take_while(is_before).count();
        let last = at + 3 * (1..ARGUMENTS).take_while(|count| is_next(at + 3 * count - 1)).count();
        let opens = first.checked_sub(1).is_some_and(|open| self.text_of(open) == "(");
        last > first && opens && self.text_of(first + 1) == "1" && self.text_of(last + 2) == ")"
    }

    /// True when the line of the "$1" at `at` is that of a program: "echo $1", `[ -z "$1" ]`, `case "$1" in`, `stop) halt "$2";;`.
    fn is_in_program(&self, at: usize, behind: usize) -> bool {
        let ends = |at: usize| self.begins_line(at) || matches!(self.text_of(at), ";" | ")" | "}");
        let quote = usize::from(matches!(self.text_of(behind), "\"" | "'"));
        let called = |word: usize| {
            self.is_code_word(word, true) || self.is_command(word) && (quote > 0 || ends(behind))
        };
        if !self.begins_line(at) && at.checked_sub(1 + quote).is_some_and(called) {
            return true;
        }
        let before = self.before_up_to(at, PROGRAM_REACH, Self::begins_line);
        let mut around = before.chain(self.behind_up_to(behind, PROGRAM_REACH, Self::begins_line));
        let mut marked = false;
        // A tag is that of a page, which shows programs seldom and prices often.
        let tagged = around.any(|at| {
            marked |= self.is_mark_of_program(at);
            matches!(self.text_of(at), "<" | ">")
        });
        marked && !tagged
    }

    /// True when what stands at `at` stands in programs and hardly ever beside a sum.
    fn is_mark_of_program(&self, at: usize) -> bool {
        let glued = |at: usize| self.token(at).is_some_and(|token| token.is_glued());
        let next = self.text_of(at + 1);
        match self.text_of(at) {
            sign @ (";" | "&") => glued(at + 1) && next == sign,
            "=" => glued(at) && glued(at + 1) && matches!(next, "\"" | "'" | "$"),
            "{" => self.is_code_word(at + 1, false),
            "$" => glued(at + 1) && matches!(next, "{" | "(" | "@" | "#" | "*"),
            // "-f file"
            "-" => {
                let letter = matches!(next.as_bytes(), [letter] if letter.is_ascii_lowercase());
                let ends = self.spaced(at + 2) || self.text_of(at + 2) == ":";
                self.spaced(at) && glued(at + 1) && letter && ends
            }
            _ => self.is_command(at) && self.is_code_word(at, true),
        }
    }

    /// True for a word of programs at the beginning of a line, or behind a sign, where commands stand.
    fn is_command(&self, at: usize) -> bool {
        let begins = self.begins_line(at)
            || at > 0 && matches!(self.text_of(at - 1), ";" | "|" | "&" | "{" | "(" | "`");
        begins && self.is_code_word(at, false)
    }

    /// True when token `at` is a word of programs; with `sure`, one that hardly any sentence has before a sum.
    fn is_code_word(&self, at: usize, sure: bool) -> bool {
        self.items(at).iter().any(|item| {
            let fits = item.class == Class::Code && item.form == self.text_of(at);
            fits && (!sure || item.flags.has(Flags::SURE))
        })
    }
}
