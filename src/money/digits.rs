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
    let decimal_sign = match language {
        Language::En => '.',
        _ => ',',
    };
    let is_quote = |c: char| c == '`' || is_apostrophe(c);
    // The last sign and how often it stands, another sign before it, the length of the groups.
    let (mut last, mut count, mut other) = (None, 0_u32, None);
    let (mut lead, mut group, mut groups, mut odd_groups) = (None, 0_u32, 0_u32, false);
    let mut mantissa = 0_i128;
    for c in text.chars() {
        if let Some(digit) = c.to_digit(10) {
            mantissa = mantissa.checked_mul(10)?.checked_add(i128::from(digit))?;
            group += 1;
            continue;
        }
        let sign = if is_quote(c) { '\'' } else { c };
        if !matches!(sign, '.' | ',' | '\'') || group == 0 {
            return None;
        }
        if lead.is_none() {
            lead = Some(group);
        } else {
            groups += 1;
            odd_groups |= group != 3;
        }
        match last {
            Some(before) if before == sign => count += 1,
            Some(before) => {
                // "1.234,567.8" makes no sense.
                if other.is_some() {
                    return None;
                }
                other = Some(before);
                (last, count) = (Some(sign), 1);
            }
            None => (last, count) = (Some(sign), 1),
        }
        group = 0;
    }
    if group == 0 {
        return None;
    }
    let (Some(sign), Some(lead_digits)) = (last, lead) else {
        return Some(Digits { value: Decimal::new(mantissa, 0)?, plain: true, decimal: false, lead: group });
    };
    let is_decimal = if sign == '\'' {
        false
    } else if other.is_some() {
        count == 1
    } else if count > 1 {
        false
    } else {
        group != 3 || lead_digits > 3 || text.starts_with('0') || sign == decimal_sign
    };
    if !is_decimal && (other.is_some() || group != 3) {
        return None;
    }
    // "12,34,567" groups by two in India.
    let indian = odd_groups && (sign == ',' || other == Some(',')) && groups > 0;
    let grouped = !is_decimal || other.is_some();
    if grouped && (lead_digits > 3 || (odd_groups && !indian)) {
        return None;
    }
    let scale = if is_decimal { group } else { 0 };
    Some(Digits {
        value: Decimal::new(mantissa, scale)?,
        plain: false,
        decimal: is_decimal,
        lead: lead_digits,
    })
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
