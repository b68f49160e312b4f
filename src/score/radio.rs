//! The radio of a plan: what its schemes carry and need, what may be radiated, the link budget at the edge.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Stages;
use super::rounding::{DECIBEL_DECIMALS, SHARE_DECIMALS};
use crate::economics::round_to;
use crate::radio::{Direction, EirpLimits, Path, Scheme, Way};
use crate::scenario::Reuse;

/// What every link of the access network is computed with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RadioReport {
    /// Bandwidth whose noise the receivers take in, MHz.
    pub noise_bandwidth_mhz: f64,
    /// Channels, and how sectors share them.
    pub reuse: Reuse,
    /// Schemes from the site to the household, by rising rate; the index is that of the band `mcs`.
    pub downlink_schemes: Vec<SchemeReport>,
    /// Schemes from the household to the site, by rising rate.
    pub uplink_schemes: Vec<SchemeReport>,
    /// Name of the downlink scheme that gives the promised rate.
    pub asked_downlink_scheme: String,
    /// Name of the uplink scheme that gives the promised rate.
    pub asked_uplink_scheme: String,
    /// What may be radiated; null where the scenario names no licence.
    pub eirp_limits: Option<EirpReport>,
    /// Both directions at the largest path loss at which the promised rates hold in the middle of the base station's beam, without
    /// interference: the last row of one of them is 0.
    pub edge_budget: Vec<Direction>,
}

/// A modulation and coding scheme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SchemeReport {
    /// Name.
    pub name: String,
    /// Raw rate, Mbit/s.
    pub phy_rate_mbps: f64,
    /// Rate for a household that has the sector for itself, after all overhead, Mbit/s.
    pub rate_mbps: f64,
    /// Ratio of signal to noise and interference that a receiver needs, dB, without implementation loss.
    pub snr_db: f64,
    /// Where the threshold comes from.
    pub source: String,
}

/// What may be radiated, and what is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EirpReport {
    /// The licence.
    pub title: String,
    /// Where its limits come from.
    pub source: String,
    /// Most that a sector may radiate over the channel, dBm; null where nothing limits it.
    pub base_station_max_dbm: Option<f64>,
    /// Most that a sector of a usable site radiates in the middle of its beam, dBm.
    pub base_station_dbm: f64,
    /// Most that a household may radiate over the channel, dBm; null where nothing limits it.
    pub cpe_max_dbm: Option<f64>,
    /// What a household radiates towards its server, dBm.
    pub cpe_dbm: f64,
}

/// The radio of a plan.
pub(super) fn report(stages: &Stages<'_>) -> RadioReport {
    let (radio, access) = (&stages.scenario.radio, stages.access);
    let budget = access.budget();
    let schemes = |way| budget.schemes(way).iter().map(scheme).collect();
    let edge_budget = edge_budget(stages);
    RadioReport {
        noise_bandwidth_mhz: round_to(access.noise_bandwidth_mhz(), SHARE_DECIMALS),
        reuse: radio.reuse,
        downlink_schemes: schemes(Way::Downlink),
        uplink_schemes: schemes(Way::Uplink),
        asked_downlink_scheme: budget.asked_scheme(Way::Downlink).name.clone(),
        asked_uplink_scheme: budget.asked_scheme(Way::Uplink).name.clone(),
        eirp_limits: radio.limits().map(|limits| eirp(stages, &limits, &edge_budget)),
        edge_budget: edge_budget.map(rounded).to_vec(),
    }
}

fn scheme(scheme: &Scheme) -> SchemeReport {
    SchemeReport {
        name: scheme.name.clone(),
        phy_rate_mbps: round_to(scheme.phy_rate_mbps, SHARE_DECIMALS),
        rate_mbps: round_to(scheme.net_rate_mbps, SHARE_DECIMALS),
        snr_db: round_to(scheme.snr_db, DECIBEL_DECIMALS),
        source: scheme.source.clone(),
    }
}

fn edge_budget(stages: &Stages<'_>) -> [Direction; 2] {
    let (access, power_dbm) = (stages.access, stages.scenario.radio.base_station.station.tx_power_dbm);
    let base_station_gain_dbi = access.base_station_peak_gain_dbi();
    let building_entry_loss_db = access.level_building_entry_loss_db();
    let coupling_loss_db = access.budget().coupling_loss_max_db(power_dbm);
    let path = Path {
        path_loss_db: coupling_loss_db + base_station_gain_dbi - building_entry_loss_db,
        building_entry_loss_db,
        base_station_gain_dbi,
        noise_rise_db: 0.0,
    };
    access.budget().terms(power_dbm, &path, [0.0, 0.0])
}

fn eirp(stages: &Stages<'_>, limits: &EirpLimits, [down, up]: &[Direction; 2]) -> EirpReport {
    let (radio, occupied_mhz) = (&stages.scenario.radio, stages.access.noise_bandwidth_mhz());
    EirpReport {
        title: limits.title.clone(),
        source: limits.source.clone(),
        base_station_max_dbm: limits.base_station.max_dbm(occupied_mhz).map(decibels),
        base_station_dbm: decibels(greatest_eirp_dbm(stages).unwrap_or(down.eirp_dbm)),
        cpe_max_dbm: radio.cpe.limit(limits).max_dbm(occupied_mhz).map(decibels),
        cpe_dbm: decibels(up.eirp_dbm),
    }
}

fn greatest_eirp_dbm(stages: &Stages<'_>) -> Option<f64> {
    let feeder_loss_db = stages.scenario.radio.base_station.station.feeder_loss_db;
    let sectors = stages.sites.iter().filter(|site| site.usable()).flat_map(|site| &site.sectors);
    sectors.map(|sector| sector.tx_power_dbm - feeder_loss_db + sector.peak_gain_dbi).reduce(f64::max)
}

fn decibels(value: f64) -> f64 {
    round_to(value, DECIBEL_DECIMALS)
}

/// Every term with two decimals.
#[must_use]
pub fn rounded(direction: Direction) -> Direction {
    let Direction { way, .. } = direction;
    Direction {
        way,
        tx_power_dbm: decibels(direction.tx_power_dbm),
        tx_feeder_loss_db: decibels(direction.tx_feeder_loss_db),
        tx_antenna_gain_dbi: decibels(direction.tx_antenna_gain_dbi),
        eirp_dbm: decibels(direction.eirp_dbm),
        path_loss_db: decibels(direction.path_loss_db),
        building_entry_loss_db: decibels(direction.building_entry_loss_db),
        body_loss_db: decibels(direction.body_loss_db),
        rx_antenna_gain_dbi: decibels(direction.rx_antenna_gain_dbi),
        rx_feeder_loss_db: decibels(direction.rx_feeder_loss_db),
        rx_level_dbm: decibels(direction.rx_level_dbm),
        noise_floor_dbm: decibels(direction.noise_floor_dbm),
        noise_rise_db: decibels(direction.noise_rise_db),
        sinr_db: decibels(direction.sinr_db),
        implementation_loss_db: decibels(direction.implementation_loss_db),
        required_snr_db: decibels(direction.required_snr_db),
        threshold_dbm: decibels(direction.threshold_dbm),
        margin_db: decibels(direction.margin_db),
        fade_margin_db: decibels(direction.fade_margin_db),
        reserve_db: decibels(direction.reserve_db),
    }
}
