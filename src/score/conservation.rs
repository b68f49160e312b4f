//! What holds for every plan: parts add up to wholes, and shares stay between nothing and all.

use proptest::prelude::*;

use super::cpe::tests::buy_terminals;
use super::world::{World, reach};
use super::{Plan, PointState, point_weights};
use crate::backhaul::Node;
use crate::economics::CpePayer;
use crate::scenario::Status;

const SITES: [&str; 5] = ["a", "b", "c", "d", "e"];

/// Any choice of open sites (f stays forbidden), of coverage, of feeding and of household numbers.
fn any_world() -> impl Strategy<Value = World> {
    let open = prop::collection::vec(any::<bool>(), 5);
    let feedable = prop::collection::vec(any::<bool>(), 6);
    let covered = prop::collection::vec(prop::collection::vec(prop::option::of(-90.0..-40.0_f32), 5), 6);
    let points = prop::collection::vec((0_usize..2, 0.0..300.0_f64, 0.0..=1.0_f64), 5);
    let busy = prop::array::uniform6(any::<bool>());
    let terminal = prop::option::of((0.0..500.0_f64, 1_u32..14, any::<bool>()));
    let all = (open, feedable, covered, points, busy, terminal);
    all.prop_map(|(open, feedable, covered, points, busy, terminal)| {
        let mut world = World::three_sites();
        if let Some((capex_eur, lifetime_years, is_of_network)) = terminal {
            let paid_by = if is_of_network { CpePayer::Network } else { CpePayer::Subscriber };
            buy_terminals(&mut world, capex_eur, lifetime_years, paid_by);
        }
        world.busy_links = busy;
        world.open[..5].copy_from_slice(&open);
        world.feedable = feedable;
        for (site, levels) in covered.iter().enumerate() {
            let levels = (0..).zip(levels).filter_map(|(point, level)| level.map(|l| (point, reach(l))));
            world.coverage.covered[site] = levels.collect();
        }
        for (point, (comune, households, unserved_ratio)) in world.demand.points.iter_mut().zip(points) {
            point.comune = comune;
            point.households = households;
            point.unserved_households = households * unserved_ratio;
        }
        world.links.clear();
        for site in SITES.iter().zip(&open).filter_map(|(site, open)| open.then_some(site)) {
            world.feed(Node::Pop(0), site);
        }
        world
    })
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-4
}

fn sum<T>(rows: &[T], part: impl Fn(&T) -> f64) -> f64 {
    rows.iter().map(part).sum()
}

fn in_state(plan: &Plan, state: PointState) -> f64 {
    plan.points.iter().filter(|point| point.state == state).map(|point| point.households).sum()
}

proptest! {
    #[test]
    fn states_partition_the_households(world in any_world()) {
        let plan = world.plan();
        let uncovered = |part: fn(&super::UncoveredReport) -> f64| sum(&plan.comuni, |c| part(&c.uncovered));
        prop_assert!(close(in_state(&plan, PointState::Covered), plan.households.covered));
        prop_assert!(close(in_state(&plan, PointState::NoSiteReaches), uncovered(|u| u.no_site_reaches)));
        prop_assert!(close(in_state(&plan, PointState::SignalTooWeak), uncovered(|u| u.signal_too_weak)));
        prop_assert!(close(in_state(&plan, PointState::NoBackhaul), uncovered(|u| u.no_backhaul)));
        prop_assert!(close(in_state(&plan, PointState::OverBudget), uncovered(|u| u.over_budget)));
        prop_assert!(close(in_state(&plan, PointState::Outweighed), uncovered(|u| u.outweighed)));
        prop_assert!(close(plan.households.total - plan.households.reachable, uncovered(|u| u.no_site_reaches + u.signal_too_weak)));
        for comune in &plan.comuni {
            let u = comune.uncovered;
            let parts = comune.covered + u.no_site_reaches + u.signal_too_weak + u.no_backhaul + u.over_budget + u.outweighed;
            prop_assert!(close(parts, comune.households));
        }
    }

    #[test]
    fn comuni_and_sites_add_up_to_the_plan(world in any_world()) {
        let plan = world.plan();
        let whole = &plan.households;
        prop_assert!(close(sum(&plan.comuni, |c| c.households), whole.total));
        prop_assert!(close(sum(&plan.comuni, |c| c.covered), whole.covered));
        prop_assert!(close(sum(&plan.comuni, |c| c.previously_unserved), whole.previously_unserved));
        prop_assert!(close(sum(&plan.comuni, |c| c.newly_served), whole.newly_served));
        prop_assert!(close(sum(&plan.sites, |s| s.households_served), whole.covered));
        for site in &plan.sites {
            prop_assert!(site.households_alone <= site.households_served + 1e-4);
            prop_assert!(site.households_served <= site.households_covered + 1e-4);
        }
    }

    #[test]
    fn money_adds_up_to_the_cent(world in any_world()) {
        let plan = world.plan();
        let cost = &plan.cost;
        prop_assert_eq!(sum(&cost.items, |row| row.capex_eur), cost.capex_eur);
        prop_assert_eq!(sum(&cost.items, |row| row.opex_eur_per_year), cost.opex_eur_per_year);
        prop_assert_eq!(sum(&plan.sites, |site| site.capex_eur), cost.capex_eur);
        for (site, link) in plan.links.iter().filter_map(|link| Some((plan.sites.iter().find(|site| site.id == link.to)?, link))) {
            prop_assert!(link.capex_eur <= site.capex_eur && link.opex_eur_per_year <= site.opex_eur_per_year);
            prop_assert!(link.load_mbps <= link.capacity_mbps);
        }
        let fee_eur_per_year = world.scenario.governance.spectrum.fee_eur_per_year;
        let sites_eur_per_year = sum(&plan.sites, |site| site.opex_eur_per_year);
        prop_assert_eq!(sites_eur_per_year + fee_eur_per_year, cost.opex_eur_per_year);
        let terminals_eur = sum(&cost.years, |year| year.cpe_eur.unwrap_or(0.0));
        let undiscounted_eur = sum(&cost.years, |year| year.capex_eur + year.renewal_eur + year.opex_eur) + terminals_eur;
        prop_assert!(cost.present_value_eur <= undiscounted_eur);
        let later_eur = terminals_eur + sum(&cost.years, |year| year.renewal_eur);
        prop_assert!((sum(&plan.ledger, |row| row.renewals_eur) - later_eur).abs() < 0.01);
        let rows = plan.ledger.len() as f64;
        prop_assert!((sum(&plan.ledger, |row| row.present_value_eur) - cost.present_value_eur).abs() < 0.01 * rows);
        let bought_eur = cost.cpe.as_ref().filter(|cpe| cpe.is_of_network()).map_or(0.0, |cpe| cpe.purchases_eur);
        prop_assert!((bought_eur - terminals_eur).abs() < 0.005);
    }

    #[test]
    fn shares_stay_between_nothing_and_all(world in any_world()) {
        let plan = world.plan();
        prop_assert!((0.0..=1.0).contains(&plan.households.covered_ratio));
        for comune in &plan.comuni {
            prop_assert!(comune.covered_ratio.is_none_or(|ratio| (0.0..=1.0).contains(&ratio)));
            prop_assert!((0.0..=1.0).contains(&comune.captive_ratio));
            prop_assert!(comune.captive_ratio <= plan.governance[0].value);
        }
    }

    #[test]
    fn opening_one_more_site_never_covers_less(world in any_world(), site in 0_usize..5) {
        let before = world.plan().households;
        let mut world = world;
        world.open[site] = true;
        let after = world.plan().households;
        prop_assert!(after.covered >= before.covered && after.newly_served >= before.newly_served);
        prop_assert_eq!(after.reachable, before.reachable);
    }

    #[test]
    fn the_order_of_the_links_changes_nothing(world in any_world()) {
        let plan = world.plan();
        let mut world = world;
        world.links.reverse();
        prop_assert_eq!(world.plan(), plan);
    }
}

#[test]
fn the_weights_of_the_covered_points_are_the_objective() {
    let world = World::three_sites();
    let weights = point_weights(&world.demand, &world.scenario.objective);
    let points = world.plan().points;
    let covered = points.iter().zip(weights).filter(|(point, _)| point.state == PointState::Covered);
    assert_eq!(covered.map(|(_, weight)| weight).sum::<f64>(), world.objective);
}

#[test]
fn a_plan_is_stamped_and_its_inputs_sorted() {
    let plan = World::three_sites().plan();
    assert_eq!(plan.scenario.name, "Small world");
    assert_eq!(plan.provenance.inputs[0].path, "a.csv");
    assert_eq!((plan.provenance.threads, plan.provenance.wall_s), (2, 1.235));
    assert_eq!(plan.warnings[0], "first of all");
    assert!(
        plan.warnings[1].starts_with("the age of existing sites is not known: the equipment of the 1 in")
    );
}

#[test]
fn without_existing_sites_nothing_is_said_of_their_age() {
    let mut world = World::three_sites();
    world.site_mut("b").terms.status = Status::Committed;
    // What else this world is warned of: its anchor, and a load that is far from the sectors' own.
    let warnings = world.plan().warnings;
    assert_eq!((warnings.len(), warnings[0].as_str()), (3, "first of all"));
    assert!(warnings[1].starts_with("1 anchor institution without service"), "{warnings:?}");
    assert!(warnings[2].starts_with("radio.reuse.load_ratio has all 3 sectors"), "{warnings:?}");
}
