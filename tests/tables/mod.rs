//! Reads the tables of `data/`, and tells all that is wrong in them together.

// Each test is a crate of its own and uses its part of this.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// A table, with the line numbers of its rows.
pub struct Table {
    /// Path below `data/`.
    pub path: String,
    pub text: String,
    pub header: Vec<String>,
    pub rows: Vec<(usize, Vec<String>)>,
}

impl Table {
    pub fn column(&self, name: &str) -> usize {
        let at = self.header.iter().position(|column| column == name);
        at.unwrap_or_else(|| panic!("data/{}:1: no column \"{name}\"", self.path))
    }

    /// The cells of a column with their line numbers.
    pub fn cells(&self, name: &str) -> impl Iterator<Item = (usize, &str)> {
        let at = self.header.iter().position(|column| column == name);
        self.rows.iter().filter_map(move |(line, row)| Some((*line, row.get(at?)?.as_str())))
    }
}

pub static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let mut files = Vec::new();
    collect(&data(), &mut files);
    files.sort();
    files.iter().map(|file| read(file)).collect()
});

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if path.file_name().unwrap() != "tools" {
                collect(&path, files);
            }
        } else if path.extension().is_some_and(|e| e == "tsv") {
            files.push(path);
        }
    }
}

fn read(file: &Path) -> Table {
    let text = fs::read_to_string(file).unwrap();
    let path = file.strip_prefix(data()).unwrap().to_string_lossy().replace('\\', "/");
    let mut lines = text.lines().enumerate().map(|(i, line)| (i + 1, line));
    let header = lines.next().unwrap_or_default().1.split('\t').map(str::to_owned).collect();
    let rows = lines
        .filter(|(_, line)| !line.starts_with('#'))
        .map(|(number, line)| (number, line.split('\t').map(str::to_owned).collect()))
        .collect();
    Table { path, header, rows, text }
}

pub fn table(path: &str) -> &'static Table {
    TABLES.iter().find(|table| table.path == path).unwrap_or_else(|| panic!("data/{path} is missing"))
}

pub fn below(folder: &str) -> impl Iterator<Item = &'static Table> + use<'_> {
    TABLES.iter().filter(move |table| table.path.starts_with(folder))
}

/// Fails with all faults together, the first thirty in full.
pub fn none(faults: &[String], mend: &str) {
    let shown = faults.iter().take(30).map(String::as_str).collect::<Vec<_>>().join("\n");
    assert!(faults.is_empty(), "{} faults; to mend: {mend}\n{shown}", faults.len());
}
