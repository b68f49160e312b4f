//! SUI, the Stanford University Interim model, by its authors also Erceg's: path loss in three kinds of suburban
//! terrain, measured at 1.9 GHz and carried to the bands of fixed wireless access.
//!
//! *Source*: V. Erceg and others, "Channel Models for Fixed Wireless Applications", IEEE 802.16.3c-01/29r4 (2001), and
//! the earlier paper in IEEE JSAC 17 (1999); neither text was at hand (*unverified*). The formulas were read in public
//! implementations (`emadzawaw/Signal-Server`, three revisions of `models/sui.cc`).
//!
//! ```text
//! L = A + 10 γ log10(d / 100 m) + Xf + Xh + s        A   free space over 100 m
//! γ = a - b hb + c / hb                              Xf  6 log10(f / 2000 MHz)
//!                                                    Xh  -10.8 log10(hr / 2 m), in terrain C -20 log10(hr / 2 m)
//! ```
//!
//! *Two printed forms of Xh.* Some papers print hr/2, others hr/2000, both with hr said to be in metres. This model
//! takes hr/2: only so is the correction 0 at 2 m, the height at which the losses were measured, and only so does it
//! lower the loss of a raised antenna by decibels. At 3.5 GHz, 10 km, hb 30 m, hr 6 m in terrain C it gives 157.6 dB.
//! With hr/2000 it would be 217.6 dB; a public planning program turned the sign to mend that, and came to 127.3 dB,
//! 10.6 dB of shadowing included, four decibels above free space. All three are computed in the tests. A later
//! revision of the same program divides the *frequency* in MHz by 2 instead, 18 dB too much.
//!
//! *Left out*: the spread of the shadowing itself (8.2 to 10.6 dB); a single value goes in as
//! [`Sui::shadowing_db`], 0 in the median.
//! *Valid for* the ranges of [`DISTANCE`], [`FREQUENCY`], [`BASE_HEIGHT`], [`CPE_HEIGHT`] and [`SHADOWING`], with a
//! warning outside the narrower ones for which it was made (those limits *unverified*). Below 100 m the formula has no
//! meaning; above 300 m of base height its slope nears that of free space. Not reciprocal: base and customer have
//! terms of their own. Never below free space ([`super::empirical`]).

use super::empirical::EXCESS;
use super::free_space::free_space_loss_db;
use super::quantity::{OutOfRange, Quantity, Warnings};
use super::terms::terms;

/// Distance between the antennas.
pub static DISTANCE: Quantity = Quantity::new("distance", "d", "km", (0.1, 100.0)).usually((0.1, 8.0));
/// Carrier frequency.
pub static FREQUENCY: Quantity =
    Quantity::new("frequency", "f", "MHz", (500.0, 20_000.0)).usually((1_900.0, 11_000.0));
/// Height of the base antenna above ground.
pub static BASE_HEIGHT: Quantity =
    Quantity::new("base antenna height", "hb", "m", (5.0, 300.0)).usually((10.0, 80.0));
/// Height of the customer's antenna above ground.
pub static CPE_HEIGHT: Quantity =
    Quantity::new("customer antenna height", "hr", "m", (0.5, 50.0)).usually((2.0, 10.0));
/// Shadowing.
pub static SHADOWING: Quantity = Quantity::new("shadowing", "s", "dB", (-60.0, 60.0));

/// Distance from which the law of distance starts, km.
const REFERENCE_DISTANCE_KM: f64 = 0.1;

/// The three kinds of terrain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Terrain {
    /// A: hilly, with moderate to heavy tree density; the largest loss.
    Hilly,
    /// B: hilly with few trees, or flat with many.
    Between,
    /// C: flat, with light tree density; the least loss.
    Flat,
}

/// What distinguishes the kinds of terrain.
struct Coefficients {
    a: f64,
    b_per_m: f64,
    c_m: f64,
    /// Decibels that a tenfold height of the customer's antenna takes off.
    height_gain_db: f64,
}

impl Terrain {
    fn coefficients(self) -> Coefficients {
        match self {
            Self::Hilly => Coefficients { a: 4.6, b_per_m: 0.0075, c_m: 12.6, height_gain_db: 10.8 },
            Self::Between => Coefficients { a: 4.0, b_per_m: 0.0065, c_m: 17.1, height_gain_db: 10.8 },
            Self::Flat => Coefficients { a: 3.6, b_per_m: 0.005, c_m: 20.0, height_gain_db: 20.0 },
        }
    }
}

/// The inputs of the model.
///
/// # Example
/// ```
/// use divario::propagation::sui::{self, Sui, Terrain};
/// let path = Sui {
///     distance_km: 10.0,
///     frequency_mhz: 3500.0,
///     base_height_m: 30.0,
///     cpe_height_m: 6.0,
///     terrain: Terrain::Flat,
///     shadowing_db: 0.0,
/// };
/// assert!(path.check()?.has(&sui::DISTANCE)); // 10 km is more than the 8 km for which it was made
/// assert_eq!(format!("{:.1}", path.loss_db()), "157.6");
/// # Ok::<(), divario::propagation::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sui {
    /// Distance d between the antennas, km ([`DISTANCE`]).
    pub distance_km: f64,
    /// Carrier frequency f, MHz ([`FREQUENCY`]).
    pub frequency_mhz: f64,
    /// Height hb of the base antenna above ground, m ([`BASE_HEIGHT`]).
    pub base_height_m: f64,
    /// Height hr of the customer's antenna above ground, m ([`CPE_HEIGHT`]).
    pub cpe_height_m: f64,
    /// Kind of terrain.
    pub terrain: Terrain,
    /// Shadowing s, dB ([`SHADOWING`]); 0 in the median.
    pub shadowing_db: f64,
}

terms! {
    /// The terms of a loss by SUI.
    pub struct SuiTerms {
        /// Free-space loss over the whole distance
        free_space_db,
        /// A, free-space loss over 100 m
        a_db,
        /// γ, path loss exponent: a - b hb + c / hb
        gamma,
        /// Xf, correction for the frequency: 6 log10(f / 2000 MHz)
        x_f_db,
        /// Xh, correction for the height of the customer's antenna: -10.8 (C: -20) log10(hr / 2 m)
        x_h_db,
        /// s, shadowing
        s_db,
        /// What the formula gives: A + 10 γ log10(d / 100 m) + Xf + Xh + s
        formula_db,
        /// L, the loss: the formula, but never less than free space
        l_db,
    }
}

impl Sui {
    /// Checks the inputs; warnings where the model was not made for them.
    ///
    /// # Errors
    /// [`OutOfRange`] where the formula has no meaning.
    pub fn check(&self) -> Result<Warnings, OutOfRange> {
        let mut warnings = Warnings::default();
        DISTANCE.check(self.distance_km, &mut warnings)?;
        FREQUENCY.check(self.frequency_mhz, &mut warnings)?;
        BASE_HEIGHT.check(self.base_height_m, &mut warnings)?;
        CPE_HEIGHT.check(self.cpe_height_m, &mut warnings)?;
        SHADOWING.check(self.shadowing_db, &mut warnings)?;
        let terms = self.terms();
        EXCESS.check(terms.formula_db - terms.free_space_db, &mut warnings)?;
        Ok(warnings)
    }

    /// Every term of the loss.
    #[must_use]
    #[expect(clippy::similar_names, reason = "the symbols of the source")]
    pub fn terms(&self) -> SuiTerms {
        let Coefficients { a, b_per_m, c_m, height_gain_db } = self.terrain.coefficients();
        let free_space_db = free_space_loss_db(self.distance_km, self.frequency_mhz);
        let a_db = free_space_loss_db(REFERENCE_DISTANCE_KM, self.frequency_mhz);
        let gamma = a - b_per_m * self.base_height_m + c_m / self.base_height_m;
        let x_f_db = 6.0 * (self.frequency_mhz / 2000.0).log10();
        let x_h_db = -height_gain_db * (self.cpe_height_m / 2.0).log10();
        let s_db = self.shadowing_db;
        let decades = (self.distance_km / REFERENCE_DISTANCE_KM).log10();
        let formula_db = a_db + 10.0 * gamma * decades + x_f_db + x_h_db + s_db;
        let l_db = formula_db.max(free_space_db);
        SuiTerms { free_space_db, a_db, gamma, x_f_db, x_h_db, s_db, formula_db, l_db }
    }

    /// Basic transmission loss, dB; never less than free space.
    #[must_use]
    pub fn loss_db(&self) -> f64 {
        self.terms().l_db
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The case in which the printed forms were compared.
    const CASE: Sui = Sui {
        distance_km: 10.0,
        frequency_mhz: 3500.0,
        base_height_m: 30.0,
        cpe_height_m: 6.0,
        terrain: Terrain::Flat,
        shadowing_db: 0.0,
    };

    /// Half a unit of the last digit given, dB.
    const PRINTED_DB: f64 = 0.051;

    #[test]
    fn the_printed_forms_of_the_receiver_term() {
        let terms = CASE.terms();
        // A = 32.4478 + 20 log 3500 - 20 = 83.329; γ = 3.6 - 0.15 + 0.66667 = 4.11667; Xf = 1.458; Xh = -9.542
        assert!((terms.l_db - 157.6).abs() < PRINTED_DB, "{terms:?}");
        let without_db = terms.l_db - terms.x_h_db;
        let hr_over_2000_db = -20.0 * (CASE.cpe_height_m / 2000.0).log10();
        assert!((without_db + hr_over_2000_db - 217.6).abs() < PRINTED_DB);
        let (sign_turned_db, fixed_shadowing_db) = (-hr_over_2000_db, 10.6);
        assert!((without_db + sign_turned_db + fixed_shadowing_db - 127.3).abs() < PRINTED_DB);
        // the frequency in MHz over 2 instead of 2000
        assert!((6.0 * (3500.0_f64 / 2.0).log10() - terms.x_f_db - 18.0).abs() < PRINTED_DB);
    }

    #[test]
    fn where_it_was_measured_nothing_is_corrected() {
        let measured = Sui { distance_km: 0.1, frequency_mhz: 2000.0, cpe_height_m: 2.0, ..CASE };
        let terms = measured.terms();
        assert_eq!((terms.x_f_db, terms.x_h_db), (0.0, 0.0));
        assert_eq!(terms.l_db, terms.free_space_db);
    }

    #[test]
    fn hilly_loses_most_and_flat_least() {
        let at = |terrain| Sui { terrain, cpe_height_m: 2.0, ..CASE }.loss_db();
        assert!(at(Terrain::Hilly) > at(Terrain::Between) && at(Terrain::Between) > at(Terrain::Flat));
    }

    #[test]
    fn free_space_is_the_floor_and_a_warning_tells_so() {
        let high = Sui { distance_km: 0.2, cpe_height_m: 50.0, ..CASE };
        let terms = high.terms();
        assert!(terms.formula_db < terms.free_space_db);
        assert_eq!(high.loss_db(), terms.free_space_db);
        assert!(high.check().unwrap().has(&EXCESS));
        assert!(!CASE.check().unwrap().has(&EXCESS));
    }

    #[test]
    fn both_sides_of_every_range() {
        let check = |path: Sui| path.check();
        let good = Sui { distance_km: 8.0, ..CASE };
        assert!(check(good).unwrap().is_empty());
        for (path, quantity) in [
            (Sui { distance_km: 8.01, ..good }, &DISTANCE),
            (Sui { frequency_mhz: 1899.0, ..good }, &FREQUENCY),
            (Sui { frequency_mhz: 11_001.0, ..good }, &FREQUENCY),
            (Sui { base_height_m: 9.9, ..good }, &BASE_HEIGHT),
            (Sui { base_height_m: 80.1, ..good }, &BASE_HEIGHT),
            (Sui { cpe_height_m: 1.9, ..good }, &CPE_HEIGHT),
            (Sui { cpe_height_m: 10.1, ..good }, &CPE_HEIGHT),
        ] {
            assert!(check(path).unwrap().has(quantity), "{path:?}");
        }
        for path in [
            Sui { distance_km: 0.099, ..good },
            Sui { distance_km: 10_000.0, ..good },
            Sui { frequency_mhz: 3.5, ..good },
            Sui { base_height_m: 0.0, ..good },
            Sui { cpe_height_m: 0.0, ..good },
            Sui { shadowing_db: f64::NAN, ..good },
        ] {
            assert!(check(path).is_err(), "{path:?}");
        }
    }

    proptest! {
        #[test]
        fn the_loss_grows_with_distance(
            distance_km in 0.1..90.0_f64, more in 1.0..1.1_f64, base_height_m in 5.0..300.0_f64,
            cpe_height_m in 0.5..50.0_f64, frequency_mhz in 500.0..20_000.0_f64,
        ) {
            let near = Sui { distance_km, frequency_mhz, base_height_m, cpe_height_m, ..CASE };
            let far = Sui { distance_km: distance_km * more, ..near };
            prop_assert!(far.loss_db() >= near.loss_db());
        }
    }
}
