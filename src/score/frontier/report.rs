//! `frontier.json`: what each budget buys, in the order in which it is read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::score::{InputFile, PlanStatus, ScenarioRef, SolverReport};

/// Households against euro over rising budgets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FrontierReport {
    /// Which scenario the budgets are put to.
    pub scenario: ScenarioRef,
    /// The scenario's own budget, the sum of its funds, euro.
    pub scenario_budget_eur: f64,
    /// Unit of `value`, `signal_value` and `bound`.
    pub value_unit: ValueUnit,
    /// Households at all points of the planned comuni.
    pub households: f64,
    /// Of these, without broadband today.
    pub households_previously_unserved: f64,
    /// One for each budget, rising.
    pub points: Vec<FrontierPoint>,
    /// Where the curve bends; null where it is as good as straight, and where fewer than three budgets have a plan.
    pub knee: Option<FrontierKnee>,
    /// What the engine did not know, or what a reader should doubt, of all plans; each has its own too.
    pub warnings: Vec<String>,
    /// What made this file.
    pub provenance: FrontierProvenance,
}

/// A frontier beside a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct FrontierBeside {
    /// Its figures.
    pub report: FrontierReport,
    /// Made by this version from the same scenario and files: values and bounds are those of the plan's own question.
    pub same_scenario: bool,
}

/// What values and bounds count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValueUnit {
    /// Households: the scenario weighs all alike, and anchor institutions not at all.
    Households,
    /// Households and anchor institutions as the scenario's `objective` weighs them.
    WeightedHouseholds,
}

/// What one budget buys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FrontierPoint {
    /// Capital that may be spent, euro.
    pub budget_eur: f64,
    /// `optimal` within the asked gap, `feasible`, or `infeasible`.
    pub status: PlanStatus,
    /// It is the knee.
    pub is_knee: bool,
    /// It is the scenario's own budget.
    pub is_scenario_budget: bool,
    /// Why there is no plan; null where there is one.
    pub infeasible: Option<String>,
    /// The best plan found that it can pay; null where there is none.
    pub plan: Option<FrontierPlan>,
    /// What no plan within the budget can beat; null where there is no plan.
    pub bound: Option<FrontierBound>,
    /// Against the last budget before it that has a plan; null at the first.
    pub step: Option<FrontierStep>,
}

/// The best plan found that a budget can pay.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FrontierPlan {
    /// The budget at whose search it was found, euro.
    pub found_at_budget_eur: f64,
    /// Capital cost, euro.
    pub capex_eur: f64,
    /// Running cost, euro per year.
    pub opex_eur_per_year: f64,
    /// Ids of its sites, rising.
    pub sites: Vec<String>,
    /// Microwave links.
    pub links: u32,
    /// Households covered in the busy hour, with interference and load.
    pub households_covered: f64,
    /// The same over all households; 0 where there are none.
    pub households_covered_ratio: f64,
    /// Households without broadband today that are covered.
    pub households_newly_served: f64,
    /// Weight served in the busy hour; what plans are compared by.
    pub value: f64,
    /// Weight that its sites could serve by their signal alone, interference left out.
    pub signal_value: f64,
    /// Capital cost for each covered household, euro; null where nobody is covered.
    pub capex_per_covered_household_eur: Option<f64>,
    /// What the user should know of it, beside what is so of all plans.
    pub warnings: Vec<String>,
}

/// What no plan within a budget can beat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FrontierBound {
    /// No plan within the budget serves more weight than this.
    pub value: f64,
    /// The budget at whose search the proof was found, euro.
    pub proven_at_budget_eur: f64,
    /// `(value − plan.value) / value`; 0 where the bound is 0.
    pub gap_ratio: f64,
    /// No plan within the budget covers more households than this; null unless values count households.
    pub households: Option<f64>,
}

/// One budget against the one before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FrontierStep {
    /// Further capital cost, euro.
    pub capex_eur: f64,
    /// Further households covered; negative where weights have the plan drop some for others.
    pub households: f64,
    /// Further capital cost for each further covered household, euro; null where no more are covered.
    pub eur_per_household: Option<f64>,
}

/// Where the curve of values over budgets bends.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FrontierKnee {
    /// Place in `points`, from 0.
    pub point: u32,
    /// Its budget, euro.
    pub budget_eur: f64,
    /// How far it stands above the straight line from the first plan to the last, as a share of the rise between them.
    pub above_chord_ratio: f64,
}

/// What made a frontier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FrontierProvenance {
    /// Version of divario.
    pub divario: String,
    /// Every file read, in order of path as the scenario names it.
    pub inputs: Vec<InputFile>,
    /// The solver; its time limit is that of each budget.
    pub solver: SolverReport,
    /// Threads used; the only other key that may differ from run to run is `wall_s`.
    pub threads: u32,
    /// Duration of the run up to the writing of this file, s.
    pub wall_s: f64,
}
