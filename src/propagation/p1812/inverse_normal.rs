//! The inverse of the complementary cumulative normal distribution, ITU-R P.1812 attachment 2.

use crate::propagation::elementary::ln;

/// I(x): how many standard deviations above the mean are exceeded with probability x; positive below one half.
///
/// An approximation, good to 5.4·10⁻⁴ (*unverified*) and used as printed: at x = 0.5 it gives 10⁻⁹ in place of 0.
/// *Valid for* 10⁻⁶ to 1 − 10⁻⁶; beyond, the value at the limit.
#[inline(always)]
#[must_use]
pub fn inverse_normal(x: f64) -> f64 {
    let x = x.clamp(1e-6, 1.0 - 1e-6);
    // P.1812 eq. (96a), (96b)
    if x <= 0.5 { upper_tail(x) } else { -upper_tail(1.0 - x) }
}

/// T(x) − ξ(x), for x up to one half.
#[inline(always)]
fn upper_tail(x: f64) -> f64 {
    let t = (-2.0 * ln(x)).sqrt(); // P.1812 eq. (97a)
    let numerator = (0.010_328 * t + 0.802_853) * t + 2.515_516_698;
    let denominator = ((0.001_308 * t + 0.189_269) * t + 1.432_788) * t + 1.0;
    t - numerator / denominator // P.1812 eq. (97b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_known_quantiles() {
        for (probability, deviations) in [(0.5, 0.0), (0.1, 1.281_552), (0.01, 2.326_348), (0.001, 3.090_232)]
        {
            assert!((inverse_normal(probability) - deviations).abs() < 6e-4, "{probability}");
            assert!((inverse_normal(1.0 - probability) + deviations).abs() < 6e-4, "{probability}");
        }
    }

    #[test]
    fn the_middle_is_nearly_but_not_quite_nothing() {
        let middle = inverse_normal(0.5);
        assert!(middle != 0.0 && middle.abs() < 1e-8, "{middle}");
    }
}
