//! What the spherical Earth costs more than Bullington's edge over the smooth surface: nothing for most receivers, and
//! found one by one for the others.

use super::losses::Fixed;
use super::rays::Rays;
use super::{Radial, Receiver};
use crate::propagation::p526::bullington::{loss_at_db, nu_beyond_horizon, nu_in_sight};
use crate::propagation::p526::{SmoothSurface, SphericalEarth};
use crate::propagation::profile::Ray;

impl Radial {
    /// The excess over an Earth of one of the radii, dB, P.1812 eq. (39); the surface is the fitted one.
    ///
    /// Receivers come in the order of their samples, with all those of one radial.
    pub(super) fn excess_db<M>(
        &mut self,
        fixed: &Fixed<M>,
        radius: usize,
        receiver: &Receiver,
        fitted: SmoothSurface,
        sea_ratio: f64,
    ) -> f64 {
        let (d, radius_km) = (receiver.d_km, fixed.radii_km[radius]);
        let antennas_m = [self.tx_antenna_m, receiver.antenna_m];
        let [tx_m, rx_m] = self.under_obstacles(fitted, receiver).height_of(antennas_m);
        if fixed.level().slack_under([tx_m, rx_m], d, radius_km) > 0.0 {
            return 0.0; // as for nine of ten that come here
        }
        let earth = SphericalEarth { length_km: d, tx_height_m: tx_m, rx_height_m: rx_m, sea_ratio };
        let ldsph_db = earth.loss_db(&fixed.wave, radius_km);
        if ldsph_db <= 0.0 {
            return 0.0;
        }
        let ray = Ray { length_km: d, tx_m, rx_m, bulge_m_per_km2: 500.0 / radius_km };
        (ldsph_db - over_level_db(&self.x_km[..receiver.before], &ray, fixed.wave.wavelength_m)).max(0.0)
    }

    /// The smooth surface for diffraction: lowered by what stands in the ray on a flat Earth, eq. (89) to (91).
    pub(super) fn under_obstacles(&mut self, fitted: SmoothSurface, receiver: &Receiver) -> SmoothSurface {
        if !self.flat_is_ready {
            self.flat.start(0.0, self.tx_antenna_m, &self.x_km, &self.ground_m);
            self.flat.climb(&self.x_km);
            self.flat_is_ready = true;
        }
        let rays = Rays::to(self.tx_antenna_m, receiver);
        self.flat.grow(receiver.before, &self.candidates, &self.x_km);
        let h_obs = self.flat.highest_over(&rays, &self.bare())[0];
        let lower = if h_obs > 0.0 { fitted.lowered(h_obs, self.obstacle_slopes(&rays)) } else { fitted };
        lower.under_ends([self.tx_ground_m, receiver.ground_m])
    }

    /// α_obt and α_obr, m/km.
    fn obstacle_slopes(&self, rays: &Rays) -> [f64; 2] {
        let (from_tx, from_rx) = (self.flat.steepest(rays), self.flat.steepest_from(rays, &self.bare()));
        [from_tx.slope[0] - rays.slope[0], from_rx.slope[0] + rays.slope[0]]
    }
}

/// Bullington's loss over a surface without height, dB, under antennas above it, with points at distances from the
/// transmitter (km): a few look-ups for what the plain kernel finds point by point.
///
/// With C the bulge per km², the slope to a point from the transmitter is `C (d − x) − tx / x`: it rises up to
/// `x = √(tx / C)` and falls from there on, and so from the receiver. In sight the ray's clearance is
/// `c = tx (1 − w) + rx w − K w (1 − w)`, `w = x / d`, `K = C d²`, and c² / (w (1 − w)) falls where
/// `P = −tx + (tx + rx − K) w + 3 K w² − 2 K w³` is negative and rises where it is positive. P is −tx at one end and rx at
/// the other, its slope is symmetric around the middle and largest there: it changes sign once.
fn over_level_db(x_km: &[f64], ray: &Ray, wavelength_m: f64) -> f64 {
    let Ray { length_km: d, tx_m, rx_m, bulge_m_per_km2: bulge } = *ray;
    let slope_t = |x: f64| bulge * (d - x) - tx_m / x;
    let slope_r = |x: f64| bulge * x - rx_m / (d - x);
    let s_tim = largest_at(x_km, |x| bulge * x * x < tx_m, slope_t);
    let nu = if s_tim < ray.slope_m_per_km() {
        let falls = |x: f64| {
            let (w, k) = (x / d, bulge * d * d);
            -tx_m + w * (tx_m + rx_m - k + k * w * (3.0 - 2.0 * w)) < 0.0
        };
        nu_in_sight(largest_at(x_km, falls, |x| ray.nu_order(x, 0.0)), d, wavelength_m)
    } else {
        let s_rim = largest_at(x_km, |x| bulge * (d - x) * (d - x) > rx_m, slope_r);
        let between_km = x_km.first().zip(x_km.last()).map_or([0.0, d], |(first, last)| [*first, *last]);
        nu_beyond_horizon(ray, wavelength_m, [s_tim, s_rim], between_km)
    };
    loss_at_db(nu, d)
}

/// The largest value at a point, of those that rise as long as a condition holds and fall behind.
fn largest_at(x_km: &[f64], rises: impl Fn(f64) -> bool, value: impl Fn(f64) -> f64) -> f64 {
    let turn = x_km.partition_point(|x| rises(*x));
    let beside = &x_km[turn.saturating_sub(1)..(turn + 1).min(x_km.len())];
    beside.iter().map(|x| value(*x)).fold(f64::NEG_INFINITY, f64::max)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::propagation::p526::bullington::loss_over_db;
    use crate::propagation::profile::{Profile, level};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn a_few_look_ups_find_what_all_points_have(
            count in 0_usize..600, step_km in 0.01..0.5_f64, last in 0.4..1.6_f64,
            tx_m in 0.0..400.0_f64, rx_m in 0.0..400.0_f64, low in any::<bool>(), radius_km in 6_000.0..20_000.0_f64,
        ) {
            let x_km: Vec<f64> = (1..=count).map(|index| index as f64 * step_km).collect();
            let length_km = (count as f64 + last) * step_km;
            let rx_m = if low { 0.02 * rx_m } else { rx_m };
            let ray = Ray { length_km, tx_m, rx_m, bulge_m_per_km2: 500.0 / radius_km };
            let distance_km = [&[0.0], &x_km[..], &[length_km]].concat();
            let zeros = vec![0.0; distance_km.len()];
            let profile = Profile { distance_km: &distance_km, ground_m: &zeros, clutter_m: &zeros, zone: &[] };
            let expected_db = loss_over_db(&profile, level, &ray, 0.1);
            let found_db = over_level_db(&x_km, &ray, 0.1);
            prop_assert!((found_db - expected_db).abs() < 1e-9, "{} {}", found_db, expected_db);
        }
    }
}
