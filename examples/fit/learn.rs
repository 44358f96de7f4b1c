//! One step: which sets of candidates are likely, and how the weights should be.

use crate::LANES;
use crate::lattice::Lattice;
use crate::model::{Model, Veil};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Numbers by arc and lane.
type ByLane = Vec<[f64; LANES]>;

/// Smaller gradients are nothing.
const NOTHING: f32 = 1e-4;

/// The logarithms of the sums over all sets of arcs.
struct Sums {
    scores: ByLane,
    /// Over all sets up to and with an arc.
    forward: ByLane,
    /// Over all sets after an arc.
    backward: ByLane,
    total: f64,
}

impl Sums {
    fn of(model: &Model, lattice: &Lattice, veil: &Veil) -> Self {
        let score =
            |features: &[u32]| model.score(veil.seen(features)).map(|score| f64::from(score * veil.scale()));
        let scores: ByLane = lattice.arcs.iter().map(|arc| score(&arc.features)).collect();
        let (forward, total) = forward(model, lattice, &scores);
        let backward = backward(model, lattice, &scores);
        Self { scores, forward, backward, total }
    }
}

/// One step: the gradient of the log-likelihood of the gold set, as far as the veil lets see. Gives back the loss. What stands
/// between two names is always seen.
pub(crate) fn learn(model: &mut Model, lattice: &Lattice, veil: &Veil) -> f64 {
    if lattice.arcs.is_empty() {
        return 0.0;
    }
    let sums = Sums::of(model, lattice, veil);
    let mut gold_score = 0.0;
    // Of all links before a weight is moved.
    let mut of_links: BTreeMap<u32, [f32; LANES]> = BTreeMap::new();
    let mut gold_before = None;
    for (index, arc) in lattice.arcs.iter().enumerate() {
        for link in &arc.before {
            let before = &lattice.arcs[link.arc];
            for first in before.lanes() {
                let feature = link.features[first];
                let gradient = of_links.entry(feature).or_default();
                for second in arc.lanes() {
                    let weight = f64::from(model.w[feature as usize][second]);
                    let with = sums.forward[link.arc][first]
                        + weight
                        + sums.scores[index][second]
                        + sums.backward[index][second];
                    gradient[second] += (with - sums.total).exp() as f32;
                    let neighbours = gold_before == Some(link.arc);
                    if neighbours && before.gold == Some(first) && arc.gold == Some(second) {
                        gradient[second] -= 1.0;
                        gold_score += weight;
                    }
                }
            }
        }
        gold_before = if arc.gold.is_some() { Some(index) } else { gold_before };
    }
    for (index, arc) in lattice.arcs.iter().enumerate() {
        let mut gradient = [0.0; LANES];
        for lane in arc.lanes() {
            let with = sums.forward[index][lane] + sums.backward[index][lane];
            gradient[lane] = (with - sums.total).exp() as f32;
            if arc.gold == Some(lane) {
                gradient[lane] -= 1.0;
                gold_score += sums.scores[index][lane];
            }
        }
        let gradient = without_nothing(gradient);
        if gradient != [0.0; LANES] {
            for &feature in veil.seen(&arc.features) {
                model.update(feature, &gradient);
            }
        }
    }
    for (feature, gradient) in of_links {
        model.update(feature, &without_nothing(gradient));
    }
    sums.total - gold_score
}

fn without_nothing(gradient: [f32; LANES]) -> [f32; LANES] {
    gradient.map(|g| if g.abs() < NOTHING { 0.0 } else { g })
}

/// The sums over all sets that end with an arc, and that over all sets.
fn forward(model: &Model, lattice: &Lattice, scores: &ByLane) -> (ByLane, f64) {
    let mut sums = vec![[f64::NEG_INFINITY; LANES]; scores.len()];
    let mut at_points = vec![f64::NEG_INFINITY; lattice.points];
    at_points[0] = 0.0;
    let mut arcs = lattice.arcs.iter().enumerate().peekable();
    for point in 1..lattice.points {
        at_points[point] = at_points[point - 1];
        while let Some((index, arc)) = arcs.next_if(|(_, arc)| arc.to == point) {
            for lane in arc.lanes() {
                let linked = arc.before.iter().flat_map(|link| {
                    let weights = |first: usize| model.w[link.features[first] as usize][lane];
                    lattice.arcs[link.arc].lanes().map(move |first| (link.arc, first, weights(first)))
                });
                let linked = linked.map(|(before, first, weight)| (sums[before][first], weight));
                let sum = add_links(at_points[arc.from], linked) + scores[index][lane];
                sums[index][lane] = sum;
                at_points[point] = log_add(at_points[point], sum);
            }
        }
    }
    let total = at_points[lattice.points - 1];
    (sums, total)
}

/// The sums over all sets that follow after an arc.
fn backward(model: &Model, lattice: &Lattice, scores: &ByLane) -> ByLane {
    let mut sums = vec![[f64::NEG_INFINITY; LANES]; scores.len()];
    let mut at_points = vec![f64::NEG_INFINITY; lattice.points];
    at_points[lattice.points - 1] = 0.0;
    let mut by_start: Vec<usize> = (0..lattice.arcs.len()).collect();
    by_start.sort_by_key(|&index| Reverse(lattice.arcs[index].from));
    let mut by_start = by_start.into_iter().peekable();
    for point in (0..lattice.points - 1).rev() {
        at_points[point] = at_points[point + 1];
        while let Some(index) = by_start.next_if(|&index| lattice.arcs[index].from == point) {
            let arc = &lattice.arcs[index];
            for lane in arc.lanes() {
                let linked = arc.after.iter().flat_map(|link| {
                    let weights = model.w[link.features[lane] as usize];
                    lattice.arcs[link.arc].lanes().map(move |second| (link.arc, second, weights[second]))
                });
                let linked = linked
                    .map(|(after, second, weight)| (scores[after][second] + sums[after][second], weight));
                let sum = add_links(at_points[arc.to], linked);
                sums[index][lane] = sum;
                at_points[point] = log_add(at_points[point], sum + scores[index][lane]);
            }
        }
    }
    sums
}

/// The logarithm of a sum when some of its terms, of which it has the plain form already, are linked with these weights.
fn add_links(sum: f64, linked: impl Iterator<Item = (f64, f32)>) -> f64 {
    let more: f64 = linked.map(|(term, weight)| (term - sum).exp() * f64::from(weight).exp_m1()).sum();
    // All terms are parts of the sum, so rounding alone can bring it to nothing.
    sum + (1.0 + more).max(1e-9).ln()
}

fn log_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}
