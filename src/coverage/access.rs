//! The access link of a scenario: propagation model, terminals and link budget, ready for millions of paths.

use crate::problem::Problem;
use crate::propagation::radial::Asked;
use crate::propagation::{Clearance, EARTH_RADIUS_KM, Model, Polarisation, Terminals};
use crate::radio::{Budget, Equipment, Target};
use crate::scenario::{Radio, Service};
use crate::sites::Site;
use crate::terrain::{ProfileBuffer, Terrain};
use crate::units::Projected;

use super::Reach;
use super::model::model;

/// Polarisation of the access network: upright, as rural WiMAX sectors usually are (*unverified*).
const ACCESS_POLARISATION: Polarisation = Polarisation::Vertical;

/// Everything about the access link that does not change from path to path.
#[derive(Debug, Clone)]
pub struct Access {
    model: Model,
    budget: Budget,
    frequency_mhz: f64,
    effective_earth_radius_km: f64,
    cpe_height_m: f64,
    probability_ratio: f64,
    range_max_m: f64,
}

impl Access {
    /// From a scenario's radio and service sections.
    ///
    /// # Errors
    /// A [`Problem`] when the technology has no such channel or cyclic prefix, or cannot give the asked rate.
    pub fn new(radio: &Radio, service: &Service) -> Result<Self, Problem> {
        let no_channel = |error: crate::radio::ChannelError| {
            let remedy = "choose one of those, or another technology";
            Problem::at("no-such-channel", "/radio", error.to_string(), remedy)
        };
        let schemes =
            radio.technology.schemes(radio.channel_mhz, radio.cyclic_prefix_ratio).map_err(no_channel)?;
        let noise_bandwidth_mhz =
            radio.technology.occupied_bandwidth_mhz(radio.channel_mhz).map_err(no_channel)?;
        let equipment = Equipment {
            base_station: radio.base_station,
            cpe: radio.cpe.station,
            noise_bandwidth_mhz,
            implementation_loss_db: radio.implementation_loss_db,
        };
        let probability_ratio = service.probability_percent / 100.0;
        let sigma_db = radio.propagation.location_sigma_db;
        let target = Target { rate_mbps: service.rate_mbps, probability_ratio, sigma_db };
        let budget = Budget::new(equipment, &schemes, target).map_err(|error| {
            let remedy = "ask for less, or take a wider channel";
            Problem::at("rate-out-of-reach", "/service/rate_mbps", error.to_string(), remedy)
        })?;
        let effective_earth_radius_km = radio.propagation.effective_earth_radius_factor * EARTH_RADIUS_KM;
        Ok(Self {
            model: model(&radio.propagation)?,
            budget,
            frequency_mhz: radio.frequency_mhz,
            effective_earth_radius_km,
            cpe_height_m: radio.cpe.antenna_height_m,
            probability_ratio,
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

    /// Whether a reach gives the asked service.
    #[must_use]
    pub fn serves(&self, reach: &Reach) -> bool {
        f64::from(reach.probability_ratio) >= self.probability_ratio
    }

    /// Whether a path loss leaves the asked service with the asked probability.
    #[must_use]
    pub fn holds(&self, path_loss_db: f64) -> bool {
        self.budget.probability_ratio(path_loss_db) >= self.probability_ratio
    }

    fn terminals(&self, antenna_height_m: f64) -> Terminals {
        Terminals {
            tx_height_m: antenna_height_m,
            rx_height_m: self.cpe_height_m,
            frequency_mhz: self.frequency_mhz,
            polarisation: ACCESS_POLARISATION,
        }
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
        Some(self.reach_of(path_loss_db, [clearance.clearance_m, clearance.fresnel_clearance_m]))
    }

    /// What a path loss (dB) and the clearances of the ray and of the first Fresnel zone (m) leave at a place.
    pub(super) fn reach_of(&self, path_loss_db: f64, [clearance_m, fresnel_clearance_m]: [f64; 2]) -> Reach {
        Reach {
            path_loss_db: path_loss_db as f32,
            rx_level_dbm: self.budget.rx_level_dbm(path_loss_db) as f32,
            margin_db: self.budget.margin_db(path_loss_db) as f32,
            probability_ratio: self.budget.probability_ratio(path_loss_db) as f32,
            clearance_m: clearance_m as f32,
            fresnel_clearance_m: fresnel_clearance_m as f32,
        }
    }
}
