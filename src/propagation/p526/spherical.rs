//! Diffraction over a smooth spherical Earth, ITU-R P.526-15 §3.1.1 and §3.2, which P.1812 takes over in §4.3.2 and
//! §4.3.3 with the equation numbers given here.
//!
//! ```text
//!  tx *-________
//!     |         ---------________        clearance hse of the ray where it comes nearest to the ground,
//!  hte|                          ---* rx   dse1 from the transmitter and dse2 from the receiver
//!     |                          hre|
//!    -----_________________-----------
//! ```
//!
//! Beyond the horizon the first term of the residue series gives the loss. Within it the loss fades from that of the
//! Earth that would just be grazed down to 0 where the ray clears the ground by `hreq`.
//!
//! The first term is printed in two forms ([`Form`]): from the wavelength, which the official worked examples of P.526
//! turn out to use, and with rounded factors in practical units, as P.1812 and P.452 have it. They differ by
//! 2·10⁻³ of the loss at most, and by 0.07 dB for each antenna so low that only K counts.
//!
//! *Jumps of the recommendation*: the distance term changes its form at X = 1.6 with a step of 2·10⁻⁵ dB, the height
//! term at B = 2 with one of 0.018 dB for each antenna.

use std::f64::consts::PI;

use super::Wave;
use crate::propagation::profile::Polarisation;

/// What the surface of the Earth does to the wave.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Surface {
    /// Relative permittivity εr.
    permittivity: f64,
    /// Conductivity σ, S/m.
    conductivity_s_per_m: f64,
}

/// Land, P.1812 §4.3.3.
const LAND: Surface = Surface { permittivity: 22.0, conductivity_s_per_m: 0.003 };

/// Sea, P.1812 §4.3.3.
const SEA: Surface = Surface { permittivity: 80.0, conductivity_s_per_m: 5.0 };

/// Clearance at which diffraction over a smooth Earth ends, in units of √(dse1 dse2 λ / d), P.1812 eq. (25).
pub(in crate::propagation) const CLEAR_FACTOR: f64 = 17.456;

/// In which of its printed forms the first term is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// From the wavelength, and β = 1 for horizontal waves, as P.526 allows.
    Wavelength,
    /// With rounded factors for km, m and GHz, and β calculated for all waves: P.1812 and P.452.
    Practical,
}

/// The factors of the first term in km, m and GHz.
struct Factors {
    /// Of K.
    k: f64,
    /// Of σ/f in K.
    sigma: f64,
    /// Of X.
    x: f64,
    /// Of Y.
    y: f64,
}

impl Factors {
    /// P.1812 eq. (29a), (31), (32).
    const PRACTICAL: Self = Self { k: 0.036, sigma: 18.0, x: 21.88, y: 0.9575 };

    /// P.526 §3.1.1: K = (2π a/λ)^(-1/3) …, 60 λ σ, X = β (π/(λ a²))^(1/3) d, Y = 2 β (π²/(λ² a))^(1/3) h, all in m.
    fn from_wavelength(wave: &Wave) -> Self {
        let m_ghz = wave.wavelength_m * wave.frequency_ghz;
        Self {
            k: (2000.0 * PI / m_ghz).cbrt().recip(),
            sigma: 60.0 * m_ghz,
            x: 10.0 * (PI / m_ghz).cbrt(),
            y: 2.0 * (PI * PI / (1000.0 * m_ghz * m_ghz)).cbrt(),
        }
    }

    fn of(wave: &Wave) -> Self {
        match wave.form {
            Form::Wavelength => Self::from_wavelength(wave),
            Form::Practical => Self::PRACTICAL,
        }
    }
}

/// A path over a smooth Earth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SphericalEarth {
    /// Length of the path d, km.
    pub length_km: f64,
    /// Height of one antenna above the smooth surface hte, m; not below 0.
    pub tx_height_m: f64,
    /// Height of the other hre, m; not below 0.
    pub rx_height_m: f64,
    /// Share ω of the path over the sea, 0 to 1.
    pub sea_ratio: f64,
}

impl SphericalEarth {
    /// Diffraction loss over an Earth of this effective radius (km), dB.
    #[must_use]
    pub fn loss_db(&self, wave: &Wave, effective_earth_radius_km: f64) -> f64 {
        let a_p = effective_earth_radius_km;
        let heights = (0.001 * self.tx_height_m).sqrt() + (0.001 * self.rx_height_m).sqrt();
        let d_los = (2.0 * a_p).sqrt() * heights; // P.1812 eq. (22)
        if self.length_km >= d_los {
            return self.first_term_db(wave, a_p);
        }
        let clearance_ratio = self.clearance_ratio(wave, a_p);
        if clearance_ratio > 1.0 {
            return 0.0;
        }
        // Earth that the ray would graze, km
        let a_em = 0.5 * (self.length_km / heights).powi(2); // P.1812 eq. (26), 500 (d / (√hte + √hre))²
        (1.0 - clearance_ratio) * self.first_term_db(wave, a_em).max(0.0) // P.1812 eq. (27)
    }

    /// Least clearance of the ray above the curved ground, over the clearance at which diffraction ends: hse / hreq.
    fn clearance_ratio(&self, wave: &Wave, a_p: f64) -> f64 {
        let Self { length_km: d, tx_height_m: h_te, rx_height_m: h_re, .. } = *self;
        let c = (h_te - h_re) / (h_te + h_re); // P.1812 eq. (24d)
        let m = 250.0 * d * d / (a_p * (h_te + h_re)); // P.1812 eq. (24e)
        let cosine = 1.5 * c * (3.0 * m / (m + 1.0).powi(3)).sqrt();
        let b = 2.0 // P.1812 eq. (24c); rounding must not push the cosine out of its range
            * ((m + 1.0) / (3.0 * m)).sqrt()
            * (PI / 3.0 + cosine.clamp(-1.0, 1.0).acos() / 3.0).cos();
        let d_se1 = (d / 2.0 * (1.0 + b)).clamp(0.0, d); // P.1812 eq. (24a)
        let d_se2 = d - d_se1; // P.1812 eq. (24b)
        let above_bulge_m = |height_m: f64, d_se: f64| height_m - 500.0 * d_se * d_se / a_p;
        let h_se = (above_bulge_m(h_te, d_se1) * d_se2 + above_bulge_m(h_re, d_se2) * d_se1) / d; // P.1812 eq. (23)
        let h_req = CLEAR_FACTOR * (d_se1 * d_se2 * wave.wavelength_m / d).sqrt(); // P.1812 eq. (25)
        // an antenna on the ground has the point of least clearance at its foot, and none
        if h_req > 0.0 { h_se / h_req } else { 0.0 }
    }

    /// First term of the residue series over an Earth of this radius (km), dB, shared out between land and sea.
    fn first_term_db(&self, wave: &Wave, a_dft: f64) -> f64 {
        // P.1812 eq. (28); where there is no sea, or no land, it is left out, which changes no digit
        match self.sea_ratio {
            0.0 => self.first_term_over_db(LAND, wave, a_dft),
            1.0 => self.first_term_over_db(SEA, wave, a_dft),
            omega => {
                omega * self.first_term_over_db(SEA, wave, a_dft)
                    + (1.0 - omega) * self.first_term_over_db(LAND, wave, a_dft)
            }
        }
    }

    /// First term of the residue series over one kind of surface, dB.
    fn first_term_over_db(&self, surface: Surface, wave: &Wave, a_dft: f64) -> f64 {
        let (f, factors) = (wave.frequency_ghz, Factors::of(wave));
        let k = surface.admittance(&factors, wave, a_dft);
        let beta = ground_parameter(k, wave);
        let x = factors.x * beta * (f / (a_dft * a_dft)).cbrt() * self.length_km; // P.1812 eq. (31)
        let y = factors.y * beta * (f * f / a_dft).cbrt(); // P.1812 eq. (32), for a height of 1 m
        let gain_db = |height_m: f64| height_gain_db(beta * y * height_m, k); // P.1812 eq. (35), B = β Y
        -distance_term_db(x) - gain_db(self.tx_height_m) - gain_db(self.rx_height_m) // P.1812 eq. (36)
    }
}

impl Surface {
    /// Normalised surface admittance K.
    fn admittance(self, factors: &Factors, wave: &Wave, a_dft: f64) -> f64 {
        let (f, eps) = (wave.frequency_ghz, self.permittivity);
        let loss = factors.sigma * self.conductivity_s_per_m / f;
        let k_h = factors.k / (a_dft * f).cbrt() * ((eps - 1.0).powi(2) + loss * loss).powf(-0.25); // P.1812 eq. (29a)
        match wave.polarisation {
            Polarisation::Horizontal => k_h,
            Polarisation::Vertical => k_h * (eps * eps + loss * loss).sqrt(), // P.1812 eq. (29b)
        }
    }
}

/// β: what ground and polarisation do to distance and height.
fn ground_parameter(k: f64, wave: &Wave) -> f64 {
    if (wave.form, wave.polarisation) == (Form::Wavelength, Polarisation::Horizontal) {
        return 1.0; // P.526 §3.1.1.2 allows it, and its official examples do so
    }
    (1.0 + 1.6 * k.powi(2) + 0.67 * k.powi(4)) / (1.0 + 4.5 * k.powi(2) + 1.53 * k.powi(4)) // P.1812 eq. (30)
}

/// Distance term F(X), dB.
fn distance_term_db(x: f64) -> f64 {
    // P.1812 eq. (33)
    if x >= 1.6 { 11.0 + 10.0 * x.log10() - 17.6 * x } else { -20.0 * x.log10() - 5.6488 * x.powf(1.425) }
}

/// Height gain G, dB, of an antenna at the normalised height B over a surface of admittance K.
fn height_gain_db(b: f64, k: f64) -> f64 {
    // P.1812 eq. (34)
    let gain_db = if b > 2.0 {
        17.6 * (b - 1.1).sqrt() - 5.0 * (b - 1.1).log10() - 8.0
    } else {
        20.0 * (b + 0.1 * b.powi(3)).log10()
    };
    gain_db.max(2.0 + 20.0 * k.log10())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wave(frequency_ghz: f64, polarisation: Polarisation) -> Wave {
        Wave { frequency_ghz, wavelength_m: 0.2998 / frequency_ghz, polarisation, form: Form::Practical }
    }

    fn any_wave() -> impl Strategy<Value = Wave> {
        let polarisation = prop_oneof![Just(Polarisation::Horizontal), Just(Polarisation::Vertical)];
        (-1.5..1.6_f64, polarisation)
            .prop_map(|(log_f, polarisation)| wave(10.0_f64.powf(log_f), polarisation))
    }

    fn any_path() -> impl Strategy<Value = SphericalEarth> {
        (0.0..3.3_f64, 0.0..3.3_f64, 0.0..3.3_f64, 0.0..=1.0_f64).prop_map(|(d, tx, rx, sea_ratio)| {
            SphericalEarth {
                length_km: 10.0_f64.powf(d),
                tx_height_m: 10.0_f64.powf(tx),
                rx_height_m: 10.0_f64.powf(rx),
                sea_ratio,
            }
        })
    }

    #[test]
    fn the_forms_meet_with_the_steps_that_are_documented() {
        let distance_step_db = distance_term_db(1.6) - distance_term_db(1.6 - 1e-12);
        assert!(distance_step_db.abs() < 5e-5, "{distance_step_db}");
        let height_step_db = height_gain_db(2.0 + 1e-12, 1e-9) - height_gain_db(2.0, 1e-9);
        assert!((0.017..0.018).contains(&-height_step_db), "{height_step_db}");
    }

    #[test]
    fn an_antenna_on_the_ground_still_has_a_loss() {
        let path = SphericalEarth { length_km: 10.0, tx_height_m: 0.0, rx_height_m: 500.0, sea_ratio: 0.0 };
        let near_ground = SphericalEarth { tx_height_m: 1e-9, ..path };
        let wave = wave(0.5, Polarisation::Vertical);
        let (on_db, near_db) = (path.loss_db(&wave, 8500.0), near_ground.loss_db(&wave, 8500.0));
        assert!(on_db > 10.0 && (on_db - near_db).abs() < 1e-2, "{on_db} {near_db}");
        let both = SphericalEarth { rx_height_m: 0.0, ..path };
        assert!(both.loss_db(&wave, 8500.0).is_finite());
    }

    #[test]
    fn the_rounded_factors_are_those_of_the_wavelength() {
        let exact = Factors::from_wavelength(&wave(3.5, Polarisation::Vertical));
        let Factors { k, sigma, x, y } = Factors::PRACTICAL;
        for (rounded, exact) in [(k, exact.k), (sigma, exact.sigma), (x, exact.x), (y, exact.y)] {
            assert!((rounded / exact - 1.0).abs() < 0.01, "{rounded} {exact}");
        }
    }

    proptest! {
        #[test]
        fn both_forms_say_nearly_the_same(path in any_path(), wave in any_wave()) {
            let other = Wave { form: Form::Wavelength, ..wave };
            let (practical_db, exact_db) = (path.loss_db(&wave, 8500.0), path.loss_db(&other, 8500.0));
            prop_assert!((practical_db - exact_db).abs() < 0.2 + 2e-3 * practical_db, "{practical_db} {exact_db}");
        }

        #[test]
        fn the_ends_may_be_swapped(path in any_path(), wave in any_wave(), radius_km in 4e3..2e4_f64) {
            let back =
                SphericalEarth { tx_height_m: path.rx_height_m, rx_height_m: path.tx_height_m, ..path };
            let (there_db, back_db) = (path.loss_db(&wave, radius_km), back.loss_db(&wave, radius_km));
            prop_assert!((there_db - back_db).abs() < 1e-6, "{there_db} {back_db}");
        }

        #[test]
        fn the_horizon_is_crossed_without_a_step(path in any_path(), wave in any_wave(), radius_km in 4e3..2e4_f64) {
            let heights = (0.001 * path.tx_height_m).sqrt() + (0.001 * path.rx_height_m).sqrt();
            let horizon_km = (2.0 * radius_km).sqrt() * heights;
            let at = |ratio: f64| SphericalEarth { length_km: horizon_km * ratio, ..path }.loss_db(&wave, radius_km);
            let (within_db, beyond_db) = (at(1.0 - 1e-9), at(1.0 + 1e-9));
            prop_assert!((within_db - beyond_db).abs() < 1e-3, "{within_db} {beyond_db}");
        }

        #[test]
        fn enough_clearance_ends_the_loss_without_a_step(
            path in any_path(), wave in any_wave(), radius_km in 4e3..2e4_f64,
        ) {
            let ratio_at = |length_km| SphericalEarth { length_km, ..path }.clearance_ratio(&wave, radius_km);
            let horizon_km = (2.0 * radius_km).sqrt()
                * ((0.001 * path.tx_height_m).sqrt() + (0.001 * path.rx_height_m).sqrt());
            let (mut clear_km, mut grazing_km) = (1e-6 * horizon_km, horizon_km);
            prop_assume!(ratio_at(clear_km) > 1.0);
            while grazing_km - clear_km > 1e-9 * horizon_km {
                let middle_km = f64::midpoint(clear_km, grazing_km);
                *(if ratio_at(middle_km) > 1.0 { &mut clear_km } else { &mut grazing_km }) = middle_km;
            }
            let just_short_db = SphericalEarth { length_km: grazing_km, ..path }.loss_db(&wave, radius_km);
            prop_assert!(just_short_db < 1e-3, "{just_short_db}");
        }

        #[test]
        fn beyond_the_horizon_more_height_never_costs(
            path in any_path(), wave in any_wave(), factor in 1.0..2.0_f64, beyond in 1.0..4.0_f64,
        ) {
            let higher = SphericalEarth { tx_height_m: path.tx_height_m * factor, ..path };
            let heights = (0.001 * higher.tx_height_m).sqrt() + (0.001 * path.rx_height_m).sqrt();
            let length_km = (2.0 * 8500.0_f64).sqrt() * heights * beyond;
            let [low_db, high_db] =
                [path, higher].map(|path| SphericalEarth { length_km, ..path }.loss_db(&wave, 8500.0));
            // but for the step at B = 2
            prop_assert!(high_db <= low_db + 0.02, "{low_db} {high_db}");
        }
    }
}
