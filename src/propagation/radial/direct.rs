//! A model whose path has to be walked for every receiver: the profile is shared, the walk is not.

use super::{Kept, Receiver, Samples, Transmitter};
use crate::propagation::itm::Itm;
use crate::propagation::profile::{Profile, Terminals};

/// The profile so far, as the plain kernels take it.
#[derive(Debug, Clone, Default)]
pub(super) struct Direct {
    tx_height_m: f64,
    distance_km: Vec<f64>,
    ground_m: Vec<f64>,
    clutter_m: Vec<f64>,
    /// Clutter that a receiver's clearing hides.
    hidden_m: Vec<f64>,
}

impl Direct {
    pub fn start(&mut self, kept: &Kept, tx: &Transmitter, samples: &Samples) {
        self.tx_height_m = tx.antenna_m - tx.ground_m;
        let columns = [
            (&mut self.distance_km, 0.0, samples.x_km),
            (&mut self.ground_m, tx.ground_m, samples.ground_m),
            (&mut self.clutter_m, 0.0, samples.clutter_m),
        ];
        for (column, at_tx, given) in columns {
            column.clear();
            column.push(at_tx);
            column.extend_from_slice(given);
            column.resize(samples.x_km.len() + 2, 0.0); // room for the receiver of the last sample
        }
        let cleared = self.distance_km.iter().take_while(|x_km| **x_km <= kept.clearing_km).count();
        self.clutter_m[..cleared].fill(0.0);
    }

    /// Loss by ITM, dB, over so many samples, with equal steps: the receiver's distance over their number.
    pub fn loss_db(&mut self, itm: &Itm, terminals: &Terminals, kept: &Kept, receiver: &Receiver) -> f64 {
        let last = receiver.before + 1;
        let hidden = self.hide(kept, last, receiver.d_km);
        let shown = [self.distance_km[last], self.ground_m[last]];
        (self.distance_km[last], self.ground_m[last]) = (receiver.d_km, receiver.ground_m);
        let profile = Profile {
            distance_km: &self.distance_km[..=last],
            ground_m: &self.ground_m[..=last],
            clutter_m: &self.clutter_m[..=last],
            zone: &[],
        };
        let rx_height_m = receiver.antenna_m - receiver.ground_m;
        let terminals = Terminals { tx_height_m: self.tx_height_m, rx_height_m, ..*terminals };
        let loss_db = itm.basic_transmission_loss_db(&profile, &terminals);
        [self.distance_km[last], self.ground_m[last]] = shown;
        self.clutter_m[hidden..=last].copy_from_slice(&self.hidden_m);
        loss_db
    }

    /// Takes away the clutter in the clearing of a receiver and at its own place; says from where on.
    fn hide(&mut self, kept: &Kept, last: usize, d_km: f64) -> usize {
        let within = |x_km: &&f64| d_km - **x_km <= kept.clearing_km;
        let from = last - self.distance_km[..last].iter().rev().take_while(within).count();
        self.hidden_m.clear();
        self.hidden_m.extend_from_slice(&self.clutter_m[from..=last]);
        self.clutter_m[from..=last].fill(0.0);
        from
    }
}
