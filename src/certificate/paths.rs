//! Whether `plan.json` names two paths for each anchor that asks for them and is covered.

use super::instance::Instance;
use super::plan_file::{AnchorSays, PlanSays};
use super::refusal::Refusal;

/// Two paths over the plan's links, from sites that could serve the anchor, the first its server, to the fibre; no site is on both.
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
    let loose = [one, other].into_iter().find_map(|path| loose_end(plan, path));
    let stranger = || [one, other].into_iter().find_map(|path| stranger(instance, anchor, path.first()?));
    loose.or_else(stranger).or_else(|| {
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

/// A site that could not serve the anchor, where the question speaks of it.
fn stranger(instance: &Instance, anchor: &AnchorSays, site: &str) -> Option<String> {
    let id = anchor.id();
    let mut places = instance.demand.iter().filter(|row| row.two_chains && row.id == id).peekable();
    places.peek()?;
    let offers = |sector: u32| instance.sites[instance.site_of(sector)].id == site;
    let is_known = places.any(|row| row.offers.iter().any(|offer| offers(offer.sector)));
    (!is_known).then(|| format!("a path from site {site:?}, which could not serve it"))
}

fn is_site(plan: &PlanSays, id: &str) -> bool {
    plan.sites.iter().any(|site| site.id == id)
}
