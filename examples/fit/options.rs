//! The command line.

use clap::Parser;
use konzern::Language;
use std::path::PathBuf;
use std::str::FromStr;

#[derive(Parser)]
#[command(about = "Fits the weights of the evidence to annotated texts")]
pub(crate) struct Options {
    /// Language of the texts.
    #[arg(long, value_parser = |code: &str| Language::from_code(code).ok_or("expected de or en"))]
    pub(crate) language: Language,
    /// The table to write.
    #[arg(long)]
    pub(crate) out: Option<PathBuf>,
    /// Passes over the texts.
    #[arg(long, default_value_t = 16)]
    pub(crate) passes: usize,
    /// So many of the first passes only find the way; the weights are the mean of those after the passes that follow. One
    /// pass ends where its last documents pulled it, the mean of several does not.
    #[arg(long, default_value_t = 6)]
    pub(crate) settling: usize,
    /// Strength of L1: greater means fewer weights.
    #[arg(long, default_value_t = 3.0)]
    pub(crate) l1: f32,
    /// Strength of L2: greater means smaller weights.
    #[arg(long, default_value_t = 1.0)]
    pub(crate) l2: f32,
    /// The share of the evidence that each look at a document does not see (dropout). So no weight leans on others that
    /// happen to stand beside it in the texts learned from, and cues learn to speak where a list is silent.
    #[arg(long, default_value_t = 0.0, value_parser = share)]
    pub(crate) dropout: f32,
    /// Step size.
    #[arg(long, default_value_t = 0.1)]
    pub(crate) alpha: f32,
    /// The least number of candidates that must have a word beside or in them before it counts by itself.
    #[arg(long, default_value_t = 3)]
    pub(crate) least: u32,
    /// The least number of neighbouring names that must have the same text between them before it counts.
    #[arg(long, default_value_t = 4)]
    pub(crate) least_links: u32,
    /// Which fifth of the documents is held out, 0 to 4.
    #[arg(long, default_value_t = 4)]
    pub(crate) fold: usize,
    /// Hold nothing out.
    #[arg(long)]
    pub(crate) all: bool,
    /// Added to the weight of every candidate after fitting, in hundredths: greater finds more and errs more. One number,
    /// or one for each lane, with commas.
    #[arg(long, value_delimiter = ',', default_value = "0")]
    pub(crate) tilt: Vec<i32>,
    /// Added to the weight of every entry that needs no cue, in the lane of its kind, in hundredths: the lists are checked
    /// by hand, the annotated sets are small.
    #[arg(long, default_value_t = 0)]
    pub(crate) trust: i32,
    /// Print this many errors on the texts held out.
    #[arg(long, default_value_t = 0)]
    pub(crate) errors: usize,
    /// Leaves out the evidence whose name or full name ("place.name") begins with one of these, to see what it is worth.
    #[arg(long)]
    pub(crate) drop: Vec<String>,
    /// Annotated texts that nothing is learned from: how well the weights do on texts of another sort. Then nothing else is held
    /// out.
    #[arg(long)]
    pub(crate) test: Vec<Set>,
    /// Annotated texts. `FILE=3` counts each document three times.
    #[arg(required = true)]
    pub(crate) gold: Vec<Set>,
}

/// A number from 0 to below 1.
fn share(argument: &str) -> Result<f32, String> {
    let share = argument.parse().ok().filter(|share| (0.0..1.0).contains(share));
    share.ok_or_else(|| format!("\"{argument}\" is no share, expected a number from 0 to below 1"))
}

impl Options {
    /// All sets, those that are only scored last.
    pub(crate) fn sets(&self) -> impl Iterator<Item = &Set> {
        self.gold.iter().chain(&self.test)
    }

    /// Whether a piece of evidence is left out.
    pub(crate) fn drops(&self, place: &str, name: &str) -> bool {
        let full = || format!("{place}.{name}");
        self.drop.iter().any(|drop| name.starts_with(drop.as_str()) || full().starts_with(drop.as_str()))
    }

    /// Whether a document is held out, given its set and its number therein.
    pub(crate) fn holds_out(&self, set: usize, number: usize) -> bool {
        set >= self.gold.len() || !self.all && self.test.is_empty() && number % 5 == self.fold
    }
}

/// A file of annotated texts, and how often each of its documents counts.
#[derive(Clone)]
pub(crate) struct Set {
    pub(crate) path: PathBuf,
    pub(crate) times: usize,
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
    pub(crate) fn name(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }
}
