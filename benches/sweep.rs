//! One site over invented mountains by the sweep: 40 × 40 km at 30 m, as in `./dev peers`, on one thread and two, and
//! within 20 and 40 km.
//!
//! `cargo bench --bench sweep`. Cells in range are counted: 4 Mitem/s are 250 ns a cell.

#[path = "peers/mountains.rs"]
mod mountains;

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};

use divan::Bencher;
use divan::counter::ItemsCount;
use divario::coverage::{Station, sweep_cells};
use divario::progress::Silent;
use divario::propagation::itm::Itm;
use divario::propagation::radial::{Answer, Asked};
use divario::propagation::{EARTH_RADIUS_KM, Model, P526, P1812, Polarisation};
use divario::terrain::{Grid, Terrain};
use rayon::ThreadPoolBuilder;

const CELL_M: f64 = 30.0;
const EFFECTIVE_EARTH_RADIUS_KM: f64 = 4.0 / 3.0 * EARTH_RADIUS_KM;

fn main() {
    divan::main();
}

#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn sight_of_1334_x_1334_cells_at_30_m(bencher: Bencher, threads: usize) {
    sweep(bencher, None, (1_334, 30_000.0), threads);
}

#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn p526_of_1334_x_1334_cells_at_30_m(bencher: Bencher, threads: usize) {
    let p526 = P526 { effective_earth_radius_km: EFFECTIVE_EARTH_RADIUS_KM };
    sweep(bencher, Some(Model::P526(p526)), (1_334, 30_000.0), threads);
}

#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn p1812_at_50_percent_of_1334_x_1334_cells_at_30_m(bencher: Bencher, threads: usize) {
    sweep(bencher, Some(p1812(50.0)), (1_334, 30_000.0), threads);
}

#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn p1812_at_10_percent_of_1334_x_1334_cells_at_30_m(bencher: Bencher, threads: usize) {
    sweep(bencher, Some(p1812(10.0)), (1_334, 30_000.0), threads);
}

#[divan::bench(args = [1, 2], sample_count = 3, sample_size = 1)]
fn itm_of_1334_x_1334_cells_at_30_m(bencher: Bencher, threads: usize) {
    sweep(bencher, Some(Model::Itm(Itm::CONTINENTAL_MEDIAN)), (1_334, 30_000.0), threads);
}

/// The same ground twice as far: the argument is the range in km.
#[divan::bench(args = [20, 40], sample_count = 5, sample_size = 1)]
fn p1812_at_50_percent_within_km_of_2668_x_2668_cells_at_30_m(bencher: Bencher, range_km: u32) {
    sweep(bencher, Some(p1812(50.0)), (2_668, 1_000.0 * f64::from(range_km)), 1);
}

fn p1812(time_percent: f64) -> Model {
    Model::P1812(P1812 { time_percent, ..P1812::LIGURIA_MEDIAN })
}

/// Losses by a model, or clearances, of all cells within range of a site on the highest cell near the middle.
fn sweep(bencher: Bencher, model: Option<Model>, (side, range_m): (usize, f64), threads: usize) {
    let grid = Grid { west_m: 400_000.0, north_m: 4_900_000.0, cell_m: CELL_M, rows: side, cols: side };
    let terrain = Terrain::bare(grid, "EPSG:32632", mountains::mountains(1, side, CELL_M));
    let near = side * 9 / 20..side * 11 / 20;
    let cells = near.clone().flat_map(|row| near.clone().map(move |col| (row, col)));
    let summit = cells.max_by(|one, other| terrain.height_m[*one].total_cmp(&terrain.height_m[*other]));
    let (row, col) = summit.expect("the middle has cells");
    let station = Station {
        position: grid.center(row, col),
        antenna_height_m: 30.0,
        rx_height_m: 5.0,
        range_m,
        sector: None,
    };
    let asked = Asked {
        model,
        clearance_radius_km: model.is_none().then_some(EFFECTIVE_EARTH_RADIUS_KM),
        fresnel: false,
        frequency_mhz: 3_500.0,
        polarisation: Polarisation::Vertical,
        clutter: false,
        zones: false,
        clearing_km: 0.0,
    };
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("a machine has so many threads");
    let run = |put: &(dyn Fn((usize, usize), &Answer) + Sync)| {
        pool.install(|| sweep_cells(&terrain, &station, &asked, |_, _| true, put, &Silent));
    };
    let reached = AtomicU64::new(0);
    run(&|_, _| {
        reached.fetch_add(1, Ordering::Relaxed);
    });
    bencher.counter(ItemsCount::new(reached.into_inner())).bench_local(|| {
        run(&|cell, answer| {
            black_box((cell, answer));
        });
    });
}
