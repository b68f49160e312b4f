//! What would serve those who are not covered: the cheapest single change.
//!
//! A change is one more site whose signal would do for the place and whose sectors would have time for it, with the sites that have to be
//! built to feed it, where the guidelines that are enforced let it. Of those whom the plan leaves as many count as fit into that time,
//! those first that weigh most for it. What the sectors of the plan and the new ones would do to each other is not counted: a hint where
//! to look, not a plan. Or it is faster tiers of links on one way from the fibre, for whom these turn away.

use super::prospects::Prospects;
use super::service::Service;
use super::{FasterLinkReport, FixReport, Stages, Upgrade};
use crate::demand::HouseholdPoint;
use crate::optimise::Extension;

/// One change.
#[derive(Debug, Clone, Copy)]
enum Change<'a> {
    Sites(&'a Extension),
    Links(&'a Upgrade),
}

impl Change<'_> {
    fn capex_eur(self) -> f64 {
        match self {
            Self::Sites(extension) => extension.capex_eur,
            Self::Links(upgrade) => upgrade.capex_eur,
        }
    }
}

/// For each household point that is not covered, the change that would do for it at the least cost; of equals the first, sites before
/// links.
pub(super) fn of_points(stages: &Stages<'_>, service: &Service) -> Vec<Option<FixReport>> {
    let mut cheapest: Vec<Option<Change>> = vec![None; stages.demand.points.len()];
    let prospects = Prospects::of(stages);
    for (site, extension) in prospects.candidates() {
        for point in stages.leeway.has_time_for[site].iter().map(|&point| point as usize) {
            let HouseholdPoint { comune, households, .. } = stages.demand.points[point];
            let best = &mut cheapest[point];
            if best.is_none_or(|known| extension.capex_eur < known.capex_eur())
                && prospects.objection(site, comune, households).is_none()
            {
                *best = Some(Change::Sites(extension));
            }
        }
    }
    for upgrade in stages.upgrades {
        for best in upgrade.points.iter().map(|&point| point as usize) {
            if cheapest[best].is_none_or(|known| upgrade.capex_eur < known.capex_eur()) {
                cheapest[best] = Some(Change::Links(upgrade));
            }
        }
    }
    let fixes = cheapest.into_iter().enumerate().map(|(point, best)| {
        best.filter(|_| is_open_to_change(stages, service, point)).map(|change| fix(stages, change))
    });
    fixes.collect()
}

/// For each comune the change that would reach most of its uncovered households for the money, with how many; of equals the first.
pub(super) fn of_comuni<'a>(stages: &'a Stages<'a>, service: &Service) -> Vec<Option<(FixReport, f64)>> {
    let comuni = stages.demand.comuni.len();
    let mut best: Vec<Option<(f64, f64, Change)>> = vec![None; comuni];
    let mut offer = |comune: usize, reached: f64, change: Change<'a>, may: &dyn Fn() -> bool| {
        let worth = reached / change.capex_eur().max(1.0);
        if best[comune].is_none_or(|(known, _, _)| worth > known) && may() {
            best[comune] = Some((worth, reached, change));
        }
    };
    let prospects = Prospects::of(stages);
    for (site, extension) in prospects.candidates() {
        for (comune, reached) in reached_households(stages, service, &stages.leeway.has_time_for[site]) {
            let may = || prospects.objection(site, comune, reached).is_none();
            offer(comune, reached, Change::Sites(extension), &may);
        }
    }
    for upgrade in stages.upgrades {
        for (comune, reached) in reached_households(stages, service, &upgrade.points) {
            offer(comune, reached, Change::Links(upgrade), &|| true);
        }
    }
    let fixed = |(_, reached, change): (f64, f64, Change)| (fix(stages, change), reached);
    best.into_iter().map(|best| best.map(fixed)).collect()
}

/// Comuni with the households of some points that are open to a change; those that have any.
fn reached_households(stages: &Stages<'_>, service: &Service, points: &[u32]) -> Vec<(usize, f64)> {
    let mut households = vec![0.0; stages.demand.comuni.len()];
    let points = points.iter().map(|&point| point as usize);
    for at in points.filter(|at| is_open_to_change(stages, service, *at)) {
        households[stages.demand.points[at].comune] += stages.demand.points[at].households;
    }
    households.into_iter().enumerate().filter(|(_, reached)| *reached > 0.0).collect()
}

/// Whether a household point is not covered, and some plan may cover it.
fn is_open_to_change(stages: &Stages<'_>, service: &Service, point: usize) -> bool {
    !service.points[point].covered() && !stages.captive[point]
}

fn fix(stages: &Stages<'_>, change: Change<'_>) -> FixReport {
    let id = |site: usize| stages.sites[site].id.clone();
    let faster = |&(site, capacity_mbps): &(usize, f64)| FasterLinkReport { to: id(site), capacity_mbps };
    let (sites, links) = match change {
        Change::Sites(extension) => (extension.sites.iter().map(|&site| id(site)).collect(), Vec::new()),
        Change::Links(upgrade) => (Vec::new(), upgrade.links.iter().map(faster).collect()),
    };
    FixReport { capex_eur: change.capex_eur(), sites, links }
}

#[cfg(test)]
mod tests {
    use crate::score::world::World;
    use crate::score::{FasterLinkReport, FixReport, Upgrade};

    fn fix(capex_eur: f64, sites: &[&str]) -> FixReport {
        FixReport {
            capex_eur,
            sites: sites.iter().map(|site| (*site).to_owned()).collect(),
            links: Vec::new(),
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
        assert_eq!(plan.points[4].cheapest_fix, None, "f could not be fed");
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
            links: vec![FasterLinkReport { to: "a".into(), capacity_mbps }],
            ..fix(capex_eur, &[])
        };
        world.upgrades = vec![
            Upgrade { links: vec![(0, 200.0)], capex_eur: 3_000.0, points: vec![2] },
            Upgrade { links: vec![(0, 400.0)], capex_eur: 7_500.0, points: vec![2, 3] },
        ];
        let plan = world.plan();
        assert_eq!(plan.points[2].cheapest_fix, Some(faster(3_000.0, 200.0)));
        assert_eq!(plan.points[3].cheapest_fix, Some(faster(7_500.0, 400.0)));
        assert_eq!(plan.comuni[1].cheapest_fix, Some(faster(3_000.0, 200.0)), "30 households for 3,000");
        assert_eq!(plan.points[0].cheapest_fix, None, "covered");
        world.upgrades[0].capex_eur = 25_000.0;
        world.upgrades[1].capex_eur = 70_000.0;
        assert_eq!(world.plan().points[2].cheapest_fix, Some(fix(25_000.0, &["d"])), "sites before links");
    }
}
