//! Means and lines through parts of the ground, from sums that run along the radial.

use crate::propagation::itm::least_squares::Line;

/// Steps from which on a line is cheaper, and good enough, by running sums: rounding falls with the third power of its
/// length.
const LONG: usize = 64;

/// Sums of all heights before a point, over that of the transmitter's ground, m, and of those times their places.
#[derive(Debug, Clone, Default)]
pub(super) struct Sums {
    base_m: f64,
    before: Vec<[f64; 2]>,
}

impl Sums {
    pub fn start(&mut self, ground_m: &[f64]) {
        self.base_m = ground_m[0];
        self.before.clear();
        let mut sums = [0.0; 2];
        self.before.push(sums);
        for (place, height_m) in (0_i32..).zip(ground_m) {
            let over_m = height_m - self.base_m;
            sums = [sums[0] + over_m, sums[1] + over_m * f64::from(place)];
            self.before.push(sums);
        }
    }

    /// Sums over the points `first` up to `end`; from `near` on they are those of `ground_m`, before it the samples'.
    fn between(&self, ground_m: &[f64], near: usize, first: usize, end: usize) -> [f64; 2] {
        let kept = end.min(near).max(first);
        let ([until, until_moment], [before, before_moment]) = (self.before[kept], self.before[first]);
        let mut sums = [until - before, until_moment - before_moment];
        for (place, height_m) in (kept..end).zip(&ground_m[kept..]) {
            let over_m = height_m - self.base_m;
            sums = [sums[0] + over_m, sums[1] + over_m * place as f64];
        }
        sums
    }

    /// Mean height of the points `first` to `last`, m.
    pub fn mean_m(&self, ground_m: &[f64], near: usize, first: usize, last: usize) -> f64 {
        let [sum_m, _] = self.between(ground_m, near, first, last + 1);
        self.base_m + sum_m / (last + 1 - first) as f64
    }

    /// The line through the points `first` to `last`.
    pub fn line(&self, ground_m: &[f64], near: usize, first: usize, last: usize) -> Line {
        if last - first < LONG {
            return Line::through(ground_m, first, last);
        }
        let [sum_m, moment] = self.between(ground_m, near, first + 1, last);
        let middle = 0.5 * (first + last) as f64;
        let inner_m = sum_m + self.base_m * (last - first - 1) as f64;
        Line::of([first, last], [ground_m[first], ground_m[last]], [inner_m, moment - middle * sum_m])
    }
}
