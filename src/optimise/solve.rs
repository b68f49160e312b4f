//! From an instance to a checked solution.

use super::check::check;
use super::greedy::construct;
use super::improve::improve;
use super::instance::Instance;
use super::lagrangean;
use super::limits::{Limits, Watch};
use super::reduced::Reduced;
use super::selection::Selection;
use super::solution::{Solution, proof};
use crate::problem::Error;
use crate::progress::Progress;

/// Name of this stage in errors and progress.
const STAGE: &str = "Choosing sites";

/// Chooses the sites that cover the most weight within the budget, each fed from the fibre.
///
/// Greedy plan, swaps and Lagrangean bound always; with feature `highs`, branch and bound until the gap is closed. The
/// model stands in `formulation.md`. The plan is checked against the instance before it is returned, and the bound holds
/// for every plan that keeps C1 to C4.
///
/// Equal input gives equal bytes unless the time limit cuts the work short.
///
/// # Errors
/// [`Error::Infeasible`] when fixed sites cost more than the budget; [`Error::Interrupted`] once the user has asked to
/// stop; [`Error::Failed`] when the instance's indices or numbers make no sense.
pub fn solve(instance: &Instance, limits: &Limits, progress: &dyn Progress) -> Result<Solution, Error> {
    if let Some(reason) = instance.fault() {
        return Err(Error::Failed { stage: STAGE, reason });
    }
    let watch = Watch::start(limits.time_limit_s, progress);
    progress.start(STAGE, 0);
    let solution = choose(instance, limits, &watch);
    progress.finish();
    solution
}

fn choose(instance: &Instance, limits: &Limits, watch: &Watch) -> Result<Solution, Error> {
    let problem = Reduced::new(instance)?;
    let mut selection = construct(&problem, watch)?;
    improve(&problem, &mut selection, watch)?;
    let bound = lagrangean::bound(&problem, selection.weight(), watch)?;
    let (selection, bound, solver) = close_gap(&problem, selection, bound, limits, watch)?;
    certify(instance, &problem, selection.works(), bound, limits.gap_ratio, solver)
}

/// Branch and bound from a known plan and bound.
#[cfg(feature = "highs")]
fn close_gap<'a>(
    problem: &'a Reduced,
    selection: Selection<'a>,
    bound: f64,
    limits: &Limits,
    watch: &Watch,
) -> Result<(Selection<'a>, f64, String), Error> {
    use super::{highs, rounds};
    let mut incumbent = rounds::Incumbent { selection, bound, solver_answered: false };
    rounds::close_gap(problem, &mut incumbent, limits, watch)?;
    let solver =
        if incumbent.solver_answered { format!("HiGHS {}", highs::VERSION) } else { greedy_solver() };
    Ok((incumbent.selection, incumbent.bound, solver))
}

/// Without a solver the plan and bound stay as they are.
#[cfg(not(feature = "highs"))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as with the solver")]
fn close_gap<'a>(
    _problem: &'a Reduced,
    selection: Selection<'a>,
    bound: f64,
    _limits: &Limits,
    _watch: &Watch,
) -> Result<(Selection<'a>, f64, String), Error> {
    Ok((selection, bound, greedy_solver()))
}

fn greedy_solver() -> String {
    "divario greedy".to_owned()
}

/// Checks the plan against the instance, and states what is proven about it.
fn certify(
    instance: &Instance,
    problem: &Reduced,
    works: &[bool],
    bound: f64,
    asked_gap_ratio: f64,
    solver: String,
) -> Result<Solution, Error> {
    let mut open: Vec<bool> = instance.sites.iter().map(|site| site.fixed_open).collect();
    problem.original.iter().zip(works).for_each(|(&site, &works)| open[site] |= works);
    let checked = check(instance, &open).map_err(|reason| Error::Failed { stage: STAGE, reason })?;
    let bound = bound.max(checked.objective);
    let proof = proof(checked.objective, bound, asked_gap_ratio);
    Ok(Solution { open, unfed: checked.unfed, objective: checked.objective, bound, proof, solver })
}
