//! ECC-33: Okumura's measurements carried to the 3.5 GHz of fixed wireless access.
//!
//! *Source*: ECC Report 33 (2003), "The analysis of the coexistence of FWA cells in the 3.4–3.8 GHz band"; the text was
//! not at hand (*unverified*). The formulas were read in `emadzawaw/Signal-Server`, `src/models/ecc33.cc`.
//!
//! ```text
//! L   = Afs + Abm - Gb - Gr                            d in km, f in GHz, hb and hr in m
//! Afs = 92.4 + 20 log10 d + 20 log10 f                            free space
//! Abm = 20.41 + 9.83 log10 d + 7.894 log10 f + 9.56 log10² f      basic median attenuation
//! Gb  = log10(hb / 200) (13.958 + 5.8 log10² d)                   gain of the base's height
//! Gr  = (42.57 + 13.7 log10 f) (log10 hr - 0.585)                 gain of the customer's height, medium city
//! Gr  = 0.759 hr - 1.862                                          the same, large city
//! ```
//!
//! *Valid for* the ranges of [`DISTANCE`], [`FREQUENCY`], [`BASE_HEIGHT`] and [`CPE_HEIGHT`], with a warning outside the
//! narrower ones for which it was made (those limits *unverified*). The report's band, 3.4 to 3.8 GHz, is among the
//! latter; one public program ends with an error above 3.5 GHz, in the middle of it. Below 0.4 GHz the squared
//! logarithm would turn the frequency around. Not reciprocal. Never below free space ([`super::empirical`]).

use super::empirical::EXCESS;
use super::free_space::free_space_loss_db;
use super::quantity::{OutOfRange, Quantity, Warnings};
use super::terms::terms;

/// Distance between the antennas.
pub static DISTANCE: Quantity = Quantity::new("distance", "d", "km", (0.1, 100.0)).usually((1.0, 10.0));
/// Carrier frequency.
pub static FREQUENCY: Quantity =
    Quantity::new("frequency", "f", "MHz", (500.0, 11_000.0)).usually((700.0, 3_800.0));
/// Height of the base antenna above ground.
pub static BASE_HEIGHT: Quantity =
    Quantity::new("base antenna height", "hb", "m", (5.0, 500.0)).usually((20.0, 200.0));
/// Height of the customer's antenna above ground.
pub static CPE_HEIGHT: Quantity =
    Quantity::new("customer antenna height", "hr", "m", (0.5, 50.0)).usually((3.0, 10.0));

/// The two kinds of city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum City {
    /// Of medium size, as most in Europe.
    Medium,
    /// Large, with tall buildings.
    Large,
}

/// The inputs of the model.
///
/// # Example
/// ```
/// use divario::propagation::ecc33::{City, Ecc33};
/// let path = Ecc33 {
///     distance_km: 5.0,
///     frequency_mhz: 3500.0,
///     base_height_m: 30.0,
///     cpe_height_m: 6.0,
///     city: City::Medium,
/// };
/// assert!(path.check()?.is_empty());
/// assert_eq!(format!("{:.1}", path.loss_db()), "155.8");
/// # Ok::<(), divario::propagation::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ecc33 {
    /// Distance d between the antennas, km ([`DISTANCE`]).
    pub distance_km: f64,
    /// Carrier frequency, MHz ([`FREQUENCY`]); the formulas take GHz.
    pub frequency_mhz: f64,
    /// Height hb of the base antenna above ground, m ([`BASE_HEIGHT`]).
    pub base_height_m: f64,
    /// Height hr of the customer's antenna above ground, m ([`CPE_HEIGHT`]).
    pub cpe_height_m: f64,
    /// Kind of city.
    pub city: City,
}

terms! {
    /// The terms of a loss by ECC-33.
    pub struct Ecc33Terms {
        /// Free-space loss over the whole distance, unrounded
        free_space_db,
        /// Afs, free-space loss by the model's own constant: 92.4 + 20 log10 d + 20 log10 f
        a_fs_db,
        /// Abm, basic median attenuation: 20.41 + 9.83 log10 d + 7.894 log10 f + 9.56 log10² f
        a_bm_db,
        /// Gb, gain of the base's height: log10(hb / 200) (13.958 + 5.8 log10² d)
        g_b_db,
        /// Gr, gain of the customer's height: (42.57 + 13.7 log10 f) (log10 hr - 0.585), large city 0.759 hr - 1.862
        g_r_db,
        /// What the formula gives: Afs + Abm - Gb - Gr
        formula_db,
        /// L, the loss: the formula, but never less than free space
        l_db,
    }
}

impl Ecc33 {
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
        let terms = self.terms();
        EXCESS.check(terms.formula_db - terms.free_space_db, &mut warnings)?;
        Ok(warnings)
    }

    /// Every term of the loss.
    #[must_use]
    #[expect(clippy::similar_names, reason = "the symbols of the source")]
    pub fn terms(&self) -> Ecc33Terms {
        let free_space_db = free_space_loss_db(self.distance_km, self.frequency_mhz);
        let (log_d, log_f) = (self.distance_km.log10(), (self.frequency_mhz / 1000.0).log10());
        let a_fs_db = 92.4 + 20.0 * log_d + 20.0 * log_f;
        let a_bm_db = 20.41 + 9.83 * log_d + 7.894 * log_f + 9.56 * log_f * log_f;
        let g_b_db = (self.base_height_m / 200.0).log10() * (13.958 + 5.8 * log_d * log_d);
        let g_r_db = match self.city {
            City::Medium => (42.57 + 13.7 * log_f) * (self.cpe_height_m.log10() - 0.585),
            City::Large => 0.759 * self.cpe_height_m - 1.862,
        };
        let formula_db = a_fs_db + a_bm_db - g_b_db - g_r_db;
        let l_db = formula_db.max(free_space_db);
        Ecc33Terms { free_space_db, a_fs_db, a_bm_db, g_b_db, g_r_db, formula_db, l_db }
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

    const CASE: Ecc33 = Ecc33 {
        distance_km: 1.0,
        frequency_mhz: 3500.0,
        base_height_m: 30.0,
        cpe_height_m: 6.0,
        city: City::Medium,
    };

    /// Distance in km and loss in dB of [`CASE`], computed elsewhere.
    const ORACLE: [(f64, f64); 3] = [(1.0, 132.7), (5.0, 155.8), (10.0, 167.3)];

    #[test]
    fn the_independent_values() {
        for (distance_km, wanted_db) in ORACLE {
            let found_db = Ecc33 { distance_km, ..CASE }.loss_db();
            assert!((found_db - wanted_db).abs() < 0.051, "{distance_km} km: {found_db}");
        }
    }

    #[test]
    fn a_large_city_worked_by_hand() {
        // Gr = 0.759 · 6 - 1.862 = 2.692 dB
        assert!((Ecc33 { city: City::Large, ..CASE }.terms().g_r_db - 2.692).abs() < 1e-12);
    }

    #[test]
    fn the_band_of_the_report_needs_no_warning() {
        for frequency_mhz in [3400.0, 3500.0, 3600.0, 3800.0] {
            assert!(Ecc33 { frequency_mhz, ..CASE }.check().unwrap().is_empty());
        }
        assert!(Ecc33 { frequency_mhz: 5800.0, ..CASE }.check().unwrap().has(&FREQUENCY));
    }

    #[test]
    fn free_space_is_the_floor_and_a_warning_tells_so() {
        let high = Ecc33 { base_height_m: 500.0, cpe_height_m: 50.0, ..CASE };
        assert_eq!(high.loss_db(), high.terms().free_space_db);
        assert!(high.check().unwrap().has(&EXCESS));
    }

    #[test]
    fn both_sides_of_every_range() {
        for (path, quantity) in [
            (Ecc33 { distance_km: 0.99, ..CASE }, &DISTANCE),
            (Ecc33 { distance_km: 10.1, ..CASE }, &DISTANCE),
            (Ecc33 { frequency_mhz: 699.0, ..CASE }, &FREQUENCY),
            (Ecc33 { base_height_m: 19.9, ..CASE }, &BASE_HEIGHT),
            (Ecc33 { cpe_height_m: 10.1, ..CASE }, &CPE_HEIGHT),
        ] {
            assert!(path.check().unwrap().has(quantity), "{path:?}");
        }
        for path in [
            Ecc33 { distance_km: 0.0, ..CASE },
            Ecc33 { frequency_mhz: 3.5, ..CASE },
            Ecc33 { base_height_m: -1.0, ..CASE },
            Ecc33 { cpe_height_m: f64::NAN, ..CASE },
        ] {
            assert!(path.check().is_err(), "{path:?}");
        }
    }

    proptest! {
        #[test]
        fn the_loss_grows_with_distance(
            distance_km in 0.1..90.0_f64, more in 1.0..1.1_f64, base_height_m in 5.0..500.0_f64,
            cpe_height_m in 0.5..50.0_f64, frequency_mhz in 500.0..11_000.0_f64,
        ) {
            let near = Ecc33 { distance_km, frequency_mhz, base_height_m, cpe_height_m, ..CASE };
            let far = Ecc33 { distance_km: distance_km * more, ..near };
            prop_assert!(far.loss_db() >= near.loss_db());
        }
    }
}
