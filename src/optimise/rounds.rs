//! Branch and bound in rounds: solve with the cuts known so far, add those that the answer breaks, solve again.
//!
//! The solver offers no way to add rows while it runs. Each round is a relaxation of the whole problem, so its bound is
//! valid, and its plan, once what is not fed is taken out and the money spent again, is a plan of the whole problem.

use super::cuts::{Cut, broken, neighbour_cuts};
use super::highs::{self, Answer, Call};
use super::improve::{improve, tidy};
use super::limits::{Limits, Watch};
use super::reduced::Reduced;
use super::selection::Selection;
use super::solution::{PROOF_TOLERANCE_RATIO, gap_ratio};
use crate::problem::Error;

/// Rounds after which the search for cuts ends.
const MAX_ROUNDS: usize = 200;
/// Gap of the first rounds, which only look for cuts.
const SCOUT_GAP_RATIO: f64 = 0.02;
/// Share of the time left that a round may take while it looks for cuts.
const SCOUT_TIME_RATIO: f64 = 0.2;
/// The same for a round that is to close the gap, while further cuts may be needed.
const CLOSING_TIME_RATIO: f64 = 0.75;
/// Share of the time left that is kept for what follows the solver.
const RESERVE_RATIO: f64 = 0.05;

/// The best plan and bound, and whether the solver had a part in them.
#[derive(Debug, Clone)]
pub(super) struct Incumbent<'a> {
    /// The best plan so far.
    pub(super) selection: Selection<'a>,
    /// The best bound so far.
    pub(super) bound: f64,
    /// The solver answered at least once.
    pub(super) solver_answered: bool,
}

/// Improves a plan and its bound until the gap is closed or time is up.
///
/// # Errors
/// [`Error::Interrupted`] once the user has asked to stop.
pub(super) fn close_gap<'a>(
    problem: &'a Reduced,
    incumbent: &mut Incumbent<'a>,
    limits: &Limits,
    watch: &Watch,
) -> Result<(), Error> {
    let mut cuts = neighbour_cuts(&problem.network);
    let mut scouting = !cuts.is_empty() && limits.gap_ratio < SCOUT_GAP_RATIO;
    for _ in 0..MAX_ROUNDS {
        let closed = gap_ratio(incumbent.selection.weight(), incumbent.bound) <= limits.gap_ratio;
        if closed || watch.over()? {
            break;
        }
        let call = call(incumbent.selection.works(), &cuts, scouting, limits, watch);
        let Some(answer) = highs::solve(problem, &call, watch)? else {
            if !std::mem::take(&mut scouting) {
                break;
            }
            continue;
        };
        let plausible = take_in(problem, incumbent, &answer, watch)?;
        let found = broken(&problem.network, &answer.works);
        if !plausible || (found.is_empty() && !scouting) {
            break;
        }
        scouting &= !found.is_empty();
        cuts.extend(found);
        watch.step();
    }
    Ok(())
}

/// What to ask the solver in the next round.
fn call<'a>(start: &'a [bool], cuts: &'a [Cut], scouting: bool, limits: &Limits, watch: &Watch) -> Call<'a> {
    let left_s = watch.left().as_secs_f64() * (1.0 - RESERVE_RATIO);
    let time_ratio = match (scouting, cuts.is_empty()) {
        (true, _) => SCOUT_TIME_RATIO,
        (false, true) => 1.0,
        (false, false) => CLOSING_TIME_RATIO,
    };
    Call {
        start,
        cuts,
        gap_ratio: if scouting { SCOUT_GAP_RATIO } else { limits.gap_ratio },
        time_limit_s: left_s * time_ratio,
        node_limit: limits.node_limit,
        seed: limits.seed,
    }
}

/// Takes in a round's bound and its plan; false where the bound contradicts a known plan.
fn take_in<'a>(
    problem: &'a Reduced,
    incumbent: &mut Incumbent<'a>,
    answer: &Answer,
    watch: &Watch,
) -> Result<bool, Error> {
    let repaired = repair(problem, &answer.works, watch)?;
    if repaired.weight() > incumbent.selection.weight() {
        incumbent.selection = repaired;
        improve(problem, &mut incumbent.selection, watch)?;
    }
    let known = incumbent.selection.weight();
    let plausible = answer.bound >= known * (1.0 - PROOF_TOLERANCE_RATIO);
    if plausible {
        incumbent.bound = incumbent.bound.min(answer.bound.max(known));
        incumbent.solver_answered = true;
    }
    Ok(plausible)
}

/// The part of the solver's plan that is fed and affordable, with the rest of the money spent by greed.
fn repair<'a>(problem: &'a Reduced, works: &[bool], watch: &Watch) -> Result<Selection<'a>, Error> {
    let mut selection = Selection::of(problem, works);
    selection.close_unfed();
    // Rounded off by the solver's tolerance, a plan can be too dear: start again from what costs nothing.
    if selection.left_eur() < 0.0 {
        selection = Selection::of(problem, &problem.free());
    }
    tidy(problem, &mut selection, &problem.cost_eur, watch)?;
    Ok(selection)
}
