//! Whole numbers that let more plans in than the amounts that they stand for.

/// Millionths, rounded up but for what is rounding already.
pub(super) fn millionths_up(amount: f64) -> i64 {
    (amount * 1e6 - 1e-3).ceil() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_lets_plans_in_and_takes_none_away() {
        assert_eq!([0.1 + 0.2, -0.3, 1.0 / 3.0].map(millionths_up), [300_000, -300_000, 333_334]);
    }
}
