//! Finds organisations, people, places and amounts of money in texts.
//!
//!     cargo run --release --example extract -- artikel.txt
//!     cargo run --release --example extract -- --format jsonl news.jsonl > found.jsonl
//!     echo "Walmart bietet mit Microsoft für Tiktok." | cargo run --release --example extract
//!
//! Here is the order of things only. `options` says what may be set, `lists` takes the names of the user, `sources` says which files are read, `reader` cuts them
//! into batches, `document` and `json` make documents of the bytes, `run` hands them to the threads and keeps their
//! order, and `jsonl`, `tsv` and `pretty` write what was found, with the scores of `score`.
//!
//! Exit codes: 0 all is done, also when the reader of the output went away; 1 some input could not be read, the rest is
//! done, or the output could not be written; 2 the command line makes no sense, nothing was done.

mod clean;
mod document;
mod explain;
mod json;
mod jsonl;
mod lists;
mod options;
mod output;
mod pretty;
mod progress;
mod reader;
mod run;
mod score;
mod sources;
mod tsv;

use clap::Parser;
use options::Options;
use output::Output;
use progress::Progress;
use std::process::ExitCode;

/// Something could not be read, the rest is done; or the output could not be written.
const FAILED: u8 = 1;
/// Nothing was done.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let options = Options::parse();
    let sources = sources::sources(&options);
    if let Err(error) = options.check(&sources) {
        error.exit();
    }
    let extractor = match options.extractor() {
        Ok(extractor) => extractor,
        Err(error) => {
            progress::message(&format!("error: {error}"));
            return ExitCode::from(USAGE);
        }
    };
    let progress = Progress::new(&sources, options.quiet);
    let output = Output::new(&options);
    let summary = run::run(&options, &extractor, sources, &output, &progress);
    progress.finish(&summary);
    if summary.failures == 0 { ExitCode::SUCCESS } else { ExitCode::from(FAILED) }
}
