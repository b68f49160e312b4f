//! Every site of a province against every household point in range, by ITU-R P.1812, and what that costs.
//!
//! `./dev matrix` makes invented mountains of 60 × 60 km and runs it with 1,000 sites, 20,000 points and two threads. By
//! hand: `cargo run --release --example 06_matrix -- terrain.tif --sites 1000 --points 20000`, on any GeoTIFF in a metric
//! projection with square cells. Read `province.rs` (who stands where), then [`divario::coverage::matrix`]. One line of
//! JSON tells pairs, seconds and memory.

#[path = "../04_one_site/ground.rs"]
mod ground;
#[path = "../04_one_site/meter.rs"]
mod meter;
mod province;

use std::error::Error;
use std::path::PathBuf;

use clap::Parser;
use clap::builder::RangedU64ValueParser;
use divario::coverage::{Matrix, exact_matrix, matrix};
use divario::progress::Silent;
use meter::{Meter, Spent};
use province::Province;

/// Computes all sites against all points in range and says what that cost.
#[derive(Debug, Parser)]
struct Arguments {
    /// Elevation raster in a metric projection, square cells, north up
    terrain: PathBuf,
    /// Sites, each on the highest ground about a random place
    #[arg(long, default_value_t = 1_000)]
    sites: usize,
    /// Household points, at random
    #[arg(long, default_value_t = 20_000)]
    points: usize,
    /// Points farther away than this from a site are left out, km
    #[arg(long, default_value_t = 20.0)]
    range_km: f64,
    /// Share of the year for which the loss is not exceeded, %
    #[arg(long, default_value_t = 50.0)]
    time_percent: f64,
    /// Threads, 1 to 1024
    #[arg(long, default_value_t = 2, value_parser = RangedU64ValueParser::<usize>::new().range(1..=1_024))]
    threads: usize,
    /// By exact paths alone, however dense the points
    #[arg(long)]
    exact: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    divario::raster::quiet();
    let terrain = ground::read(&arguments.terrain)?;
    let (radio, service) = province::radio(arguments.range_km, arguments.time_percent)?;
    let access = province::ready(&radio, &service)?;
    let Province { demand, sites } = Province::on(&terrain, arguments.sites, arguments.points);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(arguments.threads).build()?;
    let compute = if arguments.exact { exact_matrix } else { matrix };
    let meter = Meter::start();
    let found = pool.install(|| compute(&access, &terrain, &demand, &sites, &Silent))?;
    print_line(&arguments, &found, meter.spent());
    Ok(())
}

#[expect(clippy::print_stdout, reason = "an example says what it found")]
fn print_line(arguments: &Arguments, found: &Matrix, spent: Spent) {
    let line = serde_json::json!({
        "sites": arguments.sites,
        "points": arguments.points,
        "range_km": arguments.range_km,
        "time_percent": arguments.time_percent,
        "threads": arguments.threads,
        "pairs": found.pairs,
        "covered_pairs": found.covered.iter().map(Vec::len).sum::<usize>(),
        "wall_s": spent.wall_s,
        "cpu_s": spent.cpu_s,
        "cpu_ns_per_pair": spent.cpu_s.map(|cpu_s| 1e9 * cpu_s / found.pairs as f64),
        "peak_memory_mib": meter::peak_memory_mib(),
    });
    println!("{line}");
}
