//! Households reached, over the whole area.

use super::service::{PointService, Possible, Service};
use super::{HouseholdReport, Stages, UncoveredReport};
use crate::demand::HouseholdPoint;

/// The households of all comuni.
pub(super) fn report(stages: &Stages<'_>, service: &Service) -> HouseholdReport {
    let sum = |part: fn(&HouseholdPoint, &PointService) -> f64| -> f64 {
        stages.demand.points.iter().zip(&service.points).map(|(point, service)| part(point, service)).sum()
    };
    let mut uncovered = UncoveredReport::default();
    for (point, service) in stages.demand.points.iter().zip(&service.points) {
        uncovered.add(service.state(), point.households);
    }
    let total = sum(|point, _| point.households);
    let covered = sum(|point, service| if service.covered() { point.households } else { 0.0 });
    HouseholdReport {
        total,
        covered,
        covered_ratio: if total > 0.0 { covered / total } else { 0.0 },
        previously_unserved: sum(|point, _| point.unserved_households),
        newly_served: sum(|point, service| if service.covered() { point.unserved_households } else { 0.0 }),
        with_signal: sum(|point, service| if service.network.has_signal { point.households } else { 0.0 }),
        reachable: sum(
            |point, service| if service.possible >= Possible::Signal { point.households } else { 0.0 },
        ),
        uncovered,
        coverage_alone: stages.coverage_alone,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::CoverageAlone;
    use crate::score::world::World;

    #[test]
    fn five_points_by_hand() {
        let households = World::three_sites().plan().households;
        assert_eq!(
            households,
            HouseholdReport {
                total: 210.0,
                covered: 150.0,
                with_signal: 150.0,
                covered_ratio: 0.714_286,
                previously_unserved: 150.0,
                newly_served: 90.0,
                reachable: 200.0,
                uncovered: UncoveredReport {
                    no_site_reaches: 10.0,
                    no_backhaul: 20.0,
                    over_budget: 30.0,
                    ..UncoveredReport::default()
                },
                coverage_alone: Some(CoverageAlone { claimed: 200.0, covered: 120.0 }),
            }
        );
    }

    #[test]
    fn nobody_covered() {
        let mut world = World::three_sites();
        world.open.fill(false);
        let households = world.plan().households;
        assert_eq!((households.covered, households.covered_ratio, households.newly_served), (0.0, 0.0, 0.0));
        assert_eq!((households.total, households.reachable), (210.0, 200.0));
    }

    #[test]
    fn zero_households() {
        let mut world = World::three_sites();
        world.demand.points.clear();
        world.coverage.covered.iter_mut().for_each(Vec::clear);
        world.coverage.best.clear();
        let plan = world.plan();
        assert_eq!((plan.households.total, plan.households.covered_ratio), (0.0, 0.0));
        assert_eq!(plan.cost.capex_per_covered_household_eur, None);
        assert!(plan.comuni.iter().all(|comune| comune.covered_ratio.is_none()));
        assert_eq!(plan.small_comuni.covered_ratio, None);
    }
}
