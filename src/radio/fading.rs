//! Slow fading: over like locations the level scatters about its median, lognormally, that is normally in decibels.
//!
//! Service holds where the level is above the threshold, so its probability is Φ(margin / σ). The values at the
//! margins and deviations of Jakes' edge-of-coverage table are tested.
//!
//! The same formulas serve for margins over noise and interference:
//!
//! | direction | why |
//! |---|---|
//! | downlink | One place hears both: between sites fading is taken as half correlated (0.5, as system simulations do: SEAMCAT handbook, seen as an excerpt), and the ratio of a signal to one interferer scatters by √(2 · (1 − 0.5)) · σ = σ, just as the signal alone. Interference is summed at its medians. |
//! | uplink | Signal and interference fade in different places. The interference of many households that take turns comes near its mean, which is [`mean_over_median_db`] above the median; where one prevails, its scatter is less than what the mean stands above the median. Interference is summed at its means. |
//!
//! `tests/fading.rs` draws lots: where 90 % are asked for, how often service holds.

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

/// How far the mean of a lognormal power lies above its median, dB: σ² · ln(10) / 20.
#[must_use]
pub fn mean_over_median_db(sigma_db: f64) -> f64 {
    sigma_db * sigma_db * std::f64::consts::LN_10 / 20.0
}

/// Share of a disc in which the level is above the threshold, from the median margin (dB) at its edge, the standard deviation
/// of fading (dB) and the exponent n of a path loss of 10 n log10 of the distance.
///
/// A check of point-by-point results, not a substitute: real terrain has no exponent.
///
/// *Source*: Jakes, Microwave Mobile Communications, as printed in public code:
/// F = ½ · [1 − erf(a) + exp((1 − 2ab) / b²) · (1 − erf((1 − ab) / b))] with a = −M / (σ√2) and b = 10 n log10(e) / (σ√2).
/// *Valid for* a positive σ and n.
#[must_use]
pub fn area_probability_ratio(edge_margin_db: f64, sigma_db: f64, path_loss_exponent: f64) -> f64 {
    let spread_db = sigma_db * std::f64::consts::SQRT_2;
    let a = -edge_margin_db / spread_db;
    let b = 10.0 * path_loss_exponent * std::f64::consts::LOG10_E / spread_db;
    // 1 - erf(x) = 2 Φ(-x √2)
    let half_complement = |x: f64| normal_cdf(-x * std::f64::consts::SQRT_2);
    let beyond = half_complement((1.0 - a * b) / b);
    // Where the second term vanishes its first factor may be larger than a number can be.
    let inner = if beyond > 0.0 { ((1.0 - 2.0 * a * b) / (b * b)).exp() * beyond } else { 0.0 };
    half_complement(a) + inner
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

    /// Standard deviation dB, margin dB, share of the area for exponents 2.5 and 4, to three digits.
    const JAKES_AREA: [(f64, f64, f64, f64); 9] = [
        (6.0, 5.0, 0.919, 0.942),
        (6.0, 8.0, 0.968, 0.977),
        (6.0, 10.0, 0.985, 0.989),
        (8.0, 5.0, 0.867, 0.900),
        (8.0, 8.0, 0.928, 0.946),
        (8.0, 10.0, 0.955, 0.967),
        (10.0, 5.0, 0.823, 0.862),
        (10.0, 8.0, 0.886, 0.912),
        (10.0, 10.0, 0.918, 0.938),
    ];

    #[test]
    fn the_area_columns_of_jakes() {
        for (sigma_db, margin_db, of_2_5, of_4) in JAKES_AREA {
            for (exponent, wanted) in [(2.5, of_2_5), (4.0, of_4)] {
                let found = area_probability_ratio(margin_db, sigma_db, exponent);
                assert!((found - wanted).abs() < 0.000_51, "{sigma_db} {margin_db} {exponent}: {found}");
            }
        }
    }

    /// Rings of equal area, each at its own margin: what the formula integrates.
    #[test]
    fn the_area_is_the_mean_over_rings() {
        let (edge_margin_db, sigma_db, exponent) = (3.0, 8.0, 3.5);
        let ring = |index: u32| {
            let radius_ratio = ((f64::from(index) + 0.5) / 20_000.0).sqrt();
            probability_ratio(edge_margin_db - 10.0 * exponent * radius_ratio.log10(), sigma_db)
        };
        let mean = (0..20_000).map(ring).sum::<f64>() / 20_000.0;
        assert!((area_probability_ratio(edge_margin_db, sigma_db, exponent) - mean).abs() < 1e-6);
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
        fn an_area_is_better_than_its_edge(
            margin_db in -40.0..60.0_f64, sigma_db in 0.5..20.0_f64, exponent in 1.0..6.0_f64,
        ) {
            let area = area_probability_ratio(margin_db, sigma_db, exponent);
            prop_assert!(area >= probability_ratio(margin_db, sigma_db) - 1e-9 && area <= 1.0 + 1e-9, "{}", area);
        }

        #[test]
        fn the_fade_margin_is_the_inverse(probability in 0.001..0.999_f64, sigma_db in 0.1..20.0_f64) {
            let margin_db = fade_margin_db(probability, sigma_db);
            prop_assert!((probability_ratio(margin_db, sigma_db) - probability).abs() < 1e-12);
        }
    }
}
