//! What each guideline costs: the same scenario planned with all of some enforced, without each, and without any.
//!
//! A plan that keeps guidelines keeps fewer of them too, and no plan that keeps them beats what none with fewer can beat. So each case
//! takes the best of all plans that keep its guidelines, and the least of all bounds that hold for it: giving a guideline up
//! never makes a plan worse, whatever a search missed. The price lies between the plan without it less the bound with all, and
//! the bound without it less the plan with all.

mod report;
#[cfg(test)]
mod tests;

pub use report::{
    Price, PrincipleBound, PrincipleCase, PrinciplePlan, PrinciplePrice, PrinciplesProvenance,
    PrinciplesReport,
};

use super::frontier::{gap_ratio, value_unit};
use super::rounding::{SHARE_DECIMALS, THOUSANDTH_DECIMALS};
use super::{InputFile, Plan, PlanStatus, ScenarioRef, SolverReport};
use crate::demand::{Demand, HouseholdPoint};
use crate::economics::{round_to, to_cents};
use crate::optimise::PROOF_TOLERANCE_RATIO;
use crate::scenario::Scenario;

/// Millionths in one.
const MILLION: f64 = 1e6;

/// A search with some guidelines enforced.
#[derive(Debug, Clone)]
pub struct PrincipleSearch {
    /// The guidelines, rising.
    pub enforced: Vec<u8>,
    /// The plan and what was proven; or why there is none.
    pub found: Result<PrincipleFound, String>,
}

/// What such a search found.
#[derive(Debug, Clone)]
pub struct PrincipleFound {
    /// Households that the plan serves of those promised to small comuni, millionths.
    pub kept_micro: i64,
    /// Weight that it serves in the busy hour, millionths.
    pub value_micro: i64,
    /// No plan that keeps the same guidelines and as much of the promises serves more, millionths.
    pub bound_micro: i64,
    /// What it costs, cents.
    pub spent_cents: i64,
    /// Its figures.
    pub plan: PrinciplePlan,
}

/// Everything that the report is made from.
pub struct PrinciplesStages<'a> {
    /// The document.
    pub scenario: &'a Scenario,
    /// SHA-256 of the scenario file, hexadecimal.
    pub scenario_sha256: &'a str,
    /// Households and anchors.
    pub demand: &'a Demand,
    /// Guidelines that ask nothing of the sites at hand: with them and without them the question is the same.
    pub idle: &'a [u8],
    /// The searches: with all guidelines that are priced first.
    pub searches: Vec<PrincipleSearch>,
    /// Names of the solvers that were at work.
    pub solver: String,
    /// What the user should know of all plans.
    pub warnings: Vec<String>,
    /// Every file read, by path.
    pub inputs: Vec<InputFile>,
    /// Threads in use, for the record.
    pub threads: u32,
    /// Duration so far, s.
    pub wall_s: f64,
}

impl PrinciplePlan {
    /// The figures of a plan, found with these guidelines enforced.
    #[must_use]
    pub fn of(plan: &Plan, enforced: &[u8]) -> Self {
        let cost = &plan.cost;
        Self {
            found_with: enforced.to_vec(),
            capex_eur: cost.capex_eur,
            opex_eur_per_year: cost.opex_eur_per_year,
            sites: plan.sites.iter().map(|site| site.id.clone()).collect(),
            households_covered: plan.households.covered,
            households_covered_ratio: plan.households.covered_ratio,
            households_newly_served: plan.households.newly_served,
            value: plan.objective.value,
            capex_per_covered_household_eur: cost.capex_per_covered_household_eur,
            present_value_per_covered_household_eur: cost.present_value_per_covered_household_eur,
            governance: plan.governance.clone(),
            warnings: plan.warnings.clone(),
        }
    }
}

/// The report of all searches.
#[must_use]
pub fn principles_report(stages: PrinciplesStages) -> PrinciplesReport {
    let gap_asked_ratio = stages.scenario.solve.gap_ratio.max(PROOF_TOLERANCE_RATIO);
    let cases: Vec<PrincipleCase> =
        stages.searches.iter().map(|search| case(&stages.searches, search, gap_asked_ratio)).collect();
    let households = |part: fn(&HouseholdPoint) -> f64| {
        round_to(stages.demand.points.iter().map(part).sum(), SHARE_DECIMALS)
    };
    PrinciplesReport {
        scenario: ScenarioRef {
            name: stages.scenario.name.clone(),
            description: stages.scenario.description.clone(),
            sha256: stages.scenario_sha256.to_owned(),
        },
        guidelines: cases.first().map_or_else(Vec::new, |all| all.enforced.clone()),
        value_unit: value_unit(stages.demand, &stages.scenario.objective),
        households: households(|point| point.households),
        households_previously_unserved: households(|point| point.unserved_households),
        prices: prices(&cases, stages.idle),
        cases,
        provenance: provenance(&stages),
        warnings: stages.warnings,
    }
}

fn provenance(stages: &PrinciplesStages) -> PrinciplesProvenance {
    let solve = stages.scenario.solve;
    PrinciplesProvenance {
        divario: env!("CARGO_PKG_VERSION").into(),
        inputs: stages.inputs.clone(),
        solver: SolverReport {
            name: stages.solver.clone(),
            gap_ratio: solve.gap_ratio,
            time_limit_s: solve.time_limit_s,
            seed: solve.seed,
        },
        threads: stages.threads,
        wall_s: round_to(stages.wall_s, THOUSANDTH_DECIMALS),
    }
}

/// A case takes the best plan of all searches that enforced at least as much.
fn case(searches: &[PrincipleSearch], own: &PrincipleSearch, gap_asked_ratio: f64) -> PrincipleCase {
    let keeping = searches.iter().filter(|one| contains(&one.enforced, &own.enforced));
    let found = keeping.filter_map(|one| one.found.as_ref().ok());
    let best = found.max_by_key(|one| (one.kept_micro, one.value_micro, -one.spent_cents));
    let Some(best) = best else {
        return PrincipleCase {
            enforced: own.enforced.clone(),
            status: PlanStatus::Infeasible,
            infeasible: own.found.as_ref().err().cloned(),
            plan: None,
            bound: None,
        };
    };
    let bound = bound(searches, own, best);
    let is_closed = bound.as_ref().is_some_and(|bound| bound.gap_ratio <= gap_asked_ratio);
    PrincipleCase {
        enforced: own.enforced.clone(),
        status: if is_closed { PlanStatus::Optimal } else { PlanStatus::Feasible },
        infeasible: None,
        plan: Some(best.plan.clone()),
        bound,
    }
}

/// The least of all bounds that hold for plans that keep the guidelines and as much of the promises as the best plan, if any does.
fn bound(
    searches: &[PrincipleSearch],
    own: &PrincipleSearch,
    best: &PrincipleFound,
) -> Option<PrincipleBound> {
    let laxer = searches.iter().filter(|one| contains(&own.enforced, &one.enforced));
    let bounds = laxer.filter_map(|one| Some((one.found.as_ref().ok()?, &one.enforced)));
    let holding = bounds.filter(|(found, _)| found.kept_micro <= best.kept_micro);
    let (least, proven_with) = holding.min_by_key(|(found, _)| found.bound_micro)?;
    Some(PrincipleBound {
        value: least.bound_micro as f64 / MILLION,
        proven_with: proven_with.clone(),
        gap_ratio: round_to(gap_ratio(best.value_micro, least.bound_micro), SHARE_DECIMALS),
    })
}

/// Whether all of `few` are among `many`.
fn contains(many: &[u8], few: &[u8]) -> bool {
    few.iter().all(|one| many.contains(one))
}

/// What is given up in each case after the first. To give up what is idle changes nothing, which needs no bounds.
fn prices(cases: &[PrincipleCase], idle: &[u8]) -> Vec<PrinciplePrice> {
    let Some((all, others)) = cases.split_first() else { return Vec::new() };
    let price = |other: &PrincipleCase| {
        let given_up = all.enforced.iter().copied().filter(|one| !other.enforced.contains(one));
        let given_up: Vec<u8> = given_up.collect();
        let mut price = price(all, other);
        if let Some(price) = price.as_mut().filter(|_| contains(idle, &given_up)) {
            (price.value_at_least, price.value_at_most) = (Some(0.0), Some(0.0));
        }
        let missing = || {
            let without = if other.plan.is_none() { "without" } else { "with" };
            format!("there is no plan {without} what is given up to compare with")
        };
        PrinciplePrice { given_up, missing: price.is_none().then(missing), price }
    };
    others.iter().map(price).collect()
}

fn price(all: &PrincipleCase, other: &PrincipleCase) -> Option<Price> {
    let (with, without) = (all.plan.as_ref()?, other.plan.as_ref()?);
    let weight = |value: f64| round_to(value, SHARE_DECIMALS);
    let bound = |case: &PrincipleCase| case.bound.as_ref().map(|bound| bound.value);
    let proven = |more: f64, less: f64| weight((more - less).max(0.0));
    let dearer = |with: Option<f64>, without: Option<f64>| Some(to_cents(with? - without?));
    Some(Price {
        households: weight(without.households_covered - with.households_covered),
        households_newly_served: weight(without.households_newly_served - with.households_newly_served),
        value: weight(without.value - with.value),
        value_at_least: bound(all).map(|bound| proven(without.value, bound)),
        value_at_most: bound(other).map(|bound| proven(bound, with.value)),
        capex_per_covered_household_eur: dearer(
            with.capex_per_covered_household_eur,
            without.capex_per_covered_household_eur,
        ),
        present_value_per_covered_household_eur: dearer(
            with.present_value_per_covered_household_eur,
            without.present_value_per_covered_household_eur,
        ),
    })
}
