//! Whether `plan.json` says what the certificate says.

use std::borrow::Cow;

use super::answer::Answer;
use super::document::{Certificate, Claim};
use super::instance::Instance;
use super::links;
use super::paths;
use super::plan_file::{PlanFile, PlanSays, PointSays};
use super::refusal::Refusal;

/// Holds a plan against the certificate, whose question and answer are given; how many places it serves beyond the answer.
pub(super) fn check(
    plan: &PlanFile,
    certificate: &Certificate,
    instance: &Instance,
    answer: &Answer,
) -> Result<usize, Refusal> {
    check_files(&plan.says, certificate)?;
    check_sites(&plan.says, instance, answer)?;
    links::check(&plan.says)?;
    check_money(&plan.says, certificate.claim, answer.open.len())?;
    check_objective(&plan.says, certificate.claim)?;
    check_promises(&plan.says, certificate.claim, instance)?;
    check_households(&plan.says)?;
    let beyond = check_served(&plan.says, instance, answer)?;
    paths::check(&plan.says, instance)?;
    Ok(beyond)
}

/// Scenario and inputs.
fn check_files(plan: &PlanSays, certificate: &Certificate) -> Result<(), Refusal> {
    let [named, hashed] = ["name", "sha256"].map(|field| format!("plan.json, scenario.{field}"));
    Refusal::unless_equal(named, &plan.scenario.name, &certificate.scenario.name)?;
    Refusal::unless_equal(hashed, &plan.scenario.sha256, &certificate.scenario.sha256)?;
    let (inputs, certified) = (&plan.provenance.inputs, &certificate.inputs);
    Refusal::unless_equal("plan.json, number of provenance.inputs", inputs.len(), certified.len())?;
    for (index, (input, certified)) in inputs.iter().zip(certified).enumerate() {
        let place = format!("plan.json, provenance.inputs[{index}]");
        Refusal::unless_equal(format!("{place}.path"), &input.path, &certified.path)?;
        Refusal::unless_equal(format!("{place}.sha256 ({})", input.path), &input.sha256, &certified.sha256)?;
    }
    Ok(())
}

/// The sites of the plan are the open ones, at their cost with the cheapest link or, where one feeds them, at more: together by
/// what the answer's links cost beyond that.
fn check_sites(plan: &PlanSays, instance: &Instance, answer: &Answer) -> Result<(), Refusal> {
    let open = answer.open.iter().map(|&site| &instance.sites[site as usize]);
    let mut beyond_cents = 0_i64;
    for (index, (site, open)) in plan.sites.iter().zip(open).enumerate() {
        Refusal::unless_equal(format!("plan.json, sites[{index}].id"), &site.id, &open.id)?;
        let found_cents = cents(site.capex_eur);
        if found_cents < open.capex_cents || (found_cents > open.capex_cents && !links::feed(plan, &site.id))
        {
            let place = format!("plan.json, capex_eur of site {:?}, in cents", site.id);
            return Err(Refusal::of(
                place,
                found_cents,
                format!("{}, or more with a link", open.capex_cents),
            ));
        }
        beyond_cents = beyond_cents.saturating_add(found_cents.saturating_sub(open.capex_cents));
    }
    Refusal::unless_equal("plan.json, number of sites", plan.sites.len(), answer.open.len())?;
    let place = "plan.json, sites[].capex_eur beside certificate.json, answer.links_extra_cents";
    Refusal::unless_equal(place, answer.links_extra_cents, beyond_cents)
}

/// The capital is that of the sites: to a cent for each, since the plan rounds the sum and not its parts.
fn check_money(plan: &PlanSays, claim: Claim, sites: usize) -> Result<(), Refusal> {
    let capex_cents = cents(plan.cost.capex_eur);
    if capex_cents.abs_diff(claim.spent_cents) > sites as u64 {
        let expected = format!("{}, to a cent for each site", claim.spent_cents);
        return Err(Refusal::of("plan.json, cost.capex_eur, in cents", capex_cents, expected));
    }
    Ok(())
}

/// Value and bound are those of the claim; the gap follows from them, and is rounded to six decimals.
fn check_objective(plan: &PlanSays, claim: Claim) -> Result<(), Refusal> {
    let (says, units) = (&plan.objective, |micro: i64| micro as f64 / 1e6);
    Refusal::unless_equal("plan.json, objective.value", says.value, units(claim.value_micro))?;
    Refusal::unless_equal("plan.json, objective.bound", says.bound, units(claim.bound_micro))?;
    let [value, bound, gap] =
        [claim.value_micro, claim.bound_micro, millionths(says.gap_ratio)].map(i128::from);
    let missed = 1_000_000 * (bound - value);
    if (gap * bound - missed).abs() > bound {
        let expected = format!("{missed} / {bound} millionths");
        return Err(Refusal::of("plan.json, objective.gap_ratio", says.gap_ratio, expected));
    }
    Ok(())
}

/// What was promised, what is kept of it, and what could be.
fn check_promises(plan: &PlanSays, claim: Claim, instance: &Instance) -> Result<(), Refusal> {
    let promised_micro: i64 = instance.promised_micro.iter().sum();
    let Some(says) = &plan.objective.promises else {
        let place = "plan.json, objective.promises";
        return if promised_micro == 0 { Ok(()) } else { Err(Refusal::of(place, "none", promised_micro)) };
    };
    let all = [
        ("households", says.households, promised_micro),
        ("kept", says.kept, claim.kept_micro),
        ("kept_bound", says.kept_bound, claim.kept_bound_micro),
    ];
    all.into_iter().try_for_each(|(field, says, micro)| {
        let place = format!("plan.json, objective.promises.{field}, in millionths");
        Refusal::unless_equal(place, millionths(says), micro)
    })
}

/// The households are those of the points, of which each may be rounded by half a millionth.
fn check_households(plan: &PlanSays) -> Result<(), Refusal> {
    let sum = |points: &mut dyn Iterator<Item = &PointSays>| {
        points.fold(0_i64, |sum, point| sum.saturating_add(millionths(point.households)))
    };
    let all = [
        ("total", plan.households.total, sum(&mut plan.points.iter())),
        ("covered", plan.households.covered, sum(&mut plan.points.iter().filter(|point| point.is_covered()))),
    ];
    for (field, says, sum_micro) in all {
        if millionths(says).abs_diff(sum_micro) > plan.points.len() as u64 {
            let expected = format!("{}, the sum of its points", sum_micro as f64 / 1e6);
            return Err(Refusal::of(format!("plan.json, households.{field}"), says, expected));
        }
    }
    Ok(())
}

/// A place with the sector that serves it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Served<'a> {
    place: Cow<'a, str>,
    site: &'a str,
    /// From 1.
    sector: u32,
    /// Over two paths.
    two_chains: bool,
}

/// Whoever is served in the answer is served by the same sector in the plan; how many more the plan serves.
fn check_served(plan: &PlanSays, instance: &Instance, answer: &Answer) -> Result<usize, Refusal> {
    let in_plan = served_in_plan(plan);
    let in_answer = served_in_answer(instance, answer);
    let beyond = in_plan.len().saturating_sub(in_answer.len());
    let mut in_plan = in_plan.into_iter();
    // Both are sorted: what stands before the one looked for is not in the answer.
    let missing = in_answer.into_iter().find(|served| !in_plan.any(|other| other == *served));
    match missing {
        None => Ok(beyond),
        Some(Served { place, site, sector, two_chains }) => {
            let over = if two_chains { " over two paths" } else { "" };
            let expected = format!("it served by sector {sector} of site {site:?}{over}");
            Err(Refusal::of(format!("plan.json, place {place:?}"), "another sector or none", expected))
        }
    }
}

fn served_in_plan(plan: &PlanSays) -> Vec<Served<'_>> {
    let points = plan.points.iter().filter(|point| point.is_covered());
    let points = points.map(|point| (Cow::from(&point.id), &point.server, point.sector, false));
    let anchors = plan.anchors.iter().filter(|anchor| anchor.covered);
    let anchors = anchors.map(|one| (one.id().into(), &one.server, one.sector, one.dual_path));
    let served = points.chain(anchors).filter_map(|(place, server, sector, two_chains)| {
        Some(Served { place, site: server.as_ref()?, sector: sector?, two_chains })
    });
    sorted(served)
}

fn served_in_answer<'a>(instance: &'a Instance, answer: &Answer) -> Vec<Served<'a>> {
    let served = instance.demand.iter().zip(&answer.served_by).filter_map(|(row, sector)| {
        let site = instance.site_of((*sector)?);
        let first = instance.sector_sites.partition_point(|other| (*other as usize) < site) as u32;
        let place = Cow::from(&row.id);
        let (site, sector) = (&instance.sites[site].id, (*sector)? - first + 1);
        Some(Served { place, site, sector, two_chains: row.two_chains })
    });
    sorted(served)
}

fn sorted<'a>(served: impl Iterator<Item = Served<'a>>) -> Vec<Served<'a>> {
    let mut served: Vec<Served> = served.collect();
    served.sort_unstable();
    served
}

/// The nearest whole number of cents; what is no number is no amount either.
pub(super) fn cents(eur: f64) -> i64 {
    (eur * 100.0).round() as i64
}

/// The nearest whole number of millionths.
fn millionths(number: f64) -> i64 {
    (number * 1e6).round() as i64
}
