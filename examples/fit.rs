//! Fits the weights of the evidence to annotated texts and writes `data/<language>/weights.tsv`.
//!
//!     cargo run --release --example fit -- --language de --out data/de/weights.tsv GOLD.jsonl… WRITTEN.jsonl=3
//!
//! The model is the one the extractor uses: candidates with a sum of weights in each lane, of which the best set that
//! does not overlap wins. Here every such set has a probability (a semi-Markov conditional random field), and the
//! weights are moved until the annotated sets are likely. Most weights end at exactly zero (FTRL-proximal with L1).
//!
//! A gold line is {"text","entities":[{"start","end","kind":"ORG|PER|LOC","form":"name|part|deriv","level"}]}. Each
//! document whose number is 4 modulo 5 is held out, unless `--all` or `--test` is given, and scored at the end.

use clap::Parser;
use konzern::study::{LANES_BY_NAME, Study, candidates};
use konzern::{Extractor, Language};
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::{fs, iter, process};

const LANES: usize = LANES_BY_NAME.len();

#[derive(Parser)]
#[command(about = "Fits the weights of the evidence to annotated texts")]
struct Options {
    /// Language of the texts.
    #[arg(long, value_parser = |code: &str| Language::from_code(code).ok_or("expected de or en"))]
    language: Language,
    /// The table to write.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Passes over the texts.
    #[arg(long, default_value_t = 16)]
    passes: usize,
    /// So many of the first passes only find the way; the weights are the mean of those after the passes that follow. One
    /// pass ends where its last documents pulled it, the mean of several does not.
    #[arg(long, default_value_t = 6)]
    settling: usize,
    /// Strength of L1: greater means fewer weights.
    #[arg(long, default_value_t = 3.0)]
    l1: f32,
    /// Strength of L2: greater means smaller weights.
    #[arg(long, default_value_t = 1.0)]
    l2: f32,
    /// The share of the evidence that each look at a document does not see (dropout). So no weight leans on others that
    /// happen to stand beside it in the texts learned from, and cues learn to speak where a list is silent.
    #[arg(long, default_value_t = 0.0)]
    dropout: f32,
    /// Step size.
    #[arg(long, default_value_t = 0.1)]
    alpha: f32,
    /// The least number of candidates that must have a word beside or in them before it counts by itself.
    #[arg(long, default_value_t = 3)]
    least: u32,
    /// Which fifth of the documents is held out, 0 to 4.
    #[arg(long, default_value_t = 4)]
    fold: usize,
    /// Hold nothing out.
    #[arg(long)]
    all: bool,
    /// Added to the weight of every candidate after fitting, in hundredths: greater finds more and errs more. One number,
    /// or one for each lane, with commas.
    #[arg(long, value_delimiter = ',', default_value = "0")]
    tilt: Vec<i32>,
    /// Added to the weight of every entry that needs no cue, in the lane of its kind, in hundredths: the lists are checked
    /// by hand, the annotated sets are small.
    #[arg(long, default_value_t = 0)]
    trust: i32,
    /// Print this many errors on the texts held out.
    #[arg(long, default_value_t = 0)]
    errors: usize,
    /// Leaves out the evidence whose name or full name ("place.name") begins with one of these, to see what it is worth.
    #[arg(long)]
    drop: Vec<String>,
    /// Annotated texts that nothing is learned from: how well the weights do on texts of another sort. Then nothing else is held
    /// out.
    #[arg(long)]
    test: Vec<Set>,
    /// Annotated texts. `FILE=3` counts each document three times.
    #[arg(required = true)]
    gold: Vec<Set>,
}

impl Options {
    /// All sets, those that are only scored last.
    fn sets(&self) -> impl Iterator<Item = &Set> {
        self.gold.iter().chain(&self.test)
    }

    /// Whether a document is held out, given its set and its number therein.
    fn holds_out(&self, set: usize, number: usize) -> bool {
        set >= self.gold.len() || !self.all && self.test.is_empty() && number % 5 == self.fold
    }
}

/// A file of annotated texts, and how often each of its documents counts.
#[derive(Clone)]
struct Set {
    path: PathBuf,
    times: usize,
}

impl FromStr for Set {
    type Err = String;

    fn from_str(argument: &str) -> Result<Self, String> {
        match argument.rsplit_once('=') {
            None => Ok(Set { path: argument.into(), times: 1 }),
            Some((path, times)) => {
                let times = times.parse().map_err(|_| format!("\"{times}\" is no number of times"))?;
                Ok(Set { path: path.into(), times })
            }
        }
    }
}

impl Set {
    fn name(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }
}

#[derive(Deserialize)]
struct Document {
    text: String,
    entities: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    start: usize,
    end: usize,
    kind: String,
    form: String,
    #[serde(default)]
    level: String,
}

/// A document as a lattice.
struct Lattice {
    /// The byte positions at which a candidate begins or ends.
    points: usize,
    /// Sorted by end.
    arcs: Vec<Arc>,
    /// The gold spans that no candidate covers: start, end, whether it is a part, lane.
    unreachable: Vec<(usize, usize, bool, usize)>,
    held_out: bool,
    set: usize,
    text: String,
}

struct Arc {
    span: (usize, usize),
    from: usize,
    to: usize,
    part: bool,
    lanes: [bool; LANES],
    gold: Option<usize>,
    features: Vec<u32>,
}

/// The numbers of evidence.
#[derive(Default)]
struct Names {
    ids: HashMap<(&'static str, String), u32>,
}

impl Names {
    fn id(&mut self, place: &'static str, evidence: String) -> u32 {
        let next = self.ids.len() as u32;
        *self.ids.entry((place, evidence)).or_insert(next)
    }
}

/// The weights of all evidence in all lanes, with the state of FTRL-proximal.
struct Model {
    z: Vec<[f32; LANES]>,
    n: Vec<[f32; LANES]>,
    w: Vec<[f32; LANES]>,
    options: (f32, f32, f32),
}

impl Model {
    fn new(size: usize, options: &Options) -> Self {
        let zero = vec![[0.0; LANES]; size];
        Self { z: zero.clone(), n: zero.clone(), w: zero, options: (options.alpha, options.l1, options.l2) }
    }

    fn score<'a>(&self, features: impl IntoIterator<Item = &'a u32>) -> [f32; LANES] {
        let mut sum = [0.0; LANES];
        for &feature in features {
            for (to, from) in sum.iter_mut().zip(&self.w[feature as usize]) {
                *to += from;
            }
        }
        sum
    }

    fn update(&mut self, feature: u32, gradient: &[f32; LANES]) {
        let (alpha, l1, l2) = self.options;
        let i = feature as usize;
        for (lane, &g) in gradient.iter().enumerate() {
            if g == 0.0 {
                continue;
            }
            let (z, n, w) = (&mut self.z[i][lane], &mut self.n[i][lane], &mut self.w[i][lane]);
            let sigma = ((*n + g * g).sqrt() - n.sqrt()) / alpha;
            *z += g - sigma * *w;
            *n += g * g;
            *w = if z.abs() <= l1 { 0.0 } else { -(*z - z.signum() * l1) / ((1.0 + n.sqrt()) / alpha + l2) };
        }
    }
}

/// What one look at a document does not see: by chance, but the same for all of its candidates.
struct Veil {
    seed: u32,
    hidden: f32,
}

impl Veil {
    /// The evidence of a candidate that is seen.
    fn seen<'a>(&self, features: &'a [u32]) -> impl Iterator<Item = &'a u32> + use<'a> {
        let (seed, bound) = (self.seed, (self.hidden * u32::MAX as f32) as u32);
        features.iter().filter(move |&feature| {
            let mixed = (feature ^ seed).wrapping_mul(0x85eb_ca6b);
            let mixed = (mixed ^ mixed >> 15).wrapping_mul(0xc2b2_ae35);
            mixed ^ mixed >> 13 >= bound
        })
    }

    /// By how much what is seen counts more, to stand for what is not.
    fn scale(&self) -> f32 {
        1.0 / (1.0 - self.hidden)
    }
}

/// The mean of the weights after several passes.
struct Mean {
    sum: Vec<[f32; LANES]>,
    passes: f32,
}

impl Mean {
    fn new(size: usize) -> Self {
        Self { sum: vec![[0.0; LANES]; size], passes: 0.0 }
    }

    fn add(&mut self, weights: &[[f32; LANES]]) {
        self.passes += 1.0;
        for (to, from) in self.sum.iter_mut().flatten().zip(weights.iter().flatten()) {
            *to += from;
        }
    }

    fn weights(self) -> Vec<[f32; LANES]> {
        self.sum.into_iter().map(|sums| sums.map(|sum| sum / self.passes.max(1.0))).collect()
    }
}

fn main() {
    if let Err(error) = run(&Options::parse()) {
        eprintln!("fit: {error}");
        process::exit(1);
    }
}

fn run(options: &Options) -> Result<(), Box<dyn Error>> {
    let extractor = Extractor::builder().language(options.language).build()?;
    let mut documents = Vec::new();
    for (set, Set { path, .. }) in options.sets().enumerate() {
        for (number, document) in read(path)?.into_iter().enumerate() {
            documents.push((set, options.holds_out(set, number), document));
        }
    }
    let studied: Vec<Vec<Study>> =
        documents.iter().map(|(_, _, d)| candidates(&extractor, &d.text, options.language)).collect();
    let frequent = frequent_words(options, &documents, &studied);
    let mut names = Names::default();
    // A set that marks no derived words and no parts says nothing about them.
    let marks = |set: usize, form: &str| {
        documents.iter().any(|(of, _, d)| *of == set && d.entities.iter().any(|gold| gold.form == form))
    };
    let marked: Vec<(bool, bool)> =
        (0..options.sets().count()).map(|set| (marks(set, "deriv"), marks(set, "part"))).collect();
    let lattices: Vec<Lattice> = documents
        .iter()
        .zip(studied)
        .map(|((set, held_out, document), mut studies)| {
            let (derived, parts) = marked[*set];
            if !options.drop.is_empty() {
                let dropped = |(place, name): &(&str, String)| {
                    let full = format!("{place}.{name}");
                    options
                        .drop
                        .iter()
                        .any(|drop| full.starts_with(drop.as_str()) || name.starts_with(drop.as_str()))
                };
                studies.iter_mut().for_each(|study| study.evidence.retain(|evidence| !dropped(evidence)));
            }
            studies.retain(|study| parts || !study.part);
            if !derived {
                studies.iter_mut().for_each(|study| study.lanes[3] &= is_listed_derived(study));
            }
            lattice(document, studies, &frequent, &mut names, *held_out, *set, !derived)
        })
        .collect();
    eprintln!(
        "{} documents, {} candidates, {} kinds of evidence",
        lattices.len(),
        lattices.iter().map(|l| l.arcs.len()).sum::<usize>(),
        names.ids.len()
    );

    let mut model = Model::new(names.ids.len(), options);
    let mut mean = Mean::new(names.ids.len());
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
    print_errors(&model, &names, &lattices, options.errors);
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
        report(&model, &lattices, options);
    }
    if let Some(out) = &options.out {
        fs::write(out, table(&model, &names, options))?;
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

fn read(path: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    text.lines()
        .enumerate()
        .map(|(i, line)| {
            serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", path.display(), i + 1).into())
        })
        .collect()
}

/// Words that stand often enough at a place to count by themselves.
fn frequent_words(
    options: &Options,
    documents: &[(usize, bool, Document)],
    studied: &[Vec<Study>],
) -> HashMap<(&'static str, String), u32> {
    let mut counts: HashMap<(&'static str, String), u32> = HashMap::new();
    for ((_, held_out, _), studies) in documents.iter().zip(studied) {
        if *held_out {
            continue;
        }
        for (place, word) in studies.iter().flat_map(|study| &study.words) {
            *counts.entry((place, word.clone())).or_default() += 1;
        }
    }
    counts.retain(|_, count| *count >= options.least);
    counts
}

fn lane_of(gold: &Gold) -> Option<usize> {
    match (gold.kind.as_str(), gold.form.as_str()) {
        ("LOC", "deriv" | "derived") => Some(3),
        (_, "deriv" | "derived") => None,
        ("ORG", _) => Some(0),
        ("PER", _) => Some(1),
        ("LOC", _) => Some(2),
        _ => None,
    }
}

/// True for the words that the tables call derived without doubt.
fn is_listed_derived(study: &Study) -> bool {
    let has = |name: &str| study.evidence.iter().any(|(_, evidence)| evidence == name);
    has("derived:adjective") && !has("derived?") || has("derived:person") && !has("derived?")
}

fn lattice(
    document: &Document,
    mut studies: Vec<Study>,
    frequent: &HashMap<(&'static str, String), u32>,
    names: &mut Names,
    held_out: bool,
    set: usize,
    assume_derived: bool,
) -> Lattice {
    let mut points: Vec<usize> = studies.iter().flat_map(|s| [s.span.start, s.span.end]).chain([0]).collect();
    points.sort_unstable();
    points.dedup();
    let number: HashMap<usize, usize> = points.iter().enumerate().map(|(i, &p)| (p, i)).collect();
    let mut gold: BTreeMap<(usize, usize, bool), usize> = document
        .entities
        .iter()
        .filter(|g| g.level.is_empty() || g.level == "outer")
        .filter_map(|g| lane_of(g).map(|lane| ((g.start, g.end, g.form == "part"), lane)))
        .collect();
    if assume_derived {
        // Where derived words are not marked, each word that can be one, and is nothing else, is taken to be one.
        for study in studies.iter().filter(|study| study.lanes[3]) {
            let free = |g: &Gold| g.end <= study.span.start || study.span.end <= g.start;
            if document.entities.iter().filter(|g| lane_of(g).is_some()).all(free) {
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
            let words = study.words.into_iter().filter(|word| frequent.contains_key(word));
            let mut features: Vec<u32> =
                study.evidence.into_iter().map(|(place, name)| names.id(place, name)).collect();
            features.extend(words.map(|(place, word)| names.id(place, format!("word:{word}"))));
            Arc {
                span: (study.span.start, study.span.end),
                from: number[&study.span.start],
                to: number[&study.span.end],
                part: study.part,
                lanes: study.lanes,
                gold: lane,
                features,
            }
        })
        .collect();
    arcs.sort_by_key(|arc| arc.to);
    let unreachable = gold.into_iter().map(|((start, end, part), lane)| (start, end, part, lane)).collect();
    Lattice { points: points.len(), arcs, unreachable, held_out, set, text: document.text.clone() }
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

fn log_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

/// One step: the gradient of the log-likelihood of the gold set, as far as the veil lets see. Gives back the loss.
fn learn(model: &mut Model, lattice: &Lattice, veil: &Veil) -> f64 {
    if lattice.arcs.is_empty() {
        return 0.0;
    }
    let score = |arc: &Arc| model.score(veil.seen(&arc.features)).map(|score| score * veil.scale());
    let scores: Vec<[f32; LANES]> = lattice.arcs.iter().map(score).collect();
    let mut forward = vec![f64::NEG_INFINITY; lattice.points];
    forward[0] = 0.0;
    let mut next = 0;
    for point in 1..lattice.points {
        forward[point] = forward[point - 1];
        while let Some(arc) = lattice.arcs.get(next).filter(|arc| arc.to == point) {
            for lane in (0..LANES).filter(|&lane| arc.lanes[lane]) {
                forward[point] = log_add(forward[point], forward[arc.from] + f64::from(scores[next][lane]));
            }
            next += 1;
        }
    }
    let mut backward = vec![f64::NEG_INFINITY; lattice.points];
    backward[lattice.points - 1] = 0.0;
    let mut by_start: Vec<usize> = (0..lattice.arcs.len()).collect();
    by_start.sort_by_key(|&i| Reverse(lattice.arcs[i].from));
    let mut at = 0;
    for point in (0..lattice.points - 1).rev() {
        backward[point] = backward[point + 1];
        while let Some(&i) = by_start.get(at).filter(|&&i| lattice.arcs[i].from == point) {
            let arc = &lattice.arcs[i];
            for lane in (0..LANES).filter(|&lane| arc.lanes[lane]) {
                backward[point] = log_add(backward[point], backward[arc.to] + f64::from(scores[i][lane]));
            }
            at += 1;
        }
    }
    let total = forward[lattice.points - 1];
    let mut gold_score = 0.0;
    for (arc, score) in lattice.arcs.iter().zip(&scores) {
        let mut gradient = [0.0; LANES];
        for lane in (0..LANES).filter(|&lane| arc.lanes[lane]) {
            let expected = (forward[arc.from] + f64::from(score[lane]) + backward[arc.to] - total).exp();
            gradient[lane] = expected as f32;
            if arc.gold == Some(lane) {
                gradient[lane] -= 1.0;
                gold_score += f64::from(score[lane]);
            }
            if gradient[lane].abs() < 1e-4 {
                gradient[lane] = 0.0;
            }
        }
        if gradient.iter().any(|&g| g != 0.0) {
            for &feature in veil.seen(&arc.features) {
                model.update(feature, &gradient);
            }
        }
    }
    total - gold_score
}

/// The best set of arcs, as (arc, lane).
fn decode(model: &Model, lattice: &Lattice) -> Vec<(usize, usize)> {
    let mut best = vec![0.0_f32; lattice.points];
    let mut taken: Vec<Option<(usize, usize)>> = vec![None; lattice.points];
    let mut next = 0;
    for point in 1..lattice.points {
        best[point] = best[point - 1];
        while let Some(arc) = lattice.arcs.get(next).filter(|arc| arc.to == point) {
            let scores = model.score(&arc.features);
            for lane in (0..LANES).filter(|&lane| arc.lanes[lane]) {
                if best[arc.from] + scores[lane] > best[point] && scores[lane] > 0.0 {
                    best[point] = best[arc.from] + scores[lane];
                    taken[point] = Some((next, lane));
                }
            }
            next += 1;
        }
    }
    let mut out = Vec::new();
    let mut point = lattice.points - 1;
    while point > 0 {
        match taken[point] {
            Some((arc, lane)) => {
                out.push((arc, lane));
                point = lattice.arcs[arc].from;
            }
            None => point -= 1,
        }
    }
    out
}

/// Prints the scores of whole names, of derived words and parts, on the texts learned from and on those held out.
fn report(model: &Model, lattices: &[Lattice], options: &Options) {
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
fn print_errors(model: &Model, names: &Names, lattices: &[Lattice], most: usize) {
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

/// The table of weights, in hundredths, sorted.
fn table(model: &Model, names: &Names, options: &Options) -> String {
    let times = |set: &Set| if set.times == 1 { String::new() } else { format!(" ({} times)", set.times) };
    let sets: Vec<String> = options.gold.iter().map(|set| set.name() + &times(set)).collect();
    let mut out = format!(
        "where\tevidence\torganization\tperson\tplace\tderived\n\
         # made by: cargo run --release --example fit -- --language {} (l1 {}, l2 {}, dropout {}, alpha {}, least {}, mean of passes {} to {})\n\
         # fitted on {}{}; weights in hundredths\n",
        options.language,
        options.l1,
        options.l2,
        options.dropout,
        options.alpha,
        options.least,
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
