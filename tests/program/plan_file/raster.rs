//! The coverage raster, as `gdalinfo` reads it: a program that is not ours, and what most GIS stand on.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::planned::json_file;

/// Bands in order: description and unit.
const BANDS: [(&str, &str); 11] = [
    ("rx_level_dbm", "dBm"),
    ("sinr_db", "dB"),
    ("uplink_sinr_db", "dB"),
    ("margin_db", "dB"),
    ("probability_ratio", "1"),
    ("mcs", "index"),
    ("rate_mbps", "Mbit/s"),
    ("uplink_rate_mbps", "Mbit/s"),
    ("best_server", "index"),
    ("sector", "index"),
    ("server_count", "sites"),
];

pub fn agrees(out: &Path, plan: &Value) {
    let info = gdalinfo(&out.join("coverage.tif"));
    assert_eq!(info["driverShortName"], "GTiff");
    assert_eq!(info["metadata"]["IMAGE_STRUCTURE"]["LAYOUT"], "COG");
    assert_eq!(info["metadata"][""]["scenario_sha256"], plan["scenario"]["sha256"]);
    assert!(info["coordinateSystem"]["wkt"].as_str().unwrap().contains("UTM zone 32N"), "{info}");
    let terrain = &plan["terrain"];
    assert_eq!(info["size"], serde_json::json!([terrain["cols"], terrain["rows"]]));
    let transform = &info["geoTransform"];
    assert_eq!(transform[1].as_f64(), terrain["cell_m"].as_f64());
    assert_eq!(transform[5].as_f64(), terrain["cell_m"].as_f64().map(|cell_m| -cell_m));
    bands(info["bands"].as_array().unwrap());
    areas_keep_its_ground(out, terrain["cell_m"].as_f64().unwrap());
}

/// By how much the areas of a rate, and all together, may differ from the cells of the raster.
const AREA_DRIFT_MAX_RATIO: f64 = 0.005;

fn areas_keep_its_ground(out: &Path, cell_m: f64) {
    let cell_km2 = (cell_m / 1_000.0).powi(2);
    let mut raster_km2: BTreeMap<u32, f64> = BTreeMap::new();
    for rate_mbps in cells(&out.join("coverage.tif"), 7).into_iter().filter(|rate| *rate > 0.0) {
        *raster_km2.entry(rate_mbps.to_bits()).or_default() += cell_km2;
    }
    let mut areas_km2: BTreeMap<u32, f64> = BTreeMap::new();
    for feature in json_file(&out.join("coverage.geojson"))["features"].as_array().unwrap() {
        let number = |key: &str| feature["properties"][key].as_f64().unwrap();
        *areas_km2.entry((number("rate_mbps") as f32).to_bits()).or_default() += number("area_km2");
    }
    assert!(areas_km2.keys().eq(raster_km2.keys()), "other rates than in the raster");
    let near = |is: f64, was: f64| (is - was).abs() <= AREA_DRIFT_MAX_RATIO * was + 1e-6;
    for (rate, is) in &areas_km2 {
        assert!(near(*is, raster_km2[rate]), "{} Mbit/s: {is} km2", f32::from_bits(*rate));
    }
    assert!(near(areas_km2.values().sum(), raster_km2.values().sum()), "{areas_km2:?}");
}

/// Every cell of a band, as GDAL writes it out; NaN where there is no value.
fn cells(map: &Path, band: usize) -> Vec<f32> {
    let output = Command::new("gdal_translate")
        .args(["-q", "-of", "XYZ", "-b", &band.to_string()])
        .arg(map)
        .arg("/vsistdout/")
        .output()
        .expect("gdal_translate is needed (Debian: gdal-bin); ./dev setup installs it");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| line.rsplit(' ').next().unwrap().parse().unwrap()).collect()
}

fn bands(bands: &[Value]) {
    let found: Vec<(&str, &str)> = bands
        .iter()
        .map(|band| (band["description"].as_str().unwrap(), band["unit"].as_str().unwrap()))
        .collect();
    assert_eq!(found, BANDS);
    for band in bands {
        assert_eq!((&band["type"], &band["noDataValue"]), (&"Float32".into(), &"NaN".into()), "{band}");
        assert!(band["computedMin"].is_number(), "a band without any value: {band}");
    }
}

pub fn gdalinfo(file: &Path) -> Value {
    let output = Command::new("gdalinfo")
        .args(["-json", "-mm"])
        .arg(file)
        .output()
        .expect("gdalinfo is needed (Debian: gdal-bin); ./dev setup installs it");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
