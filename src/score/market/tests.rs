//! Who reaches whom, by hand.

use super::*;
use crate::score::world::World;

fn report(public: &[bool], licensee: &[bool]) -> MarketReport {
    let world = World::three_sites();
    let market = Market {
        price_eur_per_month: 10.0,
        take_up_ratio: 0.5,
        discount_rate_ratio: 0.0,
        spectrum_fee_eur_per_year: 0.0,
        source: "a test".into(),
    };
    market_report(MarketStages {
        scenario: &world.scenario,
        scenario_sha256: "abc",
        market: &market,
        demand: &world.demand,
        public: &world.plan(),
        reached_by_public: public,
        licensee: LicenseePlan::default(),
        reached_by_licensee: licensee,
        solver: String::new(),
        warnings: Vec::new(),
        inputs: Vec::new(),
        threads: 1,
        wall_s: 0.0,
    })
}

#[test]
fn households_fall_into_four_parts_that_hold_all() {
    let count = World::three_sites().demand.points.len();
    let flags = |every: usize| (0..count).map(|point| point % every == 0).collect::<Vec<bool>>();
    let report = report(&flags(2), &flags(3));
    let Reach { by_both, by_public_plan_alone, by_market_alone, by_neither, .. } = report.reach;
    let all = by_both + by_public_plan_alone + by_market_alone + by_neither;
    assert!((all - report.households).abs() < 1e-6, "{report:?}");
    assert!(by_both > 0.0 && (report.licensee.households_covered - by_both - by_market_alone).abs() < 1e-6);
    let sums = report.comuni.iter().map(|comune| comune.reach.by_both).sum::<f64>();
    assert!((sums - by_both).abs() < 1e-6);
    assert_eq!(report.points[0].reached_by, ReachedBy::Both);
    // 10 euro a month from half of all, over ten years without discount.
    assert_eq!(report.present_revenue_per_household_eur, 600.0);
}

#[test]
fn those_whom_the_public_plan_alone_reaches_are_counted_with_those_newly_served() {
    let world = World::three_sites();
    let all = vec![true; world.demand.points.len()];
    let none = vec![false; all.len()];
    let report = report(&all, &none);
    assert_eq!(report.reach.by_public_plan_alone, report.households);
    assert_eq!(report.reach.newly_served_by_public_plan_alone, report.households_previously_unserved);
    assert_eq!((report.licensee.households_covered, report.licensee.households_newly_served), (0.0, 0.0));
}
