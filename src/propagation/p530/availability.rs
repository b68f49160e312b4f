//! The share of the time in which a link works: what neither multipath nor rain takes away.

use super::FixedLink;
use super::multipath::{Fade, multipath_outage_percent};
use super::rain::{self, Rain, rain_outage_percent};
use crate::propagation::quantity::OutOfRange;
use crate::propagation::terms::terms;

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

terms! {
    /// The terms of a link's availability; those that the case does not need are NaN.
    pub struct FixedLinkTerms {
        /// K, geoclimatic factor: 10^(-4.4 - 0.0027 dN1) (10 + sa)^-0.46
        k_geoclimatic,
        /// |εp|, path inclination: |hr - he| / d
        e_p_mrad,
        /// hL, height of the lower antenna above sea level
        h_l_m,
        /// p0, multipath occurrence factor: K d^3.4 (1 + |εp|)^-1.03 f^0.8 10^(-0.00076 hL)
        p_0_percent,
        /// At, fade depth at which the deep and the shallow law meet: 25 + 1.2 log10 p0
        a_t_db,
        /// pt, share of the worst month with a fade deeper than At: p0 10^(-At / 10)
        p_t_percent,
        /// qa', -20 log10(-ln((100 - pt) / 100)) / At; for margins below At only
        q_a_prime,
        /// qt, (qa' - 2) / ((1 + 0.3 · 10^(-At / 20)) 10^(-0.016 At)) - 4.3 (10^(-At / 20) + At / 800); likewise
        q_t,
        /// qa, 2 + (1 + 0.3 · 10^(-A / 20)) 10^(-0.016 A) (qt + 4.3 (10^(-A / 20) + A / 800)); likewise
        q_a,
        /// pw, share of the worst month lost to multipath: p0 10^(-A / 10), below At 100 (1 - exp(-10^(-qa A / 20)))
        p_w_percent,
        /// k of the rain law γ = k R^α, P.838-3
        k,
        /// α of the rain law, P.838-3
        alpha,
        /// γR, specific attenuation of the rain R0.01: k R^α
        gamma_r_db_per_km,
        /// r, distance factor: 1 / (0.477 d^0.633 R^(0.073 α) f^0.123 - 10.579 (1 - e^(-0.024 d))), at most 2.5
        r,
        /// deff, effective path length: d r
        d_eff_km,
        /// A0.01, rain attenuation exceeded for 0.01 % of the year: γR deff
        a_001_db,
        /// C0, 0.12 + 0.4 log10((f / 10)^0.8), below 10 GHz 0.12
        c_0,
        /// C1, 0.07^C0 · 0.12^(1 - C0)
        c_1,
        /// C2, 0.855 C0 + 0.546 (1 - C0)
        c_2,
        /// C3, 0.139 C0 + 0.043 (1 - C0)
        c_3,
        /// Share of the year lost to rain: A0.01 C1 p^-(C2 + C3 log10 p) = A, solved for p
        p_rain_percent,
        /// Share of the time in which the link works: 100 less both
        availability_percent,
    }
}

impl FixedLink {
    /// Outage by multipath and by rain.
    ///
    /// # Errors
    /// [`OutOfRange`] for an input that the methods were not made for.
    pub fn outage(&self) -> Result<Outage, OutOfRange> {
        self.check()?;
        Ok(Outage {
            multipath_percent: multipath_outage_percent(
                self.multipath_occurrence_percent(),
                self.flat_margin_db,
            ),
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

    /// Rain attenuation A0.01 exceeded for 0.01 % of an average year, dB.
    #[must_use]
    pub fn rain_attenuation_db(&self) -> f64 {
        Rain::of(self).a_001_db
    }

    /// Every term of the availability.
    #[must_use]
    pub fn terms(&self) -> FixedLinkTerms {
        let p_0_percent = self.multipath_occurrence_percent();
        let fade = Fade::of(p_0_percent, self.flat_margin_db, 0.0);
        let Rain { k, alpha, gamma_r_db_per_km, r, d_eff_km, a_001_db } = Rain::of(self);
        let [c_0, c_1, c_2, c_3] = rain::law(self.frequency_ghz);
        let p_rain_percent = rain_outage_percent(a_001_db, self.frequency_ghz, self.flat_margin_db);
        let outage = Outage { multipath_percent: fade.p_percent, rain_percent: p_rain_percent };
        FixedLinkTerms {
            k_geoclimatic: self.geoclimatic_factor(),
            e_p_mrad: self.inclination_mrad(),
            h_l_m: self.lower_height_m(),
            p_0_percent,
            a_t_db: fade.a_t_db,
            p_t_percent: fade.p_t_percent,
            q_a_prime: fade.q_a_prime,
            q_t: fade.q_t,
            q_a: fade.q_a,
            p_w_percent: fade.p_percent,
            k,
            alpha,
            gamma_r_db_per_km,
            r,
            d_eff_km,
            a_001_db,
            c_0,
            c_1,
            c_2,
            c_3,
            p_rain_percent,
            availability_percent: outage.availability_percent(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::link;
    use super::*;

    #[test]
    fn no_margin_means_no_link_and_no_rain_no_outage_by_rain() {
        let dead = FixedLink { flat_margin_db: 0.0, ..link(10.0, 18.0, 40.0) };
        assert_eq!(dead.availability_percent(), Ok(0.0));
        assert_eq!(link(10.0, 18.0, 0.0).outage().unwrap().rain_percent, 0.0);
    }

    proptest! {
        #[test]
        fn availability_is_a_share_and_the_terms_give_the_same(
            length_km in 0.01..60.0_f64, frequency_ghz in 1.0..100.0_f64, rain in 0.0..250.0_f64,
            flat_margin_db in -10.0..80.0_f64,
        ) {
            let link = FixedLink { flat_margin_db, ..link(length_km, frequency_ghz, rain) };
            let availability_percent = link.availability_percent().unwrap();
            prop_assert!((0.0..=100.0).contains(&availability_percent));
            prop_assert_eq!(link.terms().availability_percent, availability_percent);
        }

        #[test]
        fn a_longer_link_never_works_better(
            length_km in 0.1..50.0_f64, more in 1.0..1.2_f64, margin_db in 10.0..50.0_f64,
        ) {
            // level antennas, so that only the length changes
            let level = FixedLink { tx_height_amsl_m: 400.0, flat_margin_db: margin_db, ..link(length_km, 7.0, 40.0) };
            let longer = FixedLink { length_km: length_km * more, ..level };
            let slack = 1.0 + 1e-6;
            let [short, long] = [level, longer].map(|link| link.outage().unwrap());
            prop_assert!(short.multipath_percent <= long.multipath_percent * slack);
            prop_assert!(short.rain_percent <= long.rain_percent * slack);
        }
    }
}
