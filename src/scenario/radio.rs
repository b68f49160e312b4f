//! Sections `radio` and `service`: technology, equipment, propagation, and what counts as covered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::radio::{Station, Technology};

/// The access network's radio.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Radio {
    /// The technology, whose modulation and coding schemes and thresholds come from `data/radio`.
    pub technology: Technology,
    /// Carrier frequency, MHz.
    #[schemars(range(min = 30.0, max = 6_000.0))]
    pub frequency_mhz: f64,
    /// Channel width, MHz; the technology says which exist.
    #[schemars(range(min = 1.25, max = 28.0))]
    pub channel_mhz: f64,
    /// Cyclic prefix as a ratio of the useful symbol: 1/4, 1/8, 1/16 or 1/32.
    #[schemars(range(min = 0.03125, max = 0.25))]
    pub cyclic_prefix_ratio: f64,
    /// What real receivers lose against theory, dB.
    #[schemars(range(min = 0.0, max = 20.0))]
    pub implementation_loss_db: f64,
    /// Equipment at the site.
    pub base_station: Station,
    /// Equipment at the household.
    pub cpe: Cpe,
    /// How the signal travels.
    pub propagation: Propagation,
}

/// Customer premises equipment.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cpe {
    /// Height of the antenna above ground, m.
    #[schemars(range(min = 1.0, max = 100.0))]
    pub antenna_height_m: f64,
    /// Transmitter, receiver and antenna.
    pub station: Station,
}

/// A path-loss model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModelName {
    /// Free space alone, ITU-R P.525: an upper bound on coverage.
    FreeSpace,
    /// Free space and diffraction over the profile by the complete method of ITU-R P.526-15 §4.5.2.
    P526,
}

/// The propagation model and its settings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Propagation {
    /// The model.
    pub model: ModelName,
    /// Effective Earth radius over the true one; 4/3 in the median.
    #[schemars(range(min = 0.3, max = 100.0))]
    pub effective_earth_radius_factor: f64,
    /// Standard deviation of the slow fading over locations, dB.
    #[schemars(range(min = 0.0, max = 20.0))]
    pub location_sigma_db: f64,
    /// No path longer than this is looked at, km.
    #[schemars(range(min = 0.1, max = 100.0))]
    pub range_max_km: f64,
}

/// What counts as covered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Physical-layer rate that the link must carry in both directions, Mbit/s.
    #[schemars(range(min = 0.01, max = 10_000.0))]
    pub rate_mbps: f64,
    /// In so many of a hundred like locations, %.
    #[schemars(range(min = 1.0, max = 99.9))]
    pub probability_percent: f64,
    /// Share of covered households that subscribe once the network is established.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub take_up_ratio: f64,
}
