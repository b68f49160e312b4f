//! How far a plan's households depend on private owners, and until when.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::governance::Concession;

/// What guideline 1 looks at, over the years.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DependenceReport {
    /// The scenario's concessions.
    pub concessions: Vec<Concession>,
    /// From the first, in which all of them run, to the last: one begins wherever a concession ends or something reverts.
    pub phases: Vec<PhaseReport>,
}

/// Years in which the same private owners are needed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PhaseReport {
    /// They begin after the end of this year; 0: from the first.
    pub after_year: u32,
    /// Largest share of a comune's covered households that depend on one private owner alone; it never rises.
    pub captive_ratio: f64,
    /// Largest index of concentration of a comune, 0 to 10,000; it rises where one of several owners leaves the others alone.
    pub hhi: f64,
}
