//! What is fast must say the same as what is plain: profiles, sample by sample.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say so at once")]

#[path = "shared/noise.rs"]
mod noise;
#[path = "shared/rugged.rs"]
mod rugged;

use divario::terrain::{ProfileBuffer, Terrain};
use divario::units::Projected;
use proptest::prelude::*;
use rugged::{GRID, rugged};

fn position(row: f64, col: f64) -> Projected {
    Projected {
        east_m: GRID.west_m + (col + 0.5) * GRID.cell_m,
        north_m: GRID.north_m - (row + 0.5) * GRID.cell_m,
    }
}

/// Distance (km), ground and clutter (m) of every sample, written down as the documentation says it.
fn plain_profile(terrain: &Terrain, from: Projected, to: Projected) -> Vec<[f64; 3]> {
    let length_m = from.distance_m(to);
    let steps = (length_m / GRID.cell_m).ceil().max(1.0) as usize;
    let ((row_0, col_0), (row_n, col_n)) = (GRID.fractional(from), GRID.fractional(to));
    let per_step = 1.0 / steps as f64;
    let sample = |step: usize| {
        let row = row_0 + step as f64 * ((row_n - row_0) * per_step);
        let col = col_0 + step as f64 * ((col_n - col_0) * per_step);
        let along_m = length_m * (step as f64 * per_step);
        let nearest = ((row + 0.5).floor() as usize, (col + 0.5).floor() as usize);
        let cleared = step == 0 || step == steps || along_m.min(length_m - along_m) <= terrain.clearing_m;
        let clutter_m = if cleared { 0.0 } else { f64::from(terrain.clutter_m(nearest)) };
        [along_m / 1_000.0, plain_height_m(terrain, row, col), clutter_m]
    };
    (0..=steps).map(sample).collect()
}

fn plain_height_m(terrain: &Terrain, row: f64, col: f64) -> f64 {
    let (top, left) = (row.floor(), col.floor());
    let height_m =
        |down: usize, right: usize| f64::from(terrain.height_m[[top as usize + down, left as usize + right]]);
    let north_m = height_m(0, 0) + (col - left) * (height_m(0, 1) - height_m(0, 0));
    let south_m = height_m(1, 0) + (col - left) * (height_m(1, 1) - height_m(1, 0));
    north_m + (row - top) * (south_m - north_m)
}

proptest! {
    #[test]
    fn a_profile_is_the_plain_one_to_the_last_bit(
        row_0 in 0.1..68.9_f64, col_0 in 0.1..88.9_f64, row_n in 0.1..68.9_f64, col_n in 0.1..88.9_f64,
    ) {
        let terrain = rugged();
        let (from, to) = (position(row_0, col_0), position(row_n, col_n));
        let plain = plain_profile(&terrain, from, to);
        let mut buffer = ProfileBuffer::default();
        let whole = buffer.sample(&terrain, from, to);
        prop_assert_eq!(whole, plain.iter().all(|sample| !sample[1].is_nan()));
        prop_assert_eq!(buffer.ground_m.len(), plain.len());
        for (index, wanted) in plain.iter().enumerate() {
            let found = [buffer.distance_km[index], buffer.ground_m[index], buffer.clutter_m[index]];
            prop_assert_eq!(found.map(f64::to_bits), wanted.map(f64::to_bits), "sample {}", index);
        }
    }
}
