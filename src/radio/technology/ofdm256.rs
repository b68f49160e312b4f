//! IEEE 802.16-2004 WirelessMAN-OFDM with 256 carriers ("fixed WiMAX"), FDD and TDD.
//!
//! The numbers lie in `data/radio/ieee802_16_2004_ofdm256.json`. Rates follow from the symbol time:
//!
//! ```text
//! Fs       = floor(n · BW / 8000) · 8000     sampling frequency, Hz; n is the sampling factor of the channel width
//! Ts       = (256 / Fs) · (1 + G)            symbol with cyclic prefix, s
//! raw rate = 192 · bits · code rate / Ts     bit/s
//! N        = floor((frame − gaps) / Ts)      symbols of a frame; gaps in TDD alone, where both directions share them
//! net rate = 192 · bits · code rate · (N of the direction − preambles, maps, requests) · (1 − headers) / frame
//! ```
//!
//! In FDD each direction has a channel of its own, and the whole frame. *Left out*: subchannels in the uplink, collisions.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::channel::{Channel, ChannelError};
use super::rows::{Band, Modulation, Number, ROUNDING, Threshold, mhz, schemes, whole_khz};

/// What can be chosen of IEEE 802.16-2004 OFDM.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ofdm256 {
    /// Cyclic prefix as a ratio of the useful symbol: 1/4, 1/8, 1/16 or 1/32.
    #[schemars(range(min = 0.03125, max = 0.25))]
    pub cyclic_prefix_ratio: f64,
    /// Duration of a frame, ms: 2.5, 4, 5, 8, 10, 12.5 or 20.
    #[schemars(range(min = 2.5, max = 20.0))]
    pub frame_ms: f64,
    /// Share of a frame's symbols for the downlink, in TDD; left out: FDD, in which each direction has a channel of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.1, max = 0.9))]
    pub tdd_downlink_ratio: Option<f64>,
    /// Which receivers.
    #[serde(default)]
    pub thresholds: Ofdm256Thresholds,
}

/// A table of the signal-to-noise ratios that receivers need.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum Ofdm256Thresholds {
    /// Table 266 of the text of 2004.
    #[default]
    #[serde(rename = "ieee802_16_2004")]
    Of2004,
    /// The texts of 2005 and 2009, for better receivers (*unverified*).
    #[serde(rename = "ieee802_16e_2005")]
    Of2005,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../data/radio/ieee802_16_2004_ofdm256.json"))
        .expect("the embedded table is read by every test of this file")
});

#[derive(Debug, Deserialize)]
struct Table {
    bands: Vec<Band>,
    uplink_power_control_range_db: Number,
    carriers: Carriers,
    channels: Channels,
    sampling: Sampling,
    cyclic_prefixes: Vec<CyclicPrefix>,
    frame: Frame,
    schemes: Vec<Modulation>,
    thresholds: BTreeMap<Ofdm256Thresholds, Vec<Threshold>>,
}

#[derive(Debug, Deserialize)]
struct Carriers {
    fft: u32,
    data: u32,
    pilot: u32,
}

#[derive(Debug, Deserialize)]
struct Channels {
    width_min_khz: u64,
    width_max_khz: u64,
}

#[derive(Debug, Deserialize)]
struct Sampling {
    step_hz: Number,
    /// In the order in which they are tried.
    factors: Vec<SamplingFactor>,
}

#[derive(Debug, Deserialize)]
struct SamplingFactor {
    multiple_of_khz: u64,
    numerator: u64,
    denominator: u64,
}

#[derive(Debug, Deserialize)]
struct CyclicPrefix {
    denominator: u32,
}

#[derive(Debug, Deserialize)]
struct Frame {
    durations_ms: Durations,
    turnaround_us: Number,
    downlink_overhead: Vec<Overhead>,
    uplink_overhead: Vec<Overhead>,
    mac_overhead_ratio: Number,
}

#[derive(Debug, Deserialize)]
struct Durations {
    values: Vec<f64>,
}

#[derive(Debug, Deserialize)]
struct Overhead {
    symbols: u32,
}

pub(super) fn bands() -> &'static [Band] {
    &TABLE.bands
}

/// Both directions of a channel.
pub(super) fn channel(
    settings: &Ofdm256,
    channel_mhz: f64,
    overhead_ratio: Option<f64>,
) -> Result<Channel, ChannelError> {
    let sampling_mhz = TABLE.sampling_mhz(channel_mhz)?;
    let prefix_ratio = TABLE.prefix_ratio(settings.cyclic_prefix_ratio)?;
    let symbol_us = f64::from(TABLE.carriers.fft) / sampling_mhz * (1.0 + prefix_ratio);
    let frame_us = 1_000.0 * TABLE.frame_ms(settings.frame_ms)?;
    let shares = TABLE.frame.data_symbols(frame_us, symbol_us, settings.tdd_downlink_ratio)?;
    let headers_ratio = overhead_ratio.unwrap_or(TABLE.frame.mac_overhead_ratio.value);
    let thresholds = &TABLE.thresholds[&settings.thresholds];
    let [downlink, uplink] = shares.map(|symbols| {
        schemes(&TABLE.schemes, thresholds, |modulation| {
            let bits = modulation.data_bits(f64::from(TABLE.carriers.data));
            (bits / symbol_us, bits * f64::from(symbols) / frame_us * (1.0 - headers_ratio))
        })
    });
    let used = f64::from(TABLE.carriers.data + TABLE.carriers.pilot);
    Ok(Channel {
        noise_bandwidth_mhz: sampling_mhz * used / f64::from(TABLE.carriers.fft),
        uplink_power_control_range_db: TABLE.uplink_power_control_range_db.value,
        downlink,
        uplink,
    })
}

impl Frame {
    /// Symbols of a frame that carry data, downlink and uplink.
    fn data_symbols(
        &self,
        frame_us: f64,
        symbol_us: f64,
        tdd_downlink_ratio: Option<f64>,
    ) -> Result<[u32; 2], ChannelError> {
        let symbols = |time_us: f64| (time_us / symbol_us + ROUNDING).floor() as u32;
        let [downlink, uplink] = match tdd_downlink_ratio {
            None => [symbols(frame_us); 2],
            Some(ratio) => {
                let both = symbols(frame_us - self.turnaround_us.value);
                let downlink = (f64::from(both) * ratio).round() as u32;
                [downlink, both - downlink]
            }
        };
        Ok([
            left("downlink", downlink, &self.downlink_overhead)?,
            left("uplink", uplink, &self.uplink_overhead)?,
        ])
    }
}

fn left(direction: &'static str, symbols: u32, overhead: &[Overhead]) -> Result<u32, ChannelError> {
    let overhead = overhead.iter().map(|row| row.symbols).sum();
    symbols.checked_sub(overhead).filter(|left| *left > 0).ok_or(ChannelError::NoRoom {
        direction,
        symbols,
        overhead,
    })
}

impl Table {
    /// Sampling frequency, MHz.
    fn sampling_mhz(&self, channel_mhz: f64) -> Result<f64, ChannelError> {
        let missing = || ChannelError::Width { channel_mhz, available: self.widths() };
        let width_khz = whole_khz(channel_mhz).ok_or_else(missing)?;
        if !(self.channels.width_min_khz..=self.channels.width_max_khz).contains(&width_khz) {
            return Err(missing());
        }
        let factors = &self.sampling.factors;
        let factor =
            factors.iter().find(|factor| width_khz % factor.multiple_of_khz == 0).ok_or_else(missing)?;
        let step_hz = self.sampling.step_hz.value as u64;
        let steps = width_khz * 1000 * factor.numerator / (factor.denominator * step_hz);
        Ok((steps * step_hz) as f64 / 1e6)
    }

    /// The exact ratio of a cyclic prefix that a file gives rounded.
    fn prefix_ratio(&self, cyclic_prefix_ratio: f64) -> Result<f64, ChannelError> {
        let ratios = self.cyclic_prefixes.iter().map(|prefix| 1.0 / f64::from(prefix.denominator));
        ratios
            .into_iter()
            .find(|ratio| (ratio - cyclic_prefix_ratio).abs() < ROUNDING)
            .ok_or_else(|| ChannelError::CyclicPrefix { cyclic_prefix_ratio, available: self.prefixes() })
    }

    fn frame_ms(&self, frame_ms: f64) -> Result<f64, ChannelError> {
        let durations_ms = &self.frame.durations_ms.values;
        durations_ms.iter().copied().find(|duration_ms| *duration_ms == frame_ms).ok_or_else(|| {
            let named: Vec<String> = durations_ms.iter().map(ToString::to_string).collect();
            ChannelError::Frame { frame_ms, available: format!("{} ms", named.join(", ")) }
        })
    }

    fn widths(&self) -> String {
        let multiples: Vec<String> =
            self.sampling.factors.iter().map(|factor| mhz(factor.multiple_of_khz)).collect();
        let (min, max) = (mhz(self.channels.width_min_khz), mhz(self.channels.width_max_khz));
        format!("whole multiples of {} MHz, from {min} to {max} MHz", multiples.join(", "))
    }

    fn prefixes(&self) -> String {
        let ratios: Vec<String> =
            self.cyclic_prefixes.iter().map(|prefix| format!("1/{}", prefix.denominator)).collect();
        ratios.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Channel MHz, sampling MHz, prefix denominator, symbol µs, raw rates of the seven schemes Mbit/s, to two digits.
    const RATES: [(f64, f64, f64, f64, [f64; 7]); 5] = [
        (3.5, 4.0, 16.0, 68.0, [1.41, 2.82, 4.24, 5.65, 8.47, 11.29, 12.71]),
        (3.5, 4.0, 4.0, 80.0, [1.20, 2.40, 3.60, 4.80, 7.20, 9.60, 10.80]),
        (5.0, 5.76, 16.0, 47.2, [2.03, 4.07, 6.10, 8.13, 12.20, 16.26, 18.30]),
        (7.0, 8.0, 16.0, 34.0, [2.82, 5.65, 8.47, 11.29, 16.94, 22.59, 25.41]),
        (10.0, 11.52, 16.0, 23.6, [4.07, 8.13, 12.20, 16.26, 24.40, 32.53, 36.59]),
    ];

    fn settings(prefix_denominator: f64) -> Ofdm256 {
        Ofdm256 {
            cyclic_prefix_ratio: 1.0 / prefix_denominator,
            frame_ms: 10.0,
            tdd_downlink_ratio: None,
            thresholds: Ofdm256Thresholds::Of2004,
        }
    }

    #[test]
    fn all_rates_of_the_table() {
        for (channel_mhz, sampling_mhz, denominator, symbol_us, rates_mbps) in RATES {
            assert_eq!(TABLE.sampling_mhz(channel_mhz), Ok(sampling_mhz));
            let symbol_is_us = 256.0 / sampling_mhz * (1.0 + 1.0 / denominator);
            assert!((symbol_is_us - symbol_us).abs() < 0.05, "{symbol_is_us}");
            let schemes = channel(&settings(denominator), channel_mhz, None).unwrap().downlink;
            let found: Vec<f64> = schemes.iter().map(|scheme| scheme.phy_rate_mbps).collect();
            for (found, wanted) in found.iter().zip(rates_mbps) {
                assert!((found - wanted).abs() < 0.0051, "{channel_mhz} MHz: {found} for {wanted}");
            }
            assert_eq!(found.len(), rates_mbps.len());
        }
    }

    #[test]
    fn net_rates_worked_by_hand() {
        // 7 MHz, 1/16, 10 ms: Ts = 34 µs, floor(10,000 / 34) = 294 symbols. Down 294 - 8 = 286, up 294 - 22 = 272.
        // 64-QAM 3/4: 864 bits a symbol. Down 864 · 286 / 10,000 · 0.9 = 22.239 Mbit/s, up 21.151.
        let fdd = channel(&settings(16.0), 7.0, None).unwrap();
        let fastest =
            |channel: &Channel| [&channel.downlink, &channel.uplink].map(|schemes| schemes[6].net_rate_mbps);
        let [down, up] = fastest(&fdd);
        assert!((down - 22.239_36).abs() < 1e-9 && (up - 21.150_72).abs() < 1e-9, "{down} {up}");
        // TDD: floor(9,800 / 34) = 288 symbols, 0.75 of them are 216: 208 and 72 - 22 = 50; no header overhead.
        let tdd = Ofdm256 { tdd_downlink_ratio: Some(0.75), ..settings(16.0) };
        let [down, up] = fastest(&channel(&tdd, 7.0, Some(0.0)).unwrap());
        assert!((down - 17.971_2).abs() < 1e-9 && (up - 4.32).abs() < 1e-9, "{down} {up}");
    }

    #[test]
    fn occupied_bandwidths() {
        for (channel_mhz, occupied_mhz) in [(3.5, 3.125), (5.0, 4.5), (7.0, 6.25), (10.0, 9.0)] {
            assert_eq!(channel(&settings(4.0), channel_mhz, None).unwrap().noise_bandwidth_mhz, occupied_mhz);
        }
    }

    #[test]
    fn every_sampling_factor_is_used() {
        for (channel_mhz, sampling_mhz) in [(1.75, 2.0), (1.5, 1.72), (20.0, 23.04), (5.5, 6.32), (8.0, 9.12)]
        {
            assert_eq!(TABLE.sampling_mhz(channel_mhz), Ok(sampling_mhz));
        }
    }

    #[test]
    fn later_receivers_need_less() {
        let later = Ofdm256 { thresholds: Ofdm256Thresholds::Of2005, ..settings(16.0) };
        let [of_2004, of_2005] =
            [settings(16.0), later].map(|one| channel(&one, 3.5, None).unwrap().downlink);
        assert!(of_2004.iter().zip(&of_2005).all(|(one, other)| one.snr_db > other.snr_db));
        assert_eq!(of_2005.iter().map(|scheme| scheme.snr_db).sum::<f64>(), 84.0);
    }

    #[test]
    fn what_does_not_exist_is_refused_and_what_exists_is_named() {
        for width_mhz in [4.3, 1.0, 30.0, 3.5004, 0.0, -3.5, f64::NAN] {
            assert!(channel(&settings(4.0), width_mhz, None).is_err(), "{width_mhz}");
        }
        let words =
            |settings: Ofdm256, width_mhz| channel(&settings, width_mhz, None).unwrap_err().to_string();
        assert_eq!(
            words(settings(4.0), 4.3),
            "there is no channel of 4.3 MHz; there are whole multiples of 1.75, 1.5, 1.25, 2.75, 2 MHz, \
             from 1.25 to 28 MHz"
        );
        assert_eq!(
            words(settings(5.0), 3.5),
            "there is no cyclic prefix of 0.2 of the symbol; there are 1/4, 1/8, 1/16, 1/32"
        );
        assert_eq!(
            words(Ofdm256 { frame_ms: 6.0, ..settings(4.0) }, 3.5),
            "there is no frame of 6 ms; there are 2.5, 4, 5, 8, 10, 12.5, 20 ms"
        );
        let narrow = Ofdm256 { frame_ms: 2.5, tdd_downlink_ratio: Some(0.9), ..settings(4.0) };
        assert_eq!(
            words(narrow, 1.75),
            "the frame has 1 symbols for the uplink, and 22 of them go to preambles and maps"
        );
    }
}
