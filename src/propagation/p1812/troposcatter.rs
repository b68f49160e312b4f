//! Scatter in the troposphere, ITU-R P.1812-6 §4.4.
//!
//! P.1812-7 (08/2023) printed another method here, and ITU then advised to go back to this one; P.1812-8 (09/2025), by
//! its public implementation, has it again. The advice is quoted in `ic-crc/crc-covlib`.

use super::carrier::Carrier;
use crate::propagation::elementary::{log10, pow};

/// Loss Lbs not exceeded for p of the time, dB, from the path length (km), its angular distance (mrad), the carrier and
/// the refractivity N0 at sea level (N-units).
#[inline(always)]
pub fn troposcatter_loss_db(d_km: f64, theta_mrad: f64, carrier: &Carrier, p_percent: f64, n0: f64) -> f64 {
    let l_f = 25.0 * carrier.log_f - 2.5 * (carrier.log_f - std::f64::consts::LOG10_2).powi(2); // P.1812 eq. (45)
    190.1 + l_f + 20.0 * log10(d_km) + 0.573 * theta_mrad
        - 0.15 * n0
        - 10.125 * pow(log10(50.0 / p_percent), 0.7) // P.1812 eq. (44)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_kilometres_worked_by_hand() {
        // 190.1 + 25 log 2 + 40 + 0.573·10 - 0.15·325 = 190.1 + 7.525750 + 40 + 5.73 - 48.75; 10 % takes
        // 10.125 · (log 5)^0.7 = 10.125 · 0.778188 = 7.879155
        let median_db = troposcatter_loss_db(100.0, 10.0, &Carrier::of(2.0), 50.0, 325.0);
        assert!((median_db - 194.605_750).abs() < 1e-5, "{median_db}");
        let tenth_db = troposcatter_loss_db(100.0, 10.0, &Carrier::of(2.0), 10.0, 325.0);
        assert!((median_db - tenth_db - 7.879_155).abs() < 1e-3, "{tenth_db}");
    }
}
