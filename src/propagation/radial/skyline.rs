//! One surface over an Earth of one radius, as an antenna at its beginning and receivers along it see it.
//!
//! Curvature is a shear: with `y = g − C x²`, `C = 500 / a`, the height of a point over the chord to a receiver at `d`,
//! bulge and all, is `y + C d x`. Lines stay lines, and another `d` changes neither the order of slopes nor the upper
//! hull.

use std::cell::Cell;

use multiversion::multiversion;

use super::blocks::{BLOCK, largest_of_blocks};
use super::candidates::{Candidates, TAIL};
use super::hull::{Hull, Vertex};

/// A surface along a radial, of which so many samples lie before the receivers of the moment.
#[derive(Debug, Clone, Default)]
pub(super) struct Skyline {
    /// C, m/km².
    half_curvature: f64,
    /// Height of the transmitting antenna, m above mean sea level.
    antenna_m: f64,
    /// Heights y of all samples in the sheared plane, m.
    sheared_m: Vec<f64>,
    /// Slope σ = (y − antenna) / x to each, m/km.
    slopes: Vec<f64>,
    /// Largest slope of each whole block.
    block_slopes: Vec<f64>,
    /// Samples taken so far.
    taken: usize,
    /// The block that reached highest into the Fresnel zone of the last receiver that was asked for.
    hint: Cell<usize>,
    /// The sample that was found last by [`Self::deepest_under_fresnel_zone`].
    zone_hint: Cell<usize>,
    /// Place and slope of the first of the steepest of them.
    steepest: (usize, f64),
    /// Those samples that may be vertices of a hull.
    candidates: Candidates,
    /// The hull of the samples taken, but for the last [`TAIL`].
    hull: Hull,
}

/// A receiver as the transmitter sees it over a plane.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aim {
    /// Distance d, km.
    pub d_km: f64,
    /// Height of its antenna, m above mean sea level.
    pub antenna_m: f64,
    /// Slope of the ray to it, m/km.
    pub slope: f64,
}

/// A receiver in the sheared plane of a skyline.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    /// Distance d, km.
    pub d_km: f64,
    /// Slope of the ray to it in the sheared plane, m/km.
    pub ray_slope: f64,
    /// Height of its antenna in the sheared plane, m.
    pub sheared_m: f64,
}

impl Skyline {
    /// Begins anew, over samples at distances (km) and heights (m above mean sea level); none of them is taken yet.
    pub fn start(&mut self, half_curvature: f64, antenna_m: f64, x_km: &[f64], heights_m: &[f64]) {
        (self.half_curvature, self.antenna_m) = (half_curvature, antenna_m);
        self.sheared_m.resize(x_km.len(), 0.0);
        self.slopes.resize(x_km.len(), 0.0);
        shear([half_curvature, antenna_m], [x_km, heights_m], [&mut self.sheared_m, &mut self.slopes]);
        largest_of_blocks(&self.slopes, &mut self.block_slopes);
        self.taken = 0;
        self.hint.set(0);
        self.zone_hint.set(0);
        self.steepest = (0, f64::NEG_INFINITY);
        self.candidates.find(x_km, &self.sheared_m);
        self.hull.clear();
    }

    /// Takes samples until so many are taken.
    #[inline]
    pub fn take(&mut self, count: usize, x_km: &[f64]) {
        if count <= self.taken {
            return;
        }
        for (index, &slope) in (self.taken..).zip(&self.slopes[self.taken..count]) {
            if slope > self.steepest.1 {
                self.steepest = (index, slope);
            }
        }
        for &index in self.candidates.before(count.saturating_sub(TAIL)) {
            let index = index as usize;
            self.hull.push(Vertex { x_km: x_km[index], y_m: self.sheared_m[index], index });
        }
        self.taken = count;
    }

    /// Number of samples taken.
    pub fn taken(&self) -> usize {
        self.taken
    }

    /// C, m/km².
    pub fn half_curvature(&self) -> f64 {
        self.half_curvature
    }

    /// A receiver as this skyline has it.
    #[inline]
    pub fn view(&self, aim: &Aim) -> View {
        let Aim { d_km, antenna_m, slope } = *aim;
        let bend = self.half_curvature * d_km;
        View { d_km, ray_slope: slope - bend, sheared_m: antenna_m - bend * d_km }
    }

    /// Place and slope (m/km) of the steepest sample from the transmitter, the first where there are several.
    #[inline]
    pub fn steepest(&self) -> Option<(usize, f64)> {
        (self.taken > 0).then_some(self.steepest)
    }

    /// Place and slope (m/km, in the sheared plane) of the steepest sample from a receiver, the last where there are
    /// several.
    #[inline]
    pub fn steepest_from(&self, view: &View, x_km: &[f64]) -> Option<(usize, f64)> {
        let rise = |x_km: f64, y_m: f64| (y_m - view.sheared_m) / (view.d_km - x_km);
        let vertex = self.hull.steepest_from(view.d_km, view.sheared_m);
        let mut steepest =
            vertex.map_or((0, f64::NEG_INFINITY), |vertex| (vertex.index, rise(vertex.x_km, vertex.y_m)));
        let (first, slopes) = self.tail(x_km, rise);
        for (index, slope) in (first..self.taken).zip(slopes) {
            steepest = if slope >= steepest.1 { (index, slope) } else { steepest };
        }
        (self.taken > 0).then_some(steepest)
    }

    /// Height of the sample that stands highest over the ray to a receiver, m over the ray, negative where that is clear;
    /// without a sample −∞.
    #[inline]
    pub fn highest_over(&self, view: &View, x_km: &[f64]) -> f64 {
        let over = |x_km: f64, y_m: f64| y_m - view.ray_slope * x_km;
        let (_, heights) = self.tail(x_km, over);
        let of_hull = self.hull.most_over(view.ray_slope);
        heights.into_iter().fold(of_hull, |a, b| if b > a { b } else { a }) - self.antenna_m
    }

    /// The last samples taken, which the hull does not hold yet: the first of them, and what a function makes of them; −∞
    /// in place of those that are missing.
    #[inline]
    fn tail(&self, x_km: &[f64], value: impl Fn(f64, f64) -> f64) -> (usize, [f64; TAIL]) {
        let first = self.taken.saturating_sub(TAIL);
        let (x_km, y_m) = (&x_km[first..self.taken], &self.sheared_m[first..self.taken]);
        if let (Ok(x_km), Ok(y_m)) = (<&[f64; TAIL]>::try_from(x_km), <&[f64; TAIL]>::try_from(y_m)) {
            return (first, std::array::from_fn(|index| value(x_km[index], y_m[index])));
        }
        let mut values = [f64::NEG_INFINITY; TAIL];
        for (found, (x_km, y_m)) in values.iter_mut().zip(x_km.iter().zip(y_m)) {
            *found = value(*x_km, *y_m);
        }
        (first, values)
    }

    /// Adds the stretches before a receiver (km) outside of which the surface stays so far (m) below the ray to it.
    pub fn near_ray(&self, aim: &Aim, within_m: f64, x_km: &[f64], near: &mut Vec<std::ops::Range<f64>>) {
        let (view, d_km) = (self.view(aim), aim.d_km);
        let before = x_km.partition_point(|x_km| *x_km < d_km);
        let is_near = |sample: usize| (self.slopes[sample] - view.ray_slope) * x_km[sample] > -within_m;
        for (block, first) in (0..before).step_by(BLOCK).enumerate() {
            let end = (first + BLOCK).min(before);
            if let Some(largest) = self.block_slopes.get(block) {
                let over = largest - view.ray_slope;
                if over * x_km[if over > 0.0 { end - 1 } else { first }] <= -within_m {
                    continue;
                }
            }
            let (Some(from), Some(to)) =
                ((first..end).find(|&at| is_near(at)), (first..end).rfind(|&at| is_near(at)))
            else {
                continue;
            };
            // from sample to sample the surface may rise towards one that is near
            let behind = to + 1;
            let until_km = if behind < before { x_km[behind] } else { d_km };
            near.push(if from == 0 { 0.0 } else { x_km[from - 1] }..until_km);
        }
    }

    /// For a receiver in sight the sample that reaches highest into the Fresnel zone: its place, the last where there
    /// are several, and the square of its depth below the ray over the product of its distances from both ends, m²/km².
    ///
    /// That quantity is `(s − σ)² x / (d − x)`, where all `s − σ` are positive and the fraction grows with x: for a block
    /// of samples its least `s − σ` and nearest x bound it from below, and few blocks need a closer look. The block in
    /// which the receiver before found its sample is looked at first.
    #[inline]
    pub fn deepest_in_fresnel_zone(&self, view: &View, x_km: &[f64]) -> Option<(usize, f64)> {
        let (s, d) = (view.ray_slope, view.d_km);
        let (whole, hint) = (self.taken / BLOCK, self.hint.get());
        let mut best = (0, f64::INFINITY);
        self.look_at(whole * BLOCK..self.taken, view, x_km, &mut best);
        if hint < whole {
            self.look_at(hint * BLOCK..hint * BLOCK + BLOCK, view, x_km, &mut best);
        }
        for (block, &largest) in self.block_slopes[..whole].iter().enumerate().rev() {
            let first = block * BLOCK;
            let (x, clear) = (x_km[first], s - largest);
            if clear * clear * x <= best.1 * (d - x) && block != hint {
                self.look_at(first..first + BLOCK, view, x_km, &mut best);
            }
        }
        self.hint.set(best.0 / BLOCK);
        (self.taken > 0).then_some(best)
    }

    /// Looks for a sample that reaches higher than the best so far; of equals the last.
    #[inline]
    fn look_at(&self, samples: std::ops::Range<usize>, view: &View, x_km: &[f64], best: &mut (usize, f64)) {
        let (s, d) = (view.ray_slope, view.d_km);
        let mut depths = [f64::INFINITY; BLOCK];
        let points = x_km[samples.clone()].iter().zip(&self.slopes[samples.clone()]);
        for (depth, (&x, &slope)) in depths.iter_mut().zip(points) {
            *depth = (s - slope) * (s - slope) * x / (d - x);
        }
        let least = depths.iter().fold(f64::INFINITY, |a, &b| if b < a { b } else { a });
        if least <= best.1 {
            let last = samples.start + depths.iter().rposition(|&depth| depth == least).unwrap_or(0);
            *best = (if least < best.1 { last } else { last.max(best.0) }, least);
        }
    }

    /// How far the first Fresnel zone of radius `scale √(x (d − x))` (m, x in km) around the ray reaches at most under
    /// the surface, m; negative where it is clear, −∞ without a sample.
    ///
    /// The sample that the receiver before had, and the steepest one, are good first guesses: few blocks can have more.
    #[inline]
    pub fn deepest_under_fresnel_zone(&self, view: &View, scale: f64, x_km: &[f64]) -> f64 {
        let (s, d) = (view.ray_slope, view.d_km);
        let whole = self.taken / BLOCK;
        let mut most = f64::NEG_INFINITY;
        let mut look = |samples: std::ops::Range<usize>| {
            let mut reaches = [f64::NEG_INFINITY; BLOCK];
            let points = x_km[samples.clone()].iter().zip(&self.slopes[samples.clone()]);
            for (reach, (&x, &slope)) in reaches.iter_mut().zip(points) {
                *reach = x * (slope - s) + scale * (x * (d - x)).sqrt();
            }
            let found = reaches.into_iter().fold(f64::NEG_INFINITY, |a, b| if b > a { b } else { a });
            if found > most {
                most = found;
                let place = reaches.iter().position(|reach| *reach == found).unwrap_or(0);
                self.zone_hint.set(samples.start + place);
            }
            most
        };
        let mut most = self.taken.checked_sub(1).map_or(f64::NEG_INFINITY, |last| {
            let hint = self.zone_hint.get().min(last);
            look(hint..hint + 1);
            look(self.steepest.0..self.steepest.0 + 1);
            look(whole * BLOCK..self.taken)
        });
        for (block, &largest) in self.block_slopes[..whole].iter().enumerate().rev() {
            let first = block * BLOCK;
            let (near, far, over) = (x_km[first], x_km[first + BLOCK - 1], largest - s);
            let slack = most - over * if over > 0.0 { far } else { near };
            if slack < 0.0 || scale * scale * far * (d - near) > slack * slack {
                most = look(first..first + BLOCK);
            }
        }
        most
    }
}

/// Heights in the sheared plane, and slopes from the antenna.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn shear(
    [half_curvature, antenna_m]: [f64; 2],
    [x_km, heights_m]: [&[f64]; 2],
    [sheared_m, slopes]: [&mut [f64]; 2],
) {
    let points = x_km.iter().zip(heights_m);
    for ((sheared_m, slope), (&x, &height_m)) in sheared_m.iter_mut().zip(slopes).zip(points) {
        *sheared_m = height_m - half_curvature * x * x;
        *slope = (*sheared_m - antenna_m) / x;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The largest of a function's values, and the last of the samples that have it.
    fn largest(values: impl Iterator<Item = f64>) -> (usize, f64) {
        values.enumerate().fold(
            (0, f64::NEG_INFINITY),
            |best, (index, value)| {
                if value >= best.1 { (index, value) } else { best }
            },
        )
    }

    proptest! {
        #[test]
        fn every_prefix_answers_as_all_its_samples_would(
            noise_m in prop::collection::vec(-1.0..1.0_f64, 1..150),
            (rough_m, dome_m, half_curvature) in (0.0..300.0_f64, -0.5..0.5_f64, 0.0..0.1_f64),
            (above_m, ahead) in (1.0..400.0_f64, 0.3..1.6_f64),
        ) {
            let x_km: Vec<f64> = (1..=noise_m.len()).map(|index| 0.03 * index as f64).collect();
            let height_m = |(index, noise): (usize, &f64)| rough_m * noise - dome_m * (index as f64 - 60.0).powi(2);
            let heights_m: Vec<f64> = noise_m.iter().enumerate().map(height_m).collect();
            let mut skyline = Skyline::default();
            skyline.start(half_curvature, 500.0, &x_km, &heights_m);
            for taken in 1..=x_km.len() {
                skyline.take(taken, &x_km);
                let (d_km, antenna_m) = (0.03 * (taken as f64 + ahead), heights_m[taken - 1] + above_m);
                let view = skyline.view(&Aim { d_km, antenna_m, slope: (antenna_m - 500.0) / d_km });
                let points = || x_km.iter().zip(&skyline.sheared_m).take(taken);
                let (_, over_m) = largest(points().map(|(x, y)| y - 500.0 - view.ray_slope * x));
                prop_assert!((skyline.highest_over(&view, &x_km) - over_m).abs() < 1e-9);
                let (_, slope) = largest(points().map(|(x, y)| (y - view.sheared_m) / (d_km - x)));
                let (place, found) = skyline.steepest_from(&view, &x_km).unwrap();
                prop_assert!((found - slope).abs() <= 1e-9 * slope.abs().max(1.0), "{} {}", found, slope);
                prop_assert_eq!(found, (skyline.sheared_m[place] - view.sheared_m) / (d_km - x_km[place]));
            }
        }
    }
}
