//! How much of the time each sector sends and hears, and what the households of others add to the noise at its site.
//!
//! A sector is as busy as its households' traffic asks; the rates at which it serves them hang on interference, and that on how
//! busy the others are. Both are found together, from silence upwards: the places at each sector take the fastest schemes
//! that hold, the time that their traffic takes at these rates is the sector's activity, at most what a sector may give,
//! and each household sends with the power that its scheme needs. Then again with the interference that this makes, until
//! nothing changes. (Load coupling, as in studies of LTE networks.) What was once found is not taken back, so that it ends;
//! where slower schemes need less power, that errs on the side of more interference.

use rayon::prelude::*;

use super::airtime::{Demand, Wanted};
use super::coupling::Link;
use crate::coverage::Access;
use crate::radio::{Ratios, Way, milliwatts};

/// Steps after which the last is taken as it is. Trials on Liguria needed 7.
const STEPS_MAX: usize = 40;
/// Changes below these count as none: share of the time, and dB.
const SETTLED: (f64, f64) = (1e-4, 1e-3);

/// The time of a sector.
#[derive(Debug, Clone, Copy)]
pub(super) struct Time {
    /// Most of it that it may give.
    pub load_max_ratio: f64,
    /// How much more than its traffic takes it is taken to give, up to that.
    pub headroom_ratio: f64,
}

/// What sectors do to each other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Interference {
    /// Share of the time in which each sector, and the households of each, transmit.
    pub activity_ratio: Vec<[f64; 2]>,
    /// Noise and interference over noise at the receiver of each sector, dB.
    pub uplink_noise_rise_db: Vec<f64>,
}

/// Finds activities and noise rises that go with each other.
pub(super) fn settle(access: &Access, links: &[Vec<Link>], airtime: &Demand, time: Time) -> Interference {
    let busy_hour = BusyHour { access, links, airtime, time };
    let sectors = links.len();
    let silence =
        Interference { activity_ratio: vec![[0.0; 2]; sectors], uplink_noise_rise_db: vec![0.0; sectors] };
    let mut last = silence;
    for _ in 0..STEPS_MAX {
        let next = busy_hour.step(&last);
        let settled = next.is_near(&last);
        last = next;
        if settled {
            break;
        }
    }
    last
}

impl Interference {
    fn is_near(&self, other: &Self) -> bool {
        let (ratio, rise_db) = SETTLED;
        let near = |one: &[f64; 2], other: &[f64; 2]| (0..2).all(|way| one[way] - other[way] < ratio);
        let mut activities = self.activity_ratio.iter().zip(&other.activity_ratio);
        let mut rises = self.uplink_noise_rise_db.iter().zip(&other.uplink_noise_rise_db);
        activities.all(|(one, other)| near(one, other)) && rises.all(|(one, other)| one - other < rise_db)
    }
}

struct BusyHour<'a> {
    access: &'a Access,
    links: &'a [Vec<Link>],
    airtime: &'a Demand,
    time: Time,
}

/// What a sector and its households send.
struct Sent {
    activity_ratio: [f64; 2],
    /// Mean power at each sector's site, mW.
    uplink_mw: Vec<f64>,
}

impl BusyHour<'_> {
    /// What follows from the interference so far.
    fn step(&self, last: &Interference) -> Interference {
        let sent: Vec<Sent> =
            (0..self.links.len()).into_par_iter().map(|sector| self.sent(sector, last)).collect();
        let budget = self.access.budget();
        let rise_db = |sector: usize| {
            let interference_mw: f64 = sent.iter().map(|one| one.uplink_mw[sector]).sum();
            budget.noise_rise_db(Way::Uplink, interference_mw).max(last.uplink_noise_rise_db[sector])
        };
        let activity =
            |(one, last): (&Sent, &[f64; 2])| [0, 1].map(|way| one.activity_ratio[way].max(last[way]));
        Interference {
            activity_ratio: sent.iter().zip(&last.activity_ratio).map(activity).collect(),
            uplink_noise_rise_db: (0..sent.len()).map(rise_db).collect(),
        }
    }

    fn sent(&self, sector: usize, last: &Interference) -> Sent {
        let mut load_ratio = [0.0; 2];
        let mut uplink_mw = vec![0.0; self.links.len()];
        for link in &self.links[sector] {
            let (airtime_ratio, power_ratio) = self.used(link, sector, last);
            (0..2).for_each(|way| load_ratio[way] += airtime_ratio[way]);
            for other in &link.others {
                uplink_mw[other.sector] += airtime_ratio[1] * power_ratio * other.uplink_mw;
            }
        }
        let given = self.access.reuse().load_ratio;
        // Who gets no time in one direction does not transmit in the other.
        let Time { load_max_ratio, headroom_ratio } = self.time;
        let share = (load_max_ratio / load_ratio[0].max(load_ratio[1])).min(headroom_ratio);
        let activity_ratio =
            load_ratio.map(|load| given.unwrap_or(if load > 0.0 { share * load } else { 0.0 }));
        let scale = if load_ratio[1] > 0.0 { activity_ratio[1] / load_ratio[1] } else { 0.0 };
        for power_mw in &mut uplink_mw {
            *power_mw *= scale;
        }
        Sent { activity_ratio, uplink_mw }
    }

    /// Shares of its sector's time that a place takes, and the share of its power that it sends with.
    fn used(&self, link: &Link, sector: usize, last: &Interference) -> ([f64; 2], f64) {
        let budget = self.access.budget();
        let interference_mw: f64 =
            link.others.iter().map(|other| other.downlink_mw * last.activity_ratio[other.sector][0]).sum();
        let rises_db =
            [budget.noise_rise_db(Way::Downlink, interference_mw), last.uplink_noise_rise_db[sector]];
        let sinr = link.snr.behind(rises_db);
        let wanted = &self.airtime.places[link.place];
        let schemes = self.schemes(sinr, wanted);
        let net_mbps = |way: Way, scheme: usize| budget.schemes(way)[scheme].net_rate_mbps;
        let rates_mbps = [net_mbps(Way::Downlink, schemes[0]), net_mbps(Way::Uplink, schemes[1])];
        let reduction_db = budget.power_reduction_db(schemes[1], sinr.uplink_db);
        (wanted.airtime_ratio(rates_mbps), milliwatts(-reduction_db))
    }

    /// The fastest schemes that hold; where none does that gives the wanted rate, the slowest that would: it keeps trying.
    fn schemes(&self, sinr: Ratios, wanted: &Wanted) -> [usize; 2] {
        let budget = self.access.budget();
        let scheme = |way: Way, ratio_db: f64, least_mbps: f64| {
            let least = budget.scheme_for(way, least_mbps).unwrap_or(0);
            budget.scheme_at(way, ratio_db).map_or(least, |holds| holds.max(least))
        };
        [
            scheme(Way::Downlink, sinr.downlink_db, wanted.rates_mbps[0]),
            scheme(Way::Uplink, sinr.uplink_db, wanted.rates_mbps[1]),
        ]
    }
}
