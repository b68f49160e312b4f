//! The rows or columns that lie across an octant, and the places along them, as a site sees them.

#![expect(clippy::similar_names, reason = "u and v, of the site and of the grid")]

use multiversion::multiversion;

use crate::terrain::{Crossings, Grid};

/// Lines whose places are computed together.
const BLOCK: usize = 64;

/// An eighth of the compass: u along its axis away from the site, v across it, in cells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Octant {
    /// Whether u runs along the columns, so that the lines across are columns.
    along_cols: bool,
    /// How the number of the line changes with u, 1 or −1.
    along_u: i64,
    /// How the place along a line changes with v, 1 or −1.
    along_v: i64,
    /// Whether the border nearer to the axis belongs to a wedge; else the other one does.
    pub from_axis: bool,
}

impl Octant {
    /// Counted from east over north: 0 from east to north-east, 1 from there to north, and so on.
    pub fn of(number: usize) -> Self {
        // along columns, columns eastwards or rows southwards with u, and with v
        let (along_cols, along_u, along_v) = [
            (true, 1, -1),
            (false, -1, 1),
            (false, -1, -1),
            (true, -1, -1),
            (true, -1, 1),
            (false, 1, -1),
            (false, 1, 1),
            (true, 1, 1),
        ][number];
        Self { along_cols, along_u, along_v, from_axis: number.is_multiple_of(2) }
    }
}

/// A place on a line across an octant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Crossed {
    /// Lines between the site and its own.
    pub before: u32,
    place: i32,
}

/// The lines across an octant. A line or place is the number of a row or column times the direction, so that both rise
/// away from the site.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lines {
    octant: Octant,
    /// The site among lines and places.
    site_u: f64,
    site_v: f64,
    /// Rows or columns of the grid: as many lines, and as many places on each.
    size_u: i64,
    size_v: i64,
    cell_m: f64,
}

impl Lines {
    /// Of an octant around a site at a row and column, counted from the centre of cell (0, 0).
    pub fn of(grid: &Grid, (site_row, site_col): (f64, f64), octant: Octant) -> Self {
        let (rows, cols) = (grid.rows.cast_signed() as i64, grid.cols.cast_signed() as i64);
        let (at_u, at_v) = if octant.along_cols { (site_col, site_row) } else { (site_row, site_col) };
        let (size_u, size_v) = if octant.along_cols { (cols, rows) } else { (rows, cols) };
        let (site_u, site_v) = (at_u * octant.along_u as f64, at_v * octant.along_v as f64);
        Self { octant, site_u, site_v, size_u, size_v, cell_m: grid.cell_m }
    }

    /// The first line beyond the site that the grid has.
    fn first(&self) -> i64 {
        (floor(self.site_u) + 1).max(if self.octant.along_u > 0 { 0 } else { 1 - self.size_u })
    }

    /// The last line of the grid.
    fn last(&self) -> i64 {
        if self.octant.along_u > 0 { self.size_u - 1 } else { 0 }
    }

    /// The last place on each.
    fn last_place(&self) -> i64 {
        if self.octant.along_v > 0 { self.size_v - 1 } else { 0 }
    }

    /// How many lines lie beyond the site and within a reach (cells).
    fn within(&self, reach: f64) -> usize {
        usize::try_from(floor(self.site_u + reach).min(self.last()) + 1 - self.first()).unwrap_or(0)
    }

    /// How many cells' sides it is to the end of the grid in the direction of v = t u.
    pub fn length(&self, t: f64) -> f64 {
        let (most_u, most_v) = (self.last() as f64 - self.site_u, self.last_place() as f64 - self.site_v);
        let u = if t * most_u > most_v { most_v / t } else { most_u };
        u.max(0.0) * (1.0 + t * t).sqrt()
    }

    /// Lines before a point so far along u: those nearer by half a cell's side at least.
    pub fn before(&self, u: f64) -> usize {
        usize::try_from(floor(self.site_u + u - 0.5) + 1 - self.first()).unwrap_or(0)
    }

    /// Puts the places of the grid into `crossed` that lie in the wedge between two borders and within a reach (cells):
    /// line by line, those of a line from the axis outwards. The wedge holds the border nearer to the axis or the other
    /// one, and is less than two places wide.
    pub fn cross(&self, borders: [f64; 2], reach: f64, crossed: &mut Vec<Crossed>) {
        let count = self.within(reach);
        crossed.clear();
        crossed.resize(2 * count, Crossed { before: 0, place: 0 });
        let mut found = 0;
        for first in (0..count).step_by(BLOCK) {
            let [starts, ends] = self.ends(borders, first);
            for (before, (start, end)) in (first..count).zip(starts.into_iter().zip(ends)) {
                for place in [start, start + 1] {
                    // written in any case, and kept if it lies within: no jump that would be hard to foresee
                    crossed[found] = Crossed { before: before as u32, place };
                    found += usize::from(place < end);
                }
            }
        }
        crossed.truncate(found);
        let (least, most) = (self.last_place() + 1 - self.size_v, self.last_place());
        let within = |crossed: &Crossed| (least..=most).contains(&i64::from(crossed.place));
        if !crossed.first().is_none_or(within) || !crossed.last().is_none_or(within) {
            crossed.retain(within); // places rise from line to line: otherwise all lie within
        }
    }

    /// First place in a wedge and first behind it, for a block of lines.
    fn ends(&self, borders: [f64; 2], first: usize) -> [[i32; BLOCK]; 2] {
        let u = self.first() as f64 - self.site_u + first as f64;
        if self.octant.from_axis {
            borders.map(|border| least_places(self.site_v, border, u))
        } else {
            // the other border belongs to it: what holds for v holds for −v the other way round
            borders.map(|border| least_places(-self.site_v, -border, u).map(|place| 1 - place))
        }
    }

    /// Row, column and distance from the site (cells) of a place.
    #[inline]
    pub fn cell(&self, crossed: Crossed) -> (u32, u32, f64) {
        let (line, place) = (self.first() + i64::from(crossed.before), i64::from(crossed.place));
        let (u, v) = (line as f64 - self.site_u, place as f64 - self.site_v);
        let (number, across) = ((line * self.octant.along_u) as u32, (place * self.octant.along_v) as u32);
        let (row, col) = if self.octant.along_cols { (across, number) } else { (number, across) };
        (row, col, (u * u + v * v).sqrt())
    }

    /// Where v = t u crosses the first so many lines.
    pub fn crossings(&self, t: f64, count: usize) -> Crossings {
        let Octant { along_cols, along_u, along_v, .. } = self.octant;
        let (first, u) = (self.first(), self.first() as f64 - self.site_u);
        let across = self.site_v + t * u;
        let step_m = (1.0 + t * t).sqrt() * self.cell_m;
        Crossings {
            along_cols,
            first_line: first * along_u,
            line_step: along_u,
            across: across * along_v as f64,
            across_step: t * along_v as f64,
            first_m: u * step_m,
            step_m,
            count,
        }
    }
}

/// The least place not below a border, for a block of lines from u on.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn least_places(site_v: f64, border: f64, u: f64) -> [i32; BLOCK] {
    let mut places = [0; BLOCK];
    for (number, place) in (0_i32..).zip(&mut places) {
        let v = site_v + border * (u + f64::from(number));
        let towards_zero = v as i32;
        *place = towards_zero + i32::from(f64::from(towards_zero) < v);
    }
    places
}

/// The largest whole number not above x, without a call into the system's library.
#[inline]
fn floor(x: f64) -> i64 {
    let towards_zero = x as i64;
    towards_zero - i64::from(x < towards_zero as f64)
}
