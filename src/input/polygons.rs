//! Polygons with attributes from a GeoJSON file.

use std::path::{Path, PathBuf};

use geo::MultiPolygon;
use geojson::GeometryValue;

use super::geojson_file::{attribute, features, require};
use super::number::to_number;
use crate::problem::{Findings, Place, Problem};

/// Polygons and their attributes as text.
#[derive(Debug, Clone, PartialEq)]
pub struct PolygonTable {
    /// The file.
    pub file: PathBuf,
    /// Names of the attributes, in the order of [`PolygonRow::fields`].
    pub columns: Vec<String>,
    /// Features, in file order.
    pub rows: Vec<PolygonRow>,
}

/// One polygon or multipolygon.
#[derive(Debug, Clone, PartialEq)]
pub struct PolygonRow {
    /// Feature in the file, from 0.
    pub number: usize,
    /// Longitudes and latitudes, degrees.
    pub polygon: MultiPolygon<f64>,
    /// Values of the attributes; `None` where absent or null.
    pub fields: Vec<Option<String>>,
}

impl PolygonTable {
    /// The text of an attribute.
    #[must_use]
    pub fn text<'r>(&self, row: &'r PolygonRow, column: &str) -> Option<&'r str> {
        let index = self.columns.iter().position(|name| name == column)?;
        row.fields.get(index)?.as_deref()
    }

    /// The number in an attribute; notes a problem and gives `None` where there is none.
    pub fn number(&self, row: &PolygonRow, column: &str, findings: &mut Findings) -> Option<f64> {
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

    /// Where an attribute stands, for a message.
    #[must_use]
    pub fn place(&self, row: &PolygonRow, column: &str) -> Place {
        Place::Feature(self.file.clone(), row.number, column.into())
    }
}

/// Reads a GeoJSON file of polygons; every attribute named must exist on some feature.
pub fn read_polygons(file: &Path, columns: &[&str], findings: &mut Findings) -> Option<PolygonTable> {
    let features = features(file, findings)?;
    let before = findings.problems.len();
    require(file, &features, columns, findings);
    let mut rows = Vec::new();
    for (number, feature) in features.iter().enumerate() {
        let fields = columns.iter().map(|name| attribute(feature, name)).collect();
        match polygon(feature) {
            Ok(polygon) => rows.push(PolygonRow { number, polygon, fields }),
            Err((found, remedy)) => {
                let place = Place::Feature(file.to_path_buf(), number, "geometry".into());
                findings.problem(Problem { code: "bad-geometry", place, found, remedy });
            }
        }
    }
    if rows.is_empty() {
        let remedy = "give a file with at least one polygon";
        findings.problem(Problem::file("no-rows", file, "holds no usable polygon", remedy));
    }
    let columns = columns.iter().map(|&name| name.to_owned()).collect();
    (findings.problems.len() == before).then(|| PolygonTable { file: file.to_path_buf(), columns, rows })
}

fn polygon(feature: &geojson::Feature) -> Result<MultiPolygon<f64>, (String, String)> {
    let remedy = || "give a Polygon or MultiPolygon in WGS 84 degrees".to_owned();
    let geometry = feature.geometry.as_ref().ok_or_else(|| ("found no geometry".to_owned(), remedy()))?;
    let geometry = match &geometry.value {
        GeometryValue::Polygon { .. } | GeometryValue::MultiPolygon { .. } => geometry.clone(),
        other => return Err((format!("found a {}", other.type_name()), remedy())),
    };
    let shape = geo::Geometry::<f64>::try_from(geometry).map_err(|error| (error.to_string(), remedy()))?;
    let polygons = match shape {
        geo::Geometry::Polygon(polygon) => MultiPolygon::new(vec![polygon]),
        geo::Geometry::MultiPolygon(polygons) => polygons,
        _ => return Err(("found another shape".into(), remedy())),
    };
    let off_globe =
        |at: &geo::Coord<f64>| !(-180.0..=180.0).contains(&at.x) || !(-90.0..=90.0).contains(&at.y);
    match geo::CoordsIter::coords_iter(&polygons).find(off_globe) {
        Some(at) => Err((format!("found the position {}, {}", at.x, at.y), remedy())),
        None => Ok(polygons),
    }
}
