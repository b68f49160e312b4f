//! Makes a plan better by small changes: takes out what is of no use, swaps sites, and builds places otherwise.

use std::collections::BTreeMap;

use super::feeding::OUT_OF_REACH;
use super::greedy::{Rule, fill};
use super::limits::Watch;
use super::reduced::Reduced;
use super::selection::Selection;
use crate::problem::Error;

/// Rounds over pairs of sites after which swapping ends, improved or not.
const MAX_ROUNDS: usize = 8;

/// Offers looked at in one search for pairs, so that it ends at the same plan on any machine: a trial takes about one look at
/// each offer of the problem.
const PAIR_OFFERS: usize = 30_000_000;
/// Trials in one such search at most.
const PAIRS_MOST: usize = 200;

/// Looks at offers in one round of swaps, above which the bound is worked out first.
const QUICK_OFFERS: usize = 20_000_000;

/// Whether a first round of swaps takes long: so long that whoever ends the search meanwhile should not be left without a bound.
pub(super) fn takes_long(problem: &Reduced, selection: &Selection) -> bool {
    let paid = (0..problem.site_count()).filter(|&site| problem.cost_cents[site] > 0);
    let trials = paid.filter(|&site| selection.works()[site]).count();
    trials * problem.classes.offer_count() > QUICK_OFFERS
}

/// Prunes, spends what that frees, then swaps one site and pairs of sites until no swap helps.
pub(super) fn improve(problem: &Reduced, selection: &mut Selection, watch: &Watch) -> Result<(), Error> {
    tidy(problem, selection, &problem.cost_cents, watch)?;
    let mut trials = (PAIR_OFFERS / problem.classes.offer_count().max(1)).min(PAIRS_MOST);
    for _ in 0..MAX_ROUNDS {
        while !watch.over()? && round(problem, selection, watch)? {}
        if watch.over()? || !swap_pairs(problem, selection, &mut trials, watch)? {
            break;
        }
    }
    Ok(())
}

/// Prunes and spends what is left.
pub(super) fn tidy(
    problem: &Reduced,
    selection: &mut Selection,
    cost_cents: &[i64],
    watch: &Watch,
) -> Result<(), Error> {
    prune(problem, selection);
    fill(problem, selection, cost_cents, Rule::GainPerEuro, watch)?;
    prune(problem, selection);
    Ok(())
}

/// Takes out paid sites that add nothing and feed nobody, dearest first.
pub(super) fn prune(problem: &Reduced, selection: &mut Selection) {
    let mut paid: Vec<usize> =
        (0..problem.site_count()).filter(|&site| problem.cost_cents[site] > 0).collect();
    paid.sort_by(|&a, &b| problem.cost_cents[b].cmp(&problem.cost_cents[a]).then(a.cmp(&b)));
    // Taking out the end of a chain can free the site before it.
    while paid.iter().any(|&site| drop_if_useless(problem, selection, site)) {}
}

fn drop_if_useless(problem: &Reduced, selection: &mut Selection, site: usize) -> bool {
    let useless =
        selection.works()[site] && selection.is_spare(site) && feeds_nobody(problem, selection, site);
    if useless {
        selection.close(site);
    }
    useless
}

fn feeds_nobody(problem: &Reduced, selection: &Selection, site: usize) -> bool {
    let mut others = selection.works().to_vec();
    others[site] = false;
    problem.network.fed(&others) == others
}

/// One round of swaps, and of other ways to build what is built; true if that ever helped.
fn round(problem: &Reduced, selection: &mut Selection, watch: &Watch) -> Result<bool, Error> {
    let has_swapped = swap_round(problem, selection, watch)?;
    Ok(build_otherwise(problem, selection, watch)? || has_swapped)
}

/// Tries the other ways to build each place, what is left of the money spent anew; true if that ever helped.
fn build_otherwise(problem: &Reduced, selection: &mut Selection, watch: &Watch) -> Result<bool, Error> {
    let mut improved = false;
    for site in 0..problem.site_count() {
        for other in problem.alternatives.others(site) {
            if !selection.works()[site] || watch.over()? {
                break;
            }
            let mut trial = selection.clone();
            trial.close(site);
            trial.open(other);
            trial.close_unfed();
            if trial.left_cents() < 0 {
                continue;
            }
            tidy(problem, &mut trial, &problem.cost_cents, watch)?;
            if is_better(&trial, selection) {
                *selection = trial;
                improved = true;
                watch.found(selection.weight());
            }
            watch.step();
        }
    }
    Ok(improved)
}

/// Tries to do without each paid site in turn and to spend its money better; true if that ever helped.
fn swap_round(problem: &Reduced, selection: &mut Selection, watch: &Watch) -> Result<bool, Error> {
    let mut improved = false;
    for site in (0..problem.site_count()).filter(|&site| problem.cost_cents[site] > 0) {
        if !selection.works()[site] {
            continue;
        }
        if watch.over()? {
            break;
        }
        let trial = without(problem, selection, &[site], watch)?;
        if is_better(&trial, selection) {
            *selection = trial;
            improved = true;
            watch.found(selection.weight());
        }
        watch.step();
    }
    Ok(improved)
}

/// Tries to do without two paid sites at once that serve common places; true if that ever helped.
fn swap_pairs(
    problem: &Reduced,
    selection: &mut Selection,
    trials: &mut usize,
    watch: &Watch,
) -> Result<bool, Error> {
    let mut improved = false;
    for (one, other) in pairs(problem, selection.works()) {
        if *trials == 0 || watch.over()? {
            break;
        }
        if selection.works()[one] && selection.works()[other] {
            let trial = without(problem, selection, &[one, other], watch)?;
            *trials -= 1;
            if is_better(&trial, selection) {
                *selection = trial;
                improved = true;
                watch.found(selection.weight());
            }
            watch.step();
        }
    }
    Ok(improved)
}

/// Pairs of paid working sites that could serve the same classes, those with most in common first.
fn pairs(problem: &Reduced, works: &[bool]) -> Vec<(usize, usize)> {
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let is_paid = |site: usize| works[site] && problem.cost_cents[site] > 0;
    for class in 0..problem.classes.len() {
        let sites: Vec<usize> = problem
            .classes
            .by_site(class)
            .map(|offers| offers[0].site as usize)
            .filter(|site| is_paid(*site))
            .collect();
        for (at, &one) in sites.iter().enumerate() {
            sites[at + 1..].iter().for_each(|&other| *common.entry((one, other)).or_default() += 1);
        }
    }
    let mut pairs: Vec<((usize, usize), usize)> = common.into_iter().collect();
    pairs.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    pairs.into_iter().map(|(pair, _)| pair).collect()
}

/// The plan without some sites, the money spent on others.
fn without<'a>(
    problem: &Reduced,
    selection: &Selection<'a>,
    sites: &[usize],
    watch: &Watch,
) -> Result<Selection<'a>, Error> {
    let mut trial = selection.clone();
    let mut cost_cents = problem.cost_cents.clone();
    for &site in sites {
        trial.close(site);
        cost_cents[site] = OUT_OF_REACH;
    }
    trial.close_unfed();
    tidy(problem, &mut trial, &cost_cents, watch)?;
    Ok(trial)
}

/// Better, or the same for less money.
fn is_better(trial: &Selection, than: &Selection) -> bool {
    let (merit, before) = (trial.merit(), than.merit());
    merit > before || (merit == before && trial.spent_cents() < than.spent_cents())
}
