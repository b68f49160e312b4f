//! Free space, ITU-R P.525-4: the loss of distance alone, between isotropic antennas.
//!
//! Taken in its unrounded form, 20 log(4π d/λ); the recommendation's practical form prints 32.4 for a constant that
//! is 32.448, and so reads 0.05 dB less. No equation number is given, as the text itself was not at hand.
//!
//! *Valid for* distances of many wavelengths. Nearer the formula would promise a gain, and 0 dB is returned. Ranges that
//! are checked: [`FREQUENCY`], [`DISTANCE`]. The model is reciprocal.

use super::elementary::log10;
use super::profile::SPEED_OF_LIGHT_M_PER_S;
use super::quantity::{OutOfRange, Quantity, Warnings};
use super::terms::terms;

/// Frequencies that are taken.
pub static FREQUENCY: Quantity =
    Quantity::new("frequency", "f", "MHz", (1.0, 1e6)).usually((30.0, 300_000.0));

/// Distances that are taken.
pub static DISTANCE: Quantity = Quantity::new("distance", "d", "km", (1e-3, 1e6)).usually((1e-2, 1_000.0));

terms! {
    /// The steps of free-space loss.
    pub struct Terms {
        /// Straight distance d between the antennas
        d_km,
        /// Wavelength λ in vacuum
        wavelength_m,
        /// Free-space basic transmission loss, 20 log(4π d / λ), P.525
        lbfs_db,
    }
}

/// Distance and frequency of a path in free space.
///
/// # Example
/// ```
/// use divario::propagation::free_space::FreeSpace;
/// let path = FreeSpace { distance_km: 10.0, frequency_mhz: 3500.0 };
/// assert!(path.check()?.is_empty());
/// assert_eq!(format!("{:.2}", path.terms().lbfs_db), "123.33");
/// # Ok::<(), divario::propagation::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FreeSpace {
    /// Straight distance d, km.
    pub distance_km: f64,
    /// Frequency f, MHz.
    pub frequency_mhz: f64,
}

impl FreeSpace {
    /// Whether the model takes these inputs.
    ///
    /// # Errors
    /// [`OutOfRange`] outside [`FREQUENCY`] or [`DISTANCE`].
    pub fn check(&self) -> Result<Warnings, OutOfRange> {
        let mut warnings = Warnings::default();
        FREQUENCY.check(self.frequency_mhz, &mut warnings)?;
        DISTANCE.check(self.distance_km, &mut warnings)?;
        Ok(warnings)
    }

    /// Every step.
    #[must_use]
    pub fn terms(&self) -> Terms {
        let Self { distance_km, frequency_mhz } = *self;
        Terms {
            d_km: distance_km,
            wavelength_m: SPEED_OF_LIGHT_M_PER_S / (frequency_mhz * 1e6),
            lbfs_db: free_space_loss_db(distance_km, frequency_mhz),
        }
    }
}

/// Free-space basic transmission loss, dB, over a straight distance (km) at a frequency (MHz); never below 0.
#[inline(always)]
#[must_use]
pub fn free_space_loss_db(distance_km: f64, frequency_mhz: f64) -> f64 {
    // Lbf = 20 log10(4π d / λ)
    let wavelength_m = SPEED_OF_LIGHT_M_PER_S / (frequency_mhz * 1e6);
    let ratio = 4.0 * std::f64::consts::PI * distance_km * 1000.0 / wavelength_m;
    let loss_db = (20.0 * log10(ratio)).max(0.0);
    if ratio.is_nan() { f64::NAN } else { loss_db } // our logarithm makes a number of anything
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ten_kilometres_at_3500_mhz() {
        // 32.4478 + 20 log 3500 + 20 log 10 = 32.4478 + 70.8814 + 20
        assert!((free_space_loss_db(10.0, 3500.0) - 123.3292).abs() < 1e-4);
    }

    #[test]
    fn no_distance_loses_nothing() {
        assert_eq!(free_space_loss_db(0.0, 3500.0), 0.0);
    }

    proptest! {
        #[test]
        fn loss_grows_with_distance_and_frequency(
            distance_km in 0.01..100.0_f64, frequency_mhz in 30.0..6000.0_f64, factor in 1.001..10.0_f64,
        ) {
            let loss_db = free_space_loss_db(distance_km, frequency_mhz);
            prop_assert!(free_space_loss_db(distance_km * factor, frequency_mhz) > loss_db);
            prop_assert!(free_space_loss_db(distance_km, frequency_mhz * factor) > loss_db);
        }

        #[test]
        fn twice_the_distance_costs_six_decibels(distance_km in 0.01..100.0_f64) {
            let step_db = free_space_loss_db(2.0 * distance_km, 3500.0) - free_space_loss_db(distance_km, 3500.0);
            prop_assert!((step_db - 20.0 * 2.0_f64.log10()).abs() < 1e-9);
        }
    }
}
