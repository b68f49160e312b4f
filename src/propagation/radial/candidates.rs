//! Samples that may become vertices of an upper hull, found for a whole radial before it is walked.
//!
//! A sample on or below the chord of two others, one on either side, is no vertex of a hull that holds all three. Most
//! samples are ruled out by neighbours close by, without a jump that would be hard to foresee; the others go to the hull.

use multiversion::multiversion;

/// The neighbours of a sample that are looked at, so many samples before it and behind it: of all pairs and triples, those
/// that rule out most on rough ground (four of five samples). Far ones before a sample rule out much.
const NEIGHBOURS: [[usize; 2]; 3] = [[1, 4], [6, 1], [32, 1]];

/// Samples at the end of a profile that have not all of their neighbours: they are looked at one by one.
pub(super) const TAIL: usize = NEIGHBOURS[0][1];

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
        self.margins.resize(count, 0.0);
        self.margins.fill(f64::INFINITY);
        stand_out(x_km, heights_m, half_curvature, &mut self.margins);
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

/// Finds how far each sample stands out over the chords of its neighbours at least, where it has them.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn stand_out(x_km: &[f64], heights_m: &[f64], half_curvature: f64, margins: &mut [f64]) {
    stand_out_scalar(x_km, heights_m, half_curvature, margins);
}

#[inline(always)]
fn stand_out_scalar(x_km: &[f64], heights_m: &[f64], half_curvature: f64, margins: &mut [f64]) {
    let [near, middle, far] = NEIGHBOURS;
    let end = margins.len().saturating_sub(TAIL);
    let first = far[0].min(end);
    over_chords(
        [near, middle],
        x_km,
        heights_m,
        half_curvature,
        (middle[0].min(first), &mut margins[..first]),
    );
    over_chords([near, middle, far], x_km, heights_m, half_curvature, (first, &mut margins[..end]));
}

/// The same for some pairs of neighbours, which all samples from one on must have.
///
/// Points that sink by C x² stand out by `C (x1 − x0) (x2 − x1) (x2 − x0)` more than where they were.
#[inline(always)]
fn over_chords<const PAIRS: usize>(
    neighbours: [[usize; 2]; PAIRS],
    x_km: &[f64],
    heights_m: &[f64],
    half_curvature: f64,
    (first, margins): (usize, &mut [f64]),
) {
    let margins = &mut margins[first..];
    let count = margins.len();
    if count == 0 {
        return;
    }
    let from = |values, at| -> &[f64] { part(values, at, count) };
    let (here_km, here_m) = (from(x_km, first), from(heights_m, first));
    let [mut before_km, mut before_m, mut behind_km, mut behind_m] = [[here_km; PAIRS]; 4];
    for pair in 0..PAIRS {
        let [before, behind] = [first - neighbours[pair][0], first + neighbours[pair][1]];
        (before_km[pair], before_m[pair]) = (from(x_km, before), from(heights_m, before));
        (behind_km[pair], behind_m[pair]) = (from(x_km, behind), from(heights_m, behind));
    }
    for number in 0..count {
        let mut margin = f64::INFINITY;
        for pair in 0..PAIRS {
            let from = here_km[number] - before_km[pair][number];
            let to = behind_km[pair][number] - here_km[number];
            let rise = (here_m[number] - before_m[pair][number]) * to;
            let fall = (behind_m[pair][number] - here_m[number]) * from;
            let over = rise - fall + half_curvature * from * to * (from + to);
            margin = if over < margin { over } else { margin };
        }
        margins[number] = margin;
    }
}

/// So many values from one on.
#[inline(always)]
fn part(values: &[f64], first: usize, count: usize) -> &[f64] {
    &values[first..first + count]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::propagation::twins::{assert_twins, with_ties};

    proptest! {
        #[test]
        fn twins_agree(
            heights_m in prop::collection::vec(with_ties(-500.0..500.0), 0..150), half_curvature in 0.0..0.1_f64,
        ) {
            let x_km: Vec<f64> = (1..=heights_m.len()).map(|number| 0.03 * number as f64).collect();
            let found = |stand_out: fn(&[f64], &[f64], f64, &mut [f64])| {
                let mut margins = vec![f64::INFINITY; heights_m.len()];
                stand_out(&x_km, &heights_m, half_curvature, &mut margins);
                margins
            };
            assert_twins(found(stand_out), found(stand_out_scalar));
        }
    }
}
