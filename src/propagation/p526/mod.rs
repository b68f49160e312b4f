//! Diffraction, ITU-R P.526-15 (10/2019): the single knife edge (§4.1), the spherical Earth (§3.1.1, §3.2), the
//! Bullington model (§4.5.1) and the complete method for a terrain profile, "delta-Bullington" (§4.5.2).
//!
//! | file | step |
//! |---|---|
//! | [`knife_edge`] | loss of one edge from its diffraction parameter ν |
//! | [`bullington`] | all obstacles of a profile as one edge |
//! | [`spherical`] | a smooth Earth of land and sea, both polarisations |
//! | [`smooth_surface`] | the straight line under the terrain from which the antennas are measured |
//! | [`delta_bullington`] | the three brought together |
//!
//! [`P526`] is the recommendation on its own: free space and the complete method over an Earth of one radius.
//! [`p1812`](super::p1812) calls the same code for two radii, at the median and at β0 of the time.
//!
//! *How it was read*: P.526's own text was not at hand but for its table of contents. P.452 and P.1812 print the same
//! steps; they were read in the public implementations `eeveetza/p1812`, `eeveetza/Py1812` and `ic-crc/crc-covlib`, and
//! equation numbers are those of P.1812 where nothing else is said. The official worked examples of the method are
//! reproduced within the digits that they print (`tests/validation/p526.rs`).
//!
//! *Choices*: the wavelength is that of the exact speed of light, and the spherical Earth is taken in the form of the
//! wavelength, with β = 1 for horizontal waves: only so do the official examples come out to the last digit. Clutter
//! counts between the ends for the Bullington part and not in the smooth surface, as in P.1812; P.526 itself knows
//! terrain alone.
//!
//! *Left out*: rounded obstacles, double edges, finite screens, slant paths to space, the numerical residue series
//! beyond its first term.
//!
//! *Valid for* the ranges of [`FREQUENCY`], [`ANTENNA_HEIGHT`], [`LENGTH`] and [`EFFECTIVE_EARTH_RADIUS`], and a profile
//! that starts at 0 and rises strictly, of at least two points.
//!
//! *Reciprocal*: the ends may be swapped.
//!
//! *Jumps of the recommendation itself*: 0.004 dB of knife-edge loss at ν = −0.78, which Bullington's factor makes
//! 0.011 to 0.02 dB; 0.018 dB for each antenna, and 2·10⁻⁵ dB, in the first-term part ([`spherical`]). Everything else
//! is continuous: grazing, the horizon of the smooth Earth, full clearance.

#![expect(clippy::similar_names, reason = "the symbols of the recommendation")]

pub mod bullington;
pub mod delta_bullington;
pub mod knife_edge;
pub mod smooth_surface;
pub mod spherical;

pub use bullington::bullington_loss_db;
pub use delta_bullington::{DeltaBullington, DiffractionLoss};
pub use knife_edge::{NU_WITHOUT_LOSS, knife_edge_loss_db};
pub use smooth_surface::SmoothSurface;
pub use spherical::{Form, SphericalEarth};

use super::free_space::free_space_loss_db;
use super::profile::{Polarisation, Profile, Terminals};
use super::quantity::{OutOfRange, Quantity, Warnings};
use super::terms::terms;
use super::zones;

/// Carrier frequencies: §3.2 begins at 10 MHz; the upper end is ours, P.526 names none.
pub static FREQUENCY: Quantity = Quantity::new("frequency", "f", "MHz", (10.0, 100_000.0));

/// Heights of an antenna above ground; the limits are ours.
pub static ANTENNA_HEIGHT: Quantity = Quantity::new("antenna height", "h", "m", (0.0, 10_000.0));

/// Lengths of a path along the ground; the limits are ours.
pub static LENGTH: Quantity = Quantity::new("path length", "d", "km", (0.001, 3_000.0));

/// Effective radii of the Earth: from k = 0.3 in sub-refractive air to a nearly flat Earth; the limits are ours.
pub static EFFECTIVE_EARTH_RADIUS: Quantity =
    Quantity::new("effective Earth radius", "ae", "km", (1_900.0, 1_000_000.0)).usually((4_000.0, 30_000.0));

/// The wave as the diffraction kernels need it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wave {
    /// Frequency f, GHz.
    pub frequency_ghz: f64,
    /// Wavelength λ, m. Recommendations differ in the digits of the speed of light that gives it.
    pub wavelength_m: f64,
    /// Polarisation.
    pub polarisation: Polarisation,
    /// Form of the first term over the spherical Earth.
    pub form: Form,
}

impl From<&Terminals> for Wave {
    fn from(terminals: &Terminals) -> Self {
        Self {
            frequency_ghz: terminals.frequency_mhz / 1000.0,
            wavelength_m: terminals.wavelength_m(),
            polarisation: terminals.polarisation,
            form: Form::Wavelength,
        }
    }
}

/// Free space and diffraction by the complete method.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct P526 {
    /// Radius of an Earth over which the refracted ray runs straight, km; valid in [`EFFECTIVE_EARTH_RADIUS`].
    pub effective_earth_radius_km: f64,
}

terms! {
    /// Every intermediate quantity of [`P526`].
    pub struct Terms {
        /// Share of the path over the sea ω
        omega_ratio,
        /// Smooth surface at the transmitter, m above mean sea level, P.1812 eq. (87)
        hst_m,
        /// Smooth surface at the receiver, m above mean sea level, P.1812 eq. (88)
        hsr_m,
        /// Smooth surface for diffraction at the transmitter, m above mean sea level, P.1812 eq. (91)
        hstd_m,
        /// Smooth surface for diffraction at the receiver, m above mean sea level, P.1812 eq. (91)
        hsrd_m,
        /// Transmitting antenna above the smooth surface, P.1812 eq. (37a)
        hts_mod_m,
        /// Receiving antenna above the smooth surface, P.1812 eq. (37b)
        hrs_mod_m,
        /// Free-space loss, P.525-4
        lbfs_db,
        /// Bullington loss over the actual terrain, P.1812 eq. (21)
        lbulla_db,
        /// Bullington loss over the smooth surface, P.1812 eq. (21)
        lbulls_db,
        /// Spherical-Earth loss over the smooth surface, P.1812 eq. (27)
        ldsph_db,
        /// Diffraction loss of the complete method, P.1812 eq. (39)
        ld_db,
        /// Basic transmission loss
        lb_db,
    }
}

impl P526 {
    /// Whether the method was made for these inputs.
    ///
    /// # Errors
    /// [`OutOfRange`] for the first input outside its valid range.
    pub fn check(&self, profile: &Profile, terminals: &Terminals) -> Result<Warnings, OutOfRange> {
        let mut warnings = Warnings::default();
        FREQUENCY.check(terminals.frequency_mhz, &mut warnings)?;
        ANTENNA_HEIGHT.check(terminals.tx_height_m, &mut warnings)?;
        ANTENNA_HEIGHT.check(terminals.rx_height_m, &mut warnings)?;
        LENGTH.check(profile.length_km(), &mut warnings)?;
        EFFECTIVE_EARTH_RADIUS.check(self.effective_earth_radius_km, &mut warnings)?;
        Ok(warnings)
    }

    /// Diffraction loss `Ld` by the complete method, dB; 0 on a path that is free of it.
    #[must_use]
    pub fn diffraction_loss_db(&self, profile: &Profile, terminals: &Terminals) -> f64 {
        let antennas_m = profile.antennas_m(terminals);
        let surface = SmoothSurface::fitted(profile).under_obstacles(profile, antennas_m);
        let method = DeltaBullington::new(
            profile,
            antennas_m,
            surface,
            zones::sea_ratio(profile),
            Wave::from(terminals),
        );
        method.loss_db(self.effective_earth_radius_km)
    }

    /// Basic transmission loss, dB: the same as [`Terms::lb_db`], without the rest.
    ///
    /// # Example
    /// ```
    /// use divario::propagation::p526::P526;
    /// use divario::propagation::{Polarisation, Profile, Terminals, Zone};
    /// // 60 km of sea between two masts of 30 m: 15 km beyond the horizon
    /// let profile = Profile {
    ///     distance_km: &[0.0, 20.0, 40.0, 60.0],
    ///     ground_m: &[0.0; 4],
    ///     clutter_m: &[0.0; 4],
    ///     zone: &[Zone::Sea; 4],
    /// };
    /// let terminals = Terminals {
    ///     tx_height_m: 30.0,
    ///     rx_height_m: 30.0,
    ///     frequency_mhz: 900.0,
    ///     polarisation: Polarisation::Vertical,
    /// };
    /// let model = P526 { effective_earth_radius_km: 8500.0 };
    /// assert!(model.check(&profile, &terminals)?.is_empty());
    /// let terms = model.terms(&profile, &terminals);
    /// assert_eq!(format!("{:.1} + {:.1}", terms.lbfs_db, terms.ld_db), "127.1 + 30.2");
    /// assert_eq!(model.basic_transmission_loss_db(&profile, &terminals), terms.lb_db);
    /// # Ok::<(), divario::propagation::OutOfRange>(())
    /// ```
    #[must_use]
    pub fn basic_transmission_loss_db(&self, profile: &Profile, terminals: &Terminals) -> f64 {
        lbfs_db(profile, terminals) + self.diffraction_loss_db(profile, terminals)
    }

    /// Every step of the calculation.
    #[must_use]
    pub fn terms(&self, profile: &Profile, terminals: &Terminals) -> Terms {
        let antennas_m = profile.antennas_m(terminals);
        let fitted = SmoothSurface::fitted(profile);
        let surface = fitted.under_obstacles(profile, antennas_m);
        let omega_ratio = zones::sea_ratio(profile);
        let method = DeltaBullington::new(profile, antennas_m, surface, omega_ratio, Wave::from(terminals));
        let [hts_mod_m, hrs_mod_m] = method.smooth_antennas_m();
        let DiffractionLoss { lbulla_db, lbulls_db, ldsph_db, ld_db } =
            method.parts(self.effective_earth_radius_km);
        let lbfs_db = lbfs_db(profile, terminals);
        Terms {
            omega_ratio,
            hst_m: fitted.tx_m,
            hsr_m: fitted.rx_m,
            hstd_m: surface.tx_m,
            hsrd_m: surface.rx_m,
            hts_mod_m,
            hrs_mod_m,
            lbfs_db,
            lbulla_db,
            lbulls_db,
            ldsph_db,
            ld_db,
            lb_db: lbfs_db + ld_db,
        }
    }
}

fn lbfs_db(profile: &Profile, terminals: &Terminals) -> f64 {
    free_space_loss_db(profile.slant_km(terminals), terminals.frequency_mhz)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::profile::Zone;
    use super::super::profile::tests::{Path, any_path, step_within};
    use super::*;

    /// The largest step that the method has: 0.011 dB of the knife edge and 0.018 dB for either height gain.
    const STEP_DB: f64 = 0.05;

    const MEDIAN: P526 = P526 { effective_earth_radius_km: 8500.0 };

    fn any_terminals() -> impl Strategy<Value = Terminals> {
        let polarisation = prop_oneof![Just(Polarisation::Horizontal), Just(Polarisation::Vertical)];
        (0.5..100.0_f64, 0.5..100.0_f64, 30.0..30_000.0_f64, polarisation).prop_map(
            |(tx_height_m, rx_height_m, frequency_mhz, polarisation)| Terminals {
                tx_height_m,
                rx_height_m,
                frequency_mhz,
                polarisation,
            },
        )
    }

    #[test]
    fn flat_land_far_beyond_the_horizon_is_a_spherical_earth() {
        // by eq. (39) what Bullington finds for the smooth surface goes in and comes out again
        let path = Path::even(0.5, &[0.0; 201]);
        let terminals = Terminals {
            tx_height_m: 10.0,
            rx_height_m: 20.0,
            frequency_mhz: 900.0,
            polarisation: Polarisation::Vertical,
        };
        let terms = MEDIAN.terms(&path.profile(), &terminals);
        assert_eq!((terms.hts_mod_m, terms.hrs_mod_m), (10.0, 20.0));
        assert!((terms.ld_db - terms.ldsph_db).abs() < 1e-9 && terms.ld_db > 50.0, "{terms:?}");
    }

    #[test]
    fn the_sea_leads_long_waves_further_than_land() {
        let path = Path::even(1.0, &[0.0; 101]);
        let over = |zone: Zone| {
            let profile = Profile { zone: &[zone; 101], ..path.profile() };
            let terminals = Terminals {
                tx_height_m: 10.0,
                rx_height_m: 10.0,
                frequency_mhz: 30.0,
                polarisation: Polarisation::Vertical,
            };
            MEDIAN.diffraction_loss_db(&profile, &terminals)
        };
        assert!(over(Zone::Sea) + 10.0 < over(Zone::Inland));
        assert_eq!(over(Zone::CoastalLand), over(Zone::Inland));
    }

    #[test]
    fn what_the_method_was_not_made_for_is_refused() {
        let path = Path::even(1.0, &[0.0; 3]);
        let good = Terminals {
            tx_height_m: 10.0,
            rx_height_m: 10.0,
            frequency_mhz: 900.0,
            polarisation: Polarisation::Vertical,
        };
        let quantity =
            |model: P526, terminals| model.check(&path.profile(), &terminals).unwrap_err().quantity.symbol;
        assert!(MEDIAN.check(&path.profile(), &good).unwrap().is_empty());
        assert_eq!(quantity(MEDIAN, Terminals { frequency_mhz: 9.9, ..good }), "f");
        assert_eq!(quantity(MEDIAN, Terminals { rx_height_m: -0.1, ..good }), "h");
        assert_eq!(quantity(P526 { effective_earth_radius_km: 100.0 }, good), "ae");
        let thick_air = P526 { effective_earth_radius_km: 2_000.0 };
        assert!(thick_air.check(&path.profile(), &good).unwrap().has(&EFFECTIVE_EARTH_RADIUS));
    }

    proptest! {
        #[test]
        fn the_answer_alone_is_that_of_the_terms(path in any_path(), terminals in any_terminals()) {
            let terms = MEDIAN.terms(&path.profile(), &terminals);
            let alone_db = MEDIAN.basic_transmission_loss_db(&path.profile(), &terminals);
            prop_assert_eq!(alone_db.to_bits(), terms.lb_db.to_bits());
            prop_assert!(terms.ld_db >= terms.lbulla_db && terms.lbulla_db >= 0.0);
        }

        #[test]
        fn the_ends_may_be_swapped(path in any_path(), terminals in any_terminals()) {
            let there_db = MEDIAN.basic_transmission_loss_db(&path.profile(), &terminals);
            let back_db = MEDIAN.basic_transmission_loss_db(&path.swapped().profile(), &terminals.swapped());
            prop_assert!((there_db - back_db).abs() < 1e-6, "{there_db} {back_db}");
        }

        #[test]
        fn no_step_but_the_documented(
            path in any_path(), terminals in any_terminals(), relief in 0.0..1.0_f64, ends in any::<[u8; 2]>(),
        ) {
            let ground_m: Vec<f64> = path.ground_m.iter().map(|height_m| height_m * relief * relief).collect();
            let path = Path { ground_m, ..path };
            let by_frequency = |x: f64| (terminals.tx_height_m, 30.0 + 5_970.0 * x, 8500.0, 0.0);
            let by_height = |x: f64| (0.5 + 100.0 * x, terminals.frequency_mhz, 8500.0, 0.0);
            let by_radius = |x: f64| (terminals.tx_height_m, terminals.frequency_mhz, 4_000.0 + 20_000.0 * x, 0.0);
            let by_hill = |x: f64| (terminals.tx_height_m, terminals.frequency_mhz, 8500.0, 1_000.0 * x);
            let sweeps: [&dyn Fn(f64) -> (f64, f64, f64, f64); 4] = [&by_frequency, &by_height, &by_radius, &by_hill];
            let middle = path.ground_m.len() / 2;
            for sweep in sweeps {
                let loss_db = |x: f64| {
                    let (tx_height_m, frequency_mhz, effective_earth_radius_km, hill_m) = sweep(x);
                    let mut path = path.clone();
                    path.ground_m[middle] += hill_m;
                    let terminals = Terminals { tx_height_m, frequency_mhz, ..terminals };
                    P526 { effective_earth_radius_km }.basic_transmission_loss_db(&path.profile(), &terminals)
                };
                let (step_db, around) = step_within(f64::from(ends[0]) / 255.0, f64::from(ends[1]) / 255.0, loss_db);
                prop_assert!(step_db < STEP_DB, "{step_db} at {around:?}");
            }
        }

        #[test]
        fn twice_the_points_on_smooth_terrain_change_little(
            waves in 1.0..4.0_f64, relief_m in 0.0..300.0_f64, length_km in 2.0..60.0_f64, terminals in any_terminals(),
        ) {
            let sampled = |steps: u32| {
                let height_m = |step: u32| relief_m * (waves * 6.3 * f64::from(step) / f64::from(steps)).sin();
                Path::even(length_km / f64::from(steps), &(0..=steps).map(height_m).collect::<Vec<_>>())
            };
            let loss_db = |steps| MEDIAN.diffraction_loss_db(&sampled(steps).profile(), &terminals);
            let (coarse_db, fine_db) = (loss_db(400), loss_db(800));
            prop_assert!((coarse_db - fine_db).abs() < 0.5, "{coarse_db} {fine_db}");
        }
    }
}
