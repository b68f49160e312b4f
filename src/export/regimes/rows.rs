//! Rows of `regimes.csv`. What each field means stands in [`super::dictionary`].

use serde::Serialize;

use crate::score::{PlanStatus, RegimeReport};

/// One regime.
#[derive(Debug, Serialize)]
pub(super) struct RegimeRow<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    holder: Option<&'a str>,
    fee_eur_per_year: f64,
    one_off_fee_eur: f64,
    present_fees_eur: f64,
    frequency_mhz: f64,
    bandwidth_mhz: f64,
    eirp_mask: Option<&'a str>,
    base_station_eirp_max_dbm: Option<f64>,
    status: PlanStatus,
    sites: Option<usize>,
    households_covered: Option<f64>,
    households_covered_ratio: Option<f64>,
    households_newly_served: Option<f64>,
    capex_eur: Option<f64>,
    opex_eur_per_year: Option<f64>,
    present_value_eur: Option<f64>,
    present_value_per_covered_household_eur: Option<f64>,
    value: Option<f64>,
    bound: Option<f64>,
    gap_ratio: Option<f64>,
    guidelines_held: Option<String>,
    duty_points: Option<f64>,
    duty_points_min: Option<f64>,
    duty_listed_points: Option<f64>,
    duty_listed_points_min: Option<f64>,
    share_from_year: Option<f64>,
    share_comuni: Option<usize>,
    share_households: Option<f64>,
    dominated_by: String,
}

impl<'a> From<&'a RegimeReport> for RegimeRow<'a> {
    fn from(regime: &'a RegimeReport) -> Self {
        let plan = regime.plan.as_ref();
        let duty = plan.and_then(|plan| plan.coverage_duty.as_ref());
        let share = plan.and_then(|plan| plan.use_or_share.as_ref());
        let numbers = |numbers: &[u8]| numbers.iter().map(u8::to_string).collect::<Vec<_>>().join(" ");
        Self {
            id: &regime.id,
            name: &regime.name,
            kind: regime.kind.word(),
            holder: regime.holder.as_deref(),
            fee_eur_per_year: regime.fee_eur_per_year,
            one_off_fee_eur: regime.one_off_fee_eur,
            present_fees_eur: regime.present_fees_eur,
            frequency_mhz: regime.band.frequency_mhz,
            bandwidth_mhz: regime.band.bandwidth_mhz,
            eirp_mask: regime.band.eirp_mask.as_deref(),
            base_station_eirp_max_dbm: regime.band.base_station_eirp_max_dbm,
            status: regime.status,
            sites: plan.map(|plan| plan.sites.len()),
            households_covered: plan.map(|plan| plan.households_covered),
            households_covered_ratio: plan.map(|plan| plan.households_covered_ratio),
            households_newly_served: plan.map(|plan| plan.households_newly_served),
            capex_eur: plan.map(|plan| plan.capex_eur),
            opex_eur_per_year: plan.map(|plan| plan.opex_eur_per_year),
            present_value_eur: plan.map(|plan| plan.present_value_eur),
            present_value_per_covered_household_eur: plan
                .and_then(|plan| plan.present_value_per_covered_household_eur),
            value: plan.map(|plan| plan.value),
            bound: plan.map(|plan| plan.bound),
            gap_ratio: plan.map(|plan| plan.gap_ratio),
            guidelines_held: plan.map(|plan| numbers(&plan.guidelines_held)),
            duty_points: duty.map(|duty| duty.points),
            duty_points_min: duty.map(|duty| duty.points_min),
            duty_listed_points: duty.map(|duty| duty.listed_points),
            duty_listed_points_min: duty.map(|duty| duty.listed_points_min),
            share_from_year: share.map(|share| share.from_year),
            share_comuni: share.map(|share| share.comuni.len()),
            share_households: share.map(|share| share.households),
            dominated_by: regime.dominated_by.join(" "),
        }
    }
}
