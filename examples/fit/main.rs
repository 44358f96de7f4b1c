//! Fits the weights of the evidence to annotated texts and writes `data/<language>/weights.tsv`.
//!
//!     cargo run --release --example fit -- --language de --out data/de/weights.tsv GOLD.jsonl… WRITTEN.jsonl=3
//!
//! The model is the one the extractor uses: candidates with a sum of weights in each lane, of which the best set that
//! does not overlap wins, together with the weights of what stands between them. Here every such set has a probability
//! (a semi-Markov conditional random field), and the weights are moved until the annotated sets are likely. Most weights
//! end at exactly zero (FTRL-proximal with L1).
//!
//! A gold line is {"text","entities":[{"start","end","kind":"ORG|PER|LOC","form":"name|part|deriv","level"}]}. Each
//! document whose number is 4 modulo 5 is held out, unless `--all` or `--test` is given, and scored at the end.

mod decode;
mod frequent;
mod gold;
mod lattice;
mod learn;
mod model;
mod options;
mod report;
mod table;

use clap::Parser;
use frequent::Frequent;
use gold::{Sample, read};
use konzern::Extractor;
use konzern::study::{LANES_BY_NAME, Study, candidates};
use lattice::{Lattice, Names, is_listed_derived, lattice};
use learn::learn;
use model::{Mean, Model, Veil};
use options::{Options, Set};
use report::{print_errors, report};
use std::collections::HashMap;
use std::error::Error;
use std::{fs, iter, process};
use table::table;

const LANES: usize = LANES_BY_NAME.len();

fn main() {
    if let Err(error) = run(&Options::parse()) {
        eprintln!("fit: {error}");
        process::exit(1);
    }
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let samples = samples(options)?;
    let mut names = Names::default();
    let lattices = lattices(options, &samples, &mut names)?;
    eprintln!(
        "{} documents, {} candidates, {} kinds of evidence",
        lattices.len(),
        lattices.iter().map(|l| l.arcs.len()).sum::<usize>(),
        names.ids.len()
    );
    let mut model = fit(options, &lattices, names.ids.len());
    print_errors(&model, &names, &lattices, options.errors);
    adjust(&mut model, &names, options)?;
    report(&model, &lattices, options);
    if let Some(out) = &options.out {
        fs::write(out, table(&model, &names, options))?;
    }
    Ok(())
}

/// The documents of all sets.
fn samples(options: &Options) -> Result<Vec<Sample>, Box<dyn Error>> {
    let mut samples = Vec::new();
    for (set, Set { path, .. }) in options.sets().enumerate() {
        for (number, document) in read(path)?.into_iter().enumerate() {
            samples.push(Sample { set, held_out: options.holds_out(set, number), document });
        }
    }
    Ok(samples)
}

fn lattices(
    options: &Options,
    samples: &[Sample],
    names: &mut Names,
) -> Result<Vec<Lattice>, Box<dyn Error>> {
    let extractor = Extractor::builder().language(options.language).build()?;
    let studied: Vec<Vec<Study>> = samples
        .iter()
        .map(|sample| candidates(&extractor, &sample.document.text, options.language))
        .collect();
    let frequent = Frequent::count(options, samples, &studied);
    // A set that marks no derived words and no parts says nothing about them.
    let marks = |set: usize, form: &str| {
        let mut documents = samples.iter().filter(|sample| sample.set == set).map(|sample| &sample.document);
        documents.any(|document| document.entities.iter().any(|gold| gold.form == form))
    };
    let marked: Vec<(bool, bool)> =
        (0..options.sets().count()).map(|set| (marks(set, "deriv"), marks(set, "part"))).collect();
    let of = |(sample, mut studies): (&Sample, Vec<Study>)| {
        let (derived, parts) = marked[sample.set];
        studies.retain(|study| parts || !study.part);
        for study in &mut studies {
            study.evidence.retain(|(place, name)| !options.drops(place, name));
            study.lanes[3] &= derived || is_listed_derived(study);
        }
        lattice(sample, studies, &frequent, names, !derived)
    };
    Ok(samples.iter().zip(studied).map(of).collect())
}

/// The weights of all evidence: the mean of those after several passes.
fn fit(options: &Options, lattices: &[Lattice], evidence: usize) -> Model {
    let mut model = Model::new(evidence, options);
    let mut mean = Mean::new(evidence);
    let learned_from = (0..lattices.len()).filter(|&i| !lattices[i].held_out);
    let mut order: Vec<usize> =
        learned_from.flat_map(|i| iter::repeat_n(i, options.gold[lattices[i].set].times)).collect();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for pass in 1..=options.passes {
        shuffle(&mut order, &mut random);
        let mut loss = 0.0;
        for &i in &order {
            let veil = Veil { seed: next(&mut random) as u32, hidden: options.dropout };
            loss += learn(&mut model, &lattices[i], &veil);
        }
        let used = model.w.iter().filter(|w| w.iter().any(|&w| w != 0.0)).count();
        eprintln!("pass {pass}: loss {:.1}, {used} in use", loss / order.len() as f64);
        if pass > options.settling {
            mean.add(&model.w);
        }
    }
    model.w = mean.weights();
    model
}

/// Adds what the options say by hand: trust in the lists, and the tilt.
fn adjust(model: &mut Model, names: &Names, options: &Options) -> Result<(), Box<dyn Error>> {
    let lanes = entry_lanes()?;
    for ((_, name), &id) in &names.ids {
        if let Some(&lane) = lanes.get(name.as_str()) {
            model.w[id as usize][lane] += options.trust as f32 / 100.0;
        }
    }
    if let Some(&candidate) = names.ids.get(&("span", "candidate".to_owned())) {
        for (lane, weight) in model.w[candidate as usize].iter_mut().enumerate() {
            let tilt = options.tilt.get(lane).or(options.tilt.last()).copied().unwrap_or(0);
            *weight += tilt as f32 / 100.0;
        }
    }
    Ok(())
}

/// The lane of the entries of each class.
fn entry_lanes() -> Result<HashMap<String, usize>, Box<dyn Error>> {
    let text = fs::read_to_string("data/classes.tsv").map_err(|e| format!("data/classes.tsv: {e}"))?;
    let rows = text.lines().filter_map(|line| line.split_once('\t'));
    let lane = |rest: &str| LANES_BY_NAME.iter().position(|name| rest.starts_with(name));
    Ok(rows.filter_map(|(class, rest)| Some((format!("entry:{class}"), lane(rest)?))).collect())
}

fn shuffle(order: &mut [usize], random: &mut u64) {
    for i in (1..order.len()).rev() {
        order.swap(i, (next(random) % (i as u64 + 1)) as usize);
    }
}

/// The next random number (xorshift): the same in every run, so that a fit can be repeated.
fn next(random: &mut u64) -> u64 {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    *random
}
