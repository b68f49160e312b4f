//! Invented mountains for the comparison with other tools: `bench_terrain FILE.tif --cells 1668 --cell-m 30 --seed 1`.
//!
//! Layers of noise, each twice as fine as the one before. The widest are folded at their middle height, so that valleys run
//! on as lines do; the finest count the more the higher the ground is, so that crests are rough and valley floors smooth.
//! Only operations that IEEE 754 fixes to the last bit are
//! used, so a seed gives the same terrain everywhere. The square lies in EPSG:32632 around 44.5° N 8.5° E, in the middle of
//! one tile of SRTM.

use std::error::Error;
use std::path::PathBuf;

use clap::Parser;
use divario::raster::{Band, Image, cloud_optimised_geotiff};
use ndarray::Array2;

/// Middle of the square, m.
const MIDDLE_EAST_M: f64 = 460_260.0;
const MIDDLE_NORTH_M: f64 = 4_927_500.0;

/// What makes metres of the relief: the square of 50 km from seed 1 then reaches just below 2000 m.
const METRES: f64 = 1_220.0;

/// The widest mountains and how often they are halved: down to about three cells of 30 m.
const WIDEST_M: f64 = 10_000.0;
const LAYERS: u64 = 8;

/// So many of the widest layers are folded into valleys, whose floors are round over this share of a side.
const FOLDED: u64 = 4;
const FLOOR: f64 = 0.08;

/// How much the layers that are not folded add to a height of one.
const ROUGHNESS: f64 = 1.2;

#[derive(Debug, Parser)]
#[command(about = "Writes invented mountains as a GeoTIFF")]
struct Arguments {
    /// The file to write
    file: PathBuf,
    /// Cells on a side of the square
    #[arg(long)]
    cells: usize,
    /// Side of a cell, m
    #[arg(long, default_value_t = 30.0)]
    cell_m: f64,
    /// Another seed makes other mountains
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Arguments { file, cells, cell_m, seed } = Arguments::parse();
    let height_m = mountains(seed, cells, cell_m);
    let half_m = 0.5 * cell_m * cells as f64;
    let band = Band { name: "height_m", unit: "m", meaning: "Height of the ground", values: &height_m };
    let image = Image {
        crs: "EPSG:32632",
        geo_transform: [MIDDLE_EAST_M - half_m, cell_m, 0.0, MIDDLE_NORTH_M + half_m, 0.0, -cell_m],
        metadata: &[("made", format!("invented, seed {seed}"))],
        bands: &[band],
    };
    Ok(cloud_optimised_geotiff(&image, &file)?)
}

/// Heights of a square around the middle; a smaller square is a part of the larger, m.
fn mountains(seed: u64, cells: usize, cell_m: f64) -> Array2<f32> {
    let offset_m = |cell: usize| (cell as f64 + 0.5 - 0.5 * cells as f64) * cell_m;
    Array2::from_shape_fn((cells, cells), |(row, col)| {
        (METRES * relief(seed, [offset_m(col) / WIDEST_M, offset_m(row) / WIDEST_M])) as f32
    })
}

/// Height on no particular scale, 0 on the deepest valley floors.
fn relief(seed: u64, mut at: [f64; 2]) -> f64 {
    let (mut height, mut weight) = (0.0, 1.0);
    for layer in 0..LAYERS {
        let side = 2.0 * noise(mix(seed ^ mix(layer)), at) - 1.0;
        let fold = (side * side + FLOOR * FLOOR).sqrt() - FLOOR;
        height += weight * if layer < FOLDED { fold } else { ROUGHNESS * height * side };
        weight *= 0.5;
        // Turned by an angle without symmetry, so that the lattices of the layers do not show.
        at = [1.6 * at[0] - 1.2 * at[1], 1.2 * at[0] + 1.6 * at[1]];
    }
    height
}

/// Smooth noise from 0 to 1 with features one unit wide.
fn noise(salt: u64, at: [f64; 2]) -> f64 {
    let cell = at.map(f64::floor);
    let [right, down] = [fade(at[0] - cell[0]), fade(at[1] - cell[1])];
    let corner = |right: f64, down: f64| unit(salt, cell[0] + right, cell[1] + down);
    let north = blend(corner(0.0, 0.0), corner(1.0, 0.0), right);
    let south = blend(corner(0.0, 1.0), corner(1.0, 1.0), right);
    blend(north, south, down)
}

fn blend(from: f64, to: f64, share: f64) -> f64 {
    from + (to - from) * share
}

/// From 0 to 1, flat and without bend at both ends.
fn fade(t: f64) -> f64 {
    t * t * t * (t * (t * 6.0 - 15.0) + 10.0)
}

/// A number from 0 to 1 for a corner of the lattice.
fn unit(salt: u64, x: f64, y: f64) -> f64 {
    const SCALE: f64 = 1.0 / 9_007_199_254_740_992.0;
    let corner =
        mix(salt.wrapping_add(mix((x as i64).cast_unsigned()))).wrapping_add((y as i64).cast_unsigned());
    (mix(corner) >> 11) as f64 * SCALE
}

/// One step of the splitmix64 generator (constants *unverified* against its paper; any good mixer would do).
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_mountains_and_another_seed_others() {
        let one = mountains(1, 120, 30.0);
        assert_eq!(one, mountains(1, 120, 30.0));
        assert_ne!(one, mountains(2, 120, 30.0));
        let digest = one.iter().fold(0_u64, |digest, height_m| mix(digest ^ u64::from(height_m.to_bits())));
        assert_eq!(digest, 7_337_399_890_307_704_835, "the terrain of the published figures has changed");
    }

    #[test]
    fn a_smaller_square_is_a_part_of_the_larger() {
        let (large, small) = (mountains(1, 60, 30.0), mountains(1, 20, 30.0));
        assert_eq!(large.slice(ndarray::s![20..40, 20..40]), small);
    }

    #[test]
    fn heights_and_slopes_are_those_of_mountains() {
        let height_m = mountains(1, 700, 30.0);
        let extreme = |pick: fn(f32, f32) -> f32, from: f32| height_m.iter().copied().fold(from, pick);
        let (lowest_m, highest_m) = (extreme(f32::min, 1e9), extreme(f32::max, -1e9));
        assert!((0.0..200.0).contains(&lowest_m) && (1_000.0..2_000.0).contains(&highest_m));
        let mut slopes: Vec<f32> = height_m
            .rows()
            .into_iter()
            .flat_map(|row| {
                row.windows(2).into_iter().map(|pair| (pair[1] - pair[0]).abs() / 30.0).collect::<Vec<_>>()
            })
            .collect();
        slopes.sort_by(f32::total_cmp);
        let median = slopes[slopes.len() / 2];
        assert!((0.1..0.5).contains(&median), "{median}");
    }
}
