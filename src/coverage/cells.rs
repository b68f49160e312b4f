//! One site over the cells of a grid, radial by radial.
//!
//! A cell takes the samples of its wedge's radial as its profile, with its own distance and height at the end: the
//! profile runs beside the straight line to it, at the rim by half a cell at most. ITM, for which the ground before a low
//! antenna decides, is shown the straight line there; the sight of a cell that hangs by a thread is looked at again (`sight`).

use rayon::prelude::*;

use super::fan::Fan;
use super::lines::Spots;
use super::sight::Sight;
use super::station::Station;
use crate::progress::Progress;
use crate::propagation::radial::{APPROACH, Answer, Asked, Receivers, Samples, Sweep, Transmitter};
use crate::terrain::{Approach, RadialBuffer, Terrain};

/// Radials that one task walks: neighbours, which share cache lines.
const RADIALS_AT_ONCE: usize = 32;

/// Answers for the cells of a terrain within range and sector of a station: those that are `wanted` by row and column, stand on
/// known ground and lie behind no void. `put` is called once for each, from many threads.
///
/// Where clearances are asked for, cells whose sight hangs by a thread are looked at along their own line, with all clutter and
/// clearings that the terrain has: what is asked of these should be the terrain's own.
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
///     Station { position: grid.center(50, 50), antenna_height_m: 10.0, rx_height_m: 5.0, range_m: 1_000.0, sector: None };
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

impl Place<'_> {
    /// Whether a cell by row and column lies in the station's sector; its own cell lies in all of them.
    #[inline]
    fn in_sector(&self, (row, col): (f64, f64)) -> bool {
        let (site_row, site_col) = self.fan.site();
        self.station.sector.is_none_or(|sector| {
            (row, col) == (site_row, site_col) || sector.holds(col - site_col, site_row - row)
        })
    }
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
            sight: Sight::new(asked),
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
        if station.sector.is_some_and(|sector| !sector.may_hold(fan.directions(radial))) {
            return;
        }
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
                    &self.buffer,
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
        spots.look_up(terrain.heights_m(), terrain.grid.cols);
        kept.clear();
        kept.extend(spots.iter().zip(&spots.ground_m).map(|(((row, col), _, before), ground_m)| {
            let at = (f64::from(row), f64::from(col));
            !ground_m.is_nan()
                && place.in_sector(at)
                && wanted(row as usize, col as usize)
                && come_near(sweep, approach, terrain, [place.fan.site(), at], before as usize)
        }));
        spots.keep(kept);
        receivers.clear();
        // not copied: the next wedge fills what the spots get for it
        std::mem::swap(&mut receivers.before, &mut spots.before);
        std::mem::swap(&mut receivers.d_km, &mut spots.d_km);
        std::mem::swap(&mut receivers.ground_m, &mut spots.ground_m);
        let antenna_m = receivers.ground_m.iter().map(|ground_m| ground_m + place.station.rx_height_m);
        receivers.antenna_m.extend(antenna_m);
        if terrain.has_coast {
            let cells = spots.row.iter().zip(&spots.col);
            receivers.zone.extend(cells.map(|(row, col)| terrain.zone((*row as usize, *col as usize))));
        }
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
    Samples {
        x_km: &buffer.x_km,
        ground_m: &buffer.ground_m,
        clutter_m: &buffer.clutter_m,
        zone: &buffer.zone,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use ndarray::Array2;

    use super::super::station::AzimuthRange;
    use super::*;
    use crate::progress::Silent;
    use crate::propagation::{EARTH_RADIUS_KM, Polarisation};
    use crate::terrain::Grid;

    const SIGHT: Asked = Asked {
        model: None,
        clearance_radius_km: Some(4.0 / 3.0 * EARTH_RADIUS_KM),
        fresnel: false,
        frequency_mhz: 3_500.0,
        polarisation: Polarisation::Vertical,
        clutter: false,
        zones: false,
        clearing_km: 0.0,
    };

    /// Rows, columns and clearances of all cells that are heard of, in order.
    fn heard(terrain: &Terrain, station: &Station) -> Vec<((usize, usize), u64)> {
        let heard = Mutex::new(Vec::new());
        let put = |cell, answer: &Answer| {
            heard.lock().expect("no panic while it is held").push((cell, answer.clearance_m.to_bits()));
        };
        sweep_cells(terrain, station, &SIGHT, |_, _| true, put, &Silent);
        let mut heard = heard.into_inner().expect("no panic while it was held");
        heard.sort_unstable();
        heard
    }

    #[test]
    fn sectors_share_out_what_is_heard_all_around() {
        let grid = Grid { west_m: 0.0, north_m: 3_000.0, cell_m: 30.0, rows: 100, cols: 90 };
        let hill_m =
            |(row, col): (usize, usize)| 40.0 * ((0.21 * row as f32).sin() + (0.17 * col as f32).cos());
        let terrain = Terrain::bare(grid, "EPSG:32632", Array2::from_shape_fn((100, 90), hill_m));
        let mut position = grid.center(48, 37);
        position.east_m += 11.0;
        let station =
            Station { position, antenna_height_m: 12.0, rx_height_m: 4.0, range_m: 1_200.0, sector: None };
        let all = heard(&terrain, &station);
        let parts = [(20.0, 100.0), (170.0, 200.0), (300.0, 60.0)].map(|(azimuth_deg, width_deg)| {
            heard(&terrain, &Station { sector: Some(AzimuthRange { azimuth_deg, width_deg }), ..station })
        });
        assert!(parts.iter().all(|part| part.len() > 500));
        let mut together = parts.concat();
        together.sort_unstable();
        assert_eq!(together, all);
    }
}
