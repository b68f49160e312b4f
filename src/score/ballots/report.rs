//! `ballots.json`: a vote, the weights that follow from it, and what they change in the plan.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::participation::Vote;
use crate::scenario::{Objective, Participation, Raised};
use crate::score::{InputFile, PlanStatus, ScenarioRef, SolverReport};

/// A vote in two rounds, and what it changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BallotsReport {
    /// Which scenario was voted on.
    pub scenario: ScenarioRef,
    /// SHA-256 of the file of ballots, hexadecimal.
    pub ballots_sha256: String,
    /// What could be voted for, and how votes count; as in the scenario.
    pub participation: Participation,
    /// The scenario's own objective.
    pub own_objective: Objective,
    /// All that is told of the ballots. Points stand in the order of the priorities.
    pub vote: Vote,
    /// Each priority with its share and its weight, in the scenario's order.
    pub priorities: Vec<PriorityReport>,
    /// The plans: with the scenario's own weights, with those of round 1, with those of round 2.
    pub plans: Vec<VotePlan>,
    /// What the vote changed, by plans that are compared.
    pub changes: Vec<VoteChange>,
    /// What the engine did not know, or what a reader should doubt.
    pub warnings: Vec<String>,
    /// What made this file; it does not differ from run to run.
    pub provenance: BallotsProvenance,
}

/// A priority, and what became of its weight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PriorityReport {
    /// Its id.
    pub id: String,
    /// What the ballot said it was.
    pub label: String,
    /// The weight of `objective` that it raises.
    pub raises: Raised,
    /// That weight in the scenario.
    pub own_weight: f64,
    /// Its share of the points of round 1, groups counted as the scenario asks.
    pub round_1_share_ratio: f64,
    /// The weight after round 1.
    pub round_1_weight: f64,
    /// Its share of the points of round 2.
    pub round_2_share_ratio: f64,
    /// The weight after round 2.
    pub round_2_weight: f64,
    /// The second share less the first: what information moved.
    pub shift_ratio: f64,
}

/// Which weights a plan was made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WeightsOf {
    /// The scenario's own.
    Own,
    /// Those of round 1, before people were informed.
    #[serde(rename = "round_1")]
    Round1,
    /// Those of round 2, after.
    #[serde(rename = "round_2")]
    Round2,
}

/// A plan in short; its folder has the rest, with its proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VotePlan {
    /// Whose weights.
    pub weights_of: WeightsOf,
    /// What it maximised.
    pub objective: Objective,
    /// How far it is proven.
    pub status: PlanStatus,
    /// Weight that it serves, under its own weights.
    pub value: f64,
    /// No plan under the same rules and weights serves more.
    pub bound: f64,
    /// `(bound − value) / bound`.
    pub gap_ratio: f64,
    /// Capital cost, euro.
    pub capex_eur: f64,
    /// Running cost, euro per year.
    pub opex_eur_per_year: f64,
    /// Households covered.
    pub households_covered: f64,
    /// Of these, without broadband before.
    pub households_newly_served: f64,
    /// Anchor institutions covered.
    pub anchors_covered: u32,
    /// Ids of its sites.
    pub sites: Vec<String>,
}

/// One plan set against another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoteChange {
    /// The plan before.
    pub from: WeightsOf,
    /// The plan after.
    pub to: WeightsOf,
    /// Sites of the plan after alone.
    pub sites_added: Vec<String>,
    /// Sites of the plan before alone.
    pub sites_dropped: Vec<String>,
    /// What the plan after costs more, euro.
    pub capex_eur: f64,
    /// What it costs more to run, euro per year.
    pub opex_eur_per_year: f64,
    /// Households that it covers more.
    pub households_covered: f64,
    /// Of those without broadband before, how many it covers more.
    pub households_newly_served: f64,
    /// Anchor institutions that it covers more.
    pub anchors_covered: i32,
    /// Both under the weights of the plan after.
    pub weighed_alike: WeighedAlike,
    /// Comuni in which either number of households differs, by ISTAT code.
    pub comuni: Vec<ComuneChange>,
}

/// Two plans under the same weights: by how much the one is better that was made for them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WeighedAlike {
    /// Weight that the plan before serves.
    pub before: f64,
    /// Weight that the plan after serves.
    pub after: f64,
    /// No plan serves more.
    pub bound: f64,
}

/// A comune whose households gain or lose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComuneChange {
    /// ISTAT code.
    pub istat: String,
    /// Name.
    pub name: String,
    /// Households.
    pub households: f64,
    /// Covered before.
    pub covered_before: f64,
    /// Covered after.
    pub covered_after: f64,
    /// Households without broadband today that are covered before.
    pub newly_served_before: f64,
    /// The same after.
    pub newly_served_after: f64,
}

/// What made `ballots.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BallotsProvenance {
    /// Version of divario.
    pub divario: String,
    /// Every file read but the scenario and the ballots, by path.
    pub inputs: Vec<InputFile>,
    /// What chose the sites.
    pub solver: SolverReport,
}
