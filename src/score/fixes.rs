//! What would serve those who are not covered: the cheapest single change.
//!
//! A change is one more site with the sites that have to be built to feed it, or faster tiers of links on one way from the fibre. Each was
//! tried by the stage before: whom it serves, and what it costs, is what its network does.

use std::collections::{BTreeMap, BTreeSet};

use super::links;
use super::service::Service;
use super::{FixReport, LinkTierReport, NewLinkReport, Objection, Plan, ProposedSiteReport, Stages};
use crate::backhaul::Node;
use crate::sites::Site;

/// A change of the plan that was tried: sites that would have to work beyond it, of which some may be open and not fed, or faster links;
/// or both.
#[derive(Debug, Clone, PartialEq)]
pub struct Fix {
    /// Indices of the sites, from the fibre outwards.
    pub sites: Vec<usize>,
    /// The links that have to be built: to these sites, and to those of the plan that are fed from elsewhere then; where each begins, the
    /// site that it feeds, and what it carries, Mbit/s.
    pub new_links: Vec<(Node, usize, f64)>,
    /// The sites that links of the plan feed which would have to be faster, from the fibre outwards, and what these could carry then,
    /// Mbit/s.
    pub links: Vec<(usize, f64)>,
    /// Those that links feed which may be slower then, and what these carry, Mbit/s.
    pub slower_links: Vec<(usize, f64)>,
    /// What all of that costs beyond the plan, euro.
    pub capex_eur: f64,
    /// The household points that the plan leaves and that are served then, rising.
    pub points: Vec<u32>,
    /// Those that the plan covers and that are not served any more then, rising: in all no more households than are won.
    pub lost: Vec<u32>,
}

/// What came of all changes that were tried.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tries {
    /// Those that serve somebody and keep what is enforced.
    pub fixes: Vec<Fix>,
    /// Sites with which the plan would serve more households, and miss this.
    pub objections: BTreeMap<usize, Objection>,
}

/// For each household point that is not covered, the change that serves it at the least cost; of equals the first.
pub(super) fn of_points(stages: &Stages<'_>, service: &Service) -> Vec<Option<FixReport>> {
    let mut cheapest: Vec<Option<&Fix>> = vec![None; stages.demand.points.len()];
    for fix in &stages.tries.fixes {
        for best in fix.points.iter().map(|&point| point as usize) {
            if cheapest[best].is_none_or(|known| fix.capex_eur < known.capex_eur) {
                cheapest[best] = Some(fix);
            }
        }
    }
    let fixes = cheapest.into_iter().enumerate().map(|(point, best)| {
        best.filter(|_| is_open_to_change(stages, service, point)).map(|fix| report(stages, fix))
    });
    fixes.collect()
}

/// For each comune the change that serves most of its uncovered households for the money, with how many; of equals the first.
pub(super) fn of_comuni(stages: &Stages<'_>, service: &Service) -> Vec<Option<(FixReport, f64)>> {
    let mut best: Vec<Option<(f64, f64, &Fix)>> = vec![None; stages.demand.comuni.len()];
    for fix in &stages.tries.fixes {
        for (comune, reached) in won_households(stages, service, fix) {
            let worth = reached / fix.capex_eur.max(1.0);
            if best[comune].is_none_or(|(known, _, _)| worth > known) {
                best[comune] = Some((worth, reached, fix));
            }
        }
    }
    best.into_iter().map(|best| best.map(|(_, reached, fix)| (report(stages, fix), reached))).collect()
}

/// Comuni with the households that a change wins there, less those that it loses; those that have more then.
fn won_households(stages: &Stages<'_>, service: &Service, fix: &Fix) -> Vec<(usize, f64)> {
    let mut households = vec![0.0; stages.demand.comuni.len()];
    let points = fix.points.iter().map(|&point| point as usize);
    for at in points.filter(|at| is_open_to_change(stages, service, *at)) {
        households[stages.demand.points[at].comune] += stages.demand.points[at].households;
    }
    for &at in &fix.lost {
        let point = &stages.demand.points[at as usize];
        households[point.comune] -= point.households;
    }
    households.into_iter().enumerate().filter(|(_, reached)| *reached > 0.0).collect()
}

/// The sites that fixes of a plan would build and that it does not have, by id.
pub(super) fn proposed_sites(stages: &Stages<'_>, plan: &Plan) -> Vec<ProposedSiteReport> {
    let of_points = plan.points.iter().filter_map(|point| point.cheapest_fix.as_ref());
    let of_comuni = plan.comuni.iter().filter_map(|comune| comune.cheapest_fix.as_ref());
    let named: BTreeSet<&str> =
        of_points.chain(of_comuni).flat_map(|fix| &fix.sites).map(String::as_str).collect();
    let has: BTreeSet<&str> = plan.sites.iter().map(|site| site.id.as_str()).collect();
    let proposed = stages.sites.iter().zip(stages.site_comuni).filter(|(site, _)| {
        let id = site.id.as_str();
        named.contains(id) && !has.contains(id)
    });
    let report = |(site, comune): (&Site, &Option<usize>)| ProposedSiteReport {
        id: site.id.clone(),
        name: site.name.clone(),
        lon: site.lon_lat.lon_deg,
        lat: site.lon_lat.lat_deg,
        istat: comune.map(|comune| stages.demand.comuni[comune].istat.clone()),
    };
    let mut reports: Vec<ProposedSiteReport> = proposed.map(report).collect();
    reports.sort_by(|one, other| one.id.cmp(&other.id));
    reports
}

/// Whether a household point is not covered, and some plan may cover it.
fn is_open_to_change(stages: &Stages<'_>, service: &Service, point: usize) -> bool {
    !service.points[point].covered() && !stages.captive[point]
}

fn report(stages: &Stages<'_>, fix: &Fix) -> FixReport {
    let id = |site: usize| stages.sites[site].id.clone();
    let tier = |&(site, capacity_mbps): &(usize, f64)| LinkTierReport { to: id(site), capacity_mbps };
    let new = |&(from, site, capacity_mbps): &(Node, usize, f64)| NewLinkReport {
        from: links::id(stages, from),
        to: id(site),
        capacity_mbps,
    };
    FixReport {
        capex_eur: fix.capex_eur,
        sites: fix.sites.iter().map(|&site| id(site)).collect(),
        new_links: fix.new_links.iter().map(new).collect(),
        links: fix.links.iter().map(tier).collect(),
        slower_links: fix.slower_links.iter().map(tier).collect(),
    }
}

#[cfg(test)]
mod tests {
    use crate::score::world::World;
    use crate::score::{Fix, FixReport, LinkTierReport};

    fn fix(capex_eur: f64, sites: &[&str]) -> FixReport {
        FixReport {
            capex_eur,
            sites: sites.iter().map(|site| (*site).to_owned()).collect(),
            new_links: Vec::new(),
            links: Vec::new(),
            slower_links: Vec::new(),
        }
    }

    #[test]
    fn the_uncovered_are_told_the_cheapest_site_that_would_reach_them() {
        let mut world = World::three_sites();
        world.extend("d", 25_000.0, &["d"]).extend("e", 60_000.0, &["d", "e"]);
        let plan = world.plan();
        assert_eq!(plan.points[0].cheapest_fix, None, "covered");
        assert_eq!(plan.points[2].cheapest_fix, Some(fix(25_000.0, &["d"])));
        assert_eq!(plan.points[3].cheapest_fix, Some(fix(60_000.0, &["d", "e"])));
        assert_eq!(plan.points[4].cheapest_fix, None, "nothing that was tried serves it");
        world.cover("e", 2, -70.0).extend("e", 20_000.0, &["e"]);
        assert_eq!(world.plan().points[2].cheapest_fix, Some(fix(20_000.0, &["e"])));
    }

    #[test]
    fn a_comune_is_told_what_reaches_most_for_the_money() {
        let mut world = World::three_sites();
        world.extend("d", 25_000.0, &["d"]).extend("e", 60_000.0, &["d", "e"]);
        let comuni = world.plan().comuni;
        assert_eq!(
            (comuni[0].cheapest_fix.clone(), comuni[0].cheapest_fix_households),
            (Some(fix(60_000.0, &["d", "e"])), 20.0)
        );
        assert_eq!(
            (comuni[1].cheapest_fix.clone(), comuni[1].cheapest_fix_households),
            (Some(fix(25_000.0, &["d"])), 30.0)
        );
    }

    #[test]
    fn a_faster_link_is_named_where_it_is_cheaper_than_a_site() {
        let mut world = World::three_sites();
        world.extend("d", 25_000.0, &["d"]).extend("e", 60_000.0, &["d", "e"]);
        let faster = |capex_eur, capacity_mbps| FixReport {
            links: vec![LinkTierReport { to: "a".into(), capacity_mbps }],
            ..fix(capex_eur, &[])
        };
        let upgrade = |links: (usize, f64), capex_eur, points: &[u32]| Fix {
            sites: Vec::new(),
            new_links: Vec::new(),
            links: vec![links],
            slower_links: Vec::new(),
            capex_eur,
            points: points.to_vec(),
            lost: Vec::new(),
        };
        world.upgrades = vec![upgrade((0, 200.0), 3_000.0, &[2]), upgrade((0, 400.0), 7_500.0, &[2, 3])];
        let plan = world.plan();
        assert_eq!(plan.points[2].cheapest_fix, Some(faster(3_000.0, 200.0)));
        assert_eq!(plan.points[3].cheapest_fix, Some(faster(7_500.0, 400.0)));
        assert_eq!(plan.comuni[1].cheapest_fix, Some(faster(3_000.0, 200.0)), "30 households for 3,000");
        assert_eq!(plan.points[0].cheapest_fix, None, "covered");
        // Point 1 is of the same comune, and covered: 30 households are won there and 50 lost.
        world.upgrades[0].lost = vec![1];
        assert_eq!(world.plan().comuni[1].cheapest_fix, Some(faster(7_500.0, 400.0)));
        world.upgrades[0].lost.clear();
        world.upgrades[0].capex_eur = 25_000.0;
        world.upgrades[1].capex_eur = 70_000.0;
        assert_eq!(world.plan().points[2].cheapest_fix, Some(fix(25_000.0, &["d"])), "sites before links");
    }
}
