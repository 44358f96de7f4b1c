//! Tables: tab-separated text with a header line. Reading only; what the columns mean is up to the caller.

use crate::error::Error;

/// A table, borrowed from its text.
pub(crate) struct Table<'t> {
    file: &'t str,
    columns: Vec<&'t str>,
    rows: Vec<(usize, &'t str)>,
}

impl<'t> Table<'t> {
    /// Reads `text`; lines that begin with `#` and empty lines are passed over. `file` is used in messages.
    ///
    /// # Errors
    /// When there is no header, or a row has more cells than the header.
    pub(crate) fn parse(file: &'t str, text: &'t str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(i, line)| (i + 1, line.trim_end_matches('\r')))
            .filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
        let (_, header) = lines.next().ok_or_else(|| Error::new("no header line").at(file, 0))?;
        let columns: Vec<&str> = header.split('\t').collect();
        let rows: Vec<(usize, &str)> = lines.collect();
        for &(line, row) in &rows {
            let cells = row.split('\t').count();
            if cells > columns.len() {
                let message = format!("{cells} cells in \"{row}\", expected at most {}", columns.len());
                return Err(Error::new(message).at(file, line));
            }
        }
        Ok(Self { file, columns, rows })
    }

    /// The number of the column, when there is one of that name.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|&column| column == name)
    }

    /// The number of the column.
    ///
    /// # Errors
    /// When there is none of that name.
    pub(crate) fn require(&self, name: &str) -> Result<usize, Error> {
        self.column(name).ok_or_else(|| {
            Error::new(format!("no column \"{name}\" in header \"{}\"", self.columns.join(" ")))
                .at(self.file, 0)
        })
    }

    pub(crate) fn columns(&self) -> &[&'t str] {
        &self.columns
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'t>> + '_ {
        self.rows.iter().map(|&(line, text)| Row { file: self.file, line, text })
    }
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
    pub(crate) fn list(&self, column: Option<usize>) -> impl Iterator<Item = &'t str> + use<'t> {
        self.optional(column).split('|').map(str::trim).filter(|item| !item.is_empty())
    }

    /// An error that stands in this row.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        Error::new(message).at(self.file, self.line)
    }
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
    fn errors_name_file_line_and_content() {
        let message = Table::parse("t.tsv", "id\nx\ty").err().map(|e| e.to_string());
        assert_eq!(message.as_deref(), Some("t.tsv:2: 2 cells in \"x\ty\", expected at most 1"));
    }
}
