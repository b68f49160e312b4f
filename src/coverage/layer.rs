//! What one site does in every cell within its range, by a sweep of radials.
//!
//! A cell takes the samples of its wedge's radial as its profile, with its own distance and height at the end: the
//! profile runs beside the straight line to it, at the rim by half a cell at most.

use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;

use super::fan::{Fan, Spot};
use super::sight::Sight;
use super::{Access, Window};
use crate::progress::Progress;
use crate::propagation::Zone;
use crate::propagation::radial::{Answer, Receiver, Samples, Sweep, Transmitter};
use crate::sites::Site;
use crate::terrain::{RadialBuffer, Terrain, height_at};
use crate::units::Projected;

/// Radials that one task walks: neighbours, which share cache lines.
const RADIALS_AT_ONCE: usize = 32;

/// A site's path losses and clearances over a window. Each cell belongs to one radial and is written once, whichever
/// thread walks it.
pub(super) struct Layer {
    pub window: Window,
    loss_db: Cells,
    clearance_m: Cells,
    fresnel_clearance_m: Cells,
}

/// Values that many threads write, NaN at first.
struct Cells(Vec<AtomicU32>);

impl Cells {
    fn new(count: usize) -> Self {
        Self((0..count).map(|_| AtomicU32::new(f32::NAN.to_bits())).collect())
    }

    #[inline]
    fn put(&self, at: usize, value: f64) {
        self.0[at].store((value as f32).to_bits(), Ordering::Relaxed);
    }

    #[inline]
    fn get(&self, at: usize) -> f32 {
        f32::from_bits(self.0[at].load(Ordering::Relaxed))
    }
}

/// What a layer says of a cell.
#[derive(Debug, Clone, Copy)]
pub(super) struct Met {
    /// Path loss, dB.
    pub loss_db: f32,
    /// Clearance, m; NaN where it was not asked for.
    pub clearance_m: f32,
    /// Clearance of the first Fresnel zone, m; NaN where it was not asked for.
    pub fresnel_clearance_m: f32,
}

impl Layer {
    /// Sweeps the cells of a window that lie on land and within range of a site; with clearances where `sight` is true.
    pub fn swept(
        access: &Access,
        terrain: &Terrain,
        site: &Site,
        window: Window,
        sight: bool,
        progress: &dyn Progress,
    ) -> Self {
        let count = window.grid.cells();
        let clearances = if sight { count } else { 0 };
        let layer = Self {
            window,
            loss_db: Cells::new(count),
            clearance_m: Cells::new(clearances),
            fresnel_clearance_m: Cells::new(clearances),
        };
        layer.sweep(access, terrain, site, sight, progress);
        layer
    }

    /// What the site does in a cell, by row and column of the terrain; `None` out of range, at sea and behind voids.
    #[inline]
    pub fn met(&self, row: usize, col: usize) -> Option<Met> {
        let at = self.place(row, col)?;
        let loss_db = self.loss_db.get(at);
        let clearance = |cells: &Cells| if cells.0.is_empty() { f32::NAN } else { cells.get(at) };
        (!loss_db.is_nan()).then(|| Met {
            loss_db,
            clearance_m: clearance(&self.clearance_m),
            fresnel_clearance_m: clearance(&self.fresnel_clearance_m),
        })
    }

    #[inline]
    fn place(&self, row: usize, col: usize) -> Option<usize> {
        let (row, col) = (row.checked_sub(self.window.first_row)?, col.checked_sub(self.window.first_col)?);
        (row < self.window.grid.rows && col < self.window.grid.cols).then(|| row * self.window.grid.cols + col)
    }

    fn sweep(&self, access: &Access, terrain: &Terrain, site: &Site, sight: bool, progress: &dyn Progress) {
        let ground_m = height_at(terrain, site.position);
        if ground_m.is_nan() {
            return;
        }
        let antenna_m = ground_m + site.terms.antenna_height_m;
        let transmitter = Transmitter { ground_m, antenna_m, zone: Zone::Inland };
        let fan = Fan::new(terrain.grid, site.position, access.range_max_m());
        let asked = access.asked(terrain, sight);
        (0..tasks(&fan)).into_par_iter().for_each_init(
            || Walker::new(Sweep::new(&asked), access, terrain),
            |walker, task| {
                let first = task * RADIALS_AT_ONCE;
                for radial in first..(first + RADIALS_AT_ONCE).min(fan.radials()) {
                    if !progress.stopped() {
                        walker.walk(&fan, radial, (site.position, &transmitter), self);
                    }
                }
                progress.advance(1);
            },
        );
    }

    #[inline]
    fn put(&self, spot: &Spot, answer: &Answer) {
        let Some(at) = self.place(spot.row as usize, spot.col as usize) else { return };
        self.loss_db.put(at, answer.loss_db);
        if !self.clearance_m.0.is_empty() {
            self.clearance_m.put(at, answer.clearance_m);
            self.fresnel_clearance_m.put(at, answer.fresnel_clearance_m);
        }
    }
}

/// Steps of progress that a sweep makes.
pub(super) fn tasks(fan: &Fan) -> usize {
    fan.radials().div_ceil(RADIALS_AT_ONCE)
}

/// One worker's memory.
struct Walker<'a> {
    terrain: &'a Terrain,
    rx_height_m: f64,
    sweep: Sweep,
    spots: Vec<Spot>,
    buffer: RadialBuffer,
    sight: Sight,
}

impl<'a> Walker<'a> {
    fn new(sweep: Sweep, access: &Access, terrain: &'a Terrain) -> Self {
        Self {
            terrain,
            rx_height_m: access.cpe_height_m(),
            sweep,
            spots: Vec::new(),
            buffer: RadialBuffer::default(),
            sight: Sight::new(access),
        }
    }

    /// Walks one radial for all the cells of its wedge.
    fn walk(&mut self, fan: &Fan, radial: usize, (site, transmitter): (Projected, &Transmitter), layer: &Layer) {
        fan.spots(radial, &mut self.spots);
        let terrain = self.terrain;
        self.spots.retain(|spot| {
            let (row, col) = (spot.row as usize, spot.col as usize);
            layer.place(row, col).is_some() && !terrain.is_sea((row, col))
        });
        let Some(last) = self.spots.last() else { return };
        let count = samples_before(last.distance_m, terrain.grid.cell_m);
        self.buffer.sample(terrain, fan.site(), fan.step(radial), count);
        self.sweep.start(transmitter, &samples(&self.buffer));
        for (id, spot) in (0..).zip(&self.spots) {
            let before = samples_before(spot.distance_m, terrain.grid.cell_m);
            if before > self.buffer.x_km.len() {
                break; // a void lies before it and before all that follow
            }
            if let Some(receiver) = receiver(terrain, spot, self.rx_height_m) {
                self.sweep.receive(id, before, &receiver);
            }
        }
        self.sight.look_again(terrain, &mut self.sweep, &self.spots, (site, transmitter));
        for answer in self.sweep.answers() {
            layer.put(&self.spots[answer.id as usize], answer);
        }
    }
}

/// A radial's samples, as the sweep takes them.
pub(super) fn samples(buffer: &RadialBuffer) -> Samples<'_> {
    Samples { x_km: &buffer.x_km, ground_m: &buffer.ground_m, clutter_m: &buffer.clutter_m, zone: &[] }
}

/// Samples before a receiver at a distance: all that are nearer by half a step at least.
#[inline]
pub(super) fn samples_before(distance_m: f64, cell_m: f64) -> usize {
    (distance_m / cell_m - 0.5).max(0.0) as usize
}

/// A household's antenna at the centre of a cell; `None` in a void.
#[inline]
fn receiver(terrain: &Terrain, spot: &Spot, rx_height_m: f64) -> Option<Receiver> {
    let ground_m = f64::from(terrain.height_m[[spot.row as usize, spot.col as usize]]);
    let antenna_m = ground_m + rx_height_m;
    (!ground_m.is_nan()).then_some(Receiver {
        d_km: spot.distance_m / 1_000.0,
        ground_m,
        antenna_m,
        zone: Zone::Inland,
    })
}
