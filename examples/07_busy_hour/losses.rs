//! Path losses alone: what everything else stands on.

use std::hint::black_box;

use divario::coverage::{Station, sweep_cells};
use divario::demand::PointIndex;
use divario::progress::Silent;
use divario::terrain::ProfileBuffer;
use divario::units::Projected;
use rayon::prelude::*;

use super::World;

/// Every site to every point in range, by exact paths, in a turn around the site.
pub fn at_points(world: &World) {
    let positions: Vec<Projected> = world.demand.points.iter().map(|point| point.position).collect();
    let index = PointIndex::new(positions.iter().copied());
    world.sites.par_iter().for_each_init(ProfileBuffer::default, |buffer, site| {
        let mut near = index.within(site.position, world.access.range_max_m());
        let azimuth = |place: &Projected| {
            (place.east_m - site.position.east_m).atan2(place.north_m - site.position.north_m)
        };
        near.sort_by(|one, other| {
            azimuth(&positions[one.index as usize]).total_cmp(&azimuth(&positions[other.index as usize]))
        });
        for near in near {
            let place = positions[near.index as usize];
            black_box(world.access.path_loss_db(&world.terrain, site, place, buffer));
        }
    });
}

/// Every site to every cell in range, by a sweep.
pub fn in_cells(world: &World) {
    let asked = world.access.asked(&world.terrain, false);
    for site in &world.sites {
        let station = Station {
            position: site.position,
            antenna_height_m: site.terms.antenna_height_m,
            rx_height_m: world.access.cpe_height_m(),
            range_m: world.access.range_max_m(),
            sector: None,
        };
        let put = |_, answer: &divario::propagation::radial::Answer| {
            black_box(answer.loss_db);
        };
        sweep_cells(&world.terrain, &station, &asked, |_, _| true, put, &Silent);
    }
}
