//! A second look at the cells whose sight hangs by a thread: along the very line to them, not the radial beside it.
//!
//! The radial tells where on the way the ray comes near the ground; there, and nowhere else, the line is looked at. So in
//! mountains a second look costs a few dozen samples in place of the whole path. On a plain rays come near the ground all
//! along, but there the radial errs as little as neighbouring cells differ: nothing is doubtful on level ground.

use std::ops::Range;

use crate::propagation::radial::{Receivers, Sweep, Transmitter};
use crate::terrain::{StraightLine, Terrain};
use crate::units::Projected;

/// Cells are looked at again where the sweep's clearance is below this share of a cell's side, either way: what the
/// sweep errs by grows with how far its radial lies from the line, and that is a share of a cell too.
const DOUBTFUL_CELLS: f64 = 0.2;

/// The same of how far neighbouring cells differ along the radial: half a cell aside, and bent either way.
const DOUBTFUL_STEPS: f64 = 1.0;

/// Ground that the sweep has so many times farther below the ray than what is doubtful does not reach it on the line.
const NEAR_TIMES: f64 = 4.0;

/// Looks again, for one worker.
pub(super) struct Sight {
    effective_earth_radius_km: f64,
    /// Stretches near the ray, km.
    near: Vec<Range<f64>>,
}

impl Sight {
    /// Over an Earth of this effective radius, km.
    pub fn new(effective_earth_radius_km: f64) -> Self {
        Self { effective_earth_radius_km, near: Vec::new() }
    }

    /// Corrects the clearances of a radial's doubtful receivers, which stand at places; neighbouring cells differ by so much
    /// along it at most (m); `site` is where the transmitter stands.
    pub fn look_again(
        &mut self,
        terrain: &Terrain,
        unevenness_m: f64,
        sweep: &mut Sweep,
        receivers: &Receivers,
        at: impl Fn(usize) -> Projected,
        (site, transmitter): (Projected, &Transmitter),
    ) {
        let doubtful_m = (DOUBTFUL_CELLS * terrain.grid.cell_m).min(DOUBTFUL_STEPS * unevenness_m);
        for index in 0..receivers.len() {
            if sweep.answers()[index].clearance_m.abs() < doubtful_m {
                let Some(line) = StraightLine::between(terrain, site, at(index)) else { continue };
                let receiver = receivers.get(index);
                sweep.near_ray(&receiver, NEAR_TIMES * doubtful_m, &mut self.near);
                let antennas_m = [transmitter.antenna_m, receiver.antenna_m];
                let found = self.near.iter().map(|near| self.clearance_m(&line, near, antennas_m));
                let least_m = found.fold(f64::INFINITY, f64::min);
                if least_m.is_finite() {
                    sweep.correct_clearance(index, least_m);
                }
            }
        }
    }

    /// Least clearance over a stretch, m.
    fn clearance_m(&self, line: &StraightLine, near_km: &Range<f64>, [tx_m, rx_m]: [f64; 2]) -> f64 {
        let stretch_m = 1_000.0 * near_km.start..1_000.0 * near_km.end;
        let length_km = line.length_m() / 1_000.0;
        let above = |(d_km, topped_m): (f64, f64)| {
            let bulge_m = 500.0 / self.effective_earth_radius_km * d_km * (length_km - d_km);
            tx_m + (rx_m - tx_m) / length_km * d_km - topped_m - bulge_m
        };
        line.points(stretch_m).map(above).fold(f64::INFINITY, f64::min)
    }
}
