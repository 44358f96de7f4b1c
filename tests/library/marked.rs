//! Texts with marks: `[[Walmart|organization]] bietet`. Reads the marks, and compares them with what is found.
//!
//! The syntax is explained in `tests/cases/README.md`.

use konzern::{Entity, Extractor, Form, Kind, Language, Scratch, Span};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{env, fs};

/// What is expected at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub span: Span,
    pub kind: Kind,
    pub form: Form,
    /// The id of the entry, or the value of money.
    pub value: Option<String>,
    /// Only when asked for.
    pub asked: bool,
}

/// A text without its marks, and the marks, by their start and the longer first.
#[derive(Debug)]
pub struct Marked {
    pub text: String,
    pub marks: Vec<Mark>,
}

impl Marked {
    /// Reads a text with marks.
    pub fn parse(source: &str) -> Result<Marked, String> {
        let (mut text, mut marks, mut open) = (String::new(), Vec::new(), Vec::new());
        let mut rest = source;
        while let Some(next) = rest.chars().next() {
            if let Some(inner) = rest.strip_prefix("[[") {
                let asked = inner.starts_with('+');
                open.push((text.len(), asked));
                rest = inner.strip_prefix('+').unwrap_or(inner);
            } else if next == '|' && !open.is_empty() {
                let (label, after) = rest[1..].split_once("]]").ok_or("a mark does not end")?;
                let (start, asked) = open.pop().ok_or("a mark does not begin")?;
                marks.push(Mark::parse(label, Span::new(start, text.len()), asked)?);
                rest = after;
            } else {
                text.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
        if !open.is_empty() {
            return Err("a mark has no kind".to_owned());
        }
        marks.sort_by_key(|mark| (mark.span.start, usize::MAX - mark.span.end));
        Ok(Marked { text, marks })
    }
}

impl Mark {
    fn parse(label: &str, span: Span, asked: bool) -> Result<Mark, String> {
        let (label, value) =
            label.split_once('=').map_or((label, None), |(label, value)| (label, Some(value)));
        let (kind, form) = label.split_once('|').unwrap_or((label, "name"));
        Ok(Mark {
            span,
            kind: Kind::from_name(kind).ok_or_else(|| format!("unknown kind \"{kind}\""))?,
            form: Form::from_name(form).ok_or_else(|| format!("unknown form \"{form}\""))?,
            value: value.map(str::to_owned),
            asked,
        })
    }

    fn is(&self, entity: &Entity<'_>) -> bool {
        let value = || match &entity.money {
            Some(money) => Some(money.to_string()),
            None => entity.entry.map(|entry| entry.id().to_owned()),
        };
        self.span == entity.span
            && self.kind == entity.kind
            && self.form == entity.form
            && (self.value.is_none() || self.value == value())
    }

    fn show(&self, text: &str) -> String {
        let value = self.value.as_ref().map(|value| format!("={value}")).unwrap_or_default();
        show(self.span.of(text), self.kind, self.form, &value)
    }
}

fn show(text: &str, kind: Kind, form: Form, value: &str) -> String {
    let form = if form == Form::Name { String::new() } else { format!("|{form}") };
    format!("[[{text}|{kind}{form}{value}]]")
}

/// How what was found differs from what was expected.
#[derive(Default, Debug)]
pub struct Difference {
    pub missing: Vec<String>,
    pub wrong: Vec<String>,
}

impl Difference {
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.wrong.is_empty()
    }
}

/// Extracts, and compares with the marks. `asked`: what is found only when asked for is expected too.
pub fn compare(
    extractor: &Extractor,
    marked: &Marked,
    language: Option<Language>,
    asked: bool,
) -> Difference {
    let mut entities = Vec::new();
    extractor.extract_with(&marked.text, language, &mut Scratch::default(), &mut entities);
    let marks: Vec<&Mark> = marked.marks.iter().filter(|mark| asked || !mark.asked).collect();
    let missing = marks.iter().filter(|mark| !entities.iter().any(|entity| mark.is(entity)));
    let wrong = entities.iter().filter(|entity| !marks.iter().any(|mark| mark.is(entity)));
    Difference {
        missing: missing.map(|mark| mark.show(&marked.text)).collect(),
        wrong: wrong
            .map(|entity| {
                let value = match (&entity.money, entity.entry) {
                    (Some(money), _) => format!("={money}"),
                    (None, Some(entry)) => format!("={}", entry.id()),
                    (None, None) => String::new(),
                };
                show(entity.text, entity.kind, entity.form, &value)
            })
            .collect(),
    }
}

/// The folder of the cases.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// What a test found, by name, with the lines that tell of it.
pub struct Outcome {
    pub name: String,
    pub trouble: Option<String>,
}

/// Fails for all outcomes with trouble that are not pending. `group` is the heading in `PENDING.md`.
pub fn judge(group: &str, outcomes: &[Outcome]) {
    let path = folder().join("cases/PENDING.md");
    let read = || fs::read_to_string(&path).unwrap_or_default();
    if env::var_os("KONZERN_PENDING").is_some_and(|it| it == "write") {
        // The file has other groups as well, which another test may be writing.
        static WRITING: Mutex<()> = Mutex::new(());
        let _writing = WRITING.lock().unwrap();
        fs::write(&path, rewrite(&read(), group, outcomes)).unwrap();
        return;
    }
    let pending_text = read();
    let pending: BTreeSet<&str> = pending_text
        .lines()
        .filter_map(|line| line.strip_prefix("- `"))
        .filter_map(|line| line.split_once('`'))
        .map(|(name, _)| name)
        .collect();
    let mut report = String::new();
    let mut failed = 0;
    for outcome in outcomes {
        let name = outcome.name.as_str();
        match (&outcome.trouble, pending.contains(name)) {
            (Some(trouble), false) => {
                failed += 1;
                let _ = writeln!(report, "{trouble}\n");
            }
            (None, true) => {
                println!("{name} is pending, but is right now: take it out of tests/cases/PENDING.md")
            }
            _ => {}
        }
    }
    let total = outcomes.len();
    let waiting =
        outcomes.iter().filter(|it| it.trouble.is_some() && pending.contains(it.name.as_str())).count();
    println!("{group}: {} of {total} right, {waiting} pending, {failed} failed", total - waiting - failed);
    assert!(failed == 0, "\n\n{report}{failed} of {total} failed; the syntax is in tests/cases/README.md\n");
}

/// `PENDING.md` with this group anew.
fn rewrite(old: &str, group: &str, outcomes: &[Outcome]) -> String {
    let heading = format!("## {group}\n");
    let (before, rest) = match old.split_once(&heading) {
        Some((before, rest)) => (before, rest.find("\n## ").map_or("", |at| &rest[at + 1..])),
        None => (old, ""),
    };
    let mut new = format!("{}\n\n{heading}\n", before.trim_end());
    for outcome in outcomes {
        if let Some(trouble) = &outcome.trouble {
            let lines: Vec<&str> = trouble.lines().skip(1).map(str::trim).collect();
            let _ = writeln!(new, "- `{}`: {}", outcome.name, lines.join("; "));
        }
    }
    let rest = rest.trim();
    if rest.is_empty() { new } else { format!("{}\n\n{rest}\n", new.trim_end()) }
}
