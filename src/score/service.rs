//! Whom the open sites serve, point by point.

use super::feeding::Feeding;
use super::{PointState, Stages};
use crate::coverage::Reach;

/// Service at every household point and anchor.
#[derive(Debug, Clone)]
pub(super) struct Service {
    /// By point.
    pub(super) points: Vec<PointService>,
    /// By anchor: the strongest open site that covers it.
    pub(super) anchors: Vec<PointService>,
}

/// Service at one place.
#[derive(Debug, Clone, Default)]
pub(super) struct PointService {
    /// Open and fed sites that cover it, rising.
    pub(super) servers: Vec<usize>,
    /// The strongest of them.
    pub(super) strongest: Option<(usize, Reach)>,
    /// Some usable site covers it.
    pub(super) reachable: bool,
    /// Some usable site that could be fed covers it.
    pub(super) feedable: bool,
}

impl Service {
    /// Reads the coverage of all usable sites. An open site that no chain of links feeds serves nobody.
    pub(super) fn of(stages: &Stages<'_>, feeding: &Feeding) -> Self {
        let meet = |covered: &[Vec<(u32, Reach)>], count| meet(stages, feeding, covered, count);
        Self {
            points: meet(&stages.coverage.covered, stages.demand.points.len()),
            anchors: meet(&stages.coverage.covered_anchors, stages.demand.anchors.len()),
        }
    }
}

fn meet(
    stages: &Stages<'_>,
    feeding: &Feeding,
    covered: &[Vec<(u32, Reach)>],
    count: usize,
) -> Vec<PointService> {
    let mut places = vec![PointService::default(); count];
    for (site, covered) in covered.iter().enumerate().filter(|&(site, _)| stages.may_serve(site)) {
        let fed = stages.open[site] && feeding.hops(site) > 0;
        for &(place, reach) in covered {
            let place = &mut places[place as usize];
            place.reachable = true;
            place.feedable |= stages.feedable[site];
            if fed {
                place.served_by(site, reach);
            }
        }
    }
    places
}

impl PointService {
    fn served_by(&mut self, site: usize, reach: Reach) {
        self.servers.push(site);
        if self.strongest.is_none_or(|(_, best)| reach.rx_level_dbm > best.rx_level_dbm) {
            self.strongest = Some((site, reach));
        }
    }

    /// Whether an open site covers the place.
    pub(super) fn covered(&self) -> bool {
        !self.servers.is_empty()
    }

    /// Covered, or why not: the first reason that applies.
    pub(super) fn state(&self) -> PointState {
        match (self.covered(), self.reachable, self.feedable) {
            (true, _, _) => PointState::Covered,
            (false, false, _) => PointState::NoSiteReaches,
            (false, true, false) => PointState::NoBackhaul,
            (false, true, true) => PointState::OverBudget,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::score::PointState;
    use crate::score::world::World;

    #[test]
    fn the_strongest_serves_and_of_equals_the_first() {
        let mut world = World::three_sites();
        world.cover("a", 0, -70.0).cover("b", 0, -70.0);
        assert_eq!(world.plan().points[0].server.as_deref(), Some("a"));
        world.cover("b", 0, -69.9);
        assert_eq!(world.plan().points[0].server.as_deref(), Some("b"));
    }

    #[test]
    fn every_reason_has_its_case() {
        let states: Vec<PointState> =
            World::three_sites().plan().points.iter().map(|point| point.state).collect();
        assert_eq!(
            states,
            [
                PointState::Covered,
                PointState::Covered,
                PointState::OverBudget,
                PointState::NoBackhaul,
                PointState::NoSiteReaches,
            ]
        );
    }

    #[test]
    fn an_open_site_that_nothing_feeds_serves_nobody() {
        let mut world = World::three_sites();
        world.links.clear();
        let plan = world.plan();
        assert!(plan.points.iter().all(|point| point.state != PointState::Covered));
        assert_eq!((plan.households.covered, plan.sites.len()), (0.0, 3));
    }

    #[test]
    fn a_relay_serves_nobody() {
        let mut world = World::three_sites();
        world.site_mut("c").terms.relay_only = true;
        let plan = world.plan();
        assert_eq!(plan.points[1].state, PointState::NoSiteReaches);
        assert_eq!(plan.households.covered, 100.0);
    }
}
