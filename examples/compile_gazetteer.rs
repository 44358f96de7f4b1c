//! Compiles lists of names into one file that opens at once, however long the lists are.
//!
//!     cargo run --release --example compile_gazetteer -- names.konzern LIST.tsv LIST.jsonl …
//!
//! The lists have the columns of data/README.md; only `name` is required. `Gazetteer::open` opens the file.

use konzern::Gazetteer;
use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(out), lists) = (arguments.next(), arguments.collect::<Vec<_>>()) else {
        eprintln!("usage: compile_gazetteer OUT LIST…");
        return ExitCode::from(2);
    };
    if lists.is_empty() {
        eprintln!("usage: compile_gazetteer OUT LIST…");
        return ExitCode::from(2);
    }
    match compile(&out, &lists) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("compile_gazetteer: {error}");
            ExitCode::FAILURE
        }
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
