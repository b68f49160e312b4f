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
    for (pass, width) in NEIGHBOURS.into_iter().enumerate() {
        let [x_before, x_here, x_behind] = around(x_km, width, margins.len());
        let [before_m, here_m, behind_m] = around(heights_m, width, margins.len());
        for (number, margin) in margins.iter_mut().enumerate() {
            let (from, to) = (x_here[number] - x_before[number], x_behind[number] - x_here[number]);
            let rise = (here_m[number] - before_m[number]) * to;
            let fall = (behind_m[number] - here_m[number]) * from;
            let over = rise - fall + half_curvature * from * to * (from + to);
            *margin = if pass == 0 || over < *margin { over } else { *margin };
        }
    }
}

/// So many values from the [`TAIL`]th on, between those so far before and behind them.
#[inline(always)]
fn around(values: &[f64], width: usize, count: usize) -> [&[f64]; 3] {
    [TAIL - width, TAIL, TAIL + width].map(|first| &values[first..first + count])
}
