//! Invented country: masts on high ground, villages in valleys, links over clear lines.
//!
//! A quarter of the places is scattered, the others lie in villages; a mast covers what it sees nearby. Two places of a
//! village are often seen by the same masts, so that far fewer classes of equal places are left.

use divario::certificate::{DemandRow, Instance, Offer, SiteColumn};
use rayon::prelude::*;

use super::random::Random;
use super::relief::{Relief, Spot};
use super::traffic::{SECTOR_TIME_US, SECTORS, Traffic};

/// A mast stands on the highest ground so near to the higher of so many random places, and has one of these heights.
const MAST_TRIES: usize = 2;
const SUMMIT_M: f64 = 300.0;
const MASTS_M: [f64; 2] = [20.0, 35.0];

/// What a mast costs: at least, for each metre, and for access and power at most; and the link that feeds it, euro.
const MAST_EUR: f64 = 20_000.0;
const METRE_EUR: f64 = 1_500.0;
const ACCESS_EUR: f64 = 30_000.0;
const LINK_EUR: f64 = 15_000.0;

/// Scattered places lie on the lower of so many random ones, villages on the lowest of more.
const SCATTERED_RATIO: f64 = 0.25;
const SCATTERED_TRIES: usize = 2;
const VILLAGE_TRIES: usize = 4;

const VILLAGES: usize = 80;
const VILLAGE_M: f64 = 1_500.0;
const COMUNI: usize = 40;
const HOUSEHOLDS_MOST: usize = 4;

/// Receivers stand so high, and masts serve so far.
const RECEIVER_M: f64 = 5.0;
const SERVES_M: f64 = 12_000.0;

/// Links go so far at 15 GHz, with this share of the first Fresnel zone clear; the fibre ends at masts of this height.
const LINK_M: f64 = 20_000.0;
const WAVELENGTH_M: f64 = 0.02;
const ZONE_RATIO: f64 = 0.6;
const POP_M: f64 = 20.0;

/// A household in the whole numbers of the question.
pub const HOUSEHOLD_MICRO: i64 = 1_000_000;

/// How large the country is, and what there is to spend.
pub struct Asked {
    pub sites: usize,
    pub points: usize,
    /// Points of presence of the fibre; without any, every site is fed.
    pub pops: usize,
    pub budget_eur: f64,
    pub traffic: Option<Traffic>,
    pub seed: u64,
}

/// Invented country as a question.
pub struct Country {
    pub instance: Instance,
    /// All points, those that no site could serve among them.
    pub points: usize,
    /// All households, those that no site could serve among them.
    pub households: i64,
}

/// A place with households.
struct Home {
    spot: Spot,
    households: u32,
}

impl Country {
    pub fn invent(asked: &Asked) -> Self {
        let relief = Relief::new(asked.seed);
        let mut random = Random::new(asked.seed);
        let masts_m: Vec<f64> = (0..asked.sites).map(|_| MASTS_M[random.index(MASTS_M.len())]).collect();
        let masts: Vec<Spot> = masts_m.iter().map(|mast_m| mast(&relief, &mut random, *mast_m)).collect();
        let villages: Vec<Spot> =
            (0..VILLAGES).map(|_| relief.low_place(&mut random, VILLAGE_TRIES, POP_M)).collect();
        let homes: Vec<Home> = (0..asked.points).map(|_| home(&relief, &mut random, &villages)).collect();
        let centres: Vec<Spot> = (0..COMUNI).map(|_| relief.low_place(&mut random, 1, 0.0)).collect();
        let capex_cents =
            masts_m.iter().map(|mast_m| capex_cents(*mast_m, asked.pops > 0, &mut random)).collect();
        let instance = Instance {
            sites: columns(&relief, &masts, capex_cents, &villages[..asked.pops.min(VILLAGES)]),
            sector_sites: (0..asked.sites as u32)
                .flat_map(|site| (0..sectors(asked)).map(move |_| site))
                .collect(),
            sector_time_us: SECTOR_TIME_US,
            groups: (0..COMUNI).map(|number| format!("comune {number:02}")).collect(),
            demand: rows(&relief, &masts, &homes, &centres, asked.traffic),
            budget_cents: (asked.budget_eur * 100.0).round() as i64,
            ..Instance::default()
        };
        Self {
            instance,
            points: homes.len(),
            households: homes.iter().map(|home| i64::from(home.households)).sum(),
        }
    }
}

fn sectors(asked: &Asked) -> u32 {
    asked.traffic.map_or(1, |_| SECTORS)
}

fn mast(relief: &Relief, random: &mut Random, mast_m: f64) -> Spot {
    let high = relief.high_place(random, MAST_TRIES, mast_m);
    relief.summit(&high, SUMMIT_M, mast_m)
}

fn home(relief: &Relief, random: &mut Random, villages: &[Spot]) -> Home {
    let spot = if random.below(1.0) < SCATTERED_RATIO {
        relief.low_place(random, SCATTERED_TRIES, RECEIVER_M)
    } else {
        let centre = villages[random.index(villages.len())];
        let mut aside_m = || VILLAGE_M * (random.below(1.0) - 0.5);
        relief.spot(centre.east_m + aside_m(), centre.south_m + aside_m(), RECEIVER_M)
    };
    Home { spot, households: 1 + random.index(HOUSEHOLDS_MOST) as u32 }
}

fn capex_cents(mast_m: f64, has_link: bool, random: &mut Random) -> i64 {
    let link_eur = if has_link { LINK_EUR } else { 0.0 };
    (100.0 * (MAST_EUR + METRE_EUR * mast_m + random.below(ACCESS_EUR) + link_eur)).round() as i64
}

/// The sites with their links; without points of presence every site is fed.
fn columns(relief: &Relief, masts: &[Spot], capex_cents: Vec<i64>, pops: &[Spot]) -> Vec<SiteColumn> {
    let is_link = |one: &Spot, other: &Spot| {
        one.is_within(other, LINK_M) && relief.is_zone_clear(one, other, WAVELENGTH_M, ZONE_RATIO)
    };
    let column = |(site, capex_cents): (usize, i64)| SiteColumn {
        id: format!("s{site:04}"),
        capex_cents,
        fixed_open: false,
        fed_by_pop: pops.is_empty() || pops.iter().any(|pop| is_link(pop, &masts[site])),
        neighbours: Vec::new(),
    };
    let mut columns: Vec<SiteColumn> = capex_cents.into_iter().enumerate().map(column).collect();
    if !pops.is_empty() {
        link(&mut columns, |one, other| is_link(&masts[one], &masts[other]));
    }
    columns
}

/// Asks once for each pair, so that links go both ways whatever rounding says.
fn link(columns: &mut [SiteColumn], is_link: impl Fn(usize, usize) -> bool + Sync) {
    let count = columns.len();
    let later = |one: usize| (one + 1..count).filter(|&other| is_link(one, other)).collect();
    let links: Vec<Vec<usize>> = (0..count).into_par_iter().map(later).collect();
    for (one, others) in links.into_iter().enumerate() {
        for other in others {
            columns[one].neighbours.push(other as u32);
            columns[other].neighbours.push(one as u32);
        }
    }
    for column in columns {
        column.neighbours.sort_unstable();
    }
}

/// The places that some site covers.
fn rows(
    relief: &Relief,
    masts: &[Spot],
    homes: &[Home],
    centres: &[Spot],
    traffic: Option<Traffic>,
) -> Vec<DemandRow> {
    let offer = |site: u32, mast: &Spot, home: &Home| match traffic {
        Some(traffic) => traffic.offer(site, mast, &home.spot, f64::from(home.households)),
        None => Offer { sector: site, airtime_us: [0; 2] },
    };
    let row = |(place, home): (usize, &Home)| {
        let seen = (0..)
            .zip(masts)
            .filter(|(_, mast)| home.spot.is_within(mast, SERVES_M) && relief.is_seen(&home.spot, mast));
        DemandRow {
            id: format!("h{place:06}"),
            weight_micro: HOUSEHOLD_MICRO * i64::from(home.households),
            households_micro: HOUSEHOLD_MICRO * i64::from(home.households),
            group: nearest(&home.spot, centres),
            offers: seen.map(|(site, mast)| offer(site, mast, home)).collect(),
            two_chains: false,
        }
    };
    homes.par_iter().enumerate().map(row).filter(|row| !row.offers.is_empty()).collect()
}

fn nearest(spot: &Spot, centres: &[Spot]) -> u32 {
    let distances_m = centres.iter().map(|centre| spot.distance_m(centre));
    let nearest = (0..).zip(distances_m).min_by(|(_, one_m), (_, other_m)| one_m.total_cmp(other_m));
    nearest.map_or(0, |(comune, _)| comune)
}
