//! The map of a plan: what the chosen sites together do in every cell.

use ndarray::Array2;
use rayon::prelude::*;

use super::Access;
use super::best_server::{BestServer, Finder};
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

/// What [`rasters`] holds beside the terrain: the best server of every cell, and from it the six quantities.
pub const MAPPING: Stage = Stage {
    name: "the coverage map",
    bytes_per_cell: (size_of::<Option<BestServer>>() + 6 * size_of::<f32>()) as u64,
    bytes: 0,
};

/// Computes the rasters of the chosen sites, exact path by exact path, row by row in parallel. Each site comes with the
/// number under which it stands in `best_server`.
///
/// # Errors
/// [`Error::Interrupted`] when `progress` says so.
pub fn rasters(
    access: &Access,
    terrain: &Terrain,
    chosen: &[(usize, &Site)],
    progress: &dyn Progress,
) -> Result<Rasters, Error> {
    let grid = &terrain.grid;
    let sites: Vec<&Site> = chosen.iter().map(|(_, site)| *site).collect();
    progress.start("Coverage map", grid.rows as u64);
    let rows: Vec<Vec<Option<BestServer>>> = (0..grid.rows)
        .into_par_iter()
        .map_init(Finder::default, |finder, row| {
            let cell = |col| {
                let known = !progress.stopped() && !terrain.is_sea((row, col));
                known.then(|| finder.best_server(access, terrain, &sites, grid.center(row, col))).flatten()
            };
            let cells = (0..grid.cols).map(cell).collect();
            progress.advance(1);
            cells
        })
        .collect();
    progress.finish();
    if progress.stopped() { Err(Error::Interrupted) } else { Ok(assemble(access, terrain, chosen, &rows)) }
}

fn assemble(
    access: &Access,
    terrain: &Terrain,
    chosen: &[(usize, &Site)],
    rows: &[Vec<Option<BestServer>>],
) -> Rasters {
    let budget = access.budget();
    let raster = |value: &dyn Fn(&BestServer) -> f32| {
        let shape = (terrain.grid.rows, terrain.grid.cols);
        Array2::from_shape_fn(shape, |(row, col)| rows[row][col].as_ref().map_or(f32::NAN, value))
    };
    Rasters {
        rx_level_dbm: raster(&|cell| budget.rx_level_dbm(cell.path_loss_db) as f32),
        margin_db: raster(&|cell| budget.margin_db(cell.path_loss_db) as f32),
        probability_ratio: raster(&|cell| budget.probability_ratio(cell.path_loss_db) as f32),
        rate_mbps: raster(&|cell| budget.rate_mbps(cell.path_loss_db).map_or(f32::NAN, |rate| rate as f32)),
        best_server: raster(&|cell| chosen[cell.server].0 as f32),
        server_count: raster(&|cell| cell.serving as f32),
    }
}
