//! Verdicts: what holds follows from value and limit, and two of the values from other figures.

use super::figures::{Steps, check_same};
use crate::certificate::Refusal;
use crate::score::{GuidelineReport, Plan};

pub(super) fn check(plan: &Plan) -> Result<(), Refusal> {
    let found: Vec<u8> = plan.governance.iter().map(|one| one.guideline).collect();
    let place = "plan.json, governance[].guideline";
    Refusal::unless_equal(place, format!("{found:?}"), "[1, 2, 3, 4]".to_owned())?;
    plan.governance.iter().try_for_each(check_verdict)?;
    plan.comuni.iter().try_for_each(|comune| {
        let is_share = (0.0..=1.0).contains(&comune.captive_ratio);
        let place = format!("plan.json, captive_ratio of comune {}", comune.istat);
        if is_share { Ok(()) } else { Err(Refusal::of(place, comune.captive_ratio, "from 0 to 1")) }
    })?;
    check_captives(plan, &plan.governance[0])?;
    check_reserve(plan, &plan.governance[3])
}

fn of(one: &GuidelineReport, field: &str) -> String {
    format!("plan.json, {field} of guideline {}", one.guideline)
}

fn check_verdict(one: &GuidelineReport) -> Result<(), Refusal> {
    let holds = match (one.guideline, one.unit.as_str()) {
        (1, "ratio") | (2, "eur") => one.value <= one.limit,
        (2, "members") | (3, "operators") | (4, "eur") => one.value >= one.limit,
        _ => return Err(Refusal::of(of(one, "unit"), &one.unit, "a unit of that guideline")),
    };
    check_same(&of(one, "holds"), one.holds, holds, || {
        format!("its value is {}, its limit {}", one.value, one.limit)
    })
}

/// The value of guideline 1 is the largest captive share of a comune.
fn check_captives(plan: &Plan, one: &GuidelineReport) -> Result<(), Refusal> {
    let largest = plan.comuni.iter().map(|comune| comune.captive_ratio).fold(0.0, f64::max);
    let [found, expected] = [one.value, largest].map(|ratio| Steps::Millionths.whole(ratio));
    check_same(&format!("{}, in millionths", of(one, "value")), found, expected, || {
        "the largest comuni[].captive_ratio".into()
    })
}

/// The value of guideline 4 is the lowest sum of revenue less running costs and renewals: to a cent for each number that is summed.
fn check_reserve(plan: &Plan, four: &GuidelineReport) -> Result<(), Refusal> {
    let mut reserve_cents = 0;
    let ends = plan.cost.years.iter().skip(1).map(|year| {
        let cents = [year.revenue_eur, -year.opex_eur, -year.renewal_eur].map(|eur| Steps::Cents.whole(eur));
        reserve_cents += cents.iter().sum::<i128>();
        reserve_cents
    });
    let lowest_cents = ends.min().unwrap_or(0);
    let found_cents = Steps::Cents.whole(four.value);
    if (found_cents - lowest_cents).unsigned_abs() <= 3 * plan.cost.years.len() as u128 {
        return Ok(());
    }
    let expected = format!("{}, the lowest reserve over cost.years[]", lowest_cents as f64 / 100.0);
    Err(Refusal::of(of(four, "value"), four.value, expected))
}
