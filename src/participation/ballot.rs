//! What comes in: ballots, and proposals with what became of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What one voter wants in one round.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ballot {
    /// 0 before, 1 after people were informed.
    pub round: usize,
    /// Who voted; the same in both rounds.
    pub voter: String,
    /// Index of the voter's comune.
    pub comune: usize,
    /// Points for each priority, in the scenario's order.
    pub points: Vec<u32>,
}

/// A proposal that was made, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// What was proposed.
    pub proposal: String,
    /// Whether it was adopted.
    pub adopted: bool,
    /// Why, or why not.
    pub reason: String,
}
