//! What a place takes of a sector's time: invented rates that fall with distance.

use std::f64::consts::TAU;

use divario::certificate::Offer;

use super::relief::Spot;

/// Sectors of a site that has capacity, each looking one way.
pub const SECTORS: u32 = 3;

/// Time that a sector has for what subscribers send, µs of each second; the rest is for the radio itself.
pub const SECTOR_TIME_US: u32 = 800_000;

/// Nearer than so many km: so many kbit/s down the whole sector.
const RATES_KBPS: [(f64, f64); 4] =
    [(3.0, 60_000.0), (6.0, 40_000.0), (9.0, 20_000.0), (f64::INFINITY, 10_000.0)];

/// Upwards a third of the rate carries a quarter of the load.
const UPLINK_RATE_RATIO: f64 = 1.0 / 3.0;
const UPLINK_LOAD_RATIO: f64 = 1.0 / 4.0;

/// What households load the network with.
#[derive(Debug, Clone, Copy)]
pub struct Traffic {
    /// Households that subscribe, %.
    pub subscribers_percent: f64,
    /// What a subscriber draws in the busy hour, kbit/s.
    pub load_kbps: f64,
}

impl Traffic {
    /// The sector of a site that looks towards a place, and the time that the place takes of it.
    pub fn offer(&self, site: u32, mast: &Spot, place: &Spot, households: f64) -> Offer {
        let azimuth_turns = (place.east_m - mast.east_m).atan2(mast.south_m - place.south_m) / TAU;
        let sector = (azimuth_turns.rem_euclid(1.0) * f64::from(SECTORS)) as u32;
        let load_kbps = households * self.subscribers_percent / 100.0 * self.load_kbps;
        let rate_kbps = rate_kbps(mast.distance_m(place));
        let time_us = |share: f64| ((share * 1e6) as u32).min(SECTOR_TIME_US);
        let up = load_kbps * UPLINK_LOAD_RATIO / (rate_kbps * UPLINK_RATE_RATIO);
        Offer {
            sector: SECTORS * site + sector.min(SECTORS - 1),
            airtime_us: [time_us(load_kbps / rate_kbps), time_us(up)],
        }
    }
}

fn rate_kbps(distance_m: f64) -> f64 {
    let nearer = RATES_KBPS.iter().find(|(below_km, _)| distance_m < 1_000.0 * below_km);
    nearer.map_or(0.0, |(_, rate_kbps)| *rate_kbps)
}
