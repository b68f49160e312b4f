//! Section `service`: what counts as covered, and how households share what there is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What counts as covered, and how households share what there is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Net rate promised to a household, downlink, Mbit/s.
    #[schemars(range(min = 0.01, max = 10_000.0))]
    pub rate_mbps: f64,
    /// Net rate promised in the uplink, Mbit/s.
    #[schemars(range(min = 0.01, max = 10_000.0))]
    pub uplink_rate_mbps: f64,
    /// In so many of a hundred like locations, %.
    #[schemars(range(min = 1.0, max = 99.9))]
    pub probability_percent: f64,
    /// Subscribers that share one promised rate in the busy hour: each counts with the rate over this number.
    #[schemars(range(min = 1.0, max = 1_000.0))]
    pub contention_ratio: f64,
    /// Most of a sector's time that may be given to subscribers in the busy hour.
    #[schemars(range(min = 0.01, max = 1.0))]
    pub load_max_ratio: f64,
    /// Share of covered households that subscribe once the network is established.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub take_up_ratio: f64,
}
