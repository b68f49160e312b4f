//! How dependence on private owners ends: concessions between known owners, phases from their ends, and shares that never rise.

use std::collections::BTreeSet;

use super::figures::{Steps, check_same};
use crate::certificate::Refusal;
use crate::governance::{Concession, years_of_end};
use crate::score::{AssetReport, ComuneReport, PhaseReport, Plan};

pub(super) fn check(plan: &Plan) -> Result<(), Refusal> {
    for (at, concession) in plan.dependence.concessions.iter().enumerate() {
        check_concession(plan, concession, &|field| {
            format!("plan.json, dependence.concessions[{at}].{field}")
        })?;
    }
    let concessions = &plan.dependence.concessions;
    let different: BTreeSet<&str> = concessions.iter().map(|one| one.id.as_str()).collect();
    let place = "plan.json, dependence.concessions[].id, different ones";
    check_same(place, different.len(), concessions.len(), || "each is told once".into())?;
    for (at, row) in plan.ledger.iter().enumerate() {
        check_reversion(plan, row, &|field| format!("plan.json, ledger[{at}].{field}"))?;
    }
    check_phases(plan)?;
    plan.comuni.iter().try_for_each(|comune| check_comune(comune, plan.dependence.phases.len()))
}

/// Whether an owner is public; none where the plan does not name it.
fn is_public(plan: &Plan, id: &str) -> Option<bool> {
    plan.owners.iter().find(|owner| owner.id == id).map(|owner| owner.kind.is_public())
}

fn check_owner(plan: &Plan, id: &str, public: bool, place: String) -> Result<(), Refusal> {
    let kind = if public { "public" } else { "private" };
    let is_so = is_public(plan, id) == Some(public);
    if is_so { Ok(()) } else { Err(Refusal::of(place, id, format!("a {kind} one of owners[].id"))) }
}

fn check_year(plan: &Plan, year: u32, place: String) -> Result<(), Refusal> {
    let horizon_years = plan.cost.years.len().saturating_sub(1) as u32;
    let is_within = (1..=horizon_years).contains(&year);
    if is_within { Ok(()) } else { Err(Refusal::of(place, year, format!("from 1 to {horizon_years}"))) }
}

fn check_concession(plan: &Plan, one: &Concession, place: &dyn Fn(&str) -> String) -> Result<(), Refusal> {
    check_owner(plan, &one.grantor, true, place("grantor"))?;
    check_owner(plan, &one.concessionaire, false, place("concessionaire"))?;
    check_year(plan, one.until_year, place("until_year"))
}

/// Private assets of one site revert together, to a public owner.
fn check_reversion(plan: &Plan, row: &AssetReport, place: &dyn Fn(&str) -> String) -> Result<(), Refusal> {
    let of_site = plan.ledger.iter().find(|other| other.site == row.site);
    let said = |row: &AssetReport| {
        let year = row.reversion_year.map_or("null".to_owned(), |year| year.to_string());
        [year, row.reverts_to.clone().unwrap_or_else(|| "null".to_owned())]
    };
    let Some(first) = of_site else { return Ok(()) };
    for ((field, found), expected) in
        ["reversion_year", "reverts_to"].into_iter().zip(said(row)).zip(said(first))
    {
        check_same(&place(field), found, expected, || format!("as for {}", first.asset))?;
    }
    match (row.reversion_year, &row.reverts_to) {
        (None, None) => Ok(()),
        (Some(year), Some(to)) => {
            check_year(plan, year, place("reversion_year"))?;
            check_owner(plan, to, true, place("reverts_to"))?;
            check_same(&place("reverts_to"), row.owner_public, false, || "its owner is public already".into())
        }
        (year, _) => {
            let place = place(if year.is_some() { "reverts_to" } else { "reversion_year" });
            Err(Refusal::of(place, "null", "a year and an owner, or neither"))
        }
    }
}

/// One phase begins wherever something ends; what depends on one owner alone never becomes more.
fn check_phases(plan: &Plan) -> Result<(), Refusal> {
    let phases = &plan.dependence.phases;
    let reversions = plan.ledger.iter().filter_map(|row| row.reversion_year);
    let ends = years_of_end(&plan.dependence.concessions, reversions);
    let expected: Vec<u32> = std::iter::once(0).chain(ends).collect();
    let found: Vec<u32> = phases.iter().map(|phase| phase.after_year).collect();
    check_same(
        "plan.json, dependence.phases[].after_year",
        format!("{found:?}"),
        format!("{expected:?}"),
        || "0, and the ends of dependence.concessions[] and ledger[].reversion_year".into(),
    )?;
    for (at, pair) in phases.windows(2).enumerate() {
        let place = format!("plan.json, dependence.phases[{}].captive_ratio", at + 1);
        let is_no_more = pair[1].captive_ratio <= pair[0].captive_ratio;
        check_same(&place, is_no_more, true, || "no more than in the phase before".into())?;
    }
    let place = |at: usize, field: &str| format!("plan.json, dependence.phases[{at}].{field}");
    phases.iter().enumerate().try_for_each(|(at, phase)| {
        let PhaseReport { captive_ratio, hhi, .. } = *phase;
        check_index(&place(at, "hhi"), hhi, captive_ratio)
    })?;
    let largest = |part: fn(&ComuneReport) -> f64| plan.comuni.iter().map(part).fold(0.0, f64::max);
    let same = |at: usize, field: &str, says: f64, largest: f64, of: &str| {
        let [says, expected] = [says, largest].map(|number| Steps::Millionths.whole(number));
        check_same(&format!("{}, in millionths", place(at, field)), says, expected, || {
            format!("the largest {of}")
        })
    };
    let (first, last) = (phases[0], phases.len() - 1);
    same(
        0,
        "captive_ratio",
        first.captive_ratio,
        largest(|one| one.captive_ratio),
        "comuni[].captive_ratio",
    )?;
    same(0, "hhi", first.hhi, largest(|one| one.hhi), "comuni[].hhi")?;
    let after = largest(|one| one.captive_ratio_after);
    same(last, "captive_ratio", phases[last].captive_ratio, after, "comuni[].captive_ratio_after")
}

fn check_comune(comune: &ComuneReport, phases: usize) -> Result<(), Refusal> {
    let place = |field: &str| format!("plan.json, {field} of comune {}", comune.istat);
    let (during, after) = (comune.captive_ratio, comune.captive_ratio_after);
    let is_no_more = if phases == 1 { after == during } else { (0.0..=during).contains(&after) };
    check_same(&place("captive_ratio_after"), is_no_more, true, || {
        format!("no more than captive_ratio, {during}, and the same where nothing ends")
    })?;
    check_index(&place("hhi"), comune.hhi, during)
}

/// Shares that come to no more than 1 together, none larger than the captive one: no index is larger than 10,000 times that.
fn check_index(place: &str, hhi: f64, captive_ratio: f64) -> Result<(), Refusal> {
    // A hundredth for each of the two, which are rounded; a hundredth of a comune, shared by several owners, may be rounded to 0.
    let most = 10_000.0 * captive_ratio + 0.02;
    let is_within = (0.0..=most).contains(&hhi) && (hhi > 0.0 || captive_ratio < 0.01);
    let expected = format!(
        "above 0 where somebody depends on one owner alone, and at most {most:.2}: 10,000 times that share"
    );
    if is_within { Ok(()) } else { Err(Refusal::of(place, hhi, expected)) }
}
