//! One surface over an Earth of one radius, as an antenna at its beginning and receivers along it see it.
//!
//! Curvature is a shear: with `y = g − C x²`, `C = 500 / a`, the height of a point over the chord to a receiver at `d`,
//! bulge and all, is `y + C d x`. Lines stay lines, and another `d` changes neither the order of slopes nor the upper
//! hull.

use std::cell::Cell;

use multiversion::multiversion;

use super::blocks::{BLOCK, largest_of_blocks};
use super::candidates::{Candidates, TAIL};
use super::fresnel::{Line, Seen};
use super::hull::{Corner, Hull, Vertex};
use super::points::{Points, Stretch, most_over, steepest_from};
use super::rays::{GROUP, Lanes, Rays};

/// A surface along a radial.
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
    /// Distance of the first sample of each whole block, and of the last sample, km.
    block_km: Vec<f64>,
    /// The first of the steepest of so many samples: its slope (m/km) and distance (km).
    steepest: Vec<[f64; 2]>,
    /// The block that reached highest into the Fresnel zone of the last receiver that was asked for.
    hint: Cell<usize>,
    /// The same where the zone may be blocked.
    zone_hint: Cell<usize>,
    /// The hull of what stands before the receivers of the moment, but for the last [`TAIL`] samples.
    hull: Hull,
    /// How many candidates have been offered to it.
    offered: usize,
}

/// The samples right before receivers, where clutter does not count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bare<'a> {
    /// Distances of all samples, km.
    pub x_km: &'a [f64],
    /// Their ground, m above mean sea level.
    pub ground_m: &'a [f64],
}

/// The samples that stand steepest from each of two ends: their slopes in the sheared plane (m/km) and their distances from
/// that end (km); without a sample −∞.
#[derive(Debug, Clone, Copy)]
pub(super) struct Steepest {
    pub slope: Lanes,
    pub away_km: Lanes,
}

impl Skyline {
    /// Begins anew, over samples at distances (km) and heights (m above mean sea level), and with an empty hull.
    pub fn start(&mut self, half_curvature: f64, antenna_m: f64, x_km: &[f64], heights_m: &[f64]) {
        (self.half_curvature, self.antenna_m) = (half_curvature, antenna_m);
        self.sheared_m.resize(x_km.len(), 0.0);
        self.slopes.resize(x_km.len(), 0.0);
        shear([half_curvature, antenna_m], [x_km, heights_m], [&mut self.sheared_m, &mut self.slopes]);
        largest_of_blocks(&self.slopes, &mut self.block_slopes);
        self.block_km.clear();
        self.block_km
            .extend(x_km.as_chunks::<BLOCK>().0.iter().map(|block| block[0]).chain(x_km.last().copied()));
        self.hint.set(0);
        self.zone_hint.set(0);
        self.hull.clear();
        self.offered = 0;
    }

    /// Finds the steepest samples from the transmitter.
    pub fn climb(&mut self, x_km: &[f64]) {
        let mut steepest = [f64::NEG_INFINITY, f64::NAN];
        self.steepest.clear();
        self.steepest.push(steepest);
        self.steepest.extend(self.slopes.iter().zip(x_km).map(|(slope, x)| {
            if *slope > steepest[0] {
                steepest = [*slope, *x];
            }
            steepest
        }));
    }

    /// Lets the hull grow until it holds what stands before so many samples, but for the last [`TAIL`]; none but candidates
    /// can belong to it.
    #[inline]
    pub fn grow(&mut self, count: usize, candidates: &Candidates, x_km: &[f64]) {
        let offered = candidates.before(count.saturating_sub(TAIL), self.offered);
        for &index in offered {
            let index = index as usize;
            self.hull.push(Vertex { x_km: x_km[index], y_m: self.sheared_m[index], index });
        }
        self.offered += offered.len();
    }

    /// C, m/km².
    pub fn half_curvature(&self) -> f64 {
        self.half_curvature
    }

    /// Slopes of the rays in the sheared plane, m/km.
    #[inline]
    pub fn ray_slopes(&self, rays: &Rays) -> Lanes {
        let mut slopes = [0.0; GROUP];
        for lane in 0..GROUP {
            slopes[lane] = rays.slope[lane] - self.half_curvature * rays.d_km[lane];
        }
        slopes
    }

    /// The ray to one of the receivers.
    #[inline]
    pub fn line(&self, rays: &Rays, lane: usize) -> Line {
        self.line_of(rays.slope[lane], rays.d_km[lane])
    }

    /// The ray of a slope (m/km) to a receiver at a distance (km).
    #[inline]
    pub fn line_of(&self, slope: f64, d_km: f64) -> Line {
        Line { slope: slope - self.half_curvature * d_km, d_km }
    }

    /// Heights of the receivers' antennas in the sheared plane, m.
    #[inline]
    fn sheared_antennas_m(&self, rays: &Rays) -> Lanes {
        let mut sheared_m = [0.0; GROUP];
        for lane in 0..GROUP {
            let d = rays.d_km[lane];
            sheared_m[lane] = rays.antenna_m[lane] - self.half_curvature * d * d;
        }
        sheared_m
    }

    /// The steepest sample from the transmitter, the first where there are several, for each receiver.
    #[inline]
    pub fn steepest(&self, rays: &Rays) -> Steepest {
        let of_each = rays.open.map(|samples| self.steepest[samples as usize]);
        Steepest { slope: of_each.map(|[slope, _]| slope), away_km: of_each.map(|[_, x_km]| x_km) }
    }

    /// The steepest sample from each receiver, the last where there are several; `bare` ground in their clearings.
    #[inline]
    pub fn steepest_from(&self, rays: &Rays, bare: &Bare) -> Steepest {
        let sheared_m = self.sheared_antennas_m(rays);
        let points = self.points(self.hull.steepest_from(&rays.d_km, &sheared_m), rays, bare);
        let [slope, away_km] = steepest_from(&points, &rays.d_km, &sheared_m);
        Steepest { slope, away_km }
    }

    /// Height of the sample that stands highest over the ray to each receiver, m over the ray, negative where that is clear,
    /// without a sample −∞; `bare` ground in their clearings.
    #[inline]
    pub fn highest_over(&self, rays: &Rays, bare: &Bare) -> Lanes {
        let ray_slopes = self.ray_slopes(rays);
        let points = self.points(self.hull.highest_over(&ray_slopes), rays, bare);
        let mut over_m = most_over(&points, &ray_slopes);
        for lane in 0..GROUP {
            over_m[lane] -= self.antenna_m;
        }
        over_m
    }

    /// Some vertices and the samples that the hull does not hold: the last before the receivers, and those of their
    /// clearings.
    #[inline]
    fn points<'a>(&'a self, vertices: &'a [Corner], rays: &'a Rays, bare: &Bare<'a>) -> Points<'a> {
        let [first, last] = [rays.open[0], rays.open[GROUP - 1]];
        let stretch = |first: u32, end: u32, heights_m: &'a [f64]| {
            let samples = first as usize..end as usize;
            Stretch { first, x_km: &bare.x_km[samples.clone()], heights_m: &heights_m[samples] }
        };
        Points {
            vertices,
            tail: stretch(first.saturating_sub(TAIL as u32), last, &self.sheared_m),
            clearing: stretch(first, rays.cleared(), bare.ground_m),
            half_curvature: self.half_curvature,
            open: &rays.open,
            before: &rays.before,
        }
    }

    /// The first so many samples as the transmitter sees them.
    fn seen<'a>(&'a self, count: usize, x_km: &'a [f64], hint: &'a Cell<usize>) -> Seen<'a> {
        let blocks = count / BLOCK;
        Seen {
            x_km: &x_km[..count],
            slopes: &self.slopes[..count],
            largest: &self.block_slopes[..blocks],
            nearest_km: &self.block_km[..(blocks + 1).min(self.block_km.len())],
            hint,
        }
    }

    /// Place and depth of the sample that reaches highest into the Fresnel zone of a ray in sight, of so many samples, if one
    /// comes within a depth (see [`Seen::deepest`]).
    #[inline]
    pub fn deepest_in_fresnel_zone(
        &self,
        count: usize,
        line: &Line,
        within: f64,
        x_km: &[f64],
    ) -> Option<(usize, f64)> {
        self.seen(count, x_km, &self.hint).deepest(line, within)
    }

    /// How far so many samples reach into the Fresnel zone of a ray, m (see [`Seen::most_under_zone`]).
    #[inline]
    pub fn most_under_fresnel_zone(&self, count: usize, line: &Line, scale: f64, x_km: &[f64]) -> f64 {
        self.seen(count, x_km, &self.zone_hint).most_under_zone(line, scale)
    }

    /// Whether more than so many of the samples before a receiver stand over the ray to it by more than a height (m).
    pub fn is_blocked(
        &self,
        line: &Line,
        before: usize,
        (by_m, samples): (f64, usize),
        x_km: &[f64],
    ) -> bool {
        let (mut blocking, mut end) = (0, before);
        while end > 0 && blocking <= samples {
            let first = (end - 1) / BLOCK * BLOCK;
            let may = self
                .block_slopes
                .get(first / BLOCK)
                .is_none_or(|largest| (largest - line.slope) * x_km[end - 1] > by_m);
            if may {
                let over_m = |at: usize| (self.slopes[at] - line.slope) * x_km[at];
                blocking += (first..end).filter(|at| over_m(*at) > by_m).count();
            }
            end = first;
        }
        blocking > samples
    }

    /// Adds the stretches before a receiver (km) outside of which the surface stays so far (m) below the ray to it.
    pub fn near_ray(&self, line: &Line, within_m: f64, x_km: &[f64], near: &mut Vec<std::ops::Range<f64>>) {
        let Line { slope: ray_slope, d_km } = *line;
        let before = x_km.partition_point(|x_km| *x_km < d_km);
        let is_near = |sample: usize| (self.slopes[sample] - ray_slope) * x_km[sample] > -within_m;
        for (block, first) in (0..before).step_by(BLOCK).enumerate() {
            let end = (first + BLOCK).min(before);
            if let Some(largest) = self.block_slopes.get(block) {
                let over = largest - ray_slope;
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
}

/// Heights in the sheared plane, and slopes from the antenna.
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn shear(antenna: [f64; 2], samples: [&[f64]; 2], seen: [&mut [f64]; 2]) {
    shear_scalar(antenna, samples, seen);
}

#[inline(always)]
fn shear_scalar(
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

    use super::super::{Receiver, Receivers};
    use super::*;
    use crate::propagation::Zone;
    use crate::propagation::twins::{assert_twins, with_ties};

    fn largest(values: impl Iterator<Item = f64>) -> f64 {
        values.fold(f64::NEG_INFINITY, f64::max)
    }

    proptest! {
        #[test]
        fn twins_agree(
            heights_m in prop::collection::vec(with_ties(-500.0..500.0), 0..100), half_curvature in 0.0..0.1_f64,
            antenna_m in with_ties(0.0..2_000.0),
        ) {
            let x_km: Vec<f64> = (1..=heights_m.len()).map(|number| 0.03 * number as f64).collect();
            let (antenna, samples) = ([half_curvature, antenna_m], [&x_km[..], &heights_m[..]]);
            let seen = |shear: &dyn Fn([&mut [f64]; 2])| {
                let [mut sheared_m, mut slopes] = [x_km.clone(), x_km.clone()];
                shear([&mut sheared_m, &mut slopes]);
                (sheared_m, slopes)
            };
            let vector = seen(&|columns| shear(antenna, samples, columns));
            assert_twins(vector, seen(&|columns| shear_scalar(antenna, samples, columns)));
        }

        #[test]
        fn every_prefix_answers_as_all_its_samples_would(
            noise_m in prop::collection::vec(-1.0..1.0_f64, 1..150),
            (rough_m, dome_m, half_curvature) in (0.0..300.0_f64, -0.5..0.5_f64, 0.0..0.1_f64),
            (above_m, ahead, more_curvature) in (1.0..400.0_f64, 0.3..1.6_f64, 0.0..0.1_f64),
            (gap, room, clearing_km) in (0_usize..17, 1_usize..=16, 0.0..0.3_f64),
        ) {
            let x_km: Vec<f64> = (1..=noise_m.len()).map(|index| 0.03 * index as f64).collect();
            let height_m = |(index, noise): (usize, &f64)| rough_m * noise - dome_m * (index as f64 - 60.0).powi(2);
            let heights_m: Vec<f64> = noise_m.iter().enumerate().map(height_m).collect();
            let receiver = |before: usize| {
                let antenna_m = heights_m[before - 1] + above_m;
                let d_km = 0.03 * (before as f64 + ahead);
                Receiver { before, d_km, ground_m: 0.0, antenna_m, zone: Zone::Inland }
            };
            let receivers: Receivers = (1..=x_km.len()).filter(|before| before % 17 > gap).map(receiver).collect();
            let bare = Bare { x_km: &x_km, ground_m: &heights_m };
            let mut skyline = Skyline::default();
            skyline.start(half_curvature, 500.0, &x_km, &heights_m);
            let mut candidates = Candidates::default();
            candidates.find(&x_km, &heights_m, half_curvature + more_curvature);
            let mut asked = 0;
            while asked < receivers.len() {
                let mut rays = Rays::of(500.0, &receivers, asked, room);
                rays.clear(clearing_km, &x_km);
                skyline.grow(rays.open[0] as usize, &candidates, &x_km);
                let (over_m, slope) = (skyline.highest_over(&rays, &bare), skyline.steepest_from(&rays, &bare).slope);
                for lane in 0..rays.count {
                    let Receiver { before, d_km, antenna_m, .. } = receivers.get(asked + lane);
                    let points = || x_km.iter().zip(&skyline.sheared_m).take(before);
                    let ray_slope = (antenna_m - 500.0) / d_km - half_curvature * d_km;
                    let sheared_m = antenna_m - half_curvature * d_km * d_km;
                    let highest_m = largest(points().map(|(x, y)| y - 500.0 - ray_slope * x));
                    let steepest = largest(points().map(|(x, y)| (y - sheared_m) / (d_km - x)));
                    prop_assert!((over_m[lane] - highest_m).abs() < 1e-9);
                    prop_assert!((slope[lane] - steepest).abs() <= 1e-9 * steepest.abs().max(1.0));
                }
                asked += rays.count;
            }
        }

        #[test]
        fn a_ray_is_blocked_by_as_many_samples_as_stand_over_it(
            noise_m in prop::collection::vec(-40.0..40.0_f64, 0..150), (above_m, ahead) in (-30.0..60.0_f64, 0.3..1.6_f64),
            half_curvature in 0.0..0.1_f64, by_m in 0.0..20.0_f64, samples in 0_usize..12,
        ) {
            let x_km: Vec<f64> = (1..=noise_m.len()).map(|index| 0.03 * index as f64).collect();
            let mut skyline = Skyline::default();
            skyline.start(half_curvature, 20.0, &x_km, &noise_m);
            for before in 0..=noise_m.len() {
                let d_km = 0.03 * (before as f64 + ahead);
                let slope = (above_m - 20.0) / d_km;
                let over_m = |(x, y_m): (&f64, &f64)| y_m - 20.0 - (slope - half_curvature * d_km) * x;
                let over = x_km.iter().zip(&skyline.sheared_m).take(before).map(over_m);
                let standing = over.filter(|over_m| *over_m > by_m).count();
                let found = skyline.is_blocked(&skyline.line_of(slope, d_km), before, (by_m, samples), &x_km);
                prop_assert_eq!(found, standing > samples);
            }
        }
    }
}
