//! One microwave path: whether the planning rule holds on it, and what it gives.
//!
//! A link exists where the ray clears 0.6 of the first Fresnel zone at the median effective Earth radius (k = 4/3)
//! and still grazes nothing at k = 2/3, and where its availability under multipath and rain reaches the asked one.
//! *Source*: the planning rule of ITU-R P.530-17 §2.2.2 (*unverified* against the text of the recommendation).

use crate::propagation::clearance::least_clearance_m;
use crate::propagation::free_space::free_space_loss_db;
use crate::propagation::p530::TERRAIN_ROUGHNESS_DEFAULT_M;
use crate::propagation::{EARTH_RADIUS_KM, FixedLink, Polarisation, Profile, Terminals};
use crate::scenario::{Backhaul, Band, Tier};

/// Effective Earth radius factor in the median, and the share of the first Fresnel zone to be clear there.
const MEDIAN: (f64, f64) = (4.0 / 3.0, 0.6);
/// The factor at which the bare ray must still be clear.
const SUBREFRACTIVE: (f64, f64) = (2.0 / 3.0, 0.0);
/// Shorter paths are treated as this long: the fading formulas have no meaning within a building's reach, km.
const LENGTH_MIN_KM: f64 = 0.05;

/// Polarisation of the links: upright, which rain attenuates less.
const LINK_POLARISATION: Polarisation = Polarisation::Vertical;

/// A microwave path in a band.
#[derive(Debug, Clone, Copy)]
pub struct Hop<'a> {
    /// How sites are fed.
    pub spec: &'a Backhaul,
    /// The band, with its equipment.
    pub band: &'a Band,
    /// The ground between the ends.
    pub profile: Profile<'a>,
    /// Length, km.
    pub length_km: f64,
    /// Antennas above ground, m.
    pub antenna_height_m: [f64; 2],
    /// Antennas above mean sea level, m.
    pub antenna_amsl_m: [f64; 2],
}

/// Level of a microwave path in clear air, the same in both directions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HopLevel {
    /// Free-space loss, dB.
    pub free_space_db: f64,
    /// Received level, dBm.
    pub rx_level_dbm: f64,
}

impl<'a> Hop<'a> {
    /// The band of a path so long (km): the first that reaches as far.
    #[must_use]
    pub fn band(spec: &'a Backhaul, length_km: f64) -> Option<&'a Band> {
        Self::band_index(spec, length_km).map(|index| &spec.bands[index])
    }

    /// Its index among the bands.
    #[must_use]
    pub fn band_index(spec: &Backhaul, length_km: f64) -> Option<usize> {
        spec.bands.iter().position(|band| length_km <= band.length_max_km)
    }

    /// What stands at the ends.
    #[must_use]
    pub fn terminals(&self) -> Terminals {
        let [tx_height_m, rx_height_m] = self.antenna_height_m;
        Terminals {
            tx_height_m,
            rx_height_m,
            frequency_mhz: self.band.band_ghz * 1_000.0,
            polarisation: LINK_POLARISATION,
        }
    }

    /// Least height of the ray above the ground less 0.6 of the first Fresnel zone at k = 4/3, m.
    #[must_use]
    pub fn median_clearance_m(&self) -> f64 {
        self.clearance_m(MEDIAN)
    }

    /// Least height of the bare ray above the ground at k = 2/3, m.
    #[must_use]
    pub fn subrefractive_clearance_m(&self) -> f64 {
        self.clearance_m(SUBREFRACTIVE)
    }

    /// Least height of the bare ray above the ground at k = 4/3, m.
    #[must_use]
    pub fn ray_clearance_m(&self) -> f64 {
        self.clearance_m((MEDIAN.0, 0.0))
    }

    /// Whether the planning rule holds.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.blocked_by_m().is_none()
    }

    /// What the planning rule lacks in clearance, m; none where it holds. The median is looked at first.
    #[must_use]
    pub fn blocked_by_m(&self) -> Option<f64> {
        let is_short = |clearance_m: &f64| clearance_m.is_nan() || *clearance_m < 0.0;
        let clearances_m = [Self::median_clearance_m, Self::subrefractive_clearance_m];
        clearances_m.iter().map(|clearance_m| clearance_m(self)).find(is_short).map(f64::abs)
    }

    fn clearance_m(&self, (factor, fresnel_ratio): (f64, f64)) -> f64 {
        least_clearance_m(&self.profile, &self.terminals(), factor * EARTH_RADIUS_KM, fresnel_ratio)
    }

    /// Level in clear air.
    #[must_use]
    pub fn level(&self) -> HopLevel {
        let free_space_db = free_space_loss_db(self.reckoned_km(), self.band.band_ghz * 1_000.0);
        let rx_level_dbm = self.band.tx_power_dbm + 2.0 * self.band.antenna_gain_dbi - free_space_db;
        HopLevel { free_space_db, rx_level_dbm }
    }

    /// Margin of a tier over its threshold in clear air, dB.
    #[must_use]
    pub fn margin_db(&self, tier: &Tier) -> f64 {
        self.level().rx_level_dbm - tier.receiver_threshold_dbm
    }

    /// The path as P.530 sees it, with a tier of its band.
    #[must_use]
    pub fn fixed_link(&self, tier: &Tier) -> FixedLink {
        let [tx_height_amsl_m, rx_height_amsl_m] = self.antenna_amsl_m;
        FixedLink {
            length_km: self.reckoned_km(),
            frequency_ghz: self.band.band_ghz,
            polarisation: LINK_POLARISATION,
            tx_height_amsl_m,
            rx_height_amsl_m,
            dn1_n_units_per_km: self.spec.dn1_n_units_per_km,
            terrain_roughness_m: TERRAIN_ROUGHNESS_DEFAULT_M,
            rain_rate_mm_per_h: self.spec.rain_rate_mm_per_h,
            flat_margin_db: self.margin_db(tier),
        }
    }

    /// Whether an availability (%) is as high as asked for.
    #[must_use]
    pub fn is_enough(&self, availability_percent: f64) -> bool {
        availability_percent >= self.spec.availability_min_percent
    }

    fn reckoned_km(&self) -> f64 {
        self.length_km.max(LENGTH_MIN_KM)
    }
}
