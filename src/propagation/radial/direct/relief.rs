//! What the model asks of the ground, answered from what is kept along the radial.

use super::horizons::{Sighted, Steepest};
use super::{Direct, Profile};
use crate::propagation::itm::horizons::Horizons;
use crate::propagation::itm::irregularity::span_by;
use crate::propagation::itm::least_squares::Line;
use crate::propagation::itm::relief::Relief;
use crate::propagation::itm::running::after_steps;

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
            Some(found) => self.at(found, a_e_m, antennas_m),
            None => self.walked(a_e_m, heights_m),
        }
    }

    fn span_m(&mut self, start_m: f64, end_m: f64) -> f64 {
        let Direct { ground_m, spread, .. } = &mut *self.direct;
        span_by(ground_m, self.step_m, [start_m, end_m], |heights_m, tenth| spread.span_m(heights_m, tenth))
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

    /// The horizons at two points, with the very numbers that a walk gives.
    fn at(&self, found: [Steepest; 2], a_e_m: f64, antennas_m: [f64; 2]) -> Horizons {
        let distance_m = self.distances_m(found.map(|steepest| steepest.point));
        let theta_rad = [0, 1].map(|end| match found[end].point {
            None => found[end].slope / self.step_m,
            Some(point) => {
                let top_m = self.direct.ground_m[point] + self.direct.clutter_m[point];
                (top_m - antennas_m[end]) / distance_m[end] - distance_m[end] * (1.0 / (2.0 * a_e_m))
            }
        });
        Horizons { theta_rad, distance_m }
    }

    /// Distances of two points from the transmitter and from the receiver, m; none is the other end.
    ///
    /// As sums of single steps only where their last bit decides: where a tenth or the half of such a distance, or of
    /// both together, falls on a point.
    fn distances_m(&self, [tx, rx]: [Option<usize>; 2]) -> [f64; 2] {
        let (last, d_m) = (self.last, self.last as f64 * self.step_m);
        let steps = [tx.unwrap_or(last), last - rx.unwrap_or(0)];
        let both = steps[0] + steps[1];
        let decides =
            [steps[0], steps[1], both].iter().any(|steps| steps.is_multiple_of(10)) || 2 * both == 3 * last;
        [
            match tx {
                None => d_m,
                Some(point) if decides => after_steps(0.0, self.step_m, point),
                Some(point) => point as f64 * self.step_m,
            },
            match rx {
                None => d_m,
                Some(point) if decides => after_steps(d_m, -self.step_m, point),
                Some(point) => (last - point) as f64 * self.step_m,
            },
        ]
    }
}
