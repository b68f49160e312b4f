//! An invented province: masts on hilltops, households anywhere, the radio of the smallest scenario.

use std::error::Error;

use divario::coverage::Access;
use divario::demand::{Demand, HouseholdPoint};
use divario::scenario::{ModelName, P1812Settings, Radio, Service, SiteTerms};
use divario::sites::{Antennas, Sector, Site};
use divario::terrain::{Grid, Terrain};
use divario::units::{LonLat, Projected};
use serde_json::Value;

/// A site stands on the highest cell so near to a random place, cells.
const SUMMIT_CELLS: usize = 16;

/// Nobody asks for degrees here.
const NOWHERE: LonLat = LonLat { lon_deg: 0.0, lat_deg: 0.0 };

/// Who is to be served, and from where.
pub struct Province {
    pub demand: Demand,
    pub sites: Vec<Site>,
}

impl Province {
    /// Sites and points on a terrain, the same on every run.
    pub fn on(terrain: &Terrain, sites: usize, points: usize) -> Self {
        let mut random = Random(1);
        let sites = (0..sites).map(|number| site(number, summit(terrain, &mut random))).collect();
        let points = (0..points).map(|number| point(number, random.place(&terrain.grid))).collect();
        Self { demand: Demand { comuni: Vec::new(), points, anchors: Vec::new() }, sites }
    }
}

fn summit(terrain: &Terrain, random: &mut Random) -> Projected {
    let (row, col) = random.cell(&terrain.grid);
    let around =
        |at: usize, count: usize| at.saturating_sub(SUMMIT_CELLS)..(at + SUMMIT_CELLS + 1).min(count);
    let cells = around(row, terrain.grid.rows)
        .flat_map(|row| around(col, terrain.grid.cols).map(move |col| (row, col)));
    let highest = cells.max_by(|one, other| terrain.height_m[*one].total_cmp(&terrain.height_m[*other]));
    let (row, col) = highest.unwrap_or((row, col));
    terrain.grid.center(row, col)
}

fn site(number: usize, position: Projected) -> Site {
    let terms = serde_json::json!({
        "owner": "o", "status": "candidate", "structure": "mast", "antenna_height_m": 30.0,
    });
    let terms: SiteTerms = serde_json::from_value(terms).expect("these are all that a site must have");
    let id = format!("s{number:04}");
    Site {
        place: id.clone(),
        id,
        name: String::new(),
        lon_lat: NOWHERE,
        position,
        ground_m: 0.0,
        terms,
        true_north_deg: 0.0,
        sectors: vec![Sector::omni(15.0, 27.0)],
        towards_demand: false,
    }
}

fn point(number: usize, position: Projected) -> HouseholdPoint {
    HouseholdPoint {
        id: format!("h{number:05}"),
        comune: 0,
        lon_lat: NOWHERE,
        position,
        households: 1.0,
        unserved_households: 1.0,
    }
}

/// The radio and service of `scenarios/minimal.json` with P.1812.
pub fn radio(range_km: f64, time_percent: f64) -> Result<(Radio, Service), Box<dyn Error>> {
    let scenario: Value = serde_json::from_str(include_str!("../../scenarios/minimal.json"))?;
    let mut radio: Radio = serde_json::from_value(scenario["radio"].clone())?;
    let service: Service = serde_json::from_value(scenario["service"].clone())?;
    radio.propagation.model = ModelName::P1812;
    radio.propagation.range_max_km = range_km;
    radio.propagation.p1812 = Some(P1812Settings {
        time_percent,
        delta_n_n_units_per_km: 45.0,
        n0_n_units: 325.0,
        latitude_deg: 44.5,
    });
    Ok((radio, service))
}

/// The access link of a radio that names no pattern file.
pub fn ready(radio: &Radio, service: &Service) -> Result<Access, Box<dyn Error>> {
    let antennas = Antennas::without_files(radio).ok_or("the radio names a pattern file")?;
    Access::new(radio, service, &antennas).map_err(|problem| problem.to_string().into())
}

/// Numbers that look random and are the same on every machine: splitmix64 (constants *unverified* against its paper).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: f64) -> f64 {
        const SCALE: f64 = 1.0 / 9_007_199_254_740_992.0;
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let value = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        limit * ((value ^ (value >> 31)) >> 11) as f64 * SCALE
    }

    fn cell(&mut self, grid: &Grid) -> (usize, usize) {
        (self.below(grid.rows as f64) as usize, self.below(grid.cols as f64) as usize)
    }

    /// Anywhere between the centres of the outermost cells.
    fn place(&mut self, grid: &Grid) -> Projected {
        let (row, col) = (self.below((grid.rows - 1) as f64), self.below((grid.cols - 1) as f64));
        let first = grid.center(0, 0);
        Projected { east_m: first.east_m + col * grid.cell_m, north_m: first.north_m - row * grid.cell_m }
    }
}
