//! The map of a plan: what the chosen sites together do in every cell.

use super::cell_service::{BY_NAME, Rasters, SERVICE_ARRAYS, Station};
use super::swept::swept;
use super::tally::tally_bytes;
use super::{Access, Network, Window};
use crate::problem::Error;
use crate::progress::Progress;
use crate::sites::Site;
use crate::terrain::Terrain;
use crate::terrain::memory::Stage;

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
    let (rasters, _) = Station::new(access, terrain, chosen, network).rasters(&window, &tallied);
    Ok(rasters)
}
