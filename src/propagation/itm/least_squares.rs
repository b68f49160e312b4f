//! A straight line through a stretch of evenly spaced heights.

use multiversion::multiversion;

/// Heights that are summed side by side, so that additions do not wait for each other.
const LANES: usize = 8;

/// A straight line over the index of a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::propagation) struct Line {
    mean: f64,
    slope: f64,
    middle: f64,
}

impl Line {
    /// The line through the points `first` to `last`, of which the two outermost weigh half (`LinearLeastSquaresFit`
    /// of NTIA/itm; the weights are those of the trapezoidal rule).
    pub fn through(heights: &[f64], first: usize, last: usize) -> Self {
        let length = (last - first) as f64;
        let [outer_first, outer_last] = [heights[first], heights[last]];
        let (inner_sum, inner_moment) = moments(&heights[first + 1..last], 1.0 - 0.5 * length);
        Self::of([first, last], [outer_first, outer_last], [inner_sum, inner_moment])
    }

    /// The same line of the two outermost heights and, for those between, of their sum and of the sum of height times
    /// place, counted from the middle.
    pub fn of([first, last]: [usize; 2], [outer_first, outer_last]: [f64; 2], inner: [f64; 2]) -> Self {
        let length = (last - first) as f64;
        let sum = f64::midpoint(outer_first, outer_last) + inner[0];
        let moment = 0.5 * (outer_last - outer_first) * 0.5 * length + inner[1];
        Self {
            mean: sum / length,
            slope: moment * 12.0 / ((length * length + 2.0) * length),
            middle: 0.5 * (first + last) as f64,
        }
    }

    /// Height of the line at a point, m.
    pub fn at(&self, index: f64) -> f64 {
        self.mean + self.slope * (index - self.middle)
    }
}

/// Sum of the heights, and sum of height times position; the first height stands at this position.
///
/// Every block adds to `weighted` what came before it, so that a height is counted once for each block behind it: a
/// third of the time of multiplying each height by its position.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn moments(heights: &[f64], position: f64) -> (f64, f64) {
    moments_scalar(heights, position)
}

#[inline(always)]
fn moments_scalar(heights: &[f64], position: f64) -> (f64, f64) {
    let (blocks, rest) = heights.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    let mut weighted = [0.0; LANES];
    for block in blocks {
        for lane in 0..LANES {
            weighted[lane] += sums[lane];
            sums[lane] += block[lane];
        }
    }
    let last_block = blocks.len() as f64 - 1.0;
    let (mut sum, mut moment) = (0.0, 0.0);
    for lane in 0..LANES {
        sum += sums[lane];
        moment += sums[lane] * (position + lane as f64);
        moment += LANES as f64 * (last_block * sums[lane] - weighted[lane]);
    }
    for (index, height) in (blocks.len() * LANES..).zip(rest) {
        sum += height;
        moment += height * (position + index as f64);
    }
    (sum, moment)
}

/// Mean of some heights, m.
pub(super) fn mean_m(heights: &[f64]) -> f64 {
    moments(heights, 0.0).0 / heights.len() as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::propagation::twins::{assert_twins, with_ties};

    proptest! {
        #[test]
        fn twins_agree(
            heights_m in prop::collection::vec(with_ties(-500.0..500.0), 0..200), position in -100.0..100.0_f64,
        ) {
            assert_twins(moments(&heights_m, position), moments_scalar(&heights_m, position));
        }
    }

    #[test]
    fn a_straight_slope_is_found_again() {
        for count in [2, 3, 9, 17, 40] {
            let heights: Vec<f64> = (0..count).map(|index| 100.0 - 3.0 * f64::from(index)).collect();
            for (first, last) in [(0, heights.len() - 1), (heights.len() / 2, heights.len() - 1)] {
                if first == last {
                    continue;
                }
                let line = Line::through(&heights, first, last);
                assert!((line.at(0.0) - 100.0).abs() < 1e-9, "{count} {line:?}");
                assert!((line.at(100.0) + 200.0).abs() < 1e-9, "{count} {line:?}");
            }
        }
    }

    #[test]
    fn three_points_worked_by_hand() {
        // Weights 1/2, 1, 1/2: mean (0/2 + 6 + 3/2) / 2 = 3.75; slope (3 − 0) / 2 · 12 / ((4 + 2) · 2) = 1.5
        let line = Line::through(&[0.0, 6.0, 3.0], 0, 2);
        assert!((line.at(1.0) - 3.75).abs() < 1e-12);
        assert!((line.at(2.0) - 5.25).abs() < 1e-12);
    }

    #[test]
    fn the_mean_of_any_number() {
        for count in 1..30 {
            let heights: Vec<f64> = (0..count).map(f64::from).collect();
            assert!((mean_m(&heights) - f64::from(count - 1) / 2.0).abs() < 1e-12);
        }
    }
}
