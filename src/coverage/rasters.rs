//! The map of a plan: what the chosen sites together do in every cell.

use ndarray::Array2;

use super::survey::{DERIVED, derived};
use super::swept::swept;
use super::tally::tally_arrays;
use super::{Access, Window};
use crate::problem::Error;
use crate::progress::Progress;
use crate::sites::Site;
use crate::terrain::Terrain;
use crate::terrain::memory::Stage;

/// Rasters of the chosen sites together, arrays `[rows, cols]` of the terrain grid; NaN at sea, where no site is in
/// range, and where paths cross voids.
#[derive(Debug, Clone)]
pub struct Rasters {
    /// Received level from the best server, dBm.
    pub rx_level_dbm: Array2<f32>,
    /// Margin over the threshold of the asked rate, dB.
    pub margin_db: Array2<f32>,
    /// Probability of service from the best server.
    pub probability_ratio: Array2<f32>,
    /// Highest physical-layer rate whose threshold is met with the asked probability, Mbit/s; NaN where none is.
    pub rate_mbps: Array2<f32>,
    /// Number of the best server, as the caller numbered the sites; NaN where none.
    pub best_server: Array2<f32>,
    /// Number of sites that give the asked service.
    pub server_count: Array2<f32>,
}

/// What [`rasters`] holds beside the terrain: the tally of all sites, one site's layer, and what follows from them.
pub const MAPPING: Stage = Stage {
    name: "the coverage map",
    bytes_per_cell: ((tally_arrays(1) + LAYER + DERIVED) * size_of::<f32>()) as u64,
    bytes: 0,
};

/// Arrays of one site's layer without clearances.
const LAYER: usize = 1;

/// Computes the rasters of the chosen sites by a sweep of each. Each site comes with the number under which it stands in
/// `best_server`; sites that may not serve are left out.
///
/// # Errors
/// [`Error::Interrupted`] when `progress` says so.
pub fn rasters(
    access: &Access,
    terrain: &Terrain,
    chosen: &[(usize, &Site)],
    progress: &dyn Progress,
) -> Result<Rasters, Error> {
    let serving: Vec<(usize, &Site)> = chosen.iter().copied().filter(|(_, site)| site.serves()).collect();
    let window = Window::whole(&terrain.grid);
    let (tallied, _) = swept(access, terrain, &serving, &window, (1, false), progress)?;
    let (best_server, path_loss_db) = tallied.best;
    let [rx_level_dbm, margin_db, probability_ratio, rate_mbps] = derived(access, &path_loss_db);
    let server_count = tallied.server_count;
    Ok(Rasters { rx_level_dbm, margin_db, probability_ratio, rate_mbps, best_server, server_count })
}
