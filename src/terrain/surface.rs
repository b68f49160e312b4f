//! The surface between cell centres: bilinear heights, nearest clutter.

use super::{Grid, Terrain};
use crate::units::Projected;

/// Height of the ground at a position by bilinear interpolation between cell centres, m; NaN off the grid's
/// outermost centres or beside a void.
#[must_use]
pub fn height_at(terrain: &Terrain, position: Projected) -> f64 {
    let at = terrain.grid.fractional(position);
    if on_grid(&terrain.grid, at) { Surface::of(terrain).ground_and_clutter_m(at).0 } else { f64::NAN }
}

/// Whether heights can be interpolated at a row and column, counted from the centre of cell (0, 0).
pub(super) fn on_grid(grid: &Grid, (row, col): (f64, f64)) -> bool {
    let within = |at: f64, cells: usize| cells > 1 && at >= 0.0 && at <= (cells - 1) as f64;
    within(row, grid.rows) && within(col, grid.cols)
}

/// The arrays of a terrain, flat, for many look-ups at positions that are on the grid.
pub(crate) struct Surface<'t> {
    height_m: &'t [f32],
    clutter_m: &'t [f32],
    cols: usize,
    /// Row and column of the last cell that has neighbours below and beside it.
    last: (u32, u32),
}

impl<'t> Surface<'t> {
    pub fn of(terrain: &'t Terrain) -> Self {
        let before_last = |cells: usize| cells.saturating_sub(2) as u32;
        let flat = |array: &'t ndarray::Array2<f32>| {
            array.as_slice().expect("terrain arrays are made in row-major order and never permuted")
        };
        Self {
            height_m: flat(&terrain.height_m),
            clutter_m: flat(&terrain.clutter_m),
            cols: terrain.grid.cols,
            last: (before_last(terrain.grid.rows), before_last(terrain.grid.cols)),
        }
    }

    /// Height of the ground and clutter of the nearest cell, m, at a row and column counted from the centre of cell
    /// (0, 0). What rounding has put a hair off the grid is harmless.
    #[expect(
        clippy::inline_always,
        reason = "the innermost call of all coverage; a real call costs a fifth more"
    )]
    #[inline(always)]
    pub fn ground_and_clutter_m(&self, (row, col): (f64, f64)) -> (f64, f64) {
        let (top, left) = ((row as u32).min(self.last.0), (col as u32).min(self.last.1));
        let (down, right) = (row - f64::from(top), col - f64::from(left));
        let above = top as usize * self.cols + left as usize;
        let below = above + self.cols;
        let along = |cell: usize| {
            let pair = &self.height_m[cell..cell + 2];
            let (west_m, east_m) = (f64::from(pair[0]), f64::from(pair[1]));
            west_m + right * (east_m - west_m)
        };
        let (north_m, south_m) = (along(above), along(below));
        let nearest = if down < 0.5 { above } else { below } + usize::from(right >= 0.5);
        (north_m + down * (south_m - north_m), f64::from(self.clutter_m[nearest]))
    }
}
