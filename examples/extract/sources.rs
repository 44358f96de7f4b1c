//! Which files are read, and as what. None is opened here, so a missing one is found when its turn comes.

use crate::options::{Input, Options};
use std::fs;
use std::path::{Path, PathBuf};

/// Where documents come from.
pub struct Source {
    /// The path as it was given, or "-".
    pub name: String,
    /// `None` for standard input.
    pub path: Option<PathBuf>,
    /// What a document is.
    pub input: Input,
    /// Size in bytes as far as it is known.
    pub size: u64,
    /// Why it cannot be read, when that is known already.
    pub trouble: Option<String>,
}

/// The sources of the command line. Folders are walked, in the order of the names in them; hidden files and folders in
/// them are left out, and so is what is neither a file nor a folder.
pub fn sources(options: &Options) -> Vec<Source> {
    let mut sources = Vec::new();
    for path in &options.files {
        if path.as_os_str() == "-" {
            sources.push(stdin(options));
        } else if path.is_dir() {
            walk(path, options, &mut sources);
        } else {
            sources.push(file(path, options));
        }
    }
    if options.files.is_empty() {
        sources.push(stdin(options));
    }
    sources
}

fn stdin(options: &Options) -> Source {
    let input = options.input.unwrap_or(Input::Text);
    Source { name: "-".to_owned(), path: None, input, size: 0, trouble: None }
}

fn file(path: &Path, options: &Options) -> Source {
    let extension = path.extension().map(|it| it.to_string_lossy().to_ascii_lowercase());
    let by_extension = match extension.as_deref() {
        Some("jsonl" | "ndjson") => Input::Jsonl,
        _ => Input::Text,
    };
    Source {
        name: path.to_string_lossy().into_owned(),
        path: Some(path.to_owned()),
        input: options.input.unwrap_or(by_extension),
        size: fs::metadata(path).map_or(0, |it| it.len()),
        trouble: None,
    }
}

fn walk(folder: &Path, options: &Options, sources: &mut Vec<Source>) {
    let listed = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut entries = match listed {
        Ok(entries) => entries,
        Err(error) => {
            sources.push(Source { trouble: Some(error.to_string()), ..file(folder, options) });
            return;
        }
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let path = entry.path();
        // A link to a folder is not followed: it may lead back to where we are.
        let linked = entry.file_type().is_ok_and(|it| it.is_symlink());
        match fs::metadata(&path) {
            Ok(it) if it.is_dir() && linked => {}
            Ok(it) if it.is_dir() => walk(&path, options, sources),
            // A pipe, which would be waited for, a socket or a device: nobody keeps texts in them.
            Ok(it) if !it.is_file() => {}
            // What is not there, as a link to nothing, is told when its turn comes.
            Ok(_) | Err(_) => sources.push(file(&path, options)),
        }
    }
}
