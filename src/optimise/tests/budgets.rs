//! Several budgets: plans that start from those of smaller ones, and proofs that hold for all.

use super::EXACT;
use super::exhaustive::{best_weight, most_served, working};
use super::random::{crowded, small};
use crate::certificate::{Goal, Ground, Instance, bounds_micro_at, proven_bound_micro};
use crate::optimise::{Limits, Solution, solve, solve_from};
use crate::progress::Silent;

const VALUE: Goal = Goal::Value { kept_micro: 0 };

const INSTANCES: u64 = 60;
/// Enough that greed and swaps by themselves miss the best plan of some.
const STARTS: u64 = 1_500;

/// Rising budgets from that of the fixed sites on.
fn budgets_cents(instance: &Instance) -> [i64; 4] {
    let fixed_cents = instance.budget_cents - instance.budget_after_fixed_cents();
    [0, 3_000_000, 8_000_000, 40_000_000].map(|more_cents| fixed_cents + more_cents)
}

fn at(instance: &Instance, budget_cents: i64) -> Instance {
    Instance { budget_cents, ..instance.clone() }
}

/// Each budget's solution, from the plan of the one before.
fn swept(instance: &Instance) -> Vec<Solution> {
    let limits = Limits { node_limit: Some(20), ..EXACT };
    let mut found: Vec<Solution> = Vec::new();
    for budget_cents in budgets_cents(instance) {
        let start = found.last().map(|before| before.open.as_slice());
        found.push(solve_from(&at(instance, budget_cents), start, &limits, &Silent).unwrap());
    }
    found
}

#[test]
fn a_proof_bounds_every_plan_at_every_budget_and_never_falls() {
    let mut bounds = 0;
    for seed in 0..INSTANCES {
        for instance in [small(seed), crowded(seed)] {
            let budgets_cents = budgets_cents(&instance);
            let best = budgets_cents.map(|cents| best_weight(&at(&instance, cents)));
            for (own, solution) in swept(&instance).iter().enumerate() {
                // Worked out on an instance of another budget.
                let ground = Ground::of(&instance);
                let found =
                    bounds_micro_at(&ground, &solution.rows, &solution.cases, &budgets_cents).unwrap();
                assert_eq!(found[own], Some(solution.bound_micro), "seed {seed}");
                assert!(found.is_sorted(), "seed {seed}: {found:?}");
                for ((bound, best), cents) in found.iter().zip(best).zip(budgets_cents) {
                    let anew =
                        proven_bound_micro(VALUE, &at(&instance, cents), &solution.rows, &solution.cases);
                    assert_eq!(*bound, anew.ok(), "seed {seed}");
                    assert!(bound.is_some_and(|bound| bound >= best), "seed {seed}: {bound:?} below {best}");
                    bounds += 1;
                }
            }
        }
    }
    assert_eq!(bounds, 2 * INSTANCES * 16);
}

#[test]
fn a_plan_that_starts_from_another_serves_no_less() {
    for seed in 0..INSTANCES {
        for instance in [small(seed), crowded(seed)] {
            let served: Vec<i64> = swept(&instance).iter().map(|one| one.value_micro).collect();
            assert!(served.is_sorted(), "seed {seed}: {served:?}");
        }
    }
}

/// The open sites of the best of all plans.
fn best_plan(instance: &Instance) -> Vec<bool> {
    let plans = (0..1_u32 << instance.sites.len())
        .map(|plan| (0..instance.sites.len()).map(|site| plan >> site & 1 == 1).collect::<Vec<bool>>());
    let served = |open: &Vec<bool>| working(instance, open).map_or(-1, |works| most_served(instance, &works));
    plans.max_by_key(served).unwrap_or_default()
}

#[test]
fn a_start_that_search_alone_misses_is_kept() {
    let limits = Limits { node_limit: Some(0), ..EXACT };
    let mut missed = 0;
    for seed in 0..STARTS {
        let instance = small(seed);
        let best = best_weight(&instance);
        missed += u32::from(solve(&instance, &limits, &Silent).unwrap().value_micro < best);
        let start = best_plan(&instance);
        let found = solve_from(&instance, Some(&start), &limits, &Silent).unwrap();
        assert_eq!(found.value_micro, best, "seed {seed}");
    }
    assert!(missed > 0, "search by itself finds all: this test shows nothing");
}

#[test]
fn a_start_that_the_budget_cannot_pay_is_left_out() {
    let limits = Limits { node_limit: Some(0), ..EXACT };
    for seed in 0..INSTANCES {
        let instance = crowded(seed);
        let rich = solve(&at(&instance, 1_000_000_000), &limits, &Silent).unwrap();
        let poor = solve_from(&instance, Some(&rich.open), &limits, &Silent).unwrap();
        let bought = instance.sites.iter().zip(&poor.open).filter(|(_, open)| **open);
        let spent_cents: i64 = bought.map(|(site, _)| site.capex_cents).sum();
        assert!(spent_cents <= instance.budget_cents, "seed {seed}");
    }
}
