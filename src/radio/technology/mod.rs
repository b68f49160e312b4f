//! The radio technologies that divario has tables for: schemes, rates and thresholds of a channel.
//!
//! The numbers lie in `data/radio`, each row with its source and how well it is known; what a scenario may choose is a
//! type here. From both follows a [`Channel`]: for each direction the [`Scheme`]s by rising rate.
//!
//! | rate | of a scheme |
//! |---|---|
//! | `phy_rate_mbps` | raw: as if the whole time of the channel, or of the frame's data part, carried data of one direction |
//! | `net_rate_mbps` | what one household gets that has the sector for itself, after the other direction's share of the time, preambles, maps and headers |

mod cellular;
mod channel;
mod fixed_wireless;
mod ofdm256;
mod ofdma;
mod rows;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use cellular::Cellular;
pub use channel::{Channel, ChannelError, Scheme, SchemeOverride};
pub use fixed_wireless::FixedWireless;
pub use ofdm256::{Ofdm256, Ofdm256Thresholds};
pub use ofdma::Ofdma;

pub(super) use rows::Band;

/// A radio technology that divario has tables for, and what can be chosen of it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub enum Technology {
    /// IEEE 802.16-2004 WirelessMAN-OFDM, 256 carriers ("fixed WiMAX").
    #[serde(rename = "ieee802_16_2004_ofdm256")]
    Ofdm256(Ofdm256),
    /// IEEE 802.16e OFDMA ("mobile WiMAX"), TDD.
    #[serde(rename = "ieee802_16e_ofdma")]
    Ofdma(Ofdma),
    /// Licence-exempt fixed wireless at 5 GHz.
    #[serde(rename = "fixed_wireless_5ghz")]
    FixedWireless(FixedWireless),
    /// LTE as fixed wireless access, by the attenuated Shannon bound.
    #[serde(rename = "lte_fixed_wireless")]
    Lte(Cellular),
    /// 5G NR with carriers of 30 kHz as fixed wireless access, by the attenuated Shannon bound.
    #[serde(rename = "nr_fixed_wireless")]
    Nr(Cellular),
}

impl Technology {
    /// A channel of the technology; `overhead_ratio` takes the place of the table's share of headers and maps.
    ///
    /// # Errors
    /// [`ChannelError`] when the technology has no such channel, or a choice of its own does not exist; it names those that do.
    ///
    /// # Example
    /// ```
    /// use divario::radio::{Ofdm256, Technology};
    /// let settings: Ofdm256 = serde_json::from_str(r#"{ "cyclic_prefix_ratio": 0.0625, "frame_ms": 10 }"#)?;
    /// let channel = Technology::Ofdm256(settings).channel(3.5, None)?;
    /// let fastest = channel.downlink.last().expect("a technology has schemes");
    /// assert_eq!(format!("{}: {:.2} Mbit/s", fastest.name, fastest.phy_rate_mbps), "64-QAM 3/4: 12.71 Mbit/s");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn channel(&self, channel_mhz: f64, overhead_ratio: Option<f64>) -> Result<Channel, ChannelError> {
        match self {
            Self::Ofdm256(settings) => ofdm256::channel(settings, channel_mhz, overhead_ratio),
            Self::Ofdma(settings) => ofdma::channel(*settings, channel_mhz, overhead_ratio),
            Self::FixedWireless(settings) => fixed_wireless::channel(settings, channel_mhz, overhead_ratio),
            Self::Lte(settings) => cellular::lte(settings, channel_mhz, overhead_ratio),
            Self::Nr(settings) => cellular::nr(settings, channel_mhz, overhead_ratio),
        }
    }

    /// Whether the technology has tables for a carrier frequency.
    ///
    /// # Errors
    /// [`ChannelError::Frequency`], with the bands that there are.
    pub fn check_frequency(&self, frequency_mhz: f64) -> Result<(), ChannelError> {
        let bands = self.bands();
        if bands.iter().any(|band| (band.min_mhz..=band.max_mhz).contains(&frequency_mhz)) {
            return Ok(());
        }
        let named: Vec<String> =
            bands.iter().map(|band| format!("{} to {} MHz", band.min_mhz, band.max_mhz)).collect();
        Err(ChannelError::Frequency { frequency_mhz, available: named.join(", ") })
    }

    /// Whether both directions share a channel in turns; otherwise each has one of its own.
    #[must_use]
    pub fn shares_channel(&self) -> bool {
        match self {
            Self::Ofdm256(settings) => settings.tdd_downlink_ratio.is_some(),
            Self::Ofdma(_) | Self::FixedWireless(_) => true,
            Self::Lte(settings) | Self::Nr(settings) => settings.tdd_downlink_ratio.is_some(),
        }
    }

    fn bands(&self) -> &'static [Band] {
        match self {
            Self::Ofdm256(_) => ofdm256::bands(),
            Self::Ofdma(_) => ofdma::bands(),
            Self::FixedWireless(_) => fixed_wireless::bands(),
            Self::Lte(_) => cellular::lte_bands(),
            Self::Nr(_) => cellular::nr_bands(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn technology(json: &str) -> Technology {
        serde_json::from_str(json).unwrap()
    }

    /// One of each, with the widest channel of its table, MHz.
    fn each() -> [(Technology, f64); 5] {
        [
            (
                technology(r#"{"ieee802_16_2004_ofdm256": {"cyclic_prefix_ratio": 0.25, "frame_ms": 5}}"#),
                10.0,
            ),
            (technology(r#"{"ieee802_16e_ofdma": {"downlink_symbols": 28}}"#), 10.0),
            (
                technology(r#"{"fixed_wireless_5ghz": {"tdd_downlink_ratio": 0.7, "spatial_streams": 1}}"#),
                40.0,
            ),
            (technology(r#"{"lte_fixed_wireless": {"tdd_downlink_ratio": 0.7}}"#), 20.0),
            (technology(r#"{"nr_fixed_wireless": {}}"#), 100.0),
        ]
    }

    #[test]
    fn faster_schemes_need_more_signal_and_no_net_rate_is_above_its_raw_one() {
        for (technology, width_mhz) in each() {
            let channel = technology.channel(width_mhz, None).unwrap();
            assert!(channel.noise_bandwidth_mhz <= width_mhz, "{technology:?}");
            for schemes in [&channel.downlink, &channel.uplink] {
                assert!(schemes.len() >= 5, "{technology:?}");
                let rise =
                    |of: fn(&Scheme) -> f64| schemes.windows(2).all(|pair| of(&pair[0]) < of(&pair[1]));
                assert!(
                    rise(|scheme| scheme.net_rate_mbps) && rise(|scheme| scheme.snr_db),
                    "{technology:?}"
                );
                assert!(
                    schemes
                        .iter()
                        .all(|scheme| 0.0 < scheme.net_rate_mbps
                            && scheme.net_rate_mbps < scheme.phy_rate_mbps)
                );
            }
        }
    }

    #[test]
    fn more_overhead_leaves_less_in_proportion() {
        for (technology, width_mhz) in each() {
            let [none, half] = [0.0, 0.5].map(|ratio| technology.channel(width_mhz, Some(ratio)).unwrap());
            for (none, half) in
                none.downlink.iter().chain(&none.uplink).zip(half.downlink.iter().chain(&half.uplink))
            {
                assert!((half.net_rate_mbps - 0.5 * none.net_rate_mbps).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn frequencies_outside_the_bands_are_refused() {
        for (technology, frequency_mhz) in
            each().iter().map(|one| one.0).zip([3_500.0, 3_500.0, 5_600.0, 3_500.0, 3_500.0])
        {
            assert!(technology.check_frequency(frequency_mhz).is_ok(), "{technology:?}");
            assert!(technology.check_frequency(30_000.0).is_err(), "{technology:?}");
        }
        assert_eq!(
            each()[2].0.check_frequency(3_500.0).unwrap_err().to_string(),
            "there is no band at 3500 MHz; there are 5470 to 5725 MHz, 5725 to 5875 MHz"
        );
    }
}
