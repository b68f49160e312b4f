//! How much the loss varies with time in each climate: TN101 fig. 10.13, as curves of TN101 eq. III.69 and III.70.

use super::inputs::Climate;

/// A curve over the effective distance; lengths in m.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Curve {
    c_1_db: f64,
    c_2_db: f64,
    x_1_m: f64,
    x_2_m: f64,
    x_3_m: f64,
}

const fn curve(c_1_db: f64, c_2_db: f64, x_1_m: f64, x_2_m: f64, x_3_m: f64) -> Curve {
    Curve { c_1_db, c_2_db, x_1_m, x_2_m, x_3_m }
}

impl Curve {
    /// Value at an effective distance, dB; TN101 eq. III.69, III.70.
    #[inline(always)]
    pub fn at_db(&self, d_e_m: f64) -> f64 {
        let bump = 1.0 + ((d_e_m - self.x_2_m) / self.x_3_m).powi(2);
        let rise = (d_e_m / self.x_1_m).powi(2);
        (self.c_1_db + self.c_2_db / bump) * rise / (1.0 + rise)
    }
}

/// A factor of frequency, b_1 + b_2 / ((b_3 ln(0.133 k))² + 1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct FrequencyFactor {
    b: [f64; 3],
}

impl FrequencyFactor {
    /// Of a wavenumber in 1/m.
    pub fn at(&self, wavenumber_per_m: f64) -> f64 {
        let [b_1, b_2, b_3] = self.b;
        b_1 + b_2 / ((b_3 * (0.133 * wavenumber_per_m).ln()).powi(2) + 1.0)
    }
}

/// The variability in time of one climate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct TimeVariability {
    /// Shift V_med of the median.
    pub v_med: Curve,
    /// Standard deviation σ_T− on the side of larger losses.
    pub sigma_minus: Curve,
    /// Standard deviation σ_T+ on the side of smaller losses.
    pub sigma_plus: Curve,
    /// Factor g− of the former.
    pub g_minus: FrequencyFactor,
    /// Factor g+ of the latter.
    pub g_plus: FrequencyFactor,
    /// Factor C_D of σ_T+ for strong enhancements (ducts), [Alg. table 5.1].
    pub c_d: f64,
    /// Deviate z_D from which on it counts, [Alg. table 5.1].
    pub z_d: f64,
}

const FLAT: FrequencyFactor = FrequencyFactor { b: [1.0, 0.0, 0.0] };

/// Climates 1 to 7, a row each of the columns in NTIA's `Variability.cpp`.
static CLIMATES: [TimeVariability; 7] = [
    TimeVariability {
        v_med: curve(-9.67, 12.7, 144.9e3, 190.3e3, 133.8e3),
        sigma_minus: curve(2.13, 159.5, 762.2e3, 123.6e3, 94.5e3),
        sigma_plus: curve(2.11, 102.3, 636.9e3, 134.8e3, 95.6e3),
        g_minus: FLAT,
        g_plus: FLAT,
        c_d: 1.224,
        z_d: 1.282,
    },
    TimeVariability {
        v_med: curve(-0.62, 9.19, 228.9e3, 205.2e3, 143.6e3),
        sigma_minus: curve(2.66, 7.67, 100.4e3, 172.5e3, 136.4e3),
        sigma_plus: curve(6.87, 15.53, 138.7e3, 143.7e3, 98.6e3),
        g_minus: FLAT,
        g_plus: FrequencyFactor { b: [0.93, 0.31, 2.00] },
        c_d: 0.801,
        z_d: 2.161,
    },
    TimeVariability {
        v_med: curve(1.26, 15.5, 262.6e3, 185.2e3, 99.8e3),
        sigma_minus: curve(6.11, 6.65, 138.2e3, 242.2e3, 178.6e3),
        sigma_plus: curve(10.08, 9.60, 165.3e3, 225.7e3, 129.7e3),
        g_minus: FLAT,
        g_plus: FLAT,
        c_d: 1.380,
        z_d: 1.282,
    },
    TimeVariability {
        v_med: curve(-9.21, 9.05, 84.1e3, 101.1e3, 98.6e3),
        sigma_minus: curve(1.98, 13.11, 139.1e3, 132.7e3, 193.5e3),
        sigma_plus: curve(3.68, 159.3, 464.4e3, 93.1e3, 94.2e3),
        g_minus: FLAT,
        g_plus: FrequencyFactor { b: [0.93, 0.19, 1.79] },
        c_d: 1.000,
        z_d: 20.0,
    },
    TimeVariability {
        v_med: curve(-0.62, 9.19, 228.9e3, 205.2e3, 143.6e3),
        sigma_minus: curve(2.68, 7.16, 93.7e3, 186.8e3, 133.5e3),
        sigma_plus: curve(4.75, 8.12, 93.2e3, 135.9e3, 113.4e3),
        g_minus: FrequencyFactor { b: [0.92, 0.25, 1.77] },
        g_plus: FrequencyFactor { b: [0.93, 0.31, 2.00] },
        c_d: 1.224,
        z_d: 1.282,
    },
    TimeVariability {
        v_med: curve(-0.39, 2.86, 141.7e3, 315.9e3, 167.4e3),
        sigma_minus: curve(6.86, 10.38, 187.8e3, 169.6e3, 108.9e3),
        sigma_plus: curve(8.58, 13.97, 216.0e3, 152.0e3, 122.7e3),
        g_minus: FLAT,
        g_plus: FLAT,
        c_d: 1.518,
        z_d: 1.282,
    },
    TimeVariability {
        v_med: curve(3.15, 857.9, 2222.0e3, 164.8e3, 116.3e3),
        sigma_minus: curve(8.51, 169.8, 609.8e3, 119.9e3, 106.6e3),
        sigma_plus: curve(8.43, 8.19, 136.2e3, 188.5e3, 122.9e3),
        g_minus: FLAT,
        g_plus: FLAT,
        c_d: 1.518,
        z_d: 1.282,
    },
];

/// The variability in time of a climate.
pub(super) fn time_variability(climate: Climate) -> &'static TimeVariability {
    &CLIMATES[climate as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_distance_no_variability_and_the_asymptote_far_away() {
        for climate in Climate::ALL {
            let found = time_variability(climate);
            for curve in [found.v_med, found.sigma_minus, found.sigma_plus] {
                assert_eq!(curve.at_db(0.0), 0.0);
                assert!((curve.at_db(1e12) - curve.c_1_db).abs() < 1e-3);
            }
        }
    }

    #[test]
    fn the_median_shift_of_the_temperate_climate_worked_by_hand() {
        // At x_2 = 205.2 km: (−0.62 + 9.19) r / (1 + r) with r = (205.2 / 228.9)² = 0.803645
        let found_db = time_variability(Climate::ContinentalTemperate).v_med.at_db(205.2e3);
        assert!((found_db - 8.57 * 0.803_645 / 1.803_645).abs() < 1e-5, "{found_db}");
    }

    #[test]
    fn spread_is_never_negative() {
        for climate in Climate::ALL {
            for distance in 0..2000 {
                let (found, d_e_m) = (time_variability(climate), f64::from(distance) * 1e3);
                assert!(found.sigma_minus.at_db(d_e_m) >= 0.0 && found.sigma_plus.at_db(d_e_m) >= 0.0);
            }
        }
    }

    #[test]
    fn the_frequency_factor_peaks_where_its_logarithm_vanishes() {
        let factor = time_variability(Climate::ContinentalTemperate).g_minus;
        assert!((factor.at(1.0 / 0.133) - 1.17).abs() < 1e-12);
        assert_eq!(FLAT.at(3.0), 1.0);
    }
}
