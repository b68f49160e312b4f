//! The samples of a line, a block at a time: places and heights are vector code, and only the reading of cells is not.

use multiversion::multiversion;

use super::line::Line;
use super::surface::{Spot, Surface, between};
use crate::propagation::Zone;

/// Samples of a whole path whose places are computed before their cells are read.
pub(super) const LONG: usize = 64;

/// The same of a short part of one: what lies beyond its end is computed too.
pub(super) const SHORT: usize = 16;

/// Distances of the samples of a line, from one on, from its beginning, km.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn distances_km(line: &Line, first: i32, distance_km: &mut [f64]) {
    distances_km_scalar(line, first, distance_km);
}

#[inline(always)]
fn distances_km_scalar(line: &Line, first: i32, distance_km: &mut [f64]) {
    for (sample, distance_km) in (first..).zip(distance_km) {
        *distance_km = line.along_m(sample) / 1_000.0;
    }
}

/// Heights of the ground at the samples of a line, from one on, m; false where one of them lies beside a void.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn ground_m<const BLOCK: usize>(
    surface: &Surface,
    line: &Line,
    first: i32,
    ground_m: &mut [f64],
) -> bool {
    ground_m_scalar::<BLOCK>(surface, line, first, ground_m)
}

#[inline(always)]
fn ground_m_scalar<const BLOCK: usize>(
    surface: &Surface,
    line: &Line,
    first: i32,
    ground_m: &mut [f64],
) -> bool {
    let mut known = true;
    for (first, ground_m) in (first..).step_by(BLOCK).zip(ground_m.chunks_mut(BLOCK)) {
        let block = Block::<BLOCK>::of(surface, line, first);
        known &= block.ground_m(surface, ground_m);
    }
    known
}

/// The same, with the clutter of the nearest cells, m.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn ground_and_clutter_m<const BLOCK: usize>(
    surface: &Surface,
    line: &Line,
    first: i32,
    ground_m: &mut [f64],
    clutter_m: &mut [f64],
) -> bool {
    ground_and_clutter_m_scalar::<BLOCK>(surface, line, first, ground_m, clutter_m)
}

#[inline(always)]
fn ground_and_clutter_m_scalar<const BLOCK: usize>(
    surface: &Surface,
    line: &Line,
    first: i32,
    ground_m: &mut [f64],
    clutter_m: &mut [f64],
) -> bool {
    let mut known = true;
    let chunks = ground_m.chunks_mut(BLOCK).zip(clutter_m.chunks_mut(BLOCK));
    for (first, (ground_m, clutter_m)) in (first..).step_by(BLOCK).zip(chunks) {
        let block = Block::<BLOCK>::of(surface, line, first);
        known &= block.ground_m(surface, ground_m);
        for (sample, clutter_m) in clutter_m.iter_mut().enumerate() {
            *clutter_m = surface.nearest_clutter_m(&block.spot(sample));
        }
    }
    known
}

/// Zones of all samples of a line; whether one of them is not inland.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn zones(surface: &Surface, line: &Line, zone: &mut [Zone]) -> bool {
    zones_scalar(surface, line, zone)
}

#[inline(always)]
fn zones_scalar(surface: &Surface, line: &Line, zone: &mut [Zone]) -> bool {
    let mut any = false;
    for (first, zone) in (0..).step_by(LONG).zip(zone.chunks_mut(LONG)) {
        let block = Block::<LONG>::of(surface, line, first);
        for (sample, zone) in zone.iter_mut().enumerate() {
            *zone = surface.nearest_zone(&block.spot(sample));
            any |= *zone != Zone::Inland;
        }
    }
    any
}

/// Where a block of samples lies among the cells.
struct Block<const BLOCK: usize> {
    above: [usize; BLOCK],
    down: [f64; BLOCK],
    right: [f64; BLOCK],
}

impl<const BLOCK: usize> Block<BLOCK> {
    /// Of the samples from one on; places beyond the end of the line are computed too, and read by nobody.
    #[inline(always)]
    fn of(surface: &Surface, line: &Line, first: i32) -> Self {
        let mut block = Self { above: [0; BLOCK], down: [0.0; BLOCK], right: [0.0; BLOCK] };
        for (lane, sample) in (0..BLOCK).zip(first..) {
            let Spot { above, down, right } = surface.spot(line.position(sample));
            (block.above[lane], block.down[lane], block.right[lane]) = (above, down, right);
        }
        block
    }

    #[inline(always)]
    fn spot(&self, sample: usize) -> Spot {
        Spot { above: self.above[sample], down: self.down[sample], right: self.right[sample] }
    }

    /// Heights of as many samples as there are places for, m; false where one is not known.
    #[inline(always)]
    fn ground_m(&self, surface: &Surface, ground_m: &mut [f64]) -> bool {
        let [mut north_west_m, mut north_east_m, mut south_west_m, mut south_east_m] = [[0.0; BLOCK]; 4];
        for sample in 0..ground_m.len().min(BLOCK) {
            let corners_m = surface.corners_m(self.above[sample]);
            [north_west_m[sample], north_east_m[sample], south_west_m[sample], south_east_m[sample]] =
                corners_m;
        }
        let (mut heights_m, mut voids) = ([0.0; BLOCK], false);
        for (sample, height_m) in heights_m.iter_mut().enumerate() {
            let corners_m =
                [north_west_m[sample], north_east_m[sample], south_west_m[sample], south_east_m[sample]];
            *height_m = between(self.down[sample], self.right[sample], corners_m);
            voids |= height_m.is_nan();
        }
        ground_m.copy_from_slice(&heights_m[..ground_m.len()]);
        !voids
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;
    use proptest::prelude::*;

    use super::*;
    use crate::propagation::twins::assert_twins;
    use crate::terrain::{Grid, Terrain};
    use crate::units::Projected;

    const GRID: Grid = Grid { west_m: 0.0, north_m: 300.0, cell_m: 10.0, rows: 30, cols: 40 };

    /// Hills by a sea, with woods, and a void here and there.
    fn terrain(cells_m: &[f32], void: Option<(usize, usize)>) -> Terrain {
        let shape = (GRID.rows, GRID.cols);
        let height_m = Array2::from_shape_vec(shape, cells_m.to_vec()).unwrap();
        let clutter_m = height_m.mapv(|height_m: f32| (height_m % 16.0).round());
        let mut terrain = Terrain::bare(GRID, "EPSG:32632", height_m).with_clutter(&clutter_m, 0.0).unwrap();
        for (row, col) in (0..GRID.rows).flat_map(|row| (0..row / 2).map(move |col| (row, col))) {
            terrain.set_sea((row, col), true);
        }
        terrain.find_coast();
        if let Some(cell) = void {
            terrain.set_void(cell);
        }
        terrain
    }

    /// A position on the grid, by its shares of the way from edge to edge.
    fn place([east, north]: [f64; 2]) -> Projected {
        Projected { east_m: 5.0 + 390.0 * east, north_m: 5.0 + 290.0 * north }
    }

    /// What something puts into a column for so many samples, and what it says.
    fn put<T: Clone, R>(value: T, samples: usize, fill: impl FnOnce(&mut [T]) -> R) -> (Vec<T>, R) {
        let mut column = vec![value; samples];
        let said = fill(&mut column);
        (column, said)
    }

    proptest! {
        #[test]
        fn twins_agree(
            heights_m in prop::collection::vec(0.0..200.0_f32, GRID.rows * GRID.cols),
            void in prop::option::of((0..GRID.rows, 0..GRID.cols)),
            ends in prop::array::uniform2(prop::array::uniform2(0.0..=1.0_f64)), first in 0..2_i32,
        ) {
            let terrain = terrain(&heights_m, void);
            let (surface, [from, to]) = (Surface::of(&terrain), ends.map(place));
            let line = Line::between(&GRID, from, to).unwrap();
            let samples = (line.samples() - first) as usize;
            let vector = put(0.0, samples, |column| distances_km(&line, first, column));
            assert_twins(vector, put(0.0, samples, |column| distances_km_scalar(&line, first, column)));
            let vector = put(0.0, samples, |column| ground_m::<LONG>(&surface, &line, first, column));
            assert_twins(vector, put(0.0, samples, |column| ground_m_scalar::<LONG>(&surface, &line, first, column)));
            let vector = put(Zone::Inland, samples, |column| zones(&surface, &line, column));
            assert_twins(vector, put(Zone::Inland, samples, |column| zones_scalar(&surface, &line, column)));
            let vector = put(0.0, samples, |clutter_m| {
                put(0.0, samples, |ground_m| ground_and_clutter_m::<SHORT>(&surface, &line, first, ground_m, clutter_m))
            });
            let scalar = put(0.0, samples, |clutter_m| {
                put(0.0, samples, |ground_m| ground_and_clutter_m_scalar::<SHORT>(&surface, &line, first, ground_m, clutter_m))
            });
            assert_twins(vector, scalar);
        }
    }
}
