//! Who wins and who loses against the first plan: comuni, and household points.

use std::collections::BTreeMap;

use super::comparable::{by_id, same_point};
use super::{ComuneCompared, PlanAtHand, PointsAgainst};
use crate::economics::round_to;
use crate::score::rounding::SHARE_DECIMALS;
use crate::score::{ComuneReport, Plan, PointState};

/// Every comune of any plan, by ISTAT code.
pub(super) fn all(plans: &[PlanAtHand]) -> Vec<ComuneCompared> {
    let mut found: BTreeMap<&str, Vec<Option<&ComuneReport>>> = BTreeMap::new();
    for (index, one) in plans.iter().enumerate() {
        for comune in &one.plan.comuni {
            found.entry(&comune.istat).or_insert_with(|| vec![None; plans.len()])[index] = Some(comune);
        }
    }
    found.into_values().filter_map(|in_plans| compared(&in_plans)).collect()
}

fn compared(in_plans: &[Option<&ComuneReport>]) -> Option<ComuneCompared> {
    let known = in_plans.iter().flatten().next()?;
    let first = in_plans[0];
    let difference = |(index, comune): (usize, Option<&ComuneReport>)| {
        let (first, own) = (first?, comune?);
        let same = (first.households - own.households).abs() < 1e-6;
        (index > 0 && same).then(|| round_to(own.covered - first.covered, SHARE_DECIMALS))
    };
    Some(ComuneCompared {
        istat: known.istat.clone(),
        name: known.name.clone(),
        households: known.households,
        covered: in_plans.iter().map(|comune| comune.map(|comune| comune.covered)).collect(),
        covered_ratio: in_plans.iter().map(|comune| comune.and_then(|comune| comune.covered_ratio)).collect(),
        differences: in_plans.iter().copied().enumerate().map(difference).collect(),
    })
}

/// Points that a plan wins and loses against the first.
pub(super) fn points_against(first: &Plan, other: &Plan) -> PointsAgainst {
    let known = by_id(first);
    let covered = |state: PointState| state == PointState::Covered;
    let mut against =
        PointsAgainst { compared: 0, won: 0, households_won: 0.0, lost: 0, households_lost: 0.0 };
    for point in &other.points {
        let Some(base) = known.get(point.id.as_str()).filter(|base| same_point(base, point)) else {
            continue;
        };
        against.compared += 1;
        match (covered(base.state), covered(point.state)) {
            (false, true) => {
                against.won += 1;
                against.households_won += point.households;
            }
            (true, false) => {
                against.lost += 1;
                against.households_lost += point.households;
            }
            _ => {}
        }
    }
    against.households_won = round_to(against.households_won, SHARE_DECIMALS);
    against.households_lost = round_to(against.households_lost, SHARE_DECIMALS);
    against
}
