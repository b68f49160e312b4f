//! What must hold for any instance.

use super::random::{Dice, crowded, instance, place, site, small};
use super::{EXACT, solved};
use crate::certificate::{DemandRow, Instance, SiteColumn};
use crate::optimise::{Limits, Proof, solve};
use crate::problem::Error;
use crate::progress::{Progress, Silent};

const INSTANCES: u64 = 120;

fn open_field(capex_cents: i64, budget_cents: i64) -> Instance {
    instance(vec![site(0, capex_cents, true, &[])], vec![place(3, &[0])], budget_cents)
}

#[test]
#[cfg(feature = "highs")]
fn more_budget_is_never_worse() {
    for seed in 0..INSTANCES {
        let mut instance = small(seed);
        let mut before = 0;
        for _ in 0..4 {
            let served = solved(&instance).value_micro;
            assert!(served >= before, "seed {seed}: {served} after {before}");
            before = served;
            instance.budget_cents += 3_500_000;
        }
    }
}

#[test]
#[cfg(feature = "highs")]
fn removing_a_candidate_is_never_better() {
    for seed in 0..INSTANCES {
        let whole = small(seed);
        let Some(gone) = whole.sites.iter().rposition(|site| !site.fixed_open) else { continue };
        let mut less = whole.clone();
        // Without neighbours, link and demand it is as good as removed.
        less.sites[gone] = SiteColumn { fed_by_pop: false, neighbours: vec![], ..less.sites[gone].clone() };
        less.sites.iter_mut().for_each(|site| site.neighbours.retain(|&other| other as usize != gone));
        assert!(solved(&less).value_micro <= solved(&whole).value_micro, "seed {seed}");
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
        let [one, other] = [&instance, &shuffled].map(solved);
        assert_eq!((one.open, one.value_micro), (other.open, other.value_micro), "seed {seed}");
        assert_eq!(one.bound_micro, other.bound_micro, "seed {seed}");
    }
}

#[test]
fn splitting_a_place_changes_nothing() {
    for seed in 0..INSTANCES {
        let whole = small(seed);
        let mut halves = whole.clone();
        halves.demand.iter_mut().for_each(|row| row.weight_micro /= 2);
        halves.demand.extend(halves.demand.clone());
        let [one, other] = [&whole, &halves].map(solved);
        assert_eq!((one.open, one.value_micro), (other.open, other.value_micro), "seed {seed}");
        assert_eq!(one.bound_micro, other.bound_micro, "seed {seed}");
    }
}

#[test]
fn the_same_question_has_the_same_answer_with_any_number_of_threads() {
    let pools = [1, 3].map(|count| rayon::ThreadPoolBuilder::new().num_threads(count).build().unwrap());
    for seed in 0..INSTANCES / 4 {
        for instance in [small(seed), crowded(seed)] {
            let limits = Limits { node_limit: Some(10), ..EXACT };
            let [one, other] =
                pools.each_ref().map(|pool| pool.install(|| solve(&instance, &limits, &Silent).unwrap()));
            assert_eq!(one, other, "seed {seed}");
        }
    }
}

#[test]
fn nothing_to_build_is_a_plan() {
    let nobody = Instance { groups: vec!["nobody".into()], ..Instance::default() };
    let no_money = open_field(10, 0);
    let no_demand = Instance { demand: vec![], ..open_field(10, 20) };
    let all_blocked =
        Instance { demand: vec![DemandRow { offers: vec![], ..place(3, &[]) }], ..open_field(10, 20) };
    for instance in [Instance::default(), nobody, no_money, no_demand, all_blocked] {
        let solution = solved(&instance);
        assert!(solution.open.iter().all(|open| !open));
        assert_eq!((solution.value_micro, solution.gap_ratio()), (0, 0.0));
        assert_eq!((solution.proof, solution.solver.as_str()), (Proof::Optimal, "divario"));
    }
}

#[test]
fn a_price_equal_to_the_budget_is_affordable() {
    assert_eq!(solved(&open_field(10, 10)).value_micro, 3_000_000);
    assert_eq!(solved(&open_field(11, 10)).value_micro, 0);
}

#[test]
fn fixed_sites_dearer_than_the_budget_are_infeasible() {
    let mut instance = open_field(12_000_000, 10_000_050);
    instance.sites[0].fixed_open = true;
    let error = solve(&instance, &EXACT, &Silent).unwrap_err();
    assert!(matches!(error, Error::Infeasible(_)));
    assert_eq!(
        error.to_string(),
        "no plan satisfies the constraints: existing and committed sites cost 120,000 euro, \
         the budget is 100,000.50 euro; 19,999.50 euro more would do"
    );
}

#[test]
fn meaningless_instances_are_refused() {
    let good = open_field(1, 1);
    let refuse = |instance: Instance, part: &str| {
        let error = solve(&instance, &EXACT, &Silent).unwrap_err().to_string();
        assert!(error.starts_with("Choosing sites failed: ") && error.contains(part), "{error}");
    };
    let demand = |row: DemandRow| Instance { demand: vec![row], ..good.clone() };
    refuse(Instance { budget_cents: i64::MAX, ..good.clone() }, "the budget is");
    refuse(open_field(-1, 1), "site \"s0\" costs -1 cents");
    refuse(demand(place(-1, &[0])), "weighs -1000000");
    refuse(demand(place(1, &[1])), "not of known sectors");
    refuse(demand(place(1, &[0, 0])), "rising order");
    refuse(demand(DemandRow { group: 1, ..place(1, &[0]) }), "is in group 1, of 1");
    let two = |links: [&[u32]; 2]| {
        let sites = vec![site(0, 1, true, links[0]), site(1, 1, true, links[1])];
        instance(sites, vec![], 1)
    };
    refuse(two([&[1], &[]]), "site \"s0\" has neighbour \"s1\", but not the reverse");
    refuse(two([&[0], &[]]), "but not the reverse");
    refuse(two([&[2], &[]]), "not known sites");
    let alike = |sets: &[&[u32]]| Instance {
        alternatives: sets.iter().map(|set| set.to_vec()).collect(),
        ..two([&[], &[]])
    };
    refuse(alike(&[&[0]]), "set 0 of alternatives is no list");
    refuse(alike(&[&[1, 0]]), "set 0 of alternatives is no list");
    refuse(alike(&[&[0, 2]]), "set 0 of alternatives is no list");
    refuse(alike(&[&[0, 1], &[0, 1]]), "set 1 of alternatives is out of order");
    let mut fixed = alike(&[&[0, 1]]);
    fixed.sites[1].fixed_open = true;
    refuse(fixed, "site \"s1\" is in every plan, or in two sets of alternatives");
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
    for patience in 0..2_000 {
        match solve(&instance, &EXACT, &Impatient(patience.into())) {
            Err(Error::Interrupted) => interrupted += 1,
            other => return assert!(other.is_ok() && interrupted == patience && patience > 3, "{other:?}"),
        }
    }
    panic!("never finished");
}

#[test]
fn without_time_there_is_still_a_plan_and_a_bound() {
    for instance in [small(7), crowded(7)] {
        let solution = solve(&instance, &Limits { time_limit_s: 0.0, ..EXACT }, &Silent).unwrap();
        let total: i64 = instance.demand.iter().map(|row| row.weight_micro).sum();
        assert!(solution.value_micro <= solution.bound_micro && solution.bound_micro <= total);
    }
}

/// Has enough after a number of questions, and notes what is told.
struct Satisfied {
    patience: std::sync::atomic::AtomicU32,
    told: std::sync::Mutex<Vec<(f64, f64)>>,
}

impl Progress for Satisfied {
    fn start(&self, _stage: &str, _total: u64) {}
    fn advance(&self, _steps: u64) {}
    fn finish(&self) {}
    fn stopped(&self) -> bool {
        false
    }
    fn enough(&self) -> bool {
        self.patience.fetch_update(SeqCst, SeqCst, |left| Some(left.saturating_sub(1))).unwrap() == 0
    }
    fn bounds(&self, value: f64, bound: Option<f64>) {
        self.told.lock().unwrap().push((value, bound.unwrap_or(f64::INFINITY)));
    }
}

#[test]
fn whoever_has_enough_at_any_point_gets_a_plan_and_a_bound() {
    let mut ended = 0;
    for instance in (0..4).flat_map(|seed| [small(seed), crowded(seed)]) {
        let best_micro = solved(&instance).value_micro;
        for patience in 0..100 {
            let progress = Satisfied { patience: patience.into(), told: Vec::new().into() };
            let solution = solve(&instance, &EXACT, &progress).unwrap();
            assert!((best_micro.min(1)..=best_micro).contains(&solution.value_micro));
            assert!(best_micro <= solution.bound_micro && !solution.out_of_time);
            ended += u32::from(solution.ended_by_user);
            check_news(&progress.told.lock().unwrap(), best_micro as f64 / 1e6);
        }
    }
    assert!(ended > 0, "no search was ended");
}

/// News only ever becomes better, and always holds.
fn check_news(told: &[(f64, f64)], best: f64) {
    assert!(!told.is_empty());
    assert!(told.iter().all(|(value, bound)| *value <= best && best <= bound * (1.0 + 1e-9)), "{told:?}");
    assert!(told.windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 >= pair[1].1), "{told:?}");
}
