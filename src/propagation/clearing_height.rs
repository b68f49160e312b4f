//! How high an antenna must stand for its ray to clear what lies between: closed form, from the profile alone.
//!
//! ```text
//!   ray at x:   (1 − u) T + u R            T, R antennas above sea level, u = x / d
//!   must reach  s = ground + clutter + Earth's bulge + share · F1(x)
//!   T ≥ (s − u R) / (1 − u)                each obstacle bounds the height of one end from below; the largest bound counts
//! ```
//!
//! The geometry is that of [`clearance`](super::clearance): points between the ends count, with their clutter.

use super::p530::first_fresnel_radius_m;
use super::profile::{Profile, Ray, Terminals};

/// Least heights above ground of the two antennas, each with the other as it is, m, at which the ray over an Earth of an
/// effective radius (km) has a share of the first Fresnel zone clear; 0 where any height does. Transmitter first.
///
/// # Example
/// ```
/// use divario::propagation::{Polarisation, Profile, Terminals, clearing_heights_m};
/// let profile = Profile {
///     distance_km: &[0.0, 5.0, 10.0],
///     ground_m: &[100.0, 120.0, 100.0],
///     clutter_m: &[0.0; 3],
///     zone: &[],
/// };
/// let terminals = Terminals {
///     tx_height_m: 10.0,
///     rx_height_m: 10.0,
///     frequency_mhz: 3500.0,
///     polarisation: Polarisation::Vertical,
/// };
/// // half-way the ray is the mean of its ends, and the Earth bulges by 500 · 25 / 8500 m
/// let [tx_m, rx_m] = clearing_heights_m(&profile, &terminals, 8500.0, 0.0);
/// assert_eq!(format!("{tx_m:.3} {rx_m:.3}"), "32.941 32.941");
/// ```
#[must_use]
pub fn clearing_heights_m(
    profile: &Profile,
    terminals: &Terminals,
    effective_earth_radius_km: f64,
    fresnel_ratio: f64,
) -> [f64; 2] {
    let ray = profile.ray(terminals, effective_earth_radius_km);
    let scale = fresnel_scale(&ray, terminals.frequency_mhz, fresnel_ratio);
    let needed_m = |d: f64, g: f64| g + ray.bulge_m(d) + scale * (d * (ray.length_km - d)).sqrt();
    let part = |d: f64| d / ray.length_km;
    let tx_m = profile.largest_between(|d, g| (needed_m(d, g) - part(d) * ray.rx_m) / (1.0 - part(d)));
    let rx_m = profile.largest_between(|d, g| (needed_m(d, g) - (1.0 - part(d)) * ray.tx_m) / part(d));
    let [tx_ground_m, rx_ground_m] = profile.ends_m();
    [(tx_m - tx_ground_m).max(0.0), (rx_m - rx_ground_m).max(0.0)]
}

/// A share of the first Fresnel radius is this times √(d1 d2), d in km.
pub(super) fn fresnel_scale(ray: &Ray, frequency_mhz: f64, fresnel_ratio: f64) -> f64 {
    // half-way √(d1 d2) is half the length
    let half_km = ray.length_km / 2.0;
    fresnel_ratio * first_fresnel_radius_m(half_km, half_km, frequency_mhz / 1000.0) / half_km
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::clearance::least_clearance_m;
    use super::super::profile::Polarisation;
    use super::super::profile::tests::{Path, any_path};
    use super::*;

    const RADIUS_KM: f64 = 8500.0;

    fn terminals(tx_height_m: f64, rx_height_m: f64) -> Terminals {
        Terminals { tx_height_m, rx_height_m, frequency_mhz: 3500.0, polarisation: Polarisation::Vertical }
    }

    #[test]
    fn a_tree_near_one_end_worked_by_hand() {
        // 10 km of level ground, a tree of 30 m after 2 km, antennas of 10 m; bulge 500 · 2 · 8 / 8500 = 0.941 m.
        // Left:  (30.941 − 0.2 · 10) / 0.8 = 36.176 m; right: (30.941 − 0.8 · 10) / 0.2 = 114.706 m.
        // Fresnel radius 17.3 √(2 · 8 / (3.5 · 10)) = 11.697 m, 0.6 of it 7.018 m: 44.949 m and 149.797 m.
        let mut path = Path::even(2.0, &[0.0; 6]);
        path.clutter_m[1] = 30.0;
        let heights_m = |ratio| clearing_heights_m(&path.profile(), &terminals(10.0, 10.0), RADIUS_KM, ratio);
        let close = |found: [f64; 2], wanted: [f64; 2]| {
            assert!(found.iter().zip(wanted).all(|(f, w)| (f - w).abs() < 2e-3), "{found:?} for {wanted:?}");
        };
        close(heights_m(0.0), [36.176, 114.706]);
        close(heights_m(0.6), [44.949, 149.797]);
    }

    #[test]
    fn nothing_between_needs_no_height() {
        let path = Path::even(0.03, &[5.0, 9.0]);
        assert_eq!(clearing_heights_m(&path.profile(), &terminals(1.0, 1.0), RADIUS_KM, 0.6), [0.0, 0.0]);
    }

    proptest! {
        #[test]
        fn at_the_height_found_the_path_clears_and_a_centimetre_lower_it_does_not(
            path in any_path(), tx_height_m in 1.0..60.0_f64, rx_height_m in 1.0..60.0_f64,
            fresnel_ratio in prop_oneof![Just(0.0), Just(0.6), 0.0..1.0_f64],
        ) {
            let given = terminals(tx_height_m, rx_height_m);
            let profile = path.profile();
            let clearance_m =
                |ends: &Terminals| least_clearance_m(&profile, ends, RADIUS_KM, fresnel_ratio);
            let [tx_m, rx_m] = clearing_heights_m(&profile, &given, RADIUS_KM, fresnel_ratio);
            let tx = |height_m| Terminals { tx_height_m: height_m, ..given };
            let rx = |height_m| Terminals { rx_height_m: height_m, ..given };
            for (found_m, at) in [(tx_m, &tx as &dyn Fn(f64) -> Terminals), (rx_m, &rx)] {
                prop_assert!(clearance_m(&at(found_m)) >= -1e-3, "{found_m}");
                if found_m > 0.0 && profile.ground_m.len() > 2 {
                    prop_assert!(clearance_m(&at(found_m - 0.01)) < 0.0, "{found_m}");
                }
            }
        }
    }
}
