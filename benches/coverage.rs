//! Coverage of the demo province: the matrix that the optimiser asks for, and the map of a plan.
//!
//! `cargo bench --bench coverage`. The argument below each name is the number of threads. The matrix counts pairs of a
//! site and a household point in range (14 km), each an exact path with loss, clearance and probability; the raster
//! counts cells on the grid, each with best server and number of servers. 100 Kitem/s are 10 µs an item.

mod demo;

use std::hint::black_box;

use divan::Bencher;
use divan::counter::ItemsCount;
use divario::Inputs;
use divario::coverage::{Network, matrix, rasters};
use divario::progress::Silent;
use divario::sites::Site;
use rayon::{ThreadPool, ThreadPoolBuilder};

fn main() {
    divan::main();
}

/// Forty sites against every household point of the province.
#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn matrix_of_40_sites_x_2041_points_within_14_km_at_30_m(bencher: Bencher, threads: usize) {
    let inputs = demo::inputs(30.0);
    let (access, sites) = (demo::access(&inputs), serving_sites(&inputs, 40));
    assert_eq!((inputs.demand.points.len(), access.range_max_m()), (2_041, 14_000.0));
    let found = || matrix(&access, &inputs.terrain, &inputs.demand, &sites, &Silent);
    let pairs = found().expect("nobody asks to stop").pairs;
    let pool = pool(threads);
    bencher.counter(ItemsCount::new(pairs)).bench_local(|| pool.install(|| black_box(found())));
}

/// The map of four sites on a grid of 435 × 471 cells.
#[divan::bench(args = [1, 2], sample_count = 5, sample_size = 1)]
fn raster_of_4_sites_within_14_km_at_60_m(bencher: Bencher, threads: usize) {
    let inputs = demo::inputs(60.0);
    let (access, sites) = (demo::access(&inputs), serving_sites(&inputs, 4));
    let chosen: Vec<(usize, &Site)> = sites.iter().enumerate().collect();
    let network = Network::apart(&chosen);
    let pool = pool(threads);
    bencher.counter(ItemsCount::new(inputs.terrain.grid.cells())).bench_local(|| {
        pool.install(|| black_box(rasters(&access, &inputs.terrain, &chosen, &network, &Silent)))
    });
}

fn pool(threads: usize) -> ThreadPool {
    ThreadPoolBuilder::new().num_threads(threads).build().expect("a machine has so many threads to give")
}

/// Sites of the demo that may serve households, spread over its list.
fn serving_sites(inputs: &Inputs, count: usize) -> Vec<Site> {
    let all: Vec<&Site> = inputs.sites.iter().filter(|site| site.serves()).collect();
    assert!(all.len() >= count, "the demo has {} serving sites, not {count}", all.len());
    (0..count).map(|index| all[index * all.len() / count].clone()).collect()
}
