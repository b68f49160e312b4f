//! Whether the spherical Earth can cost anything at all: a bound that most receivers clear.

use super::columns::Found;
use crate::propagation::p526::SmoothSurface;
use crate::propagation::p526::spherical::CLEAR_FACTOR;

/// What the smooth surface under a path is measured against, whatever the model.
#[derive(Debug, Clone, Copy)]
pub(super) struct Level {
    pub tx_ground_m: f64,
    pub tx_antenna_m: f64,
    pub radii_km: [f64; 2],
    pub wavelength_m: f64,
}

impl Level {
    /// The slack over the fitted surface. Obstacles lower it: without them the antennas stand no higher, and where there is
    /// slack, there is all the more.
    #[inline(always)]
    pub fn slack(&self, one: &Found, fitted: SmoothSurface, radius_km: f64) -> f64 {
        let surface = fitted.under_ends([self.tx_ground_m, one.rx_ground_m]);
        self.slack_under(surface.height_of([self.tx_antenna_m, one.rx_antenna_m]), one.d_km, radius_km)
    }

    /// By how much the ray between antennas at heights over a smooth surface (m) clears that more than diffraction asks for;
    /// where that is positive, diffraction over a smooth Earth costs nothing.
    ///
    /// It costs nothing where the ray clears the smooth surface by [`CLEAR_FACTOR`] √(d1 d2 λ / d) everywhere. Let the higher
    /// antenna stand H over the surface, at the distance d1, and the lower one h; with `s = √(d2 / d1)` and `K = C d²` the
    /// ray's height over the surface is `√(d1 d2) / d` times
    ///
    /// ```text
    /// H s + h / s − K s / (1 + s²)  ≥  (H − K α) s + h / s − K β  ≥  2 √((H − K α) h) − K β
    /// ```
    ///
    /// as s / (1 + s²) lies below its tangent α s + β at any s0 up to 1: it is bent downwards up to s = √3, and falls behind.
    /// With s0 = √(h / H), where the rest is least, that is close.
    #[inline(always)]
    pub fn slack_under(&self, [hte, hre]: [f64; 2], d: f64, radius_km: f64) -> f64 {
        let (higher, lower) = if hte > hre { (hte, hre) } else { (hre, hte) };
        let ratio = lower / higher; // s0²
        let shape = 500.0 * d * d / (radius_km * (1.0 + ratio) * (1.0 + ratio));
        let (along, aside) = (shape * (1.0 - ratio), shape * 2.0 * ratio * ratio.sqrt()); // K α and K β
        let left = if higher > along { higher - along } else { 0.0 };
        let asked = CLEAR_FACTOR * (d * self.wavelength_m).sqrt() + aside;
        2.0 * (left * lower).sqrt() - asked * (1.0 + 1e-9)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::propagation::p526::{Form, SphericalEarth, Wave};
    use crate::propagation::profile::Polarisation;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn where_there_is_slack_the_spherical_earth_costs_nothing(
            (log_d, log_tx, log_rx) in (-1.0..2.5_f64, -2.0..3.5_f64, -2.0..3.5_f64), log_ghz in -1.5..1.0_f64,
            radius_km in 6_000.0..30_000.0_f64, sea_ratio in 0.0..1.0_f64,
        ) {
            let [length_km, tx_height_m, rx_height_m, frequency_ghz] =
                [log_d, log_tx, log_rx, log_ghz].map(|log| 10.0_f64.powf(log));
            let wavelength_m = 0.3 / frequency_ghz;
            let level = Level { tx_ground_m: 0.0, tx_antenna_m: 0.0, radii_km: [radius_km; 2], wavelength_m };
            let slack_m = level.slack_under([tx_height_m, rx_height_m], length_km, radius_km);
            let wave = Wave { frequency_ghz, wavelength_m, polarisation: Polarisation::Vertical, form: Form::Practical };
            let loss_db = SphericalEarth { length_km, tx_height_m, rx_height_m, sea_ratio }.loss_db(&wave, radius_km);
            prop_assert!(slack_m <= 0.0 || loss_db == 0.0, "{slack_m} m, {loss_db} dB");
        }
    }

    #[test]
    fn a_high_and_a_low_antenna_clear_a_long_path() {
        // H = 300 m, h = 5 m, 45 km, 3.5 GHz: K / 2 = 59.6 m, and 77.5 − 34.3 − 59.6 m would be 16.4 m too little if the Earth
        // bulged as in the middle of the path all along it; near the low antenna, where the ray is lowest, it does not
        let level =
            Level { tx_ground_m: 0.0, tx_antenna_m: 0.0, radii_km: [8_495.0; 2], wavelength_m: 0.0857 };
        for heights_m in [[300.0, 5.0], [5.0, 300.0]] {
            assert!((level.slack_under(heights_m, 45.0, 8_495.0) - 26.3).abs() < 0.1);
            assert!(level.slack_under(heights_m, 70.0, 8_495.0) < 0.0);
        }
    }
}
