//! The single knife edge, ITU-R P.526-15 §4.1.

use crate::propagation::elementary::log10;

/// Diffraction parameter below which a knife edge costs nothing.
pub const NU_WITHOUT_LOSS: f64 = -0.78;

/// Loss J(ν) of a single knife edge, dB; 0 at and below ν = [`NU_WITHOUT_LOSS`].
///
/// The approximation itself is not exactly 0 there: it starts with a step of 0.004 dB.
#[inline(always)]
#[must_use]
pub fn knife_edge_loss_db(nu: f64) -> f64 {
    if nu <= NU_WITHOUT_LOSS {
        return 0.0;
    }
    // P.526-15 eq. (31), P.1812 eq. (12), valid for nu > -0.78
    6.9 + 20.0 * log10(((nu - 0.1).powi(2) + 1.0).sqrt() + nu - 0.1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_grazing_edge_costs_six_decibels() {
        // 6.9 + 20 log10(sqrt(1.01) - 0.1) = 6.9 - 0.86715
        assert!((knife_edge_loss_db(0.0) - 6.03285).abs() < 1e-5);
        // 6.9 + 20 log10(sqrt(1.81) + 0.9) = 6.9 + 7.02573
        assert!((knife_edge_loss_db(1.0) - 13.92573).abs() < 1e-5);
        assert_eq!(knife_edge_loss_db(f64::NEG_INFINITY), 0.0);
    }

    #[test]
    fn the_knife_edge_starts_with_the_step_that_is_documented() {
        let step_db = knife_edge_loss_db(NU_WITHOUT_LOSS + 1e-9) - knife_edge_loss_db(NU_WITHOUT_LOSS);
        assert!((0.0035..0.0045).contains(&step_db), "{step_db}");
    }

    proptest! {
        #[test]
        fn the_knife_edge_never_falls(nu in -3.0..50.0_f64, more in 0.0..1.0_f64) {
            prop_assert!(knife_edge_loss_db(nu + more) >= knife_edge_loss_db(nu));
        }
    }
}
