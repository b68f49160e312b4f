//! Receivers that wait until there are enough of them, so that their losses are computed together.

use super::columns::{Columns, Found, FoundZones, LANES, ZoneColumns};
use super::losses::{Fitted, Fixed, fit, p526_db, p1812_db, p1812_first_db};
use super::{Answer, Radial, Receivers};
use crate::propagation::p526::P526;
use crate::propagation::p1812::P1812;

/// Longest path on which more roughness is known never to lessen the loss by ducting, km: eq. (53) to (53a) fall with β
/// for every p from 1 to 50 %; beyond some 300 km they need not.
const ROUGHNESS_KNOWN_KM: f64 = 200.0;

/// What a bound must clear so that rounding cannot turn it, dB.
const ROUNDING_DB: f64 = 1e-6;

/// A batch of one radial's receivers, in their order.
#[derive(Debug, Clone, Default)]
pub(super) struct Batch {
    columns: Columns,
    zones: ZoneColumns,
    /// Whether the zones are known; else all is inland.
    zoned: bool,
    /// Place of each among all receivers of the radial.
    places: [usize; LANES],
    count: usize,
}

impl Batch {
    /// Begins a radial, along which the zones are known or all is inland.
    pub fn start(&mut self, zoned: bool) {
        (self.zoned, self.count) = (zoned, 0);
    }

    /// Where the next group's findings belong: their columns, and the first lane.
    pub fn next(&mut self) -> (&mut Columns, usize) {
        (&mut self.columns, self.count)
    }

    /// Takes a group of receivers whose findings are in their columns; the first stands at a place among all.
    #[inline]
    pub fn take(&mut self, place: usize, count: usize) {
        for (own, place) in self.places[self.count..].iter_mut().zip(place..place + count) {
            *own = place;
        }
        self.count += count;
    }

    /// Puts the zones of a receiver of the next group.
    pub fn put_zones(&mut self, lane: usize, zones: &FoundZones) {
        self.zones.set(self.count + lane, zones);
    }

    /// Takes one receiver more.
    #[inline]
    fn put(&mut self, place: usize, found: &Found, zones: Option<&FoundZones>) {
        self.columns.set(self.count, found);
        if let Some(zones) = zones {
            self.zones.set(self.count, zones);
        }
        self.places[self.count] = place;
        self.count += 1;
    }

    /// For how many receivers there is room.
    pub fn room(&self) -> usize {
        LANES - self.count
    }

    fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub fn is_full(&self) -> bool {
        self.count == LANES
    }

    /// Losses by P.526 of all who wait; nobody does afterwards.
    pub fn settle_p526(
        &mut self,
        fixed: &Fixed<P526>,
        radial: &mut Radial,
        receivers: &Receivers,
        answers: &mut [Answer],
    ) {
        if self.is_empty() {
            return;
        }
        self.exceed(fixed, radial, receivers);
        let losses_db = p526_db(fixed, &self.columns);
        self.give(&losses_db, answers);
    }

    /// Losses by P.1812 of all who wait, but of those to whom the roughness of the ground matters: they wait in `rough`.
    ///
    /// The losses were computed without any, or without ducting altogether; roughness only raises the loss by ducting.
    /// Where that lies above diffraction anyhow, neither has a say.
    pub fn settle_p1812(
        &mut self,
        fixed: &Fixed<P1812>,
        radial: &mut Radial,
        receivers: &Receivers,
        answers: &mut [Answer],
        rough: &mut Self,
    ) {
        if self.is_empty() {
            return;
        }
        let fitted = self.exceed(fixed, radial, receivers);
        let zones = self.zoned.then_some(&self.zones);
        let [losses_db, above_db] = p1812_first_db(fixed, &self.columns, zones);
        let count = self.count;
        self.give(&losses_db, answers); // first, as some of those who are rough may be settled at once
        for (lane, above_db) in above_db[..count].iter().enumerate() {
            if *above_db > ROUNDING_DB && self.columns.d_km[lane] < ROUGHNESS_KNOWN_KM {
                continue;
            }
            let mut found = self.columns.get(lane);
            let surface = fitted.surface(lane).under_ends([fixed.tx_ground_m, found.rx_ground_m]);
            let horizons_km = [found.dlt_km, found.d_km - found.dlr_km];
            found.hm_m = radial.roughness_m(horizons_km, surface, &receivers.get(self.places[lane]));
            if rough.is_full() {
                rough.settle_rough(fixed, answers);
            }
            rough.put(self.places[lane], &found, self.zoned.then(|| self.zones.get(lane)).as_ref());
        }
    }

    /// Losses by P.1812 of all who wait, with everything known.
    pub fn settle_rough(&mut self, fixed: &Fixed<P1812>, answers: &mut [Answer]) {
        if !self.is_empty() {
            let [losses_db, _] = p1812_db(fixed, &self.columns, self.zoned.then_some(&self.zones));
            self.give(&losses_db, answers);
        }
    }

    /// Fits the smooth surface, and finds what the spherical Earth costs those receivers for whom it may cost anything.
    fn exceed<M>(&mut self, fixed: &Fixed<M>, radial: &mut Radial, receivers: &Receivers) -> Fitted {
        let fitted = fit(&fixed.level(), &self.columns);
        for lane in 0..self.count {
            let sea_ratio = if self.zoned { self.zones.sea_ratio[lane] } else { 0.0 };
            let mut excess_db = |radius: usize| {
                if fitted.slack[radius][lane] > 0.0 {
                    return 0.0;
                }
                let receiver = receivers.get(self.places[lane]);
                radial.excess_db(fixed, radius, &receiver, fitted.surface(lane), sea_ratio)
            };
            self.columns.excess_db[lane] = excess_db(0);
            if fixed.second {
                self.columns.excess_2_db[lane] = excess_db(1);
            }
        }
        fitted
    }

    /// Puts losses in their places.
    fn give(&mut self, losses_db: &[f64; LANES], answers: &mut [Answer]) {
        for (place, loss_db) in self.places[..self.count].iter().zip(losses_db) {
            answers[*place].loss_db = *loss_db;
        }
        self.count = 0;
    }
}
