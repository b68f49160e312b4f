//! Licence-exempt fixed wireless at 5 GHz: OFDM after IEEE 802.11n, time given out by the base station (TDD).
//!
//! The numbers lie in `data/radio/fixed_wireless_5ghz.json`:
//!
//! ```text
//! raw rate = data carriers · bits · code rate / symbol time · streams
//! net rate = raw rate · share of the direction · (1 − overhead)
//! ```
//!
//! Two spatial streams share the transmitter's power, so each scheme needs 3 dB more. Thresholds belong to the noise of the
//! whole channel width. *Left out*: other networks on the same channel, of which licence-exempt bands are full.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::channel::{Channel, ChannelError, Scheme};
use super::rows::{Band, Modulation, Number, Threshold, row_of, schemes};

/// What can be chosen of licence-exempt fixed wireless.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FixedWireless {
    /// Share of the time for the downlink.
    #[schemars(range(min = 0.1, max = 0.9))]
    pub tdd_downlink_ratio: f64,
    /// Spatial streams: 1, or 2 over both polarisations.
    #[schemars(range(min = 1, max = 2))]
    pub spatial_streams: u32,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../data/radio/fixed_wireless_5ghz.json"))
        .expect("the embedded table is read by every test of this file")
});

#[derive(Debug, Deserialize)]
struct Table {
    bands: Vec<Band>,
    uplink_power_control_range_db: Number,
    symbol_us: Number,
    channels: Vec<ChannelRow>,
    overhead_ratio: Number,
    schemes: Vec<Modulation>,
    thresholds: Vec<Threshold>,
}

#[derive(Debug, Deserialize)]
struct ChannelRow {
    width_khz: u64,
    data_carriers: f64,
    clock_ratio: f64,
}

pub(super) fn bands() -> &'static [Band] {
    &TABLE.bands
}

/// Both directions of a channel.
pub(super) fn channel(
    settings: &FixedWireless,
    channel_mhz: f64,
    overhead_ratio: Option<f64>,
) -> Result<Channel, ChannelError> {
    let width = row_of(&TABLE.channels, |row| row.width_khz, channel_mhz)?;
    let efficiency_ratio = 1.0 - overhead_ratio.unwrap_or(TABLE.overhead_ratio.value);
    let streams = f64::from(settings.spatial_streams);
    let direction = |time_ratio: f64| -> Vec<Scheme> {
        let mut schemes = schemes(&TABLE.schemes, &TABLE.thresholds, |modulation| {
            let symbol_us = TABLE.symbol_us.value / width.clock_ratio;
            let raw_mbps = streams * modulation.data_bits(width.data_carriers) / symbol_us;
            (raw_mbps, raw_mbps * time_ratio * efficiency_ratio)
        });
        for scheme in &mut schemes {
            scheme.snr_db += 10.0 * streams.log10();
        }
        schemes
    };
    Ok(Channel {
        noise_bandwidth_mhz: channel_mhz,
        uplink_power_control_range_db: TABLE.uplink_power_control_range_db.value,
        downlink: direction(settings.tdd_downlink_ratio),
        uplink: direction(1.0 - settings.tdd_downlink_ratio),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(channel_mhz: f64, spatial_streams: u32) -> Channel {
        channel(&FixedWireless { tdd_downlink_ratio: 0.75, spatial_streams }, channel_mhz, None).unwrap()
    }

    #[test]
    fn raw_rates_of_one_stream() {
        // 52 carriers, 4 µs: 52 · 1/2 / 4 = 6.5 Mbit/s; 52 · 6 · 5/6 / 4 = 65; 40 MHz: 108 carriers, 13.5 and 135
        let ends = |channel: &Channel| [0, 7].map(|scheme| channel.downlink[scheme].phy_rate_mbps);
        assert_eq!(ends(&at(20.0, 1)), [6.5, 65.0]);
        assert_eq!(ends(&at(40.0, 1)), [13.5, 135.0]);
        assert_eq!(ends(&at(10.0, 1)), [3.25, 32.5]);
        assert_eq!(ends(&at(5.0, 1)), [1.625, 16.25]);
    }

    #[test]
    fn net_rates_worked_by_hand() {
        // 65 · 0.75 · 0.7 = 34.125 Mbit/s down, 65 · 0.25 · 0.7 = 11.375 up
        let channel = at(20.0, 1);
        assert!((channel.downlink[7].net_rate_mbps - 34.125).abs() < 1e-12);
        assert!((channel.uplink[7].net_rate_mbps - 11.375).abs() < 1e-12);
    }

    #[test]
    fn two_streams_carry_twice_as_much_and_need_three_decibels_more() {
        let [one, two] = [1, 2].map(|streams| at(20.0, streams).downlink);
        for (one, two) in one.iter().zip(&two) {
            assert_eq!(two.net_rate_mbps, 2.0 * one.net_rate_mbps);
            assert!((two.snr_db - one.snr_db - 3.0103).abs() < 1e-4);
        }
    }
}
