//! Invented frontiers for tests of files and charts.

use crate::score::{
    FrontierBound, FrontierKnee, FrontierPlan, FrontierPoint, FrontierProvenance, FrontierReport,
    FrontierStep, InputFile, PlanStatus, ScenarioRef, SolverReport, ValueUnit,
};

/// A curve of so many budgets, 100,000 euro apart; the first pays for no plan.
pub(in crate::export) fn frontier(budgets: u32) -> FrontierReport {
    let points: Vec<FrontierPoint> = (0..budgets).map(point).collect();
    let knee =
        (budgets > 3).then_some(FrontierKnee { point: 2, budget_eur: 200_000.0, above_chord_ratio: 0.3 });
    FrontierReport {
        scenario: ScenarioRef {
            name: "Valle \"alta\" <1>".into(),
            description: None,
            sha256: "abc".repeat(21),
        },
        scenario_budget_eur: 100_000.0,
        value_unit: ValueUnit::WeightedHouseholds,
        households: 2_000.0,
        households_previously_unserved: 900.0,
        points,
        knee,
        warnings: vec!["a warning".into()],
        provenance: FrontierProvenance {
            divario: "0.1.0".into(),
            inputs: vec![InputFile { path: "dem.tif".into(), sha256: "abc123".into() }],
            solver: SolverReport { name: "divario".into(), gap_ratio: 0.01, time_limit_s: 60.0, seed: 1 },
            threads: 2,
            wall_s: 1.5,
        },
    }
}

fn point(step: u32) -> FrontierPoint {
    let budget_eur = 1e5 * f64::from(step);
    let empty = FrontierPoint {
        budget_eur,
        status: PlanStatus::Infeasible,
        is_knee: step == 2,
        is_scenario_budget: step == 1,
        infeasible: Some("the fixed sites cost 50,000 euro".into()),
        plan: None,
        bound: None,
        step: None,
    };
    if step == 0 {
        return empty;
    }
    let share = 1.0 - 0.5_f64.powf(f64::from(step));
    let further = FrontierStep { capex_eur: 90_000.0, households: 200.0, eur_per_household: Some(450.0) };
    FrontierPoint {
        status: PlanStatus::Feasible,
        infeasible: None,
        plan: Some(FrontierPlan {
            found_at_budget_eur: budget_eur,
            capex_eur: budget_eur - 10_000.0,
            opex_eur_per_year: 1_000.0,
            sites: (0..step).map(|site| format!("site {site}")).collect(),
            links: step,
            households_covered: 1_500.0 * share,
            households_covered_ratio: 0.75 * share,
            households_newly_served: 800.0 * share,
            value: 1_000.0 * share,
            signal_value: 1_100.0 * share,
            capex_per_covered_household_eur: Some(75.5),
            warnings: Vec::new(),
        }),
        bound: Some(FrontierBound {
            value: 1_200.0 * share,
            proven_at_budget_eur: budget_eur,
            gap_ratio: 0.166_667,
            households: None,
        }),
        step: (step > 1).then_some(further),
        ..empty
    }
}
