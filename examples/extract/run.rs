//! Hands batches to the threads, and writes their results in the order of the input.
//!
//! Each thread takes the next batch from the reader, works on it alone, and delivers it. A thread that is far ahead
//! waits, so that memory does not depend on the size of the input.

use crate::document::{Failure, decode};
use crate::explain::{Explanation, explain};
use crate::options::Options;
use crate::output::Output;
use crate::progress::Progress;
use crate::reader::{Batch, Reader};
use crate::sources::Source;
use konzern::{Entity, Extractor, Language, Scratch};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How many batches for each thread may wait for one that takes long.
const AHEAD: usize = 8;

/// A document with all that was found in it.
pub struct Found<'a> {
    pub id: &'a str,
    pub text: &'a str,
    pub language: Language,
    pub entities: &'a [Entity<'a>],
    /// For each entity, when explanations are wanted.
    pub explanations: &'a [Explanation],
}

/// What was done.
#[derive(Default)]
pub struct Summary {
    pub documents: usize,
    pub bytes: u64,
    pub failures: usize,
    pub time: Duration,
    /// The reader of the output went away.
    pub closed: bool,
}

/// The result of a batch.
#[derive(Default)]
struct Done {
    text: Vec<u8>,
    failures: Vec<Failure>,
    documents: usize,
    bytes: u64,
}

/// Results that wait for their turn.
struct Queue {
    next: usize,
    waiting: BTreeMap<usize, Done>,
    summary: Summary,
    /// The output takes no more.
    ended: bool,
}

/// Extracts from all sources.
pub fn run(
    options: &Options,
    extractor: &Extractor,
    sources: Vec<Source>,
    output: &Output,
    progress: &Progress,
) -> Summary {
    let started = Instant::now();
    let jobs = options.jobs();
    let reader = Mutex::new(Reader::new(sources));
    let queue =
        Mutex::new(Queue { next: 0, waiting: BTreeMap::new(), summary: Summary::default(), ended: false });
    let turn = Condvar::new();
    lock(&queue).write(&output.begin(), progress);
    let work = || {
        let mut scratch = Scratch::default();
        loop {
            if lock(&queue).ended {
                return;
            }
            let Some(batch) = lock(&reader).batch() else { return };
            let done = work_on(&batch, options, extractor, output, &mut scratch);
            let mut queue = lock(&queue);
            while !queue.ended && batch.number >= queue.next + AHEAD * jobs {
                queue = turn.wait(queue).unwrap_or_else(PoisonError::into_inner);
            }
            queue.deliver(batch.number, done, progress);
            turn.notify_all();
        }
    };
    thread::scope(|scope| {
        // This thread works as well. Where the system gives no more threads, those that are there do it all.
        for _ in 1..jobs {
            if thread::Builder::new().spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        work();
    });
    let mut summary = std::mem::take(&mut lock(&queue).summary);
    summary.time = started.elapsed();
    summary
}

/// A panic of another thread leaves nothing half done that would matter here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn work_on(
    batch: &Batch,
    options: &Options,
    extractor: &Extractor,
    output: &Output,
    scratch: &mut Scratch,
) -> Done {
    // What is written of a text is mostly longer than the text.
    let mut done = Done { text: Vec::with_capacity(2 * batch.bytes.len()), ..Done::default() };
    for item in &batch.items {
        let document = match decode(item, &batch.bytes, options) {
            Ok(Some(document)) => document,
            Ok(None) => continue,
            Err(failure) => {
                done.failures.push(failure);
                continue;
            }
        };
        let text = document.text.as_ref();
        let before = done.text.len();
        // No text may be an error. Should konzern have a bug, it costs one document and not the batch.
        let attempt = catch_unwind(AssertUnwindSafe(|| {
            let (language, entities, explanations) = if options.explain && output.explains() {
                explain(extractor, text, scratch)
            } else {
                let mut entities = Vec::new();
                let language = extractor.extract_with(text, None, scratch, &mut entities);
                (language, entities, Vec::new())
            };
            let found =
                Found { id: &document.id, text, language, entities: &entities, explanations: &explanations };
            output.document(&found, &mut done.text);
        }));
        match attempt {
            Ok(()) => {
                done.documents += 1;
                done.bytes += text.len() as u64;
            }
            Err(_) => {
                done.text.truncate(before);
                *scratch = Scratch::default();
                done.failures.push(item.failure("internal error, please report it with this document"));
            }
        }
    }
    done
}

impl Queue {
    /// Takes the result of a batch, and writes all whose turn it is.
    fn deliver(&mut self, number: usize, done: Done, progress: &Progress) {
        self.waiting.insert(number, done);
        while let Some(done) = self.waiting.remove(&self.next) {
            self.next += 1;
            if self.ended {
                continue;
            }
            self.write(&done.text, progress);
            for failure in &done.failures {
                progress.failure(failure);
            }
            self.summary.failures += done.failures.len();
            self.summary.documents += done.documents;
            self.summary.bytes += done.bytes;
            progress.advance(self.summary.bytes);
        }
    }

    fn write(&mut self, text: &[u8], progress: &Progress) {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(text).and_then(|()| stdout.flush()) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.ended = true;
                self.summary.closed = true;
            }
            Err(error) => {
                self.ended = true;
                self.summary.failures += 1;
                progress.tell(&format!("error: standard output: {error}"));
            }
        }
    }
}
