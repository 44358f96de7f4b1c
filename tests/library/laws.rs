//! Laws that hold for any text whatever, not only for the ones that we thought of.

use konzern::{Entity, Extractor, Form, Gazetteer, Kind, Language, Scratch};
use proptest::collection::vec;
use proptest::prelude::*;
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};

static PLAIN: LazyLock<Extractor> = LazyLock::new(|| Extractor::builder().build().unwrap());
static NESTED: LazyLock<Extractor> = LazyLock::new(|| Extractor::builder().nested(true).build().unwrap());
static EMPTY_LIST: LazyLock<Extractor> = LazyLock::new(|| {
    let empty = Gazetteer::builder().build().unwrap();
    Extractor::builder().gazetteer(empty).build().unwrap()
});

/// Sentences with names, and pieces that have made trouble in programs of this kind.
const PIECES: &[&str] = &[
    "Walmart bietet mit Microsoft für Tiktok.",
    "Die Deutsche Bank",
    "der Deutschen Bank",
    "Angela Merkel sprach in Berlin.",
    "Merkel",
    "Prof. Dr. Hans-Georg von der Marwitz",
    "Müller & Söhne GmbH & Co. KG",
    "die chinesischen Behörden",
    "US-Konzern",
    "Tiktok-Gebot",
    "rund 30 Milliarden Dollar",
    "zehn bis 15 Millionen Euro",
    "$2.5bn",
    "1.234.567,89 €",
    "99999999999999999999999999999999999999999999 Euro",
    "Adidas' Gewinn",
    "Shares in Apple Inc. fell.",
    "Mr. Smith said",
    "FC Bayern München",
    "„Spiegel“",
    "(dpa) -",
    "A/B",
    "Mu\u{308}nchen",
    "Wal\u{ad}mart",
    "Deutsche\u{a0}Bank",
    "\u{200b}",
    "\u{feff}",
    "\u{202e}",
    "ẞ",
    "İ",
    "ﬁ",
    "👩‍👩‍👧",
    "\u{0}",
    "\r\n",
    "\n\n",
    "\t",
    "'",
    "’",
    "-",
    "\u{2011}",
    "…",
    ".",
    "GmbH",
    "von der",
    "Euro",
    "Dr.",
    "SIEMENS BAUT",
    "<b>",
    "</b>",
    "<br>",
    "<p class=\"x\">",
    "<a href='/'>",
    "</a>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<a b=\"",
    "M&uuml;ller",
    "&amp;",
    "&nbsp;",
    "&#128;",
    "&lt;",
    "\u{200b}",
    "\u{202f}",
    "Αθήνα",
];

/// Any text: unicode, bytes made valid, and sentences with names spliced in, in any mixture.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        2 => any::<String>(),
        1 => "\\PC{0,12}",
        1 => "[A-ZÄÖÜa-zäöüß0-9 .,&'’\\-€$]{0,20}",
        1 => vec(any::<u8>(), 0..24).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    ];
    let glue = prop_oneof![4 => Just(" "), 1 => Just(""), 1 => Just("\n"), 1 => Just("-"), 1 => Just("\n\n")];
    vec((piece, glue), 0..14).prop_map(|pieces| {
        let mut text = String::new();
        for (piece, glue) in pieces {
            text.push_str(&piece);
            text.push_str(glue);
        }
        text
    })
}

/// What can be told of an entity, to compare results.
fn told(entities: &[Entity<'_>]) -> Vec<String> {
    entities
        .iter()
        .map(|entity| {
            let entry = entity.entry.map(|entry| entry.id().to_owned());
            format!(
                "{:?} {} {} {:?} {:?} {:?} {}",
                entity.span, entity.kind, entity.form, entity.class, entry, entity.money, entity.score
            )
        })
        .collect()
}

fn spans_are_sound(text: &str, entities: &[Entity<'_>]) -> Result<(), TestCaseError> {
    for entity in entities {
        let span = entity.span;
        prop_assert!(span.start < span.end && span.end <= text.len(), "{span:?} in {} bytes", text.len());
        prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?}");
        prop_assert_eq!(entity.text, &text[span.start..span.end]);
        let unseen =
            |c: char| c.is_whitespace() || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}');
        prop_assert_eq!(entity.text, entity.text.trim_matches(unseen));
        prop_assert!(entity.score > 0.5 && entity.score <= 1.0, "{entity:?}");
        prop_assert_eq!(entity.kind == Kind::Money, entity.money.is_some(), "{:?}", entity);
        prop_assert!(entity.form != Form::Derived || entity.kind == Kind::Place, "{entity:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_lie_inside_in_order_and_apart(text in text()) {
        let entities = PLAIN.extract(&text);
        spans_are_sound(&text, &entities)?;
        for pair in entities.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{:?} then {:?}", pair[0], pair[1]);
        }
    }

    #[test]
    fn nested_names_lie_inside_and_add_only(text in text()) {
        let nested = NESTED.extract(&text);
        spans_are_sound(&text, &nested)?;
        for (i, one) in nested.iter().enumerate() {
            for other in &nested[i + 1..] {
                let apart = !one.span.overlaps(other.span);
                let inside = one.span.contains(other.span) || other.span.contains(one.span);
                prop_assert!(apart || inside, "{one:?} crosses {other:?}");
            }
        }
        let (plain, nested) = (told(&PLAIN.extract(&text)), told(&nested));
        for entity in &plain {
            prop_assert!(nested.contains(entity), "{entity} is found plainly, but not when nested names are wanted");
        }
    }

    #[test]
    fn the_same_text_gives_the_same(text in text(), other in text()) {
        let mut scratch = Scratch::default();
        let (mut first, mut between, mut second) = (Vec::new(), Vec::new(), Vec::new());
        PLAIN.extract_with(&text, None, &mut scratch, &mut first);
        PLAIN.extract_with(&other, None, &mut scratch, &mut between);
        PLAIN.extract_with(&text, None, &mut scratch, &mut second);
        prop_assert_eq!(told(&first), told(&second), "used buffers changed the result");
        prop_assert_eq!(told(&first), told(&PLAIN.extract(&text)), "fresh buffers changed the result");
    }

    #[test]
    fn an_empty_gazetteer_changes_nothing(text in text()) {
        prop_assert_eq!(told(&PLAIN.extract(&text)), told(&EMPTY_LIST.extract(&text)));
    }

    #[test]
    fn kinds_filter_and_nothing_else(text in text(), chosen in proptest::sample::subsequence(Kind::ALL.to_vec(), 0..=4)) {
        let some = Extractor::builder().kinds(chosen.iter().copied()).build().unwrap();
        let all = PLAIN.extract(&text);
        let expected: Vec<Entity<'_>> = all.into_iter().filter(|entity| chosen.contains(&entity.kind)).collect();
        prop_assert_eq!(told(&expected), told(&some.extract(&text)));
    }

    #[test]
    fn a_minimum_score_filters_and_nothing_else(text in text(), least in 0.0f32..=1.0) {
        let sure = Extractor::builder().min_score(least).build().unwrap();
        let all = PLAIN.extract(&text);
        let expected: Vec<Entity<'_>> = all.into_iter().filter(|entity| entity.score >= least).collect();
        prop_assert_eq!(told(&expected), told(&sure.extract(&text)));
    }

    #[test]
    fn a_denied_name_is_left_out_and_nothing_comes(text in text(), which in any::<prop::sample::Index>()) {
        let all = PLAIN.extract(&text);
        if all.is_empty() {
            return Ok(());
        }
        let denied = all[which.index(all.len())].text;
        let some = Extractor::builder().deny(denied).build().unwrap();
        let left = some.extract(&text);
        prop_assert!(left.iter().all(|entity| entity.text != denied), "{denied} in {left:?}");
        let (all, left) = (told(&all), told(&left));
        prop_assert!(left.iter().all(|entity| all.contains(entity)), "without {denied}: {left:?} of {all:?}");
    }

    #[test]
    fn a_paragraph_without_names_changes_nothing_before_it(text in text()) {
        // With the language given: the paragraph is German, and short texts may be taken for English.
        for &language in Language::ALL {
            let (mut alone, mut followed) = (Vec::new(), Vec::new());
            let more = format!("{text}\n\nEs regnet seit heute, und der Regen ist kalt.\n");
            PLAIN.extract_with(&text, Some(language), &mut Scratch::default(), &mut alone);
            PLAIN.extract_with(&more, Some(language), &mut Scratch::default(), &mut followed);
            followed.retain(|entity| entity.span.start < text.len());
            prop_assert_eq!(told(&alone), told(&followed));
        }
    }
}

#[test]
fn an_extractor_is_shared_by_threads() {
    fn shareable<T: Send + Sync>() {}
    shareable::<Extractor>();
    shareable::<Gazetteer>();
    let text = PIECES.join(" ").repeat(20);
    let expected = told(&PLAIN.extract(&text));
    assert!(expected.len() > 100, "only {} entities", expected.len());
    thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| told(&PLAIN.extract(&text)))).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), expected);
        }
    });
}

#[test]
fn line_endings_change_nothing_where_long_texts_are_cut() {
    // Paragraphs of many lengths, so that blocks end anywhere in them if they do.
    let paragraph = |i: usize| {
        let more = "und noch ein Wort ".repeat(i % 7);
        format!("Im Jahr {more}zahlte sie mit rund 20 Millionen\nEuro an den Chef der Bank in Frankfurt.\n\n")
    };
    let text: String = (0..2_000).map(paragraph).collect();
    let amounts = |text: &str| PLAIN.extract(text).iter().filter(|entity| entity.kind == Kind::Money).count();
    for end in ["\n", "\r\n", "\r"] {
        assert_eq!(amounts(&text.replace('\n', end)), 2_000, "{end:?}");
    }
    // One line: nothing is cut through that stands in a sentence.
    assert_eq!(amounts(&text.replace('\n', " ")), 2_000);
}

/// The shortest of three times.
fn time(work: impl Fn()) -> Duration {
    let once = || {
        let started = Instant::now();
        work();
        started.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

/// Each of these once was a way to make a program of this kind slow: quadratic in something.
const SLOW: [&str; 40] = [
    "a",
    "A",
    "A ",
    "A. ",
    "-",
    "A-",
    "von der ",
    "1",
    "1.",
    "1 ",
    "$",
    "$1,",
    "'",
    "„",
    "(",
    "Müller und ",
    "\n",
    "\r",
    "aa-\n",
    "Aa-\nBb",
    "Ex-",
    "Neu-Neu-",
    "Haupt- und ",
    "A 1/1-",
    "new york ",
    "a\t",
    "   ",
    "a. b ",
    "`a ",
    "](",
    "<b ",
    "<a href=\"",
    "<a b='<a b=\"",
    "<script>",
    "<style></script>",
    "<!--",
    "<b></b>",
    "</",
    "&uuml;",
    "&",
];

#[test]
fn long_texts_of_one_sort_take_no_time() {
    const SHORT: usize = 25_000;
    let repeated = SLOW.map(|piece| piece.repeat(4 * SHORT / piece.len()));
    // And many names of which each is another one.
    let different =
        (0..4_000).map(|i| format!("Die Blax{i} GmbH zahlt {i} Euro an Qu{i} Merkel in New York. "));
    for text in repeated.into_iter().chain([different.collect()]) {
        let quarter = &text[..text.floor_char_boundary(text.len() / 4)];
        for what in ["extract", "explain"] {
            let work = |text: &str| match what {
                "extract" => time(|| drop(NESTED.extract(text))),
                _ => time(|| drop(NESTED.explain(text))),
            };
            let (one, four) = (work(quarter), work(&text));
            // What is quadratic takes sixteen times as long; a block is read in no time, whatever the text is.
            let most = one * 8 + Duration::from_millis(200);
            assert!(
                four < most,
                "{what}: {one:?} for a quarter of {four:?}: {:?}…",
                &text[..text.floor_char_boundary(40)]
            );
            assert!(
                four < Duration::from_secs(if cfg!(debug_assertions) { 300 } else { 10 }),
                "{what}: {four:?}: {:?}…",
                &text[..text.floor_char_boundary(40)]
            );
        }
    }
}
