//! What must hold for any instance.

use super::EXACT;
use super::random::{Dice, small};
use crate::optimise::{DemandRow, Instance, Limits, Proof, SiteColumn, solve};
use crate::problem::Error;
use crate::progress::{Progress, Silent};

const INSTANCES: u64 = 120;

fn open_field(capex_eur: f64, budget_eur: f64) -> Instance {
    let site = SiteColumn { capex_eur, fixed_open: false, fed_by_pop: true };
    let demand = vec![DemandRow { weight: 3.0, covered_by: vec![0] }];
    Instance { sites: vec![site], demand, budget_eur, neighbours: vec![vec![]] }
}

#[test]
#[cfg(feature = "highs")]
fn more_budget_is_never_worse() {
    for seed in 0..INSTANCES {
        let mut instance = small(seed);
        let mut before = 0.0;
        for _ in 0..4 {
            let covered = solve(&instance, &EXACT, &Silent).unwrap().objective;
            assert!(covered >= before, "seed {seed}: {covered} after {before}");
            before = covered;
            instance.budget_eur += 35_000.0;
        }
    }
}

#[test]
fn the_order_of_demand_changes_nothing() {
    for seed in 0..INSTANCES {
        let instance = small(seed);
        let mut shuffled = instance.clone();
        let mut dice = Dice::new(seed);
        for last in (1..shuffled.demand.len()).rev() {
            shuffled.demand.swap(last, dice.below(last + 1));
        }
        let solutions = [&instance, &shuffled].map(|instance| solve(instance, &EXACT, &Silent).unwrap());
        assert_eq!(solutions[0], solutions[1], "seed {seed}");
    }
}

#[test]
fn splitting_a_row_changes_nothing() {
    for seed in 0..INSTANCES {
        let whole = small(seed);
        let mut halves = whole.clone();
        halves.demand.iter_mut().for_each(|row| row.weight /= 2.0);
        halves.demand.extend(halves.demand.clone());
        let solutions = [&whole, &halves].map(|instance| solve(instance, &EXACT, &Silent).unwrap());
        assert_eq!(solutions[0], solutions[1], "seed {seed}");
    }
}

#[test]
fn nothing_to_build_is_a_plan() {
    let nobody = Instance { sites: vec![], demand: vec![], budget_eur: 0.0, neighbours: vec![] };
    let no_money = open_field(10.0, 0.0);
    let no_demand = Instance { demand: vec![], ..open_field(10.0, 20.0) };
    for instance in [nobody, no_money, no_demand] {
        let solution = solve(&instance, &EXACT, &Silent).unwrap();
        assert!(solution.open.iter().all(|open| !open));
        assert_eq!((solution.objective, solution.bound, solution.gap_ratio()), (0.0, 0.0, 0.0));
        assert_eq!((solution.proof, solution.solver.as_str()), (Proof::Optimal, "divario greedy"));
    }
}

#[test]
fn a_price_equal_to_the_budget_is_affordable() {
    assert_eq!(solve(&open_field(10.0, 10.0), &EXACT, &Silent).unwrap().objective, 3.0);
    assert_eq!(solve(&open_field(10.01, 10.0), &EXACT, &Silent).unwrap().objective, 0.0);
}

#[test]
fn fixed_sites_dearer_than_the_budget_are_infeasible() {
    let mut instance = open_field(120_000.0, 100_000.5);
    instance.sites[0].fixed_open = true;
    let error = solve(&instance, &EXACT, &Silent).unwrap_err();
    assert!(matches!(error, Error::Infeasible(_)));
    assert_eq!(
        error.to_string(),
        "no plan satisfies the constraints: existing and committed sites cost 120000.00 euro, \
         the budget is 100000.50 euro; 19999.50 euro more would do"
    );
}

#[test]
fn meaningless_instances_are_refused() {
    let good = open_field(1.0, 1.0);
    let refuse = |instance: Instance, part: &str| {
        let error = solve(&instance, &EXACT, &Silent).unwrap_err().to_string();
        assert!(error.starts_with("Choosing sites failed: ") && error.contains(part), "{error}");
    };
    let demand =
        |weight, covered_by| Instance { demand: vec![DemandRow { weight, covered_by }], ..good.clone() };
    refuse(Instance { budget_eur: f64::NAN, ..good.clone() }, "budget");
    refuse(open_field(-1.0, 1.0), "site 0 costs -1 euro");
    refuse(demand(f64::NAN, vec![0]), "weight NaN");
    refuse(demand(1.0, vec![1]), "sites [1], of 1");
    refuse(demand(1.0, vec![0, 0]), "rising order");
    refuse(Instance { neighbours: vec![], ..good.clone() }, "0 neighbour lists");
    let two = Instance { sites: [good.sites[0]; 2].to_vec(), neighbours: vec![vec![1], vec![]], ..good };
    refuse(two, "site 0 has neighbour 1, but not the reverse");
}

/// Wants to stop after a number of questions.
struct Impatient(std::sync::atomic::AtomicU32);

impl Progress for Impatient {
    fn start(&self, _stage: &str, _total: u64) {}
    fn advance(&self, _steps: u64) {}
    fn finish(&self) {}
    fn stopped(&self) -> bool {
        self.0.fetch_update(SeqCst, SeqCst, |left| Some(left.saturating_sub(1))).unwrap() == 0
    }
}

use std::sync::atomic::Ordering::SeqCst;

#[test]
fn a_wish_to_stop_is_heard_at_every_point() {
    let instance = small(3);
    let mut interrupted = 0;
    for patience in 0..1_000 {
        match solve(&instance, &EXACT, &Impatient(patience.into())) {
            Err(Error::Interrupted) => interrupted += 1,
            other => return assert!(other.is_ok() && interrupted == patience && patience > 3, "{other:?}"),
        }
    }
    panic!("never finished");
}

#[test]
fn without_time_there_is_still_a_plan_and_a_bound() {
    let instance = small(7);
    let solution = solve(&instance, &Limits { time_limit_s: 0.0, ..EXACT }, &Silent).unwrap();
    let total: f64 = instance.demand.iter().map(|row| row.weight).sum();
    assert!(solution.objective <= solution.bound && solution.bound <= total);
}
