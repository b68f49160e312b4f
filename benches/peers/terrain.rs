//! Invented mountains for the comparison with other tools: `bench_terrain FILE.tif --cells 1668 --cell-m 30 --seed 1`.
//!
//! The square lies in EPSG:32632 around 44.5° N 8.5° E, in the middle of one tile of SRTM.

mod mountains;

use std::error::Error;
use std::path::PathBuf;

use clap::Parser;
use divario::raster::{Band, Image, cloud_optimised_geotiff};
use mountains::mountains;

/// Middle of the square, m.
const MIDDLE_EAST_M: f64 = 460_260.0;
const MIDDLE_NORTH_M: f64 = 4_927_500.0;

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

#[cfg(test)]
mod tests {
    use super::mountains::mountains;

    #[test]
    fn a_seed_gives_the_same_mountains_and_another_seed_others() {
        let one = mountains(1, 120, 30.0);
        assert_eq!(one, mountains(1, 120, 30.0));
        assert_ne!(one, mountains(2, 120, 30.0));
        let digest = one.iter().fold(0_u64, |digest, height_m| {
            (digest ^ u64::from(height_m.to_bits())).wrapping_mul(0x0000_0100_0000_01B3).rotate_left(17)
        });
        assert_eq!(digest, 15_863_208_898_256_391_654, "the terrain of the published figures has changed");
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
