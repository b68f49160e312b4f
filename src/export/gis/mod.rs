//! Manners of a geographic information system: layers come with their looks, in the formats that others open.
//!
//! | file | for |
//! |---|---|
//! | `sites.qml` and so on | QGIS, which takes the style that lies beside a layer: as on the report page |
//! | `plan.gpkg` | QGIS and others: all layers in one file, with the same styles |
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
use crate::problem::Error;
#[cfg(feature = "gdal")]
use crate::raster::{GeoJsonLayer, LayerFormat, TextTable, collect_layers};
use crate::score::Plan;

/// So many household points are slow to open as GeoJSON.
pub(super) const MANY_POINTS: usize = 100_000;

/// Layers of a plan, in the order in which QGIS should draw them, the lowest first.
pub(super) const LAYERS: [&str; 5] = ["comuni", "coverage", "links", "households", "sites"];

/// The style of each layer, in that order: a QGIS file.
pub(super) fn styles(plan: &Plan, areas: &[CoverageArea]) -> Result<[Vec<u8>; 5], Error> {
    let (coverage, cells) = styles::coverage(areas);
    Ok([
        style::qml(&styles::comuni(), None)?,
        style::qml(&coverage, Some(&cells))?,
        style::qml(&styles::links(), None)?,
        style::qml(&styles::households(), None)?,
        style::qml(&styles::sites(plan), None)?,
    ])
}

/// `plan.kml`.
pub(super) fn kml(plan: &Plan) -> Result<Vec<u8>, Error> {
    kml::kml(plan)
}

/// Columns of the table in which QGIS looks for the styles of a GeoPackage.
#[cfg(feature = "gdal")]
const STYLE_COLUMNS: [&str; 10] = [
    "f_table_catalog",
    "f_table_schema",
    "f_table_name",
    "f_geometry_column",
    "styleName",
    "styleQML",
    "styleSLD",
    "useAsDefault",
    "description",
    "owner",
];

/// `plan.gpkg`: the layers, made from their GeoJSON files, with their styles; both in the order of [`LAYERS`].
#[cfg(feature = "gdal")]
pub(super) fn geopackage(
    files: &[PathBuf; 5],
    styles: &[Vec<u8>; 5],
    file: &Path,
) -> Result<(), Error> {
    let layers: Vec<GeoJsonLayer> =
        LAYERS.iter().zip(files).map(|(name, file)| GeoJsonLayer { name, file }).collect();
    let row = |(name, style): (&&str, &Vec<u8>)| {
        let qml = String::from_utf8_lossy(style).into_owned();
        let texts = ["", "", name, "geom", name, &qml, "", "true", "", ""];
        texts.map(str::to_owned).to_vec()
    };
    let rows = LAYERS.iter().zip(styles).map(row).collect();
    let table = TextTable { name: "layer_styles", columns: &STYLE_COLUMNS, rows };
    collect_layers(LayerFormat::GeoPackage, &layers, &[table], file)
}

/// `households.fgb`, from the GeoJSON file of the points.
#[cfg(feature = "gdal")]
pub(super) fn flat_geobuf(households: &Path, file: &Path) -> Result<(), Error> {
    let layer = GeoJsonLayer { name: "households", file: households };
    collect_layers(LayerFormat::FlatGeobuf, &[layer], &[], file)
}
