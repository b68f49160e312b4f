//! Operators by site and household, counted again, and what guideline 3 says of them.

use super::figures::{check_report, check_same};
use crate::certificate::Refusal;
use crate::score::{Plan, SiteReport, competition_of};

pub(super) fn check(plan: &Plan) -> Result<(), Refusal> {
    let report = &plan.competition;
    plan.sites.iter().try_for_each(|site| check_site(site, report.eligible_operators))?;
    let asked = [report.eligible_operators, report.operators_min];
    let expected = competition_of(asked, &plan.sites, &plan.points);
    check_report("competition", report, &expected, "sites[].retailers and points[]")?;
    let Some(three) = plan.governance.iter().find(|one| one.guideline == 3) else { return Ok(()) };
    let fewest = plan.sites.iter().filter_map(|site| site.retailers).min();
    let fewest = fewest.unwrap_or(report.eligible_operators);
    check_same("plan.json, value of guideline 3", three.value, f64::from(fewest), || {
        "the fewest sites[].retailers, or competition.eligible_operators where no site serves".into()
    })?;
    let place = "plan.json, limit of guideline 3";
    check_same(place, three.limit, f64::from(report.operators_min), || "competition.operators_min".into())
}

/// Where a site has sectors operators sell, no more than are eligible; where it is fed and has none, it carries links alone.
fn check_site(site: &SiteReport, eligible_operators: u32) -> Result<(), Refusal> {
    let place = format!("plan.json, retailers of site {:?}", site.id);
    let fits = match site.retailers {
        Some(count) => count <= eligible_operators && (!site.sectors.is_empty() || site.hops == 0),
        None => site.sectors.is_empty(),
    };
    let found = site.retailers.map_or("null".to_owned(), |count| count.to_string());
    let expected = format!(
        "at most competition.eligible_operators, {eligible_operators}, where it has sectors; null where it only carries links"
    );
    if fits { Ok(()) } else { Err(Refusal::of(place, found, expected)) }
}
