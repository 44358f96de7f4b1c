//! Money as a caller sees it: exact decimals, codes, and the JSON of the contract. What is found in texts is tested beside
//! the code, in `src/money/tests.rs` and by docs/MONEY.md, and here in whole sentences.

use konzern::{Currency, Decimal, Extractor, Kind, Language, Money, Span, Value};

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

/// Takes the marks « » out of a text, and gives the spans between them.
fn unmark(marked: &str) -> (String, Vec<Span>) {
    let (mut text, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '«' => start = text.len(),
            '»' => spans.push(Span::new(start, text.len())),
            c => text.push(c),
        }
    }
    (text, spans)
}

/// What is read in whole sentences, with everything else that konzern finds there.
#[test]
fn amounts_in_sentences() {
    let list = include_str!("../fixtures/money.txt");
    let extractors = [Language::De, Language::En]
        .map(|language| Extractor::builder().language(language).kinds([Kind::Money]).build().unwrap());
    let mut errors = Vec::new();
    let mut rows = 0;
    for line in list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [code, marked, values] = line.split(" | ").collect::<Vec<_>>().try_into().expect(line);
        let [german, english] = &extractors;
        let extractor = if code == "de" { german } else { english };
        let (text, spans) = unmark(marked);
        let values: Vec<&str> = values.split(" · ").filter(|&value| value != "–").collect();
        let found = extractor.extract(&text);
        let money = found.iter().filter_map(|entity| entity.money.as_ref());
        let right = found.iter().map(|entity| entity.span).eq(spans)
            && money.map(ToString::to_string).eq(values.iter().copied());
        if !right {
            let shown: Vec<String> = found
                .iter()
                .map(|it| {
                    format!(
                        "«{}» {}",
                        it.text,
                        it.money.as_ref().map(ToString::to_string).unwrap_or_default()
                    )
                })
                .collect();
            errors.push(format!("{code} {marked}\n    expected {values:?}\n    found    {shown:?}"));
        }
        rows += 1;
    }
    assert!(rows > 350, "only {rows} rows in tests/fixtures/money.txt");
    assert!(
        errors.is_empty(),
        "{} rows of tests/fixtures/money.txt differ:\n{}",
        errors.len(),
        errors.join("\n")
    );
}

/// What a line ends with is no minus of the amount on the next.
#[test]
fn a_minus_ends_with_its_line() {
    let extractor = Extractor::builder().language(Language::En).kinds([Kind::Money]).build().unwrap();
    let found = extractor.extract("Outlook: negative\n$500 million notes due 2030");
    let values: Vec<_> = found.iter().filter_map(|it| it.money.as_ref()).map(ToString::to_string).collect();
    assert_eq!(values, ["500000000 USD"]);
}

/// Short lines part names, but not a magnitude from its currency.
#[test]
fn amounts_go_on_over_the_end_of_a_short_line() {
    let extractor = Extractor::builder().language(Language::De).kinds([Kind::Money]).build().unwrap();
    for (text, value) in [
        ("Es waren rund 5 Mio.\nEuro mehr.", "~5000000 EUR"),
        ("Es waren 1,5 Mrd.\nUS-Dollar mehr.", "1500000000 USD"),
        ("Das kostet EUR\n50 im Monat, und das ist viel.", "50 EUR/month"),
        ("EUR\n500 Mio. wurden gezahlt.", "500000000 EUR"),
    ] {
        let found = extractor.extract(text);
        let values: Vec<_> =
            found.iter().filter_map(|it| it.money.as_ref()).map(ToString::to_string).collect();
        assert_eq!(values, [value], "{text:?}");
    }
}
