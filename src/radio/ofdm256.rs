//! IEEE 802.16-2004 WirelessMAN-OFDM with 256 carriers ("fixed WiMAX"): raw rates and receiver thresholds.
//!
//! The numbers lie in `data/radio/ieee802_16_2004_ofdm256.json`, each row with its source and how well it is known;
//! the thresholds are those of table 266 of the 2004 text. Rates follow from the symbol time:
//!
//! ```text
//! Fs   = floor(n · BW / 8000) · 8000        sampling frequency, Hz; n is the sampling factor of the channel width
//! Ts   = (256 / Fs) · (1 + G)               symbol with cyclic prefix, s
//! rate = 192 · bits · code rate / Ts        raw physical-layer rate, bit/s
//! ```
//!
//! *Left out*: subchannels, frame overhead (preamble, maps, contention), the thresholds of the 2005 and 2009 texts.

use std::sync::LazyLock;

use serde::Deserialize;

use super::technology::{ChannelError, Scheme};

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/radio/ieee802_16_2004_ofdm256.json"))
        .expect("the embedded table is read by every test of this file")
});

/// How far a width or ratio may be off a whole number of kHz, or a prefix off its fraction, by rounding in a file.
const ROUNDING: f64 = 1e-6;

#[derive(Debug, Deserialize)]
struct Table {
    carriers: Carriers,
    channels: Channels,
    sampling: Sampling,
    cyclic_prefixes: Vec<CyclicPrefix>,
    schemes: Vec<SchemeRow>,
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
    step_hz: u64,
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
struct SchemeRow {
    name: String,
    bits: u32,
    code_numerator: u32,
    code_denominator: u32,
    snr_db: f64,
}

/// Modulation and coding schemes by rising rate.
pub(super) fn schemes(channel_mhz: f64, cyclic_prefix_ratio: f64) -> Result<Vec<Scheme>, ChannelError> {
    let sampling_mhz = TABLE.sampling_mhz(channel_mhz)?;
    let prefix_ratio = TABLE.prefix_ratio(cyclic_prefix_ratio)?;
    let symbol_us = f64::from(TABLE.carriers.fft) / sampling_mhz * (1.0 + prefix_ratio);
    let mut schemes: Vec<Scheme> =
        TABLE.schemes.iter().map(|row| row.scheme(TABLE.carriers.data, symbol_us)).collect();
    schemes.sort_by(|a, b| a.rate_mbps.total_cmp(&b.rate_mbps));
    Ok(schemes)
}

/// Bandwidth of the data and pilot carriers, MHz.
pub(super) fn occupied_bandwidth_mhz(channel_mhz: f64) -> Result<f64, ChannelError> {
    let used = f64::from(TABLE.carriers.data + TABLE.carriers.pilot);
    Ok(TABLE.sampling_mhz(channel_mhz)? * used / f64::from(TABLE.carriers.fft))
}

impl SchemeRow {
    fn scheme(&self, data_carriers: u32, symbol_us: f64) -> Scheme {
        let bits =
            f64::from(data_carriers * self.bits * self.code_numerator) / f64::from(self.code_denominator);
        Scheme { name: self.name.clone(), rate_mbps: bits / symbol_us, snr_db: self.snr_db }
    }
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
        let step_hz = self.sampling.step_hz;
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

    fn widths(&self) -> String {
        let mhz = |khz: u64| (khz as f64 / 1000.0).to_string();
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

/// A width as a whole number of kHz, if it is one.
fn whole_khz(width_mhz: f64) -> Option<u64> {
    let khz = (width_mhz * 1000.0).round();
    ((width_mhz * 1000.0 - khz).abs() < ROUNDING && khz > 0.0).then_some(khz as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Channel MHz, sampling MHz, prefix denominator, symbol µs, rates of the seven schemes Mbit/s, to two digits.
    const RATES: [(f64, f64, f64, f64, [f64; 7]); 5] = [
        (3.5, 4.0, 16.0, 68.0, [1.41, 2.82, 4.24, 5.65, 8.47, 11.29, 12.71]),
        (3.5, 4.0, 4.0, 80.0, [1.20, 2.40, 3.60, 4.80, 7.20, 9.60, 10.80]),
        (5.0, 5.76, 16.0, 47.2, [2.03, 4.07, 6.10, 8.13, 12.20, 16.26, 18.30]),
        (7.0, 8.0, 16.0, 34.0, [2.82, 5.65, 8.47, 11.29, 16.94, 22.59, 25.41]),
        (10.0, 11.52, 16.0, 23.6, [4.07, 8.13, 12.20, 16.26, 24.40, 32.53, 36.59]),
    ];

    #[test]
    fn all_rates_of_the_table() {
        for (channel_mhz, sampling_mhz, denominator, symbol_us, rates_mbps) in RATES {
            assert_eq!(TABLE.sampling_mhz(channel_mhz), Ok(sampling_mhz));
            let symbol_is_us = 256.0 / sampling_mhz * (1.0 + 1.0 / denominator);
            assert!((symbol_is_us - symbol_us).abs() < 0.05, "{symbol_is_us}");
            let schemes = schemes(channel_mhz, 1.0 / denominator).unwrap();
            let found: Vec<f64> = schemes.iter().map(|scheme| scheme.rate_mbps).collect();
            for (found, wanted) in found.iter().zip(rates_mbps) {
                assert!((found - wanted).abs() < 0.0051, "{channel_mhz} MHz: {found} for {wanted}");
            }
            assert_eq!(found.len(), rates_mbps.len());
        }
    }

    #[test]
    fn occupied_bandwidths() {
        for (channel_mhz, occupied_mhz) in [(3.5, 3.125), (5.0, 4.5), (7.0, 6.25), (10.0, 9.0)] {
            assert_eq!(occupied_bandwidth_mhz(channel_mhz), Ok(occupied_mhz));
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
    fn faster_schemes_need_more_signal() {
        let schemes = schemes(3.5, 0.0625).unwrap();
        assert!(schemes.windows(2).all(|pair| pair[0].rate_mbps < pair[1].rate_mbps));
        assert!(schemes.windows(2).all(|pair| pair[0].snr_db < pair[1].snr_db));
    }

    #[test]
    fn what_does_not_exist_is_refused_and_what_exists_is_named() {
        for width_mhz in [4.3, 1.0, 30.0, 3.5004, 0.0, -3.5, f64::NAN] {
            assert!(schemes(width_mhz, 0.25).is_err(), "{width_mhz}");
        }
        assert_eq!(
            schemes(4.3, 0.25).unwrap_err().to_string(),
            "there is no channel of 4.3 MHz; there are whole multiples of 1.75, 1.5, 1.25, 2.75, 2 MHz, \
             from 1.25 to 28 MHz"
        );
        assert_eq!(
            schemes(3.5, 0.2).unwrap_err().to_string(),
            "there is no cyclic prefix of 0.2 of the symbol; there are 1/4, 1/8, 1/16, 1/32"
        );
    }

    #[test]
    fn every_row_says_where_it_comes_from() {
        let text = include_str!("../../data/radio/ieee802_16_2004_ofdm256.json");
        let table: serde_json::Value = serde_json::from_str(text).unwrap();
        let known = table["evidence"].as_object().unwrap();
        let lists = [&table["sampling"]["factors"], &table["cyclic_prefixes"], &table["schemes"]];
        let rows = lists.iter().flat_map(|list| list.as_array().unwrap());
        for row in rows.chain([&table["carriers"], &table["channels"]]) {
            assert!(!row["source"].as_str().unwrap().is_empty(), "{row}");
            assert!(known.contains_key(row["evidence"].as_str().unwrap()), "{row}");
        }
    }
}
