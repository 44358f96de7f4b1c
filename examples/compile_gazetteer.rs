//! Compiles lists of names into one file that opens at once, however long the lists are.
//!
//!     cargo run --release --example compile_gazetteer -- names.konzern LIST.tsv LIST.jsonl …
//!
//! The lists have the columns of data/README.md; only `name`, and a `kind` or `class`, is required. `Gazetteer::open` opens the
//! file. Its name ends in `.konzern`, and that of no list does: so no list is ever written over.
//!
//! Exit codes: 0 done; 1 a list could not be read, or the file not be written; 2 usage, nothing is done.

use konzern::Gazetteer;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (out, lists) = match usage(&arguments) {
        Ok(files) => files,
        Err(wrong) => {
            eprintln!("compile_gazetteer: {wrong}\nusage: compile_gazetteer OUT.konzern LIST…");
            return ExitCode::from(2);
        }
    };
    match compile(out, lists) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("compile_gazetteer: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The file to write and the lists to read, or what is wrong with the arguments.
fn usage(arguments: &[String]) -> Result<(&str, &[String]), String> {
    let compiled =
        |file: &str| Path::new(file).extension().is_some_and(|it| it.eq_ignore_ascii_case("konzern"));
    match arguments {
        [] => Err("no file to write".to_owned()),
        [out, ..] if !compiled(out) => {
            Err(format!("\"{out}\" would be written, expected a name that ends in .konzern"))
        }
        [_] => Err("no list to compile".to_owned()),
        [out, lists @ ..] => match lists.iter().find(|list| compiled(list)) {
            Some(list) => Err(format!("\"{list}\" is compiled already, expected a table or JSON lines")),
            None => Ok((out, lists)),
        },
    }
}

fn compile(out: &str, lists: &[String]) -> Result<(), konzern::Error> {
    let begin = Instant::now();
    let builder = lists.iter().try_fold(Gazetteer::builder(), |builder, list| builder.file(list))?;
    builder.compile_to(out)?;
    let compiled = begin.elapsed();

    let begin = Instant::now();
    let gazetteer = Gazetteer::open(out)?;
    eprintln!(
        "{} entries, {:.1} MB, compiled in {:.2} s, opened in {:.1} ms",
        gazetteer.len(),
        gazetteer.size() as f64 / 1e6,
        compiled.as_secs_f64(),
        begin.elapsed().as_secs_f64() * 1e3
    );
    Ok(())
}
