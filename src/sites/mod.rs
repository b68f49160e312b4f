//! Sites: where towers may stand, gathered from files, from the scenario itself and from the terrain.

mod antennas;
mod falling;
#[cfg(feature = "gdal")]
mod gather;
mod hilltops;
mod masts;
mod sectors;

pub use antennas::{Antennas, check_antennas};
#[cfg(feature = "gdal")]
pub use gather::{Place, gather};
pub use hilltops::{HILLTOPS, Hilltop, find_hilltops, prominences};
pub use masts::{ONE_MAST_M, check_shared_masts, tell_doubled};
pub use sectors::{Own, Sector, SectorMaker};

use crate::scenario::{SiteTerms, Status};
use crate::terrain::{Terrain, height_at};
use crate::units::{LonLat, Projected};

/// A site that a plan may use.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Unique, stable id.
    pub id: String,
    /// Id of the place: sites of one place are ways to build it, of which a plan has one at most.
    pub place: String,
    /// Name.
    pub name: String,
    /// Position on the ellipsoid.
    pub lon_lat: LonLat,
    /// Position in the working projection.
    pub position: Projected,
    /// Ground height above mean sea level, m.
    pub ground_m: f64,
    /// Owner, status, structure, antenna height and terms of use.
    pub terms: SiteTerms,
    /// Azimuth of true north, degrees clockwise from the north of the map's grid.
    pub true_north_deg: f64,
    /// Its sectors.
    pub sectors: Vec<Sector>,
    /// Its sectors still have to be turned towards the households that they reach.
    pub towards_demand: bool,
}

impl Site {
    /// Whether a plan may use it.
    #[must_use]
    pub fn usable(&self) -> bool {
        self.terms.status != Status::Forbidden
    }

    /// Whether it may serve households.
    #[must_use]
    pub fn serves(&self) -> bool {
        self.usable() && !self.terms.relay_only
    }
}

/// Why a position bears no site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeaOrVoid {
    /// It is at sea.
    Sea,
    /// No elevation layer has data there.
    Void,
}

/// A place in the working projection, with the ground under it; `None` off the grid.
#[must_use]
pub fn ground_at(
    terrain: &Terrain,
    to_metric: &dyn Fn(LonLat) -> Option<Projected>,
    lon_lat: LonLat,
) -> Option<(Projected, Result<f64, SeaOrVoid>)> {
    let position = to_metric(lon_lat)?;
    Some((position, ground(terrain, position)?))
}

/// Height of the ground under a position, m; `None` off the grid.
fn ground(terrain: &Terrain, position: Projected) -> Option<Result<f64, SeaOrVoid>> {
    let cell = terrain.grid.cell_of(position)?;
    if terrain.is_sea(cell) {
        return Some(Err(SeaOrVoid::Sea));
    }
    let ground_m = height_at(terrain, position);
    Some(if ground_m.is_nan() { Err(SeaOrVoid::Void) } else { Ok(ground_m) })
}
