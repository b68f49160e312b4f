//! The one place where the plan's numbers are rounded, so that files are stable and can be read.
//!
//! | quantity | decimals |
//! |---|---|
//! | money, euro | 2 |
//! | households, weights, ratios, per cent, GHz | 6 |
//! | degrees | 7 (about 1 cm) |
//! | metres, decibels, indices of concentration | 2 |
//! | kilometres, seconds | 3 |
//!
//! Values of guidelines are rounded by their audits; what the scenario gave (limits, cell size, solver settings)
//! stays as it was given.

use super::{
    AnchorReport, AssetReport, ComuneReport, CostReport, CoverageAlone, FixReport, HouseholdReport,
    LinkReport, ObjectiveReport, PhaseReport, Plan, PointReport, PopReport, PromiseReport,
    ProposedSiteReport, SiteReport, SmallComuniReport, UncoveredReport,
};
use crate::economics::{round_to, to_cents};

pub(super) const SHARE_DECIMALS: i32 = 6;
pub(super) const DEGREE_DECIMALS: i32 = 7;
pub(super) const METRE_DECIMALS: i32 = 2;
pub(super) const DECIBEL_DECIMALS: i32 = 2;
pub(super) const THOUSANDTH_DECIMALS: i32 = 3;
const INDEX_DECIMALS: i32 = 2;

/// Rounds every number of a plan.
pub(super) fn round(plan: &mut Plan) {
    objective(&mut plan.objective);
    households(&mut plan.households);
    cost(&mut plan.cost);
    plan.ledger.iter_mut().for_each(asset);
    plan.sites.iter_mut().for_each(site);
    plan.links.iter_mut().for_each(link);
    plan.pops.iter_mut().for_each(pop);
    plan.proposed_sites.iter_mut().for_each(proposed);
    plan.comuni.iter_mut().for_each(comune);
    small_comuni(&mut plan.small_comuni);
    plan.anchors.iter_mut().for_each(anchor);
    plan.points.iter_mut().for_each(point);
    plan.dependence.phases.iter_mut().for_each(phase);
    each([&mut plan.provenance.wall_s], THOUSANDTH_DECIMALS);
}

fn each<const N: usize>(values: [&mut f64; N], decimals: i32) {
    for value in values {
        *value = round_to(*value, decimals);
    }
}

fn cents<const N: usize>(values_eur: [&mut f64; N]) {
    for value_eur in values_eur {
        *value_eur = to_cents(*value_eur);
    }
}

fn objective(report: &mut ObjectiveReport) {
    let ObjectiveReport { value, signal_value, bound, gap_ratio, promises } = report;
    each([value, signal_value, bound, gap_ratio], SHARE_DECIMALS);
    if let Some(PromiseReport { households, kept, kept_bound }) = promises {
        each([households, kept, kept_bound], SHARE_DECIMALS);
    }
}

fn households(report: &mut HouseholdReport) {
    let HouseholdReport {
        total,
        covered,
        covered_ratio,
        previously_unserved,
        newly_served,
        with_signal,
        reachable,
        uncovered: reasons,
        coverage_alone,
    } = report;
    uncovered(reasons);
    each([total, covered, covered_ratio, previously_unserved, newly_served], SHARE_DECIMALS);
    each([with_signal, reachable], SHARE_DECIMALS);
    if let Some(CoverageAlone { claimed, covered }) = coverage_alone {
        each([claimed, covered], SHARE_DECIMALS);
    }
}

fn cost(report: &mut CostReport) {
    cents([&mut report.budget_eur, &mut report.capex_eur, &mut report.opex_eur_per_year]);
    cents([&mut report.present_value_eur]);
    report.capex_per_covered_household_eur = report.capex_per_covered_household_eur.map(to_cents);
    report.present_value_per_covered_household_eur =
        report.present_value_per_covered_household_eur.map(to_cents);
    report.annuity_per_covered_household_eur = report.annuity_per_covered_household_eur.map(to_cents);
    for fund in &mut report.funds {
        cents([&mut fund.capex_eur, &mut fund.spent_eur]);
    }
    for item in &mut report.items {
        cents([&mut item.capex_eur, &mut item.opex_eur_per_year]);
    }
    for year in &mut report.years {
        cents([&mut year.capex_eur, &mut year.renewal_eur, &mut year.opex_eur, &mut year.revenue_eur]);
        cents([&mut year.wholesale_eur, &mut year.hosting_eur, &mut year.anchor_fees_eur]);
        cents([&mut year.energy_eur, &mut year.rent_eur, &mut year.maintenance_eur]);
        cents([&mut year.spectrum_eur, &mut year.backhaul_eur]);
        cents([&mut year.cost_present_value_eur, &mut year.revenue_present_value_eur]);
        year.cpe_eur = year.cpe_eur.map(to_cents);
        year.one_off_fee_eur = year.one_off_fee_eur.map(to_cents);
        each([&mut year.take_up_ratio], SHARE_DECIMALS);
    }
}

fn asset(report: &mut AssetReport) {
    let AssetReport { capex_eur, opex_eur_per_year, renewals_eur, present_value_eur, .. } = report;
    cents([capex_eur, opex_eur_per_year, renewals_eur, present_value_eur]);
    cents([&mut report.in_kind_eur_per_year, &mut report.in_kind_present_value_eur]);
}

fn site(report: &mut SiteReport) {
    each([&mut report.lon, &mut report.lat], DEGREE_DECIMALS);
    each([&mut report.ground_m, &mut report.height_m], METRE_DECIMALS);
    let SiteReport {
        households_covered, households_served, households_alone, households_turned_away, ..
    } = report;
    each([households_covered, households_served, households_alone, households_turned_away], SHARE_DECIMALS);
    cents([&mut report.capex_eur, &mut report.opex_eur_per_year, &mut report.in_kind_eur_per_year]);
}

fn link(report: &mut LinkReport) {
    let LinkReport { band_ghz, capacity_mbps, load_mbps, availability_percent, .. } = report;
    each([band_ghz, capacity_mbps, load_mbps, availability_percent], SHARE_DECIMALS);
    each([&mut report.length_km], THOUSANDTH_DECIMALS);
    each([&mut report.margin_db], DECIBEL_DECIMALS);
    each([&mut report.clearance_m], METRE_DECIMALS);
    cents([&mut report.capex_eur, &mut report.opex_eur_per_year]);
}

fn pop(report: &mut PopReport) {
    each([&mut report.lon, &mut report.lat], DEGREE_DECIMALS);
}

fn proposed(report: &mut ProposedSiteReport) {
    each([&mut report.lon, &mut report.lat], DEGREE_DECIMALS);
}

fn comune(report: &mut ComuneReport) {
    let ComuneReport {
        households, covered, previously_unserved, newly_served, captive_ratio, promised, ..
    } = report;
    each([households, covered, previously_unserved, newly_served, captive_ratio, promised], SHARE_DECIMALS);
    each([&mut report.captive_ratio_after], SHARE_DECIMALS);
    each([&mut report.hhi], INDEX_DECIMALS);
    report.covered_ratio = report.covered_ratio.map(|ratio| round_to(ratio, SHARE_DECIMALS));
    uncovered(&mut report.uncovered);
    each([&mut report.cheapest_fix_households], SHARE_DECIMALS);
    fix(report.cheapest_fix.as_mut());
}

fn uncovered(report: &mut UncoveredReport) {
    let UncoveredReport {
        no_site_reaches,
        signal_too_weak,
        no_backhaul,
        ruled_out_by_ownership,
        too_few_operators,
        over_budget,
        running_costs,
        outweighed,
        interference,
        no_capacity,
        link_full,
    } = report;
    each([no_site_reaches, signal_too_weak, no_backhaul], SHARE_DECIMALS);
    each([ruled_out_by_ownership, too_few_operators, over_budget], SHARE_DECIMALS);
    each([running_costs, outweighed, interference, no_capacity, link_full], SHARE_DECIMALS);
}

fn small_comuni(report: &mut SmallComuniReport) {
    each([&mut report.households, &mut report.covered], SHARE_DECIMALS);
    report.covered_ratio = report.covered_ratio.map(|ratio| round_to(ratio, SHARE_DECIMALS));
}

fn anchor(report: &mut AnchorReport) {
    each([&mut report.lon, &mut report.lat], DEGREE_DECIMALS);
    for rate_mbps in [&mut report.rate_mbps, &mut report.uplink_rate_mbps] {
        *rate_mbps = rate_mbps.map(|rate_mbps| round_to(rate_mbps, SHARE_DECIMALS));
    }
}

fn phase(report: &mut PhaseReport) {
    each([&mut report.captive_ratio], SHARE_DECIMALS);
    each([&mut report.hhi], INDEX_DECIMALS);
}

fn fix(report: Option<&mut FixReport>) {
    if let Some(report) = report {
        report.capex_eur = to_cents(report.capex_eur);
    }
}

fn point(report: &mut PointReport) {
    fix(report.cheapest_fix.as_mut());
    each([&mut report.lon, &mut report.lat], DEGREE_DECIMALS);
    each([&mut report.households, &mut report.previously_unserved], SHARE_DECIMALS);
    report.ground_m = report.ground_m.map(|ground_m| round_to(ground_m, METRE_DECIMALS));
    let PointReport { rx_level_dbm, sinr_db, uplink_sinr_db, margin_db, .. } = report;
    for decibels in [rx_level_dbm, sinr_db, uplink_sinr_db, margin_db] {
        *decibels = decibels.map(|value| round_to(value, DECIBEL_DECIMALS));
    }
    for rate_mbps in [&mut report.rate_mbps, &mut report.uplink_rate_mbps] {
        *rate_mbps = rate_mbps.map(|rate_mbps| round_to(rate_mbps, SHARE_DECIMALS));
    }
    report.probability_ratio = report.probability_ratio.map(|ratio| round_to(ratio, SHARE_DECIMALS));
    for clearance_m in [&mut report.clearance_m, &mut report.fresnel_clearance_m] {
        *clearance_m = clearance_m.map(|clearance_m| round_to(clearance_m, METRE_DECIMALS));
    }
}

#[cfg(test)]
mod tests {
    use crate::score::world::World;
    use serde_json::Value;

    fn longest_fraction(value: &Value) -> usize {
        match value {
            Value::Number(number) => number.to_string().split_once('.').map_or(0, |(_, digits)| digits.len()),
            Value::Array(values) => values.iter().map(longest_fraction).max().unwrap_or(0),
            Value::Object(fields) => fields.values().map(longest_fraction).max().unwrap_or(0),
            Value::Null | Value::Bool(_) | Value::String(_) => 0,
        }
    }

    #[test]
    fn no_number_of_the_file_has_more_than_seven_decimals() {
        let mut world = World::three_sites();
        for point in &mut world.demand.points {
            point.households /= 3.0;
            point.unserved_households /= 7.0;
            point.lon_lat.lon_deg += 1.0 / 3.0;
        }
        for site in &mut world.sites {
            site.lon_lat.lat_deg += 1.0 / 3.0;
            site.ground_m += 1.0 / 3.0;
            site.terms.lease_eur_per_year += 1.0 / 3.0;
            site.terms.in_kind_eur_per_year += 1.0 / 3.0;
        }
        for link in &mut world.links {
            link.length_km += 1.0 / 3.0;
            link.tiers[0].margin_db += 1.0 / 3.0;
            link.tiers[0].availability_percent -= 1.0 / 3.0;
            link.tiers[0].capacity_mbps += 1.0 / 3.0;
            link.clearance_m += 1.0 / 3.0;
        }
        world.scenario.costs.discount_rate_ratio = 0.037;
        world.objective = 1.0 / 3.0;
        let json = serde_json::to_value(world.plan()).unwrap();
        assert_eq!(longest_fraction(&json), 7);
        let money = serde_json::to_value(world.plan().cost).unwrap();
        assert_eq!(longest_fraction(&money), 2);
    }

    #[test]
    fn the_document_reads_back_as_it_was_written() {
        let plan = World::three_sites().plan();
        let json = serde_json::to_string(&plan).unwrap();
        assert_eq!(serde_json::from_str::<crate::score::Plan>(&json).unwrap(), plan);
    }
}
