//! Whether `plan.json` names two paths for each anchor that asks for them and is covered.

use super::instance::Instance;
use super::plan_file::{AnchorSays, PlanSays};
use super::refusal::Refusal;

/// Two paths over the plan's links to the fibre, the first from the anchor's server; no site is on both. Links between sites are those
/// of the question, and so is who can be fed by the fibre.
pub(super) fn check(plan: &PlanSays, instance: &Instance) -> Result<(), Refusal> {
    let asking = plan.anchors.iter().filter(|anchor| anchor.covered && anchor.dual_path);
    asking.into_iter().try_for_each(|anchor| {
        let fault = fault(plan, instance, anchor);
        fault.map_or(Ok(()), |found| {
            let place = format!("plan.json, paths of {:?}", anchor.id());
            Err(Refusal::of(place, found, "two paths over links of the plan that share no site"))
        })
    })
}

fn fault(plan: &PlanSays, instance: &Instance, anchor: &AnchorSays) -> Option<String> {
    let [one, other] = anchor.paths.as_slice() else {
        return Some(format!("{} paths", anchor.paths.len()));
    };
    if one.first() != anchor.server.as_ref() {
        return Some("a first path that is not its server's".to_owned());
    }
    let loose = [one, other].into_iter().find_map(|path| loose_end(plan, instance, path));
    loose.or_else(|| {
        let shared = one.iter().find(|id| other.contains(id) && site(instance, id).is_some())?;
        Some(format!("site {shared:?} on both paths"))
    })
}

/// What keeps a path from leading over open sites and links of the plan to the fibre.
fn loose_end(plan: &PlanSays, instance: &Instance, path: &[String]) -> Option<String> {
    let Some((end, sites)) = path.split_last().filter(|(_, sites)| !sites.is_empty()) else {
        return Some("a path without sites".to_owned());
    };
    if let Some(closed) = sites.iter().find(|id| !plan.sites.iter().any(|site| site.id == **id)) {
        return Some(format!("{closed:?}, no site of the plan, on a path"));
    }
    if site(instance, end).is_some() {
        return Some(format!("a path that ends at site {end:?}"));
    }
    let is_link = |step: &&[String]| {
        plan.links.iter().any(|link| [&link.to, &link.from] == [&step[0], &step[1]])
            && is_possible(instance, &step[0], &step[1])
    };
    let broken = path.windows(2).find(|step| !is_link(step));
    broken.map(|step| format!("no link from {:?} to {:?}", step[1], step[0]))
}

/// Whether the question has a link from a site to another, or to the fibre.
fn is_possible(instance: &Instance, from: &str, to: &str) -> bool {
    let Some(from) = site(instance, from) else { return false };
    let from = &instance.sites[from];
    site(instance, to).map_or(from.fed_by_pop, |to| from.neighbours.binary_search(&(to as u32)).is_ok())
}

/// The question's number of a site.
fn site(instance: &Instance, id: &str) -> Option<usize> {
    instance.sites.iter().position(|site| site.id == id)
}
