//! A table of points with named columns, whatever file it came from.

use std::path::{Path, PathBuf};

use crate::problem::{Findings, Place, Problem};
use crate::units::LonLat;

use super::number::to_number;
use super::{csv_points, geojson_file};

/// Which columns to read.
#[derive(Debug, Clone)]
pub struct PointColumns<'a> {
    /// Column of the longitude (CSV only).
    pub lon: &'a str,
    /// Column of the latitude (CSV only).
    pub lat: &'a str,
    /// Further columns, which must exist.
    pub required: Vec<&'a str>,
    /// Further columns that may be absent.
    pub optional: Vec<&'a str>,
}

impl<'a> PointColumns<'a> {
    /// All further columns, required ones first: the order of [`PointRow::fields`].
    pub(super) fn further(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.required.iter().chain(&self.optional).copied()
    }
}

/// Points and their columns as text.
#[derive(Debug, Clone, PartialEq)]
pub struct PointTable {
    /// The file.
    pub file: PathBuf,
    /// Names of the further columns, in the order of [`PointRow::fields`].
    pub columns: Vec<String>,
    /// Rows whose position could be read, in file order.
    pub rows: Vec<PointRow>,
}

/// One point.
#[derive(Debug, Clone, PartialEq)]
pub struct PointRow {
    /// Line in a CSV file (from 1) or feature in a GeoJSON file (from 0).
    pub number: u64,
    /// Position.
    pub lon_lat: LonLat,
    /// Values of the further columns; `None` where empty or absent.
    pub fields: Vec<Option<String>>,
}

impl PointTable {
    /// The text in a column of a row.
    #[must_use]
    pub fn text<'r>(&self, row: &'r PointRow, column: &str) -> Option<&'r str> {
        let index = self.columns.iter().position(|name| name == column)?;
        row.fields.get(index)?.as_deref()
    }

    /// The number in a column of a row; notes a problem and gives `None` where there is none.
    pub fn number(&self, row: &PointRow, column: &str, findings: &mut Findings) -> Option<f64> {
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

    /// Where a value stands, for a message.
    #[must_use]
    pub fn place(&self, row: &PointRow, column: &str) -> Place {
        if is_csv(&self.file) {
            Place::Cell(self.file.clone(), row.number, column.into())
        } else {
            Place::Feature(self.file.clone(), row.number as usize, column.into())
        }
    }
}

/// Reads a `.csv` or `.geojson` file of points in WGS 84.
pub fn read_points(file: &Path, columns: &PointColumns, findings: &mut Findings) -> Option<PointTable> {
    let table = if is_csv(file) {
        csv_points::read(file, columns, findings)
    } else {
        geojson_file::read_points(file, columns, findings)
    }?;
    if table.rows.is_empty() {
        let remedy = "give a file with at least one point";
        findings.problem(Problem::file("no-rows", file, "holds no usable point", remedy));
        return None;
    }
    Some(table)
}

fn is_csv(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
}

/// A position, if both numbers can be a longitude and a latitude.
pub(super) fn position(lon_deg: f64, lat_deg: f64) -> Result<LonLat, (String, String)> {
    if (-180.0..=180.0).contains(&lon_deg) && (-90.0..=90.0).contains(&lat_deg) {
        return Ok(LonLat { lon_deg, lat_deg });
    }
    let remedy =
        "give WGS 84 degrees, longitude −180 to 180 and latitude −90 to 90; metres must be converted first";
    Err((format!("found longitude {lon_deg}, latitude {lat_deg}"), remedy.into()))
}
