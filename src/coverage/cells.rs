//! One site over the cells of a grid, radial by radial.
//!
//! A cell takes the samples of its wedge's radial as its profile, with its own distance and height at the end: the
//! profile runs beside the straight line to it, at the rim by half a cell at most. ITM, for which the ground before a low
//! antenna decides, is shown the straight line there.

use rayon::prelude::*;

use super::Access;
use super::fan::Fan;
use super::lines::Spots;
use super::sight::Sight;
use crate::progress::Progress;
use crate::propagation::Zone;
use crate::propagation::radial::{APPROACH, Answer, Asked, Receiver, Receivers, Samples, Sweep, Transmitter};
use crate::sites::Site;
use crate::terrain::{Approach, RadialBuffer, Terrain, height_at};
use crate::units::Projected;

/// Radials that one task walks: neighbours, which share cache lines.
const RADIALS_AT_ONCE: usize = 32;

/// A transmitter on the map, and the receivers that it is heard by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Station {
    /// Where it stands.
    pub position: Projected,
    /// Height of its antenna above ground, m.
    pub antenna_height_m: f64,
    /// Height of the receivers' antennas above ground, m.
    pub rx_height_m: f64,
    /// How far it is listened for, m.
    pub range_m: f64,
}

impl Station {
    /// A site of an access network.
    pub(super) fn of(access: &Access, site: &Site) -> Self {
        Self {
            position: site.position,
            antenna_height_m: site.terms.antenna_height_m,
            rx_height_m: access.cpe_height_m(),
            range_m: access.range_max_m(),
        }
    }

    /// Its antenna over the ground; `None` where that is not known.
    pub(super) fn transmitter(&self, terrain: &Terrain) -> Option<Transmitter> {
        let ground_m = height_at(terrain, self.position);
        let antenna_m = ground_m + self.antenna_height_m;
        (!ground_m.is_nan()).then_some(Transmitter { ground_m, antenna_m, zone: Zone::Inland })
    }

    /// A household's antenna behind so many samples, so far away on ground so high (m above mean sea level).
    #[inline]
    pub(super) fn receiver(&self, before: usize, distance_m: f64, ground_m: f64) -> Receiver {
        let (d_km, antenna_m) = (distance_m / 1_000.0, ground_m + self.rx_height_m);
        Receiver { before, d_km, ground_m, antenna_m, zone: Zone::Inland }
    }
}

/// Answers for the cells of a terrain within range of a station: those that are `wanted` by row and column, stand on
/// known ground and lie behind no void. `put` is called once for each, from many threads.
///
/// # Example
/// ```
/// use std::sync::atomic::{AtomicU32, Ordering};
/// use divario::coverage::{Station, sweep_cells};
/// use divario::progress::Silent;
/// use divario::propagation::{EARTH_RADIUS_KM, Polarisation, radial::Asked};
/// use divario::terrain::{Grid, Terrain};
/// let grid = Grid { west_m: 0.0, north_m: 3_000.0, cell_m: 30.0, rows: 100, cols: 100 };
/// let terrain = Terrain::bare(grid, "EPSG:32632", ndarray::Array2::zeros((100, 100)));
/// let station =
///     Station { position: grid.center(50, 50), antenna_height_m: 10.0, rx_height_m: 5.0, range_m: 1_000.0 };
/// let asked = Asked {
///     model: None,
///     clearance_radius_km: Some(4.0 / 3.0 * EARTH_RADIUS_KM),
///     fresnel: false,
///     frequency_mhz: 3_500.0,
///     polarisation: Polarisation::Vertical,
///     clutter: false,
///     zones: false,
///     clearing_km: 0.0,
/// };
/// let in_sight = AtomicU32::new(0);
/// let count = |_, answer: &divario::propagation::radial::Answer| {
///     in_sight.fetch_add(u32::from(answer.clearance_m > 0.0), Ordering::Relaxed);
/// };
/// sweep_cells(&terrain, &station, &asked, |_, _| true, count, &Silent);
/// assert_eq!(in_sight.into_inner(), 3_505); // the cells of a circle of 33.3 cells' sides
/// ```
pub fn sweep_cells(
    terrain: &Terrain,
    station: &Station,
    asked: &Asked,
    wanted: impl Fn(usize, usize) -> bool + Sync,
    put: impl Fn((usize, usize), &Answer) + Sync,
    progress: &dyn Progress,
) {
    let Some(transmitter) = station.transmitter(terrain) else { return };
    let fan = Fan::new(terrain.grid, station.position, station.range_m);
    let place = Place { terrain, station, fan: &fan, transmitter: &transmitter };
    (0..tasks(&fan)).into_par_iter().for_each_init(
        || Walker::new(asked),
        |walker, task| {
            let first = task * RADIALS_AT_ONCE;
            for radial in first..(first + RADIALS_AT_ONCE).min(fan.radials()) {
                if !progress.stopped() {
                    walker.walk(&place, radial, &wanted, &put);
                }
            }
            progress.advance(1);
        },
    );
}

/// Steps of progress that [`sweep_cells`] makes.
pub(super) fn tasks(fan: &Fan) -> usize {
    fan.radials().div_ceil(RADIALS_AT_ONCE)
}

/// What all workers look at.
struct Place<'a> {
    terrain: &'a Terrain,
    station: &'a Station,
    fan: &'a Fan,
    transmitter: &'a Transmitter,
}

/// One worker's memory.
struct Walker {
    sweep: Sweep,
    spots: Spots,
    buffer: RadialBuffer,
    approach: Approach,
    /// Which cells are asked for, and the receivers there.
    kept: Vec<bool>,
    receivers: Receivers,
    sight: Option<Sight>,
}

impl Walker {
    fn new(asked: &Asked) -> Self {
        Self {
            sweep: Sweep::new(asked),
            spots: Spots::default(),
            buffer: RadialBuffer::default(),
            approach: Approach::default(),
            kept: Vec::new(),
            receivers: Receivers::default(),
            sight: asked.clearance_radius_km.map(Sight::new),
        }
    }

    /// Walks one radial for all the cells of its wedge.
    fn walk(
        &mut self,
        place: &Place,
        radial: usize,
        wanted: &impl Fn(usize, usize) -> bool,
        put: &impl Fn((usize, usize), &Answer),
    ) {
        let Place { terrain, station, fan, transmitter } = *place;
        fan.spots(radial, &mut self.spots);
        let Some(last) = self.spots.before.last() else { return };
        self.buffer.sample(terrain, &fan.crossings(radial, *last as usize));
        self.find_receivers(place, wanted);
        let answers = self.sweep.ask(transmitter, &samples(&self.buffer), &self.receivers);
        let answers = match &mut self.sight {
            None => answers,
            Some(sight) => {
                let Spots { row, col, .. } = &self.spots;
                let at = |index: usize| terrain.grid.center(row[index] as usize, col[index] as usize);
                sight.look_again(
                    terrain,
                    &mut self.sweep,
                    &self.receivers,
                    at,
                    (station.position, transmitter),
                );
                self.sweep.answers()
            }
        };
        for ((row, col), answer) in self.spots.row.iter().zip(&self.spots.col).zip(answers) {
            put((*row as usize, *col as usize), answer);
        }
    }

    /// Finds the cells that are wanted, stand on known ground and lie behind no void.
    fn find_receivers(&mut self, place: &Place, wanted: &impl Fn(usize, usize) -> bool) {
        let Self { sweep, approach, spots, kept, receivers, buffer, .. } = self;
        let (terrain, known) = (place.terrain, buffer.x_km.len() as u32);
        spots.resize(spots.before.partition_point(|before| *before <= known));
        kept.clear();
        kept.extend(spots.iter().map(|((row, col), _, before)| {
            let (at, cell) = ((f64::from(row), f64::from(col)), [row as usize, col as usize]);
            !terrain.height_m[cell].is_nan()
                && wanted(cell[0], cell[1])
                && come_near(sweep, approach, terrain, [place.fan.site(), at], before as usize)
        }));
        spots.keep(kept);
        receivers.clear();
        receivers.before.extend_from_slice(&spots.before);
        receivers.d_km.extend(spots.distance_m.iter().map(|distance_m| distance_m / 1_000.0));
        let cells = spots.row.iter().zip(&spots.col);
        let ground_m = cells.map(|(row, col)| f64::from(terrain.height_m[[*row as usize, *col as usize]]));
        receivers.ground_m.extend(ground_m);
        let antenna_m = receivers.ground_m.iter().map(|ground_m| ground_m + place.station.rx_height_m);
        receivers.antenna_m.extend(antenna_m);
    }
}

/// Shows a model that asks for it the straight line right before a receiver, between two rows and columns; false where a
/// void lies there.
#[inline]
pub(super) fn come_near(
    sweep: &mut Sweep,
    approach: &mut Approach,
    terrain: &Terrain,
    line: [(f64, f64); 2],
    before: usize,
) -> bool {
    if !sweep.wants_approach() {
        return true;
    }
    let known = approach.sample(terrain, line, before + 1, APPROACH);
    if known {
        sweep.approach(&approach.ground_m, &approach.clutter_m);
    }
    known
}

/// A radial's samples, as the sweep takes them.
pub(super) fn samples(buffer: &RadialBuffer) -> Samples<'_> {
    Samples { x_km: &buffer.x_km, ground_m: &buffer.ground_m, clutter_m: &buffer.clutter_m, zone: &[] }
}
