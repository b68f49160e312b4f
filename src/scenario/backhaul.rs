//! Section `backhaul`: fibre points of presence and the microwave links that feed the sites.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How sites are fed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Backhaul {
    /// Fibre points of presence, where the network meets the trunk.
    #[schemars(length(min = 1))]
    pub pops: Vec<Pop>,
    /// Microwave bands, shortest reach first; a link takes the first whose reach suffices.
    #[schemars(length(min = 1))]
    pub bands: Vec<Band>,
    /// Share of the time in which a link must work, %; the rain law of P.530 credits no link with more than 99.999.
    #[schemars(range(min = 90.0, max = 99.998))]
    pub availability_min_percent: f64,
    /// Rain rate exceeded for 0.01 % of an average year, mm/h (ITU-R P.837).
    #[schemars(range(min = 0.0, max = 250.0))]
    pub rain_rate_mm_per_h: f64,
    /// Point refractivity gradient in the lowest 65 m not exceeded for 1 % of a year, N-units/km (P.530 dN1); −285 to
    /// −347 in Liguria (P.453-13).
    #[schemars(range(min = -2_000.0, max = 200.0))]
    pub dn1_n_units_per_km: f64,
}

/// A fibre point of presence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pop {
    /// Unique id.
    #[schemars(length(min = 1))]
    pub id: String,
    /// Name.
    pub name: String,
    /// Longitude, degrees east (WGS 84).
    #[schemars(range(min = -180.0, max = 180.0))]
    pub lon_deg: f64,
    /// Latitude, degrees north (WGS 84).
    #[schemars(range(min = -90.0, max = 90.0))]
    pub lat_deg: f64,
    /// Height of the microwave antenna above ground, m.
    #[schemars(range(min = 1.0, max = 300.0))]
    pub antenna_height_m: f64,
    /// Id of the owner, one of `governance.owners`.
    pub owner: String,
}

/// A microwave band with its usual equipment, the same at both ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Carrier frequency, GHz.
    #[schemars(range(min = 1.0, max = 100.0))]
    pub band_ghz: f64,
    /// Links up to this length use the band, km.
    #[schemars(range(min = 0.1, max = 60.0))]
    pub length_max_km: f64,
    /// Transmitter power, dBm.
    #[schemars(range(min = -30.0, max = 60.0))]
    pub tx_power_dbm: f64,
    /// Antenna gain at each end, dBi.
    #[schemars(range(min = 0.0, max = 60.0))]
    pub antenna_gain_dbi: f64,
    /// What its links can carry, by rising capacity, each tier with the `receiver_threshold_dbm` that it needs. A link takes the
    /// cheapest tier that works often enough on its path and carries its load.
    #[schemars(length(min = 1))]
    pub tiers: Vec<Tier>,
}

/// What a link can carry with one scheme and channel, the level that this needs, and what it needs to be bought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Net rate that the link carries in each direction at once, Mbit/s.
    #[schemars(range(min = 0.01, max = 1_000_000.0))]
    pub capacity_mbps: f64,
    /// Least received level at which it carries that, dBm; no lower than that of the tier before.
    #[schemars(range(min = -120.0, max = 0.0))]
    pub receiver_threshold_dbm: f64,
    /// Items that such a link needs beside `costs.per_link`, both ends together; left out: none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
}
