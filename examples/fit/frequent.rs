//! What is frequent enough in the texts learned from to count by itself.

use crate::gold::Sample;
use crate::options::Options;
use konzern::Span;
use konzern::study::{AFTER_BY_NAME, Study, gap};
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Frequent words and gaps.
pub(crate) struct Frequent {
    /// Words, by the place where they stand.
    words: HashSet<(&'static str, String)>,
    /// What stands between neighbouring names.
    gaps: HashSet<String>,
}

impl Frequent {
    /// Counts in the samples that are learned from.
    pub(crate) fn count(options: &Options, samples: &[Sample], studied: &[Vec<Study>]) -> Self {
        let mut words: HashMap<(&'static str, String), u32> = HashMap::new();
        let mut gaps: HashMap<String, u32> = HashMap::new();
        for (sample, studies) in samples.iter().zip(studied).filter(|(sample, _)| !sample.held_out) {
            for word in studies.iter().flat_map(|study| &study.words) {
                *words.entry(word.clone()).or_default() += 1;
            }
            let mut names: Vec<Span> =
                sample.document.names().map(|(gold, _)| Span::new(gold.start, gold.end)).collect();
            names.sort_unstable();
            for pair in names.windows(2) {
                let between = sample.document.text.get(pair[0].end..pair[1].start);
                if let Some(gap) = between.and_then(gap) {
                    *gaps.entry(gap).or_default() += 1;
                }
            }
        }
        let mut gaps = frequent(gaps, options.least_links);
        gaps.retain(|gap| !AFTER_BY_NAME.iter().any(|place| options.drops(place, gap)));
        Self { words: frequent(words, options.least), gaps }
    }

    pub(crate) fn has_word(&self, word: &(&'static str, String)) -> bool {
        self.words.contains(word)
    }

    pub(crate) fn has_gap(&self, gap: &str) -> bool {
        self.gaps.contains(gap)
    }
}

fn frequent<K: Eq + Hash>(counts: HashMap<K, u32>, least: u32) -> HashSet<K> {
    counts.into_iter().filter(|(_, count)| *count >= least).map(|(key, _)| key).collect()
}
