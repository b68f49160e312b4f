//! What the comparison models over distance alone share: none of them promises more than free space.
//!
//! [`super::sui`], [`super::ecc33`] and [`super::cost231_hata`] are straight lines fitted through measurements. Far from
//! those, say with a high antenna near by, the line runs below free space, which no path over land does in the median.
//! There each of them returns the loss of free space, notes a warning on [`EXCESS`], and still shows in its terms what
//! the formula alone gives.
//!
//! The distance is that between the antennas, straight where it is known; none of the models knows the terrain.

use super::quantity::Quantity;

/// What a formula gives above free space; below 0 the result is free space and carries a warning.
pub static EXCESS: Quantity =
    Quantity::new("loss above free space", "L - Lbf", "dB", (f64::NEG_INFINITY, f64::INFINITY))
        .usually((0.0, f64::INFINITY));
