//! Each licence under which something is has its text in the repository, and stands in Cargo.toml.

mod tables;

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;
use tables::{none, table};

/// The ids of a licence expression.
fn licences(expression: &str) -> impl Iterator<Item = &str> {
    let ids = expression.split([' ', '(', ')']).filter(|word| !word.is_empty());
    ids.filter(|word| !matches!(*word, "AND" | "OR"))
}

#[test]
fn each_licence_has_its_text_and_stands_in_the_manifest_of_the_crate() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let crate_manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let line = crate_manifest.lines().find_map(|line| line.strip_prefix("license = ")).unwrap();
    let declared: HashSet<&str> = licences(line.trim_matches('"')).collect();
    let manifest = table("MANIFEST.tsv");
    let mut faults = Vec::new();
    let mut used: BTreeSet<&str> = declared.iter().copied().collect();
    for (line, cell) in manifest.cells("licence") {
        for id in licences(cell) {
            used.insert(id);
            // Facts and what is in the public domain are under no licence.
            let free = ["LicenseRef-facts", "LicenseRef-public-domain"].contains(&id);
            if !free && !declared.contains(id) {
                faults.push(format!("data/MANIFEST.tsv:{line}: {id} is not in the license of Cargo.toml"));
            }
        }
    }
    for id in used {
        let files: &[String] = match id {
            "MIT" => &["LICENSE-MIT".to_owned(), "LICENSES/MIT-data.txt".to_owned()],
            "Apache-2.0" => &["LICENSE-APACHE".to_owned()],
            id => &[format!("LICENSES/{id}.txt")],
        };
        faults.extend(
            files.iter().filter(|file| !root.join(file).exists()).map(|file| format!("{file} is missing")),
        );
    }
    none(&faults, "add the text, or correct the id");
}

#[test]
fn the_files_in_the_notices_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec!["NOTICE".to_owned()];
    let licences = fs::read_dir(root.join("LICENSES")).unwrap();
    files.extend(licences.map(|file| format!("LICENSES/{}", file.unwrap().file_name().to_string_lossy())));
    let mut faults = Vec::new();
    let mut seen = 0;
    for file in files {
        let text = fs::read_to_string(root.join(&file)).unwrap();
        let words = text
            .split_whitespace()
            .map(|word| word.trim_start_matches('(').trim_end_matches(['.', ',', ';', ':', ')', '"']));
        for word in words.filter(|word| {
            word.starts_with("data/") || word.ends_with(".tsv") || word.starts_with("LICENSES/")
        }) {
            seen += 1;
            let paths = ["de", "en"].map(|language| root.join(word.replace("<language>", language)));
            if !paths.iter().any(|path| path.exists()) {
                faults.push(format!("{file}: there is no {word}"));
            }
        }
    }
    assert!(seen > 10, "{seen} files are named");
    none(&faults, "correct the name");
}
