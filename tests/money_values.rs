//! Money as a caller sees it: exact decimals, codes, and the JSON of the contract. What is found in texts is tested beside
//! the code, in `src/money/tests.rs` and by docs/MONEY.md.

use konzern::{Currency, Decimal, Money, Value};

#[test]
fn json_has_the_agreed_form() {
    for json in [
        r#"{"currency":"USD","amount":"1000000000"}"#,
        r#"{"currency":"EUR","low":"10000000","high":"15000000"}"#,
        r#"{"currency":"EUR","low":"5"}"#,
        r#"{"currency":"CHF","high":"9500.5","approximate":true}"#,
        r#"{"currency":"EUR","amount":"8.7","per":"share"}"#,
    ] {
        let money: Money = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&money).unwrap(), json);
    }
}

#[test]
fn json_that_says_too_much_or_too_little_is_refused() {
    for json in [
        r#"{"currency":"EUR"}"#,
        r#"{"currency":"euro","amount":"5"}"#,
        r#"{"currency":"EUR","amount":"5,00"}"#,
        r#"{"currency":"EUR","amount":"5","low":"4"}"#,
        r#"{"amount":"5"}"#,
    ] {
        assert!(serde_json::from_str::<Money>(json).is_err(), "{json}");
    }
}

#[test]
fn ends_of_a_value() {
    let [five, nine] = [5, 9].map(Decimal::from);
    for (value, low, high) in [
        (Value::Exact(five), Some(five), Some(five)),
        (Value::Range(five, nine), Some(five), Some(nine)),
        (Value::AtLeast(five), Some(five), None),
        (Value::AtMost(nine), None, Some(nine)),
    ] {
        assert_eq!((value.low(), value.high()), (low, high));
    }
}

#[test]
fn decimals_and_currencies_round_trip() {
    let mut numbers: Vec<Decimal> =
        ["12.5", "-3", "0.005", "1000000", "0"].iter().map(|text| text.parse().unwrap()).collect();
    numbers.sort();
    let shown: Vec<String> = numbers.iter().map(Decimal::to_string).collect();
    assert_eq!(shown, ["-3", "0", "0.005", "12.5", "1000000"]);
    assert_eq!("CHF".parse::<Currency>().unwrap().to_string(), "CHF");
    assert!("Franken".parse::<Currency>().is_err());
}
