//! Where the ray runs: ends, clearances, the tightest obstacle, heights that would clear it, the profile.

use super::super::rounding::{DEGREE_DECIMALS, SHARE_DECIMALS, THOUSANDTH_DECIMALS};
use super::{
    ClearingHeights, HeightsAlone, PathEnd, PathGeometry, PathObstacle, ProfilePoint, Route, Terminal, metres,
};
use crate::coverage::Heading;
use crate::economics::round_to;
use crate::propagation::clearance::least_clearance_m;
use crate::propagation::p530::first_fresnel_radius_m;
use crate::propagation::{Tightest, Zone, clearing_heights_m};
use crate::units::Projected;

/// Share of the first Fresnel zone that is to be clear.
const CLEAR_SHARE: f64 = 0.6;

/// No antenna is looked for above this, m: taller masts are not built for broadband.
const HEIGHT_LIMIT_M: f64 = 300.0;

/// Decimals of a point's distance: a metre is a cell's thirtieth, a millimetre is a fine cell's.
const DISTANCE_DECIMALS: i32 = 6;

pub(super) fn end(terminal: &Terminal, other: Heading) -> PathEnd {
    PathEnd {
        kind: terminal.kind,
        id: terminal.id.map(str::to_owned),
        name: terminal.name.map(str::to_owned),
        lon: round_to(terminal.lon_lat.lon_deg, DEGREE_DECIMALS),
        lat: round_to(terminal.lon_lat.lat_deg, DEGREE_DECIMALS),
        ground_m: metres(terminal.ground_m),
        antenna_height_m: metres(terminal.antenna_height_m),
        azimuth_deg: true_azimuth_deg(other.azimuth_deg, terminal.true_north_deg),
        elevation_deg: round_to(other.elevation_deg, THOUSANDTH_DECIMALS),
    }
}

/// An azimuth on the map's grid as one from true north, 0 to 360 degrees.
pub(super) fn true_azimuth_deg(grid_deg: f64, true_north_deg: f64) -> f64 {
    let rounded_deg = round_to((grid_deg - true_north_deg).rem_euclid(360.0), THOUSANDTH_DECIMALS);
    if rounded_deg >= 360.0 { 0.0 } else { rounded_deg }
}

pub(super) fn geometry(path: &Route) -> PathGeometry {
    let (profile, terminals) = (&path.stages.profile, &path.terminals);
    let least_m = |share| least_clearance_m(profile, terminals, path.effective_earth_radius_km, share);
    let clearance_m = least_m(0.0);
    PathGeometry {
        length_km: round_to(path.length_km, THOUSANDTH_DECIMALS),
        slant_km: round_to(profile.slant_km(terminals), THOUSANDTH_DECIMALS),
        frequency_mhz: terminals.frequency_mhz,
        effective_earth_radius_km: round_to(path.effective_earth_radius_km, THOUSANDTH_DECIMALS),
        in_sight: clearance_m > 0.0,
        clearance_m: metres(clearance_m),
        fresnel_06_clearance_m: metres(least_m(CLEAR_SHARE)),
        fresnel_clearance_m: metres(least_m(1.0)),
    }
}

pub(super) fn obstacle(path: &Route) -> Option<PathObstacle> {
    let profile = &path.stages.profile;
    let tightest = Tightest::of(profile, &path.terminals, path.effective_earth_radius_km, CLEAR_SHARE)?;
    let Tightest { point, clearance_m, fresnel_radius_m } = tightest;
    let distance_km = profile.distance_km[point];
    let at = (path.stages.to_lon_lat)(position(path, distance_km / profile.length_km()));
    let degrees = |value_deg| round_to(value_deg, DEGREE_DECIMALS);
    Some(PathObstacle {
        distance_km: round_to(distance_km, DISTANCE_DECIMALS),
        lon: at.map(|at| degrees(at.lon_deg)),
        lat: at.map(|at| degrees(at.lat_deg)),
        ground_m: metres(profile.ground_m[point]),
        clutter_m: metres(profile.clutter_m[point]),
        clearance_m: metres(clearance_m),
        fresnel_radius_m: metres(fresnel_radius_m),
        fresnel_share_ratio: round_to(tightest.fresnel_share(), SHARE_DECIMALS),
        lacks_m: metres((CLEAR_SHARE * fresnel_radius_m - clearance_m).max(0.0)),
    })
}

/// The place on the map at a share of the way.
fn position(path: &Route, share: f64) -> Projected {
    let [from, to] = path.stages.ends.each_ref().map(|end| end.position);
    Projected {
        east_m: from.east_m + share * (to.east_m - from.east_m),
        north_m: from.north_m + share * (to.north_m - from.north_m),
    }
}

pub(super) fn clearing_heights(path: &Route) -> ClearingHeights {
    let alone = |share| {
        let (profile, radius_km) = (&path.stages.profile, path.effective_earth_radius_km);
        let [from_m, to_m] = clearing_heights_m(profile, &path.terminals, radius_km, share).map(within_limit);
        HeightsAlone { from_m, to_m }
    };
    ClearingHeights {
        limit_m: HEIGHT_LIMIT_M,
        ray: alone(0.0),
        fresnel_06: alone(CLEAR_SHARE),
        fresnel_1: alone(1.0),
    }
}

/// A height up to the limit, rounded up: a path that clears by a hair still clears.
fn within_limit(height_m: f64) -> Option<f64> {
    const CENTIMETRES: f64 = 100.0;
    // what rounding has added to a whole centimetre is no reason for another
    let up_m = (height_m * CENTIMETRES - 1e-6).ceil().max(0.0) / CENTIMETRES;
    (up_m <= HEIGHT_LIMIT_M).then_some(up_m)
}

pub(super) fn points(path: &Route) -> Vec<ProfilePoint> {
    let profile = &path.stages.profile;
    let length_km = profile.length_km();
    let [from_m, to_m] = path.stages.ends.each_ref().map(Terminal::antenna_m);
    let frequency_ghz = path.terminals.frequency_mhz / 1_000.0;
    let point = |index: usize| {
        let d_km = profile.distance_km[index];
        let rest_km = length_km - d_km;
        ProfilePoint {
            distance_km: round_to(d_km, DISTANCE_DECIMALS),
            ground_m: metres(profile.ground_m[index]),
            clutter_m: metres(profile.clutter_m[index]),
            sea: profile.zone.get(index) == Some(&Zone::Sea),
            bulge_m: metres(500.0 * d_km * rest_km / path.effective_earth_radius_km),
            ray_m: metres(from_m + (to_m - from_m) * d_km / length_km),
            fresnel_radius_m: metres(first_fresnel_radius_m(d_km, rest_km, frequency_ghz)),
        }
    };
    (0..profile.distance_km.len()).map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heights_are_rounded_up_and_end_at_the_limit() {
        assert_eq!(within_limit(0.0), Some(0.0));
        assert_eq!(within_limit(12.341), Some(12.35));
        assert_eq!(within_limit(12.34), Some(12.34));
        assert_eq!([within_limit(300.0), within_limit(300.001)], [Some(300.0), None]);
    }

    #[test]
    fn azimuths_are_those_of_true_north() {
        assert_eq!(true_azimuth_deg(-90.0, 0.0), 270.0);
        assert_eq!(true_azimuth_deg(0.5, 0.8), 359.7);
        assert_eq!(true_azimuth_deg(0.8, 0.800_000_1), 0.0);
    }
}
