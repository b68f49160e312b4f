//! Every cell by its own profile from the site, sampled in steps of about one cell: O(n) a cell, and the reference.

use divario::propagation::Profile;
use divario::terrain::ProfileBuffer;
use ndarray::{Array2, ArrayViewMut1, Axis};
use rayon::prelude::*;

use super::Scene;

/// A value for each cell in range that `every` leaves; NaN elsewhere, beyond voids, and where the site stands.
pub fn raster(scene: &Scene, value: impl Fn(&Profile) -> f64 + Sync) -> Array2<f32> {
    let grid = &scene.terrain.grid;
    let mut values = Array2::from_elem((grid.rows, grid.cols), f32::NAN);
    let rows: Vec<(usize, ArrayViewMut1<f32>)> =
        values.axis_iter_mut(Axis(0)).enumerate().step_by(scene.every).collect();
    rows.into_par_iter().for_each_init(ProfileBuffer::default, |buffer, (row, mut cells)| {
        for col in (0..grid.cols).step_by(scene.every) {
            if let Some(value) = cell(scene, &value, buffer, (row, col)) {
                cells[col] = value as f32;
            }
        }
    });
    values
}

fn cell(
    scene: &Scene,
    value: impl Fn(&Profile) -> f64,
    buffer: &mut ProfileBuffer,
    (row, col): (usize, usize),
) -> Option<f64> {
    let there = scene.terrain.grid.center(row, col);
    let distance_m = scene.site.distance_m(there);
    let wanted = distance_m > 0.0 && distance_m <= scene.range_m && in_sector(scene, (row, col));
    (wanted && buffer.sample(&scene.terrain, scene.site, there)).then(|| {
        value(&Profile {
            distance_km: &buffer.distance_km,
            ground_m: &buffer.ground_m,
            clutter_m: &buffer.clutter_m,
            zone: &[],
        })
    })
}

/// Whether a cell lies in the sector, by rows and columns as the sweep has it.
fn in_sector(scene: &Scene, (row, col): (usize, usize)) -> bool {
    let (site_row, site_col) = scene.terrain.grid.fractional(scene.site);
    scene.sector.is_none_or(|sector| sector.holds(col as f64 - site_col, site_row - row as f64))
}

#[cfg(test)]
pub mod tests {
    use divario::propagation::{Polarisation, Terminals};
    use divario::terrain::{Grid, Terrain};

    use super::*;

    /// A slope of 21 rows and 31 columns, the site in the middle.
    pub fn scene(every: usize, range_m: f64) -> Scene {
        let grid = Grid { west_m: 0.0, north_m: 210.0, cell_m: 10.0, rows: 21, cols: 31 };
        let height_m = Array2::from_shape_fn((grid.rows, grid.cols), |(row, col)| (3 * row + col) as f32);
        let terrain = Terrain::bare(grid, "EPSG:32632", height_m);
        let terminals = Terminals {
            tx_height_m: 30.0,
            rx_height_m: 5.0,
            frequency_mhz: 3_500.0,
            polarisation: Polarisation::Vertical,
        };
        let site = grid.center(10, 12);
        Scene { site, terrain, terminals, range_m, sector: None, time_percent: 50.0, every }
    }

    #[test]
    fn every_cell_gets_the_profile_that_ends_there() {
        let scene = scene(1, 1e9);
        let ends = raster(&scene, |path| path.ground_m[path.ground_m.len() - 1]);
        for ((row, col), &end_m) in ends.indexed_iter() {
            let wanted_m = scene.terrain.height_m[[row, col]];
            let right = if (row, col) == (10, 12) { end_m.is_nan() } else { (end_m - wanted_m).abs() < 1e-4 };
            assert!(right, "{row} {col}: {end_m} m");
        }
    }

    #[test]
    fn range_and_stride_leave_out_what_they_say() {
        let scene = scene(3, 55.0);
        let length_m = raster(&scene, |path| 1_000.0 * path.length_km());
        for ((row, col), &length_m) in length_m.indexed_iter() {
            let distance_m = scene.site.distance_m(scene.terrain.grid.center(row, col));
            let computed = row % 3 == 0 && col % 3 == 0 && distance_m <= 55.0 && distance_m > 0.0;
            assert_eq!(!length_m.is_nan(), computed, "{row} {col}");
            assert!(!computed || (f64::from(length_m) - distance_m).abs() < 1e-3, "{row} {col}");
        }
    }

    #[test]
    fn threads_do_not_change_a_bit() {
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            let values = pool.install(|| raster(&scene(1, 150.0), |path| path.ground_m.iter().sum::<f64>()));
            values.mapv(f32::to_bits)
        };
        assert_eq!(on(1), on(3));
    }
}
