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
//! *Choices*: the wavelength of diffraction is that of 3·10⁸ m/s ([`SPEED_OF_LIGHT_P526_M_PER_S`]), and the spherical
//! Earth is taken in the form of the wavelength, with β = 1 for horizontal waves: only so come the official examples out
//! to the last digit. Free space keeps the exact speed of light. Clutter counts between the ends for the Bullington part
//! and not in the smooth surface, as in P.1812; P.526 itself knows terrain alone.
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
#[cfg(test)]
mod properties;
pub mod smooth_surface;
pub mod spherical;

pub use bullington::bullington_loss_db;
pub use delta_bullington::{DeltaBullington, DiffractionLoss};
pub use knife_edge::{NU_WITHOUT_LOSS, knife_edge_loss_db};
pub use smooth_surface::SmoothSurface;
pub use spherical::{Form, SphericalEarth};

use super::free_space::free_space_loss_db;
use super::profile::{Polarisation, Profile, Terminals};
use super::profile_check::ANTENNA_HEIGHT;
use super::quantity::{OutOfRange, Quantity, Warnings};
use super::terms::terms;
use super::zones;

/// Carrier frequencies: §3.2 begins at 10 MHz; the upper end is ours, P.526 names none.
pub static FREQUENCY: Quantity = Quantity::new("frequency", "f", "MHz", (10.0, 100_000.0));

/// Lengths of a path along the ground; the limits are ours.
pub static LENGTH: Quantity =
    Quantity::new("path length", "d", "km", (0.001, 3_000.0)).usually((0.05, 1_000.0));

/// Effective radii of the Earth: from k = 0.3 in sub-refractive air to a nearly flat Earth; the limits are ours.
pub static EFFECTIVE_EARTH_RADIUS: Quantity =
    Quantity::new("effective Earth radius", "ae", "km", (1_900.0, 1_000_000.0)).usually((4_000.0, 30_000.0));

/// Speed of light with which the official worked examples of P.526 are computed, m/s.
///
/// The exact one lessens a loss by 0.02 dB at most in the examples; taken as they have it, the method gives their figures.
pub const SPEED_OF_LIGHT_P526_M_PER_S: f64 = 3.0e8;

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
            wavelength_m: SPEED_OF_LIGHT_P526_M_PER_S / (terminals.frequency_mhz * 1e6),
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
        profile.check()?;
        FREQUENCY.check(terminals.frequency_mhz, &mut warnings)?;
        ANTENNA_HEIGHT.check(terminals.tx_height_m, &mut warnings)?;
        ANTENNA_HEIGHT.check(terminals.rx_height_m, &mut warnings)?;
        LENGTH.check(profile.length_km(), &mut warnings)?;
        EFFECTIVE_EARTH_RADIUS.check(self.effective_earth_radius_km, &mut warnings)?;
        Ok(warnings)
    }

    /// Diffraction loss `Ld` by the complete method, dB; 0 on a path that is free of it, NaN where an input is.
    #[must_use]
    pub fn diffraction_loss_db(&self, profile: &Profile, terminals: &Terminals) -> f64 {
        if !profile.is_known(terminals) {
            return f64::NAN;
        }
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

    /// Basic transmission loss, dB: the same as [`Terms::lb_db`], without the rest; NaN where an input is.
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

    /// Every step of the calculation; none where an input is NaN.
    #[must_use]
    pub fn terms(&self, profile: &Profile, terminals: &Terminals) -> Terms {
        if !profile.is_known(terminals) {
            return Terms::UNKNOWN;
        }
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
