//! What differs between two plans of the same question under different weights.

use std::collections::BTreeSet;

use super::report::{ComuneChange, VoteChange, VotePlan, WeighedAlike, WeightsOf};
use crate::economics::{round_to, to_cents};
use crate::scenario::Objective;
use crate::score::rounding::SHARE_DECIMALS;
use crate::score::{ComuneReport, Plan, PointReport, PointState};

/// A plan in short.
pub(super) fn short(weights_of: WeightsOf, plan: &Plan, objective: Objective) -> VotePlan {
    VotePlan {
        weights_of,
        objective,
        status: plan.status,
        value: plan.objective.value,
        bound: plan.objective.bound,
        gap_ratio: plan.objective.gap_ratio,
        capex_eur: plan.cost.capex_eur,
        opex_eur_per_year: plan.cost.opex_eur_per_year,
        households_covered: plan.households.covered,
        households_newly_served: plan.households.newly_served,
        anchors_covered: plan.anchors.iter().filter(|anchor| anchor.covered).count() as u32,
        sites: plan.sites.iter().map(|site| site.id.clone()).collect(),
    }
}

/// What becomes of one plan when another is made.
pub(super) fn change(before: (&VotePlan, &Plan), after: (&VotePlan, &Plan)) -> VoteChange {
    let ((before, plan_before), (after, plan_after)) = (before, after);
    let households = |part: fn(&VotePlan) -> f64| round_to(part(after) - part(before), SHARE_DECIMALS);
    let eur = |part: fn(&VotePlan) -> f64| to_cents(part(after) - part(before));
    VoteChange {
        from: before.weights_of,
        to: after.weights_of,
        sites_added: without(&after.sites, &before.sites),
        sites_dropped: without(&before.sites, &after.sites),
        capex_eur: eur(|plan| plan.capex_eur),
        opex_eur_per_year: eur(|plan| plan.opex_eur_per_year),
        households_covered: households(|plan| plan.households_covered),
        households_newly_served: households(|plan| plan.households_newly_served),
        anchors_covered: after.anchors_covered.cast_signed() - before.anchors_covered.cast_signed(),
        weighed_alike: WeighedAlike {
            before: weighed(plan_before, &after.objective),
            after: weighed(plan_after, &after.objective),
            bound: after.bound,
        },
        comuni: plan_before.comuni.iter().zip(&plan_after.comuni).filter_map(comune).collect(),
    }
}

fn without(sites: &[String], others: &[String]) -> Vec<String> {
    let others: BTreeSet<&String> = others.iter().collect();
    sites.iter().filter(|site| !others.contains(site)).cloned().collect()
}

fn comune((before, after): (&ComuneReport, &ComuneReport)) -> Option<ComuneChange> {
    let differs = before.covered != after.covered || before.newly_served != after.newly_served;
    differs.then(|| ComuneChange {
        istat: before.istat.clone(),
        name: before.name.clone(),
        households: before.households,
        covered_before: before.covered,
        covered_after: after.covered,
        newly_served_before: before.newly_served,
        newly_served_after: after.newly_served,
    })
}

/// Weight that a plan serves, by what an objective says a household and an anchor are worth.
pub(super) fn weighed(plan: &Plan, objective: &Objective) -> f64 {
    let small: BTreeSet<&str> =
        plan.comuni.iter().filter(|comune| comune.small).map(|comune| comune.istat.as_str()).collect();
    let of_point = |point: &PointReport| {
        let bonus = if small.contains(point.istat.as_str()) { objective.small_comune_bonus } else { 0.0 };
        point.previously_unserved * (objective.unserved_weight + bonus)
            + (point.households - point.previously_unserved) * (objective.served_weight + bonus)
    };
    let points: f64 =
        plan.points.iter().filter(|point| point.state == PointState::Covered).map(of_point).sum();
    let anchors = plan.anchors.iter().filter(|anchor| anchor.covered).count() as f64;
    round_to(points + anchors * objective.anchor_weight, SHARE_DECIMALS)
}
