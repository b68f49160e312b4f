//! P.2108-1 §3.2, the statistical loss of a terrestrial path with an antenna well below the roofs of a town or suburb:
//! what a share of the locations does not exceed.
//!
//! Two losses that are combined, one for long paths (4 dB of spread) and one for short (6 dB); beyond 2 km the result
//! is at most that at 2 km. Up to half of the locations it rises with distance; for more of them it may fall, as the
//! spread shrinks. At small percentages it is less than 0 dB: that is the recommendation's own tail, left as it is.

use super::super::normal::normal_quantile;
use super::super::quantity::{OutOfRange, Quantity, Warnings};
use super::super::terms::terms;

/// Carrier frequency for which §3.2 was made; below 2 GHz only since revision 1.
pub static STATISTICAL_FREQUENCY: Quantity = Quantity::new("frequency", "f", "GHz", (0.5, 67.0));
/// Path length; the upper end is no limit of the recommendation, but longer than any path it speaks of.
pub static DISTANCE: Quantity = Quantity::new("path length", "d", "km", (0.25, 1_000.0));
/// Share of the locations; the recommendation leaves out 0 and 100 only.
pub static LOCATIONS: Quantity = Quantity::new("percentage of locations", "p", "%", (0.000_001, 99.999_999));

/// Path length from which both ends may stand in clutter and take the correction, km.
pub const BOTH_ENDS_FROM_KM: f64 = 1.0;

/// Path length beyond which the loss no longer rises, km; eq. (6).
const CAP_KM: f64 = 2.0;
/// Standard deviation σl on long paths, dB; eq. (4b).
const SIGMA_L_DB: f64 = 4.0;
/// Standard deviation σs on short paths, dB; eq. (5b).
const SIGMA_S_DB: f64 = 6.0;

/// The inputs of §3.2.
///
/// # Example
/// ```
/// use divario::propagation::p2108::StatisticalClutter;
/// let end = StatisticalClutter { frequency_ghz: 3.5, distance_km: 0.65, location_percent: 50.0 };
/// end.check()?;
/// assert!(!end.may_apply_at_both_ends());
/// assert_eq!(format!("{:.1}", end.loss_db()), "28.8");
/// # Ok::<(), divario::propagation::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StatisticalClutter {
    /// Carrier frequency f, GHz ([`STATISTICAL_FREQUENCY`]).
    pub frequency_ghz: f64,
    /// Path length d, km ([`DISTANCE`]).
    pub distance_km: f64,
    /// Share p of the locations where the loss is not exceeded, % ([`LOCATIONS`]).
    pub location_percent: f64,
}

terms! {
    /// The terms of a statistical clutter loss.
    pub struct StatisticalClutterTerms {
        /// Ll, median loss on long paths: -2 log10(10^(-5 log10 f - 12.5) + 10^-16.5), eq. (4a)
        l_l_db,
        /// Ls, median loss on short paths: 32.98 + 23.9 log10 d + 3 log10 f, eq. (5a)
        l_s_db,
        /// σcb, standard deviation of the two combined, eq. (3b)
        sigma_cb_db,
        /// Q⁻¹(p / 100), the inverse complementary normal distribution
        q_inverse,
        /// What eq. (3a) gives at this distance
        l_d_db,
        /// What eq. (3a) gives at 2 km, the largest loss of all: eq. (6)
        l_2km_db,
        /// Lctt, the loss: the lesser of the two
        l_ctt_db,
    }
}

/// The combination of the two losses at one distance, in decibels.
struct Combined {
    l_s: f64,
    sigma_cb: f64,
    l_ctt: f64,
}

impl StatisticalClutter {
    /// Checks the inputs; §3.2 knows no warning.
    ///
    /// # Errors
    /// [`OutOfRange`] where §3.2 does not hold.
    pub fn check(&self) -> Result<Warnings, OutOfRange> {
        let mut warnings = Warnings::default();
        STATISTICAL_FREQUENCY.check(self.frequency_ghz, &mut warnings)?;
        DISTANCE.check(self.distance_km, &mut warnings)?;
        LOCATIONS.check(self.location_percent, &mut warnings)?;
        Ok(warnings)
    }

    /// Whether the path is long enough for the correction at both of its ends.
    #[must_use]
    pub fn may_apply_at_both_ends(&self) -> bool {
        self.distance_km >= BOTH_ENDS_FROM_KM
    }

    /// Every term of the loss.
    #[must_use]
    pub fn terms(&self) -> StatisticalClutterTerms {
        let log_f = self.frequency_ghz.log10();
        let l_l_db = -2.0 * (10.0_f64.powf(-5.0 * log_f - 12.5) + 10.0_f64.powf(-16.5)).log10(); // eq. (4a)
        let q_inverse = -normal_quantile(self.location_percent / 100.0);
        let here = self.combined(l_l_db, q_inverse, self.distance_km);
        let l_2km_db = self.combined(l_l_db, q_inverse, CAP_KM).l_ctt;
        StatisticalClutterTerms {
            l_l_db,
            l_s_db: here.l_s,
            sigma_cb_db: here.sigma_cb,
            q_inverse,
            l_d_db: here.l_ctt,
            l_2km_db,
            l_ctt_db: here.l_ctt.min(l_2km_db), // eq. (6)
        }
    }

    /// Combines the loss on long paths with that on short ones of a length.
    fn combined(&self, l_l: f64, q_inverse: f64, distance_km: f64) -> Combined {
        let l_s = 32.98 + 23.9 * distance_km.log10() + 3.0 * self.frequency_ghz.log10(); // eq. (5a)
        let [long, short] = [l_l, l_s].map(|loss_db| 10.0_f64.powf(-0.2 * loss_db));
        let variance = (SIGMA_L_DB.powi(2) * long + SIGMA_S_DB.powi(2) * short) / (long + short);
        let sigma_cb = variance.sqrt(); // eq. (3b)
        let l_ctt = -5.0 * (long + short).log10() - sigma_cb * q_inverse; // eq. (3a)
        Combined { l_s, sigma_cb, l_ctt }
    }

    /// Clutter loss Lctt of one end, dB, not exceeded at the share of locations.
    #[must_use]
    pub fn loss_db(&self) -> f64 {
        self.terms().l_ctt_db
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CASE: StatisticalClutter =
        StatisticalClutter { frequency_ghz: 3.5, distance_km: 0.65, location_percent: 50.0 };

    #[test]
    fn the_median_worked_by_hand() {
        // Ll = -2 log10(10^-15.22034 + 10^-16.5) = -2 (-15.19812) = 30.39623
        // Ls = 32.98 - 4.47144 + 1.63220 = 30.14076; 10^-6.07925 + 10^-6.02815 = 8.3320e-7 + 9.3725e-7
        // Lctt = -5 log10(1.77045e-6) = 28.7596
        let terms = CASE.terms();
        assert!((terms.l_l_db - 30.3962).abs() < 1e-3, "{terms:?}");
        assert!((terms.l_s_db - 30.1408).abs() < 1e-3, "{terms:?}");
        assert!((terms.l_ctt_db - 28.7596).abs() < 1e-3, "{terms:?}");
    }

    #[test]
    fn beyond_two_kilometres_nothing_is_added() {
        let at = |distance_km| StatisticalClutter { distance_km, ..CASE }.loss_db();
        assert_eq!(at(2.0), at(50.0));
        assert!(at(1.99) < at(2.0));
    }

    #[test]
    fn the_published_values_are_not_those_of_revision_0() {
        // Revision 0: Ll = 23.5 + 9.6 log10 f = 40.97 dB at 66 GHz, in place of 33.00 dB; 39.6 dB are published.
        let case = StatisticalClutter { frequency_ghz: 66.0, location_percent: 95.0, ..CASE };
        let revision_0_l_l = 23.5 + 9.6 * case.frequency_ghz.log10();
        let at_0_65_km = case.combined(revision_0_l_l, -normal_quantile(0.95), 0.65).l_ctt;
        let at_2_km = case.combined(revision_0_l_l, -normal_quantile(0.95), 2.0).l_ctt;
        assert!((case.loss_db() - 39.6).abs() < 0.05);
        assert!(at_0_65_km.min(at_2_km) > 43.0, "{at_0_65_km} {at_2_km}");
    }

    #[test]
    fn both_sides_of_every_range() {
        for good in [
            StatisticalClutter { frequency_ghz: 0.5, ..CASE },
            StatisticalClutter { frequency_ghz: 67.0, ..CASE },
            StatisticalClutter { distance_km: 0.25, ..CASE },
            StatisticalClutter { location_percent: 1e-6, ..CASE },
        ] {
            assert!(good.check().unwrap().is_empty(), "{good:?}");
        }
        for bad in [
            StatisticalClutter { frequency_ghz: 0.49, ..CASE },
            StatisticalClutter { frequency_ghz: 67.1, ..CASE },
            StatisticalClutter { distance_km: 0.249, ..CASE },
            StatisticalClutter { distance_km: 5_000.0, ..CASE },
            StatisticalClutter { location_percent: 0.0, ..CASE },
            StatisticalClutter { location_percent: 100.0, ..CASE },
            StatisticalClutter { location_percent: f64::NAN, ..CASE },
        ] {
            assert!(bad.check().is_err(), "{bad:?}");
        }
        assert!(StatisticalClutter { distance_km: 1.0, ..CASE }.may_apply_at_both_ends());
        assert!(!StatisticalClutter { distance_km: 0.999, ..CASE }.may_apply_at_both_ends());
    }

    proptest! {
        #[test]
        fn more_locations_never_lose_less(
            frequency_ghz in 0.5..67.0_f64, distance_km in 0.25..100.0_f64, percent in 0.001..99.0_f64, more in 0.0..0.9_f64,
        ) {
            let few = StatisticalClutter { frequency_ghz, distance_km, location_percent: percent };
            let many = StatisticalClutter { location_percent: percent + more, ..few };
            prop_assert!(many.loss_db() >= few.loss_db());
        }

        #[test]
        fn up_to_half_of_the_locations_the_loss_grows_with_distance(
            frequency_ghz in 0.5..67.0_f64, distance_km in 0.25..100.0_f64, percent in 0.001..50.0_f64, more in 1.0..2.0_f64,
        ) {
            let near = StatisticalClutter { frequency_ghz, distance_km, location_percent: percent };
            let far = StatisticalClutter { distance_km: distance_km * more, ..near };
            prop_assert!(far.loss_db() >= near.loss_db() - 1e-9);
        }
    }
}
