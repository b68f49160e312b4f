//! Clearance: how far the ray stays above the terrain and what stands on it, over an Earth of effective radius.
//!
//! Plain geometry; the radius of the first Fresnel zone is that of P.530-17 §2.2. Points between the ends count,
//! with their clutter. A path without any point in between has the height of its lower antenna as clearance.

use super::clearing_height::fresnel_scale;
use super::p530::first_fresnel_radius_m;
use super::profile::{Profile, Ray, Terminals};

/// The two least distances that tell whether a path is clear.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clearance {
    /// Least height of the ray above terrain and clutter, m; negative where the ray is blocked.
    pub clearance_m: f64,
    /// Least height of the ray above terrain and clutter less the radius of the first Fresnel zone there, m.
    pub fresnel_clearance_m: f64,
}

impl Clearance {
    /// The clearance of a path over an Earth of this effective radius (km).
    #[must_use]
    pub fn of(profile: &Profile, terminals: &Terminals, effective_earth_radius_km: f64) -> Self {
        let least_m =
            |fresnel_ratio| least_clearance_m(profile, terminals, effective_earth_radius_km, fresnel_ratio);
        Self { clearance_m: least_m(0.0), fresnel_clearance_m: least_m(1.0) }
    }

    /// Whether the two antennas see each other.
    #[must_use]
    pub fn in_sight(&self) -> bool {
        self.clearance_m > 0.0
    }
}

/// Least height of the ray above terrain and clutter less a share of the first Fresnel radius there, m.
///
/// A share of 0.6 is what fixed links usually ask for in the median.
#[must_use]
pub fn least_clearance_m(
    profile: &Profile,
    terminals: &Terminals,
    effective_earth_radius_km: f64,
    fresnel_ratio: f64,
) -> f64 {
    let ray = profile.ray(terminals, effective_earth_radius_km);
    let least_m = if fresnel_ratio == 0.0 {
        -profile.largest_between(|d, g| -above_m(&ray, d, g))
    } else {
        let scale = fresnel_scale(&ray, terminals.frequency_mhz, fresnel_ratio);
        -profile.largest_between(|d, g| scale * (d * (ray.length_km - d)).sqrt() - above_m(&ray, d, g))
    };
    if least_m.is_finite() { least_m } else { terminals.tx_height_m.min(terminals.rx_height_m) }
}

/// The obstacle at which a path is tightest: where a share of the first Fresnel zone lacks most room, as [`least_clearance_m`]
/// has it; where it lacks none anywhere, where the ray is fewest radii of the zone above.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tightest {
    /// Its place among the points of the profile.
    pub point: usize,
    /// Height of the ray above it and its clutter, m; negative where it stands in the ray.
    pub clearance_m: f64,
    /// Radius of the first Fresnel zone there, m.
    pub fresnel_radius_m: f64,
}

impl Tightest {
    /// The first such obstacle of a path over an Earth of an effective radius (km); `None` without a point between the ends.
    #[must_use]
    pub fn of(
        profile: &Profile,
        terminals: &Terminals,
        effective_earth_radius_km: f64,
        fresnel_ratio: f64,
    ) -> Option<Self> {
        let ray = profile.ray(terminals, effective_earth_radius_km);
        let between = 1..profile.distance_km.len().saturating_sub(1);
        let at = |point: usize| {
            let d = profile.distance_km[point];
            let height_m = profile.ground_m[point] + profile.clutter_m[point];
            let frequency_ghz = terminals.frequency_mhz / 1000.0;
            Self {
                point,
                clearance_m: above_m(&ray, d, height_m),
                fresnel_radius_m: first_fresnel_radius_m(d, ray.length_km - d, frequency_ghz),
            }
        };
        let free_m = |obstacle: &Self| obstacle.clearance_m - fresnel_ratio * obstacle.fresnel_radius_m;
        let least_of = |value: &dyn Fn(&Self) -> f64| {
            between.clone().map(at).min_by(|one, other| value(one).total_cmp(&value(other)))
        };
        let lacking = least_of(&free_m).filter(|obstacle| free_m(obstacle) < 0.0);
        lacking.or_else(|| least_of(&Self::fresnel_share))
    }

    /// The clearance in radii of the first Fresnel zone.
    #[must_use]
    pub fn fresnel_share(&self) -> f64 {
        self.clearance_m / self.fresnel_radius_m
    }
}

/// Height of the ray above a point of the profile, m.
fn above_m(ray: &Ray, distance_km: f64, height_m: f64) -> f64 {
    ray.tx_m + ray.slope_m_per_km() * distance_km - height_m - ray.bulge_m(distance_km)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::profile::Polarisation;
    use super::super::profile::tests::{Path, any_path};
    use super::*;

    const TERMINALS: Terminals = Terminals {
        tx_height_m: 30.0,
        rx_height_m: 10.0,
        frequency_mhz: 3500.0,
        polarisation: Polarisation::Vertical,
    };
    const RADIUS_KM: f64 = 8500.0;

    #[test]
    fn one_hill_worked_by_hand() {
        // 10 km, ray from 130 m to 60 m, at 5 km 95 m; bulge 500·25/8500 = 1.4706 m; hill 80 m with 5 m of trees:
        // clearance 95 - 85 - 1.4706 = 8.5294 m. F1 = 17.3 sqrt(5·5/(3.5·10)) = 14.6212 m.
        let mut path = Path::even(5.0, &[100.0, 80.0, 50.0]);
        path.clutter_m = vec![100.0, 5.0, 100.0];
        let clearance = Clearance::of(&path.profile(), &TERMINALS, RADIUS_KM);
        assert!((clearance.clearance_m - 8.5294).abs() < 1e-4, "{clearance:?}");
        assert!((clearance.fresnel_clearance_m - (8.5294 - 14.6212)).abs() < 1e-4, "{clearance:?}");
        assert!(clearance.in_sight());
        let at_0_6_m = least_clearance_m(&path.profile(), &TERMINALS, RADIUS_KM, 0.6);
        assert!((at_0_6_m - (8.5294 - 0.6 * 14.6212)).abs() < 1e-4, "{at_0_6_m}");
    }

    #[test]
    fn a_path_of_two_points_clears_by_its_lower_antenna() {
        let path = Path::even(0.1, &[0.0, 0.0]);
        let clearance = Clearance::of(&path.profile(), &TERMINALS, RADIUS_KM);
        assert_eq!((clearance.clearance_m, clearance.fresnel_clearance_m), (10.0, 10.0));
    }

    /// Level at 130 m over 10 km, with obstacles so far under the ray at 1 km and half-way, m.
    fn tightest(under_ray_m: [f64; 2], share: f64) -> Tightest {
        let terminals = Terminals { rx_height_m: 30.0, ..TERMINALS };
        let mut path = Path::even(1.0, &[0.0; 11]);
        path.ground_m[0] = 100.0;
        path.ground_m[10] = 100.0;
        for (at, under_m) in [1, 5].into_iter().zip(under_ray_m) {
            let d = path.distance_km[at];
            path.ground_m[at] = 130.0 - under_m - 500.0 * d * (10.0 - d) / RADIUS_KM;
        }
        Tightest::of(&path.profile(), &terminals, RADIUS_KM, share).unwrap()
    }

    #[test]
    fn of_two_obstacles_that_is_tightest_which_leaves_the_zone_least_room() {
        // F1 is 8.77 m at 1 km and 14.62 m half-way: 3 m and 4 m under the ray 0.6 of it lacks 2.26 m and 4.77 m
        let found = tightest([3.0, 4.0], 0.6);
        assert_eq!(found.point, 5);
        assert!(
            (found.clearance_m - 4.0).abs() < 1e-9 && (found.fresnel_share() - 4.0 / 14.6212).abs() < 1e-4
        );
        // where only the nearer one lacks something
        assert_eq!(tightest([5.0, 20.0], 0.6).point, 1);
        // where none does, that of fewest radii: 10 / 8.77 = 1.14, 16 / 14.62 = 1.09
        assert_eq!(tightest([10.0, 16.0], 0.6).point, 5);
        assert_eq!(tightest([10.0, 17.0], 0.6).point, 1);
        let nothing = Path::even(1.0, &[0.0; 2]);
        assert_eq!(Tightest::of(&nothing.profile(), &TERMINALS, RADIUS_KM, 0.6), None);
    }

    proptest! {
        #[test]
        fn the_tightest_obstacle_is_where_the_least_clearance_is(path in any_path(), share in 0.0..1.0_f64) {
            let profile = path.profile();
            let least_m = least_clearance_m(&profile, &TERMINALS, RADIUS_KM, share);
            if let Some(at) = Tightest::of(&profile, &TERMINALS, RADIUS_KM, share) {
                let free_m = at.clearance_m - share * at.fresnel_radius_m;
                prop_assert!(if least_m < 0.0 { (free_m - least_m).abs() < 1e-6 } else { free_m >= 0.0 }, "{:?}", at);
            }
        }

        /// An obstacle put a given height above or below the ray is reported as just that.
        #[test]
        fn the_sign_tells_the_obstacle(above_ray_m in -50.0..50.0_f64, at in 1_usize..19) {
            let mut path = Path::even(0.5, &[0.0; 20]);
            let deep_m = -1000.0;
            path.ground_m[1..19].fill(deep_m);
            let ray = path.profile().ray(&TERMINALS, RADIUS_KM);
            let distance_km = path.distance_km[at];
            let ray_m = ray.tx_m + ray.slope_m_per_km() * distance_km;
            path.ground_m[at] = ray_m - ray.bulge_m(distance_km) + above_ray_m;
            let clearance = Clearance::of(&path.profile(), &TERMINALS, RADIUS_KM);
            prop_assert!((clearance.clearance_m + above_ray_m).abs() < 1e-9);
            prop_assert_eq!(clearance.in_sight(), above_ray_m < 0.0);
            prop_assert!(clearance.fresnel_clearance_m < clearance.clearance_m);
        }
    }
}
