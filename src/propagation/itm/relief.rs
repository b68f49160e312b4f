//! What the model asks of the ground under a path, and the answers of a profile that is walked point by point.

use super::super::profile::Profile;
use super::horizons::Horizons;
use super::irregularity::span_m;
use super::least_squares::{Line, mean_m};

/// The ground under a path, at equal steps from end to end.
pub(in crate::propagation) trait Relief {
    /// Number of steps.
    fn steps(&self) -> usize;

    /// Length of a step, m.
    fn step_m(&self) -> f64;

    /// Heights of the ground at the two ends, m above mean sea level.
    fn ends_m(&self) -> [f64; 2];

    /// Mean height of the points `first` to `last`, m above mean sea level.
    fn mean_m(&self, first: usize, last: usize) -> f64;

    /// The line through the points `first` to `last`.
    fn line(&self, first: usize, last: usize) -> Line;

    /// The horizons of antennas so high above ground (m) on an Earth of this effective radius (m).
    fn horizons(&self, a_e_m: f64, heights_m: [f64; 2]) -> Horizons;

    /// Range of the ground between two distances without its tenths and its general slope, m; 0 over less than two steps.
    fn span_m(&mut self, start_m: f64, end_m: f64) -> f64;
}

/// A profile of which every point is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walked<'a> {
    profile: Profile<'a>,
    step_m: f64,
}

impl<'a> Walked<'a> {
    pub fn new(profile: &Profile<'a>) -> Self {
        Self { profile: *profile, step_m: step_m(profile.length_km(), profile.distance_km.len() - 1) }
    }
}

/// Length of so many equal steps, m.
///
/// Rounded to a nanometre, so that a step that was written in decimals survives the way through kilometres: where an
/// index falls on a point, its last bit decides (see [`Horizons::of`]).
pub(in crate::propagation) fn step_m(length_km: f64, steps: usize) -> f64 {
    let step_m = length_km * 1e3 / steps as f64;
    (step_m * 1e9).round() / 1e9
}

impl Relief for Walked<'_> {
    fn steps(&self) -> usize {
        self.profile.ground_m.len() - 1
    }

    fn step_m(&self) -> f64 {
        self.step_m
    }

    fn ends_m(&self) -> [f64; 2] {
        self.profile.ends_m()
    }

    fn mean_m(&self, first: usize, last: usize) -> f64 {
        mean_m(&self.profile.ground_m[first..=last])
    }

    fn line(&self, first: usize, last: usize) -> Line {
        Line::through(self.profile.ground_m, first, last)
    }

    fn horizons(&self, a_e_m: f64, heights_m: [f64; 2]) -> Horizons {
        Horizons::over(&self.profile, self.step_m, a_e_m, heights_m)
    }

    fn span_m(&mut self, start_m: f64, end_m: f64) -> f64 {
        span_m(self.profile.ground_m, self.step_m, start_m, end_m)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_in_decimals_survives_kilometres() {
        for (wanted_m, count) in [(30.0127, 755), (29.9715, 442), (60.0, 99), (99.708_992, 78), (25.6, 142)] {
            let length_km = count as f64 * wanted_m / 1e3;
            assert_eq!(step_m(length_km, count), wanted_m);
        }
    }
}
