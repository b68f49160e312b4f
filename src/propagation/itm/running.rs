//! The sum that many equal steps leave, bit by bit that of adding them one by one.

/// What is left of `start` after so many additions of `step`, each rounded.
///
/// Numbers between two powers of 2 are equally spaced: there, every addition of the same step is rounded alike, and many
/// of them are one multiplication. Three additions come first: only the third is sure to round a tie as all that follow.
pub(in crate::propagation) fn after_steps(start: f64, step: f64, count: usize) -> f64 {
    let (mut sum, mut left) = (start, count);
    while left >= 3 {
        let first = sum + step;
        let second = first + step;
        sum = second + step;
        left -= 3;
        if exponent(first) == exponent(sum) {
            let each = sum - second;
            let further = within(sum, each).min(left);
            sum += further as f64 * each;
            left -= further;
        }
    }
    (0..left).fold(sum, |sum, _| sum + step)
}

/// How many more steps surely end between the same two powers of 2.
fn within(sum: f64, each: f64) -> usize {
    let least = f64::from_bits(exponent(sum) << MANTISSA_BITS);
    let room = if each * sum > 0.0 { 2.0 * least - sum.abs() } else { sum.abs() - least };
    (room / each.abs() - 1.0) as usize
}

const MANTISSA_BITS: u32 = 52;

/// The exponent's bits; those of a negative number differ from those of a positive one.
fn exponent(number: f64) -> u64 {
    number.to_bits() >> MANTISSA_BITS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn one_by_one(start: f64, step: f64, count: usize) -> f64 {
        (0..count).fold(start, |sum, _| sum + step)
    }

    proptest! {
        #[test]
        fn equals_adding_one_by_one(step in 1e-3..1e3_f64, digits in 0..9_i32, count in 0_usize..5_000, back in any::<bool>()) {
            let rounded = (step * 10_f64.powi(digits)).round() / 10_f64.powi(digits);
            // few bits: sums fall halfway between two numbers
            let coarse = f64::from_bits(step.to_bits() >> 20 << 20);
            for step in [step, rounded.max(1e-3), coarse] {
                let (start, step) = if back { (step * count as f64, -step) } else { (0.0, step) };
                for count in [count, count / 2, count / 7] {
                    prop_assert_eq!(after_steps(start, step, count), one_by_one(start, step, count));
                }
            }
        }
    }

    #[test]
    fn ties_are_rounded_to_even_all_the_way() {
        // steps of one and a half, and of half a unit in the last place of the sum
        let unit = f64::EPSILON;
        for (start, step) in
            [(1.0, 1.5 * unit), (1.0 + unit, 1.5 * unit), (1.0 + unit, 0.5 * unit), (1.0, 2.5 * unit)]
        {
            assert_eq!(after_steps(start, step, 999), one_by_one(start, step, 999));
            assert_eq!(after_steps(start + 0.5, -step, 999), one_by_one(start + 0.5, -step, 999));
        }
    }
}
