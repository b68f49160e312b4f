//! The links of the plan, and the points of presence they start from.

use super::feeding::Feeding;
use super::{LinkReport, PopReport, Stages};
use crate::backhaul::{Link, Node};

/// The links, from the fibre outwards; at the same distance by the ids of their ends.
pub(super) fn report(stages: &Stages<'_>, feeding: &Feeding) -> Vec<LinkReport> {
    let hops = |link: &Link| match link.to {
        Node::Site(site) => feeding.hops(site),
        Node::Pop(_) => 0,
    };
    let mut links: Vec<(u32, LinkReport)> =
        stages.links.iter().map(|link| (hops(link), link_report(stages, link))).collect();
    links.sort_by(|(hops_a, a), (hops_b, b)| (hops_a, &a.from, &a.to).cmp(&(hops_b, &b.from, &b.to)));
    links.into_iter().map(|(_, link)| link).collect()
}

fn link_report(stages: &Stages<'_>, link: &Link) -> LinkReport {
    LinkReport {
        from: id(stages, link.from),
        to: id(stages, link.to),
        band_ghz: link.band_ghz,
        length_km: link.length_km,
        margin_db: link.margin_db,
        availability_percent: link.availability_percent,
        clearance_m: link.clearance_m,
    }
}

/// The id of an end.
pub(super) fn id(stages: &Stages<'_>, node: Node) -> String {
    match node {
        Node::Site(site) => stages.sites[site].id.clone(),
        Node::Pop(pop) => stages.scenario.backhaul.pops[pop].id.clone(),
    }
}

/// All points of presence of the scenario, in its order, with the number of links that start at each.
pub(super) fn pops(stages: &Stages<'_>) -> Vec<PopReport> {
    let starts = |pop| stages.links.iter().filter(|link| link.from == Node::Pop(pop)).count() as u32;
    let pops = stages.scenario.backhaul.pops.iter().enumerate();
    pops.map(|(index, pop)| PopReport {
        id: pop.id.clone(),
        name: pop.name.clone(),
        lon: pop.lon_deg,
        lat: pop.lat_deg,
        owner: pop.owner.clone(),
        links: starts(index),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use crate::score::world::World;

    #[test]
    fn links_run_outwards_and_pops_count_theirs() {
        let mut world = World::three_sites();
        world.links.reverse();
        let plan = world.plan();
        let links: Vec<_> = plan.links.iter().map(|link| (link.from.as_str(), link.to.as_str())).collect();
        assert_eq!(links, [("pop", "a"), ("pop", "c"), ("a", "b")]);
        assert_eq!(plan.pops[0].links, 2);
    }
}
