//! The one interface to all path-loss models.

use super::free_space::{FreeSpace, free_space_loss_db};
use super::itm::Itm;
use super::p526::P526;
use super::p1812::P1812;
use super::profile::{Profile, Terminals};
use super::quantity::{OutOfRange, Warnings};
use super::terms::Term;

/// A path-loss model with its settings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Model {
    /// Free space alone, ITU-R P.525: an upper bound on coverage.
    FreeSpace,
    /// Free space and diffraction over the profile by the complete method of ITU-R P.526-15 §4.5.2.
    P526(P526),
    /// All mechanisms over the profile for a share of time and locations, ITU-R P.1812.
    P1812(P1812),
    /// The Irregular Terrain Model (Longley-Rice), NTIA 1.4.
    Itm(Itm),
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
    /// use divario::propagation::{EARTH_RADIUS_KM, Model, P526, Polarisation, Profile, Terminals};
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
    /// let model = Model::P526(P526 { effective_earth_radius_km: 4.0 / 3.0 * EARTH_RADIUS_KM });
    /// let loss = model.loss(&profile, &terminals);
    /// assert_eq!(format!("{:.1} + {:.1}", loss.free_space_db, loss.excess_db), "123.3 + 32.5");
    /// ```
    #[must_use]
    pub fn loss(&self, profile: &Profile, terminals: &Terminals) -> Loss {
        match self {
            Self::FreeSpace => Loss { free_space_db: p525_db(profile, terminals), excess_db: 0.0 },
            Self::P526(p526) => Loss {
                free_space_db: p525_db(profile, terminals),
                excess_db: p526.diffraction_loss_db(profile, terminals),
            },
            Self::P1812(p1812) => {
                let free_space_db = P1812::free_space_loss_db(profile, terminals);
                let excess_db = p1812.basic_transmission_loss_db(profile, terminals) - free_space_db;
                Loss { free_space_db, excess_db }
            }
            Self::Itm(itm) => {
                let free_space_db = p525_db(profile, terminals);
                let excess_db = itm.basic_transmission_loss_db(profile, terminals) - free_space_db;
                Loss { free_space_db, excess_db }
            }
        }
    }

    /// Basic transmission loss along a path, dB; NaN where a number is that the model reads. Allocates nothing.
    #[must_use]
    pub fn basic_transmission_loss_db(&self, profile: &Profile, terminals: &Terminals) -> f64 {
        match self {
            Self::FreeSpace => p525_db(profile, terminals),
            Self::P526(p526) => p526.basic_transmission_loss_db(profile, terminals),
            Self::P1812(p1812) => p1812.basic_transmission_loss_db(profile, terminals),
            Self::Itm(itm) => itm.basic_transmission_loss_db(profile, terminals),
        }
    }

    /// Whether the model takes a path; the warnings of one that it takes.
    ///
    /// # Errors
    /// [`OutOfRange`] for the first input that it was not made for.
    pub fn check(&self, profile: &Profile, terminals: &Terminals) -> Result<Warnings, OutOfRange> {
        match self {
            Self::FreeSpace => straight(profile, terminals).check(),
            Self::P526(p526) => p526.check(profile, terminals),
            Self::P1812(p1812) => p1812.check(profile, terminals),
            Self::Itm(itm) => itm.check(profile, terminals),
        }
    }

    /// Every step of the calculation along a path, in order.
    #[must_use]
    pub fn terms(&self, profile: &Profile, terminals: &Terminals) -> Vec<Term> {
        match self {
            Self::FreeSpace => straight(profile, terminals).terms().rows().collect(),
            Self::P526(p526) => p526.terms(profile, terminals).rows().collect(),
            Self::P1812(p1812) => p1812.terms(profile, terminals).rows().collect(),
            Self::Itm(itm) => itm.terms(profile, terminals).rows().collect(),
        }
    }
}

fn straight(profile: &Profile, terminals: &Terminals) -> FreeSpace {
    FreeSpace { distance_km: profile.slant_km(terminals), frequency_mhz: terminals.frequency_mhz }
}

fn p525_db(profile: &Profile, terminals: &Terminals) -> f64 {
    free_space_loss_db(profile.slant_km(terminals), terminals.frequency_mhz)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::profile::Polarisation;
    use super::super::profile::tests::{Path, any_path};
    use super::*;

    const TERMINALS: Terminals = Terminals {
        tx_height_m: 20.0,
        rx_height_m: 20.0,
        frequency_mhz: 3500.0,
        polarisation: Polarisation::Vertical,
    };
    const P526_MEDIAN: Model = Model::P526(P526 { effective_earth_radius_km: 8500.0 });

    /// Makes one number of a path NaN: its place among distances, ground and clutter, and behind those among heights and
    /// frequency of the terminals.
    fn lose(path: &mut Path, terminals: &mut Terminals, place: usize) {
        let Path { distance_km, ground_m, clutter_m } = path;
        let Terminals { tx_height_m, rx_height_m, frequency_mhz, .. } = terminals;
        let of_path = distance_km.iter_mut().chain(ground_m).chain(clutter_m);
        let mut all = of_path.chain([tx_height_m, rx_height_m, frequency_mhz]);
        *all.nth(place).unwrap() = f64::NAN;
    }

    /// Whether a model that reads the ends alone reads the number at a place.
    fn is_of_ends(path: &Path, place: usize) -> bool {
        let count = path.ground_m.len();
        [count - 1, count, 2 * count - 1].contains(&place) || place >= 3 * count
    }

    #[test]
    fn free_space_ignores_the_hill_and_p526_does_not() {
        let path = Path::even(5.0, &[0.0, 50.0, 0.0]);
        let free_db = Model::FreeSpace.basic_transmission_loss_db(&path.profile(), &TERMINALS);
        assert!((free_db - 123.3292).abs() < 1e-4);
        let loss = P526_MEDIAN.loss(&path.profile(), &TERMINALS);
        assert_eq!(loss.free_space_db, free_db);
        assert!(loss.excess_db > 30.0);
        assert_eq!(P526_MEDIAN.basic_transmission_loss_db(&path.profile(), &TERMINALS), loss.total_db());
    }

    #[test]
    fn the_straight_distance_counts() {
        // 3 km along the ground and 4 km of height: 5 km
        let path = Path::even(3.0, &[4000.0, 0.0]);
        let loss_db = Model::FreeSpace.basic_transmission_loss_db(&path.profile(), &TERMINALS);
        assert!((loss_db - free_space_loss_db(5.0, 3500.0)).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn no_nan_gets_lost(
            mut path in any_path(), tx_height_m in 1.0..60.0_f64, rx_height_m in 1.0..60.0_f64,
            place in any::<prop::sample::Index>(), time_percent in prop_oneof![Just(50.0), 1.0..50.0_f64],
        ) {
            let mut terminals = Terminals { tx_height_m, rx_height_m, ..TERMINALS };
            let place = place.index(3 * path.ground_m.len() + 3);
            let at_ends = is_of_ends(&path, place);
            lose(&mut path, &mut terminals, place);
            let (p1812, itm) = (P1812 { time_percent, ..P1812::LIGURIA_MEDIAN }, Itm::CONTINENTAL_MEDIAN);
            let profile = path.profile();
            for model in [P526_MEDIAN, Model::P1812(p1812), Model::Itm(itm)] {
                prop_assert!(model.basic_transmission_loss_db(&profile, &terminals).is_nan(), "{model:?}");
                let loss = model.loss(&profile, &terminals);
                prop_assert!(loss.excess_db.is_nan() && loss.free_space_db.is_nan() == at_ends, "{model:?} {loss:?}");
            }
            let p526 = P526 { effective_earth_radius_km: 8500.0 };
            prop_assert!(p526.terms(&profile, &terminals).lb_db.is_nan());
            prop_assert!(p1812.terms(&profile, &terminals).lb_db.is_nan());
            prop_assert!(itm.terms(&profile, &terminals).a_db.is_nan());
            let free_db = Model::FreeSpace.basic_transmission_loss_db(&profile, &terminals);
            prop_assert_eq!(free_db.is_nan(), at_ends);
        }

        #[test]
        fn the_parts_of_a_loss_make_the_whole(
            path in any_path(), rx_height_m in 1.0..60.0_f64, time_percent in 1.0..=50.0_f64,
            location_percent in 1.0..=99.0_f64,
        ) {
            let terminals = Terminals { rx_height_m, ..TERMINALS };
            let p1812 = P1812 { time_percent, location_percent, location_sigma_db: 8.0, ..P1812::LIGURIA_MEDIAN };
            for model in [Model::FreeSpace, P526_MEDIAN, Model::P1812(p1812)] {
                let loss_db = model.basic_transmission_loss_db(&path.profile(), &terminals);
                prop_assert!((model.loss(&path.profile(), &terminals).total_db() - loss_db).abs() < 1e-9);
            }
        }
    }
}
