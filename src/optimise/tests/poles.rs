//! Places that need two chains: every plan of a small instance tried one by one, and small worlds by hand.

use super::exhaustive::{
    all_kept_and_weights, assert_bounded, best_kept_and_weight, best_weight, most_served, rounding,
};
use super::random::{Dice, bound, crowded, instance, place, site, small, with_poles};
use super::{EXACT, solved};
use crate::certificate::{DemandRow, Goal, Ground, Instance, Row, Separator};
use crate::optimise::greedy::construct;
use crate::optimise::improve::improve;
use crate::optimise::limits::Watch;
use crate::optimise::poles::joined;
use crate::optimise::reduced::Reduced;
use crate::optimise::{Limits, Proof, lagrangean, solve};
use crate::progress::Silent;

const INSTANCES: u64 = 600;

/// A bound this far above nothing is one: multipliers that are rounded leave so much.
const NOTHING_MICRO: i64 = 10;

const VALUE: Goal = Goal::Value { kept_micro: 0 };

#[test]
#[cfg(feature = "highs")]
fn proven_plans_with_poles_equal_the_best_of_all_plans() {
    let (mut short, mut twice) = (0, 0);
    for seed in 0..INSTANCES {
        let instance = with_poles(seed, small(seed));
        let (solution, best) = (solved(&instance), best_weight(&instance));
        assert_eq!(solution.value_micro, best, "seed {seed}");
        assert_eq!(solution.proof, Proof::Optimal, "seed {seed}: bound {} of {best}", solution.bound_micro);
        short += u32::from(best < best_weight(&small(seed)));
        twice += u32::from(
            solution.rows.iter().any(|row| matches!(row, Row::Value(one) if !one.separators.is_empty())),
        );
    }
    assert!(short > 200 && twice > 100, "{short} plans lost by it, {twice} proofs use separators");
}

#[test]
#[cfg(feature = "highs")]
fn the_tree_alone_finds_and_proves_the_best_plan_with_poles() {
    use crate::optimise::branch::close_gap;
    use crate::optimise::selection::Selection;
    for seed in 0..INSTANCES {
        let instance = with_poles(seed, small(seed));
        let problem = Reduced::new(&instance, 1.0).unwrap();
        let watch = Watch::start(600.0, &Silent);
        let mut best = Selection::of(&problem, &problem.free());
        let first = lagrangean::nothing_known(&problem);
        let proven = close_gap(&problem, VALUE, first, &mut best, &EXACT, &watch).unwrap();
        let (weight, most) = (best.weight(), best_weight(&instance));
        assert_eq!(weight, most, "seed {seed}");
        let bound_micro = proven.proof.bound_micro(VALUE, &problem);
        assert!((weight..=weight + rounding(weight)).contains(&bound_micro), "seed {seed}: {bound_micro}");
    }
}

#[test]
fn where_time_is_scarce_the_best_with_poles_lies_between_plan_and_bound() {
    assert_bounded(|seed| with_poles(seed, crowded(seed)), 1.3);
}

#[test]
fn the_bound_without_a_solver_holds_with_poles() {
    for seed in 0..INSTANCES {
        for instance in [small(seed), crowded(seed)] {
            let instance = with_poles(seed, instance);
            let problem = Reduced::new(&instance, 1.0).unwrap();
            let watch = Watch::start(60.0, &Silent);
            let best = best_weight(&instance);
            let proof = lagrangean::bound(&problem, best, &watch).unwrap();
            assert!(proof.bound_micro(VALUE, &problem) >= best, "seed {seed}");
            let (rows, _) = proof.certificate(&problem, &instance).unwrap();
            let ground = Ground::of(&instance);
            assert!(rows.iter().all(|row| row.linear(&ground).is_ok()), "seed {seed}");
        }
    }
}

#[test]
fn greed_and_swaps_are_seldom_far_from_the_best_with_poles() {
    let (mut found, mut possible) = (0, 0);
    for seed in 0..INSTANCES {
        let instance = with_poles(seed, small(seed));
        let problem = Reduced::new(&instance, 1.0).unwrap();
        let watch = Watch::start(60.0, &Silent);
        let mut selection = construct(&problem, &watch).unwrap();
        improve(&problem, &mut selection, &watch).unwrap();
        assert!(selection.left_cents() >= 0, "seed {seed}");
        assert_eq!(selection.weight(), most_served(&instance, selection.works()), "seed {seed}");
        found += selection.weight();
        possible += best_weight(&instance);
    }
    assert!(found as f64 > 0.98 * possible as f64, "{found} of {possible}");
}

/// Whether the loss of each site in turn leaves a row one of its sites.
fn survives_each_loss(instance: &Instance, works: &[bool], row: &DemandRow) -> bool {
    let problem = Reduced::new(instance, 1.0).unwrap();
    (0..works.len()).all(|lost| {
        let mut left = works.to_vec();
        left[lost] = false;
        let left = problem.network.fed(&left);
        row.offers.iter().any(|offer| left[instance.site_of(offer.sector)])
    })
}

#[test]
fn two_chains_are_there_exactly_where_no_loss_of_one_site_cuts_a_pole_off() {
    let (mut yes, mut no) = (0, 0);
    for seed in 0..INSTANCES {
        let instance = with_poles(seed, small(seed));
        let problem = Reduced::new(&instance, 1.0).unwrap();
        let mut dice = Dice::new(seed);
        let open: Vec<bool> = problem.in_reach.iter().map(|in_reach| *in_reach && dice.chance(0.7)).collect();
        let works = problem.network.fed(&open);
        for (class, joined) in problem.classes.poles.iter().zip(joined(&problem, &works)) {
            let row = &instance.demand[problem.classes.members[*class as usize][0] as usize];
            assert_eq!(joined, survives_each_loss(&instance, &works, row), "seed {seed}");
            (yes, no) = (yes + u32::from(joined), no + u32::from(!joined));
        }
    }
    assert!(yes > 200 && no > 200, "{yes}, {no}");
}

const THOUSAND_EUR: i64 = 100_000;

/// Two valleys that meet: a service centre hears sites 1 and 3.
///
/// ```text
/// fibre ═══ 0 ─── 1 ┄┄ pole (10)     0 ┄┄ hamlet (1)
///     ╚════ 2 ─── 3 ┄┄┘              each site 10 thousand euro
/// ```
fn valleys(budget_thousand_eur: i64, two_chains: bool) -> Instance {
    let links: [&[u32]; 4] = [&[1], &[0], &[3], &[2]];
    let column = |index: usize| site(index, 10 * THOUSAND_EUR, index.is_multiple_of(2), links[index]);
    let pole = DemandRow { two_chains, ..place(10, &[1, 3]) };
    instance((0..4).map(column).collect(), vec![pole, place(1, &[0])], budget_thousand_eur * THOUSAND_EUR)
}

#[test]
fn a_pole_with_one_path_fails_when_two_are_asked_for() {
    // For 30 thousand one chain to the pole can be paid, not two.
    assert_eq!(solved(&valleys(30, false)).value_micro, 11_000_000);
    assert_eq!(solved(&valleys(30, true)).value_micro, 1_000_000);
    assert_eq!(solved(&valleys(40, true)).value_micro, 11_000_000);
}

#[test]
#[cfg(feature = "highs")]
fn that_no_second_path_can_be_paid_for_is_proven() {
    let poor = solved(&valleys(30, true));
    assert_eq!((poor.proof, poor.bound_micro), (Proof::Optimal, 1_000_000));
}

#[test]
fn a_relay_that_both_chains_need_leaves_one_path() {
    // Both valleys hang on site 0: its loss cuts the pole off.
    let mut shared = valleys(400, true);
    shared.sites[2] = site(2, 10 * THOUSAND_EUR, false, &[0, 3]);
    shared.sites[0].neighbours = vec![1, 2];
    let solution = solved(&shared);
    assert_eq!((solution.value_micro, solution.bound_micro), (1_000_000, 1_000_000));
    let separators: Vec<&Separator> = solution
        .rows
        .iter()
        .filter_map(|row| if let Row::Value(prices) = row { Some(&prices.separators) } else { None })
        .flatten()
        .collect();
    let cut = Separator { place: 0, lost: Some(0), sites: vec![] };
    assert!(!separators.is_empty() && separators.iter().all(|one| **one == cut), "{separators:?}");
}

#[test]
fn what_stands_already_is_a_chain() {
    let mut standing = valleys(30, true);
    (standing.sites[2].fixed_open, standing.sites[2].capex_cents) = (true, 0);
    assert_eq!(solved(&standing).value_micro, 11_000_000);
}

#[test]
#[cfg(feature = "highs")]
fn promises_and_rules_with_poles_are_kept_by_the_best_of_all_plans_that_can() {
    let mut short = 0;
    for seed in 0..INSTANCES {
        let instance = with_poles(seed, bound(seed, small(seed)));
        let (best, found) = (best_kept_and_weight(&instance), solve(&instance, &EXACT, &Silent));
        let (Some(best), Ok(solution)) = (best, &found) else {
            assert!(best.is_none() && found.is_err(), "seed {seed}: {best:?}, but {found:?}");
            continue;
        };
        assert_eq!((solution.kept_micro, solution.value_micro), best, "seed {seed}");
        for (bound_micro, micro) in [(solution.bound_micro, best.1), (solution.kept_bound_micro, best.0)] {
            assert!(
                (micro..=micro + rounding(micro) + NOTHING_MICRO).contains(&bound_micro),
                "seed {seed}: {bound_micro}"
            );
        }
        short += u32::from(Some(best) < best_kept_and_weight(&bound(seed, small(seed))));
    }
    assert!(short > 100, "{short}");
}

#[test]
fn where_time_is_scarce_promises_and_rules_with_poles_are_bounded() {
    for seed in 0..INSTANCES {
        let instance = with_poles(seed, bound(seed, crowded(seed)));
        let limits = Limits { node_limit: Some(20), ..EXACT };
        let Ok(solution) = solve(&instance, &limits, &Silent) else { continue };
        for (kept_micro, weight) in all_kept_and_weights(&instance) {
            assert!(kept_micro <= solution.kept_bound_micro, "seed {seed}");
            let counts = kept_micro >= solution.kept_micro;
            assert!(!counts || weight <= solution.bound_micro, "seed {seed}: {weight}");
        }
    }
}
