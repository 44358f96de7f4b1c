//! Tables: tab-separated text with a header line. Reading only; what the columns mean is up to the caller.

use crate::error::{Error, shorten};

/// A table, borrowed from its text.
pub(crate) struct Table<'t> {
    file: &'t str,
    columns: Vec<&'t str>,
    rows: Vec<(usize, &'t str)>,
}

impl<'t> Table<'t> {
    /// Reads `text`; lines that begin with `#` and those without content are passed over. `file` is used in messages.
    ///
    /// # Errors
    /// When there is no header, a column stands twice in it, or a row has more cells than the header.
    pub(crate) fn parse(file: &'t str, text: &'t str) -> Result<Self, Error> {
        let mut lines = content_lines(text);
        let (at, header) = lines.next().ok_or_else(|| Error::new("no header line").at(file, 0))?;
        let columns: Vec<&str> = header.split('\t').map(str::trim).collect();
        for (number, name) in columns.iter().enumerate() {
            if columns.iter().take(number).any(|other| other.eq_ignore_ascii_case(name)) {
                return Err(Error::new(format!("column \"{name}\" stands twice in the header")).at(file, at));
            }
        }
        let rows: Vec<(usize, &str)> = lines.collect();
        for &(line, row) in &rows {
            let cells = row.split('\t').count();
            if cells > columns.len() {
                let message =
                    format!("{cells} cells in \"{}\", expected at most {}", shorten(row), columns.len());
                return Err(Error::new(message).at(file, line));
            }
        }
        Ok(Self { file, columns, rows })
    }

    /// The number of the column, when there is one of that name, in capitals or not.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.eq_ignore_ascii_case(name))
    }

    /// The number of the column.
    ///
    /// # Errors
    /// When there is none of that name.
    pub(crate) fn require(&self, name: &str) -> Result<usize, Error> {
        self.column(name).ok_or_else(|| {
            let hint = match self.columns.as_slice() {
                // What a file is, its name tells.
                [json, ..] if json.starts_with(['{', '[']) => {
                    ", JSON lines stand in files named .jsonl or .ndjson"
                }
                // Whoever copies a table from a page copies blanks.
                [_] => ", columns are separated by tabs",
                _ => "",
            };
            let header = shorten(&self.columns.join(" → "));
            Error::new(format!("no column \"{name}\" in header \"{header}\"{hint}")).at(self.file, 0)
        })
    }

    pub(crate) fn columns(&self) -> &[&'t str] {
        &self.columns
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'t>> + '_ {
        self.rows.iter().map(|&(line, text)| Row { file: self.file, line, text })
    }
}

/// The lines with their numbers, from 1; those that begin with `#` and those without content are passed over, as is the mark
/// with which some programs begin a file. Spreadsheets write an empty row as tabs alone.
pub(crate) fn content_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    // Spreadsheets on the Mac end lines with "\r" alone. Taken for one line, such a table would be a header without rows.
    let end = if text.contains('\n') { '\n' } else { '\r' };
    let lines = text.split(end).enumerate().map(|(i, line)| (i + 1, line.trim_end_matches('\r')));
    lines.filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
}

/// The rows of a table that is part of the program, below its header. Cells that a row lacks are empty.
pub(crate) fn included<const CELLS: usize>(table: &str) -> impl Iterator<Item = [&str; CELLS]> {
    content_lines(table).skip(1).map(|(_, line)| {
        let mut cells = line.split('\t');
        [(); CELLS].map(|()| cells.next().unwrap_or_default())
    })
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(crate) struct Row<'t> {
    file: &'t str,
    /// Line number from 1.
    pub(crate) line: usize,
    text: &'t str,
}

impl<'t> Row<'t> {
    /// The cell; missing cells at the end of a row are empty.
    pub(crate) fn cell(&self, column: usize) -> &'t str {
        self.text.split('\t').nth(column).unwrap_or_default().trim()
    }

    /// The cell of a column that the table may lack.
    pub(crate) fn optional(&self, column: Option<usize>) -> &'t str {
        column.map_or("", |column| self.cell(column))
    }

    /// The items of a `|` list.
    #[allow(dead_code, reason = "used by the build script, which shares this file")]
    pub(crate) fn list(&self, column: Option<usize>) -> impl Iterator<Item = &'t str> + use<'t> {
        items(self.optional(column))
    }

    /// An error that stands in this row.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        Error::new(message).at(self.file, self.line)
    }
}

/// The items of a cell that is a `|` list.
pub(crate) fn items(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_lists_and_lines() -> Result<(), Error> {
        let table = Table::parse("t.tsv", "# note\nid\tnames\nx\ta| b\n\ny\n")?;
        let names = table.column("names");
        let rows: Vec<_> =
            table.rows().map(|row| (row.line, row.cell(0), row.list(names).collect())).collect();
        assert_eq!(rows, [(3, "x", vec!["a", "b"]), (5, "y", vec![])]);
        Ok(())
    }

    #[test]
    fn lines_end_as_spreadsheets_end_them() -> Result<(), Error> {
        for end in ["\n", "\r\n", "\r"] {
            let text = "\u{feff}id\tname\n\t\na\tA\n  \nb\tB\n".replace('\n', end);
            let table = Table::parse("t.tsv", &text)?;
            let rows: Vec<_> = table.rows().map(|row| (row.line, row.cell(0), row.cell(1))).collect();
            assert_eq!(rows, [(3, "a", "A"), (5, "b", "B")], "{end:?}");
        }
        Ok(())
    }

    #[test]
    fn errors_name_file_line_and_content() {
        let message = Table::parse("t.tsv", "id\nx\ty").err().map(|e| e.to_string());
        assert_eq!(message.as_deref(), Some("t.tsv:2: 2 cells in \"x\ty\", expected at most 1"));
        let message = Table::parse("t.tsv", "\nid\tname\tName").err().map(|e| e.to_string());
        assert_eq!(message.as_deref(), Some("t.tsv:2: column \"Name\" stands twice in the header"));
    }

    #[test]
    fn a_missing_column_is_told_with_the_header() -> Result<(), Error> {
        let message = |text: &str| {
            Table::parse("t.tsv", text)?
                .require("name")
                .map_err(|error| error.to_string())
                .err()
                .ok_or(Error::new(""))
        };
        assert_eq!(message("id\tclass")?, "t.tsv: no column \"name\" in header \"id → class\"");
        assert_eq!(
            message("id class name")?,
            "t.tsv: no column \"name\" in header \"id class name\", columns are separated by tabs"
        );
        assert_eq!(
            message("{\"name\":\"A\"}")?,
            "t.tsv: no column \"name\" in header \"{\"name\":\"A\"}\", JSON lines stand in files named .jsonl or .ndjson"
        );
        assert_eq!(Table::parse("t.tsv", "\u{feff}ID\t Name")?.require("name")?, 1);
        Ok(())
    }
}
