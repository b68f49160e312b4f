//! Rows of `frontier.csv`. What each field means stands in [`super::dictionary`].

use serde::Serialize;

use crate::score::{FrontierPoint, PlanStatus};

/// One budget.
#[derive(Debug, Default, Serialize)]
pub(in crate::export) struct BudgetRow {
    budget_eur: f64,
    status: Option<PlanStatus>,
    is_knee: bool,
    is_scenario_budget: bool,
    found_at_budget_eur: Option<f64>,
    capex_eur: Option<f64>,
    opex_eur_per_year: Option<f64>,
    sites: Option<usize>,
    links: Option<u32>,
    households_covered: Option<f64>,
    households_covered_ratio: Option<f64>,
    households_newly_served: Option<f64>,
    value: Option<f64>,
    signal_value: Option<f64>,
    bound: Option<f64>,
    proven_at_budget_eur: Option<f64>,
    gap_ratio: Option<f64>,
    households_bound: Option<f64>,
    capex_per_covered_household_eur: Option<f64>,
    further_capex_eur: Option<f64>,
    further_households: Option<f64>,
    eur_per_further_household: Option<f64>,
}

impl From<&FrontierPoint> for BudgetRow {
    fn from(point: &FrontierPoint) -> Self {
        let mut row = Self {
            budget_eur: point.budget_eur,
            status: Some(point.status),
            is_knee: point.is_knee,
            is_scenario_budget: point.is_scenario_budget,
            ..Self::default()
        };
        row.set_plan(point);
        row.set_bound_and_step(point);
        row
    }
}

impl BudgetRow {
    fn set_plan(&mut self, point: &FrontierPoint) {
        let Some(plan) = &point.plan else { return };
        self.found_at_budget_eur = Some(plan.found_at_budget_eur);
        self.capex_eur = Some(plan.capex_eur);
        self.opex_eur_per_year = Some(plan.opex_eur_per_year);
        self.sites = Some(plan.sites.len());
        self.links = Some(plan.links);
        self.households_covered = Some(plan.households_covered);
        self.households_covered_ratio = Some(plan.households_covered_ratio);
        self.households_newly_served = Some(plan.households_newly_served);
        self.value = Some(plan.value);
        self.signal_value = Some(plan.signal_value);
        self.capex_per_covered_household_eur = plan.capex_per_covered_household_eur;
    }

    fn set_bound_and_step(&mut self, point: &FrontierPoint) {
        if let Some(bound) = &point.bound {
            self.bound = Some(bound.value);
            self.proven_at_budget_eur = Some(bound.proven_at_budget_eur);
            self.gap_ratio = Some(bound.gap_ratio);
            self.households_bound = bound.households;
        }
        if let Some(step) = &point.step {
            self.further_capex_eur = Some(step.capex_eur);
            self.further_households = Some(step.households);
            self.eur_per_further_household = step.eur_per_household;
        }
    }
}
