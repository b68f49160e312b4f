//! P.530-17 §2.4.1: rain attenuation over a path, and the share of the year in which it takes more than a margin.
//!
//! C0 of the rain law is a sum, 0.12 + 0.4 log10((f/10)^0.8), as in `eeveetza/p530` and `ic-crc/crc-covlib`: only so is
//! it continuous at 10 GHz and does the law return A0.01 at 0.01 %, both of which are tested. ITU-Rpy multiplies. The
//! largest distance factor, 2.5, is ITU-Rpy's, the only one of the three to have it.

use super::FixedLink;
use crate::propagation::p838::PowerLaw;
use crate::propagation::quantity::Quantity;

/// Percentages of time between which the rain law is given.
pub static RAIN_PERCENT: Quantity = Quantity::new("percentage of time", "p", "%", (0.001, 1.0));

/// Largest distance factor.
const DISTANCE_FACTOR_MAX: f64 = 2.5;

/// The steps from a rain rate to the attenuation of a path.
pub(super) struct Rain {
    pub k: f64,
    pub alpha: f64,
    pub gamma_r_db_per_km: f64,
    pub r: f64,
    pub d_eff_km: f64,
    pub a_001_db: f64,
}

impl Rain {
    /// The rain R0.01 on a link.
    pub fn of(link: &FixedLink) -> Self {
        let law = PowerLaw::at(link.frequency_ghz, link.polarisation);
        let PowerLaw { k, alpha } = law;
        let (d, f, rain) = (link.length_km, link.frequency_ghz, link.rain_rate_mm_per_h);
        // distance factor r = 1 / (0.477 d^0.633 R^(0.073 α) f^0.123 - 10.579 (1 - e^(-0.024 d))), at most 2.5
        let inverse = 0.477 * d.powf(0.633) * rain.powf(0.073 * alpha) * f.powf(0.123)
            - 10.579 * (1.0 - (-0.024 * d).exp());
        let r = if inverse > 1.0 / DISTANCE_FACTOR_MAX { 1.0 / inverse } else { DISTANCE_FACTOR_MAX };
        let gamma_r_db_per_km = law.attenuation_db_per_km(rain);
        // A0.01 = γR d r
        Self { k, alpha, gamma_r_db_per_km, r, d_eff_km: d * r, a_001_db: gamma_r_db_per_km * d * r }
    }
}

/// C0 and the exponents of the rain law: A(p) = A0.01 C1 p^-(C2 + C3 log10 p).
pub(super) fn law(frequency_ghz: f64) -> [f64; 4] {
    let c0 = if frequency_ghz >= 10.0 { 0.12 + 0.4 * 0.8 * (frequency_ghz / 10.0).log10() } else { 0.12 };
    let c1 = 0.07_f64.powf(c0) * 0.12_f64.powf(1.0 - c0);
    [c0, c1, 0.855 * c0 + 0.546 * (1.0 - c0), 0.139 * c0 + 0.043 * (1.0 - c0)]
}

/// Rain attenuation exceeded for a percentage of an average year, dB, from that exceeded for 0.01 %.
///
/// *Valid for* 0.001 to 1 % ([`RAIN_PERCENT`]).
#[must_use]
pub fn rain_attenuation_exceeded_db(a001_db: f64, frequency_ghz: f64, percent: f64) -> f64 {
    let [_, c1, c2, c3] = law(frequency_ghz);
    a001_db * c1 * percent.powf(-(c2 + c3 * percent.log10()))
}

/// Share of an average year in which rain takes more than a margin, %: the inverse of
/// [`rain_attenuation_exceeded_db`].
///
/// Never below 0.001 %, where the law ends, unless there is no rain at all: a larger margin is not credited with
/// more. Above 1 % the law is carried on beyond its range (*unverified*) up to 100 %.
#[must_use]
pub fn rain_outage_percent(a001_db: f64, frequency_ghz: f64, margin_db: f64) -> f64 {
    if margin_db <= 0.0 {
        return 100.0;
    }
    if a001_db <= 0.0 {
        return 0.0;
    }
    if margin_db >= rain_attenuation_exceeded_db(a001_db, frequency_ghz, RAIN_PERCENT.valid.0) {
        return RAIN_PERCENT.valid.0;
    }
    // C3 x² + C2 x + log10(margin / (A0.01 C1)) = 0 with x = log10 p, on the branch where attenuation falls with p
    let [_, c1, c2, c3] = law(frequency_ghz);
    let constant = (margin_db / (a001_db * c1)).log10();
    let log_percent = (-c2 + (c2 * c2 - 4.0 * c3 * constant).sqrt()) / (2.0 * c3);
    10.0_f64.powf(log_percent).min(100.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::link;
    use super::*;

    /// A0.01 at 5, 10 and 20 km for 40 and for 60 mm/h, vertical, computed elsewhere; dB, to one digit.
    const RAIN_ORACLE: [(f64, [f64; 3], [f64; 3]); 7] = [
        (5.8, [0.5, 0.8, 1.4], [0.9, 1.4, 2.3]),
        (7.0, [1.3, 2.0, 3.3], [2.1, 3.3, 5.3]),
        (11.0, [5.1, 8.4, 14.0], [7.7, 12.3, 20.1]),
        (15.0, [9.5, 15.4, 25.6], [13.6, 21.8, 35.6]),
        (18.0, [12.2, 19.8, 32.6], [17.3, 27.7, 44.8]),
        (23.0, [16.9, 27.2, 44.3], [23.7, 37.6, 60.2]),
        (26.0, [20.0, 32.0, 51.8], [27.9, 44.0, 70.1]),
    ];

    /// Half a unit of the last digit shown, dB.
    const RAIN_TOLERANCE_DB: f64 = 0.051;

    #[test]
    fn rain_attenuation_gives_the_independent_table() {
        for (frequency_ghz, at_40_db, at_60_db) in RAIN_ORACLE {
            for (index, length_km) in [5.0, 10.0, 20.0].into_iter().enumerate() {
                for (rain_rate, wanted_db) in [(40.0, at_40_db[index]), (60.0, at_60_db[index])] {
                    let found_db = link(length_km, frequency_ghz, rain_rate).rain_attenuation_db();
                    let off_db = (found_db - wanted_db).abs();
                    assert!(off_db < RAIN_TOLERANCE_DB, "{frequency_ghz} GHz, {length_km} km: {found_db}");
                }
            }
        }
    }

    #[test]
    fn the_rain_law_returns_its_own_anchor() {
        for frequency_ghz in [6.0, 9.999, 10.0, 18.0, 26.0] {
            let ratio = rain_attenuation_exceeded_db(1.0, frequency_ghz, 0.01);
            assert!((ratio - 1.0).abs() < 0.01, "{frequency_ghz} GHz: {ratio}");
        }
        let below = rain_attenuation_exceeded_db(1.0, 10.0 - 1e-9, 1.0);
        assert!((below - rain_attenuation_exceeded_db(1.0, 10.0, 1.0)).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn the_rain_law_is_inverted(
            a001_db in 0.5..80.0_f64, frequency_ghz in 1.0..100.0_f64, log_percent in -2.99..0.0_f64,
        ) {
            let percent = 10.0_f64.powf(log_percent);
            let margin_db = rain_attenuation_exceeded_db(a001_db, frequency_ghz, percent);
            let found = rain_outage_percent(a001_db, frequency_ghz, margin_db);
            prop_assert!((found / percent - 1.0).abs() < 1e-6, "{found} {percent}");
        }

        #[test]
        fn more_margin_is_never_worse(a001_db in 0.0..80.0_f64, margin_db in 0.0..60.0_f64, more_db in 0.0..5.0_f64) {
            let much = rain_outage_percent(a001_db, 18.0, margin_db + more_db);
            prop_assert!(much <= rain_outage_percent(a001_db, 18.0, margin_db) * (1.0 + 1e-6));
        }
    }
}
