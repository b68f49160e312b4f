//! Demand: comuni, household points, anchor institutions.

#[cfg(feature = "gdal")]
mod anchors;
#[cfg(feature = "gdal")]
mod comuni;
#[cfg(feature = "gdal")]
mod households;
mod index;
mod locate;

use geo::MultiPolygon;

use crate::units::{LonLat, Projected};

#[cfg(feature = "gdal")]
pub use anchors::read_anchors;
#[cfg(feature = "gdal")]
pub use comuni::{ComuniMap, read_comuni};
#[cfg(feature = "gdal")]
pub use households::read_households;
pub use index::{Near, PointIndex};
pub use locate::ComuneFinder;

/// Everybody to be served, in the planning area.
#[derive(Debug, Clone)]
pub struct Demand {
    /// The planned comuni, by rising ISTAT code.
    pub comuni: Vec<Comune>,
    /// Household points of those comuni, by rising id.
    pub points: Vec<HouseholdPoint>,
    /// Anchor institutions in those comuni, in file order.
    pub anchors: Vec<Anchor>,
}

/// A comune.
#[derive(Debug, Clone)]
pub struct Comune {
    /// Six-digit ISTAT code.
    pub istat: String,
    /// Name.
    pub name: String,
    /// Residents.
    pub population: u32,
    /// Altitude zone as the comuni file has it, where the scenario names its attribute.
    pub altitude_zone: Option<String>,
    /// Territory, WGS 84 degrees, longitude first.
    pub polygon: MultiPolygon<f64>,
    /// Share of its households with broadband today, where the scenario gives it by comune.
    pub served_today_ratio: f64,
}

/// A point where households live.
#[derive(Debug, Clone)]
pub struct HouseholdPoint {
    /// Unique id.
    pub id: String,
    /// Index into [`Demand::comuni`].
    pub comune: usize,
    /// Position on the ellipsoid.
    pub lon_lat: LonLat,
    /// Position in the working projection.
    pub position: Projected,
    /// Households.
    pub households: f64,
    /// Those of them without broadband today.
    pub unserved_households: f64,
}

/// An anchor institution.
#[derive(Debug, Clone)]
pub struct Anchor {
    /// Kind, as the scenario names it.
    pub kind: String,
    /// Name.
    pub name: String,
    /// Index into [`Demand::comuni`].
    pub comune: usize,
    /// Position on the ellipsoid.
    pub lon_lat: LonLat,
    /// Position in the working projection.
    pub position: Projected,
    /// Net rate kept for it in both directions at any time, Mbit/s; none where it is a subscriber like any other.
    pub committed_mbps: Option<f64>,
    /// Served only where the loss of any one site leaves it a path.
    pub dual_path: bool,
}
