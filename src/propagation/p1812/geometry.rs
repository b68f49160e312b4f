//! The geometry of a path, ITU-R P.1812 attachment 1: horizons, angles, effective heights, roughness.
//!
//! ```text
//!             theta_t ___/\         /\___ theta_r
//!     tx *___---      |  | \__   __/ | |     ---___* rx
//!        |            |      \_/       |           |
//!        |<-- dlt --->|                |<-- dlr -->|
//! ```
//!
//! All of it over bare ground and an Earth of the median radius. In line of sight there is no horizon; the point that
//! reaches highest into the Fresnel zone takes its place, and the angles are those of the ray itself.
//!
//! The numbers of the equations are those in `eeveetza/p1812`; its printed logs count two fewer (*unverified*).

use crate::propagation::elementary::atan;
use crate::propagation::p526::SmoothSurface;
use crate::propagation::profile::{Profile, Ray, Terminals, bare};

/// Horizons and angles of a path.
#[derive(Debug, Clone, Copy)]
pub struct Horizons {
    /// Whether the antennas see each other over the bare ground.
    pub in_sight: bool,
    /// Distance of the transmitter to its horizon d_lt, km.
    pub dlt_km: f64,
    /// Distance of the receiver to its horizon d_lr, km.
    pub dlr_km: f64,
    /// Elevation of the transmitter's horizon θt, mrad.
    pub theta_t_mrad: f64,
    /// Elevation of the receiver's horizon θr, mrad.
    pub theta_r_mrad: f64,
    /// Angular distance of the path θ, mrad.
    pub theta_mrad: f64,
    /// Indices of the two horizons; `None` where no point lies between the ends.
    points: Option<[usize; 2]>,
}

impl Horizons {
    /// The horizons of a path over an Earth of the median radius.
    pub fn of(profile: &Profile, terminals: &Terminals, ae_km: f64) -> Self {
        let ray = profile.ray(terminals, ae_km);
        let d_tot = ray.length_km;
        let from_tx = View { antenna_m: ray.tx_m, half_curvature: 500.0 / ae_km };
        let from_rx = View { antenna_m: ray.rx_m, ..from_tx };
        let (ray_t, ray_r) = (from_tx.rise(d_tot, ray.rx_m), from_rx.rise(d_tot, ray.tx_m)); // P.1812 eq. (78), (81)
        let terrain_t = profile.largest_over(bare, |d, h| from_tx.rise(d, h)); // P.1812 eq. (76), (77)
        let in_sight = terrain_t <= ray_t;
        let (rise_t, rise_r, points) = if in_sight {
            (ray_t, ray_r, highest_in_sight(profile, &ray).map(|point| [point, point]))
        } else {
            let terrain_r = profile.largest_over(bare, |d, h| from_rx.rise(d_tot - d, h)); // P.1812 eq. (82a)
            let first = profile.first_between(terrain_t, |d, h| from_tx.rise(d, h));
            let last = profile.last_between(terrain_r, |d, h| from_rx.rise(d_tot - d, h));
            // two tangents to one terrain touch it in this order, but for rounding where the ray grazes it
            let in_order = |(first, last): (usize, usize)| [first.min(last), first.max(last)];
            (terrain_t, terrain_r, first.zip(last).map(in_order)) // P.1812 eq. (79)
        };
        // without a point between the ends the middle of the path stands for one
        let distances_km = points.map_or([0.5 * d_tot; 2], |[first, last]| {
            [profile.distance_km[first], d_tot - profile.distance_km[last]] // P.1812 eq. (80), (83)
        });
        Self { points, ..Self::new(in_sight, [rise_t, rise_r], distances_km, d_tot, ae_km) }
    }

    /// Horizons that rise by these slopes (m/km) from their antennas and lie at these distances (km) from them, on a path
    /// of this length.
    #[inline(always)]
    pub fn new(in_sight: bool, rises: [f64; 2], [dlt_km, dlr_km]: [f64; 2], d_tot: f64, ae_km: f64) -> Self {
        let [theta_t_mrad, theta_r_mrad] = [mrad(rises[0]), mrad(rises[1])];
        let theta_mrad = 1000.0 * d_tot / ae_km + theta_t_mrad + theta_r_mrad; // P.1812 eq. (84)
        Self { in_sight, dlt_km, dlr_km, theta_t_mrad, theta_r_mrad, theta_mrad, points: None }
    }
}

/// What one antenna sees.
#[derive(Clone, Copy)]
struct View {
    /// Height of the antenna above mean sea level, m.
    antenna_m: f64,
    /// Half the curvature of the Earth, m/km².
    half_curvature: f64,
}

impl View {
    /// Slope up to a point at a distance (km) and height (m) over the curved Earth, m/km.
    fn rise(self, d: f64, h: f64) -> f64 {
        (h - self.antenna_m) / d - d * self.half_curvature // P.1812 eq. (77)
    }
}

/// A slope in m/km as an angle in mrad.
#[inline(always)]
fn mrad(rise_m_per_km: f64) -> f64 {
    1000.0 * atan(rise_m_per_km / 1000.0)
}

/// The point of largest diffraction parameter on a path in sight, the last where there are several: P.1812 eq. (81).
fn highest_in_sight(profile: &Profile, ray: &Ray) -> Option<usize> {
    let largest = profile.largest_over(bare, |d, h| ray.nu_order(d, h));
    profile.last_between(largest, |d, h| ray.nu_order(d, h))
}

/// Effective heights and roughness for ducting and layer reflection, P.1812 attachment 1 §5.6.3.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "the unit belongs to each name")]
pub struct DuctGeometry {
    /// Height of the transmitter above the smooth surface hte, m.
    pub hte_m: f64,
    /// Height of the receiver above the smooth surface hre, m.
    pub hre_m: f64,
    /// Roughness hm: how far the ground between the horizons rises above the smooth surface, m.
    pub hm_m: f64,
}

impl DuctGeometry {
    /// From the line of least squares through the ground.
    pub fn of(profile: &Profile, antennas_m: [f64; 2], fitted: SmoothSurface, horizons: &Horizons) -> Self {
        let surface = fitted.under_ends(profile.ends_m()); // P.1812 eq. (92a), (92b)
        let m = (surface.rx_m - surface.tx_m) / profile.length_km(); // P.1812 eq. (93)
        let above_m = |d: f64, h: f64| h - (surface.tx_m + m * d);
        let hm_m = horizons.points.map_or(0.0, |[first, last]| {
            let around = first - 1..last + 2;
            let section = Profile {
                distance_km: &profile.distance_km[around.clone()],
                ground_m: &profile.ground_m[around.clone()],
                clutter_m: &profile.clutter_m[around],
                zone: &[],
            };
            section.largest_over(bare, above_m) // P.1812 eq. (95)
        });
        Self::new(antennas_m, surface, hm_m)
    }

    /// From the smooth surface for ducting and the roughness over it (m).
    #[inline(always)]
    pub fn new(antennas_m: [f64; 2], surface: SmoothSurface, hm_m: f64) -> Self {
        let [hte_m, hre_m] = surface.height_of(antennas_m); // P.1812 eq. (94a), (94b)
        Self { hte_m, hre_m, hm_m }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::propagation::Polarisation;
    use crate::propagation::profile::tests::Path;

    /// A flat Earth, so that the numbers can be worked by hand.
    const FLAT_KM: f64 = 1e12;

    const TERMINALS: Terminals = Terminals {
        tx_height_m: 20.0,
        rx_height_m: 20.0,
        frequency_mhz: 3500.0,
        polarisation: Polarisation::Vertical,
    };

    /// Eleven points a kilometre apart, at sea level but for some.
    fn with(points: &[(usize, f64)]) -> Path {
        let mut ground_m = vec![0.0; 11];
        for &(point, height_m) in points {
            ground_m[point] = height_m;
        }
        Path::even(1.0, &ground_m)
    }

    #[test]
    fn a_ridge_is_the_horizon_of_both() {
        // atan(80 / 4000) = 19.9973 mrad, atan(80 / 6000) = 13.3325 mrad
        let horizons = Horizons::of(&with(&[(4, 100.0)]).profile(), &TERMINALS, FLAT_KM);
        assert!(!horizons.in_sight);
        assert_eq!((horizons.dlt_km, horizons.dlr_km), (4.0, 6.0));
        assert!((horizons.theta_t_mrad - 19.9973).abs() < 1e-4, "{horizons:?}");
        assert!((horizons.theta_r_mrad - 13.3325).abs() < 1e-4, "{horizons:?}");
        assert!((horizons.theta_mrad - 33.3298).abs() < 1e-4, "{horizons:?}");
    }

    #[test]
    fn in_sight_the_point_that_reaches_highest_into_the_fresnel_zone_stands_for_a_horizon() {
        // 10 m below the ray at 4 km, 100 / 24 = 4.2; 8 m below it at 7 km, 64 / 21 = 3.0
        let path = with(&[(4, 10.0), (7, 12.0)]);
        let horizons = Horizons::of(&path.profile(), &TERMINALS, FLAT_KM);
        assert!(horizons.in_sight);
        assert_eq!((horizons.dlt_km, horizons.dlr_km), (7.0, 3.0));
        assert!(horizons.theta_mrad.abs() < 1e-6, "{horizons:?}");
        // over the real Earth the ray leaves both ends downwards, by just its angular length together
        let curved = Horizons::of(&path.profile(), &TERMINALS, 8500.0);
        assert!(curved.theta_t_mrad < 0.0 && curved.theta_mrad.abs() < 1e-6, "{curved:?}");
    }

    #[test]
    fn roughness_is_looked_for_between_the_horizons_alone() {
        let path = with(&[(3, 100.0), (5, 40.0), (7, 100.0), (9, 5.0)]);
        let profile = path.profile();
        let horizons = Horizons::of(&profile, &TERMINALS, FLAT_KM);
        assert_eq!((horizons.dlt_km, horizons.dlr_km), (3.0, 3.0));
        let level = SmoothSurface { tx_m: 10.0, rx_m: -20.0 };
        let duct = DuctGeometry::of(&profile, [20.0, 20.0], level, &horizons);
        // at the transmitter the line may not rise above the ground, and falls by 2 m/km: 100 + 14 at 7 km
        assert_eq!((duct.hte_m, duct.hre_m, duct.hm_m), (20.0, 40.0, 114.0));
    }

    #[test]
    fn two_points_are_in_sight_with_a_horizon_half_way() {
        let path = Path::even(2.0, &[0.0, 500.0]);
        let horizons = Horizons::of(&path.profile(), &TERMINALS, 8500.0);
        assert!(horizons.in_sight);
        assert_eq!((horizons.dlt_km, horizons.dlr_km), (1.0, 1.0));
        let fitted = SmoothSurface::fitted(&path.profile());
        assert_eq!(DuctGeometry::of(&path.profile(), [20.0, 520.0], fitted, &horizons).hm_m, 0.0);
    }
}
