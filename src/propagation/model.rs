//! The one interface to all path-loss models.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::free_space::free_space_loss_db;
use super::p526::bullington_loss_db;
use super::profile::{Profile, Terminals};

/// A path-loss model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// Free space alone, ITU-R P.525: an upper bound on coverage.
    FreeSpace,
    /// Free space and Bullington knife-edge diffraction over the profile, ITU-R P.526-15 §4.5.1.
    P526,
}

/// Basic transmission loss between isotropic antennas, in its parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loss {
    /// Loss of the straight distance between the antennas, dB.
    pub free_space_db: f64,
    /// Loss of diffraction over terrain and clutter, dB; 0 in a model that has none.
    pub diffraction_db: f64,
}

impl Loss {
    /// The basic transmission loss, dB.
    #[must_use]
    pub fn total_db(self) -> f64 {
        self.free_space_db + self.diffraction_db
    }
}

impl Model {
    /// Basic transmission loss along a path, in its parts. Allocates nothing.
    ///
    /// # Example
    /// ```
    /// use divario::propagation::{EARTH_RADIUS_KM, Model, Profile, Terminals};
    /// let profile =
    ///     Profile { distance_km: &[0.0, 5.0, 10.0], ground_m: &[0.0, 50.0, 0.0], clutter_m: &[0.0; 3] };
    /// let terminals = Terminals {
    ///     tx_height_m: 20.0,
    ///     rx_height_m: 20.0,
    ///     frequency_mhz: 3500.0,
    ///     effective_earth_radius_km: 4.0 / 3.0 * EARTH_RADIUS_KM,
    /// };
    /// let loss = Model::P526.loss(&profile, &terminals);
    /// assert_eq!(format!("{:.1} + {:.1}", loss.free_space_db, loss.diffraction_db), "123.3 + 32.5");
    /// ```
    #[must_use]
    pub fn loss(self, profile: &Profile, terminals: &Terminals) -> Loss {
        let slant_km = profile.ray(terminals).slant_km();
        let diffraction_db = match self {
            Self::FreeSpace => 0.0,
            Self::P526 => bullington_loss_db(profile, terminals),
        };
        Loss { free_space_db: free_space_loss_db(slant_km, terminals.frequency_mhz), diffraction_db }
    }

    /// Basic transmission loss along a path, dB. Allocates nothing.
    #[must_use]
    pub fn basic_transmission_loss_db(self, profile: &Profile, terminals: &Terminals) -> f64 {
        self.loss(profile, terminals).total_db()
    }
}

#[cfg(test)]
mod tests {
    use super::super::profile::tests::Path;
    use super::*;

    const TERMINALS: Terminals = Terminals {
        tx_height_m: 20.0,
        rx_height_m: 20.0,
        frequency_mhz: 3500.0,
        effective_earth_radius_km: 8500.0,
    };

    #[test]
    fn free_space_ignores_the_hill_and_p526_does_not() {
        let path = Path::even(5.0, &[0.0, 50.0, 0.0]);
        let free_db = Model::FreeSpace.basic_transmission_loss_db(&path.profile(), &TERMINALS);
        assert!((free_db - 123.3292).abs() < 1e-4);
        let loss = Model::P526.loss(&path.profile(), &TERMINALS);
        assert_eq!(loss.free_space_db, free_db);
        assert!(loss.diffraction_db > 30.0);
        assert_eq!(Model::P526.basic_transmission_loss_db(&path.profile(), &TERMINALS), loss.total_db());
    }

    #[test]
    fn the_straight_distance_counts() {
        // 3 km along the ground and 4 km of height: 5 km
        let path = Path::even(3.0, &[4000.0, 0.0]);
        let loss_db = Model::FreeSpace.basic_transmission_loss_db(&path.profile(), &TERMINALS);
        assert!((loss_db - free_space_loss_db(5.0, 3500.0)).abs() < 1e-9);
    }
}
