//! When to stop.

use std::cell::Cell;
use std::time::{Duration, Instant};

use crate::problem::Error;
use crate::progress::Progress;

/// When the optimiser may stop.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Stop once the plan is proven to be within this share of the best possible.
    pub gap_ratio: f64,
    /// Stop after so many seconds and keep the best plan so far; a plan cut short may differ from run to run.
    pub time_limit_s: f64,
    /// Seed of the solver's own random choices.
    pub seed: u32,
    /// Cases of the branch and bound: a limit that stops at the same plan on any machine.
    pub node_limit: Option<u32>,
    /// Share of each sector's time that plans are made with: interference will take some of it. The bound counts all.
    pub plan_time_ratio: f64,
}

/// Longest time limit that is kept apart from "none", s.
const LONGEST_S: f64 = 1e9;

/// Share of the time that the search may take; the rest is for working out what was found.
const SEARCH_RATIO: f64 = 0.93;

/// A household, as weights are counted.
const MICRO: f64 = 1e6;

/// Looks at the clock and at the user's wish to stop, and tells what is known so far.
pub(super) struct Watch<'a> {
    started: Instant,
    limit: Duration,
    progress: &'a dyn Progress,
    /// What the best plan so far serves, and what none can exceed, millionths.
    known_micro: Cell<(i64, i64)>,
}

impl<'a> Watch<'a> {
    /// Starts the clock.
    pub(super) fn start(time_limit_s: f64, progress: &'a dyn Progress) -> Self {
        let some = time_limit_s > 0.0;
        let limit = if some {
            Duration::from_secs_f64(SEARCH_RATIO * time_limit_s.min(LONGEST_S))
        } else {
            Duration::ZERO
        };
        Self { started: Instant::now(), limit, progress, known_micro: Cell::new((0, i64::MAX)) }
    }

    /// True once the time is up, or the user wants no more than what is known.
    ///
    /// # Errors
    /// [`Error::Interrupted`] once the user has asked to stop.
    pub(super) fn over(&self) -> Result<bool, Error> {
        if self.progress.stopped() {
            return Err(Error::Interrupted);
        }
        Ok(self.left().is_zero())
    }

    /// Another one with this share of the time that is left, for a search whose values are not told.
    pub(super) fn share(&self, ratio: f64) -> Self {
        let limit = self.started.elapsed() + self.left().mul_f64(ratio);
        let nothing_is_better = Cell::new((i64::MAX, i64::MIN));
        Self { started: self.started, limit, progress: self.progress, known_micro: nothing_is_better }
    }

    /// Time left.
    pub(super) fn left(&self) -> Duration {
        if self.is_enough() { Duration::ZERO } else { self.limit.saturating_sub(self.started.elapsed()) }
    }

    /// Whether the user has asked for no more than the best so far.
    pub(super) fn is_enough(&self) -> bool {
        self.progress.enough()
    }

    /// There is a plan that serves so much, millionths; told where it is better than those before.
    pub(super) fn found(&self, value_micro: i64) {
        let (value_before, bound) = self.known_micro.get();
        if value_micro > value_before {
            self.tell(value_micro, bound);
        }
    }

    /// No plan serves more than this, millionths; told where it is less than was known.
    pub(super) fn proved(&self, bound_micro: i64) {
        let (value, bound_before) = self.known_micro.get();
        if bound_micro < bound_before {
            self.tell(value, bound_micro);
        }
    }

    fn tell(&self, value_micro: i64, bound_micro: i64) {
        self.known_micro.set((value_micro, bound_micro));
        let bound = (bound_micro < i64::MAX).then_some(bound_micro as f64 / MICRO);
        self.progress.bounds(value_micro as f64 / MICRO, bound);
    }

    /// One more step is done.
    pub(super) fn step(&self) {
        self.progress.advance(1);
    }
}
