//! A path with its air, ground and wave: what the three mechanisms of propagation are computed from.

use super::super::elementary::cbrt;
use super::ground::Impedance;
use super::terrain::Geometry;

/// Frequency of wavenumber 1 / m, MHz: c / 2π, rounded as in the source.
const FREQUENCY_OF_WAVENUMBER_1_MHZ: f64 = 47.7;

/// The wave and the ground that it meets: what all paths share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::propagation) struct Carrier {
    pub frequency_mhz: f64,
    /// Wavenumber k, 1/m; [Alg. eq. 1.1].
    pub wavenumber_per_m: f64,
    /// Impedance Z_g of the ground.
    pub z_g: Impedance,
    /// |Z_g|.
    pub z_g_magnitude: f64,
    /// f^(1/3), with f in MHz.
    pub root_f: f64,
    /// ln f.
    pub ln_f: f64,
    /// log f.
    pub log10_f: f64,
}

impl Carrier {
    pub fn new(frequency_mhz: f64, z_g: Impedance) -> Self {
        Self {
            frequency_mhz,
            wavenumber_per_m: frequency_mhz / FREQUENCY_OF_WAVENUMBER_1_MHZ,
            z_g,
            z_g_magnitude: z_g.magnitude(),
            root_f: frequency_mhz.cbrt(),
            ln_f: frequency_mhz.ln(),
            log10_f: frequency_mhz.log10(),
        }
    }
}

/// What is known of the two antennas' surroundings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Mode {
    /// A terrain profile.
    PointToPoint,
    /// The irregularity of the area alone.
    Area,
}

/// Everything that the reference attenuation depends on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    pub geometry: Geometry,
    pub mode: Mode,
    pub carrier: Carrier,
    /// Surface refractivity N_s, N-units.
    pub n_s_n_units: f64,
    /// Effective radius a_e of the Earth, m.
    pub a_e_m: f64,
    /// Horizon distances d_Ls over a smooth Earth, m.
    pub d_ls_m: [f64; 2],
    /// The two together, d_sML, m: how far line of sight would reach on a smooth Earth.
    pub d_sml_m: f64,
    /// The actual horizon distances together, d_ML, m.
    pub d_ml_m: f64,
    /// Angular distance θ_los of the line-of-sight region, rad.
    pub theta_los_rad: f64,
    /// Length (a_e² / f)^(1/3) by which diffraction over a smooth Earth is measured, m (with f in MHz).
    pub diffraction_scale_m: f64,
}

impl Link {
    #[inline(always)]
    pub fn new(geometry: Geometry, mode: Mode, carrier: Carrier, n_s_n_units: f64, a_e_m: f64) -> Self {
        let [h_e_tx_m, h_e_rx_m] = geometry.h_e_m;
        let d_ls_m = [(2.0 * h_e_tx_m * a_e_m).sqrt(), (2.0 * h_e_rx_m * a_e_m).sqrt()];
        let d_ml_m = geometry.d_hzn_m[0] + geometry.d_hzn_m[1];
        let [theta_tx_rad, theta_rx_rad] = geometry.theta_hzn_rad;
        Self {
            geometry,
            mode,
            carrier,
            n_s_n_units,
            a_e_m,
            d_ls_m,
            d_sml_m: d_ls_m[0] + d_ls_m[1],
            d_ml_m,
            theta_los_rad: -(theta_tx_rad + theta_rx_rad).max(-d_ml_m / a_e_m),
            diffraction_scale_m: cbrt(a_e_m * a_e_m / carrier.frequency_mhz),
        }
    }

    /// Angular distance θ_nlos of the diffraction region of a path of this length, rad; [Alg. eq. 4.12].
    #[inline(always)]
    pub fn theta_nlos_rad(&self, d_m: f64) -> f64 {
        d_m / self.a_e_m - self.theta_los_rad
    }

    #[inline(always)]
    pub fn wavenumber_per_m(&self) -> f64 {
        self.carrier.wavenumber_per_m
    }
}
