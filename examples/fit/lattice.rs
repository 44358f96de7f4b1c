//! Documents as lattices: the candidates of a text, which of them are right, and what stands between two of them.

use crate::LANES;
use crate::frequent::Frequent;
use crate::gold::{Gold, Sample, lane_of};
use konzern::study::{AFTER_BY_NAME, LONGEST_GAP, Study, gap};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// A document as a lattice.
pub(crate) struct Lattice {
    /// The byte positions at which a candidate begins or ends.
    pub(crate) points: usize,
    /// Sorted by end.
    pub(crate) arcs: Vec<Arc>,
    /// The gold spans that no candidate covers: start, end, whether it is a part, lane.
    pub(crate) unreachable: Vec<(usize, usize, bool, usize)>,
    pub(crate) held_out: bool,
    pub(crate) set: usize,
    pub(crate) text: String,
}

/// A candidate.
pub(crate) struct Arc {
    pub(crate) span: (usize, usize),
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) part: bool,
    pub(crate) lanes: [bool; LANES],
    /// It must score more than this to win.
    pub(crate) least: f32,
    pub(crate) gold: Option<usize>,
    pub(crate) features: Vec<u32>,
    /// The candidates near before it, and those near after.
    pub(crate) before: Vec<Link>,
    pub(crate) after: Vec<Link>,
}

impl Arc {
    /// The lanes that are possible.
    pub(crate) fn lanes(&self) -> impl Iterator<Item = usize> + use<> {
        let lanes = self.lanes;
        (0..LANES).filter(move |&lane| lanes[lane])
    }
}

/// What stands between an arc and another one.
#[derive(Clone, Copy)]
pub(crate) struct Link {
    /// The other one.
    pub(crate) arc: usize,
    /// The evidence, by the lane of the one before.
    pub(crate) features: [u32; LANES],
}

/// The numbers of evidence.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) ids: HashMap<(&'static str, String), u32>,
}

impl Names {
    pub(crate) fn id(&mut self, place: &'static str, evidence: String) -> u32 {
        let next = self.ids.len() as u32;
        *self.ids.entry((place, evidence)).or_insert(next)
    }
}

/// True for the words that the tables call derived without doubt.
pub(crate) fn is_listed_derived(study: &Study) -> bool {
    let has = |name: &str| study.evidence.iter().any(|(_, evidence)| evidence == name);
    has("derived:adjective") && !has("derived?") || has("derived:person") && !has("derived?")
}

/// The lattice of a document. With `assume_derived` its set marks no derived words.
pub(crate) fn lattice(
    sample: &Sample,
    mut studies: Vec<Study>,
    frequent: &Frequent,
    names: &mut Names,
    assume_derived: bool,
) -> Lattice {
    let document = &sample.document;
    let mut points: Vec<usize> = studies.iter().flat_map(|s| [s.span.start, s.span.end]).chain([0]).collect();
    points.sort_unstable();
    points.dedup();
    let number: HashMap<usize, usize> = points.iter().enumerate().map(|(i, &p)| (p, i)).collect();
    let mut gold: BTreeMap<(usize, usize, bool), usize> =
        document.names().map(|(g, lane)| ((g.start, g.end, g.form == "part"), lane)).collect();
    if assume_derived {
        // Where derived words are not marked, each word that can be one, and is nothing else, is taken to be one.
        for study in studies.iter().filter(|study| study.lanes[3]) {
            let is_marked = |g: &Gold| g.start < study.span.end && study.span.start < g.end;
            if !document.entities.iter().any(|g| lane_of(g).is_some() && is_marked(g)) {
                gold.insert((study.span.start, study.span.end, false), 3);
            }
            // Some of these sets call them places.
            if let Some(lane) =
                gold.get_mut(&(study.span.start, study.span.end, false)).filter(|lane| **lane == 2)
            {
                *lane = 3;
            }
        }
    }
    // Some gold marks the whole compound: of the names at its beginning ("Al", "Al-Qaida") the longest known one is meant.
    let is_known = |study: &Study| study.evidence.iter().any(|(_, name)| name == "known-part");
    studies.sort_by_key(|study| Reverse((is_known(study), study.span.end - study.span.start)));
    let mut arcs: Vec<Arc> = studies
        .into_iter()
        .map(|study| {
            let mut key = (study.span.start, study.span.end, study.part);
            if study.part && !gold.contains_key(&key) {
                let (start, end) = widen(&document.text, study.span.start, study.span.end);
                key = (start, end, true);
            }
            let lane = gold.get(&key).copied().filter(|&lane| study.lanes[lane]);
            if lane.is_some() {
                gold.remove(&key);
            }
            let words = study.words.into_iter().filter(|word| frequent.has_word(word));
            let mut features: Vec<u32> =
                study.evidence.into_iter().map(|(place, name)| names.id(place, name)).collect();
            features.extend(words.map(|(place, word)| names.id(place, format!("word:{word}"))));
            Arc {
                span: (study.span.start, study.span.end),
                from: number[&study.span.start],
                to: number[&study.span.end],
                part: study.part,
                lanes: study.lanes,
                least: study.least as f32 / 100.0,
                gold: lane,
                features,
                before: Vec::new(),
                after: Vec::new(),
            }
        })
        .collect();
    arcs.sort_by_key(|arc| arc.to);
    let unreachable = gold.into_iter().map(|((start, end, part), lane)| (start, end, part, lane)).collect();
    link(&mut arcs, &document.text, frequent, names);
    Lattice {
        points: points.len(),
        arcs,
        unreachable,
        held_out: sample.held_out,
        set: sample.set,
        text: document.text.clone(),
    }
}

/// Tells each arc what stands between it and those near before and after it.
fn link(arcs: &mut [Arc], text: &str, frequent: &Frequent, names: &mut Names) {
    let mut by_end: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, arc) in arcs.iter().enumerate() {
        by_end.entry(arc.span.1).or_default().push(index);
    }
    let mut known: HashMap<(usize, usize), Option<[u32; LANES]>> = HashMap::new();
    for after in 0..arcs.len() {
        let start = arcs[after].span.0;
        for (&from, before) in by_end.range(start.saturating_sub(LONGEST_GAP)..=start) {
            let features = *known.entry((from, start)).or_insert_with(|| {
                let gap = text.get(from..start).and_then(gap).filter(|gap| frequent.has_gap(gap))?;
                Some(AFTER_BY_NAME.map(|place| names.id(place, gap.clone())))
            });
            let Some(features) = features else { continue };
            for &before in before {
                arcs[after].before.push(Link { arc: before, features });
                arcs[before].after.push(Link { arc: after, features });
            }
        }
    }
}

/// The hyphenated word around a span: some gold marks the whole word where konzern gives the name inside.
fn widen(text: &str, mut start: usize, mut end: usize) -> (usize, usize) {
    let inside = |c: char| c == '-' || c.is_alphanumeric();
    while let Some(c) = text[..start].chars().next_back().filter(|&c| inside(c)) {
        start -= c.len_utf8();
    }
    while let Some(c) = text[end..].chars().next().filter(|&c| inside(c)) {
        end += c.len_utf8();
    }
    (start, end)
}
