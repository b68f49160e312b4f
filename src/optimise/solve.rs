//! From an instance to a checked solution.

use super::greedy::construct;
use super::improve::{improve, takes_long};
use super::lagrangean;
use super::limits::{Limits, Watch};
use super::proof::Proof;
use super::reduced::Reduced;
use super::selection::Selection;
use super::solution::{Solution, proof};
use crate::certificate::{Answer, Instance, proven_bound_micro};
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
/// Any-time: once the time limit is over, or `progress` says that it is [`enough`](Progress::enough), the best plan so far comes
/// back with the best bound so far. Equal input gives equal bytes unless the work is cut short so.
///
/// # Errors
/// [`Error::Infeasible`] when fixed sites cost more than the budget; [`Error::Interrupted`] once the user has asked to
/// stop; [`Error::Failed`] when the instance's indices or numbers make no sense.
pub fn solve(instance: &Instance, limits: &Limits, progress: &dyn Progress) -> Result<Solution, Error> {
    if let Some(reason) = instance.fault() {
        return Err(Error::Failed { stage: STAGE, reason });
    }
    let watch = Watch::start(limits.time_limit_s, progress);
    progress.start_search(STAGE);
    let solution = choose(instance, limits, &watch);
    progress.finish();
    solution
}

fn choose(instance: &Instance, limits: &Limits, watch: &Watch) -> Result<Solution, Error> {
    let problem = Reduced::new(instance, limits.plan_time_ratio)?;
    watch.proved(problem.classes.total_weight());
    let mut selection = construct(&problem, watch)?;
    let bound_first = takes_long(&problem, &selection);
    if !bound_first {
        improve(&problem, &mut selection, watch)?;
    }
    let proof = lagrangean::bound(&problem, selection.weight(), watch)?;
    let bound_micro = proof.bound_micro(&problem);
    watch.proved(bound_micro);
    if bound_first {
        improve(&problem, &mut selection, watch)?;
    }
    let mut best = Best { selection, proof, bound_micro };
    let solver = close_gap(&problem, &mut best, limits, watch)?;
    let (is_cut, is_enough) = (watch.over()?, watch.is_enough());
    let solution = certify(instance, &problem, &best, limits.gap_ratio, solver)?;
    let is_cut = is_cut && solution.proof == super::Proof::Feasible;
    Ok(Solution { out_of_time: is_cut && !is_enough, ended_by_user: is_cut && is_enough, ..solution })
}

/// The best plan, and the best bound with its proof.
pub(super) struct Best<'a> {
    /// The best plan so far.
    pub selection: Selection<'a>,
    /// What proves the best bound so far.
    pub proof: Proof,
    /// That bound, millionths.
    pub bound_micro: i64,
}

/// Branch and bound from a known plan and bound; what solved it.
#[cfg(feature = "highs")]
fn close_gap<'a>(
    problem: &'a Reduced,
    best: &mut Best<'a>,
    limits: &Limits,
    watch: &Watch,
) -> Result<String, Error> {
    let solver = super::branch::close_gap(problem, best, limits, watch)?;
    Ok(solver.unwrap_or_else(own_solver))
}

/// Without a solver the plan and bound stay as they are.
#[cfg(not(feature = "highs"))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature as with the solver")]
fn close_gap(
    _problem: &Reduced,
    _best: &mut Best,
    _limits: &Limits,
    _watch: &Watch,
) -> Result<String, Error> {
    Ok(own_solver())
}

fn own_solver() -> String {
    "divario".to_owned()
}

/// Checks plan and bound against the instance, and states what is proven.
fn certify(
    instance: &Instance,
    problem: &Reduced,
    best: &Best,
    asked_gap_ratio: f64,
    solver: String,
) -> Result<Solution, Error> {
    let failed = |reason: String| Error::Failed { stage: STAGE, reason };
    let answer = answer(instance, problem, &best.selection.with_all_time());
    let checked = answer.check(instance).map_err(failed)?;
    let (rows, cases) = best.proof.certificate(problem, instance).map_err(failed)?;
    let bound_micro = proven_bound_micro(instance, &rows, &cases).map_err(failed)?;
    if bound_micro < checked.value_micro {
        return Err(failed(format!(
            "a bound of {bound_micro} contradicts a plan that serves {}",
            checked.value_micro
        )));
    }
    let mut open = vec![false; instance.sites.len()];
    answer.open.iter().for_each(|&site| open[site as usize] = true);
    Ok(Solution {
        open,
        unfed: checked.unfed.iter().map(|&site| site as usize).collect(),
        value_micro: checked.value_micro,
        bound_micro,
        rows,
        cases,
        proof: proof(checked.value_micro, bound_micro, asked_gap_ratio),
        out_of_time: false,
        ended_by_user: false,
        solver,
    })
}

/// The plan in terms of the instance.
fn answer(instance: &Instance, problem: &Reduced, selection: &Selection) -> Answer {
    let works = selection.works();
    let is_open = |site: &u32| works[*site as usize] || instance.sites[*site as usize].fixed_open;
    let mut served_by = vec![None; instance.demand.len()];
    for (class, members) in problem.classes.members.iter().enumerate() {
        let sector = selection.server(class).map(|at| problem.classes.offers(class)[at].sector);
        for &row in members {
            served_by[row as usize] = sector;
        }
    }
    Answer { open: (0..works.len() as u32).filter(is_open).collect(), served_by }
}
