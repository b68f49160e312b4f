//! Polygons with attributes from a GeoJSON file.

use std::path::Path;

use geo::MultiPolygon;
use geojson::GeometryValue;

use super::geojson_file::{attribute, features, require};
use super::table::{Row, Table};
use crate::problem::{Findings, Place, Problem};

/// Polygons (longitudes and latitudes, degrees) and their attributes as text.
pub type PolygonTable = Table<MultiPolygon<f64>>;
/// One polygon or multipolygon.
pub type PolygonRow = Row<MultiPolygon<f64>>;

/// Reads a GeoJSON file of polygons; every attribute named must exist on some feature.
pub fn read_polygons(file: &Path, columns: &[&str], findings: &mut Findings) -> Option<PolygonTable> {
    let features = features(file, findings)?;
    let before = findings.problems.len();
    require(file, &features, columns, findings);
    let mut rows = Vec::new();
    for (number, feature) in features.iter().enumerate() {
        let fields = columns.iter().map(|name| attribute(feature, name)).collect();
        match polygon(feature) {
            Ok(shape) => rows.push(Row { number: number as u64, shape, fields }),
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
    if polygons.iter().next().is_none() || polygons.iter().any(|polygon| polygon.exterior().0.len() < 4) {
        return Err(("found a polygon without area".into(), remedy()));
    }
    let off_globe =
        |at: &geo::Coord<f64>| !(-180.0..=180.0).contains(&at.x) || !(-90.0..=90.0).contains(&at.y);
    match geo::CoordsIter::coords_iter(&polygons).find(off_globe) {
        Some(at) => Err((format!("found the position {}, {}", at.x, at.y), remedy())),
        None => Ok(polygons),
    }
}
