//! The coverage raster, as `gdalinfo` reads it: a program that is not ours, and what most GIS stand on.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

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
