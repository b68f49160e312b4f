//! C9 captivity: every plan of a small instance with private owners, tried one by one.

use super::exhaustive::{all_working, can_serve, kept_and_weight};
use super::random::{bound, captive, crowded, small};
use super::{EXACT, ROUNDING_RATIO};
use crate::certificate::{Captor, Instance};
use crate::optimise::{Limits, Proof, Solution, solve};
use crate::progress::Silent;

const INSTANCES: u64 = 400;

/// The sites that work without an owner, of those that work; written out anew here.
fn without(instance: &Instance, captor: &Captor, works: &[bool]) -> Vec<bool> {
    let is_others = |site: usize| works[site] && !captor.sites.contains(&(site as u32));
    let mut free: Vec<bool> = (0..works.len())
        .map(|site| is_others(site) && captor.fed_by_others.contains(&(site as u32)))
        .collect();
    for _ in 0..works.len() {
        for site in 0..works.len() {
            free[site] |=
                is_others(site) && instance.sites[site].neighbours.iter().any(|&other| free[other as usize]);
        }
    }
    free
}

/// Whether an owner has no more captives than it may where some places are served.
fn keeps(instance: &Instance, captor: &Captor, free: &[bool], some: u32) -> bool {
    let mut households = vec![(0, 0); instance.groups.len()];
    for (_, row) in instance.demand.iter().enumerate().filter(|(place, _)| some >> place & 1 == 1) {
        let (captive, all) = &mut households[row.group as usize];
        *all += row.households_micro;
        if !row.offers.iter().any(|offer| free[instance.site_of(offer.sector)]) {
            *captive += row.households_micro;
        }
    }
    let limit = |all: i64| captor.max_ratio_micro * all + captor.spare_micro * 1_000_000;
    households.into_iter().all(|(captive, all): (i64, i64)| captive * 1_000_000 <= limit(all))
}

/// What each plan that keeps everything keeps of the promises, with the weight that it serves.
fn all_plans(instance: &Instance) -> Vec<(i64, i64)> {
    let left_us = vec![[instance.sector_time_us; 2]; instance.sector_sites.len()];
    let mut all = Vec::new();
    for works in all_working(instance) {
        let owners: Vec<(&Captor, Vec<bool>)> =
            instance.captors.iter().map(|captor| (captor, without(instance, captor, &works))).collect();
        let plans = (0..1_u32 << instance.demand.len()).filter(|some| {
            owners.iter().all(|(captor, free)| keeps(instance, captor, free, *some))
                && can_serve(instance, &works, *some, 0, &left_us)
        });
        all.extend(
            plans.filter_map(|some| kept_and_weight(instance, &works, |place| some >> place & 1 == 1)),
        );
    }
    all
}

fn near(bound_micro: i64, value_micro: i64) -> bool {
    bound_micro <= value_micro + (ROUNDING_RATIO * value_micro as f64) as i64 + 1
}

/// No plan exceeds the bounds; where the plan is proven the best it is.
fn assert_bounded(seed: u64, instance: &Instance, solution: &Solution) -> Option<i64> {
    let all = all_plans(instance);
    for (kept_micro, weight) in &all {
        assert!(*kept_micro <= solution.kept_bound_micro, "seed {seed}");
        let is_other = *kept_micro < solution.kept_micro;
        assert!(is_other || *weight <= solution.bound_micro, "seed {seed}: {weight} above the bound");
    }
    let comparable = all.into_iter().filter(|(kept_micro, _)| *kept_micro >= solution.kept_micro);
    let best = comparable.map(|(_, weight)| weight).max()?;
    if solution.proof == Proof::Optimal {
        assert!(near(best, solution.value_micro), "seed {seed}: {best}, but {}", solution.value_micro);
    }
    Some(best)
}

#[test]
fn private_owners_have_no_more_captives_than_they_may() {
    let (mut proven, mut found, mut possible, mut bounded, mut free) = (0, 0, 0, 0, 0);
    for seed in 0..INSTANCES {
        let instance = captive(seed, small(seed));
        let solution = solve(&instance, &EXACT, &Silent).unwrap();
        let best = assert_bounded(seed, &instance, &solution).unwrap();
        proven += u32::from(solution.proof == Proof::Optimal);
        let unruled = solve(&Instance { captors: Vec::new(), ..instance }, &EXACT, &Silent).unwrap();
        (found, possible) = (found + solution.value_micro, possible + best);
        (bounded, free) = (bounded + solution.bound_micro, free + unruled.value_micro);
    }
    println!(
        "{proven} proven, found {found}, possible {possible}, bounded {bounded}, without the rule {free}"
    );
    assert!(found as f64 > 0.97 * possible as f64, "{found} of {possible}");
}

#[test]
fn with_promises_rules_and_scarce_time_the_bounds_hold() {
    let (mut found, mut possible, mut bounded, mut plans) = (0, 0, 0, 0);
    for seed in 0..INSTANCES {
        let instance = captive(seed, bound(seed, if seed % 2 == 0 { crowded(seed) } else { small(seed) }));
        let limits = Limits { node_limit: Some(20), ..EXACT };
        let Ok(solution) = solve(&instance, &limits, &Silent) else { continue };
        let best = assert_bounded(seed, &instance, &solution).unwrap();
        plans += 1;
        (found, possible, bounded) =
            (found + solution.value_micro, possible + best, bounded + solution.bound_micro);
    }
    println!("{plans} plans, found {found}, possible {possible}, bounded {bounded}");
    assert!(plans > 200, "{plans}");
}
