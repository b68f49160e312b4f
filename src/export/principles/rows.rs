//! Rows of `principles.csv` and `prices.csv`. What each field means stands in [`super::dictionary`].

use serde::Serialize;

use crate::score::{PlanStatus, PrincipleCase, PrinciplePrice};

/// One case.
#[derive(Debug, Serialize)]
pub(super) struct CaseRow {
    enforced: String,
    status: PlanStatus,
    found_with: Option<String>,
    capex_eur: Option<f64>,
    opex_eur_per_year: Option<f64>,
    sites: Option<usize>,
    households_covered: Option<f64>,
    households_covered_ratio: Option<f64>,
    households_newly_served: Option<f64>,
    value: Option<f64>,
    bound: Option<f64>,
    proven_with: Option<String>,
    gap_ratio: Option<f64>,
    capex_per_covered_household_eur: Option<f64>,
    present_value_per_covered_household_eur: Option<f64>,
    guideline_1_holds: Option<bool>,
    guideline_2_holds: Option<bool>,
    guideline_3_holds: Option<bool>,
    guideline_4_holds: Option<bool>,
}

impl From<&PrincipleCase> for CaseRow {
    fn from(case: &PrincipleCase) -> Self {
        let (plan, bound) = (case.plan.as_ref(), case.bound.as_ref());
        let holds = |number: u8| {
            plan?.governance.iter().find(|verdict| verdict.guideline == number).map(|one| one.holds)
        };
        Self {
            enforced: numbers(&case.enforced),
            status: case.status,
            found_with: plan.map(|plan| numbers(&plan.found_with)),
            capex_eur: plan.map(|plan| plan.capex_eur),
            opex_eur_per_year: plan.map(|plan| plan.opex_eur_per_year),
            sites: plan.map(|plan| plan.sites.len()),
            households_covered: plan.map(|plan| plan.households_covered),
            households_covered_ratio: plan.map(|plan| plan.households_covered_ratio),
            households_newly_served: plan.map(|plan| plan.households_newly_served),
            value: plan.map(|plan| plan.value),
            bound: bound.map(|bound| bound.value),
            proven_with: bound.map(|bound| numbers(&bound.proven_with)),
            gap_ratio: bound.map(|bound| bound.gap_ratio),
            capex_per_covered_household_eur: plan.and_then(|plan| plan.capex_per_covered_household_eur),
            present_value_per_covered_household_eur: plan
                .and_then(|plan| plan.present_value_per_covered_household_eur),
            guideline_1_holds: holds(1),
            guideline_2_holds: holds(2),
            guideline_3_holds: holds(3),
            guideline_4_holds: holds(4),
        }
    }
}

/// One price.
#[derive(Debug, Serialize)]
pub(super) struct PriceRow {
    given_up: String,
    households: Option<f64>,
    households_newly_served: Option<f64>,
    value: Option<f64>,
    value_at_least: Option<f64>,
    value_at_most: Option<f64>,
    capex_per_covered_household_eur: Option<f64>,
    present_value_per_covered_household_eur: Option<f64>,
}

impl From<&PrinciplePrice> for PriceRow {
    fn from(one: &PrinciplePrice) -> Self {
        let price = one.price.as_ref();
        Self {
            given_up: numbers(&one.given_up),
            households: price.map(|price| price.households),
            households_newly_served: price.map(|price| price.households_newly_served),
            value: price.map(|price| price.value),
            value_at_least: price.and_then(|price| price.value_at_least),
            value_at_most: price.and_then(|price| price.value_at_most),
            capex_per_covered_household_eur: price.and_then(|price| price.capex_per_covered_household_eur),
            present_value_per_covered_household_eur: price
                .and_then(|price| price.present_value_per_covered_household_eur),
        }
    }
}

/// Numbers of guidelines with spaces between them.
fn numbers(guidelines: &[u8]) -> String {
    guidelines.iter().map(u8::to_string).collect::<Vec<_>>().join(" ")
}
