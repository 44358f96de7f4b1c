//! Cuts the sources into batches of a bounded size, in order. What the bytes mean is not known here, see `document`.

use crate::document::Failure;
use crate::options::Input;
use crate::sources::Source;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// A batch is closed when it has this many bytes: large enough that threads seldom meet, small enough that memory stays
/// small and all threads get work.
const BATCH_BYTES: usize = 256 * 1024;
/// Or this many documents: empty lines cost time too.
const BATCH_DOCUMENTS: usize = 4096;
/// Size of a read.
const READ_BYTES: usize = 256 * 1024;

/// What a thread takes at a time.
pub struct Batch {
    /// The number of the batch, from 0.
    pub number: usize,
    /// The bytes of all items.
    pub bytes: Vec<u8>,
    /// The documents, in order.
    pub items: Vec<Item>,
    /// Size of all documents as far as it is known.
    size: usize,
}

/// A document before it is decoded.
pub struct Item {
    /// Name of the source.
    pub source: Arc<str>,
    /// The line, from 1; 0 when the source is one document.
    pub line: usize,
    /// What a document is in this source.
    pub input: Input,
    /// Where the document is.
    pub content: Content,
}

/// Where a document is.
pub enum Content {
    /// In the bytes of the batch.
    Bytes(Range<usize>),
    /// In a file, which the thread is to read, so that many small files are read in parallel.
    File(PathBuf),
    /// It could not be read.
    Failed(String),
}

impl Item {
    /// The failure of this item for this reason.
    pub fn failure(&self, reason: impl Into<String>) -> Failure {
        Failure { source: Arc::clone(&self.source), line: self.line, reason: reason.into(), content: None }
    }
}

/// Reads batches.
pub struct Reader {
    sources: VecDeque<Source>,
    lines: Option<Lines>,
    next: usize,
}

/// A source that is read line by line.
struct Lines {
    name: Arc<str>,
    input: Input,
    line: usize,
    stream: BufReader<Box<dyn Read + Send>>,
    /// Lines may come slowly from standard input: what is there must not wait for what is not.
    live: bool,
}

impl Reader {
    /// Reads these sources.
    pub fn new(sources: Vec<Source>) -> Self {
        Self { sources: sources.into(), lines: None, next: 0 }
    }

    /// The next batch, or `None` at the end.
    pub fn batch(&mut self) -> Option<Batch> {
        let mut batch = Batch { number: self.next, bytes: Vec::new(), items: Vec::new(), size: 0 };
        while batch.size < BATCH_BYTES && batch.items.len() < BATCH_DOCUMENTS {
            match &mut self.lines {
                Some(lines) => {
                    if !lines.read(&mut batch) {
                        self.lines = None;
                    } else if lines.must_wait() {
                        break;
                    }
                }
                None => match self.sources.pop_front() {
                    Some(source) => self.lines = open(source, &mut batch),
                    None => break,
                },
            }
        }
        if batch.items.is_empty() {
            return None;
        }
        self.next += 1;
        Some(batch)
    }
}

/// Adds a source that is one document to the batch, or gives back its lines.
fn open(source: Source, batch: &mut Batch) -> Option<Lines> {
    let name: Arc<str> = source.name.into();
    let live = source.path.is_none();
    let content = match (source.trouble, source.path, source.input) {
        (Some(trouble), _, _) => Content::Failed(trouble),
        (None, Some(path), Input::Text) => {
            batch.size = batch.size.saturating_add(usize::try_from(source.size).unwrap_or(usize::MAX));
            Content::File(path)
        }
        (None, None, Input::Text) => {
            let start = batch.bytes.len();
            match io::stdin().lock().read_to_end(&mut batch.bytes) {
                Ok(_) => Content::Bytes(start..batch.bytes.len()),
                Err(error) => Content::Failed(error.to_string()),
            }
        }
        (None, path, input) => match stream(path) {
            Ok(stream) => {
                let stream = BufReader::with_capacity(READ_BYTES, stream);
                return Some(Lines { name, input, line: 0, stream, live });
            }
            Err(error) => Content::Failed(error.to_string()),
        },
    };
    batch.size += batch.bytes.len();
    batch.items.push(Item { source: name, line: 0, input: source.input, content });
    None
}

fn stream(path: Option<PathBuf>) -> io::Result<Box<dyn Read + Send>> {
    Ok(match path {
        Some(path) => Box::new(File::open(path)?),
        None => Box::new(io::stdin()),
    })
}

impl Lines {
    /// Adds the next line to the batch; false at the end of the source.
    fn read(&mut self, batch: &mut Batch) -> bool {
        let start = batch.bytes.len();
        let read = self.stream.read_until(b'\n', &mut batch.bytes);
        self.line += 1;
        let content = match &read {
            Ok(0) => return false,
            Ok(_) => {
                let line = batch.bytes.get(start..).unwrap_or_default();
                let line = line.strip_suffix(b"\n").unwrap_or(line);
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                Content::Bytes(start..start + line.len())
            }
            Err(error) => Content::Failed(error.to_string()),
        };
        batch.size += batch.bytes.len() - start;
        batch.items.push(Item {
            source: Arc::clone(&self.name),
            line: self.line,
            input: self.input,
            content,
        });
        read.is_ok()
    }

    /// True when the next line may have to be waited for.
    fn must_wait(&self) -> bool {
        self.live && !self.stream.buffer().contains(&b'\n')
    }
}
