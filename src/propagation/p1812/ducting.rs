//! Ducts and layers that reflect, ITU-R P.1812 §4.5.
//!
//! *Jumps of the recommendation*: the over-sea coupling sets in at once where ω reaches 0.75, up to 6 dB for each low
//! antenna at the shore, and ends 5 km inland with 0.012 dB or where the horizon lies nearer than the coast.

use super::carrier::Carrier;
use super::climate::{Climate, tau};
use super::geometry::{DuctGeometry, Horizons};
use crate::propagation::elementary::{exp, exp10, log10, pow, tanh};
use crate::propagation::zones::Stretches;

/// Share of the path over the sea from which ducts over it reach an end, P.1812 eq. (49).
const SEA_RATIO_LEAST: f64 = 0.75;

/// Distance from the coast up to which they reach it, km, P.1812 eq. (49).
const COAST_REACH_KM: f64 = 5.0;

/// What rounding may take from a share that is three quarters exactly.
const SEA_RATIO_ROUNDING: f64 = 1e-9;

/// Whether ducts over the sea reach an end at this distance from the coast, as far as the zones decide it.
#[inline(always)]
#[must_use]
pub fn sea_duct_reaches(omega_ratio: f64, coast_km: f64) -> bool {
    omega_ratio >= SEA_RATIO_LEAST - SEA_RATIO_ROUNDING && coast_km <= COAST_REACH_KM
}

/// What ducting needs of a path.
#[derive(Debug, Clone, Copy)]
pub struct Ducting {
    /// Length of the path d, km.
    pub d_km: f64,
    /// Frequency.
    pub carrier: Carrier,
    /// Share of the time p, %.
    pub p_percent: f64,
    /// Zones and refraction.
    pub climate: Climate,
    /// Horizons and their angles.
    pub horizons: Horizons,
    /// Effective heights and roughness.
    pub duct: DuctGeometry,
    /// Heights of the antennas above mean sea level hts and hrs, m.
    pub antennas_m: [f64; 2],
    /// Distances of the ends from the coast d_ct and d_cr, km.
    pub coast_km: [f64; 2],
}

impl Ducting {
    /// Loss Lba not exceeded for p of the time, dB.
    #[inline(always)]
    pub fn loss_db(&self) -> f64 {
        self.fixed_db() + self.variable_db() // P.1812 eq. (46)
    }

    /// A floor under the loss, dB, without any logarithm: A(p) is as little as it can be ([`least_time_db`]), and in place
    /// of what a logarithm is taken of stands the power of two below it.
    ///
    /// It holds over land alone, where no sea draws the antennas into a duct.
    #[inline(always)]
    pub fn floor_db(&self, least_time_db: f64) -> f64 {
        let Horizons { dlt_km, dlr_km, theta_t_mrad, theta_r_mrad, .. } = self.horizons;
        let shielding_db = |theta_mrad: f64, horizon_km: f64| {
            let above_mrad = (theta_mrad - 0.1 * horizon_km).max(0.0); // P.1812 eq. (48a)
            let within = 1.0 + 0.361 * above_mrad * (self.carrier.f_ghz * horizon_km).sqrt();
            20.0 * log10_floor(within) + 0.264 * above_mrad * self.carrier.cbrt_f // P.1812 eq. (48)
        };
        102.45
            + 20.0 * self.carrier.log_f
            + 20.0 * log10_floor(dlt_km + dlr_km)
            + low_frequency_db(self.carrier.f_ghz)
            + shielding_db(theta_t_mrad, dlt_km)
            + shielding_db(theta_r_mrad, dlr_km)
            + self.along_db()
            + least_time_db
    }

    /// Af: coupling between the antennas and the duct, dB.
    #[inline(always)]
    fn fixed_db(&self) -> f64 {
        let Horizons { dlt_km, dlr_km, theta_t_mrad, theta_r_mrad, .. } = self.horizons;
        let [hts, hrs] = self.antennas_m;
        let [d_ct, d_cr] = self.coast_km;
        let shielding_db = self.shielding_db(theta_t_mrad, dlt_km) + self.shielding_db(theta_r_mrad, dlr_km);
        let coupling_db = self.sea_coupling_db(d_ct, dlt_km, hts) + self.sea_coupling_db(d_cr, dlr_km, hrs);
        // P.1812 eq. (47)
        102.45
            + 20.0 * self.carrier.log_f
            + 20.0 * log10(dlt_km + dlr_km)
            + low_frequency_db(self.carrier.f_ghz)
            + shielding_db
            + coupling_db
    }

    /// Ast, Asr: what a horizon above the level keeps away from the duct, dB.
    #[inline(always)]
    fn shielding_db(&self, theta_mrad: f64, horizon_km: f64) -> f64 {
        let above_mrad = theta_mrad - 0.1 * horizon_km; // P.1812 eq. (48a)
        if above_mrad <= 0.0 {
            return 0.0;
        }
        // P.1812 eq. (48)
        20.0 * log10(1.0 + 0.361 * above_mrad * (self.carrier.f_ghz * horizon_km).sqrt())
            + 0.264 * above_mrad * self.carrier.cbrt_f
    }

    /// Act, Acr: the sea duct that begins at a coast near by, dB; negative.
    #[inline(always)]
    fn sea_coupling_db(&self, coast_km: f64, horizon_km: f64, antenna_m: f64) -> f64 {
        if coast_km > horizon_km || !sea_duct_reaches(self.climate.omega_ratio, coast_km) {
            return 0.0; // P.1812 eq. (49a)
        }
        -3.0 * exp(-0.25 * coast_km * coast_km) * (1.0 + tanh(0.07 * (50.0 - antenna_m))) // P.1812 eq. (49)
    }

    /// Ad(p): loss along the duct, dB.
    #[inline(always)]
    fn variable_db(&self) -> f64 {
        self.along_db() + self.time_db() // P.1812 eq. (50)
    }

    /// The part of it that grows with the angular distance, dB.
    #[inline(always)]
    fn along_db(&self) -> f64 {
        let Horizons { dlt_km, dlr_km, theta_t_mrad, theta_r_mrad, .. } = self.horizons;
        let ae_km = self.climate.ae_km;
        let gamma_d = 5e-5 * ae_km * self.carrier.cbrt_f; // P.1812 eq. (51), dB/mrad
        let below_level = theta_t_mrad.min(0.1 * dlt_km) + theta_r_mrad.min(0.1 * dlr_km); // P.1812 eq. (52a)
        let theta_mrad = 1000.0 * self.d_km / ae_km + below_level; // P.1812 eq. (52)
        gamma_d * theta_mrad
    }

    /// A(p): how the loss varies with time, dB.
    #[inline(always)]
    fn time_db(&self) -> f64 {
        let log_beta = self.climate.log_beta0 + self.log_geometry_factor() + self.log_roughness_factor(); // P.1812 eq. (54)
        time_db(self.d_km, self.p_percent, log_beta)
    }

    /// log μ2: the geometry of the path.
    #[inline(always)]
    fn log_geometry_factor(&self) -> f64 {
        let DuctGeometry { hte_m, hre_m, .. } = self.duct;
        let alpha = -0.6 - 3.5e-9 * pow(self.d_km, 3.1) * tau(self.climate.dlm_km); // P.1812 eq. (55a)
        let bulge_over_heights =
            500.0 / self.climate.ae_km * self.d_km.powi(2) / (hte_m.sqrt() + hre_m.sqrt()).powi(2);
        (alpha.max(-3.4) * log10(bulge_over_heights)).min(0.0) // P.1812 eq. (55)
    }

    /// log μ3: the roughness of the ground.
    #[inline(always)]
    fn log_roughness_factor(&self) -> f64 {
        let Horizons { dlt_km, dlr_km, .. } = self.horizons;
        let d_i = (self.d_km - dlt_km - dlr_km).min(40.0); // P.1812 eq. (56a)
        let exponent = -4.6e-5 * (self.duct.hm_m - 10.0).max(0.0) * (43.0 + 6.0 * d_i); // P.1812 eq. (56)
        std::f64::consts::LOG10_E * exponent
    }
}

/// Bits of 2⁵², which leave room for an exponent, and its value with the bias of exponents.
const EXPONENT_OF_1: u64 = 0x4330_0000_0000_0000;
const OFFSET_OF_1: f64 = 4_503_599_627_370_496.0 + 1023.0;

/// The decimal logarithm of the power of two at or below a positive number.
#[inline(always)]
fn log10_floor(x: f64) -> f64 {
    std::f64::consts::LOG10_2 * (f64::from_bits(EXPONENT_OF_1 | (x.to_bits() >> 52)) - OFFSET_OF_1)
}

/// The least that A(p) can be on a path over land of up to 200 km at a latitude, dB.
///
/// A(p) falls with β (over such distances, for p from 1 to 50 %), and β is at most β0, which depends on the distance
/// alone there. Looked for every 250 m; what lies between cannot be lower by 1 dB.
pub fn least_time_db(p_percent: f64, latitude_deg: f64) -> f64 {
    let at = |step: u32| {
        let d_km = 0.25 * f64::from(step);
        let climate = Climate::over(&Stretches::inland(d_km), latitude_deg, 45.0);
        time_db(d_km, p_percent, climate.log_beta0)
    };
    (1..=800).map(at).fold(f64::INFINITY, f64::min) - 1.0
}

/// A(p): how the loss varies with time, dB, for log β.
#[inline(always)]
fn time_db(d: f64, p: f64, log_beta: f64) -> f64 {
    let log_ratio = log10(p) - log_beta;
    let gamma = 1.076 / pow(2.0058 - log_beta, 1.012)
        * exp(-(9.51 - 4.8 * log_beta + 0.198 * log_beta * log_beta) * 1e-6 * pow(d, 1.13)); // P.1812 eq. (53a)
    -12.0 + (1.2 + 3.7e-3 * d) * log_ratio + 12.0 * exp10(gamma * log_ratio) // P.1812 eq. (53)
}

/// Alf: long waves couple badly to ducts, dB.
#[inline(always)]
fn low_frequency_db(f_ghz: f64) -> f64 {
    if f_ghz < 0.5 { 45.375 - 137.0 * f_ghz + 92.5 * f_ghz * f_ghz } else { 0.0 } // P.1812 eq. (47a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::propagation::p526::SmoothSurface;
    use crate::propagation::profile::tests::Path;
    use crate::propagation::{Polarisation, Profile, Terminals, Zone};

    /// 50 km of sea between two antennas of 10 m.
    fn over_sea(coast_km: [f64; 2]) -> Ducting {
        let path = Path::even(1.0, &[0.0; 51]);
        let profile = Profile { zone: &[Zone::Sea; 51], ..path.profile() };
        let terminals = Terminals {
            tx_height_m: 10.0,
            rx_height_m: 10.0,
            frequency_mhz: 2000.0,
            polarisation: Polarisation::Vertical,
        };
        let climate = Climate::over(&Stretches::of(&profile), 44.0, 45.0);
        let horizons = Horizons::of(&profile, &terminals, climate.ae_km);
        let (antennas_m, fitted) = ([10.0; 2], SmoothSurface::fitted(&profile));
        let duct = DuctGeometry::of(&profile, antennas_m, fitted, &horizons);
        let carrier = Carrier::of(2.0);
        Ducting { d_km: 50.0, carrier, p_percent: 1.0, climate, horizons, duct, antennas_m, coast_km }
    }

    #[test]
    fn a_low_antenna_at_the_shore_couples_into_the_duct_over_the_sea() {
        // -3 (1 + tanh(0.07 · 40)) = -3 · 1.992632 = -5.977896, and at 2 km e^-1 of it
        let [inland_db, shore_db, near_db] =
            [[9.0, 9.0], [0.0, 9.0], [9.0, 2.0]].map(|coast_km| over_sea(coast_km).loss_db());
        assert!((shore_db - inland_db + 5.977_896).abs() < 1e-5, "{shore_db} {inland_db}");
        assert!((near_db - inland_db + 5.977_896 * (-1.0_f64).exp()).abs() < 1e-5, "{near_db} {inland_db}");
    }

    #[test]
    fn ducts_lead_further_the_rarer_they_are() {
        let at = |p_percent| Ducting { p_percent, ..over_sea([0.0; 2]) }.loss_db();
        assert!(at(1.0) < at(5.0) && at(5.0) < at(20.0) && at(20.0) < at(50.0));
    }

    #[test]
    fn long_waves_lose_nothing_any_more_at_half_a_gigahertz() {
        assert!(low_frequency_db(0.5 - 1e-12).abs() < 1e-9);
        assert!((low_frequency_db(0.1) - 32.6).abs() < 1e-9);
    }
}
