//! Styles, GeoPackage and KML, as GDAL's own programs read them: the layers of the GeoJSON files, under the same names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::planned::{json_file, plan};
use crate::world::World;

const LAYERS: [&str; 5] = ["comuni", "coverage", "links", "households", "sites"];

/// A layer or table as `ogrinfo` tells it.
struct Layer {
    features: usize,
    fields: BTreeSet<String>,
    extent: Vec<f64>,
}

pub fn agree(out: &Path, plan: &Value) {
    geopackage(&layers_of(&out.join("plan.gpkg")), out);
    kml(&layers_of(&out.join("plan.kml")), plan);
    styles(out);
}

fn geopackage(found: &BTreeMap<String, Layer>, out: &Path) {
    for layer in LAYERS {
        let collection = json_file(&out.join(layer).with_extension("geojson"));
        let features = collection["features"].as_array().unwrap();
        let same = &found[layer];
        assert_eq!(same.features, features.len(), "{layer}");
        let Some(first) = features.first() else { continue };
        let fields: BTreeSet<String> = first["properties"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(same.fields, fields, "{layer}");
        let [west, south, east, north] = same.extent[..] else { panic!("{layer}: {:?}", same.extent) };
        // Longitude first, in or near Italy.
        assert!(5.0 < west && west <= east && east < 20.0, "{layer}: {west} {east}");
        assert!(35.0 < south && south <= north && north < 48.0, "{layer}: {south} {north}");
    }
    assert_eq!((found["layer_styles"].features, found["provenance"].features), (LAYERS.len(), 6));
    assert_eq!(found.len(), LAYERS.len() + 2);
}

fn kml(found: &BTreeMap<String, Layer>, plan: &Value) {
    let count = |list: &str| plan[list].as_array().unwrap().len();
    let sites = plan["sites"].as_array().unwrap().iter();
    let owners: BTreeSet<&str> = sites.map(|site| site["owner"].as_str().unwrap()).collect();
    let folders: Vec<_> = found.iter().filter(|(name, _)| name.starts_with("Sites of ")).collect();
    assert_eq!(folders.len(), owners.len());
    assert_eq!(folders.iter().map(|(_, layer)| layer.features).sum::<usize>(), count("sites"));
    assert_eq!(found.get("Links").map_or(0, |layer| layer.features), count("links"));
    assert!(folders.iter().all(|(_, layer)| layer.fields.contains("height_m")));
}

/// Each style is XML, decides by a field of its layer, and is what the GeoPackage holds for it.
fn styles(out: &Path) {
    let rows = table_of(&out.join("plan.gpkg"), "layer_styles");
    let kept: BTreeMap<&str, &BTreeMap<String, String>> =
        rows.iter().map(|row| (row["f_table_name"].as_str(), row)).collect();
    let layers = layers_of(&out.join("plan.gpkg"));
    for layer in LAYERS {
        let style = std::fs::read_to_string(out.join(layer).with_extension("qml")).unwrap();
        let document = roxmltree::Document::parse(&style).unwrap();
        let renderer = document.descendants().find(|node| node.has_tag_name("renderer-v2")).unwrap();
        let field = renderer.attribute("attr").unwrap();
        assert!(layers[layer].fields.contains(field), "{layer}: {field}");
        let row = kept[layer];
        assert_eq!((row["styleQML"].as_str(), row["useAsDefault"].as_str()), (style.as_str(), "1"));
        assert_eq!(row["f_geometry_column"], "geom");
    }
}

/// All layers of a file by name.
fn layers_of(file: &Path) -> BTreeMap<String, Layer> {
    let output = Command::new("ogrinfo")
        .args(["-ro", "-al", "-so"])
        .arg(file)
        .output()
        .expect("ogrinfo is needed (Debian: gdal-bin); ./dev setup installs it");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said.split("\nLayer name: ").skip(1).map(layer_in).collect()
}

fn layer_in(said: &str) -> (String, Layer) {
    let name = said.lines().next().unwrap().to_owned();
    let after = |label: &str| said.lines().find_map(|line| line.strip_prefix(label));
    let numbers = |text: &str| {
        let parts = text.split(['(', ')', ',', ' ']).filter(|part| !part.is_empty() && *part != "-");
        parts.map(|part| part.parse().unwrap()).collect()
    };
    // A field stands as `name: Type (width.precision)`.
    let field = |line: &str| {
        let (field, kind) = line.split_once(": ")?;
        let kinds = ["String", "Integer", "Real", "DateTime", "Date", "Time"];
        kinds.iter().any(|known| kind.starts_with(known)).then(|| field.to_owned())
    };
    let layer = Layer {
        features: after("Feature Count: ").unwrap().parse().unwrap(),
        fields: said.lines().filter_map(field).collect(),
        extent: after("Extent: ").map(numbers).unwrap_or_default(),
    };
    (name, layer)
}

/// The rows of one layer, as `ogr2ogr` writes them out.
fn table_of(file: &Path, layer: &str) -> Vec<BTreeMap<String, String>> {
    let output =
        Command::new("ogr2ogr").args(["-f", "CSV", "/vsistdout/"]).arg(file).arg(layer).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn names_stay_text_in_the_geopackage_and_the_kml() {
    let evil = "</Placemark><script>alert('x')</script> \"&amp;\" ]]> 2026-01-02 🗼";
    let long = "Bric ".repeat(60).trim().to_owned();
    let mut world = World::new();
    world.set("/sites/inline/0/name", json!(evil)).set("/governance/owners/0/name", json!(long));
    world.set("/name", json!(evil));
    let (run, out) = plan(&world);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let names = |file: &str, layer: &str, field: &str| -> Vec<String> {
        table_of(&out.join(file), layer).into_iter().map(|mut row| row.remove(field).unwrap()).collect()
    };
    assert_eq!(names("plan.gpkg", "sites", "name"), [evil]);
    assert_eq!(names("plan.gpkg", "provenance", "value")[0], evil);
    assert_eq!(names("plan.kml", &format!("Sites of {long}"), "Name"), [format!("{evil} (s1)")]);
    let style = std::fs::read_to_string(out.join("sites.qml")).unwrap();
    let document = roxmltree::Document::parse(&style).unwrap();
    let labels = document.descendants().filter_map(|node| node.attribute("label"));
    assert_eq!(labels.collect::<Vec<_>>(), [long.as_str(), "other"]);
}
