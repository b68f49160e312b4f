//! Point-to-area propagation over a terrain profile, ITU-R P.1812: the loss not exceeded for p of an average year and at
//! pL of the locations, by line of sight, diffraction, ducting and troposcatter.
//!
//! | file | section |
//! |---|---|
//! | [`inputs`] | table 1, ranges and defaults |
//! | `climate` | §3.6 incidence of ducting, §3.7 effective Earth radius |
//! | `geometry` | attachment 1: horizons, angles, effective heights, roughness |
//! | `line_of_sight` | §4.2 |
//! | `diffraction` | §4.3.5; §4.3.1 to §4.3.4 are [`delta_bullington`](super::p526::delta_bullington) |
//! | `troposcatter` | §4.4 |
//! | `ducting` | §4.5 |
//! | `combination` | §4.6 |
//! | [`location`] | §4.7, §4.9 |
//! | `inverse_normal` | attachment 2 |
//!
//! *Source*: P.1812-6 (09/2021), -7 (08/2023) and -8 (09/2025), which share this core; -7 alone prints another
//! troposcatter method, which ITU then advised against. The text itself was not at hand but for the table of contents of
//! -8; sections, equations and their numbers were read in `eeveetza/p1812` (MATLAB, -6, the reference that ITU-R Working
//! Party 3K approved), `eeveetza/Py1812` (Python, -8) and `ic-crc/crc-covlib` (C++, -6/-7). All three give the losses of
//! the published validation cases, and so does this module, term by term (`tests/validation/p1812.rs`).
//!
//! *Left out*: building entry loss (§4.8, P.2109 by itself), the alternative for the smooth-surface Bullington loss that
//! needs no profile (attachment 4), the maps of ΔN and N0, which may not be redistributed: both are inputs, with
//! [defaults](DELTA_N_DEFAULT_N_UNITS_PER_KM). Clutter at the ends is no part of -6 and later; P.2108 gives it.
//!
//! *Choices*: the wavelength is taken with 2.998·10⁸ m/s, as the reference implementations do; the exact speed of light
//! changes a loss by 10⁻⁴ dB at most. Ends stand on bare ground; clutter counts between them in the diffraction over the
//! actual terrain alone. A path without a point between its ends is in sight, its horizon half-way.
//!
//! *Valid for* the ranges of [`inputs`].
//!
//! *Reciprocal* for half of the locations: with the distances from the coast swapped along with the ends every mechanism
//! is symmetrical, but for a tie between two points of equal ν in line of sight, of which the last is taken. Location
//! variability belongs to the receiver: it is none where that lies at sea.
//!
//! *Jumps of the recommendation itself*, besides those of [`p526`](super::p526):
//! - The horizon moves from one summit to another where both show at the same elevation, and with its distance changes what
//!   shields the antenna from ducts: 25 dB of Lb was the most that a search over 20 000 random mountain paths found, mostly
//!   at small p. Lb0p moves with it, by 1.2 dB there and 3.4 dB where one of the summits lies right before an antenna of
//!   1 m; eq. (9) lets it move by 2.6 log10(50 / p) at most, 4.4 dB at 1 %.
//! - Over-sea ducts (`ducting`): up to 6 dB of Lba for each end where ω reaches 0.75, 0.012 dB five kilometres inland.
//! - β0 at 70° of latitude: 0.6 %, 0.06 dB of Lb.
//! - Location variability ends at the shore.
//!
//! *Sampling*: a ray that comes down to an antenna at height h and parts from the ground by s (m/km) is deepest in its
//! Fresnel zone at d = h / s before the antenna. Points farther apart than that miss it: at 30 MHz under a ray from
//! 2 000 m to 1 m, over 18 km of hills, points 44 m apart give 4 dB too little. With a point in every h / s, twice the
//! points change the loss by less than 1 dB on smooth hills, unless they show another summit.
//!
//! Continuous are the step from line of sight to beyond the horizon, p through β0 and up to 50 % (3·10⁻⁸ dB), `Alf` at
//! 500 MHz, roughness at 10 m, and the choice between Lbd and Lminbap.

#![expect(clippy::similar_names, reason = "the symbols of the recommendation")]

pub(super) mod carrier;
mod climate;
pub(super) mod combination;
pub(super) mod diffraction;
pub(super) mod ducting;
pub(super) mod geometry;
pub mod inputs;
mod inverse_normal;
mod line_of_sight;
pub mod location;
pub(super) mod path;
#[cfg(test)]
mod properties;
mod terms;
mod troposcatter;

pub use ducting::sea_duct_reaches;
pub use inputs::{
    ANTENNA_HEIGHT, COAST_DISTANCE, DELTA_N, DELTA_N_DEFAULT_N_UNITS_PER_KM, FREQUENCY, LATITUDE,
    LATITUDE_LIGURIA_DEG, LENGTH, LOCATION_PERCENT, LOCATION_SIGMA, N0, N0_DEFAULT_N_UNITS, POINTS,
    TIME_PERCENT,
};
pub use inverse_normal::inverse_normal;
pub use location::location_sigma_db;
pub use terms::Terms;

use super::p526::{DeltaBullington, Form, SmoothSurface, Wave};
use super::profile::{Profile, Terminals};
use super::quantity::{OutOfRange, Warnings};
use super::zones;
use carrier::Carrier;
use climate::Climate;
use combination::Combination;
use diffraction::Diffraction;
use path::{Path, Shape};

/// The inputs of P.1812 besides profile and terminals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct P1812 {
    /// Share p of an average year for which the loss is not exceeded, %; valid in [`TIME_PERCENT`].
    pub time_percent: f64,
    /// Share pL of the locations at which it is not exceeded, %; valid in [`LOCATION_PERCENT`].
    pub location_percent: f64,
    /// Standard deviation σL over locations, dB; valid in [`LOCATION_SIGMA`], by [`location_sigma_db`] or measured.
    pub location_sigma_db: f64,
    /// Fall ΔN of the refractivity in the lowest kilometre, N-units/km; valid in [`DELTA_N`].
    pub delta_n_n_units_per_km: f64,
    /// Refractivity N0 at sea level, N-units; valid in [`N0`].
    pub n0_n_units: f64,
    /// Latitude φ of the middle of the path, degrees; valid in [`LATITUDE`].
    pub latitude_deg: f64,
    /// Distances d_ct and d_cr of transmitter and receiver from the coast towards each other, km; valid in
    /// [`COAST_DISTANCE`]. `None`: as the zones of the profile say. An end at sea is at the coast in any case.
    pub coast_distance_km: Option<[f64; 2]>,
}

impl P1812 {
    /// The median over time and locations in Liguria, with default air.
    pub const LIGURIA_MEDIAN: Self = Self {
        time_percent: 50.0,
        location_percent: 50.0,
        location_sigma_db: 0.0,
        delta_n_n_units_per_km: DELTA_N_DEFAULT_N_UNITS_PER_KM,
        n0_n_units: N0_DEFAULT_N_UNITS,
        latitude_deg: LATITUDE_LIGURIA_DEG,
        coast_distance_km: None,
    };

    /// Whether the recommendation was made for these inputs.
    ///
    /// # Errors
    /// [`OutOfRange`] for the first input outside its valid range.
    pub fn check(&self, profile: &Profile, terminals: &Terminals) -> Result<Warnings, OutOfRange> {
        let mut warnings = Warnings::default();
        profile.check()?;
        FREQUENCY.check(terminals.frequency_mhz, &mut warnings)?;
        ANTENNA_HEIGHT.check(terminals.tx_height_m, &mut warnings)?;
        ANTENNA_HEIGHT.check(terminals.rx_height_m, &mut warnings)?;
        POINTS.check(profile.distance_km.len() as f64, &mut warnings)?;
        LENGTH.check(profile.length_km(), &mut warnings)?;
        TIME_PERCENT.check(self.time_percent, &mut warnings)?;
        LOCATION_PERCENT.check(self.location_percent, &mut warnings)?;
        LOCATION_SIGMA.check(self.location_sigma_db, &mut warnings)?;
        DELTA_N.check(self.delta_n_n_units_per_km, &mut warnings)?;
        N0.check(self.n0_n_units, &mut warnings)?;
        LATITUDE.check(self.latitude_deg, &mut warnings)?;
        for distance_km in self.coast_distance_km.into_iter().flatten() {
            COAST_DISTANCE.check(distance_km, &mut warnings)?;
        }
        Ok(warnings)
    }

    /// Basic transmission loss, dB: the same as [`Terms::lb_db`], without what does not matter to it; NaN where an input is.
    ///
    /// # Example
    /// ```
    /// use divario::propagation::p1812::P1812;
    /// use divario::propagation::{Polarisation, Profile, Terminals};
    /// // over a ridge of 300 m with 15 m of wood on it, for all but a tenth of the locations
    /// let profile = Profile {
    ///     distance_km: &[0.0, 3.0, 6.0, 9.0, 12.0],
    ///     ground_m: &[200.0, 120.0, 300.0, 100.0, 150.0],
    ///     clutter_m: &[0.0, 0.0, 15.0, 0.0, 0.0],
    ///     zone: &[],
    /// };
    /// let terminals = Terminals {
    ///     tx_height_m: 25.0,
    ///     rx_height_m: 5.0,
    ///     frequency_mhz: 3500.0,
    ///     polarisation: Polarisation::Vertical,
    /// };
    /// let model = P1812 { location_percent: 90.0, location_sigma_db: 5.5, ..P1812::LIGURIA_MEDIAN };
    /// assert!(model.check(&profile, &terminals)?.is_empty());
    /// let terms = model.terms(&profile, &terminals);
    /// assert_eq!(format!("{:.1} {:.1} {:.1}", terms.lbfs_db, terms.ld50_db, terms.lb_db), "124.9 44.1 176.0");
    /// assert_eq!(model.basic_transmission_loss_db(&profile, &terminals), terms.lb_db);
    /// # Ok::<(), divario::propagation::OutOfRange>(())
    /// ```
    #[must_use]
    pub fn basic_transmission_loss_db(&self, profile: &Profile, terminals: &Terminals) -> f64 {
        if !profile.is_known(terminals) {
            return f64::NAN;
        }
        let carrier = Carrier::of(terminals.frequency_mhz / 1000.0);
        let fitted = SmoothSurface::fitted(profile);
        let path = Path::new(self, &carrier, Shape::of(self, profile, terminals, fitted));
        let (surface, wave) = (fitted.under_obstacles(profile, path.shape.antennas_m), wave(terminals));
        let method =
            DeltaBullington::new(profile, path.shape.antennas_m, surface, path.climate.omega_ratio, wave);
        let losses_db = Diffraction::losses_db(&method, self.radii_km(), self.time_percent, path.fi());
        path.at_locations_db(&Combination::of(&path.mechanisms(losses_db)))
    }

    /// Effective radii of the Earth in the median and at β0 of the time, km.
    pub(super) fn radii_km(&self) -> [f64; 2] {
        climate::radii_km(self.delta_n_n_units_per_km)
    }

    /// d_ct and d_cr, km, from what the zones say: as given where they are; an end at sea is at the coast.
    #[inline(always)]
    pub(super) fn coast_km(&self, by_zones_km: [f64; 2], [tx_at_sea, rx_at_sea]: [bool; 2]) -> [f64; 2] {
        let [tx_km, rx_km] = self.coast_distance_km.unwrap_or(by_zones_km);
        [if tx_at_sea { 0.0 } else { tx_km }, if rx_at_sea { 0.0 } else { rx_km }]
    }

    /// Free-space loss Lbfs, dB, eq. (8).
    #[must_use]
    pub fn free_space_loss_db(profile: &Profile, terminals: &Terminals) -> f64 {
        let carrier = Carrier::of(terminals.frequency_mhz / 1000.0);
        let slant_km = profile.slant_km(terminals);
        let loss_db = line_of_sight::free_space_loss_db(slant_km, &carrier);
        if slant_km.is_nan() { f64::NAN } else { loss_db } // our logarithm makes a number of anything
    }

    /// Every step of the calculation; none where an input is NaN.
    #[must_use]
    pub fn terms(&self, profile: &Profile, terminals: &Terminals) -> Terms {
        if !profile.is_known(terminals) {
            return Terms::UNKNOWN;
        }
        let carrier = Carrier::of(terminals.frequency_mhz / 1000.0);
        let fitted = SmoothSurface::fitted(profile);
        let path = Path::new(self, &carrier, Shape::of(self, profile, terminals, fitted));
        let (fi, shape) = (path.fi(), &path.shape);
        let surface = fitted.under_obstacles(profile, shape.antennas_m);
        let method = DeltaBullington::new(
            profile,
            shape.antennas_m,
            surface,
            path.climate.omega_ratio,
            wave(terminals),
        );
        let Diffraction { median, beta0, ldp_db } =
            Diffraction::parts(&method, self.radii_km(), self.time_percent, fi);
        let mechanisms = path.mechanisms([median.ld_db, ldp_db]);
        let combined = Combination::of(&mechanisms);
        let lb_db = path.at_locations_db(&combined);
        let Climate { omega_ratio, dtm_km, dlm_km, beta0_percent, ae_km, ab_km, .. } = path.climate;
        let [dct_km, dcr_km] = shape.coast_km;
        let [hts_m, hrs_m] = shape.antennas_m;
        let [hts_mod_m, hrs_mod_m] = method.smooth_antennas_m();
        let ducting_surface = fitted.under_ends(profile.ends_m());
        Terms {
            omega_ratio,
            dtm_km,
            dlm_km,
            dct_km,
            dcr_km,
            beta0_percent,
            ae_km,
            ab_km,
            hts_m,
            hrs_m,
            path_in_sight: f64::from(u8::from(shape.horizons.in_sight)),
            dlt_km: shape.horizons.dlt_km,
            dlr_km: shape.horizons.dlr_km,
            theta_t_mrad: shape.horizons.theta_t_mrad,
            theta_r_mrad: shape.horizons.theta_r_mrad,
            theta_mrad: shape.horizons.theta_mrad,
            hst_m: fitted.tx_m,
            hsr_m: fitted.rx_m,
            hstd_m: surface.tx_m,
            hsrd_m: surface.rx_m,
            hst_ducting_m: ducting_surface.tx_m,
            hsr_ducting_m: ducting_surface.rx_m,
            hts_mod_m,
            hrs_mod_m,
            hte_m: shape.duct.hte_m,
            hre_m: shape.duct.hre_m,
            hm_m: shape.duct.hm_m,
            fi,
            fj: combined.fj,
            fk: combined.fk,
            lbfs_db: path.sight.lbfs_db,
            lb0p_db: path.sight.lb0p_db,
            lb0b_db: path.sight.lb0b_db,
            lbulla50_db: median.lbulla_db,
            lbulls50_db: median.lbulls_db,
            ldsph50_db: median.ldsph_db,
            ld50_db: median.ld_db,
            lbulla_b_db: beta0.lbulla_db,
            lbulls_b_db: beta0.lbulls_db,
            ldsph_b_db: beta0.ldsph_db,
            ldb_db: beta0.ld_db,
            ldp_db,
            lbd50_db: mechanisms.lbd50_db,
            lbd_db: mechanisms.lbd_db,
            lbs_db: mechanisms.lbs_db,
            lba_db: mechanisms.lba_db,
            lminb0p_db: combined.lminb0p_db,
            lminbap_db: combined.lminbap_db,
            lbda_db: combined.lbda_db,
            lbam_db: combined.lbam_db,
            lbc_db: combined.lbc_db,
            lb_db,
            ep_dbuv_per_m: 199.36 + 20.0 * carrier.log_f - lb_db, // P.1812 eq. (70)
        }
    }
}

/// Speed of light as the reference implementations print it, after P.2001, m/s.
const SPEED_OF_LIGHT_P2001_M_PER_S: f64 = 2.998e8;

/// The wave as diffraction takes it.
pub(super) fn wave(terminals: &Terminals) -> Wave {
    let frequency_ghz = terminals.frequency_mhz / 1000.0;
    Wave {
        frequency_ghz,
        wavelength_m: SPEED_OF_LIGHT_P2001_M_PER_S / (frequency_ghz * 1e9),
        polarisation: terminals.polarisation,
        form: Form::Practical,
    }
}

/// Distances of the two ends from the sea in the direction of the other, as the zones of a profile say, km; the whole
/// path where there is no sea.
#[must_use]
pub fn coast_distance_km(profile: &Profile) -> [f64; 2] {
    zones::coast_km(profile)
}
