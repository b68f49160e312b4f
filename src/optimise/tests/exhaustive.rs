//! Every plan of a small instance, tried one by one.

use super::random::small;
use super::{EXACT, WEIGHT_TOLERANCE_RATIO, bounds};
use crate::optimise::check::check;
use crate::optimise::improve::improve;
use crate::optimise::limits::Watch;
use crate::optimise::reduced::Reduced;
use crate::optimise::{Instance, Limits, greedy, lagrangean, solve};
use crate::progress::Silent;

/// How many invented instances each test looks at.
const INSTANCES: u64 = 400;

/// The most weight that any choice of sites covers; the rules are written out anew here.
fn best_weight(instance: &Instance) -> f64 {
    let plans = (0..1_u32 << instance.sites.len()).map(|plan| {
        let open: Vec<bool> = (0..instance.sites.len()).map(|site| plan >> site & 1 == 1).collect();
        weight_if_allowed(instance, &open).unwrap_or(0.0)
    });
    plans.fold(0.0, f64::max)
}

fn weight_if_allowed(instance: &Instance, open: &[bool]) -> Option<f64> {
    let sites = || instance.sites.iter().zip(open);
    let spent_eur: f64 = sites().filter(|(_, open)| **open).map(|(site, _)| site.capex_eur).sum();
    let mut works: Vec<bool> = sites().map(|(site, &open)| open && site.fed_by_pop).collect();
    for _ in 0..open.len() {
        for site in 0..open.len() {
            works[site] |= open[site] && instance.neighbours[site].iter().any(|&other| works[other]);
        }
    }
    let fixed_are_open = sites().all(|(site, &open)| open || !site.fixed_open);
    let others_work = sites().zip(&works).all(|((site, &open), &works)| works || site.fixed_open || !open);
    let allowed = fixed_are_open && others_work && spent_eur <= instance.budget_eur;
    let covered = instance.demand.iter().filter(|row| row.covered_by.iter().any(|&site| works[site]));
    allowed.then(|| covered.map(|row| row.weight).sum())
}

#[test]
#[cfg(feature = "highs")]
fn proven_plans_equal_the_best_of_all_plans() {
    for seed in 0..INSTANCES {
        let instance = small(seed);
        let solution = solve(&instance, &EXACT, &Silent).unwrap();
        let best = best_weight(&instance);
        assert!((solution.objective - best).abs() < 1e-9, "seed {seed}: {} of {best}", solution.objective);
        assert_eq!(
            solution.proof,
            crate::optimise::Proof::Optimal,
            "seed {seed}: bound {} of {best}",
            solution.bound
        );
    }
}

#[test]
#[cfg(feature = "highs")]
fn the_solver_alone_finds_and_proves_the_best_plan() {
    use crate::optimise::rounds::{Incumbent, close_gap};
    use crate::optimise::selection::Selection;
    let mut answers = 0;
    for seed in 0..INSTANCES {
        let instance = small(seed);
        let problem = Reduced::new(&instance).unwrap();
        let selection = Selection::of(&problem, &problem.free());
        let bound = problem.classes.total_weight();
        let mut incumbent = Incumbent { selection, bound, solver_answered: false };
        close_gap(&problem, &mut incumbent, &EXACT, &Watch::start(600.0, &Silent)).unwrap();
        let (weight, best) = (incumbent.selection.weight(), best_weight(&instance));
        assert!((weight - best).abs() < 1e-9, "seed {seed}: {weight} of {best}");
        assert!(bounds(incumbent.bound, best) && bounds(weight, incumbent.bound), "seed {seed}");
        answers += u32::from(incumbent.solver_answered);
    }
    assert!(answers > 150, "the solver was needed only {answers} times");
}

#[test]
fn any_plan_keeps_the_rules_and_its_bound_holds() {
    for seed in 0..INSTANCES {
        let instance = small(seed);
        let limits = Limits { gap_ratio: 0.5, ..EXACT };
        let solution = solve(&instance, &limits, &Silent).unwrap();
        let checked = check(&instance, &solution.open).unwrap();
        let best = best_weight(&instance);
        assert_eq!((checked.objective, checked.unfed), (solution.objective, solution.unfed.clone()));
        assert_eq!(weight_if_allowed(&instance, &solution.open), Some(solution.objective), "seed {seed}");
        assert!(bounds(solution.bound, best), "seed {seed}: {} below {best}", solution.bound);
        assert!(solution.objective <= best && solution.objective <= solution.bound);
    }
}

#[test]
fn the_bound_without_a_solver_holds() {
    let mut tight = 0;
    for seed in 0..INSTANCES {
        let instance = small(seed);
        let problem = Reduced::new(&instance).unwrap();
        let watch = Watch::start(60.0, &Silent);
        let best = best_weight(&instance);
        // A target above the optimum makes for wilder steps; the bound must hold all the same.
        for target in [0.0, best, 2.0 * best] {
            let bound = lagrangean::bound(&problem, target, &watch).unwrap();
            assert!(bounds(bound, best), "seed {seed}: {bound} below {best}");
            tight += u32::from(bound <= best * (1.0 + WEIGHT_TOLERANCE_RATIO));
        }
    }
    assert!(tight > 400, "the bound met the optimum only {tight} times in {}", 3 * INSTANCES);
}

#[test]
fn greedy_plans_are_fed_and_affordable_and_seldom_far_from_the_best() {
    let (mut found, mut possible) = (0.0, 0.0);
    for seed in 0..INSTANCES {
        let instance = small(seed);
        let problem = Reduced::new(&instance).unwrap();
        let watch = Watch::start(60.0, &Silent);
        let mut selection = greedy::construct(&problem, &watch).unwrap();
        for _ in 0..2 {
            let works = selection.works();
            assert_eq!(problem.network.fed(works), works, "seed {seed}");
            assert!(selection.left_eur() >= 0.0, "seed {seed}");
            let before = selection.weight();
            improve(&problem, &mut selection, &watch).unwrap();
            assert!(selection.weight() >= before, "seed {seed}");
        }
        found += selection.weight();
        possible += best_weight(&instance);
    }
    assert!(found > 0.99 * possible, "{found} of {possible}");
}
