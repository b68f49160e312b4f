//! The straight line between two positions, walked in steps of about one cell.

use super::Grid;
use super::surface::on_grid;
use crate::units::Projected;

/// The straight line on the map between two positions, and the steps in which it is walked.
pub(super) struct Line {
    /// Length on the map, m.
    pub length_m: f64,
    /// Row and column of the first position, counted from the centre of cell (0, 0).
    start: (f64, f64),
    row_step: f64,
    col_step: f64,
    /// Steps of about one cell from end to end.
    steps: f64,
    per_step: f64,
}

impl Line {
    /// `None` where an end lies off the grid; otherwise the whole line is on it.
    pub fn between(grid: &Grid, from: Projected, to: Projected) -> Option<Self> {
        let (start, end) = (grid.fractional(from), grid.fractional(to));
        if !on_grid(grid, start) || !on_grid(grid, end) {
            return None;
        }
        let length_m = from.distance_m(to);
        let steps = (length_m / grid.cell_m).ceil().max(1.0);
        let per_step = 1.0 / steps;
        Some(Self {
            length_m,
            start,
            row_step: (end.0 - start.0) * per_step,
            col_step: (end.1 - start.1) * per_step,
            steps,
            per_step,
        })
    }

    /// Number of samples, both ends included.
    pub fn samples(&self) -> i32 {
        self.steps as i32 + 1
    }

    /// Distance of a sample from the first position, m.
    #[inline(always)]
    pub fn along_m(&self, sample: i32) -> f64 {
        self.length_m * (f64::from(sample) * self.per_step)
    }

    /// Whether a sample lies within a distance (m) of either end.
    pub fn is_near_end(&self, sample: i32, within_m: f64) -> bool {
        let along_m = self.along_m(sample);
        along_m.min(self.length_m - along_m) <= within_m
    }

    /// Row and column of a sample, counted from the centre of cell (0, 0).
    #[inline(always)]
    pub fn position(&self, sample: i32) -> (f64, f64) {
        let step = f64::from(sample);
        (self.start.0 + step * self.row_step, self.start.1 + step * self.col_step)
    }
}
