//! The right to the spectrum: its terms, and how the plan stands to its duties.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::governance::Spectrum;

/// The right to the spectrum under which the plan is made.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SpectrumReport {
    /// Its terms, as the scenario has them.
    pub right: Spectrum,
    /// Points of coverage; null where the right asks for none.
    pub coverage_duty: Option<DutyReport>,
    /// What must be offered to others; null where nothing must.
    pub use_or_share: Option<ShareReport>,
    /// All of it in English, to be read aloud.
    pub explanation: String,
    /// The same in Italian.
    pub explanation_it: String,
}

impl SpectrumReport {
    /// Whether the plan covers what the right obliges to; so it does where that is nothing.
    #[must_use]
    pub fn keeps_duty(&self) -> bool {
        self.coverage_duty.as_ref().is_none_or(|duty| duty.is_met)
    }
}

/// Points of coverage, reached against asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DutyReport {
    /// Whether enough points are reached, in all and in listed comuni.
    pub is_met: bool,
    /// Points reached.
    pub points: f64,
    /// Points asked for.
    pub points_min: f64,
    /// Of the points reached, those of listed comuni.
    pub listed_points: f64,
    /// Points asked for in listed comuni.
    pub listed_points_min: f64,
    /// A comune gives its points where at least this share of its households is covered.
    pub covered_ratio_min: f64,
    /// Codes of the comuni that give their points, in the scenario's order.
    pub comuni_reached: Vec<String>,
    /// Codes of those that do not.
    pub comuni_missed: Vec<String>,
}

/// Where frequencies lie idle: comuni without a covered household.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ShareReport {
    /// From this year on they must be offered to others.
    pub from_year: f64,
    /// Codes of the comuni, rising.
    pub comuni: Vec<String>,
    /// Households there.
    pub households: f64,
}
