//! When to give up: neither plans nor bound become better any more. Counted in work, not in seconds, so that the answer is the
//! same on any machine.

use crate::certificate::Goal;

/// Rounds in which the bound must fall by this share of the gap, or rows are no longer looked for.
const STALLED_ROUNDS: usize = 12;
const STALLED_RATIO: f64 = 0.01;

/// Where time is scarce, the gap that is left in the end is that of the relaxation, and no number of cases closes it: the search
/// ends where in so many the best plan stayed and the gap did not narrow by this share.
const STANDSTILL_CASES: u32 = 5;
const STANDSTILL_RATIO: f64 = 0.02;
/// Where it is not, sites in part can seem to keep every promise, and many cases may pass before the first bound below that.
const STANDSTILL_CASES_KEPT: u32 = 200;

/// Whether the bound of a case has all but stopped falling towards a plan's value.
pub(super) fn is_stalled(bounds_micro: &[i64], value_micro: i64) -> bool {
    let Some(before) = bounds_micro.len().checked_sub(STALLED_ROUNDS + 1) else { return false };
    let now = bounds_micro[bounds_micro.len() - 1];
    ((bounds_micro[before] - now) as f64) < STALLED_RATIO * (now - value_micro) as f64
}

/// The last state that was better than what was known before.
#[derive(Debug)]
pub(super) struct Standstill {
    value_micro: i64,
    bound_micro: i64,
    cases: u32,
    most_cases: u32,
}

impl Standstill {
    /// Of a search for a goal; without an end where every case may be the one that closes the gap.
    pub fn of(goal: Goal, take_time: bool) -> Self {
        let most_cases = match goal {
            _ if take_time => STANDSTILL_CASES,
            Goal::Kept => STANDSTILL_CASES_KEPT,
            Goal::Value { .. } => u32::MAX,
        };
        Self { value_micro: 0, bound_micro: 0, cases: 0, most_cases }
    }

    /// Whether plan and bound have stayed through so many cases; asked before each.
    pub fn is_over(&mut self, value_micro: i64, bound_micro: i64) -> bool {
        let narrowed_by = (self.bound_micro - bound_micro) as f64;
        let is_narrower = narrowed_by > STANDSTILL_RATIO * (bound_micro - value_micro) as f64;
        if value_micro > self.value_micro || is_narrower || self.cases == 0 {
            (self.value_micro, self.bound_micro, self.cases) = (value_micro, bound_micro, 0);
        }
        self.cases = self.cases.saturating_add(1);
        self.cases > self.most_cases
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_that_stands_still_ends_and_one_that_moves_goes_on() {
        let of = || Standstill::of(Goal::Kept, true);
        let mut standstill = of();
        assert!((0..STANDSTILL_CASES).all(|_| !standstill.is_over(90, 100)));
        assert!(standstill.is_over(90, 100));
        let mut moving = of();
        let cases = i64::from(STANDSTILL_CASES);
        assert!((0..1_000).all(|case| !moving.is_over(case / (cases - 1), 1_000_000)));
        // A fortieth of what the gap was at first in so many cases.
        let mut narrowing = of();
        assert!((0..30 * cases).all(|case| !narrowing.is_over(0, 1_000_000 - case * 25_000 / cases)));
    }

    #[test]
    fn a_bound_that_falls_is_not_stalled() {
        let falling: Vec<i64> = (0..20).map(|round| 1_000 - 10 * round).collect();
        assert!(!is_stalled(&falling, 500) && !is_stalled(&falling[..5], 500));
        assert!(is_stalled(&[1_000; 13], 500) && !is_stalled(&[1_000; 12], 500));
    }
}
