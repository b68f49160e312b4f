//! Plans that keep the rules, where the search for the best has led to one that does not.
//!
//! Promises come before weight and pull towards plans that rules forbid; sites that serve many may not earn what they cost. So the
//! search begins anew without promises, and then takes out whatever costs the rules most.

use super::draft::Chosen;
use super::greedy::construct;
use super::improve::improve;
use super::limits::Watch;
use super::reduced::Reduced;
use super::selection::Selection;
use crate::certificate::Instance;
use crate::problem::Error;

/// Where a plan misses rules: the best of what is found otherwise.
///
/// # Errors
/// [`Error::Interrupted`] once the user has asked to stop.
pub(super) fn keep<'a>(
    problem: &'a Reduced,
    selection: &mut Selection<'a>,
    watch: &Watch,
) -> Result<(), Error> {
    if selection.merit().misses_rules() && !problem.promised_micro.is_empty() {
        let unpromised = Reduced { promised_micro: Vec::new(), ..problem.clone() };
        let mut other = construct(&unpromised, watch)?;
        improve(&unpromised, &mut other, watch)?;
        take_better(selection, Selection::of(problem, other.works()));
    }
    while selection.merit().misses_rules() && thin(problem, selection) {}
    Ok(())
}

fn take_better<'a>(selection: &mut Selection<'a>, other: Selection<'a>) -> bool {
    let is_better = other.merit() > selection.merit();
    if is_better {
        *selection = other;
    }
    is_better
}

/// Takes out the site that is missed least, with all that it alone feeds; false where that is no better.
fn thin(problem: &Reduced, selection: &mut Selection) -> bool {
    let without = |site: usize| {
        let mut fewer = selection.clone();
        fewer.close(site);
        fewer.close_unfed();
        fewer
    };
    let paid = (0..problem.site_count()).filter(|&site| problem.cost_cents[site] > 0);
    let thinner = paid.filter(|&site| selection.works()[site]).map(without);
    match thinner.max_by_key(Selection::merit) {
        Some(best) => take_better(selection, best),
        None => false,
    }
}

/// The sites of a plan as they were chosen, with what they could serve by their signal alone. `open` are those of the instance's sites.
///
/// # Errors
/// [`Error::Infeasible`] when the fixed sites cost more than the budget.
pub fn chosen(instance: &Instance, open: Vec<bool>) -> Result<Chosen, Error> {
    let problem = Reduced::new(instance, 1.0)?;
    let works = problem.network.fed(&open);
    Ok(Chosen { open, value_micro: Selection::of(&problem, &works).weight() })
}
