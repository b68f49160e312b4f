//! One path at a time: what a sample, a diffraction loss and a whole reach cost on the demo province.
//!
//! `cargo bench --bench paths`. Every function walks the same 64 paths of 10 km, one every 5.6 degrees through the
//! middle of the province; divan prints the time of all 64 and, in the line below, how many samples of 30 m it takes
//! in a second. 200 Mitem/s are 5 ns a sample. Read the column `fastest` on a machine that does other things too.

mod demo;

use std::f64::consts::PI;
use std::hint::black_box;

use divan::Bencher;
use divan::counter::ItemsCount;
use divario::Inputs;
use divario::propagation::p526::bullington_loss_db;
use divario::propagation::{EARTH_RADIUS_KM, P526, P1812, Polarisation, Profile, Terminals};
use divario::sites::Site;
use divario::terrain::{Grid, ProfileBuffer, Terrain};
use divario::units::Projected;

const PATHS: usize = 64;
const LENGTH_M: f64 = 10_000.0;
const CELL_M: f64 = 30.0;
const TERMINALS: Terminals = Terminals {
    tx_height_m: 20.0,
    rx_height_m: 6.0,
    frequency_mhz: 3_500.0,
    polarisation: Polarisation::Vertical,
};
const RADIUS_KM: f64 = 4.0 / 3.0 * EARTH_RADIUS_KM;

fn main() {
    divan::main();
}

/// Terrain from the demo's raster by bilinear interpolation, clutter from its land cover.
#[divan::bench]
fn sample_64_paths_of_10_km_at_30_m(bencher: Bencher) {
    sample(bencher, &demo::inputs(CELL_M).terrain);
}

/// The same terrain without land cover.
#[divan::bench]
fn sample_64_bare_paths_of_10_km_at_30_m(bencher: Bencher) {
    sample(bencher, &Terrain { clutter: None, ..demo::inputs(CELL_M).terrain });
}

fn sample(bencher: Bencher, terrain: &Terrain) {
    let paths = paths(&terrain.grid);
    let mut buffer = ProfileBuffer::default();
    bencher.counter(samples()).bench_local(|| {
        for &(from, to) in &paths {
            black_box(buffer.sample(terrain, from, to));
        }
    });
}

/// Bullington diffraction over profiles that are already sampled.
#[divan::bench]
fn bullington_on_64_profiles_of_335_samples(bencher: Bencher) {
    on_profiles(bencher, |profile| bullington_loss_db(profile, &TERMINALS, RADIUS_KM));
}

/// The complete method of P.526 over the same profiles.
#[divan::bench]
fn p526_on_64_profiles_of_335_samples(bencher: Bencher) {
    let model = P526 { effective_earth_radius_km: RADIUS_KM };
    on_profiles(bencher, |profile| model.basic_transmission_loss_db(profile, &TERMINALS));
}

/// P.1812 for half and for a tenth of the time: the latter asks for diffraction over a second Earth.
#[divan::bench(args = [50.0, 10.0])]
fn p1812_on_64_profiles_of_335_samples(bencher: Bencher, time_percent: f64) {
    let model = P1812 { time_percent, ..P1812::LIGURIA_MEDIAN };
    on_profiles(bencher, |profile| model.basic_transmission_loss_db(profile, &TERMINALS));
}

/// Runs a model over the 64 profiles, sampled once.
fn on_profiles(bencher: Bencher, loss_db: impl Fn(&Profile) -> f64 + Sync) {
    let inputs = demo::inputs(CELL_M);
    let profiles: Vec<ProfileBuffer> = paths(&inputs.terrain.grid)
        .into_iter()
        .map(|(from, to)| {
            let mut buffer = ProfileBuffer::default();
            assert!(buffer.sample(&inputs.terrain, from, to), "the demo's terrain has no voids");
            buffer
        })
        .collect();
    bencher.counter(samples()).bench_local(|| {
        for buffer in &profiles {
            black_box(loss_db(&Profile {
                distance_km: &buffer.distance_km,
                ground_m: &buffer.ground_m,
                clutter_m: &buffer.clutter_m,
                zone: &[],
            }));
        }
    });
}

/// Everything the matrix wants to know of a pair: profile, loss, clearance, Fresnel clearance, probability.
#[divan::bench]
fn reach_over_64_paths_of_10_km_at_30_m(bencher: Bencher) {
    let inputs = demo::inputs(CELL_M);
    let access = demo::access(&inputs);
    let pairs: Vec<(Site, Projected)> =
        paths(&inputs.terrain.grid).into_iter().map(|(from, to)| (site_at(&inputs, from), to)).collect();
    let mut buffer = ProfileBuffer::default();
    bencher.counter(samples()).bench_local(|| {
        for (site, place) in &pairs {
            black_box(access.reach(&inputs.terrain, site, *place, &mut buffer));
        }
    });
}

/// Paths through the middle of a grid, evenly turned.
fn paths(grid: &Grid) -> Vec<(Projected, Projected)> {
    let middle = grid.center(grid.rows / 2, grid.cols / 2);
    let end = |azimuth_rad: f64| Projected {
        east_m: middle.east_m + 0.5 * LENGTH_M * azimuth_rad.sin(),
        north_m: middle.north_m + 0.5 * LENGTH_M * azimuth_rad.cos(),
    };
    (0..PATHS)
        .map(|path| 2.0 * PI * path as f64 / PATHS as f64)
        .map(|azimuth_rad| (end(azimuth_rad), end(azimuth_rad + PI)))
        .collect()
}

fn samples() -> ItemsCount {
    ItemsCount::new(PATHS * ((LENGTH_M / CELL_M).ceil() as usize + 1))
}

fn site_at(inputs: &Inputs, position: Projected) -> Site {
    Site { position, ..inputs.sites[0].clone() }
}
