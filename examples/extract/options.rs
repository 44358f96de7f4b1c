//! The command line. What an option does is done elsewhere.

use crate::lists;
use crate::sources::Source;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, ValueEnum};
use konzern::{Extractor, Kind, Language};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread::available_parallelism;

/// Finds organisations, people, places and amounts of money in German and English texts.
#[derive(Parser)]
#[command(name = "extract", version, max_term_width = 100, after_help = AFTER)]
pub struct Options {
    /// Texts to read; folders are walked in the order of their names, `-` is standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// What a document is [default: jsonl for .jsonl and .ndjson, else text]
    #[arg(long, value_enum)]
    pub input: Option<Input>,

    /// The field of a JSON object with the text [default: text]
    #[arg(long, value_name = "NAME")]
    text_field: Option<String>,

    /// The field of a JSON object with the id [default: id]
    #[arg(long, value_name = "NAME")]
    id_field: Option<String>,

    /// How to write what is found
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    pub format: Format,

    /// Language of the texts: de, en, or auto for each by itself
    #[arg(long, value_name = "LANG", default_value = "auto", value_parser = language)]
    pub lang: Lang,

    /// Report only these kinds, separated by commas: organization, person, place, money
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = kind)]
    pub kinds: Option<Vec<Kind>>,

    /// Names of your own: a table with tabs (.tsv), JSON lines (.jsonl), or a compiled file (.konzern); may be repeated
    #[arg(long, value_name = "FILE")]
    pub gazetteer: Vec<PathBuf>,

    /// Never report this name, in any case and with its endings; may be repeated
    #[arg(long, value_name = "NAME")]
    pub deny: Vec<String>,

    /// Report only what is at least this sure, from 0 to 1; all that is found has more than 0.5
    #[arg(long, value_name = "SCORE", allow_negative_numbers = true)]
    pub min_score: Option<f32>,

    /// Report names inside of other names as well
    #[arg(long)]
    pub nested: bool,

    /// Say what spoke for each name, and what it beat (the formats pretty and jsonl; a table has no room for it)
    #[arg(long)]
    pub explain: bool,

    /// Threads, at most 1024 [default: all cores]
    #[arg(long, short, value_name = "N", value_parser = jobs, allow_negative_numbers = true)]
    jobs: Option<NonZeroUsize>,

    /// Colours of the pretty format
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub color: Color,

    /// No progress bar and no closing line; failures are still reported
    #[arg(long, short)]
    pub quiet: bool,
}

const AFTER: &str = "\
Examples:
  extract article.txt                                  for people, with colours on a terminal
  extract --format jsonl news.jsonl > found.jsonl      an object for each document, in their order
  extract --input lines --format tsv --kinds money -   each line of standard input, amounts only
  extract --gazetteer own.tsv --explain texts/         own names, a folder, and the reasons

Exit codes: 0 done; 1 some input could not be read, the rest is done, or the output could not be
written; 2 usage, nothing is done.
Offsets in the output are UTF-8 bytes of the text as it was given, the end not included.";

/// More threads than any machine has cores for would only cost memory, each its buffers.
const MOST_JOBS: usize = 1024;

/// What a document is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Input {
    /// A file is a document
    Text,
    /// A line is a document
    Lines,
    /// A line is a JSON object with a text
    Jsonl,
}

/// How results are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// For people: the text with marks, and a table
    Pretty,
    /// A JSON object for each document
    Jsonl,
    /// A table row for each entity
    Tsv,
}

/// When to use colours.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The language of the texts; `None` for each document by itself.
#[derive(Clone, Copy, Debug)]
pub struct Lang(pub Option<Language>);

fn language(code: &str) -> Result<Lang, String> {
    match code.to_ascii_lowercase().as_str() {
        "auto" => Ok(Lang(None)),
        code => Language::from_code(code)
            .map(|it| Lang(Some(it)))
            .ok_or_else(|| "expected de, en or auto".to_owned()),
    }
}

fn kind(name: &str) -> Result<Kind, String> {
    Kind::from_name(&name.trim().to_ascii_lowercase()).ok_or_else(|| {
        let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        format!("expected {}", names.join(", "))
    })
}

fn jobs(number: &str) -> Result<NonZeroUsize, String> {
    number.parse().map_err(|_| "expected a whole number from 1".to_owned())
}

impl Options {
    /// What options cannot say together.
    pub fn check(&self, sources: &[Source]) -> Result<(), clap::Error> {
        let refuse = |told: String| Err(Self::command().error(ErrorKind::ArgumentConflict, told));
        if self.text_field() == self.id_field() {
            return refuse(format!(
                "--text-field and --id-field are both \"{}\", expected two fields",
                self.id_field()
            ));
        }
        let given = [("--text-field", &self.text_field), ("--id-field", &self.id_field)];
        let given = given.iter().find(|(_, field)| field.is_some());
        // Among the files of a folder may be others, but where there is no JSON at all, none was told that there is.
        if let Some((option, _)) = given
            && !sources.is_empty()
            && sources.iter().all(|source| source.input != Input::Jsonl)
        {
            return refuse(format!(
                "{option} is a field of JSON, but nothing here is read as such, expected --input jsonl or files named .jsonl or .ndjson"
            ));
        }
        Ok(())
    }

    /// The field with the text.
    pub fn text_field(&self) -> &str {
        self.text_field.as_deref().unwrap_or("text")
    }

    /// The field with the id.
    pub fn id_field(&self) -> &str {
        self.id_field.as_deref().unwrap_or("id")
    }

    /// The extractor that these options describe.
    pub fn extractor(&self) -> Result<Extractor, String> {
        let mut builder = Extractor::builder().nested(self.nested);
        if let Some(language) = self.lang.0 {
            builder = builder.language(language);
        }
        if let Some(kinds) = &self.kinds {
            builder = builder.kinds(kinds.iter().copied());
        }
        if let Some(score) = self.min_score {
            builder = builder.min_score(score);
        }
        for name in &self.deny {
            builder = builder.deny(name);
        }
        for gazetteer in lists::load(&self.gazetteer)? {
            builder = builder.gazetteer(gazetteer);
        }
        builder.build().map_err(|error| error.to_string())
    }

    /// Number of threads.
    pub fn jobs(&self) -> usize {
        self.jobs.or_else(|| available_parallelism().ok()).map_or(1, NonZeroUsize::get).min(MOST_JOBS)
    }
}
