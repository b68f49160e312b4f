//! The link budget, term by term: one table for `divario link`, for plans and for whoever asks in Rust.
//!
//! ```text
//! received level = transmitter power − feeder + antenna gain − path loss − building entry − body + antenna gain − feeder
//! threshold      = noise floor (kTB + noise figure) + noise rise + implementation loss + ratio that the scheme needs
//! margin         = received level − threshold         reserve = margin − fade margin
//! ```
//!
//! Antenna gains are those in the direction of the other station. The noise rise is what interference adds to the noise. The
//! path loss is the same in both directions; so are the losses at the household's end. [`super::Budget`] is the same in a
//! quick form for millions of pairs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::station::Station;

/// Thermal noise density at 290 K, dBm/Hz, rounded as in the sensitivity formula of IEEE 802.16-2004 (exactly −173.98).
const NOISE_DENSITY_DBM_PER_HZ: f64 = -174.0;

/// Thermal noise in a bandwidth (MHz) plus the receiver's noise figure (dB), dBm.
#[must_use]
pub fn noise_floor_dbm(bandwidth_mhz: f64, noise_figure_db: f64) -> f64 {
    NOISE_DENSITY_DBM_PER_HZ + 60.0 + 10.0 * bandwidth_mhz.log10() + noise_figure_db
}

/// The two stations of a link and what does not change with the path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Equipment {
    /// The station at the site.
    pub base_station: Station,
    /// The station at the household.
    pub cpe: Station,
    /// Gain of the household's antenna towards its server, dBi.
    pub cpe_antenna_gain_dbi: f64,
    /// What a body beside the household's antenna takes, dB.
    pub body_loss_db: f64,
    /// Bandwidth whose noise the receivers take in, MHz.
    pub noise_bandwidth_mhz: f64,
    /// By how much a household can lower its power, dB; `None`: as the technology's table says.
    pub power_control_range_db: Option<f64>,
    /// What real receivers lose against theory, dB.
    pub implementation_loss_db: f64,
}

/// One direction of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// From the site to the household.
    Downlink,
    /// From the household to the site.
    Uplink,
}

/// What a budget asks of the path, the sector and the neighbours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Path {
    /// Basic transmission loss, dB.
    pub path_loss_db: f64,
    /// What the walls between street and household take, dB; 0 outdoors.
    pub building_entry_loss_db: f64,
    /// Gain of the site's antenna towards the household, dBi.
    pub base_station_gain_dbi: f64,
    /// Level over the noise floor of noise and interference together, dB; 0 without interference.
    pub noise_rise_db: f64,
}

/// What a scheme needs, and with how much to spare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Need {
    /// Ratio of signal to noise and interference, dB, without implementation loss.
    pub required_snr_db: f64,
    /// Margin for slow fading, dB.
    pub fade_margin_db: f64,
}

/// One direction of a link, term by term.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Direction {
    /// Which direction.
    pub way: Way,
    /// Transmitter power, dBm.
    pub tx_power_dbm: f64,
    /// Loss of the transmitter's feeder, dB.
    pub tx_feeder_loss_db: f64,
    /// Gain of the transmitting antenna towards the receiver, dBi.
    pub tx_antenna_gain_dbi: f64,
    /// Equivalent isotropically radiated power towards the receiver, dBm.
    pub eirp_dbm: f64,
    /// Basic transmission loss of the path, dB.
    pub path_loss_db: f64,
    /// What the walls of the household's building take, dB.
    pub building_entry_loss_db: f64,
    /// What a body beside the household's antenna takes, dB.
    pub body_loss_db: f64,
    /// Gain of the receiving antenna towards the transmitter, dBi.
    pub rx_antenna_gain_dbi: f64,
    /// Loss of the receiver's feeder, dB.
    pub rx_feeder_loss_db: f64,
    /// Level at the receiver's input, dBm.
    pub rx_level_dbm: f64,
    /// Thermal noise and noise figure, dBm.
    pub noise_floor_dbm: f64,
    /// Level of noise and interference together over the noise floor, dB.
    pub noise_rise_db: f64,
    /// Ratio of signal to noise and interference, dB.
    pub sinr_db: f64,
    /// Implementation loss, dB.
    pub implementation_loss_db: f64,
    /// Ratio of signal to noise and interference that the scheme needs, dB.
    pub required_snr_db: f64,
    /// Least level at which the scheme works, dBm.
    pub threshold_dbm: f64,
    /// Received level less threshold, dB.
    pub margin_db: f64,
    /// Margin that slow fading asks for, dB.
    pub fade_margin_db: f64,
    /// Margin less fade margin, dB; the scheme holds with the asked probability where it is not negative.
    pub reserve_db: f64,
}

impl Equipment {
    /// One direction over a path, for a scheme.
    #[must_use]
    pub fn direction(&self, way: Way, path: &Path, need: Need) -> Direction {
        let (base_station, cpe) =
            ((&self.base_station, path.base_station_gain_dbi), (&self.cpe, self.cpe_antenna_gain_dbi));
        let ((tx, tx_gain_dbi), (rx, rx_gain_dbi)) = match way {
            Way::Downlink => (base_station, cpe),
            Way::Uplink => (cpe, base_station),
        };
        let eirp_dbm = tx.eirp_dbm(tx_gain_dbi);
        let losses_db = path.path_loss_db + path.building_entry_loss_db + self.body_loss_db;
        let rx_level_dbm = eirp_dbm - losses_db + rx_gain_dbi - rx.feeder_loss_db;
        let noise_floor_dbm = noise_floor_dbm(self.noise_bandwidth_mhz, rx.noise_figure_db);
        let disturbance_dbm = noise_floor_dbm + path.noise_rise_db;
        let threshold_dbm = disturbance_dbm + self.implementation_loss_db + need.required_snr_db;
        let margin_db = rx_level_dbm - threshold_dbm;
        Direction {
            way,
            tx_power_dbm: tx.tx_power_dbm,
            tx_feeder_loss_db: tx.feeder_loss_db,
            tx_antenna_gain_dbi: tx_gain_dbi,
            eirp_dbm,
            path_loss_db: path.path_loss_db,
            building_entry_loss_db: path.building_entry_loss_db,
            body_loss_db: self.body_loss_db,
            rx_antenna_gain_dbi: rx_gain_dbi,
            rx_feeder_loss_db: rx.feeder_loss_db,
            rx_level_dbm,
            noise_floor_dbm,
            noise_rise_db: path.noise_rise_db,
            sinr_db: rx_level_dbm - disturbance_dbm,
            implementation_loss_db: self.implementation_loss_db,
            required_snr_db: need.required_snr_db,
            threshold_dbm,
            margin_db,
            fade_margin_db: need.fade_margin_db,
            reserve_db: margin_db - need.fade_margin_db,
        }
    }
}

impl Direction {
    /// The terms in the order in which they are added up: words, value with its sign in the sum, unit. Words that begin with
    /// `=` are sums of what stands above.
    #[must_use]
    pub fn rows(&self) -> [(&'static str, f64, &'static str); 19] {
        [
            ("transmitter power", self.tx_power_dbm, "dBm"),
            ("feeder", -self.tx_feeder_loss_db, "dB"),
            ("transmitting antenna", self.tx_antenna_gain_dbi, "dBi"),
            ("= radiated (EIRP)", self.eirp_dbm, "dBm"),
            ("path loss", -self.path_loss_db, "dB"),
            ("building entry", -self.building_entry_loss_db, "dB"),
            ("body", -self.body_loss_db, "dB"),
            ("receiving antenna", self.rx_antenna_gain_dbi, "dBi"),
            ("feeder", -self.rx_feeder_loss_db, "dB"),
            ("= received level", self.rx_level_dbm, "dBm"),
            ("noise floor", self.noise_floor_dbm, "dBm"),
            ("noise rise by interference", self.noise_rise_db, "dB"),
            ("implementation loss", self.implementation_loss_db, "dB"),
            ("signal-to-noise ratio", self.required_snr_db, "dB"),
            ("= threshold", self.threshold_dbm, "dBm"),
            ("signal to noise and interference", self.sinr_db, "dB"),
            ("margin over the threshold", self.margin_db, "dB"),
            ("fade margin", -self.fade_margin_db, "dB"),
            ("= reserve", self.reserve_db, "dB"),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE_STATION: Station = Station { tx_power_dbm: 36.0, feeder_loss_db: 1.0, noise_figure_db: 5.0 };
    const OUTDOOR: Station = Station { tx_power_dbm: 24.0, feeder_loss_db: 0.5, noise_figure_db: 6.0 };

    fn outdoor() -> Equipment {
        Equipment {
            base_station: BASE_STATION,
            cpe: OUTDOOR,
            cpe_antenna_gain_dbi: 17.0,
            body_loss_db: 0.0,
            noise_bandwidth_mhz: 3.125,
            power_control_range_db: None,
            implementation_loss_db: 5.0,
        }
    }

    fn path(path_loss_db: f64) -> Path {
        Path { path_loss_db, building_entry_loss_db: 0.0, base_station_gain_dbi: 16.0, noise_rise_db: 0.0 }
    }

    fn need(required_snr_db: f64) -> Need {
        Need { required_snr_db, fade_margin_db: 0.0 }
    }

    fn close(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-4, "{found} for {wanted}");
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
        // noise figure 7 dB, implementation loss 5 dB; QPSK 1/2 to 64-QAM 3/4 in 3.5, 7 and 10 MHz
        let rows = [(9.4, -87.7), (11.2, -85.9), (16.4, -80.7), (18.2, -78.9), (22.7, -74.4), (24.4, -72.7)];
        for (occupied_mhz, shift_db) in [(3.125, 0.0), (6.25, 3.01), (9.0, 4.59)] {
            let receiver = Equipment {
                cpe: Station { noise_figure_db: 7.0, ..OUTDOOR },
                noise_bandwidth_mhz: occupied_mhz,
                power_control_range_db: None,
                ..outdoor()
            };
            for (snr_db, wanted_dbm) in rows {
                let found_dbm = receiver.direction(Way::Downlink, &path(100.0), need(snr_db)).threshold_dbm;
                assert!((found_dbm - wanted_dbm - shift_db).abs() < 0.061, "{snr_db}: {found_dbm}");
            }
        }
    }

    #[test]
    fn an_outdoor_link_of_fixed_wimax_worked_by_hand() {
        // 3.5 MHz, QPSK 3/4 (11.2 dB). Path loss 140 dB, antenna gain towards the household 16 dBi.
        // Down: 36 - 1 + 16 = 51 dBm EIRP; 51 - 140 + 17 - 0.5 = -72.5 dBm.
        //       -174 + 64.9485 + 6 = -103.0515; + 5 + 11.2 = -86.8515 dBm; margin 14.3515 dB.
        // Up:   24 - 0.5 + 17 = 40.5 dBm EIRP; 40.5 - 140 + 16 - 1 = -84.5 dBm.
        //       -174 + 64.9485 + 5 = -104.0515; + 5 + 11.2 = -87.8515 dBm; margin 3.3515 dB: it decides.
        // For 90 % of places at 8 dB: 1.28155 · 8 = 10.2524 dB; 3.3515 - 10.2524 = -6.9009 dB.
        let need = Need { required_snr_db: 11.2, fade_margin_db: 10.2524 };
        let [down, up] = [Way::Downlink, Way::Uplink].map(|way| outdoor().direction(way, &path(140.0), need));
        assert_eq!((down.eirp_dbm, down.rx_level_dbm), (51.0, -72.5));
        assert_eq!((up.eirp_dbm, up.rx_level_dbm), (40.5, -84.5));
        close(down.noise_floor_dbm, -103.0515);
        close(down.sinr_db, 30.5515);
        close(down.margin_db, 14.3515);
        close(up.margin_db, 3.3515);
        close(up.reserve_db, -6.9009);
    }

    #[test]
    fn an_indoor_link_of_mobile_wimax_worked_by_hand() {
        // OFDMA, 10 MHz: 9.1984375 MHz occupied; QPSK 1/2 (5 dB), implementation loss 2 dB. Path loss 112 dB.
        // Sector at the edge of its beam: 17 - 3 = 14 dBi. Walls of a traditional house 15.72 dB, body 3 dB. Interference
        // lifts the noise by 2 dB at the household, by 1 dB at the site.
        // Down: 35 - 1 + 14 = 48; 48 - 112 - 15.72 - 3 + 4 - 0 = -78.72 dBm.
        //       -174 + 69.6371 + 6.5 = -97.8629; + 2 + 2 + 5 = -88.8629; margin 10.1429 dB.
        // Up:   23 - 0 + 4 = 27; 27 - 112 - 15.72 - 3 + 14 - 1 = -90.72 dBm.
        //       -174 + 69.6371 + 4.5 = -99.8629; + 1 + 2 + 5 = -91.8629; margin 1.1429 dB: it decides.
        let indoor = Equipment {
            base_station: Station { tx_power_dbm: 35.0, feeder_loss_db: 1.0, noise_figure_db: 4.5 },
            cpe: Station { tx_power_dbm: 23.0, feeder_loss_db: 0.0, noise_figure_db: 6.5 },
            cpe_antenna_gain_dbi: 4.0,
            body_loss_db: 3.0,
            noise_bandwidth_mhz: 9.198_437_5,
            power_control_range_db: None,
            implementation_loss_db: 2.0,
        };
        let path = |noise_rise_db| Path {
            path_loss_db: 112.0,
            building_entry_loss_db: 15.72,
            base_station_gain_dbi: 14.0,
            noise_rise_db,
        };
        let down = indoor.direction(Way::Downlink, &path(2.0), need(5.0));
        let up = indoor.direction(Way::Uplink, &path(1.0), need(5.0));
        close(down.rx_level_dbm, -78.72);
        close(down.noise_floor_dbm, -97.862_9);
        close(down.margin_db, 10.142_9);
        close(up.rx_level_dbm, -90.72);
        close(up.threshold_dbm, -91.862_9);
        close(up.margin_db, 1.142_9);
    }

    #[test]
    fn a_link_at_5_ghz_worked_by_hand() {
        // 20 MHz at 5.8 GHz, 36 dBm EIRP both ways: 20 - 0 + 16 at the site, 13 - 0 + 23 at the household; 8 km in sight:
        // 32.45 + 20 log10(8 · 5800) = 32.45 + 93.3304 = 125.7804 dB. 16-QAM 3/4 (16 dB), implementation loss 5 dB.
        // Down: 36 - 125.7804 + 23 = -66.7804 dBm; -174 + 73.0103 + 10 + 5 + 16 = -69.9897 dBm; margin 3.2093 dB.
        // Up:   36 - 125.7804 + 16 = -73.7804 dBm; the same threshold; margin -3.7907 dB: it does not hold.
        let station = |tx_power_dbm| Station { tx_power_dbm, feeder_loss_db: 0.0, noise_figure_db: 10.0 };
        let at_5_ghz = Equipment {
            base_station: station(20.0),
            cpe: station(13.0),
            cpe_antenna_gain_dbi: 23.0,
            body_loss_db: 0.0,
            noise_bandwidth_mhz: 20.0,
            power_control_range_db: None,
            implementation_loss_db: 5.0,
        };
        let path_loss_db = crate::propagation::free_space::free_space_loss_db(8.0, 5_800.0);
        let [down, up] =
            [Way::Downlink, Way::Uplink].map(|way| at_5_ghz.direction(way, &path(path_loss_db), need(16.0)));
        assert_eq!((down.eirp_dbm, up.eirp_dbm), (36.0, 36.0));
        assert!((down.path_loss_db - 125.7804).abs() < 0.003, "{}", down.path_loss_db);
        assert!((down.margin_db - 3.2093).abs() < 0.003 && (up.margin_db + 3.7907).abs() < 0.003);
    }

    #[test]
    fn the_directions_differ_only_where_the_stations_do() {
        let alike = Equipment { cpe: BASE_STATION, cpe_antenna_gain_dbi: 16.0, ..outdoor() };
        let [down, up] =
            [Way::Downlink, Way::Uplink].map(|way| alike.direction(way, &path(131.0), need(9.4)));
        assert_eq!(Direction { way: Way::Uplink, ..down }, up);
    }

    #[test]
    fn the_rows_add_up() {
        let need = Need { required_snr_db: 11.2, fade_margin_db: 10.25 };
        let path = Path { building_entry_loss_db: 12.0, noise_rise_db: 1.5, ..path(120.0) };
        let indoor = Equipment { body_loss_db: 2.0, ..outdoor() };
        for way in [Way::Downlink, Way::Uplink] {
            let rows = indoor.direction(way, &path, need).rows();
            let sum = |range: std::ops::Range<usize>| rows[range].iter().map(|row| row.1).sum::<f64>();
            close(sum(0..3), rows[3].1);
            close(sum(3..9), rows[9].1);
            close(sum(10..14), rows[14].1);
            close(rows[9].1 - rows[14].1, rows[16].1);
            close(sum(16..18), rows[18].1);
        }
    }
}
