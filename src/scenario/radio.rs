//! Sections `radio` and `service`: technology, equipment, propagation, and what counts as covered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::propagation::itm::Climate;
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
    /// Free space and delta-Bullington diffraction over the profile, ITU-R P.526-15 §4.5.
    P526,
    /// ITU-R P.1812: diffraction, troposcatter and ducting; needs the section `p1812`.
    P1812,
    /// NTIA's Irregular Terrain Model 1.4 (Longley-Rice); needs the section `itm`.
    Itm,
}

/// The propagation model and its settings.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Propagation {
    /// The model.
    pub model: ModelName,
    /// Settings of the model `p1812`; refused with any other.
    pub p1812: Option<P1812Settings>,
    /// Settings of the model `itm`; refused with any other.
    pub itm: Option<ItmSettings>,
    /// Effective Earth radius over the true one, for clearances and for the model `p526`; 4/3 in the median.
    #[schemars(range(min = 0.3, max = 100.0))]
    pub effective_earth_radius_factor: f64,
    /// Standard deviation of the slow fading over locations, dB.
    #[schemars(range(min = 0.0, max = 20.0))]
    pub location_sigma_db: f64,
    /// No path longer than this is looked at, km.
    #[schemars(range(min = 0.1, max = 100.0))]
    pub range_max_km: f64,
}

/// What ITU-R P.1812 asks for beside the path. Sea, coast and inland are told apart by the terrain.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct P1812Settings {
    /// Share of the average year in which the loss is not exceeded, %; 50 for coverage, less for interference.
    #[schemars(range(min = 1.0, max = 50.0))]
    pub time_percent: f64,
    /// Fall of the refractivity over the lowest kilometre, ΔN, N-units/km; 45 in Liguria (*unverified*).
    #[schemars(range(min = 1.0, max = 150.0))]
    pub delta_n_n_units_per_km: f64,
    /// Refractivity at sea level, N0, N-units; 325 in Liguria (*unverified*).
    #[schemars(range(min = 250.0, max = 400.0))]
    pub n0_n_units: f64,
    /// Latitude of the middle of the area, degrees north.
    #[schemars(range(min = -80.0, max = 80.0))]
    pub latitude_deg: f64,
}

/// What ITM asks for beside the path. Its own variability over places is left out: `location_sigma_db` stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItmSettings {
    /// Radio climate.
    pub climate: Climate,
    /// Refractivity at sea level, N-units; 301 in a continental temperate climate (*unverified*).
    #[schemars(range(min = 250.0, max = 400.0))]
    pub n0_n_units: f64,
    /// Relative permittivity of the ground; 15 for average ground (*unverified*).
    #[schemars(range(min = 1.01, max = 100.0))]
    pub permittivity: f64,
    /// Conductivity of the ground, S/m; 0.005 for average ground (*unverified*).
    #[schemars(range(min = 0.000_01, max = 100.0))]
    pub conductivity_s_per_m: f64,
    /// Share of the time in which the loss is not exceeded, %.
    #[schemars(range(min = 0.1, max = 99.9))]
    pub time_percent: f64,
    /// Share of like situations in which the loss is not exceeded, %.
    #[schemars(range(min = 0.1, max = 99.9))]
    pub situation_percent: f64,
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
