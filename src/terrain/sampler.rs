//! Samples the terrain: bilinear heights, nearest clutter, and whole profiles into buffers used again and again.

use super::{Grid, Terrain};
use crate::units::Projected;

/// Height of the ground at a position by bilinear interpolation between cell centres, m; NaN off the grid's
/// outermost centres or beside a void.
#[must_use]
pub fn height_at(terrain: &Terrain, position: Projected) -> f64 {
    let (row, col) = terrain.grid.fractional(position);
    bilinear(&terrain.grid, flat(terrain), row, col)
}

/// A terrain profile between two positions, at equal steps of about one cell.
///
/// One buffer serves one worker for all its paths; after the first few it no longer allocates.
#[derive(Debug, Clone, Default)]
pub struct ProfileBuffer {
    /// Distances from the first position, km.
    pub distance_km: Vec<f64>,
    /// Heights of the ground above mean sea level, m.
    pub ground_m: Vec<f64>,
    /// Clutter above ground, m; 0 at both ends and in the clearings around them.
    pub clutter_m: Vec<f64>,
}

impl ProfileBuffer {
    /// Samples the straight line on the map from one position to another; false where it meets a void or leaves
    /// the grid. Clutter is not counted within [`Terrain::clearing_m`] of either end.
    pub fn sample(&mut self, terrain: &Terrain, from: Projected, to: Projected) -> bool {
        let grid = &terrain.grid;
        let length_m = from.distance_m(to);
        let steps = (length_m / grid.cell_m).ceil().max(1.0) as usize;
        self.clear(steps + 1);
        let (from_row, from_col) = grid.fractional(from);
        let (to_row, to_col) = grid.fractional(to);
        let per_step = 1.0 / steps as f64;
        let (row_step, col_step) = ((to_row - from_row) * per_step, (to_col - from_col) * per_step);
        let heights = flat(terrain);
        let mut whole = 0.0;
        for step in 0..=steps {
            let (row, col) = (from_row + step as f64 * row_step, from_col + step as f64 * col_step);
            let height_m = bilinear(grid, heights, row, col);
            whole += height_m;
            let along_m = length_m * (step as f64 * per_step);
            let to_end_m = along_m.min(length_m - along_m);
            let cleared = step == 0 || step == steps || to_end_m <= terrain.clearing_m;
            self.distance_km.push(along_m / 1_000.0);
            self.ground_m.push(height_m);
            self.clutter_m.push(if cleared { 0.0 } else { clutter(terrain, row, col) });
        }
        // One NaN makes the sum NaN: a single test instead of one a sample.
        !whole.is_nan()
    }

    fn clear(&mut self, samples: usize) {
        for buffer in [&mut self.distance_km, &mut self.ground_m, &mut self.clutter_m] {
            buffer.clear();
            buffer.reserve(samples);
        }
    }
}

fn flat(terrain: &Terrain) -> &[f32] {
    terrain.height_m.as_slice().expect("terrain arrays are made in row-major order and never permuted")
}

fn clutter(terrain: &Terrain, row: f64, col: f64) -> f64 {
    let (row, col) = ((row + 0.5) as usize, (col + 0.5) as usize);
    terrain.clutter_m.get((row, col)).map_or(0.0, |&height_m| f64::from(height_m))
}

/// `row` and `col` count from the centre of cell (0, 0).
fn bilinear(grid: &Grid, heights: &[f32], row: f64, col: f64) -> f64 {
    let (top, left) = (row.floor(), col.floor());
    let inside = top >= 0.0 && left >= 0.0 && row <= (grid.rows - 1) as f64 && col <= (grid.cols - 1) as f64;
    if !inside {
        return f64::NAN;
    }
    let (down, right) = (row - top, col - left);
    let (top, left) = (top as usize, left as usize);
    // On the last row or column the weight of the neighbour beyond is 0: repeat the cell instead.
    let (below, beside) = ((top + 1).min(grid.rows - 1), (left + 1).min(grid.cols - 1));
    let height = |row: usize, col: usize| f64::from(heights[row * grid.cols + col]);
    let north = height(top, left) + right * (height(top, beside) - height(top, left));
    let south = height(below, left) + right * (height(below, beside) - height(below, left));
    north + down * (south - north)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;

    fn slope() -> Terrain {
        let grid = Grid { west_m: 0.0, north_m: 100.0, cell_m: 10.0, rows: 10, cols: 10 };
        let shape = (10, 10);
        Terrain {
            grid,
            crs: "EPSG:32632".into(),
            height_m: Array2::from_shape_fn(shape, |(row, col)| (10 * col + row) as f32),
            clutter_m: Array2::from_elem(shape, 15.0),
            layer: Array2::zeros(shape),
            sea: Array2::from_elem(shape, false),
            clearing_m: 15.0,
            sources: Vec::new(),
        }
    }

    #[test]
    fn bilinear_heights_of_a_plane_are_exact() {
        let terrain = slope();
        let at = Projected { east_m: 43.0, north_m: 68.0 };
        let (row, col) = terrain.grid.fractional(at);
        assert!((height_at(&terrain, at) - (10.0 * col + row)).abs() < 1e-9);
        assert!(height_at(&terrain, Projected { east_m: 2.0, north_m: 50.0 }).is_nan());
    }

    #[test]
    fn a_profile_runs_from_end_to_end_with_clearings() {
        let terrain = slope();
        let mut buffer = ProfileBuffer::default();
        let (from, to) =
            (Projected { east_m: 5.0, north_m: 95.0 }, Projected { east_m: 95.0, north_m: 95.0 });
        assert!(buffer.sample(&terrain, from, to));
        assert_eq!(buffer.ground_m, [0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0]);
        assert_eq!(buffer.clutter_m, [0.0, 0.0, 15.0, 15.0, 15.0, 15.0, 15.0, 15.0, 0.0, 0.0]);
        assert_eq!(buffer.distance_km.last(), Some(&0.09));
    }

    #[test]
    fn a_void_is_noticed() {
        let mut terrain = slope();
        terrain.height_m[[0, 5]] = f32::NAN;
        let (from, to) =
            (Projected { east_m: 5.0, north_m: 95.0 }, Projected { east_m: 95.0, north_m: 95.0 });
        assert!(!ProfileBuffer::default().sample(&terrain, from, to));
    }
}
