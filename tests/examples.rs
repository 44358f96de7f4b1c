//! The small examples print what the comment at their end says.

mod program;

use program::example;
use std::fs;
use std::path::Path;
use std::process::Command;

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
