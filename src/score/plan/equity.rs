//! How evenly a plan covers comuni: by size, altitude and province, in one number, and who comes last.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PointState;

/// How evenly the plan covers comuni. All of it follows from `comuni` and `points`, as they are rounded.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EquityReport {
    /// By residents of the comune: under 1,000, to 1,999, to 4,999, to 14,999, and 15,000 and more.
    pub by_comune_size: Vec<EquityGroup>,
    /// What an altitude is taken from.
    pub altitude_by: AltitudeBy,
    /// By altitude: zones by code, or bands from below; where the ground of a point is not known, its band comes last.
    pub by_altitude: Vec<EquityGroup>,
    /// By province, the first three digits of the ISTAT code.
    pub by_province: Vec<EquityGroup>,
    /// Gini coefficient of the comuni's covered ratios, weighted by households: 0 where all are equal, below 1; null where nobody is
    /// covered.
    pub gini: Option<f64>,
    /// Theil's T of the same: 0 where all are equal, at most the logarithm of all households over those of the smallest comune; null
    /// where nobody is covered.
    pub theil: Option<f64>,
    /// The ten comuni with the lowest covered ratio, the lowest first; of equals, by ISTAT code.
    pub worst_comuni: Vec<ComuneEquity>,
    /// The small comuni that have households, in the same order.
    pub small_comuni: Vec<ComuneEquity>,
}

/// What the altitude of a household is taken from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AltitudeBy {
    /// The altitude zone of its comune, `comuni[].altitude_zone`.
    ComuneZone,
    /// The ground under its point, `points[].ground_m`.
    #[default]
    PointGround,
}

/// Households of one kind together.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EquityGroup {
    /// Which households.
    pub group: String,
    /// Comuni in the group; by ground of points, those that have households in it.
    pub comuni: u32,
    /// Households.
    pub households: f64,
    /// Covered by the plan.
    pub covered: f64,
    /// `covered / households`; null where there are none.
    pub covered_ratio: Option<f64>,
    /// Without broadband before the plan.
    pub previously_unserved: f64,
    /// Of those, covered by the plan.
    pub newly_served: f64,
}

/// Where one comune stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ComuneEquity {
    /// ISTAT code; all else about it is among `comuni`.
    pub istat: String,
    /// Its covered share of households.
    pub covered_ratio: f64,
    /// Households not covered.
    pub uncovered: f64,
    /// Why most of these are not, of equals the first under `uncovered` of the comune; null where all are covered.
    pub main_reason: Option<PointState>,
}
