//! Manners of a geographic information system: layers come with their looks, in the formats that others open.
//!
//! | file | for |
//! |---|---|
//! | `sites.qml` and so on | QGIS, which takes the style that lies beside a layer: as on the report page |
//! | `plan.gpkg` | QGIS and others: all layers in one file, with the same styles, and where they come from |
//! | `plan.kml` | surveyors: sites and links, on a telephone |
//! | `households.fgb` | where there are so many points that GeoJSON is slow |

mod kml;
mod palette;
mod style;
mod styles;
mod symbols;
#[cfg(test)]
mod tests;
mod xml;

#[cfg(feature = "gdal")]
use std::path::{Path, PathBuf};

use super::coverage_area::CoverageArea;
#[cfg(feature = "gdal")]
use super::dictionary::FILES;
use super::dictionary::{BANDS, Field};
#[cfg(feature = "gdal")]
use super::stamp::Stamp;
use crate::problem::Error;
#[cfg(feature = "gdal")]
use crate::raster::{ColumnKind, GeoJsonLayer, LayerFormat, TextTable, collect_layers};
use crate::score::Plan;

/// More household points than this are slow to open as GeoJSON. A choice of divario's.
pub(super) const MANY_POINTS: usize = 100_000;

/// Layers of a plan, in the order in which QGIS should draw them, the lowest first.
pub(super) const LAYERS: [&str; 5] = ["comuni", "coverage", "links", "households", "sites"];

/// The style of each layer, in that order: a QGIS file.
pub(super) fn styles(plan: &Plan, areas: &[CoverageArea]) -> Result<[Vec<u8>; 5], Error> {
    let rates = styles::rate_classes(areas.iter().map(|area| area.rate_mbps));
    let cells = styles::rate_cells(&rates, BANDS);
    Ok([
        style::qml(Some(&styles::comuni()), None)?,
        style::qml(Some(&styles::rate_areas(&rates)), Some(&cells))?,
        style::qml(Some(&styles::links()), None)?,
        style::qml(Some(&styles::households()), None)?,
        style::qml(Some(&styles::sites(plan)), None)?,
    ])
}

/// The style of a raster with these bands, one of them `rate_mbps`, whose cells have these rates: a QGIS file.
pub(super) fn raster_style(rates_mbps: impl Iterator<Item = f32>, bands: &[Field]) -> Result<Vec<u8>, Error> {
    let cells = styles::rate_cells(&styles::rate_classes(rates_mbps), bands);
    style::qml(None, Some(&cells))
}

/// `plan.kml`.
pub(super) fn kml(plan: &Plan) -> Result<Vec<u8>, Error> {
    kml::kml(plan)
}

/// Columns of the table in which QGIS looks for the styles of a GeoPackage; it asks for all of them.
#[cfg(feature = "gdal")]
const STYLE_COLUMNS: [(&str, ColumnKind); 12] = [
    ("f_table_catalog", ColumnKind::Text),
    ("f_table_schema", ColumnKind::Text),
    ("f_table_name", ColumnKind::Text),
    ("f_geometry_column", ColumnKind::Text),
    ("styleName", ColumnKind::Text),
    ("styleQML", ColumnKind::Text),
    ("styleSLD", ColumnKind::Text),
    ("useAsDefault", ColumnKind::Integer),
    ("description", ColumnKind::Text),
    ("owner", ColumnKind::Text),
    ("ui", ColumnKind::Text),
    ("update_time", ColumnKind::Time),
];

/// Columns of the table that says where the layers come from.
#[cfg(feature = "gdal")]
const STAMP_COLUMNS: [(&str, ColumnKind); 2] = [("key", ColumnKind::Text), ("value", ColumnKind::Text)];

/// When a style was last changed; the same plan is to give the same bytes.
#[cfg(feature = "gdal")]
const NO_TIME: &str = "1970-01-01T00:00:00Z";

/// `plan.gpkg`: the layers, made from their GeoJSON files, with their styles; both in the order of [`LAYERS`].
#[cfg(feature = "gdal")]
pub(super) fn geopackage(
    plan: &Plan,
    files: &[PathBuf; 5],
    styles: &[Vec<u8>; 5],
    file: &Path,
) -> Result<(), Error> {
    let layers: Vec<GeoJsonLayer> = LAYERS.iter().zip(files).map(|(name, file)| layer(name, file)).collect();
    let row = |(name, style): (&&str, &Vec<u8>)| {
        let qml = String::from_utf8_lossy(style).into_owned();
        let texts = ["", "", name, "geom", name, &qml, "", "1", "", "", "", NO_TIME];
        texts.map(str::to_owned).to_vec()
    };
    let rows = LAYERS.iter().zip(styles).map(row).collect();
    let styles = TextTable { name: "layer_styles", columns: &STYLE_COLUMNS, rows };
    let rows = Stamp::of(plan).lines().map(|(key, value)| vec![key.to_owned(), value]).to_vec();
    let stamp = TextTable { name: "provenance", columns: &STAMP_COLUMNS, rows };
    collect_layers(LayerFormat::GeoPackage, &layers, &[styles, stamp], file)
}

/// `households.fgb`, from the GeoJSON file of the points.
#[cfg(feature = "gdal")]
pub(super) fn flat_geobuf(households: &Path, file: &Path) -> Result<(), Error> {
    collect_layers(LayerFormat::FlatGeobuf, &[layer("households", households)], &[], file)
}

/// A layer with the fields of the dictionary: what has a unit is a number.
#[cfg(feature = "gdal")]
fn layer<'a>(name: &'a str, file: &'a Path) -> GeoJsonLayer<'a> {
    let kind = |field: &Field| if field.unit.is_empty() { ColumnKind::Text } else { ColumnKind::Real };
    let listed = FILES.iter().find(|listed| listed.name.strip_suffix(".geojson") == Some(name));
    let fields = listed.into_iter().flat_map(|listed| listed.fields);
    GeoJsonLayer { name, file, fields: fields.map(|field| (field.name, kind(field))).collect() }
}
