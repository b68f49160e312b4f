//! Who disturbs whom: each place with the sector that serves it, and what passes between it and the other sectors on the
//! channel.

use rayon::prelude::*;

use super::hear::{Heard, Sky};
use super::options::{Listener, Signal};
use crate::radio::{Ratios, milliwatts};

/// A place and the sector that serves it.
pub(super) struct Link {
    /// Index of the place.
    pub place: usize,
    /// Ratios of signal to noise alone, the household at full power.
    pub snr: Ratios,
    /// The other sectors on the channel that it hears.
    pub others: Vec<Coupling>,
}

/// A place and a sector that is not its own, on one channel.
pub(super) struct Coupling {
    /// Index of the sector.
    pub sector: usize,
    /// Power of the sector at the place, whose antenna points at its own site, mW.
    pub downlink_mw: f64,
    /// Mean power of the household at the sector's site, were it to send with all it has, mW.
    pub uplink_mw: f64,
}

/// The places at each sector, from the sector that serves each place, if one does.
pub(super) fn links_of_sectors(
    listener: &Listener,
    sky: &Sky,
    servers: &[Option<Signal>],
    channels: &[u32],
) -> Vec<Vec<Link>> {
    let mut signals_of = vec![Vec::new(); listener.sectors.len()];
    for (place, signal) in servers.iter().enumerate() {
        if let Some(signal) = signal {
            signals_of[signal.sector].push((place, *signal));
        }
    }
    let link = |&(place, signal): &(usize, Signal)| Link {
        place,
        snr: listener.snr(&signal),
        others: couplings(listener, &sky.places[place], &signal, channels),
    };
    signals_of.par_iter().map(|signals| signals.iter().map(link).collect()).collect()
}

fn couplings(listener: &Listener, heard: &[Heard], server: &Signal, channels: &[u32]) -> Vec<Coupling> {
    let access = listener.access;
    let points = heard[server.heard].heading.back();
    let on_channel =
        |other: &Signal| other.sector != server.sector && channels[other.sector] == channels[server.sector];
    let mean_db = access.budget().mean_over_median_db();
    let others = listener.signals(heard).filter(on_channel);
    others
        .map(|other| {
            let off_db = access.cpe_discrimination_db(points, heard[other.heard].heading.back());
            let uplink_dbm = access.budget().uplink_level_dbm(other.coupling_loss_db) + mean_db - off_db;
            Coupling {
                sector: other.sector,
                downlink_mw: milliwatts(other.level_dbm - off_db),
                uplink_mw: milliwatts(uplink_dbm),
            }
        })
        .collect()
}
