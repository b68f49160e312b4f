//! The chosen sites as one network, in the busy hour: channels, interference, rates, load.
//!
//! ```text
//! hear          every place hears every chosen site in range: path loss, direction
//! channels      sectors that would disturb each other's households most get different channels
//! coupling      what passes between each place and the sectors that are not its own
//! interference  how busy each sector is, and what the households of others add to the noise at its site
//! options       for each place the sectors that give it the asked rates with the asked probability, disturbed as it is
//! assignment    each place to one of its options, no sector beyond its time
//! ```
//!
//! The last four are gone through again (`busy_hour`): who disturbs whom hangs on who is served by whom.
//!
//! What is taken for granted: the households of a sector transmit one at a time, each with the power that its scheme needs; both
//! directions are kept apart (FDD, or TDD in step); a household's antenna points at its server. [`crate::radio::fading`] says
//! why the asked probability holds behind interference. The channel next door is not heard. Channels are assigned
//! with each household at its strongest sector, before load moves some elsewhere.

mod airtime;
mod assignment;
mod busy_hour;
mod channels;
mod coupling;
mod hear;
mod interference;
mod offers;
mod options;
mod report;
mod turned_away;

use airtime::Demand;
pub use airtime::traffic_mbps;
use busy_hour::BusyHour;
pub use hear::Hearings;
use hear::hear;
pub use offers::{PlaceOffer, offers};
use options::Listener;
use report::report;

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
    /// A sector has time for it, but a link on its way to the fibre cannot carry it beside all others: it is not served.
    pub link_full: bool,
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
    /// What comes before all that is worth.
    pub promises: &'a [Promise],
    /// What is known of sites that were in a network of the same places before; filled with those of this one.
    pub hearings: &'a Hearings,
}

/// Households of which so many are to be served before anybody else is, as far as that can be.
#[derive(Debug, Clone, PartialEq)]
pub struct Promise {
    /// Household points by index, each with its households.
    pub points: Vec<(usize, f64)>,
    /// How many of all these households.
    pub households: f64,
}

impl Promise {
    /// Whether it is kept where so many of its households are served.
    #[must_use]
    pub fn is_kept_by(&self, served_households: f64) -> bool {
        served_households >= self.households - ROUNDING
    }
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
    let sky = hear(access, terrain, demand, chosen, asked.hearings, progress)?;
    let airtime = Demand::of(demand, asked.service);
    let nets = Listener::new(access, chosen, &sectors);
    let strongest = nets.strongest(&sky, &airtime);
    let channels = channels::assign(&nets, &sky, &strongest, &airtime);
    let busy_hour = BusyHour { nets: &nets, sky: &sky, airtime: &airtime, channels: &channels, asked };
    let settled = busy_hour.settled(strongest, progress)?;
    Ok(report(chosen, &sectors, &channels, settled, demand))
}

/// More than rounding adds to a load.
const ROUNDING: f64 = 1e-9;

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
