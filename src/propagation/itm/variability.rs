//! Variability: how far the loss that is not exceeded in a share of the time, locations and situations lies from the
//! reference.

use super::super::elementary::exp;
use super::Itm;
use super::climate::{Curve, time_variability};
use super::inputs::{Service, VariabilityMode};
use super::irregularity::roughness_m;
use super::link::Link;

/// Effective radius for the effective distance, m: that of a very refractive atmosphere.
const RADIUS_M: f64 = 9000e3;

/// Effective distance at which a path leaves line of sight, m.
const SIGHT_M: f64 = 130e3;

/// Distance D over which the situation variability falls, m; [Alg. eq. 5.10].
const SITUATION_DISTANCE_M: f64 = 100e3;

/// What is asked of the variability, as far as no path changes it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chance {
    mode: VariabilityMode,
    seen: Seen,
    /// Shift V_med of the median.
    v_med: Curve,
    /// Standard deviation of time on the side of its deviate, before the factor of frequency.
    sigma_t: Curve,
    /// Its factor for strong enhancements, and the deviate from which on it counts.
    c_d: f64,
    z_d: f64,
    /// Deviates of time, location and situation after the mode has tied them together.
    z: [f64; 3],
    /// Factor of frequency, g− or g+, on the side of the deviate of time.
    time_factor: f64,
    /// What the wavelength adds to the reach of line of sight, m.
    wave_m: f64,
}

impl Chance {
    pub fn of(itm: &Itm, wavenumber_per_m: f64) -> Self {
        let percents = itm.quantile.percents();
        let curves = time_variability(itm.climate);
        let z =
            tied(itm.variability_mode.service, percents.map(|percent| upper_tail_deviate(percent / 100.0)));
        let (sigma_t, factor) = if z[0] < 0.0 {
            (curves.sigma_minus, curves.g_minus)
        } else {
            (curves.sigma_plus, curves.g_plus)
        };
        Self {
            mode: itm.variability_mode,
            seen: Seen::by(itm.variability_mode.service),
            v_med: curves.v_med,
            sigma_t,
            c_d: curves.c_d,
            z_d: curves.z_d,
            z,
            time_factor: factor.at(wavenumber_per_m),
            wave_m: (575.7e12 / wavenumber_per_m).cbrt(),
        }
    }
}

/// What a service takes for deviations within a situation, and what for a part of the situation: 1 or 0.
#[derive(Debug, Clone, Copy)]
struct Seen {
    /// Deviations of time, of location and of both as one.
    within: [f64; 3],
    /// Variances of time and location.
    in_situation: [f64; 2],
}

impl Seen {
    fn by(service: Service) -> Self {
        let (within, in_situation) = match service {
            Service::SingleMessage => ([0.0, 0.0, 0.0], [1.0, 1.0]),
            Service::Accidental => ([1.0, 0.0, 0.0], [0.0, 1.0]),
            Service::Mobile => ([0.0, 0.0, 1.0], [0.0, 0.0]),
            Service::Broadcast => ([1.0, 1.0, 0.0], [0.0, 0.0]),
        };
        Self { within, in_situation }
    }
}

/// The parts of the variability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Variability {
    /// Effective distance d_e, m.
    pub d_e_m: f64,
    /// Shift V_med of the median in this climate, dB.
    pub v_med_db: f64,
    /// Deviates of time, location and situation after the mode has tied them together.
    pub z: [f64; 3],
    /// Standard deviations of time, location and situation, dB.
    pub sigma_db: [f64; 3],
    /// Deviation Y_R within a situation, dB.
    pub y_r_db: f64,
    /// Deviation Y_S of the situation, dB.
    pub y_s_db: f64,
}

impl Variability {
    #[inline(always)]
    pub fn of(link: &Link, chance: &Chance) -> Self {
        let Chance { mode, seen, v_med, z, .. } = *chance;
        let d_e_m = effective_distance_m(link, chance.wave_m);
        let [z_t, z_l, z_s] = z;
        let sigma_t_db = time_sigma_db(chance, d_e_m);
        let sigma_l_db = if mode.without_location { 0.0 } else { location_sigma_db(link) };
        // [Alg. eq. 5.10]
        let sigma_s_db = 5.0 + 3.0 * exp(-d_e_m / SITUATION_DISTANCE_M);
        let sigma_s_db = if mode.without_situation { 0.0 } else { sigma_s_db };
        let (y_t_db, y_l_db) = (sigma_t_db * z_t, sigma_l_db * z_l);
        // Part of [Alg. eq. 5.11]
        let rest_db2 =
            sigma_s_db.powi(2) + y_t_db.powi(2) / (7.8 + z_s.powi(2)) + y_l_db.powi(2) / (24.0 + z_s.powi(2));
        let (time_db2, location_db2) = (sigma_t_db.powi(2), sigma_l_db.powi(2));
        let y_tl_db = (time_db2 + location_db2).sqrt() * z_t;
        let [time, location, both] = seen.within;
        let y_r_db = time * y_t_db + location * y_l_db + both * y_tl_db;
        let [time, location] = seen.in_situation;
        let sigma_of_s_db2 = time * time_db2 + location * location_db2 + rest_db2;
        Self {
            d_e_m,
            v_med_db: v_med.at_db(d_e_m),
            z,
            sigma_db: [sigma_t_db, sigma_l_db, sigma_s_db],
            y_r_db,
            y_s_db: sigma_of_s_db2.sqrt() * z_s,
        }
    }

    /// Attenuation over free space that is not exceeded, dB, of the reference.
    #[inline(always)]
    pub fn attenuation_db(&self, a_ref_db: f64) -> f64 {
        bounded_gain_db(a_ref_db - self.v_med_db - self.y_r_db - self.y_s_db)
    }

    /// The deviate farthest from the median.
    pub fn extreme_deviate(&self) -> f64 {
        self.z.into_iter().fold(0.0, |most: f64, z| if z.abs() > most.abs() { z } else { most })
    }
}

/// A gain over free space grows ten times more slowly than the deviations would have it; [Alg. eq. 5.2].
#[inline(always)]
fn bounded_gain_db(a_db: f64) -> f64 {
    if a_db < 0.0 { a_db * (29.0 - a_db) / (29.0 - 10.0 * a_db) } else { a_db }
}

/// Deviates of time, location and situation, where the service does not see them apart.
fn tied(service: Service, [z_t, z_l, z_s]: [f64; 3]) -> [f64; 3] {
    match service {
        Service::SingleMessage => [z_s, z_s, z_s],
        Service::Accidental => [z_t, z_s, z_s],
        Service::Mobile => [z_t, z_t, z_s],
        Service::Broadcast => [z_t, z_l, z_s],
    }
}

/// Effective distance d_e: the length of the path, so stretched that line of sight ends at 130 km, m.
#[inline(always)]
fn effective_distance_m(link: &Link, wave_m: f64) -> f64 {
    let [h_e_tx_m, h_e_rx_m] = link.geometry.h_e_m;
    // [Alg. eq. 5.3]
    let d_ex_m = (2.0 * RADIUS_M * h_e_tx_m).sqrt() + (2.0 * RADIUS_M * h_e_rx_m).sqrt() + wave_m;
    let d_m = link.geometry.d_m;
    if d_m < d_ex_m { SIGHT_M * d_m / d_ex_m } else { SIGHT_M + d_m - d_ex_m }
}

/// Standard deviation σ_T of time for its deviate, dB.
#[inline(always)]
fn time_sigma_db(chance: &Chance, d_e_m: f64) -> f64 {
    let Chance { sigma_t, c_d, z_d, z: [z_t, ..], time_factor, .. } = *chance;
    let sigma_db = sigma_t.at_db(d_e_m) * time_factor;
    if z_t <= z_d {
        return sigma_db;
    }
    let sigma_td_db = c_d * sigma_db;
    sigma_td_db + (sigma_db - sigma_td_db) * z_d / z_t
}

/// Standard deviation σ_L of location, dB; context of [Alg. eq. 5.9].
#[inline(always)]
fn location_sigma_db(link: &Link) -> f64 {
    let k_delta_h = link.wavenumber_per_m() * roughness_m(link.geometry.delta_h_m, link.geometry.d_m);
    10.0 * k_delta_h / (k_delta_h + 13.0)
}

/// The standard normal deviate that is exceeded with a probability, within 4.5·10⁻⁴: Abramowitz and Stegun 26.2.23.
fn upper_tail_deviate(probability: f64) -> f64 {
    const C: [f64; 3] = [2.515_516, 0.802_853, 0.010_328];
    const D: [f64; 3] = [1.432_788, 0.189_269, 0.001_308];
    let in_lower_half = probability > 0.5;
    let tail = if in_lower_half { 1.0 - probability } else { probability };
    let t = (-2.0 * tail.ln()).sqrt();
    let deviate = t - ((C[2] * t + C[1]) * t + C[0]) / (((D[2] * t + D[1]) * t + D[0]) * t + 1.0);
    if in_lower_half { -deviate } else { deviate }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn deviates_of_the_normal_distribution() {
        for (percent, wanted) in [(50.0, 0.0), (10.0, 1.281_552), (90.0, -1.281_552), (0.1, 3.090_232)] {
            let found = upper_tail_deviate(percent / 100.0);
            assert!((found - wanted).abs() < 4.5e-4, "{percent}: {found}");
        }
    }

    /// The approximation is not quite 0 in the middle and so jumps there, by less than a 10⁻⁵ of a decibel.
    #[test]
    fn the_deviate_jumps_a_little_at_the_median() {
        let step = upper_tail_deviate(0.5) - upper_tail_deviate(0.5 + 1e-15);
        assert!(step.abs() < 1e-5, "{step}");
    }

    #[test]
    fn a_gain_is_held_down() {
        assert_eq!(bounded_gain_db(7.0), 7.0);
        // −10 · 39 / 129
        assert!((bounded_gain_db(-10.0) + 3.023_256).abs() < 1e-6);
    }

    #[test]
    fn services_tie_what_they_do_not_see_apart() {
        let z = [1.0, 2.0, 3.0];
        assert_eq!(tied(Service::SingleMessage, z), [3.0, 3.0, 3.0]);
        assert_eq!(tied(Service::Accidental, z), [1.0, 3.0, 3.0]);
        assert_eq!(tied(Service::Mobile, z), [1.0, 1.0, 3.0]);
        assert_eq!(tied(Service::Broadcast, z), z);
    }

    proptest! {
        #[test]
        fn deviates_fall_and_gains_rise(probability in 1e-8..0.999_f64, more in 1e-4..1e-3_f64) {
            prop_assert!(upper_tail_deviate(probability + more) < upper_tail_deviate(probability));
            let a_db = -200.0 * probability;
            prop_assert!(bounded_gain_db(a_db) < bounded_gain_db(a_db + more));
        }
    }
}
