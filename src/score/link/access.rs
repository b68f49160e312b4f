//! An access link: sector, loss, budget, rates.

use super::super::rounding::{DECIBEL_DECIMALS, SHARE_DECIMALS, THOUSANDTH_DECIMALS};
use super::geometry::true_azimuth_deg;
use super::{AccessPath, PathAntenna, PathLoss, PathRate, Route, terms};
use crate::coverage::BestSector;
use crate::economics::round_to;
use crate::propagation::Profile;
use crate::radio::{Direction, Path, Ratios, Way};
use crate::score::rounded_budget;
use crate::sites::Sector;

pub(super) fn report(path: &Route) -> AccessPath {
    let (access, budget) = (path.stages.access, path.stages.access.budget());
    let station = Station::of(path);
    let profile = &path.stages.profile;
    let path_loss_db = access.model().basic_transmission_loss_db(profile, &path.terminals);
    let best = access.best_sector(&station.sectors, path.there, path_loss_db);
    let tx_power_dbm = station.sectors[best.sector].tx_power_dbm;
    let snr = budget.snr(tx_power_dbm, best.coupling_loss_db);
    let loss = loss(path, path_loss_db);
    let gain_dbi = station.gain_dbi(path, &best);
    let link = Path {
        path_loss_db: loss.total_db,
        building_entry_loss_db: decibels(access.building_entry_loss_db(path.there)),
        base_station_gain_dbi: decibels(gain_dbi),
        noise_rise_db: 0.0,
    };
    let rows = budget.terms(tx_power_dbm, &link, [0.0, 0.0]);
    AccessPath {
        antenna: station.antenna(path, &best),
        loss,
        deciding: deciding(&rows),
        budget: rows.map(added_up).to_vec(),
        holds: budget.holds(snr),
        probability_ratio: round_to(budget.probability_ratio(snr), SHARE_DECIMALS),
        asked_probability_ratio: round_to(budget.target().probability_ratio, SHARE_DECIMALS),
        downlink: rate(path, Way::Downlink, snr),
        uplink: rate(path, Way::Uplink, snr),
    }
}

/// The sectors of the station: its own, or one antenna that is pointed at the household.
struct Station {
    sectors: Vec<Sector>,
    is_site: bool,
}

impl Station {
    fn of(path: &Route) -> Self {
        let own = path.stages.ends[0].sectors;
        if !own.is_empty() {
            return Self { sectors: own.to_vec(), is_site: true };
        }
        let power_dbm = path.stages.scenario.radio.base_station.station.tx_power_dbm;
        let pointed = Sector::omni(path.stages.access.base_station_peak_gain_dbi(), power_dbm);
        Self { sectors: vec![pointed], is_site: false }
    }

    fn gain_dbi(&self, path: &Route, best: &BestSector) -> f64 {
        self.sectors[best.sector].gain_dbi(path.there.azimuth_deg, path.there.elevation_deg)
    }

    fn antenna(&self, path: &Route, best: &BestSector) -> PathAntenna {
        let sector = &self.sectors[best.sector];
        let of_beam = |value_deg| (!sector.all_around).then_some(value_deg);
        let off_deg = path.there.azimuth_deg - sector.azimuth_deg;
        let north_deg = path.stages.ends[0].true_north_deg;
        PathAntenna {
            sector: self.is_site.then_some(best.sector as u32 + 1),
            sector_count: if self.is_site { self.sectors.len() as u32 } else { 0 },
            boresight_deg: of_beam(true_azimuth_deg(sector.azimuth_deg, north_deg)),
            tilt_deg: of_beam(sector.tilt_deg),
            off_boresight_deg: of_beam(round_to(half_turn_deg(off_deg), THOUSANDTH_DECIMALS)),
            elevation_deg: round_to(path.there.elevation_deg, THOUSANDTH_DECIMALS),
            gain_dbi: decibels(self.gain_dbi(path, best)),
            peak_gain_dbi: decibels(sector.peak_gain_dbi),
        }
    }
}

/// An angle brought to −180 to 180 degrees.
fn half_turn_deg(angle_deg: f64) -> f64 {
    angle_deg - 360.0 * (angle_deg / 360.0).round()
}

/// The parts are told by taking first the clutter away, then the terrain; their rounded values add up to the rounded whole.
fn loss(path: &Route, path_loss_db: f64) -> PathLoss {
    let (model, profile) = (path.stages.access.model(), &path.stages.profile);
    let without_clutter = vec![0.0; profile.clutter_m.len()];
    let bare = Profile { clutter_m: &without_clutter, ..*profile };
    let on_bare = model.loss(&bare, &path.terminals);
    let [free_space_db, bare_db, total_db] =
        [on_bare.free_space_db, on_bare.total_db(), path_loss_db].map(decibels);
    PathLoss {
        model: path.stages.scenario.radio.propagation.model,
        free_space_db,
        terrain_db: decibels(bare_db - free_space_db),
        clutter_db: decibels(total_db - bare_db),
        total_db,
        terms: terms(model.terms(profile, &path.terminals)),
    }
}

fn deciding([down, up]: &[Direction; 2]) -> Way {
    if up.reserve_db < down.reserve_db { Way::Uplink } else { Way::Downlink }
}

/// Every term with two decimals, and every sum that of the terms as they are printed, so that a reader can add them up.
pub(super) fn added_up(direction: Direction) -> Direction {
    let d = rounded_budget(direction);
    let eirp_dbm = d.tx_power_dbm - d.tx_feeder_loss_db + d.tx_antenna_gain_dbi;
    let losses_db = d.path_loss_db + d.building_entry_loss_db + d.body_loss_db;
    let rx_level_dbm = eirp_dbm - losses_db + d.rx_antenna_gain_dbi - d.rx_feeder_loss_db;
    let disturbance_dbm = d.noise_floor_dbm + d.noise_rise_db;
    let threshold_dbm = disturbance_dbm + d.implementation_loss_db + d.required_snr_db;
    let margin_db = rx_level_dbm - threshold_dbm;
    rounded_budget(Direction {
        eirp_dbm,
        rx_level_dbm,
        threshold_dbm,
        sinr_db: rx_level_dbm - disturbance_dbm,
        margin_db,
        reserve_db: margin_db - d.fade_margin_db,
        ..d
    })
}

fn rate(path: &Route, way: Way, snr: Ratios) -> PathRate {
    let budget = path.stages.access.budget();
    let (asked_mbps, snr_db) = match way {
        Way::Downlink => (budget.target().downlink_mbps, snr.downlink_db),
        Way::Uplink => (budget.target().uplink_mbps, snr.uplink_db),
    };
    let fastest = budget.scheme_at(way, snr_db).map(|scheme| &budget.schemes(way)[scheme]);
    PathRate {
        asked_mbps,
        asked_scheme: budget.asked_scheme(way).name.clone(),
        fastest_scheme: fastest.map(|scheme| scheme.name.clone()),
        fastest_mbps: fastest.map(|scheme| round_to(scheme.net_rate_mbps, SHARE_DECIMALS)),
    }
}

fn decibels(value: f64) -> f64 {
    round_to(value, DECIBEL_DECIMALS)
}
