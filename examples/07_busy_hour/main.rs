//! What interference, rates and load cost beside the path losses that they stand on.
//!
//! `./dev busy-hour` makes invented mountains of 40 × 40 km and runs it with 300 sites of three sectors, 20,000 household
//! points and two threads. By hand: `cargo run --release --example 07_busy_hour -- terrain.tif --sites 300 --points 20000`,
//! on any GeoTIFF in a metric projection with square cells. The path losses alone, of every site to every point and every cell
//! in range, come first; then the same with antennas, channels, ratios of signal to noise and interference, rates and loads,
//! at the points ([`divario::coverage::network()`]) and in the cells ([`divario::coverage::rasters()`]). One line of JSON tells
//! seconds and ratios, and how far the cells, which know 24 sites by name, are from the points, which hear all.

#[path = "../04_one_site/ground.rs"]
mod ground;
#[path = "../04_one_site/meter.rs"]
mod meter;
#[path = "../06_matrix/province.rs"]
mod province;

mod compare;
mod losses;

use std::error::Error;
use std::path::PathBuf;

use clap::Parser;
use clap::builder::RangedU64ValueParser;
use divario::coverage::{Access, Hearings, Network, NetworkAsked, Rasters, network, rasters};
use divario::demand::Demand;
use divario::progress::Silent;
use divario::scenario::Service;
use divario::sites::{Antennas, Own, SectorMaker, Site};
use divario::terrain::Terrain;
use meter::{Meter, Spent};
use province::Province;

/// Sets up a network on invented mountains and says what that cost beside its path losses.
#[derive(Debug, Parser)]
struct Arguments {
    /// Elevation raster in a metric projection, square cells, north up
    terrain: PathBuf,
    /// Sites of three sectors, each on the highest ground about a random place
    #[arg(long, default_value_t = 300)]
    sites: usize,
    /// Household points, at random
    #[arg(long, default_value_t = 20_000)]
    points: usize,
    /// What is farther away than this from a site is left out, km
    #[arg(long, default_value_t = 20.0)]
    range_km: f64,
    /// Share of the year for which the loss is not exceeded, %
    #[arg(long, default_value_t = 50.0)]
    time_percent: f64,
    /// Threads, 1 to 1024
    #[arg(long, default_value_t = 2, value_parser = RangedU64ValueParser::<usize>::new().range(1..=1_024))]
    threads: usize,
}

/// Three sectors of 90° at each site, on three channels.
const BASE_STATION: &str = r#"{
    "station": { "tx_power_dbm": 35, "feeder_loss_db": 1, "noise_figure_db": 5 },
    "antenna": { "sector": { "gain_dbi": 15, "horizontal_beamwidth_deg": 90, "vertical_beamwidth_deg": 10,
        "front_to_back_db": 25, "side_lobe_db": 18, "electrical_tilt_deg": 3 } },
    "layout": { "regular": { "count": 3, "first_azimuth_deg": 0, "tilt_deg": 0 } }
}"#;

/// Everything that is asked, and over what.
struct World {
    access: Access,
    service: Service,
    terrain: Terrain,
    demand: Demand,
    sites: Vec<Site>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    divario::raster::quiet();
    let world = World::of(&arguments)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(arguments.threads).build()?;
    let meter = Meter::start();
    pool.install(|| losses::at_points(&world));
    let points_alone = meter.spent();
    let meter = Meter::start();
    pool.install(|| losses::in_cells(&world));
    let cells_alone = meter.spent();
    let meter = Meter::start();
    let network = pool.install(|| world.network())?;
    let points = meter.spent();
    let meter = Meter::start();
    let map = pool.install(|| world.map(&network))?;
    let cells = meter.spent();
    print_line(
        &arguments,
        [points_alone, cells_alone, points, cells],
        &compare::apart(&world, &network, &map),
    );
    Ok(())
}

impl World {
    fn of(arguments: &Arguments) -> Result<Self, Box<dyn Error>> {
        let terrain = ground::read(&arguments.terrain)?;
        let (mut radio, service) = province::radio(arguments.range_km, arguments.time_percent)?;
        radio.base_station = serde_json::from_str(BASE_STATION)?;
        radio.reuse.channel_count = 3;
        let access = province::ready(&radio, &service)?;
        let Province { demand, mut sites } = Province::on(&terrain, arguments.sites, arguments.points);
        let antennas = Antennas::without_files(&radio).ok_or("the radio names a pattern file")?;
        let mut maker = SectorMaker::new(&radio.base_station, &antennas);
        for site in &mut sites {
            site.sectors = maker.sectors(Own::default(), 0.0);
        }
        Ok(Self { access, service, terrain, demand, sites })
    }

    fn chosen(&self) -> Vec<(usize, &Site)> {
        self.sites.iter().enumerate().collect()
    }

    fn network(&self) -> Result<Network, divario::problem::Error> {
        let point_values: Vec<f64> = self.demand.points.iter().map(|point| point.households).collect();
        let asked = NetworkAsked {
            service: &self.service,
            point_values: &point_values,
            promises: &[],
            hearings: &Hearings::default(),
        };
        network(&self.access, &self.terrain, &self.demand, &self.chosen(), &asked, &Silent)
    }

    fn map(&self, network: &Network) -> Result<Rasters, divario::problem::Error> {
        rasters(&self.access, &self.terrain, &self.chosen(), network, &Silent)
    }
}

#[expect(clippy::print_stdout, reason = "an example says what it found")]
fn print_line(arguments: &Arguments, spent: [Spent; 4], apart: &compare::Apart) {
    // Processor time, where the system tells it: others may be at work on the machine.
    let [points_alone_s, cells_alone_s, points_s, cells_s] =
        spent.map(|spent| spent.cpu_s.unwrap_or(spent.wall_s));
    let line = serde_json::json!({
        "sites": arguments.sites,
        "points": arguments.points,
        "range_km": arguments.range_km,
        "time_percent": arguments.time_percent,
        "threads": arguments.threads,
        "path_losses_at_points_cpu_s": points_alone_s,
        "path_losses_in_cells_cpu_s": cells_alone_s,
        "network_at_points_cpu_s": points_s,
        "map_of_cells_cpu_s": cells_s,
        "times_the_path_losses": (points_s + cells_s) / (points_alone_s + cells_alone_s),
        "sinr_of_cells_against_points": apart,
        "peak_memory_mib": meter::peak_memory_mib(),
    });
    println!("{line}");
}
