//! What an amount of money says: a currency, an exact value or its bounds, and the unit that it is paid for.
//!
//! How it is read from a text is not here, see `number` and `find`.

use super::decimal::Decimal;
use crate::error::{Error, shorten};
use serde::de::Error as _;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A currency: its code of ISO 4217.
///
/// Historic currencies have their old codes (DEM, ITL). `BTC` and `ETH`, which ISO does not know, are used for the two
/// coins, and `XXX` for money that never had a code, as the Reichsmark.
///
/// ```
/// use konzern::Currency;
/// let euro: Currency = "EUR".parse().unwrap();
/// assert_eq!(euro.to_string(), "EUR");
/// assert!("euro".parse::<Currency>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The currency with this code of three capital ASCII letters.
    pub const fn new(code: &str) -> Option<Currency> {
        match code.as_bytes() {
            [a @ b'A'..=b'Z', b @ b'A'..=b'Z', c @ b'A'..=b'Z'] => Some(Currency([*a, *b, *c])),
            _ => None,
        }
    }

    /// The code, as "EUR".
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = Error;

    fn from_str(code: &str) -> Result<Self, Error> {
        Currency::new(code).ok_or_else(|| {
            Error::settings(format!(
                "currency \"{}\", expected a code of three capital letters",
                shorten(code)
            ))
        })
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// How much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(try_from = "Fields")]
pub enum Value {
    /// One number: "12,50 €".
    Exact(Decimal),
    /// From the first to the second, both included: "zehn bis 15 Millionen Euro".
    Range(Decimal, Decimal),
    /// This or more: "mindestens 5 Euro", "more than $5".
    AtLeast(Decimal),
    /// This or less: "bis zu 5 Euro", "under $5".
    AtMost(Decimal),
}

impl Value {
    /// The lower end: the number itself when it is exact, `None` when there is no lower end.
    pub fn low(self) -> Option<Decimal> {
        match self {
            Value::Exact(number) | Value::Range(number, _) | Value::AtLeast(number) => Some(number),
            Value::AtMost(_) => None,
        }
    }

    /// The upper end: the number itself when it is exact, `None` when there is no upper end.
    pub fn high(self) -> Option<Decimal> {
        match self {
            Value::Exact(number) | Value::Range(_, number) | Value::AtMost(number) => Some(number),
            Value::AtLeast(_) => None,
        }
    }
}

/// An amount of money.
///
/// As JSON: `{"currency":"USD","amount":"1000000000"}`; a range has "low" and "high" in place of "amount", a bound one
/// of them; "approximate" and "per" stand only when there is something to say.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Money {
    /// Its currency.
    pub currency: Currency,
    /// How much.
    pub value: Value,
    /// True when the text says that the number is about right: "rund", "knapp", "about", "nearly".
    pub approximate: bool,
    /// What it is paid for, in English whatever the language of the text: "share", "litre", "month".
    pub per: Option<Box<str>>,
}

impl Money {
    /// An exact amount.
    pub fn new(currency: Currency, amount: Decimal) -> Money {
        Money { currency, value: Value::Exact(amount), approximate: false, per: None }
    }

    /// The number, when there is exactly one and it is no bound.
    pub fn amount(&self) -> Option<Decimal> {
        match self.value {
            Value::Exact(number) => Some(number),
            _ => None,
        }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.approximate {
            f.write_str("~")?;
        }
        match self.value {
            Value::Exact(number) => write!(f, "{number}")?,
            Value::Range(low, high) => write!(f, "{low}..{high}")?,
            Value::AtLeast(number) => write!(f, ">={number}")?,
            Value::AtMost(number) => write!(f, "<={number}")?,
        }
        write!(f, " {}", self.currency)?;
        match &self.per {
            Some(unit) => write!(f, "/{unit}"),
            None => Ok(()),
        }
    }
}

impl Value {
    /// The fields of JSON that say it.
    fn fields(self) -> impl Iterator<Item = (&'static str, Decimal)> {
        let fields = match self {
            Value::Exact(number) => [Some(("amount", number)), None],
            _ => [self.low().map(|low| ("low", low)), self.high().map(|high| ("high", high))],
        };
        fields.into_iter().flatten()
    }
}

/// The fields of JSON that say a value.
#[derive(Deserialize)]
struct Fields {
    amount: Option<Decimal>,
    low: Option<Decimal>,
    high: Option<Decimal>,
}

impl TryFrom<Fields> for Value {
    type Error = &'static str;

    fn try_from(fields: Fields) -> Result<Value, &'static str> {
        match (fields.amount, fields.low, fields.high) {
            (Some(number), None, None) => Ok(Value::Exact(number)),
            (None, Some(low), Some(high)) if low > high => Err("\"low\" is greater than \"high\""),
            (None, Some(low), Some(high)) => Ok(Value::Range(low, high)),
            (None, Some(number), None) => Ok(Value::AtLeast(number)),
            (None, None, Some(number)) => Ok(Value::AtMost(number)),
            _ => Err("expected \"amount\", or \"low\", \"high\" or both of them"),
        }
    }
}

impl Serialize for Value {
    /// An object of "amount", or of "low", "high" or both of them.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.fields())
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("currency", &self.currency)?;
        for (field, number) in self.value.fields() {
            map.serialize_entry(field, &number)?;
        }
        if self.approximate {
            map.serialize_entry("approximate", &true)?;
        }
        if let Some(unit) = &self.per {
            map.serialize_entry("per", unit)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Fields {
            currency: Currency,
            #[serde(flatten)]
            value: Value,
            #[serde(default)]
            approximate: bool,
            per: Option<Box<str>>,
        }
        let Fields { currency, value, approximate, per } = Fields::deserialize(deserializer)?;
        Ok(Money { currency, value, approximate, per })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn json_form() {
        let usd = Currency::new("USD").unwrap();
        let mut money = Money::new(usd, decimal("1000000000"));
        assert_eq!(serde_json::to_string(&money).unwrap(), r#"{"currency":"USD","amount":"1000000000"}"#);
        money.value = Value::Range(decimal("1.5"), decimal("2"));
        money.approximate = true;
        money.per = Some("share".into());
        let json = r#"{"currency":"USD","low":"1.5","high":"2","approximate":true,"per":"share"}"#;
        assert_eq!(serde_json::to_string(&money).unwrap(), json);
        assert_eq!(serde_json::from_str::<Money>(json).unwrap(), money);
        assert!(serde_json::from_str::<Money>(r#"{"currency":"USD"}"#).is_err());
        let turned = serde_json::from_str::<Money>(&json.replace("1.5", "2.5"));
        assert!(turned.is_err_and(|error| error.to_string().starts_with("\"low\" is greater")));
        for (value, json) in [
            (Value::Exact(decimal("5")), r#"{"amount":"5"}"#),
            (Value::Range(decimal("1"), decimal("2")), r#"{"low":"1","high":"2"}"#),
            (Value::AtLeast(decimal("1")), r#"{"low":"1"}"#),
            (Value::AtMost(decimal("2")), r#"{"high":"2"}"#),
        ] {
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
            assert_eq!(serde_json::from_str::<Value>(json).unwrap(), value);
        }
    }
}
