//! Blocks of samples, each with the largest of its values: what bounds many samples at once.

use multiversion::multiversion;

/// Samples of a block.
pub(super) const BLOCK: usize = 16;

/// The largest of a block's values, by halves: a vector against another, where one after the other would wait for each.
#[inline(always)]
pub(super) fn largest(mut values: [f64; BLOCK]) -> f64 {
    for half in [8, 4, 2, 1] {
        for lane in 0..half {
            let other = values[lane + half];
            values[lane] = if other > values[lane] { other } else { values[lane] };
        }
    }
    values[0]
}

/// Puts the largest value of each whole block into `of_blocks`; samples after the last whole block belong to none.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
pub(super) fn largest_of_blocks(values: &[f64], of_blocks: &mut Vec<f64>) {
    largest_of_blocks_scalar(values, of_blocks);
}

#[inline(always)]
fn largest_of_blocks_scalar(values: &[f64], of_blocks: &mut Vec<f64>) {
    let (blocks, _) = values.as_chunks();
    of_blocks.resize(blocks.len(), 0.0);
    for (of_block, block) in of_blocks.iter_mut().zip(blocks) {
        *of_block = largest(*block);
    }
}

/// How far the points `first` to `last` rise above a line at most, m: heights, the greatest of each block, distances,
/// the line's height at distance 0 (m) and its slope (m/km).
///
/// A block's greatest height over the lower end of the line under it bounds its points from above.
pub(super) fn most_above_line(
    [heights_m, greatest_m, x_km]: [&[f64]; 3],
    [first, last]: [usize; 2],
    line_m: f64,
    slope: f64,
) -> f64 {
    let above = |point: usize| heights_m[point] - (line_m + slope * x_km[point]);
    let mut most = above(first).max(above(last));
    for block in first / BLOCK..=last / BLOCK {
        let (from, to) = ((block * BLOCK).max(first), (block * BLOCK + BLOCK - 1).min(last));
        let lower_end = line_m + slope * x_km[if slope > 0.0 { from } else { to }];
        if greatest_m.get(block).is_none_or(|greatest| greatest - lower_end > most) {
            most = (from..=to).map(above).fold(most, f64::max);
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::propagation::twins::{assert_twins, with_ties};

    proptest! {
        #[test]
        fn twins_agree(values in prop::collection::vec(with_ties(-500.0..500.0), 0..100)) {
            let [mut vector, mut scalar] = [vec![], vec![]];
            largest_of_blocks(&values, &mut vector);
            largest_of_blocks_scalar(&values, &mut scalar);
            assert_twins(vector, scalar);
        }

        #[test]
        fn blocks_find_what_a_walk_finds(
            heights_m in prop::collection::vec(0.0..500.0_f64, 1..200),
            ends in (0.0..1.0_f64, 0.0..1.0_f64),
            line_m in -300.0..300.0_f64,
            slope in -200.0..200.0_f64,
        ) {
            let x_km: Vec<f64> = (1..=heights_m.len()).map(|index| index as f64 * 0.03).collect();
            let place = |share: f64| (share * heights_m.len() as f64) as usize;
            let (first, last) = (place(ends.0.min(ends.1)), place(ends.0.max(ends.1)));
            let mut greatest_m = Vec::new();
            largest_of_blocks(&heights_m, &mut greatest_m);
            let found = most_above_line([&heights_m, &greatest_m, &x_km], [first, last], line_m, slope);
            let above = |point: usize| heights_m[point] - (line_m + slope * x_km[point]);
            prop_assert_eq!(found, (first..=last).map(above).fold(f64::NEG_INFINITY, f64::max));
        }
    }
}
