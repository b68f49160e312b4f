//! What each place hears of each chosen site: path loss and direction, by exact path.

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

/// Hears every chosen site at every place within range, by rising place of the site among the chosen.
pub(super) fn hear(
    access: &Access,
    terrain: &Terrain,
    demand: &Demand,
    chosen: &[(usize, &Site)],
    progress: &dyn Progress,
) -> Result<Sky, Error> {
    let points = demand.points.iter().map(|point| point.position);
    let positions: Vec<Projected> =
        points.chain(demand.anchors.iter().map(|anchor| anchor.position)).collect();
    let index = PointIndex::new(positions.iter().copied());
    progress.start("Chosen sites", chosen.len() as u64);
    let rows: Vec<Vec<(u32, Reach, Heading)>> = chosen
        .par_iter()
        .map_init(
            || Listener::new(access, terrain, false),
            |listener, (_, site)| {
                if progress.stopped() {
                    return Vec::new();
                }
                let near = index.within(site.position, access.range_max_m());
                let row = listener.row(site, &positions, &near);
                progress.advance(1);
                let heading = |place: u32| access.heading(terrain, site, positions[place as usize]);
                row.reaches.into_iter().map(|(place, reach)| (place, reach, heading(place))).collect()
            },
        )
        .collect();
    progress.finish();
    if progress.stopped() {
        return Err(Error::Interrupted);
    }
    let mut places = vec![Vec::new(); positions.len()];
    for (chosen, row) in (0..).zip(rows) {
        for (place, reach, heading) in row {
            places[place as usize].push(Heard {
                chosen,
                path_loss_db: reach.path_loss_db,
                heading,
                clearances_m: [reach.clearance_m, reach.fresnel_clearance_m],
            });
        }
    }
    Ok(Sky { places })
}
