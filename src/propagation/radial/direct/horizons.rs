//! The horizons of both antennas, in steps of any length on an Earth of any curvature.
//!
//! Point i of n stands at the slope `(h_i − z) / i − c i` above an antenna at the beginning, in m per step, where `c` is
//! half the curvature times the step squared. `c` is a little different for each receiver, so that no order of points
//! lasts; but of points over i and `(h_i − z) / i` the steepest is always one of the upper hull, found in the direction c.
//!
//! From the receiver it is `(h_i − z) / (n − i) − c (n − i)`. The points over i and `h_i − C i²` with a `C` not below any
//! `c` have all steepest points on their hull: less curvature only makes points sink that stand below it.

use super::super::hull::{Hull, Vertex};

/// How much longer a step may be than those of the whole radial on average: paths of ten steps or more are within.
const LONGER: f64 = 1.05;

/// A point and how steep it stands, in m per step.
#[derive(Debug, Clone, Copy)]
pub(super) struct Steepest {
    pub slope: f64,
    /// None where the other antenna itself is the steepest.
    pub point: Option<usize>,
}

impl Steepest {
    #[inline]
    fn look(&mut self, slope: f64, point: usize) {
        if slope > self.slope {
            *self = Self { slope, point: Some(point) };
        }
    }
}

/// A receiver as the hulls have it: n steps away, with the heights of both antennas, m.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sighted {
    pub last: usize,
    pub antennas_m: [f64; 2],
    /// c, m per step².
    pub bend: f64,
}

/// The two hulls of the samples taken so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Crests {
    /// C, m per step².
    bend: f64,
    tx_antenna_m: f64,
    from_tx: Hull,
    from_rx: Hull,
    /// Samples taken, and the transmitter before them.
    taken: usize,
}

impl Crests {
    /// Begins anew, for an Earth of no more than this curvature (1/m), and steps of this length on average (m).
    pub fn start(&mut self, curvature_per_m: f64, step_m: f64, tx_antenna_m: f64) {
        self.bend = 0.5 * curvature_per_m * (LONGER * step_m).powi(2);
        self.tx_antenna_m = tx_antenna_m;
        self.from_tx.clear();
        self.from_rx.clear();
        self.taken = 1;
    }

    /// Takes the points that come before a receiver's surroundings; the first is the transmitter.
    pub fn take(&mut self, ground_m: &[f64], clutter_m: &[f64]) {
        for index in self.taken..ground_m.len() {
            let (x, top_m) = (index as f64, ground_m[index] + clutter_m[index]);
            self.from_tx.push(Vertex { x_km: x, y_m: (top_m - self.tx_antenna_m) / x, index });
            self.from_rx.push(Vertex { x_km: x, y_m: top_m - self.bend * x * x, index });
        }
        self.taken = self.taken.max(ground_m.len());
    }

    /// The steepest points from both antennas: of those taken, of the `tops_m` from the point `near` on, and of the
    /// antennas themselves. None where the Earth or the step is outside what the hulls are for.
    pub fn steepest(
        &self,
        sighted: &Sighted,
        near: usize,
        tops_m: impl Iterator<Item = f64>,
    ) -> Option<[Steepest; 2]> {
        if sighted.bend > self.bend {
            return None;
        }
        let Sighted { last, antennas_m: [z_tx_m, z_rx_m], bend } = *sighted;
        let ray = (z_rx_m - z_tx_m) / last as f64;
        let mut found = [ray, -ray].map(|ray| Steepest { slope: ray - last as f64 * bend, point: None });
        let [tx, rx] = &mut found;
        if let Some(vertex) = self.from_tx.highest(bend) {
            tx.look(vertex.y_m - bend * vertex.x_km, vertex.index);
        }
        self.look_back(sighted, rx);
        for (point, top_m) in (near..).zip(tops_m) {
            let (from_tx, from_rx) = (point as f64, (last - point) as f64);
            tx.look((top_m - z_tx_m) / from_tx - bend * from_tx, point);
            rx.look((top_m - z_rx_m) / from_rx - bend * from_rx, point);
        }
        Some(found)
    }

    /// The steepest point of the hull from a receiver. With the curvature of the hull it is found by searching; with less
    /// of it, points farther away rise by so much a step, and no point can pass the best that is not so near to it.
    fn look_back(&self, sighted: &Sighted, rx: &mut Steepest) {
        let n = sighted.last as f64;
        let sheared_m = sighted.antennas_m[1] - self.bend * n * n;
        let rise = self.bend - sighted.bend;
        for vertex in self.from_rx.back_from_steepest(n, sheared_m) {
            let steps = n - vertex.x_km;
            // (h − z) / (n − i) − C (n − i), and what there is more for c
            let slope = (vertex.y_m - sheared_m) / steps - 2.0 * self.bend * n;
            if slope + rise * n < rx.slope {
                break;
            }
            rx.look(slope + rise * steps, vertex.index);
        }
    }
}
