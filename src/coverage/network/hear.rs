//! What each place hears of each chosen site: path loss and direction, by exact path.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use super::super::heading::Heading;
use super::super::sparse::Listener;
use super::super::{Access, Reach};
use crate::demand::{Demand, PointIndex};
use crate::problem::Error;
use crate::progress::Progress;
use crate::sites::Site;
use crate::terrain::Terrain;
use crate::units::Projected;

/// What all places hear: the household points, then the anchors.
pub(super) struct Sky {
    pub places: Vec<Vec<Heard>>,
}

/// One chosen site as a place hears it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heard {
    /// Place of the site among the chosen.
    pub chosen: u32,
    /// Basic transmission loss, dB.
    pub path_loss_db: f32,
    /// Direction of the place from the site.
    pub heading: Heading,
    /// Clearance of the ray and of the first Fresnel zone, m.
    pub clearances_m: [f32; 2],
}

/// What places hear of sites that were asked for once, by the site's index among all: a site sounds the same in every network.
#[derive(Debug, Default)]
pub struct Hearings {
    of_site: Mutex<BTreeMap<usize, Arc<[Hearing]>>>,
}

/// A site at a place.
#[derive(Debug, Clone, Copy)]
struct Hearing {
    place: u32,
    path_loss_db: f32,
    heading: Heading,
    clearances_m: [f32; 2],
}

impl Hearings {
    fn known(&self) -> MutexGuard<'_, BTreeMap<usize, Arc<[Hearing]>>> {
        // Rows are put in whole: what a thread that broke off has left is sound.
        self.of_site.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Hears every chosen site at every place within range, by rising place of the site among the chosen; those of `hearings` from
/// memory, and the others into it.
pub(super) fn hear(
    access: &Access,
    terrain: &Terrain,
    demand: &Demand,
    chosen: &[(usize, &Site)],
    hearings: &Hearings,
    progress: &dyn Progress,
) -> Result<Sky, Error> {
    let points = demand.points.iter().map(|point| point.position);
    let positions: Vec<Projected> =
        points.chain(demand.anchors.iter().map(|anchor| anchor.position)).collect();
    let unknown: Vec<(usize, &Site)> = {
        let known = hearings.known();
        chosen.iter().filter(|(site, _)| !known.contains_key(site)).copied().collect()
    };
    let heard = listen(access, terrain, &positions, &unknown, progress)?;
    let mut known = hearings.known();
    known.extend(unknown.iter().map(|(site, _)| *site).zip(heard));
    let mut places = vec![Vec::new(); positions.len()];
    for (place_among_chosen, (site, _)) in (0..).zip(chosen) {
        for one in known.get(site).iter().flat_map(|row| row.iter()) {
            places[one.place as usize].push(Heard {
                chosen: place_among_chosen,
                path_loss_db: one.path_loss_db,
                heading: one.heading,
                clearances_m: one.clearances_m,
            });
        }
    }
    Ok(Sky { places })
}

/// What the places hear of each site, by exact path.
fn listen(
    access: &Access,
    terrain: &Terrain,
    positions: &[Projected],
    sites: &[(usize, &Site)],
    progress: &dyn Progress,
) -> Result<Vec<Arc<[Hearing]>>, Error> {
    let index = PointIndex::new(positions.iter().copied());
    progress.start("Chosen sites", sites.len() as u64);
    let rows = sites
        .par_iter()
        .map_init(
            || Listener::new(access, terrain, false),
            |listener, (_, site)| {
                if progress.stopped() {
                    return Arc::default();
                }
                let near = index.within(site.position, access.range_max_m());
                let row = listener.row(site, positions, &near);
                progress.advance(1);
                let hearing = |(place, reach): (u32, Reach)| Hearing {
                    place,
                    path_loss_db: reach.path_loss_db,
                    heading: access.heading(terrain, site, positions[place as usize]),
                    clearances_m: [reach.clearance_m, reach.fresnel_clearance_m],
                };
                row.reaches.into_iter().map(hearing).collect()
            },
        )
        .collect();
    progress.finish();
    if progress.stopped() { Err(Error::Interrupted) } else { Ok(rows) }
}
