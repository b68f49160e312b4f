//! Diffraction over a smooth Earth by Vogler's method of three radii: one for the path between the horizons, one for
//! the way to each horizon.

use super::super::elementary::{cbrt, exp, ln, log10};
use super::link::Link;

/// Radius of the Earth in Vogler's normalisation, m: with 4/3 of it the factor C_0 is 1.
const EARTH_RADIUS_M: f64 = 6370e3;

/// Least normalised distance x_0, km. Below 0 the method has no answer (NTIA's code gives NaN): the linear B_0 is
/// negative for a large K, as with a horizon right before a high antenna and a low frequency over sea; see
/// [`super::warnings::X_0`].
pub(super) const X_0_LEAST_KM: f64 = 1e-3;

/// What the three radii share: f^(1/3), and the ground's influence for C_0 = 1.
#[derive(Debug, Clone, Copy)]
struct Wave {
    root_f: f64,
    k_per_c_0: f64,
}

/// One of the three radii.
#[derive(Debug, Clone, Copy)]
struct Radius {
    /// Factor K of the ground's influence.
    k: f64,
    /// Normalised distance per km, B_0 C_0² f^(1/3).
    x_per_km: f64,
}

impl Wave {
    #[inline(always)]
    fn of(link: &Link) -> Self {
        let root_f = link.carrier.root_f;
        Self { root_f, k_per_c_0: 0.017_778 / root_f / link.carrier.z_g_magnitude } // [Vogler 1964, eq. 6a, 7a]
    }

    #[inline(always)]
    fn over(self, radius_m: f64) -> Radius {
        let c_0 = cbrt(4.0 / 3.0 * EARTH_RADIUS_M / radius_m); // [Vogler 1964, eq. 2]
        let k = self.k_per_c_0 * c_0;
        let b_0 = 1.607 - k; // [Vogler 1964, fig. 4]
        Radius { k, x_per_km: b_0 * c_0 * c_0 * self.root_f } // [Vogler 1964, eq. 2]
    }

    /// Normalised distance of the horizon of one end, km, and its height gain, dB.
    #[inline(always)]
    fn to_horizon(self, link: &Link, end: usize) -> (f64, f64) {
        let (d_hzn_m, h_e_m) = (link.geometry.d_hzn_m[end], link.geometry.h_e_m[end]);
        let radius = self.over(0.5 * d_hzn_m * d_hzn_m / h_e_m); // [Vogler 1964, eq. 3]
        let x_km = radius.x_per_km * d_hzn_m / 1e3;
        (x_km, height_function_db(x_km, radius.k))
    }
}

/// What does not depend on the distance.
#[derive(Debug, Clone, Copy)]
pub(super) struct SmoothEarth {
    wave: Wave,
    /// Normalised distances to the two horizons, km.
    x_hzn_km: f64,
    /// Height gains F of the two, dB.
    height_gain_db: f64,
}

impl SmoothEarth {
    #[inline(always)]
    pub fn of(link: &Link) -> Self {
        let wave = Wave::of(link);
        let (tx, rx) = (wave.to_horizon(link, 0), wave.to_horizon(link, 1));
        Self { wave, x_hzn_km: tx.0 + rx.0, height_gain_db: tx.1 + rx.1 }
    }

    /// Smooth-Earth loss A_r, dB, of a path of this normalised distance; [Alg. eq. 4.20].
    #[inline(always)]
    pub fn loss_db(&self, x_0_km: f64) -> f64 {
        let x_0_km = x_0_km.max(X_0_LEAST_KM);
        let g_db = 0.057_51 * x_0_km - 10.0 * log10(x_0_km); // TN101 eq. 8.4, [Vogler 1964, eq. 13]
        g_db - self.height_gain_db - 20.0
    }

    /// Normalised distance x_0 of a path, km.
    #[inline(always)]
    pub fn x_0_km(&self, link: &Link, d_m: f64) -> f64 {
        let between_m = d_m - link.d_ml_m;
        let middle = self.wave.over(between_m / link.theta_nlos_rad(d_m)); // a_e on a smooth Earth
        middle.x_per_km * between_m / 1e3 + self.x_hzn_km
    }
}

/// Height function F(x, K), dB.
#[inline(always)]
fn height_function_db(x_km: f64, k: f64) -> f64 {
    let ln_x = ln(x_km.max(1.0)); // no form asks for less
    let far_db = 17.372 * ln_x - 117.0;
    if x_km < 200.0 {
        let w = -ln(k);
        return if k < 1e-5 || x_km * (w * w * w) > 5495.0 {
            far_db
        } else {
            2.5e-5 * x_km * x_km / k - 8.686 * w - 15.0
        };
    }
    let linear_db = 0.057_51 * x_km - 4.343 * ln_x;
    if x_km >= 2000.0 {
        return linear_db;
    }
    let w = 0.0134 * x_km * exp(-0.005 * x_km);
    (1.0 - w) * linear_db + w * far_db
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_height_function_worked_by_hand() {
        // 2.5e-5 · 100² / 0.1 − 8.686 ln 10 − 15 = 2.5 − 20.000 − 15
        assert!((height_function_db(100.0, 0.1) + 32.500_25).abs() < 1e-3);
        // 0.05751 · 3000 − 4.343 ln 3000 = 172.53 − 34.772
        assert!((height_function_db(3000.0, 0.1) - 137.758).abs() < 1e-2);
        // a ground of no influence
        assert!((height_function_db(std::f64::consts::E, 1e-6) + 99.628).abs() < 1e-9);
        assert_eq!(height_function_db(0.5, 1e-6), -117.0);
    }

    /// The steps that the source itself has, where one form of the height function follows another.
    #[test]
    fn the_height_function_jumps_where_its_forms_meet() {
        let step_db =
            |x_km: f64, k: f64| height_function_db(x_km + 1e-9, k) - height_function_db(x_km - 1e-9, k);
        assert!((step_db(2000.0, 0.1) - 0.081).abs() < 1e-3);
        for (k, wanted_db) in [(0.01, 0.189), (0.1, 0.232), (0.5, -5.748), (1.0, -10.768)] {
            assert!((step_db(200.0, k) - wanted_db).abs() < 1e-3, "{k}: {}", step_db(200.0, k));
        }
        // x w³ = 5495
        for (k, wanted_db) in [(0.01_f64, 0.097), (0.03, -0.863), (1.001e-5, -12.15)] {
            let x_km = 5495.0 / (-k.ln()).powi(3);
            assert!((step_db(x_km, k) - wanted_db).abs() < 1e-2, "{k}: {}", step_db(x_km, k));
        }
    }
}
