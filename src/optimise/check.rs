//! Recomputes a plan from the instance alone: whether it keeps every rule, whom it covers.
//!
//! Shares nothing with what found the plan, so that a mistake there shows here.

use super::instance::Instance;
use super::reduced::TOLERANCE_EUR;

/// What a plan that keeps the rules comes to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Checked {
    /// Weight covered by sites that are fed.
    pub(super) objective: f64,
    /// Fixed sites that are not fed, rising.
    pub(super) unfed: Vec<usize>,
}

/// Checks a plan against C1 to C4.
///
/// # Errors
/// The rule that the plan breaks, in words.
pub(super) fn check(instance: &Instance, open: &[bool]) -> Result<Checked, String> {
    if open.len() != instance.sites.len() {
        return Err(format!("{} sites in the plan, {} in the instance", open.len(), instance.sites.len()));
    }
    check_fixed(instance, open)?;
    check_budget(instance, open)?;
    let fed = fed(instance, open);
    let unfed = check_feeding(instance, open, &fed)?;
    Ok(Checked { objective: covered_weight(instance, &fed), unfed })
}

/// C1 covering: the weight of the rows that some working site covers, summed in order of size.
fn covered_weight(instance: &Instance, works: &[bool]) -> f64 {
    let covered = instance.demand.iter().filter(|row| row.covered_by.iter().any(|&site| works[site]));
    let mut weights: Vec<f64> = covered.map(|row| row.weight).collect();
    weights.sort_by(f64::total_cmp);
    weights.iter().sum()
}

/// C2 fixed sites: each is open.
fn check_fixed(instance: &Instance, open: &[bool]) -> Result<(), String> {
    let closed = instance.sites.iter().zip(open).position(|(site, &open)| site.fixed_open && !open);
    closed.map_or(Ok(()), |site| Err(format!("C2: fixed site {site} is closed")))
}

/// C3 budget: open sites cost no more than the budget.
fn check_budget(instance: &Instance, open: &[bool]) -> Result<(), String> {
    let sites = instance.sites.iter().zip(open);
    let spent_eur: f64 = sites.filter(|&(_, &open)| open).map(|(site, _)| site.capex_eur).sum();
    let fits = spent_eur <= instance.budget_eur + TOLERANCE_EUR;
    if fits { Ok(()) } else { Err(format!("C3: {spent_eur} euro spent of {}", instance.budget_eur)) }
}

/// C4 feeding: every open site is fed, or fixed; the fixed sites that are not fed.
fn check_feeding(instance: &Instance, open: &[bool], fed: &[bool]) -> Result<Vec<usize>, String> {
    let unfed: Vec<usize> = (0..open.len()).filter(|&site| open[site] && !fed[site]).collect();
    match unfed.iter().find(|&&site| !instance.sites[site].fixed_open) {
        Some(site) => Err(format!("C4: site {site} is open and not fed")),
        None => Ok(unfed),
    }
}

/// Spreads from the sites with a link to the fibre over open neighbours until nothing changes.
fn fed(instance: &Instance, open: &[bool]) -> Vec<bool> {
    let mut fed: Vec<bool> =
        instance.sites.iter().zip(open).map(|(site, &open)| open && site.fed_by_pop).collect();
    loop {
        let next = (0..open.len())
            .filter(|&site| open[site] && !fed[site])
            .find(|&site| instance.neighbours[site].iter().any(|&other| fed[other]));
        let Some(site) = next else { return fed };
        fed[site] = true;
    }
}
