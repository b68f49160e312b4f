//! Section `area`: which comuni are planned, and in which projection.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The planning area: comuni by ISTAT code, or those in a box, or all that the demand file holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Working coordinate reference system, metric and projected, for example `EPSG:32632` (UTM 32 N).
    #[schemars(length(min = 1))]
    pub crs: String,
    /// ISTAT codes of the comuni to plan, as six-digit text. Not together with `box_deg`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    pub comuni_istat: Option<Vec<String>>,
    /// Plan the comuni whose interior point lies in this box. Not together with `comuni_istat`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub box_deg: Option<BoxDeg>,
    /// Terrain loaded around the comuni, m: hills outside can block or host.
    #[schemars(range(min = 0.0, max = 100_000.0))]
    pub margin_m: f64,
}

/// A box of WGS 84 longitudes and latitudes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BoxDeg {
    /// Western edge, degrees east.
    #[schemars(range(min = -180.0, max = 180.0))]
    pub west_deg: f64,
    /// Southern edge, degrees north.
    #[schemars(range(min = -90.0, max = 90.0))]
    pub south_deg: f64,
    /// Eastern edge, degrees east.
    #[schemars(range(min = -180.0, max = 180.0))]
    pub east_deg: f64,
    /// Northern edge, degrees north.
    #[schemars(range(min = -90.0, max = 90.0))]
    pub north_deg: f64,
}

impl BoxDeg {
    /// Whether a longitude and latitude lie inside or on the edge.
    #[must_use]
    pub fn contains(&self, lon_deg: f64, lat_deg: f64) -> bool {
        (self.west_deg..=self.east_deg).contains(&lon_deg)
            && (self.south_deg..=self.north_deg).contains(&lat_deg)
    }
}
