//! What the two ways cost, measured: `cargo nextest run --release --run-ignored only --no-capture -E 'test(costs_of)'`.

use std::hint::black_box;
use std::io::Write;
use std::time::Instant;

use ndarray::Array2;
use serde_json::json;

use super::*;
use crate::scenario::{ItmSettings, ModelName, P1812Settings, Radio, Scenario};
use crate::sites::{Antennas, Sector};
use crate::terrain::Grid;
use crate::units::LonLat;

/// Wide enough for the range around its middle.
const GRID: Grid = Grid { west_m: 400_000.0, north_m: 4_940_000.0, cell_m: 30.0, rows: 1_400, cols: 1_400 };
const RANGE_KM: f64 = 20.0;

/// Two distances between which costs are taken to grow evenly, cells, and places at each.
const NEAR_CELLS: f64 = 120.0;
const FAR_CELLS: f64 = 620.0;
const PLACES: usize = 4_000;

/// Receivers along one radial, in the last quarter of it.
const CROWD: usize = 25;

/// The least of so many runs counts: other programs can only add to it.
const RUNS: usize = 7;

/// A number from 0 to 1 that looks random and is not.
fn noise(row: usize, col: usize) -> f64 {
    let mixed = (row as u64 * 7_919 + col as u64 * 104_729 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 40) as f64 / (1_u64 << 24) as f64
}

/// Rough ground at every scale: noise of octaves, each half as wide and half as high as the one before.
fn mountains() -> Terrain {
    let octave = |row: usize, col: usize, octave: usize| {
        let side = 256 >> octave;
        let (top, left) = (row / side, col / side);
        let (down, right) = ((row % side) as f64 / side as f64, (col % side) as f64 / side as f64);
        let at = |r: usize, c: usize| noise(top + r + 1_000 * octave, left + c);
        let along = |r: usize| at(r, 0) + right * (at(r, 1) - at(r, 0));
        900.0 / f64::from(1 << octave) * (along(0) + down * (along(1) - along(0)))
    };
    let height_m = |(row, col)| (0..8).map(|number| octave(row, col, number)).sum::<f64>() as f32;
    Terrain::bare(GRID, "EPSG:32632", Array2::from_shape_fn((GRID.rows, GRID.cols), height_m))
}

fn access(model: ModelName) -> Access {
    let scenario: Scenario = serde_json::from_str(include_str!("../../../scenarios/minimal.json")).unwrap();
    let (mut radio, service): (Radio, _) = (scenario.radio, scenario.service);
    radio.propagation.model = model;
    radio.propagation.range_max_km = RANGE_KM;
    let p1812 =
        json!({"time_percent": 50, "delta_n_n_units_per_km": 45, "n0_n_units": 325, "latitude_deg": 44});
    radio.propagation.p1812 = Some(serde_json::from_value::<P1812Settings>(p1812).unwrap());
    let itm = json!({"climate": "continental_temperate", "n0_n_units": 301, "permittivity": 15,
        "conductivity_s_per_m": 0.005, "time_percent": 50, "situation_percent": 50});
    radio.propagation.itm = Some(serde_json::from_value::<ItmSettings>(itm).unwrap());
    let antennas = Antennas::without_files(&radio).unwrap();
    Access::new(&radio, &service, &antennas).unwrap()
}

fn site() -> Site {
    let terms = json!({"owner": "o", "status": "candidate", "structure": "mast", "antenna_height_m": 30});
    Site {
        id: "s".into(),
        place: "s".into(),
        name: String::new(),
        lon_lat: LonLat { lon_deg: 8.0, lat_deg: 44.0 },
        position: GRID.center(GRID.rows / 2, GRID.cols / 2),
        ground_m: 0.0,
        terms: serde_json::from_value(terms).unwrap(),
        true_north_deg: 0.0,
        sectors: vec![Sector::omni(15.0, 27.0)],
        towards_demand: false,
    }
}

/// Places all around the site, as many on each of some azimuths as distances (cells) are given.
fn around(site: &Site, azimuths: usize, cells: &[f64]) -> Vec<Projected> {
    let place = |azimuth: usize, cells: f64| {
        let azimuth_rad = std::f64::consts::TAU * (azimuth as f64 + 0.31) / azimuths as f64;
        let distance_m = cells * GRID.cell_m;
        Projected {
            east_m: site.position.east_m + distance_m * azimuth_rad.cos(),
            north_m: site.position.north_m + distance_m * azimuth_rad.sin(),
        }
    };
    (0..azimuths).flat_map(|azimuth| cells.iter().map(move |&cells| place(azimuth, cells))).collect()
}

/// Least time of a way to some places, ns for each of them.
fn least_ns(listener: &mut Listener, places: &[Projected], swept: bool) -> f64 {
    let site = site();
    let near: Vec<Near> = (0..)
        .zip(places)
        .map(|(index, place)| Near { index, distance_m: site.position.distance_m(*place) })
        .collect();
    let fan = Fan::new(GRID, site.position, 1_000.0 * RANGE_KM);
    listener.turn(places, &near, &fan);
    let mut run = || {
        let begun = Instant::now();
        let found =
            if swept { listener.swept(&site, places, &fan) } else { listener.by_paths(&site, places) };
        assert_eq!(black_box(found).len(), places.len());
        1e9 * begun.elapsed().as_secs_f64() / places.len() as f64
    };
    (0..RUNS).map(|_| run()).fold(f64::INFINITY, f64::min)
}

/// A path, a sample of it, a radial, a sample of it and a receiver along it, ns.
fn costs_ns(terrain: &Terrain, access: &Access) -> [f64; 5] {
    let mut listener = Listener::new(access, terrain, true);
    let mut cost = |azimuths: usize, cells: &[f64], swept: bool| {
        least_ns(&mut listener, &around(&site(), azimuths, cells), swept)
    };
    // What grows with the samples, and what is left without any.
    let parts = |[near_ns, far_ns]: [f64; 2]| {
        let sample_ns = (far_ns - near_ns) / (FAR_CELLS - NEAR_CELLS);
        [near_ns - NEAR_CELLS * sample_ns, sample_ns]
    };
    let [path_ns, path_sample_ns] = parts([NEAR_CELLS, FAR_CELLS].map(|cells| cost(PLACES, &[cells], false)));
    let alone_ns = [NEAR_CELLS, FAR_CELLS].map(|cells| cost(PLACES, &[cells], true));
    let [both_ns, radial_sample_ns] = parts(alone_ns);
    let crowd: Vec<f64> = (0..CROWD).map(|place| FAR_CELLS - 6.0 * place as f64).rev().collect();
    let together_ns = CROWD as f64 * cost(PLACES / 10, &crowd, true);
    let receiver_ns = (together_ns - alone_ns[1]) / (CROWD - 1) as f64;
    [path_ns, path_sample_ns, both_ns - receiver_ns, radial_sample_ns, receiver_ns]
}

#[test]
#[ignore = "measures, and so wants a machine to itself"]
fn costs_of_paths_and_radials() {
    let terrain = mountains();
    let mut out = std::io::stdout();
    writeln!(out, "ns: a path, a sample of it; a radial, a sample of it, a receiver along it").unwrap();
    for model in [ModelName::P1812, ModelName::P526, ModelName::Itm, ModelName::FreeSpace] {
        writeln!(out, "{model:?}: {:.1?}", costs_ns(&terrain, &access(model))).unwrap();
    }
}
