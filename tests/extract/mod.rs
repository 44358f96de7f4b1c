//! Runs the example `extract` as a program, in a folder of its own, and reads what it writes.

// Each test is a crate of its own and uses its part of this.
#![allow(dead_code)]

use crate::folder::Folder;
use crate::program::example;
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

impl Folder {
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
        self
    }

    /// Runs the program in this folder.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.pipe(arguments, b"")
    }

    pub fn pipe(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut child = Command::new(example("extract"))
            .args(arguments)
            .current_dir(&self.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        std::thread::scope(|scope| {
            scope.spawn(move || drop(stdin.write_all(input)));
            child.wait_with_output().unwrap()
        })
    }
}

pub fn json(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The only document.
pub fn json_of(output: &Output) -> Value {
    json(output).into_iter().next().unwrap_or_default()
}

pub fn ids(output: &Output) -> Vec<String> {
    json(output).iter().map(|document| document["id"].as_str().unwrap().to_owned()).collect()
}

pub fn errors(output: &Output) -> Vec<String> {
    let text = std::str::from_utf8(&output.stderr).unwrap();
    text.lines().filter(|line| line.starts_with("error: ")).map(str::to_owned).collect()
}

pub fn closing(output: &Output) -> String {
    std::str::from_utf8(&output.stderr).unwrap().lines().last().unwrap_or_default().to_owned()
}
