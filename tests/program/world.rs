//! A small world for tests of the program: a valley of 6 × 6 km at 100 m in UTM 32 N, two comuni, a sea in the south.
//!
//! ```text
//!  north  ┌──────────────┐  ridges west and east, 600 m; valley floor 100 m
//!         │  comune A │ B│  A: 999001 (small)   B: 999002 (5,000 residents)
//!         │  h h  S  h│h │  S: candidate sites, P: fibre at the coast
//!         │       P   │  │
//!         │~~~~~ sea ~~~~│  900 m of sea, height 0
//!         └──────────────┘
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A scenario in a temporary folder, to be spoilt by a test.
pub struct World {
    pub folder: TempDir,
    pub scenario: Value,
}

impl World {
    /// A sound world.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let world = Self { folder, scenario: scenario() };
        world.write("dem.asc", &elevation());
        world.write("comuni.geojson", &comuni().to_string());
        world.write("households.csv", HOUSEHOLDS);
        world.write("halls.geojson", &halls().to_string());
        world
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Changes one value, by JSON pointer.
    pub fn set(&mut self, pointer: &str, value: Value) -> &mut Self {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        match self.scenario.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}")) {
            Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
            parent => parent[key] = value,
        }
        self
    }

    pub fn remove(&mut self, parent: &str, key: &str) -> &mut Self {
        self.scenario.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key).unwrap();
        self
    }

    /// Writes the scenario and returns its path.
    pub fn save(&self) -> PathBuf {
        self.write("scenario.json", &format!("{:#}", self.scenario));
        self.path("scenario.json")
    }

    pub fn out(&self) -> PathBuf {
        self.path("out")
    }
}

/// What a run of the program said.
pub struct Run {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Runs the program.
pub fn divario(arguments: &[&str]) -> Run {
    divario_with_stdin(arguments, "")
}

/// Runs the program with a text on its standard input.
pub fn divario_with_stdin(arguments: &[&str], stdin: &str) -> Run {
    let mut program = assert_cmd::Command::cargo_bin("divario").unwrap();
    let output = program.args(arguments).write_stdin(stdin).output().unwrap();
    Run {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Every file below a folder, by its path from there with `/` between the parts.
pub fn files_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            let inner = files_in(&entry.path()).into_iter();
            files.extend(inner.map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
        } else {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    files
}

pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

const HOUSEHOLDS: &str = "id,istat,lon,lat,households,class\n\
    h1,999001,8.153091,43.912472,30,none\n\
    h2,999001,8.158000,43.917000,20,none\n\
    h3,999001,8.140340,43.933086,10,adsl\n\
    h4,999002,8.180340,43.923476,40,none\n\
    h5,999002,8.190573,43.903741,50,ftth\n";

/// 60 × 60 cells of 100 m: a valley along the middle column, sea in the nine southern rows.
fn elevation() -> String {
    let mut text = String::from(
        "ncols 60\nnrows 60\nxllcorner 430000\nyllcorner 4860000\ncellsize 100\nNODATA_value -9999\n",
    );
    for row in 0..60 {
        let heights: Vec<String> = (0..60i32)
            .map(|col| if row >= 51 { 0 } else { 100 + 500 * (col - 30).abs() / 30 + (50 - row) })
            .map(|height| height.to_string())
            .collect();
        text += &heights.join(" ");
        text.push('\n');
    }
    text
}

fn comuni() -> Value {
    let square = |west: [f64; 4], east: [f64; 4]| {
        json!({"type": "Polygon", "coordinates": [[
            [west[0], west[1]], [east[0], east[1]], [east[2], east[3]], [west[2], west[3]], [west[0], west[1]]
        ]]})
    };
    let comune = |istat: &str, name: &str, population: u32, geometry: Value| {
        json!({"type": "Feature", "geometry": geometry, "properties":
            {"istat": istat, "name": name, "population": population, "served": 5, "all": 10}})
    };
    let west = [8.134_620, 43.897_928, 8.134_020, 43.939_340];
    let middle = [8.165_746, 43.898_160, 8.165_167, 43.939_572];
    let east = [8.196_871, 43.898_383, 8.196_314, 43.939_795];
    json!({"type": "FeatureCollection", "features": [
        comune("999001", "Val d'Ombra", 400, square(west, middle)),
        comune("999002", "Costa Chiara", 5000, square(middle, east)),
    ]})
}

fn halls() -> Value {
    json!({"type": "FeatureCollection", "features": [{
        "type": "Feature", "properties": {"name": "Town hall"},
        "geometry": {"type": "Point", "coordinates": [8.1575, 43.9165]}
    }]})
}

fn scenario() -> Value {
    let station = json!({"tx_power_dbm": 30.0, "feeder_loss_db": 1.0, "noise_figure_db": 6.0});
    let terms = |owner: &str| json!({"owner": owner, "status": "candidate", "structure": "mast", "antenna_height_m": 20.0});
    json!({
        "name": "Small world",
        "area": {"crs": "EPSG:32632", "margin_m": 300.0},
        "terrain": {"cell_m": 100.0, "sea_level_m": 0.0,
            "layers": [{"file": "dem.asc", "shows": "ground", "crs": "EPSG:32632"}]},
        "demand": {
            "comuni": {"file": "comuni.geojson"},
            "households": {"file": "households.csv"},
            "served_today": {"per_point": {"column": "class", "served_classes": ["ftth"]}},
            "anchors": [{"file": "halls.geojson", "kind": "town_hall"}]},
        "sites": {"inline": [
            {"id": "s1", "name": "Mid valley", "lon_deg": 8.165_482, "lat_deg": 43.917_065, "terms": terms("comuni")},
            {"id": "s2", "name": "East slope", "lon_deg": 8.190_573, "lat_deg": 43.905, "terms": terms("towerco")}]},
        "radio": {"technology": {"ieee802_16_2004_ofdm256": {"cyclic_prefix_ratio": 0.0625, "frame_ms": 10.0}},
            "frequency_mhz": 3500.0, "channel_mhz": 7.0, "reuse": {"channel_count": 3, "load_ratio": 0.5},
            "implementation_loss_db": 2.0,
            "base_station": {"station": station.clone(), "antenna": {"isotropic": {"gain_dbi": 12.0}}, "layout": {"omni": {}}},
            "cpe": {"antenna_height_m": 6.0, "station": station, "antenna": {"isotropic": {"gain_dbi": 12.0}}},
            "propagation": {"model": "p526", "effective_earth_radius_factor": 1.333, "location_sigma_db": 6.0,
                "range_max_km": 10.0}},
        "service": {"rate_mbps": 7.0, "uplink_rate_mbps": 2.0, "probability_percent": 90.0, "contention_ratio": 20.0,
            "load_max_ratio": 0.9, "take_up_ratio": 0.3},
        "backhaul": {
            "pops": [{"id": "p1", "name": "Fibre", "lon_deg": 8.1650, "lat_deg": 43.9020, "antenna_height_m": 30.0,
                "owner": "comuni"}],
            "bands": [{"band_ghz": 23.0, "length_max_km": 8.0, "tx_power_dbm": 20.0, "antenna_gain_dbi": 38.0,
                "tiers": [{"capacity_mbps": 100.0, "receiver_threshold_dbm": -72.0}]}],
            "availability_min_percent": 99.9, "rain_rate_mm_per_h": 40.0, "dn1_n_units_per_km": -200.0},
        "costs": {"discount_rate_ratio": 0.03, "horizon_years": 10,
            "items": {
                "mast": {"label": "Mast", "capex_eur": 20000.0, "opex_eur_per_year": 300.0, "lifetime_years": 20,
                    "source": "invented", "year": 2026},
                "radio": {"label": "Radio", "capex_eur": 15000.0, "opex_eur_per_year": 900.0, "lifetime_years": 8,
                    "source": "invented", "year": 2026},
                "hop": {"label": "Link", "capex_eur": 8000.0, "opex_eur_per_year": 400.0, "lifetime_years": 8,
                    "source": "invented", "year": 2026}},
            "structures": {"mast": ["mast"]}, "per_site": ["radio"], "per_link": ["hop"]},
        "governance": {
            "owners": [{"id": "comuni", "name": "Comuni", "kind": "local_body"},
                {"id": "towerco", "name": "Tower company", "kind": "private"}],
            "funds": [{"id": "region", "public": true, "capex_eur": 60000.0}],
            "managing_body": {"name": "Consortium", "members": ["comuni"]},
            "operators": [{"id": "op1", "name": "Operator", "social_tariff": true, "whole_footprint": true,
                "fault_repair_h": 24.0}],
            "wholesale": {"open_access": true, "price_eur_per_month": 10.0},
            "spectrum": {"holder": "comuni", "fee_eur_per_year": 1000.0},
            "rules": {"captive_max_ratio": 0.2, "local_members_min": 1, "operators_min": 1,
                "fault_repair_max_h": 48.0, "reserve_min_eur": -10000.0}},
        "objective": {"unserved_weight": 1.0, "served_weight": 0.1, "small_comune_bonus": 0.2,
            "small_comune_below_population": 5000, "anchor_weight": 5.0},
        "solve": {"gap_ratio": 0.0, "time_limit_s": 20.0, "seed": 1}
    })
}
