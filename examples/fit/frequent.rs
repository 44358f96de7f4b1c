//! What is frequent enough in the texts learned from to count by itself.

use crate::gold::Sample;
use crate::options::Options;
use konzern::Span;
use konzern::study::{Study, gap};
use std::collections::HashMap;
use std::hash::Hash;

/// Frequent words and gaps.
pub(crate) struct Frequent {
    /// Words, by the place where they stand.
    words: HashMap<(&'static str, String), u32>,
    /// What stands between neighbouring names.
    gaps: HashMap<String, u32>,
}

impl Frequent {
    /// Counts in the samples that are learned from.
    pub(crate) fn count(options: &Options, samples: &[Sample], studied: &[Vec<Study>]) -> Self {
        let (mut words, mut gaps) = (HashMap::new(), HashMap::new());
        for (sample, studies) in samples.iter().zip(studied).filter(|(sample, _)| !sample.held_out) {
            for word in studies.iter().flat_map(|study| &study.words) {
                *words.entry(word.clone()).or_default() += 1;
            }
            let mut names: Vec<Span> =
                sample.document.names().map(|(gold, _)| Span::new(gold.start, gold.end)).collect();
            names.sort_unstable();
            for pair in names.windows(2) {
                if let Some(gap) = gap(&sample.document.text, pair[0], pair[1]) {
                    *gaps.entry(gap).or_default() += 1;
                }
            }
        }
        keep(&mut words, options.least);
        keep(&mut gaps, options.least_links);
        gaps.retain(|gap, _| !options.drops("after", gap));
        Self { words, gaps }
    }

    pub(crate) fn has_word(&self, word: &(&'static str, String)) -> bool {
        self.words.contains_key(word)
    }

    pub(crate) fn has_gap(&self, gap: &str) -> bool {
        self.gaps.contains_key(gap)
    }
}

fn keep<K: Eq + Hash>(counts: &mut HashMap<K, u32>, least: u32) {
    counts.retain(|_, count| *count >= least);
}
