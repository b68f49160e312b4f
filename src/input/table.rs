//! Rows of places with named columns, whatever file they came from.

use std::path::{Path, PathBuf};

use super::number::to_number;
use crate::problem::{Findings, Place, Problem};

/// More people or households than this in one row are a mistake: no comune on Earth has so many.
const COUNT_MAX: f64 = 1e8;

/// Places and their columns as text.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<G> {
    /// The file.
    pub file: PathBuf,
    /// Names of the columns, in the order of [`Row::fields`].
    pub columns: Vec<String>,
    /// Rows whose place could be read, in file order.
    pub rows: Vec<Row<G>>,
}

/// One place.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<G> {
    /// Line in a CSV file (from 1) or feature in a GeoJSON file (from 0).
    pub number: u64,
    /// Where it is.
    pub shape: G,
    /// Values of the columns; `None` where empty, null or absent.
    pub fields: Vec<Option<String>>,
}

impl<G> Table<G> {
    /// The text in a column of a row.
    #[must_use]
    pub fn text<'r>(&self, row: &'r Row<G>, column: &str) -> Option<&'r str> {
        let index = self.columns.iter().position(|name| name == column)?;
        row.fields.get(index)?.as_deref()
    }

    /// The number in a column of a row; notes a problem and gives `None` where there is none.
    pub fn number(&self, row: &Row<G>, column: &str, findings: &mut Findings) -> Option<f64> {
        match to_number(self.text(row, column).unwrap_or("")) {
            Ok(number) => Some(number),
            Err((found, remedy)) => {
                findings.problem(Problem {
                    code: "bad-number",
                    place: self.place(row, column),
                    found,
                    remedy,
                });
                None
            }
        }
    }

    /// The count in a column of a row: a number that is not negative; else notes a problem.
    pub fn count(&self, row: &Row<G>, column: &str, findings: &mut Findings) -> Option<f64> {
        let count = self.number(row, column, findings)?;
        if count > COUNT_MAX {
            let (place, found) = (self.place(row, column), format!("found {count:e}"));
            let remedy = format!("a count in one row is at most {COUNT_MAX}");
            findings.problem(Problem { code: "implausible-count", place, found, remedy });
            return None;
        }
        if count < 0.0 {
            let (place, found) = (self.place(row, column), format!("found {count}"));
            let remedy = "a count cannot be negative: give 0 or more".into();
            findings.problem(Problem { code: "negative-count", place, found, remedy });
            return None;
        }
        Some(count)
    }

    /// The text in a column of a row; notes a problem and gives `None` where there is none.
    pub fn required<'r>(&self, row: &'r Row<G>, column: &str, findings: &mut Findings) -> Option<&'r str> {
        let text = self.text(row, column);
        if text.is_none() {
            let (place, found) = (self.place(row, column), "found nothing".to_owned());
            findings.problem(Problem { code: "missing-value", place, found, remedy: "give a value".into() });
        }
        text
    }

    /// Where a value stands, for a message.
    #[must_use]
    pub fn place(&self, row: &Row<G>, column: &str) -> Place {
        if is_csv(&self.file) {
            Place::Cell(self.file.clone(), row.number, column.into())
        } else {
            Place::Feature(self.file.clone(), row.number as usize, column.into())
        }
    }
}

/// Whether a file is read as CSV; anything else is read as GeoJSON.
pub(super) fn is_csv(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
}
