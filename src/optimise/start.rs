//! A plan that is known already as a start of the search.

use super::reduced::Reduced;
use super::selection::Selection;

/// Those of some open sites that are fed, with all that cost nothing; none where the budget cannot pay them.
pub(super) fn known_plan<'a>(problem: &'a Reduced, open: &[bool]) -> Option<Selection<'a>> {
    let with_free: Vec<bool> = open.iter().zip(problem.free()).map(|(open, free)| *open || free).collect();
    let selection = Selection::of(problem, &problem.network.fed(&with_free));
    (selection.left_cents() >= 0).then_some(selection)
}
