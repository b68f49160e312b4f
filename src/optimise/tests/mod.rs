//! Tests of the optimiser: small worlds by hand, exhaustive search, laws, and the text of the formulation.

mod exhaustive;
mod formulation;
mod large;
mod laws;
mod parts;
mod random;
mod worlds;

use super::Limits;

/// Proven to the last digit, stopped by work and not by the clock.
const EXACT: Limits = Limits { gap_ratio: 0.0, time_limit_s: 600.0, seed: 1, node_limit: Some(100_000) };

/// Slack for sums of weights taken in different orders and for the solver's tolerance, as a share.
const WEIGHT_TOLERANCE_RATIO: f64 = 1e-6;

/// True where `bound` is no smaller than `value`, but for rounding.
fn bounds(bound: f64, value: f64) -> bool {
    bound >= value - WEIGHT_TOLERANCE_RATIO * (1.0 + value)
}
