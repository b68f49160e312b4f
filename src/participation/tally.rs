//! The sum of some ballots.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many ballots some voters gave in a round, and what they wanted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tally {
    /// Ballots.
    pub ballots: u32,
    /// Points of each priority, in the scenario's order.
    pub points: Vec<u64>,
}

impl Tally {
    /// No ballots, over so many priorities.
    #[must_use]
    pub fn none(priorities: usize) -> Self {
        Self { ballots: 0, points: vec![0; priorities] }
    }

    /// The sum of some tallies over so many priorities.
    #[must_use]
    pub fn sum<'t>(priorities: usize, tallies: impl Iterator<Item = &'t Self>) -> Self {
        tallies.fold(Self::none(priorities), |mut sum, one| {
            sum.ballots += one.ballots;
            sum.points.iter_mut().zip(&one.points).for_each(|(sum, points)| *sum += points);
            sum
        })
    }

    /// Counts one more ballot.
    pub fn cast(&mut self, points: &[u32]) {
        self.ballots += 1;
        self.points.iter_mut().zip(points).for_each(|(sum, points)| *sum += u64::from(*points));
    }

    /// Share of the points that a priority has; 0 where there are none.
    #[must_use]
    pub fn share_ratio(&self, priority: usize) -> f64 {
        let all: u64 = self.points.iter().sum();
        if all == 0 { 0.0 } else { self.points[priority] as f64 / all as f64 }
    }

    /// Whether there are ballots, and all of their points but one at most go to one priority.
    #[must_use]
    pub fn is_nearly_unanimous(&self) -> bool {
        let all: u64 = self.points.iter().sum();
        let most = self.points.iter().copied().max().unwrap_or(0);
        self.ballots > 0 && most + 1 >= all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_point_does_not_break_unanimity_and_two_do() {
        let of = |ballots, points: [u64; 3]| Tally { ballots, points: points.into() }.is_nearly_unanimous();
        assert!(of(2, [0, 20, 0]) && of(2, [1, 19, 0]));
        assert!(!of(2, [1, 18, 1]) && !of(2, [2, 18, 0]) && !of(0, [0, 0, 0]));
    }
}
