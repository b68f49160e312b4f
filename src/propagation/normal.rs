//! The standard normal distribution: how a level in decibels scatters from place to place.
//!
//! Both functions are good to the last digits of double precision. P.2108 and P.2109 take the inverse from P.1057,
//! whose printed approximation is off by about 10⁻⁹ (as read in `ic-crc/crc-covlib`, `src/ITURP_1057.cpp`); the exact
//! one moves the published cases of P.2109 by 10⁻⁸ dB at most. P.1812 prints an approximation of its own, which is
//! part of that recommendation and stays with it.

/// Largest deviation that the inverse looks for; beyond it double precision has no probability left.
const DEVIATION_MAX: f64 = 40.0;

/// The cumulative standard normal distribution Φ.
#[must_use]
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// The inverse of [`normal_cdf`], by bisection in the lower half, where small probabilities keep their digits.
///
/// Infinite for probabilities of 0 and 1.
#[must_use]
pub fn normal_quantile(probability: f64) -> f64 {
    if probability > 0.5 {
        return -normal_quantile(1.0 - probability);
    }
    if probability <= 0.0 {
        return f64::NEG_INFINITY;
    }
    let (mut low, mut high) = (-DEVIATION_MAX, 0.0);
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            return high;
        }
        if normal_cdf(middle) < probability {
            low = middle;
        } else {
            high = middle;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_quantiles() {
        // to ten digits, from the usual tables
        for (probability, quantile) in
            [(0.5, 0.0), (0.9, 1.281_551_565_5), (0.975, 1.959_963_984_5), (0.999, 3.090_232_306_2)]
        {
            assert!((normal_quantile(probability) - quantile).abs() < 1e-9, "{probability}");
            assert!((normal_quantile(1.0 - probability) + quantile).abs() < 1e-9, "{probability}");
        }
    }

    #[test]
    fn the_tails_keep_their_digits() {
        // 10⁻⁸ lies 5.612 001 244 deviations below the mean, from the usual tables
        assert!((normal_quantile(1e-8) + 5.612_001_244).abs() < 1e-9);
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
    }

    proptest! {
        #[test]
        fn the_quantile_is_the_inverse(log_probability in -300.0..-0.302_f64) {
            let probability = 10.0_f64.powf(log_probability);
            let back = normal_cdf(normal_quantile(probability));
            prop_assert!((back / probability - 1.0).abs() < 1e-12, "{back} {probability}");
        }
    }
}
