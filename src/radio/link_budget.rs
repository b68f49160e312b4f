//! The link budget: both directions of a link, term by term, and the same in a quick form for millions of pairs.
//!
//! ```text
//! received level = transmitter power − feeder + antenna gain − path loss + antenna gain − feeder
//! threshold      = noise floor (kTB + noise figure) + implementation loss + signal-to-noise ratio of the scheme
//! margin         = received level − threshold; the direction with the smaller one decides
//! ```
//!
//! The path loss is the same in both directions. Probability of service is that of lognormal fading
//! ([`crate::radio::fading`]). *Left out*: interference, antenna patterns, licence limits.

use super::fading::{fade_margin_db, probability_ratio};
use super::station::Station;
use super::technology::Scheme;

/// Thermal noise density at 290 K, dBm/Hz, rounded as in the sensitivity formula of IEEE 802.16-2004 (exactly −173.98).
const NOISE_DENSITY_DBM_PER_HZ: f64 = -174.0;

/// Thermal noise in a bandwidth (MHz) plus the receiver's noise figure (dB), dBm.
#[must_use]
pub fn noise_floor_dbm(bandwidth_mhz: f64, noise_figure_db: f64) -> f64 {
    NOISE_DENSITY_DBM_PER_HZ + 60.0 + 10.0 * bandwidth_mhz.log10() + noise_figure_db
}

/// The two stations of a link and what their receivers have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Equipment {
    /// The station at the site.
    pub base_station: Station,
    /// The station at the household.
    pub cpe: Station,
    /// Bandwidth whose noise the receivers take in, MHz.
    pub noise_bandwidth_mhz: f64,
    /// What real receivers lose against theory, dB.
    pub implementation_loss_db: f64,
}

/// What the link is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// Least physical-layer rate in both directions, Mbit/s.
    pub rate_mbps: f64,
    /// Probability over like locations with which it must hold.
    pub probability_ratio: f64,
    /// Standard deviation of the slow fading over locations, dB.
    pub sigma_db: f64,
}

/// Why a budget cannot be drawn up.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BudgetError {
    /// No scheme is fast enough.
    #[error("no scheme of the channel gives {asked_mbps} Mbit/s; the fastest gives {fastest_mbps:.2} Mbit/s")]
    Rate {
        /// The rate asked for, Mbit/s.
        asked_mbps: f64,
        /// The highest there is, Mbit/s.
        fastest_mbps: f64,
    },
}

/// One direction of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From the site to the household.
    Downlink,
    /// From the household to the site.
    Uplink,
}

/// One direction of a link, term by term.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Direction {
    /// Which direction.
    pub way: Way,
    /// Transmitter power, dBm.
    pub tx_power_dbm: f64,
    /// Loss of the transmitter's feeder, dB.
    pub tx_feeder_loss_db: f64,
    /// Gain of the transmitting antenna, dBi.
    pub tx_antenna_gain_dbi: f64,
    /// Equivalent isotropically radiated power, dBm.
    pub eirp_dbm: f64,
    /// Basic transmission loss of the path, dB.
    pub path_loss_db: f64,
    /// Gain of the receiving antenna, dBi.
    pub rx_antenna_gain_dbi: f64,
    /// Loss of the receiver's feeder, dB.
    pub rx_feeder_loss_db: f64,
    /// Level at the receiver's input, dBm.
    pub rx_level_dbm: f64,
    /// Thermal noise and noise figure, dBm.
    pub noise_floor_dbm: f64,
    /// Implementation loss, dB.
    pub implementation_loss_db: f64,
    /// Signal-to-noise ratio that the scheme needs, dB.
    pub required_snr_db: f64,
    /// Least level at which the scheme works, dBm.
    pub threshold_dbm: f64,
    /// Received level less threshold, dB.
    pub margin_db: f64,
}

/// Both directions of a link at one path loss, for the scheme that gives the asked rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinkBudget {
    /// From the site to the household.
    pub downlink: Direction,
    /// From the household to the site.
    pub uplink: Direction,
    /// Probability over like locations that the weaker direction holds.
    pub probability_ratio: f64,
}

impl LinkBudget {
    /// The direction that decides: the one with the smaller margin, the downlink if they are equal.
    #[must_use]
    pub fn weaker(&self) -> &Direction {
        if self.uplink.margin_db < self.downlink.margin_db { &self.uplink } else { &self.downlink }
    }
}

impl Equipment {
    /// One direction at a path loss, for a scheme that needs a signal-to-noise ratio; both in dB.
    #[must_use]
    pub fn direction(&self, way: Way, path_loss_db: f64, required_snr_db: f64) -> Direction {
        let (tx, rx) = match way {
            Way::Downlink => (&self.base_station, &self.cpe),
            Way::Uplink => (&self.cpe, &self.base_station),
        };
        let noise_floor_dbm = noise_floor_dbm(self.noise_bandwidth_mhz, rx.noise_figure_db);
        let rx_level_dbm = tx.eirp_dbm() + rx.rx_gain_db() - path_loss_db;
        let threshold_dbm = noise_floor_dbm + self.implementation_loss_db + required_snr_db;
        Direction {
            way,
            tx_power_dbm: tx.tx_power_dbm,
            tx_feeder_loss_db: tx.feeder_loss_db,
            tx_antenna_gain_dbi: tx.antenna_gain_dbi,
            eirp_dbm: tx.eirp_dbm(),
            path_loss_db,
            rx_antenna_gain_dbi: rx.antenna_gain_dbi,
            rx_feeder_loss_db: rx.feeder_loss_db,
            rx_level_dbm,
            noise_floor_dbm,
            implementation_loss_db: self.implementation_loss_db,
            required_snr_db,
            threshold_dbm,
            margin_db: rx_level_dbm - threshold_dbm,
        }
    }

    /// Largest path loss at which both directions still have a margin for a scheme, dB.
    fn path_loss_max_db(&self, required_snr_db: f64) -> f64 {
        let margin_db = |way| self.direction(way, 0.0, required_snr_db).margin_db;
        margin_db(Way::Downlink).min(margin_db(Way::Uplink))
    }
}

/// A link budget of which everything but the path loss is already done.
#[derive(Debug, Clone, PartialEq)]
pub struct Budget {
    equipment: Equipment,
    sigma_db: f64,
    /// The scheme that gives the asked rate with the least signal.
    scheme: Scheme,
    /// Level at the household without path loss, dBm.
    rx_level_at_no_loss_dbm: f64,
    /// Path loss at which the weaker direction has no margin left for the asked rate, dB.
    path_loss_max_db: f64,
    /// Path loss up to which each rate holds with the asked probability (dB), and the rate; falling rates.
    rates: Vec<(f64, f64)>,
}

impl Budget {
    /// Draws up the budget of a link with given schemes, for a target.
    ///
    /// # Errors
    /// [`BudgetError::Rate`] when no scheme reaches the asked rate.
    pub fn new(equipment: Equipment, schemes: &[Scheme], target: Target) -> Result<Self, BudgetError> {
        let fade_margin_db = fade_margin_db(target.probability_ratio, target.sigma_db);
        let rate_row =
            |scheme: &Scheme| (equipment.path_loss_max_db(scheme.snr_db) - fade_margin_db, scheme.rate_mbps);
        let mut rates: Vec<(f64, f64)> = schemes.iter().map(rate_row).collect();
        rates.sort_by(|a, b| b.1.total_cmp(&a.1));
        let scheme = asked_scheme(schemes, target.rate_mbps)?.clone();
        Ok(Self {
            equipment,
            sigma_db: target.sigma_db,
            rx_level_at_no_loss_dbm: equipment.direction(Way::Downlink, 0.0, scheme.snr_db).rx_level_dbm,
            path_loss_max_db: equipment.path_loss_max_db(scheme.snr_db),
            scheme,
            rates,
        })
    }

    /// The scheme that gives the asked rate with the least signal.
    #[must_use]
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// Path loss at which the median margin for the asked rate is used up, dB.
    #[must_use]
    pub fn path_loss_max_db(&self) -> f64 {
        self.path_loss_max_db
    }

    /// Received level at the household, dBm.
    #[must_use]
    pub fn rx_level_dbm(&self, path_loss_db: f64) -> f64 {
        self.rx_level_at_no_loss_dbm - path_loss_db
    }

    /// Median margin for the asked rate in the weaker direction, dB.
    #[must_use]
    pub fn margin_db(&self, path_loss_db: f64) -> f64 {
        self.path_loss_max_db - path_loss_db
    }

    /// Probability over like locations that the asked rate holds in both directions.
    #[must_use]
    pub fn probability_ratio(&self, path_loss_db: f64) -> f64 {
        probability_ratio(self.margin_db(path_loss_db), self.sigma_db)
    }

    /// Highest rate whose threshold is met in both directions with the asked probability, Mbit/s.
    #[must_use]
    pub fn rate_mbps(&self, path_loss_db: f64) -> Option<f64> {
        let holds = |row: &&(f64, f64)| path_loss_db <= row.0;
        self.rates.iter().find(holds).map(|&(_, rate_mbps)| rate_mbps)
    }

    /// Both directions, term by term.
    #[must_use]
    pub fn terms(&self, path_loss_db: f64) -> LinkBudget {
        LinkBudget {
            downlink: self.equipment.direction(Way::Downlink, path_loss_db, self.scheme.snr_db),
            uplink: self.equipment.direction(Way::Uplink, path_loss_db, self.scheme.snr_db),
            probability_ratio: self.probability_ratio(path_loss_db),
        }
    }
}

/// Of the schemes that are fast enough, the one that needs the least signal.
fn asked_scheme(schemes: &[Scheme], asked_mbps: f64) -> Result<&Scheme, BudgetError> {
    let fast_enough = schemes.iter().filter(|scheme| scheme.rate_mbps >= asked_mbps);
    fast_enough.min_by(|a, b| a.snr_db.total_cmp(&b.snr_db)).ok_or_else(|| BudgetError::Rate {
        asked_mbps,
        fastest_mbps: schemes.iter().map(|scheme| scheme.rate_mbps).fold(0.0, f64::max),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::technology::Technology;
    use super::*;

    const BASE_STATION: Station =
        Station { tx_power_dbm: 36.0, antenna_gain_dbi: 16.0, feeder_loss_db: 1.0, noise_figure_db: 5.0 };
    const OUTDOOR: Station =
        Station { tx_power_dbm: 24.0, antenna_gain_dbi: 17.0, feeder_loss_db: 0.5, noise_figure_db: 6.0 };

    fn equipment() -> Equipment {
        Equipment {
            base_station: BASE_STATION,
            cpe: OUTDOOR,
            noise_bandwidth_mhz: Technology::Ieee80216Ofdm256.occupied_bandwidth_mhz(3.5).unwrap(),
            implementation_loss_db: 5.0,
        }
    }

    fn schemes() -> Vec<Scheme> {
        Technology::Ieee80216Ofdm256.schemes(3.5, 1.0 / 16.0).unwrap()
    }

    fn budget(rate_mbps: f64, sigma_db: f64) -> Budget {
        let target = Target { rate_mbps, probability_ratio: 0.9, sigma_db };
        Budget::new(equipment(), &schemes(), target).unwrap()
    }

    #[test]
    fn noise_floors_of_the_channels() {
        for (bandwidth_mhz, wanted_dbm) in [(3.125, -104.1), (4.5, -102.5), (6.25, -101.0), (9.0, -99.5)] {
            let found_dbm = noise_floor_dbm(bandwidth_mhz, 5.0);
            assert!((found_dbm - wanted_dbm).abs() < 0.051, "{bandwidth_mhz} MHz: {found_dbm}");
        }
    }

    #[test]
    fn sensitivities_of_the_2004_text() {
        // noise figure 7 dB, implementation loss 5 dB; QPSK 1/2 to 64-QAM 3/4
        let at_3_5_dbm = [-87.7, -85.9, -80.7, -78.9, -74.4, -72.7];
        for (channel_mhz, shift_db) in [(3.5, 0.0), (7.0, 3.01), (10.0, 4.59)] {
            let channel = Technology::Ieee80216Ofdm256;
            let receiver = Equipment {
                cpe: Station { noise_figure_db: 7.0, ..OUTDOOR },
                noise_bandwidth_mhz: channel.occupied_bandwidth_mhz(channel_mhz).unwrap(),
                ..equipment()
            };
            let schemes = channel.schemes(channel_mhz, 0.25).unwrap();
            for (scheme, wanted_dbm) in schemes[1..].iter().zip(at_3_5_dbm) {
                let found_dbm = receiver.direction(Way::Downlink, 100.0, scheme.snr_db).threshold_dbm;
                assert!((found_dbm - wanted_dbm - shift_db).abs() < 0.061, "{}: {found_dbm}", scheme.name);
            }
        }
    }

    #[test]
    fn an_outdoor_link_worked_by_hand() {
        // 4 Mbit/s at 3.5 MHz, 1/16: QPSK 3/4 (4.24 Mbit/s), 11.2 dB. Path loss 140 dB.
        // Down: 36 - 1 + 16 = 51 dBm EIRP; 51 - 140 + 17 - 0.5 = -72.5 dBm.
        //       -174 + 64.9485 + 6 = -103.0515; + 5 + 11.2 = -86.8515 dBm; margin 14.3515 dB.
        // Up:   24 - 0.5 + 17 = 40.5 dBm EIRP; 40.5 - 140 + 16 - 1 = -84.5 dBm.
        //       -174 + 64.9485 + 5 = -104.0515; + 5 + 11.2 = -87.8515 dBm; margin 3.3515 dB: it decides.
        // Fading of 8 dB: Φ(3.3515 / 8) = Φ(0.41894) = 0.6624
        let budget = budget(4.0, 8.0);
        assert_eq!(budget.scheme().name, "QPSK 3/4");
        let terms = budget.terms(140.0);
        assert_eq!((terms.downlink.eirp_dbm, terms.downlink.rx_level_dbm), (51.0, -72.5));
        assert_eq!((terms.uplink.eirp_dbm, terms.uplink.rx_level_dbm), (40.5, -84.5));
        assert!((terms.downlink.noise_floor_dbm + 103.0515).abs() < 1e-4);
        assert!((terms.downlink.margin_db - 14.3515).abs() < 1e-4);
        assert!((terms.uplink.margin_db - 3.3515).abs() < 1e-4);
        assert_eq!(terms.weaker().way, Way::Uplink);
        assert!((terms.probability_ratio - 0.6624).abs() < 1e-4);
    }

    #[test]
    fn a_rate_that_no_scheme_gives_is_refused() {
        let target = Target { rate_mbps: 13.0, probability_ratio: 0.9, sigma_db: 8.0 };
        let error = Budget::new(equipment(), &schemes(), target).unwrap_err();
        let text = "no scheme of the channel gives 13 Mbit/s; the fastest gives 12.71 Mbit/s";
        assert_eq!(error.to_string(), text);
    }

    #[test]
    fn the_rate_falls_step_by_step_and_ends() {
        let budget = budget(4.0, 0.0);
        let rates: Vec<Option<f64>> = (100..160).map(|loss| budget.rate_mbps(f64::from(loss))).collect();
        assert_eq!(rates[0].map(|rate| format!("{rate:.2}")), Some("12.71".to_owned()));
        assert_eq!(rates.last(), Some(&None));
        assert!(rates.windows(2).all(|pair| pair[1] <= pair[0]));
        // without fading the asked rate holds exactly up to the loss that leaves no margin
        let edge_db = budget.path_loss_max_db();
        assert!(budget.rate_mbps(edge_db).unwrap() >= 4.0);
        assert!(budget.rate_mbps(edge_db + 1e-9).unwrap() < 4.0);
    }

    proptest! {
        #[test]
        fn the_quick_form_agrees_with_the_terms(path_loss_db in 60.0..200.0_f64, sigma_db in 0.0..15.0_f64) {
            let budget = budget(8.0, sigma_db);
            let terms = budget.terms(path_loss_db);
            prop_assert!((budget.margin_db(path_loss_db) - terms.weaker().margin_db).abs() < 1e-9);
            prop_assert!((budget.rx_level_dbm(path_loss_db) - terms.downlink.rx_level_dbm).abs() < 1e-9);
        }

        #[test]
        fn the_asked_rate_holds_where_the_probability_does(
            path_loss_db in 100.0..160.0_f64, sigma_db in 0.1..15.0_f64,
        ) {
            let budget = budget(8.0, sigma_db);
            let probability = budget.probability_ratio(path_loss_db);
            prop_assume!((probability - 0.9).abs() > 1e-9);
            prop_assert_eq!(probability > 0.9, budget.rate_mbps(path_loss_db).is_some_and(|rate| rate >= 8.0));
        }

        #[test]
        fn more_loss_is_never_better(path_loss_db in 60.0..200.0_f64, more_db in 0.0..30.0_f64) {
            let budget = budget(4.0, 8.0);
            let worse_db = path_loss_db + more_db;
            prop_assert!(budget.probability_ratio(worse_db) <= budget.probability_ratio(path_loss_db));
            prop_assert!(budget.rate_mbps(worse_db) <= budget.rate_mbps(path_loss_db));
        }
    }
}
