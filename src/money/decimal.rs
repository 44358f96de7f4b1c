//! Exact decimal numbers: digits and a scale, never a float.

use crate::error::{Error, shorten};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::ops::Neg;
use std::str::FromStr;

/// An exact decimal number: a mantissa of 128 bits, which holds any number of 38 digits, and how many of them stand behind the
/// point.
///
/// It is always kept in its shortest form, so equal numbers are equal values: "12.50" is `12.5`.
///
/// ```
/// use konzern::Decimal;
/// let price: Decimal = "12.50".parse().unwrap();
/// assert_eq!((price.mantissa(), price.scale()), (125, 1));
/// assert_eq!(price.to_string(), "12.5");
/// assert!(price < Decimal::from(13));
/// assert_eq!(format!("{price:.2}"), "12.50");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

impl Decimal {
    /// The most digits that may stand behind the point.
    pub const MAX_SCALE: u32 = 38;

    /// `mantissa` divided by ten to the power `scale`; `None` when the scale is larger than [`Self::MAX_SCALE`].
    pub const fn new(mantissa: i128, scale: u32) -> Option<Decimal> {
        let mut number = Decimal { mantissa, scale };
        if mantissa == 0 {
            number.scale = 0;
        }
        while number.scale > 0 && number.mantissa % 10 == 0 {
            number.mantissa /= 10;
            number.scale -= 1;
        }
        if number.scale > Self::MAX_SCALE { None } else { Some(number) }
    }

    /// The digits, without the point.
    pub const fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// How many digits stand behind the point.
    pub const fn scale(self) -> u32 {
        self.scale
    }

    /// True for a number without digits behind the point.
    pub const fn is_integer(self) -> bool {
        self.scale == 0
    }

    /// The sum, unless it has too many digits.
    pub fn checked_add(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        Decimal::new(self.at_scale(scale)?.checked_add(other.at_scale(scale)?)?, scale)
    }

    /// The product, unless it has too many digits.
    pub fn checked_mul(self, other: Decimal) -> Option<Decimal> {
        Decimal::new(self.mantissa.checked_mul(other.mantissa)?, self.scale.checked_add(other.scale)?)
    }

    /// The number with its point moved by `power` places to the right, unless it has too many digits.
    pub fn shift(self, power: u32) -> Option<Decimal> {
        if power <= self.scale {
            return Decimal::new(self.mantissa, self.scale - power);
        }
        Decimal::new(self.mantissa.checked_mul(10_i128.checked_pow(power - self.scale)?)?, 0)
    }

    /// The difference, unless it has too many digits.
    pub fn checked_sub(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale.max(other.scale);
        Decimal::new(self.at_scale(scale)?.checked_sub(other.at_scale(scale)?)?, scale)
    }

    /// The number without its sign.
    pub(crate) fn magnitude(self) -> Decimal {
        if self.mantissa < 0 { -self } else { self }
    }

    /// The number with at most so many digits behind the point, rounded half away from zero.
    pub(super) fn rounded(self, places: usize) -> Decimal {
        let places = u32::try_from(places).unwrap_or(u32::MAX).min(self.scale);
        // What is cut off: at most 38 digits, of which the power always fits.
        let unit = 10_i128.checked_pow(self.scale - places).unwrap_or(i128::MAX);
        let (whole, rest) = (self.mantissa / unit, self.mantissa % unit);
        let up =
            if rest.unsigned_abs() >= unit.unsigned_abs().div_ceil(2) { self.mantissa.signum() } else { 0 };
        Decimal::new(whole + if unit > 1 { up } else { 0 }, places).unwrap_or(self)
    }

    fn at_scale(self, scale: u32) -> Option<i128> {
        self.mantissa.checked_mul(10_i128.checked_pow(scale.checked_sub(self.scale)?)?)
    }
}

impl Neg for Decimal {
    type Output = Decimal;

    /// The number with the sign turned round. The least one (-2¹²⁷) has no counterpart; it gives the greatest.
    fn neg(self) -> Decimal {
        // Without closing zeros both are, or none is.
        Decimal { mantissa: self.mantissa.checked_neg().unwrap_or(i128::MAX), ..self }
    }
}

impl From<i64> for Decimal {
    fn from(number: i64) -> Self {
        Decimal { mantissa: i128::from(number), scale: 0 }
    }
}

impl From<u64> for Decimal {
    fn from(number: u64) -> Self {
        Decimal { mantissa: i128::from(number), scale: 0 }
    }
}

impl From<i32> for Decimal {
    fn from(number: i32) -> Self {
        Decimal::from(i64::from(number))
    }
}

impl From<u32> for Decimal {
    fn from(number: u32) -> Self {
        Decimal::from(i64::from(number))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        // First the whole part, then the rest, brought to the largest scale: 38 digits always fit.
        let split = |number: &Decimal| {
            let unit = 10_i128.checked_pow(number.scale).unwrap_or(i128::MAX);
            let rest = (number.mantissa % unit).saturating_mul(
                10_i128.checked_pow(Self::MAX_SCALE.saturating_sub(number.scale)).unwrap_or(1),
            );
            (number.mantissa / unit, rest)
        };
        split(self).cmp(&split(other))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    /// All digits. With a precision (`{:.2}`) as many behind the point as it says, rounded half away from zero.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = f.precision().map_or(*self, |places| self.rounded(places));
        let digits = shown.mantissa.unsigned_abs().to_string();
        let scale = shown.scale as usize;
        let places = f.precision().unwrap_or(scale);
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, rest) = padded.split_at_checked(padded.len() - scale).unwrap_or((padded.as_str(), ""));
        let text = if places == 0 { whole.to_owned() } else { format!("{whole}.{rest:0<places$}") };
        f.pad_integral(shown.mantissa >= 0, "", &text)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Decimal {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        read(text).ok_or_else(|| {
            Error::settings(format!(
                "decimal \"{}\", expected digits with at most one point, at most 38 of them behind it, and as many as fit into 127 bits",
                shorten(text)
            ))
        })
    }
}

/// The number that is written so, in any number of digits that fit.
fn read(text: &str) -> Option<Decimal> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || digits.ends_with('.') || !rest.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Zeros that end it say nothing, and are not to make it too long.
    let rest = rest.trim_end_matches('0');
    let mut mantissa = 0_i128;
    for byte in whole.bytes().chain(rest.bytes()) {
        if !byte.is_ascii_digit() {
            return None;
        }
        let digit = i128::from(byte - b'0');
        // With the sign from the start: the least number has no counterpart.
        let digit = if negative { -digit } else { digit };
        mantissa = mantissa.checked_mul(10)?.checked_add(digit)?;
    }
    Decimal::new(mantissa, u32::try_from(rest.len()).ok()?)
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// Fails when the number has more digits than a `rust_decimal::Decimal` holds (about 28).
#[cfg(feature = "rust_decimal")]
impl TryFrom<Decimal> for rust_decimal::Decimal {
    type Error = rust_decimal::Error;

    fn try_from(number: Decimal) -> Result<Self, Self::Error> {
        rust_decimal::Decimal::try_from_i128_with_scale(number.mantissa, number.scale)
    }
}

#[cfg(feature = "rust_decimal")]
impl From<rust_decimal::Decimal> for Decimal {
    fn from(number: rust_decimal::Decimal) -> Self {
        // A scale of at most 28 always fits.
        Decimal::new(number.mantissa(), number.scale()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn decimals_are_kept_short_and_ordered() {
        for (text, shown) in [
            ("1000000000", "1000000000"),
            ("12.50", "12.5"),
            ("0.05", "0.05"),
            ("-3.10", "-3.1"),
            ("0.000", "0"),
        ] {
            assert_eq!(decimal(text).to_string(), shown);
        }
        for bad in ["", ".", "1.", ".5", "1,5", "1e5", "--1", "99999999999999999999999999999999999999999"] {
            assert!(bad.parse::<Decimal>().is_err(), "{bad}");
        }
        assert!(decimal("1.5") < decimal("1.50001"));
        assert!(decimal("-2") < decimal("-1.5"));
        assert!(decimal("170141183460469231731687303715884105727") > decimal("0.1"));
        assert_eq!(decimal("2.5").shift(6), Some(Decimal::from(2_500_000)));
        assert_eq!(decimal("2.5").shift(40), None);
    }

    #[test]
    fn what_is_written_is_read() {
        for mantissa in [i128::MIN, i128::MIN + 1, -1, 0, 10, i128::MAX] {
            for scale in [0, 1, 37, Decimal::MAX_SCALE] {
                let number = Decimal::new(mantissa, scale).unwrap();
                assert_eq!(decimal(&number.to_string()), number);
                assert_eq!(serde_json::from_value::<Decimal>(serde_json::json!(number)).unwrap(), number);
            }
        }
        assert_eq!(decimal(&format!("1.{}", "0".repeat(100))), Decimal::from(1));
        for bad in ["1.x0", "1.-0", "1.0.0", "170141183460469231731687303715884105728"] {
            assert!(bad.parse::<Decimal>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_precision_is_kept() {
        for (number, two, none) in [
            ("12.5", "12.50", "13"),
            ("-12.5", "-12.50", "-13"),
            ("3", "3.00", "3"),
            ("0.004", "0.00", "0"),
            ("0.005", "0.01", "0"),
            ("-0.005", "-0.01", "0"),
            ("99.995", "100.00", "100"),
            ("1.2345", "1.23", "1"),
        ] {
            let number = decimal(number);
            assert_eq!((format!("{number:.2}"), format!("{number:.0}")), (two.to_owned(), none.to_owned()));
        }
        assert_eq!(format!("{:>8.2}|{:08.1}", decimal("12.5"), decimal("-1")), "   12.50|-00001.0");
        assert_eq!(format!("{:.1}", Decimal::new(i128::MIN, 38).unwrap()), "-1.7");
    }

    #[test]
    fn numbers_are_reckoned_with() {
        assert_eq!(decimal("12.5").checked_sub(decimal("0.75")), Some(decimal("11.75")));
        assert_eq!(Decimal::from(i64::MIN).checked_sub(Decimal::new(i128::MAX, 0).unwrap()), None);
        assert_eq!(-Decimal::from(5_u32), Decimal::from(-5_i32));
    }

    #[cfg(feature = "rust_decimal")]
    #[test]
    fn rust_decimal_takes_what_it_can_hold() {
        let same: rust_decimal::Decimal = decimal("-12.5").try_into().unwrap();
        assert_eq!(same.to_string(), "-12.5");
        assert_eq!(Decimal::from(same), decimal("-12.5"));
        assert!(rust_decimal::Decimal::try_from(decimal("170141183460469231731687303715884105727")).is_err());
    }
}
