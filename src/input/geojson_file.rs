//! GeoJSON files (RFC 7946): the features of one, and points from them.

use std::path::Path;

use geojson::{Feature, FeatureCollection, GeoJson, GeometryValue, JsonValue};

use super::points::{PointColumns, PointRow, PointTable, position};
use crate::problem::{Findings, Place, Problem};

/// The features of a GeoJSON file.
pub(super) fn features(file: &Path, findings: &mut Findings) -> Option<Vec<Feature>> {
    let parsed = std::fs::read_to_string(file).map_err(|error| error.to_string()).and_then(|text| {
        text.trim_start_matches('\u{feff}').parse::<GeoJson>().map_err(|error| error.to_string())
    });
    match parsed {
        Ok(GeoJson::FeatureCollection(collection)) => checked(file, collection, findings),
        Ok(_) => refuse(file, "is not a FeatureCollection".into(), findings),
        Err(error) => refuse(file, format!("is not GeoJSON: {error}"), findings),
    }
}

fn checked(file: &Path, collection: FeatureCollection, findings: &mut Findings) -> Option<Vec<Feature>> {
    let crs =
        collection.foreign_members.as_ref().and_then(|members| members.get("crs")).map(ToString::to_string);
    if let Some(crs) = crs.filter(|crs| !crs.contains("CRS84") && !crs.contains("4326")) {
        return refuse(file, format!("declares another coordinate reference system: {crs}"), findings);
    }
    Some(collection.features)
}

fn refuse<T>(file: &Path, found: String, findings: &mut Findings) -> Option<T> {
    let remedy =
        "give a GeoJSON FeatureCollection in WGS 84 (RFC 7946); QGIS exports one with \"Save Features As\"";
    findings.problem(Problem::file("bad-geojson", file, found, remedy));
    None
}

/// An attribute as text; `None` where it is absent, null or empty.
pub(super) fn attribute(feature: &Feature, name: &str) -> Option<String> {
    match feature.property(name)? {
        JsonValue::Null => None,
        JsonValue::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        other => Some(other.to_string()),
    }
}

pub(super) fn read_points(
    file: &Path,
    columns: &PointColumns,
    findings: &mut Findings,
) -> Option<PointTable> {
    let features = features(file, findings)?;
    let before = findings.problems.len();
    require(file, &features, &columns.required, findings);
    let mut rows = Vec::new();
    for (index, feature) in features.iter().enumerate() {
        let fields = columns.further().map(|name| attribute(feature, name)).collect();
        let lon_lat = match point(feature) {
            Ok(lon_lat) => lon_lat,
            Err((found, remedy)) => {
                let place = Place::Feature(file.to_path_buf(), index, "geometry".into());
                findings.problem(Problem { code: "bad-geometry", place, found, remedy });
                continue;
            }
        };
        rows.push(PointRow { number: index as u64, shape: lon_lat, fields });
    }
    let columns = columns.further().map(str::to_owned).collect();
    (findings.problems.len() == before).then(|| PointTable { file: file.to_path_buf(), columns, rows })
}

/// Notes the required attributes that no feature has.
pub(super) fn require(file: &Path, features: &[Feature], names: &[&str], findings: &mut Findings) {
    for name in names {
        if !features.is_empty() && features.iter().all(|feature| feature.property(name).is_none()) {
            let has: Vec<&str> = features[0].properties_iter().map(|(name, _)| name.as_str()).collect();
            let remedy =
                format!("name the right one in the scenario; the first feature has: {}", has.join(", "));
            let found = format!("no feature has the attribute \"{name}\"");
            findings.problem(Problem::file("missing-attribute", file, found, remedy));
        }
    }
}

fn point(feature: &Feature) -> Result<crate::units::LonLat, (String, String)> {
    match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Point { coordinates }) if coordinates.len() >= 2 => {
            position(coordinates[0], coordinates[1])
        }
        Some(other) => Err((format!("found a {}", other.type_name()), "give a Point".into())),
        None => Err(("found no geometry".into(), "give a Point".into())),
    }
}
