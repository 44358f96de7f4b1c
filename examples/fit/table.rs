//! The table that is written.

use crate::lattice::Names;
use crate::model::Model;
use crate::options::{Options, Set};

/// The table of weights, in hundredths, sorted.
pub(crate) fn table(model: &Model, names: &Names, options: &Options) -> String {
    let times = |set: &Set| if set.times == 1 { String::new() } else { format!(" ({} times)", set.times) };
    let sets: Vec<String> = options.gold.iter().map(|set| set.name() + &times(set)).collect();
    let mut out = format!(
        "where\tevidence\torganization\tperson\tplace\tderived\n\
         # made by: cargo run --release --example fit -- --language {} (l1 {}, l2 {}, dropout {}, alpha {}, least {} and {}, mean of passes {} to {})\n\
         # fitted on {}{}; weights in hundredths\n",
        options.language,
        options.l1,
        options.l2,
        options.dropout,
        options.alpha,
        options.least,
        options.least_links,
        options.settling + 1,
        options.passes,
        sets.join(", "),
        if options.all || !options.test.is_empty() { "" } else { ", without every fifth document" },
    );
    let mut rows: Vec<String> = names
        .ids
        .iter()
        .filter_map(|((place, name), &id)| {
            let weights = model.w[id as usize].map(|w| (w * 100.0).round() as i32);
            let cells = weights.map(|w| w.to_string()).join("\t");
            weights.iter().any(|w| w.abs() >= 3).then(|| format!("{place}\t{name}\t{cells}\n"))
        })
        .collect();
    rows.sort_unstable();
    rows.iter().for_each(|row| out.push_str(row));
    out
}
