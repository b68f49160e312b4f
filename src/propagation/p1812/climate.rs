//! What the air does: how often it makes ducts (§3.6) and how it bends the ray (§3.7), ITU-R P.1812.

use crate::propagation::elementary::{exp, exp10, log10, pow};
use crate::propagation::profile::EARTH_RADIUS_KM;
use crate::propagation::zones::Stretches;

/// Latitude up to which β0 falls with latitude, degrees.
const MID_LATITUDE_DEG: f64 = 70.0;

/// Factor k of the effective Earth radius in air so layered that it is exceeded for β0 of the time.
const K_BETA: f64 = 3.0;

/// Zones and refraction along a path.
#[derive(Debug, Clone, Copy)]
pub struct Climate {
    /// Share of the path over the sea ω.
    pub omega_ratio: f64,
    /// Longest stretch of land d_tm, km.
    pub dtm_km: f64,
    /// Longest stretch inland d_lm, km.
    pub dlm_km: f64,
    /// Share of the time β0 in which the lowest 100 m bend the ray by more than 100 N-units/km, %.
    pub beta0_percent: f64,
    /// log β0.
    pub log_beta0: f64,
    /// Median effective Earth radius, km.
    pub ae_km: f64,
    /// Effective Earth radius exceeded for β0 of the time, km.
    pub ab_km: f64,
}

impl Climate {
    /// The climate along a path over these zones at a latitude, in air whose refractivity falls by ΔN in the lowest
    /// kilometre.
    #[inline(always)]
    pub fn over(zones: &Stretches, latitude_deg: f64, delta_n_n_units_per_km: f64) -> Self {
        let Stretches { sea_ratio, land_km, inland_km } = *zones;
        let [ae_km, ab_km] = radii_km(delta_n_n_units_per_km);
        let log_beta0 = log_beta0(latitude_deg, land_km, inland_km);
        Self {
            omega_ratio: sea_ratio,
            dtm_km: land_km,
            dlm_km: inland_km,
            beta0_percent: exp10(log_beta0),
            log_beta0,
            ae_km,
            ab_km,
        }
    }
}

/// Effective radii of the Earth in the median and at β0 of the time, km.
#[inline(always)]
pub fn radii_km(delta_n_n_units_per_km: f64) -> [f64; 2] {
    let k_50 = 157.0 / (157.0 - delta_n_n_units_per_km); // P.1812 eq. (6)
    [EARTH_RADIUS_KM * k_50, EARTH_RADIUS_KM * K_BETA] // P.1812 eq. (7a), (7b)
}

/// τ: how far a path is inland, from 0 to 1; P.1812 eq. (3).
#[inline(always)]
pub fn tau(dlm_km: f64) -> f64 {
    1.0 - exp(-(4.12e-4 * pow(dlm_km, 2.41)))
}

/// log β0 (β0 in %) at a latitude for the longest stretches of land and inland.
#[inline(always)]
fn log_beta0(latitude_deg: f64, d_tm: f64, d_lm: f64) -> f64 {
    let (phi, tau) = (latitude_deg.abs(), tau(d_lm));
    let mu_1 = exp10(-d_tm / (16.0 - 6.6 * tau)) + exp10(-5.0 * (0.496 + 0.354 * tau));
    let log_mu_1 = (0.2 * log10(mu_1)).min(0.0); // P.1812 eq. (2)
    let (exponent, log_at_coast) = if phi <= MID_LATITUDE_DEG {
        (-0.935 + 0.0176 * phi, -0.015 * phi + 1.67)
    } else {
        (0.3, std::f64::consts::LOG10_E * LN_4_17)
    };
    log_at_coast + log_mu_1 + exponent * log_mu_1 // P.1812 eq. (4), (5)
}

/// ln 4.17, of eq. (5).
const LN_4_17: f64 = 1.427_916_035_810_178;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn beta0_percent(latitude_deg: f64, d_tm: f64, d_lm: f64) -> f64 {
        exp10(log_beta0(latitude_deg, d_tm, d_lm))
    }

    #[test]
    fn ducts_are_a_matter_of_the_sea() {
        // at 44°: 10^(-0.66 + 1.67) = 10.23 % over the sea; 100 km inland (τ = 1) µ1 = 10^-0.85 = 0.141254,
        // µ4 = µ1^-0.1606, β0 = 10.23293 · µ1^0.8394 = 10.23293 · 10^-0.71349 = 10.23293 · 0.193424
        assert!((beta0_percent(44.0, 0.0, 0.0) - 10.232_93).abs() < 1e-4);
        assert!((beta0_percent(44.0, 100.0, 100.0) - 1.979_29).abs() < 1e-4);
    }

    #[test]
    fn the_seam_at_seventy_degrees_is_small() {
        for land_km in [0.0, 30.0, 300.0] {
            let south = beta0_percent(70.0, land_km, land_km);
            let north = beta0_percent(70.0 + 1e-9, land_km, land_km);
            assert!((north / south - 1.0).abs() < 0.006, "{land_km} km: {south} {north}");
        }
    }

    proptest! {
        #[test]
        fn both_hemispheres_are_alike_and_the_share_is_below_half(
            phi in 0.0..90.0_f64, d_tm in 0.0..500.0_f64, inland in 0.0..=1.0_f64,
        ) {
            let north = beta0_percent(phi, d_tm, inland * d_tm);
            prop_assert_eq!(north, beta0_percent(-phi, d_tm, inland * d_tm));
            prop_assert!(north > 0.0 && north < 50.0, "{}", north);
        }
    }
}
