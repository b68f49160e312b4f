//! Chance without a generator's state: every number is a hash of the seed and a place, so order never matters.
//!
//! Only additions, multiplications and divisions are used, which IEEE 754 fixes to the last bit; sines and
//! powers may differ from one C library to the next.

/// The seed of the province. Another seed gives another province.
pub const SEED: u64 = 20_080_228;

/// A whole number for a place; `salt` tells the uses apart.
pub fn hash(salt: u64, x: u64, y: u64) -> u64 {
    mix(mix(mix(SEED ^ salt.wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_add(x)).wrapping_add(y))
}

/// A number from 0 (included) to 1 (excluded) for a place.
pub fn unit(salt: u64, x: u64, y: u64) -> f64 {
    const SCALE: f64 = 1.0 / 9_007_199_254_740_992.0;
    (hash(salt, x, y) >> 11) as f64 * SCALE
}

/// Smooth noise from 0 to 1 with features about one unit wide; positions must not be negative.
pub fn smooth(salt: u64, x: f64, y: f64) -> f64 {
    let (cell_x, cell_y) = (x.floor(), y.floor());
    let (fade_x, fade_y) = (fade(x - cell_x), fade(y - cell_y));
    let corner = |dx, dy| unit(salt, cell_x as u64 + dx, cell_y as u64 + dy);
    let north = blend(corner(0, 0), corner(1, 0), fade_x);
    let south = blend(corner(0, 1), corner(1, 1), fade_x);
    blend(north, south, fade_y)
}

/// Sum of `octaves` layers of smooth noise, each twice as fine and half as strong, scaled to −1 to 1.
pub fn rugged(salt: u64, x: f64, y: f64, octaves: u64) -> f64 {
    let (mut sum, mut weight, mut total, mut scale) = (0.0, 1.0, 0.0, 1.0);
    for octave in 0..octaves {
        sum += weight * (2.0 * smooth(salt + 1000 * octave, x * scale, y * scale) - 1.0);
        total += weight;
        weight *= 0.5;
        scale *= 2.0;
    }
    sum / total
}

/// Linear blend: `from` at 0, `to` at 1.
pub fn blend(from: f64, to: f64, share: f64) -> f64 {
    from + (to - from) * share
}

/// One step of the splitmix64 generator (constants *unverified* against its paper; any good mixer would do).
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// From 0 to 1, flat and without bend at both ends.
fn fade(t: f64) -> f64 {
    t * t * t * (t * (t * 6.0 - 15.0) + 10.0)
}
