//! Which sector uses which channel: those apart that would disturb each other's households.

use rayon::prelude::*;

use super::hear::{Heard, Sky};
use super::options::{Listener, Signal};
use crate::radio::milliwatts;
use crate::radio::reuse::{Disturbance, FORBIDDEN, assign_channels};
use crate::scenario::Reuse;

/// Parts in which a household is counted, so that sums do not depend on their order.
const PARTS: f64 = 1_048_576.0;

/// Channels from 1, by sector.
pub(super) fn assign(
    listener: &Listener,
    sky: &Sky,
    strongest: &[Option<Signal>],
    reuse: &Reuse,
) -> Vec<u32> {
    let given: Vec<Option<u32>> = listener.sectors.iter().map(|at| at.sector.channel).collect();
    let mut disturbance = measured(listener, sky, strongest);
    if !reuse.shared_at_site {
        keep_apart(listener, &mut disturbance);
    }
    assign_channels(&disturbance, &given, reuse.channel_count)
}

/// For each two sectors, the places at one of them, each with the ratio of the other's power to the one's where it is below 1.
fn measured(listener: &Listener, sky: &Sky, strongest: &[Option<Signal>]) -> Disturbance {
    let none = || Disturbance::none(listener.sectors.len());
    sky.places
        .par_iter()
        .zip(strongest)
        .fold(none, |mut sum, (heard, server)| {
            if let Some(server) = server {
                disturb(listener, heard, server, &mut sum);
            }
            sum
        })
        .reduce(none, |one, other| one.plus(&other))
}

fn disturb(listener: &Listener, heard: &[Heard], server: &Signal, sum: &mut Disturbance) {
    let points = heard[server.heard].heading.back();
    for other in listener.signals(heard).filter(|other| other.sector != server.sector) {
        let off_db = listener.access.cpe_discrimination_db(points, heard[other.heard].heading.back());
        let ratio = milliwatts(other.level_dbm - off_db - server.level_dbm).min(1.0);
        let parts = (ratio * PARTS) as u64;
        if parts > 0 {
            sum.add(server.sector, other.sector, parts);
        }
    }
}

/// Sectors of one site must not share a channel.
fn keep_apart(listener: &Listener, disturbance: &mut Disturbance) {
    for (one, at) in listener.sectors.iter().enumerate() {
        for other in (0..one).rev().take_while(|other| listener.sectors[*other].chosen == at.chosen) {
            disturbance.add(one, other, FORBIDDEN);
        }
    }
}
