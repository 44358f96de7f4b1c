//! A table for spreadsheets and shell tools: one row for each entity. Explanations have no room in it.

use crate::run::Found;
use crate::score::shown;
use konzern::Entity;
use std::borrow::Cow;
use std::fmt::Write;

/// The first line.
pub fn header() -> String {
    "id\tlang\tstart\tend\ttext\tkind\tclass\tform\tentry\tname\tmoney\tscore\n".to_owned()
}

/// The rows of a document. One without entities has a row as well, with empty cells: documents are never dropped.
pub fn document(found: &Found<'_>) -> String {
    let (id, lang) = (escape(found.id), found.language);
    if found.entities.is_empty() {
        return format!("{id}\t{lang}\t\t\t\t\t\t\t\t\t\t\n");
    }
    let mut rows = String::new();
    for entity in found.entities {
        let _ = writeln!(rows, "{id}\t{lang}\t{}", cells(entity));
    }
    rows
}

fn cells(entity: &Entity<'_>) -> String {
    format!(
        "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{:.2}",
        entity.span.start,
        entity.span.end,
        escape(entity.text),
        entity.kind,
        escape(entity.class.unwrap_or_default()),
        entity.form,
        escape(entity.entry.map_or("", |entry| entry.id())),
        escape(entity.entry.map_or("", |entry| entry.name())),
        entity.money.as_ref().map(ToString::to_string).unwrap_or_default(),
        shown(entity.score),
    )
}

/// A name may run over the end of a line; a row may not.
fn escape(cell: &str) -> Cow<'_, str> {
    if !cell.contains(['\\', '\t', '\n', '\r']) {
        return Cow::Borrowed(cell);
    }
    let escaped = cell.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r");
    Cow::Owned(escaped)
}
