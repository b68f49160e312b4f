//! Where a place lies as seen from an antenna: what antennas ask for.

use crate::propagation::elementary::atan;
use crate::units::Projected;

/// The direction of a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heading {
    /// Degrees clockwise from the north of the map's grid, −180 to 180.
    pub azimuth_deg: f64,
    /// Degrees over the horizon, along the straight line over the effective Earth: no account is taken of what stands in it.
    pub elevation_deg: f64,
}

impl Heading {
    /// From one antenna to another, heights in metres above mean sea level, over an Earth of an effective radius (km).
    #[must_use]
    pub fn between(
        (from, from_m): (Projected, f64),
        (to, to_m): (Projected, f64),
        effective_earth_radius_km: f64,
    ) -> Self {
        let (east_m, north_m) = (to.east_m - from.east_m, to.north_m - from.north_m);
        let distance_m = (east_m * east_m + north_m * north_m).sqrt();
        Self {
            azimuth_deg: azimuth_deg(east_m, north_m),
            elevation_deg: elevation_deg(to_m - from_m, distance_m, effective_earth_radius_km),
        }
    }

    /// Where the antenna lies from the place.
    #[must_use]
    #[inline]
    pub fn back(self) -> Self {
        Self { azimuth_deg: self.azimuth_deg + 180.0, elevation_deg: -self.elevation_deg }
    }
}

/// Azimuth of a place so far to the east and north, degrees clockwise from north, −180 to 180; 0 at the place itself.
///
/// The arc tangent is taken of the smaller over the larger of the two; free of branches, so that loops become vector code.
#[inline(always)]
#[must_use]
pub fn azimuth_deg(east: f64, north: f64) -> f64 {
    let (across, along) = (east.abs(), north.abs());
    let (less, more) = if across < along { (across, along) } else { (along, across) };
    let octant_rad = atan(less / if more > 0.0 { more } else { 1.0 });
    let quadrant_rad = if across < along { octant_rad } else { std::f64::consts::FRAC_PI_2 - octant_rad };
    let quadrant_rad = if more > 0.0 { quadrant_rad } else { 0.0 };
    let half_rad = if north < 0.0 { std::f64::consts::PI - quadrant_rad } else { quadrant_rad };
    half_rad.to_degrees().copysign(east)
}

/// Elevation of a place so much higher (m), so far away (m), over an Earth of an effective radius (km), degrees.
#[inline(always)]
#[must_use]
pub fn elevation_deg(higher_m: f64, distance_m: f64, effective_earth_radius_km: f64) -> f64 {
    let distance_m = distance_m.max(super::lines::NEAREST_M);
    let slope = higher_m / distance_m - distance_m / (2_000.0 * effective_earth_radius_km);
    atan(slope).to_degrees()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::propagation::EARTH_RADIUS_KM;

    #[test]
    fn the_points_of_the_compass() {
        let compass =
            [(0.0, 1.0, 0.0), (1.0, 1.0, 45.0), (1.0, 0.0, 90.0), (1.0, -1.0, 135.0), (0.0, -1.0, 180.0)];
        for (east, north, wanted_deg) in compass {
            assert!((azimuth_deg(east, north) - wanted_deg).abs() < 1e-12, "{east} {north}");
        }
        assert!((azimuth_deg(-1.0, 0.0) + 90.0).abs() < 1e-12);
        assert_eq!(azimuth_deg(0.0, 0.0), 0.0);
    }

    #[test]
    fn a_distant_plain_lies_below_the_horizon() {
        let radius_km = 4.0 / 3.0 * EARTH_RADIUS_KM;
        let mast = (Projected { east_m: 0.0, north_m: 0.0 }, 100.0);
        let farm = (Projected { east_m: 0.0, north_m: 10_000.0 }, 0.0);
        // -100 / 10,000 - 10,000 / (2 · 8,494,667) = -0.010589: 0.6067°
        let heading = Heading::between(mast, farm, radius_km);
        assert!((heading.elevation_deg + 0.6067).abs() < 1e-4, "{heading:?}");
        let back = Heading::between(farm, mast, radius_km);
        assert!((back.elevation_deg - 0.5392).abs() < 1e-4 && back.azimuth_deg.abs() == 180.0, "{back:?}");
    }

    proptest! {
        #[test]
        fn azimuths_are_those_of_the_library(east in -1e5..1e5_f64, north in -1e5..1e5_f64) {
            let wanted_deg = east.atan2(north).to_degrees();
            prop_assert!((azimuth_deg(east, north) - wanted_deg).abs() < 1e-9);
        }
    }
}
