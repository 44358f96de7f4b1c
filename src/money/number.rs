//! Numbers: what pieces make together.
//!
//! "11 490", "2,5 Mrd.", "fünfundzwanzigtausend", "half a million". The pieces are found in `atoms`; which currency a number
//! belongs to is asked in `find`.

use super::atoms::{Atom, Part};
use super::decimal::Decimal;
use super::digits::Digits;

/// What is rounded is right to so many digits behind the point.
const CENTS: usize = 2;
/// So many digits behind the point may a share be written with.
const MOST_WRITTEN: u32 = 16;

/// A number made of pieces.
#[derive(Clone, Copy, Debug, Default)]
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
    /// It has a group or decimal sign, or a magnitude.
    pub(super) signed: bool,
    /// It begins with digits.
    pub(super) digits: bool,
    /// It has no end and was rounded to cents: "1/3 Mio.".
    pub(super) rounded: bool,
}

impl Number {
    /// True when it has a group or decimal sign, or a magnitude, or is 1000 at least.
    pub(super) fn is_large(&self) -> bool {
        self.signed || self.value.magnitude() >= Decimal::from(1000)
    }
}

/// Reads the longest number at the start of `atoms`.
pub(super) fn read(atoms: &[Atom]) -> Option<Number> {
    let mut sum = Sum { atoms, ..Sum::default() };
    let mut best = None;
    while let Some(atom) = atoms.get(sum.at)
        && let Some(step) = sum.take(atom)
    {
        match step {
            Step::Whole(next) => {
                let Some(number) = sum.number(atom.part, next) else { break };
                (best, sum.at) = (Some(number), next);
            }
            Step::Open(next) => sum.at = next,
        }
    }
    best
}

/// What a piece has made of the number, and where the next one stands.
enum Step {
    /// It may end here.
    Whole(usize),
    /// It only goes on from here: the "and" of "two hundred and fifty".
    Open(usize),
}

/// The pieces read so far.
#[derive(Default)]
struct Sum<'a> {
    atoms: &'a [Atom],
    /// The piece that comes next.
    at: usize,
    /// All up to the last magnitude, that included.
    total: Decimal,
    /// What has come since, which the next magnitude counts.
    current: Option<Decimal>,
    /// The power of the last magnitude, and of all that end the number: "5 lakh crore" is 5 and 12 zeros.
    power: Option<u32>,
    /// An article has come, and nothing yet of which it would be the count.
    article: bool,
    /// Digits with a group or decimal sign have come.
    signed: bool,
    /// Thirds have come.
    endless: bool,
}

fn one() -> Decimal {
    Decimal::from(1)
}

/// True for a whole multiple of `unit`, zero included.
fn is_multiple(value: Decimal, unit: i128) -> bool {
    value.is_integer() && value.mantissa() % unit == 0
}

/// True for thirds, which the tables have with more digits than anybody writes.
fn is_endless(share: Decimal) -> bool {
    share.scale() > MOST_WRITTEN
}

/// Below what a word behind `value` must be to go on from it: "dreitausend fünfhundert", "two hundred fifty", "twenty-five".
fn room_behind(value: Decimal) -> Option<Decimal> {
    let room = match value.mantissa() {
        _ if !value.is_integer() => return None,
        0 => 100,
        number if number % 1000 == 0 => 1000,
        number if number % 100 == 0 => 100,
        number if number % 10 == 0 && number % 100 >= 20 => 10,
        _ => return None,
    };
    Some(Decimal::from(room))
}

impl Sum<'_> {
    /// Takes the piece at which it stands; `None` when the number ends before that.
    fn take(&mut self, atom: &Atom) -> Option<Step> {
        let next = match atom.part {
            Part::Digits(number) => self.digits(&number)?,
            Part::Number(number) => self.word(number)?,
            Part::Hundred => self.hundred(atom)?,
            Part::Magnitude(zeros) => self.magnitude(atom, zeros)?,
            Part::Fraction(share) => self.fraction(share)?,
            Part::Half(share) => self.half(share)?,
            Part::Point => self.point()?,
            Part::Article => self.article()?,
            Part::And => return self.and(),
            Part::Inner => return self.inner(),
            Part::Of | Part::Cents(_) => return None,
        };
        Some(Step::Whole(next))
    }

    /// The number up to piece `next`, of which `last` is the one just taken.
    fn number(&self, last: Part, next: usize) -> Option<Number> {
        if self.article && self.current.is_none() {
            return Some(Number { value: one(), used: next, article: true, ..Number::default() });
        }
        let mut value = self.total.checked_add(self.current.unwrap_or_default())?;
        if self.endless {
            value = value.rounded(CENTS);
        }
        let year = matches!(last, Part::Digits(number) if self.at == 0 && number.plain
            && number.lead == 4 && (1500..2100).contains(&number.value.mantissa()));
        Some(Number {
            value,
            used: next.min(self.atoms.len()),
            power: if self.current.is_some() { 0 } else { self.power.unwrap_or(0) },
            article: false,
            year,
            signed: self.signed || self.power.is_some(),
            digits: matches!(self.part(0), Some(Part::Digits(_))),
            rounded: self.endless,
        })
    }

    fn part(&self, at: usize) -> Option<Part> {
        self.atoms.get(at).map(|atom| atom.part)
    }

    /// `at`, or the piece behind it when that is an article.
    fn after_article(&self, at: usize) -> usize {
        at + usize::from(self.part(at) == Some(Part::Article))
    }

    fn is_behind_digits(&self) -> bool {
        matches!(self.at.checked_sub(1).and_then(|before| self.part(before)), Some(Part::Digits(_)))
    }

    /// Digits begin a number, or stand behind a magnitude when a smaller one counts them: "5 Mio. 300 Tsd.".
    fn digits(&mut self, number: &Digits) -> Option<usize> {
        let next = self.at + 1;
        let counted = |power| matches!(self.part(next), Some(Part::Magnitude(zeros)) if zeros < power);
        if self.current.is_some() || self.article || !self.power.is_none_or(counted) {
            return None;
        }
        self.signed |= !number.plain;
        self.current = Some(number.value);
        Some(next)
    }

    fn word(&mut self, number: Decimal) -> Option<usize> {
        let next = self.at + 1;
        let value = match self.current {
            Some(_) if self.is_behind_digits() => return None,
            Some(before) => {
                room_behind(before).filter(|&room| number < room)?;
                before.checked_add(number)?
            }
            None if self.article => return None,
            None => {
                // "$2200 three years ago", "$2 million three years ago": a word goes on from digits only as a count.
                let counts = matches!(self.part(next), Some(Part::Hundred | Part::Magnitude(_)));
                if self.at > 0 && !counts && matches!(self.part(0), Some(Part::Digits(_))) {
                    return None;
                }
                number
            }
        };
        self.current = Some(value);
        Some(next)
    }

    fn hundred(&mut self, atom: &Atom) -> Option<usize> {
        let bare = self.article || atom.bare || self.power.is_some();
        let count = self.current.or(bare.then(one)).filter(|&count| count < Decimal::from(100))?;
        (self.current, self.article) = (Some(count.shift(2)?), false);
        Some(self.at + 1)
    }

    fn magnitude(&mut self, atom: &Atom, zeros: u32) -> Option<usize> {
        if atom.glue && atom.spaced {
            return None;
        }
        let value = match (self.current, self.power) {
            (Some(count), None) => count.shift(zeros),
            (Some(count), Some(before)) if zeros < before => self.total.checked_add(count.shift(zeros)?),
            (Some(count), Some(_)) => self.total.checked_add(count)?.shift(zeros),
            (None, Some(before)) if zeros >= before => self.total.shift(zeros),
            (None, None) if self.article || atom.bare => one().shift(zeros),
            _ => None,
        }?;
        let before = self.power.filter(|_| self.current.is_none());
        self.power = Some(before.unwrap_or(0) + zeros);
        (self.total, self.current, self.article) = (value, None, false);
        Some(self.at + 1)
    }

    fn fraction(&mut self, share: Decimal) -> Option<usize> {
        let next = self.at + 1;
        // "Dreiviertelmillion"
        if share >= Decimal::from(1000) {
            if self.current.is_some() || self.power.is_some() {
                return None;
            }
            (self.total, self.power, self.article) = (share, Some(0), false);
            return Some(next);
        }
        let count = self.current.unwrap_or(one());
        if self.power.is_some() || count >= Decimal::from(10) || !count.is_integer() {
            return None;
        }
        // "in the first quarter $ 5 million": alone it is a time of the year.
        let goes_on = matches!(self.part(next), Some(Part::Of | Part::Article | Part::Magnitude(_)));
        if self.current.is_none() && !self.article && !goes_on {
            return None;
        }
        // "two thirds of a million", but not "the third million".
        if is_endless(share) {
            if self.current.is_none() && !self.article || self.part(next) != Some(Part::Of) {
                return None;
            }
            self.endless = true;
        }
        (self.current, self.article) = (Some(count.checked_mul(share)?), false);
        // "half a million", "a quarter of a million"
        Some(self.after_article(next + usize::from(self.part(next) == Some(Part::Of))))
    }

    fn half(&mut self, share: Decimal) -> Option<usize> {
        // "$4.85 3/4" are parts of a cent.
        let whole = self.current.unwrap_or_default();
        if !whole.is_integer() {
            return None;
        }
        let next = self.at + 1;
        if is_endless(share) {
            if !matches!(self.part(next), Some(Part::Magnitude(_) | Part::Of)) {
                return None;
            }
            self.endless = true;
        }
        self.current = Some(whole.checked_add(share)?);
        // "3/4 of a dollar"
        Some(if self.part(next) == Some(Part::Of) { self.after_article(next + 1) } else { next })
    }

    fn and(&mut self) -> Option<Step> {
        let share = self.after_article(self.at + 1);
        // "one and three quarter million"
        if let (Some(Part::Number(count)), Some(Part::Fraction(part))) =
            (self.part(share), self.part(share + 1))
            && let Some(parts) = count.checked_mul(part).filter(|&parts| parts < one() && !is_endless(part))
        {
            self.current = Some(self.current?.checked_add(parts)?);
            return Some(Step::Whole(share + 2));
        }
        match self.part(share)? {
            // "one hundred thousand and 00/100 dollars"
            Part::Cents(cents) if self.current.is_some() || self.power.is_some() => {
                self.current = Some(self.current.unwrap_or_default().checked_add(cents)?);
                Some(Step::Whole(share + 1))
            }
            // "two and a half million", "a million and a half"
            Part::Fraction(half) | Part::Half(half) if half < one() => {
                self.current = Some(match self.current {
                    Some(count) => count.checked_add(half)?,
                    None => half.shift(self.power?)?,
                });
                Some(Step::Whole(share + 1))
            }
            // "$100 and fifty" are cents, "one hundred and fifty" is one number.
            Part::Number(_) if !self.is_behind_digits() => {
                let counted = self.current.is_some() || self.power.is_some();
                let hundreds = self.current.is_none_or(|value| is_multiple(value, 100));
                (counted && hundreds).then_some(Step::Open(self.at + 1))
            }
            _ => None,
        }
    }

    fn article(&mut self) -> Option<usize> {
        self.article = true;
        (self.at == 0).then_some(1)
    }

    /// "zwei weitere Millionen"
    fn inner(&self) -> Option<Step> {
        let next = self.at + 1;
        let magnitude = matches!(self.part(next), Some(Part::Magnitude(_) | Part::Hundred));
        (magnitude && (self.article || self.current.is_some())).then_some(Step::Open(next))
    }

    /// "zwei Komma fünf": the digits behind it, one word each.
    fn point(&mut self) -> Option<usize> {
        let (mut next, mut scale) = (self.at + 1, 0);
        while let Some(Part::Number(digit)) = self.part(next)
            && digit.is_integer()
            && digit < Decimal::from(10)
            && let Some(place) = Decimal::new(digit.mantissa(), scale + 1)
            && let Some(sum) = self.current.and_then(|sum| sum.checked_add(place))
        {
            (self.current, scale, next) = (Some(sum), scale + 1, next + 1);
        }
        (scale > 0).then_some(next)
    }
}
