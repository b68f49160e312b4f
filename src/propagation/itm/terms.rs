//! The intermediate quantities of the model, in the order of the calculation.

use super::super::elementary::log10;
use super::super::terms::terms;
use super::line_of_sight::SightCurve;
use super::link::Link;
use super::longley_rice::{Reference, Transition};
use super::troposcatter::Scatter;
use super::variability::Variability;

terms! {
    /// Everything on the way to the loss of one path; NaN where the path did not need it.
    pub struct Terms {
        /// Length d of the path, km
        d_km,
        /// Mean height h_sys of the ground without the outer tenths, m; 0 in area mode
        h_sys_m,
        /// Surface refractivity N_s, N-units, TN101 eq. 4.3
        n_s_n_units,
        /// Curvature γ_e of the effective Earth, 1/m, TN101 eq. 4.4
        gamma_e_per_m,
        /// Impedance Z_g of the ground over that of free space, real part
        z_g_real,
        /// Impedance Z_g of the ground over that of free space, imaginary part
        z_g_imag,
        /// Elevation angle θ_hzn of the transmitter's horizon, mrad, TN101 eq. 6.15, Alg. eq. 3.4
        theta_tx_mrad,
        /// Elevation angle θ_hzn of the receiver's horizon, mrad, TN101 eq. 6.15, Alg. eq. 3.4
        theta_rx_mrad,
        /// Distance d_hzn of the transmitter's horizon, km
        horizon_tx_km,
        /// Distance d_hzn of the receiver's horizon, km
        horizon_rx_km,
        /// Effective height h_e of the transmitter, m, Alg. eq. 3.2 in area mode
        h_e_tx_m,
        /// Effective height h_e of the receiver, m, Alg. eq. 3.2 in area mode
        h_e_rx_m,
        /// Terrain irregularity Δh, m, ERL 79-ITS 67 eq. 3
        delta_h_m,
        /// Smooth-Earth horizon distance d_Ls of the transmitter, km
        d_ls_tx_km,
        /// Smooth-Earth horizon distance d_Ls of the receiver, km
        d_ls_rx_km,
        /// Line-of-sight distance d_sML over a smooth Earth, km
        d_sml_km,
        /// Line-of-sight distance d_ML over the path, km
        d_ml_km,
        /// Angular distance θ_los of the line-of-sight region, mrad
        theta_los_mrad,
        /// Nearer distance d_3 in the diffraction region, km
        d_3_km,
        /// Diffraction loss A_3 there, dB
        a_3_db,
        /// Farther distance d_4 in the diffraction region, km
        d_4_km,
        /// Diffraction loss A_4 there, dB
        a_4_db,
        /// Slope m_d of the diffraction line, dB/km
        m_d_db_per_km,
        /// Intercept A_d0 of the diffraction line, dB
        a_d0_db,
        /// Least normalised distance x_0 of the smooth-Earth method, km, Vogler 1964 eq. 2
        x_0_km,
        /// Nearer distance d_0 within line of sight, km, ERL 79-ITS 67 eq. 3.16a
        d_0_km,
        /// Attenuation A_0 there, dB
        a_0_db,
        /// Farther distance d_1 within line of sight, km, ERL 79-ITS 67 eq. 3.16d
        d_1_km,
        /// Attenuation A_1 there, dB
        a_1_db,
        /// Attenuation A_sML at the smooth-Earth line-of-sight distance, dB
        a_sml_db,
        /// Slope k̂_1 of the line-of-sight curve, dB/km, ERL 79-ITS 67 eq. 3.21
        k_1_db_per_km,
        /// Factor k̂_2 of the logarithm in the line-of-sight curve, dB, ERL 79-ITS 67 eq. 3.20
        k_2_db,
        /// Nearer distance d_5 in the scatter region, km
        d_5_km,
        /// Scatter loss A_5 there, dB, Alg. eq. 4.63
        a_5_db,
        /// Scatter loss A_6 at the farther distance, dB, Alg. eq. 4.63
        a_6_db,
        /// Slope m_s of the scatter line, dB/km
        m_s_db_per_km,
        /// Distance d_x of the transition from diffraction to scatter, km
        d_x_km,
        /// Intercept A_s0 of the scatter line, dB
        a_s0_db,
        /// Mode of propagation: 1 line of sight, 2 diffraction, 3 troposcatter
        mode,
        /// Reference attenuation A_ref over free space, dB, ERL 79-ITS 67 eq. 3.19
        a_ref_db,
        /// Effective distance d_e, km, Alg. eq. 5.3
        d_e_km,
        /// Shift V_med of the median in the climate, dB, TN101 eq. III.69
        v_med_db,
        /// Deviate z_T of time, after the mode of variability
        z_t,
        /// Deviate z_L of location, after the mode of variability
        z_l,
        /// Deviate z_S of situation
        z_s,
        /// The deviate farthest from 0
        z_extreme,
        /// Standard deviation σ_T of time, dB
        sigma_t_db,
        /// Standard deviation σ_L of location, dB, Alg. eq. 5.9
        sigma_l_db,
        /// Standard deviation σ_S of situation, dB, Alg. eq. 5.10
        sigma_s_db,
        /// Deviation Y_R within a situation, dB
        y_r_db,
        /// Deviation Y_S of the situation, dB, Alg. eq. 5.11
        y_s_db,
        /// Free-space loss, dB
        free_space_db,
        /// Basic transmission loss A, dB
        a_db,
    }
}

/// Free-space basic transmission loss, dB, with the constant that the source rounds to 32.45.
#[inline(always)]
pub(super) fn free_space_db(link: &Link) -> f64 {
    32.45 + 20.0 * link.carrier.log10_f + 20.0 * log10(link.geometry.d_m / 1000.0)
}

impl Terms {
    /// All that was found on the way.
    pub(super) fn new(
        link: &Link,
        h_sys_m: f64,
        reference: &Reference,
        variability: &Variability,
        a_db: f64,
    ) -> Self {
        let (geometry, supports, line) = (&link.geometry, &reference.supports, &reference.line);
        let sight = |value: fn(&SightCurve) -> f64| reference.region.sight().map_or(f64::NAN, value);
        let beyond = |value: fn(&Transition) -> f64| reference.region.transition().map_or(f64::NAN, value);
        let scatter = reference.region.transition().and_then(|transition| transition.scatter);
        let scatter = |value: fn(Scatter) -> f64| scatter.map_or(f64::NAN, value);
        let [z_t, z_l, z_s] = variability.z;
        let [sigma_t_db, sigma_l_db, sigma_s_db] = variability.sigma_db;
        Self {
            d_km: geometry.d_m / 1e3,
            h_sys_m,
            n_s_n_units: link.n_s_n_units,
            gamma_e_per_m: 1.0 / link.a_e_m,
            z_g_real: link.carrier.z_g.real,
            z_g_imag: link.carrier.z_g.imag,
            theta_tx_mrad: geometry.theta_hzn_rad[0] * 1e3,
            theta_rx_mrad: geometry.theta_hzn_rad[1] * 1e3,
            horizon_tx_km: geometry.d_hzn_m[0] / 1e3,
            horizon_rx_km: geometry.d_hzn_m[1] / 1e3,
            h_e_tx_m: geometry.h_e_m[0],
            h_e_rx_m: geometry.h_e_m[1],
            delta_h_m: geometry.delta_h_m,
            d_ls_tx_km: link.d_ls_m[0] / 1e3,
            d_ls_rx_km: link.d_ls_m[1] / 1e3,
            d_sml_km: link.d_sml_m / 1e3,
            d_ml_km: link.d_ml_m / 1e3,
            theta_los_mrad: link.theta_los_rad * 1e3,
            d_3_km: supports.d_3_m / 1e3,
            a_3_db: supports.a_3_db,
            d_4_km: supports.d_4_m / 1e3,
            a_4_db: supports.a_4_db,
            m_d_db_per_km: line.slope_db_per_m * 1e3,
            a_d0_db: line.intercept_db,
            x_0_km: supports.x_0_km,
            d_0_km: sight(|curve| curve.d_0_m / 1e3),
            a_0_db: sight(|curve| curve.a_0_db),
            d_1_km: sight(|curve| curve.d_1_m / 1e3),
            a_1_db: sight(|curve| curve.a_1_db),
            a_sml_db: sight(|curve| curve.a_sml_db),
            k_1_db_per_km: sight(|curve| curve.k_1_db_per_m * 1e3),
            k_2_db: sight(|curve| curve.k_2_db),
            d_5_km: scatter(|scatter| scatter.d_5_m / 1e3),
            a_5_db: scatter(|scatter| scatter.a_5_db),
            a_6_db: scatter(|scatter| scatter.a_6_db),
            m_s_db_per_km: scatter(|scatter| scatter.slope_db_per_m * 1e3),
            d_x_km: beyond(|transition| transition.d_x_m / 1e3),
            a_s0_db: beyond(|transition| transition.intercept_db),
            mode: reference.region.number(),
            a_ref_db: reference.a_ref_db,
            d_e_km: variability.d_e_m / 1e3,
            v_med_db: variability.v_med_db,
            z_t,
            z_l,
            z_s,
            z_extreme: variability.extreme_deviate(),
            sigma_t_db,
            sigma_l_db,
            sigma_s_db,
            y_r_db: variability.y_r_db,
            y_s_db: variability.y_s_db,
            free_space_db: free_space_db(link),
            a_db,
        }
    }
}
