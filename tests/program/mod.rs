//! Finds the programs of `examples/`, which Cargo has no variable for.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

/// The program of this example. Cargo builds the examples for a plain `cargo test`, but not for `cargo test --test NAME`, so
/// it is asked for it here, once in a test run; when all is fresh, this takes no time.
pub fn example(name: &str) -> PathBuf {
    static BUILT: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let test = std::env::current_exe().unwrap();
    // …/target/release/deps/extract_binary-0123
    let profile = test.parent().and_then(Path::parent).unwrap();
    let mut built = BUILT.lock().unwrap();
    if !built.iter().any(|it| it == name) {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        build.args(["build", "--quiet", "--example", name, "--target-dir"]).arg(profile.parent().unwrap());
        match profile.file_name().and_then(|name| name.to_str()).unwrap() {
            "debug" => {}
            name => drop(build.args(["--profile", name])),
        }
        assert!(build.current_dir(env!("CARGO_MANIFEST_DIR")).status().unwrap().success());
        built.push(name.to_owned());
    }
    profile.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
