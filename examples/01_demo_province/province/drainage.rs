//! Where water goes: pits are filled from the outlets inwards, then every cell runs to its steepest neighbour.
//!
//! The order in which the priority flood leaves its queue is an order in which every cell comes after the
//! cell it drains to; sums upstream run through it backwards, heights downstream forwards.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::lattice::Lattice;

/// A filled cell stands at least this much above the cell that it spills into, m.
const SPILL_M: f64 = 0.001;

/// The drainage tree of a surface.
pub struct Drainage {
    /// The cell that a cell drains to; an outlet names itself.
    pub receiver: Vec<usize>,
    /// All cells, each after its receiver.
    pub order: Vec<usize>,
}

impl Drainage {
    /// Fills the pits of `height_m` (not negative), then drains it to the outlets.
    pub fn of(lattice: Lattice, height_m: &mut [f64], outlet: &[bool]) -> Self {
        let order = flood(lattice, height_m, outlet);
        let receiver = (0..lattice.cells())
            .map(|cell| if outlet[cell] { cell } else { steepest(lattice, height_m, cell) })
            .collect();
        Self { receiver, order }
    }

    /// Ground that drains through each cell, its own included, m².
    pub fn area_m2(&self, lattice: Lattice) -> Vec<f64> {
        let mut area_m2 = vec![lattice.cell_m * lattice.cell_m; lattice.cells()];
        for &cell in self.order.iter().rev() {
            let receiver = self.receiver[cell];
            if receiver != cell {
                area_m2[receiver] += area_m2[cell];
            }
        }
        area_m2
    }

    /// Carries a value from the cells that have one (outlets must) up to all cells that drain to them.
    pub fn carried_up<T: Copy>(&self, own: impl Fn(usize) -> Option<T>, outlet: T) -> Vec<T> {
        let mut value = vec![outlet; self.order.len()];
        for &cell in &self.order {
            value[cell] = own(cell).unwrap_or(value[self.receiver[cell]]);
        }
        value
    }
}

/// Raises pits to their rim; returns the cells by rising filled height.
fn flood(lattice: Lattice, height_m: &mut [f64], outlet: &[bool]) -> Vec<usize> {
    let mut order = Vec::with_capacity(lattice.cells());
    let mut seen = outlet.to_vec();
    let mut queue: BinaryHeap<_> = (0..lattice.cells())
        .filter(|&cell| outlet[cell])
        .map(|cell| Reverse((height_m[cell].to_bits(), cell)))
        .collect();
    while let Some(Reverse((_, cell))) = queue.pop() {
        order.push(cell);
        for (next, _) in lattice.around(cell) {
            if !std::mem::replace(&mut seen[next], true) {
                height_m[next] = height_m[next].max(height_m[cell] + SPILL_M);
                queue.push(Reverse((height_m[next].to_bits(), next)));
            }
        }
    }
    order
}

fn steepest(lattice: Lattice, height_m: &[f64], cell: usize) -> usize {
    let mut best = (0.0, cell);
    for (next, distance_m) in lattice.around(cell) {
        let fall = (height_m[cell] - height_m[next]) / distance_m;
        if fall > best.0 {
            best = (fall, next);
        }
    }
    best.1
}
