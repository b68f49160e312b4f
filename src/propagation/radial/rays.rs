//! A few receivers of one radial that stand close to each other, and the rays to them: what one of them asks of the ground is
//! asked for all at once.

use super::{Receiver, Receivers};

/// Receivers of a group.
pub(super) const GROUP: usize = 8;

/// Samples between the first of a group and the last at most: each of them is looked at for all.
const SPREAD: u32 = 32;

/// One number for each receiver of a group.
pub(super) type Lanes = [f64; GROUP];

/// A group of receivers as the transmitter sees them over a plane. Lanes without a receiver repeat the last one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rays {
    /// How many receivers there are.
    pub count: usize,
    /// Distance d of each, km.
    pub d_km: Lanes,
    /// Height of the ground there, m above mean sea level.
    pub ground_m: Lanes,
    /// Height of the antenna, m above mean sea level.
    pub antenna_m: Lanes,
    /// Slope of the ray, m/km.
    pub slope: Lanes,
    /// Samples before each.
    pub before: [u32; GROUP],
    /// Those of them that lie before its clearing.
    pub open: [u32; GROUP],
}

impl Rays {
    /// Those from one on that make a group, but not more than there is room for; there must be one.
    #[inline(always)]
    pub fn of(tx_antenna_m: f64, receivers: &Receivers, first: usize, room: usize) -> Self {
        let before = &receivers.before[first..];
        let near = |before: &&u32| **before <= receivers.before[first] + SPREAD;
        let count = match before.first_chunk::<GROUP>() {
            Some(before) if room >= GROUP && near(&&before[GROUP - 1]) => GROUP,
            _ => before.iter().take(GROUP.min(room)).take_while(near).count(),
        };
        let d_km = lanes(&receivers.d_km[first..], count);
        let antenna_m = lanes(&receivers.antenna_m[first..], count);
        let before = lanes(before, count);
        let mut slope = [0.0; GROUP];
        for lane in 0..GROUP {
            slope[lane] = (antenna_m[lane] - tx_antenna_m) / d_km[lane];
        }
        Self {
            count,
            d_km,
            ground_m: lanes(&receivers.ground_m[first..], count),
            antenna_m,
            slope,
            before,
            open: before,
        }
    }

    /// The ray to one receiver.
    pub fn to(tx_antenna_m: f64, receiver: &Receiver) -> Self {
        let slope = (receiver.antenna_m - tx_antenna_m) / receiver.d_km;
        Self {
            count: 1,
            d_km: [receiver.d_km; GROUP],
            ground_m: [receiver.ground_m; GROUP],
            antenna_m: [receiver.antenna_m; GROUP],
            slope: [slope; GROUP],
            before: [receiver.before as u32; GROUP],
            open: [receiver.before as u32; GROUP],
        }
    }

    /// Where the last clearing ends among the samples; where the first begins if there are none.
    pub fn cleared(&self) -> u32 {
        if self.open == self.before { self.open[0] } else { self.before[GROUP - 1] }
    }

    /// Takes clearings into account that reach so far before each receiver (km), over samples at distances (km).
    pub fn clear(&mut self, clearing_km: f64, x_km: &[f64]) {
        for lane in 0..GROUP {
            let until_km = self.d_km[lane] - clearing_km;
            let cleared =
                x_km[..self.before[lane] as usize].iter().rev().take_while(|x_km| **x_km >= until_km);
            self.open[lane] = self.before[lane] - cleared.count() as u32;
        }
    }

    /// The same over ground where there is nothing to be cleared.
    pub fn over_bare_ground(&self) -> Self {
        Self { open: self.before, ..*self }
    }
}

/// The first so many values, and then the last of them again.
#[inline(always)]
fn lanes<T: Copy>(values: &[T], count: usize) -> [T; GROUP] {
    match values.first_chunk() {
        Some(all) if count == GROUP => *all,
        _ => std::array::from_fn(|lane| values[lane.min(count - 1)]),
    }
}
