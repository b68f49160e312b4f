//! Diffraction beyond the horizon: a weighted mean of two knife edges and a smooth Earth, with a term for what stands
//! on the terrain.

use super::super::elementary::log10;
use super::irregularity::{roughness_m, sigma_h_m};
use super::link::{Link, Mode};
use super::smooth_earth::SmoothEarth;

/// Largest loss A_fo to what stands on the terrain, dB; [ERL 79-ITS 67, eq. 3.38c].
const CLUTTER_MAX_DB: f64 = 15.0;

/// What the square-root term of eq. 3.23 adds to the product of the heights on a known path, m²; [ERL 79-ITS 67, p.
/// 3-8].
const LOW_ANTENNAS_M2: f64 = 10.0;

/// Diffraction over one link, as a function of distance.
pub(super) struct Diffraction<'a> {
    link: &'a Link,
    smooth_earth: SmoothEarth,
    clutter_db: f64,
    height_term: f64,
}

impl<'a> Diffraction<'a> {
    #[inline(always)]
    pub fn of(link: &'a Link) -> Self {
        let ([h_tx_m, h_rx_m], [h_e_tx_m, h_e_rx_m]) = (link.geometry.h_m, link.geometry.h_e_m);
        let sigma_h_m = sigma_h_m(roughness_m(link.geometry.delta_h_m, link.d_sml_m));
        // [ERL 79-ITS 67, eq. 3.38c]
        let a_fo_db = 5.0 * log10(1.0 + 1e-5 * h_tx_m * h_rx_m * link.carrier.frequency_mhz * sigma_h_m);
        let known_m2 = if link.mode == Mode::PointToPoint { LOW_ANTENNAS_M2 } else { 0.0 };
        let raised_m2 = h_e_tx_m * h_e_rx_m - h_tx_m * h_rx_m;
        Self {
            link,
            smooth_earth: SmoothEarth::of(link),
            clutter_db: a_fo_db.min(CLUTTER_MAX_DB),
            // Square root of [ERL 79-ITS 67, eq. 3.23]
            height_term: (1.0 + raised_m2 / (h_tx_m * h_rx_m + known_m2)).sqrt(),
        }
    }

    /// Diffraction loss A_d at a distance beyond the horizons, dB, and the normalised distance x_0 there, km.
    #[inline(always)]
    pub fn at(&self, d_m: f64) -> (f64, f64) {
        let a_k_db = knife_edges_db(self.link, d_m);
        let x_0_km = self.smooth_earth.x_0_km(self.link, d_m);
        let a_r_db = self.smooth_earth.loss_db(x_0_km);
        let w = self.smooth_earth_weight(d_m);
        (w * a_r_db + (1.0 - w) * a_k_db + self.clutter_db, x_0_km)
    }

    /// Weight w of the smooth Earth; [ERL 79-ITS 67, eq. 3.23].
    #[inline(always)]
    fn smooth_earth_weight(&self, d_m: f64) -> f64 {
        let link = self.link;
        let k_delta_h = roughness_m(link.geometry.delta_h_m, d_m) * link.wavenumber_per_m();
        let q = (self.height_term + (-link.theta_los_rad * link.a_e_m + link.d_ml_m) / d_m)
            * k_delta_h.min(6283.2);
        25.1 / (25.1 + q.sqrt())
    }
}

/// Loss A_k over a knife edge at each horizon, dB; TN101 eq. I.1.
#[inline(always)]
fn knife_edges_db(link: &Link, d_m: f64) -> f64 {
    let theta_nlos_rad = link.theta_nlos_rad(d_m);
    let d_nlos_m = d_m - link.d_ml_m;
    // TN101 eq. I.7, with 1 / 4π
    let v2 = |d_hzn_m: f64| {
        0.079_577_5 * link.wavenumber_per_m() * theta_nlos_rad * theta_nlos_rad * d_hzn_m * d_nlos_m
            / (d_nlos_m + d_hzn_m)
    };
    let [d_tx_m, d_rx_m] = link.geometry.d_hzn_m;
    fresnel_db(v2(d_tx_m)) + fresnel_db(v2(d_rx_m))
}

/// Loss over an ideal knife edge, dB, of the square of ν.
#[inline(always)]
fn fresnel_db(v2: f64) -> f64 {
    if v2 < 2.4 * 2.4 {
        6.02 + 9.11 * v2.sqrt() - 1.27 * v2 // TN101 eq. III.24b, [ERL 79-ITS 67, eq. 3.27a]
    } else {
        12.953 + 10.0 * log10(v2) // TN101 eq. III.24c, [ERL 79-ITS 67, eq. 3.27b]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grazing_edge_costs_six_decibels() {
        assert_eq!(fresnel_db(0.0), 6.02);
        // 6.02 + 9.11 − 1.27, against 13.926 of the closed form of P.526
        assert!((fresnel_db(1.0) - 13.86).abs() < 1e-12);
    }

    #[test]
    fn the_two_forms_of_the_edge_part_by_a_step() {
        let step_db = fresnel_db(5.76) - fresnel_db(5.76 - 1e-9);
        // 12.953 + 7.604 − (6.02 + 21.864 − 7.315)
        assert!((step_db + 0.011_5).abs() < 1e-3, "{step_db}");
    }
}
