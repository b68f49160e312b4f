//! Vector layers that lie in GeoJSON files, collected in one file of another format that GDAL writes.
//!
//! GDAL reads each layer and writes it anew, so that names and values of fields are those of the GeoJSON file.

use std::path::Path;

use gdal::config::{clear_config_option, set_config_option};
use gdal::errors::GdalError;
use gdal::spatial_ref::SpatialRef;
use gdal::vector::{Defn, Feature, FieldDefn, Layer, LayerAccess, LayerOptions, OGRFieldType};
use gdal::{Dataset, DriverManager};
use gdal_sys::OGRwkbGeometryType;

use crate::problem::Error;

/// A format that holds vector layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerFormat {
    /// OGC GeoPackage: many layers and tables in one SQLite file.
    GeoPackage,
    /// FlatGeobuf: one layer with a spatial index.
    FlatGeobuf,
}

impl LayerFormat {
    fn driver(self) -> &'static str {
        match self {
            Self::GeoPackage => "GPKG",
            Self::FlatGeobuf => "FlatGeobuf",
        }
    }
}

/// A layer, and the GeoJSON text that it is made from.
#[derive(Debug, Clone, Copy)]
pub struct GeoJsonLayer<'a> {
    /// Its name.
    pub name: &'a str,
    /// The file that holds it.
    pub file: &'a Path,
}

/// A table of text without geometry.
#[derive(Debug, Clone)]
pub struct TextTable<'a> {
    /// Its name.
    pub name: &'a str,
    /// Names of its columns.
    pub columns: &'a [&'a str],
    /// Its rows, each with a value for each column.
    pub rows: Vec<Vec<String>>,
}

/// GDAL writes the time into a GeoPackage; the same plan is to give the same bytes.
const NO_TIME: &str = "1970-01-01T00:00:00.000Z";
const TIME_OPTION: &str = "OGR_CURRENT_DATE";

/// Writes the layers, in order, then the tables, which a GeoPackage alone can hold.
///
/// # Errors
/// [`Error::Failed`] when GDAL lacks the format or fails otherwise, as on a full disk.
pub fn collect_layers(
    format: LayerFormat,
    layers: &[GeoJsonLayer],
    tables: &[TextTable],
    file: &Path,
) -> Result<(), Error> {
    let outcome = set_config_option(TIME_OPTION, NO_TIME)
        .and_then(|()| write(format, layers, tables, file))
        .and(clear_config_option(TIME_OPTION));
    outcome.map_err(|error| Error::Failed { stage: "writing map layers", reason: error.to_string() })
}

fn write(
    format: LayerFormat,
    layers: &[GeoJsonLayer],
    tables: &[TextTable],
    file: &Path,
) -> Result<(), GdalError> {
    let mut collected = DriverManager::get_driver_by_name(format.driver())?.create_vector_only(file)?;
    for layer in layers {
        let read = Dataset::open(layer.file)?;
        copy(layer.name, &mut read.layer(0)?, &mut collected)?;
    }
    for table in tables {
        fill(table, &mut collected)?;
    }
    collected.close()
}

/// One layer as it is, in one transaction where the format has any.
fn copy(name: &str, from: &mut Layer, into: &mut Dataset) -> Result<(), GdalError> {
    let reference = SpatialRef::from_epsg(4326)?;
    let options =
        LayerOptions { name, srs: Some(&reference), ty: from.defn().geometry_type(), options: None };
    let to = into.create_layer(options)?;
    let fields: Vec<(String, OGRFieldType::Type)> =
        from.defn().fields().map(|field| (field.name(), field.field_type())).collect();
    for (name, kind) in &fields {
        FieldDefn::new(name, *kind)?.add_to_layer(&to)?;
    }
    let defn = Defn::from_layer(&to);
    for feature in from.features() {
        let mut copy = Feature::new(&defn)?;
        if let Some(geometry) = feature.geometry() {
            copy.set_geometry(geometry.clone())?;
        }
        for index in 0..fields.len() {
            match feature.field(index)? {
                Some(value) => copy.set_field(index, &value)?,
                None => copy.set_field_null(index)?,
            }
        }
        copy.create(&to)?;
    }
    Ok(())
}

fn fill(table: &TextTable, into: &mut Dataset) -> Result<(), GdalError> {
    let ty = OGRwkbGeometryType::wkbNone;
    let to = into.create_layer(LayerOptions { name: table.name, srs: None, ty, options: None })?;
    for column in table.columns {
        FieldDefn::new(column, OGRFieldType::OFTString)?.add_to_layer(&to)?;
    }
    let defn = Defn::from_layer(&to);
    for row in &table.rows {
        let mut feature = Feature::new(&defn)?;
        for (index, value) in row.iter().enumerate() {
            feature.set_field_string(index, value)?;
        }
        feature.create(&to)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use gdal::vector::FieldValue;

    use super::*;

    const POINTS: &str = r#"{"type": "FeatureCollection", "features": [
        {"type": "Feature", "properties": {"id": "a", "name": "Bric <à> 🗼", "rate_mbps": 2.5, "hops": 1, "server": null},
         "geometry": {"type": "Point", "coordinates": [7.7123457, 44.0]}},
        {"type": "Feature", "properties": {"id": "b", "name": "", "rate_mbps": null, "hops": 2, "server": "s"},
         "geometry": {"type": "Point", "coordinates": [7.5, 43.9]}}]}"#;

    fn collected(format: LayerFormat, name: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("points.geojson");
        std::fs::write(&source, POINTS).unwrap();
        let file = folder.path().join(name);
        let tables = TextTable { name: "notes", columns: &["what"], rows: vec![vec!["a note".into()]] };
        let tables = if format == LayerFormat::GeoPackage { vec![tables] } else { Vec::new() };
        collect_layers(format, &[GeoJsonLayer { name: "points", file: &source }], &tables, &file).unwrap();
        (folder, file)
    }

    #[test]
    fn a_geopackage_holds_what_the_geojson_held_and_its_tables() {
        let (_folder, file) = collected(LayerFormat::GeoPackage, "all.gpkg");
        let read = Dataset::open(&file).unwrap();
        assert_eq!(read.layer_count(), 2);
        let mut layer = read.layer_by_name("points").unwrap();
        let features: Vec<_> = layer.features().collect();
        let text = |feature: &Feature, field: &str| feature.field_as_string(feature.field_index(field).unwrap()).unwrap();
        assert_eq!(text(&features[0], "name").as_deref(), Some("Bric <à> 🗼"));
        assert_eq!(text(&features[0], "server"), None);
        let rate = features[0].field_index("rate_mbps").unwrap();
        assert!(matches!(features[0].field(rate).unwrap(), Some(FieldValue::RealValue(rate)) if rate == 2.5));
        assert_eq!(features[1].field(rate).unwrap(), None);
        let (x, y, _) = features[0].geometry().unwrap().get_point(0);
        assert_eq!((x, y), (7.712_345_7, 44.0));
        let mut notes = read.layer_by_name("notes").unwrap();
        assert_eq!(text(&notes.features().next().unwrap(), "what").as_deref(), Some("a note"));
    }

    #[test]
    fn flat_geobuf_holds_one_layer() {
        let (_folder, file) = collected(LayerFormat::FlatGeobuf, "points.fgb");
        assert_eq!(Dataset::open(&file).unwrap().layer(0).unwrap().feature_count(), 2);
    }

    #[test]
    fn the_same_layers_give_the_same_bytes() {
        for (format, name) in [(LayerFormat::GeoPackage, "all.gpkg"), (LayerFormat::FlatGeobuf, "points.fgb")] {
            let bytes = [0, 1].map(|_| {
                let (_folder, file) = collected(format, name);
                std::fs::read(file).unwrap()
            });
            assert!(bytes[0] == bytes[1], "{name}");
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error() {
        let (folder, _) = collected(LayerFormat::FlatGeobuf, "points.fgb");
        let lost = folder.path().join("lost/points.gpkg");
        let source = folder.path().join("points.geojson");
        let layers = [GeoJsonLayer { name: "points", file: &source }];
        assert!(collect_layers(LayerFormat::GeoPackage, &layers, &[], &lost).is_err());
    }
}
