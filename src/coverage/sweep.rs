//! One site over a grid of cells, radial by radial.

use rayon::prelude::*;

use super::fan::{Fan, Spot};
use crate::propagation::Zone;
use crate::propagation::radial::{Answer, Asked, Receiver, Samples, Sweep, Transmitter};
use crate::terrain::{RadialBuffer, Surface, Terrain};
use crate::units::Projected;

/// Radials that one task walks, neighbours that share cache lines.
const RADIALS_AT_ONCE: usize = 32;

/// A transmitting antenna on the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mast {
    pub position: Projected,
    pub antenna_height_m: f64,
}

/// Answers for every cell of a grid within range of a mast, but those that `wanted` leaves out and those behind a void:
/// `put` is called once for each, from many threads, with row, column and answer.
pub(super) fn sweep(
    terrain: &Terrain,
    mast: &Mast,
    range_m: f64,
    asked: &Asked,
    rx_height_m: f64,
    wanted: impl Fn(usize, usize) -> bool + Sync,
    put: impl Fn(usize, usize, &Answer) + Sync,
) {
    let fan = Fan::new(terrain.grid, mast.position, range_m);
    let surface = Surface::of(terrain);
    let ground_m = surface.ground_and_clutter_m(fan.site()).0;
    if ground_m.is_nan() {
        return;
    }
    let transmitter =
        Transmitter { ground_m, antenna_m: ground_m + mast.antenna_height_m, zone: Zone::Inland };
    let tasks = fan.radials().div_ceil(RADIALS_AT_ONCE);
    (0..tasks).into_par_iter().for_each_init(
        || Walker { sweep: Sweep::new(asked), spots: Vec::new(), profile: RadialBuffer::default() },
        |walker, task| {
            let first = task * RADIALS_AT_ONCE;
            for radial in first..(first + RADIALS_AT_ONCE).min(fan.radials()) {
                let Walker { sweep, spots, profile } = walker;
                fan.spots(radial, spots);
                spots.retain(|spot| wanted(spot.row as usize, spot.col as usize));
                let Some(last) = spots.last() else { continue };
                profile.sample(terrain, fan.site(), fan.step(radial), before(last.distance_m, terrain.grid.cell_m));
                sweep.start(&transmitter, &Samples { x_km: &profile.x_km, ground_m: &profile.ground_m, clutter_m: &profile.clutter_m, zone: &[] });
                for (id, spot) in spots.iter().enumerate() {
                    let count = before(spot.distance_m, terrain.grid.cell_m);
                    if count > profile.x_km.len() {
                        break;
                    }
                    let ground_m = f64::from(terrain.height_m[[spot.row as usize, spot.col as usize]]);
                    if !ground_m.is_nan() {
                        let receiver = Receiver {
                            d_km: spot.distance_m / 1000.0,
                            ground_m,
                            antenna_m: ground_m + rx_height_m,
                            zone: Zone::Inland,
                        };
                        sweep.receive(id as u32, count, &receiver);
                    }
                }
                for answer in sweep.answers() {
                    let spot = &spots[answer.id as usize];
                    put(spot.row as usize, spot.col as usize, answer);
                }
            }
        },
    );
}

struct Walker {
    sweep: Sweep,
    spots: Vec<Spot>,
    profile: RadialBuffer,
}

/// Samples before a receiver at a distance: all that are at least half a step nearer.
#[inline]
fn before(distance_m: f64, cell_m: f64) -> usize {
    (distance_m / cell_m - 0.5).max(0.0) as usize
}
