//! Which names of a list are known to the shipped gazetteer, and which are not?
//!
//!     cargo run --release --example coverage -- tests/fixtures/coverage.txt
//!
//! The list has one name a line; lines that begin with `#` are comments. For each name: the id of the
//! entry, its class, and how far the name may be trusted. Several entries may carry one name. Of most people only the
//! parts of the name are known, so a name without entry is also looked for as a given name and a surname.
//!
//!     known    BASF                         basf company safe
//!     known    Bahn                         deutsche-bahn company cue
//!     person   Angela Schmidt               given name, surname
//!     unknown  Foo Industries
//!     4 names: 2 known, 1 person, 1 unknown
//!
//! Exit codes: 0 done; 1 a file could not be read; 2 usage, nothing is done.

use konzern::{AliasMatch, Extractor, Flags};
use std::collections::HashSet;
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    let lists: Vec<String> = env::args().skip(1).collect();
    if lists.is_empty() {
        eprintln!("usage: coverage LIST…");
        return ExitCode::from(2);
    }
    match run(&lists) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(lists: &[String]) -> Result<(), String> {
    let extractor = Extractor::builder().build().map_err(|e| e.to_string())?;
    let (given, surnames) = (names("data/names/given.tsv")?, names("data/names/surnames.tsv")?);
    let (mut known, mut people, mut unknown) = (0, 0, 0);
    for list in lists {
        for name in
            read(list)?.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
        {
            let found = extractor.shipped_gazetteer().lookup(name);
            if !found.is_empty() {
                known += 1;
                println!("known    {name:28} {}", found.iter().map(describe).collect::<Vec<_>>().join("; "));
            } else if is_person(name, &given, &surnames) {
                people += 1;
                println!("person   {name:28} given name, surname");
            } else {
                unknown += 1;
                println!("unknown  {name}");
            }
        }
    }
    println!("{} names: {known} known, {people} person, {unknown} unknown", known + people + unknown);
    Ok(())
}

fn describe(known: &AliasMatch<'_>) -> String {
    let trust = if known.flags.has(Flags::CUE) { "cue" } else { "safe" };
    format!("{} {} {trust}", known.entry.id(), known.entry.class())
}

/// True when the first word is a given name and the last word a surname, or, as in Korea, the other way round.
fn is_person(name: &str, given: &HashSet<String>, surnames: &HashSet<String>) -> bool {
    match (name.split_once(' '), name.rsplit_once(' ')) {
        (Some((first, _)), Some((_, last))) => {
            let person = |one: &str, other: &str| given.contains(one) && surnames.contains(other);
            person(first, last) || person(last, first)
        }
        _ => false,
    }
}

/// The first column of a table.
fn names(table: &str) -> Result<HashSet<String>, String> {
    let rows = read(&format!("{}/{table}", env!("CARGO_MANIFEST_DIR")))?;
    Ok(rows.lines().filter_map(|row| row.split('\t').next()).map(str::to_owned).collect())
}

fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))
}
