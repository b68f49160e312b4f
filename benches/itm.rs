//! The Irregular Terrain Model: what a path costs once its profile is there.
//!
//! `cargo bench --bench itm`. Every function but the last walks the same 64 profiles of 300 points over hills of our
//! own making; divan prints the time of all 64 and, in the line below, how many paths it takes in a second.

use std::hint::black_box;

use divan::Bencher;
use divan::counter::ItemsCount;
use divario::propagation::itm::{Area, Itm, Siting};
use divario::propagation::{Polarisation, Profile, Terminals};

const PATHS: usize = 64;
const POINTS: usize = 300;
const STEP_KM: f64 = 0.03;
const TERMINALS: Terminals = Terminals {
    tx_height_m: 20.0,
    rx_height_m: 6.0,
    frequency_mhz: 3_500.0,
    polarisation: Polarisation::Vertical,
};

fn main() {
    divan::main();
}

#[divan::bench]
fn loss_of_64_paths_of_300_points(bencher: Bencher) {
    let (model, paths) = (Itm::CONTINENTAL_MEDIAN, paths());
    bencher.counter(ItemsCount::new(PATHS)).bench_local(|| {
        for path in &paths {
            black_box(model.basic_transmission_loss_db(&path.profile(), &TERMINALS));
        }
    });
}

#[divan::bench]
fn terms_of_64_paths_of_300_points(bencher: Bencher) {
    let (model, paths) = (Itm::CONTINENTAL_MEDIAN, paths());
    bencher.counter(ItemsCount::new(PATHS)).bench_local(|| {
        for path in &paths {
            black_box(model.terms(&path.profile(), &TERMINALS));
        }
    });
}

#[divan::bench]
fn check_of_64_paths_of_300_points(bencher: Bencher) {
    let (model, paths) = (Itm::CONTINENTAL_MEDIAN, paths());
    bencher.counter(ItemsCount::new(PATHS)).bench_local(|| {
        for path in &paths {
            let _ = black_box(model.check(&path.profile(), &TERMINALS));
        }
    });
}

/// Area mode reads no profile: what remains is the part that every path costs.
#[divan::bench]
fn loss_of_64_areas(bencher: Bencher) {
    let areas: Vec<Area> = (1..=PATHS)
        .map(|path| Area {
            model: Itm::CONTINENTAL_MEDIAN,
            distance_km: path as f64,
            delta_h_m: 10.0 * path as f64,
            tx_siting: Siting::Careful,
            rx_siting: Siting::Random,
        })
        .collect();
    bencher.counter(ItemsCount::new(PATHS)).bench_local(|| {
        for area in &areas {
            black_box(area.basic_transmission_loss_db(&TERMINALS));
        }
    });
}

struct Path {
    distance_km: Vec<f64>,
    ground_m: Vec<f64>,
    clutter_m: Vec<f64>,
}

impl Path {
    fn profile(&self) -> Profile<'_> {
        Profile {
            distance_km: &self.distance_km,
            ground_m: &self.ground_m,
            clutter_m: &self.clutter_m,
            zone: &[],
        }
    }
}

/// Hills of five wavelengths, another mixture in every path.
fn paths() -> Vec<Path> {
    let height_m = |path: usize, point: usize| {
        let (phase, x) = (path as f64, point as f64 / POINTS as f64);
        let wave = |octave: i32| {
            let frequency = 2.0_f64.powi(octave);
            300.0 / frequency * (std::f64::consts::TAU * frequency * x + phase * (1.0 + frequency)).sin()
        };
        600.0 + (0..6).map(wave).sum::<f64>()
    };
    (0..PATHS)
        .map(|path| Path {
            distance_km: (0..POINTS).map(|point| STEP_KM * point as f64).collect(),
            ground_m: (0..POINTS).map(|point| height_m(path, point)).collect(),
            clutter_m: (0..POINTS).map(|point| if point / 10 % 3 == 0 { 12.0 } else { 0.0 }).collect(),
        })
        .collect()
}
