//! The sectors as a place hears them: levels, ratios of signal to noise and interference, and what they leave.

use rayon::prelude::*;

use super::airtime::{Demand, Wanted};
use super::hear::{Heard, Sky};
use super::interference::Interference;
use super::{Reception, SectorAt, first_sectors};
use crate::coverage::Access;
use crate::radio::{Ratios, Way, milliwatts};
use crate::sites::Site;

/// Of the sectors whose signal would do, so many of the strongest are looked at.
const OPTIONS_MAX: usize = 8;

/// Listens to the chosen sites' sectors.
pub(super) struct Listener<'a> {
    pub access: &'a Access,
    pub sectors: &'a [SectorAt<'a>],
    /// For each chosen site, its first sector in `sectors`; one more at the end.
    first: Vec<usize>,
}

/// A sector as a place hears it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signal {
    /// Index of the sector.
    pub sector: usize,
    /// Place of its site among what the place hears.
    pub heard: usize,
    /// Level at the place whose antenna points at it, dBm.
    pub level_dbm: f64,
    /// Path loss and building entry loss less the gain of the sector's antenna, dB.
    pub coupling_loss_db: f64,
}

impl<'a> Listener<'a> {
    pub fn new(access: &'a Access, chosen: &[(usize, &Site)], sectors: &'a [SectorAt<'a>]) -> Self {
        Self { access, sectors, first: first_sectors(chosen) }
    }

    /// All sectors that a place hears, site by site.
    pub fn signals<'h>(&'h self, heard: &'h [Heard]) -> impl Iterator<Item = Signal> + 'h {
        heard.iter().enumerate().flat_map(move |(at, one)| {
            let chosen = one.chosen as usize;
            (self.first[chosen]..self.first[chosen + 1]).map(move |sector| self.signal(sector, at, one))
        })
    }

    fn signal(&self, sector: usize, heard: usize, one: &Heard) -> Signal {
        let antenna = self.sectors[sector].sector;
        let coupling_loss_db =
            self.access.coupling_loss_db(antenna, one.heading, f64::from(one.path_loss_db));
        let level_dbm = self.access.budget().downlink_level_dbm(antenna.tx_power_dbm, coupling_loss_db);
        Signal { sector, heard, level_dbm, coupling_loss_db }
    }

    /// For each place the strongest sector, where its signal alone would give what the place asks for.
    pub fn strongest(&self, sky: &Sky, airtime: &Demand) -> Vec<Option<Signal>> {
        let places = sky.places.par_iter().zip(airtime.places.par_iter());
        places
            .map(|(heard, wanted)| self.loudest(heard).filter(|signal| self.signal_does(signal, wanted)))
            .collect()
    }

    /// The strongest sector, of equals the first.
    fn loudest(&self, heard: &[Heard]) -> Option<Signal> {
        self.signals(heard).reduce(|best, other| if other.level_dbm > best.level_dbm { other } else { best })
    }

    fn signal_does(&self, signal: &Signal, wanted: &Wanted) -> bool {
        self.does(self.snr(signal), wanted)
    }

    /// Ratios of a signal to noise alone.
    pub fn snr(&self, signal: &Signal) -> Ratios {
        let power_dbm = self.sectors[signal.sector].sector.tx_power_dbm;
        self.access.budget().snr(power_dbm, signal.coupling_loss_db)
    }

    /// Whether the ratios give the wanted rates with the asked probability.
    fn does(&self, ratios: Ratios, wanted: &Wanted) -> bool {
        let budget = self.access.budget();
        let least = |way, ratio_db, least_mbps: f64| {
            budget.rate_mbps(way, ratio_db).is_some_and(|rate_mbps| rate_mbps >= least_mbps)
        };
        least(Way::Downlink, ratios.downlink_db, wanted.rates_mbps[0])
            && least(Way::Uplink, ratios.uplink_db, wanted.rates_mbps[1])
    }

    /// With channels and interference known.
    pub fn tuned(&'a self, channels: &'a [u32], interference: &'a Interference) -> Tuned<'a> {
        Tuned { listener: self, channels, interference }
    }
}

/// A listener that knows channels and interference.
pub(super) struct Tuned<'a> {
    listener: &'a Listener<'a>,
    channels: &'a [u32],
    interference: &'a Interference,
}

/// What a place is offered.
#[derive(Debug, Clone, Default)]
pub(super) struct Answer {
    /// A sector's signal alone would do.
    pub has_signal: bool,
    /// The sectors that give what the place asks for, the strongest first.
    pub options: Vec<Reception>,
    /// The sector that it hears best.
    pub strongest: Option<Reception>,
}

impl Tuned<'_> {
    /// What a place is offered, and by whom.
    pub fn answer(&self, heard: &[Heard], wanted: &Wanted) -> Answer {
        let mut signals: Vec<Signal> = self.listener.signals(heard).collect();
        signals.sort_by(|one, other| other.level_dbm.total_cmp(&one.level_dbm));
        let powers_mw: Vec<f64> = signals.iter().map(|signal| milliwatts(signal.level_dbm)).collect();
        let receive = |signal: &Signal| self.reception(heard, &signals, &powers_mw, signal);
        let does = |signal: &&Signal| self.listener.signal_does(signal, wanted);
        let with_signal: Vec<&Signal> = signals.iter().filter(does).take(OPTIONS_MAX).collect();
        let options = with_signal.iter().map(|signal| receive(signal));
        Answer {
            has_signal: !with_signal.is_empty(),
            options: options.filter(|one| self.listener.does(one.sinr, wanted)).collect(),
            strongest: signals.first().map(receive),
        }
    }

    fn reception(
        &self,
        heard: &[Heard],
        signals: &[Signal],
        powers_mw: &[f64],
        signal: &Signal,
    ) -> Reception {
        let budget = self.listener.access.budget();
        let interference_mw = self.interference_mw(heard, signals, powers_mw, signal);
        let noise_rises_db = [
            budget.noise_rise_db(Way::Downlink, interference_mw),
            self.interference.uplink_noise_rise_db[signal.sector],
        ];
        let sinr = self.listener.snr(signal).behind(noise_rises_db);
        let one = &heard[signal.heard];
        let [clearance_m, fresnel_clearance_m] = one.clearances_m.map(f64::from);
        Reception {
            sector: signal.sector,
            path_loss_db: f64::from(one.path_loss_db),
            rx_level_dbm: signal.level_dbm,
            sinr,
            margin_db: budget.margin_db(sinr),
            probability_ratio: budget.probability_ratio(sinr),
            schemes: [
                budget.scheme_at(Way::Downlink, sinr.downlink_db),
                budget.scheme_at(Way::Uplink, sinr.uplink_db),
            ],
            rates_mbps: [
                budget.rate_mbps(Way::Downlink, sinr.downlink_db),
                budget.rate_mbps(Way::Uplink, sinr.uplink_db),
            ],
            clearance_m,
            fresnel_clearance_m,
        }
    }

    /// Mean power of all other sectors on the channel, as an antenna that points at the signal's site hears them, mW.
    fn interference_mw(
        &self,
        heard: &[Heard],
        signals: &[Signal],
        powers_mw: &[f64],
        signal: &Signal,
    ) -> f64 {
        let access = self.listener.access;
        let points = heard[signal.heard].heading.back();
        let channel = self.channels[signal.sector];
        let mut sum_mw = 0.0;
        for (other, power_mw) in signals.iter().zip(powers_mw) {
            if self.channels[other.sector] == channel && other.sector != signal.sector {
                let off_db = access.cpe_discrimination_db(points, heard[other.heard].heading.back());
                sum_mw += self.interference.activity_ratio[other.sector][0] * power_mw * milliwatts(-off_db);
            }
        }
        sum_mw
    }
}
