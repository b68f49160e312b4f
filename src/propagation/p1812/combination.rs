//! How the mechanisms make one loss, ITU-R P.1812 §4.6.
//!
//! ```text
//!  line of sight, diffraction at p  Lbd ----+
//!  ducts and layers  Lba -> Lminbap --------+- Lbda -+
//!  line of sight, part of diffraction  Lminb0p ------+- Lbam -+
//!  troposcatter  Lbs -----------------------------------------+- Lbc
//! ```

use crate::propagation::elementary::{exp, ln_1p, tanh};

/// The losses that are brought together, dB.
#[derive(Debug, Clone, Copy)]
pub struct Mechanisms {
    /// Share of the time p, %.
    pub p_percent: f64,
    /// β0, %.
    pub beta0_percent: f64,
    /// Share of the path over the sea ω.
    pub omega_ratio: f64,
    /// Length of the path d, km.
    pub d_km: f64,
    /// Angular distance of the path θ, mrad.
    pub theta_mrad: f64,
    /// Fi of the diffraction.
    pub fi: f64,
    /// Line of sight at p, dB.
    pub lb0p_db: f64,
    /// Line of sight at β0, dB.
    pub lb0b_db: f64,
    /// Diffraction at p, dB.
    pub ldp_db: f64,
    /// Diffraction in the median with free space, dB.
    pub lbd50_db: f64,
    /// Diffraction at p with line of sight, dB.
    pub lbd_db: f64,
    /// Ducts and layers, dB.
    pub lba_db: f64,
    /// Troposcatter, dB.
    pub lbs_db: f64,
}

/// Their combination, step by step.
#[derive(Debug, Clone, Copy)]
pub struct Combination {
    /// Fj: 1 for a path in sight, 0 far beyond the horizon.
    pub fj: f64,
    /// Fk: 1 for a short path, 0 for a long one.
    pub fk: f64,
    /// Line of sight with the part of diffraction that is not over the sea, dB.
    pub lminb0p_db: f64,
    /// Line of sight with ducts and layers, dB.
    pub lminbap_db: f64,
    /// Diffraction with ducts and layers, dB.
    pub lbda_db: f64,
    /// All but troposcatter, dB.
    pub lbam_db: f64,
    /// Loss not exceeded for p of the time at half of the locations, dB.
    pub lbc_db: f64,
}

impl Combination {
    /// All steps of §4.6.
    #[inline(always)]
    pub fn of(mechanisms: &Mechanisms) -> Self {
        let Mechanisms { d_km, lb0p_db, lbd_db, lba_db, .. } = *mechanisms;
        let fk = fading_factor(1.5 * (d_km - 20.0) / 20.0); // P.1812 eq. (58), dsw = 20 km, κ = 0.5
        let lminbap_db = smooth_maximum_db(lba_db, lb0p_db, 2.5); // P.1812 eq. (60), η = 2.5
        let lbda_db = if lminbap_db > lbd_db { lbd_db } else { lminbap_db + (lbd_db - lminbap_db) * fk }; // P.1812 eq. (61)
        Self { fk, lminbap_db, ..Self::from_lbda(mechanisms, lbda_db) }
    }

    /// The same where ducts and layers lose more than diffraction, and so have no say, eq. (61); Fk and Lminbap are left
    /// out.
    #[inline(always)]
    pub fn without_ducts(mechanisms: &Mechanisms) -> Self {
        Self::from_lbda(mechanisms, mechanisms.lbd_db)
    }

    #[inline(always)]
    fn from_lbda(mechanisms: &Mechanisms, lbda_db: f64) -> Self {
        let Mechanisms { theta_mrad, lbs_db, .. } = *mechanisms;
        let fj = fading_factor(2.4 * (theta_mrad - 0.3) / 0.3); // P.1812 eq. (57), Θ = 0.3 mrad, ξ = 0.8
        let lminb0p_db = mechanisms.lminb0p_db();
        let lbam_db = lbda_db + (lminb0p_db - lbda_db) * fj; // P.1812 eq. (62)
        let lbc_db = with_troposcatter_db(lbam_db, lbs_db);
        Self { fj, fk: f64::NAN, lminb0p_db, lminbap_db: f64::NAN, lbda_db, lbam_db, lbc_db }
    }
}

impl Mechanisms {
    /// Notional least loss of line of sight and sub-path diffraction over the sea, dB.
    #[inline(always)]
    fn lminb0p_db(&self) -> f64 {
        let Self { lb0p_db, lb0b_db, lbd50_db, fi, .. } = *self;
        let over_land_db = (1.0 - self.omega_ratio) * self.ldp_db;
        // P.1812 eq. (59)
        if self.p_percent < self.beta0_percent {
            lb0p_db + over_land_db
        } else {
            lbd50_db + (lb0b_db + over_land_db - lbd50_db) * fi
        }
    }
}

/// Lbc from Lbam and Lbs, dB: P.1812 eq. (63), -5 log(10^(-0.2 Lbs) + 10^(-0.2 Lbam)).
#[inline(always)]
pub fn with_troposcatter_db(lbam_db: f64, lbs_db: f64) -> f64 {
    -smooth_maximum_db(-lbs_db, -lbam_db, 5.0 / std::f64::consts::LN_10)
}

/// A step from 1 down to 0, smooth as the hyperbolic tangent.
#[inline(always)]
fn fading_factor(x: f64) -> f64 {
    1.0 - 0.5 * (1.0 + tanh(x))
}

/// η ln(e^(a/η) + e^(b/η)), written so that it neither overflows nor vanishes.
#[inline(always)]
fn smooth_maximum_db(a_db: f64, b_db: f64, eta_db: f64) -> f64 {
    a_db.max(b_db) + eta_db * ln_1p(exp(-(a_db - b_db).abs() / eta_db))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_losses_meet_by_hand() {
        // 2.5 ln 2 = 1.732868 over either; -5 log(2 · 10^(-0.2 L)) = L - 5 log 2 = L - 1.505150
        assert!((smooth_maximum_db(100.0, 100.0, 2.5) - 101.732_868).abs() < 1e-6);
        let eta_db = 5.0 / std::f64::consts::LN_10;
        assert!((-smooth_maximum_db(-100.0, -100.0, eta_db) - 98.494_850).abs() < 1e-6);
        assert_eq!(smooth_maximum_db(9_000.0, 100.0, 2.5), 9_000.0);
    }

    #[test]
    fn the_factors_fade_where_they_should() {
        assert_eq!(fading_factor(0.0), 0.5);
        // in sight θ = 0: 1 - 0.5 (1 + tanh(-2.4)) = 0.991837
        assert!((fading_factor(-2.4) - 0.991_837).abs() < 1e-6);
        assert_eq!(fading_factor(1e3), 0.0);
    }
}
