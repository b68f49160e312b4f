//! Every plan of a small instance, tried one by one.

use super::random::{bound, crowded, small};
use super::{EXACT, ROUNDING_RATIO, solved};
use crate::certificate::{Goal, Instance, Rule};
use crate::optimise::improve::improve;
use crate::optimise::limits::Watch;
use crate::optimise::reduced::Reduced;
use crate::optimise::{Limits, Proof, Solution, greedy, lagrangean, solve};
use crate::problem::Error;
use crate::progress::Silent;

/// How many invented instances each test looks at.
const INSTANCES: u64 = 400;

const VALUE: Goal = Goal::Value { kept_micro: 0 };

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
    let open_of = |set: &Vec<u32>| set.iter().filter(|site| open[**site as usize]).count();
    let one_each = instance.alternatives.iter().all(|set| open_of(set) <= 1);
    let fixed_are_open = sites().all(|(site, &open)| open || !site.fixed_open);
    let others_work = sites().zip(&works).all(|((site, &open), &works)| works || site.fixed_open || !open);
    (one_each && fixed_are_open && others_work && spent_cents <= instance.budget_cents).then_some(works)
}

/// The most that these sites can serve: every way to serve or not to serve each place.
pub(super) fn most_served(instance: &Instance, works: &[bool]) -> i64 {
    let left_us = vec![[instance.sector_time_us; 2]; instance.sector_sites.len()];
    serve_from(&without_single_chains(instance, works), works, 0, left_us)
}

/// The question without the offers to places that need two chains and would lose their path with some one of these sites.
pub(super) fn without_single_chains(instance: &Instance, works: &[bool]) -> Instance {
    let after_losses: Vec<Vec<bool>> =
        (0..works.len()).map(|lost| after_loss(instance, works, lost)).collect();
    let mut left = instance.clone();
    for row in left.demand.iter_mut().filter(|row| row.two_chains) {
        let sites: Vec<usize> = row.offers.iter().map(|offer| instance.site_of(offer.sector)).collect();
        if !after_losses.iter().all(|works| sites.iter().any(|&site| works[site])) {
            row.offers.clear();
        }
    }
    left
}

/// What still works of these sites where one is lost.
fn after_loss(instance: &Instance, works: &[bool], lost: usize) -> Vec<bool> {
    let mut open = works.to_vec();
    open[lost] = false;
    let mut left: Vec<bool> =
        (0..open.len()).map(|site| open[site] && instance.sites[site].fed_by_pop).collect();
    for _ in 0..open.len() {
        for site in 0..open.len() {
            left[site] |=
                open[site] && instance.sites[site].neighbours.iter().any(|&other| left[other as usize]);
        }
    }
    left
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

pub(super) fn rounding(value_micro: i64) -> i64 {
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
    let mut answers = 0;
    for seed in 0..INSTANCES {
        let instance = small(seed);
        let problem = Reduced::new(&instance, 1.0).unwrap();
        let watch = Watch::start(600.0, &Silent);
        let mut best = Selection::of(&problem, &problem.free());
        let first = lagrangean::nothing_known(&problem);
        let proven = close_gap(&problem, VALUE, first, &mut best, &EXACT, &watch).unwrap();
        let (weight, most) = (best.weight(), best_weight(&instance));
        assert_eq!(weight, most, "seed {seed}");
        let bound_micro = proven.proof.bound_micro(VALUE, &problem);
        assert!((weight..=weight + rounding(weight)).contains(&bound_micro), "seed {seed}: {bound_micro}");
        answers += u32::from(proven.solver.is_some());
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

/// Asserts of an invented instance for each seed that the best plan lies between plan and bound, and that the sum of bounds is not
/// larger than so many times that of the best.
pub(super) fn assert_bounded(instance: impl Fn(u64) -> Instance, most_ratio: f64) {
    let (mut found, mut possible, mut bounded) = (0, 0, 0);
    for seed in 0..INSTANCES {
        let instance = instance(seed);
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
    assert!((bounded as f64) < most_ratio * possible as f64, "{bounded} above {possible}");
}

#[test]
fn where_time_is_scarce_the_best_lies_between_plan_and_bound() {
    assert_bounded(crowded, 1.25);
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
                let bound = proof.bound_micro(VALUE, &problem);
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

/// What serving some places from sites that work keeps of the promises, and what they weigh; none where a rule is missed.
pub(super) fn kept_and_weight(
    instance: &Instance,
    works: &[bool],
    is_served: impl Fn(usize) -> bool,
) -> Option<(i64, i64)> {
    let mut served_micro = vec![0; instance.groups.len()];
    let (mut weight, mut all_micro) = (0, 0);
    for (_, row) in instance.demand.iter().enumerate().filter(|(place, _)| is_served(*place)) {
        served_micro[row.group as usize] += row.households_micro;
        (weight, all_micro) = (weight + row.weight_micro, all_micro + row.households_micro);
    }
    let keeps = |rule: &Rule| {
        let sites = rule.sites_micro_eur.iter().filter(|(site, _)| works[*site as usize]);
        let plain: i64 = rule.constant_micro_eur + sites.map(|(_, adds)| adds).sum::<i64>();
        i128::from(plain) * 1_000_000 + i128::from(rule.household_micro_eur) * i128::from(all_micro) >= 0
    };
    let kept =
        instance.promised_micro.iter().zip(&served_micro).map(|(promised, served)| promised.min(served));
    instance.rules.iter().all(keeps).then(|| (kept.sum(), weight))
}

/// Every choice of sites that keeps C2 to C4, by what works.
pub(super) fn all_working(instance: &Instance) -> impl Iterator<Item = Vec<bool>> {
    (0..1_u32 << instance.sites.len()).filter_map(|plan| {
        let open: Vec<bool> = (0..instance.sites.len()).map(|site| plan >> site & 1 == 1).collect();
        working(instance, &open)
    })
}

/// Whether sites that work can serve some places, those from `place` on, in the time that is left.
pub(super) fn can_serve(
    instance: &Instance,
    works: &[bool],
    some: u32,
    place: usize,
    left_us: &[[u32; 2]],
) -> bool {
    let Some(row) = instance.demand.get(place) else { return true };
    if some >> place & 1 == 0 {
        return can_serve(instance, works, some, place + 1, left_us);
    }
    row.offers.iter().filter(|offer| works[instance.site_of(offer.sector)]).any(|offer| {
        let mut left_us = left_us.to_vec();
        let left = &mut left_us[offer.sector as usize];
        (0..2).all(|way| offer.airtime_us[way] <= left[way]) && {
            (0..2).for_each(|way| left[way] -= offer.airtime_us[way]);
            can_serve(instance, works, some, place + 1, &left_us)
        }
    })
}

/// What each plan that keeps the rules keeps of the promises, with the weight that it serves.
pub(super) fn all_kept_and_weights(instance: &Instance) -> Vec<(i64, i64)> {
    let left_us = vec![[instance.sector_time_us; 2]; instance.sector_sites.len()];
    let mut all = Vec::new();
    for works in all_working(instance) {
        let instance = &without_single_chains(instance, &works);
        let served = (0..1_u32 << instance.demand.len())
            .filter(|some| can_serve(instance, &works, *some, 0, &left_us));
        all.extend(
            served.filter_map(|some| kept_and_weight(instance, &works, |place| some >> place & 1 == 1)),
        );
    }
    all
}

/// The same of the best plan where sectors have time for everybody; none where no plan keeps the rules.
pub(super) fn best_kept_and_weight(instance: &Instance) -> Option<(i64, i64)> {
    let all = all_working(instance).filter_map(|works| {
        let instance = &without_single_chains(instance, &works);
        let is_served = |place: usize| {
            instance.demand[place].offers.iter().any(|offer| works[instance.site_of(offer.sector)])
        };
        kept_and_weight(instance, &works, is_served)
    });
    all.max()
}

#[test]
#[cfg(feature = "highs")]
fn promises_and_rules_are_kept_by_the_best_of_all_plans_that_can() {
    let (mut impossible, mut short, mut costly) = (0, 0, 0);
    for seed in 0..INSTANCES {
        let instance = bound(seed, small(seed));
        let solution = match (best_kept_and_weight(&instance), solve(&instance, &EXACT, &Silent)) {
            (None, Err(Error::Infeasible(_) | Error::Unfound(_))) => {
                impossible += 1;
                continue;
            }
            (Some(best), Ok(solution)) => {
                assert_eq!((solution.kept_micro, solution.value_micro), best, "seed {seed}");
                solution
            }
            (best, found) => panic!("seed {seed}: {best:?}, but {found:?}"),
        };
        let near = |bound_micro: i64, value_micro: i64| bound_micro <= value_micro + rounding(value_micro);
        assert!(
            near(solution.bound_micro, solution.value_micro),
            "seed {seed}: {} above {}",
            solution.bound_micro,
            solution.value_micro
        );
        let Solution { kept_micro, kept_bound_micro, .. } = solution;
        assert!(near(kept_bound_micro, kept_micro), "seed {seed}: {kept_bound_micro} above {kept_micro}");
        short += u32::from(solution.kept_micro < instance.promised_micro.iter().sum());
        costly += u32::from(solution.value_micro < best_weight(&instance));
    }
    assert!(impossible > 5 && short > 50 && costly > 20, "{impossible}, {short}, {costly}");
}

#[test]
fn where_time_is_scarce_promises_and_rules_are_kept_and_bounds_hold() {
    for seed in 0..INSTANCES {
        let instance = bound(seed, crowded(seed));
        let limits = Limits { node_limit: Some(20), ..EXACT };
        let Ok(solution) = solve(&instance, &limits, &Silent) else { continue };
        for (kept_micro, weight) in all_kept_and_weights(&instance) {
            assert!(kept_micro <= solution.kept_bound_micro, "seed {seed}");
            assert!(
                kept_micro < solution.kept_micro || weight <= solution.bound_micro,
                "seed {seed}: {weight} above {}",
                solution.bound_micro
            );
        }
    }
}
