//! What a plan can earn beyond its cost: bounds against all plans there are.

use super::EXACT;
use super::exhaustive::{most_served, working};
use super::random::{crowded, small};
use crate::certificate::{Earning, Ground, Instance, ProofAtBudgets, profit_bound};
use crate::optimise::{Limits, Solution, solve};
use crate::progress::Silent;

const INSTANCES: u64 = 150;
/// What a household earns, cents: so little that nothing pays, something between, and a lot.
const EARNINGS: [i64; 3] = [10_000, 400_000, 5_000_000];

/// The same without sites that every plan has: nobody else's are the licensee's.
fn without_fixed(mut instance: Instance) -> Instance {
    for site in &mut instance.sites {
        site.fixed_open = false;
    }
    instance
}

fn costs_cents(instance: &Instance, open: &[bool]) -> i64 {
    instance.sites.iter().zip(open).filter(|(_, open)| **open).map(|(site, _)| site.capex_cents).sum()
}

/// The most that any plan earns, found by trying all.
fn best_profit(instance: &Instance, earning: Earning) -> i128 {
    let rich = Instance { budget_cents: i64::from(u32::MAX), ..instance.clone() };
    let count = rich.sites.len();
    let plans =
        (0..1_u32 << count).map(|plan| (0..count).map(|site| plan >> site & 1 == 1).collect::<Vec<_>>());
    let profit = |open: Vec<bool>| {
        let works = working(&rich, &open)?;
        Some(earning.profit_micro_cents(most_served(&rich, &works), costs_cents(&rich, &open)))
    };
    plans.filter_map(profit).max().unwrap_or(0).max(0)
}

/// Searches at a few budgets, as the licensee's are.
fn searches(instance: &Instance, most_cents: i64) -> Vec<Solution> {
    let limits = Limits { node_limit: Some(20), ..EXACT };
    let budgets_cents = [most_cents / 8, most_cents / 3, most_cents];
    let at = |budget_cents| Instance { budget_cents, ..instance.clone() };
    budgets_cents.iter().map(|cents| solve(&at(*cents), &limits, &Silent).unwrap()).collect()
}

#[test]
fn no_plan_earns_more_than_the_bound_and_the_found_one_no_more_either() {
    let (mut paying, mut idle, mut tight) = (0, 0, 0);
    for seed in 0..INSTANCES {
        for instance in [small(seed), crowded(seed)].map(without_fixed) {
            for unit_cents in EARNINGS {
                let earning = Earning { unit_cents };
                let weight_micro = instance.demand.iter().map(|row| row.weight_micro).sum();
                let all_cents = costs_cents(&instance, &vec![true; instance.sites.len()]);
                let most_cents = earning.most_spent_cents(weight_micro).min(all_cents);
                let found = searches(&instance, most_cents);
                let ground = Ground::of(&instance);
                let proofs =
                    found.iter().map(|one| ProofAtBudgets::new(&ground, &one.rows, &one.cases).unwrap());
                let mut proofs: Vec<ProofAtBudgets> = proofs.collect();
                let bound = profit_bound(&mut proofs, earning, most_cents).unwrap().unwrap();
                let best = best_profit(&instance, earning);
                assert!(bound.micro_cents >= best, "seed {seed}, {unit_cents}: {bound:?} below {best}");
                for one in &found {
                    let cents = costs_cents(&instance, &one.open);
                    let profit = earning.profit_micro_cents(one.value_micro, cents);
                    assert!(profit <= best, "seed {seed}: {profit} of a plan, {best} of all");
                }
                paying += u32::from(best > 0);
                idle += u32::from(best == 0);
                tight += u32::from(bound.micro_cents <= best + best / 10);
            }
        }
    }
    assert!(paying > 200 && idle > 100 && tight > 300, "{paying} {idle} {tight}");
}
