//! Runs the cases of `tests/cases`: short texts with marks, read by one runner. See the README there.

use crate::marked::{Marked, Outcome, compare, folder, judge};
use konzern::{Extractor, Gazetteer, Language};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::PathBuf;

/// What a section asks for, beside the defaults.
#[derive(Clone, Copy, PartialEq)]
enum Asked {
    Nothing,
    Nested,
    OwnNames,
}

struct Case {
    name: String,
    place: String,
    language: Option<Language>,
    asked: Asked,
    marked: Marked,
}

#[test]
fn all_cases() {
    let plain = Extractor::builder().build().unwrap();
    let nested = Extractor::builder().nested(true).build().unwrap();
    let own = Gazetteer::builder().file(folder().join("cases/own.tsv")).unwrap().build().unwrap();
    let own = Extractor::builder().gazetteer(own).build().unwrap();
    let outcomes: Vec<Outcome> = read_all()
        .iter()
        .map(|case| {
            let mut differences = vec![compare(&plain, &case.marked, case.language, false)];
            match case.asked {
                Asked::Nothing => {}
                Asked::Nested => differences.push(compare(&nested, &case.marked, case.language, true)),
                Asked::OwnNames => differences.push(compare(&own, &case.marked, case.language, true)),
            }
            let text = case.marked.text.replace('\n', "\\n");
            let mut trouble = format!("{} {}: {text}\n", case.place, case.name);
            for (difference, when) in differences.iter().zip(["", " when asked"]) {
                for name in &difference.missing {
                    trouble.push_str(&format!("    not found{when}: {name}\n"));
                }
                for name in &difference.wrong {
                    trouble.push_str(&format!("    wrong{when}: {name}\n"));
                }
            }
            let right = differences.iter().all(|difference| difference.is_empty());
            Outcome { name: case.name.clone(), trouble: (!right).then_some(trouble) }
        })
        .collect();
    judge("cases", &outcomes);
}

/// All cases, by folder and file.
fn read_all() -> Vec<Case> {
    let mut cases = Vec::new();
    for (language, folder_name) in [(Some(Language::De), "de"), (Some(Language::En), "en"), (None, "auto")] {
        let mut files: Vec<PathBuf> = fs::read_dir(folder().join("cases").join(folder_name))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        for file in files {
            let stem = file.file_stem().unwrap().to_str().unwrap();
            read(&format!("{folder_name}/{stem}"), &fs::read_to_string(&file).unwrap(), language, &mut cases);
        }
    }
    assert!(cases.len() >= 450, "only {} cases", cases.len());
    cases
}

fn read(file: &str, text: &str, language: Option<Language>, cases: &mut Vec<Case>) {
    let mut section = None;
    let mut names = HashSet::new();
    for (line, number) in text.lines().zip(1..) {
        let place = format!("tests/cases/{file}.txt:{number}");
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix("== ") {
            section = Some(match name {
                "must find" | "must not find" => Asked::Nothing,
                "only when asked for: nested" => Asked::Nested,
                "only when asked for: own names" => Asked::OwnNames,
                _ => panic!("{place}: unknown section \"{name}\""),
            });
            continue;
        }
        let asked = section.unwrap_or_else(|| panic!("{place}: no section yet"));
        let (name, source) =
            line.split_once(" :: ").unwrap_or_else(|| panic!("{place}: expected name :: text"));
        assert!(names.insert(name.to_owned()), "{place}: the name \"{name}\" is used already");
        let marked = unescape(source).and_then(|source| Marked::parse(&source));
        let marked = marked.unwrap_or_else(|error| panic!("{place}: {error}"));
        let asked_marks = marked.marks.iter().any(|mark| mark.asked);
        assert_eq!(
            asked_marks,
            asked != Asked::Nothing,
            "{place}: marks with + belong to \"only when asked for\""
        );
        cases.push(Case { name: format!("{file}/{name}"), place, language, asked, marked });
    }
}

/// Replaces `\n`, `\r`, `\t` and `\u{ad}`.
fn unescape(source: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        rest = if let Some(after) = after.strip_prefix("u{") {
            let (digits, after) = after.split_once('}').ok_or("\\u{ does not end")?;
            let code = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
            out.push(code.ok_or_else(|| format!("\\u{{{digits}}} is no character"))?);
            after
        } else {
            let (sign, tail) = after.split_at_checked(1).ok_or("a lone \\ at the end")?;
            out.push(match sign {
                "n" => '\n',
                "r" => '\r',
                "t" => '\t',
                _ => return Err(format!("unknown escape \\{sign}")),
            });
            tail
        };
    }
    out.push_str(rest);
    Ok(out)
}

/// Every rule of money and every sort of evidence decides at least one case.
#[test]
fn every_rule_and_every_sort_of_evidence_has_a_case() {
    let cases = read_all();
    let own = || Gazetteer::builder().file(folder().join("cases/own.tsv")).unwrap().build().unwrap();
    let mut missing = Vec::new();
    for language in [Language::De, Language::En] {
        let plain = Extractor::builder().language(language).build().unwrap();
        let with_own = Extractor::builder().language(language).gazetteer(own()).build().unwrap();
        let mut seen = BTreeSet::new();
        for case in cases.iter().filter(|case| case.language == Some(language)) {
            let extractor = if case.asked == Asked::OwnNames { &with_own } else { &plain };
            for why in extractor.explain(&case.marked.text) {
                for evidence in why.evidence {
                    seen.insert(evidence.place.into_owned());
                    seen.insert(sort_of(&evidence.name).to_owned());
                }
            }
        }
        let needed = rules_of_money().into_iter().chain(sorts_of_evidence(language));
        missing.extend(needed.filter(|name| !seen.contains(name)).map(|name| format!("{language} {name}")));
    }
    assert!(missing.is_empty(), "no case in tests/cases shows: {}", missing.join(", "));
}

/// The ids that the headings of docs/MONEY.md name.
fn rules_of_money() -> BTreeSet<String> {
    let document = fs::read_to_string(folder().join("../docs/MONEY.md")).unwrap();
    let headings = document.lines().filter(|line| line.starts_with("## "));
    let ids: BTreeSet<String> = headings
        .flat_map(|line| line.split(['(', ')', ',', ' ']))
        .filter(|word| word.starts_with("money."))
        .map(str::to_owned)
        .collect();
    assert!(ids.len() >= 6, "docs/MONEY.md names only {ids:?}");
    ids
}

/// The places and sorts of evidence in the weights of a language. Of the fitted sorts about words those with a few rows are left
/// out, for the next fit may drop them.
fn sorts_of_evidence(language: Language) -> BTreeSet<String> {
    const FEW: usize = 20;
    let folder = folder().join("../data");
    let fitted = format!("{language}/weights.tsv");
    let mut sorts = BTreeSet::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for file in ["weights.tsv", &fitted] {
        let table = fs::read_to_string(folder.join(file)).unwrap();
        for line in table.lines().skip(1).filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(place), Some(evidence)) = (cells.next(), cells.next()) else { continue };
            let sort = sort_of(evidence).to_owned();
            sorts.insert(place.to_owned());
            if place == "span" {
                sorts.insert(sort);
            } else if !["compound", "joined"].contains(&sort.as_str()) {
                // Of these two each row is about another pair of parts.
                *counts.entry(sort).or_default() += 1;
            }
        }
    }
    sorts.extend(counts.into_iter().filter(|&(_, count)| count >= FEW).map(|(sort, _)| sort));
    // An explanation calls all that the memory adds "memory", and an amount by its rule. What lies within a listed name hardly
    // ever wins, and only winners are explained.
    sorts.retain(|sort| {
        !["money", "short-name", "part-name", "defined-name", "within-entry"].contains(&sort.as_str())
    });
    sorts
}

/// "cue:role" and "words:2" are sorts of their own; of the others, which are many, the beginning is: "suffix:heim".
fn sort_of(evidence: &str) -> &str {
    let whole = ["cue:", "words:", "own-entry", "long-entry", "money."];
    if whole.iter().any(|start| evidence.starts_with(start)) {
        return evidence;
    }
    evidence.split(':').next().unwrap_or(evidence)
}
