//! The best set of candidates, much as the extractor finds it. That drops some before, which score low by their own words, knows
//! amounts of money, and remembers names.

use crate::LANES;
use crate::lattice::Lattice;
use crate::model::Model;

/// A set of arcs: what it weighs, and its last arc with its lane.
#[derive(Clone, Copy, Default)]
struct Step {
    weight: f32,
    last: Option<(usize, usize)>,
}

/// The best set of arcs, as (arc, lane), from the last to the first.
pub(crate) fn decode(model: &Model, lattice: &Lattice) -> Vec<(usize, usize)> {
    let arcs = &lattice.arcs;
    let mut best = vec![Step::default(); lattice.points];
    // The best set that ends with each arc in each lane, with the arc before it.
    let mut ending: Vec<[Option<Step>; LANES]> = vec![[None; LANES]; arcs.len()];
    let mut next = 0;
    for point in 1..lattice.points {
        best[point] = best[point - 1];
        while let Some(arc) = arcs.get(next).filter(|arc| arc.to == point) {
            let scores = model.score(&arc.features);
            // The arcs that end where a link may begin are looked at one by one.
            let ends = arc.before.iter().map(|link| arcs[link.arc].to);
            let far = ends.min().map_or(arc.from, |end| end - 1);
            for lane in arc.lanes().filter(|&lane| scores[lane] > arc.least) {
                let mut before = best[far];
                let near = (0..next).rev().take_while(|&other| arcs[other].to > far);
                for other in near.filter(|&other| arcs[other].to <= arc.from) {
                    let link = arc.before.iter().find(|link| link.arc == other);
                    for first in arcs[other].lanes() {
                        let bond = link.map_or(0.0, |link| model.w[link.features[first] as usize][lane]);
                        if let Some(step) =
                            ending[other][first].filter(|step| step.weight + bond > before.weight)
                        {
                            before = Step { weight: step.weight + bond, last: Some((other, first)) };
                        }
                    }
                }
                let weight = before.weight + scores[lane];
                ending[next][lane] = Some(Step { weight, last: before.last });
                if weight > best[point].weight {
                    best[point] = Step { weight, last: Some((next, lane)) };
                }
            }
            next += 1;
        }
    }
    let mut out = Vec::new();
    let mut at = best[lattice.points - 1].last;
    while let Some((arc, lane)) = at {
        out.push((arc, lane));
        at = ending[arc][lane].and_then(|step| step.last);
    }
    out
}
