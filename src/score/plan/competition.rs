//! How many operators can sell where.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What guideline 3 looks at. All of it but the first two follows from `sites` and `points`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CompetitionReport {
    /// Operators that are eligible to sell on the network.
    pub eligible_operators: u32,
    /// At least so many must be able to sell at every site that serves households.
    pub operators_min: u32,
    /// Covered households by how many operators can sell to them, those at the site that serves them; fewest first.
    pub by_retailers: Vec<RetailersReport>,
    /// Covered households to which two operators or more can sell.
    pub competitive: f64,
    /// Ids of the sites at which fewer than `operators_min` can sell.
    pub lock_ins: Vec<String>,
}

/// Covered households to which as many operators can sell.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RetailersReport {
    /// Operators.
    pub retailers: u32,
    /// Households.
    pub households: f64,
}
