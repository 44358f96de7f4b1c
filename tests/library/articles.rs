//! Whole news articles of our own writing: every mention is found with the right kind, form and span, and at most one
//! false one. The articles are `tests/fixtures/NAME.txt`, with their marks in `NAME.marked`.

use crate::marked::{Marked, Outcome, compare, folder, judge};
use konzern::{Extractor, Language};
use std::fs;
use std::path::PathBuf;

/// False mentions that an article may have.
const MAY_BE_FALSE: usize = 1;

fn articles() -> Vec<PathBuf> {
    let files = fs::read_dir(folder().join("fixtures")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|it| it == "marked")).collect();
    files.sort();
    assert!(files.len() >= 4, "only {} articles", files.len());
    files
}

#[test]
fn marks_and_texts_agree() {
    for path in articles() {
        let marked = Marked::parse(&fs::read_to_string(&path).unwrap()).unwrap();
        let text = fs::read_to_string(path.with_extension("txt")).unwrap();
        assert!(marked.text == text, "{} without its marks is not the .txt beside it", path.display());
        assert!(text.len() > 3_500, "{} is too short", path.display());
    }
}

#[test]
fn all_mentions_are_found() {
    let extractor = Extractor::builder().build().unwrap();
    let outcomes: Vec<Outcome> = articles()
        .iter()
        .map(|path| {
            let marked = Marked::parse(&fs::read_to_string(path).unwrap()).unwrap();
            let name = format!("fixtures/{}", path.file_stem().unwrap().to_str().unwrap());
            let language = if name.contains("/en_") { Language::En } else { Language::De };
            // The language is to be found out as well.
            let read_as =
                extractor.extract_with(&marked.text, None, &mut Default::default(), &mut Vec::new());
            let difference = compare(&extractor, &marked, None, false);
            let mut trouble = format!("tests/{name}.marked, {} marks\n", marked.marks.len());
            if read_as != language {
                trouble.push_str(&format!("    read as {read_as}, expected {language}\n"));
            }
            for mark in &difference.missing {
                trouble.push_str(&format!("    not found: {mark}\n"));
            }
            for mark in &difference.wrong {
                trouble.push_str(&format!("    wrong: {mark}\n"));
            }
            let right = read_as == language
                && difference.missing.is_empty()
                && difference.wrong.len() <= MAY_BE_FALSE;
            Outcome { name, trouble: (!right).then_some(trouble) }
        })
        .collect();
    judge("articles", &outcomes);
}
