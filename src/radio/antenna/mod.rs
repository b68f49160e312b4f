//! Antennas: how much of its gain an antenna has in a direction.
//!
//! | file | what it gives |
//! |---|---|
//! | `omni` | a disc, from its vertical beamwidth ([`OmniPattern`]) |
//! | `sector` | the parabolic sector antenna of 3GPP, from beamwidths ([`SectorPattern`]) |
//! | `measured` | both principal cuts, as manufacturers publish them ([`MeasuredPattern`]) |
//! | `tilt` | what a mechanical down-tilt makes of a direction |
//! | `table` | a tilted pattern as a table, for millions of cells ([`GainTable`]) |
//!
//! ```text
//!        seen from above              seen from the right
//!
//!           boresight 0°                    +90° up
//!               ^                              ^
//!               |                              |
//!   -90° <--- antenna ---> +90°    back <-- antenna --> horizon ahead 0°
//!               |                              | `-.
//!               v                              v    `-> tilt: how far the beam
//!             ±180°                         -90°        lies below the horizon
//! ```
//!
//! Azimuths count clockwise from the boresight, elevations upwards from the horizon, tilts downwards.

mod measured;
mod omni;
mod sector;
mod table;
mod tilt;

pub use measured::{CutError, MeasuredPattern};
pub use omni::OmniPattern;
pub use sector::SectorPattern;
pub use table::GainTable;

/// Step of the integration over the sphere, degrees.
const SPHERE_STEP_DEG: f64 = 0.5;

/// What an antenna does with a direction.
#[derive(Debug, Clone, PartialEq)]
pub enum Pattern {
    /// The same gain everywhere: what is reckoned with where only a gain is known.
    Isotropic {
        /// Gain, dBi.
        gain_dbi: f64,
    },
    /// An antenna that serves all around, of which only the vertical beamwidth is known.
    Omni(OmniPattern),
    /// A sector antenna of which only beamwidths are known.
    Sector(SectorPattern),
    /// An antenna whose cuts were measured.
    Measured(MeasuredPattern),
}

impl Pattern {
    /// Gain in a direction, dBi: azimuth off boresight in degrees, clockwise, any value; elevation in degrees,
    /// −90 to 90.
    ///
    /// # Example
    /// ```
    /// use divario::radio::antenna::{Pattern, SectorPattern};
    /// let panel = Pattern::Sector(SectorPattern {
    ///     gain_dbi: 17.0,
    ///     horizontal_beamwidth_deg: 65.0,
    ///     vertical_beamwidth_deg: 7.0,
    ///     front_to_back_db: 30.0,
    ///     side_lobe_db: 18.0,
    ///     electrical_tilt_deg: 2.0,
    /// });
    /// assert_eq!(panel.gain_dbi(0.0, -2.0), 17.0);
    /// assert_eq!(panel.gain_dbi(32.5, -2.0), 14.0);
    /// ```
    #[must_use]
    pub fn gain_dbi(&self, azimuth_off_deg: f64, elevation_deg: f64) -> f64 {
        match self {
            Self::Isotropic { gain_dbi } => *gain_dbi,
            Self::Omni(omni) => omni.gain_dbi(elevation_deg),
            Self::Sector(sector) => sector.gain_dbi(azimuth_off_deg, elevation_deg),
            Self::Measured(measured) => measured.gain_dbi(azimuth_off_deg, elevation_deg),
        }
    }

    /// Gain in a direction, dBi, where the whole antenna is tilted down by `mechanical_tilt_deg`; exact, and slower
    /// than a [`GainTable`].
    #[must_use]
    pub fn tilted_gain_dbi(&self, azimuth_off_deg: f64, elevation_deg: f64, mechanical_tilt_deg: f64) -> f64 {
        let (azimuth_deg, elevation_deg) =
            tilt::in_antenna_frame(azimuth_off_deg, elevation_deg, mechanical_tilt_deg);
        self.gain_dbi(azimuth_deg, elevation_deg)
    }

    /// What a data sheet calls the gain, dBi; no direction has more.
    #[must_use]
    pub fn peak_gain_dbi(&self) -> f64 {
        match self {
            Self::Isotropic { gain_dbi } => *gain_dbi,
            Self::Omni(omni) => omni.gain_dbi,
            Self::Sector(sector) => sector.gain_dbi,
            Self::Measured(measured) => measured.peak_gain_dbi(),
        }
    }

    /// How much less it has in its weakest azimuth than in its strongest, in the middle of the beam, dB.
    #[must_use]
    pub fn horizontal_ripple_db(&self) -> f64 {
        match self {
            Self::Isotropic { .. } | Self::Omni(_) => 0.0,
            Self::Sector(sector) => sector.front_to_back_db,
            Self::Measured(measured) => measured.horizontal_loss_db().iter().copied().fold(0.0, f64::max),
        }
    }

    /// Mean of the gain over the sphere, as a ratio: what the antenna radiates of what it is fed.
    ///
    /// A lossless antenna has 1, a real one less: 3GPP's element of 65° × 65° and 8 dBi comes to 0.66, a panel of
    /// 65° × 7° and 17 dBi to 0.78. Far above 1 no antenna can be: gain and beamwidths contradict each other.
    ///
    /// # Example
    /// ```
    /// use divario::radio::antenna::Pattern;
    /// let boast = Pattern::Isotropic { gain_dbi: 3.0 };
    /// assert!((boast.sphere_mean_ratio() - 2.0).abs() < 0.01);
    /// ```
    #[must_use]
    pub fn sphere_mean_ratio(&self) -> f64 {
        let (mut ratio, mut weight) = (0.0, 0.0);
        for elevation_deg in midpoints_deg(-90.0, 90.0) {
            // a band of elevation has an area that goes with the cosine
            let band = elevation_deg.to_radians().cos();
            for azimuth_deg in midpoints_deg(-180.0, 180.0) {
                ratio += band * 10.0_f64.powf(0.1 * self.gain_dbi(azimuth_deg, elevation_deg));
                weight += band;
            }
        }
        ratio / weight
    }
}

/// Middles of the steps between two angles.
fn midpoints_deg(from_deg: f64, to_deg: f64) -> impl Iterator<Item = f64> {
    let count = ((to_deg - from_deg) / SPHERE_STEP_DEG).round() as u32;
    (0..count).map(move |step| from_deg + (f64::from(step) + 0.5) * SPHERE_STEP_DEG)
}

/// An azimuth off boresight brought to −180…180 degrees.
fn wrapped_deg(azimuth_off_deg: f64) -> f64 {
    azimuth_off_deg - 360.0 * (azimuth_off_deg / 360.0).round()
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod properties;
