//! Points from a CSV file: UTF-8, one header line, comma or semicolon.

use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use super::csv_text::{delimiter, read_text, refusal};
use super::number::to_number;
use super::points::{PointColumns, PointRow, PointTable, position};
use crate::problem::{Findings, Place, Problem};

pub(super) fn read(file: &Path, columns: &PointColumns, findings: &mut Findings) -> Option<PointTable> {
    let text = read_text(file, findings)?;
    if text.trim().is_empty() {
        let remedy = "give a file with a header line and at least one row";
        findings.problem(Problem::file("empty-file", file, "is empty", remedy));
        return None;
    }
    let delimiter = delimiter(&text);
    let mut reader = ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => return refuse(file, &error, findings),
    };
    let lookup = Lookup::of(file, &headers, columns, findings)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => rows.extend(lookup.row(file, &record, findings)),
            Err(error) => return refuse(file, &error, findings),
        }
    }
    let columns = columns.further().map(str::to_owned).collect();
    Some(PointTable { file: file.to_path_buf(), columns, rows })
}

fn refuse(file: &Path, error: &csv::Error, findings: &mut Findings) -> Option<PointTable> {
    findings.problem(refusal(file, error));
    None
}

/// Positions of the wanted columns in the file.
struct Lookup {
    lon: usize,
    lat: usize,
    names: (String, String),
    further: Vec<Option<usize>>,
}

impl Lookup {
    fn of(
        file: &Path,
        headers: &StringRecord,
        columns: &PointColumns,
        findings: &mut Findings,
    ) -> Option<Self> {
        let find = |name: &str| headers.iter().position(|header| header.trim() == name);
        let required = [columns.lon, columns.lat].into_iter().chain(columns.required.iter().copied());
        let missing: Vec<&str> = required.filter(|name| find(name).is_none()).collect();
        for name in &missing {
            let found = format!("has no column \"{name}\"");
            let present: Vec<&str> = headers.iter().collect();
            let remedy = format!("name the right one in the scenario; the file has: {}", present.join(", "));
            findings.problem(Problem {
                code: "missing-column",
                place: Place::Cell(file.to_path_buf(), 1, String::new()),
                found,
                remedy,
            });
        }
        let further = columns.further().map(find).collect();
        let names = (columns.lon.to_owned(), columns.lat.to_owned());
        Some(Self { lon: find(columns.lon)?, lat: find(columns.lat)?, names, further })
            .filter(|_| missing.is_empty())
    }

    fn row(&self, file: &Path, record: &StringRecord, findings: &mut Findings) -> Option<PointRow> {
        let line = record.position().map_or(0, csv::Position::line);
        let mut note = |column: &str, (found, remedy): (String, String)| {
            let place = Place::Cell(file.to_path_buf(), line, column.into());
            findings.problem(Problem { code: "bad-number", place, found, remedy });
        };
        let lon = to_number(&record[self.lon]).map_err(|wrong| note(&self.names.0, wrong));
        let lat = to_number(&record[self.lat]).map_err(|wrong| note(&self.names.1, wrong));
        let lon_lat = position(lon.ok()?, lat.ok()?).map_err(|wrong| note(&self.names.0, wrong)).ok()?;
        let cell = |index: &Option<usize>| {
            index.map(|index| record[index].trim().to_owned()).filter(|text| !text.is_empty())
        };
        Some(PointRow { number: line, shape: lon_lat, fields: self.further.iter().map(cell).collect() })
    }
}
