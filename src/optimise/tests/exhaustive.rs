//! Every plan of a small instance, tried one by one.

use super::random::{crowded, small};
use super::{EXACT, ROUNDING_RATIO, solved};
use crate::certificate::Instance;
use crate::optimise::improve::improve;
use crate::optimise::limits::Watch;
use crate::optimise::reduced::Reduced;
use crate::optimise::{Limits, Proof, greedy, lagrangean, solve};
use crate::progress::Silent;

/// How many invented instances each test looks at.
const INSTANCES: u64 = 400;

/// The most weight that any choice of sites serves, millionths; the rules are written out anew here.
pub(super) fn best_weight(instance: &Instance) -> i64 {
    let plans = (0..1_u32 << instance.sites.len()).map(|plan| {
        let open: Vec<bool> = (0..instance.sites.len()).map(|site| plan >> site & 1 == 1).collect();
        working(instance, &open).map_or(0, |works| most_served(instance, &works))
    });
    plans.max().unwrap_or(0)
}

/// The sites that work where these are open; none where a rule is broken.
pub(super) fn working(instance: &Instance, open: &[bool]) -> Option<Vec<bool>> {
    let sites = || instance.sites.iter().zip(open);
    let spent_cents: i64 = sites().filter(|(_, open)| **open).map(|(site, _)| site.capex_cents).sum();
    let mut works: Vec<bool> = sites().map(|(site, &open)| open && site.fed_by_pop).collect();
    for _ in 0..open.len() {
        for site in 0..open.len() {
            works[site] |=
                open[site] && instance.sites[site].neighbours.iter().any(|&other| works[other as usize]);
        }
    }
    let fixed_are_open = sites().all(|(site, &open)| open || !site.fixed_open);
    let others_work = sites().zip(&works).all(|((site, &open), &works)| works || site.fixed_open || !open);
    (fixed_are_open && others_work && spent_cents <= instance.budget_cents).then_some(works)
}

/// The most that these sites can serve: every way to serve or not to serve each place.
pub(super) fn most_served(instance: &Instance, works: &[bool]) -> i64 {
    let left_us = vec![[instance.sector_time_us; 2]; instance.sector_sites.len()];
    serve_from(instance, works, 0, left_us)
}

fn serve_from(instance: &Instance, works: &[bool], place: usize, left_us: Vec<[u32; 2]>) -> i64 {
    let Some(row) = instance.demand.get(place) else { return 0 };
    let mut most = None;
    for offer in row.offers.iter().filter(|offer| works[instance.site_of(offer.sector)]) {
        let mut left_us = left_us.clone();
        let left = &mut left_us[offer.sector as usize];
        if (0..2).all(|way| offer.airtime_us[way] <= left[way]) {
            (0..2).for_each(|way| left[way] -= offer.airtime_us[way]);
            most = most.max(Some(row.weight_micro + serve_from(instance, works, place + 1, left_us)));
            if offer.airtime_us == [0; 2] {
                return most.unwrap();
            }
        }
    }
    let without = serve_from(instance, works, place + 1, left_us);
    most.map_or(without, |most| most.max(without))
}

fn rounding(value_micro: i64) -> i64 {
    (ROUNDING_RATIO * value_micro as f64) as i64 + 1
}

#[test]
#[cfg(feature = "highs")]
fn proven_plans_equal_the_best_of_all_plans() {
    for seed in 0..INSTANCES {
        let instance = small(seed);
        let (solution, best) = (solved(&instance), best_weight(&instance));
        assert_eq!(solution.value_micro, best, "seed {seed}");
        assert_eq!(solution.proof, Proof::Optimal, "seed {seed}: bound {} of {best}", solution.bound_micro);
    }
}

#[test]
#[cfg(feature = "highs")]
fn the_tree_alone_finds_and_proves_the_best_plan() {
    use crate::optimise::branch::close_gap;
    use crate::optimise::selection::Selection;
    use crate::optimise::solve::Best;
    let mut answers = 0;
    for seed in 0..INSTANCES {
        let instance = small(seed);
        let problem = Reduced::new(&instance, 1.0).unwrap();
        let watch = Watch::start(600.0, &Silent);
        let mut best = Best {
            selection: Selection::of(&problem, &problem.free()),
            proof: lagrangean::nothing_known(&problem),
            bound_micro: problem.classes.total_weight(),
        };
        let solver = close_gap(&problem, &mut best, &EXACT, &watch).unwrap();
        let (weight, most) = (best.selection.weight(), best_weight(&instance));
        assert_eq!(weight, most, "seed {seed}");
        assert!(
            (weight..=weight + rounding(weight)).contains(&best.bound_micro),
            "seed {seed}: {}",
            best.bound_micro
        );
        answers += u32::from(solver.is_some());
    }
    assert!(answers > 150, "the solver was needed only {answers} times");
}

#[test]
fn any_plan_keeps_the_rules_and_its_bound_holds() {
    for seed in 0..INSTANCES {
        let instance = small(seed);
        let solution = solve(&instance, &Limits { gap_ratio: 0.5, ..EXACT }, &Silent).unwrap();
        let (best, works) = (best_weight(&instance), working(&instance, &solution.open).unwrap());
        assert_eq!(most_served(&instance, &works), solution.value_micro, "seed {seed}");
        assert!((solution.value_micro..=solution.bound_micro).contains(&best), "seed {seed}");
    }
}

#[test]
fn where_time_is_scarce_the_best_lies_between_plan_and_bound() {
    let (mut found, mut possible, mut bounded) = (0, 0, 0);
    for seed in 0..INSTANCES {
        let instance = crowded(seed);
        let limits = Limits { node_limit: Some(20), ..EXACT };
        let solution = solve(&instance, &limits, &Silent).unwrap();
        let (best, works) = (best_weight(&instance), working(&instance, &solution.open).unwrap());
        assert!(solution.value_micro <= most_served(&instance, &works), "seed {seed}");
        assert!(
            (solution.value_micro..=solution.bound_micro).contains(&best),
            "seed {seed}: {best} {solution:?}"
        );
        (found, possible, bounded) =
            (found + solution.value_micro, possible + best, bounded + solution.bound_micro);
    }
    assert!(found as f64 > 0.97 * possible as f64, "{found} of {possible}");
    assert!((bounded as f64) < 1.25 * possible as f64, "{bounded} above {possible}");
}

#[test]
fn the_bound_without_a_solver_holds() {
    let mut tight = 0;
    for seed in 0..INSTANCES {
        for instance in [small(seed), crowded(seed)] {
            let problem = Reduced::new(&instance, 1.0).unwrap();
            let watch = Watch::start(60.0, &Silent);
            let best = best_weight(&instance);
            // A target above the optimum makes for wilder steps; the bound must hold all the same.
            for target in [0, best, 2 * best] {
                let proof = lagrangean::bound(&problem, target, &watch).unwrap();
                let bound = proof.bound_micro(&problem);
                assert!(bound >= best, "seed {seed}: {bound} below {best}");
                tight += u32::from(bound <= best + rounding(best));
            }
        }
    }
    assert!(tight > 500, "the bound met the optimum only {tight} times in {}", 6 * INSTANCES);
}

#[test]
fn greedy_plans_are_fed_and_affordable_and_seldom_far_from_the_best() {
    let (mut found, mut possible) = (0, 0);
    for seed in 0..INSTANCES {
        let instance = small(seed);
        let problem = Reduced::new(&instance, 1.0).unwrap();
        let watch = Watch::start(60.0, &Silent);
        let mut selection = greedy::construct(&problem, &watch).unwrap();
        for _ in 0..2 {
            let works = selection.works();
            assert_eq!(problem.network.fed(works), works, "seed {seed}");
            assert!(selection.left_cents() >= 0, "seed {seed}");
            let before = selection.weight();
            improve(&problem, &mut selection, &watch).unwrap();
            assert!(selection.weight() >= before, "seed {seed}");
        }
        found += selection.weight();
        possible += best_weight(&instance);
    }
    assert!(found as f64 > 0.99 * possible as f64, "{found} of {possible}");
}
