//! Elementary functions that the compiler can compute several at a time, and whose digits are the same on every machine.
//!
//! The ones of the standard library call the system's: one value a call, and other last digits on another system. Those
//! here are a few dozen multiplications without branch or table, so that a loop over them becomes vector code, and IEEE
//! arithmetic alone decides the result. They err by a few units in the last place (the tests say how many), a million
//! times less than the models' constants.
//!
//! *Source*: the method and coefficients of `log` are those of fdlibm (`e_log.c`), of `atan` those of Cephes (`atan.c`),
//! both from memory and so *unverified*; the tests compare them with the standard library over their whole range. The
//! exponential, sine and cosine are their series.

/// Bits of √½: the mantissa is brought between it and √2.
const SQRT_HALF_BITS: u64 = 0x3FE6_A09E_667F_3BCD;
const ONE_BITS: u64 = 0x3FF0_0000_0000_0000;
const MANTISSA_BITS: u64 = 0x000F_FFFF_FFFF_FFFF;

/// Added to a small whole number, it leaves that number in the lowest bits of the sum.
const WHOLE: f64 = 4_503_599_627_370_496.0;
const WHOLE_BITS: u64 = 0x4330_0000_0000_0000;

/// The same for numbers of either sign; adding and subtracting it rounds to the nearest whole number.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// ln 2 in two parts, the first with so few digits that its multiples are exact.
const LN_2: [f64; 2] = [6.931_471_803_691_238e-1, 1.908_214_929_270_587_7e-10];

/// Coefficients of ln((1 + s) / (1 − s)) − 2 s, divided by s³, over s².
const LOG: [f64; 7] = [
    6.666_666_666_666_735e-1,
    3.999_999_999_940_942e-1,
    2.857_142_874_366_239e-1,
    2.222_219_843_214_978_4e-1,
    1.818_357_216_161_805e-1,
    1.531_383_769_920_937_3e-1,
    1.479_819_860_511_658_6e-1,
];

/// Natural logarithm of a positive, normal number.
#[inline(always)]
#[must_use]
pub fn ln(x: f64) -> f64 {
    let shifted = x.to_bits().wrapping_add(ONE_BITS - SQRT_HALF_BITS);
    let exponent = f64::from_bits(WHOLE_BITS | (shifted >> 52)) - (WHOLE + 1023.0);
    let f = f64::from_bits((shifted & MANTISSA_BITS) + SQRT_HALF_BITS) - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let series = z * polynomial(z, &LOG);
    let half_square = 0.5 * f * f;
    exponent * LN_2[0] - ((half_square - (s * (half_square + series) + exponent * LN_2[1])) - f)
}

/// Decimal logarithm of a positive, normal number.
#[inline(always)]
#[must_use]
pub fn log10(x: f64) -> f64 {
    ln(x) * std::f64::consts::LOG10_E
}

/// ln(1 + x), for x from 0.
#[inline(always)]
#[must_use]
pub fn ln_1p(x: f64) -> f64 {
    let sum = 1.0 + x;
    ln(sum) + (x - (sum - 1.0)) / sum
}

/// Arguments at which the exponential is held, so that it stays a normal number.
const EXP_LIMITS: (f64, f64) = (-708.0, 709.0);

/// 1 / n!, from n = 2.
const EXP: [f64; 12] = [
    1.0 / 2.0,
    1.0 / 6.0,
    1.0 / 24.0,
    1.0 / 120.0,
    1.0 / 720.0,
    1.0 / 5_040.0,
    1.0 / 40_320.0,
    1.0 / 362_880.0,
    1.0 / 3_628_800.0,
    1.0 / 39_916_800.0,
    1.0 / 479_001_600.0,
    1.0 / 6_227_020_800.0,
];

/// Exponential function; held at 10⁻³⁰⁷ and 10³⁰⁷.
#[inline(always)]
#[must_use]
pub fn exp(x: f64) -> f64 {
    let x = if x > EXP_LIMITS.0 { x } else { EXP_LIMITS.0 };
    let x = if x < EXP_LIMITS.1 { x } else { EXP_LIMITS.1 };
    let rounded = x * std::f64::consts::LOG2_E + ROUND;
    let power = rounded - ROUND;
    let r = (x - power * LN_2[0]) - power * LN_2[1];
    let series = 1.0 + (r + r * r * polynomial(r, &EXP));
    series * f64::from_bits((rounded.to_bits() << 52).wrapping_add(ONE_BITS))
}

/// 10 to the power x.
#[inline(always)]
#[must_use]
pub fn exp10(x: f64) -> f64 {
    exp(x * std::f64::consts::LN_10)
}

/// A positive number to the power y.
#[inline(always)]
#[must_use]
pub fn pow(x: f64, y: f64) -> f64 {
    exp(y * ln(x))
}

/// Hyperbolic tangent; near 0 good to 10⁻¹⁶ of 1, not of itself.
#[inline(always)]
#[must_use]
pub fn tanh(x: f64) -> f64 {
    1.0 - 2.0 / (1.0 + exp(2.0 * x))
}

/// Numerator and denominator of (atan x − x) / x³, over x².
const ATAN: ([f64; 5], [f64; 6]) = (
    [
        -64.850_219_049_420_25,
        -122.886_668_449_013_62,
        -75.008_557_923_147_04,
        -16.157_537_187_333_65,
        -0.875_060_860_003_190_4,
    ],
    [
        194.550_657_148_261_4,
        485.390_399_635_913_7,
        432.881_060_491_290_3,
        165.027_009_831_698_85,
        24.858_464_901_423_062,
        1.0,
    ],
);

/// tan(3π/8), above which the arc tangent of the reciprocal is taken.
const TAN_3_PI_8: f64 = 2.414_213_562_373_095;

/// Arc tangent, rad.
#[inline(always)]
#[must_use]
pub fn atan(x: f64) -> f64 {
    use std::f64::consts::{FRAC_PI_2, FRAC_PI_4};
    let size = x.abs();
    let (steep, middle) = (size > TAN_3_PI_8, size > 0.66);
    let above = if steep { -1.0 } else { size - 1.0 };
    let below = if steep { size } else { size + 1.0 };
    let (above, below) = if middle { (above, below) } else { (size, 1.0) };
    let offset = if steep { FRAC_PI_2 } else { FRAC_PI_4 };
    let offset = if middle { offset } else { 0.0 };
    let reduced = above / below;
    let z = reduced * reduced;
    let tail = reduced * z * (polynomial(z, &ATAN.0) / polynomial(z, &ATAN.1));
    (offset + (reduced + tail)).copysign(x)
}

/// π / 2 in two parts, the first with so few digits that its multiples are exact.
const HALF_PI: [f64; 2] = [1.570_796_326_734_125_6, 6.077_100_506_506_192e-11];

/// Coefficients of (sin x − x) / x³ and of (cos x − 1 + x² / 2) / x⁴, over x².
const SIN_COS: ([f64; 8], [f64; 7]) = (
    [
        -1.0 / 6.0,
        1.0 / 120.0,
        -1.0 / 5_040.0,
        1.0 / 362_880.0,
        -1.0 / 39_916_800.0,
        1.0 / 6_227_020_800.0,
        -1.0 / 1_307_674_368_000.0,
        1.0 / 355_687_428_096_000.0,
    ],
    [
        1.0 / 24.0,
        -1.0 / 720.0,
        1.0 / 40_320.0,
        -1.0 / 3_628_800.0,
        1.0 / 479_001_600.0,
        -1.0 / 87_178_291_200.0,
        1.0 / 20_922_789_888_000.0,
    ],
);

/// Sine and cosine of up to some turns, rad; good to 10⁻¹⁶ of 1, not of themselves.
#[inline(always)]
#[must_use]
pub fn sin_cos(x: f64) -> (f64, f64) {
    let rounded = x * std::f64::consts::FRAC_2_PI + ROUND;
    let quarters = rounded - ROUND;
    let r = (x - quarters * HALF_PI[0]) - quarters * HALF_PI[1];
    let z = r * r;
    let sin = r + r * z * polynomial(z, &SIN_COS.0);
    let cos = 1.0 - (0.5 * z - z * z * polynomial(z, &SIN_COS.1));
    let quarter = rounded.to_bits();
    let (first, second) = if quarter & 1 == 0 { (sin, cos) } else { (cos, sin) };
    let turned = |number: f64, odd: u64| f64::from_bits(number.to_bits() ^ (odd & 2) << 62);
    (turned(first, quarter), turned(second, quarter + 1))
}

/// Four thirds of the upper bits of 1, and less what makes the errors to both sides equal.
const ROOT_BITS: f64 = 1_430_186_164.0;

/// Coefficients of ((1 − r)^(−1/3) − 1) / r.
const ROOT: [f64; 3] = [1.0 / 3.0, 2.0 / 9.0, 14.0 / 81.0];

/// Cube root of a positive, normal number.
///
/// Its reciprocal first, which needs no division: a third of the bits taken away leaves it within 4 %, and each step of
/// its series the fourth power of the error.
#[inline(always)]
#[must_use]
pub fn cbrt(x: f64) -> f64 {
    let upper_bits = f64::from_bits(WHOLE_BITS | (x.to_bits() >> 32)) - WHOLE;
    let less_third = ROOT_BITS - upper_bits * (1.0 / 3.0);
    let mut inverse = f64::from_bits((less_third + WHOLE).to_bits() << 32);
    for _ in 0..2 {
        let r = 1.0 - (x * inverse) * (inverse * inverse);
        inverse += inverse * r * polynomial(r, &ROOT);
    }
    let root = x * inverse * inverse;
    root - (root * root * root - x) * (inverse * inverse) * (1.0 / 3.0)
}

/// c0 + c1 x + c2 x² + …: every fourth of them a sum of its own, so that they need not wait for each other.
#[inline(always)]
fn polynomial<const N: usize>(x: f64, coefficients: &[f64; N]) -> f64 {
    let square = x * x;
    let fourth = square * square;
    let mut sums = [0.0; 4];
    for (power, coefficient) in coefficients.iter().enumerate().rev() {
        let highest = power + 4 >= N;
        let sum = &mut sums[power % 4];
        *sum = if highest { *coefficient } else { *sum * fourth + coefficient };
    }
    (sums[0] + sums[1] * x) + (sums[2] + sums[3] * x) * square
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Distance of two numbers in units of the last place of the second.
    fn ulps(found: f64, expected: f64) -> f64 {
        (found - expected).abs() / (expected.abs() * f64::EPSILON)
    }

    #[test]
    fn what_can_be_exact_is() {
        assert_eq!((ln(1.0), exp(0.0), atan(0.0), tanh(0.0)), (0.0, 1.0, 0.0, 0.0));
        assert_eq!((exp(-1e9), exp(1e9)), (exp(-708.0), exp(709.0)));
        assert_eq!((tanh(1e3), tanh(-1e3)), (1.0, -1.0));
        assert_eq!((sin_cos(0.0), cbrt(1.0), cbrt(8.0)), ((0.0, 1.0), 1.0, 2.0));
        assert!(ulps(log10(1_000.0), 3.0) < 2.0);
        assert!(ulps(atan(1e300), std::f64::consts::FRAC_PI_2) < 2.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn logarithms_agree_with_the_system(exponent in -300.0..300.0_f64, near in 0.5..2.0_f64) {
            for x in [10.0_f64.powf(exponent), near] {
                prop_assert!(ulps(ln(x), x.ln()) < 2.0, "{x}: {} {}", ln(x), x.ln());
                prop_assert!((log10(x) - x.log10()).abs() <= 4.0 * f64::EPSILON * x.log10().abs());
            }
            prop_assert!((ln_1p(near) - near.ln_1p()).abs() < 3e-16);
            let small = 10.0_f64.powf(-exponent.abs() / 20.0);
            prop_assert!(ulps(ln_1p(small), small.ln_1p()) < 4.0);
        }

        #[test]
        fn exponentials_agree_with_the_system(x in -700.0..700.0_f64, small in -1.0..1.0_f64) {
            for x in [x, small, small * 1e-5] {
                prop_assert!(ulps(exp(x), x.exp()) < 3.0, "{x}: {} {}", exp(x), x.exp());
            }
            prop_assert!((tanh(x / 30.0) - (x / 30.0).tanh()).abs() < 4e-16);
        }

        #[test]
        fn powers_agree_with_the_system(x in 1e-3..1e4_f64, y in -4.0..4.0_f64) {
            prop_assert!((pow(x, y) / x.powf(y) - 1.0).abs() < 2e-14);
            prop_assert!((exp10(y) / 10.0_f64.powf(y) - 1.0).abs() < 4e-15);
        }

        #[test]
        fn sines_and_cosines_agree_with_the_system(x in -20.0..20.0_f64, exponent in -12.0..0.0_f64) {
            for x in [x, 10.0_f64.powf(exponent)] {
                let ((sin, cos), wanted) = (sin_cos(x), x.sin_cos());
                prop_assert!((sin - wanted.0).abs() < 2.5e-16, "{x}: {sin} {}", wanted.0);
                prop_assert!((cos - wanted.1).abs() < 2.5e-16, "{x}: {cos} {}", wanted.1);
            }
        }

        #[test]
        fn cube_roots_agree_with_the_system(exponent in -290.0..290.0_f64, near in 0.5..2.0_f64) {
            for x in [10.0_f64.powf(exponent), near] {
                prop_assert!(ulps(cbrt(x), x.cbrt()) < 2.0, "{x}: {} {}", cbrt(x), x.cbrt());
            }
        }

        #[test]
        fn arc_tangents_agree_with_the_system(x in -3.0..3.0_f64, exponent in -12.0..12.0_f64) {
            for x in [x, 10.0_f64.powf(exponent)] {
                prop_assert!(ulps(atan(x), x.atan()) < 3.0, "{x}: {} {}", atan(x), x.atan());
            }
        }
    }
}
