//! The Bullington model: all obstacles of a profile as one knife edge, ITU-R P.526-15 §4.5.1.
//!
//! ```text
//!                     . * .               the Bullington point, where the two horizon rays meet
//!                .  /|     |\  .
//!   tx *.__________/ |_____| \_______.* rx
//! ```
//!
//! The equation numbers are those of P.1812 §4.3.1, which has the same steps one by one.
//!
//! *A floor*: beyond the horizon ν² is 0.002 d / λ times the two slopes by which the tangents rise above the ray, and
//! within it the largest ν of any point. So a profile with some of its points left out never loses more.

use super::knife_edge::NU_WITHOUT_LOSS;
use super::{Wave, knife_edge_loss_db};
use crate::propagation::elementary::exp;
use crate::propagation::profile::{Profile, Ray, Terminals, topped};

/// Diffraction loss by the Bullington model over clutter-topped terrain, dB.
///
/// *Source*: P.526-15 §4.5.1. The ends of the path stand on bare ground; clutter counts in between.
#[must_use]
pub fn bullington_loss_db(profile: &Profile, terminals: &Terminals, effective_earth_radius_km: f64) -> f64 {
    let ray = profile.ray(terminals, effective_earth_radius_km);
    loss_over_db(profile, topped, &ray, Wave::from(terminals).wavelength_m)
}

/// The same over any surface, for a ray between antennas of any height.
pub(in crate::propagation) fn loss_over_db(
    profile: &Profile,
    surface: impl Fn(f64, f64) -> f64 + Copy,
    ray: &Ray,
    wavelength_m: f64,
) -> f64 {
    // P.1812 eq. (13): steepest slope from the transmitter to a point in between, m/km
    let s_tim = profile.largest_over(surface, |d, g| (g + ray.bulge_m(d) - ray.tx_m) / d);
    // P.1812 eq. (14) and the two cases that follow it
    let nu = if s_tim < ray.slope_m_per_km() {
        nu_in_sight(profile.largest_over(surface, |d, g| ray.nu_order(d, g)), ray.length_km, wavelength_m)
    } else {
        let d_tot = ray.length_km;
        // P.1812 eq. (17): steepest slope from the receiver, m/km
        let s_rim = profile.largest_over(surface, |d, g| (g + ray.bulge_m(d) - ray.rx_m) / (d_tot - d));
        nu_beyond_horizon(ray, wavelength_m, [s_tim, s_rim], profile.between_km())
    };
    loss_at_db(nu, ray.length_km)
}

/// Loss of the one edge that stands for all, dB, from its diffraction parameter and the length of the path (km).
#[inline(always)]
pub(in crate::propagation) fn loss_at_db(nu: f64, length_km: f64) -> f64 {
    let l_uc = knife_edge_loss_db(nu); // P.1812 eq. (16), (20)
    l_uc + (1.0 - exp(-l_uc / 6.0)) * (10.0 + 0.02 * length_km) // P.1812 eq. (21)
}

/// Largest diffraction parameter on a path in line of sight, always negative, from the largest [`Ray::nu_order`].
#[inline(always)]
pub(in crate::propagation) fn nu_in_sight(largest_order: f64, length_km: f64, wavelength_m: f64) -> f64 {
    // P.1812 eq. (15)
    -(-largest_order * 0.002 * length_km / wavelength_m).sqrt()
}

/// From which [`Ray::nu_order`] on, taken positive and times the length of the path in km, a path in sight loses nothing for
/// sure, m²/km: at the diffraction parameter where the knife edge ends, and a hair beyond.
pub(in crate::propagation) fn depth_without_loss(wavelength_m: f64) -> f64 {
    (1.0 + 1e-9) * NU_WITHOUT_LOSS * NU_WITHOUT_LOSS * wavelength_m / 0.002
}

/// Diffraction parameter of the Bullington point, where the tangents from both ends meet: their slopes are s_tim and
/// s_rim (m/km), and they touch the ground no nearer to the ends than the outermost points between them (km).
#[inline(always)]
pub(in crate::propagation) fn nu_beyond_horizon(
    ray: &Ray,
    wavelength_m: f64,
    [s_tim, s_rim]: [f64; 2],
    [first_km, last_km]: [f64; 2],
) -> f64 {
    let d_tot = ray.length_km;
    if s_tim + s_rim <= 0.0 {
        return 0.0; // the ray just grazes: both tangents are the ray itself and meet everywhere
    }
    // P.1812 eq. (18); the tangents meet between the points they touch, and rounding must not push them out
    let d_b = ((ray.rx_m - ray.tx_m + s_rim * d_tot) / (s_tim + s_rim)).max(first_km).min(last_km);
    // P.1812 eq. (19)
    let h_b = ray.tx_m + s_tim * d_b - (ray.tx_m * (d_tot - d_b) + ray.rx_m * d_b) / d_tot;
    h_b * (0.002 * d_tot / (wavelength_m * d_b * (d_tot - d_b))).sqrt()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::propagation::profile::Polarisation;
    use crate::propagation::profile::tests::{Path, any_path};

    /// A flat Earth, so that the numbers can be worked by hand.
    const FLAT_KM: f64 = 1e12;

    fn terminals(tx_height_m: f64, rx_height_m: f64) -> Terminals {
        Terminals { tx_height_m, rx_height_m, frequency_mhz: 3500.0, polarisation: Polarisation::Vertical }
    }

    #[test]
    fn one_edge_in_the_middle_worked_by_hand() {
        // 10 km, antennas at 20 m, an edge of 50 m half-way: h = 30 m above the ray.
        // nu = 30 sqrt(0.002 · 10 / (0.0857143 · 5 · 5)) = 30 · 0.0966092 = 2.898275
        // J = 6.9 + 20 log10(sqrt(2.798275² + 1) + 2.798275) = 6.9 + 20 log10(5.769865) = 22.12331
        // L = J + (1 - e^(-J/6)) (10 + 0.2) = 22.12331 + 0.974958 · 10.2 = 32.06789
        let path = Path::even(5.0, &[0.0, 50.0, 0.0]);
        let loss_db = bullington_loss_db(&path.profile(), &terminals(20.0, 20.0), FLAT_KM);
        assert!((loss_db - 32.067_89).abs() < 1e-4, "{loss_db}");
    }

    #[test]
    fn a_point_below_the_ray_worked_by_hand() {
        // The same path, edge at 17 m: h = -3 m, nu = -0.2898275,
        // J = 6.9 + 20 log10(sqrt(0.3898275² + 1) - 0.3898275) = 6.9 - 3.30562 = 3.59438
        // L = 3.59438 + (1 - e^(-0.599063)) 10.2 = 3.59438 + 4.59687 = 8.19125
        let path = Path::even(5.0, &[0.0, 17.0, 0.0]);
        let loss_db = bullington_loss_db(&path.profile(), &terminals(20.0, 20.0), FLAT_KM);
        assert!((loss_db - 8.191_25).abs() < 1e-4, "{loss_db}");
    }

    #[test]
    fn clutter_counts_between_the_ends_only() {
        let mut path = Path::even(5.0, &[0.0, 30.0, 0.0]);
        path.clutter_m = vec![500.0, 20.0, 500.0];
        let with_clutter_db = bullington_loss_db(&path.profile(), &terminals(20.0, 20.0), FLAT_KM);
        let solid = Path::even(5.0, &[0.0, 50.0, 0.0]);
        assert_eq!(with_clutter_db, bullington_loss_db(&solid.profile(), &terminals(20.0, 20.0), FLAT_KM));
    }

    #[test]
    fn a_free_path_and_a_path_of_two_points_cost_nothing() {
        let valley = Path::even(1.0, &[500.0, 0.0, 0.0, 0.0, 500.0]);
        assert_eq!(bullington_loss_db(&valley.profile(), &terminals(20.0, 20.0), 8500.0), 0.0);
        let short = Path::even(0.1, &[0.0, 0.0]);
        assert_eq!(bullington_loss_db(&short.profile(), &terminals(2.0, 2.0), 8500.0), 0.0);
    }

    #[test]
    fn a_ray_that_touches_is_continuous_with_its_neighbours() {
        let at = |edge_m: f64| {
            let path = Path::even(5.0, &[0.0, edge_m, 0.0]);
            bullington_loss_db(&path.profile(), &terminals(20.0, 20.0), FLAT_KM)
        };
        assert!((at(20.0) - at(20.0 + 1e-9)).abs() < 1e-6);
        assert!((at(20.0) - at(20.0 - 1e-9)).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn the_ends_may_be_swapped(path in any_path(), tx_m in 1.0..60.0_f64, rx_m in 1.0..60.0_f64) {
            let there_db = bullington_loss_db(&path.profile(), &terminals(tx_m, rx_m), 8500.0);
            let back = terminals(tx_m, rx_m).swapped();
            let back_db = bullington_loss_db(&path.swapped().profile(), &back, 8500.0);
            prop_assert!((there_db - back_db).abs() < 1e-6, "{there_db} {back_db}");
        }

        #[test]
        fn fewer_points_never_lose_more(path in any_path(), stride in 2_usize..12, rx_m in 1.0..60.0_f64) {
            let thinned = path.thinned(stride);
            let floor_db = bullington_loss_db(&thinned.profile(), &terminals(20.0, rx_m), 8500.0);
            let loss_db = bullington_loss_db(&path.profile(), &terminals(20.0, rx_m), 8500.0);
            prop_assert!(floor_db <= loss_db + 1e-9, "{floor_db} {loss_db}");
        }

        #[test]
        fn the_loss_is_a_number_and_never_negative(path in any_path(), tx_m in 0.0..60.0_f64) {
            let loss_db = bullington_loss_db(&path.profile(), &terminals(tx_m, 0.0), 8500.0);
            prop_assert!(loss_db >= 0.0 && loss_db.is_finite());
        }
    }
}
