//! Compiles the tables of `data/` into the image that the crate carries (`src/lexicon/build/` does the work).

// The build script uses the writing half of these modules, the library the reading half.
#![allow(dead_code, unused_imports)]

#[path = "src/lexicon/build/mod.rs"]
mod compile;
#[path = "src/error.rs"]
mod error;
#[path = "src/evidence.rs"]
mod evidence;
#[path = "src/fold.rs"]
mod fold;
#[path = "src/gazetteer/mod.rs"]
mod gazetteer;
#[path = "src/image/mod.rs"]
mod image;
#[path = "src/kind.rs"]
mod kind;
#[path = "src/language.rs"]
mod language;
#[path = "src/lexicon/mod.rs"]
mod lexicon;
#[path = "src/link.rs"]
mod link;
#[path = "src/lexicon/profiles.rs"]
mod profiles;
#[path = "src/reference.rs"]
mod reference;
#[path = "src/span.rs"]
mod span;
#[path = "src/token/mod.rs"]
mod token;
#[path = "src/tsv.rs"]
mod tsv;
#[path = "src/lexicon/weights.rs"]
mod weights;

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    // Of the code only what is included above: a change of the extractor does not compile the tables anew.
    for file in [
        "error",
        "evidence",
        "fold",
        "gazetteer",
        "image",
        "kind",
        "language",
        "lexicon",
        "link",
        "reference",
        "span",
        "token",
        "tsv",
    ] {
        let module = PathBuf::from("src").join(file);
        let path = if module.is_dir() { module } else { module.with_extension("rs") };
        watch(&path);
    }
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("data");
    let mut files = compile::Files::new();
    read_tables(&root, "", &mut files);
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("konzern.img");
    match compile::compile(&files) {
        Ok(image) => fs::write(&out, image).unwrap_or_else(|e| fail(&format!("{}: {e}", out.display()))),
        Err(error) => fail(&format!("data/{error}")),
    }
}

/// The script runs again when this changes: a file, or anything in a folder.
fn watch(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}

/// Reads the tables of a folder and of those in it. What it reads is watched, and folders for new tables. The topmost folder is
/// not: what is no table, and lies beside them, would compile them anew. A new table at the top asks for new code anyway.
fn read_tables(folder: &Path, prefix: &str, files: &mut compile::Files) {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| fail(&format!("{}: {e}", folder.display())));
    for entry in entries.flatten() {
        let path = entry.path();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            // The programs that make tables, and their inputs, are no tables themselves.
            if name != "tools" {
                watch(&path);
                read_tables(&path, &format!("{name}/"), files);
            }
        } else if name.ends_with(".tsv") {
            watch(&path);
            let text =
                fs::read_to_string(&path).unwrap_or_else(|e| fail(&format!("{}: {e}", path.display())));
            files.insert(name, text);
        }
    }
}

fn fail(message: &str) -> ! {
    println!("cargo::error={message}");
    std::process::exit(1)
}
