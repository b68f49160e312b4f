//! Who asks, and over what ground, where sweeps are set beside exact paths.

use divario::coverage::Access;
use divario::propagation::itm::Climate;
use divario::scenario::{ItmSettings, ModelName, P1812Settings, Scenario, SiteTerms};
use divario::sites::{Antennas, Sector, Site};
use divario::terrain::{Grid, Terrain};
use divario::units::{LonLat, Projected};
use ndarray::Array2;
use serde_json::json;

use crate::noise::noise;

pub const MAST_M: f64 = 18.0;

/// Where whatever stands on the map has no need to be known in degrees.
pub const NOWHERE: LonLat = LonLat { lon_deg: 8.0, lat_deg: 44.0 };

/// The radio of the minimal scenario with another model and range.
pub fn access(model: ModelName, range_max_km: f64) -> Access {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/minimal.json");
    let Scenario { mut radio, service, .. } =
        serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    radio.propagation.model = model;
    radio.propagation.range_max_km = range_max_km;
    radio.propagation.p1812 = Some(P1812Settings {
        time_percent: 10.0,
        delta_n_n_units_per_km: 45.0,
        n0_n_units: 325.0,
        latitude_deg: 44.0,
    });
    radio.propagation.itm = Some(ItmSettings {
        climate: Climate::ContinentalTemperate,
        n0_n_units: 301.0,
        permittivity: 15.0,
        conductivity_s_per_m: 0.005,
        time_percent: 50.0,
        situation_percent: 50.0,
    });
    let antennas = Antennas::without_files(&radio).unwrap();
    Access::new(&radio, &service, &antennas).unwrap()
}

pub fn site(position: Projected) -> Site {
    let terms = json!({"owner": "o", "status": "candidate", "structure": "mast", "antenna_height_m": MAST_M});
    Site {
        id: "s".into(),
        place: "s".into(),
        name: String::new(),
        lon_lat: NOWHERE,
        position,
        ground_m: 0.0,
        terms: serde_json::from_value::<SiteTerms>(terms).unwrap(),
        true_north_deg: 0.0,
        sectors: vec![Sector::omni(15.0, 27.0)],
        towards_demand: false,
    }
}

/// Rough ground at every scale: noise of octaves, each half as wide and half as high as the one before.
pub fn fractal(grid: Grid) -> Terrain {
    let octave = |row: usize, col: usize, octave: usize| {
        let side = 64 >> octave;
        let (top, left) = (row / side, col / side);
        let (down, right) = ((row % side) as f64 / side as f64, (col % side) as f64 / side as f64);
        let at = |r: usize, c: usize| noise(top + r + 1_000 * octave, left + c);
        let along = |r: usize| at(r, 0) + right * (at(r, 1) - at(r, 0));
        300.0 / f64::from(1 << octave) * (along(0) + down * (along(1) - along(0)))
    };
    let height_m = |(row, col)| (0..6).map(|number| octave(row, col, number)).sum::<f64>() as f32;
    Terrain::bare(grid, "EPSG:32632", Array2::from_shape_fn((grid.rows, grid.cols), height_m))
}
