//! Keeps the map in docs/ARCHITECTURE.md true: modules import from their own floor or from those below.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Modules and their floors, from the table.
fn floors() -> HashMap<String, u32> {
    let text = fs::read_to_string(root().join("docs/ARCHITECTURE.md")).expect("docs/ARCHITECTURE.md");
    let mut floors = HashMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let [_, floor, modules, ..] = cells.as_slice()
            && let Ok(floor) = floor.parse()
        {
            floors.extend(modules.split(' ').map(|module| (module.to_owned(), floor)));
        }
    }
    floors
}

/// All files of the library with the module of the crate root that they belong to.
fn sources(folder: &Path, module: Option<&str>, out: &mut Vec<(String, PathBuf)>) {
    for entry in fs::read_dir(folder).expect("src").flatten() {
        let path = entry.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            sources(&path, Some(module.unwrap_or(&stem)), out);
        } else if path.extension().is_some_and(|e| e == "rs") && stem != "lib" {
            out.push((module.unwrap_or(&stem).to_owned(), path));
        }
    }
}

/// The modules of the crate root named in the code, tests left out: after `crate::`, and after `super::` where that is the root.
/// `depth` is how many modules the file lies below the root.
fn imports(text: &str, depth: usize) -> Vec<(usize, String)> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let root = "super::".repeat(depth);
    let mut found = Vec::new();
    for (number, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        for rest in line.split("crate::").skip(1).chain(line.split(&root).skip(1)) {
            // Lists and globs hide what they import.
            assert!(
                !rest.starts_with(['{', '*']),
                "line {}: one import a line, to be seen here: {line}",
                number + 1
            );
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            found.push((number + 1, name));
        }
    }
    found
}

#[test]
fn imports_are_seen_in_whatever_way_they_are_written() {
    let names =
        |text: &str, depth| imports(text, depth).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert_eq!(names("use crate::score::NEVER;\nlet a = crate::fold::fold(b);", 1), ["score", "fold"]);
    assert_eq!(names("use super::score::NEVER;", 1), ["score"]);
    assert_eq!(names("use super::score::NEVER;\nuse super::super::fold::fold;", 2), ["fold"]);
    assert!(std::panic::catch_unwind(|| names("use crate::{fold, score};", 1)).is_err());
}

#[test]
fn modules_import_downward_only() {
    let floors = floors();
    let mut files = Vec::new();
    sources(&root().join("src"), None, &mut files);
    let mut wrong = Vec::new();
    for (module, path) in files {
        let Some(&own) = floors.get(&module) else {
            wrong.push(format!("{module}: not in the table of docs/ARCHITECTURE.md"));
            continue;
        };
        // These belong to the build script, which stands above all of them.
        if path.parent().is_some_and(|folder| folder.ends_with("lexicon/build"))
            || path.ends_with("lexicon/weights.rs")
        {
            continue;
        }
        let below = path.strip_prefix(root().join("src")).expect("a file of src").components().count();
        let depth = if path.ends_with("mod.rs") { below - 1 } else { below };
        for (line, import) in imports(&fs::read_to_string(&path).expect("a source file"), depth) {
            // `crate::Error` and the like are exports of the root.
            let Some(&other) = floors.get(&import) else { continue };
            if other > own {
                wrong.push(format!(
                    "{}:{line}: floor {own} imports {import} of floor {other}",
                    path.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
