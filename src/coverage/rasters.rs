//! The map of a plan: what the chosen sites together do in every cell.

use ndarray::Array2;

use super::cell_service::{BY_NAME, CellService, SERVICE_ARRAYS, Station};
use super::swept::swept;
use super::tally::tally_bytes;
use super::{Access, Network, Window};
use crate::problem::Error;
use crate::progress::Progress;
use crate::sites::Site;
use crate::terrain::Terrain;
use crate::terrain::memory::Stage;

/// Rasters of the chosen sites together, arrays `[rows, cols]` of the terrain grid; NaN at sea, where no site is in
/// range, and where paths cross voids.
#[derive(Debug, Clone)]
pub struct Rasters {
    /// Level of the best server's best sector, dBm.
    pub rx_level_dbm: Array2<f32>,
    /// Ratio of its signal to noise and interference at the household, dB.
    pub sinr_db: Array2<f32>,
    /// The same at the site, dB.
    pub uplink_sinr_db: Array2<f32>,
    /// Margin over the thresholds of the asked rates in the weaker direction, dB.
    pub margin_db: Array2<f32>,
    /// Probability of the asked rates.
    pub probability_ratio: Array2<f32>,
    /// Index of the fastest downlink scheme that holds with the asked probability; NaN where none does, or no uplink scheme.
    pub mcs: Array2<f32>,
    /// Net rate of that scheme, Mbit/s; NaN where none holds.
    pub rate_mbps: Array2<f32>,
    /// Net rate of the fastest uplink scheme, Mbit/s; NaN where none holds.
    pub uplink_rate_mbps: Array2<f32>,
    /// Number of the best server, as the caller numbered the sites; NaN where none.
    pub best_server: Array2<f32>,
    /// Its best sector's place among its sectors, from 0.
    pub sector: Array2<f32>,
    /// Sites, of the eight strongest, that give the asked service, interference counted.
    pub server_count: Array2<f32>,
}

/// What [`rasters`] holds beside the terrain: the tally of all sites, one site's layer, and what follows from them.
pub const MAPPING: Stage = Stage {
    name: "the coverage map",
    bytes_per_cell: (tally_bytes(BY_NAME, false) + (LAYER + SERVICE_ARRAYS + LEFT) * size_of::<f32>()) as u64,
    bytes: 0,
};

/// Arrays of one site's layer without clearances.
const LAYER: usize = 1;

/// What earlier stages left in the heap, as arrays. *Measured* on the demo in cells of 10 m, 19 sites: 1.27 GB in all, 144 bytes a
/// cell beside the terrain's and what does not grow.
const LEFT: usize = 2;

/// Computes the rasters of the chosen sites by a sweep of each. Each site comes with the number under which it stands in
/// `best_server`; the network is that of the same sites in the same order.
///
/// # Errors
/// [`Error::Interrupted`] when `progress` says so.
pub fn rasters(
    access: &Access,
    terrain: &Terrain,
    chosen: &[(usize, &Site)],
    network: &Network,
    progress: &dyn Progress,
) -> Result<Rasters, Error> {
    let window = Window::whole(&terrain.grid);
    let (tallied, _) =
        swept(access, terrain, chosen, &window, (BY_NAME.min(chosen.len()).max(1), false), progress)?;
    let station = Station::new(access, terrain, chosen, network);
    let cells = station.cells(&window, &tallied);
    let (best_server, rx_level_dbm) = tallied.rank(0);
    Ok(Rasters::of(best_server, rx_level_dbm, cells))
}

impl Rasters {
    fn of(best_server: Array2<f32>, rx_level_dbm: Array2<f32>, cells: CellService) -> Self {
        Self {
            rx_level_dbm,
            sinr_db: cells.sinr_db,
            uplink_sinr_db: cells.uplink_sinr_db,
            margin_db: cells.margin_db,
            probability_ratio: cells.probability_ratio,
            mcs: cells.mcs,
            rate_mbps: cells.rate_mbps,
            uplink_rate_mbps: cells.uplink_rate_mbps,
            best_server,
            sector: cells.sector,
            server_count: cells.server_count,
        }
    }
}
