//! What stands between the names of a block: each gap is looked up once, though claims that begin or end alike have it in common, and
//! the claims are resolved once more when the memory has changed their weights.

use crate::buffer::held;
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::link::{Link, gap_key};
use crate::span::Span;

/// So many gaps are kept in mind, each at its place.
const KEPT: usize = 512;

/// The gaps of a block that were looked up.
#[derive(Default)]
pub(super) struct Gaps {
    kept: Vec<Option<Gap>>,
    /// Buffer for their keys.
    key: String,
}

/// A gap that was looked up.
#[derive(Clone, Copy)]
struct Gap {
    span: Span,
    link: Option<Link>,
}

impl Gaps {
    /// Bytes held.
    pub(super) fn size(&self) -> usize {
        held(&self.kept)
    }

    /// Forgets the block before.
    pub(super) fn clear(&mut self) {
        self.kept.clear();
        self.kept.resize(KEPT, None);
    }

    /// The link that a gap of the block is.
    pub(super) fn link(
        &mut self,
        lexicon: &Lexicon,
        language: Language,
        block: &str,
        span: Span,
    ) -> Option<Link> {
        let place = span.start.wrapping_mul(31).wrapping_add(span.end) % KEPT;
        let kept = self.kept.get_mut(place)?;
        match kept {
            Some(gap) if gap.span == span => gap.link,
            _ => {
                let key = gap_key(span.of(block), &mut self.key);
                let link = key.and_then(|key| lexicon.link(language, key));
                kept.insert(Gap { span, link }).link
            }
        }
    }
}
