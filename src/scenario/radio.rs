//! Section `radio`: technology, channels, licence, equipment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Antenna, Propagation, SectorLayout};
use crate::radio::{
    Channel, ChannelError, EirpLimit, EirpLimits, LicenceName, SchemeOverride, Station, Technology,
};

/// The access network's radio.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Radio {
    /// The technology, whose schemes and thresholds come from `data/radio`, and what can be chosen of it.
    pub technology: Technology,
    /// Carrier frequency, MHz.
    #[schemars(range(min = 30.0, max = 6_000.0))]
    pub frequency_mhz: f64,
    /// Channel width, MHz; the technology says which exist. In FDD each direction has as much.
    #[schemars(range(min = 1.25, max = 100.0))]
    pub channel_mhz: f64,
    /// How many channels there are, and how sectors share them.
    pub reuse: Reuse,
    /// What real receivers lose against theory, dB.
    #[schemars(range(min = 0.0, max = 20.0))]
    pub implementation_loss_db: f64,
    /// Share of the data capacity that headers and maps take, in place of the technology's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.0, max = 0.9))]
    pub overhead_ratio: Option<f64>,
    /// Thresholds of schemes, in place of the technology's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schemes: Vec<SchemeOverride>,
    /// The licence whose limits hold. Not together with `eirp_limits`; with neither, nothing limits what is radiated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<LicenceName>,
    /// Limits of a licence that divario does not know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eirp_limits: Option<EirpLimits>,
    /// Equipment at the site.
    pub base_station: BaseStation,
    /// Equipment at the household.
    pub cpe: Cpe,
    /// How the signal travels.
    pub propagation: Propagation,
}

/// How sectors share the channels.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reuse {
    /// Channels that may be used. Sectors that are not given one are assigned the one in which they disturb least.
    #[schemars(range(min = 1, max = 64))]
    pub channel_count: u32,
    /// Share of the time in which every sector, and a household of it, is taken to transmit, where that disturbs others on its
    /// channel. Left out: each sector as much as its own households' traffic in the busy hour asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub load_ratio: Option<f64>,
    /// Sectors of one site may be on one channel, as in LTE.
    #[serde(default)]
    pub shared_at_site: bool,
}

/// Equipment at a site: what every sector has, and where sectors look.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BaseStation {
    /// Transmitter, receiver and feeder of a sector.
    pub station: Station,
    /// Antenna of a sector.
    pub antenna: Antenna,
    /// Sectors of a site that has no layout of its own.
    pub layout: SectorLayout,
}

/// Customer premises equipment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cpe {
    /// Height of the antenna above ground, m.
    #[schemars(range(min = 1.0, max = 100.0))]
    pub antenna_height_m: f64,
    /// Transmitter, receiver and feeder.
    pub station: Station,
    /// Antenna; it points at the household's server.
    pub antenna: Antenna,
    /// By how much the household lowers its power where less will do, dB; 0: it always sends with all its power. Left out: what
    /// the technology's table says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0.0, max = 80.0))]
    pub power_control_range_db: Option<f64>,
    /// Where the antenna is inside a building; left out: outdoors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indoor: Option<Indoor>,
}

/// An antenna inside a building.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indoor {
    /// Kind of building, ITU-R P.2109.
    pub building: BuildingKind,
    /// Share of buildings and rooms in which the building entry loss is not exceeded, %.
    #[schemars(range(min = 1.0, max = 99.0))]
    pub entry_loss_percent: f64,
    /// What a body beside the antenna takes, dB.
    #[schemars(range(min = 0.0, max = 20.0))]
    pub body_loss_db: f64,
}

/// The kinds of building of ITU-R P.2109.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BuildingKind {
    /// Walls and glass without metal.
    Traditional,
    /// Metallised glass, foil-backed insulation.
    ThermallyEfficient,
}

impl Radio {
    /// The technology's channel, with the scenario's own thresholds and overhead.
    ///
    /// # Errors
    /// [`ChannelError`] when there is no such channel or scheme.
    pub fn channel(&self) -> Result<Channel, ChannelError> {
        self.technology.channel(self.channel_mhz, self.overhead_ratio)?.with(&self.schemes)
    }

    /// Width that carries the power, MHz: the channel without its guard bands.
    #[must_use]
    pub fn occupied_mhz(&self) -> f64 {
        self.channel().map_or(self.channel_mhz, |channel| channel.noise_bandwidth_mhz)
    }

    /// What may be radiated, where the scenario says.
    #[must_use]
    pub fn limits(&self) -> Option<EirpLimits> {
        self.eirp_limits.clone().or_else(|| self.licence.map(LicenceName::limits))
    }
}

impl Cpe {
    /// What the household's antenna may radiate.
    #[must_use]
    pub fn limit(&self, limits: &EirpLimits) -> EirpLimit {
        if self.indoor.is_some() { limits.indoor_cpe } else { limits.outdoor_cpe }
    }
}
