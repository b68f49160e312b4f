//! P.530-17 §2.3.1 and §2.3.2: multipath fading in the average worst month, when layers of air carry a second ray.
//!
//! The steps for shallow fades follow `eeveetza/p530` and `ic-crc/crc-covlib`: only so does the percentage meet that of
//! deep fades at the transition, which is tested. ITU-Rpy's brackets lie elsewhere.

use super::FixedLink;
use crate::propagation::quantity::Quantity;

/// Occurrence factor; the recommendation draws its fades up to 1,000 %, and from 1.3·10⁵ % on a link is always faded.
pub static OCCURRENCE: Quantity =
    Quantity::new("multipath occurrence factor", "p0", "%", (0.0, f64::INFINITY)).usually((0.0, 1_000.0));

/// Constants of the occurrence factor p0 = K d^a (1 + |εp|)^b f^0.8 10^(c hL).
struct Occurrence {
    length_exponent: f64,
    inclination_exponent: f64,
    height_per_m: f64,
}

/// For detailed design, with the roughness of the terrain.
const DETAILED: Occurrence =
    Occurrence { length_exponent: 3.4, inclination_exponent: -1.03, height_per_m: -0.00076 };

/// For quick planning, without it; read where P.2001-4 (eq. B.2.1, B.3.1, `eeveetza/Py2001`) takes it over.
const QUICK: Occurrence =
    Occurrence { length_exponent: 3.1, inclination_exponent: -1.29, height_per_m: -0.00089 };

impl FixedLink {
    /// Geoclimatic factor K for detailed design.
    #[must_use]
    pub fn geoclimatic_factor(&self) -> f64 {
        // K = 10^(-4.4 - 0.0027 dN1) (10 + sa)^-0.46
        10.0_f64.powf(-4.4 - 0.0027 * self.dn1_n_units_per_km) * (10.0 + self.terrain_roughness_m).powf(-0.46)
    }

    /// Magnitude of the path inclination εp, mrad.
    #[must_use]
    pub fn inclination_mrad(&self) -> f64 {
        (self.rx_height_amsl_m - self.tx_height_amsl_m).abs() / self.length_km
    }

    /// Height hL of the lower antenna above mean sea level, m.
    pub(super) fn lower_height_m(&self) -> f64 {
        self.rx_height_amsl_m.min(self.tx_height_amsl_m)
    }

    /// Multipath occurrence factor p0, %: the deep-fade law carried back to a fade of 0 dB.
    #[must_use]
    pub fn multipath_occurrence_percent(&self) -> f64 {
        self.occurrence_percent(self.geoclimatic_factor(), &DETAILED)
    }

    /// Multipath occurrence factor p0 for quick planning, %, which does not ask for the roughness of the terrain.
    #[must_use]
    pub fn multipath_occurrence_quick_percent(&self) -> f64 {
        // K = 10^(-4.6 - 0.0027 dN1)
        self.occurrence_percent(10.0_f64.powf(-4.6 - 0.0027 * self.dn1_n_units_per_km), &QUICK)
    }

    fn occurrence_percent(&self, geoclimatic_factor: f64, law: &Occurrence) -> f64 {
        // detailed: p0 = K d^3.4 (1 + |ep|)^-1.03 f^0.8 10^(-0.00076 hL)
        // quick:    p0 = K d^3.1 (1 + |ep|)^-1.29 f^0.8 10^(-0.00089 hL)
        geoclimatic_factor
            * self.length_km.powf(law.length_exponent)
            * (1.0 + self.inclination_mrad()).powf(law.inclination_exponent)
            * self.frequency_ghz.powf(0.8)
            * 10.0_f64.powf(law.height_per_m * self.lower_height_m())
    }
}

/// Share of the average worst month in which multipath fades deeper than a margin, %, from the occurrence factor p0.
#[must_use]
pub fn multipath_outage_percent(occurrence_percent: f64, margin_db: f64) -> f64 {
    Fade::of(occurrence_percent, margin_db, 0.0).p_percent
}

/// The steps from an occurrence factor to the share of time with deeper fades than a margin.
pub(super) struct Fade {
    pub a_t_db: f64,
    pub p_t_percent: f64,
    pub q_a_prime: f64,
    pub q_t: f64,
    pub q_a: f64,
    pub p_percent: f64,
}

impl Fade {
    /// For an occurrence factor p0 (%), a margin (dB), and a conversion ΔG (dB) by which fades are rarer in the year
    /// than in the worst month; 0 for the worst month itself.
    pub fn of(p_0: f64, a: f64, delta_g_db: f64) -> Self {
        let rarer = 10.0_f64.powf(-delta_g_db / 10.0);
        let a_t_db = 25.0 + 1.2 * p_0.log10();
        let p_t_percent = rarer * (p_0 * 10.0_f64.powf(-a_t_db / 10.0));
        let unused = f64::NAN;
        let fade =
            Self { a_t_db, p_t_percent, q_a_prime: unused, q_t: unused, q_a: unused, p_percent: 100.0 };
        if a <= 0.0 || (a < a_t_db && p_t_percent >= 100.0) {
            fade
        } else if a >= a_t_db {
            let deep = rarer * (p_0 * 10.0_f64.powf(-a / 10.0));
            Self { p_percent: deep.min(100.0), ..fade }
        } else {
            fade.shallow(a)
        }
    }

    /// The law of shallow fades, for margins `a` below the transition, dB.
    fn shallow(self, a: f64) -> Self {
        let a_t = self.a_t_db;
        let level = |depth: f64| 10.0_f64.powf(-depth / 20.0);
        let shape = |depth: f64| (1.0 + 0.3 * level(depth)) * 10.0_f64.powf(-0.016 * depth);
        let shift = |depth: f64| 4.3 * (level(depth) + depth / 800.0);
        // qa' = -20 log10(-ln((100 - pt) / 100)) / At
        let q_a_prime = -20.0 * (-(-self.p_t_percent / 100.0).ln_1p()).log10() / a_t;
        let q_t = (q_a_prime - 2.0) / shape(a_t) - shift(a_t);
        let q_a = 2.0 + shape(a) * (q_t + shift(a));
        // pw = 100 (1 - exp(-10^(-qa A / 20)))
        let p_percent = -100.0 * (-10.0_f64.powf(-q_a * a / 20.0)).exp_m1();
        Self { q_a_prime, q_t, q_a, p_percent, ..self }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::link;
    use super::*;

    #[test]
    fn worked_by_hand() {
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
    fn quick_planning_worked_by_hand() {
        // K = 10^(-4.6 + 1.08) = 3.01995e-4, d^3.1 = 10794.3, 26^-1.29 = 0.0149518, 7^0.8 = 4.74328,
        // 10^(-0.356) = 0.440555; p0 = 0.101852 %
        let p_0 = link(20.0, 7.0, 40.0).multipath_occurrence_quick_percent();
        assert!((p_0 - 0.101_852).abs() < 1e-5, "{p_0}");
    }

    #[test]
    fn a_link_that_always_fades_is_always_out() {
        // p0 = 2·10⁵ %: At = 31.4 dB and pt = 147 % of the time, for which the shallow law has no logarithm
        assert_eq!(multipath_outage_percent(2e5, 8.0), 100.0);
        let wild = FixedLink { dn1_n_units_per_km: -2_000.0, ..link(60.0, 80.0, 40.0) };
        assert_eq!(wild.availability_percent(), Ok(0.0));
        assert!(wild.check().unwrap().has(&OCCURRENCE));
    }

    proptest! {
        #[test]
        fn deep_and_shallow_fades_meet(log_p0 in -6.0..2.0_f64, delta_g_db in 0.0..10.8_f64) {
            let p_0 = 10.0_f64.powf(log_p0);
            let a_t = 25.0 + 1.2 * log_p0;
            let shallow = Fade::of(p_0, a_t - 1e-9, delta_g_db).p_percent;
            let deep = Fade::of(p_0, a_t + 1e-9, delta_g_db).p_percent;
            prop_assert!((shallow / deep - 1.0).abs() < 1e-6, "{shallow} {deep}");
        }

        #[test]
        fn more_margin_is_never_worse(log_p0 in -9.0..3.0_f64, margin_db in 0.0..60.0_f64, more_db in 0.0..5.0_f64) {
            let p_0 = 10.0_f64.powf(log_p0);
            // one part in a million: the two laws meet at the transition up to rounding
            let slack = 1.0 + 1e-6;
            let much = multipath_outage_percent(p_0, margin_db + more_db);
            prop_assert!(much <= multipath_outage_percent(p_0, margin_db) * slack);
        }
    }
}
