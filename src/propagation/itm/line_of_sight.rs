//! Attenuation within line of sight: two rays near the transmitter, diffraction towards the horizon, and a curve of the
//! form A + k_1 d + k_2 ln d through both.

use std::f64::consts::{FRAC_PI_2, PI};

use super::super::elementary::{exp, ln, log10, sin_cos};
use super::irregularity::{roughness_m, sigma_h_m};
use super::link::Link;
use super::longley_rice::DiffractionLine;

/// The curve and the points that it goes through.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SightCurve {
    /// Nearer distance d_0, m.
    pub d_0_m: f64,
    /// Attenuation A_0 there, dB; NaN where the curve does not go through it.
    pub a_0_db: f64,
    /// Farther distance d_1, m.
    pub d_1_m: f64,
    /// Attenuation A_1 there, dB.
    pub a_1_db: f64,
    /// Attenuation A_sML at the smooth-Earth horizon, dB.
    pub a_sml_db: f64,
    /// Slope k̂_1, dB/m.
    pub k_1_db_per_m: f64,
    /// Factor k̂_2 of the logarithm, dB.
    pub k_2_db: f64,
}

impl SightCurve {
    #[inline(always)]
    pub fn of(link: &Link, line: &DiffractionLine) -> Self {
        let (d_0_m, d_1_m) = supports_m(link, line);
        let a_1_db = loss_db(link, line, d_1_m);
        let ends = Self {
            d_0_m,
            a_0_db: f64::NAN,
            d_1_m,
            a_1_db,
            a_sml_db: line.at_db(link.d_sml_m),
            k_1_db_per_m: f64::NAN,
            k_2_db: 0.0,
        };
        ends.through_three(link, line).unwrap_or_else(|| ends.through_two(link, line))
    }

    /// Reference attenuation at a distance, dB; [ERL 79-ITS 67, eq. 3.19].
    #[inline(always)]
    pub fn at_db(&self, link: &Link, d_m: f64) -> f64 {
        self.a_sml_db + self.k_1_db_per_m * (d_m - link.d_sml_m) + self.k_2_db * ln(d_m / link.d_sml_m)
    }

    /// Through d_0, d_1 and the smooth-Earth horizon, where the three lie in this order and bend the right way.
    #[inline(always)]
    fn through_three(self, link: &Link, line: &DiffractionLine) -> Option<Self> {
        let Self { d_0_m, d_1_m, a_1_db, a_sml_db, .. } = self;
        if d_0_m >= d_1_m {
            return None;
        }
        let a_0_db = loss_db(link, line, d_0_m);
        let (to_1_m, to_sml_m) = (d_1_m - d_0_m, link.d_sml_m - d_0_m);
        let q = ln(link.d_sml_m / d_0_m);
        // [ERL 79-ITS 67, eq. 3.20]
        let k_2_db = (to_sml_m * (a_1_db - a_0_db) - to_1_m * (a_sml_db - a_0_db))
            / (to_sml_m * ln(d_1_m / d_0_m) - to_1_m * q);
        let k_2_db = k_2_db.max(0.0);
        if line.intercept_db <= 0.0 && k_2_db <= 0.0 {
            return None;
        }
        let k_1_db_per_m = (a_sml_db - a_0_db - k_2_db * q) / to_sml_m; // [ERL 79-ITS 67, eq. 3.21]
        if k_1_db_per_m >= 0.0 {
            return Some(Self { a_0_db, k_1_db_per_m, k_2_db, ..self });
        }
        // A falling slope is none: the logarithm alone, or the diffraction line where that falls too
        let k_2_db = (a_sml_db - a_0_db).max(0.0) / q;
        let k_1_db_per_m = if k_2_db == 0.0 { line.slope_db_per_m } else { 0.0 };
        Some(Self { a_0_db, k_1_db_per_m, k_2_db, ..self })
    }

    /// A straight line through d_1 and the smooth-Earth horizon, or the diffraction line where that would fall.
    #[inline(always)]
    fn through_two(self, link: &Link, line: &DiffractionLine) -> Self {
        let slope_db_per_m = (self.a_sml_db - self.a_1_db).max(0.0) / (link.d_sml_m - self.d_1_m);
        let k_1_db_per_m = if slope_db_per_m == 0.0 { line.slope_db_per_m } else { slope_db_per_m };
        Self { k_1_db_per_m, ..self }
    }
}

/// The two distances d_0 and d_1 at which the curve is held, m.
#[inline(always)]
fn supports_m(link: &Link, line: &DiffractionLine) -> (f64, f64) {
    let [h_e_tx_m, h_e_rx_m] = link.geometry.h_e_m;
    let d_0_m = 0.04 * link.carrier.frequency_mhz * h_e_tx_m * h_e_rx_m; // [ERL 79-ITS 67, eq. 3.16a], with heights and d in m
    if line.intercept_db < 0.0 {
        return (d_0_m, (-line.intercept_db / line.slope_db_per_m).max(0.25 * link.d_ml_m));
    }
    let d_0_m = d_0_m.min(0.5 * link.d_ml_m); // the rest of [ERL 79-ITS 67, eq. 3.16a]
    (d_0_m, d_0_m + 0.25 * (link.d_ml_m - d_0_m)) // [ERL 79-ITS 67, eq. 3.16d]
}

/// Attenuation A_los at a distance within line of sight, dB: two rays, and the more diffraction the rougher the
/// terrain.
#[inline(always)]
fn loss_db(link: &Link, line: &DiffractionLine, d_m: f64) -> f64 {
    let w = 1.0 / (1.0 + link.carrier.frequency_mhz * link.geometry.delta_h_m / link.d_sml_m.max(10e3));
    w * two_ray_db(link, d_m) + (1.0 - w) * line.at_db(d_m)
}

/// Attenuation A_t of the direct and the reflected ray together, dB.
#[inline(always)]
fn two_ray_db(link: &Link, d_m: f64) -> f64 {
    let [h_e_tx_m, h_e_rx_m] = link.geometry.h_e_m;
    let k_per_m = link.wavenumber_per_m();
    let h_e_m = h_e_tx_m + h_e_rx_m;
    let sin_psi = h_e_m / (d_m * d_m + h_e_m * h_e_m).sqrt(); // [Alg. eq. 4.46]
    let (r_real, r_imag) = reflection(link, k_per_m, sin_psi, d_m);
    let phi_rad = 2.0 * k_per_m * h_e_tx_m * h_e_rx_m / d_m; // [Alg. eq. 4.49]
    // [Alg. eq. 4.50]: beyond the first maximum the lobes are smoothed out
    let phi_rad = if phi_rad > FRAC_PI_2 { PI - FRAC_PI_2 * FRAC_PI_2 / phi_rad } else { phi_rad };
    let (sin_phi, cos_phi) = sin_cos(phi_rad);
    let (real, imag) = (cos_phi + r_real, r_imag - sin_phi);
    -10.0 * log10(real * real + imag * imag)
}

/// Effective reflection coefficient R_e', real and imaginary part.
#[inline(always)]
fn reflection(link: &Link, k_per_m: f64, sin_psi: f64, d_m: f64) -> (f64, f64) {
    let sigma_h_m = sigma_h_m(roughness_m(link.geometry.delta_h_m, d_m));
    let scattered = exp(-(k_per_m * sigma_h_m * sin_psi).min(10.0));
    // [Alg. eq. 4.47]: (sin ψ − Z) / (sin ψ + Z), with the conjugate of the denominator
    let z = link.carrier.z_g;
    let scale = scattered / ((sin_psi + z.real).powi(2) + z.imag * z.imag);
    let real = (sin_psi * sin_psi - z.real * z.real - z.imag * z.imag) * scale;
    let imag = -2.0 * sin_psi * z.imag * scale;
    // [Alg. eq. 4.48]
    let q = real * real + imag * imag;
    if q < 0.25 || q < sin_psi {
        let raised = (sin_psi / q).sqrt();
        return (real * raised, imag * raised);
    }
    (real, imag)
}

#[cfg(test)]
mod tests {
    use super::super::ground::Impedance;
    use super::super::link::{Carrier, Mode};
    use super::super::terrain::Geometry;
    use super::*;

    /// 10 km over a smooth Earth at 477 MHz: the wavenumber is 10 per metre.
    fn link(h_e_m: [f64; 2], z_g: Impedance) -> Link {
        let d_hzn_m = h_e_m.map(|h_e_m| (2.0 * h_e_m * 8.5e6).sqrt());
        let geometry = Geometry {
            d_m: 10e3,
            h_m: h_e_m,
            h_e_m,
            theta_hzn_rad: [-2.0 * h_e_m[0] / d_hzn_m[0], -2.0 * h_e_m[1] / d_hzn_m[1]],
            d_hzn_m,
            delta_h_m: 0.0,
        };
        Link::new(geometry, Mode::Area, Carrier::new(477.0, z_g), 301.0, 8.5e6)
    }

    #[test]
    fn two_rays_over_a_mirror_worked_by_hand() {
        // A huge impedance turns the ray round, R = −1: |e^(−iφ) − 1|² = 2 − 2 cos φ with φ = 2 · 10 · 5 · 5 / 1000 =
        // 0.5
        let link = link([5.0, 5.0], Impedance { real: 1e12, imag: 0.0 });
        let wanted_db = -10.0 * (2.0 - 2.0 * 0.5_f64.cos()).log10();
        assert!((two_ray_db(&link, 1000.0) - wanted_db).abs() < 1e-6);
    }

    #[test]
    fn beyond_the_first_maximum_the_phase_creeps_to_half_a_turn() {
        // φ = 50 becomes π − (π/2)² / 50 = 3.092245; with R = −1: 2 − 2 cos φ = 3.997566
        let link = link([50.0, 50.0], Impedance { real: 1e12, imag: 0.0 });
        assert!((two_ray_db(&link, 1000.0) + 10.0 * 3.997_566_f64.log10()).abs() < 1e-5);
    }

    #[test]
    fn a_weak_reflection_is_raised() {
        // sin ψ = 100 / √(1000² + 100²) = 0.0995037 and Z = 0.09: R = 0.050147 is raised to √(sin ψ)
        let link = link([50.0, 50.0], Impedance { real: 0.09, imag: 0.0 });
        let (real, imag) = reflection(&link, 10.0, 0.099_503_7, 1000.0);
        assert!((real - 0.099_503_7_f64.sqrt()).abs() < 1e-9 && imag.abs() < 1e-12);
    }

    #[test]
    fn the_curve_goes_through_its_supports() {
        let link = link([20.0, 10.0], Impedance { real: 0.25, imag: 0.01 });
        let line = DiffractionLine { slope_db_per_m: 0.5e-3, intercept_db: 10.0 };
        let curve = SightCurve::of(&link, &line);
        assert!((curve.at_db(&link, link.d_sml_m) - curve.a_sml_db).abs() < 1e-9);
        assert!((curve.at_db(&link, curve.d_0_m) - curve.a_0_db).abs() < 1e-9, "{curve:?}");
    }
}
