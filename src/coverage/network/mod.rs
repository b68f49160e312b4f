//! The chosen sites as one network, in the busy hour: channels, interference, rates, load.
//!
//! ```text
//! hear        every place hears every chosen site in range: path loss, direction
//! channels    sectors that would disturb each other's households most get different channels
//! interference  how busy each sector is, and what the households of others add to the noise at its site
//! options     for each place the sectors that give it the asked rates with the asked probability, disturbed as it is
//! assignment  each place to one of its options, no sector beyond its time
//! ```
//!
//! The last three are gone through again ([`settled`]): who disturbs whom hangs on who is served by whom.
//!
//! What is taken for granted: the households of a sector transmit one at a time, each with the power that its scheme needs; both
//! directions are kept apart (FDD, or TDD in step); a household's antenna points at its server. [`crate::radio::fading`] says
//! why the asked probability holds behind interference. The channel next door is not heard. Channels are assigned with each household at its strongest sector, before load moves some elsewhere.

mod airtime;
mod assignment;
mod channels;
mod coupling;
mod hear;
mod interference;
mod options;

use rayon::prelude::*;

use airtime::Demand;
use assignment::{Assignment, assign};
use coupling::links_of_sectors;
use hear::{Sky, hear};
use interference::{Interference, settle};
use options::{Answer, Listener, Signal};

use super::Access;
use crate::demand::Demand as Places;
use crate::problem::Error;
use crate::progress::Progress;
use crate::radio::Ratios;
use crate::scenario::Service;
use crate::sites::{Sector, Site};
use crate::terrain::Terrain;
use crate::units::Projected;

/// The chosen sites in the busy hour.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// Sectors, by site and their order there.
    pub sectors: Vec<NetworkSector>,
    /// By household point.
    pub points: Vec<PlaceService>,
    /// By anchor institution.
    pub anchors: Vec<PlaceService>,
}

impl Network {
    /// Sites (index among all, and the site) whose sectors have a channel each: nobody disturbs anybody, and nobody is served
    /// yet. What a map without interference is made with.
    #[must_use]
    pub fn apart(sites: &[(usize, &Site)]) -> Self {
        let sectors = sectors(sites);
        let sector = |(channel, at): (u32, &SectorAt)| NetworkSector {
            site: sites[at.chosen].0,
            number: at.number,
            channel,
            activity_ratio: [0.0; 2],
            uplink_noise_rise_db: 0.0,
            load_ratio: [0.0; 2],
            offered_load_ratio: [0.0; 2],
            households_served: 0.0,
            households_turned_away: 0.0,
        };
        Self { sectors: (1..).zip(&sectors).map(sector).collect(), points: Vec::new(), anchors: Vec::new() }
    }
}

/// A sector of the network.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkSector {
    /// Index of its site among all sites.
    pub site: usize,
    /// Its place among the site's sectors.
    pub number: usize,
    /// Channel, from 1.
    pub channel: u32,
    /// Share of the time in which it, and its households, transmit where that disturbs others.
    pub activity_ratio: [f64; 2],
    /// What interference adds to the noise of its receiver, dB.
    pub uplink_noise_rise_db: f64,
    /// Share of its time that the places assigned to it take, downlink and uplink.
    pub load_ratio: [f64; 2],
    /// The same, if it served every place that hears it best and could be served by it.
    pub offered_load_ratio: [f64; 2],
    /// Households assigned to it.
    pub households_served: f64,
    /// Households that it serves best, but for which neither it nor another sector has time.
    pub households_turned_away: f64,
}

/// What the network does at a place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlaceService {
    /// A sector's signal alone would give the asked service.
    pub has_signal: bool,
    /// Sites (indices among all, rising) of which a sector gives the asked service, interference counted.
    pub servers: Vec<usize>,
    /// It would take more time than a whole sector has, even of the sector that would serve it fastest.
    pub too_large: bool,
    /// What it is given by the sector that it is assigned to.
    pub served_by: Option<Reception>,
    /// What it would be given by the sector that it hears best, enough or not.
    pub strongest: Option<Reception>,
}

/// What a sector does at a place, interference counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reception {
    /// Index into [`Network::sectors`].
    pub sector: usize,
    /// Basic transmission loss, dB.
    pub path_loss_db: f64,
    /// Level at the household, dBm.
    pub rx_level_dbm: f64,
    /// Ratios of signal to noise and interference.
    pub sinr: Ratios,
    /// Median margin for the asked rates in the weaker direction, dB.
    pub margin_db: f64,
    /// Probability of the asked rates.
    pub probability_ratio: f64,
    /// Indices of the schemes that hold with the asked probability, downlink and uplink.
    pub schemes: [Option<usize>; 2],
    /// Net rates of these schemes, Mbit/s.
    pub rates_mbps: [Option<f64>; 2],
    /// Least height of the ray above the terrain and its clutter, m.
    pub clearance_m: f64,
    /// The same, less the radius of the first Fresnel zone, m.
    pub fresnel_clearance_m: f64,
}

/// What the network is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Rates, contention, take-up, load.
    pub service: &'a Service,
    /// What serving each household point is worth, in their order.
    pub point_values: &'a [f64],
}

/// The sectors of the chosen sites, each with its site's place among those.
#[derive(Debug, Clone, Copy)]
struct SectorAt<'a> {
    chosen: usize,
    position: Projected,
    number: usize,
    sector: &'a Sector,
}

/// Sets up the network of the chosen sites (index among all sites, and the site), and serves whom it can.
///
/// # Errors
/// [`Error::Interrupted`] when `progress` says so.
pub fn network(
    access: &Access,
    terrain: &Terrain,
    demand: &Places,
    chosen: &[(usize, &Site)],
    asked: &Asked,
    progress: &dyn Progress,
) -> Result<Network, Error> {
    let sectors = sectors(chosen);
    let sky = hear(access, terrain, demand, chosen, progress)?;
    let airtime = Demand::of(demand, asked.service);
    let nets = Listener::new(access, chosen, &sectors);
    let strongest = nets.strongest(&sky, &airtime);
    let channels = channels::assign(&nets, &sky, &strongest, &airtime);
    let busy_hour = BusyHour { nets: &nets, sky: &sky, airtime: &airtime, channels: &channels, asked };
    let settled = busy_hour.settled(strongest, progress)?;
    Ok(report(chosen, &sectors, &channels, settled, demand))
}

/// Times that everybody is served anew with the interference that the last serving makes.
const SERVINGS: usize = 4;

/// More than rounding adds to a load.
const ROUNDING: f64 = 1e-9;

/// What stays the same while it is found out who is served by whom.
struct BusyHour<'a> {
    nets: &'a Listener<'a>,
    sky: &'a Sky,
    airtime: &'a Demand,
    channels: &'a [u32],
    asked: &'a Asked<'a>,
}

/// Who is served by whom, and the interference that goes with it.
struct Settled {
    interference: Interference,
    answers: Vec<Answer>,
    assignment: Assignment,
}

impl BusyHour<'_> {
    /// Serves everybody, then again with the interference of those that were served, until no sector is busier than it was
    /// taken to be. The last time none may be: so interference is never that of a quieter network than the one that stands.
    fn settled(&self, strongest: Vec<Option<Signal>>, progress: &dyn Progress) -> Result<Settled, Error> {
        let load_max_ratio = self.asked.service.load_max_ratio;
        let fixed = self.nets.access.reuse().load_ratio.is_some();
        let servings = if fixed { 1 } else { SERVINGS };
        progress.start("Busy hour", (servings * self.sky.places.len()) as u64);
        let mut servers = strongest;
        let mut serving = 1;
        loop {
            let links = links_of_sectors(self.nets, self.sky, &servers, self.channels);
            let interference = settle(self.nets.access, &links, self.airtime, load_max_ratio);
            let answers = self.answers(&interference, progress)?;
            let capped = serving == SERVINGS;
            let most_ratio = |activity: &[f64; 2]| if capped { *activity } else { [load_max_ratio; 2] };
            let caps_ratio: Vec<[f64; 2]> = interference.activity_ratio.iter().map(most_ratio).collect();
            let assignment = assign(&answers, self.airtime, self.asked.point_values, caps_ratio);
            if serving == servings || assignment.is_within(&interference.activity_ratio) {
                progress.finish();
                return Ok(Settled { interference, answers, assignment });
            }
            servers = self.servers(&answers, &assignment);
            serving += 1;
        }
    }

    fn answers(&self, interference: &Interference, progress: &dyn Progress) -> Result<Vec<Answer>, Error> {
        let tuned = self.nets.tuned(self.channels, interference);
        let answers = self
            .sky
            .places
            .par_iter()
            .zip(self.airtime.places.par_iter())
            .map(|(heard, wanted)| {
                progress.advance(1);
                tuned.answer(heard, wanted)
            })
            .collect();
        if progress.stopped() { Err(Error::Interrupted) } else { Ok(answers) }
    }

    /// The sector that serves each place.
    fn servers(&self, answers: &[Answer], assignment: &Assignment) -> Vec<Option<Signal>> {
        let signal = |place: usize| {
            let sector = answers[place].options[assignment.option[place]?].sector;
            self.nets.signals(&self.sky.places[place]).find(|signal| signal.sector == sector)
        };
        (0..answers.len()).into_par_iter().map(signal).collect()
    }
}

fn sectors<'a>(chosen: &[(usize, &'a Site)]) -> Vec<SectorAt<'a>> {
    let of_site = |(chosen, (_, site)): (usize, &(usize, &'a Site))| {
        let sectors = site.sectors.iter().enumerate();
        sectors
            .map(move |(number, sector)| SectorAt { chosen, position: site.position, number, sector })
            .collect::<Vec<_>>()
    };
    chosen.iter().enumerate().flat_map(of_site).collect()
}

/// For each site the place of its first sector among all their sectors, site by site; one more at the end.
pub(super) fn first_sectors(sites: &[(usize, &Site)]) -> Vec<usize> {
    let ends = sites.iter().scan(0, |end, (_, site)| {
        *end += site.sectors.len();
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

fn report(
    chosen: &[(usize, &Site)],
    sectors: &[SectorAt],
    channels: &[u32],
    Settled { interference, answers, assignment }: Settled,
    demand: &Places,
) -> Network {
    let households = |place: usize| demand.points.get(place).map_or(0.0, |point| point.households);
    let mut network = Network {
        sectors: sectors
            .iter()
            .enumerate()
            .map(|(index, at)| NetworkSector {
                site: chosen[at.chosen].0,
                number: at.number,
                channel: channels[index],
                activity_ratio: interference.activity_ratio[index],
                uplink_noise_rise_db: interference.uplink_noise_rise_db[index],
                load_ratio: assignment.load_ratio[index],
                offered_load_ratio: assignment.offered_load_ratio[index],
                households_served: 0.0,
                households_turned_away: 0.0,
            })
            .collect(),
        points: Vec::with_capacity(demand.points.len()),
        anchors: Vec::with_capacity(demand.anchors.len()),
    };
    for (place, answer) in answers.into_iter().enumerate() {
        let served_by = assignment.option[place].map(|option| answer.options[option]);
        match (served_by, answer.options.first()) {
            (Some(served_by), _) => network.sectors[served_by.sector].households_served += households(place),
            (None, Some(first)) => network.sectors[first.sector].households_turned_away += households(place),
            (None, None) => {}
        }
        let mut servers: Vec<usize> =
            answer.options.iter().map(|option| network.sectors[option.sector].site).collect();
        servers.sort_unstable();
        servers.dedup();
        let service = PlaceService {
            has_signal: answer.has_signal,
            servers,
            too_large: assignment.too_large[place],
            served_by,
            strongest: answer.strongest,
        };
        if place < demand.points.len() { network.points.push(service) } else { network.anchors.push(service) }
    }
    network
}
