//! The cells of a grid around a site, shared out among radials: each cell belongs to the wedge of one radial.
//!
//! ```text
//!        \ . | . /            Eight octants of wedges. In an octant u runs along its axis, v across:
//!       .  \ | /  .             a cell at (u, v) belongs to wedge i where  t(i) u ≤ v < t(i + 1) u,
//!      ------*------            in every other octant with ≤ and < swapped, so that axes and diagonals come once too.
//!       .  / | \  .           A radial runs along the middle of its wedge, and a sample is taken wherever it crosses
//!        / . | . \            a line of cell centres: a column or a row, of those that lie across the octant.
//! ```

use super::lines::{Lines, NEAREST_M, Octant, Spots};
use crate::terrain::{Crossings, Grid};
use crate::units::Projected;

/// Octants of the compass.
const OCTANTS: usize = 8;

/// How much longer than to its near border, in cells, a wedge may be within: at 45° lengths change by a cell over a
/// wedge that is a cell wide.
const LENGTH_MARGIN: f64 = 1.5;

/// All wedges around a site.
#[derive(Debug, Clone)]
pub(super) struct Fan {
    grid: Grid,
    /// Row and column of the site, counted from the centre of cell (0, 0).
    site: (f64, f64),
    range_m: f64,
    /// t(i) of each octant: tangents of its wedges' borders, from 0 to 1.
    borders: [Vec<f64>; OCTANTS],
    /// Radials before those of each octant, and of all.
    radials_before: [usize; OCTANTS + 1],
}

impl Fan {
    /// Wedges so narrow that at their far ends neighbouring radials are at most one cell apart: at the range, or where the
    /// grid ends. The site need not lie in the grid.
    pub fn new(grid: Grid, site: Projected, range_m: f64) -> Self {
        let (row, col) = grid.fractional(site);
        let site = (in_steps(row), in_steps(col));
        let borders = std::array::from_fn(|octant| {
            borders(&Lines::of(&grid, site, Octant::of(octant)), range_m / grid.cell_m)
        });
        let mut radials_before = [0; OCTANTS + 1];
        for (octant, borders) in borders.iter().enumerate() {
            radials_before[octant + 1] = radials_before[octant] + borders.len() - 1;
        }
        Self { grid, site, range_m, borders, radials_before }
    }

    /// Number of radials.
    pub fn radials(&self) -> usize {
        self.radials_before[OCTANTS]
    }

    /// Row and column of the site, counted from the centre of cell (0, 0).
    pub fn site(&self) -> (f64, f64) {
        self.site
    }

    /// The octant of a radial, and the borders of its wedge.
    fn wedge(&self, radial: usize) -> (Octant, [f64; 2]) {
        let octant = self.radials_before[1..].partition_point(|before| *before <= radial);
        let wedge = radial - self.radials_before[octant];
        let borders = &self.borders[octant];
        (Octant::of(octant), [borders[wedge], borders[wedge + 1]])
    }

    /// East and north of the borders of a radial's wedge.
    pub fn directions(&self, radial: usize) -> [(f64, f64); 2] {
        let (octant, borders) = self.wedge(radial);
        borders.map(|border| octant.direction(border))
    }

    /// Where the middle of a radial's wedge crosses lines of the grid, those of its first `count` samples.
    pub fn crossings(&self, radial: usize, count: usize) -> Crossings {
        let (octant, [near, far]) = self.wedge(radial);
        Lines::of(&self.grid, self.site, octant).crossings(f64::midpoint(near, far), count)
    }

    /// The radial in whose wedge a position lies, and how many of its samples lie before that: those nearer by half a step
    /// at least.
    pub fn radial_of(&self, position: Projected) -> (usize, usize) {
        let (row, col) = self.grid.fractional(position);
        let (east, north) = (col - self.site.1, self.site.0 - row);
        let turn = north.atan2(east).rem_euclid(std::f64::consts::TAU) / std::f64::consts::FRAC_PI_4;
        let number = (turn as usize).min(OCTANTS - 1);
        let (u, v) = (east.abs().max(north.abs()), east.abs().min(north.abs()));
        let (octant, borders) = (Octant::of(number), &self.borders[number]);
        let behind = |border: &f64| if octant.from_axis { border * u <= v } else { border * u < v };
        let wedge = borders.partition_point(behind).clamp(1, borders.len() - 1) - 1;
        let middle = f64::midpoint(borders[wedge], borders[wedge + 1]);
        let before = Lines::of(&self.grid, self.site, octant).before(middle, u.hypot(v));
        (self.radials_before[number] + wedge, before)
    }

    /// Puts the cells of a radial's wedge into `spots`: line by line, those of a line by rising distance, so that both
    /// distances and samples before them rise. The site's own cell, if it stands in the middle of it, comes with the first
    /// radial.
    pub fn spots(&self, radial: usize, spots: &mut Spots) {
        let (octant, borders) = self.wedge(radial);
        let lines = Lines::of(&self.grid, self.site, octant);
        lines.cross(borders, self.range_m / self.grid.cell_m, spots);
        let range_km = self.range_m / 1_000.0;
        let within = spots.d_km.partition_point(|d_km| *d_km <= range_km);
        spots.resize(within);
        if let Some((row, col)) = self.own_cell().filter(|_| radial == 0) {
            spots.d_km.insert(0, NEAREST_M / 1_000.0);
            spots.before.insert(0, 0);
            spots.row.insert(0, row);
            spots.col.insert(0, col);
            spots.ground_m.insert(0, f64::NAN);
        }
    }

    /// The site's own cell where its centre is the site itself, which no wedge holds.
    fn own_cell(&self) -> Option<(u32, u32)> {
        let (row, col) = self.site;
        let within = row >= 0.0 && col >= 0.0 && row < self.grid.rows as f64 && col < self.grid.cols as f64;
        (within && row.fract() == 0.0 && col.fract() == 0.0).then_some((row as u32, col as u32))
    }
}

/// The nearest of the 2³⁰ steps of a cell's side: differences and sums of such numbers are exact, so that cells on an
/// axis or a diagonal come once too.
fn in_steps(at: f64) -> f64 {
    let steps = f64::from(1 << 30);
    (at * steps).round() / steps
}

/// Tangents of the borders of an octant's wedges, for a range in cells.
///
/// Where wedge by wedge `Δθ` times its length is at most a cell, neighbours are at most one apart; `Δt = Δθ (1 + t²)` for
/// small angles, and less for others, as the tangent curves upwards.
fn borders(lines: &Lines, range: f64) -> Vec<f64> {
    let mut borders = vec![0.0];
    let mut border = 0.0;
    while border < 1.0 {
        let length = lines.length(border).min(range) + LENGTH_MARGIN;
        border = (border + (1.0 + border * border) / length).min(1.0);
        borders.push(border);
    }
    borders
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;
    use proptest::prelude::*;

    use super::*;

    const GRID: Grid = Grid { west_m: 1_000.0, north_m: 9_000.0, cell_m: 30.0, rows: 37, cols: 51 };

    /// How often each cell is met.
    fn visits(fan: &Fan) -> Array2<u32> {
        let mut visits = Array2::zeros((GRID.rows, GRID.cols));
        let mut spots = Spots::default();
        for radial in 0..fan.radials() {
            fan.spots(radial, &mut spots);
            assert!(spots.before.is_sorted() && spots.d_km.is_sorted());
            for ((row, col), ..) in spots.iter() {
                visits[[row as usize, col as usize]] += 1;
            }
        }
        visits
    }

    /// Every cell's wedge is that of the radial its centre points to, but for centres on a border, and as many samples lie
    /// before it.
    fn check_radials(fan: &Fan) {
        let mut spots = Spots::default();
        for radial in 0..fan.radials() {
            fan.spots(radial, &mut spots);
            let (_, borders) = fan.wedge(radial);
            for ((row, col), d_km, before) in spots.iter().filter(|spot| 1_000.0 * spot.1 > NEAREST_M) {
                let (down, right) = (f64::from(row) - fan.site.0, f64::from(col) - fan.site.1);
                let share = down.abs().min(right.abs()) / down.abs().max(right.abs());
                let found = fan.radial_of(GRID.center(row as usize, col as usize));
                let on_border = borders.iter().any(|border| (share - border).abs() < 1e-6);
                assert!(found == (radial, before as usize) || on_border, "{row} {col}: {found:?} {radial}");
                assert!((down.hypot(right) * GRID.cell_m - 1_000.0 * d_km).abs() < 1e-9);
            }
        }
    }

    fn check(site: Projected, range_m: f64) {
        check_radials(&Fan::new(GRID, site, range_m));
        let visits = visits(&Fan::new(GRID, site, range_m));
        for ((row, col), &count) in visits.indexed_iter() {
            let distance_m = GRID.center(row, col).distance_m(site);
            if (distance_m - range_m).abs() > 1e-6 {
                assert_eq!(count, u32::from(distance_m < range_m), "{row} {col} from {site:?}");
            }
        }
    }

    #[test]
    fn a_site_in_the_middle_of_a_cell_meets_every_cell_once() {
        check(GRID.center(18, 25), 700.0);
        check(GRID.center(0, 0), 2_000.0);
        check(GRID.center(36, 50), 30.0);
    }

    #[test]
    fn a_range_beyond_the_grid_asks_for_no_more_radials_than_its_farthest_corner() {
        let fan = Fan::new(GRID, GRID.center(0, 0), 1e9);
        assert_eq!(fan.radials(), Fan::new(GRID, GRID.center(0, 0), 1_900.0).radials());
        check(GRID.center(0, 0), 1e9);
    }

    #[test]
    fn neighbouring_radials_are_a_cell_apart_at_most_and_samples_lie_in_between_cells() {
        let fan = Fan::new(GRID, GRID.center(18, 25), 700.0);
        let mut spots = Spots::default();
        for radial in 0..fan.radials() {
            let (_, [near, far]) = fan.wedge(radial);
            fan.spots(radial, &mut spots);
            let (Some(last_km), Some(last)) = (spots.d_km.last(), spots.before.last()) else { continue };
            assert!((far.atan() - near.atan()) * 1_000.0 * last_km <= GRID.cell_m);
            let crossings = fan.crossings(radial, *last as usize);
            let beyond = |spot: &((u32, u32), f64, u32)| 1_000.0 * spot.1 > NEAREST_M && spot.2 < *last;
            for ((row, col), d_km, before) in spots.iter().filter(beyond) {
                // the sample on the spot's own line lies beside it by half a wedge at most
                let on_line = f64::from(before);
                let along_m = crossings.first_m + on_line * crossings.step_m;
                let across = crossings.across + on_line * crossings.across_step;
                let (line, place) = if crossings.along_cols { (col, row) } else { (row, col) };
                assert_eq!(i64::from(line), crossings.first_line + crossings.line_step * i64::from(before));
                let off = (across - f64::from(place)).abs();
                assert!(
                    off <= 0.5 * std::f64::consts::SQRT_2 && (along_m - 1_000.0 * d_km).abs() <= GRID.cell_m
                );
            }
        }
    }

    #[test]
    fn a_place_off_the_grid_lies_behind_no_more_lines_than_there_are() {
        let fan = Fan::new(GRID, GRID.center(18, 25), 9_000.0);
        let (radial, before) =
            fan.radial_of(Projected { east_m: GRID.west_m + 8_000.0, ..GRID.center(18, 25) });
        assert!(before > 200 && fan.crossings(radial, before).count == GRID.cols - 26);
    }

    proptest! {
        #[test]
        fn every_cell_in_range_is_met_once(
            east in -300.0..2_000.0_f64, south in -300.0..1_500.0_f64, range_m in 20.0..2_500.0_f64,
        ) {
            check(Projected { east_m: GRID.west_m + east, north_m: GRID.north_m - south }, range_m);
        }
    }
}
