//! Line of sight with focusing and multipath, ITU-R P.1812 §4.2.

use super::carrier::Carrier;
use crate::propagation::elementary::{exp, log10};

/// Losses of a clear path.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "the unit belongs to each name")]
pub struct LineOfSight {
    /// Free-space loss, dB.
    pub lbfs_db: f64,
    /// Loss not exceeded for p of the time, dB.
    pub lb0p_db: f64,
    /// Loss not exceeded for β0 of the time, dB.
    pub lb0b_db: f64,
}

impl LineOfSight {
    /// From the straight distance (km), the carrier, how far the horizons lie from their antennas together
    /// (km), and the logarithms of the two percentages of time.
    #[inline(always)]
    pub fn new(slant_km: f64, carrier: &Carrier, horizons_km: f64, [log_p, log_beta0]: [f64; 2]) -> Self {
        let lbfs_db = free_space_loss_db(slant_km, carrier);
        Self {
            lbfs_db,
            lb0p_db: lbfs_db + enhancement_db(horizons_km, log_p), // P.1812 eq. (10)
            lb0b_db: lbfs_db + enhancement_db(horizons_km, log_beta0), // P.1812 eq. (11)
        }
    }
}

/// Free-space loss in the form of the recommendation, whose constant is printed with three digits, dB.
#[inline(always)]
pub fn free_space_loss_db(slant_km: f64, carrier: &Carrier) -> f64 {
    92.4 + 20.0 * carrier.log_f + 20.0 * log10(slant_km) // P.1812 eq. (8)
}

/// log 50.
const LOG_50: f64 = 2.0 - std::f64::consts::LOG10_2;

/// Es: what multipath and focusing add to the loss not exceeded for a percentage of time, dB, from its logarithm; negative
/// below 50 %.
#[inline(always)]
pub fn enhancement_db(horizons_km: f64, log_percent: f64) -> f64 {
    2.6 * (1.0 - exp(-0.1 * horizons_km)) * (log_percent - LOG_50) // P.1812 eq. (9a), (9b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_kilometres_worked_by_hand() {
        // 92.4 + 20 log 3.5 + 20 log 10 = 92.4 + 10.88136 + 20; at 5 % and 10 km of horizons
        // 2.6 (1 - e^-1) log 0.1 = -2.6 · 0.632121 = -1.643514
        let loss = LineOfSight::new(10.0, &Carrier::of(3.5), 10.0, [log10(5.0), log10(50.0)]);
        assert!((loss.lbfs_db - 123.281_36).abs() < 1e-5);
        assert!((loss.lb0p_db - loss.lbfs_db + 1.643_514).abs() < 1e-6);
        assert_eq!(loss.lb0b_db, loss.lbfs_db);
    }
}
