//! Heights between the cells, and how light falls on them.

use ndarray::Array2;
use rayon::prelude::*;

use super::view::View;
use crate::terrain::Grid;

/// Directions of the light, degrees from north clockwise, and their weights: mostly the cartographer's north-west.
const LIGHTS: [(f64, f64); 3] = [(315.0, 0.6), (270.0, 0.2), (360.0, 0.2)];
/// Height of the light above the horizon, degrees.
const LIGHT_ELEVATION_DEG: f64 = 42.0;
/// Slopes are steepened or flattened until their root mean square is this, so that plains and Alps both show relief.
const DRAWN_SLOPE: f64 = 0.45;
const STEEPENING_RANGE: (f64, f64) = (0.3, 6.0);

/// Heights at the pixels of a map, m; NaN where unknown.
pub(super) struct Relief {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) height_m: Vec<f32>,
    px_m: f64,
    steepening: f64,
}

impl Relief {
    /// Samples the grid at the centres of `width` × `height` pixels of `px_share` picture pixels each.
    pub(super) fn sampled(
        grid: &Grid,
        height_m: &Array2<f32>,
        view: &View,
        (width, height, px_share): (usize, usize, f64),
    ) -> Self {
        let px_m = view.m_per_px() * px_share;
        let spread_cells = (px_m / grid.cell_m).max(1.0);
        let at = |index: usize, start_px: f64| start_px + (index as f64 + 0.5) * px_share;
        let left_top = |col: usize, row: usize| (at(col, view.frame.left_px), at(row, view.frame.top_px));
        let cols: Vec<Window> = (0..width)
            .map(|col| {
                Window::new(grid.fractional(view.position(left_top(col, 0))).1, spread_cells, grid.cols)
            })
            .collect();
        let of_row = |row: usize| {
            let rows =
                Window::new(grid.fractional(view.position(left_top(0, row))).0, spread_cells, grid.rows);
            cols.iter().map(|cols| blended(height_m, &rows, cols)).collect::<Vec<f32>>()
        };
        let heights: Vec<f32> = (0..height).into_par_iter().flat_map_iter(of_row).collect();
        Self::of_heights((width, height), heights, px_m)
    }

    fn of_heights((width, height): (usize, usize), height_m: Vec<f32>, px_m: f64) -> Self {
        let mut relief = Self { width, height, height_m, px_m, steepening: 1.0 };
        relief.steepening = relief.fair_steepening();
        relief
    }

    /// Brightness of a pixel: 1 on level ground, 0.55 in the deepest shade, 1.15 in full light.
    pub(super) fn light(&self, row: usize, col: usize) -> f64 {
        let Some((east, south)) = self.slopes(row, col) else { return 1.0 };
        let (east, north) = (east * self.steepening, -south * self.steepening);
        let elevation_rad = LIGHT_ELEVATION_DEG.to_radians();
        let length = (1.0 + east * east + north * north).sqrt();
        let lit = |azimuth_deg: f64| {
            let azimuth_rad = azimuth_deg.to_radians();
            let towards = east * azimuth_rad.sin() + north * azimuth_rad.cos();
            ((elevation_rad.sin() - towards * elevation_rad.cos()) / length).max(0.0)
        };
        let level = elevation_rad.sin();
        let light: f64 = LIGHTS.iter().map(|(azimuth_deg, weight)| weight * lit(*azimuth_deg)).sum();
        (1.0 + (light - level) * 0.78).clamp(0.55, 1.15)
    }

    /// Rise to the east and to the south, m per m.
    fn slopes(&self, row: usize, col: usize) -> Option<(f64, f64)> {
        let at = |row: usize, col: usize| f64::from(self.height_m[row * self.width + col]);
        let (west, east) = (col.saturating_sub(1), (col + 1).min(self.width - 1));
        let (north, south) = (row.saturating_sub(1), (row + 1).min(self.height - 1));
        let rise_east = (at(row, east) - at(row, west)) / ((east - west).max(1) as f64 * self.px_m);
        let rise_south = (at(south, col) - at(north, col)) / ((south - north).max(1) as f64 * self.px_m);
        (rise_east.is_finite() && rise_south.is_finite()).then_some((rise_east, rise_south))
    }

    fn fair_steepening(&self) -> f64 {
        let (mut sum, mut count) = (0.0, 0_u32);
        for row in (0..self.height).step_by(4) {
            for (east, south) in (0..self.width).step_by(4).filter_map(|col| self.slopes(row, col)) {
                sum += east * east + south * south;
                count += 1;
            }
        }
        let slope = (sum / f64::from(count.max(1))).sqrt();
        if slope > 0.0 { (DRAWN_SLOPE / slope).clamp(STEEPENING_RANGE.0, STEEPENING_RANGE.1) } else { 1.0 }
    }
}

/// The light on a whole grid, for other maps than the picture: as [`Relief::light`], NaN where the height is unknown.
pub(in crate::export) struct Shade {
    width: usize,
    height: usize,
    light: Vec<f32>,
}

impl Shade {
    /// One value for each square of `step` × `step` cells.
    pub(in crate::export) fn of(grid: &Grid, height_m: &Array2<f32>, step: usize) -> Self {
        let windows = |count: usize| -> Vec<Window> {
            let center = |index: usize| (index as f64 + 0.5) * step as f64 - 0.5;
            (0..count.div_ceil(step)).map(|index| Window::new(center(index), step as f64, count)).collect()
        };
        let (rows, cols) = (windows(grid.rows), windows(grid.cols));
        let heights = |row: &Window| cols.iter().map(|col| blended(height_m, row, col)).collect::<Vec<f32>>();
        let heights: Vec<f32> = rows.par_iter().flat_map_iter(heights).collect();
        let relief = Relief::of_heights((cols.len(), rows.len()), heights, grid.cell_m * step as f64);
        let light = |index: usize| {
            let known = relief.height_m[index].is_finite();
            if known { relief.light(index / relief.width, index % relief.width) as f32 } else { f32::NAN }
        };
        let light = (0..relief.height_m.len()).into_par_iter().map(light).collect();
        Self { width: relief.width, height: relief.height, light }
    }

    /// Between the centres of the nearest four squares; none where the nearest is unknown.
    pub(in crate::export) fn at(&self, (row, col): (f64, f64)) -> Option<f64> {
        let within = |place: f64, count: usize| place.clamp(0.0, (count - 1) as f64);
        let (row, col) = (within(row, self.height), within(col, self.width));
        let light = |row: usize, col: usize| {
            let (row, col) = (row.min(self.height - 1), col.min(self.width - 1));
            f64::from(self.light[row * self.width + col])
        };
        let nearest = light(row.round() as usize, col.round() as usize);
        let (upper, left) = (row as usize, col as usize);
        let (down, right) = (row.fract(), col.fract());
        let mixed = (light(upper, left) * (1.0 - right) + light(upper, left + 1) * right) * (1.0 - down)
            + (light(upper + 1, left) * (1.0 - right) + light(upper + 1, left + 1) * right) * down;
        nearest.is_finite().then_some(if mixed.is_finite() { mixed } else { nearest })
    }
}

/// Cells along one direction and their weights for one pixel: a cubic B-spline, which has no kinks that light would show.
struct Window {
    cells: Vec<(usize, f64)>,
}

impl Window {
    /// Around a fractional cell index, as wide as four cells or four pixels, whichever is more.
    fn new(center: f64, spread_cells: f64, count: usize) -> Self {
        let (first, last) = ((center - 2.0 * spread_cells).ceil(), (center + 2.0 * spread_cells).floor());
        if !(last >= 0.0 && first < count as f64) {
            return Self { cells: Vec::new() };
        }
        let cells = (first.max(0.0) as usize..=(last as usize).min(count - 1))
            .map(|cell| (cell, cubic_b_spline((cell as f64 - center) / spread_cells)))
            .filter(|(_, weight)| *weight > 0.0)
            .collect();
        Self { cells }
    }
}

fn cubic_b_spline(distance: f64) -> f64 {
    let distance = distance.abs();
    match distance {
        near if near < 1.0 => (4.0 - 6.0 * near * near + 3.0 * near * near * near) / 6.0,
        far if far < 2.0 => (2.0 - far).powi(3) / 6.0,
        _ => 0.0,
    }
}

/// Weighted mean of the known heights in two crossing windows; NaN where none is known.
fn blended(height_m: &Array2<f32>, rows: &Window, cols: &Window) -> f32 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (row, row_weight) in &rows.cells {
        for (col, col_weight) in &cols.cells {
            let height_m = f64::from(height_m[[*row, *col]]);
            if height_m.is_finite() {
                sum += row_weight * col_weight * height_m;
                weights += row_weight * col_weight;
            }
        }
    }
    if weights > 0.0 { (sum / weights) as f32 } else { f32::NAN }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tilted(rise_per_row_m: f32, rise_per_col_m: f32) -> Relief {
        let heights = (0..49).map(|i| (i / 7) as f32 * rise_per_row_m + (i % 7) as f32 * rise_per_col_m);
        Relief { width: 7, height: 7, height_m: heights.collect(), px_m: 10.0, steepening: 1.0 }
    }

    #[test]
    fn slopes_towards_the_north_west_are_bright() {
        let level = tilted(0.0, 0.0).light(3, 3);
        assert!((level - 1.0).abs() < 1e-12);
        assert!(tilted(4.0, 4.0).light(3, 3) > level, "falls towards the north-west");
        assert!(tilted(-4.0, -4.0).light(3, 3) < level, "falls towards the south-east");
    }

    #[test]
    fn the_shade_of_a_grid_is_that_of_its_slopes() {
        let grid = Grid { west_m: 0.0, north_m: 0.0, cell_m: 10.0, rows: 12, cols: 12 };
        let ridge = Array2::from_shape_fn((12, 12), |(_, col)| -((col as f32) - 5.5).abs() * 4.0);
        let shade = Shade::of(&grid, &ridge, 1);
        let [west, east] = [2.0, 9.0].map(|col| shade.at((6.0, col)).unwrap());
        assert!(west > 1.0 && east < 1.0, "the light comes from the north-west: {west}, {east}");
        assert_eq!(Shade::of(&grid, &ridge, 5).light.len(), 9);
        assert!(Shade::of(&grid, &Array2::from_elem((12, 12), f32::NAN), 1).at((6.0, 6.0)).is_none());
    }

    #[test]
    fn weights_of_a_window_sum_to_one_inside_the_grid() {
        for center in [10.0, 10.3, 10.5, 10.99] {
            let sum: f64 = Window::new(center, 1.0, 100).cells.iter().map(|(_, weight)| weight).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{center}");
        }
        assert!(Window::new(-40.0, 1.0, 100).cells.is_empty());
        assert!(Window::new(f64::NAN, 1.0, 100).cells.is_empty());
    }

    #[test]
    fn unknown_heights_are_left_out_of_the_mean() {
        let mut heights = Array2::from_elem((5, 5), 7.0_f32);
        heights[[2, 2]] = f32::NAN;
        let window = Window::new(2.2, 1.0, 5);
        assert!((blended(&heights, &window, &window) - 7.0).abs() < 1e-6);
        heights.fill(f32::NAN);
        assert!(blended(&heights, &window, &window).is_nan());
    }
}
