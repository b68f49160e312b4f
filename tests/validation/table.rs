//! Tables of published cases: rows whose cells are known by the names in the header.

use std::path::Path;

/// A table with a header.
pub struct Table {
    header: csv::StringRecord,
    rows: Vec<csv::StringRecord>,
}

/// One row of a table.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    cells: &'a csv::StringRecord,
}

impl Table {
    /// Reads a CSV file; rows may differ in length, lines that begin with `#` are left out.
    pub fn read(file: &Path) -> Self {
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).comment(Some(b'#')).from_path(file).unwrap();
        let header = reader.headers().unwrap().clone();
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        assert!(!rows.is_empty(), "{} holds no row", file.display());
        Self { header, rows }
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { table: self, cells })
    }
}

impl<'a> Row<'a> {
    pub fn text(&self, column: &str) -> &'a str {
        let found = self.table.header.iter().position(|name| name.trim() == column);
        self.cells[found.unwrap_or_else(|| panic!("no column {column}"))].trim()
    }

    pub fn has(&self, column: &str) -> bool {
        self.table.header.iter().any(|name| name.trim() == column)
    }

    pub fn number(&self, column: &str) -> f64 {
        let text = self.text(column);
        text.parse().unwrap_or_else(|_| panic!("{column} is {text:?}, not a number"))
    }

    /// The cells from this one on, as numbers: what follows the named columns of a profile.
    pub fn numbers_from(&self, first: usize) -> Vec<f64> {
        self.cells.iter().skip(first).map(|cell| cell.trim().parse().unwrap()).collect()
    }
}
