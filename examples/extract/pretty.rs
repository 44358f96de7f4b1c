//! For people: the text with its names marked, and a table of what was found.
//!
//! On a terminal the marks are colours. Elsewhere they are brackets with the kind, `[[Walmart|organization]]`, as in
//! the cases of the tests.

use crate::clean::{clip, one_line, printable, visible};
use crate::explain::Explanation;
use crate::run::Found;
use crate::score::shown;
use anstyle::{AnsiColor, Color, Style};
use konzern::{Entity, Form, Kind, Money};
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

const WIDTH: usize = 100;
/// How much of the evidence is shown: the weightiest. The JSON has all of it.
const EVIDENCE: usize = 8;

/// What the colours mean; nothing without them.
pub fn legend(color: bool) -> String {
    if !color {
        return String::new();
    }
    let kinds = list(Kind::ALL.iter().map(|&kind| paint(kind.name(), style(kind, Form::Name), true)), "  ");
    let part = paint("part of a compound", Style::new().underline(), true);
    let derived = paint("derived from a place", Style::new().italic(), true);
    format!("{kinds}  {part}  {derived}\n")
}

/// A document.
pub fn document(found: &Found<'_>, color: bool) -> String {
    let mut out = String::new();
    let count = found.entities.len();
    let title = format!("── {} · {} · {count} found ", visible(found.id), found.language);
    let rule = "─".repeat(WIDTH.saturating_sub(title.chars().count()));
    let _ = writeln!(out, "\n{}\n", paint(&format!("{title}{rule}"), Style::new().dimmed(), color));
    marked(found, color, &mut out);
    if !out.ends_with('\n') {
        out.push('\n');
    }
    if count > 0 {
        out.push('\n');
        table(found, color, &mut out);
    }
    if !found.explanations.is_empty() {
        out.push('\n');
        for (entity, explanation) in found.entities.iter().zip(found.explanations) {
            explained(entity, explanation, color, &mut out);
        }
    }
    out
}

/// The text with marks. Entities inside of others are in the table only.
fn marked(found: &Found<'_>, color: bool, out: &mut String) {
    let mut at = 0;
    for entity in found.entities.iter().filter(|entity| !entity.span.is_empty()) {
        // Names inside of others come after them.
        let Some(before) = found.text.get(at..entity.span.start) else { continue };
        out.push_str(&printable(before));
        let text = printable(entity.text);
        if color {
            out.push_str(&paint(&text, style(entity.kind, entity.form), true));
        } else {
            let form = if entity.form == Form::Name { String::new() } else { format!("|{}", entity.form) };
            let _ = write!(out, "[[{text}|{}{form}]]", entity.kind);
        }
        at = entity.span.end;
    }
    out.push_str(&printable(found.text.get(at..).unwrap_or_default()));
}

/// What the same name is called in the table, and how often it was found.
struct Row<'a> {
    entity: &'a Entity<'a>,
    surfaces: Vec<String>,
    count: usize,
    score: f32,
}

/// What mentions have in common that share a row: kind, name and amount.
type Key<'a> = (Kind, Name<'a>, Option<&'a Money>);

/// The id of a known name; of an unknown one what is written.
#[derive(PartialEq, Eq, Hash)]
enum Name<'a> {
    Known(&'a str),
    Unknown(String),
}

impl Row<'_> {
    fn surfaces(&self) -> String {
        let times = if self.count > 1 { format!(" ×{}", self.count) } else { String::new() };
        format!("{}{times}", clip(&self.surfaces.join(", "), 44))
    }

    fn known_as(&self) -> String {
        match (&self.entity.money, self.entity.entry) {
            (Some(money), _) => money.to_string(),
            (None, Some(entry)) => format!("{} ({})", clip(&one_line(entry.name()), 40), visible(entry.id())),
            (None, None) => String::new(),
        }
    }
}

/// One row for each name, by kind, in the order of their first mention. A text may have a million names, so rows and
/// spellings are looked up, not searched for.
fn rows<'a>(entities: &'a [Entity<'a>]) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut numbers: HashMap<Key<'_>, usize> = HashMap::new();
    let mut written: HashSet<(usize, String)> = HashSet::new();
    for entity in entities {
        let surface = one_line(entity.text);
        let name =
            entity.entry.map_or_else(|| Name::Unknown(surface.clone()), |entry| Name::Known(entry.id()));
        let number = *numbers.entry((entity.kind, name, entity.money.as_ref())).or_insert(rows.len());
        if number == rows.len() {
            rows.push(Row { entity, surfaces: Vec::new(), count: 0, score: entity.score });
        }
        let Some(row) = rows.get_mut(number) else { continue };
        row.count += 1;
        row.score = row.score.max(entity.score);
        if written.insert((number, surface.clone())) {
            row.surfaces.push(surface);
        }
    }
    rows.sort_by_key(|row| row.entity.kind);
    rows
}

fn table(found: &Found<'_>, color: bool, out: &mut String) {
    let rows = rows(found.entities);
    let lines: Vec<[String; 4]> = rows
        .iter()
        .map(|row| {
            let class = one_line(row.entity.class.unwrap_or_default());
            [row.entity.kind.to_string(), row.surfaces(), class, row.known_as()]
        })
        .collect();
    let mut widths = [0; 4];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let [kinds, surfaces, classes, names] = widths;
    for (row, [kind, surface, class, name]) in rows.iter().zip(&lines) {
        let kind = paint(&format!("{kind:kinds$}"), style(row.entity.kind, Form::Name), color);
        let class = paint(&format!("{class:classes$}"), Style::new().dimmed(), color);
        let score = paint(&format!("{:.2}", shown(row.score)), Style::new().dimmed(), color);
        let _ = writeln!(out, "  {kind}  {surface:surfaces$}  {class}  {name:names$}  {score}");
    }
}

fn explained(entity: &Entity<'_>, explanation: &Explanation, color: bool, out: &mut String) {
    let name = paint(&one_line(entity.text), style(entity.kind, entity.form), color);
    let _ = writeln!(
        out,
        "  {name} at {}..{}, {}, {:.2}",
        entity.span.start,
        entity.span.end,
        entity.kind,
        shown(entity.score)
    );
    let mut line = |label: &str, value: String| {
        if !value.is_empty() {
            let _ =
                writeln!(out, "    {} {value}", paint(&format!("{label:9}"), Style::new().dimmed(), color));
        }
    };
    let evidence = explanation.evidence.iter().map(|it| format!("{} {} {:+}", it.place, it.name, it.weight));
    let more = explanation.evidence.len().saturating_sub(EVIDENCE);
    let rest = (more > 0).then(|| format!("and {more} more"));
    line("evidence", list(evidence.take(EVIDENCE).chain(rest), ", "));
    let beaten =
        explanation.beaten.iter().map(|it| format!("{} ({} {:+})", one_line(&it.text), it.kind, it.weight));
    line("beat", list(beaten, ", "));
}

fn list(items: impl Iterator<Item = String>, between: &str) -> String {
    items.collect::<Vec<_>>().join(between)
}

fn style(kind: Kind, form: Form) -> Style {
    let color = match kind {
        Kind::Organization => AnsiColor::BrightBlue,
        Kind::Person => AnsiColor::BrightMagenta,
        Kind::Place => AnsiColor::BrightYellow,
        Kind::Money => AnsiColor::BrightGreen,
        _ => AnsiColor::BrightCyan,
    };
    let style = Style::new().fg_color(Some(Color::Ansi(color)));
    match form {
        Form::Part => style.bold().underline(),
        Form::Derived => style.italic(),
        _ => style.bold(),
    }
}

fn paint(text: &str, style: Style, color: bool) -> String {
    if color { format!("{style}{text}{style:#}") } else { text.to_owned() }
}
