//! An extractor that can be exchanged while others use it.

use crate::extractor::Extractor;
use std::sync::{Arc, PoisonError, RwLock};

/// Holds the current [`Extractor`] of a running program. Threads take it for as long as a document lasts; a new one, with
/// new gazetteers, takes effect with the next document, and the old one goes when its last user is done.
///
/// ```
/// use konzern::{Entry, Extractor, Gazetteer, Kind, Live};
/// let live = Live::new(Extractor::default());
/// let text = "Die Quaxolit liefert.";
/// assert!(live.get().extract(text).is_empty());
///
/// let names = Gazetteer::builder().entry(Entry::new("quaxolit", Kind::Organization, "Quaxolit")).build()?;
/// live.replace(Extractor::builder().gazetteer(names).build()?);
/// // What is found borrows the extractor, so hold it for as long.
/// let extractor = live.get();
/// let found = extractor.extract(text);
/// assert_eq!(found[0].text, "Quaxolit");
/// # Ok::<(), konzern::Error>(())
/// ```
#[derive(Debug)]
pub struct Live {
    current: RwLock<Arc<Extractor>>,
}

impl Live {
    /// Begins with this extractor.
    pub fn new(extractor: Extractor) -> Self {
        Self { current: RwLock::new(Arc::new(extractor)) }
    }

    /// The current extractor. Take it once a document, not once a program.
    pub fn get(&self) -> Arc<Extractor> {
        // The lock guards one pointer, which is whole even after a panic elsewhere.
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another extractor in its place, and gives back the old one.
    pub fn replace(&self, extractor: Extractor) -> Arc<Extractor> {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut current, Arc::new(extractor))
    }
}
