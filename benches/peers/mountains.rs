//! Invented mountains from a seed, the same on every machine.
//!
//! Layers of noise, each twice as fine as the one before. The widest are folded at their middle height, so that valleys run
//! on as lines do; the finest count the more the higher the ground is, so that crests are rough and valley floors smooth.
//! Only operations that IEEE 754 fixes to the last bit are used.

use ndarray::Array2;

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

/// Heights of a square around the middle; a smaller square is a part of the larger, m.
pub fn mountains(seed: u64, cells: usize, cell_m: f64) -> Array2<f32> {
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
