//! Turns sectors towards the households that they can reach.
//!
//! Of the azimuths in steps of five degrees those are taken in which a site's sectors reach most households by their signal; of
//! equal ones those in which the households are heard best, then those farthest from the other sectors. One sector after the
//! other finds its place, then each in turn moves while that helps.

use rayon::prelude::*;

use super::heading::Heading;
use super::sparse::Listener;
use super::{Access, Reach};
use crate::demand::{Demand, PointIndex};
use crate::problem::Error;
use crate::progress::Progress;
use crate::sites::{Sector, Site};
use crate::terrain::Terrain;
use crate::units::Projected;

/// Steps of the azimuth in a full turn.
const STEPS: u32 = 72;

/// Times that each sector may move; two that merely make room for each other could go on for ever.
const ROUNDS_MAX: usize = 50;

/// Reserve beyond which a household hears well enough, dB.
const PLENTY_DB: f64 = 20.0;

/// The sites with those sectors turned that look towards demand.
///
/// # Errors
/// [`Error::Interrupted`] when `progress` says so.
pub fn orient(
    access: &Access,
    terrain: &Terrain,
    demand: &Demand,
    sites: &[Site],
    progress: &dyn Progress,
) -> Result<Vec<Site>, Error> {
    let turns = |site: &Site| site.towards_demand && site.serves();
    let count = sites.iter().filter(|site| turns(site)).count();
    if count == 0 {
        return Ok(sites.to_vec());
    }
    let positions: Vec<Projected> = demand.points.iter().map(|point| point.position).collect();
    let index = PointIndex::new(positions.iter().copied());
    progress.start("Turning sectors", count as u64);
    let turned = sites
        .par_iter()
        .map_init(
            || Listener::new(access, terrain, false),
            |listener, site| {
                let mut site = site.clone();
                if turns(&site) && !progress.stopped() {
                    let near = index.within(site.position, access.range_max_m());
                    let row = listener.row(&site, &positions, &near);
                    let one = |(place, reach): &(u32, Reach)| Audience {
                        households: demand.points[*place as usize].households,
                        heading: access.heading(terrain, &site, positions[*place as usize]),
                        path_loss_db: f64::from(reach.path_loss_db),
                    };
                    let audience: Vec<Audience> = row.reaches.iter().map(one).collect();
                    turn(access, &mut site.sectors, &audience);
                    progress.advance(1);
                }
                site
            },
        )
        .collect();
    progress.finish();
    if progress.stopped() { Err(Error::Interrupted) } else { Ok(turned) }
}

/// A household point that a site may reach.
struct Audience {
    households: f64,
    heading: Heading,
    path_loss_db: f64,
}

/// Turns sectors towards an audience.
fn turn(access: &Access, sectors: &mut [Sector], audience: &[Audience]) {
    let reserves = Reserves::of(access, &sectors[0], audience);
    let mut steps: Vec<u32> = Vec::new();
    for _ in 0..sectors.len() {
        steps.push(0);
        let last = steps.len() - 1;
        steps[last] = reserves.best_step(&steps, last);
    }
    for _ in 0..ROUNDS_MAX {
        let before = steps.clone();
        for moved in 0..steps.len() {
            steps[moved] = reserves.best_step(&steps, moved);
        }
        if steps == before {
            break;
        }
    }
    steps.sort_unstable();
    for (sector, step) in sectors.iter_mut().zip(steps) {
        sector.azimuth_deg = azimuth_deg(step);
    }
}

fn azimuth_deg(step: u32) -> f64 {
    f64::from(step) * 360.0 / f64::from(STEPS)
}

/// Steps from a sector's place to the nearest of the other sectors.
fn apart(steps: &[u32], moved: usize, step: u32) -> u32 {
    let others = steps.iter().enumerate().filter(|(sector, _)| *sector != moved);
    let around = |other: u32| step.abs_diff(other).min(STEPS - step.abs_diff(other));
    others.map(|(_, other)| around(*other)).min().unwrap_or(0)
}

/// What is left of the asked service's margin at each place with a sector in each azimuth.
struct Reserves {
    households: Vec<f64>,
    /// By step, then place, dB.
    by_step_db: Vec<Vec<f64>>,
}

impl Reserves {
    fn of(access: &Access, sector: &Sector, audience: &[Audience]) -> Self {
        let budget = access.budget();
        let reserve_db = |step: u32, one: &Audience| {
            let off_deg = one.heading.azimuth_deg - azimuth_deg(step);
            let gain_dbi = sector.gains.gain_dbi(off_deg, one.heading.elevation_deg);
            let coupling_loss_db = one.path_loss_db + access.building_entry_loss_db(one.heading) - gain_dbi;
            budget.reserve_db(budget.snr(sector.tx_power_dbm, coupling_loss_db))
        };
        let by_step_db =
            (0..STEPS).map(|step| audience.iter().map(|one| reserve_db(step, one)).collect()).collect();
        Self { households: audience.iter().map(|one| one.households).collect(), by_step_db }
    }

    /// The best step for one sector while the others stay, its own if none is better; of equals the first.
    fn best_step(&self, steps: &[u32], moved: usize) -> u32 {
        let mut others_db = vec![f64::NEG_INFINITY; self.households.len()];
        for (_, step) in steps.iter().enumerate().filter(|(sector, _)| *sector != moved) {
            for (most_db, reserve_db) in others_db.iter_mut().zip(&self.by_step_db[*step as usize]) {
                *most_db = most_db.max(*reserve_db);
            }
        }
        let value = |step: u32| (self.worth(&others_db, step), apart(steps, moved, step));
        let mut best = (steps[moved], value(steps[moved]));
        for step in 0..STEPS {
            let value = value(step);
            if value > best.1 {
                best = (step, value);
            }
        }
        best.0
    }

    /// Households reached, and how well all are heard.
    fn worth(&self, others_db: &[f64], step: u32) -> (f64, f64) {
        let mut worth = (0.0, 0.0);
        for ((households, other_db), own_db) in
            self.households.iter().zip(others_db).zip(&self.by_step_db[step as usize])
        {
            let reserve_db = other_db.max(*own_db);
            if reserve_db >= 0.0 {
                worth.0 += households;
                worth.1 += households * reserve_db.min(PLENTY_DB);
            }
        }
        worth
    }
}
