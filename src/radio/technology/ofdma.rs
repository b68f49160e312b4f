//! IEEE 802.16e OFDMA ("mobile WiMAX"): TDD, partially used subchannels (PUSC), frames of 5 ms.
//!
//! The numbers lie in `data/radio/ieee802_16e_ofdma.json`. A frame's symbols after its preamble are shared by the
//! directions; data come in slots, one subchannel wide:
//!
//! ```text
//! downlink slots = floor(downlink symbols / 2) · subchannels
//! uplink slots   = floor((symbols − preamble − downlink symbols − 3 for control) / 3) · subchannels
//! raw rate       = slots · 48 · bits · code rate / frame            "gross" in the literature
//! net rate       = raw rate · (1 − maps and headers)
//! ```
//!
//! A household that sends alone uses all subchannels: it does not gather its power in a few of them, which would help its
//! uplink. *Left out*: that, repetition codes, other permutations, FDD.

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::channel::{Channel, ChannelError, Scheme};
use super::rows::{Band, Modulation, Number, Threshold, row_of, schemes};

/// What can be chosen of IEEE 802.16e OFDMA.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ofdma {
    /// Symbols of a frame for the downlink, its preamble not counted; 28 of 46 in the common profile of 10 MHz.
    #[schemars(range(min = 2, max = 60))]
    pub downlink_symbols: u32,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../data/radio/ieee802_16e_ofdma.json"))
        .expect("the embedded table is read by every test of this file")
});

#[derive(Debug, Deserialize)]
struct Table {
    bands: Vec<Band>,
    uplink_power_control_range_db: Number,
    channels: Vec<ChannelRow>,
    frame: Frame,
    schemes: Vec<Modulation>,
    thresholds: Vec<Threshold>,
}

#[derive(Debug, Deserialize)]
struct ChannelRow {
    width_khz: u64,
    fft: f64,
    used: f64,
    sampling_khz: f64,
    symbols: u32,
    downlink_subchannels: u32,
    uplink_subchannels: u32,
}

#[derive(Debug, Deserialize)]
struct Frame {
    duration_ms: Number,
    preamble_symbols: Number,
    downlink_slot_symbols: Number,
    uplink_slot_symbols: Number,
    uplink_control_symbols: Number,
    slot_data_symbols: Number,
    downlink_overhead_ratio: Number,
    uplink_overhead_ratio: Number,
}

pub(super) fn bands() -> &'static [Band] {
    &TABLE.bands
}

/// Both directions of a channel.
pub(super) fn channel(
    settings: Ofdma,
    channel_mhz: f64,
    overhead_ratio: Option<f64>,
) -> Result<Channel, ChannelError> {
    let width = row_of(&TABLE.channels, |row| row.width_khz, channel_mhz)?;
    let frame = &TABLE.frame;
    let [downlink_slots, uplink_slots] = frame.slots(width, settings.downlink_symbols)?;
    Ok(Channel {
        noise_bandwidth_mhz: width.sampling_khz / 1_000.0 * width.used / width.fft,
        uplink_power_control_range_db: TABLE.uplink_power_control_range_db.value,
        downlink: direction(downlink_slots, overhead_ratio.unwrap_or(frame.downlink_overhead_ratio.value)),
        uplink: direction(uplink_slots, overhead_ratio.unwrap_or(frame.uplink_overhead_ratio.value)),
    })
}

fn direction(slots: u32, overhead_ratio: f64) -> Vec<Scheme> {
    schemes(&TABLE.schemes, &TABLE.thresholds, |modulation| {
        let raw_mbps = raw_rate_mbps(modulation, slots);
        (raw_mbps, raw_mbps * (1.0 - overhead_ratio))
    })
}

fn raw_rate_mbps(modulation: &Modulation, slots: u32) -> f64 {
    let bits = modulation.data_bits(TABLE.frame.slot_data_symbols.value) * f64::from(slots);
    bits / (1_000.0 * TABLE.frame.duration_ms.value)
}

impl Frame {
    /// Slots of a frame, downlink and uplink.
    fn slots(&self, width: &ChannelRow, downlink_symbols: u32) -> Result<[u32; 2], ChannelError> {
        let whole = |number: Number| number.value as u32;
        let shared = width.symbols - whole(self.preamble_symbols);
        let uplink_symbols = shared.saturating_sub(downlink_symbols);
        let control = whole(self.uplink_control_symbols);
        let for_data = uplink_symbols.saturating_sub(control);
        let downlink = downlink_symbols / whole(self.downlink_slot_symbols) * width.downlink_subchannels;
        let uplink = for_data / whole(self.uplink_slot_symbols) * width.uplink_subchannels;
        let no_room = |direction, symbols, overhead| ChannelError::NoRoom { direction, symbols, overhead };
        if downlink == 0 {
            return Err(no_room("downlink", downlink_symbols, 0));
        }
        if uplink == 0 {
            return Err(no_room("uplink", uplink_symbols, control));
        }
        Ok([downlink, uplink])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scheme, gross downlink and uplink at 10 MHz with 28 downlink symbols, Mbit/s, to two or one digits.
    const GROSS: [(&str, f64, f64, f64); 6] = [
        ("QPSK 1/2", 4.03, 1.68, 0.0051),
        ("QPSK 3/4", 6.05, 2.52, 0.0051),
        ("16-QAM 1/2", 8.06, 3.36, 0.0051),
        ("16-QAM 3/4", 12.1, 5.04, 0.051),
        ("64-QAM 2/3", 16.1, 6.72, 0.051),
        ("64-QAM 3/4", 18.1, 7.56, 0.051),
    ];

    fn split(downlink_symbols: u32, channel_mhz: f64) -> Result<Channel, ChannelError> {
        channel(Ofdma { downlink_symbols }, channel_mhz, None)
    }

    #[test]
    fn the_common_profile_has_420_and_175_slots() {
        let width = row_of(&TABLE.channels, |row| row.width_khz, 10.0).unwrap();
        assert_eq!(TABLE.frame.slots(width, 28), Ok([420, 175]));
    }

    #[test]
    fn gross_rates_of_the_common_profile() {
        let channel = split(28, 10.0).unwrap();
        for (name, down_mbps, up_mbps, tolerance_mbps) in GROSS {
            let rate = |schemes: &[Scheme]| {
                schemes.iter().find(|scheme| scheme.name == name).map(|scheme| scheme.phy_rate_mbps).unwrap()
            };
            assert!((rate(&channel.downlink) - down_mbps).abs() < tolerance_mbps, "{name}");
            assert!((rate(&channel.uplink) - up_mbps).abs() < 0.0051, "{name}");
        }
    }

    #[test]
    fn net_rates_worked_by_hand() {
        // 420 slots · 48 · 2 · 1/2 / 5 ms = 4.032 Mbit/s less a fifth; 175 · 48 / 5 ms = 1.68 less a tenth.
        let channel = split(28, 10.0).unwrap();
        assert!((channel.downlink[0].net_rate_mbps - 3.2256).abs() < 1e-12);
        assert!((channel.uplink[0].net_rate_mbps - 1.512).abs() < 1e-12);
    }

    #[test]
    fn every_channel_of_the_table_works() {
        for (channel_mhz, noise_mhz) in [(5.0, 4.605), (7.0, 6.570), (8.75, 8.213), (10.0, 9.198)] {
            let channel = split(20, channel_mhz).unwrap();
            assert!((channel.noise_bandwidth_mhz - noise_mhz).abs() < 0.000_6, "{channel:?}");
        }
    }

    #[test]
    fn a_split_that_leaves_nothing_is_refused() {
        let words = |downlink_symbols| split(downlink_symbols, 10.0).unwrap_err().to_string();
        assert_eq!(
            words(41),
            "the frame has 5 symbols for the uplink, and 3 of them go to preambles and maps"
        );
        assert!(words(60).contains("0 symbols for the uplink"));
        assert!(split(1, 10.0).is_err() && split(40, 10.0).is_ok());
        assert_eq!(
            split(28, 20.0).unwrap_err().to_string(),
            "there is no channel of 20 MHz; there are 5, 7, 8.75, 10 MHz"
        );
    }
}
