//! Verdicts: what holds follows from value and limit, and the value of the first from other figures.

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
    check_leaked(plan, &plan.governance[1])
}

fn of(one: &GuidelineReport, field: &str) -> String {
    format!("plan.json, {field} of guideline {}", one.guideline)
}

fn check_verdict(one: &GuidelineReport) -> Result<(), Refusal> {
    let holds = match (one.guideline, one.unit.as_str()) {
        (1, "ratio") | (2, "eur") => one.value <= one.limit,
        (2, "members" | "seats") | (3, "operators") | (4, "eur") => one.value >= one.limit,
        _ => return Err(Refusal::of(of(one, "unit"), &one.unit, "a unit of that guideline")),
    };
    check_same(&of(one, "holds"), one.holds, holds, || {
        format!("its value is {}, its limit {}", one.value, one.limit)
    })
}

/// The value of guideline 2 is what public funds pay of private assets; where it counts people, that is nothing.
fn check_leaked(plan: &Plan, one: &GuidelineReport) -> Result<(), Refusal> {
    let is_public = |id: &str| plan.cost.funds.iter().any(|fund| fund.fund == id && fund.public);
    let private = plan.ledger.iter().filter(|row| !row.owner_public).flat_map(|row| &row.funds);
    let leaked_eur: f64 = private.filter(|share| is_public(&share.fund)).map(|share| share.capex_eur).sum();
    let says_eur = if one.unit == "eur" { one.value } else { 0.0 };
    let [found, expected] = [says_eur, leaked_eur].map(|eur| Steps::Cents.whole(eur));
    check_same(&format!("{}, in cents", of(one, "value")), found, expected, || {
        "what public funds pay of private assets in the ledger".into()
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
