//! Seats beside assets and households, and what is lent where, worked out again.

use std::collections::BTreeSet;

use super::figures::{check_report, check_same};
use crate::certificate::Refusal;
use crate::governance::Seats;
use crate::score::{GuidelineReport, ManagingBodyReport, Plan, loans_of, managing_body_of};

pub(super) fn check(plan: &Plan) -> Result<(), Refusal> {
    check_loans(plan)?;
    let Some(report) = &plan.managing_body else { return Ok(()) };
    check_bodies(plan, report)?;
    let seats: Vec<Seats> = report
        .bodies
        .iter()
        .map(|one| Seats { owner: one.owner.clone(), istat: one.istat.clone(), seats: one.seats })
        .collect();
    let expected = managing_body_of(&seats, report.small_comuni_seats_min, plan);
    check_report("managing_body", &plan.managing_body, &expected, "its seats, ledger[] and comuni[]")?;
    let Some(two) = plan.governance.iter().find(|one| one.guideline == 2) else { return Ok(()) };
    check_verdict(two, report)
}

/// Each is an owner or a comune of the plan, and is told once.
fn check_bodies(plan: &Plan, report: &ManagingBodyReport) -> Result<(), Refusal> {
    let is_known = |owner: Option<&String>, istat: Option<&String>| match (owner, istat) {
        (Some(owner), None) => plan.owners.iter().any(|one| one.id == *owner),
        (None, Some(istat)) => plan.comuni.iter().any(|one| one.istat == *istat),
        _ => false,
    };
    for (at, one) in report.bodies.iter().enumerate() {
        if !is_known(one.owner.as_ref(), one.istat.as_ref()) {
            let field = if one.owner.is_some() { "owner" } else { "istat" };
            let found = one.owner.as_ref().or(one.istat.as_ref()).map_or("null", String::as_str);
            let place = format!("plan.json, managing_body.bodies[{at}].{field}");
            return Err(Refusal::of(place, found, "one of owners[].id or of comuni[].istat"));
        }
    }
    let different: BTreeSet<_> = report.bodies.iter().map(|one| (&one.owner, &one.istat)).collect();
    check_same(
        "plan.json, managing_body.bodies[], different ones",
        different.len(),
        report.bodies.len(),
        || "each is told once".into(),
    )
}

/// Guideline 2 holds only with seats enough, and tells of them where they alone are missing.
fn check_verdict(two: &GuidelineReport, report: &ManagingBodyReport) -> Result<(), Refusal> {
    let Some(min) = report.small_comuni_seats_min else { return Ok(()) };
    let may_hold = report.small_comuni_seats >= min;
    check_same("plan.json, holds of guideline 2", two.holds && !may_hold, false, || {
        format!("managing_body.small_comuni_seats are {}, of at least {min}", report.small_comuni_seats)
    })?;
    if two.unit != "seats" {
        return Ok(());
    }
    let same = |field: &str, says: f64, expected: u32, of: &str| {
        let place = format!("plan.json, {field} of guideline 2");
        check_same(&place, says, f64::from(expected), || format!("managing_body.{of}"))
    };
    same("value", two.value, report.small_comuni_seats, "small_comuni_seats")?;
    same("limit", two.limit, min, "small_comuni_seats_min")
}

/// The comuni's and what stands outside of all are together what the ledger lends.
fn check_loans(plan: &Plan) -> Result<(), Refusal> {
    for site in &plan.sites {
        let is_known = |istat: &String| plan.comuni.iter().any(|comune| comune.istat == *istat);
        if let Some(istat) = site.istat.as_ref().filter(|istat| !is_known(istat)) {
            let place = format!("plan.json, istat of site {:?}", site.id);
            return Err(Refusal::of(place, istat, "one of comuni[].istat, or null"));
        }
    }
    let of = "ledger[].in_kind_present_value_eur and sites[].istat";
    let (by_comune_eur, loans) = loans_of(&plan.ledger, &plan.sites, &plan.comuni);
    for (comune, expected_eur) in plan.comuni.iter().zip(by_comune_eur) {
        let place = format!("plan.json, in_kind_present_value_eur of comune {}", comune.istat);
        check_same(&place, comune.in_kind_present_value_eur, expected_eur, || of.into())?;
    }
    check_report("loans", &plan.loans, &loans, of)
}
