//! Relaxing a principle loses no plan: the best is never worse for it. The best of the strict question is found by trying every plan of a
//! small instance, that of the relaxed one by the search.

use super::EXACT;
use super::captives::{all_plans, near};
use super::random::{bound, captive, crowded, small};
use crate::certificate::Instance;
use crate::optimise::{Limits, Proof, solve};
use crate::problem::Error;
use crate::progress::Silent;

const INSTANCES: u64 = 60;

/// The instance with one principle less, or with one that asks for less: guidelines 2 and 4 are rules, guideline 1 is the captors.
fn relaxed(strict: &Instance) -> Vec<Instance> {
    let mut all = Vec::new();
    for rule in 0..strict.rules.len() {
        let (mut without, mut easier) = (strict.clone(), strict.clone());
        without.rules.remove(rule);
        easier.rules[rule].constant_micro_eur += 20_000_000_000;
        all.extend([without, easier]);
    }
    for captor in 0..strict.captors.len() {
        let (mut without, mut easier) = (strict.clone(), strict.clone());
        without.captors.remove(captor);
        let ratio_micro = &mut easier.captors[captor].max_ratio_micro;
        *ratio_micro = i64::midpoint(*ratio_micro, 1_000_000);
        all.extend([without, easier]);
    }
    all
}

/// What a strict question's best plan keeps of the promises and serves; none where no plan keeps all principles.
fn best(strict: &Instance) -> Option<(i64, i64)> {
    all_plans(strict).into_iter().max()
}

#[test]
fn relaxing_a_principle_never_lowers_the_best() {
    let (mut looked, mut proven, mut better) = (0, 0, 0);
    for seed in 0..INSTANCES {
        let strict = captive(seed, bound(seed, if seed % 4 == 0 { crowded(seed) } else { small(seed) }));
        let Some((kept_micro, weight)) = best(&strict) else { continue };
        for relaxed in relaxed(&strict) {
            let limits = Limits { node_limit: Some(40), ..EXACT };
            let solution = match solve(&relaxed, &limits, &Silent) {
                Ok(solution) => solution,
                Err(Error::Unfound(_)) => continue,
                Err(other) => panic!("seed {seed}: there is a plan, but {other}"),
            };
            assert!(kept_micro <= solution.kept_bound_micro, "seed {seed}");
            if kept_micro >= solution.kept_micro {
                assert!(
                    weight <= solution.bound_micro,
                    "seed {seed}: {weight} above {}",
                    solution.bound_micro
                );
            }
            if solution.proof == Proof::Optimal {
                let found = (solution.kept_micro, solution.value_micro);
                let is_as_good = found.0 > kept_micro || found.0 == kept_micro && near(weight, found.1);
                assert!(is_as_good, "seed {seed}: {found:?} after {:?}", (kept_micro, weight));
                proven += 1;
                better += u32::from(found.0 > kept_micro || found.1 > weight);
            }
            looked += 1;
        }
    }
    // Without a solver few searches end with a proof.
    let is_telling = !cfg!(feature = "highs") || 2 * proven > looked && better > 8;
    assert!(looked > 100 && is_telling, "{looked} looked at, {proven} proven, {better} better");
}
