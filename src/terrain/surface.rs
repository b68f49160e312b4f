//! The surface between cell centres: bilinear heights, nearest clutter.

use super::{Clutter, Grid, Ground, Terrain};
use crate::propagation::Zone;
use crate::units::Projected;

/// Height of the ground at a position by bilinear interpolation between cell centres, m; NaN off the grid's
/// outermost centres or beside a void.
#[must_use]
pub fn height_at(terrain: &Terrain, position: Projected) -> f64 {
    let at = terrain.grid.fractional(position);
    if on_grid(&terrain.grid, at) { Surface::of(terrain).ground_m(at) } else { f64::NAN }
}

/// The zone of the ground at a position on the grid.
#[must_use]
pub fn zone_at(terrain: &Terrain, position: Projected) -> Zone {
    let surface = Surface::of(terrain);
    surface.nearest_zone(&surface.spot(terrain.grid.fractional(position)))
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
    cols: u32,
    /// Row and column of the last cell that has neighbours below and beside it.
    last: (f64, f64),
    /// What every cell is; empty where there is no coast.
    ground: &'t [Ground],
}

/// Added to a number below 2³¹, it leaves no place for a fraction, and the whole number in the lowest bits.
const WHOLE: f64 = 4_503_599_627_370_496.0;

/// A position among cell centres.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// The north-western of the four cells around it.
    pub above: usize,
    /// Rows and columns from there.
    pub down: f64,
    pub right: f64,
}

impl<'t> Surface<'t> {
    pub fn of(terrain: &'t Terrain) -> Self {
        let before_last = |cells: usize| cells.saturating_sub(2) as f64;
        let (clutter, clutter_height_m) =
            terrain.clutter.as_ref().map_or((&[][..], &[0.0; 256]), Clutter::flat);
        Self {
            height_m: terrain.heights_m(),
            clutter,
            clutter_height_m,
            cols: terrain.grid.cols as u32,
            last: (before_last(terrain.grid.rows), before_last(terrain.grid.cols)),
            ground: if terrain.has_coast { terrain.grounds() } else { &[] },
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
        (self.height_m(&spot), self.nearest_clutter_m(&spot))
    }

    /// Clutter of the cell nearest to a position, m.
    #[inline(always)]
    pub fn nearest_clutter_m(&self, spot: &Spot) -> f64 {
        self.clutter_m(self.nearest(spot))
    }

    /// Zone of the cell nearest to a position.
    #[inline(always)]
    pub fn nearest_zone(&self, spot: &Spot) -> Zone {
        self.zone(self.nearest(spot))
    }

    #[inline(always)]
    fn nearest(&self, spot: &Spot) -> usize {
        let row = if spot.down < 0.5 { spot.above } else { spot.above + self.cols as usize };
        row + usize::from(spot.right >= 0.5)
    }

    /// Whether there are zones.
    pub fn has_zones(&self) -> bool {
        !self.ground.is_empty()
    }

    /// Zone of a cell.
    #[inline(always)]
    pub fn zone(&self, cell: usize) -> Zone {
        self.ground.get(cell).map_or(Zone::Inland, |ground| ground.zone())
    }

    /// Heights of a cell and of another so many places behind it, m.
    #[inline(always)]
    pub fn pair_m(&self, cell: usize, beside: usize) -> [f64; 2] {
        [f64::from(self.height_m[cell]), f64::from(self.height_m[cell + beside])]
    }

    /// Clutter of a cell, m.
    #[inline(always)]
    pub fn clutter_m(&self, cell: usize) -> f64 {
        self.clutter.get(cell).map_or(0.0, |&place| self.clutter_height_m[usize::from(place)])
    }

    /// Among which cells a row and column lie.
    ///
    /// Without a conversion from number to index, which would keep the compiler from making vector code of it.
    #[inline(always)]
    pub fn spot(&self, (row, col): (f64, f64)) -> Spot {
        let (top, left) = (whole(row, self.last.0), whole(col, self.last.1));
        let index = |whole: f64| u64::from(in_lowest_bits(whole));
        let above = index(top) * u64::from(self.cols) + index(left);
        Spot { above: above as usize, down: row - top, right: col - left }
    }

    #[inline(always)]
    fn height_m(&self, spot: &Spot) -> f64 {
        between(spot.down, spot.right, self.corners_m(spot.above))
    }

    /// Heights of four cells, m: one by its place, its eastern neighbour, and the two south of them.
    #[inline(always)]
    pub fn corners_m(&self, above: usize) -> [f32; 4] {
        let below = above + self.cols as usize;
        let (north_m, south_m) = (&self.height_m[above..above + 2], &self.height_m[below..below + 2]);
        [north_m[0], north_m[1], south_m[0], south_m[1]]
    }
}

/// A whole number below 2³² as such.
#[inline(always)]
pub(super) fn in_lowest_bits(whole: f64) -> u32 {
    (whole + WHOLE).to_bits() as u32
}

/// The largest whole number not above `at`, from 0 to `last`.
#[inline(always)]
pub(super) fn whole(at: f64, last: f64) -> f64 {
    let nearest = (at + WHOLE) - WHOLE;
    let below = if nearest > at { nearest - 1.0 } else { nearest };
    let held = if below > 0.0 { below } else { 0.0 };
    if held < last { held } else { last }
}

/// Height at a position between four cells, m, by rows and columns from the first.
#[inline(always)]
pub(super) fn between(down: f64, right: f64, corners_m: [f32; 4]) -> f64 {
    let [north_west_m, north_east_m, south_west_m, south_east_m] = corners_m.map(f64::from);
    let north_m = north_west_m + right * (north_east_m - north_west_m);
    let south_m = south_west_m + right * (south_east_m - south_west_m);
    north_m + down * (south_m - north_m)
}
