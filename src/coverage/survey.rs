//! What given sites do over a window of the terrain: the best server of each cell, the strongest after it, and sight.
//!
//! An engine hears every site in every cell, in the caller's order; what it hears is the path loss and the clearance.
//! Everything else follows from these two, so that two engines that hear the same say the same.

use ndarray::Array2;

use super::cell_service::{BY_NAME, Rasters, SERVICE_ARRAYS, Station};
use super::swept::swept;
use super::tally::{Heard, Tallied, tally_bytes};
use super::{Access, Network, Window};
use crate::problem::Error;
use crate::progress::Progress;
use crate::sites::Site;
use crate::terrain::Terrain;

/// What the given sites do together, and each cell's strongest of them. Arrays `[rows, cols]` of the window; NaN at
/// sea, where no site is in range, and where all paths cross voids.
#[derive(Debug, Clone)]
pub struct Survey {
    /// The part of the terrain that the arrays show.
    pub window: Window,
    /// Path loss from the best server, dB.
    pub path_loss_db: Array2<f32>,
    /// What a household would get from the best server.
    pub together: Rasters,
    /// Largest clearance over the sites in range, m; positive where one of them is in sight.
    pub clearance_m: Array2<f32>,
    /// Largest clearance less the radius of the first Fresnel zone over the sites in range, m.
    pub fresnel_clearance_m: Array2<f32>,
    /// Number of sites in sight.
    pub sites_in_sight: Array2<f32>,
    /// The strongest after the best server: the second, the third, …
    pub strongest: Vec<Strongest>,
    /// Cells of each site, in the order in which the sites were given.
    pub site_cells: Vec<SiteCells>,
}

/// The server of one rank in each cell.
#[derive(Debug, Clone)]
pub struct Strongest {
    /// Number of the site, as the caller numbered the sites; NaN where fewer are in range.
    pub server: Array2<f32>,
    /// Level of its best sector, dBm.
    pub rx_level_dbm: Array2<f32>,
}

/// Cells on land in which a site does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SiteCells {
    /// Within range, the path known.
    pub in_range: u64,
    /// In sight.
    pub in_sight: u64,
    /// Given the asked service by its signal alone.
    pub served: u64,
    /// Within range, but the path crosses cells without elevation.
    pub behind_void: u64,
}

impl SiteCells {
    /// Cells of both.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            in_range: self.in_range + other.in_range,
            in_sight: self.in_sight + other.in_sight,
            served: self.served + other.served,
            behind_void: self.behind_void + other.behind_void,
        }
    }
}

impl SiteCells {
    /// What one cell in range adds.
    pub(super) fn of(heard: &Heard) -> Self {
        Self {
            in_range: 1,
            in_sight: u64::from(heard.clearance_m > 0.0),
            served: u64::from(heard.serves),
            behind_void: 0,
        }
    }
}

/// What a survey is to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// How many of the strongest sites are kept for each cell, the best server among them; at least 1.
    pub strongest: usize,
}

/// Sites that are kept for each cell: those that are asked for, and those that are heard by name.
pub(super) fn kept(asked: Asked, sites: usize) -> usize {
    asked.strongest.max(BY_NAME).min(sites).max(1)
}

impl Asked {
    /// Bytes that a survey of so many sites holds for one cell while it is made and after.
    #[must_use]
    pub fn bytes_per_cell(self, sites: usize) -> u64 {
        (tally_bytes(kept(self, sites), true) + (LAYER + SERVICE_ARRAYS) * size_of::<f32>()) as u64
    }
}

/// Arrays of one site's layer: loss and two clearances.
const LAYER: usize = 3;

/// Surveys a window. Each site comes with the number under which it stands in the arrays; whether a plan may use it is
/// not asked. The network is that of the same sites in the same order.
///
/// # Errors
/// [`Error::Interrupted`] when `progress` says so.
pub fn survey(
    access: &Access,
    terrain: &Terrain,
    sites: &[(usize, &Site)],
    network: &Network,
    window: &Window,
    asked: Asked,
    progress: &dyn Progress,
) -> Result<Survey, Error> {
    let strongest = kept(asked, sites.len());
    let (tallied, site_cells) = swept(access, terrain, sites, window, (strongest, true), progress)?;
    let station = Station::new(access, terrain, sites, network);
    Ok(Survey::new(&station, window, asked, tallied, site_cells))
}

impl Survey {
    /// What follows from what was heard.
    pub(super) fn new(
        station: &Station,
        window: &Window,
        asked: Asked,
        tallied: Tallied,
        site_cells: Vec<SiteCells>,
    ) -> Self {
        let (together, path_loss_db) = station.rasters(window, &tallied);
        let strongest = |rank: usize| {
            let (server, rx_level_dbm) = tallied.rank(rank);
            Strongest { server, rx_level_dbm }
        };
        let strongest = (1..asked.strongest.max(1)).map(strongest).collect();
        let sight = tallied.sight.expect("a survey asks for sight");
        Self {
            window: *window,
            path_loss_db,
            together,
            clearance_m: sight.clearance_m,
            fresnel_clearance_m: sight.fresnel_clearance_m,
            sites_in_sight: sight.sites_in_sight,
            strongest,
            site_cells,
        }
    }
}
