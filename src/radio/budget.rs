//! The link budget in a quick form: of everything but the path and the neighbours, what can be done once is done.

use super::fading::{fade_margin_db, mean_over_median_db, probability_ratio};
use super::link_budget::{Direction, Equipment, Need, Path, Way, noise_floor_dbm};
use super::technology::{Channel, Scheme};
use crate::propagation::elementary::{exp10, log10};

/// What the link is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// Least net rate from the site to the household, Mbit/s.
    pub downlink_mbps: f64,
    /// Least net rate from the household to the site, Mbit/s.
    pub uplink_mbps: f64,
    /// Probability over like locations with which both must hold.
    pub probability_ratio: f64,
    /// Standard deviation of the slow fading over locations, dB.
    pub sigma_db: f64,
}

/// Why a budget cannot be drawn up.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BudgetError {
    /// No scheme is fast enough.
    #[error("no scheme of the channel gives {asked_mbps} Mbit/s net in the {}; the fastest gives {fastest_mbps:.2} Mbit/s", .way.word())]
    Rate {
        /// In which direction.
        way: Way,
        /// The rate asked for, Mbit/s.
        asked_mbps: f64,
        /// The highest there is, Mbit/s.
        fastest_mbps: f64,
    },
}

impl Way {
    /// The direction in a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Downlink => "downlink",
            Self::Uplink => "uplink",
        }
    }
}

/// Ratios of signal to noise, or to noise and interference, in both directions, dB.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratios {
    /// At the household.
    pub downlink_db: f64,
    /// At the site.
    pub uplink_db: f64,
}

impl Ratios {
    /// Over noise that interference has raised (downlink and uplink, dB).
    #[must_use]
    #[inline]
    pub fn behind(self, noise_rises_db: [f64; 2]) -> Self {
        Self {
            downlink_db: self.downlink_db - noise_rises_db[0],
            uplink_db: self.uplink_db - noise_rises_db[1],
        }
    }
}

/// Power of a level, mW.
#[must_use]
#[inline]
pub fn milliwatts(level_dbm: f64) -> f64 {
    exp10(0.1 * level_dbm)
}

/// A link budget of which everything but the path and the neighbours is already done.
///
/// A *coupling loss* is path loss and building entry loss less the gain of the site's antenna towards the household, dB.
#[derive(Debug, Clone, PartialEq)]
pub struct Budget {
    equipment: Equipment,
    target: Target,
    fade_margin_db: f64,
    power_control_range_db: f64,
    downlink: Leg,
    uplink: Leg,
}

/// One direction.
#[derive(Debug, Clone, PartialEq)]
struct Leg {
    /// Level at the receiver without coupling loss, dBm; of the downlink without the transmitter's power, dB.
    level_at_no_loss_dbm: f64,
    noise_floor_dbm: f64,
    noise_floor_mw: f64,
    /// By rising rate.
    schemes: Vec<Scheme>,
    /// Ratio at which each scheme holds with the asked probability, dB; rising.
    ratio_min_db: Vec<f64>,
    /// Index of the slowest scheme that is fast enough.
    asked: usize,
}

impl Leg {
    fn new(
        level_at_no_loss_dbm: f64,
        noise_floor_dbm: f64,
        schemes: &[Scheme],
        margins_db: f64,
        (way, asked_mbps): (Way, f64),
    ) -> Result<Self, BudgetError> {
        let fast_enough = |scheme: &Scheme| scheme.net_rate_mbps >= asked_mbps;
        let asked = schemes.iter().position(fast_enough).ok_or_else(|| BudgetError::Rate {
            way,
            asked_mbps,
            fastest_mbps: schemes.last().map_or(0.0, |scheme| scheme.net_rate_mbps),
        })?;
        let ratio_min_db = schemes.iter().map(|scheme| scheme.snr_db + margins_db).collect();
        Ok(Self {
            level_at_no_loss_dbm,
            noise_floor_dbm,
            noise_floor_mw: milliwatts(noise_floor_dbm),
            schemes: schemes.to_vec(),
            ratio_min_db,
            asked,
        })
    }

    /// The fastest scheme that holds with the asked probability.
    fn scheme_at(&self, ratio_db: f64) -> Option<usize> {
        self.ratio_min_db.partition_point(|min_db| *min_db <= ratio_db).checked_sub(1)
    }
}

impl Budget {
    /// Draws up the budget of a link in a channel, for a target.
    ///
    /// # Errors
    /// [`BudgetError::Rate`] when no scheme reaches an asked rate.
    pub fn new(equipment: Equipment, channel: &Channel, target: Target) -> Result<Self, BudgetError> {
        let fade_margin_db = fade_margin_db(target.probability_ratio, target.sigma_db);
        let margins_db = fade_margin_db + equipment.implementation_loss_db;
        let Equipment { base_station, cpe, cpe_antenna_gain_dbi, body_loss_db, noise_bandwidth_mhz, .. } =
            equipment;
        let both_db = cpe_antenna_gain_dbi - body_loss_db - base_station.feeder_loss_db - cpe.feeder_loss_db;
        let floor_dbm = |noise_figure_db| noise_floor_dbm(noise_bandwidth_mhz, noise_figure_db);
        let downlink = Leg::new(
            both_db,
            floor_dbm(cpe.noise_figure_db),
            &channel.downlink,
            margins_db,
            (Way::Downlink, target.downlink_mbps),
        )?;
        let uplink = Leg::new(
            both_db + cpe.tx_power_dbm,
            floor_dbm(base_station.noise_figure_db),
            &channel.uplink,
            margins_db,
            (Way::Uplink, target.uplink_mbps),
        )?;
        let power_control_range_db =
            equipment.power_control_range_db.unwrap_or(channel.uplink_power_control_range_db);
        Ok(Self { equipment, target, fade_margin_db, power_control_range_db, downlink, uplink })
    }

    /// What the budget was drawn up for.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Margin that slow fading asks for, dB.
    #[must_use]
    pub fn fade_margin_db(&self) -> f64 {
        self.fade_margin_db
    }

    /// The schemes of a direction, by rising rate.
    #[must_use]
    pub fn schemes(&self, way: Way) -> &[Scheme] {
        &self.leg(way).schemes
    }

    /// The slowest scheme that gives the asked rate.
    #[must_use]
    pub fn asked_scheme(&self, way: Way) -> &Scheme {
        let leg = self.leg(way);
        &leg.schemes[leg.asked]
    }

    /// Level of a sector's signal at a household, dBm, from the sector's power (dBm).
    #[must_use]
    #[inline]
    pub fn downlink_level_dbm(&self, tx_power_dbm: f64, coupling_loss_db: f64) -> f64 {
        tx_power_dbm + self.downlink.level_at_no_loss_dbm - coupling_loss_db
    }

    /// Level of a household's signal at a site, dBm.
    #[must_use]
    #[inline]
    pub fn uplink_level_dbm(&self, coupling_loss_db: f64) -> f64 {
        self.uplink.level_at_no_loss_dbm - coupling_loss_db
    }

    /// Noise floor of the receiver of a direction, dBm.
    #[must_use]
    #[inline]
    pub fn noise_floor_dbm(&self, way: Way) -> f64 {
        self.leg(way).noise_floor_dbm
    }

    /// Noise and interference (mW) over noise alone at the receiver of a direction, dB.
    #[must_use]
    #[inline]
    pub fn noise_rise_db(&self, way: Way, interference_mw: f64) -> f64 {
        10.0 * log10(1.0 + interference_mw / self.leg(way).noise_floor_mw)
    }

    /// Ratios of signal to noise without interference.
    #[must_use]
    #[inline]
    pub fn snr(&self, tx_power_dbm: f64, coupling_loss_db: f64) -> Ratios {
        Ratios {
            downlink_db: self.downlink_level_dbm(tx_power_dbm, coupling_loss_db)
                - self.downlink.noise_floor_dbm,
            uplink_db: self.uplink_level_dbm(coupling_loss_db) - self.uplink.noise_floor_dbm,
        }
    }

    /// Median margin for the asked rates in the weaker direction, dB.
    #[must_use]
    #[inline]
    pub fn margin_db(&self, ratios: Ratios) -> f64 {
        self.reserve_db(ratios) + self.fade_margin_db
    }

    /// The same less the fade margin, dB: the asked service holds where it is not negative.
    #[must_use]
    #[inline]
    pub fn reserve_db(&self, ratios: Ratios) -> f64 {
        let downlink_db = ratios.downlink_db - self.downlink.ratio_min_db[self.downlink.asked];
        let uplink_db = ratios.uplink_db - self.uplink.ratio_min_db[self.uplink.asked];
        downlink_db.min(uplink_db)
    }

    /// Whether the asked rates hold in both directions with the asked probability.
    #[must_use]
    #[inline]
    pub fn holds(&self, ratios: Ratios) -> bool {
        self.reserve_db(ratios) >= 0.0
    }

    /// Probability over like locations that the asked rates hold in both directions: that of the weaker one.
    #[must_use]
    pub fn probability_ratio(&self, ratios: Ratios) -> f64 {
        probability_ratio(self.margin_db(ratios), self.target.sigma_db)
    }

    /// Index of the fastest scheme of a direction that holds with the asked probability.
    #[must_use]
    #[inline]
    pub fn scheme_at(&self, way: Way, ratio_db: f64) -> Option<usize> {
        self.leg(way).scheme_at(ratio_db)
    }

    /// Net rate of that scheme, Mbit/s.
    #[must_use]
    #[inline]
    pub fn rate_mbps(&self, way: Way, ratio_db: f64) -> Option<f64> {
        let leg = self.leg(way);
        leg.scheme_at(ratio_db).map(|scheme| leg.schemes[scheme].net_rate_mbps)
    }

    /// What power control takes off a household's power, dB: at most all that its ratio at full power (median, dB) is above
    /// what a scheme needs.
    ///
    /// Without the fade margin: a household that is shadowed sends more, one in the open less. What it adds to others then
    /// scatters by the difference of its two paths, which are half correlated, so again by σ.
    #[must_use]
    pub fn power_reduction_db(&self, scheme: usize, uplink_db: f64) -> f64 {
        let need_db = self.uplink.ratio_min_db[scheme] - self.fade_margin_db;
        (uplink_db - need_db).clamp(0.0, self.power_control_range_db)
    }

    /// By how much a household can lower its power, dB.
    #[must_use]
    pub fn power_control_range_db(&self) -> f64 {
        self.power_control_range_db
    }

    /// How far the mean of faded powers lies above their median, dB.
    #[must_use]
    pub fn mean_over_median_db(&self) -> f64 {
        mean_over_median_db(self.target.sigma_db)
    }

    /// Index of the slowest scheme that gives at least a rate, Mbit/s.
    #[must_use]
    pub fn scheme_for(&self, way: Way, least_mbps: f64) -> Option<usize> {
        self.leg(way).schemes.iter().position(|scheme| scheme.net_rate_mbps >= least_mbps)
    }

    /// Largest coupling loss at which the asked rates hold with the asked probability and without interference, dB.
    #[must_use]
    pub fn coupling_loss_max_db(&self, tx_power_dbm: f64) -> f64 {
        self.reserve_db(self.snr(tx_power_dbm, 0.0))
    }

    /// Both directions for the asked rates, term by term; `noise_rise_db` of the path is that of each direction.
    #[must_use]
    pub fn terms(&self, tx_power_dbm: f64, path: &Path, noise_rise_db: [f64; 2]) -> [Direction; 2] {
        let mut equipment = self.equipment;
        equipment.base_station.tx_power_dbm = tx_power_dbm;
        [(Way::Downlink, noise_rise_db[0]), (Way::Uplink, noise_rise_db[1])].map(|(way, noise_rise_db)| {
            let need =
                Need { required_snr_db: self.asked_scheme(way).snr_db, fade_margin_db: self.fade_margin_db };
            equipment.direction(way, &Path { noise_rise_db, ..*path }, need)
        })
    }

    fn leg(&self, way: Way) -> &Leg {
        match way {
            Way::Downlink => &self.downlink,
            Way::Uplink => &self.uplink,
        }
    }
}

#[cfg(test)]
mod tests;
