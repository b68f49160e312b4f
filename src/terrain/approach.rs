//! Samples the last steps of the straight line to a place.

use super::Terrain;
use super::surface::Surface;

/// The points right before a place, the nearest last, in buffers that are used again for the next.
#[derive(Debug, Clone, Default)]
pub struct Approach {
    /// Heights of the ground above mean sea level, m.
    pub ground_m: Vec<f64>,
    /// Clutter above ground, m.
    pub clutter_m: Vec<f64>,
}

impl Approach {
    /// Samples bilinear heights and the nearest clutter on the line between two rows and columns of the grid (counted
    /// from the centre of cell (0, 0)), which is so many `steps` long: at the `count` points before its end. False where
    /// one of them lies in a void.
    pub fn sample(
        &mut self,
        terrain: &Terrain,
        [from, to]: [(f64, f64); 2],
        steps: usize,
        count: usize,
    ) -> bool {
        let surface = Surface::of(terrain);
        let per_step = 1.0 / steps as f64;
        let step = ((to.0 - from.0) * per_step, (to.1 - from.1) * per_step);
        self.ground_m.clear();
        self.clutter_m.clear();
        for back in (1..=count.min(steps - 1)).rev() {
            let at = (to.0 - back as f64 * step.0, to.1 - back as f64 * step.1);
            let (ground_m, clutter_m) = if surface.is_bare() {
                (surface.ground_m(at), 0.0)
            } else {
                surface.ground_and_clutter_m(at)
            };
            self.ground_m.push(ground_m);
            self.clutter_m.push(clutter_m);
        }
        self.ground_m.iter().all(|height_m| !height_m.is_nan())
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::super::Grid;
    use super::*;

    #[test]
    fn the_last_points_before_the_end_of_the_line() {
        let grid = Grid { west_m: 0.0, north_m: 100.0, cell_m: 10.0, rows: 10, cols: 10 };
        let height_m = Array2::from_shape_fn((10, 10), |(row, col)| (10 * col + row) as f32);
        let mut terrain = Terrain::bare(grid, "EPSG:32632", height_m);
        let mut approach = Approach::default();
        assert!(approach.sample(&terrain, [(0.0, 0.0), (4.0, 8.0)], 8, 2));
        let wanted_m = [60.0 + 3.0, 70.0 + 3.5];
        assert!(
            approach
                .ground_m
                .iter()
                .zip(wanted_m)
                .all(|(found_m, wanted_m)| (found_m - wanted_m).abs() < 1e-9)
        );
        assert_eq!(approach.clutter_m, [0.0; 2]);
        // No more than there are between the ends.
        assert!(approach.sample(&terrain, [(0.0, 0.0), (0.0, 2.0)], 2, 8));
        assert_eq!(approach.ground_m, [10.0]);
        terrain.set_void((4, 7));
        assert!(!approach.sample(&terrain, [(0.0, 0.0), (4.0, 8.0)], 8, 2));
    }
}
