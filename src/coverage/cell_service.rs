//! From what a cell hears of its strongest sites to what a household there would get: channels, interference, rates.
//!
//! The strongest sites of a cell are kept by name; of all others together the power is known. On each channel they are taken
//! to have their share of it, to be as busy as the mean, and to be heard with the mean gain of a household's antenna over
//! the compass. Points and anchors, which decide, hear every site by itself ([`super::network()`]).

use ndarray::Array2;
use rayon::prelude::*;

use super::ear::Ear;
use super::heading::Heading;
use super::network::first_sectors;
use super::tally::{Ranks, Tallied};
use super::{Access, Network, Window};
use crate::radio::{Ratios, Way, milliwatts};
use crate::sites::Site;
use crate::terrain::Terrain;

/// Sites that are heard by name in each cell.
pub(super) const BY_NAME: usize = 24;

/// Of them so many of the strongest are looked at as servers.
const SERVERS_MAX: usize = 8;

/// What a household would get in every cell from the sector that it hears best. Arrays `[rows, cols]` of a window of the
/// terrain; NaN at sea, where no site is in range, and where paths cross voids.
#[derive(Debug, Clone)]
pub struct Rasters {
    /// Level of the best server's best sector, dBm.
    pub rx_level_dbm: Array2<f32>,
    /// Ratio of its signal to noise and interference at the household, dB.
    pub sinr_db: Array2<f32>,
    /// The same at the site, dB.
    pub uplink_sinr_db: Array2<f32>,
    /// Margin over the thresholds of the asked rates in the weaker direction, dB.
    pub margin_db: Array2<f32>,
    /// Probability of the asked rates.
    pub probability_ratio: Array2<f32>,
    /// Index of the fastest downlink scheme that holds with the asked probability; NaN where none does, or no uplink scheme.
    pub mcs: Array2<f32>,
    /// Net rate of that scheme, Mbit/s; NaN where none holds.
    pub rate_mbps: Array2<f32>,
    /// Net rate of the fastest uplink scheme, Mbit/s; NaN where none holds.
    pub uplink_rate_mbps: Array2<f32>,
    /// Number of the best server, as the caller numbered the sites: the one that is heard best, of equals the first given.
    pub best_server: Array2<f32>,
    /// Its best sector's place among its sectors, from 0.
    pub sector: Array2<f32>,
    /// Sites, of the eight strongest, that give the asked service, interference counted.
    pub server_count: Array2<f32>,
}

/// Arrays that are filled cell by cell: those of [`Rasters`] but for server and level, and the path loss.
pub(super) const SERVICE_ARRAYS: usize = 10;

/// The sites of a map, tuned: their channels and what interference adds to the noise at them.
pub(super) struct Station<'a> {
    ears: Vec<Ear<'a>>,
    access: &'a Access,
    /// For each site its first sector in the two lists below.
    first: Vec<usize>,
    channels: Vec<u32>,
    rises_db: Vec<f64>,
    /// Share of the time in which each sector transmits.
    activity_ratio: Vec<f64>,
    /// Place of each numbered site among the sites.
    by_number: Vec<usize>,
    /// Share of the power of the sites that are not known by name which a household's antenna hears on one channel, time
    /// counted.
    rest_ratio: f64,
}

impl<'a> Station<'a> {
    /// The sites of a network, in its order, each with the number under which it stands in the map.
    pub fn new(
        access: &'a Access,
        terrain: &'a Terrain,
        sites: &[(usize, &'a Site)],
        network: &Network,
    ) -> Self {
        let ears: Vec<Ear> = sites.iter().map(|(_, site)| Ear::new(access, terrain, site)).collect();
        let most = sites.iter().map(|(number, _)| *number).max().unwrap_or(0);
        let mut by_number = vec![0; most + 1];
        for (place, (number, _)) in sites.iter().enumerate() {
            by_number[*number] = place;
        }
        let activity_ratio: Vec<f64> =
            network.sectors.iter().map(|sector| sector.activity_ratio[0]).collect();
        let mean_activity_ratio = activity_ratio.iter().sum::<f64>() / (activity_ratio.len().max(1)) as f64;
        let channels = f64::from(access.reuse().channel_count);
        Self {
            ears,
            access,
            first: first_sectors(sites),
            channels: network.sectors.iter().map(|sector| sector.channel).collect(),
            rises_db: network.sectors.iter().map(|sector| sector.uplink_noise_rise_db).collect(),
            by_number,
            rest_ratio: access.cpe_mean_ratio() * mean_activity_ratio / channels,
            activity_ratio,
        }
    }

    /// What the cells of a window get, from what was heard in them, and their path loss from the best server, dB.
    pub fn rasters(&self, window: &Window, tallied: &Tallied) -> (Rasters, Array2<f32>) {
        let shape = (window.grid.rows, window.grid.cols);
        let mut arrays: Vec<Array2<f32>> =
            (0..SERVICE_ARRAYS).map(|_| Array2::from_elem(shape, f32::NAN)).collect();
        let mut rows: Vec<Vec<_>> = (0..shape.0).map(|_| Vec::with_capacity(SERVICE_ARRAYS)).collect();
        for array in &mut arrays {
            for (row, values) in rows.iter_mut().zip(array.rows_mut()) {
                row.push(values);
            }
        }
        rows.par_iter_mut().enumerate().for_each_init(Vec::new, |signals, (row, arrays)| {
            for col in 0..shape.1 {
                let cell = window.on_terrain(row, col);
                if let Some(values) = self.cell(cell, tallied.ranks(row, col), signals) {
                    for (array, value) in arrays.iter_mut().zip(values) {
                        array[col] = value as f32;
                    }
                }
            }
        });
        assembled(tallied.rank(0), arrays)
    }

    /// What a cell gets; `None` where nothing is heard. `signals` is memory to work in.
    fn cell(
        &self,
        cell: (usize, usize),
        ranks: Ranks,
        signals: &mut Vec<Signal>,
    ) -> Option<[f64; SERVICE_ARRAYS]> {
        signals.clear();
        for (server, level_dbm) in ranks.iter().take(BY_NAME) {
            self.add(cell, self.by_number[server], f64::from(level_dbm), signals);
        }
        let rest_mw = f64::from(ranks.others_mw()) * self.rest_ratio;
        let best = *signals.first()?;
        let sinr = self.sinr(&best, signals, rest_mw);
        let budget = self.access.budget();
        let uplink_mbps = budget.rate_mbps(Way::Uplink, sinr.uplink_db);
        // Nobody can be served who cannot answer.
        let scheme = budget.scheme_at(Way::Downlink, sinr.downlink_db).filter(|_| uplink_mbps.is_some());
        let rate_mbps = |scheme: usize| budget.schemes(Way::Downlink)[scheme].net_rate_mbps;
        Some([
            best.path_loss_db,
            (best.sector - self.first[best.site]) as f64,
            sinr.downlink_db,
            sinr.uplink_db,
            budget.margin_db(sinr),
            budget.probability_ratio(sinr),
            scheme.map_or(f64::NAN, |scheme| scheme as f64),
            scheme.map_or(f64::NAN, rate_mbps),
            uplink_mbps.unwrap_or(f64::NAN),
            self.servers(signals, rest_mw) as f64,
        ])
    }

    /// Adds the sectors of a site that a cell hears at a level, the best of them first.
    fn add(&self, cell: (usize, usize), site: usize, rx_level_dbm: f64, signals: &mut Vec<Signal>) {
        let ear = &self.ears[site];
        let heading = ear.heading(cell);
        let path_loss_db = ear.path_loss_db(heading, rx_level_dbm);
        let begin = signals.len();
        for (number, sector) in ear.site.sectors.iter().enumerate() {
            let coupling_loss_db = self.access.coupling_loss_db(sector, heading, path_loss_db);
            let level_dbm = self.access.budget().downlink_level_dbm(sector.tx_power_dbm, coupling_loss_db);
            let sector = self.first[site] + number;
            let power_mw = milliwatts(level_dbm);
            signals.push(Signal { site, sector, heading, path_loss_db, coupling_loss_db, power_mw });
            if power_mw > signals[begin].power_mw {
                let last = signals.len() - 1;
                signals.swap(begin, last);
            }
        }
    }

    /// Ratios of a signal to noise and to all others on its channel.
    fn sinr(&self, signal: &Signal, signals: &[Signal], rest_mw: f64) -> Ratios {
        let channel = self.channels[signal.sector];
        let mut interference_mw = rest_mw;
        for other in signals {
            if self.channels[other.sector] == channel && other.sector != signal.sector {
                let off_db = self.access.cpe_discrimination_db(signal.heading.back(), other.heading.back());
                interference_mw += self.activity_ratio[other.sector] * other.power_mw * milliwatts(-off_db);
            }
        }
        let budget = self.access.budget();
        let noise_rises_db =
            [budget.noise_rise_db(Way::Downlink, interference_mw), self.rises_db[signal.sector]];
        self.snr(signal).behind(noise_rises_db)
    }

    /// Ratios of a signal to noise alone.
    fn snr(&self, signal: &Signal) -> Ratios {
        let number = signal.sector - self.first[signal.site];
        let power_dbm = self.ears[signal.site].site.sectors[number].tx_power_dbm;
        self.access.budget().snr(power_dbm, signal.coupling_loss_db)
    }

    /// Of the strongest sites those whose best sector gives the asked service.
    fn servers(&self, signals: &[Signal], rest_mw: f64) -> usize {
        let of_one_site = signals.chunk_by(|one, other| one.site == other.site);
        // Most are too weak by themselves: their interference need not be known.
        let serves = |signal: &Signal| {
            let budget = self.access.budget();
            budget.holds(self.snr(signal)) && budget.holds(self.sinr(signal, signals, rest_mw))
        };
        of_one_site.take(SERVERS_MAX).filter(|sectors| serves(&sectors[0])).count()
    }
}

/// A sector as a cell hears it.
#[derive(Debug, Clone, Copy)]
struct Signal {
    site: usize,
    sector: usize,
    /// Direction of the cell from the site.
    heading: Heading,
    path_loss_db: f64,
    coupling_loss_db: f64,
    power_mw: f64,
}

/// Gives the arrays of the cells, in the order in which [`Station::cell`] fills them, their names.
fn assembled(
    (best_server, rx_level_dbm): (Array2<f32>, Array2<f32>),
    arrays: Vec<Array2<f32>>,
) -> (Rasters, Array2<f32>) {
    let mut arrays = arrays.into_iter();
    let mut next = || arrays.next().expect("all arrays are made together");
    let path_loss_db = next();
    let rasters = Rasters {
        rx_level_dbm,
        best_server,
        sector: next(),
        sinr_db: next(),
        uplink_sinr_db: next(),
        margin_db: next(),
        probability_ratio: next(),
        mcs: next(),
        rate_mbps: next(),
        uplink_rate_mbps: next(),
        server_count: next(),
    };
    (rasters, path_loss_db)
}
