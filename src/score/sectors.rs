//! The sectors of the plan: where they look, whom they serve, how full they are.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Stages;
use super::rounding::{DECIBEL_DECIMALS, SHARE_DECIMALS, THOUSANDTH_DECIMALS};
use crate::coverage::NetworkSector;
use crate::economics::round_to;

/// One sector of a site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SectorReport {
    /// Its number at the site, from 1.
    pub number: u32,
    /// Azimuth, degrees clockwise from true north; null for a sector that serves all around.
    pub azimuth_deg: Option<f64>,
    /// Mechanical tilt, degrees downwards; null for a sector that serves all around.
    pub tilt_deg: Option<f64>,
    /// Channel, from 1.
    pub channel: u32,
    /// Equivalent isotropically radiated power in the middle of its beam, dBm.
    pub eirp_dbm: f64,
    /// Households that it serves in the busy hour.
    pub households_served: f64,
    /// Households that hear it best and that it could serve, were there time: neither it nor another sector has any left.
    pub households_turned_away: f64,
    /// Share of its downlink time that the served take in the busy hour.
    pub downlink_load_ratio: f64,
    /// Share of its uplink time.
    pub uplink_load_ratio: f64,
    /// Downlink load if it served everybody who hears it best and could be served by it; above 1 it is overloaded.
    pub offered_downlink_load_ratio: f64,
    /// The same of its uplink.
    pub offered_uplink_load_ratio: f64,
    /// Share of the time in which it is taken to transmit where that disturbs others: what its households would take at the
    /// sector that they hear best, or `radio.reuse.load_ratio`.
    pub downlink_activity_ratio: f64,
    /// The same of its households.
    pub uplink_activity_ratio: f64,
    /// What the households of other sectors add to the noise of its receiver, dB.
    pub uplink_noise_rise_db: f64,
}

/// The sectors of a site of the plan, by number; none where the site is not fed.
pub(super) fn of_site(stages: &Stages<'_>, site: usize) -> Vec<SectorReport> {
    let own = stages.network.sectors.iter().filter(|sector| sector.site == site);
    own.map(|sector| report(stages, sector)).collect()
}

fn report(stages: &Stages<'_>, sector: &NetworkSector) -> SectorReport {
    let site = &stages.sites[sector.site];
    let antenna = &site.sectors[sector.number];
    let station = &stages.scenario.radio.base_station.station;
    let ratio = |ratio: f64| round_to(ratio, SHARE_DECIMALS);
    let eirp_dbm = antenna.tx_power_dbm - station.feeder_loss_db + antenna.peak_gain_dbi;
    // Rounded within the circle: what comes to 360 is north.
    let true_deg =
        round_to((antenna.azimuth_deg - site.true_north_deg).rem_euclid(360.0), THOUSANDTH_DECIMALS) % 360.0;
    SectorReport {
        number: sector.number as u32 + 1,
        azimuth_deg: (!antenna.all_around).then_some(true_deg),
        tilt_deg: (!antenna.all_around).then_some(antenna.tilt_deg),
        channel: sector.channel,
        eirp_dbm: round_to(eirp_dbm, DECIBEL_DECIMALS),
        households_served: ratio(sector.households_served),
        households_turned_away: ratio(sector.households_turned_away),
        downlink_load_ratio: ratio(sector.load_ratio[0]),
        uplink_load_ratio: ratio(sector.load_ratio[1]),
        offered_downlink_load_ratio: ratio(sector.offered_load_ratio[0]),
        offered_uplink_load_ratio: ratio(sector.offered_load_ratio[1]),
        downlink_activity_ratio: ratio(sector.activity_ratio[0]),
        uplink_activity_ratio: ratio(sector.activity_ratio[1]),
        uplink_noise_rise_db: round_to(sector.uplink_noise_rise_db, DECIBEL_DECIMALS),
    }
}
