//! When to stop.

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

/// Looks at the clock and at the user's wish to stop.
#[derive(Clone, Copy)]
pub(super) struct Watch<'a> {
    started: Instant,
    limit: Duration,
    progress: &'a dyn Progress,
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
        Self { started: Instant::now(), limit, progress }
    }

    /// True once the time is up.
    ///
    /// # Errors
    /// [`Error::Interrupted`] once the user has asked to stop.
    pub(super) fn over(&self) -> Result<bool, Error> {
        if self.progress.stopped() {
            return Err(Error::Interrupted);
        }
        Ok(self.left().is_zero())
    }

    /// The same with this share of the time that is left.
    pub(super) fn share(&self, ratio: f64) -> Self {
        Self { limit: self.started.elapsed() + self.left().mul_f64(ratio), ..*self }
    }

    /// Time left.
    pub(super) fn left(&self) -> Duration {
        self.limit.saturating_sub(self.started.elapsed())
    }

    /// One more step is done.
    pub(super) fn step(&self) {
        self.progress.advance(1);
    }
}
