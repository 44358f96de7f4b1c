//! Finds the programs of `examples/`, which Cargo has no variable for.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The program of this example. Cargo builds the examples for a plain `cargo test`, but not for `cargo test --test NAME`, so
/// it is asked for them here; when all is fresh, this takes no time.
pub fn example(name: &str) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let test = std::env::current_exe().unwrap();
        // …/target/release/deps/extract_binary-0123
        let profile = test.parent().and_then(Path::parent).unwrap();
        let target = profile.parent().unwrap();
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut build = Command::new(cargo);
        build.args(["build", "--quiet", "--examples", "--target-dir"]).arg(target);
        match profile.file_name().and_then(|name| name.to_str()).unwrap() {
            "debug" => {}
            name => drop(build.args(["--profile", name])),
        }
        assert!(build.current_dir(env!("CARGO_MANIFEST_DIR")).status().unwrap().success());
        profile.join("examples")
    });
    folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}
