//! Noise of which terrain is made: the same in every run.

/// A number from 0 to 1 that looks random and is not.
pub fn noise(row: usize, col: usize) -> f64 {
    let mixed = (row as u64 * 7_919 + col as u64 * 104_729 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 40) as f64 / (1_u64 << 24) as f64
}

/// Height of the woods on a cell, m: up to 15 m, in as many steps as one byte a cell tells apart.
pub fn wood_m((row, col): (usize, usize)) -> f32 {
    (15.0 * (noise(col, row) * 255.0).floor() / 255.0) as f32
}
