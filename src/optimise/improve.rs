//! Makes a plan better by small changes: takes out what is of no use, and swaps sites.

use super::feeding::OUT_OF_REACH;
use super::greedy::{Rule, fill};
use super::limits::Watch;
use super::reduced::Reduced;
use super::selection::Selection;
use crate::problem::Error;

/// Rounds over all sites after which swapping ends, improved or not.
const MAX_ROUNDS: usize = 8;

/// Prunes, spends what that frees, then swaps until no swap helps.
pub(super) fn improve(problem: &Reduced, selection: &mut Selection, watch: &Watch) -> Result<(), Error> {
    tidy(problem, selection, &problem.cost_cents, watch)?;
    for _ in 0..MAX_ROUNDS {
        if watch.over()? || !swap_round(problem, selection, watch)? {
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
        let trial = without(problem, selection, site, watch)?;
        if is_better(&trial, selection) {
            *selection = trial;
            improved = true;
        }
        watch.step();
    }
    Ok(improved)
}

/// The plan without `site`, the money spent on others.
fn without<'a>(
    problem: &Reduced,
    selection: &Selection<'a>,
    site: usize,
    watch: &Watch,
) -> Result<Selection<'a>, Error> {
    let mut trial = selection.clone();
    trial.close(site);
    trial.close_unfed();
    let mut cost_cents = problem.cost_cents.clone();
    cost_cents[site] = OUT_OF_REACH;
    tidy(problem, &mut trial, &cost_cents, watch)?;
    Ok(trial)
}

/// More weight, or the same for less money.
fn is_better(trial: &Selection, than: &Selection) -> bool {
    let (weight, before) = (trial.weight(), than.weight());
    weight > before || (weight == before && trial.spent_cents() < than.spent_cents())
}
