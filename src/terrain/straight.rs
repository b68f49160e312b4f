//! Parts of the straight line between two positions, without the rest of it.

use std::ops::Range;

use super::line::Line;
use super::stretch::{SHORT, distances_km, ground_and_clutter_m, ground_m};
use super::surface::Surface;
use super::{ProfileBuffer, Terrain};
use crate::units::Projected;

/// The line that [`super::ProfileBuffer::sample`] walks from end to end.
pub struct StraightLine<'t> {
    line: Line,
    surface: Surface<'t>,
    clearing_m: f64,
}

impl<'t> StraightLine<'t> {
    /// `None` where an end lies off the grid.
    #[must_use]
    pub fn between(terrain: &'t Terrain, from: Projected, to: Projected) -> Option<Self> {
        let line = Line::between(&terrain.grid, from, to)?;
        Some(Self { line, surface: Surface::of(terrain), clearing_m: terrain.clearing_m })
    }

    /// Length on the map, m.
    #[must_use]
    pub fn length_m(&self) -> f64 {
        self.line.length_m
    }

    /// Samples what lies between the ends in a stretch of the line (m from its beginning): the numbers that the whole
    /// profile has there, zones aside. False where it meets a void.
    pub fn sample(&self, stretch_m: Range<f64>, part: &mut ProfileBuffer) -> bool {
        let step_m = self.line.along_m(1);
        let first = ((stretch_m.start / step_m).ceil() as i32).max(1);
        let end = ((stretch_m.end / step_m).floor() as i32 + 1).min(self.line.samples() - 1);
        part.resize(usize::try_from(end - first).unwrap_or(0));
        part.zone.clear();
        distances_km(&self.line, first, &mut part.distance_km);
        if self.surface.is_bare() {
            part.clutter_m.fill(0.0);
            return ground_m::<SHORT>(&self.surface, &self.line, first, &mut part.ground_m);
        }
        let known = ground_and_clutter_m::<SHORT>(
            &self.surface,
            &self.line,
            first,
            &mut part.ground_m,
            &mut part.clutter_m,
        );
        self.clear_ends(first, &mut part.clutter_m);
        known
    }

    /// Takes the clutter of samples from one on away where they lie in a clearing.
    fn clear_ends(&self, first: i32, clutter_m: &mut [f64]) {
        for (sample, clutter_m) in (first..).zip(clutter_m) {
            if self.line.is_near_end(sample, self.clearing_m) {
                *clutter_m = 0.0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::super::Grid;
    use super::*;

    #[test]
    fn a_part_has_the_numbers_of_the_whole() {
        let grid = Grid { west_m: 0.0, north_m: 400.0, cell_m: 10.0, rows: 40, cols: 40 };
        let height_m = |(row, col): (usize, usize)| ((row * 7 + col * col) % 23) as f32;
        let terrain = Terrain::bare(grid, "EPSG:32632", Array2::from_shape_fn((40, 40), height_m));
        let clutter_m = Array2::from_shape_fn((40, 40), |(row, col)| ((row + col) % 3) as f32);
        let terrain = terrain.with_clutter(&clutter_m, 25.0).unwrap();
        let (from, to) =
            (Projected { east_m: 13.0, north_m: 41.0 }, Projected { east_m: 377.0, north_m: 322.0 });
        let mut whole = ProfileBuffer::default();
        assert!(whole.sample(&terrain, from, to));
        let line = StraightLine::between(&terrain, from, to).unwrap();
        let expected: Vec<(f64, f64)> = (1..whole.ground_m.len() - 1)
            .map(|at| (whole.distance_km[at], whole.ground_m[at] + whole.clutter_m[at]))
            .collect();
        let points = |stretch_m: Range<f64>| -> Vec<(f64, f64)> {
            let mut part = ProfileBuffer::default();
            assert!(line.sample(stretch_m, &mut part));
            let topped_m =
                part.ground_m.iter().zip(&part.clutter_m).map(|(ground_m, clutter_m)| ground_m + clutter_m);
            part.distance_km.into_iter().zip(topped_m).collect()
        };
        assert_eq!(points(0.0..line.length_m()), expected);
        let part: Vec<(f64, f64)> =
            expected.iter().copied().filter(|(d, _)| (0.1..=0.2).contains(d)).collect();
        assert!(part.len() > 5);
        assert_eq!(points(100.0..200.0), part);
        assert_eq!(points(120.0..121.0), []);
    }
}
