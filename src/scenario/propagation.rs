//! Section `radio/propagation`: the path-loss model and its settings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::propagation::itm::Climate;

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
