//! What the wave meets: refractivity of the air, the curvature that it leaves to the Earth, impedance of the ground.

use super::super::profile::Polarisation;

/// Height over which the refractivity falls to 1/e, m; TN101 eq. 4.3.
const REFRACTIVITY_SCALE_HEIGHT_M: f64 = 9460.0;

/// Curvature γ_a of the Earth itself, 1/m: a radius of 6 369 km.
const EARTH_CURVATURE_PER_M: f64 = 157e-9;

/// 1 / (2π ε0) in MHz·m/S, rounded as in the source: turns σ/f into the imaginary part of the permittivity.
const CONDUCTIVITY_TO_PERMITTIVITY: f64 = 18_000.0;

/// Surface refractivity N_s, N-units, at a height above sea level.
pub(super) fn surface_refractivity_n_units(n_0_n_units: f64, height_m: f64) -> f64 {
    n_0_n_units * (-height_m / REFRACTIVITY_SCALE_HEIGHT_M).exp() // TN101 eq. 4.3
}

/// Curvature γ_e of an Earth over which the refracted ray runs straight, 1/m.
pub(super) fn effective_curvature_per_m(n_s_n_units: f64) -> f64 {
    EARTH_CURVATURE_PER_M * (1.0 - 0.046_65 * (n_s_n_units / 179.3).exp()) // TN101 eq. 4.4, solved for the curvature
}

/// Surface transfer impedance Z_g of the ground, relative to that of free space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Impedance {
    pub real: f64,
    pub imag: f64,
}

impl Impedance {
    /// Z_g = √(ε_r − 1), for vertical polarisation divided by ε_r = ε + i 18000 σ/f.
    pub fn of_ground(
        permittivity: f64,
        conductivity_s_per_m: f64,
        frequency_mhz: f64,
        polarisation: Polarisation,
    ) -> Self {
        let (epsilon, y) =
            (permittivity, CONDUCTIVITY_TO_PERMITTIVITY * conductivity_s_per_m / frequency_mhz);
        // Root of (ε − 1) + i y by the half angle
        let real = f64::midpoint((epsilon - 1.0).hypot(y), epsilon - 1.0).sqrt();
        let imag = y / (2.0 * real);
        match polarisation {
            Polarisation::Horizontal => Self { real, imag },
            Polarisation::Vertical => {
                let norm = epsilon * epsilon + y * y;
                Self { real: (real * epsilon + imag * y) / norm, imag: (imag * epsilon - real * y) / norm }
            }
        }
    }

    /// |Z_g|.
    pub fn magnitude(self) -> f64 {
        self.real.hypot(self.imag)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::inputs::{CONDUCTIVITY, FREQUENCY, PERMITTIVITY};
    use super::super::warnings::SURFACE_REFRACTIVITY;
    use super::*;

    #[test]
    fn the_standard_atmosphere_gives_four_thirds() {
        let radius_km = 1e-3 / effective_curvature_per_m(301.0);
        assert!((radius_km / 6370.0 - 4.0 / 3.0).abs() < 0.001, "{radius_km}");
        assert_eq!(surface_refractivity_n_units(301.0, 0.0), 301.0);
        // 301 e^(-1000 / 9460) = 301 · 0.899686
        assert!((surface_refractivity_n_units(301.0, 1000.0) - 270.805_5).abs() < 1e-3);
    }

    /// NTIA refuses effective radii outside 4 000 to 13 333 km; the range of N_s keeps well within.
    #[test]
    fn the_effective_radius_needs_no_check_of_its_own() {
        let (least, largest) = SURFACE_REFRACTIVITY.valid;
        assert!(1.0 / effective_curvature_per_m(least) > 7.1e6);
        assert!(1.0 / effective_curvature_per_m(largest) < 11.3e6);
    }

    #[test]
    fn impedances_worked_by_hand() {
        // √(14 + i 0): a dry ground of permittivity 15
        let flat = Impedance::of_ground(15.0, 1e-9, 20_000.0, Polarisation::Horizontal);
        assert!((flat.real - 14.0_f64.sqrt()).abs() < 1e-9 && flat.imag < 1e-9);
        // √(3 + 4i) = 2 + i, with σ = 4 f / 18000; divided by 4 + 4i it is (2 + i)(1 − i) / 8 = (3 − i) / 8
        let [upright, flat] = [Polarisation::Vertical, Polarisation::Horizontal]
            .map(|polarisation| Impedance::of_ground(4.0, 4.0 * 4_500.0 / 18_000.0, 4_500.0, polarisation));
        assert!((flat.real - 2.0).abs() < 1e-12 && (flat.imag - 1.0).abs() < 1e-12);
        assert!((upright.real - 0.375).abs() < 1e-12 && (upright.imag + 0.125).abs() < 1e-12);
        assert!((flat.magnitude() - 5.0_f64.sqrt()).abs() < 1e-12);
    }

    proptest! {
        /// NTIA refuses an impedance whose imaginary part is the larger; the ranges of the inputs rule it out.
        #[test]
        fn the_impedance_needs_no_check_of_its_own(
            epsilon in PERMITTIVITY.valid.0..PERMITTIVITY.valid.1,
            sigma_exponent in CONDUCTIVITY.valid.0.log10()..CONDUCTIVITY.valid.1.log10(),
            frequency_mhz in FREQUENCY.valid.0..FREQUENCY.valid.1,
        ) {
            for epsilon in [epsilon, PERMITTIVITY.valid.0] {
                for polarisation in [Polarisation::Horizontal, Polarisation::Vertical] {
                    let sigma = 10_f64.powf(sigma_exponent);
                    let z_g = Impedance::of_ground(epsilon, sigma, frequency_mhz, polarisation);
                    prop_assert!(z_g.real > z_g.imag.abs(), "{z_g:?}");
                }
            }
        }
    }
}
