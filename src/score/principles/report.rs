//! `principles.json`: what each guideline costs, in the order in which it is read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::score::{GuidelineReport, InputFile, PlanStatus, ScenarioRef, SolverReport, ValueUnit};

/// The same scenario planned with all of some guidelines enforced, without each of them, and without any.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PrinciplesReport {
    /// Which scenario.
    pub scenario: ScenarioRef,
    /// The guidelines that were priced: those that the scenario enforces, or all four where it enforces none.
    pub guidelines: Vec<u8>,
    /// Unit of `value` and `bound`.
    pub value_unit: ValueUnit,
    /// Households at all points of the planned comuni.
    pub households: f64,
    /// Of these, without broadband today.
    pub households_previously_unserved: f64,
    /// All of them enforced first, then all but one, by its number, then none.
    pub cases: Vec<PrincipleCase>,
    /// What each costs, by its number; then all of them together.
    pub prices: Vec<PrinciplePrice>,
    /// What the engine did not know, or what a reader should doubt, of all plans; each case has its own too.
    pub warnings: Vec<String>,
    /// What made this file.
    pub provenance: PrinciplesProvenance,
}

/// The scenario with some guidelines enforced.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PrincipleCase {
    /// The guidelines that are enforced.
    pub enforced: Vec<u8>,
    /// `optimal` within the asked gap, `feasible`, or `infeasible` where no plan was found.
    pub status: PlanStatus,
    /// Why there is no plan; null where there is one.
    pub infeasible: Option<String>,
    /// The best plan found that keeps them; null where there is none.
    pub plan: Option<PrinciplePlan>,
    /// What no plan that keeps them can beat; null where there is no plan, and where nothing is proven of it.
    pub bound: Option<PrincipleBound>,
}

/// The best plan found in a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PrinciplePlan {
    /// The guidelines that were enforced in the search that found it: these or more.
    pub found_with: Vec<u8>,
    /// Capital cost, euro.
    pub capex_eur: f64,
    /// Running cost, euro per year.
    pub opex_eur_per_year: f64,
    /// Ids of its sites, rising.
    pub sites: Vec<String>,
    /// Households covered in the busy hour, with interference and load.
    pub households_covered: f64,
    /// The same over all households; 0 where there are none.
    pub households_covered_ratio: f64,
    /// Households without broadband today that are covered.
    pub households_newly_served: f64,
    /// Weight served in the busy hour; what plans are compared by.
    pub value: f64,
    /// Capital cost for each covered household, euro; null where nobody is covered.
    pub capex_per_covered_household_eur: Option<f64>,
    /// Present value of all costs for each covered household, euro; null where nobody is covered.
    pub present_value_per_covered_household_eur: Option<f64>,
    /// The audit of all four guidelines.
    pub governance: Vec<GuidelineReport>,
    /// What the user should know of it, beside what is so of all plans.
    pub warnings: Vec<String>,
}

/// What no plan of a case can beat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PrincipleBound {
    /// No plan that keeps the case's guidelines serves more weight than this.
    pub value: f64,
    /// The guidelines that were enforced in the search that proved it: these or fewer.
    pub proven_with: Vec<u8>,
    /// `(value − plan.value) / value`; 0 where the bound is 0.
    pub gap_ratio: f64,
}

/// What a guideline costs beside the others: the plan without it, less the plan with all.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PrinciplePrice {
    /// The guidelines that are given up: one, or all.
    pub given_up: Vec<u8>,
    /// Why there is no price: one of the two has no plan; null where there is one.
    pub missing: Option<String>,
    /// The price; null where it is missing.
    pub price: Option<Price>,
}

/// A price in households, weight and euro.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Price {
    /// Households that would be covered beside those that are, without what is given up; below 0 where fewer would.
    pub households: f64,
    /// The same of households without broadband today.
    pub households_newly_served: f64,
    /// Weight that the plans found differ by; below 0 only where promises to small comuni are kept better without what is given up.
    pub value: f64,
    /// The price is proven to be at least this much weight; null where nothing is proven.
    pub value_at_least: Option<f64>,
    /// The price is proven to be no more than this much weight; null where nothing is proven.
    pub value_at_most: Option<f64>,
    /// What a covered household costs more with the guideline, capital, euro; null where nobody is covered.
    pub capex_per_covered_household_eur: Option<f64>,
    /// The same of the present value of all costs, euro.
    pub present_value_per_covered_household_eur: Option<f64>,
}

/// What made the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PrinciplesProvenance {
    /// Version of divario.
    pub divario: String,
    /// Every input file with its checksum, by path.
    pub inputs: Vec<InputFile>,
    /// The solvers, and the settings of each search.
    pub solver: SolverReport,
    /// Threads in use; no result depends on them.
    pub threads: u32,
    /// Duration of the run, s; differs from run to run.
    pub wall_s: f64,
}
