//! What a licence allows to be radiated. Named licences lie in `data/radio/licences.json`, each with its source.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::technology::Band;

/// A licence that divario knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum LicenceName {
    /// EU decision 2008/411/EC, 3.4 to 3.8 GHz, fixed and nomadic (*unverified*).
    #[serde(rename = "eu_2008_411_ec")]
    Eu2008411Ec,
    /// Broadband fixed wireless access in 5.725 to 5.875 GHz, ECC/REC/(06)04.
    #[serde(rename = "bfwa_5725_5875")]
    Bfwa,
    /// Radio local area networks in 5.470 to 5.725 GHz (*unverified*).
    #[serde(rename = "rlan_5470_5725")]
    Rlan,
}

/// Limits of radiated power for each kind of station.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EirpLimits {
    /// What the limits are called, for example the number of the licence.
    #[schemars(length(min = 1))]
    pub title: String,
    /// Of a base station's sector.
    #[serde(default)]
    pub base_station: EirpLimit,
    /// Of a household's antenna outdoors.
    #[serde(default)]
    pub outdoor_cpe: EirpLimit,
    /// Of a household's antenna indoors.
    #[serde(default)]
    pub indoor_cpe: EirpLimit,
    /// Where the figures come from.
    #[schemars(length(min = 1))]
    pub source: String,
}

/// A limit of radiated power: in all, by megahertz, both, or none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EirpLimit {
    /// In all, dBm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = -30.0, max = 100.0))]
    pub eirp_max_dbm: Option<f64>,
    /// In each megahertz, dBm/MHz.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = -60.0, max = 100.0))]
    pub eirp_density_max_dbm_per_mhz: Option<f64>,
}

impl EirpLimit {
    /// Most that may be radiated over a bandwidth (MHz), spread evenly, dBm; none where nothing limits it.
    #[must_use]
    pub fn max_dbm(&self, bandwidth_mhz: f64) -> Option<f64> {
        let spread = self.eirp_density_max_dbm_per_mhz.map(|density| density + 10.0 * bandwidth_mhz.log10());
        match (self.eirp_max_dbm, spread) {
            (Some(in_all), Some(spread)) => Some(in_all.min(spread)),
            (in_all, spread) => in_all.or(spread),
        }
    }
}

#[derive(Debug, Deserialize)]
struct Table {
    licences: BTreeMap<LicenceName, Row>,
}

#[derive(Debug, Deserialize)]
struct Row {
    title: String,
    band: Band,
    #[serde(default)]
    power_control_min_db: f64,
    base_station: EirpLimit,
    outdoor_cpe: EirpLimit,
    indoor_cpe: EirpLimit,
    source: String,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/radio/licences.json"))
        .expect("the embedded table is read by every test of this file")
});

impl LicenceName {
    /// The band that the licence is for, MHz.
    #[must_use]
    pub fn band_mhz(self) -> [f64; 2] {
        let Band { min_mhz, max_mhz } = TABLE.licences[&self].band;
        [min_mhz, max_mhz]
    }

    /// By how much stations must be able to lower their power, dB; 0 where the licence does not say.
    #[must_use]
    pub fn power_control_min_db(self) -> f64 {
        TABLE.licences[&self].power_control_min_db
    }

    /// The limits of the licence.
    #[must_use]
    pub fn limits(self) -> EirpLimits {
        let row = &TABLE.licences[&self];
        EirpLimits {
            title: row.title.clone(),
            base_station: row.base_station,
            outdoor_cpe: row.outdoor_cpe,
            indoor_cpe: row.indoor_cpe,
            source: row.source.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_density_spreads_over_the_channel_and_the_tighter_limit_counts() {
        let limit = |eirp_max_dbm, density| EirpLimit { eirp_max_dbm, eirp_density_max_dbm_per_mhz: density };
        assert_eq!(limit(None, None).max_dbm(7.0), None);
        assert_eq!(limit(Some(36.0), None).max_dbm(7.0), Some(36.0));
        assert_eq!(limit(None, Some(53.0)).max_dbm(10.0), Some(63.0));
        // 23 dBm/MHz over 20 MHz are 36.01 dBm: 36 dBm in all is tighter; over 10 MHz 33 dBm
        let bfwa = LicenceName::Bfwa.limits().base_station;
        assert_eq!((bfwa.max_dbm(20.0), bfwa.max_dbm(10.0)), (Some(36.0), Some(33.0)));
    }

    #[test]
    fn every_name_has_a_row() {
        for name in [LicenceName::Eu2008411Ec, LicenceName::Bfwa, LicenceName::Rlan] {
            let limits = name.limits();
            assert!(limits.base_station.max_dbm(10.0) >= limits.indoor_cpe.max_dbm(10.0), "{limits:?}");
            let [min_mhz, max_mhz] = name.band_mhz();
            assert!(min_mhz < max_mhz && limits.base_station != EirpLimit::default());
        }
    }
}
