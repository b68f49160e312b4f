//! From values to pixels, and the round numbers on an axis.

/// A linear axis; values outside its range and values that are not numbers stay at its ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    low: f64,
    high: f64,
    low_px: f64,
    high_px: f64,
}

impl Axis {
    /// An axis from `low` at `low_px` to `high` at `high_px`; a range without width is widened.
    pub(super) fn new((low, high): (f64, f64), (low_px, high_px): (f64, f64)) -> Self {
        let (low, high) = widened(low, high);
        Self { low, high, low_px, high_px }
    }

    /// Where a value lies, px.
    pub(super) fn px(&self, value: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        let share = if share.is_nan() { 0.0 } else { share };
        self.low_px + share * (self.high_px - self.low_px)
    }

    /// Round values on the axis, about `count` of them, rising.
    pub(super) fn ticks(&self, count: u32) -> Vec<f64> {
        let step = round_step((self.high - self.low) / f64::from(count.max(1)));
        let first = (self.low / step).ceil() as i64;
        let last = (self.high / step).floor() as i64;
        (first..=last).map(|index| index as f64 * step).collect()
    }
}

/// A range that can be divided by: numbers, and some width.
fn widened(low: f64, high: f64) -> (f64, f64) {
    let low = if low.is_finite() { low } else { 0.0 };
    let high = if high.is_finite() { high } else { low };
    if high > low && (high - low).is_normal() && (high - low) > low.abs() * 1e-9 {
        (low, high)
    } else {
        (low, low + low.abs().max(1.0))
    }
}

/// The smallest of 1, 2, 5, 10 times a power of ten that is not below `raw`.
fn round_step(raw: f64) -> f64 {
    let power = 10_f64.powi(raw.log10().floor() as i32);
    let factor = match raw / power {
        ratio if ratio > 5.0 => 10.0,
        ratio if ratio > 2.0 => 5.0,
        ratio if ratio > 1.0 => 2.0,
        _ => 1.0,
    };
    factor * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_land_where_they_belong() {
        let axis = Axis::new((0.0, 100.0), (10.0, 210.0));
        assert_eq!([axis.px(0.0), axis.px(50.0), axis.px(100.0)], [10.0, 110.0, 210.0]);
        assert_eq!([axis.px(-5.0), axis.px(1e9), axis.px(f64::NAN)], [10.0, 210.0, 10.0]);
    }

    #[test]
    fn ticks_are_round_and_inside() {
        let axis = Axis::new((-130.0, 412.0), (0.0, 1.0));
        assert_eq!(axis.ticks(5), [0.0, 200.0, 400.0]);
        assert_eq!(Axis::new((0.0, 1.0), (0.0, 1.0)).ticks(4), [0.0, 0.5, 1.0]);
    }

    #[test]
    fn empty_and_wild_ranges_give_an_axis() {
        let wild =
            [(0.0, 0.0), (5.0, 5.0), (f64::NAN, f64::INFINITY), (-1e300, 1e300), (3.0, -3.0), (1e15, 1e15)];
        for range in wild {
            let axis = Axis::new(range, (0.0, 100.0));
            assert!(axis.px(range.0).is_finite());
            assert!(axis.ticks(5).len() <= 12, "{range:?}");
        }
    }
}
