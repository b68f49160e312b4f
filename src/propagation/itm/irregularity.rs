//! The terrain irregularity parameter Δh: the range of heights between the highest and the lowest tenth, without the
//! general slope, as it would be on a very long path.

use multiversion::multiversion;

use super::super::elementary::exp;
use super::least_squares::Line;
use super::tenths::{POINTS_MAX, TENTH_MAX, span_without_tenths_m};

/// Distance over which terrain shows its full irregularity, m; [ERL 79-ITS 67, eq. 3].
const ROUGHNESS_LENGTH_M: f64 = 50e3;

/// A span below this is rounding, and even ground, m. The loss rises with the square root of Δh: 10⁻¹³ m of it, where
/// NTIA has them too, are up to 10⁻⁴ dB.
const ROUNDING_M: f64 = 1e-9;

/// Fewest points that stand for a tenth of the resampled profile.
const TENTH_MIN: usize = 4;

/// Irregularity Δh(d) of a path of this length, m; [ERL 79-ITS 67, eq. 3].
#[inline(always)]
pub(super) fn roughness_m(delta_h_m: f64, d_m: f64) -> f64 {
    delta_h_m * roughness_share(d_m)
}

/// Share of its irregularity that terrain shows over a distance.
#[inline(always)]
pub(super) fn roughness_share(d_m: f64) -> f64 {
    1.0 - 0.8 * exp(-d_m / ROUGHNESS_LENGTH_M)
}

/// Root-mean-square deviation σ_h of the terrain within the first Fresnel zone, m; [ERL 79-ITS 67, eq. 3.6a].
#[inline(always)]
pub(super) fn sigma_h_m(delta_h_m: f64) -> f64 {
    0.78 * delta_h_m * exp(-0.5 * delta_h_m.sqrt().sqrt())
}

/// How far the ground between two distances spans around the line through it, without the tenths at both ends, m; 0 over
/// less than two steps.
pub(super) fn span_m(ground_m: &[f64], step_m: f64, start_m: f64, end_m: f64) -> f64 {
    span_by(ground_m, step_m, [start_m, end_m], &mut [0.0; POINTS_MAX], |heights_m, tenth| {
        let line = Line::through(heights_m, 0, heights_m.len() - 1);
        level(heights_m, &line);
        span_without_tenths_m(heights_m, tenth)
    })
}

/// The same where something else says how far the resampled heights span around the line through them, once so many
/// points are cut off at each end; there is room for [`POINTS_MAX`] of them.
pub(in crate::propagation) fn span_by(
    ground_m: &[f64],
    step_m: f64,
    [start_m, end_m]: [f64; 2],
    scratch_m: &mut [f64],
    span_m: impl FnOnce(&mut [f64], usize) -> f64,
) -> f64 {
    let (start, end) = (start_m / step_m, end_m / step_m);
    if end - start < 2.0 {
        return 0.0;
    }
    let tenth = ((0.1 * (end - start + 8.0)) as usize).clamp(TENTH_MIN, TENTH_MAX);
    let heights_m = &mut scratch_m[..10 * tenth - 5];
    resample(ground_m, start, end, heights_m);
    let span_m = span_m(heights_m, tenth);
    if span_m < ROUNDING_M { 0.0 } else { span_m }
}

/// So many points, and one more, make a table: for a number of [`SHORT_BITS`] less than 64 no place is outside of it, and
/// the compiler need not ask.
pub(in crate::propagation) const TABLE: usize = (1 << (u64::BITS - SHORT_BITS)) + 1;

/// Bits behind the point of a place on a profile that fits into a table, and of one that does not.
const SHORT_BITS: u32 = f64::MANTISSA_DIGITS - 1;
const LONG_BITS: u32 = 44;

/// Reads the ground at even spacing between two (broken) indices.
fn resample(ground_m: &[f64], start: f64, end: f64, heights_m: &mut [f64]) {
    match ground_m.first_chunk() {
        Some(table_m) if end < (TABLE - 2) as f64 => resample_table(table_m, [start, end], heights_m),
        None if ground_m.len() < TABLE => resample_any::<SHORT_BITS>(ground_m, [start, end], heights_m),
        _ => resample_any::<LONG_BITS>(ground_m, [start, end], heights_m),
    }
}

/// Reads a table.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn resample_table(ground_m: &[f64; TABLE], ends: [f64; 2], heights_m: &mut [f64]) {
    resample_table_scalar(ground_m, ends, heights_m);
}

#[inline(always)]
fn resample_table_scalar(ground_m: &[f64; TABLE], ends: [f64; 2], heights_m: &mut [f64]) {
    let (mut place, spacing) = places::<SHORT_BITS>(ends, heights_m.len());
    for height_m in heights_m {
        let (point, beyond) = parts::<SHORT_BITS>(place);
        *height_m = ground_m[point] + (ground_m[point + 1] - ground_m[point]) * beyond;
        place += spacing;
    }
}

/// Reads a profile of any length.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn resample_any<const BITS: u32>(ground_m: &[f64], ends: [f64; 2], heights_m: &mut [f64]) {
    resample_any_scalar::<BITS>(ground_m, ends, heights_m);
}

#[inline(always)]
fn resample_any_scalar<const BITS: u32>(ground_m: &[f64], ends: [f64; 2], heights_m: &mut [f64]) {
    let (mut place, spacing) = places::<BITS>(ends, heights_m.len());
    for height_m in heights_m {
        let (point, beyond) = parts::<BITS>(place);
        let ends_m = &ground_m[point..point + 2];
        *height_m = ends_m[0] + (ends_m[1] - ends_m[0]) * beyond;
        place += spacing;
    }
}

/// The first of so many evenly spaced places between two indices, and how far apart they are, as whole numbers: the upper
/// bits are the point before, and the others the digits of what lies beyond. That takes a third of the time of converting
/// numbers, and is good to 10⁻¹¹ of a step.
#[inline(always)]
fn places<const BITS: u32>([start, end]: [f64; 2], count: usize) -> (u64, u64) {
    let step = (1_u64 << BITS) as f64;
    ((start * step) as u64, ((end - start) / (count - 1) as f64 * step) as u64)
}

/// The point before a place, and the share of a step beyond it.
#[inline(always)]
fn parts<const BITS: u32>(place: u64) -> (usize, f64) {
    let digits = place << (u64::BITS - BITS) >> (u64::BITS - f64::MANTISSA_DIGITS + 1);
    ((place >> BITS) as usize, f64::from_bits(digits | 1_f64.to_bits()) - 1.0)
}

/// Takes the general slope off.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(in crate::propagation) fn level(heights_m: &mut [f64], line: &Line) {
    level_scalar(heights_m, line);
}

#[inline(always)]
fn level_scalar(heights_m: &mut [f64], line: &Line) {
    for (index, height_m) in (0_i32..).zip(heights_m) {
        *height_m -= line.at(f64::from(index));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::propagation::twins::{assert_twins, with_ties};

    proptest! {
        #[test]
        fn twins_agree(
            mut ground_m in prop::collection::vec(with_ties(-500.0..500.0), 20..400), (from, share) in (0.0..1.0_f64, 0.0..1.0_f64),
            count in 35_usize..=245,
        ) {
            let last = (ground_m.len() - 2) as f64;
            let ends = [from * last, from * last + share * (1.0 - from) * last];
            let read = |resample: &dyn Fn(&mut [f64])| {
                let mut heights_m = vec![0.0; count];
                resample(&mut heights_m);
                heights_m
            };
            let vector = read(&|heights_m| resample_any::<LONG_BITS>(&ground_m, ends, heights_m));
            assert_twins(vector, read(&|heights_m| resample_any_scalar::<LONG_BITS>(&ground_m, ends, heights_m)));
            ground_m.resize(TABLE, 0.0);
            let table_m = ground_m.first_chunk().unwrap();
            let vector = read(&|heights_m| resample_table(table_m, ends, heights_m));
            assert_twins(vector, read(&|heights_m| resample_table_scalar(table_m, ends, heights_m)));
            let line = Line::through(&ground_m, 0, count);
            let flat = |level: fn(&mut [f64], &Line)| {
                let mut heights_m = ground_m.clone();
                level(&mut heights_m, &line);
                heights_m
            };
            assert_twins(flat(level), flat(level_scalar));
        }
    }

    #[test]
    fn a_long_path_shows_the_whole_irregularity() {
        assert!((roughness_m(90.0, 1e9) - 90.0).abs() < 1e-9);
        assert!((roughness_m(90.0, 0.0) - 18.0).abs() < 1e-12);
        // 0.78 · 81 e^(−0.5 · 3)
        assert!((sigma_h_m(81.0) - 14.097_3).abs() < 1e-3);
        assert_eq!(sigma_h_m(0.0), 0.0);
    }

    #[test]
    fn an_even_slope_has_no_irregularity() {
        let ground_m: Vec<f64> = (0..300).map(|index| 5.0 * f64::from(index)).collect();
        assert!(span_m(&ground_m, 30.0, 100.0, 8_800.0) < 1e-9);
        assert_eq!(span_m(&ground_m, 30.0, 100.0, 159.0), 0.0);
    }

    #[test]
    fn a_sawtooth_shows_its_inner_four_fifths() {
        // Up and down through 100 m in 400 points: all heights are as frequent, and a tenth off at each end leaves 80 m
        let ground_m: Vec<f64> =
            (0..4001).map(|index| f64::from((index % 400 - 200_i32).abs()) / 2.0).collect();
        let found_m = span_m(&ground_m, 50.0, 0.0, 200e3);
        assert!((found_m - 80.0).abs() < 1.5, "{found_m}");
    }
}
