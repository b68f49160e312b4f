//! A technology in a channel: what its schemes carry and what they need.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The modulation and coding schemes of both directions in a channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Channel {
    /// Bandwidth that the carriers occupy, and whose noise a receiver takes in, MHz.
    pub noise_bandwidth_mhz: f64,
    /// By how much a household can lower its power, dB.
    pub uplink_power_control_range_db: f64,
    /// From the site to the household, by rising rate.
    pub downlink: Vec<Scheme>,
    /// From the household to the site, by rising rate.
    pub uplink: Vec<Scheme>,
}

/// A modulation and coding scheme in a given channel and direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Scheme {
    /// Name, for example `64-QAM 3/4`.
    pub name: String,
    /// Raw rate, Mbit/s.
    pub phy_rate_mbps: f64,
    /// Rate for a household that has the sector for itself, after all overhead, Mbit/s.
    pub net_rate_mbps: f64,
    /// Ratio of signal to noise and interference that a receiver needs, dB, without implementation loss.
    pub snr_db: f64,
    /// Where the threshold comes from.
    pub source: String,
}

/// Another threshold for a scheme than the table's, for example a vendor's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SchemeOverride {
    /// Name of the scheme, as in the table.
    #[schemars(length(min = 1))]
    pub scheme: String,
    /// Ratio of signal to noise that it needs, dB, without implementation loss.
    #[schemars(range(min = -20.0, max = 60.0))]
    pub snr_db: f64,
    /// Where the figure comes from.
    #[schemars(length(min = 1))]
    pub source: String,
}

/// What a technology does not have.
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
    /// No band holds the carrier.
    #[error("there is no band at {frequency_mhz} MHz; there are {available}")]
    Frequency {
        /// The carrier asked for, MHz.
        frequency_mhz: f64,
        /// The bands that exist, in words.
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
    /// No such frame.
    #[error("there is no frame of {frame_ms} ms; there are {available}")]
    Frame {
        /// The duration asked for, ms.
        frame_ms: f64,
        /// The durations that exist, in words.
        available: String,
    },
    /// A frame in which one direction has no room for data.
    #[error(
        "the frame has {symbols} symbols for the {direction}, and {overhead} of them go to preambles and maps"
    )]
    NoRoom {
        /// `downlink` or `uplink`.
        direction: &'static str,
        /// Symbols of that direction in a frame.
        symbols: u32,
        /// Symbols that carry no data.
        overhead: u32,
    },
    /// No scheme of that name.
    #[error("there is no scheme \"{scheme}\"; there are {available}")]
    Scheme {
        /// The name asked for.
        scheme: String,
        /// The names that exist, in words.
        available: String,
    },
    /// With these thresholds a faster scheme would need less signal than a slower one.
    #[error(
        "{faster} would need {faster_snr_db} dB, no more than {slower} with {slower_snr_db} dB, and is faster"
    )]
    Order {
        /// The slower scheme.
        slower: String,
        /// What it needs, dB.
        slower_snr_db: f64,
        /// The faster one.
        faster: String,
        /// What it needs, dB.
        faster_snr_db: f64,
    },
}

impl ChannelError {
    /// Where a scenario has what does not exist.
    #[must_use]
    pub fn pointer(&self) -> &'static str {
        match self {
            Self::Width { .. } => "/radio/channel_mhz",
            Self::Frequency { .. } => "/radio/frequency_mhz",
            Self::CyclicPrefix { .. } => "/radio/technology/ieee802_16_2004_ofdm256/cyclic_prefix_ratio",
            Self::Frame { .. } => "/radio/technology/ieee802_16_2004_ofdm256/frame_ms",
            Self::NoRoom { .. } => "/radio/technology",
            Self::Scheme { .. } | Self::Order { .. } => "/radio/schemes",
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NoRoom { .. } => {
                "give that direction more of the frame, or take a longer frame or a wider channel"
            }
            Self::Frequency { .. } => "choose a frequency of the technology, or another technology",
            Self::Scheme { .. } | Self::Order { .. } => {
                "correct the names and thresholds, or leave the schemes to the technology"
            }
            Self::Width { .. } | Self::CyclicPrefix { .. } | Self::Frame { .. } => {
                "choose one of those, or another technology"
            }
        }
    }
}

impl Channel {
    /// The same channel with other thresholds for some schemes, in both directions.
    ///
    /// # Errors
    /// [`ChannelError::Scheme`] for a name that is not there, [`ChannelError::Order`] where a faster scheme would no longer
    /// need more signal than a slower one.
    pub fn with(mut self, overrides: &[SchemeOverride]) -> Result<Self, ChannelError> {
        for one in overrides {
            let found = [&mut self.downlink, &mut self.uplink]
                .into_iter()
                .filter_map(|schemes| schemes.iter_mut().find(|scheme| scheme.name == one.scheme))
                .map(|scheme| (scheme.snr_db, scheme.source) = (one.snr_db, one.source.clone()))
                .count();
            if found == 0 {
                let available = self.names().join(", ");
                return Err(ChannelError::Scheme { scheme: one.scheme.clone(), available });
            }
        }
        [&self.downlink, &self.uplink].into_iter().try_for_each(|schemes| in_order(schemes))?;
        Ok(self)
    }

    fn names(&self) -> Vec<&str> {
        self.downlink.iter().map(|scheme| scheme.name.as_str()).collect()
    }
}

fn in_order(schemes: &[Scheme]) -> Result<(), ChannelError> {
    match schemes.windows(2).find(|pair| pair[1].snr_db <= pair[0].snr_db) {
        None => Ok(()),
        Some(pair) => Err(ChannelError::Order {
            slower: pair[0].name.clone(),
            slower_snr_db: pair[0].snr_db,
            faster: pair[1].name.clone(),
            faster_snr_db: pair[1].snr_db,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channel() -> Channel {
        let scheme = |name: &str, snr_db| Scheme {
            name: name.into(),
            phy_rate_mbps: snr_db,
            net_rate_mbps: 0.5 * snr_db,
            snr_db,
            source: "table".into(),
        };
        let schemes = vec![scheme("slow", 5.0), scheme("fast", 20.0)];
        Channel {
            noise_bandwidth_mhz: 3.0,
            uplink_power_control_range_db: 30.0,
            downlink: schemes.clone(),
            uplink: schemes,
        }
    }

    fn asked(scheme: &str, snr_db: f64) -> [SchemeOverride; 1] {
        [SchemeOverride { scheme: scheme.into(), snr_db, source: "data sheet".into() }]
    }

    #[test]
    fn a_threshold_is_replaced_in_both_directions_with_its_source() {
        let channel = channel().with(&asked("fast", 18.5)).unwrap();
        for schemes in [&channel.downlink, &channel.uplink] {
            assert_eq!((schemes[1].snr_db, schemes[1].source.as_str()), (18.5, "data sheet"));
            assert_eq!((schemes[0].snr_db, schemes[0].source.as_str()), (5.0, "table"));
        }
    }

    #[test]
    fn what_cannot_be_is_refused_in_words() {
        let words = |scheme, snr_db| channel().with(&asked(scheme, snr_db)).unwrap_err().to_string();
        assert_eq!(words("fastest", 1.0), "there is no scheme \"fastest\"; there are slow, fast");
        assert_eq!(words("fast", 5.0), "fast would need 5 dB, no more than slow with 5 dB, and is faster");
    }
}
