//! Scatter in the common volume of the two antennas, far beyond the horizon.

use std::f64::consts::SQRT_2;

use super::super::elementary::{exp, log10};
use super::link::Link;

/// Scale heights Z_0 and Z_1 of the scattering efficiency, m; [Alg. eq. 4.67].
const EFFICIENCY_HEIGHTS_M: [f64; 2] = [1.7556e3, 8.0e3];

/// Distance D_0 over which the influence of the refractivity fades, m; [Alg. eq. 6.8].
const REFRACTIVITY_DISTANCE_M: f64 = 40e3;

/// Height H in the loss, m; [Alg. eq. 4.63].
const SCATTER_HEIGHT_M: f64 = 47.7;

/// Frequency gain H_0 from which on it is not computed anew for a nearer distance, dB; [Alg. p. 12].
const H_0_KEPT_FROM_DB: f64 = 15.0;

/// Losses at two distances far in the scatter region.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scatter {
    /// Nearer distance d_5, m.
    pub d_5_m: f64,
    /// Loss A_5 there, dB.
    pub a_5_db: f64,
    /// Loss A_6 at the farther distance, dB.
    pub a_6_db: f64,
    /// Slope m_s between the two, dB/m.
    pub slope_db_per_m: f64,
}

impl Scatter {
    /// Distance from d_5 to d_6, and from the horizons to d_5, m.
    const SPACING_M: f64 = 200e3;

    /// Infinite losses where both antennas are so low, in wavelengths, that the method is not defined.
    #[inline(always)]
    pub fn of(link: &Link) -> Self {
        let (d_5_m, d_6_m) = (link.d_ml_m + Self::SPACING_M, link.d_ml_m + 2.0 * Self::SPACING_M);
        let (h_0_db, far_h_0_db) = (frequency_gain_db(link, d_5_m), frequency_gain_db(link, d_6_m));
        // NTIA keeps the value at d_6 unless that is negative, which here it is not
        let kept = h_0_db > H_0_KEPT_FROM_DB && h_0_db < f64::INFINITY && far_h_0_db >= 0.0;
        let h_0_db = if kept || far_h_0_db > H_0_KEPT_FROM_DB { far_h_0_db } else { h_0_db };
        let a_5_db = loss_db(link, d_5_m, h_0_db);
        let a_6_db = loss_db(link, d_6_m, far_h_0_db);
        Self { d_5_m, a_5_db, a_6_db, slope_db_per_m: (a_6_db - a_5_db) / Self::SPACING_M }
    }
}

/// Loss at a distance, dB; [Alg. eq. 4.63].
#[inline(always)]
fn loss_db(link: &Link, d_m: f64, h_0_db: f64) -> f64 {
    let theta_rad = link.theta_nlos_rad(d_m);
    let theta_d_m = theta_rad * d_m;
    attenuation_db(theta_d_m) + 10.0 * log10(link.wavenumber_per_m() * SCATTER_HEIGHT_M * theta_rad.powi(4))
        - 0.1 * (link.n_s_n_units - 301.0) * exp(-theta_d_m / REFRACTIVITY_DISTANCE_M)
        + h_0_db
}

/// Attenuation function F(θd), dB; [Alg. eq. 6.9].
#[inline(always)]
fn attenuation_db(theta_d_m: f64) -> f64 {
    let (a, b, c) = if theta_d_m <= 10e3 {
        (133.4, 0.332e-3, -10.0)
    } else if theta_d_m <= 70e3 {
        (104.6, 0.212e-3, -2.5)
    } else {
        (71.8, 0.157e-3, 5.0)
    };
    a + b * theta_d_m + c * log10(theta_d_m)
}

/// Frequency gain H_0 at a distance, dB; TN101 §9.2. Infinite where it is not defined.
#[inline(always)]
fn frequency_gain_db(link: &Link, d_m: f64) -> f64 {
    let ([theta_tx_rad, theta_rx_rad], [h_e_tx_m, h_e_rx_m]) =
        (link.geometry.theta_hzn_rad, link.geometry.h_e_m);
    let theta_rad = theta_tx_rad + theta_rx_rad + d_m / link.a_e_m;
    // TN101 eq. 9.4a
    let r_per_m = 2.0 * link.wavenumber_per_m() * theta_rad;
    let (r_1, r_2) = (r_per_m * h_e_tx_m, r_per_m * h_e_rx_m);
    if r_1 < 0.2 && r_2 < 0.2 {
        return f64::INFINITY; // "not defined (or is infinite)", [Alg. p. 11]
    }
    let apart_m = link.geometry.d_hzn_m[0] - link.geometry.d_hzn_m[1];
    let height_ratio = if apart_m < 0.0 { h_e_tx_m / h_e_rx_m } else { h_e_rx_m / h_e_tx_m };
    let apart_m = apart_m.abs();
    let asymmetry = (d_m - apart_m) / (d_m + apart_m);
    // TN101 eq. 9.5, with both truncated, [Alg. p. 16]
    let q = (height_ratio / asymmetry).clamp(0.1, 10.0);
    let s = asymmetry.max(0.1);
    // Height of the crossover, [Alg. eq. 4.66], TN101 eq. 9.3b
    let h_0_m = (d_m - apart_m) * (d_m + apart_m) * theta_rad * 0.25 / d_m;
    let eta_s = scattering_efficiency(h_0_m, link.n_s_n_units);
    let h_00_db = 0.5 * (gain_curve_db(r_1, eta_s) + gain_curve_db(r_2, eta_s)); // TN101 eq. 9.5, first term
    let delta_h_0_db = h_00_db.min(6.0 * (0.6 - log10(eta_s.max(1.0))) * log10(s) * log10(q));
    let h_0_db = (h_00_db + delta_h_0_db).max(0.0); // TN101 eq. 9.5, p. 9.4
    if eta_s >= 1.0 {
        return h_0_db;
    }
    eta_s * h_0_db + (1.0 - eta_s) * gain_without_scatter_db(r_1, r_2)
}

/// Scattering efficiency η_s; TN101 eq. 9.3a.
#[inline(always)]
fn scattering_efficiency(h_0_m: f64, n_s_n_units: f64) -> f64 {
    let [z_0_m, z_1_m] = EFFICIENCY_HEIGHTS_M;
    let refractivity = 0.031 - n_s_n_units * 2.32e-3 + n_s_n_units * n_s_n_units * 5.67e-6;
    h_0_m / z_0_m * (1.0 + refractivity * exp(-(h_0_m / z_1_m).min(1.7).powi(6)))
}

/// H_0 of the special case η_s = 0, dB.
#[inline(always)]
fn gain_without_scatter_db(r_1: f64, r_2: f64) -> f64 {
    let both = (1.0 + SQRT_2 / r_1) * (1.0 + SQRT_2 / r_2);
    10.0 * log10(both * both * (r_1 + r_2) / (r_1 + r_2 + 2.0 * SQRT_2))
}

/// Frequency gain H_0(r, η_s) of one terminal, dB: between the curves of the two integers around η_s.
#[inline(always)]
fn gain_curve_db(r: f64, eta_s: f64) -> f64 {
    // [Alg. eq. 6.13], and once more the last, behind which there is none
    const CURVES: [[f64; 2]; 6] =
        [[25.0, 24.0], [80.0, 45.0], [177.0, 68.0], [395.0, 80.0], [705.0, 105.0], [705.0, 105.0]];
    let r2 = 1.0 / (r * r);
    let curve_db = |[a, b]: [f64; 2]| 10.0 * log10(1.0 + a * r2 * r2 + b * r2);
    let eta_s = eta_s.clamp(1.0, 5.0);
    // not by an index, so that several can be read at a time
    let (mut below, mut ends) = (1.0, [CURVES[0], CURVES[1]]);
    for (whole, pair) in [2.0, 3.0, 4.0, 5.0].into_iter().zip(CURVES[1..].windows(2)) {
        let reached = eta_s >= whole;
        below = if reached { whole } else { below };
        ends = if reached { [pair[0], pair[1]] } else { ends };
    }
    let part = eta_s - below;
    (1.0 - part) * curve_db(ends[0]) + part * curve_db(ends[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_attenuation_function_is_nearly_in_one_piece() {
        // 133.4 + 3.32 − 40 and 104.6 + 2.12 − 10; 104.6 + 14.84 − 12.113 and 71.8 + 10.99 + 24.225
        assert!((attenuation_db(10e3) - 96.72).abs() < 1e-9);
        for (edge_m, wanted_db) in [(10e3, 0.0), (70e3, -0.311)] {
            let step_db = attenuation_db(edge_m + 1e-6) - attenuation_db(edge_m);
            assert!((step_db - wanted_db).abs() < 1e-3, "{edge_m}: {step_db}");
        }
    }

    #[test]
    fn the_gain_curves_worked_by_hand() {
        // 10 log(1 + 25 + 24) and 10 log(1 + 705 + 105)
        assert!((gain_curve_db(1.0, 0.3) - 16.989_7).abs() < 1e-4);
        assert!((gain_curve_db(1.0, 7.0) - 29.090_2).abs() < 1e-4);
        let halfway = f64::midpoint(gain_curve_db(1.0, 2.0), gain_curve_db(1.0, 3.0));
        assert!((gain_curve_db(1.0, 2.5) - halfway).abs() < 1e-12);
    }

    #[test]
    fn high_antennas_gain_nothing_from_frequency() {
        assert!(gain_curve_db(1e4, 1.0) < 1e-5 && gain_without_scatter_db(1e4, 1e4) < 1e-2);
    }
}
