//! The surface between cell centres: bilinear heights, nearest clutter.

use super::{Clutter, Grid, Terrain};
use crate::units::Projected;

/// Height of the ground at a position by bilinear interpolation between cell centres, m; NaN off the grid's
/// outermost centres or beside a void.
#[must_use]
pub fn height_at(terrain: &Terrain, position: Projected) -> f64 {
    let at = terrain.grid.fractional(position);
    if on_grid(&terrain.grid, at) { Surface::of(terrain).ground_m(at) } else { f64::NAN }
}

/// Whether heights can be interpolated at a row and column, counted from the centre of cell (0, 0).
pub(super) fn on_grid(grid: &Grid, (row, col): (f64, f64)) -> bool {
    let within = |at: f64, cells: usize| cells > 1 && at >= 0.0 && at <= (cells - 1) as f64;
    within(row, grid.rows) && within(col, grid.cols)
}

/// The arrays of a terrain, flat, for many look-ups at positions that are on the grid.
pub(super) struct Surface<'t> {
    height_m: &'t [f32],
    /// Place of every cell's clutter in `clutter_height_m`; empty where there is no clutter anywhere.
    clutter: &'t [u8],
    clutter_height_m: &'t [f64; 256],
    cols: usize,
    /// Row and column of the last cell that has neighbours below and beside it.
    last: (u32, u32),
}

/// A position among cell centres.
struct Spot {
    /// The north-western of the four cells around it.
    above: usize,
    /// Rows and columns from there.
    down: f64,
    right: f64,
}

impl<'t> Surface<'t> {
    pub fn of(terrain: &'t Terrain) -> Self {
        let before_last = |cells: usize| cells.saturating_sub(2) as u32;
        let (clutter, clutter_height_m) =
            terrain.clutter.as_ref().map_or((&[][..], &[0.0; 256]), Clutter::flat);
        Self {
            height_m: terrain.height_m.as_slice().expect("made in row-major order and never permuted"),
            clutter,
            clutter_height_m,
            cols: terrain.grid.cols,
            last: (before_last(terrain.grid.rows), before_last(terrain.grid.cols)),
        }
    }

    /// Whether there is no clutter anywhere.
    pub fn is_bare(&self) -> bool {
        self.clutter.is_empty()
    }

    /// Height of the ground, m, at a row and column counted from the centre of cell (0, 0). What rounding has put a
    /// hair off the grid is harmless.
    #[inline(always)]
    pub fn ground_m(&self, at: (f64, f64)) -> f64 {
        self.height_m(&self.spot(at))
    }

    /// The same with the clutter of the nearest cell, m.
    #[inline(always)]
    pub fn ground_and_clutter_m(&self, at: (f64, f64)) -> (f64, f64) {
        let spot = self.spot(at);
        let row = if spot.down < 0.5 { spot.above } else { spot.above + self.cols };
        (self.height_m(&spot), self.clutter_m(row + usize::from(spot.right >= 0.5)))
    }

    /// Height of the ground between a cell and another so many places behind it, m.
    #[inline(always)]
    pub fn between_m(&self, cell: usize, beside: usize, share: f64) -> f64 {
        let (here_m, there_m) = (f64::from(self.height_m[cell]), f64::from(self.height_m[cell + beside]));
        here_m + share * (there_m - here_m)
    }

    /// Clutter of a cell, m.
    #[inline(always)]
    pub fn clutter_m(&self, cell: usize) -> f64 {
        self.clutter.get(cell).map_or(0.0, |&place| self.clutter_height_m[usize::from(place)])
    }

    #[inline(always)]
    fn spot(&self, (row, col): (f64, f64)) -> Spot {
        let (top, left) = ((row as u32).min(self.last.0), (col as u32).min(self.last.1));
        let above = top as usize * self.cols + left as usize;
        Spot { above, down: row - f64::from(top), right: col - f64::from(left) }
    }

    #[inline(always)]
    fn height_m(&self, spot: &Spot) -> f64 {
        let along = |cell: usize| {
            let pair = &self.height_m[cell..cell + 2];
            let (west_m, east_m) = (f64::from(pair[0]), f64::from(pair[1]));
            west_m + spot.right * (east_m - west_m)
        };
        let (north_m, south_m) = (along(spot.above), along(spot.above + self.cols));
        north_m + spot.down * (south_m - north_m)
    }
}
