//! A radio station: what it sends with and what it receives with. Its antenna stands apart ([`super::antenna`]).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Transmitter, receiver and feeder of a station.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Station {
    /// Transmitter power, dBm.
    #[schemars(range(min = -30.0, max = 60.0))]
    pub tx_power_dbm: f64,
    /// Feeder loss, dB.
    #[schemars(range(min = 0.0, max = 30.0))]
    pub feeder_loss_db: f64,
    /// Receiver noise figure, dB.
    #[schemars(range(min = 0.0, max = 30.0))]
    pub noise_figure_db: f64,
}

impl Station {
    /// Equivalent isotropically radiated power in a direction of so much antenna gain (dBi), dBm.
    #[must_use]
    pub fn eirp_dbm(&self, antenna_gain_dbi: f64) -> f64 {
        self.tx_power_dbm - self.feeder_loss_db + antenna_gain_dbi
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_station_of_a_published_test() {
        // 35 dBm into 14 dBi, feeder loss 0.5 dB: the 48.5 dBm of that test
        let station = Station { tx_power_dbm: 35.0, feeder_loss_db: 0.5, noise_figure_db: 5.0 };
        assert_eq!(station.eirp_dbm(14.0), 48.5);
    }
}
