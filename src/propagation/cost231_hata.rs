//! COST-231-Hata: Hata's formula for mobile radio in cities, carried to 2 GHz.
//!
//! *Source*: COST Action 231, final report (1999), §4.4.1, eq. (4.4.3); the text was not at hand (*unverified*). The
//! formulas were read in `emadzawaw/Signal-Server`, `src/models/cost.cc`, whose "suburban" and "urban" modes put Hata's
//! other height corrections in; here stands the one that goes with the model's own constant Cm.
//!
//! ```text
//! L  = 46.3 + 33.9 log10 f - 13.82 log10 hb - a(hm) + (44.9 - 6.55 log10 hb) log10 d + Cm      f in MHz, d in km
//! a  = (1.1 log10 f - 0.7) hm - (1.56 log10 f - 0.8)
//! Cm = 0 dB in medium cities and suburbs with some trees, 3 dB in metropolitan centres
//! ```
//!
//! *Valid for* the ranges of [`DISTANCE`], [`FREQUENCY`], [`BASE_HEIGHT`] and [`MOBILE_HEIGHT`], with a warning outside
//! the narrower ones for which it was made: 1.5 to 2 GHz, so that at 3.5 GHz it always warns and serves to compare
//! only. Not reciprocal. Never below free space ([`super::empirical`]).

use super::empirical::EXCESS;
use super::free_space::free_space_loss_db;
use super::quantity::{OutOfRange, Quantity, Warnings};
use super::terms::terms;

/// Distance between the antennas.
pub static DISTANCE: Quantity = Quantity::new("distance", "d", "km", (0.1, 100.0)).usually((1.0, 20.0));
/// Carrier frequency.
pub static FREQUENCY: Quantity =
    Quantity::new("frequency", "f", "MHz", (500.0, 6_000.0)).usually((1_500.0, 2_000.0));
/// Height of the base antenna above ground.
pub static BASE_HEIGHT: Quantity =
    Quantity::new("base antenna height", "hb", "m", (5.0, 500.0)).usually((30.0, 200.0));
/// Height of the mobile's antenna above ground.
pub static MOBILE_HEIGHT: Quantity =
    Quantity::new("mobile antenna height", "hm", "m", (0.5, 30.0)).usually((1.0, 10.0));

/// The two kinds of city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum City {
    /// Of medium size, and suburbs with moderate tree density.
    Medium,
    /// The centre of a metropolis.
    Metropolitan,
}

/// The inputs of the model.
///
/// # Example
/// ```
/// use divario::propagation::cost231_hata::{self, City, Cost231Hata};
/// let path = Cost231Hata {
///     distance_km: 5.0,
///     frequency_mhz: 3500.0,
///     base_height_m: 30.0,
///     mobile_height_m: 6.0,
///     city: City::Medium,
/// };
/// assert!(path.check()?.has(&cost231_hata::FREQUENCY));
/// assert_eq!(format!("{:.1}", path.loss_db()), "156.2");
/// # Ok::<(), divario::propagation::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost231Hata {
    /// Distance d between the antennas, km ([`DISTANCE`]).
    pub distance_km: f64,
    /// Carrier frequency f, MHz ([`FREQUENCY`]).
    pub frequency_mhz: f64,
    /// Height hb of the base antenna above ground, m ([`BASE_HEIGHT`]).
    pub base_height_m: f64,
    /// Height hm of the mobile's antenna above ground, m ([`MOBILE_HEIGHT`]).
    pub mobile_height_m: f64,
    /// Kind of city.
    pub city: City,
}

terms! {
    /// The terms of a loss by COST-231-Hata.
    pub struct Cost231HataTerms {
        /// Free-space loss over the whole distance
        free_space_db,
        /// a(hm), gain of the mobile's height: (1.1 log10 f - 0.7) hm - (1.56 log10 f - 0.8)
        a_hm_db,
        /// Decibels that a tenfold distance costs: 44.9 - 6.55 log10 hb
        slope_db,
        /// Cm, 3 dB in metropolitan centres
        c_m_db,
        /// What the formula gives: 46.3 + 33.9 log10 f - 13.82 log10 hb - a(hm) + slope log10 d + Cm
        formula_db,
        /// L, the loss: the formula, but never less than free space
        l_db,
    }
}

impl Cost231Hata {
    /// Checks the inputs; warnings where the model was not made for them.
    ///
    /// # Errors
    /// [`OutOfRange`] where the formula has no meaning.
    pub fn check(&self) -> Result<Warnings, OutOfRange> {
        let mut warnings = Warnings::default();
        DISTANCE.check(self.distance_km, &mut warnings)?;
        FREQUENCY.check(self.frequency_mhz, &mut warnings)?;
        BASE_HEIGHT.check(self.base_height_m, &mut warnings)?;
        MOBILE_HEIGHT.check(self.mobile_height_m, &mut warnings)?;
        let terms = self.terms();
        EXCESS.check(terms.formula_db - terms.free_space_db, &mut warnings)?;
        Ok(warnings)
    }

    /// Every term of the loss.
    #[must_use]
    pub fn terms(&self) -> Cost231HataTerms {
        let free_space_db = free_space_loss_db(self.distance_km, self.frequency_mhz);
        let (log_f, log_hb) = (self.frequency_mhz.log10(), self.base_height_m.log10());
        let a_hm_db = (1.1 * log_f - 0.7) * self.mobile_height_m - (1.56 * log_f - 0.8);
        let slope_db = 44.9 - 6.55 * log_hb;
        let c_m_db = match self.city {
            City::Medium => 0.0,
            City::Metropolitan => 3.0,
        };
        let formula_db =
            46.3 + 33.9 * log_f - 13.82 * log_hb - a_hm_db + slope_db * self.distance_km.log10() + c_m_db;
        let l_db = formula_db.max(free_space_db);
        Cost231HataTerms { free_space_db, a_hm_db, slope_db, c_m_db, formula_db, l_db }
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

    const CASE: Cost231Hata = Cost231Hata {
        distance_km: 1.0,
        frequency_mhz: 3500.0,
        base_height_m: 30.0,
        mobile_height_m: 6.0,
        city: City::Medium,
    };

    /// Distance in km and loss in dB of [`CASE`], computed elsewhere.
    const ORACLE: [(f64, f64); 3] = [(1.0, 131.6), (5.0, 156.2), (10.0, 166.8)];

    #[test]
    fn the_independent_values() {
        for (distance_km, wanted_db) in ORACLE {
            let found_db = Cost231Hata { distance_km, ..CASE }.loss_db();
            assert!((found_db - wanted_db).abs() < 0.051, "{distance_km} km: {found_db}");
        }
    }

    #[test]
    fn a_metropolis_costs_three_decibels_more() {
        let more_db = Cost231Hata { city: City::Metropolitan, ..CASE }.loss_db() - CASE.loss_db();
        assert!((more_db - 3.0).abs() < 1e-9);
    }

    #[test]
    fn free_space_is_the_floor_and_a_warning_tells_so() {
        let high = Cost231Hata { mobile_height_m: 30.0, ..CASE };
        assert_eq!(high.loss_db(), high.terms().free_space_db);
        assert!(high.check().unwrap().has(&EXCESS));
    }

    #[test]
    fn both_sides_of_every_range() {
        let good = Cost231Hata { frequency_mhz: 1800.0, ..CASE };
        assert!(good.check().unwrap().is_empty());
        for (path, quantity) in [
            (Cost231Hata { distance_km: 0.99, ..good }, &DISTANCE),
            (Cost231Hata { distance_km: 20.1, ..good }, &DISTANCE),
            (Cost231Hata { frequency_mhz: 1499.0, ..good }, &FREQUENCY),
            (Cost231Hata { frequency_mhz: 2001.0, ..good }, &FREQUENCY),
            (Cost231Hata { base_height_m: 29.9, ..good }, &BASE_HEIGHT),
            (Cost231Hata { mobile_height_m: 10.1, ..good }, &MOBILE_HEIGHT),
        ] {
            assert!(path.check().unwrap().has(quantity), "{path:?}");
        }
        for path in [
            Cost231Hata { distance_km: 5_000.0, ..good },
            Cost231Hata { frequency_mhz: 1.8, ..good },
            Cost231Hata { base_height_m: 0.0, ..good },
            Cost231Hata { mobile_height_m: f64::NAN, ..good },
        ] {
            assert!(path.check().is_err(), "{path:?}");
        }
    }

    proptest! {
        #[test]
        fn the_loss_grows_with_distance(
            distance_km in 0.1..90.0_f64, more in 1.0..1.1_f64, base_height_m in 5.0..500.0_f64,
            mobile_height_m in 0.5..30.0_f64, frequency_mhz in 500.0..6_000.0_f64,
        ) {
            let near = Cost231Hata { distance_km, frequency_mhz, base_height_m, mobile_height_m, ..CASE };
            let far = Cost231Hata { distance_km: distance_km * more, ..near };
            prop_assert!(far.loss_db() >= near.loss_db());
        }
    }
}
