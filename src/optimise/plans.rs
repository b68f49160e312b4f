//! Plans made of relaxed ones, by rounding and by diving.

use super::improve::improve;
use super::limits::Watch;
use super::master::Master;
use super::reduced::Reduced;
use super::rounding::round;
use super::selection::Selection;
use crate::certificate::Fixing;
use crate::problem::Error;

/// A rounded plan is worth swapping sites where it serves this share of the best.
const NEAR_RATIO: f64 = 0.98;
/// Solutions of each step of a dive.
const DIVE_ROUNDS: usize = 3;
/// Sites that work between these are in doubt.
const LEAST: f64 = 0.05;
const MOST: f64 = 1.0 - 1e-6;

/// Makes plans of relaxed ones.
pub(super) struct Planner<'a> {
    problem: &'a Reduced,
    /// The last rounded plan that was swapped.
    last: Vec<bool>,
}

impl<'a> Planner<'a> {
    pub fn new(problem: &'a Reduced) -> Self {
        Self { problem, last: Vec::new() }
    }

    /// Rounds a relaxed plan, and swaps sites where the result comes near the best.
    ///
    /// # Errors
    /// [`Error::Interrupted`] once the user has asked to stop.
    pub fn round(&mut self, works: &[f64], best: &mut Selection<'a>, watch: &Watch) -> Result<(), Error> {
        let mut selection = round(self.problem, works, watch)?;
        let is_near = selection.weight() as f64 > NEAR_RATIO * best.weight() as f64;
        if is_near && selection.works() != self.last {
            self.last = selection.works().to_vec();
            improve(self.problem, &mut selection, watch)?;
        }
        if selection.merit() > best.merit() {
            *best = selection;
            watch.found(best.weight());
        }
        Ok(())
    }

    /// Lets the site work that works most in part, solves again, and so on down to whole sites. Leaves these fixed.
    ///
    /// # Errors
    /// [`Error::Interrupted`] once the user has asked to stop.
    pub fn dive(
        &mut self,
        master: &mut Master,
        mut works: Vec<f64>,
        mut fixing: Vec<Fixing>,
        best: &mut Selection<'a>,
        watch: &Watch,
    ) -> Result<(), Error> {
        while let Some(site) = nearly_working(&works, &fixing) {
            if watch.over()? {
                return Ok(());
            }
            fixing[site] = Fixing::With;
            let Some(relaxed) = settle(master, &fixing, watch) else { return Ok(()) };
            works = relaxed;
        }
        self.round(&works, best, watch)
    }
}

/// What works in the relaxation of a case after a few rounds of rows; none where the solver fails.
fn settle(master: &mut Master, fixing: &[Fixing], watch: &Watch) -> Option<Vec<f64>> {
    master.enter(fixing)?;
    let mut relaxed = master.solve(watch.left())?;
    for _ in 1..DIVE_ROUNDS {
        if !master.add_broken(&relaxed)? {
            break;
        }
        relaxed = master.solve(watch.left())?;
    }
    Some(relaxed.works)
}

/// The free site that works most, but in part.
fn nearly_working(works: &[f64], fixing: &[Fixing]) -> Option<usize> {
    let in_part = |site: &usize| fixing[*site] == Fixing::Free && (LEAST..MOST).contains(&works[*site]);
    (0..works.len())
        .filter(in_part)
        .max_by(|&one, &other| works[one].total_cmp(&works[other]).then(other.cmp(&one)))
}
