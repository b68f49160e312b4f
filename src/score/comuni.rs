//! Households reached, comune by comune.

use super::audits::Audits;
use super::service::Service;
use super::{ComuneReport, PointState, SmallComuniReport, Stages, UncoveredReport, fixes, is_small};
use crate::demand::{Comune, HouseholdPoint};

/// One report a comune, in the order of the demand.
pub(super) fn report(stages: &Stages<'_>, service: &Service, audits: &Audits) -> Vec<ComuneReport> {
    let blank = |comune| blank(comune, is_small(comune, &stages.scenario.objective));
    let mut comuni: Vec<ComuneReport> = stages.demand.comuni.iter().map(blank).collect();
    for (point, service) in stages.demand.points.iter().zip(&service.points) {
        add(&mut comuni[point.comune], point, service.state());
    }
    for (index, comune) in comuni.iter_mut().enumerate() {
        comune.covered_ratio = ratio(comune.covered, comune.households);
        comune.captive_ratio = audits.first().captive_ratio(index);
        comune.captive_ratio_after = audits.last().captive_ratio(index);
        comune.hhi = audits.first().hhi(index);
        comune.promised = stages.promised.get(index).copied().unwrap_or(0.0);
    }
    for (comune, fix) in comuni.iter_mut().zip(fixes::of_comuni(stages, service)) {
        (comune.cheapest_fix, comune.cheapest_fix_households) =
            fix.map_or((None, 0.0), |(fix, reached)| (Some(fix), reached));
    }
    comuni
}

fn add(comune: &mut ComuneReport, point: &HouseholdPoint, state: PointState) {
    comune.households += point.households;
    comune.previously_unserved += point.unserved_households;
    match state {
        PointState::Covered => {
            comune.covered += point.households;
            comune.newly_served += point.unserved_households;
        }
        PointState::NoSiteReaches => comune.uncovered.no_site_reaches += point.households,
        PointState::SignalTooWeak => comune.uncovered.signal_too_weak += point.households,
        PointState::NoBackhaul => comune.uncovered.no_backhaul += point.households,
        PointState::RuledOutByOwnership => comune.uncovered.ruled_out_by_ownership += point.households,
        PointState::TooFewOperators => comune.uncovered.too_few_operators += point.households,
        PointState::OverBudget => comune.uncovered.over_budget += point.households,
        PointState::RunningCosts => comune.uncovered.running_costs += point.households,
        PointState::Outweighed => comune.uncovered.outweighed += point.households,
        PointState::Interference => comune.uncovered.interference += point.households,
        PointState::NoCapacity => comune.uncovered.no_capacity += point.households,
        PointState::LinkFull => comune.uncovered.link_full += point.households,
        // Anchors alone ask for two paths.
        PointState::NoSecondPath => {}
    }
}

/// The small comuni together.
pub(super) fn small(stages: &Stages<'_>, comuni: &[ComuneReport]) -> SmallComuniReport {
    let small = || comuni.iter().filter(|comune| comune.small);
    let households = small().map(|comune| comune.households).sum();
    let covered = small().map(|comune| comune.covered).sum();
    SmallComuniReport {
        below_population: stages.scenario.objective.small_comune_below_population,
        comuni: small().count() as u32,
        households,
        covered,
        covered_ratio: ratio(covered, households),
    }
}

fn ratio(covered: f64, households: f64) -> Option<f64> {
    (households > 0.0).then(|| covered / households)
}

fn blank(comune: &Comune, small: bool) -> ComuneReport {
    ComuneReport {
        istat: comune.istat.clone(),
        name: comune.name.clone(),
        population: comune.population,
        altitude_zone: comune.altitude_zone.clone(),
        small,
        households: 0.0,
        covered: 0.0,
        covered_ratio: None,
        previously_unserved: 0.0,
        newly_served: 0.0,
        captive_ratio: 0.0,
        captive_ratio_after: 0.0,
        hhi: 0.0,
        in_kind_present_value_eur: 0.0,
        promised: 0.0,
        uncovered: UncoveredReport::default(),
        cheapest_fix: None,
        cheapest_fix_households: 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::world::World;

    #[test]
    fn two_comuni_by_hand() {
        let plan = World::three_sites().plan();
        let [triora, pigna] = &plan.comuni[..] else { panic!("two comuni") };
        assert_eq!((triora.small, pigna.small), (false, true), "5,000 residents are not fewer than 5,000");
        assert_eq!(
            (triora.households, triora.covered, triora.covered_ratio),
            (120.0, 100.0, Some(0.833_333))
        );
        assert_eq!((pigna.households, pigna.covered, pigna.covered_ratio), (90.0, 50.0, Some(0.555_556)));
        assert_eq!((triora.previously_unserved, triora.newly_served), (60.0, 40.0));
        assert_eq!(triora.uncovered, UncoveredReport { no_backhaul: 20.0, ..UncoveredReport::default() });
        assert_eq!(
            pigna.uncovered,
            UncoveredReport { no_site_reaches: 10.0, over_budget: 30.0, ..UncoveredReport::default() }
        );
    }

    #[test]
    fn the_small_comuni_are_those_below_the_threshold() {
        let small = World::three_sites().plan().small_comuni;
        assert_eq!((small.below_population, small.comuni), (5_000, 1));
        assert_eq!((small.households, small.covered), (90.0, 50.0));
    }

    #[test]
    fn a_single_comune() {
        let mut world = World::three_sites();
        world.demand.comuni.truncate(1);
        world.demand.points.iter_mut().for_each(|point| point.comune = 0);
        world.demand.anchors.iter_mut().for_each(|anchor| anchor.comune = 0);
        let plan = world.plan();
        assert_eq!(plan.comuni[0].covered, plan.households.covered);
        assert_eq!((plan.small_comuni.comuni, plan.small_comuni.covered_ratio), (0, None));
        // 50 of 150 covered households see the private site alone.
        assert_eq!(plan.comuni[0].captive_ratio, 0.333_333);
    }
}
