//! Points with named columns from a CSV or GeoJSON file.

use std::path::Path;

use super::table::{Row, Table, is_csv};
use super::{csv_points, geojson_file};
use crate::problem::{Findings, Problem};
use crate::units::LonLat;

/// Points and their columns as text.
pub type PointTable = Table<LonLat>;
/// One point.
pub type PointRow = Row<LonLat>;

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
    /// All further columns, required ones first: the columns of the table.
    pub(super) fn further(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.required.iter().chain(&self.optional).copied()
    }
}

/// Reads a `.csv` or `.geojson` file of points in WGS 84; `None`, with the problems noted, where it gives none.
pub fn read_points(file: &Path, columns: &PointColumns, findings: &mut Findings) -> Option<PointTable> {
    let before = findings.problems.len();
    let table = if is_csv(file) {
        csv_points::read(file, columns, findings)
    } else {
        geojson_file::read_points(file, columns, findings)
    }?;
    if table.rows.is_empty() {
        if findings.problems.len() == before {
            let remedy = "give a file with at least one point";
            findings.problem(Problem::file("no-rows", file, "holds no usable point", remedy));
        }
        return None;
    }
    Some(table)
}

/// A position, if both numbers can be a longitude and a latitude; else what was found and what to do.
pub(super) fn position(lon_deg: f64, lat_deg: f64) -> Result<LonLat, (String, String)> {
    if (-180.0..=180.0).contains(&lon_deg) && (-90.0..=90.0).contains(&lat_deg) {
        return Ok(LonLat { lon_deg, lat_deg });
    }
    let remedy =
        "give WGS 84 degrees, longitude −180 to 180 and latitude −90 to 90; metres must be converted first";
    Err((format!("found longitude {lon_deg}, latitude {lat_deg}"), remedy.into()))
}
