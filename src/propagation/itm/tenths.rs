//! The span of heights without the highest and the lowest tenth, in the time of a few looks at each height.

use multiversion::multiversion;

/// Most points that stand for a tenth.
pub(super) const TENTH_MAX: usize = 25;

/// Most points in all: what keeps them in arrays.
pub(in crate::propagation) const POINTS_MAX: usize = 10 * TENTH_MAX - 5;

/// Points that are looked at side by side.
const LANES: usize = 8;

/// Bins of the counting sort; as many as points at least, so that most hold one or none.
const BINS: usize = 256;

/// Added to a number, it leaves the whole part in the lowest bits: a conversion that is done several at a time.
const WHOLE_PART: f64 = (1_u64 << 52) as f64;

/// From the lowest to the highest height once a tenth of so many points is cut off at each end, m.
///
/// A counting sort that stops at the two bins in which the two heights lie.
pub(in crate::propagation) fn span_without_tenths_m(heights_m: &[f64], tenth: usize) -> f64 {
    let mut scratch = [0; POINTS_MAX];
    let bins = &mut scratch[..heights_m.len()];
    sort_into(bins, heights_m);
    let counts = counts(bins);
    let (q90_bin, q90_nth) = seek(counts.into_iter().enumerate(), tenth);
    let (q10_bin, q10_nth) = seek(counts.into_iter().enumerate().rev(), tenth);
    let (mut low, mut high) = (Bin::default(), Bin::default());
    for (heights_m, bins) in heights_m.chunks(LANES).zip(bins.chunks(LANES)) {
        let wanted = |bin: &u8| u8::from(*bin == q90_bin) + u8::from(*bin == q10_bin);
        if bins.iter().map(wanted).sum::<u8>() > 0 {
            low.take(q90_bin, heights_m, bins);
            high.take(q10_bin, heights_m, bins);
        }
    }
    high.nth_m(high.count - q10_nth) - low.nth_m(q90_nth - 1)
}

/// The bin of every height, from the lowest to the highest.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn sort_into(bins: &mut [u8], heights_m: &[f64]) {
    sort_into_scalar(bins, heights_m);
}

#[inline(always)]
fn sort_into_scalar(bins: &mut [u8], heights_m: &[f64]) {
    let (least_m, most_m) = bounds_m(heights_m);
    let per_m = (BINS - 1) as f64 / (most_m - least_m);
    for (bin, height_m) in bins.iter_mut().zip(heights_m) {
        *bin = ((height_m - least_m) * per_m + WHOLE_PART).to_bits() as u8;
    }
}

/// How many points every bin holds; all of them together are fewer than a `u8` can count.
fn counts(bins: &[u8]) -> [u8; BINS] {
    let mut counts = [0; BINS];
    for bin in bins {
        counts[usize::from(*bin)] += 1;
    }
    counts
}

/// The points of one bin.
struct Bin {
    heights_m: [f64; POINTS_MAX],
    count: usize,
}

impl Default for Bin {
    fn default() -> Self {
        Self { heights_m: [0.0; POINTS_MAX], count: 0 }
    }
}

impl Bin {
    /// Takes what belongs to this bin.
    fn take(&mut self, own: u8, heights_m: &[f64], bins: &[u8]) {
        for (height_m, bin) in heights_m.iter().zip(bins) {
            if *bin == own {
                self.heights_m[self.count] = *height_m;
                self.count += 1;
            }
        }
    }

    /// The n-th lowest height, counted from 0, m.
    fn nth_m(&mut self, nth: usize) -> f64 {
        *self.heights_m[..self.count].select_nth_unstable_by(nth, f64::total_cmp).1
    }
}

/// The lowest and the highest of some heights, m; in lanes, so that comparisons do not wait for each other.
#[inline(always)]
fn bounds_m(heights_m: &[f64]) -> (f64, f64) {
    let mut lanes = [(heights_m[0], heights_m[0]); LANES];
    let (blocks, rest) = heights_m.as_chunks::<LANES>();
    let widen = |(least_m, most_m): (f64, f64), height_m: f64| {
        (
            if height_m < least_m { height_m } else { least_m },
            if height_m > most_m { height_m } else { most_m },
        )
    };
    for block in blocks {
        for (lane, height_m) in lanes.iter_mut().zip(block) {
            *lane = widen(*lane, *height_m);
        }
    }
    let found = lanes.into_iter().reduce(|found, (least_m, most_m)| widen(widen(found, least_m), most_m));
    rest.iter().copied().fold(found.expect("there is a lane"), widen)
}

/// The bin in which the n-th point lies, and which of its points that is.
fn seek(counts: impl Iterator<Item = (usize, u8)>, mut nth: usize) -> (u8, usize) {
    for (bin, count) in counts {
        if nth <= usize::from(count) {
            return (bin as u8, nth);
        }
        nth -= usize::from(count);
    }
    unreachable!("there are fewer than {nth} points")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::propagation::twins::{assert_twins, with_ties};

    fn sorted_span_m(mut heights_m: Vec<f64>, tenth: usize) -> f64 {
        heights_m.sort_by(f64::total_cmp);
        heights_m[heights_m.len() - tenth] - heights_m[tenth - 1]
    }

    #[test]
    fn no_range_no_span() {
        assert_eq!(span_without_tenths_m(&[7.0; 245], 25), 0.0);
        let mut one_peak_m = [7.0; 245];
        one_peak_m[100] = 1e9;
        assert_eq!(span_without_tenths_m(&one_peak_m, 25), 0.0);
    }

    proptest! {
        #[test]
        fn twins_agree(heights_m in prop::collection::vec(with_ties(-500.0..500.0), 35..=245)) {
            let [mut vector, mut scalar] = [[0; POINTS_MAX]; 2];
            sort_into(&mut vector[..heights_m.len()], &heights_m);
            sort_into_scalar(&mut scalar[..heights_m.len()], &heights_m);
            assert_twins(vector, scalar);
        }

        #[test]
        fn the_tenths_are_those_of_a_sorted_list(
            heights_m in prop::collection::vec(-500.0..500.0_f64, 35..=245), tenth in 4_usize..=17,
        ) {
            prop_assert_eq!(span_without_tenths_m(&heights_m, tenth), sorted_span_m(heights_m, tenth));
        }

        /// Whole bins of equal heights, and one height far from all others.
        #[test]
        fn equals_and_outliers_do_not_disturb(
            steps in prop::collection::vec(0..4_i32, 35..=244), outlier_m in -1e6..1e6_f64, tenth in 4_usize..=17,
        ) {
            let mut heights_m: Vec<f64> = steps.into_iter().map(f64::from).collect();
            heights_m.push(outlier_m);
            prop_assert_eq!(span_without_tenths_m(&heights_m, tenth), sorted_span_m(heights_m, tenth));
        }
    }
}
