//! What is right and wrong with the weights.

use crate::LANES;
use crate::decode::decode;
use crate::lattice::{Lattice, Names};
use crate::model::Model;
use crate::options::Options;
use konzern::study::LANES_BY_NAME;
use std::collections::HashMap;
use std::fmt::Write as _;

/// Prints the scores of whole names, of derived words and parts, on the texts learned from and on those held out.
pub(crate) fn report(model: &Model, lattices: &[Lattice], options: &Options) {
    for held_out in [false, true] {
        for (number, set) in options.sets().enumerate() {
            // gold, predicted, hits for each lane, then parts, then all whole names
            let mut tally = [[0_u32; 3]; LANES + 2];
            let mut of_set = lattices.iter().filter(|l| l.held_out == held_out && l.set == number).peekable();
            if of_set.peek().is_none() {
                continue;
            }
            for lattice in of_set {
                for &(_, _, part, lane) in &lattice.unreachable {
                    tally[if part { LANES } else { lane }][0] += 1;
                }
                for arc in &lattice.arcs {
                    if let Some(lane) = arc.gold {
                        tally[if arc.part { LANES } else { lane }][0] += 1;
                    }
                }
                for (arc, lane) in decode(model, lattice) {
                    let arc = &lattice.arcs[arc];
                    let row = &mut tally[if arc.part { LANES } else { lane }];
                    row[1] += 1;
                    row[2] += u32::from(arc.gold == Some(lane));
                }
            }
            let whole = tally.iter().take(3).fold([0; 3], |sum, row| [0, 1, 2].map(|i| sum[i] + row[i]));
            tally[LANES + 1] = whole;
            let mut line = format!("  {} {}", if held_out { "held out" } else { "learned " }, set.name());
            for (name, [gold, predicted, hits]) in
                ["org", "per", "loc", "deriv", "part", "ALL"].iter().zip(tally)
            {
                let share = |of: u32| if of == 0 { 0.0 } else { 100.0 * f64::from(hits) / f64::from(of) };
                let (p, r) = (share(predicted), share(gold));
                let f1 = if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
                let _ = write!(line, "  {name} {p:.0}/{r:.0}={f1:.1}");
            }
            eprintln!("{line}");
        }
    }
}

/// Prints what was missed, and what was found in error, with the words around.
pub(crate) fn print_errors(model: &Model, names: &Names, lattices: &[Lattice], most: usize) {
    let by_id: HashMap<u32, &str> = names.ids.iter().map(|((_, name), &id)| (id, name.as_str())).collect();
    let place_of: HashMap<u32, &str> = names.ids.iter().map(|((place, _), &id)| (id, *place)).collect();
    let mut left = most;
    for lattice in lattices.iter().filter(|lattice| lattice.held_out) {
        let around = |start: usize, end: usize| {
            let (before, after) = (&lattice.text[..start], &lattice.text[end..]);
            let before: String =
                before.chars().rev().take(50).collect::<Vec<_>>().into_iter().rev().collect();
            let after: String = after.chars().take(40).collect();
            format!("{before}[[{}]]{after}", &lattice.text[start..end])
        };
        for &(start, end, part, lane) in &lattice.unreachable {
            println!(
                "{:12} unreachable{} {}",
                LANES_BY_NAME[lane],
                if part { " part" } else { "" },
                around(start, end)
            );
        }
        let found = decode(model, lattice);
        for (index, arc) in lattice.arcs.iter().enumerate() {
            let lane = found.iter().find(|(i, _)| *i == index).map(|(_, lane)| *lane);
            if lane == arc.gold || left == 0 {
                continue;
            }
            left -= 1;
            let name = |lane: Option<usize>| lane.map_or("none", |lane| LANES_BY_NAME[lane]);
            let (start, end) = arc.span;
            let scores = model.score(&arc.features).map(|s| format!("{s:.1}")).join(" ");
            let pattern = arc
                .features
                .iter()
                .filter_map(|id| by_id.get(id))
                .find(|name| name.starts_with("around:") || name.starts_with("pattern:"));
            let pattern = pattern.copied().unwrap_or_default();
            println!(
                "{:12} not {:12} {pattern} [{scores}] {}",
                name(arc.gold),
                name(lane),
                around(start, end)
            );
            if let Some(of) = arc.gold.or(lane) {
                let mut parts: Vec<(f32, u32)> = arc
                    .features
                    .iter()
                    .map(|&id| (model.w[id as usize][of], id))
                    .filter(|(w, _)| *w != 0.0)
                    .collect();
                parts.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
                let parts: Vec<String> = parts
                    .iter()
                    .take(22)
                    .map(|(w, id)| format!("{}.{} {w:+.2}", place_of[id], by_id[id]))
                    .collect();
                println!("      {}", parts.join("  "));
            }
        }
    }
}
