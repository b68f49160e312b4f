//! Sites: where towers may stand, gathered from files, from the scenario itself and from the terrain.

use crate::scenario::SiteTerms;
use crate::units::{LonLat, Projected};

/// A site that a plan may use.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Unique, stable id.
    pub id: String,
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
}
