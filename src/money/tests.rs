//! Sentences with the amounts that are in them, and the tables. What is written out by a program is in `written`.

mod written;

use super::*;
use crate::language::Language;
use crate::reference::Decoded;
use crate::token::{Token, tokenize};
use std::sync::OnceLock;

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::shipped)
}

fn all(text: &str, language: Language) -> (Vec<Token>, Vec<Found>) {
    let (mut tokens, mut found, mut decoded) = (Vec::new(), Vec::new(), Decoded::default());
    let (block, origin) = decoded.read(0, text);
    tokenize(block, &mut tokens);
    find(lexicon(), block, &tokens, language, &mut found);
    found.iter_mut().for_each(|found| found.span = origin.span(found.span));
    (tokens, found)
}

/// Takes the marks « » out of a text, and gives the spans between them.
fn unmark(marked: &str) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '«' => start = text.len(),
            '»' => spans.push((start, text.len())),
            c => text.push(c),
        }
    }
    (text, spans)
}

/// The amounts must be exactly those that are marked, and mean what is given.
fn check(language: Language, marked: &str, expected: &[&str]) -> Result<(), String> {
    let (text, spans) = unmark(marked);
    let (_, found) = all(&text, language);
    let got: Vec<_> = found.iter().map(|f| (f.span.start, f.span.end)).collect();
    let values: Vec<_> = found.iter().map(|f| f.money.to_string()).collect();
    if got == spans && values == expected {
        return Ok(());
    }
    let shown: Vec<_> =
        found.iter().map(|f| format!("\"{}\" {} {}", f.span.of(&text), f.money, f.rule.name())).collect();
    Err(format!("{language} {marked}\n    expected {expected:?}\n    found    {shown:?}"))
}

/// Every row of the tables in docs/MONEY.md says what is true.
#[test]
fn the_documented_table_is_true() {
    let document = include_str!("../../docs/MONEY.md");
    let mut errors = Vec::new();
    let mut rows = 0;
    for line in document.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let ["", code @ ("de" | "en"), marked, values, ..] = *cells.as_slice() else { continue };
        let language = if code == "en" { Language::En } else { Language::De };
        let values: Vec<&str> = values.split(" · ").filter(|v| !v.is_empty() && *v != "–").collect();
        rows += 1;
        errors.extend(check(language, marked, &values).err());
    }
    assert!(rows > 150, "only {rows} rows in docs/MONEY.md");
    assert!(errors.is_empty(), "{} rows of docs/MONEY.md differ:\n{}", errors.len(), errors.join("\n"));
}

/// A dash behind a currency leads to no number of the next paragraph, which once was read as far as its first hyphen.
#[test]
fn a_dash_leads_to_no_other_paragraph() {
    let marked = "Fr –\n\n«500-Millionen-Euro»-Übernahme";
    assert_eq!(check(Language::De, marked, &["500000000 EUR"]), Ok(()));
}

/// Nor does a number take a magnitude from there.
#[test]
fn a_magnitude_stands_in_the_paragraph_of_its_number() {
    assert_eq!(check(Language::En, "It costs «$5»\n\nmillion-dollar homes", &["5 USD"]), Ok(()));
    assert_eq!(check(Language::De, "Es kostet «$5»\n\nMillionen-Projekt", &["5 USD"]), Ok(()));
}

/// All of these texts, with what is marked in them and what it means.
fn check_all(rows: &[(Language, &str, &[&str])]) {
    let errors: Vec<_> =
        rows.iter().filter_map(|(language, text, values)| check(*language, text, values).err()).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

/// The language that is set, or was guessed, need not be that of the number.
#[test]
fn a_lone_sign_is_read_beside_its_currency() {
    use Language::{De, En};
    check_all(&[
        (En, "Rechnungsbetrag: «1.190 EUR» inkl. 19% MwSt.", &["1190 EUR"]),
        (En, "Stammkapital «25.000 Euro»", &["25000 EUR"]),
        (En, "Gesamtbetrag «EUR 12.345»", &["12345 EUR"]),
        (
            En,
            "a «25.000-Euro» loan, «10.000», «20.000» or «30.000 Euro»",
            &["25000 EUR", "10000 EUR", "20000 EUR", "30000 EUR"],
        ),
        (En, "The dollar fell to «151.234 yen», from «¥1.500».", &["151.234 JPY", "1500 JPY"]),
        (En, "a salary of «2.500 euros» per month, «TEUR 1.234»", &["2500 EUR/month", "1234000 EUR"]),
        // Thousandths.
        (En, "one «€1.234 billion» deal, diesel at «€1.459»", &["1234000000 EUR", "1.459 EUR"]),
        (En, "«a dollar» buys «1.157 euros»", &["1 USD", "1.157 EUR"]),
        // The other numbers group with commas, or with points.
        (En, "«$1,234,567» in cash and «1.459 euros»", &["1234567 USD", "1.459 EUR"]),
        (En, "Netto «1.000,00 USD», brutto «1.190 USD»", &["1000 USD", "1190 USD"]),
        (En, "«12.345 cents» per kWh", &["0.12345 USD/kilowatt-hour"]),
        (De, "BMW X5 «$35,500», «€1,000», «US$1,500»", &["35500 USD", "1000 EUR", "1500 USD"]),
        (
            De,
            "«1,234 Mrd. Euro», «1,500 Dollar», «€1,459»/l",
            &["1234000000 EUR", "1.5 USD", "1.459 EUR/litre"],
        ),
    ]);
}

/// A blank groups digits, but not a quantity and a price.
#[test]
fn a_blank_parts_a_quantity_from_a_price() {
    use Language::{De, En};
    check_all(&[
        (De, "Anzahl: 3 «250 €»", &["250 EUR"]),
        (De, "«3 250 €» und «11 490 Euro»", &["3250 EUR", "11490 EUR"]),
        (De, "Menge «3\u{a0}250 €»", &["3250 EUR"]),
        (De, "Im Jahr «10 000 Euro»", &["10000 EUR"]),
        (
            De,
            "«1 250 Euro», davon «250 Euro», und «12 345,67 Euro» oder «1234,50 Euro»",
            &["1250 EUR", "250 EUR", "12345.67 EUR", "1234.5 EUR"],
        ),
        (En, "Qty 3 «250 EUR» = «750 EUR»", &["250 EUR", "750 EUR"]),
        (En, "3 chairs 4 «349 USD» «1,396 USD»", &["349 USD", "1396 USD"]),
    ]);
}

/// A unit stands behind "per", and not how or by whose word is paid.
#[test]
fn per_is_followed_by_a_unit() {
    use Language::{De, En};
    check_all(&[
        (
            En,
            "«$5 million» per our records, «$5» per customer, «$20» per widget",
            &["5000000 USD", "5 USD/customer", "20 USD/widget"],
        ),
        (En, "«$7» per Reuters, «$8» per Share", &["7 USD", "8 USD/share"]),
        (De, "«30 €» per Karte, «5 Euro» je Karte", &["30 EUR", "5 EUR/ticket"]),
    ]);
}

/// A line end is a blank where a sentence goes on over it.
#[test]
fn a_line_end_is_a_blank_in_a_sentence() {
    use Language::{De, En};
    check_all(&[
        (De, "rund «5 Mio.\nEuro» und «1,5 Mrd.\nUS-Dollar»", &["~5000000 EUR", "1500000000 USD"]),
        (De, "Das kostet «EUR\n50» im Monat.", &["50 EUR/month"]),
        (De, "«€\n50»", &["50 EUR"]),
        (En, "He paid «50\nEUR» for it, and «$\n1,500» to us.", &["50 EUR", "1500 USD"]),
        (De, "5 Mio.\n\nEuro", &[]),
        (De, "EUR\n\n50", &[]),
        // Heads of columns and items of lists.
        (De, "Preis in EUR\n3 Stühle", &[]),
        (De, "Umsatz in EUR\n2023", &[]),
        (De, "alle Preise EUR\n1. Stuhl", &[]),
    ]);
}

/// What a program writes with "$" is no money, but a price in quotation marks is.
#[test]
fn arguments_of_programs_are_no_money() {
    use Language::{De, En};
    check_all(&[
        (En, "if [ -z \"$1\" ]; then exit; fi", &[]),
        (En, "cut -d: -f1 \"$2\" | sort", &[]),
        (En, "x\necho \"$10\"\ny", &[]),
        (De, "export NAME=\"$1\"", &[]),
        (En, "They charge \"«$5»\", and «$10»; print «$20» bills.", &["5 USD", "10 USD", "20 USD"]),
        (En, "{\"price\": \"«$5»\"}", &["5 USD"]),
        (En, "«$ five million»", &["5000000 USD"]),
        (En, "a CRC16 sum, «CRC 500»", &["500 CRC"]),
    ]);
}

/// Each full name of the generated tables is read, with its code, after and inside a number phrase.
#[test]
fn all_names_of_the_tables_are_read() {
    let mut errors = Vec::new();
    for (language, table) in [
        (Language::De, include_str!("../../data/de/currency_names.tsv")),
        (Language::En, include_str!("../../data/en/currency_names.tsv")),
    ] {
        for line in table.lines().skip(1).filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(name), Some(code)) = (cells.next(), cells.next()) else { continue };
            let name = name.replace('~', "e");
            let marked = format!("x «7 Millionen {name}».")
                .replace("Millionen", if language == Language::En { "million" } else { "Millionen" });
            errors.extend(check(language, &marked, &[&format!("7000000 {code}")]).err());
        }
    }
    assert!(errors.is_empty(), "{} names:\n{}", errors.len(), errors.join("\n"));
}

/// Each code and symbol is read behind an exact number, in both languages.
#[test]
fn all_symbols_are_read() {
    let mut errors = Vec::new();
    for line in
        include_str!("../../data/currencies.tsv").lines().skip(1).filter(|line| !line.starts_with('#'))
    {
        let cells: Vec<&str> = line.split('\t').collect();
        let [form, code, ..] = *cells.as_slice() else { continue };
        for (language, number) in [(Language::De, "37,25"), (Language::En, "37.25")] {
            let (_, found) = all(&format!("x {number} {form} y"), language);
            let right = |f: &Found| {
                (f.money.currency.code() == code || code.bytes().any(|byte| byte.is_ascii_lowercase()))
                    && f.money.amount() == "37.25".parse().ok()
            };
            // "90 Rp." are Rappen in German, "500 RM" Reichsmark.
            if language == Language::De && matches!(form, "Rp" | "RM") {
                continue;
            }
            // "us $" is the pronoun unless a space follows; codes glued in front only are another matter.
            if !matches!(found.as_slice(), [f] if right(f)) {
                errors.push(format!("{language} {form} {found:?}"));
            }
        }
    }
    assert!(errors.is_empty(), "{} symbols:\n{}", errors.len(), errors.join("\n"));
}

#[test]
fn the_tables_are_well_formed() {
    for (name, table) in [
        ("de/money.tsv", include_str!("../../data/de/money.tsv")),
        ("en/money.tsv", include_str!("../../data/en/money.tsv")),
    ] {
        let rows: Vec<&str> = table.lines().skip(1).filter(|line| !line.starts_with('#')).collect();
        assert!(rows.is_sorted(), "{name} is not sorted");
        for row in rows {
            assert_eq!(row.split('\t').count(), 5, "{name}: {row}");
            assert!(
                lexicon::is_known_class(row.split('\t').next().unwrap_or_default()),
                "{name}: class of {row}"
            );
        }
    }
}
