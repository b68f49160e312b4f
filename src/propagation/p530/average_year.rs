//! P.530 §2.3.4: multipath fading in the average year instead of the average worst month.
//!
//! Fades are rarer over the year by the logarithmic geoclimatic conversion factor ΔG. *It is at most 10.8 dB*: the two
//! implementations of P.530 that were read (`eeveetza/p530` and `ic-crc/crc-covlib`, which follows it) take at least
//! 10.8 dB instead. Then hardly any link would ever have another factor, and the caution would be turned round, so the
//! upper bound is taken here, as where P.2001-4 takes the formula over (eq. B.3.2, `eeveetza/Py2001`). The text of the
//! recommendation was not at hand (*unverified*).

use super::FixedLink;
use super::multipath::Fade;
use crate::propagation::quantity::{OutOfRange, Quantity, Warnings};

/// Latitude of the middle of the path, north or south.
pub static LATITUDE: Quantity = Quantity::new("latitude", "ξ", "°", (-90.0, 90.0));

/// Largest conversion factor, dB.
const CONVERSION_MAX_DB: f64 = 10.8;

impl FixedLink {
    /// Logarithmic geoclimatic conversion factor ΔG at a latitude (°), dB: ten times the logarithm of how much rarer a
    /// deep fade is in the average year than in the average worst month.
    #[must_use]
    pub fn geoclimatic_conversion_db(&self, latitude_deg: f64) -> f64 {
        let xi = latitude_deg.abs();
        let swing = (2.0 * xi).to_radians().cos().abs().powf(0.7);
        let swing = if xi <= 45.0 { swing } else { -swing };
        // ΔG = 10.5 - 5.6 log10(1.1 ± |cos 2ξ|^0.7) - 2.7 log10 d + 1.7 log10(1 + |εp|) <= 10.8
        let delta_g_db = 10.5 - 5.6 * (1.1 + swing).log10() - 2.7 * self.length_km.log10()
            + 1.7 * (1.0 + self.inclination_mrad()).log10();
        delta_g_db.min(CONVERSION_MAX_DB)
    }

    /// Share of the average year in which multipath fades deeper than the margin, %.
    ///
    /// # Errors
    /// [`OutOfRange`] for an input that the methods were not made for.
    pub fn multipath_outage_year_percent(&self, latitude_deg: f64) -> Result<f64, OutOfRange> {
        self.check()?;
        LATITUDE.check(latitude_deg, &mut Warnings::default())?;
        let delta_g_db = self.geoclimatic_conversion_db(latitude_deg);
        Ok(Fade::of(self.multipath_occurrence_percent(), self.flat_margin_db, delta_g_db).p_percent)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::link;
    use super::*;

    #[test]
    fn the_conversion_worked_by_hand() {
        // 44.4°, 40 km, 12.5 mrad: cos 88.8° = 0.0209424, to the 0.7 it is 0.0667639
        // ΔG = 10.5 - 5.6 log10(1.1667639) - 2.7 log10 40 + 1.7 log10 13.5 = 10.5 - 0.37508 - 4.32556 + 1.92156
        let found_db = link(40.0, 7.0, 40.0).geoclimatic_conversion_db(44.4);
        assert!((found_db - 7.720_92).abs() < 1e-4, "{found_db}");
    }

    #[test]
    fn a_deep_fade_is_rarer_by_the_conversion() {
        let link = link(40.0, 7.0, 40.0);
        let rarer =
            link.outage().unwrap().multipath_percent / link.multipath_outage_year_percent(44.4).unwrap();
        assert!((10.0 * rarer.log10() - link.geoclimatic_conversion_db(44.4)).abs() < 1e-9);
    }

    #[test]
    fn a_short_link_has_the_largest_conversion_and_the_hemispheres_agree() {
        assert_eq!(link(1.0, 18.0, 40.0).geoclimatic_conversion_db(44.4), CONVERSION_MAX_DB);
        let link = link(40.0, 7.0, 40.0);
        assert_eq!(link.geoclimatic_conversion_db(44.4), link.geoclimatic_conversion_db(-44.4));
        let step_db = link.geoclimatic_conversion_db(45.0) - link.geoclimatic_conversion_db(45.0 + 1e-12);
        assert!(step_db.abs() < 1e-6);
        assert!(link.multipath_outage_year_percent(91.0).is_err());
    }

    proptest! {
        #[test]
        fn the_year_is_never_worse_than_its_worst_month(
            length_km in 0.1..60.0_f64, flat_margin_db in -5.0..60.0_f64, latitude_deg in -60.0..60.0_f64,
        ) {
            let link = FixedLink { flat_margin_db, ..link(length_km, 7.0, 40.0) };
            let year = link.multipath_outage_year_percent(latitude_deg).unwrap();
            prop_assert!(year <= link.outage().unwrap().multipath_percent * (1.0 + 1e-9));
        }
    }
}
