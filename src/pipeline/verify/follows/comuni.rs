//! Each comune from its points, and the small ones together.

use std::collections::BTreeMap;

use super::figures::{Steps, check_same, check_share, check_sum, word};
use super::households::{check_uncovered, covered, newly_served};
use crate::certificate::{Instance, Refusal};
use crate::score::{ComuneReport, Plan, PointReport};

pub(super) fn check(plan: &Plan, question: &Instance) -> Result<(), Refusal> {
    check_codes(plan, question)?;
    let mut points: BTreeMap<&str, Vec<&PointReport>> = BTreeMap::new();
    plan.points.iter().for_each(|point| points.entry(&point.istat).or_default().push(point));
    for (index, comune) in plan.comuni.iter().enumerate() {
        let of_comune = points.get(comune.istat.as_str()).map_or(&[][..], Vec::as_slice);
        check_sums(comune, of_comune)?;
        check_reasons(comune, of_comune)?;
        let promised = question.promised_micro.get(index).map_or(0.0, |micro| *micro as f64 / 1e6);
        let place = of(comune, "promised");
        check_sum(
            &place,
            Steps::Millionths,
            comune.promised,
            [promised].into_iter(),
            "the question's promise",
        )?;
        check_small(comune, plan.small_comuni.below_population)?;
    }
    check_together(plan)
}

fn of(comune: &ComuneReport, field: &str) -> String {
    format!("plan.json, {field} of comune {}", comune.istat)
}

/// Comuni are the groups of the question, and whoever is in one names one of them.
fn check_codes(plan: &Plan, question: &Instance) -> Result<(), Refusal> {
    Refusal::unless_equal("plan.json, number of comuni", plan.comuni.len(), question.groups.len())?;
    for (index, (comune, group)) in plan.comuni.iter().zip(&question.groups).enumerate() {
        Refusal::unless_equal(format!("plan.json, comuni[{index}].istat"), &comune.istat, group)?;
    }
    let points = plan.points.iter().map(|one| ("point", &one.id, &one.istat));
    let anchors = plan.anchors.iter().map(|one| ("anchor", &one.name, &one.istat));
    let stranger = points.chain(anchors).find(|(_, _, istat)| !question.groups.contains(istat));
    stranger.map_or(Ok(()), |(kind, id, istat)| {
        Err(Refusal::of(format!("plan.json, istat of {kind} {id:?}"), istat, "that of a comune of the plan"))
    })
}

fn check_sums(comune: &ComuneReport, points: &[&PointReport]) -> Result<(), Refusal> {
    let sum = |field, says, part: fn(&PointReport) -> f64| {
        let parts = points.iter().map(|point| part(point));
        check_sum(&of(comune, field), Steps::Millionths, says, parts, "its points")
    };
    sum("households", comune.households, |point| point.households)?;
    sum("covered", comune.covered, covered)?;
    sum("previously_unserved", comune.previously_unserved, |point| point.previously_unserved)?;
    sum("newly_served", comune.newly_served, newly_served)?;
    let shares = [comune.covered, comune.households];
    let place = of(comune, "covered_ratio");
    check_share(&place, Steps::Millionths, comune.covered_ratio, shares, "covered / households")
}

/// Households not covered are counted once, each by the state of its point.
fn check_reasons(comune: &ComuneReport, points: &[&PointReport]) -> Result<(), Refusal> {
    let states: Vec<(String, f64)> = points.iter().map(|one| (word(&one.state), one.households)).collect();
    let reasons =
        check_uncovered(&comune.uncovered, &states, |reason| of(comune, &format!("uncovered.{reason}")))?;
    let is_known = |state: &str| state == "covered" || reasons.iter().any(|reason| reason == state);
    let strange = points.iter().zip(&states).find(|(_, (state, _))| !is_known(state));
    strange.map_or(Ok(()), |(point, (state, _))| {
        let place = format!("plan.json, state of point {:?}", point.id);
        Err(Refusal::of(place, state, "covered, or a reason under uncovered of its comune"))
    })
}

fn check_small(comune: &ComuneReport, below: u32) -> Result<(), Refusal> {
    let expected = comune.population < below;
    check_same(&of(comune, "small"), comune.small, expected, || {
        format!("population {}, threshold small_comuni.below_population {below}", comune.population)
    })
}

fn check_together(plan: &Plan) -> Result<(), Refusal> {
    let (says, small) = (&plan.small_comuni, || plan.comuni.iter().filter(|comune| comune.small));
    let place = |field: &str| format!("plan.json, small_comuni.{field}");
    check_same(&place("comuni"), says.comuni as usize, small().count(), || "those that are small".into())?;
    let sum = |field: &str, says, parts: &mut dyn Iterator<Item = f64>| {
        check_sum(&place(field), Steps::Millionths, says, parts, "those of the small comuni")
    };
    sum("households", says.households, &mut small().map(|comune| comune.households))?;
    sum("covered", says.covered, &mut small().map(|comune| comune.covered))?;
    let shares = [says.covered, says.households];
    check_share(
        &place("covered_ratio"),
        Steps::Millionths,
        says.covered_ratio,
        shares,
        "covered / households",
    )
}
