//! The map layers: RFC 7946, and the same figures as `plan.json`.

use std::collections::BTreeSet;
use std::path::Path;

use geojson::{FeatureCollection, GeoJson, GeometryValue, Position};
use serde_json::Value;

use super::tables::{names_of, value};

/// RFC 7946, section 11.2: more decimals than these pretend a precision that nobody has.
const DECIMALS_MAX: usize = 7;

pub fn agree(out: &Path, plan: &Value) {
    for (layer, list) in
        [("sites", "sites"), ("links", "links"), ("comuni", "comuni"), ("households", "points")]
    {
        let features = layer_in(out, layer);
        attributes(&features, &plan[list], layer);
    }
    coverage(&layer_in(out, "coverage"), plan);
    link_ends(&layer_in(out, "links"), plan);
}

/// Reads a layer and checks that it is RFC 7946 through and through.
fn layer_in(out: &Path, layer: &str) -> FeatureCollection {
    let text = std::fs::read_to_string(out.join(layer).with_extension("geojson")).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    assert!(document.get("crs").is_none(), "{layer}: RFC 7946 knows no other CRS than WGS 84");
    let Ok(GeoJson::FeatureCollection(collection)) = text.parse::<GeoJson>() else {
        panic!("{layer} is no collection of features");
    };
    for feature in document["features"].as_array().unwrap() {
        numbers(&feature["geometry"]["coordinates"], &mut |number| decimals(number, layer));
    }
    for feature in &collection.features {
        geometry(&feature.geometry.as_ref().unwrap().value, layer);
    }
    collection
}

fn numbers(value: &Value, found: &mut dyn FnMut(&serde_json::Number)) {
    match value {
        Value::Array(elements) => elements.iter().for_each(|element| numbers(element, found)),
        Value::Number(number) => found(number),
        other => panic!("{other} among coordinates"),
    }
}

fn decimals(number: &serde_json::Number, layer: &str) {
    let text = number.to_string();
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    assert!(decimals <= DECIMALS_MAX && !text.contains(['e', 'E']), "{layer}: {text}");
}

fn geometry(value: &GeometryValue, layer: &str) {
    match value {
        GeometryValue::Point { coordinates } => on_earth(std::slice::from_ref(coordinates), layer),
        GeometryValue::LineString { coordinates } => {
            assert!(coordinates.len() >= 2, "{layer}");
            on_earth(coordinates, layer);
        }
        GeometryValue::MultiPolygon { coordinates } => {
            assert!(!coordinates.is_empty(), "{layer}");
            for polygon in coordinates {
                for (index, ring) in polygon.iter().enumerate() {
                    on_earth(ring, layer);
                    assert!(ring.len() >= 4 && ring.first() == ring.last(), "{layer}: an open ring");
                    let counter_clockwise = twice_area(ring) > 0.0;
                    assert_eq!(counter_clockwise, index == 0, "{layer}: ring {index} turns the wrong way");
                }
            }
        }
        other => panic!("{layer} holds {other:?}"),
    }
}

/// In or near Italy, longitude first.
fn on_earth(positions: &[Position], layer: &str) {
    for position in positions {
        assert_eq!(position.as_slice().len(), 2, "{layer}");
        let (lon_deg, lat_deg) = (position[0], position[1]);
        let there = (5.0..20.0).contains(&lon_deg) && (35.0..48.0).contains(&lat_deg);
        assert!(there, "{layer}: {lon_deg}, {lat_deg}");
    }
}

/// Twice the signed area of a ring, positive where it turns counter-clockwise.
fn twice_area(ring: &[Position]) -> f64 {
    let (x, y) = (ring[0][0], ring[0][1]);
    ring.windows(2)
        .map(|pair| (pair[0][0] - x) * (pair[1][1] - y) - (pair[1][0] - x) * (pair[0][1] - y))
        .sum()
}

/// Every attribute of every feature stands in `plan.json`, in the same order.
fn attributes(collection: &FeatureCollection, rows: &Value, layer: &str) {
    let rows = rows.as_array().unwrap();
    assert_eq!(collection.features.len(), rows.len(), "{layer}");
    for (feature, row) in collection.features.iter().zip(rows) {
        for (name, found) in feature.properties.as_ref().unwrap() {
            let expected = value(row, name, names_of(layer));
            assert_eq!(Some(found), expected.as_ref(), "{layer}: {name} of {row}");
        }
        if let GeometryValue::Point { coordinates } = &feature.geometry.as_ref().unwrap().value {
            let place = [row["lon"].as_f64().unwrap(), row["lat"].as_f64().unwrap()];
            assert_eq!(coordinates.as_slice(), place, "{layer}: {row}");
        }
    }
}

/// Links run between a point of presence or a site, and a site.
fn link_ends(collection: &FeatureCollection, plan: &Value) {
    let place = |id: &Value| {
        let ends = ["sites", "pops"].into_iter().flat_map(|list| plan[list].as_array().unwrap());
        let end = ends.into_iter().find(|end| &end["id"] == id).unwrap_or_else(|| panic!("{id} is nowhere"));
        vec![end["lon"].as_f64().unwrap(), end["lat"].as_f64().unwrap()]
    };
    for feature in &collection.features {
        let ends = ["from", "to"].map(|key| place(feature.property(key).unwrap()));
        let GeometryValue::LineString { coordinates } = &feature.geometry.as_ref().unwrap().value else {
            panic!("a link is no line");
        };
        let drawn: Vec<&[f64]> = coordinates.iter().map(Position::as_slice).collect();
        assert_eq!(drawn, ends, "{feature}");
    }
}

/// Covered ground belongs to sites of the plan, at a rate above zero, and each pair of both comes once.
fn coverage(collection: &FeatureCollection, plan: &Value) {
    let sites: BTreeSet<&str> =
        plan["sites"].as_array().unwrap().iter().map(|site| site["id"].as_str().unwrap()).collect();
    let mut seen = BTreeSet::new();
    for feature in &collection.features {
        let number = |key: &str| feature.property(key).and_then(Value::as_f64).unwrap();
        let server = feature.property("server").and_then(Value::as_str).unwrap();
        assert!(sites.contains(server), "{server} is no site of the plan");
        assert!(number("rate_mbps") > 0.0 && number("area_km2") > 0.0, "{server}");
        assert!(seen.insert((server, number("rate_mbps").to_bits())), "{server} has a rate twice");
    }
    assert!(!seen.is_empty(), "nothing is covered");
}
