//! Whether `plan.json` names two paths for each anchor that asks for them and is covered.

use super::plan_file::{AnchorSays, PlanSays};
use super::refusal::Refusal;

/// Two paths over the plan's links to the fibre, the first from the anchor's server; no site is on both.
pub(super) fn check(plan: &PlanSays) -> Result<(), Refusal> {
    let asking = plan.anchors.iter().filter(|anchor| anchor.covered && anchor.dual_path);
    asking.into_iter().try_for_each(|anchor| {
        let fault = fault(plan, anchor);
        fault.map_or(Ok(()), |found| {
            let place = format!("plan.json, paths of {:?}", anchor.id());
            Err(Refusal::of(place, found, "two paths over links of the plan that share no site"))
        })
    })
}

fn fault(plan: &PlanSays, anchor: &AnchorSays) -> Option<String> {
    let [one, other] = anchor.paths.as_slice() else {
        return Some(format!("{} paths", anchor.paths.len()));
    };
    if one.first() != anchor.server.as_ref() {
        return Some("a first path that is not its server's".to_owned());
    }
    let loose = [one, other].into_iter().find_map(|path| loose_end(plan, path));
    loose.or_else(|| {
        let shared = one.iter().find(|id| other.contains(id) && is_site(plan, id))?;
        Some(format!("site {shared:?} on both paths"))
    })
}

/// What keeps a path from leading over links of the plan to the fibre.
fn loose_end(plan: &PlanSays, path: &[String]) -> Option<String> {
    let is_link =
        |step: &[String]| plan.links.iter().any(|link| [&link.to, &link.from] == [&step[0], &step[1]]);
    let broken = path.windows(2).find(|step| !is_link(step));
    match (broken, path.last()) {
        (Some(step), _) => Some(format!("no link from {:?} to {:?}", step[1], step[0])),
        (None, Some(end)) => is_site(plan, end).then(|| format!("a path that ends at site {end:?}")),
        (None, None) => Some("a path without sites".to_owned()),
    }
}

fn is_site(plan: &PlanSays, id: &str) -> bool {
    plan.sites.iter().any(|site| site.id == id)
}
