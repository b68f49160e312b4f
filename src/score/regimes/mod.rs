//! The scenario under each spectrum regime, side by side.

mod report;
#[cfg(test)]
mod tests;

pub use report::{BandReport, RegimePlan, RegimeReport, RegimesProvenance, RegimesReport};

use super::dominance::{self, Standing};
use super::rounding::{DECIBEL_DECIMALS, SHARE_DECIMALS, THOUSANDTH_DECIMALS};
use super::{InputFile, Plan, PlanStatus, ScenarioRef, SolverReport};
use crate::demand::{Demand, HouseholdPoint};
use crate::economics::{round_to, to_cents};
use crate::scenario::{Radio, Regime, Scenario};

/// A regime, and its plan or why there is none.
pub struct RegimeSearch<'a> {
    /// The regime.
    pub regime: &'a Regime,
    /// The radio under it.
    pub radio: Radio,
    /// Its plan.
    pub found: Result<&'a Plan, String>,
}

/// Everything that the report is made from.
pub struct RegimesStages<'a> {
    /// The document as it is.
    pub scenario: &'a Scenario,
    /// SHA-256 of the scenario file, hexadecimal.
    pub scenario_sha256: &'a str,
    /// Comuni and households.
    pub demand: &'a Demand,
    /// The searches, in the scenario's order.
    pub searches: Vec<RegimeSearch<'a>>,
    /// Names of the solvers that were at work.
    pub solver: String,
    /// Seconds that each search could take.
    pub time_limit_s: f64,
    /// What the user should know of the scenario.
    pub warnings: Vec<String>,
    /// Every file read, by path.
    pub inputs: Vec<InputFile>,
    /// Threads in use, for the record.
    pub threads: u32,
    /// Duration so far, s.
    pub wall_s: f64,
}

/// The report of all regimes.
#[must_use]
pub fn regimes_report(stages: &RegimesStages) -> RegimesReport {
    let scenario = stages.scenario;
    let sum = |part: fn(&HouseholdPoint) -> f64| {
        round_to(stages.demand.points.iter().map(part).sum(), SHARE_DECIMALS)
    };
    let mut regimes: Vec<RegimeReport> = stages.searches.iter().map(|one| row(scenario, one)).collect();
    let dominated: Vec<Vec<String>> = regimes.iter().map(|one| dominating(&regimes, one)).collect();
    for (regime, dominated_by) in regimes.iter_mut().zip(dominated) {
        regime.dominated_by = dominated_by;
    }
    RegimesReport {
        scenario: ScenarioRef {
            name: scenario.name.clone(),
            description: scenario.description.clone(),
            sha256: stages.scenario_sha256.to_owned(),
        },
        households: sum(|point| point.households),
        households_previously_unserved: sum(|point| point.unserved_households),
        regimes,
        warnings: stages.warnings.clone(),
        provenance: RegimesProvenance {
            divario: env!("CARGO_PKG_VERSION").into(),
            inputs: stages.inputs.clone(),
            solver: SolverReport {
                name: stages.solver.clone(),
                gap_ratio: scenario.solve.gap_ratio,
                time_limit_s: stages.time_limit_s,
                seed: scenario.solve.seed,
            },
            threads: stages.threads,
            wall_s: round_to(stages.wall_s, THOUSANDTH_DECIMALS),
        },
    }
}

fn row(scenario: &Scenario, search: &RegimeSearch) -> RegimeReport {
    let Regime { id, name, kind, holder, fee_eur_per_year, one_off_fee_eur, source, .. } = search.regime;
    let costs = &scenario.costs;
    let present_fees_eur = search.regime.present_fees_eur(costs.horizon_years, costs.discount_rate_ratio);
    let found = search.found.as_ref();
    RegimeReport {
        id: id.clone(),
        name: name.clone(),
        kind: *kind,
        holder: holder.clone(),
        fee_eur_per_year: *fee_eur_per_year,
        one_off_fee_eur: *one_off_fee_eur,
        present_fees_eur: to_cents(present_fees_eur),
        band: band(&search.radio),
        source: source.clone(),
        status: found.map_or(PlanStatus::Infeasible, |plan| plan.status),
        infeasible: found.err().cloned(),
        plan: found.ok().map(|plan| regime_plan(plan)),
        dominated_by: Vec::new(),
    }
}

fn band(radio: &Radio) -> BandReport {
    let limits = radio.limits();
    let most_dbm = limits.as_ref().and_then(|limits| limits.base_station.max_dbm(radio.occupied_mhz()));
    BandReport {
        frequency_mhz: radio.frequency_mhz,
        channel_mhz: radio.channel_mhz,
        channel_count: radio.reuse.channel_count,
        bandwidth_mhz: round_to(radio.channel_mhz * f64::from(radio.reuse.channel_count), SHARE_DECIMALS),
        eirp_mask: limits.map(|limits| limits.title),
        base_station_eirp_max_dbm: most_dbm.map(|dbm| round_to(dbm, DECIBEL_DECIMALS)),
    }
}

fn regime_plan(plan: &Plan) -> RegimePlan {
    let held = plan.governance.iter().filter(|verdict| verdict.holds).map(|verdict| verdict.guideline);
    RegimePlan {
        sites: plan.sites.iter().map(|site| site.id.clone()).collect(),
        capex_eur: plan.cost.capex_eur,
        opex_eur_per_year: plan.cost.opex_eur_per_year,
        households_covered: plan.households.covered,
        households_covered_ratio: plan.households.covered_ratio,
        households_newly_served: plan.households.newly_served,
        present_value_eur: plan.cost.present_value_eur,
        present_value_per_covered_household_eur: plan.cost.present_value_per_covered_household_eur,
        value: plan.objective.value,
        bound: plan.objective.bound,
        gap_ratio: plan.objective.gap_ratio,
        guidelines_held: held.collect(),
        governance: plan.governance.clone(),
        coverage_duty: plan.spectrum.coverage_duty.clone(),
        use_or_share: plan.spectrum.use_or_share.clone(),
        warnings: plan.warnings.clone(),
    }
}

/// Ids of the regimes that are no worse than one in anything, and better in something.
fn dominating(regimes: &[RegimeReport], own: &RegimeReport) -> Vec<String> {
    let Some(plan) = &own.plan else { return Vec::new() };
    let others = regimes.iter().filter(|other| other.plan.as_ref().is_some_and(|one| dominates(one, plan)));
    others.map(|other| other.id.clone()).collect()
}

fn dominates(one: &RegimePlan, other: &RegimePlan) -> bool {
    dominance::dominates(&standing(one), &standing(other))
}

fn standing(plan: &RegimePlan) -> Standing<'_> {
    Standing {
        households_covered: plan.households_covered,
        cost_per_household_eur: plan.present_value_per_covered_household_eur,
        guidelines_held: &plan.guidelines_held,
        keeps_duty: plan.coverage_duty.as_ref().is_none_or(|duty| duty.is_met),
    }
}
