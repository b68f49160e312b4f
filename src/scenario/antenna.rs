//! Antennas and sectors, as the section `radio` and the terms of sites describe them.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::radio::antenna::{OmniPattern, SectorPattern};

/// An antenna.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Antenna {
    /// The same gain in all directions: what is reckoned with where only a gain is known.
    Isotropic {
        /// Gain, dBi.
        #[schemars(range(min = -20.0, max = 50.0))]
        gain_dbi: f64,
    },
    /// A disc by the formula of 3GPP, the same in every azimuth.
    Omni(OmniPattern),
    /// A beam by the formula of 3GPP.
    Sector(SectorPattern),
    /// A measured pattern.
    Measured(PatternFile),
}

/// A file with a measured pattern, in the format of MSI Planet (`.msi`, `.pln`, `.ant`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PatternFile {
    /// Path of the file.
    pub file: PathBuf,
    /// Gain in the main lobe, dBi, in place of the file's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = -20.0, max = 50.0))]
    pub gain_dbi: Option<f64>,
}

/// Sectors of a site. Azimuths are clockwise from true north, tilts mechanical and positive downwards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum SectorLayout {
    /// One sector, all around.
    Omni {},
    /// Sectors at equal angles: 3 × 120°, 4 × 90°.
    Regular {
        /// How many.
        #[schemars(range(min = 1, max = 12))]
        count: u32,
        /// Azimuth of the first, degrees.
        #[schemars(range(min = 0.0, max = 360.0))]
        first_azimuth_deg: f64,
        /// Mechanical tilt, degrees.
        #[schemars(range(min = -30.0, max = 45.0))]
        tilt_deg: f64,
    },
    /// Azimuths chosen, site by site, where they reach most households.
    TowardsDemand {
        /// How many.
        #[schemars(range(min = 1, max = 12))]
        count: u32,
        /// Mechanical tilt, degrees.
        #[schemars(range(min = -30.0, max = 45.0))]
        tilt_deg: f64,
    },
    /// Sectors written out.
    Given {
        /// The sectors.
        #[schemars(length(min = 1, max = 12))]
        sectors: Vec<GivenSector>,
    },
}

impl SectorLayout {
    /// Sectors of a site.
    #[must_use]
    pub fn sector_count(&self) -> u32 {
        match self {
            Self::Omni {} => 1,
            Self::Regular { count, .. } | Self::TowardsDemand { count, .. } => *count,
            Self::Given { sectors } => sectors.len() as u32,
        }
    }
}

/// A sector written out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenSector {
    /// Azimuth, degrees clockwise from true north.
    #[schemars(range(min = 0.0, max = 360.0))]
    pub azimuth_deg: f64,
    /// Mechanical tilt, degrees downwards.
    #[schemars(range(min = -30.0, max = 45.0))]
    pub tilt_deg: f64,
    /// Transmitter power, dBm; left out: the base station's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = -30.0, max = 60.0))]
    pub tx_power_dbm: Option<f64>,
    /// Channel, from 1; left out: assigned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 64))]
    pub channel: Option<u32>,
}
