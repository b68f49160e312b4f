//! The one interface to all path-loss models.

use super::free_space::free_space_loss_db;
use super::p526::bullington_loss_db;
use super::profile::{Profile, Terminals};

/// A path-loss model with its settings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Model {
    /// Free space alone, ITU-R P.525: an upper bound on coverage.
    FreeSpace,
    /// Free space and diffraction over the profile, ITU-R P.526-15 §4.5.
    P526 {
        /// Radius of an Earth over which the refracted ray runs straight, km.
        effective_earth_radius_km: f64,
    },
}

/// Basic transmission loss between isotropic antennas, in its parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Loss {
    /// Loss of the straight distance between the antennas, dB.
    pub free_space_db: f64,
    /// What terrain, clutter and air add to it, dB.
    pub excess_db: f64,
}

impl Loss {
    /// The basic transmission loss, dB.
    #[must_use]
    pub fn total_db(self) -> f64 {
        self.free_space_db + self.excess_db
    }
}

impl Model {
    /// Basic transmission loss along a path, in its parts. Allocates nothing.
    ///
    /// # Example
    /// ```
    /// use divario::propagation::{EARTH_RADIUS_KM, Model, Polarisation, Profile, Terminals};
    /// let profile = Profile {
    ///     distance_km: &[0.0, 5.0, 10.0],
    ///     ground_m: &[0.0, 50.0, 0.0],
    ///     clutter_m: &[0.0; 3],
    ///     zone: &[],
    /// };
    /// let terminals = Terminals {
    ///     tx_height_m: 20.0,
    ///     rx_height_m: 20.0,
    ///     frequency_mhz: 3500.0,
    ///     polarisation: Polarisation::Vertical,
    /// };
    /// let model = Model::P526 { effective_earth_radius_km: 4.0 / 3.0 * EARTH_RADIUS_KM };
    /// let loss = model.loss(&profile, &terminals);
    /// assert_eq!(format!("{:.1} + {:.1}", loss.free_space_db, loss.excess_db), "123.3 + 32.5");
    /// ```
    #[must_use]
    pub fn loss(&self, profile: &Profile, terminals: &Terminals) -> Loss {
        let free_space_db = free_space_loss_db(profile.slant_km(terminals), terminals.frequency_mhz);
        let excess_db = match *self {
            Self::FreeSpace => 0.0,
            Self::P526 { effective_earth_radius_km } => {
                bullington_loss_db(profile, terminals, effective_earth_radius_km)
            }
        };
        Loss { free_space_db, excess_db }
    }

    /// Basic transmission loss along a path, dB. Allocates nothing.
    #[must_use]
    pub fn basic_transmission_loss_db(&self, profile: &Profile, terminals: &Terminals) -> f64 {
        self.loss(profile, terminals).total_db()
    }

    /// A floor under the loss of a path, dB, from some of its points; minus infinity where the model has none.
    ///
    /// A profile with fewer obstacles never loses more to the Bullington construction ([`super::p526`] says why).
    #[must_use]
    pub fn floor_db(&self, some_points: &Profile, terminals: &Terminals) -> f64 {
        match self {
            Self::FreeSpace | Self::P526 { .. } => self.basic_transmission_loss_db(some_points, terminals),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::profile::Polarisation;
    use super::super::profile::tests::Path;
    use super::*;

    const TERMINALS: Terminals = Terminals {
        tx_height_m: 20.0,
        rx_height_m: 20.0,
        frequency_mhz: 3500.0,
        polarisation: Polarisation::Vertical,
    };
    const P526: Model = Model::P526 { effective_earth_radius_km: 8500.0 };

    #[test]
    fn free_space_ignores_the_hill_and_p526_does_not() {
        let path = Path::even(5.0, &[0.0, 50.0, 0.0]);
        let free_db = Model::FreeSpace.basic_transmission_loss_db(&path.profile(), &TERMINALS);
        assert!((free_db - 123.3292).abs() < 1e-4);
        let loss = P526.loss(&path.profile(), &TERMINALS);
        assert_eq!(loss.free_space_db, free_db);
        assert!(loss.excess_db > 30.0);
        assert_eq!(P526.basic_transmission_loss_db(&path.profile(), &TERMINALS), loss.total_db());
    }

    #[test]
    fn the_straight_distance_counts() {
        // 3 km along the ground and 4 km of height: 5 km
        let path = Path::even(3.0, &[4000.0, 0.0]);
        let loss_db = Model::FreeSpace.basic_transmission_loss_db(&path.profile(), &TERMINALS);
        assert!((loss_db - free_space_loss_db(5.0, 3500.0)).abs() < 1e-9);
    }
}
