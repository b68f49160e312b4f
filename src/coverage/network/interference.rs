//! What the households of other sectors add to the noise at each site.
//!
//! Of each sector one household transmits at a time, each as often as it has households: a site hears their mean power, in
//! the share of the time that the scenario gives. A household's antenna points at its own server.

use rayon::prelude::*;

use super::airtime::Demand;
use super::hear::Sky;
use super::options::{Listener, Signal};
use crate::radio::{Way, milliwatts};

/// Noise and interference over noise at the receiver of each sector, dB.
pub(super) fn uplink_noise_rises_db(
    listener: &Listener,
    sky: &Sky,
    strongest: &[Option<Signal>],
    airtime: &Demand,
    channels: &[u32],
) -> Vec<f64> {
    let sectors = listener.sectors.len();
    let mut places_of = vec![Vec::new(); sectors];
    for (place, server) in strongest.iter().enumerate() {
        if let Some(server) = server {
            places_of[server.sector].push((place, *server));
        }
    }
    let means_mw: Vec<Vec<f64>> = places_of
        .par_iter()
        .map(|places| {
            let mut heard = Heard { listener, sky, airtime, channels, sum_mw: vec![0.0; sectors] };
            heard.mean_mw(places)
        })
        .collect();
    let budget = listener.access.budget();
    let load_ratio = listener.access.reuse().load_ratio;
    (0..sectors)
        .map(|sector| {
            let interference_mw: f64 = means_mw.iter().map(|means_mw| means_mw[sector]).sum();
            budget.noise_rise_db(Way::Uplink, load_ratio * interference_mw)
        })
        .collect()
}

/// One sector's households as the other sites hear them.
struct Heard<'a> {
    listener: &'a Listener<'a>,
    sky: &'a Sky,
    airtime: &'a Demand,
    channels: &'a [u32],
    sum_mw: Vec<f64>,
}

impl Heard<'_> {
    /// Mean power of the sector's places at every other sector on its channel, mW; the uplink traffic is their weight.
    fn mean_mw(&mut self, places: &[(usize, Signal)]) -> Vec<f64> {
        let mut traffic_mbps = 0.0;
        for (place, server) in places {
            let weight_mbps = self.airtime.places[*place].traffic_mbps[1];
            traffic_mbps += weight_mbps;
            self.add(*place, server, weight_mbps);
        }
        let scale = if traffic_mbps > 0.0 { 1.0 / traffic_mbps } else { 0.0 };
        self.sum_mw.iter().map(|sum_mw| sum_mw * scale).collect()
    }

    fn add(&mut self, place: usize, server: &Signal, weight: f64) {
        let access = self.listener.access;
        let heard = &self.sky.places[place];
        let points = heard[server.heard].heading.back();
        for other in self.listener.signals(heard) {
            if other.sector != server.sector && self.channels[other.sector] == self.channels[server.sector] {
                let off_db = access.cpe_discrimination_db(points, heard[other.heard].heading.back());
                let level_dbm = access.budget().uplink_level_dbm(other.coupling_loss_db) - off_db;
                self.sum_mw[other.sector] += weight * milliwatts(level_dbm);
            }
        }
    }
}
