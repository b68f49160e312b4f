//! Coverage: which site reaches which household, how well, and with what probability.
//!
#![doc = include_str!("accuracy.md")]

mod access;
mod building_entry;
mod cell_service;
mod cells;
mod ear;
mod exact;
mod fan;
mod heading;
mod layer;
mod lines;
mod matrix;
mod model;
mod network;
mod orient;
mod rasters;
mod sight;
mod sparse;
mod station;
mod survey;
mod swept;
mod tally;
mod window;

pub use access::{Access, BestSector};
pub use cell_service::Rasters;
pub use cells::sweep_cells;
pub use exact::exact_survey;
pub use heading::Heading;
pub use matrix::{Matrix, exact_matrix, matrix};
pub use network::{
    Asked as NetworkAsked, Hearings, Network, NetworkSector, PlaceOffer, PlaceService, Promise, Reception,
    network, offers, traffic_mbps,
};
pub use orient::orient;
pub use rasters::{MAPPING, rasters};
pub use station::{AzimuthRange, Station};
pub use survey::{Asked, SiteCells, Strongest, Survey, survey};
pub use window::Window;

/// What one site does at one place by its signal alone, through the sector that is heard best there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// Basic transmission loss, dB.
    pub path_loss_db: f32,
    /// Place of the sector among the site's.
    pub sector: u32,
    /// Received level at the household (downlink), dBm.
    pub rx_level_dbm: f32,
    /// Margin over the thresholds of the asked rates, dB, in the weaker direction, without interference.
    pub margin_db: f32,
    /// Probability over locations that the margin is positive.
    pub probability_ratio: f32,
    /// The asked rates hold in both directions with the asked probability, without interference.
    pub serves: bool,
    /// Least height of the ray above the terrain and its clutter, m; negative where it is blocked.
    pub clearance_m: f32,
    /// Least distance of the ray from the terrain less the radius of the first Fresnel zone, m.
    pub fresnel_clearance_m: f32,
}
