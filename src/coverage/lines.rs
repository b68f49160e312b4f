//! The rows or columns that lie across an octant, and the places along them, as a site sees them.

#![expect(clippy::similar_names, reason = "u and v, of the site and of the grid")]

use multiversion::multiversion;

use crate::terrain::{Crossings, Grid};

/// A receiver nearer than this to its site is taken to be this far, m: models want a path.
pub(super) const NEAREST_M: f64 = 1.0;

/// The cells of a wedge, column by column, in the order of their lines and distances.
#[derive(Debug, Clone, Default)]
pub(super) struct Spots {
    /// Distances of their centres from the site, km.
    pub d_km: Vec<f64>,
    /// Samples of the radial before each: those on the lines nearer than its own.
    pub before: Vec<u32>,
    /// Rows.
    pub row: Vec<u32>,
    /// Columns.
    pub col: Vec<u32>,
    /// Heights of the ground, m above mean sea level, once they are looked up.
    pub ground_m: Vec<f64>,
    /// Lines and places, packed.
    crossed: Vec<u64>,
    /// For each line the first place in the wedge, and the first behind it.
    near: Vec<i32>,
    far: Vec<i32>,
    /// The border that `far` belongs to: the next wedge of an octant begins with it.
    far_border: Option<(Lines, f64)>,
}

impl Spots {
    /// Room for so many cells, and no more.
    pub fn resize(&mut self, count: usize) {
        self.d_km.resize(count, 0.0);
        self.before.resize(count, 0);
        self.row.resize(count, 0);
        self.col.resize(count, 0);
        self.ground_m.resize(count, f64::NAN);
    }

    /// Looks the ground up in the heights (m) of a grid of so many columns.
    pub fn look_up(&mut self, heights_m: &[f32], cols: usize) {
        let cells = self.row.iter().zip(&self.col);
        for (ground_m, (row, col)) in self.ground_m.iter_mut().zip(cells) {
            *ground_m = f64::from(heights_m[*row as usize * cols + *col as usize]);
        }
    }

    /// Row and column, distance (km) and samples before each cell.
    pub fn iter(&self) -> impl Iterator<Item = ((u32, u32), f64, u32)> {
        let cells = self.row.iter().zip(&self.col).zip(&self.d_km).zip(&self.before);
        cells.map(|(((row, col), d_km), before)| ((*row, *col), *d_km, *before))
    }

    /// Leaves out the cells that are not to be kept.
    pub fn keep(&mut self, keep: &[bool]) {
        if keep.iter().all(|keep| *keep) {
            return;
        }
        let mut kept = 0;
        for (index, keep) in keep.iter().enumerate() {
            self.d_km[kept] = self.d_km[index];
            self.before[kept] = self.before[index];
            (self.row[kept], self.col[kept]) = (self.row[index], self.col[index]);
            self.ground_m[kept] = self.ground_m[index];
            kept += usize::from(*keep);
        }
        self.resize(kept);
    }
}

/// An eighth of the compass: u along its axis away from the site, v across it, in cells.
#[derive(Debug, Clone, Copy, PartialEq)]
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

    /// East and north of the direction v = t u.
    pub fn direction(self, t: f64) -> (f64, f64) {
        let (u, v) = (self.along_u as f64, self.along_v as f64 * t);
        if self.along_cols { (u, -v) } else { (v, -u) }
    }
}

/// The lines across an octant. A line or place is the number of a row or column times the direction, so that both rise
/// away from the site.
#[derive(Debug, Clone, Copy, PartialEq)]
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

    /// Samples of a radial v = t u that lie half a step nearer to the site than a point so far from it (cells), or more.
    pub fn before(&self, t: f64, distance: f64) -> usize {
        let u = distance / (1.0 + t * t).sqrt();
        usize::try_from(floor(self.site_u + u - 0.5) + 1 - self.first()).unwrap_or(0)
    }

    /// Puts the cells of the grid into `spots` that lie in the wedge between two borders and within a range (cells): line by
    /// line, those of a line from the axis outwards. The wedge holds the border nearer to the axis or the other one, and is
    /// less than two places wide.
    pub fn cross(&self, borders: [f64; 2], range: f64, spots: &mut Spots) {
        let count = self.within(range / (1.0 + borders[0] * borders[0]).sqrt());
        self.find_places(borders, count, spots);
        let crossed = &mut spots.crossed;
        if crossed.len() < 2 * count + 2 {
            crossed.resize(2 * count + 2, 0);
        }
        let mut found = 0;
        for (line, (&start, &end)) in (0..).zip(spots.near[..count].iter().zip(&spots.far[..count])) {
            // both are written in any case, and kept if they lie within: no jump that would be hard to foresee
            if let Some(places) = crossed[found..].first_chunk_mut() {
                *places = [pack(line, start), pack(line, start + 1)];
            }
            found += (end - start).min(2).cast_unsigned() as usize; // more only where the grid has none of them
        }
        let (least, most) = (self.last_place() + 1 - self.size_v, self.last_place());
        let within = |crossed: &u64| (least..=most).contains(&i64::from(unpack(*crossed).1));
        let kept = &crossed[..found];
        // places rise from line to line: if the first and the last lie within, all do
        if !kept.first().is_none_or(within) || !kept.last().is_none_or(within) {
            crossed.truncate(found);
            crossed.retain(within);
            found = crossed.len();
        }
        spots.resize(found);
        let first = [self.first() as f64 - self.site_u, self.site_v];
        let step = [self.octant.along_u, self.octant.along_v].map(|along| along as i32);
        let line = (self.first() * self.octant.along_u) as i32;
        locate((self.octant.along_cols, line, step), first, self.cell_m, spots);
    }

    /// First place in a wedge and first behind it, for so many lines.
    fn find_places(&self, [near, far]: [f64; 2], count: usize, spots: &mut Spots) {
        if spots.far_border == Some((*self, near)) && spots.far.len() >= count {
            std::mem::swap(&mut spots.near, &mut spots.far);
        } else {
            self.find_first_behind(near, count, &mut spots.near);
        }
        self.find_first_behind(far, count, &mut spots.far);
        spots.far_border = Some((*self, far));
    }

    /// The first place not nearer to the axis than a border, or the first behind it where the border belongs to the wedge
    /// before, for so many lines.
    fn find_first_behind(&self, border: f64, count: usize, places: &mut Vec<i32>) {
        let u = self.first() as f64 - self.site_u;
        places.resize(count, 0);
        if self.octant.from_axis {
            least_places(self.site_v, border, u, places);
        } else {
            // what holds for v holds for −v the other way round
            least_places(-self.site_v, -border, u, places);
            for place in places {
                *place = 1 - *place;
            }
        }
    }

    /// Where v = t u crosses the first so many lines, or all that the grid has.
    pub fn crossings(&self, t: f64, count: usize) -> Crossings {
        let count = count.min(usize::try_from(self.last() + 1 - self.first()).unwrap_or(0));
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

/// Added to a small number, it leaves the nearest whole one in the lowest bits of the sum.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// The least place not below a border, for each line from u on.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn least_places(site_v: f64, border: f64, u: f64, places: &mut [i32]) {
    least_places_scalar(site_v, border, u, places);
}

#[inline(always)]
fn least_places_scalar(site_v: f64, border: f64, u: f64, places: &mut [i32]) {
    for (number, place) in (0_i32..).zip(places) {
        let v = site_v + border * (u + f64::from(number));
        let nearest = (v + ROUND) - ROUND;
        let least = if nearest < v { nearest + 1.0 } else { nearest };
        *place = ((least + ROUND).to_bits() as u32).cast_signed();
    }
}

/// Puts rows, columns and distances (not below [`NEAREST_M`]) of what was crossed into their columns: `first` is u of the
/// first line and v of the site, `lines` the number of the first line and how lines and places are counted.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn locate(numbering: (bool, i32, [i32; 2]), site: [f64; 2], cell_m: f64, spots: &mut Spots) {
    locate_scalar(numbering, site, cell_m, spots);
}

#[inline(always)]
fn locate_scalar(
    (along_cols, first_line, [line_step, place_step]): (bool, i32, [i32; 2]),
    [first_u, site_v]: [f64; 2],
    cell_m: f64,
    spots: &mut Spots,
) {
    let (lines, places) =
        if along_cols { (&mut spots.col, &mut spots.row) } else { (&mut spots.row, &mut spots.col) };
    let cells = lines.iter_mut().zip(places).zip(&mut spots.before).zip(&mut spots.d_km);
    for ((((line, place), before), d_km), crossed) in cells.zip(&spots.crossed) {
        let (number, across) = unpack(*crossed);
        let (u, v) = (first_u + f64::from(number), f64::from(across) - site_v);
        *before = number.cast_unsigned();
        *line = (first_line + number * line_step).cast_unsigned();
        *place = (across * place_step).cast_unsigned();
        *d_km = ((u * u + v * v).sqrt() * cell_m).max(NEAREST_M) / 1_000.0;
    }
}

/// A line, counted from the first, and a place on it.
#[inline(always)]
fn pack(line: u32, place: i32) -> u64 {
    u64::from(line) << 32 | u64::from(place.cast_unsigned())
}

#[inline(always)]
fn unpack(crossed: u64) -> (i32, i32) {
    (((crossed >> 32) as u32).cast_signed(), (crossed as u32).cast_signed())
}

/// The largest whole number not above x, without a call into the system's library.
#[inline]
fn floor(x: f64) -> i64 {
    let towards_zero = x as i64;
    towards_zero - i64::from(x < towards_zero as f64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::propagation::twins::assert_twins;

    proptest! {
        #[test]
        fn twins_agree(
            (site_v, border, u) in (-500.0..500.0_f64, 0.0..=1.0_f64, 0.5..500.0_f64), count in 0_usize..50,
            crossed in prop::collection::vec((0_u32..1_000, -1_000_i32..1_000), 0..50), along_cols in any::<bool>(),
        ) {
            let least = |least_places: fn(f64, f64, f64, &mut [i32])| {
                let mut places = vec![0; count];
                least_places(site_v, border, u, &mut places);
                places
            };
            assert_twins(least(least_places), least(least_places_scalar));
            let numbering = (along_cols, 3, [1, -1]);
            let located = |locate: &dyn Fn(&mut Spots)| {
                let crossed: Vec<u64> = crossed.iter().map(|(line, place)| pack(*line, *place)).collect();
                let mut spots = Spots { crossed, ..Spots::default() };
                spots.resize(spots.crossed.len());
                locate(&mut spots);
                spots
            };
            let vector = located(&|spots| locate(numbering, [u, site_v], 30.0, spots));
            assert_twins(vector, located(&|spots| locate_scalar(numbering, [u, site_v], 30.0, spots)));
        }
    }
}
