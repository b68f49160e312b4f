//! The sample that reaches highest into the first Fresnel zone of a ray, found by blocks: the largest slope of a block
//! bounds all its samples, and few blocks need a closer look.

use std::cell::Cell;

use multiversion::multiversion;

use super::blocks::{BLOCK, largest};

/// Blocks whose bounds are compared at once.
const BLOCKS: usize = 8;

/// A ray in the sheared plane of a surface, where it is straight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Its slope s, m/km.
    pub slope: f64,
    /// Its length d, km.
    pub d_km: f64,
}

/// A surface up to a receiver, as the transmitter sees it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    /// Distances of its samples, km.
    pub x_km: &'a [f64],
    /// Slope σ to each, m/km.
    pub slopes: &'a [f64],
    /// The largest of each whole block, m/km.
    pub largest: &'a [f64],
    /// The first sample of each whole block, km, and the one behind them or the last.
    pub nearest_km: &'a [f64],
    /// The block that had the answer last time: a good first guess.
    pub hint: &'a Cell<usize>,
}

impl Seen<'_> {
    /// For a ray that passes over all samples the one that reaches highest into the Fresnel zone: its place, the last where
    /// there are several, and the square of its depth below the ray over the product of its distances from both ends,
    /// m²/km²; none where that is no less than a value beyond which nobody asks for it.
    ///
    /// That is `(s − σ)² x / (d − x)`, where all `s − σ` are positive and the fraction grows with x: for a block of samples
    /// its least `s − σ` and nearest x bound it from below.
    pub fn deepest(&self, line: &Line, within: f64) -> Option<(usize, f64)> {
        (!self.x_km.is_empty()).then(|| deepest(self, line, within)).flatten()
    }

    /// How far the first Fresnel zone of radius `scale √(x (d − x))` (m, x in km) around a ray reaches at most under the
    /// surface, m; negative where it is clear, −∞ without a sample.
    pub fn most_under_zone(&self, line: &Line, scale: f64) -> f64 {
        if self.x_km.is_empty() { f64::NEG_INFINITY } else { most_under_zone(self, line, scale) }
    }

    /// Looks at the blocks that may hold something better: first at the last samples and at the guess, then at the others
    /// from the end. Blocks and windows may overlap: to look twice does no harm.
    #[inline(always)]
    fn search<S: Sought>(&self, mut sought: S) -> S {
        let whole = self.largest.len();
        let guess = (self.hint.get() + 1).min(whole) * BLOCK;
        for end in [self.x_km.len(), if guess > 0 { guess } else { self.x_km.len() }] {
            self.show(end, &mut sought);
        }
        let mut end = whole;
        while end > 0 {
            let first = end.saturating_sub(BLOCKS);
            let few =
                self.largest[first..].first_chunk::<BLOCKS>().zip(self.nearest_km[first..].first_chunk());
            let may = match few.zip(self.nearest_km[first + 1..].first_chunk::<BLOCKS>()) {
                Some(((largest, near_km), far_km)) => any_may_lie(&sought, near_km, far_km, largest),
                None => true,
            };
            for block in (first..end).rev().filter(|_| may) {
                if sought.may_lie([self.nearest_km[block], self.nearest_km[block + 1]], self.largest[block]) {
                    self.show(block * BLOCK + BLOCK, &mut sought);
                }
            }
            end = first;
        }
        sought
    }

    /// Shows the samples of a window that ends before one of them.
    #[inline(always)]
    fn show<S: Sought>(&self, end: usize, sought: &mut S) {
        // of a length that the compiler does not know: it makes vector code of loops, and much less of what it unrolls
        let window = end.saturating_sub(BLOCK)..end;
        sought.look(window.start, &self.x_km[window.clone()], &self.slopes[window]);
    }
}

#[inline(always)]
fn any_may_lie<S: Sought>(
    sought: &S,
    near_km: &[f64; BLOCKS],
    far_km: &[f64; BLOCKS],
    largest: &[f64; BLOCKS],
) -> bool {
    let mut any = false;
    for block in 0..BLOCKS {
        any |= sought.may_lie([near_km[block], far_km[block]], largest[block]);
    }
    any
}

/// Something that one sample has most of.
trait Sought {
    /// Whether a sample between two distances (km) of no more than a slope (m/km) may have more.
    fn may_lie(&self, between_km: [f64; 2], largest: f64) -> bool;

    /// Looks at the distances (km) and slopes (m/km) of a block's samples at most, from one on.
    fn look(&mut self, first: usize, x_km: &[f64], slopes: &[f64]);
}

/// The least depth under a ray: `(s − σ)² x / (d − x)`, and the last of the samples that have it; none where no sample has
/// less than there was to begin with.
struct Deepest {
    line: Line,
    place: Option<usize>,
    least: f64,
}

impl Deepest {
    /// Whether a sample reaches as high as the best so far; without the division.
    #[inline(always)]
    fn reaches(&self, x: f64, slope: f64) -> bool {
        let under = self.line.slope - slope;
        under * under * x <= self.least * (self.line.d_km - x)
    }
}

impl Sought for Deepest {
    #[inline(always)]
    fn may_lie(&self, [near_km, _]: [f64; 2], largest: f64) -> bool {
        self.reaches(near_km, largest)
    }

    #[inline(always)]
    fn look(&mut self, first: usize, x_km: &[f64], slopes: &[f64]) {
        let points = x_km.iter().zip(slopes);
        if !points.clone().fold(false, |any, (x, slope)| any | self.reaches(*x, *slope)) {
            return;
        }
        let mut heights = [f64::NEG_INFINITY; BLOCK]; // the depths, downwards
        for (height, (x, slope)) in heights.iter_mut().zip(points) {
            let under = self.line.slope - slope;
            *height = -(under * under * x / (self.line.d_km - x));
        }
        let least = -largest(heights);
        if least <= self.least {
            let last = first + heights.iter().rposition(|height| *height == -least).unwrap_or(0);
            self.place =
                if least < self.least { Some(last) } else { self.place.map(|place| place.max(last)) };
            self.least = least;
        }
    }
}

/// The most that the zone of radius `scale √(x (d − x))` reaches under the surface, m, and the block where it does.
struct UnderZone {
    line: Line,
    scale: f64,
    block: usize,
    most_m: f64,
}

impl Sought for UnderZone {
    #[inline(always)]
    fn may_lie(&self, [near_km, far_km]: [f64; 2], largest: f64) -> bool {
        let over = largest - self.line.slope;
        let slack_m = self.most_m - over * if over > 0.0 { far_km } else { near_km };
        let radius_squared = self.scale * self.scale * far_km * (self.line.d_km - near_km);
        slack_m < 0.0 || radius_squared > slack_m * slack_m
    }

    #[inline(always)]
    fn look(&mut self, first: usize, x_km: &[f64], slopes: &[f64]) {
        let mut reaches_m = [f64::NEG_INFINITY; BLOCK];
        for (reach_m, (x, slope)) in reaches_m.iter_mut().zip(x_km.iter().zip(slopes)) {
            *reach_m = x * (slope - self.line.slope) + self.scale * (x * (self.line.d_km - x)).sqrt();
        }
        let most_m = largest(reaches_m);
        if most_m > self.most_m {
            (self.block, self.most_m) = (first / BLOCK, most_m);
        }
    }
}

#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn deepest(seen: &Seen, line: &Line, within: f64) -> Option<(usize, f64)> {
    deepest_scalar(seen, line, within)
}

#[inline(always)]
fn deepest_scalar(seen: &Seen, line: &Line, within: f64) -> Option<(usize, f64)> {
    let Deepest { place, least, .. } = seen.search(Deepest { line: *line, place: None, least: within });
    seen.hint.set(place? / BLOCK);
    place.map(|place| (place, least))
}

#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn most_under_zone(seen: &Seen, line: &Line, scale: f64) -> f64 {
    most_under_zone_scalar(seen, line, scale)
}

#[inline(always)]
fn most_under_zone_scalar(seen: &Seen, line: &Line, scale: f64) -> f64 {
    let UnderZone { block, most_m, .. } =
        seen.search(UnderZone { line: *line, scale, block: 0, most_m: f64::NEG_INFINITY });
    seen.hint.set(block);
    most_m
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::blocks::largest_of_blocks;
    use super::*;
    use crate::propagation::twins::{assert_twins, with_ties};

    proptest! {
        #[test]
        fn twins_agree(
            slopes in prop::collection::vec(with_ties(-300.0..300.0), 1..300), slope in with_ties(-300.0..600.0),
            beyond_km in 0.01..1.0_f64, within in prop_oneof![Just(f64::INFINITY), 0.0..1e6_f64],
            (scale, guess) in (0.0..50.0_f64, 0_usize..20),
        ) {
            let x_km: Vec<f64> = (1..=slopes.len()).map(|number| 0.03 * number as f64).collect();
            let mut largest = Vec::new();
            largest_of_blocks(&slopes, &mut largest);
            let last_km = x_km.last().copied();
            let nearest_km: Vec<f64> = x_km.as_chunks::<BLOCK>().0.iter().map(|block| block[0]).chain(last_km).collect();
            let line = Line { slope, d_km: x_km[x_km.len() - 1] + beyond_km };
            let hints = [guess.min(largest.len()); 2].map(Cell::new);
            let [vector, scalar] = hints.each_ref().map(|hint| {
                Seen { x_km: &x_km, slopes: &slopes, largest: &largest, nearest_km: &nearest_km, hint }
            });
            assert_twins(deepest(&vector, &line, within), deepest_scalar(&scalar, &line, within));
            assert_twins(most_under_zone(&vector, &line, scale), most_under_zone_scalar(&scalar, &line, scale));
            prop_assert_eq!(&hints[0], &hints[1]);
        }
    }
}
