//! Amounts that a program writes out, and texts in which nothing may break or be slow.

use super::{all, check};
use crate::language::Language;
use crate::money::{Decimal, Value};

/// A small generator, so that each run sees the same cases.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len() as u64) as usize]
    }
}

/// Digits in groups of three.
fn group(number: u64, sign: &str) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push_str(sign);
        }
        out.push(digit);
    }
    out
}

const ONES: [&str; 20] = [
    "null",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
];
const TENS: [&str; 10] =
    ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];

fn german_words(number: u64) -> String {
    match number {
        0..20 => ONES[number as usize].to_owned(),
        20..100 => match number % 10 {
            0 => TENS[number as usize / 10].to_owned(),
            one => format!("{}und{}", ONES[one as usize], TENS[number as usize / 10]),
        },
        100..1000 => {
            let rest = number % 100;
            format!(
                "{}hundert{}",
                ONES[number as usize / 100],
                if rest == 0 { String::new() } else { german_words(rest) }
            )
        }
        _ => {
            let rest = number % 1000;
            format!(
                "{}tausend{}",
                german_words(number / 1000),
                if rest == 0 { String::new() } else { german_words(rest) }
            )
        }
    }
}

const ENGLISH_ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const ENGLISH_TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn english_words(number: u64, and: bool) -> String {
    let join = |head: String, rest: u64, small: bool| match rest {
        0 => head,
        rest if and && small => format!("{head} and {}", english_words(rest, and)),
        rest => format!("{head} {}", english_words(rest, and)),
    };
    match number {
        0..20 => ENGLISH_ONES[number as usize].to_owned(),
        20..100 => match number % 10 {
            0 => ENGLISH_TENS[number as usize / 10].to_owned(),
            one => format!("{}-{}", ENGLISH_TENS[number as usize / 10], ENGLISH_ONES[one as usize]),
        },
        100..1000 => join(format!("{} hundred", ENGLISH_ONES[number as usize / 100]), number % 100, true),
        1000..1_000_000 => join(
            format!("{} thousand", english_words(number / 1000, and)),
            number % 1000,
            number % 1000 < 100,
        ),
        _ => join(
            format!("{} million", english_words(number / 1_000_000, and)),
            number % 1_000_000,
            number % 1_000_000 < 100,
        ),
    }
}

/// One amount in one of the supported styles: the language, the text, and what it means.
fn write_amount(random: &mut Random) -> (Language, String, String) {
    let german = random.below(2) == 0;
    let language = if german { Language::De } else { Language::En };
    let (point, comma) = if german { (",", ".") } else { (".", ",") };
    let power = random.below(10) as u32;
    let whole = random.below(10_u64.pow(power)) + 1;
    // In money: whole units, two decimals, or one to three behind a magnitude.
    let decimals = random.below(4);
    let cents = random.below(100);
    let sign = random.pick(&[comma, comma, "", "'", "\u{2019}", "\u{a0}", "\u{202f}", "\u{2009}", " "]);
    // A space cannot part a number from one before it; a bare "'" before one digit is fine.
    let (mut number, mut value) = (group(whole, sign), whole.to_string());
    if decimals == 2 {
        number = format!("{number}{point}{cents:02}");
        value = format!("{value}.{cents:02}");
    }
    let (words, word_codes): (&[&str], &[&str]) = if german {
        (
            &["Euro", "US-Dollar", "Dollar", "Schweizer Franken", "Yen", "D-Mark", "norwegische Kronen"],
            &["EUR", "USD", "USD", "CHF", "JPY", "DEM", "NOK"],
        )
    } else {
        (
            &["euros", "US dollars", "dollars", "Swiss francs", "yen", "deutschmarks", "Norwegian kroner"],
            &["EUR", "USD", "USD", "CHF", "JPY", "DEM", "NOK"],
        )
    };
    let (symbols, symbol_codes): (&[&str], &[&str]) = (
        &["€", "$", "EUR", "USD", "CHF", "£", "US$", "GBP", "C$", "HK$"],
        &["EUR", "USD", "EUR", "USD", "CHF", "GBP", "USD", "GBP", "CAD", "HKD"],
    );
    let style = random.below(8);
    let by_word = random.below(2) == 0;
    let unit = random.below(if by_word { words.len() } else { symbols.len() } as u64) as usize;
    let (unit, code) =
        if by_word { (words[unit], word_codes[unit]) } else { (symbols[unit], symbol_codes[unit]) };
    let text = match style {
        // Behind, in front, glued or not.
        0 | 1 => format!("{number} {unit}"),
        2 if !by_word => format!("{unit} {number}"),
        3 if !by_word => format!("{unit}{number}"),
        4 if !by_word => format!("{number}{unit}"),
        // With a magnitude.
        5 | 6 => {
            let (names, zeros): (&[&str], &[u32]) = if german {
                (
                    &["Mio.", "Millionen", "Mrd.", "Mrd", "Milliarden", "Tsd.", "Billionen"],
                    &[6, 6, 9, 9, 9, 3, 12],
                )
            } else {
                (&["million", "billion", "bn", "m", "k", "trillion", "thousand"], &[6, 9, 9, 6, 3, 12, 3])
            };
            let at = random.below(names.len() as u64) as usize;
            let whole = random.below(1000) + 1;
            let tenths = random.below(100);
            // "1.50" in the one language is "1,50" in the other.
            let count = format!("{whole}{point}{tenths:02}");
            let exact: Decimal = format!("{whole}.{tenths:02}").parse().unwrap_or_default();
            value = exact.shift(zeros[at]).unwrap_or_default().to_string();
            let glue = if names[at].len() < 3 { "" } else { " " };
            let amount = format!("{count}{glue}{}", names[at]);
            if style == 5 || by_word { format!("{amount} {unit}") } else { format!("{unit}{amount}") }
        }
        // In words.
        _ => {
            let whole = whole % if german { 1_000_000 } else { 1_000_000_000 };
            let whole = whole.max(2);
            value = whole.to_string();
            let count = if german { german_words(whole) } else { english_words(whole, random.below(2) == 0) };
            let (word, of) = (words[0], word_codes[0]);
            return (language, format!("{count} {word}"), format!("{value} {of}"));
        }
    };
    let value: Decimal = value.parse().unwrap_or_default();
    (language, text, format!("{value} {code}"))
}

/// What is written in a supported style is read back exactly.
#[test]
fn a_hundred_thousand_amounts_are_read_back() {
    let mut random = Random(20_260_000);
    let mut errors = Vec::new();
    for _ in 0..100_000 {
        let (language, amount, value) = write_amount(&mut random);
        let marked = match (language, random.below(4)) {
            (Language::En, 0) => format!("They said that «{amount}» had been paid."),
            (Language::En, 1) => format!("(«{amount}»)"),
            (Language::En, 2) => format!("«{amount}»"),
            (Language::En, _) => format!("The bill of «{amount}», no less."),
            (_, 0) => format!("Sie sagten, dass «{amount}» bezahlt wurden."),
            (_, 1) => format!("(«{amount}»)"),
            (_, 2) => format!("«{amount}»"),
            (_, _) => format!("Der Betrag von «{amount}», nicht weniger."),
        };
        errors.extend(check(language, &marked, &[&value]).err());
        if errors.len() > 20 {
            break;
        }
    }
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

/// Whatever the text is, nothing breaks: spans lie on characters, inside the text, in order and apart.
#[test]
fn spans_are_sound_on_any_text() {
    const PIECES: &[&str] = &[
        "5",
        "10",
        "1.000",
        "1,5",
        "000",
        "2024",
        "99999999999999999999999999999999999999999",
        "€",
        "$",
        "US$",
        "EUR",
        "USD5",
        "Euro",
        "euros",
        "Cent",
        "cents",
        "Mio",
        ".",
        ",",
        "-",
        "–",
        ",-",
        "/",
        "%",
        "Millionen",
        "million",
        "Mrd.",
        "k",
        "m",
        "bn",
        "half",
        "a",
        "of",
        "and",
        "und",
        "ein",
        "eine",
        "halbe",
        "bis",
        "to",
        "between",
        "zwischen",
        "rund",
        "mehr als",
        "at least",
        "je",
        "Aktie",
        "per",
        "share",
        "hundert",
        "fünfundzwanzigtausend",
        "twenty-five",
        "20-Euro-Schein",
        "500-Mio.-Euro-Deal",
        "-Millionen-Euro",
        "Pfund",
        "Mehl",
        "norwegische",
        "Kronen",
        "½",
        "3/4",
        "\n",
        "\n\n",
        "ß",
        "é",
        "日本",
        "🪙",
        "¥",
        "'",
        "’",
        "(",
        ")",
        "p",
        "c",
        "Rs",
        "crore",
        "lakh",
        "quadrillion",
        "minus",
        "+",
        "oder mehr",
        "1'000",
        "\u{a0}",
        "\u{202f}",
        "\u{ad}",
    ];
    let mut random = Random(7);
    for _ in 0..60_000 {
        let mut text = String::new();
        for _ in 0..random.below(14) {
            text.push_str(random.pick(PIECES));
            text.push_str(random.pick(&["", " ", " ", " "]));
        }
        for language in [Language::De, Language::En] {
            let (tokens, found) = all(&text, language);
            let mut end = 0;
            for f in &found {
                let (first, last) = (&tokens[f.first as usize], &tokens[f.last as usize]);
                assert!(f.span.start >= end && f.span.start < f.span.end, "{text:?} {found:?}");
                assert!(
                    text.is_char_boundary(f.span.start) && text.is_char_boundary(f.span.end),
                    "{text:?} {found:?}"
                );
                assert!(
                    first.start as usize <= f.span.start && f.span.start < first.end as usize,
                    "{text:?} {found:?}"
                );
                assert!(
                    (last.start as usize) < f.span.end && f.span.end <= last.end as usize,
                    "{text:?} {found:?}"
                );
                if let Value::Range(low, high) = f.money.value {
                    assert!(low < high, "{text:?} {found:?}");
                }
                end = f.span.end;
            }
        }
    }
}

/// A long text of nothing but numbers or currencies takes no more than linear time.
#[test]
fn no_text_is_slow() {
    for piece in
        ["5 ", "Euro ", "ein ", "Million ", "bis ", "€", "5-", "und ", "1.000.", "zwischen 5 und ", "hundert"]
    {
        let text = piece.repeat(20_000);
        let begin = std::time::Instant::now();
        all(&text, Language::De);
        all(&text, Language::En);
        assert!(begin.elapsed().as_secs() < 5, "{piece:?} took {:?}", begin.elapsed());
    }
}
