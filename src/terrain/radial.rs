//! Samples the terrain along a radial, wherever it crosses a row or a column of cell centres.
//!
//! On such a line the bilinear surface is linear between two cells, so that a sample takes two look-ups and not four.

use multiversion::multiversion;

use super::Terrain;
use super::surface::Surface;

/// Samples whose places are computed before their heights are looked up.
const BLOCK: usize = 64;

/// Where a radial crosses columns or rows of cell centres, one after the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossings {
    /// Whether it runs along the columns, so that it crosses columns and rows are across; else the other way round.
    pub along_cols: bool,
    /// Number of the first column (row) that it crosses.
    pub first_line: i64,
    /// How that changes from one crossing to the next, 1 or −1.
    pub line_step: i64,
    /// Row (column) of the first crossing, counted from the centre of cell (0, 0).
    pub across: f64,
    /// How that changes from one to the next.
    pub across_step: f64,
    /// Distance of the first crossing from the site, m.
    pub first_m: f64,
    /// Distance between two crossings, m.
    pub step_m: f64,
    /// How many there are.
    pub count: usize,
}

/// The samples of a radial behind its site, in buffers that are used again for the next.
#[derive(Debug, Clone, Default)]
pub struct RadialBuffer {
    /// Distances from the site, km.
    pub x_km: Vec<f64>,
    /// Heights of the ground above mean sea level, m.
    pub ground_m: Vec<f64>,
    /// Clutter above ground, m; empty where the terrain has none.
    pub clutter_m: Vec<f64>,
}

impl RadialBuffer {
    /// Samples bilinear heights and the nearest clutter at all crossings, whose lines the grid must have. Beside the grid
    /// they take the height of its rim. Ends before a void.
    pub fn sample(&mut self, terrain: &Terrain, crossings: &Crossings) {
        let (surface, count) = (Surface::of(terrain), crossings.count);
        let (first_km, step_km) = (crossings.first_m / 1_000.0, crossings.step_m / 1_000.0);
        self.x_km.clear();
        self.x_km.extend((0..count).map(|number| first_km + number as f64 * step_km));
        self.ground_m.clear();
        self.clutter_m.clear();
        let lines = Strides::of(terrain, crossings.along_cols);
        for first in (0..count).step_by(BLOCK) {
            let places = places(crossings, &lines, first);
            let number = (count - first).min(BLOCK);
            self.look_up(&surface, &lines, &places, number);
        }
        if self.ground_m.iter().fold(false, |void, height_m| void | height_m.is_nan()) {
            let known = self.ground_m.iter().take_while(|height_m| !height_m.is_nan()).count();
            for column in [&mut self.x_km, &mut self.ground_m, &mut self.clutter_m] {
                column.truncate(known);
            }
        }
    }

    fn look_up(&mut self, surface: &Surface, lines: &Strides, (cells, shares): &Places, number: usize) {
        let places = cells[..number].iter().zip(&shares[..number]);
        let beside = lines.across as usize;
        let between = places.clone().map(|(&cell, &share)| surface.between_m(cell as usize, beside, share));
        self.ground_m.extend(between);
        if !surface.is_bare() {
            let nearest =
                |(&cell, &share): (&u32, &f64)| cell as usize + if share < 0.5 { 0 } else { beside };
            self.clutter_m.extend(places.map(|place| surface.clutter_m(nearest(place))));
        }
    }
}

/// How far apart neighbours lie in a flat array, along a radial and across.
#[derive(Debug, Clone, Copy)]
struct Strides {
    along: u32,
    across: u32,
    /// The last place across, and the last that has a neighbour behind it.
    last_place: f64,
    before_last: u32,
}

impl Strides {
    fn of(terrain: &Terrain, along_cols: bool) -> Self {
        let (rows, cols) = (terrain.grid.rows, terrain.grid.cols);
        let (along, across, size) = if along_cols { (1, cols, rows) } else { (cols, 1, cols) };
        let before_last = size.saturating_sub(2) as u32;
        Self { along: along as u32, across: across as u32, last_place: (size - 1) as f64, before_last }
    }
}

/// For each sample of a block the cell before it, and the share of the way to the next.
type Places = ([u32; BLOCK], [f64; BLOCK]);

/// The places of a block of samples, held on the grid.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn places(crossings: &Crossings, lines: &Strides, first: usize) -> Places {
    let (mut cells, mut shares) = ([0; BLOCK], [0.0; BLOCK]);
    let line = (crossings.first_line + crossings.line_step * first.cast_signed() as i64) as u32;
    let line_step = crossings.line_step as u32; // counts down where it is negative: sums wrap
    let across = crossings.across + crossings.across_step * first as f64;
    for (number, (cell, share)) in (0_u32..).zip(cells.iter_mut().zip(&mut shares)) {
        let across = across + f64::from(number.cast_signed()) * crossings.across_step;
        let across = across.max(0.0).min(lines.last_place);
        let place = (across as i32).cast_unsigned().min(lines.before_last);
        let line = line.wrapping_add(line_step.wrapping_mul(number));
        *cell = place.wrapping_mul(lines.across).wrapping_add(line.wrapping_mul(lines.along));
        *share = across - f64::from(place.cast_signed());
    }
    (cells, shares)
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;
    use proptest::prelude::*;

    use super::super::{Grid, height_at};
    use super::*;
    use crate::units::Projected;

    const GRID: Grid = Grid { west_m: 0.0, north_m: 2_000.0, cell_m: 20.0, rows: 100, cols: 90 };

    proptest! {
        #[test]
        fn samples_lie_on_the_bilinear_surface(
            along_cols in any::<bool>(), onwards in any::<bool>(), across in 0.0..80.0_f64, slope in -1.0..1.0_f64,
        ) {
            let height_m = Array2::from_shape_fn((GRID.rows, GRID.cols), |(row, col)| {
                ((row * 37 + col * col * 11) % 101) as f32
            });
            let terrain = Terrain::bare(GRID, "EPSG:32632", height_m);
            let line_step = if onwards { 1 } else { -1 };
            let crossings = Crossings {
                along_cols, first_line: if onwards { 2 } else { 88 }, line_step, across, across_step: slope,
                first_m: 13.0, step_m: 21.0, count: 80,
            };
            let mut buffer = RadialBuffer::default();
            buffer.sample(&terrain, &crossings);
            for number in 0..80_i32 {
                let line = crossings.first_line as f64 + f64::from(number) * line_step as f64;
                let last = if along_cols { 99.0 } else { 89.0 };
                let place = (across + f64::from(number) * slope).clamp(0.0, last);
                let (row, col) = if along_cols { (place, line) } else { (line, place) };
                let first = GRID.center(0, 0);
                let at = Projected { east_m: first.east_m + 20.0 * col, north_m: first.north_m - 20.0 * row };
                let number = number as usize;
                prop_assert!((buffer.ground_m[number] - height_at(&terrain, at)).abs() < 1e-6);
                prop_assert!((buffer.x_km[number] - (0.013 + 0.021 * number as f64)).abs() < 1e-12);
            }
        }
    }
}
