//! Whom the open sites serve, point by point.

use super::prospects::{Obstacle, Prospects};
use super::{PointState, RuledOut, Stages};
use crate::backhaul::Branches;
use crate::coverage::{Network, PlaceService, Reach, Reception};

/// Service at every household point and anchor.
#[derive(Debug, Clone)]
pub(super) struct Service<'a> {
    /// By point.
    pub(super) points: Vec<PointService<'a>>,
    /// By anchor.
    pub(super) anchors: Vec<PointService<'a>>,
}

/// Service at one place.
#[derive(Debug, Clone)]
pub(super) struct PointService<'a> {
    /// What the network of the plan does there.
    pub(super) network: &'a PlaceService,
    /// What the usable sites could do for it, were all of them open.
    pub(super) possible: Possible,
    /// What keeps it from those that are not part of the plan.
    pub(super) obstacle: Obstacle,
    /// Its second path, where it asks for two.
    pub(super) second: SecondPath,
}

/// What usable sites could do for a place, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Possible {
    /// None has it in sight.
    Nothing,
    /// The strongest has it in sight (of an anchor, any).
    Sight,
    /// The signal of some would do.
    Signal,
    /// The signal of some that could be fed would do.
    Feeding,
    /// One of these bears as many operators as must be able to sell there.
    Operators,
    /// One of these is not ruled out by who owns it, nor the place by who owns all that could serve it.
    Service,
}

/// A path that lasts where one site of a place's first path is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SecondPath {
    /// The place does not ask for one.
    NotAsked,
    /// It asks for one, and has none.
    Missing,
    /// It has one, from this site.
    From(usize),
}

/// The site at the end of a second path of a place that is served: one that offers it service over a chain that shares no site with
/// that of its server.
pub(crate) fn second_site(network: &Network, service: &PlaceService, branches: &Branches) -> Option<usize> {
    let server = network.sectors[service.served_by.as_ref()?.sector].site;
    branches.second(server, &service.servers)
}

impl<'a> Service<'a> {
    /// Reads the network of the plan, and the coverage of all usable sites.
    pub(super) fn of(stages: &Stages<'a>) -> Self {
        let prospects = Prospects::of(stages);
        let anchor_at = |anchor: usize| (stages.demand.anchors[anchor].comune, 0.0);
        let point_at = |point: usize| {
            let point = &stages.demand.points[point];
            (point.comune, point.households)
        };
        let mut anchors =
            meet(&prospects, stages, &stages.network.anchors, &stages.coverage.anchors, anchor_at);
        let branches = Branches::of(stages.links, stages.sites.len());
        for (_, service) in stages.demand.anchors.iter().zip(&mut anchors).filter(|(one, _)| one.dual_path) {
            let site = second_site(stages.network, service.network, &branches);
            service.second = site.map_or(SecondPath::Missing, SecondPath::From);
        }
        let points = meet(&prospects, stages, &stages.network.points, &stages.coverage.covered, point_at);
        let points = seen(stages, allowed(stages, points));
        Self { points, anchors }
    }
}

fn meet<'a>(
    prospects: &Prospects<'_>,
    stages: &Stages<'a>,
    network: &'a [PlaceService],
    covered: &[Vec<(u32, Reach)>],
    at: impl Fn(usize) -> (usize, f64),
) -> Vec<PointService<'a>> {
    let place = |(network, obstacle): (&'a PlaceService, Option<Obstacle>)| PointService {
        network,
        possible: Possible::Nothing,
        obstacle: obstacle.unwrap_or(Obstacle::Outweighed),
        second: SecondPath::NotAsked,
    };
    let obstacles = prospects.least_obstacles(network, covered, at);
    let mut places: Vec<PointService> = network.iter().zip(obstacles).map(place).collect();
    for (site, covered) in covered.iter().enumerate().filter(|&(site, _)| stages.may_serve(site)) {
        for &(place, reach) in covered {
            let place = &mut places[place as usize];
            let possible = match (reach.serves, stages.feedable[site], stages.ruled_out[site]) {
                (false, ..) if reach.clearance_m >= 0.0 => Possible::Sight,
                (false, ..) => Possible::Nothing,
                (true, false, _) => Possible::Signal,
                (true, true, Some(RuledOut::TooFewOperators)) => Possible::Feeding,
                (true, true, Some(RuledOut::Ownership)) => Possible::Operators,
                (true, true, None) => Possible::Service,
            };
            place.possible = place.possible.max(possible);
        }
    }
    places
}

/// The same, where no plan may serve points that would be captive in all of them.
fn allowed<'a>(stages: &Stages<'_>, mut points: Vec<PointService<'a>>) -> Vec<PointService<'a>> {
    for (point, _) in points.iter_mut().zip(stages.captive).filter(|(_, captive)| **captive) {
        point.possible = point.possible.min(Possible::Operators);
    }
    points
}

/// The same, with whether the strongest usable site has them in sight, where none serves them.
fn seen<'a>(stages: &Stages<'_>, mut points: Vec<PointService<'a>>) -> Vec<PointService<'a>> {
    for (point, best) in points.iter_mut().zip(&stages.coverage.best) {
        if best.is_some_and(|(_, reach)| reach.clearance_m >= 0.0) {
            point.possible = point.possible.max(Possible::Sight);
        }
    }
    points
}

impl PointService<'_> {
    /// Whether the plan gives the place the asked service, over two paths where it asks for them.
    pub(super) fn covered(&self) -> bool {
        self.network.served_by.is_some() && !self.lacks_second_path()
    }

    /// Whether the place is served and asks for two paths, and the loss of one site would leave it none.
    pub(super) fn lacks_second_path(&self) -> bool {
        self.network.served_by.is_some() && self.second == SecondPath::Missing
    }

    /// What the sector that serves it does there, or else the one that it hears best.
    pub(super) fn reception(&self) -> Option<&Reception> {
        self.network.served_by.as_ref().or(self.network.strongest.as_ref())
    }

    /// Covered, or why not: the first reason that applies.
    pub(super) fn state(&self) -> PointState {
        if self.covered() {
            PointState::Covered
        } else if self.lacks_second_path() {
            PointState::NoSecondPath
        } else if self.network.link_full {
            PointState::LinkFull
        } else if !self.network.servers.is_empty() {
            PointState::NoCapacity
        } else if self.network.has_signal {
            PointState::Interference
        } else {
            match self.possible {
                Possible::Nothing => PointState::NoSiteReaches,
                Possible::Sight => PointState::SignalTooWeak,
                Possible::Signal => PointState::NoBackhaul,
                Possible::Feeding => PointState::TooFewOperators,
                Possible::Operators => PointState::RuledOutByOwnership,
                Possible::Service => self.obstacle.state(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::score::world::World;
    use crate::score::{Balance, Captives, Keeps, PointState, RuledOut};

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

    /// Point 2 is reached by site d alone, which could be built and fed.
    #[test]
    fn a_site_that_may_not_be_paid_for_is_no_matter_of_money() {
        let mut world = World::three_sites();
        world.ruled_out[3] = Some(RuledOut::Ownership);
        world.extend("d", 25_000.0, &["d"]);
        let plan = world.plan();
        assert_eq!(plan.points[2].state, PointState::RuledOutByOwnership);
        assert_eq!(plan.comuni[1].uncovered.ruled_out_by_ownership, 30.0);
    }

    /// The same point: site d bears too few operators; where e reaches it too, which is private, it is ruled out by ownership.
    #[test]
    fn a_site_where_too_few_may_sell_is_no_matter_of_money() {
        let mut world = World::three_sites();
        world.ruled_out[3] = Some(RuledOut::TooFewOperators);
        world.extend("d", 25_000.0, &["d"]);
        let plan = world.plan();
        assert_eq!(plan.points[2].state, PointState::TooFewOperators);
        assert_eq!(plan.comuni[1].uncovered.too_few_operators, 30.0);
        world.cover("e", 2, -80.0);
        (world.feedable[4], world.ruled_out[4]) = (true, Some(RuledOut::Ownership));
        assert_eq!(world.plan().points[2].state, PointState::RuledOutByOwnership);
    }

    /// The same point, where whoever serves it has more captives than may be.
    #[test]
    fn a_point_that_would_be_captive_in_every_plan_is_no_matter_of_money() {
        let mut world = World::three_sites();
        world.captive[2] = true;
        world.extend("d", 25_000.0, &["d"]);
        let plan = world.plan();
        assert_eq!(plan.points[2].state, PointState::RuledOutByOwnership);
        assert_eq!((&plan.points[2].cheapest_fix, &plan.comuni[1].cheapest_fix), (&None, &None));
    }

    /// Point 2 is reached by site d alone, for 25,000 euro.
    #[test]
    fn what_money_would_pay_for_is_outweighed() {
        let mut world = World::three_sites();
        let state = |world: &World| world.plan().points[2].state;
        assert_eq!(state(&world), PointState::OverBudget);
        world.leeway.budget_eur = 25_000.0;
        assert_eq!(state(&world), PointState::Outweighed);
        world.extensions[3] = None;
        assert_eq!(state(&world), PointState::Outweighed, "it could only replace what it does not keep fed");
    }

    /// The same point has 30 households, of a comune of which 50 are covered.
    #[test]
    fn what_a_guideline_forbids_beside_the_plan_is_no_matter_of_money() {
        let mut world = World::three_sites();
        let site_eur = vec![0.0, 0.0, 0.0, -900.0, 0.0, 0.0];
        let keeps = Keeps::Guideline(4);
        let balance = Balance { keeps, left_eur: 100.0, household_eur: 20.0, site_eur };
        world.leeway.balances = vec![balance];
        let plan = world.plan();
        assert_eq!(plan.points[2].state, PointState::RunningCosts);
        assert_eq!(plan.comuni[1].uncovered.running_costs, 30.0);
        world.leeway.balances[0].household_eur = 30.0;
        assert_eq!(world.plan().points[2].state, PointState::OverBudget);
        world.leeway.captors = vec![Captives {
            households: vec![0.0, 0.0],
            depends: vec![false, false, false, true, false, false],
        }];
        world.leeway.covered_households = vec![100.0, 50.0];
        world.leeway.captive_max_ratio = 0.375;
        assert_eq!(world.plan().points[2].state, PointState::OverBudget, "30 of 80");
        world.leeway.captive_max_ratio = 0.374;
        assert_eq!(world.plan().points[2].state, PointState::RuledOutByOwnership);
    }

    #[test]
    fn signal_alone_does_not_cover() {
        let mut world = World::three_sites();
        world.turned_away.push(0);
        world.disturbed.push(1);
        let plan = world.plan();
        assert_eq!(plan.points[0].state, PointState::NoCapacity);
        assert_eq!(plan.points[1].state, PointState::Interference);
        assert_eq!((plan.households.covered, plan.households.with_signal), (0.0, 150.0));
        assert_eq!(
            (plan.comuni[0].uncovered.no_capacity, plan.comuni[1].uncovered.interference),
            (100.0, 50.0)
        );
    }

    #[test]
    fn a_full_link_is_no_lack_of_time() {
        let mut world = World::three_sites();
        world.behind_full_links.push(0);
        let plan = world.plan();
        assert_eq!(plan.points[0].state, PointState::LinkFull);
        assert_eq!((plan.comuni[0].uncovered.link_full, plan.comuni[0].uncovered.no_capacity), (100.0, 0.0));
        assert_eq!((plan.households.covered, plan.households.with_signal), (50.0, 150.0));
        let said = "links cannot carry 100 households for whom sectors have time";
        assert!(plan.warnings.iter().any(|warning| warning.starts_with(said)), "{:?}", plan.warnings);
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
