//! Levels, ratios and positions: the few quantities that are easily confused get a type of their own.

use std::ops::{Add, AddAssign, Neg, Sub};

/// A ratio of powers in decibels: a gain, a loss, a margin.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Db(pub f64);

/// A power level in decibels over one milliwatt.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Dbm(pub f64);

impl Add for Db {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Db {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Db {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Db {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Add<Db> for Dbm {
    type Output = Self;
    fn add(self, gain: Db) -> Self {
        Self(self.0 + gain.0)
    }
}

impl Sub<Db> for Dbm {
    type Output = Self;
    fn sub(self, loss: Db) -> Self {
        Self(self.0 - loss.0)
    }
}

impl Sub for Dbm {
    type Output = Db;
    fn sub(self, other: Self) -> Db {
        Db(self.0 - other.0)
    }
}

/// A position on the WGS 84 ellipsoid, longitude first, degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LonLat {
    /// Longitude, degrees east, −180 to 180.
    pub lon_deg: f64,
    /// Latitude, degrees north, −90 to 90.
    pub lat_deg: f64,
}

impl LonLat {
    /// The same two numbers the other way round.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { lon_deg: self.lat_deg, lat_deg: self.lon_deg }
    }
}

/// A position in the working coordinate reference system, metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projected {
    /// Easting, m.
    pub east_m: f64,
    /// Northing, m.
    pub north_m: f64,
}

impl Projected {
    /// Straight distance on the map plane, m.
    #[must_use]
    pub fn distance_m(self, other: Self) -> f64 {
        (self.east_m - other.east_m).hypot(self.north_m - other.north_m)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_less_a_level_is_a_ratio() {
        assert_eq!(Dbm(-70.0) - Dbm(-80.0), Db(10.0));
        assert_eq!(Dbm(35.0) + Db(14.0) - Db(1.0), Dbm(48.0));
    }

    #[test]
    fn distance_is_euclidean() {
        let origin = Projected { east_m: 0.0, north_m: 0.0 };
        assert_eq!(origin.distance_m(Projected { east_m: 3.0, north_m: 4.0 }), 5.0);
    }
}
