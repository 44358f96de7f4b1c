//! Numbers written in digits, with their group and decimal signs: "1.234.567,89", "1,500", "9'500.50", "12,34,567".
//!
//! Blanks between groups and words after the digits are read in `number`.

use super::decimal::Decimal;
use crate::fold::is_apostrophe;
use crate::language::Language;

/// A number as it is written in digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digits {
    pub(super) value: Decimal,
    /// No sign inside.
    pub(super) plain: bool,
    /// It has a decimal sign.
    pub(super) decimal: bool,
    /// How many digits stand before the first sign.
    pub(super) lead: u32,
}

/// Reads digits with their signs. One sign alone before exactly three digits is read as the language has it: "1.500" is
/// 1500 in German and 1.5 in English.
pub(super) fn digits(text: &str, language: Language) -> Option<Digits> {
    let written = Written::read(text)?;
    let Written { mantissa, group, .. } = written;
    let (Some(sign), Some(lead)) = (written.last, written.lead) else {
        return Some(Digits { value: Decimal::new(mantissa, 0)?, plain: true, decimal: false, lead: group });
    };
    let decimal_sign = match language {
        Language::En => '.',
        _ => ',',
    };
    let decimal = match (sign, written.other) {
        ('\'', _) => false,
        (_, Some(_)) => written.count == 1,
        (_, None) if written.count > 1 => false,
        (_, None) => group != 3 || lead > 3 || text.starts_with('0') || sign == decimal_sign,
    };
    if !written.has_sound_groups(sign, lead, decimal) {
        return None;
    }
    let scale = if decimal { group } else { 0 };
    Some(Digits { value: Decimal::new(mantissa, scale)?, plain: false, decimal, lead })
}

/// Digits and signs as they are written, before it is known what the signs mean.
#[derive(Default)]
struct Written {
    mantissa: i128,
    /// The last sign.
    last: Option<char>,
    /// How often that stands, since another one.
    count: u32,
    /// Another sign before it.
    other: Option<char>,
    /// How many digits stand before the first sign.
    lead: Option<u32>,
    /// How many digits stand behind the last sign.
    group: u32,
    /// Between two signs stand more or fewer digits than three.
    odd: bool,
}

impl Written {
    fn read(text: &str) -> Option<Written> {
        let mut written = Written::default();
        for c in text.chars() {
            match c.to_digit(10) {
                Some(digit) => {
                    written.mantissa = written.mantissa.checked_mul(10)?.checked_add(i128::from(digit))?;
                    written.group += 1;
                }
                None => written.take_sign(c)?,
            }
        }
        (written.group > 0).then_some(written)
    }

    fn take_sign(&mut self, c: char) -> Option<()> {
        let sign = if c == '`' || is_apostrophe(c) { '\'' } else { c };
        if !matches!(sign, '.' | ',' | '\'') || self.group == 0 {
            return None;
        }
        match self.lead {
            None => self.lead = Some(self.group),
            Some(_) => self.odd |= self.group != 3,
        }
        match self.last {
            Some(before) if before == sign => self.count += 1,
            before => {
                // "1.234,567.8" makes no sense.
                if self.other.is_some() {
                    return None;
                }
                (self.other, self.last, self.count) = (before, Some(sign), 1);
            }
        }
        self.group = 0;
        Some(())
    }

    /// True when there are no groups, or they are of three digits; in India, which writes commas, also of two: "12,34,567".
    fn has_sound_groups(&self, sign: char, lead: u32, decimal: bool) -> bool {
        let grouped = !decimal || self.other.is_some();
        let commas = sign == ',' || self.other == Some(',');
        let ends = decimal || self.other.is_none() && self.group == 3;
        ends && (!grouped || lead <= 3 && (!self.odd || commas))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_read_by_their_place_and_else_by_the_language() {
        for (text, german, english) in [
            ("1500", "1500", "1500"),
            ("1.500", "1500", "1.5"),
            ("1,500", "1.5", "1500"),
            ("1.5", "1.5", "1.5"),
            ("1,5", "1.5", "1.5"),
            ("1.234,56", "1234.56", "1234.56"),
            ("1,234.56", "1234.56", "1234.56"),
            ("1.234.567", "1234567", "1234567"),
            ("9'500.50", "9500.5", "9500.5"),
            ("9’500", "9500", "9500"),
            ("12,34,567.89", "1234567.89", "1234567.89"),
            ("0.500", "0.5", "0.5"),
            ("1234.567", "1234.567", "1234.567"),
        ] {
            for (language, expected) in [(Language::De, german), (Language::En, english)] {
                let value = digits(text, language).map(|number| number.value.to_string());
                assert_eq!(value.as_deref(), Some(expected), "{language} {text}");
            }
        }
        for text in ["24.12.2009", "1.2.3", "1.234,567.8", "12345.678.901", "1,,5", "5.", ""] {
            assert_eq!(digits(text, Language::De), None, "{text}");
            assert_eq!(digits(text, Language::En), None, "{text}");
        }
    }
}
