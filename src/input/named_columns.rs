//! Rows of a CSV file of which every column has a name that is known beforehand: none may be missing, and no other is read.

use std::io;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use super::csv_text::{delimiter, refusal, text_of};
use crate::problem::{Findings, Place, Problem};

/// A row: its line, and its cells in the order in which the columns were asked for, without spaces around them.
pub(super) struct NamedRow {
    pub line: u64,
    pub cells: Vec<String>,
}

/// The rows in what was read from `file`; `None`, with all problems of the file and its header noted, where it has none.
pub(super) fn read_named(
    file: &Path,
    bytes: io::Result<Vec<u8>>,
    columns: &[&str],
    findings: &mut Findings,
) -> Option<Vec<NamedRow>> {
    let text = text_of(file, bytes, findings)?;
    let rows = rows_of(file, &text, columns, findings)?;
    if rows.is_empty() {
        let remedy = format!("give the header {} and at least one row", columns.join(","));
        findings.problem(Problem::file("empty-file", file, "has no row", remedy));
        return None;
    }
    Some(rows)
}

fn rows_of(file: &Path, text: &str, columns: &[&str], findings: &mut Findings) -> Option<Vec<NamedRow>> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter(text)).from_reader(text.as_bytes());
    let refused = |error: csv::Error, findings: &mut Findings| findings.problem(refusal(file, &error));
    let header = reader.headers().cloned().map_err(|error| refused(error, findings)).ok()?;
    let places = if text.trim().is_empty() { vec![] } else { places(file, &header, columns, findings)? };
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| refused(error, findings)).ok()?;
        let line = record.position().map_or(0, csv::Position::line);
        rows.push(NamedRow { line, cells: places.iter().map(|&at| record[at].trim().to_owned()).collect() });
    }
    Some(rows)
}

/// Where each column stands; `None` with all problems noted.
fn places(
    file: &Path,
    header: &StringRecord,
    columns: &[&str],
    findings: &mut Findings,
) -> Option<Vec<usize>> {
    let before = findings.problems.len();
    let mut note = |code, found: String, remedy: String| {
        let place = Place::Cell(file.to_path_buf(), 1, String::new());
        findings.problem(Problem { code, place, found, remedy });
    };
    let all = columns.join(",");
    let find = |name: &str| header.iter().position(|given| given.trim() == name);
    for name in columns.iter().filter(|name| find(name).is_none()) {
        note("missing-column", format!("has no column \"{name}\""), format!("the header is {all}"));
    }
    for (index, name) in header.iter().map(str::trim).enumerate() {
        if !columns.contains(&name) {
            let found = format!("has a column \"{name}\", which is not read");
            note("unknown-column", found, format!("take it out; the header is {all}"));
        } else if find(name) != Some(index) {
            note("repeated-column", format!("has the column \"{name}\" twice"), "keep one of them".into());
        }
    }
    let places = columns.iter().filter_map(|name| find(name)).collect();
    (findings.problems.len() == before).then_some(places)
}
