//! Samples the terrain along a radial, wherever it crosses a row or a column of cell centres.
//!
//! On such a line the bilinear surface is linear between two cells, so that a sample takes two look-ups and not four.

use multiversion::multiversion;

use super::Terrain;
use super::surface::{Surface, in_lowest_bits, whole};
use crate::propagation::Zone;

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
    /// Zones; empty where the terrain has no coast.
    pub zone: Vec<Zone>,
    /// How far a sample and the next, or the two cells that one lies between, differ at most in the height of the ground, m:
    /// nothing does on level ground.
    pub unevenness_m: f64,
    /// The same of clutter, which stands beside none as high as it is.
    pub clutter_step_m: f64,
}

impl RadialBuffer {
    /// Samples bilinear heights, the nearest clutter and zone at all crossings, whose lines the grid must have. Beside the grid
    /// they take the height of its rim. Ends before a void.
    pub fn sample(&mut self, terrain: &Terrain, crossings: &Crossings) {
        let (surface, count) = (Surface::of(terrain), crossings.count);
        self.x_km.resize(count, 0.0);
        self.ground_m.resize(count, 0.0);
        self.clutter_m.resize(if surface.is_bare() { 0 } else { count }, 0.0);
        self.zone.clear();
        distances_km(crossings, &mut self.x_km);
        let lines = Strides::of(terrain, crossings.along_cols);
        let (mut void, mut uneven_m, mut clutter_step_m) = (false, [0.0; LANES], [0.0; LANES]);
        let mut places: Places = ([0; BLOCK], [0.0; BLOCK]);
        for (first, ground_m) in (0..).step_by(BLOCK).zip(self.ground_m.chunks_mut(BLOCK)) {
            find_places(crossings, &lines, first, &mut places);
            void |= ground(&surface, &lines, &places, ground_m, &mut uneven_m);
            if let Some(clutter_m) = self.clutter_m.get_mut(first..first + ground_m.len()) {
                clutter(&surface, &lines, &places, clutter_m, &mut clutter_step_m);
            }
            if surface.has_zones() {
                self.zone.extend(nearest(&lines, &places, ground_m.len()).map(|cell| surface.zone(cell)));
            }
        }
        for (column, steps_m) in [(&self.ground_m, &mut uneven_m), (&self.clutter_m, &mut clutter_step_m)] {
            compare(column, column.get(1..).unwrap_or(&[]), steps_m);
        }
        [self.unevenness_m, self.clutter_step_m] =
            [uneven_m, clutter_step_m].map(|steps_m| steps_m.into_iter().fold(0.0, f64::max));
        if void {
            let known = self.ground_m.iter().take_while(|height_m| !height_m.is_nan()).count();
            for column in [&mut self.x_km, &mut self.ground_m, &mut self.clutter_m] {
                column.truncate(known);
            }
            self.zone.truncate(known);
        }
    }
}

/// Distances of all crossings from the site, km.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn distances_km(crossings: &Crossings, x_km: &mut [f64]) {
    distances_km_scalar(crossings, x_km);
}

#[inline(always)]
fn distances_km_scalar(crossings: &Crossings, x_km: &mut [f64]) {
    let (first_km, step_km) = (crossings.first_m / 1_000.0, crossings.step_m / 1_000.0);
    for (number, x_km) in (0_i32..).zip(x_km) {
        *x_km = first_km + f64::from(number) * step_km;
    }
}

/// Differences that are compared side by side.
const LANES: usize = 8;

/// Heights of the ground at a block of places, m; whether one of them is not known. Adds to how far two cells differ at
/// most, m.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn ground(
    surface: &Surface,
    lines: &Strides,
    places: &Places,
    ground_m: &mut [f64],
    uneven_m: &mut [f64; LANES],
) -> bool {
    ground_scalar(surface, lines, places, ground_m, uneven_m)
}

#[inline(always)]
fn ground_scalar(
    surface: &Surface,
    lines: &Strides,
    (cells, shares): &Places,
    ground_m: &mut [f64],
    uneven_m: &mut [f64; LANES],
) -> bool {
    let [mut here_m, mut there_m] = [[0.0; BLOCK]; 2];
    let places = cells[..ground_m.len().min(BLOCK)].iter();
    for ((here_m, there_m), cell) in here_m.iter_mut().zip(&mut there_m).zip(places) {
        [*here_m, *there_m] = surface.pair_m(*cell as usize, lines.across as usize);
    }
    let (mut heights_m, mut void) = ([0.0; BLOCK], false);
    for (lane, height_m) in heights_m.iter_mut().enumerate() {
        *height_m = here_m[lane] + shares[lane] * (there_m[lane] - here_m[lane]);
        void |= height_m.is_nan();
    }
    compare_scalar(&here_m, &there_m, uneven_m);
    ground_m.copy_from_slice(&heights_m[..ground_m.len()]);
    void
}

/// The nearest clutter at a block of places, m. Adds to how far two cells differ at most, m.
fn clutter(
    surface: &Surface,
    lines: &Strides,
    places: &Places,
    clutter_m: &mut [f64],
    step_m: &mut [f64; LANES],
) {
    let cells = nearest(lines, places, BLOCK).zip(&places.0);
    for (clutter_m, (nearest, cell)) in clutter_m.iter_mut().zip(cells) {
        let both_m = [*cell, cell + lines.across].map(|cell| surface.clutter_m(cell as usize));
        *clutter_m = surface.clutter_m(nearest);
        step_m[0] = step_m[0].max((both_m[1] - both_m[0]).abs());
    }
}

/// Adds to how far heights and others (m) differ at most, m.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn compare(heights_m: &[f64], others_m: &[f64], uneven_m: &mut [f64; LANES]) {
    compare_scalar(heights_m, others_m, uneven_m);
}

#[inline(always)]
fn compare_scalar(heights_m: &[f64], others_m: &[f64], uneven_m: &mut [f64; LANES]) {
    let ((heights_m, last_m), (others_m, other_last_m)) =
        (heights_m[..others_m.len()].as_chunks::<LANES>(), others_m.as_chunks::<LANES>());
    for (heights_m, others_m) in heights_m.iter().zip(others_m) {
        for lane in 0..LANES {
            let apart_m = (others_m[lane] - heights_m[lane]).abs();
            uneven_m[lane] = if apart_m > uneven_m[lane] { apart_m } else { uneven_m[lane] };
        }
    }
    let last_m = last_m.iter().zip(other_last_m).map(|(height_m, other_m)| (other_m - height_m).abs());
    uneven_m[0] = last_m.fold(uneven_m[0], f64::max);
}

/// The nearest cells of the first so many places of a block.
fn nearest(lines: &Strides, (cells, shares): &Places, count: usize) -> impl Iterator<Item = usize> {
    let beside = lines.across;
    let places = cells.iter().zip(shares).take(count);
    places.map(move |(cell, share)| (cell + if *share < 0.5 { 0 } else { beside }) as usize)
}

/// How far apart neighbours lie in a flat array, along a radial and across.
#[derive(Debug, Clone, Copy)]
struct Strides {
    along: u32,
    across: u32,
    /// The last place across, and the last that has a neighbour behind it.
    last_place: f64,
    before_last: f64,
}

impl Strides {
    fn of(terrain: &Terrain, along_cols: bool) -> Self {
        let (rows, cols) = (terrain.grid.rows, terrain.grid.cols);
        let (along, across, size) = if along_cols { (1, cols, rows) } else { (cols, 1, cols) };
        let before_last = size.saturating_sub(2) as f64;
        Self { along: along as u32, across: across as u32, last_place: (size - 1) as f64, before_last }
    }
}

/// For each sample of a block the cell before it, and the share of the way to the next.
type Places = ([u32; BLOCK], [f64; BLOCK]);

/// Finds the places of a block of samples, held on the grid.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn find_places(crossings: &Crossings, lines: &Strides, first: usize, places: &mut Places) {
    find_places_scalar(crossings, lines, first, places);
}

#[inline(always)]
fn find_places_scalar(crossings: &Crossings, lines: &Strides, first: usize, (cells, shares): &mut Places) {
    let line = (crossings.first_line + crossings.line_step * first.cast_signed() as i64) as u32;
    let line_step = crossings.line_step as u32; // counts down where it is negative: sums wrap
    let across = crossings.across + crossings.across_step * first as f64;
    for (number, (cell, share)) in (0_i32..).zip(cells.iter_mut().zip(shares)) {
        let across = across + f64::from(number) * crossings.across_step;
        let across = if across > 0.0 { across } else { 0.0 };
        let across = if across < lines.last_place { across } else { lines.last_place };
        let place = whole(across, lines.before_last);
        let line = line.wrapping_add(line_step.wrapping_mul(number.cast_unsigned()));
        *cell = in_lowest_bits(place).wrapping_mul(lines.across).wrapping_add(line.wrapping_mul(lines.along));
        *share = across - place;
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;
    use proptest::prelude::*;

    use super::super::{Grid, height_at};
    use super::*;
    use crate::propagation::twins::{assert_twins, with_ties};
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

    proptest! {
        #[test]
        fn twins_agree(
            heights_m in prop::collection::vec(with_ties(-50.0..900.0), GRID.rows * GRID.cols),
            along_cols in any::<bool>(), across in -3.0..80.0_f64, across_step in -1.0..1.0_f64,
        ) {
            let crossings = Crossings {
                along_cols, first_line: 7, line_step: 1, across, across_step, first_m: 13.0, step_m: 21.0, count: BLOCK,
            };
            let heights_m = heights_m.iter().map(|height_m| *height_m as f32).collect();
            let terrain = Terrain::bare(GRID, "EPSG:32632", Array2::from_shape_vec((GRID.rows, GRID.cols), heights_m).unwrap());
            let (surface, lines) = (Surface::of(&terrain), Strides::of(&terrain, along_cols));
            let mut columns = [[0.0; BLOCK]; 2];
            distances_km(&crossings, &mut columns[0]);
            distances_km_scalar(&crossings, &mut columns[1]);
            assert_twins(columns[0], columns[1]);
            let mut places: [Places; 2] = [([0; BLOCK], [0.0; BLOCK]); 2];
            find_places(&crossings, &lines, 3, &mut places[0]);
            find_places_scalar(&crossings, &lines, 3, &mut places[1]);
            assert_twins(places[0], places[1]);
            let mut uneven_m = [[0.0; LANES]; 2];
            ground(&surface, &lines, &places[0], &mut columns[0], &mut uneven_m[0]);
            ground_scalar(&surface, &lines, &places[0], &mut columns[1], &mut uneven_m[1]);
            compare(&columns[0], &columns[0][1..], &mut uneven_m[0]);
            compare_scalar(&columns[0], &columns[0][1..], &mut uneven_m[1]);
            assert_twins((columns[0], uneven_m[0]), (columns[1], uneven_m[1]));
        }
    }

    #[test]
    fn level_ground_is_even_and_a_step_is_told() {
        let crossings = Crossings {
            along_cols: true,
            first_line: 3,
            line_step: 1,
            across: 40.2,
            across_step: 0.1,
            first_m: 13.0,
            step_m: 20.1,
            count: 70,
        };
        let uneven_m = |terrain: &Terrain| {
            let mut buffer = RadialBuffer::default();
            buffer.sample(terrain, &crossings);
            buffer.unevenness_m
        };
        let level = Terrain::bare(GRID, "EPSG:32632", Array2::from_elem((GRID.rows, GRID.cols), 312.5));
        assert_eq!(uneven_m(&level), 0.0);
        let slope_m = |(row, col): (usize, usize)| (3 * row + 2 * col) as f32;
        let slope = Terrain::bare(GRID, "EPSG:32632", Array2::from_shape_fn((GRID.rows, GRID.cols), slope_m));
        assert!((uneven_m(&slope) - 3.0).abs() < 1e-9); // 3 m across, 2.3 m along
        let hedge_m =
            Array2::from_shape_fn((GRID.rows, GRID.cols), |(row, _)| if row == 45 { 4.0 } else { 0.0 });
        let mut buffer = RadialBuffer::default();
        buffer.sample(&level.with_clutter(&hedge_m, 0.0).unwrap(), &crossings);
        assert_eq!([buffer.unevenness_m, buffer.clutter_step_m], [0.0, 4.0]);
    }
}
