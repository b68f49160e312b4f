//! Rounding, for what is reported and for what is held against a limit.

/// The nearest multiple of `10^-decimals`, halves away from zero; never −0.
///
/// ```
/// use divario::economics::round_to;
/// assert_eq!(round_to(12.345_1, 2), 12.35);
/// assert_eq!(round_to(-0.001, 2).to_string(), "0");
/// ```
#[must_use]
pub fn round_to(value: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    let scaled = value * scale;
    // Beyond 2^53 the scaled value has no fraction left to round, or is not finite.
    if scaled.abs() < 9.0e15 { scaled.round() / scale + 0.0 } else { value }
}

/// The nearest cent, halves away from zero, euro.
#[must_use]
pub fn to_cents(eur: f64) -> f64 {
    round_to(eur, 2)
}

/// The nearest whole number of cents, halves away from zero.
///
/// ```
/// assert_eq!(divario::economics::cents(12.345), 1_235);
/// ```
#[must_use]
pub fn cents(eur: f64) -> i64 {
    (to_cents(eur) * 100.0).round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn special_values_pass_through() {
        assert_eq!(round_to(f64::INFINITY, 2), f64::INFINITY);
        assert!(round_to(f64::NAN, 2).is_nan());
        assert!(to_cents(-0.004).is_sign_positive());
    }

    proptest! {
        #[test]
        fn rounding_twice_is_rounding_once(value in -1e9..1e9_f64, decimals in 0..7) {
            let once = round_to(value, decimals);
            prop_assert_eq!(round_to(once, decimals), once);
            let half_step = 0.5 * 10_f64.powi(-decimals) + 4.0 * f64::EPSILON * value.abs();
            prop_assert!((once - value).abs() <= half_step);
        }
    }
}
