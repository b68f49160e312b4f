//! A plan near a fraction of a plan: the sites that work most in it, each with the chain that feeds it.

use super::feeding::OUT_OF_REACH;
use super::improve::tidy;
use super::limits::Watch;
use super::reduced::Reduced;
use super::selection::Selection;
use crate::problem::Error;

/// Sites that work less than this are left to greed.
const LEAST: f64 = 0.05;

/// Opens sites in the order in which they work in a fraction of a plan, each over the chain that is cheapest where what the
/// fraction pays for already costs less; spends the rest by greed.
///
/// # Errors
/// [`Error::Interrupted`] once the user has asked to stop.
pub(super) fn round<'a>(problem: &'a Reduced, works: &[f64], watch: &Watch) -> Result<Selection<'a>, Error> {
    let mut selection = Selection::of(problem, &problem.free());
    let mut order: Vec<usize> = (0..works.len()).filter(|&site| works[site] >= LEAST).collect();
    order.sort_by(|&one, &other| works[other].total_cmp(&works[one]).then(one.cmp(&other)));
    let unpaid = |site: usize| (problem.cost_cents[site] as f64 * (1.0 - works[site])) as i64 + 1;
    let unpaid_cents: Vec<i64> = (0..works.len()).map(unpaid).collect();
    for site in order {
        if selection.works()[site] || watch.over()? {
            continue;
        }
        let unpaid_cents = problem.alternatives.cost_cents(selection.works(), &unpaid_cents);
        let chains = problem.network.cheapest(selection.works(), &unpaid_cents, OUT_OF_REACH);
        let chain = chains.chain(site, selection.works());
        let cost_cents: i64 = chain.iter().map(|&site| problem.cost_cents[site]).sum();
        let is_possible = chains.is_in_reach(site) && problem.alternatives.go_together(&chain);
        if is_possible && cost_cents <= selection.left_cents() {
            for site in chain {
                selection.open(site);
            }
        }
    }
    tidy(problem, &mut selection, &problem.cost_cents, watch)?;
    Ok(selection)
}
