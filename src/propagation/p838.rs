//! Specific attenuation of rain, ITU-R P.838-3 (03/2005): γ = k Rᵅ.
//!
//! k and α come from the recommendation's fitted curves, not from its printed table. The curves' constants were read
//! in two public implementations that agree digit by digit (`inigodelportillo/ITU-Rpy`, `eeveetza/p530`), and what
//! they give is checked here against ten independently computed frequencies from 3.5 to 28 GHz.
//!
//! *Valid for* the range of [`FREQUENCY`], any path and any linear or circular polarisation.

use super::profile::Polarisation;
use super::quantity::Quantity;

/// Frequencies for which the curves were fitted.
pub static FREQUENCY: Quantity = Quantity::new("frequency", "f", "GHz", (1.0, 1000.0));

/// The two constants of the power law γ = k Rᵅ.
///
/// # Example
/// ```
/// use divario::propagation::Polarisation;
/// use divario::propagation::p838::PowerLaw;
/// let law = PowerLaw::at(18.0, Polarisation::Vertical);
/// assert_eq!(format!("{:.2}", law.attenuation_db_per_km(40.0)), "3.11");
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerLaw {
    /// Factor k, dB/km at a rain rate of 1 mm/h.
    pub k: f64,
    /// Exponent α.
    pub alpha: f64,
}

impl PowerLaw {
    /// The power law at a frequency, GHz. Rain attenuates an upright field less.
    #[must_use]
    pub fn at(frequency_ghz: f64, polarisation: Polarisation) -> Self {
        let (k, alpha) = match polarisation {
            Polarisation::Horizontal => (&K_HORIZONTAL, &ALPHA_HORIZONTAL),
            Polarisation::Vertical => (&K_VERTICAL, &ALPHA_VERTICAL),
        };
        let log_f = frequency_ghz.log10();
        Self { k: 10.0_f64.powf(k.at(log_f)), alpha: alpha.at(log_f) }
    }

    /// The power law at a frequency, GHz, on a path of some elevation (°) for a field tilted against the horizontal (°);
    /// a tilt of 45° stands for circular polarisation too.
    #[must_use]
    pub fn inclined(frequency_ghz: f64, elevation_deg: f64, tilt_deg: f64) -> Self {
        let horizontal = Self::at(frequency_ghz, Polarisation::Horizontal);
        let vertical = Self::at(frequency_ghz, Polarisation::Vertical);
        let mix = elevation_deg.to_radians().cos().powi(2) * (2.0 * tilt_deg).to_radians().cos();
        // P.838-3 eq. (4): k = (kH + kV + (kH - kV) cos²θ cos 2τ) / 2
        let k = f64::midpoint(horizontal.k + vertical.k, (horizontal.k - vertical.k) * mix);
        // P.838-3 eq. (5): α = (kH αH + kV αV + (kH αH - kV αV) cos²θ cos 2τ) / 2k
        let [h, v] = [horizontal, vertical].map(|law| law.k * law.alpha);
        Self { k, alpha: f64::midpoint(h + v, (h - v) * mix) / k }
    }

    /// Specific attenuation, dB/km, at a rain rate, mm/h.
    #[must_use]
    pub fn attenuation_db_per_km(self, rain_rate_mm_per_h: f64) -> f64 {
        self.k * rain_rate_mm_per_h.powf(self.alpha)
    }
}

/// A sum of bells and a straight line over log10 of the frequency in GHz: Σ a e^(−((x−b)/c)²) + m x + c.
struct Curve<const BELLS: usize> {
    /// Height a, centre b and width c of each bell.
    bells: [(f64, f64, f64); BELLS],
    slope: f64,
    constant: f64,
}

impl<const BELLS: usize> Curve<BELLS> {
    fn at(&self, log_f: f64) -> f64 {
        let bells = self.bells.iter().map(|&(a, b, c)| a * (-((log_f - b) / c).powi(2)).exp());
        bells.sum::<f64>() + self.slope * log_f + self.constant
    }
}

/// P.838-3 table 1, log10 of k for horizontal polarisation.
const K_HORIZONTAL: Curve<4> = Curve {
    bells: [
        (-5.33980, -0.10008, 1.13098),
        (-0.35351, 1.26970, 0.45400),
        (-0.23789, 0.86036, 0.15354),
        (-0.94158, 0.64552, 0.16817),
    ],
    slope: -0.18961,
    constant: 0.71147,
};

/// P.838-3 table 2, log10 of k for vertical polarisation.
const K_VERTICAL: Curve<4> = Curve {
    bells: [
        (-3.80595, 0.56934, 0.81061),
        (-3.44965, -0.22911, 0.51059),
        (-0.39902, 0.73042, 0.11899),
        (0.50167, 1.07319, 0.27195),
    ],
    slope: -0.16398,
    constant: 0.63297,
};

/// P.838-3 table 3, α for horizontal polarisation.
const ALPHA_HORIZONTAL: Curve<5> = Curve {
    bells: [
        (-0.14318, 1.82442, -0.55187),
        (0.29591, 0.77564, 0.19822),
        (0.32177, 0.63773, 0.13164),
        (-5.37610, -0.96230, 1.47828),
        (16.1721, -3.29980, 3.43990),
    ],
    slope: 0.67849,
    constant: -1.95537,
};

/// P.838-3 table 4, α for vertical polarisation.
const ALPHA_VERTICAL: Curve<5> = Curve {
    bells: [
        (-0.07771, 2.33840, -0.76284),
        (0.56727, 0.95545, 0.54039),
        (-0.20238, 1.14520, 0.26809),
        (-48.2991, 0.791_669, 0.116_226),
        (48.5833, 0.791_459, 0.116_479),
    ],
    slope: -0.053_739,
    constant: 0.83433,
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Frequency in GHz, kH, αH, kV, αV, computed elsewhere to the digits shown.
    const ORACLE: [(f64, f64, f64, f64, f64); 10] = [
        (3.5, 0.000_115_5, 1.4189, 0.000_234_6, 1.1387),
        (5.8, 0.000_560_0, 1.6142, 0.000_400_6, 1.5851),
        (7.0, 0.001_915_0, 1.4810, 0.001_424_8, 1.4745),
        (11.0, 0.017_718_8, 1.2140, 0.017_307_3, 1.1617),
        (13.0, 0.030_412_9, 1.1586, 0.032_656_0, 1.0901),
        (15.0, 0.044_814_6, 1.1233, 0.050_082_5, 1.0440),
        (18.0, 0.070_784_1, 1.0818, 0.077_076_1, 1.0025),
        (23.0, 0.128_642_0, 1.0214, 0.128_363_2, 0.9630),
        (26.0, 0.172_404_8, 0.9884, 0.166_874_1, 0.9421),
        (28.0, 0.205_091_3, 0.9679, 0.196_446_3, 0.9277),
    ];

    /// Half a unit of the last digit shown.
    const TOLERANCE_K: f64 = 0.51e-7;
    const TOLERANCE_ALPHA: f64 = 0.51e-4;

    #[test]
    fn the_curves_give_the_independent_table() {
        for (frequency_ghz, k_h, alpha_h, k_v, alpha_v) in ORACLE {
            let horizontal = PowerLaw::at(frequency_ghz, Polarisation::Horizontal);
            let vertical = PowerLaw::at(frequency_ghz, Polarisation::Vertical);
            assert!((horizontal.k - k_h).abs() < TOLERANCE_K, "{frequency_ghz} {horizontal:?}");
            assert!((vertical.k - k_v).abs() < TOLERANCE_K, "{frequency_ghz} {vertical:?}");
            assert!((horizontal.alpha - alpha_h).abs() < TOLERANCE_ALPHA, "{frequency_ghz} {horizontal:?}");
            assert!((vertical.alpha - alpha_v).abs() < TOLERANCE_ALPHA, "{frequency_ghz} {vertical:?}");
        }
    }

    #[test]
    fn an_inclined_path_lies_between_the_two_polarisations() {
        for frequency_ghz in [7.0, 18.0, 60.0] {
            for (tilt_deg, polarisation) in [(0.0, Polarisation::Horizontal), (90.0, Polarisation::Vertical)]
            {
                let found = PowerLaw::inclined(frequency_ghz, 0.0, tilt_deg);
                let wanted = PowerLaw::at(frequency_ghz, polarisation);
                assert!((found.k / wanted.k - 1.0).abs() < 1e-12, "{found:?}");
                assert!((found.alpha - wanted.alpha).abs() < 1e-12, "{found:?}");
            }
            // straight up, and circular, the two polarisations count alike
            let up = PowerLaw::inclined(frequency_ghz, 90.0, 0.0);
            let circular = PowerLaw::inclined(frequency_ghz, 0.0, 45.0);
            assert!((up.k - circular.k).abs() < 1e-12 && (up.alpha - circular.alpha).abs() < 1e-12);
        }
    }

    #[test]
    fn dry_air_costs_nothing_and_rain_costs_k_at_one_millimetre() {
        let law = PowerLaw::at(18.0, Polarisation::Vertical);
        assert_eq!(law.attenuation_db_per_km(0.0), 0.0);
        assert_eq!(law.attenuation_db_per_km(1.0), law.k);
    }
}
