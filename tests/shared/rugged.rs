//! Terrain with everything on it that a profile may meet.

use divario::terrain::{Grid, Terrain};
use ndarray::Array2;

use crate::noise::{noise, wood_m};

pub const GRID: Grid = Grid { west_m: 400_000.0, north_m: 4_900_000.0, cell_m: 50.0, rows: 70, cols: 90 };

/// Ridges and valleys under noise, woods of all heights, a lake without elevation, a sea along the southern edge, and an
/// inlet of it between low shores.
pub fn rugged() -> Terrain {
    let shape = (GRID.rows, GRID.cols);
    let height_m = |(row, col): (usize, usize)| {
        let (y, x) = (row as f64, col as f64);
        let void = (20..24).contains(&row) && (60..63).contains(&col);
        let ridge_m = 150.0 * ((x / 9.0).sin() + (y / 13.0 + x / 30.0).cos());
        let shore = row >= 45 && (25..35).contains(&col);
        let rise_m = if shore { 95.0 } else { 400.0 + ridge_m };
        if void { f32::NAN } else { (rise_m + 12.0 * noise(row, col)) as f32 }
    };
    let bare = Terrain::bare(GRID, "EPSG:32632", Array2::from_shape_fn(shape, height_m));
    let mut terrain = bare.with_clutter(&Array2::from_shape_fn(shape, wood_m), 120.0).unwrap();
    let inlet = (48..66).flat_map(|row| (28..32).map(move |col| (row, col)));
    for (row, col) in (66..GRID.rows).flat_map(|row| (0..GRID.cols).map(move |col| (row, col))).chain(inlet) {
        terrain.set_sea((row, col), true);
    }
    terrain.find_coast();
    terrain
}
