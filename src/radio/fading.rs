//! Slow fading: over like locations the level scatters about its median, lognormally, that is normally in decibels.
//!
//! Service holds where the level is above the threshold, so its probability is Φ(margin / σ). The values at the
//! margins and deviations of Jakes' edge-of-coverage table are tested. *Left out*: the share of an area.

use crate::propagation::normal::{normal_cdf, normal_quantile};

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
