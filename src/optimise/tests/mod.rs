//! Tests of the optimiser: small worlds by hand, exhaustive search, laws, and the text of the formulation.

mod budgets;
mod captives;
mod exhaustive;
mod formulation;
mod laws;
mod parts;
mod poles;
mod principles;
mod profit;
pub(in crate::optimise) mod random;
mod worlds;

use super::{Limits, Solution, solve};
use crate::certificate::Instance;
use crate::progress::Silent;

/// Proven to the last digit, stopped by work and not by the clock.
const EXACT: Limits =
    Limits { gap_ratio: 0.0, time_limit_s: 600.0, seed: 1, node_limit: Some(100_000), plan_time_ratio: 1.0 };

/// What rounding prices to whole numbers may take from a bound, as a share.
const ROUNDING_RATIO: f64 = 1e-6;

/// The solution to the last digit.
fn solved(instance: &Instance) -> Solution {
    solve(instance, &EXACT, &Silent).unwrap()
}
