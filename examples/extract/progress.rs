//! What is said on standard error: failures, a progress bar on a terminal, and the closing line.

use crate::clean::visible;
use crate::document::Failure;
use crate::run::Summary;
use crate::sources::Source;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal, Write};

/// Tells how far the work is.
pub struct Progress {
    bar: ProgressBar,
    quiet: bool,
}

impl Progress {
    /// A bar when standard error is a terminal and the results go elsewhere; else nothing that moves.
    pub fn new(sources: &[Source], quiet: bool) -> Self {
        let visible = !quiet && io::stderr().is_terminal() && !io::stdout().is_terminal();
        Self { bar: if visible { bar(sources) } else { ProgressBar::hidden() }, quiet }
    }

    /// Tells of a failure, above the bar.
    pub fn failure(&self, failure: &Failure) {
        self.tell(&format!("error: {failure}"));
    }

    /// Writes a line above the bar.
    pub fn tell(&self, line: &str) {
        self.bar.suspend(|| message(line));
    }

    /// So many bytes are done.
    pub fn advance(&self, bytes: u64) {
        self.bar.set_position(bytes);
    }

    /// Clears the bar and writes the closing line. Where the reader went away, nobody waits for it.
    pub fn finish(&self, summary: &Summary) {
        self.bar.finish_and_clear();
        if self.quiet || summary.closed {
            return;
        }
        let megabytes = summary.bytes as f64 / 1e6;
        let speed = megabytes / summary.time.as_secs_f64().max(1e-9);
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        message(&format!(
            "{} document{}, {megabytes:.2} MB, {speed:.1} MB/s, {} failure{}",
            summary.documents,
            plural(summary.documents),
            summary.failures,
            plural(summary.failures),
        ));
    }
}

fn bar(sources: &[Source]) -> ProgressBar {
    // Standard input has no end that could be known.
    let (bar, template) = if sources.iter().any(|source| source.path.is_none()) {
        (ProgressBar::no_length(), "{spinner} {bytes} {binary_bytes_per_sec}")
    } else {
        let bytes = sources.iter().map(|source| source.size).sum();
        (ProgressBar::new(bytes), "{wide_bar} {bytes} of {total_bytes}, {binary_bytes_per_sec}, {eta} to go")
    };
    bar.with_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Writes a line to standard error, one line whatever stands in it: names of files may have any signs. When nobody reads it
/// any more, there is nobody to tell.
pub fn message(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", visible(line));
}
