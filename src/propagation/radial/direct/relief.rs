//! What the model asks of the ground, answered from what is kept along the radial.

use super::horizons::{Sighted, Steepest};
use super::{Direct, Profile};
use crate::propagation::itm::horizons::{Horizons, Seen};
use crate::propagation::itm::irregularity::span_by;
use crate::propagation::itm::least_squares::Line;
use crate::propagation::itm::relief::Relief;

/// The ground up to a receiver.
pub(super) struct Along<'a> {
    pub direct: &'a mut Direct,
    /// Number of steps.
    pub last: usize,
    /// From this point on the ground may be another than that of the samples.
    pub near: usize,
    pub step_m: f64,
}

impl Relief for Along<'_> {
    fn steps(&self) -> usize {
        self.last
    }

    fn step_m(&self) -> f64 {
        self.step_m
    }

    fn ends_m(&self) -> [f64; 2] {
        [self.direct.ground_m[0], self.direct.ground_m[self.last]]
    }

    fn mean_m(&self, first: usize, last: usize) -> f64 {
        self.direct.sums.mean_m(&self.direct.ground_m, self.near, first, last)
    }

    fn line(&self, first: usize, last: usize) -> Line {
        self.direct.sums.line(&self.direct.ground_m, self.near, first, last)
    }

    fn horizons(&self, a_e_m: f64, heights_m: [f64; 2]) -> Horizons {
        let [tx_ground_m, rx_ground_m] = self.ends_m();
        let antennas_m = [tx_ground_m + heights_m[0], rx_ground_m + heights_m[1]];
        let bend = self.step_m * self.step_m / (2.0 * a_e_m);
        let sighted = Sighted { last: self.last, antennas_m, bend };
        let near = self.near..self.last;
        let (ground_m, clutter_m) = (&self.direct.ground_m[near.clone()], &self.direct.clutter_m[near]);
        let tops_m = ground_m.iter().zip(clutter_m).map(|(ground_m, clutter_m)| ground_m + clutter_m);
        match self.direct.crests.steepest(&sighted, self.near, tops_m) {
            Some([tx, rx]) => {
                let seen = [self.seen(tx, antennas_m[0]), self.seen(rx, antennas_m[1])];
                Horizons::of(self.last, self.step_m, a_e_m, seen)
            }
            None => self.walked(a_e_m, heights_m),
        }
    }

    fn span_m(&mut self, start_m: f64, end_m: f64) -> f64 {
        let Direct { ground_m, resampled_m, spread, .. } = &mut *self.direct;
        span_by(ground_m, self.step_m, [start_m, end_m], resampled_m, |heights_m, tenth| {
            spread.span_m(heights_m, tenth)
        })
    }
}

impl Along<'_> {
    /// Horizons by looking at every point.
    fn walked(&self, a_e_m: f64, heights_m: [f64; 2]) -> Horizons {
        let Direct { ground_m, clutter_m, .. } = &*self.direct;
        let profile = Profile {
            distance_km: &[],
            ground_m: &ground_m[..=self.last],
            clutter_m: &clutter_m[..=self.last],
            zone: &[],
        };
        Horizons::over(&profile, self.step_m, a_e_m, heights_m)
    }

    /// What an antenna sees last.
    fn seen(&self, found: Steepest, antenna_m: f64) -> Seen {
        match found.point {
            None => Seen::Antenna { theta_rad: found.slope / self.step_m },
            Some(point) => {
                let top_m = self.direct.ground_m[point] + self.direct.clutter_m[point];
                Seen::Point { point, rise_m: top_m - antenna_m }
            }
        }
    }
}
