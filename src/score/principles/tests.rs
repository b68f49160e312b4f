//! Prices of guidelines by hand: which plan and which bound a case takes, and between what its price lies.

use super::*;
use crate::score::world::World;
use proptest::prelude::*;

fn plan(enforced: &[u8], value: f64) -> PrinciplePlan {
    PrinciplePlan {
        found_with: enforced.to_vec(),
        capex_eur: 1_000.0,
        opex_eur_per_year: 10.0,
        sites: vec!["a".into()],
        households_covered: 2.0 * value,
        households_covered_ratio: 0.5,
        households_newly_served: value,
        value,
        capex_per_covered_household_eur: Some(1_000.0 / (2.0 * value)),
        present_value_per_covered_household_eur: None,
        governance: Vec::new(),
        warnings: Vec::new(),
    }
}

/// A search whose plan serves so much of so much at most, and keeps so many of the promised households.
fn search(enforced: &[u8], value: i64, bound: i64, kept: i64) -> PrincipleSearch {
    let found = PrincipleFound {
        kept_micro: kept * 1_000_000,
        value_micro: value * 1_000_000,
        bound_micro: bound * 1_000_000,
        spent_cents: 100_000,
        plan: plan(enforced, value as f64),
    };
    PrincipleSearch { enforced: enforced.to_vec(), found: Ok(found) }
}

fn none(enforced: &[u8]) -> PrincipleSearch {
    PrincipleSearch { enforced: enforced.to_vec(), found: Err("C7 rules: none".into()) }
}

fn report(searches: Vec<PrincipleSearch>) -> PrinciplesReport {
    let world = World::three_sites();
    principles_report(PrinciplesStages {
        scenario: &world.scenario,
        scenario_sha256: "abc",
        demand: &world.demand,
        idle: &[3],
        searches,
        solver: "divario".into(),
        warnings: Vec::new(),
        inputs: Vec::new(),
        threads: 1,
        wall_s: 0.5,
    })
}

fn values(report: &PrinciplesReport) -> Vec<Option<(f64, f64)>> {
    let of = |case: &PrincipleCase| Some((case.plan.as_ref()?.value, case.bound.as_ref()?.value));
    report.cases.iter().map(of).collect()
}

#[test]
fn two_guidelines_by_hand() {
    let report = report(vec![
        search(&[1, 2], 80, 100, 0),
        search(&[2], 90, 95, 0),
        search(&[1], 85, 120, 0),
        search(&[], 100, 110, 0),
    ]);
    assert_eq!(report.guidelines, [1, 2]);
    // With both no plan beats what none beats with 2 alone; with 1 alone none beats what none beats at all.
    let expected = [(80.0, 95.0), (90.0, 95.0), (85.0, 110.0), (100.0, 110.0)];
    assert_eq!(values(&report), expected.map(Some));
    let prices: Vec<(Vec<u8>, Price)> =
        report.prices.iter().map(|one| (one.given_up.clone(), one.price.unwrap())).collect();
    let bounds: Vec<_> = prices
        .iter()
        .map(|(given_up, price)| {
            (given_up.as_slice(), price.value, price.value_at_least, price.value_at_most)
        })
        .collect();
    assert_eq!(
        bounds,
        [
            (&[1][..], 10.0, Some(0.0), Some(15.0)),
            (&[2][..], 5.0, Some(0.0), Some(30.0)),
            (&[1, 2][..], 20.0, Some(5.0), Some(30.0)),
        ]
    );
    let first = prices[0].1;
    assert_eq!((first.households, first.households_newly_served), (20.0, 10.0));
    // 1,000 euro for 160 and for 180 households: 6.25 and 5.56 euro.
    assert_eq!(first.capex_per_covered_household_eur, Some(0.69));
    assert_eq!(first.present_value_per_covered_household_eur, None);
}

#[test]
fn a_plan_that_keeps_more_guidelines_is_one_that_keeps_fewer() {
    let report = report(vec![search(&[1, 2], 80, 100, 0), search(&[2], 60, 100, 0), none(&[1])]);
    assert_eq!(values(&report), [Some((80.0, 100.0)), Some((80.0, 100.0)), None]);
    assert_eq!(report.cases[1].plan.as_ref().unwrap().found_with, [1, 2]);
    // The search with 1 alone failed, and no bound holds for it; its plan is that of both.
    let last = &report.cases[2];
    assert_eq!((last.plan.as_ref().unwrap().value, last.status), (80.0, PlanStatus::Feasible));
    let price = report.prices[1].price.unwrap();
    assert_eq!((price.value, price.value_at_least, price.value_at_most), (0.0, Some(0.0), None));
}

#[test]
fn a_bound_for_plans_that_keep_more_promises_holds_for_no_others() {
    let report = report(vec![search(&[1], 80, 100, 5), search(&[], 85, 90, 6)]);
    assert_eq!(values(&report), [Some((80.0, 100.0)), Some((85.0, 90.0))]);
}

#[test]
fn where_all_together_leave_no_plan_there_is_no_price() {
    let report = report(vec![none(&[1, 2]), search(&[2], 60, 100, 0), none(&[1]), search(&[], 70, 100, 0)]);
    assert_eq!(report.cases[0].status, PlanStatus::Infeasible);
    assert_eq!(report.cases[0].infeasible.as_deref(), Some("C7 rules: none"));
    assert!(report.prices.iter().all(|price| price.price.is_none()));
    assert_eq!(
        report.prices[0].missing.as_deref(),
        Some("there is no plan with what is given up to compare with")
    );
}

proptest! {
    /// Whatever searches find: giving a guideline up makes no plan worse, and a price lies between its bounds.
    #[test]
    fn prices_lie_between_their_bounds(found in prop::collection::vec((1_i64..100, 0_i64..50), 8)) {
        let sets: [&[u8]; 8] = [&[1, 2, 4], &[2, 4], &[1, 4], &[1, 2], &[1], &[2], &[4], &[]];
        // What the best plan of each set could serve; what is found is less, what is proven more.
        let best = |set: &[u8]| 1_000 - 10 * set.iter().map(|one| i64::from(*one)).sum::<i64>();
        let searches = sets.iter().zip(found).map(|(set, (missed, loose))| {
            search(set, best(set) - missed, best(set) + loose, 0)
        });
        let report = report(searches.collect());
        for price in &report.prices {
            let true_price = (10 * price.given_up.iter().map(|one| i64::from(*one)).sum::<i64>()) as f64;
            let Price { value, value_at_least, value_at_most, .. } = price.price.unwrap();
            prop_assert!(value_at_least.unwrap() <= true_price && true_price <= value_at_most.unwrap());
            prop_assert!(value >= 0.0 && value <= value_at_most.unwrap() && value >= value_at_least.unwrap());
        }
    }
}
