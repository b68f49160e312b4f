//! The radio technologies that divario has tables for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ofdm256;

/// A radio technology that divario has tables for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Technology {
    /// IEEE 802.16-2004 WirelessMAN-OFDM, 256 carriers ("fixed WiMAX"), receiver thresholds of the 2004 text.
    #[serde(rename = "ieee802_16_2004_ofdm256")]
    Ieee80216Ofdm256,
}

/// A modulation and coding scheme in a given channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    /// Name, for example `64-QAM 3/4`.
    pub name: String,
    /// Raw physical-layer rate, Mbit/s.
    pub rate_mbps: f64,
    /// Signal-to-noise ratio that a receiver needs, dB, without implementation loss.
    pub snr_db: f64,
}

/// A channel that the technology does not have.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ChannelError {
    /// No such channel width.
    #[error("there is no channel of {channel_mhz} MHz; there are {available}")]
    Width {
        /// The width asked for, MHz.
        channel_mhz: f64,
        /// The widths that exist, in words.
        available: String,
    },
    /// No such cyclic prefix.
    #[error("there is no cyclic prefix of {cyclic_prefix_ratio} of the symbol; there are {available}")]
    CyclicPrefix {
        /// The ratio asked for.
        cyclic_prefix_ratio: f64,
        /// The ratios that exist, in words.
        available: String,
    },
}

impl Technology {
    /// Modulation and coding schemes in a channel, by rising rate.
    ///
    /// # Errors
    /// [`ChannelError`] when the technology has no such channel width or cyclic prefix; it names those that it has.
    ///
    /// # Example
    /// ```
    /// use divario::radio::Technology;
    /// let schemes = Technology::Ieee80216Ofdm256.schemes(3.5, 1.0 / 16.0)?;
    /// let fastest = schemes.last().expect("a technology has schemes");
    /// assert_eq!(format!("{}: {:.2} Mbit/s", fastest.name, fastest.rate_mbps), "64-QAM 3/4: 12.71 Mbit/s");
    /// # Ok::<(), divario::radio::ChannelError>(())
    /// ```
    pub fn schemes(self, channel_mhz: f64, cyclic_prefix_ratio: f64) -> Result<Vec<Scheme>, ChannelError> {
        match self {
            Self::Ieee80216Ofdm256 => ofdm256::schemes(channel_mhz, cyclic_prefix_ratio),
        }
    }

    /// Bandwidth that the carriers occupy, and whose noise a receiver takes in, MHz.
    ///
    /// # Errors
    /// [`ChannelError::Width`] when the technology has no such channel width.
    pub fn occupied_bandwidth_mhz(self, channel_mhz: f64) -> Result<f64, ChannelError> {
        match self {
            Self::Ieee80216Ofdm256 => ofdm256::occupied_bandwidth_mhz(channel_mhz),
        }
    }
}
