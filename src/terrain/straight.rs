//! Parts of the straight line between two positions, without the rest of it.

use std::ops::Range;

use super::Terrain;
use super::line::Line;
use super::surface::Surface;
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

    /// Distance (km) and height with clutter (m above mean sea level) of the samples between the ends that lie in a
    /// stretch of the line (m from its beginning): the numbers that the whole profile has there.
    pub fn points(&self, stretch_m: Range<f64>) -> impl Iterator<Item = (f64, f64)> {
        let last = self.line.samples() - 2;
        let step_m = self.line.along_m(1);
        let first = ((stretch_m.start / step_m).ceil() as i32).max(1);
        let end = ((stretch_m.end / step_m).floor() as i32).min(last);
        (first..=end).map(|sample| {
            let along_m = self.line.along_m(sample);
            let (ground_m, clutter_m) = self.surface.ground_and_clutter_m(self.line.position(sample));
            let cleared = along_m.min(self.line.length_m - along_m) <= self.clearing_m;
            (along_m / 1_000.0, if cleared { ground_m } else { ground_m + clutter_m })
        })
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::super::{Grid, ProfileBuffer};
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
        assert_eq!(line.points(0.0..line.length_m()).collect::<Vec<_>>(), expected);
        let part: Vec<(f64, f64)> =
            expected.iter().copied().filter(|(d, _)| (0.1..=0.2).contains(d)).collect();
        assert!(part.len() > 5);
        assert_eq!(line.points(100.0..200.0).collect::<Vec<_>>(), part);
    }
}
