//! Sections `objective` and `solve`: what to maximise, and when to stop.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::economics::is_zero;

/// What a covered household is worth to the plan.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// Weight of a household that has no broadband today.
    #[schemars(range(min = 0.0, max = 1_000.0))]
    pub unserved_weight: f64,
    /// Weight of a household that has it.
    #[schemars(range(min = 0.0, max = 1_000.0))]
    pub served_weight: f64,
    /// Added to both weights in small comuni.
    #[schemars(range(min = 0.0, max = 1_000.0))]
    pub small_comune_bonus: f64,
    /// A comune with fewer residents than this is small.
    #[schemars(range(min = 0, max = 10_000_000))]
    pub small_comune_below_population: u32,
    /// Share of the households of each small comune that the plan promises to cover: as much of this as can be kept comes before
    /// any weight.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub small_comune_floor_ratio: f64,
    /// Weight of an anchor institution, in households.
    #[schemars(range(min = 0.0, max = 1_000_000.0))]
    pub anchor_weight: f64,
}

/// When the optimiser may stop.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Solve {
    /// Stop once the plan is proven to be within this share of the best possible.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub gap_ratio: f64,
    /// Stop the search after so many seconds and keep the best plan so far. The plans that are drafted beside it, to be compared by
    /// their networks, take three tenths of this at most, making the best of them better half as long; where no network keeps what is
    /// enforced, plans that do are looked for as long again.
    #[schemars(range(min = 1.0, max = 86_400.0))]
    pub time_limit_s: f64,
    /// Seed of the solver's own random choices.
    #[schemars(range(min = 0, max = 2_147_483_647))]
    pub seed: u32,
}
