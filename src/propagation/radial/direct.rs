//! The Irregular Terrain Model along a radial. It wants equal steps, and takes those of the samples as equal: a step is the
//! receiver's distance over their number. That and the Earth's curvature under a path differ from receiver to receiver,
//! so all that is kept along the radial is kept in steps and holds for any length of a step:
//!
//! | quantity | kept as |
//! |---|---|
//! | both horizons | hulls, in the order that any curvature leaves (`horizons`) |
//! | mean height, lines through parts of the ground | running sums (`sums`) |
//! | irregularity Δh | read anew from the samples; its two heights lie near the last receiver's (`spread`) |
//!
//! What the ground shows of a receiver waits until there are enough of them; their losses are then computed together.

mod horizons;
#[cfg(test)]
mod properties;
mod relief;
mod spread;
mod sums;

use super::{Answer, Kept, Receiver, Samples, Transmitter};
use crate::propagation::itm::Ready;
use crate::propagation::itm::irregularity::TABLE;
use crate::propagation::itm::lanes::{LANES, Surveys, losses_db};
use crate::propagation::itm::relief::step_m;
use crate::propagation::itm::tenths::POINTS_MAX;
use crate::propagation::profile::Profile;
use horizons::Crests;
use relief::Along;
use spread::Spread;
use sums::Sums;

/// Points before a receiver that are looked at one by one; those of the straight line may take the place of the samples
/// there. Where a terminal stands low the ground before it decides: half of a step aside or along, and the horizon is
/// another.
pub const APPROACH: usize = 8;

/// The profile so far, as the plain kernel takes it, and what is kept of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Direct {
    tx_height_m: f64,
    distance_km: Vec<f64>,
    ground_m: Vec<f64>,
    clutter_m: Vec<f64>,
    /// Ground and clutter of the samples in the place of which a receiver's surroundings stand.
    covered: Vec<[f64; 2]>,
    /// Ground and clutter of the approaches to receivers that are yet to come.
    approaches: Vec<[f64; 2]>,
    /// How many of these have been taken.
    approached: usize,
    sums: Sums,
    crests: Crests,
    /// Room for what Δh is read from.
    resampled_m: Vec<f64>,
    spread: Spread,
    /// What is known of those who wait for their losses.
    surveys: Surveys,
    /// Place of each among all receivers of the radial.
    places: [usize; LANES],
    /// How many there are.
    waiting: usize,
}

impl Direct {
    pub fn start(&mut self, ready: &Ready, kept: &Kept, tx: &Transmitter, samples: &Samples) {
        self.tx_height_m = tx.antenna_m - tx.ground_m;
        let points = samples.x_km.len() + 1;
        let columns = [
            (&mut self.distance_km, 0.0, samples.x_km),
            (&mut self.ground_m, tx.ground_m, samples.ground_m),
            (&mut self.clutter_m, 0.0, samples.clutter_m),
        ];
        for (column, at_tx, given) in columns {
            column.resize((points + 1).max(TABLE), 0.0); // room for the receiver of the last sample
            column[0] = at_tx;
            column[1..points].fill(0.0);
            column[1..=given.len()].copy_from_slice(given);
        }
        let cleared = self.distance_km[..points].iter().take_while(|x_km| **x_km <= kept.clearing_km).count();
        self.clutter_m[..cleared].fill(0.0);
        self.resampled_m.resize(POINTS_MAX, 0.0);
        self.sums.start(&self.ground_m[..points]);
        let highest_m = samples.ground_m.iter().fold(tx.ground_m, |most, height_m| height_m.max(most));
        let mean_step_m = self.distance_km[points - 1] * 1e3 / samples.x_km.len().max(1) as f64;
        self.crests.start(ready.curvature_per_m(highest_m), mean_step_m, tx.antenna_m);
    }

    /// Takes ground and clutter of the last steps before the next receiver, the nearest last.
    pub fn approach(&mut self, ground_m: &[f64], clutter_m: &[f64]) {
        let points = ground_m.iter().zip(clutter_m);
        self.approaches.extend(points.map(|(ground_m, clutter_m)| [*ground_m, *clutter_m]));
    }

    /// Finds the loss by ITM, dB, of the receiver at a place, over so many samples, with equal steps: its distance over
    /// their number. Answers come for some receivers at a time.
    pub fn find_loss(
        &mut self,
        ready: &Ready,
        kept: &Kept,
        receiver: &Receiver,
        place: usize,
        answers: &mut [Answer],
    ) {
        let last = receiver.before + 1;
        let near = self.cover(kept, last, receiver);
        self.crests.take(&self.ground_m[..near], &self.clutter_m[..near]);
        let step_m = step_m(receiver.d_km, last);
        let heights_m = [self.tx_height_m, receiver.antenna_m - receiver.ground_m];
        let survey = ready.survey(&mut Along { direct: self, last, near, step_m }, heights_m);
        self.surveys.set(self.waiting, &survey);
        self.uncover(last);
        self.places[self.waiting] = place;
        self.waiting += 1;
        if self.waiting == LANES {
            self.settle(ready, answers);
        }
    }

    /// The losses of all who wait.
    pub fn settle(&mut self, ready: &Ready, answers: &mut [Answer]) {
        if self.waiting > 0 {
            let losses_db = losses_db(ready, &self.surveys);
            for (place, loss_db) in self.places[..self.waiting].iter().zip(losses_db) {
                answers[*place].loss_db = loss_db;
            }
            self.waiting = 0;
        }
    }

    /// Puts a receiver and its surroundings in the place of the last samples, without the clutter in its clearing and at
    /// its own place; says from where on the ground may be another than that of the samples.
    fn cover(&mut self, kept: &Kept, last: usize, receiver: &Receiver) -> usize {
        let within = |x_km: &&f64| receiver.d_km - **x_km <= kept.clearing_km;
        let cleared = last - self.distance_km[..last].iter().rev().take_while(within).count();
        let near = cleared.min(last.saturating_sub(APPROACH)).max(1);
        self.covered.clear();
        let samples = self.ground_m[near..=last].iter().zip(&self.clutter_m[near..=last]);
        self.covered.extend(samples.map(|(ground_m, clutter_m)| [*ground_m, *clutter_m]));
        self.come_near(kept, last);
        self.clutter_m[cleared..=last].fill(0.0);
        self.ground_m[last] = receiver.ground_m;
        near
    }

    /// Puts the approach to the next receiver, if there is one, in the place of the last samples before it.
    fn come_near(&mut self, kept: &Kept, last: usize) {
        let first = last.saturating_sub(APPROACH).max(1);
        let points = &self.approaches[self.approached..];
        for (index, [ground_m, clutter_m]) in (first..last).zip(points) {
            self.ground_m[index] = *ground_m;
            self.clutter_m[index] =
                if self.distance_km[index] <= kept.clearing_km { 0.0 } else { *clutter_m };
        }
        self.approached += points.len().min(last - first);
        if self.approached == self.approaches.len() {
            self.approaches.clear();
            self.approached = 0;
        }
    }

    fn uncover(&mut self, last: usize) {
        let from = last + 1 - self.covered.len();
        for (index, [ground_m, clutter_m]) in (from..).zip(self.covered.drain(..)) {
            (self.ground_m[index], self.clutter_m[index]) = (ground_m, clutter_m);
        }
    }
}
