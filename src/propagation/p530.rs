//! Fixed microwave links, ITU-R P.530-17 (12/2017): multipath fading (§2.3.2), rain attenuation (§2.4.1), the radius
//! of the first Fresnel zone (§2.2), and the share of the time in which a link of given margin works.
//!
//! The formulas were read in two public implementations, `inigodelportillo/ITU-Rpy` (P.530-17) and `eeveetza/p530`
//! (P.530-18, whose §2.3.2 and §2.4.1 are the same but for the occurrence factor p0). Where the two differ, this
//! file does as follows.
//! - C0 of the rain law is a sum, 0.12 + 0.4 log10((f/10)^0.8), as in `eeveetza/p530`: only so is it continuous at
//!   10 GHz and does the law return A0.01 at 0.01 %, both of which are tested. ITU-Rpy multiplies.
//! - The steps for shallow fades follow `eeveetza/p530`: only so does the percentage meet that of deep fades at the
//!   transition, which is tested too. ITU-Rpy's brackets lie elsewhere.
//!
//! *Cautious on purpose*: multipath is that of the average worst month, rain that of the average year, and the two
//! are added. Converting the former to the year would only shrink it.
//!
//! *Left out*: atmospheric gases (0.2 dB/km at 23 GHz; *unverified*), diffraction in sub-refractive air, wet snow,
//! selective fading, cross-polarisation, diversity.
//!
//! *Valid for* 1 to 100 GHz and at most 60 km, the reach of the rain method (limits *unverified*).

use super::p838::PowerLaw;
use super::profile::Polarisation;
use super::quantity::{OutOfRange, Quantity, Warnings};

/// Frequencies for which a link can be judged.
pub static FREQUENCY: Quantity = Quantity::new("frequency", "f", "GHz", (1.0, 100.0));

/// Path lengths for which a link can be judged.
pub static LENGTH: Quantity = Quantity::new("path length", "d", "km", (0.01, 60.0));

/// Rain rates for which a link can be judged.
pub static RAIN_RATE: Quantity = Quantity::new("rain rate", "R0.01", "mm/h", (0.0, 250.0));

/// Percentages of time between which the rain law is given.
pub static RAIN_PERCENT: Quantity = Quantity::new("percentage of time", "p", "%", (0.001, 1.0));

/// Terrain roughness where nothing better is known, m.
///
/// Rough terrain breaks up the layers that cause multipath, so a low value is the cautious one. The heights of the
/// elevation models of Liguria scatter by 330 to 480 m; 100 m raises the predicted outage by two thirds or more.
pub const TERRAIN_ROUGHNESS_DEFAULT_M: f64 = 100.0;

/// A fixed link in line of sight, as far as fading is concerned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FixedLink {
    /// Length d, km.
    pub length_km: f64,
    /// Carrier frequency f, GHz.
    pub frequency_ghz: f64,
    /// Polarisation.
    pub polarisation: Polarisation,
    /// Height of one antenna above mean sea level, m.
    pub tx_height_amsl_m: f64,
    /// Height of the other antenna above mean sea level, m.
    pub rx_height_amsl_m: f64,
    /// Refractivity gradient dN1 in the lowest 65 m not exceeded for 1 % of an average year, N-units/km.
    pub dn1_n_units_per_km: f64,
    /// Roughness sa: standard deviation of the terrain heights in 110 km × 110 km around, m;
    /// [`TERRAIN_ROUGHNESS_DEFAULT_M`] where it is not known.
    pub terrain_roughness_m: f64,
    /// Rain rate R0.01 exceeded for 0.01 % of an average year, mm/h.
    pub rain_rate_mm_per_h: f64,
    /// Margin over the receiver threshold in clear air, dB.
    pub flat_margin_db: f64,
}

/// Why and for how long a link does not work.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outage {
    /// Share of the average worst month lost to multipath, %.
    pub multipath_percent: f64,
    /// Share of the average year lost to rain, %.
    pub rain_percent: f64,
}

impl Outage {
    /// Share of the time in which the link works, %: what neither cause takes away.
    #[must_use]
    pub fn availability_percent(self) -> f64 {
        (100.0 - self.multipath_percent - self.rain_percent).max(0.0)
    }
}

impl FixedLink {
    /// Outage by multipath and by rain.
    ///
    /// # Errors
    /// [`OutOfRange`] for a length, frequency or rain rate that the method was not made for.
    pub fn outage(&self) -> Result<Outage, OutOfRange> {
        let mut warnings = Warnings::default();
        LENGTH.check(self.length_km, &mut warnings)?;
        FREQUENCY.check(self.frequency_ghz, &mut warnings)?;
        RAIN_RATE.check(self.rain_rate_mm_per_h, &mut warnings)?;
        let occurrence_percent = self.multipath_occurrence_percent();
        Ok(Outage {
            multipath_percent: multipath_outage_percent(occurrence_percent, self.flat_margin_db),
            rain_percent: rain_outage_percent(
                self.rain_attenuation_db(),
                self.frequency_ghz,
                self.flat_margin_db,
            ),
        })
    }

    /// Share of the time in which the link works, %.
    ///
    /// # Errors
    /// As [`FixedLink::outage`].
    pub fn availability_percent(&self) -> Result<f64, OutOfRange> {
        self.outage().map(Outage::availability_percent)
    }

    /// Multipath occurrence factor p0, %: the deep-fade law carried back to a fade of 0 dB.
    #[must_use]
    pub fn multipath_occurrence_percent(&self) -> f64 {
        // geoclimatic factor K = 10^(-4.4 - 0.0027 dN1) (10 + sa)^-0.46
        let k = 10.0_f64.powf(-4.4 - 0.0027 * self.dn1_n_units_per_km)
            * (10.0 + self.terrain_roughness_m).powf(-0.46);
        // path inclination, mrad
        let e_p = (self.rx_height_amsl_m - self.tx_height_amsl_m).abs() / self.length_km;
        let h_l = self.rx_height_amsl_m.min(self.tx_height_amsl_m);
        // p0 = K d^3.4 (1 + |ep|)^-1.03 f^0.8 10^(-0.00076 hL)
        k * self.length_km.powf(3.4)
            * (1.0 + e_p).powf(-1.03)
            * self.frequency_ghz.powf(0.8)
            * 10.0_f64.powf(-0.00076 * h_l)
    }

    /// Rain attenuation A0.01 exceeded for 0.01 % of an average year, dB.
    #[must_use]
    pub fn rain_attenuation_db(&self) -> f64 {
        let law = PowerLaw::at(self.frequency_ghz, self.polarisation);
        let (d, f, rain) = (self.length_km, self.frequency_ghz, self.rain_rate_mm_per_h);
        // distance factor r = 1 / (0.477 d^0.633 R^(0.073 α) f^0.123 - 10.579 (1 - e^(-0.024 d))), at most 2.5
        let inverse = 0.477 * d.powf(0.633) * rain.powf(0.073 * law.alpha) * f.powf(0.123)
            - 10.579 * (1.0 - (-0.024 * d).exp());
        let r = if inverse > 0.4 { 1.0 / inverse } else { 2.5 };
        law.attenuation_db_per_km(rain) * d * r
    }
}

/// Radius of the first Fresnel zone, m, at distances d1 and d2 (km) from the two ends.
#[must_use]
pub fn first_fresnel_radius_m(d1_km: f64, d2_km: f64, frequency_ghz: f64) -> f64 {
    // F1 = 17.3 √(d1 d2 / (f d))
    17.3 * (d1_km * d2_km / (frequency_ghz * (d1_km + d2_km))).sqrt()
}

/// Share of the average worst month in which multipath fades deeper than a margin, %, from the occurrence factor p0.
#[must_use]
pub fn multipath_outage_percent(occurrence_percent: f64, margin_db: f64) -> f64 {
    if margin_db <= 0.0 {
        return 100.0;
    }
    // fade depth at which the deep and the shallow law meet, dB
    let a_t = 25.0 + 1.2 * occurrence_percent.log10();
    if margin_db >= a_t {
        (occurrence_percent * 10.0_f64.powf(-margin_db / 10.0)).min(100.0)
    } else {
        shallow_outage_percent(occurrence_percent, a_t, margin_db)
    }
}

/// The law of shallow fades, for margins `a` below the transition `a_t`, dB.
fn shallow_outage_percent(p_0: f64, a_t: f64, a: f64) -> f64 {
    let level = |depth: f64| 10.0_f64.powf(-depth / 20.0);
    let shape = |depth: f64| (1.0 + 0.3 * level(depth)) * 10.0_f64.powf(-0.016 * depth);
    let shift = |depth: f64| 4.3 * (level(depth) + depth / 800.0);
    let p_t = p_0 * 10.0_f64.powf(-a_t / 10.0);
    // qa' = -20 log10(-ln((100 - pt) / 100)) / At
    let q_prime = -20.0 * (-(-p_t / 100.0).ln_1p()).log10() / a_t;
    let q_t = (q_prime - 2.0) / shape(a_t) - shift(a_t);
    let q_a = 2.0 + shape(a) * (q_t + shift(a));
    // pw = 100 (1 - exp(-10^(-qa A / 20)))
    -100.0 * (-10.0_f64.powf(-q_a * a / 20.0)).exp_m1()
}

/// Exponents of the rain law: A(p) = A0.01 C1 p^-(C2 + C3 log10 p).
fn rain_law(frequency_ghz: f64) -> (f64, f64, f64) {
    let c0 = if frequency_ghz >= 10.0 { 0.12 + 0.4 * 0.8 * (frequency_ghz / 10.0).log10() } else { 0.12 };
    let c1 = 0.07_f64.powf(c0) * 0.12_f64.powf(1.0 - c0);
    (c1, 0.855 * c0 + 0.546 * (1.0 - c0), 0.139 * c0 + 0.043 * (1.0 - c0))
}

/// Rain attenuation exceeded for a percentage of an average year, dB, from that exceeded for 0.01 %.
///
/// *Valid for* 0.001 to 1 % ([`RAIN_PERCENT`]).
#[must_use]
pub fn rain_attenuation_exceeded_db(a001_db: f64, frequency_ghz: f64, percent: f64) -> f64 {
    let (c1, c2, c3) = rain_law(frequency_ghz);
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
    let (c1, c2, c3) = rain_law(frequency_ghz);
    let constant = (margin_db / (a001_db * c1)).log10();
    let log_percent = (-c2 + (c2 * c2 - 4.0 * c3 * constant).sqrt()) / (2.0 * c3);
    10.0_f64.powf(log_percent).min(100.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn link(length_km: f64, frequency_ghz: f64, rain_rate_mm_per_h: f64) -> FixedLink {
        FixedLink {
            length_km,
            frequency_ghz,
            polarisation: Polarisation::Vertical,
            tx_height_amsl_m: 900.0,
            rx_height_amsl_m: 400.0,
            dn1_n_units_per_km: -400.0,
            terrain_roughness_m: TERRAIN_ROUGHNESS_DEFAULT_M,
            rain_rate_mm_per_h,
            flat_margin_db: 30.0,
        }
    }

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

    #[test]
    fn multipath_worked_by_hand() {
        // 20 km, 7 GHz, 900 and 400 m: K = 10^(-4.4 + 1.08) 110^-0.46 = 4.78630e-4 · 0.115069
        // ep = 25, d^3.4 = 26515.6, 26^-1.03 = 0.0348801, 7^0.8 = 4.74328, 10^(-0.304) = 0.496592
        // p0 = 0.119982 %, of which a thousandth is left at 30 dB
        let link = link(20.0, 7.0, 40.0);
        let p_0 = link.multipath_occurrence_percent();
        assert!((p_0 - 0.119_982).abs() < 1e-6, "{p_0}");
        let outage = link.outage().unwrap();
        assert!((outage.multipath_percent - p_0 * 1e-3).abs() < 1e-12);
    }

    #[test]
    fn no_margin_means_no_link_and_no_rain_no_outage_by_rain() {
        let dead = FixedLink { flat_margin_db: 0.0, ..link(10.0, 18.0, 40.0) };
        assert_eq!(dead.availability_percent(), Ok(0.0));
        assert_eq!(link(10.0, 18.0, 0.0).outage().unwrap().rain_percent, 0.0);
    }

    #[test]
    fn what_the_method_was_not_made_for_is_refused() {
        for bad in
            [link(0.0, 18.0, 40.0), link(61.0, 18.0, 40.0), link(10.0, 0.9, 40.0), link(10.0, 18.0, -1.0)]
        {
            assert!(bad.outage().is_err(), "{bad:?}");
        }
        assert!(link(60.0, 100.0, 250.0).outage().is_ok());
    }

    #[test]
    fn fresnel_radius_worked_by_hand() {
        // 17.3 sqrt(5·15 / (7·20)) = 17.3 · 0.731925
        assert!((first_fresnel_radius_m(5.0, 15.0, 7.0) - 12.662_30).abs() < 1e-4);
    }

    proptest! {
        #[test]
        fn the_rain_law_is_inverted(a001_db in 0.5..80.0_f64, frequency_ghz in 1.0..100.0_f64,
                                    log_percent in -2.99..0.0_f64) {
            let percent = 10.0_f64.powf(log_percent);
            let margin_db = rain_attenuation_exceeded_db(a001_db, frequency_ghz, percent);
            let found = rain_outage_percent(a001_db, frequency_ghz, margin_db);
            prop_assert!((found / percent - 1.0).abs() < 1e-6, "{found} {percent}");
        }

        #[test]
        fn deep_and_shallow_fades_meet(log_p0 in -6.0..2.0_f64) {
            let p_0 = 10.0_f64.powf(log_p0);
            let a_t = 25.0 + 1.2 * log_p0;
            let shallow = multipath_outage_percent(p_0, a_t - 1e-9);
            let deep = multipath_outage_percent(p_0, a_t + 1e-9);
            prop_assert!((shallow / deep - 1.0).abs() < 1e-6, "{shallow} {deep}");
        }

        #[test]
        fn more_margin_is_never_worse(log_p0 in -9.0..3.0_f64, margin_db in 0.0..60.0_f64, more_db in 0.0..5.0_f64,
                                      a001_db in 0.0..80.0_f64) {
            let p_0 = 10.0_f64.powf(log_p0);
            let (little, much) = (margin_db, margin_db + more_db);
            // one part in a million: the two laws meet at the transition up to rounding
            let slack = 1.0 + 1e-6;
            prop_assert!(multipath_outage_percent(p_0, much) <= multipath_outage_percent(p_0, little) * slack);
            prop_assert!(rain_outage_percent(a001_db, 18.0, much) <= rain_outage_percent(a001_db, 18.0, little) * slack);
        }

        #[test]
        fn availability_is_a_share(length_km in 0.1..60.0_f64, frequency_ghz in 1.0..100.0_f64,
                                   rain in 0.0..250.0_f64, margin_db in -10.0..80.0_f64) {
            let link = FixedLink { flat_margin_db: margin_db, ..link(length_km, frequency_ghz, rain) };
            prop_assert!((0.0..=100.0).contains(&link.availability_percent().unwrap()));
        }
    }
}
