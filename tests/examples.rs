//! The small examples print what the comment at their end says, and the README shows what is printed.

mod folder;
mod program;

use folder::Folder;
use program::example;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn examples_print_what_they_say() {
    for name in ["quickstart", "custom_gazetteer", "custom_rule"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(format!("{name}.rs"));
        let source = fs::read_to_string(&path).unwrap();
        let (_, comment) = source.split_once("\n// Output:\n").unwrap();
        let expected: Vec<&str> = comment.lines().map(|line| line.trim_start_matches("//").trim()).collect();
        let output = Command::new(example(name)).output().unwrap();
        let output = String::from_utf8(output.stdout).unwrap();
        let printed: Vec<&str> = output.lines().map(str::trim).collect();
        assert_eq!(
            printed, expected,
            "the output of examples/{name}.rs is not the one in its last comment:\n{output}"
        );
    }
}

/// With the scores: when these change, with the weights, the block in README.md has to change as well.
#[test]
fn the_readme_shows_what_is_printed() {
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let (_, rest) = readme.split_once("```text\n$ echo \"").unwrap();
    let (text, rest) = rest.split_once("\" | cargo run --release --example extract -- --quiet\n").unwrap();
    let (shown, _) = rest.split_once("```").unwrap();
    let mut child = Command::new(example("extract"))
        .arg("--quiet")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(child.stdin.take().unwrap(), "{text}").unwrap();
    let output = child.wait_with_output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let lines = |printed: &str| -> Vec<String> {
        printed.trim().lines().map(|it| it.trim_end().to_owned()).collect()
    };
    assert_eq!(lines(&printed), lines(shown), "{printed}");
    assert!(output.stderr.is_empty());
}

#[test]
fn no_list_is_written_over() {
    let folder = Folder::new("compile");
    let list = "name\tkind\nQuaxolit\torganization\n";
    for name in ["a.tsv", "b.tsv"] {
        fs::write(folder.0.join(name), list).unwrap();
    }
    let run = |arguments: &[&str]| {
        let output = Command::new(example("compile_gazetteer"))
            .args(arguments)
            .current_dir(&folder.0)
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for (arguments, told) in [
        (&["a.tsv", "b.tsv"][..], "\"a.tsv\" would be written, expected a name that ends in .konzern"),
        (&["a.tsv"], "\"a.tsv\" would be written"),
        (&[], "no file to write"),
        (&["all.konzern"], "no list to compile"),
        (&["all.konzern", "a.tsv", "old.Konzern"], "\"old.Konzern\" is compiled already"),
    ] {
        let (code, message) = run(arguments);
        assert_eq!(code, Some(2), "{arguments:?}");
        assert!(message.contains(told) && message.contains("usage: "), "{arguments:?}: {message}");
    }
    for name in ["a.tsv", "b.tsv"] {
        assert_eq!(fs::read_to_string(folder.0.join(name)).unwrap(), list);
    }
    assert_eq!(run(&["all.konzern", "none.tsv"]).0, Some(1));
    assert_eq!(run(&["all.konzern", "a.tsv"]).0, Some(0));
    assert!(folder.0.join("all.konzern").is_file());
}

#[test]
fn usage_errors_exit_with_two() {
    for name in ["coverage", "compile_gazetteer"] {
        assert_eq!(Command::new(example(name)).output().unwrap().status.code(), Some(2), "{name}");
    }
}
