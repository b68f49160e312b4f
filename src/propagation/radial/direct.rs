//! A model whose path has to be walked for every receiver: the profile is shared, the walk is not.

use super::{Kept, Receiver, Sample, Transmitter};
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
    pub fn start(&mut self, tx: &Transmitter) {
        self.tx_height_m = tx.antenna_m - tx.ground_m;
        for (column, value) in [
            (&mut self.distance_km, 0.0),
            (&mut self.ground_m, tx.ground_m),
            (&mut self.clutter_m, 0.0),
        ] {
            column.clear();
            column.push(value);
        }
    }

    pub fn push(&mut self, kept: &Kept, sample: &Sample) {
        self.distance_km.push(sample.x_km);
        self.ground_m.push(sample.ground_m);
        let cleared = !kept.clutter || sample.x_km <= kept.clearing_km;
        self.clutter_m.push(if cleared { 0.0 } else { sample.clutter_m });
    }

    /// Loss by ITM, dB, whose steps are equal: the receiver's distance over the number of steps.
    pub fn loss_db(&mut self, itm: &Itm, terminals: &Terminals, kept: &Kept, receiver: &Receiver) -> f64 {
        self.hide(kept, receiver.d_km);
        self.distance_km.push(receiver.d_km);
        self.ground_m.push(receiver.ground_m);
        self.clutter_m.push(0.0);
        let profile = Profile {
            distance_km: &self.distance_km,
            ground_m: &self.ground_m,
            clutter_m: &self.clutter_m,
            zone: &[],
        };
        let rx_height_m = receiver.antenna_m - receiver.ground_m;
        let terminals = Terminals { tx_height_m: self.tx_height_m, rx_height_m, ..*terminals };
        let loss_db = itm.basic_transmission_loss_db(&profile, &terminals);
        for column in [&mut self.distance_km, &mut self.ground_m, &mut self.clutter_m] {
            column.pop();
        }
        self.show();
        loss_db
    }

    /// Takes away the clutter in the clearing of a receiver.
    fn hide(&mut self, kept: &Kept, d_km: f64) {
        self.hidden_m.clear();
        let within = |x_km: &&f64| d_km - **x_km <= kept.clearing_km;
        let count = self.distance_km.iter().rev().take_while(within).count();
        let from = self.clutter_m.len() - count;
        self.hidden_m.extend_from_slice(&self.clutter_m[from..]);
        self.clutter_m[from..].fill(0.0);
    }

    fn show(&mut self) {
        let from = self.clutter_m.len() - self.hidden_m.len();
        self.clutter_m[from..].copy_from_slice(&self.hidden_m);
    }
}
