//! Which sector uses which channel: those apart that would disturb each other's households.

use rayon::prelude::*;

use super::airtime::{Demand, Wanted};
use super::hear::{Heard, Sky};
use super::options::{Listener, Signal};
use crate::radio::milliwatts;
use crate::radio::reuse::{Disturbance, FORBIDDEN, assign_channels};
use crate::sites::ONE_MAST_M;

/// Parts in which a place of mean traffic is counted, so that sums do not depend on their order.
const PARTS: f64 = 1_048_576.0;
/// Least weight of a place; the inverse is the greatest, so that no sum comes near [`FORBIDDEN`].
const WEIGHT_MIN: f64 = 1e-3;

/// Channels from 1, by sector.
pub(super) fn assign(
    listener: &Listener,
    sky: &Sky,
    strongest: &[Option<Signal>],
    airtime: &Demand,
) -> Vec<u32> {
    let reuse = listener.access.reuse();
    let given: Vec<Option<u32>> = listener.sectors.iter().map(|at| at.sector.channel).collect();
    let mut disturbance = measured(listener, sky, strongest, &parts_of(airtime));
    if !reuse.shared_at_site {
        keep_apart(listener, &mut disturbance);
    }
    assign_channels(&disturbance, &given, reuse.channel_count)
}

/// Weights of the places: their traffic, the mean counted as [`PARTS`]. One without traffic counts a little: where nobody
/// subscribes, sectors are still kept apart.
fn parts_of(airtime: &Demand) -> Vec<f64> {
    let traffic = |wanted: &Wanted| wanted.traffic_mbps[0] + wanted.traffic_mbps[1];
    let places = &airtime.places;
    let mean_mbps = places.iter().map(traffic).sum::<f64>() / places.len() as f64;
    let weight = |wanted: &Wanted| if mean_mbps > 0.0 { traffic(wanted) / mean_mbps } else { 1.0 };
    places.iter().map(|wanted| PARTS * weight(wanted).clamp(WEIGHT_MIN, 1.0 / WEIGHT_MIN)).collect()
}

/// For each two sectors, the places at one of them by weight, each with the ratio of the other's power to the one's where it is
/// below 1.
fn measured(listener: &Listener, sky: &Sky, strongest: &[Option<Signal>], parts: &[f64]) -> Disturbance {
    let none = || Disturbance::none(listener.sectors.len());
    sky.places
        .par_iter()
        .zip(strongest)
        .zip(parts)
        .fold(none, |mut sum, ((heard, server), parts)| {
            if let Some(server) = server {
                disturb(listener, heard, server, *parts, &mut sum);
            }
            sum
        })
        .reduce(none, |one, other| one.plus(&other))
}

fn disturb(listener: &Listener, heard: &[Heard], server: &Signal, parts: f64, sum: &mut Disturbance) {
    let points = heard[server.heard].heading.back();
    for other in listener.signals(heard).filter(|other| other.sector != server.sector) {
        let off_db = listener.access.cpe_discrimination_db(points, heard[other.heard].heading.back());
        let ratio = milliwatts(other.level_dbm - off_db - server.level_dbm).min(1.0);
        let amount = (ratio * parts) as u64;
        if amount > 0 {
            sum.add(server.sector, other.sector, amount);
        }
    }
}

/// Sectors on one mast must not share a channel.
fn keep_apart(listener: &Listener, disturbance: &mut Disturbance) {
    for (one, at) in listener.sectors.iter().enumerate() {
        for (other, beside) in listener.sectors[..one].iter().enumerate() {
            if at.position.distance_m(beside.position) < ONE_MAST_M {
                disturbance.add(one, other, FORBIDDEN);
            }
        }
    }
}
