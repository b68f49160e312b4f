//! Building entry loss, ITU-R P.2109-2 (08/2023): what walls cost an indoor receiver, not exceeded with a probability
//! over buildings and places within them.
//!
//! Two lognormal losses, one of which prevails in common cases (A) and one where there are openings (B), and a floor
//! (C), are added as powers. *Source*: the equations were read in `ic-crc/crc-covlib` (P.2109-2, which has no equation
//! numbers) and `eeveetza/p2109` (P.2109-1, whose numbers stand here); the two agree. The date is *unverified*.
//!
//! *Valid for* the ranges of [`FREQUENCY`], [`PROBABILITY`] and [`ELEVATION`]. The loss rises with probability and with
//! the elevation either way.

use super::normal::normal_quantile;
use super::quantity::{OutOfRange, Quantity, Warnings};
use super::terms::terms;

/// Carrier frequency.
pub static FREQUENCY: Quantity = Quantity::new("frequency", "f", "GHz", (0.08, 100.0));
/// Probability; the recommendation leaves out 0 and 100 only.
pub static PROBABILITY: Quantity = Quantity::new("probability", "P", "%", (0.000_001, 99.999_999));
/// Elevation of the ray at the façade.
pub static ELEVATION: Quantity = Quantity::new("elevation angle", "θ", "°", (-90.0, 90.0));

/// Median of the third component, dB; eq. (4).
const C_DB: f64 = -3.0;

/// The two kinds of building.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Building {
    /// Walls and glass without metal.
    Traditional,
    /// Metallised glass, foil-backed insulation.
    ThermallyEfficient,
}

/// The coefficients of one kind of building, P.2109 table 1.
struct Coefficients {
    r: f64,
    s: f64,
    t: f64,
    u: f64,
    v: f64,
    w: f64,
    x: f64,
    y: f64,
    z: f64,
}

impl Building {
    const fn coefficients(self) -> Coefficients {
        match self {
            Self::Traditional => {
                Coefficients { r: 12.64, s: 3.72, t: 0.96, u: 9.6, v: 2.0, w: 9.1, x: -3.0, y: 4.5, z: -2.0 }
            }
            Self::ThermallyEfficient => Coefficients {
                r: 28.19,
                s: -3.00,
                t: 8.48,
                u: 13.5,
                v: 3.8,
                w: 27.8,
                x: -2.9,
                y: 9.4,
                z: -2.1,
            },
        }
    }
}

/// The inputs of the model.
///
/// # Example
/// ```
/// use divario::propagation::p2109::{Building, BuildingEntry};
/// let entry = BuildingEntry {
///     frequency_ghz: 3.5,
///     probability_percent: 50.0,
///     building: Building::Traditional,
///     elevation_deg: 0.0,
/// };
/// entry.check()?;
/// assert_eq!(format!("{:.2}", entry.loss_db()), "15.72");
/// # Ok::<(), divario::propagation::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BuildingEntry {
    /// Carrier frequency f, GHz ([`FREQUENCY`]).
    pub frequency_ghz: f64,
    /// Probability P with which the loss is not exceeded, % ([`PROBABILITY`]).
    pub probability_percent: f64,
    /// Kind of building.
    pub building: Building,
    /// Elevation θ of the ray at the façade above the horizontal, ° ([`ELEVATION`]).
    pub elevation_deg: f64,
}

terms! {
    /// The terms of a building entry loss.
    pub struct BuildingEntryTerms {
        /// Lh, median loss of horizontal rays: r + s log10 f + t log10² f, eq. (9)
        l_h_db,
        /// Le, correction for the elevation: 0.212 |θ|, eq. (10)
        l_e_db,
        /// μ1, mean of the first component: Lh + Le, eq. (5)
        mu_1_db,
        /// μ2, mean of the second component: w + x log10 f, eq. (6)
        mu_2_db,
        /// σ1, standard deviation of the first component: u + v log10 f, eq. (7)
        sigma_1_db,
        /// σ2, standard deviation of the second component: y + z log10 f, eq. (8)
        sigma_2_db,
        /// F⁻¹(P), the inverse normal distribution
        f_inverse,
        /// A(P) = F⁻¹(P) σ1 + μ1, eq. (2)
        a_db,
        /// B(P) = F⁻¹(P) σ2 + μ2, eq. (3)
        b_db,
        /// L, the loss: 10 log10(10^(0.1 A) + 10^(0.1 B) + 10^(0.1 C)) with C = -3 dB, eq. (1)
        l_bel_db,
    }
}

impl BuildingEntry {
    /// Checks the inputs; the recommendation knows no warning.
    ///
    /// # Errors
    /// [`OutOfRange`] where the model does not hold.
    pub fn check(&self) -> Result<Warnings, OutOfRange> {
        let mut warnings = Warnings::default();
        FREQUENCY.check(self.frequency_ghz, &mut warnings)?;
        PROBABILITY.check(self.probability_percent, &mut warnings)?;
        ELEVATION.check(self.elevation_deg, &mut warnings)?;
        Ok(warnings)
    }

    /// Every term of the loss.
    #[must_use]
    #[expect(clippy::similar_names, reason = "the symbols of the source")]
    pub fn terms(&self) -> BuildingEntryTerms {
        let Coefficients { r, s, t, u, v, w, x, y, z } = self.building.coefficients();
        let log_f = self.frequency_ghz.log10();
        let l_h_db = r + s * log_f + t * log_f * log_f; // eq. (9)
        let l_e_db = 0.212 * self.elevation_deg.abs(); // eq. (10)
        let mu_1_db = l_h_db + l_e_db; // eq. (5)
        let mu_2_db = w + x * log_f; // eq. (6)
        let sigma_1_db = u + v * log_f; // eq. (7)
        let sigma_2_db = y + z * log_f; // eq. (8)
        let f_inverse = normal_quantile(self.probability_percent / 100.0);
        let a_db = f_inverse * sigma_1_db + mu_1_db; // eq. (2)
        let b_db = f_inverse * sigma_2_db + mu_2_db; // eq. (3)
        let power: f64 = [a_db, b_db, C_DB].iter().map(|db| 10.0_f64.powf(0.1 * db)).sum();
        BuildingEntryTerms {
            l_h_db,
            l_e_db,
            mu_1_db,
            mu_2_db,
            sigma_1_db,
            sigma_2_db,
            f_inverse,
            a_db,
            b_db,
            l_bel_db: 10.0 * power.log10(), // eq. (1)
        }
    }

    /// Building entry loss, dB, not exceeded with the probability.
    #[must_use]
    pub fn loss_db(&self) -> f64 {
        self.terms().l_bel_db
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CASE: BuildingEntry = BuildingEntry {
        frequency_ghz: 1.0,
        probability_percent: 50.0,
        building: Building::Traditional,
        elevation_deg: 0.0,
    };

    #[test]
    fn the_median_at_one_gigahertz_worked_by_hand() {
        // log10 f = 0 and F⁻¹ = 0: 10 log10(10^1.264 + 10^0.91 + 10^-0.3) = 10 log10(18.36538 + 8.12831 + 0.50119)
        assert!((CASE.loss_db() - 14.3128).abs() < 1e-4, "{}", CASE.loss_db());
        // 10 log10(10^2.819 + 10^2.78 + 10^-0.3) = 10 log10(659.174 + 602.560 + 0.501)
        let efficient = BuildingEntry { building: Building::ThermallyEfficient, ..CASE };
        assert!((efficient.loss_db() - 31.0114).abs() < 1e-4, "{}", efficient.loss_db());
    }

    #[test]
    fn up_and_down_cost_the_same() {
        let at = |elevation_deg| BuildingEntry { elevation_deg, ..CASE }.loss_db();
        assert_eq!(at(30.0), at(-30.0));
        assert!(at(30.0) > at(0.0));
    }

    #[test]
    fn both_sides_of_every_range() {
        for good in [
            BuildingEntry { frequency_ghz: 0.08, ..CASE },
            BuildingEntry { frequency_ghz: 100.0, ..CASE },
            BuildingEntry { probability_percent: 1e-6, ..CASE },
            BuildingEntry { probability_percent: 99.999_999, ..CASE },
            BuildingEntry { elevation_deg: 90.0, ..CASE },
            BuildingEntry { elevation_deg: -90.0, ..CASE },
        ] {
            assert!(good.check().unwrap().is_empty() && good.loss_db().is_finite(), "{good:?}");
        }
        for bad in [
            BuildingEntry { frequency_ghz: 0.079, ..CASE },
            BuildingEntry { frequency_ghz: 3_500.0, ..CASE },
            BuildingEntry { probability_percent: 0.0, ..CASE },
            BuildingEntry { probability_percent: 100.0, ..CASE },
            BuildingEntry { elevation_deg: 90.1, ..CASE },
            BuildingEntry { elevation_deg: f64::NAN, ..CASE },
        ] {
            assert!(bad.check().is_err(), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn more_certainty_never_loses_less(
            frequency_ghz in 0.08..100.0_f64, percent in 0.001..99.0_f64, more in 0.0..0.9_f64, elevation_deg in -90.0..90.0_f64,
        ) {
            for building in [Building::Traditional, Building::ThermallyEfficient] {
                let bold = BuildingEntry { frequency_ghz, probability_percent: percent, building, elevation_deg };
                let sure = BuildingEntry { probability_percent: percent + more, ..bold };
                prop_assert!(sure.loss_db() >= bold.loss_db());
            }
        }
    }
}
