//! Irregular Terrain Model (Longley–Rice), as NTIA/ITS publishes it: ITM 1.4, point-to-point and area mode.
//!
//! *Source*: NTIA/ITS, the C++ programs of ITM 1.4 (`NTIA/itm`), read file by file: `LongleyRice.cpp` as of the release
//! (183ad95b), the others in a later revision that changed their layout and no number. The equation numbers are those
//! that its comments give: *Alg.* is G. A. Hufford, "The ITS Irregular Terrain Model, version 1.2.2: the Algorithm";
//! *TN101* is NBS Technical Note 101; *ERL 79-ITS 67* is Longley and Rice, 1968; *Vogler 1964* and *Hufford 1982* (NTIA
//! TR-82-100) likewise. None of these papers was itself at hand, so the numbers are *unverified*.
//!
//! *Proven*: every printed digit of every intermediate value and loss of NTIA's cases, of its command-line reports
//! (confidence/reliability among them) and of hundreds of paths computed with NTIA's program; within 0.041 dB of the
//! published FORTRAN sample results, which print 0.1 dB (`tests/validation/itm.rs`, `tests/golden_itm.rs`).
//!
//! # Step by step
//! | file | what it gives |
//! |---|---|
//! | `inputs` | climate, siting, mode of variability, quantile, and the ranges |
//! | `ground` | refractivity and effective Earth, impedance of the ground |
//! | `relief` | what is asked of a profile; a sweep answers it in its own way |
//! | `terrain`, `horizons`, `irregularity`, `tenths`, `least_squares` | what a profile comes down to: horizons, effective heights, Δh |
//! | `area` | the same without a profile |
//! | `ready`, `link` | what all paths share; one path, all of it together |
//! | `smooth_earth`, `diffraction` | loss beyond the horizon |
//! | `line_of_sight` | attenuation before it |
//! | `troposcatter` | loss far beyond |
//! | `longley_rice` | which of the three it is: the reference attenuation |
//! | `climate`, `variability` | the quantile around the reference |
//! | `lanes` | all from `link` on for sixteen paths of a sweep at once |
//! | `terms`, `warnings` | intermediate quantities; what the model was not made for |
//!
//! # Implemented and left out
//! All of ITM 1.4: both modes, time/location/situation and confidence/reliability, the four services with both
//! exclusions, all warning flags ([`ntia_flags`]). NTIA's error codes are [`OutOfRange`] errors of [`Itm::check`]; that
//! of the effective Earth radius cannot occur, and that of the ground impedance is that of a permittivity of 1.
//!
//! *Clutter* is unknown to ITM. Here it is an obstacle between the ends: it raises the horizons, while effective
//! heights, Δh and refractivity are those of the bare ground (the division of ITU-R P.1812, where smooth-Earth heights
//! are of the ground too). With clutter heights of 0 the model is NTIA's.
//!
//! *Spacing* is equal, as in NTIA's profiles: it is the length over the number of steps, and [`Itm::check`] refuses
//! profiles with a point farther from its place than [`warnings::UNEVENNESS`] allows.
//!
//! *Below the method*: with a horizon right before a high antenna, and at low frequencies over sea, Vogler's normalised
//! distance falls below 0 and NTIA's code gives NaN. Here it is held at 1 m, and [`warnings::X_0`] warns.
//!
//! # Valid for
//! The ranges of [`inputs::FREQUENCY`], [`inputs::TX_HEIGHT`], [`inputs::RX_HEIGHT`] and [`warnings::LENGTH`], with a
//! warning outside the narrower ones for which it was made; all others are in [`inputs`] and [`warnings`]. Made for the
//! open country of one climate; knows neither rain nor buildings.
//!
//! # Symmetry
//! The ends may be swapped: nothing in the model tells them apart. Only rounding does. A tenth of the horizon distance
//! may fall on a point of the profile, and the last bit of a sum then decides at which point a fit begins; of the 180
//! golden cases, ten change when swapped, by at most 0.18 dB. To be equal to NTIA's program, distances are summed here
//! as there where that decides: multiples of the step move published cases by up to 1.3 dB.
//!
//! The loss never falls when a percentage rises, but for 10⁻⁵ dB at the median (the deviate there is not quite 0).
//!
//! # Jumps of the model itself
//! - Line of sight: while the terminals see each other, the horizons are those that such terrain would have; the moment
//!   that a point touches the ray, they are that point. 14 dB over a plain with a hill, and up to 32 dB over the golden
//!   profiles when an antenna is raised by a centimetre.
//! - Δh and the effective heights are taken from whole numbers of points: steps, mostly below 1 dB, when a horizon, a
//!   height or the spacing of the points moves. The horizons of terminals in sight follow from the effective heights: in
//!   hills of 150 m, twice the points turned that of an antenna of 1 m by 3.6 mrad, and the loss by 0.005 dB.
//! - Vogler's height function: 0.2 dB where its forms meet for common ground, −11 dB for K = 1, −12 dB for K = 10⁻⁵.
//! - A knife edge at ν = 2.4: −0.01 dB. Scatter at θd = 70 km: −0.3 dB.
//!
//! The three regions themselves meet: with all else equal (area mode) the loss is continuous in distance.
//!
//! # Speed
//! `cargo bench --bench itm` says what a profile of 300 points and area mode take.
//!
//! [`OutOfRange`]: super::OutOfRange
//!
//! # Example
//! ```
//! use divario::propagation::itm::{Climate, Itm, Quantile, VariabilityMode};
//! use divario::propagation::{Polarisation, Profile, Terminals};
//! let model = Itm {
//!     climate: Climate::ContinentalTemperate,
//!     n0_n_units: 301.0,
//!     permittivity: 15.0,
//!     conductivity_s_per_m: 0.005,
//!     variability_mode: VariabilityMode::from_ntia(12).expect("mobile, known locations"),
//!     quantile: Quantile::MEDIAN,
//! };
//! let profile = Profile {
//!     distance_km: &[0.0, 2.5, 5.0, 7.5, 10.0],
//!     ground_m: &[300.0, 250.0, 420.0, 200.0, 250.0],
//!     clutter_m: &[0.0; 5],
//!     zone: &[],
//! };
//! let terminals = Terminals {
//!     tx_height_m: 20.0,
//!     rx_height_m: 6.0,
//!     frequency_mhz: 3500.0,
//!     polarisation: Polarisation::Vertical,
//! };
//! assert!(model.check(&profile, &terminals)?.is_empty());
//! let terms = model.terms(&profile, &terminals);
//! assert_eq!(format!("{:.1} + {:.1}", terms.free_space_db, terms.a_ref_db), "123.3 + 79.2");
//! # Ok::<(), divario::propagation::OutOfRange>(())
//! ```

#![expect(clippy::similar_names, reason = "tx and rx, and the symbols of the source")]

mod area;
mod climate;
mod diffraction;
mod ground;
pub(in crate::propagation) mod horizons;
pub mod inputs;
pub(in crate::propagation) mod irregularity;
pub(in crate::propagation) mod lanes;
pub(in crate::propagation) mod least_squares;
mod line_of_sight;
mod link;
mod longley_rice;
mod ready;
pub(in crate::propagation) mod relief;
pub(in crate::propagation) mod running;
mod smooth_earth;
pub(in crate::propagation) mod tenths;
mod terms;
mod terrain;
mod troposcatter;
mod variability;
pub mod warnings;

#[cfg(test)]
mod properties;

use super::profile::{Profile, Terminals};
use super::quantity::{OutOfRange, Warnings};
pub use area::Area;
use inputs::{CONDUCTIVITY, FREQUENCY, PERMITTIVITY, REFRACTIVITY, RX_HEIGHT, TX_HEIGHT};
pub use inputs::{Climate, Quantile, Service, Siting, VariabilityMode};
use ready::Followed;
pub(in crate::propagation) use ready::Ready;
use relief::Walked;
pub use terms::Terms;
pub use warnings::ntia_flags;
use warnings::{check_profile, check_terms};

/// The model with its settings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Itm {
    /// Radio climate.
    pub climate: Climate,
    /// Monthly mean surface refractivity N_0, reduced to sea level, N-units, [`inputs::REFRACTIVITY`].
    pub n0_n_units: f64,
    /// Relative permittivity ε of the ground, [`inputs::PERMITTIVITY`]; 15 is average ground.
    pub permittivity: f64,
    /// Conductivity σ of the ground, S/m, [`inputs::CONDUCTIVITY`]; 0.005 is average ground.
    pub conductivity_s_per_m: f64,
    /// Mode of variability.
    pub variability_mode: VariabilityMode,
    /// The share of the cases in which the loss is not exceeded.
    pub quantile: Quantile,
}

impl Itm {
    /// Medians over average ground in a continental temperate climate; mobile, at known locations (NTIA's mode 12).
    pub const CONTINENTAL_MEDIAN: Self = Self {
        climate: Climate::ContinentalTemperate,
        n0_n_units: 301.0,
        permittivity: 15.0,
        conductivity_s_per_m: 0.005,
        variability_mode: VariabilityMode {
            service: Service::Mobile,
            without_location: true,
            without_situation: false,
        },
        quantile: Quantile::MEDIAN,
    };

    /// Refuses what the model cannot answer, and warns of what it was not made for. Allocates nothing.
    ///
    /// # Errors
    /// [`OutOfRange`] names the first quantity outside its valid range.
    pub fn check(&self, profile: &Profile, terminals: &Terminals) -> Result<Warnings, OutOfRange> {
        let mut warnings = Warnings::default();
        self.check_inputs(terminals, &mut warnings)?;
        check_profile(profile, &mut warnings)?;
        check_terms(&self.terms(profile, terminals), &mut warnings)?;
        Ok(warnings)
    }

    /// Every intermediate quantity; none where an input is NaN. Allocates nothing.
    #[must_use]
    pub fn terms(&self, profile: &Profile, terminals: &Terminals) -> Terms {
        if !profile.is_known(terminals) {
            return Terms::UNKNOWN;
        }
        self.followed(profile, terminals).terms()
    }

    /// Basic transmission loss that is not exceeded, dB; NaN where an input is. Allocates nothing.
    #[must_use]
    pub fn basic_transmission_loss_db(&self, profile: &Profile, terminals: &Terminals) -> f64 {
        if !profile.is_known(terminals) {
            return f64::NAN;
        }
        self.followed(profile, terminals).loss_db()
    }

    fn followed(&self, profile: &Profile, terminals: &Terminals) -> Followed {
        let h_m = [terminals.tx_height_m, terminals.rx_height_m];
        Ready::new(self, terminals).over(&mut Walked::new(profile), h_m)
    }

    /// The inputs that both modes share, in NTIA's order.
    fn check_inputs(&self, terminals: &Terminals, warnings: &mut Warnings) -> Result<(), OutOfRange> {
        TX_HEIGHT.check(terminals.tx_height_m, warnings)?;
        RX_HEIGHT.check(terminals.rx_height_m, warnings)?;
        REFRACTIVITY.check(self.n0_n_units, warnings)?;
        FREQUENCY.check(terminals.frequency_mhz, warnings)?;
        PERMITTIVITY.check(self.permittivity, warnings)?;
        CONDUCTIVITY.check(self.conductivity_s_per_m, warnings)?;
        self.quantile.check(warnings)
    }
}
