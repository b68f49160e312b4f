//! Slow fading: over like locations the level scatters about its median, lognormally, that is normally in decibels.
//!
//! Service holds where the level is above the threshold, so its probability is Φ(margin / σ). The values at the
//! margins and deviations of Jakes' edge-of-coverage table are tested. *Left out*: the share of an area.

/// Largest deviation, in units of σ, that the inverse looks for; beyond it double precision has no probability left.
const DEVIATION_MAX: f64 = 40.0;

/// The cumulative standard normal distribution Φ.
#[must_use]
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Probability that a median margin (dB) is not used up by fading of a standard deviation (dB).
///
/// Without fading it is a step: a margin of 0 dB just suffices.
#[must_use]
pub fn probability_ratio(margin_db: f64, sigma_db: f64) -> f64 {
    if sigma_db > 0.0 {
        return normal_cdf(margin_db / sigma_db);
    }
    if margin_db >= 0.0 { 1.0 } else { 0.0 }
}

/// Median margin (dB) that gives a probability under fading of a standard deviation (dB): the fade margin.
///
/// 0 without fading; infinite for a probability of 0 or 1, which fading never quite reaches.
#[must_use]
pub fn fade_margin_db(probability_ratio: f64, sigma_db: f64) -> f64 {
    if sigma_db > 0.0 { sigma_db * normal_quantile(probability_ratio) } else { 0.0 }
}

/// The inverse of [`normal_cdf`], by bisection in the lower half, where small probabilities keep their digits.
fn normal_quantile(probability: f64) -> f64 {
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

    /// Standard deviation dB, margin dB, probability at the edge, to three digits.
    const JAKES_EDGE: [(f64, f64, f64); 9] = [
        (6.0, 5.0, 0.798),
        (6.0, 8.0, 0.909),
        (6.0, 10.0, 0.952),
        (8.0, 5.0, 0.734),
        (8.0, 8.0, 0.841),
        (8.0, 10.0, 0.894),
        (10.0, 5.0, 0.691),
        (10.0, 8.0, 0.788),
        (10.0, 10.0, 0.841),
    ];

    #[test]
    fn the_edge_column_of_jakes() {
        for (sigma_db, margin_db, wanted) in JAKES_EDGE {
            let found = probability_ratio(margin_db, sigma_db);
            assert!((found - wanted).abs() < 0.000_51, "{sigma_db} {margin_db}: {found}");
        }
    }

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
    fn without_fading_a_margin_of_nothing_suffices() {
        assert_eq!(probability_ratio(0.0, 0.0), 1.0);
        assert_eq!(probability_ratio(-1e-9, 0.0), 0.0);
        assert_eq!(fade_margin_db(0.99, 0.0), 0.0);
        assert_eq!(fade_margin_db(1.0, 8.0), f64::INFINITY);
        assert_eq!(fade_margin_db(0.0, 8.0), f64::NEG_INFINITY);
    }

    proptest! {
        #[test]
        fn probability_rises_with_margin(
            margin_db in -80.0..80.0_f64, more_db in 0.0..20.0_f64, sigma_db in 0.0..20.0_f64,
        ) {
            let little = probability_ratio(margin_db, sigma_db);
            prop_assert!(probability_ratio(margin_db + more_db, sigma_db) >= little);
            prop_assert!((0.0..=1.0).contains(&little));
        }

        #[test]
        fn the_fade_margin_is_the_inverse(probability in 0.001..0.999_f64, sigma_db in 0.1..20.0_f64) {
            let margin_db = fade_margin_db(probability, sigma_db);
            prop_assert!((probability_ratio(margin_db, sigma_db) - probability).abs() < 1e-12);
        }
    }
}
