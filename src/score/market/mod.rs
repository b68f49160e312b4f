//! The public plan beside what a private licensee would build on the same terrain for its profit.

mod report;
#[cfg(test)]
mod tests;

pub use report::{
    ComuneReach, LicenseePlan, MarketProvenance, MarketReport, PointReach, PublicPlan, Reach, ReachedBy,
};

use super::rounding::{DEGREE_DECIMALS, SHARE_DECIMALS, THOUSANDTH_DECIMALS};
use super::{InputFile, Plan, ScenarioRef, SolverReport};
use crate::demand::{Demand, HouseholdPoint};
use crate::economics::round_to;
use crate::scenario::{Market, Scenario};

/// Everything that the report is made from.
pub struct MarketStages<'a> {
    /// The document.
    pub scenario: &'a Scenario,
    /// SHA-256 of the scenario file, hexadecimal.
    pub scenario_sha256: &'a str,
    /// The licensee's terms.
    pub market: &'a Market,
    /// Comuni and households.
    pub demand: &'a Demand,
    /// The public plan.
    pub public: &'a Plan,
    /// Whether it covers each household point.
    pub reached_by_public: &'a [bool],
    /// The licensee's figures; households are counted here.
    pub licensee: LicenseePlan,
    /// Whether it covers each household point.
    pub reached_by_licensee: &'a [bool],
    /// Names of the solvers that were at work for the licensee.
    pub solver: String,
    /// What the user should know beside what the public plan says.
    pub warnings: Vec<String>,
    /// Every file read, by path.
    pub inputs: Vec<InputFile>,
    /// Threads in use, for the record.
    pub threads: u32,
    /// Duration so far, s.
    pub wall_s: f64,
}

/// The report of both networks.
#[must_use]
pub fn market_report(stages: MarketStages) -> MarketReport {
    let (scenario, points) = (stages.scenario, points(&stages));
    let horizon_years = scenario.costs.horizon_years;
    let sum = |part: fn(&HouseholdPoint) -> f64| {
        round_to(stages.demand.points.iter().map(part).sum(), SHARE_DECIMALS)
    };
    let reach = reach(points.iter());
    let of_licensee = |one: &&PointReach| matches!(one.reached_by, ReachedBy::Both | ReachedBy::Market);
    let newly = points.iter().filter(of_licensee).map(|one| one.previously_unserved).sum::<f64>() + 0.0;
    MarketReport {
        scenario: ScenarioRef {
            name: scenario.name.clone(),
            description: scenario.description.clone(),
            sha256: stages.scenario_sha256.to_owned(),
        },
        market: stages.market.clone(),
        horizon_years,
        present_revenue_per_household_eur: stages.market.household_cents(horizon_years) as f64 / 100.0,
        present_cpe_per_household_eur: scenario
            .costs
            .network_cpe()
            .map(|cpe| stages.market.cpe_cents(&cpe, horizon_years) as f64 / 100.0),
        households: sum(|point| point.households),
        households_previously_unserved: sum(|point| point.unserved_households),
        public_plan: public_plan(stages.public),
        comuni: comuni(&stages, &points),
        provenance: provenance(&stages),
        licensee: LicenseePlan {
            households_covered: round_to(reach.by_both + reach.by_market_alone, SHARE_DECIMALS),
            households_newly_served: round_to(newly, SHARE_DECIMALS),
            ..stages.licensee
        },
        reach,
        points,
        warnings: stages.warnings,
    }
}

fn public_plan(plan: &Plan) -> PublicPlan {
    PublicPlan {
        sites: plan.sites.iter().map(|site| site.id.clone()).collect(),
        households_covered: plan.households.covered,
        households_newly_served: plan.households.newly_served,
        capex_eur: plan.cost.capex_eur,
        opex_eur_per_year: plan.cost.opex_eur_per_year,
        value: plan.objective.value,
        bound: plan.objective.bound,
        gap_ratio: plan.objective.gap_ratio,
    }
}

fn points(stages: &MarketStages) -> Vec<PointReach> {
    let reached = stages.reached_by_public.iter().zip(stages.reached_by_licensee);
    let point = |(point, (public, licensee)): (&HouseholdPoint, (&bool, &bool))| PointReach {
        id: point.id.clone(),
        istat: stages.demand.comuni[point.comune].istat.clone(),
        lon: round_to(point.lon_lat.lon_deg, DEGREE_DECIMALS),
        lat: round_to(point.lon_lat.lat_deg, DEGREE_DECIMALS),
        households: round_to(point.households, SHARE_DECIMALS),
        previously_unserved: round_to(point.unserved_households, SHARE_DECIMALS),
        reached_by: match (public, licensee) {
            (true, true) => ReachedBy::Both,
            (true, false) => ReachedBy::PublicPlan,
            (false, true) => ReachedBy::Market,
            (false, false) => ReachedBy::Neither,
        },
    };
    stages.demand.points.iter().zip(reached).map(point).collect()
}

/// Households of some points by who reaches them.
fn reach<'p>(points: impl Iterator<Item = &'p PointReach>) -> Reach {
    let mut sum = Reach::default();
    for point in points {
        let place = match point.reached_by {
            ReachedBy::Both => &mut sum.by_both,
            ReachedBy::PublicPlan => &mut sum.by_public_plan_alone,
            ReachedBy::Market => &mut sum.by_market_alone,
            ReachedBy::Neither => &mut sum.by_neither,
        };
        *place = round_to(*place + point.households, SHARE_DECIMALS);
        if point.reached_by == ReachedBy::PublicPlan {
            let newly = &mut sum.newly_served_by_public_plan_alone;
            *newly = round_to(*newly + point.previously_unserved, SHARE_DECIMALS);
        }
    }
    sum
}

fn comuni(stages: &MarketStages, points: &[PointReach]) -> Vec<ComuneReach> {
    let reached = |comune: &crate::demand::Comune| ComuneReach {
        istat: comune.istat.clone(),
        name: comune.name.clone(),
        reach: reach(points.iter().filter(|point| point.istat == comune.istat)),
    };
    let mut comuni: Vec<ComuneReach> = stages.demand.comuni.iter().map(reached).collect();
    comuni.sort_by(|one, other| one.istat.cmp(&other.istat));
    comuni
}

fn provenance(stages: &MarketStages) -> MarketProvenance {
    let solve = stages.scenario.solve;
    MarketProvenance {
        divario: env!("CARGO_PKG_VERSION").into(),
        inputs: stages.inputs.clone(),
        solver: SolverReport {
            name: if stages.solver.is_empty() { "divario".into() } else { stages.solver.clone() },
            gap_ratio: solve.gap_ratio,
            time_limit_s: solve.time_limit_s,
            seed: solve.seed,
        },
        threads: stages.threads,
        wall_s: round_to(stages.wall_s, THOUSANDTH_DECIMALS),
    }
}
