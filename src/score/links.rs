//! The links of the plan, and the points of presence they start from.

use super::feeding::Feeding;
use super::{LinkReport, PopReport, Stages, link_capex_eur, link_opex_eur_per_year};
use crate::backhaul::{Link, LinkTier, Node};

/// The links, from the fibre outwards; at the same distance by the ids of their ends.
pub(super) fn report(stages: &Stages<'_>, feeding: &Feeding) -> Vec<LinkReport> {
    let fed = stages.links.iter().filter_map(|link| Some((fed_site(link)?, link)));
    let mut links: Vec<(u32, LinkReport)> =
        fed.map(|(to, link)| (feeding.hops(to), link_report(stages, to, link))).collect();
    links.sort_by(|(hops_a, a), (hops_b, b)| (hops_a, &a.from, &a.to).cmp(&(hops_b, &b.from, &b.to)));
    links.into_iter().map(|(_, link)| link).collect()
}

fn link_report(stages: &Stages<'_>, to: usize, link: &Link) -> LinkReport {
    let (costs, terms, items) = (&stages.scenario.costs, &stages.sites[to].terms, stages.tier(to));
    let (tier, load_mbps) = stages.carried[to].map_or((0, 0.0), |one| (one.tier, one.load_mbps));
    let LinkTier { capacity_mbps, margin_db, availability_percent } = link.tiers[tier];
    LinkReport {
        from: id(stages, link.from),
        to: id(stages, link.to),
        band_ghz: link.band_ghz,
        length_km: link.length_km,
        capacity_mbps,
        load_mbps,
        margin_db,
        availability_percent,
        clearance_m: link.clearance_m,
        capex_eur: link_capex_eur(costs, terms, items),
        opex_eur_per_year: link_opex_eur_per_year(costs, terms, items),
    }
}

/// The site that a link feeds.
fn fed_site(link: &Link) -> Option<usize> {
    if let Node::Site(site) = link.to { Some(site) } else { None }
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

    /// The dearer tier costs a link's 3,000 and 200 a year once more; b stands already, and with it a link that does for less.
    #[test]
    fn a_busy_link_costs_its_tier_in_all_sums() {
        let quiet = World::three_sites().plan();
        let mut world = World::three_sites();
        world.busy_links = [false, true, true, false, false, false];
        let plan = world.plan();
        let rows = |plan: &crate::score::Plan| -> Vec<(f64, f64, f64, f64, f64)> {
            let row = |link: &crate::score::LinkReport| {
                let money = (link.capex_eur, link.opex_eur_per_year);
                (link.capacity_mbps, link.load_mbps, link.margin_db, money.0, money.1)
            };
            plan.links.iter().map(row).collect()
        };
        let low = |capex_eur| (100.0, 20.0, 30.0, capex_eur, 200.0);
        assert_eq!(rows(&quiet), [low(3_000.0), low(3_000.0), low(0.0)]);
        let high = |capex_eur| (200.0, 120.0, 24.0, capex_eur, 400.0);
        assert_eq!(rows(&plan), [low(3_000.0), high(6_000.0), high(3_000.0)]);
        assert_eq!(plan.cost.capex_eur - quiet.cost.capex_eur, 6_000.0);
        assert_eq!(plan.cost.opex_eur_per_year - quiet.cost.opex_eur_per_year, 400.0);
        let link = plan.cost.items.iter().find(|row| row.item == "link").unwrap();
        assert_eq!((link.count, link.capex_eur), (5, 12_000.0));
        // All five are renewed in year 8.
        assert_eq!(plan.cost.years[8].renewal_eur, 15_000.0);
        assert_eq!(plan.sites.iter().map(|site| site.capex_eur).sum::<f64>(), plan.cost.capex_eur);
    }

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
