//! The figures of a frontier: what each budget buys, what no plan within it can beat, and what a further household costs.
//!
//! Each budget takes, of all plans that were found at any budget and that it can pay, the one that serves most in the busy hour, and
//! of all proofs the one that bounds it best. So more money is never worse, by construction and whatever a search missed.

mod contradictions;
mod knee;
mod report;
#[cfg(test)]
mod tests;

pub use contradictions::Contradiction;
pub use report::{
    FrontierBeside, FrontierBound, FrontierKnee, FrontierPlan, FrontierPoint, FrontierProvenance,
    FrontierReport, FrontierStep, ValueUnit,
};

use super::rounding::{SHARE_DECIMALS, THOUSANDTH_DECIMALS};
use super::{InputFile, Plan, PlanStatus, ScenarioRef, SolverReport, anchor_weights, point_weights};
use crate::certificate::PROOF_TOLERANCE_RATIO;
use crate::demand::Demand;
use crate::economics::{round_to, to_cents};
use crate::scenario::{Objective, Scenario};

/// A plan that a search found.
#[derive(Debug, Clone)]
pub struct FoundPlan {
    /// What it costs, cents.
    pub spent_cents: i64,
    /// Households that it serves of those promised to small comuni, millionths.
    pub kept_micro: i64,
    /// Weight that it serves in the busy hour, millionths.
    pub value_micro: i64,
    /// Places that it serves and its value does not count.
    pub has_uncounted_places: bool,
    /// Its figures.
    pub figures: FrontierPlan,
}

/// A budget and what was proven of it.
#[derive(Debug, Clone)]
pub struct AskedBudget {
    /// The budget, cents.
    pub cents: i64,
    /// The least bound, millionths, and the budget at whose search its proof was found, cents; or why there is no plan.
    pub bound: Result<(i64, i64), String>,
}

/// Everything that the figures are made from.
pub struct FrontierStages<'a> {
    /// The document.
    pub scenario: &'a Scenario,
    /// SHA-256 of the scenario file, hexadecimal.
    pub scenario_sha256: &'a str,
    /// Households and anchors.
    pub demand: &'a Demand,
    /// The scenario's own budget, cents.
    pub scenario_budget_cents: i64,
    /// All plans found, in the order in which they were.
    pub found: Vec<FoundPlan>,
    /// All budgets, rising.
    pub budgets: Vec<AskedBudget>,
    /// Names of the solvers that were at work.
    pub solver: String,
    /// What the user should know.
    pub warnings: Vec<String>,
    /// Every file read, by path.
    pub inputs: Vec<InputFile>,
    /// Threads in use, for the record.
    pub threads: u32,
    /// Duration so far, s.
    pub wall_s: f64,
}

impl FrontierPlan {
    /// The figures of a plan that was found at the search of a budget.
    #[must_use]
    pub fn of(plan: &Plan, found_at_cents: i64) -> Self {
        Self {
            found_at_budget_eur: eur(found_at_cents),
            capex_eur: plan.cost.capex_eur,
            opex_eur_per_year: plan.cost.opex_eur_per_year,
            sites: plan.sites.iter().map(|site| site.id.clone()).collect(),
            links: plan.links.len() as u32,
            households_covered: plan.households.covered,
            households_covered_ratio: plan.households.covered_ratio,
            households_newly_served: plan.households.newly_served,
            value: plan.objective.value,
            signal_value: plan.objective.signal_value,
            capex_per_covered_household_eur: plan.cost.capex_per_covered_household_eur,
            warnings: plan.warnings.clone(),
        }
    }
}

/// The report of a frontier.
#[must_use]
pub fn frontier_report(stages: FrontierStages) -> FrontierReport {
    let unit = value_unit(stages.demand, &stages.scenario.objective);
    let mut points: Vec<FrontierPoint> =
        stages.budgets.iter().map(|asked| point(&stages, asked, unit)).collect();
    add_steps(&mut points);
    let knee = mark_knee(&mut points);
    let households = |part: fn(&crate::demand::HouseholdPoint) -> f64| {
        round_to(stages.demand.points.iter().map(part).sum(), SHARE_DECIMALS)
    };
    let solve = stages.scenario.solve;
    FrontierReport {
        scenario: ScenarioRef {
            name: stages.scenario.name.clone(),
            description: stages.scenario.description.clone(),
            sha256: stages.scenario_sha256.to_owned(),
        },
        scenario_budget_eur: eur(stages.scenario_budget_cents),
        value_unit: unit,
        households: households(|point| point.households),
        households_previously_unserved: households(|point| point.unserved_households),
        points,
        knee,
        warnings: stages.warnings,
        provenance: FrontierProvenance {
            divario: env!("CARGO_PKG_VERSION").into(),
            inputs: stages.inputs,
            solver: SolverReport {
                name: stages.solver,
                gap_ratio: solve.gap_ratio,
                time_limit_s: solve.time_limit_s,
                seed: solve.seed,
            },
            threads: stages.threads,
            wall_s: round_to(stages.wall_s, THOUSANDTH_DECIMALS),
        },
    }
}

/// Households alone where each weighs one and anchors weigh nothing.
pub(super) fn value_unit(demand: &Demand, objective: &Objective) -> ValueUnit {
    let weights = point_weights(demand, objective);
    let alike = weights.iter().zip(&demand.points).all(|(weight, point)| *weight == point.households);
    let anchors_alike = anchor_weights(demand, objective).iter().all(|weight| *weight == 0.0);
    if alike && anchors_alike { ValueUnit::Households } else { ValueUnit::WeightedHouseholds }
}

/// Of the plans that a budget can pay the one that keeps most of the promises, then serves most; of equals the cheapest, then the
/// first found.
fn best_within(found: &[FoundPlan], budget_cents: i64) -> Option<&FoundPlan> {
    let payable = found.iter().filter(|plan| plan.spent_cents <= budget_cents);
    payable.min_by_key(|plan| (-plan.kept_micro, -plan.value_micro, plan.spent_cents))
}

fn point(stages: &FrontierStages, asked: &AskedBudget, unit: ValueUnit) -> FrontierPoint {
    let mut point = FrontierPoint {
        budget_eur: eur(asked.cents),
        status: PlanStatus::Infeasible,
        is_knee: false,
        is_scenario_budget: asked.cents == stages.scenario_budget_cents,
        infeasible: None,
        plan: None,
        bound: None,
        step: None,
    };
    match (&asked.bound, best_within(&stages.found, asked.cents)) {
        (Ok((bound_micro, proven_at_cents)), Some(best)) => {
            let gap_ratio = gap_ratio(best.value_micro, *bound_micro);
            let is_closed = gap_ratio <= stages.scenario.solve.gap_ratio.max(PROOF_TOLERANCE_RATIO);
            let value = *bound_micro as f64 / 1e6;
            let counts_all =
                unit == ValueUnit::Households && !stages.found.iter().any(|one| one.has_uncounted_places);
            point.status = if is_closed { PlanStatus::Optimal } else { PlanStatus::Feasible };
            point.plan = Some(best.figures.clone());
            point.bound = Some(FrontierBound {
                value,
                proven_at_budget_eur: eur(*proven_at_cents),
                gap_ratio: round_to(gap_ratio, SHARE_DECIMALS),
                households: counts_all.then_some(value),
            });
        }
        (Err(reason), _) => point.infeasible = Some(reason.clone()),
        (Ok(_), None) => point.infeasible = Some("no plan was found that it can pay".to_owned()),
    }
    point
}

/// How far a value is from its bound, as a share of the bound; 0 where that is none.
pub(super) fn gap_ratio(value_micro: i64, bound_micro: i64) -> f64 {
    if bound_micro > 0 { (bound_micro - value_micro) as f64 / bound_micro as f64 } else { 0.0 }
}

/// Sets each plan against the one before.
fn add_steps(points: &mut [FrontierPoint]) {
    let mut before: Option<FrontierPlan> = None;
    for point in points {
        let Some(plan) = &point.plan else { continue };
        point.step = before.as_ref().map(|before| step(before, plan));
        before = Some(plan.clone());
    }
}

fn step(before: &FrontierPlan, plan: &FrontierPlan) -> FrontierStep {
    let capex_eur = to_cents(plan.capex_eur - before.capex_eur);
    let households = round_to(plan.households_covered - before.households_covered, SHARE_DECIMALS);
    let eur_per_household = (households > 0.0).then(|| to_cents(capex_eur / households));
    FrontierStep { capex_eur, households, eur_per_household }
}

/// Finds the knee of values over budgets, and marks it.
fn mark_knee(points: &mut [FrontierPoint]) -> Option<FrontierKnee> {
    let planned = points.iter().enumerate();
    let planned =
        planned.filter_map(|(at, point)| Some((at, (point.budget_eur, point.plan.as_ref()?.value))));
    let (places, curve): (Vec<usize>, Vec<(f64, f64)>) = planned.unzip();
    let found = knee::knee(&curve)?;
    let point = &mut points[places[found.at]];
    point.is_knee = true;
    Some(FrontierKnee {
        point: places[found.at] as u32,
        budget_eur: point.budget_eur,
        above_chord_ratio: round_to(found.above_chord_ratio, SHARE_DECIMALS),
    })
}

fn eur(cents: i64) -> f64 {
    cents as f64 / 100.0
}
