//! The right to the spectrum: who holds it, what it costs, and what it obliges to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::economics::is_zero;

/// Who holds the spectrum, at what fee, and with which duties.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Spectrum {
    /// Id of the holder, one of `owners`; left out where the band is licence-exempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// Fee, euro per year.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub fee_eur_per_year: f64,
    /// What is paid once for the right, in year 0, euro; not out of the funds, but part of the present value.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[schemars(range(min = 0.0, max = 1e11))]
    pub one_off_fee_eur: f64,
    /// What the right obliges its holder to cover; a plan says whether it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage_duty: Option<CoverageDuty>,
    /// Year from which frequencies that are not used must be offered to others; left out: never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.0, max = 60.0))]
    pub use_or_share_year: Option<f64>,
}

/// Points of coverage, one sum for all comuni and one for those that are listed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverageDuty {
    /// Points that are asked for.
    #[schemars(range(min = 0.0, max = 1e6))]
    pub points_min: f64,
    /// Of these, in comuni that are listed.
    #[schemars(range(min = 0.0, max = 1e6))]
    pub listed_points_min: f64,
    /// A comune gives its points where at least this share of its households is covered.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub covered_ratio_min: f64,
    /// The comuni that give points; others give none.
    #[schemars(length(min = 1))]
    pub comuni: Vec<DutyComune>,
}

/// A comune that gives points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DutyComune {
    /// Six-digit ISTAT code of a planned comune.
    pub istat: String,
    /// What it gives.
    #[schemars(range(min = 0.0, max = 1e6))]
    pub points: f64,
    /// Whether it is on the list of comuni in total digital divide.
    #[serde(default)]
    pub listed: bool,
}
