//! Vector layers that lie in GeoJSON files, collected in one file of another format that GDAL writes.
//!
//! GDAL reads each layer and writes it anew, so that names and values of fields are those of the GeoJSON file.

use std::path::Path;

use gdal::config::{clear_thread_local_config_option, set_thread_local_config_option};
use gdal::errors::GdalError;
use gdal::spatial_ref::SpatialRef;
use gdal::vector::{Defn, Feature, FieldDefn, Layer, LayerAccess, LayerOptions, OGRFieldType};
use gdal::{Dataset, DatasetOptions, DriverManager, GdalOpenFlags};
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
#[derive(Debug, Clone)]
pub struct GeoJsonLayer<'a> {
    /// Its name.
    pub name: &'a str,
    /// The file that holds it.
    pub file: &'a Path,
    /// Its fields, in order. Where the file holds values GDAL finds their kind; the kind here is that of a field without any.
    pub fields: Vec<(&'a str, ColumnKind)>,
}

/// What a column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Real,
    /// A time.
    Time,
}

impl ColumnKind {
    fn field_type(self) -> OGRFieldType::Type {
        match self {
            Self::Text => OGRFieldType::OFTString,
            Self::Integer => OGRFieldType::OFTInteger,
            Self::Real => OGRFieldType::OFTReal,
            Self::Time => OGRFieldType::OFTDateTime,
        }
    }
}

/// A table without geometry.
#[derive(Debug, Clone)]
pub struct TextTable<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its columns.
    pub columns: &'a [(&'a str, ColumnKind)],
    /// Its rows, each with a value for each column, written out.
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
    let outcome = set_thread_local_config_option(TIME_OPTION, NO_TIME)
        .and_then(|()| write(format, layers, tables, file))
        .and(clear_thread_local_config_option(TIME_OPTION));
    outcome.map_err(|error| Error::Failed { stage: "writing map layers", reason: error.to_string() })
}

fn write(
    format: LayerFormat,
    layers: &[GeoJsonLayer],
    tables: &[TextTable],
    file: &Path,
) -> Result<(), GdalError> {
    let mut collected = DriverManager::get_driver_by_name(format.driver())?.create_vector_only(file)?;
    match format {
        LayerFormat::FlatGeobuf => write_into(&mut collected, layers, tables)?,
        // Without a transaction each feature would be one.
        LayerFormat::GeoPackage => {
            let mut transaction = collected.start_transaction()?;
            write_into(&mut transaction, layers, tables)?;
            transaction.commit()?;
        }
    }
    collected.close()
}

fn write_into(
    collected: &mut Dataset,
    layers: &[GeoJsonLayer],
    tables: &[TextTable],
) -> Result<(), GdalError> {
    for layer in layers {
        copy(layer, &mut opened(layer.file)?.layer(0)?, collected)?;
    }
    tables.iter().try_for_each(|table| fill(table, collected))
}

/// What looks like a date is somebody's name for something, and stays text.
fn opened(file: &Path) -> Result<Dataset, GdalError> {
    let options = DatasetOptions {
        open_flags: GdalOpenFlags::GDAL_OF_VECTOR,
        allowed_drivers: Some(&["GeoJSON"]),
        open_options: Some(&["DATE_AS_STRING=YES"]),
        ..DatasetOptions::default()
    };
    Dataset::open_ex(file, options)
}

/// One layer with its fields.
fn copy(layer: &GeoJsonLayer, from: &mut Layer, into: &mut Dataset) -> Result<(), GdalError> {
    let (reference, ty) = (SpatialRef::from_epsg(4326)?, from.defn().geometry_type());
    let to =
        into.create_layer(LayerOptions { name: layer.name, srs: Some(&reference), ty, options: None })?;
    let places = add_fields(layer, from, &to)?;
    let defn = Defn::from_layer(&to);
    for feature in from.features() {
        let mut copy = Feature::new(&defn)?;
        if let Some(geometry) = feature.geometry() {
            copy.set_geometry(geometry.clone())?;
        }
        for (index, place) in places.iter().enumerate() {
            match place.map(|place| feature.field(place)).transpose()?.flatten() {
                Some(value) => copy.set_field(index, &value)?,
                None => copy.set_field_null(index)?,
            }
        }
        copy.create(&to)?;
    }
    Ok(())
}

/// The place of each field in the file, where it is there.
fn add_fields(layer: &GeoJsonLayer, from: &Layer, to: &Layer) -> Result<Vec<Option<usize>>, GdalError> {
    let own: Vec<(String, OGRFieldType::Type)> =
        from.defn().fields().map(|field| (field.name(), field.field_type())).collect();
    let add = |(name, kind): &(&str, ColumnKind)| {
        let place = own.iter().position(|(own, _)| own == name);
        // A field without values is text to GDAL.
        let found = place.map(|place| own[place].1).filter(|found| *found != OGRFieldType::OFTString);
        FieldDefn::new(name, found.unwrap_or_else(|| kind.field_type()))?.add_to_layer(to)?;
        Ok(place)
    };
    layer.fields.iter().map(add).collect()
}

fn fill(table: &TextTable, into: &mut Dataset) -> Result<(), GdalError> {
    let ty = OGRwkbGeometryType::wkbNone;
    let to = into.create_layer(LayerOptions { name: table.name, srs: None, ty, options: None })?;
    for (column, kind) in table.columns {
        FieldDefn::new(column, kind.field_type())?.add_to_layer(&to)?;
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
        {"type": "Feature", "properties": {"id": "2026-01-02", "name": "Bric <à> 🗼", "rate_mbps": 2.5, "hops": 1, "server": null, "margin_db": null},
         "geometry": {"type": "Point", "coordinates": [7.7123457, 44.0]}},
        {"type": "Feature", "properties": {"id": "2026-01-03", "name": "", "rate_mbps": null, "hops": 2, "server": "s", "margin_db": null},
         "geometry": {"type": "Point", "coordinates": [7.5, 43.9]}}]}"#;

    fn collected(format: LayerFormat, name: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("points.geojson");
        std::fs::write(&source, POINTS).unwrap();
        let file = folder.path().join(name);
        let columns =
            &[("what", ColumnKind::Text), ("number", ColumnKind::Integer), ("time", ColumnKind::Time)];
        let rows = vec![["a note", "7", "1970-01-01T00:00:00Z"].map(str::to_owned).to_vec()];
        let notes = TextTable { name: "notes", columns, rows };
        let tables = if format == LayerFormat::GeoPackage { vec![notes] } else { Vec::new() };
        collect_layers(format, &[layer(&source)], &tables, &file).unwrap();
        (folder, file)
    }

    fn layer(file: &Path) -> GeoJsonLayer<'_> {
        let texts = ["id", "name", "server"].map(|name| (name, ColumnKind::Text));
        let numbers = ["rate_mbps", "hops", "margin_db"].map(|name| (name, ColumnKind::Real));
        GeoJsonLayer { name: "points", file, fields: [texts, numbers].concat() }
    }

    #[test]
    fn a_geopackage_holds_what_the_geojson_held_and_its_tables() {
        let (_folder, file) = collected(LayerFormat::GeoPackage, "all.gpkg");
        let read = Dataset::open(&file).unwrap();
        assert_eq!(read.layer_count(), 2);
        let mut layer = read.layer_by_name("points").unwrap();
        let features: Vec<_> = layer.features().collect();
        let text = |feature: &Feature, field: &str| {
            feature.field_as_string(feature.field_index(field).unwrap()).unwrap()
        };
        assert_eq!(text(&features[0], "name").as_deref(), Some("Bric <à> 🗼"));
        assert_eq!(
            text(&features[0], "id").as_deref(),
            Some("2026-01-02"),
            "a name that looks like a date stays as it is"
        );
        assert_eq!(text(&features[0], "server"), None);
        let rate = features[0].field_index("rate_mbps").unwrap();
        assert!(matches!(features[0].field(rate).unwrap(), Some(FieldValue::RealValue(rate)) if rate == 2.5));
        assert_eq!(features[1].field(rate).unwrap(), None);
        let (x, y, _) = features[0].geometry().unwrap().get_point(0);
        assert_eq!((x, y), (7.712_345_7, 44.0));
        let mut notes = read.layer_by_name("notes").unwrap();
        let note = notes.features().next().unwrap();
        assert_eq!(text(&note, "what").as_deref(), Some("a note"));
        let [number, time] =
            ["number", "time"].map(|field| note.field(note.field_index(field).unwrap()).unwrap().unwrap());
        assert!(matches!(number, FieldValue::IntegerValue(7)), "{number:?}");
        assert!(matches!(time, FieldValue::DateTimeValue(time) if time.timestamp() == 0), "{time:?}");
    }

    #[test]
    fn flat_geobuf_holds_one_layer() {
        let (_folder, file) = collected(LayerFormat::FlatGeobuf, "points.fgb");
        assert_eq!(Dataset::open(&file).unwrap().layer(0).unwrap().feature_count(), 2);
    }

    #[test]
    fn the_same_layers_give_the_same_bytes() {
        for (format, name) in [(LayerFormat::GeoPackage, "all.gpkg"), (LayerFormat::FlatGeobuf, "points.fgb")]
        {
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
        assert!(collect_layers(LayerFormat::GeoPackage, &[layer(&source)], &[], &lost).is_err());
    }

    #[test]
    fn fields_have_the_same_kinds_whatever_the_file_holds() {
        use OGRFieldType::{OFTInteger, OFTReal, OFTString};
        let kinds = |file: &Path| {
            let read = Dataset::open(file).unwrap();
            let points = read.layer_by_name("points").unwrap();
            points.defn().fields().map(|field| (field.name(), field.field_type())).collect::<Vec<_>>()
        };
        let expected = |hops| {
            let texts = ["id", "name", "server"].map(|name| (name.to_owned(), OFTString));
            let numbers = [("rate_mbps", OFTReal), ("hops", hops), ("margin_db", OFTReal)];
            texts.into_iter().chain(numbers.map(|(name, kind)| (name.to_owned(), kind))).collect::<Vec<_>>()
        };
        let (folder, file) = collected(LayerFormat::GeoPackage, "all.gpkg");
        assert_eq!(kinds(&file), expected(OFTInteger));
        let (source, file) = (folder.path().join("none.geojson"), folder.path().join("none.gpkg"));
        std::fs::write(&source, r#"{"type": "FeatureCollection", "features": []}"#).unwrap();
        collect_layers(LayerFormat::GeoPackage, &[layer(&source)], &[], &file).unwrap();
        assert_eq!(kinds(&file), expected(OFTReal));
    }
}
