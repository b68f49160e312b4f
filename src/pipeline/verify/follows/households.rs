//! The households of the whole plan, from its points.

use serde_json::Value;

use super::figures::{Steps, check_share, check_sum, word};
use crate::certificate::Refusal;
use crate::score::{Plan, PointReport, PointState, UncoveredReport};

pub(super) fn check(plan: &Plan) -> Result<(), Refusal> {
    let whole = &plan.households;
    let of_points = |field: &str, says: f64, part: fn(&PointReport) -> f64, of: &str| {
        let place = format!("plan.json, households.{field}");
        check_sum(&place, Steps::Millionths, says, plan.points.iter().map(part), of)
    };
    of_points("total", whole.total, |one| one.households, "points[].households")?;
    of_points("covered", whole.covered, covered, "points[].households where the state is covered")?;
    let unserved = "points[].previously_unserved";
    of_points("previously_unserved", whole.previously_unserved, |one| one.previously_unserved, unserved)?;
    let newly = "points[].previously_unserved where the state is covered";
    of_points("newly_served", whole.newly_served, newly_served, newly)?;
    let heard = "points[].households where the state is covered, interference, no_capacity or link_full";
    of_points("with_signal", whole.with_signal, with_signal, heard)?;
    let states: Vec<(String, f64)> =
        plan.points.iter().map(|one| (word(&one.state), one.households)).collect();
    check_uncovered(&whole.uncovered, &states, |reason| format!("plan.json, households.uncovered.{reason}"))?;
    let claims = whole.coverage_alone.iter().flat_map(|alone| {
        [("coverage_alone.claimed", alone.claimed), ("coverage_alone.covered", alone.covered)]
    });
    for (field, says) in claims.chain([("reachable", whole.reachable)]) {
        check_part(field, says, whole.total)?;
    }
    let ratio = (whole.total > 0.0 || whole.covered_ratio != 0.0).then_some(whole.covered_ratio);
    let shares = [whole.covered, whole.total];
    check_share("plan.json, households.covered_ratio", Steps::Millionths, ratio, shares, "covered / total")
}

/// Households that are some of all.
fn check_part(field: &str, says: f64, total: f64) -> Result<(), Refusal> {
    let [part, whole] = [says, total].map(|households| Steps::Millionths.whole(households));
    if (0..=whole).contains(&part) {
        return Ok(());
    }
    Err(Refusal::of(
        format!("plan.json, households.{field}"),
        says,
        format!("0 to {total}, households.total"),
    ))
}

/// Households by reason are those of the points of that state; the reasons that there are.
pub(super) fn check_uncovered(
    uncovered: &UncoveredReport,
    states: &[(String, f64)],
    place: impl Fn(&str) -> String,
) -> Result<Vec<String>, Refusal> {
    let reasons = match serde_json::to_value(uncovered) {
        Ok(Value::Object(reasons)) => reasons,
        _ => serde_json::Map::new(),
    };
    for (reason, says) in &reasons {
        let parts = states.iter().filter(|(state, _)| state == reason).map(|(_, households)| *households);
        let says = says.as_f64().unwrap_or(0.0);
        check_sum(&place(reason), Steps::Millionths, says, parts, "its points of that state")?;
    }
    Ok(reasons.into_iter().map(|(reason, _)| reason).collect())
}

pub(super) fn covered(point: &PointReport) -> f64 {
    if point.state == PointState::Covered { point.households } else { 0.0 }
}

pub(super) fn newly_served(point: &PointReport) -> f64 {
    if point.state == PointState::Covered { point.previously_unserved } else { 0.0 }
}

fn with_signal(point: &PointReport) -> f64 {
    match point.state {
        PointState::Covered | PointState::Interference | PointState::NoCapacity | PointState::LinkFull => {
            point.households
        }
        _ => 0.0,
    }
}
