//! Samples that may become vertices of an upper hull, found for a whole radial before it is walked.
//!
//! A sample on or below the chord of two others, one on either side, is no vertex of a hull that holds all three. Most
//! samples are ruled out by neighbours close by, without a jump that would be hard to foresee; the others go to the hull.

use multiversion::multiversion;

/// Distances of the neighbours that are looked at, in samples.
const NEIGHBOURS: [usize; 3] = [1, 2, 4];

/// Samples at the end of a profile that have not all of their neighbours: they are looked at one by one.
pub(super) const TAIL: usize = NEIGHBOURS[2];

/// The samples that their neighbours do not rule out.
#[derive(Debug, Clone, Default)]
pub(super) struct Candidates {
    indices: Vec<u32>,
    /// How many there are.
    found: usize,
    /// How far each sample stands out at least, in km of distance times m of height.
    margins: Vec<f64>,
}

impl Candidates {
    /// Finds them among samples at distances (km) and heights (m), on an Earth that sinks by so much (m/km²), or less: with
    /// less curvature a sample stands out by less.
    pub fn find(&mut self, x_km: &[f64], heights_m: &[f64], half_curvature: f64) {
        let count = x_km.len();
        self.margins.resize(count, f64::INFINITY);
        if count > 2 * TAIL {
            let (first, others) = self.margins.split_at_mut(TAIL);
            let (others, last) = others.split_at_mut(count - 2 * TAIL);
            first.fill(f64::INFINITY);
            last.fill(f64::INFINITY);
            stand_out(x_km, heights_m, half_curvature, others);
        } else {
            self.margins.fill(f64::INFINITY);
        }
        self.indices.resize(count, 0);
        let mut found = 0;
        for (index, margin) in (0..).zip(&self.margins) {
            self.indices[found] = index; // written in any case, and kept if it stands out
            found += usize::from(*margin > 0.0);
        }
        self.found = found;
    }

    /// Those before a sample, in their order, without so many of the first.
    #[inline]
    pub fn before(&self, sample: usize, first: usize) -> &[u32] {
        let left = &self.indices[first..self.found];
        let count = left.iter().take_while(|index| (**index as usize) < sample).count();
        &left[..count]
    }
}

/// How far each sample from the [`TAIL`]th on stands out over the chords of its neighbours.
///
/// Points that sink by C x² stand out by `C (x1 − x0) (x2 − x1) (x2 − x0)` more than where they were.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn stand_out(x_km: &[f64], heights_m: &[f64], half_curvature: f64, margins: &mut [f64]) {
    stand_out_scalar(x_km, heights_m, half_curvature, margins);
}

#[inline(always)]
fn stand_out_scalar(x_km: &[f64], heights_m: &[f64], half_curvature: f64, margins: &mut [f64]) {
    let count = margins.len();
    let (here_km, here_m) = (&x_km[TAIL..TAIL + count], &heights_m[TAIL..TAIL + count]);
    let ([before_km, behind_km], [before_m, behind_m]) = (around(x_km, count), around(heights_m, count));
    for number in 0..count {
        let mut margin = f64::INFINITY;
        for width in 0..NEIGHBOURS.len() {
            let from = here_km[number] - before_km[width][number];
            let to = behind_km[width][number] - here_km[number];
            let rise = (here_m[number] - before_m[width][number]) * to;
            let fall = (behind_m[width][number] - here_m[number]) * from;
            let over = rise - fall + half_curvature * from * to * (from + to);
            margin = if over < margin { over } else { margin };
        }
        margins[number] = margin;
    }
}

/// So many values for the samples from the [`TAIL`]th on: those before and those behind them, at each distance.
#[inline(always)]
fn around(values: &[f64], count: usize) -> [[&[f64]; 3]; 2] {
    let from = |first: usize| &values[first..first + count];
    [NEIGHBOURS.map(|width| from(TAIL - width)), NEIGHBOURS.map(|width| from(TAIL + width))]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::propagation::twins::{assert_twins, with_ties};

    proptest! {
        #[test]
        fn twins_agree(
            heights_m in prop::collection::vec(with_ties(-500.0..500.0), 2 * TAIL..100), half_curvature in 0.0..0.1_f64,
        ) {
            let x_km: Vec<f64> = (1..=heights_m.len()).map(|number| 0.03 * number as f64).collect();
            let found = |stand_out: fn(&[f64], &[f64], f64, &mut [f64])| {
                let mut margins = vec![0.0; heights_m.len() - 2 * TAIL];
                stand_out(&x_km, &heights_m, half_curvature, &mut margins);
                margins
            };
            assert_twins(found(stand_out), found(stand_out_scalar));
        }
    }
}
