//! Diffraction not exceeded for p of the time, ITU-R P.1812 §4.3.5: between the losses over an Earth of the median radius
//! and of the radius at β0 of the time.

use super::inverse_normal::inverse_normal;
use crate::propagation::p526::{DeltaBullington, DiffractionLoss};

/// The percentage at which diffraction is the median one.
pub const MEDIAN_PERCENT: f64 = 50.0;

/// Diffraction at the median, at β0 and at p of the time.
#[derive(Debug, Clone, Copy)]
pub struct Diffraction {
    /// Over the Earth of the median radius.
    pub median: DiffractionLoss,
    /// Over the Earth of the radius exceeded for β0 of the time.
    pub beta0: DiffractionLoss,
    /// Loss not exceeded for p of the time Ldp, dB.
    pub ldp_db: f64,
}

impl Diffraction {
    /// Every step, from the method and the two radii (km).
    pub fn parts(method: &DeltaBullington, [ae_km, ab_km]: [f64; 2], p_percent: f64, fi: f64) -> Self {
        let (median, beta0) = (method.parts(ae_km), method.parts(ab_km));
        let ldp_db = between(median.ld_db, || beta0.ld_db, p_percent, fi);
        Self { median, beta0, ldp_db }
    }

    /// Ld50 and Ldp alone, dB; the Earth of β0 is not asked where the percentage is the median.
    pub fn losses_db(
        method: &DeltaBullington,
        [ae_km, ab_km]: [f64; 2],
        p_percent: f64,
        fi: f64,
    ) -> [f64; 2] {
        let ld50_db = method.loss_db(ae_km);
        [ld50_db, between(ld50_db, || method.loss_db(ab_km), p_percent, fi)]
    }
}

/// Ldp between the median and the β0 loss, dB: P.1812 eq. (41), and §4.3.5 for the median itself.
#[inline(always)]
pub fn between(ld50_db: f64, ldb_db: impl Fn() -> f64, p_percent: f64, fi: f64) -> f64 {
    if p_percent == MEDIAN_PERCENT {
        return ld50_db;
    }
    ld50_db + fi * (ldb_db() - ld50_db)
}

/// Fi: how far p lies from the median (0) towards β0 (1), on the scale of a normal distribution.
#[inline(always)]
pub fn interpolation_factor(p_percent: f64, beta0_percent: f64) -> f64 {
    if p_percent > beta0_percent {
        inverse_normal(p_percent / 100.0) / inverse_normal(beta0_percent / 100.0) // P.1812 eq. (40a)
    } else {
        1.0 // P.1812 eq. (40b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_factor_runs_from_the_median_to_beta0_without_a_step() {
        assert!(interpolation_factor(50.0, 5.0).abs() < 1e-8);
        assert_eq!(interpolation_factor(2.0, 5.0), 1.0);
        assert!((interpolation_factor(5.0 + 1e-9, 5.0) - 1.0).abs() < 1e-8);
    }

    #[test]
    fn the_median_is_reached_without_a_visible_step() {
        let at = |p_percent: f64| between(60.0, || 20.0, p_percent, interpolation_factor(p_percent, 5.0));
        assert_eq!(at(50.0), 60.0);
        assert!((at(50.0 - 1e-12) - 60.0).abs() < 1e-6);
    }
}
