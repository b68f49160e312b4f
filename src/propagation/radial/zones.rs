//! Zones along a radial, counted as the points come.

use crate::propagation::profile::Zone;
use crate::propagation::zones::Stretches;

/// The unbroken stretches of some kind of zone.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_field_names, reason = "the unit belongs to each name")]
struct Run {
    /// Where the present one began, km, if there is one.
    since_km: Option<f64>,
    /// Length of all that have ended, km.
    sum_km: f64,
    /// Length of the longest that has ended, km.
    longest_km: f64,
}

impl Run {
    /// A point of this kind or not, whose stretch begins at a distance.
    #[inline]
    fn push(&mut self, belongs: bool, border_km: f64) {
        match self.since_km {
            None if belongs => self.since_km = Some(border_km),
            Some(_) if !belongs => *self = self.ended(border_km),
            _ => {}
        }
    }

    #[inline]
    fn ended(self, at_km: f64) -> Self {
        let length_km = self.since_km.map_or(0.0, |since_km| at_km - since_km);
        Self {
            since_km: None,
            sum_km: self.sum_km + length_km,
            longest_km: if length_km > self.longest_km { length_km } else { self.longest_km },
        }
    }
}

/// What the zones so far come down to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Zones {
    sea: Run,
    land: Run,
    inland: Run,
    last_km: f64,
    /// Where the first point at sea begins, km.
    coast_km: Option<f64>,
    tx_at_sea: bool,
    last_is_sea: bool,
    /// Where the last stretch of sea ended, km.
    shore_km: Option<f64>,
}

impl Zones {
    /// Begins at the transmitter.
    pub fn start(zone: Zone) -> Self {
        let mut zones = Self { tx_at_sea: zone == Zone::Sea, ..Self::default() };
        zones.take(zone, 0.0, 0.0);
        zones
    }

    /// Takes the next point; its stretch begins half-way from the one before.
    #[inline]
    pub fn push(&mut self, zone: Zone, x_km: f64) {
        self.take(zone, f64::midpoint(self.last_km, x_km), x_km);
    }

    #[inline]
    fn take(&mut self, zone: Zone, border_km: f64, x_km: f64) {
        let sea = zone == Zone::Sea;
        self.sea.push(sea, border_km);
        self.land.push(!sea, border_km);
        self.inland.push(zone == Zone::Inland, border_km);
        if sea && self.coast_km.is_none() {
            self.coast_km = Some(border_km);
        }
        if self.last_is_sea && !sea {
            self.shore_km = Some(border_km);
        }
        self.last_is_sea = sea;
        self.last_km = x_km;
    }

    /// The whole path, its distances from the coast (km) and which ends lie at sea, for a receiver of a zone at a
    /// distance.
    #[inline]
    pub fn to(mut self, zone: Zone, d_km: f64) -> (Stretches, [f64; 2], [bool; 2]) {
        self.push(zone, d_km);
        let [sea, land, inland] = [self.sea, self.land, self.inland].map(|run| run.ended(d_km));
        let stretches = Stretches {
            sea_ratio: sea.sum_km / d_km,
            land_km: land.longest_km,
            inland_km: inland.longest_km,
        };
        let shore_km = if self.last_is_sea { Some(d_km) } else { self.shore_km };
        let coast_km = [self.coast_km.unwrap_or(d_km), shore_km.map_or(d_km, |shore_km| d_km - shore_km)];
        (stretches, coast_km, [self.tx_at_sea, self.last_is_sea])
    }
}
