//! A terrain of 400 million cells is read in less than 4 GB, measured from outside.
//!
//! `cargo nextest run --release --run-ignored only --no-capture -E 'test(four_hundred_million)'` makes a GeoTIFF of
//! that size, 1 GB of temporary files, and prints the peak.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use gdal::raster::{Buffer, RasterCreationOptions};
use gdal::spatial_ref::SpatialRef;
use gdal::{Dataset, DriverManager};
use serde_json::{Value, json};

use crate::world::{World, text};

/// Cells of 1 m, rows and columns of the raster: the world and enough around it.
const SIDE: usize = 20_600;
const MARGIN_M: f64 = 7_700.0;
const LIMIT_BYTES: u64 = 4_000_000_000;
const ROWS_AT_ONCE: usize = 256;

/// Ridges of some hundred metres, in cells of 1 m, written rows by rows.
fn write_elevation(file: &Path) {
    let height_m = |row: usize, col: usize| {
        let (y, x) = (row as f32, col as f32);
        400.0
            + 150.0 * ((x / 900.0).sin() + (y / 1_300.0 + x / 3_000.0).cos())
            + 20.0 * (x / 41.0).sin() * (y / 37.0).sin()
    };
    let mut options = RasterCreationOptions::new();
    for (key, value) in [("COMPRESS", "DEFLATE"), ("ZLEVEL", "1"), ("PREDICTOR", "3"), ("TILED", "YES")] {
        options.set_name_value(key, value).unwrap();
    }
    let driver = DriverManager::get_driver_by_name("GTiff").unwrap();
    let mut raster =
        driver.create_with_band_type_with_options::<f32, _>(file, SIDE, SIDE, 1, &options).unwrap();
    place(&mut raster, 1.0);
    let mut band = raster.rasterband(1).unwrap();
    band.set_no_data_value(Some(-9_999.0)).unwrap();
    for first in (0..SIDE).step_by(ROWS_AT_ONCE) {
        let rows = ROWS_AT_ONCE.min(SIDE - first);
        let cells = (0..rows * SIDE).map(|cell| height_m(first + cell / SIDE, cell % SIDE)).collect();
        band.write((0, first.cast_signed()), (SIDE, rows), &mut Buffer::new((SIDE, rows), cells)).unwrap();
    }
}

/// Two classes in patches of 300 m.
fn write_land_cover(file: &Path) {
    let side = SIDE / 100;
    let driver = DriverManager::get_driver_by_name("GTiff").unwrap();
    let mut raster = driver.create_with_band_type::<u8, _>(file, side, side, 1).unwrap();
    place(&mut raster, 100.0);
    let cells = (0..side * side).map(|cell| ((cell / side / 3 + cell % side / 3) % 2) as u8).collect();
    raster.rasterband(1).unwrap().write((0, 0), (side, side), &mut Buffer::new((side, side), cells)).unwrap();
}

/// Around the middle of the world.
fn place(raster: &mut Dataset, cell_m: f64) {
    let half_m = SIDE as f64 / 2.0;
    let corner = (433_000.0 - half_m, 4_864_500.0 + half_m);
    raster.set_geo_transform(&[corner.0, cell_m, 0.0, corner.1, 0.0, -cell_m]).unwrap();
    raster.set_spatial_ref(&SpatialRef::from_epsg(32_632).unwrap()).unwrap();
}

/// Checks a world, and returns the number of its cells and the most memory that the program held, bytes.
fn checked(world: &World) -> (u64, u64) {
    let out = world.path("check.json");
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("divario"))
        .args(["check", text(&world.save()), "--format", "json"])
        .stdout(fs::File::create(&out).unwrap())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let peak_bytes = peak_bytes(&mut child);
    assert!(child.wait().unwrap().success());
    let summary: Value = serde_json::from_str(&fs::read_to_string(&out).unwrap()).unwrap();
    (summary["rows"].as_u64().unwrap() * summary["cols"].as_u64().unwrap(), peak_bytes)
}

/// The kernel keeps the peak itself; what is asked last is the peak but for the last tenth of a second.
fn peak_bytes(child: &mut Child) -> u64 {
    let mut peak_kib = 0;
    while child.try_wait().unwrap().is_none() {
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next());
        peak_kib = peak.map_or(peak_kib, |kib| kib.parse().unwrap());
        std::thread::sleep(Duration::from_millis(100));
    }
    peak_kib * 1_024
}

/// The world in cells of 1 m on the raster.
fn vast() -> World {
    let mut world = World::new();
    write_elevation(&world.path("dem.tif"));
    let layers = json!([{"file": "dem.tif", "shows": "ground"}]);
    world.set("/terrain/cell_m", json!(1.0)).set("/terrain/layers", layers);
    world.set("/area/margin_m", json!(MARGIN_M));
    world
}

#[expect(clippy::print_stdout, reason = "the peak is what it is run for")]
fn reads_in_the_limit(world: &World) {
    let (cells, peak_bytes) = checked(world);
    println!("{cells} cells, at most {} MB", peak_bytes / 1_000_000);
    assert!(cells >= 400_000_000 && peak_bytes < LIMIT_BYTES);
}

#[test]
#[ignore = "takes two minutes and 3 GB of memory"]
fn four_hundred_million_cells_and_their_clutter_are_read_in_less_than_4_gb() {
    let mut world = vast();
    write_land_cover(&world.path("cover.tif"));
    let class = |value: u8, clutter_height_m| json!({"value": value, "name": "", "clutter_height_m": clutter_height_m});
    let classes = [class(0, 0.0), class(1, 12.0)];
    world.set("/terrain/land_cover", json!({"file": "cover.tif", "clearing_m": 50.0, "classes": classes}));
    reads_in_the_limit(&world);
}

#[test]
#[ignore = "takes ten minutes and 4 GB of memory"]
fn hilltops_of_four_hundred_million_cells_are_found_in_less_than_4_gb() {
    let mut world = vast();
    let terms = world.scenario["sites"]["inline"][0]["terms"].clone();
    let maxima = json!({"count_max": 20, "prominence_min_m": 50.0, "spacing_min_m": 500.0, "demand_within_m": 5_000.0,
        "terms": terms});
    world.set("/sites/terrain_maxima", maxima);
    reads_in_the_limit(&world);
}
