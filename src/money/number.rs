//! Numbers: digits, number words, and what they make together.
//!
//! "11 490", "2,5 Mrd.", "fünfundzwanzigtausend", "half a million". Group and decimal signs are read in `digits`; which
//! currency a number belongs to is asked in `find`.

use super::digits::{Digits, digits};
use super::lexicon::{Class, Item, Meaning, Words};
use super::value::Decimal;
use crate::fold;
use crate::language::Language;
use crate::token::{Marks, Shape, Token};

/// What a piece of a number is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part {
    Digits(Digits),
    Number(Decimal),
    Hundred,
    Magnitude(u32),
    Fraction(Decimal),
    Half(Decimal),
    Article,
    And,
    Of,
    /// A word that adds nothing: "weitere" in "zwei weitere Millionen".
    Inner,
    /// "zwei Komma fünf Millionen"
    Point,
}

/// A piece of a number in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    pub(super) part: Part,
    /// Its token.
    pub(super) token: usize,
    pub(super) start: usize,
    pub(super) end: usize,
    /// May count without a number before it: "hundert", "tausend".
    bare: bool,
    /// Must be glued to the number: "k".
    glue: bool,
    /// White space stands before it.
    spaced: bool,
}

/// The pieces of numbers among the tokens of a text.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    pub(super) words: &'t Words,
    pub(super) language: Language,
}

impl Reader<'_> {
    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// True when token `at` is this sign, glued to the token before it.
    pub(super) fn glued_sign(&self, at: usize, signs: &[&str]) -> bool {
        self.token(at)
            .is_some_and(|token| !token.marks.has(Marks::SPACE) && signs.contains(&token.text(self.text)))
    }

    /// Appends digits that stand inside a token: those of "USD34.6".
    pub(super) fn push_digits(
        &self,
        token: usize,
        start: usize,
        end: usize,
        out: &mut Vec<Atom>,
    ) -> Option<()> {
        let number = digits(self.text.get(start..end)?, self.language)?;
        out.push(Atom {
            part: Part::Digits(number),
            token,
            start,
            end,
            bare: false,
            glue: false,
            spaced: false,
        });
        Some(())
    }

    /// Appends a magnitude that stands inside a token: that of "EUR500m".
    pub(super) fn push_magnitude(
        &self,
        token: usize,
        start: usize,
        end: usize,
        out: &mut Vec<Atom>,
    ) -> Option<()> {
        let items = self.words.word(fold::hash_word(self.text.get(start..end)?));
        let item = items.iter().find(|item| item.class == Class::Magnitude)?;
        let plain = Atom { part: Part::Of, token, start, end, bare: false, glue: false, spaced: false };
        out.push(atom_of(item, plain)?);
        Some(())
    }

    /// Appends the pieces of token `at`, and moves behind it; `None` when it is no number.
    pub(super) fn push(&self, at: usize, out: &mut Vec<Atom>) -> Option<usize> {
        let token = self.token(at)?;
        let word = token.text(self.text);
        let spaced = token.marks.has(Marks::SPACE);
        let (start, end) = (token.start as usize, token.end as usize);
        let plain = Atom { part: Part::Of, token: at, start, end, bare: false, glue: false, spaced };
        match token.shape {
            Shape::Number => {
                let number = digits(word, self.language)?;
                if let Some(last) = out.last_mut()
                    && self.join(last, &number, word, start)
                {
                    (last.token, last.end) = (at, end);
                } else {
                    out.push(Atom { part: Part::Digits(number), ..plain });
                }
                let mut next = at + 1;
                // "3/4"
                if self.glued_sign(next, &["/"])
                    && let Some(share) = self.share(&number, next + 1, is_behind_whole(out))
                    && let Some(last) = out.last_mut()
                {
                    let end = self.token(next + 1).map_or(end, |token| token.end as usize);
                    *last = Atom { part: Part::Half(share), token: next + 1, end, ..*last };
                    return Some(next + 2);
                }
                // "3.000,-" and "500.--"
                if self.glued_sign(next, &[",", "."]) && self.glued_sign(next + 1, DASHES) {
                    next += 2;
                    if self.glued_sign(next, DASHES) {
                        next += 1;
                    }
                    if let (Some(last), Some(sign)) = (out.last_mut(), self.token(next - 1)) {
                        (last.token, last.end) = (next - 1, sign.end as usize);
                        if let Part::Digits(number) = &mut last.part {
                            number.plain = false;
                        }
                    }
                }
                return Some(next);
            }
            Shape::Sign | Shape::Address | Shape::Clitic => return None,
            _ => {}
        }
        if let Some(item) = self.numeric_item(token) {
            // "£300m." ends a sentence; only "7 Mio." has a full stop of its own.
            let stop = usize::from(token.marks.has(Marks::DOT) && !item.flags.has(b'.'));
            out.push(atom_of(&item, Atom { end: end - stop, ..plain })?);
            let dotted = item.flags.has(b'.') && self.glued_sign(at + 1, &["."]);
            if let (true, Some(last), Some(dot)) = (dotted, out.last_mut(), self.token(at + 1)) {
                (last.token, last.end) = (at + 1, dot.end as usize);
            }
            return Some(at + 1 + usize::from(dotted));
        }
        if token.marks.has(Marks::HYPHEN) {
            let before = out.len();
            if self.push_hyphenated(at, word, start, out) == word.len() {
                return Some(at + 1 + usize::from(self.push_stop(at + 1, out)));
            }
            out.truncate(before);
            return None;
        }
        let mut items = Vec::new();
        let number = self.glued_number(word, &mut items)?;
        if items.iter().all(|item| matches!(item.class, Class::Hundred | Class::Magnitude)) {
            // "5 Hunderttausend": without a count of its own it may have one before it.
            out.extend(items.iter().filter_map(|item| atom_of(item, plain)));
        } else {
            out.push(Atom { part: Part::Number(number), ..plain });
        }
        Some(at + 1)
    }

    /// The full stop at `at` belongs to the magnitude before it: "100-Mio.-€-Projekt".
    fn push_stop(&self, at: usize, out: &mut [Atom]) -> bool {
        let stop = self.glued_sign(at, &["."]) && self.glued_sign(at + 1, &["-"]);
        match (out.last_mut(), self.token(at)) {
            (Some(last @ Atom { part: Part::Magnitude(_), .. }), Some(dot)) if stop => {
                (last.token, last.end) = (at, dot.end as usize);
                true
            }
            _ => false,
        }
    }

    /// Appends the pieces with which a hyphenated word begins ("500-Millionen-Euro"), and tells how many bytes they take.
    pub(super) fn push_hyphenated(&self, at: usize, word: &str, start: usize, out: &mut Vec<Atom>) -> usize {
        let mut done = 0;
        let spaced = self.token(at).is_some_and(|token| token.marks.has(Marks::SPACE));
        for (from, to) in hyphen_parts(word) {
            let part = word.get(from..to).unwrap_or_default();
            let plain = Atom {
                part: Part::Of,
                token: at,
                start: start + from,
                end: start + to,
                bare: false,
                glue: false,
                spaced: spaced && from == 0,
            };
            let found = if part.starts_with(|c: char| c.is_ascii_digit()) {
                digits(part, self.language).map(|number| Atom { part: Part::Digits(number), ..plain })
            } else {
                let hash = fold::hash_word(part.trim_end_matches('.'));
                let item = self.words.word(hash).iter().find(|item| item.class.is_numeric()).copied();
                match item {
                    Some(item) => atom_of(&item, plain),
                    None => self
                        .glued_number(part, &mut Vec::new())
                        .map(|number| Atom { part: Part::Number(number), ..plain }),
                }
            };
            let Some(found) = found else { return done };
            if let (Part::Digits(number), Some(last)) = (found.part, out.last_mut())
                && from == 0
                && self.join(last, &number, part, start)
            {
                (last.token, last.end) = (at, start + to);
            } else {
                out.push(found);
            }
            done = to;
        }
        done
    }

    /// True when token `at` is a number with a stroke and another number behind it: "10/20".
    pub(super) fn is_slashed(&self, at: usize) -> bool {
        let number = |at: usize| self.token(at).is_some_and(|token| token.shape == Shape::Number);
        number(at)
            && self.glued_sign(at + 1, &["/"])
            && number(at + 2)
            && self.token(at + 2).is_some_and(|token| !token.marks.has(Marks::SPACE))
    }

    /// The value of "3/4", when it is less than 1 and exact; token `at` is the lower number. Alone only halves and quarters
    /// are fractions: "8/10 Euro" are two prices. Eighths stand behind a whole number: "5 7/8 cents".
    fn share(&self, above: &Digits, at: usize, behind_whole: bool) -> Option<Decimal> {
        let token =
            self.token(at).filter(|token| !token.marks.has(Marks::SPACE) && token.shape == Shape::Number)?;
        let below = digits(token.text(self.text), self.language)?;
        let (above, below) = (above.value.mantissa(), below.value.mantissa());
        let usual = matches!((above, below), (1, 2 | 4) | (3, 4));
        let exact =
            usual || behind_whole && matches!(below, 2 | 4 | 5 | 8 | 10 | 20) && above > 0 && above < below;
        let thousandths = exact.then(|| above * 1000 / below)?;
        Decimal::new(thousandths, 3)
    }

    /// Joins "11 490": groups of three digits with one space between.
    fn join(&self, last: &mut Atom, next: &Digits, text: &str, start: usize) -> bool {
        let Part::Digits(number) = last.part else { return false };
        let between = self.text.get(last.end..start).unwrap_or_default();
        let mut spaces = between.chars();
        let one_space =
            matches!((spaces.next(), spaces.next()), (Some(c), None) if c.is_whitespace() && c != '\n');
        let grouped = !number.decimal
            && (number.plain || number.lead == 0)
            && number.lead <= 3
            && number.value.mantissa() != 0
            && next.lead == 3
            && (next.plain || next.decimal)
            && text.bytes().take_while(u8::is_ascii_digit).count() == 3;
        if !(one_space && grouped) {
            return false;
        }
        let Some(value) = number.value.shift(3).and_then(|high| high.checked_add(next.value)) else {
            return false;
        };
        // "lead" 0 says that groups have been joined.
        last.part = Part::Digits(Digits { value, plain: false, decimal: next.decimal, lead: 0 });
        true
    }

    /// The number word that this token is, when its case and its place fit.
    fn numeric_item(&self, token: &Token) -> Option<Item> {
        let items = self.words.word(token.hash);
        let text = token.text(self.text);
        let mut fitting = items
            .iter()
            .filter(|item| item.class.is_numeric())
            .filter(|item| !item.flags.has(b'x') || text == item.form)
            .filter(|item| !item.flags.has(b'k') || !token.marks.has(Marks::SPACE));
        let first = *fitting.next()?;
        // "ein" is an article and a number; as an article it can be both.
        Some(fitting.find(|item| item.class == Class::Article).copied().unwrap_or(first))
    }

    /// The value of a number written as one word. Its parts are left in `items`.
    fn glued_number(&self, word: &str, items: &mut Vec<Item>) -> Option<Decimal> {
        if word.len() < 6 || word.len() > 120 {
            return None;
        }
        if !self.words.number_parts(&fold::fold(word), items) || items.len() < 2 {
            return None;
        }
        let (mut total, mut current) = (Decimal::default(), None::<Decimal>);
        let mut and = false;
        for item in items.iter() {
            let number = match item.meaning {
                Meaning::Number(number) => number,
                _ => Decimal::default(),
            };
            match item.class {
                Class::Number => {
                    current = Some(match current {
                        Some(before) if and || before >= Decimal::from(100) => before.checked_add(number)?,
                        Some(_) => return None,
                        None => number,
                    });
                }
                Class::Hundred => current = Some(current.unwrap_or(Decimal::from(1)).shift(2)?),
                Class::Magnitude => {
                    let Meaning::Power(power) = item.meaning else { return None };
                    total = total.checked_add(current.take().unwrap_or(Decimal::from(1)).shift(power)?)?;
                }
                Class::Half => current = Some(current?.checked_add(number)?),
                Class::Fraction if number < Decimal::from(1) => current = Some(current?.checked_mul(number)?),
                Class::And if current.is_some() || total != Decimal::default() => {}
                _ => return None,
            }
            and = item.class == Class::And;
            if and && current.is_none() {
                current = None;
            }
        }
        if and { None } else { total.checked_add(current.unwrap_or_default()) }
    }
}

/// True when the number at the end of `atoms` stands behind a whole one.
fn is_behind_whole(atoms: &[Atom]) -> bool {
    let before = atoms.len().checked_sub(2).and_then(|at| atoms.get(at));
    matches!(before, Some(Atom { part: Part::Digits(number), .. }) if !number.decimal)
}

/// The dashes of ranges and of "3.000,-".
pub(super) const DASHES: &[&str] = &["-", "\u{2013}", "\u{2014}", "\u{2212}", "\u{2010}", "\u{2011}"];

/// The byte ranges between the hyphens of a word.
pub(super) fn hyphen_parts(word: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut from = Some(0);
    std::iter::from_fn(move || {
        let start = from?;
        let rest = word.as_bytes().get(start..)?;
        let hyphen = rest.iter().enumerate().find_map(|(at, byte)| match (byte, rest.get(at + 1..at + 3)) {
            (b'-', _) => Some((at, 1)),
            (0xE2, Some([0x80, 0x90 | 0x91])) => Some((at, 3)),
            _ => None,
        });
        from = hyphen.map(|(at, len)| start + at + len);
        Some((start, hyphen.map_or(word.len(), |(at, _)| start + at)))
    })
}

fn atom_of(item: &Item, plain: Atom) -> Option<Atom> {
    let part = match (item.class, item.meaning) {
        (Class::Number, Meaning::Number(number)) => Part::Number(number),
        (Class::Hundred, _) => Part::Hundred,
        (Class::Magnitude, Meaning::Power(power)) => Part::Magnitude(power),
        (Class::Fraction, Meaning::Number(number)) => Part::Fraction(number),
        (Class::Half, Meaning::Number(number)) => Part::Half(number),
        (Class::Article, _) => Part::Article,
        (Class::And, _) => Part::And,
        (Class::Of, _) => Part::Of,
        (Class::Inner, _) => Part::Inner,
        (Class::Point, _) => Part::Point,
        _ => return None,
    };
    Some(Atom { part, bare: item.flags.has(b'b'), glue: item.flags.has(b'k'), ..plain })
}

/// A number made of pieces.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) value: Decimal,
    /// How many pieces it took.
    pub(super) used: usize,
    /// The sum of the powers of its magnitudes at the end; 0 without one.
    pub(super) power: u32,
    /// It is an article and nothing else: "ein Euro".
    pub(super) article: bool,
    /// It may be a year: four plain digits.
    pub(super) year: bool,
    /// It has a group or decimal sign, or a magnitude, or is 1000 at least.
    pub(super) large: bool,
    /// It has a group or decimal sign, or a magnitude.
    pub(super) signed: bool,
    /// It begins with digits.
    pub(super) digits: bool,
    /// It is written as one or two digits.
    pub(super) short: bool,
}

/// Reads the longest number at the start of `atoms`.
pub(super) fn read(atoms: &[Atom]) -> Option<Number> {
    let one = Decimal::from(1);
    let mut best: Option<Number> = None;
    let mut total = Decimal::default();
    let mut current: Option<Decimal> = None;
    let mut article = false;
    // The power of the last magnitude, and of all that end the number: "5 lakh crore" is 5 and 12 zeros.
    let mut power: Option<u32> = None;
    let mut signed = false;
    let part = |at: usize| atoms.get(at).map(|atom| atom.part);
    let after_article = |at: usize| at + usize::from(part(at) == Some(Part::Article));
    let mut at = 0;
    while let Some(atom) = atoms.get(at) {
        let mut next = at + 1;
        match atom.part {
            Part::Digits(number) => {
                let smaller = power.is_none_or(|power| match part(at + 1) {
                    Some(Part::Magnitude(next)) => next < power,
                    _ => false,
                });
                if current.is_some() || article || !smaller {
                    break;
                }
                signed |= !number.plain;
                current = Some(number.value);
            }
            Part::Number(number) => {
                let hundreds = |value: Decimal| value.is_integer() && value.mantissa() % 100 == 0;
                let thousands = |value: Decimal| {
                    value.is_integer() && value.mantissa() != 0 && value.mantissa() % 1000 == 0
                };
                // "$2200 three years ago", "$2 million three years ago": a word goes on from digits only as a count.
                let counts = matches!(part(at + 1), Some(Part::Hundred | Part::Magnitude(_)));
                let after_digits = matches!(part(0), Some(Part::Digits(_)));
                current = Some(match current {
                    None if article => break,
                    None if at > 0 && after_digits && !counts => break,
                    Some(_) if matches!(at.checked_sub(1).and_then(part), Some(Part::Digits(_))) => break,
                    None => number,
                    // "dreitausend fünfhundert"
                    Some(before) if thousands(before) && number < Decimal::from(1000) => {
                        match before.checked_add(number) {
                            Some(sum) => sum,
                            None => break,
                        }
                    }
                    Some(before) if hundreds(before) && number < Decimal::from(100) => {
                        match before.checked_add(number) {
                            Some(sum) => sum,
                            None => break,
                        }
                    }
                    Some(before)
                        if before.is_integer()
                            && before.mantissa() % 10 == 0
                            && before.mantissa() % 100 >= 20
                            && number < Decimal::from(10) =>
                    {
                        match before.checked_add(number) {
                            Some(sum) => sum,
                            None => break,
                        }
                    }
                    Some(_) => break,
                });
            }
            Part::Hundred => {
                let Some(count) = current.or((article || atom.bare || power.is_some()).then_some(one)) else {
                    break;
                };
                let Some(value) = count.shift(2) else { break };
                if count >= Decimal::from(100) {
                    break;
                }
                (current, article) = (Some(value), false);
            }
            Part::Magnitude(zeros) => {
                if atom.glue && atom.spaced {
                    break;
                }
                let joined = match (current, power) {
                    (Some(count), None) => count.shift(zeros),
                    (Some(count), Some(before)) if zeros < before => {
                        count.shift(zeros).and_then(|value| total.checked_add(value))
                    }
                    (Some(count), Some(_)) => total.checked_add(count).and_then(|sum| sum.shift(zeros)),
                    (None, Some(before)) if zeros >= before => total.shift(zeros),
                    (None, None) if article || atom.bare => one.shift(zeros),
                    _ => None,
                };
                let Some(value) = joined else { break };
                power = Some(match (current, power) {
                    (None, Some(before)) => before + zeros,
                    _ => zeros,
                });
                (total, current, article) = (value, None, false);
            }
            Part::Fraction(share) => {
                if share >= Decimal::from(1000) {
                    if current.is_some() || power.is_some() {
                        break;
                    }
                    (total, power, article) = (share, Some(0), false);
                } else {
                    let count = current.unwrap_or(one);
                    if power.is_some() || count >= Decimal::from(10) || !count.is_integer() {
                        break;
                    }
                    // "in the first quarter $ 5 million": alone it is a time of the year.
                    let goes_on = matches!(part(next), Some(Part::Of | Part::Article | Part::Magnitude(_)));
                    if current.is_none() && !article && !goes_on {
                        break;
                    }
                    let Some(value) = count.checked_mul(share) else { break };
                    (current, article) = (Some(value), false);
                    // "half a million", "a quarter of a million"
                    next = after_article(next + usize::from(part(next) == Some(Part::Of)));
                }
            }
            Part::Half(share) => {
                // "$4.85 3/4" are parts of a cent.
                if current.is_some_and(|whole| !whole.is_integer()) {
                    break;
                }
                let Some(value) = current.unwrap_or_default().checked_add(share) else { break };
                current = Some(value);
                // "3/4 of a dollar"
                if part(next) == Some(Part::Of) {
                    next = after_article(next + 1);
                }
            }
            Part::And => {
                let share = after_article(next);
                match part(share) {
                    // "two and a half million", "a million and a half"
                    Some(Part::Fraction(half) | Part::Half(half)) if half < one => {
                        let sum = match (current, power) {
                            (Some(count), _) => count.checked_add(half),
                            (None, Some(power)) => half.shift(power),
                            _ => None,
                        };
                        let Some(sum) = sum else { break };
                        (current, next) = (Some(sum), share + 1);
                    }
                    // "$100 and fifty" are cents, "one hundred and fifty" is one number.
                    Some(Part::Number(_))
                        if !matches!(at.checked_sub(1).and_then(part), Some(Part::Digits(_))) =>
                    {
                        let hundreds =
                            current.is_none_or(|value| value.is_integer() && value.mantissa() % 100 == 0);
                        if !hundreds || (current.is_none() && power.is_none()) {
                            break;
                        }
                        at = next;
                        continue;
                    }
                    _ => break,
                }
            }
            Part::Article => {
                if at > 0 {
                    break;
                }
                article = true;
                best = Some(Number {
                    value: one,
                    used: 1,
                    power: 0,
                    article: true,
                    year: false,
                    large: false,
                    signed: false,
                    digits: false,
                    short: false,
                });
                at = next;
                continue;
            }
            Part::Inner => {
                let magnitude = matches!(part(next), Some(Part::Magnitude(_) | Part::Hundred));
                if !magnitude || !article && current.is_none() {
                    break;
                }
                at = next;
                continue;
            }
            Part::Point => {
                let mut scale = 0;
                while let Some(Part::Number(digit)) = part(next)
                    && digit < Decimal::from(10)
                    && let Some(value) = Decimal::new(digit.mantissa(), scale + 1)
                    && let Some(sum) =
                        current.filter(|_| digit.is_integer()).and_then(|sum| sum.checked_add(value))
                {
                    (current, scale, next) = (Some(sum), scale + 1, next + 1);
                }
                if scale == 0 {
                    break;
                }
            }
            Part::Of => break,
        }
        let Some(value) = total.checked_add(current.unwrap_or_default()) else { break };
        let year = matches!(atom.part, Part::Digits(number)
            if at == 0 && number.plain && number.lead == 4 && (1500..2100).contains(&number.value.mantissa()));
        let short = matches!(atom.part, Part::Digits(number) if at == 0 && number.plain && number.lead <= 2);
        best = Some(Number {
            value,
            used: next.min(atoms.len()),
            power: if current.is_some() { 0 } else { power.unwrap_or(0) },
            article: false,
            digits: matches!(part(0), Some(Part::Digits(_))),
            year,
            signed: signed || power.is_some(),
            large: signed || power.is_some() || value >= Decimal::from(1000),
            short,
        });
        at = next;
    }
    best
}
