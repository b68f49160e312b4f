//! What given sites do over a window of the terrain: the best server of each cell, the strongest after it, and sight.
//!
//! An engine hears every site in every cell, in the caller's order; what it hears is the path loss and the clearance.
//! Everything else follows from these two here, so that two engines that hear the same say the same.

use ndarray::{Array2, Zip};

use super::swept::swept;
use super::tally::{Heard, Tallied, tally_arrays};
use super::{Access, Window};
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
    /// Received level from the best server, dBm.
    pub rx_level_dbm: Array2<f32>,
    /// Margin over the threshold of the asked rate, dB.
    pub margin_db: Array2<f32>,
    /// Probability of service from the best server.
    pub probability_ratio: Array2<f32>,
    /// Highest physical-layer rate whose threshold is met with the asked probability, Mbit/s; NaN where none is.
    pub rate_mbps: Array2<f32>,
    /// Number of the best server, as the caller numbered the sites: the one with the least path loss, of equals the
    /// first given.
    pub best_server: Array2<f32>,
    /// Number of sites that give the asked service.
    pub server_count: Array2<f32>,
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
    /// Path loss from there, dB.
    pub path_loss_db: Array2<f32>,
}

/// Cells on land in which a site does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SiteCells {
    /// Within range, the path known.
    pub in_range: u64,
    /// In sight.
    pub in_sight: u64,
    /// Given the asked service.
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

impl Asked {
    /// Bytes that a survey holds for one cell while it is made and after.
    #[must_use]
    pub fn bytes_per_cell(self) -> u64 {
        ((tally_arrays(self.strongest.max(1)) + LAYER + DERIVED) * size_of::<f32>()) as u64
    }
}

/// Arrays of one site's layer: loss and two clearances.
const LAYER: usize = 3;

/// Arrays that follow from the path loss of the best server.
pub(super) const DERIVED: usize = 4;

/// Surveys a window. Each site comes with the number under which it stands in the arrays; whether a plan may use it is
/// not asked.
///
/// # Errors
/// [`Error::Interrupted`] when `progress` says so.
pub fn survey(
    access: &Access,
    terrain: &Terrain,
    sites: &[(usize, &Site)],
    window: &Window,
    asked: &Asked,
    progress: &dyn Progress,
) -> Result<Survey, Error> {
    let strongest = asked.strongest.max(1);
    let (tallied, site_cells) = swept(access, terrain, sites, window, (strongest, true), progress)?;
    Ok(Survey::new(access, window, tallied, site_cells))
}

impl Survey {
    /// What follows from what was heard.
    pub(super) fn new(
        access: &Access,
        window: &Window,
        tallied: Tallied,
        site_cells: Vec<SiteCells>,
    ) -> Self {
        let (best_server, path_loss_db) = tallied.best;
        let [rx_level_dbm, margin_db, probability_ratio, rate_mbps] = derived(access, &path_loss_db);
        Self {
            window: *window,
            rx_level_dbm,
            margin_db,
            probability_ratio,
            rate_mbps,
            best_server,
            path_loss_db,
            server_count: tallied.server_count,
            clearance_m: tallied.clearance_m,
            fresnel_clearance_m: tallied.fresnel_clearance_m,
            sites_in_sight: tallied.sites_in_sight,
            strongest: tallied
                .others
                .into_iter()
                .map(|(server, path_loss_db)| Strongest { server, path_loss_db })
                .collect(),
            site_cells,
        }
    }
}

/// What follows from the path loss of the best server: received level (dBm), margin (dB), probability, rate (Mbit/s).
pub(super) fn derived(access: &Access, path_loss_db: &Array2<f32>) -> [Array2<f32>; 4] {
    let budget = access.budget();
    let array = |value: &(dyn Fn(f64) -> f64 + Sync)| {
        let mut values = Array2::from_elem(path_loss_db.dim(), f32::NAN);
        Zip::from(&mut values).and(path_loss_db).par_for_each(|value_of, &loss_db| {
            if !loss_db.is_nan() {
                *value_of = value(f64::from(loss_db)) as f32;
            }
        });
        values
    };
    [
        array(&|loss_db| budget.rx_level_dbm(loss_db)),
        array(&|loss_db| budget.margin_db(loss_db)),
        array(&|loss_db| budget.probability_ratio(loss_db)),
        array(&|loss_db| budget.rate_mbps(loss_db).unwrap_or(f64::NAN)),
    ]
}
