//! The access link of a scenario: propagation model, antennas and link budget, ready for millions of paths.

use std::sync::Arc;

use crate::problem::Problem;
use crate::propagation::radial::Asked;
use crate::propagation::{Clearance, EARTH_RADIUS_KM, Model, Polarisation, Terminals};
use crate::radio::antenna::GainTable;
use crate::radio::{Budget, Equipment, Target};
use crate::scenario::{Radio, Reuse, Service};
use crate::sites::{Antennas, Sector, Site};
use crate::terrain::{ProfileBuffer, Terrain, height_at};
use crate::units::Projected;

use super::Reach;
use super::building_entry::BuildingEntryLoss;
use super::heading::Heading;
use super::model::model;

/// Polarisation of the access network: upright, as rural WiMAX sectors usually are (*unverified*).
const ACCESS_POLARISATION: Polarisation = Polarisation::Vertical;

/// Everything about the access link that does not change from path to path.
#[derive(Debug, Clone)]
pub struct Access {
    model: Model,
    budget: Budget,
    reuse: Reuse,
    frequency_mhz: f64,
    effective_earth_radius_km: f64,
    cpe_height_m: f64,
    base_station_peak_gain_dbi: f64,
    noise_bandwidth_mhz: f64,
    cpe_peak_gain_dbi: f64,
    cpe_gains: Arc<GainTable>,
    entry: BuildingEntryLoss,
    range_max_m: f64,
}

/// The sector of a site that a place hears best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BestSector {
    /// Place of the sector among the site's.
    pub sector: usize,
    /// Path loss and building entry loss less the gain of its antenna, dB.
    pub coupling_loss_db: f64,
    /// Level at the household, dBm.
    pub rx_level_dbm: f64,
}

impl Access {
    /// From a scenario's radio and service sections, with the antennas that the former names.
    ///
    /// # Errors
    /// A [`Problem`] when the technology has no such channel or cannot give an asked rate.
    pub fn new(radio: &Radio, service: &Service, antennas: &Antennas) -> Result<Self, Problem> {
        let channel = radio.channel().map_err(|error| {
            Problem::at("no-such-channel", error.pointer(), error.to_string(), error.remedy())
        })?;
        let equipment = Equipment {
            base_station: radio.base_station.station,
            cpe: radio.cpe.station,
            cpe_antenna_gain_dbi: antennas.cpe.peak_gain_dbi(),
            body_loss_db: radio.cpe.indoor.map_or(0.0, |indoor| indoor.body_loss_db),
            noise_bandwidth_mhz: channel.noise_bandwidth_mhz,
            power_control_range_db: radio.cpe.power_control_range_db,
            implementation_loss_db: radio.implementation_loss_db,
        };
        let budget = Budget::new(equipment, &channel, target(radio, service)).map_err(|error| {
            let remedy = "ask for less, or take a wider channel";
            Problem::at("rate-out-of-reach", "/service", error.to_string(), remedy)
        })?;
        Ok(Self {
            model: model(&radio.propagation)?,
            budget,
            reuse: radio.reuse,
            frequency_mhz: radio.frequency_mhz,
            effective_earth_radius_km: radio.propagation.effective_earth_radius_factor * EARTH_RADIUS_KM,
            cpe_height_m: radio.cpe.antenna_height_m,
            base_station_peak_gain_dbi: antennas.base_station.peak_gain_dbi(),
            noise_bandwidth_mhz: channel.noise_bandwidth_mhz,
            cpe_peak_gain_dbi: antennas.cpe.peak_gain_dbi(),
            cpe_gains: Arc::new(GainTable::new(&antennas.cpe, 0.0)),
            entry: BuildingEntryLoss::new(radio.cpe.indoor.as_ref(), radio.frequency_mhz)?,
            range_max_m: radio.propagation.range_max_km * 1_000.0,
        })
    }

    /// No path longer than this is looked at, m.
    #[must_use]
    pub fn range_max_m(&self) -> f64 {
        self.range_max_m
    }

    /// Height of a household's antenna above ground, m.
    #[must_use]
    pub fn cpe_height_m(&self) -> f64 {
        self.cpe_height_m
    }

    /// Earth radius over which a refracted ray runs straight, km.
    #[must_use]
    pub fn effective_earth_radius_km(&self) -> f64 {
        self.effective_earth_radius_km
    }

    /// Gain of a sector's antenna in the middle of its beam, dBi.
    #[must_use]
    pub fn base_station_peak_gain_dbi(&self) -> f64 {
        self.base_station_peak_gain_dbi
    }

    /// Bandwidth whose noise the receivers take in, MHz.
    #[must_use]
    pub fn noise_bandwidth_mhz(&self) -> f64 {
        self.noise_bandwidth_mhz
    }

    /// What the walls of a household take from a level ray, dB; 0 outdoors.
    #[must_use]
    pub fn level_building_entry_loss_db(&self) -> f64 {
        self.entry.loss_db(0.0)
    }

    /// How sectors share channels.
    #[must_use]
    pub fn reuse(&self) -> &Reuse {
        &self.reuse
    }

    /// What is asked of every receiver along a radial over a terrain: its loss, its clearance (losses are corrected where
    /// that moves, see `sight`) and, where `fresnel` is true, that of the first Fresnel zone.
    #[must_use]
    pub fn asked(&self, terrain: &Terrain, fresnel: bool) -> Asked {
        Asked {
            model: Some(self.model),
            clearance_radius_km: Some(self.effective_earth_radius_km),
            fresnel,
            frequency_mhz: self.frequency_mhz,
            polarisation: ACCESS_POLARISATION,
            clutter: terrain.clutter.is_some(),
            zones: terrain.has_coast,
            clearing_km: terrain.clearing_m / 1_000.0,
        }
    }

    /// The link budget.
    #[must_use]
    pub fn budget(&self) -> &Budget {
        &self.budget
    }

    /// The propagation model.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Both ends of a path with antennas at these heights above ground, m: the site's and the household's.
    #[must_use]
    pub fn terminals_at(&self, [tx_height_m, rx_height_m]: [f64; 2]) -> Terminals {
        Terminals {
            tx_height_m,
            rx_height_m,
            frequency_mhz: self.frequency_mhz,
            polarisation: ACCESS_POLARISATION,
        }
    }

    fn terminals(&self, antenna_height_m: f64) -> Terminals {
        self.terminals_at([antenna_height_m, self.cpe_height_m])
    }

    /// Path loss from a site to a place, dB; `None` where the path crosses a void. Fills `buffer` with the profile.
    pub fn path_loss_db(
        &self,
        terrain: &Terrain,
        site: &Site,
        place: Projected,
        buffer: &mut ProfileBuffer,
    ) -> Option<f64> {
        let terminals = self.terminals(site.terms.antenna_height_m);
        buffer
            .sample(terrain, site.position, place)
            .then(|| self.model.basic_transmission_loss_db(&buffer.profile(), &terminals))
    }

    /// What a site does at a place; `None` where the path crosses a void.
    pub fn reach(
        &self,
        terrain: &Terrain,
        site: &Site,
        place: Projected,
        buffer: &mut ProfileBuffer,
    ) -> Option<Reach> {
        let path_loss_db = self.path_loss_db(terrain, site, place, buffer)?;
        let clearance = {
            let terminals = self.terminals(site.terms.antenna_height_m);
            Clearance::of(&buffer.profile(), &terminals, self.effective_earth_radius_km)
        };
        let heading = self.heading(terrain, site, place);
        let clearances_m = [clearance.clearance_m, clearance.fresnel_clearance_m];
        Some(self.reach_of(site, heading, path_loss_db, clearances_m))
    }

    /// Direction of a household's antenna from a site's.
    #[must_use]
    pub fn heading(&self, terrain: &Terrain, site: &Site, place: Projected) -> Heading {
        let antenna_m = height_at(terrain, site.position) + site.terms.antenna_height_m;
        let household_m = height_at(terrain, place) + self.cpe_height_m;
        let from = (site.position, antenna_m);
        Heading::between(from, (place, household_m), self.effective_earth_radius_km)
    }

    /// What a path loss (dB) and the clearances of the ray and of the first Fresnel zone (m) leave at a place in a direction
    /// from the site: of its sectors, the one that is heard best.
    pub(super) fn reach_of(
        &self,
        site: &Site,
        heading: Heading,
        path_loss_db: f64,
        [clearance_m, fresnel_clearance_m]: [f64; 2],
    ) -> Reach {
        // As it is kept, so that whoever works with it later comes to the same answer.
        let path_loss_db = f64::from(path_loss_db as f32);
        let best = self.best_sector(&site.sectors, heading, path_loss_db);
        let snr = self.budget.snr(site.sectors[best.sector].tx_power_dbm, best.coupling_loss_db);
        Reach {
            path_loss_db: path_loss_db as f32,
            sector: best.sector as u32,
            rx_level_dbm: best.rx_level_dbm as f32,
            margin_db: self.budget.margin_db(snr) as f32,
            probability_ratio: self.budget.probability_ratio(snr) as f32,
            serves: self.budget.holds(snr),
            clearance_m: clearance_m as f32,
            fresnel_clearance_m: fresnel_clearance_m as f32,
        }
    }

    /// The sector that is heard best in a direction, of equals the first.
    #[must_use]
    #[inline]
    pub fn best_sector(&self, sectors: &[Sector], heading: Heading, path_loss_db: f64) -> BestSector {
        let heard = |sector: usize| {
            let coupling_loss_db = self.coupling_loss_db(&sectors[sector], heading, path_loss_db);
            let rx_level_dbm = self.budget.downlink_level_dbm(sectors[sector].tx_power_dbm, coupling_loss_db);
            BestSector { sector, coupling_loss_db, rx_level_dbm }
        };
        let mut best = heard(0);
        for sector in 1..sectors.len() {
            let other = heard(sector);
            if other.rx_level_dbm > best.rx_level_dbm {
                best = other;
            }
        }
        best
    }

    /// Path loss and building entry loss less the gain of a sector's antenna in a direction, dB.
    #[must_use]
    #[inline]
    pub fn coupling_loss_db(&self, sector: &Sector, heading: Heading, path_loss_db: f64) -> f64 {
        let gain_dbi = sector.gain_dbi(heading.azimuth_deg, heading.elevation_deg);
        path_loss_db + self.building_entry_loss_db(heading) - gain_dbi
    }

    /// What the walls of a household take from a ray that leaves the site in a direction, dB; 0 outdoors.
    #[must_use]
    #[inline]
    pub fn building_entry_loss_db(&self, heading: Heading) -> f64 {
        self.entry.loss_db(heading.elevation_deg)
    }

    /// How much less a household's antenna hears in one direction from it than in the one it points in, dB.
    #[must_use]
    #[inline]
    pub fn cpe_discrimination_db(&self, points: Heading, hears: Heading) -> f64 {
        let off_deg = hears.azimuth_deg - points.azimuth_deg;
        self.cpe_peak_gain_dbi - self.cpe_gains.gain_dbi(off_deg, hears.elevation_deg - points.elevation_deg)
    }

    /// Mean over the compass of what a household's antenna hears, over what it hears in the direction it points in.
    #[must_use]
    pub fn cpe_mean_ratio(&self) -> f64 {
        let ratio = |degree: u32| {
            let gain_dbi = self.cpe_gains.gain_dbi(f64::from(degree), 0.0);
            10.0_f64.powf(0.1 * (gain_dbi - self.cpe_peak_gain_dbi))
        };
        (0..360).map(ratio).sum::<f64>() / 360.0
    }
}

fn target(radio: &Radio, service: &Service) -> Target {
    Target {
        downlink_mbps: service.rate_mbps,
        uplink_mbps: service.uplink_rate_mbps,
        probability_ratio: service.probability_percent / 100.0,
        sigma_db: radio.propagation.location_sigma_db,
    }
}
