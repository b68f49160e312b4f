//! One surface over an Earth of one radius, as an antenna at its beginning and receivers along it see it.
//!
//! Curvature is a shear: with `y = g − C x²`, `C = 500 / a`, the height of a point over the ray's chord to a receiver at
//! `d` is `y + C d x` ([`Ray::bulge_m`](crate::propagation::profile::Ray::bulge_m) with the ends taken off). Lines stay
//! lines, and another `d` changes neither the order of slopes nor the upper hull.

use super::hull::{Hull, Vertex};

/// Points whose largest slope is kept together.
const BLOCK: usize = 16;

/// The points of a surface so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Skyline {
    /// C, m/km².
    half_curvature: f64,
    /// Height of the transmitting antenna, m above mean sea level.
    antenna_m: f64,
    /// Distances, km.
    x_km: Vec<f64>,
    /// Slope σ = (y − antenna) / x to each point in the sheared plane, m/km.
    slopes: Vec<f64>,
    /// Largest slope of each block of points.
    block_slopes: Vec<f64>,
    /// Place and slope of the first of the steepest points.
    steepest: Option<(usize, f64)>,
    hull: Hull,
}

/// A receiver in the sheared plane of a skyline.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    /// Distance d, km.
    pub d_km: f64,
    /// Height of its antenna, m above mean sea level.
    pub antenna_m: f64,
    /// Slope of the ray to it in the sheared plane, m/km.
    pub ray_slope: f64,
    /// Height of its antenna in the sheared plane, m.
    pub sheared_m: f64,
}

impl Skyline {
    /// Begins anew.
    pub fn start(&mut self, effective_earth_radius_km: f64, antenna_m: f64) {
        self.half_curvature = 500.0 / effective_earth_radius_km;
        self.antenna_m = antenna_m;
        self.x_km.clear();
        self.slopes.clear();
        self.block_slopes.clear();
        self.steepest = None;
        self.hull.clear();
    }

    /// Takes the next point.
    #[inline]
    pub fn push(&mut self, x_km: f64, height_m: f64) {
        let index = self.x_km.len();
        let y_m = height_m - self.half_curvature * x_km * x_km;
        let slope = (y_m - self.antenna_m) / x_km;
        if index.is_multiple_of(BLOCK) {
            self.block_slopes.push(slope);
        } else if let Some(largest) = self.block_slopes.last_mut() {
            *largest = if slope > *largest { slope } else { *largest };
        }
        if self.steepest.is_none_or(|(_, steepest)| slope > steepest) {
            self.steepest = Some((index, slope));
        }
        self.x_km.push(x_km);
        self.slopes.push(slope);
        self.hull.push(Vertex { x_km, y_m, index });
    }

    /// Number of points so far.
    pub fn len(&self) -> usize {
        self.x_km.len()
    }

    /// C, m/km².
    pub fn half_curvature(&self) -> f64 {
        self.half_curvature
    }

    /// A receiver as this skyline has it.
    #[inline]
    pub fn view(&self, d_km: f64, antenna_m: f64) -> View {
        let ray_slope = (antenna_m - self.antenna_m) / d_km - self.half_curvature * d_km;
        View { d_km, antenna_m, ray_slope, sheared_m: antenna_m - self.half_curvature * d_km * d_km }
    }

    /// Place and slope (m/km) of the steepest point from the transmitter, the first where there are several.
    #[inline]
    pub fn steepest(&self) -> Option<(usize, f64)> {
        self.steepest
    }

    /// Place and slope (m/km, in the sheared plane) of the steepest point from a receiver, the last where there are
    /// several.
    #[inline]
    pub fn steepest_from(&self, view: &View) -> Option<(usize, f64)> {
        let vertex = self.hull.steepest_from(view.d_km, view.sheared_m)?;
        Some((vertex.index, (vertex.y_m - view.sheared_m) / (view.d_km - vertex.x_km)))
    }

    /// How far the highest point stands above the ray to a receiver, m; negative where the ray is clear.
    #[inline]
    pub fn highest_over(&self, view: &View) -> Option<f64> {
        let vertex = self.hull.highest_over(view.ray_slope)?;
        Some(vertex.y_m - self.antenna_m - view.ray_slope * vertex.x_km)
    }

    /// For a receiver in sight the point that reaches highest into the Fresnel zone: its place, the last where there
    /// are several, and the square of its depth below the ray over the product of its distances from both ends, m²/km².
    ///
    /// That quantity is `(s − σ)² x / (d − x)`, where all `s − σ` are positive and the fraction grows with x: for a block
    /// of points its least `s − σ` and nearest x bound it from below, and few blocks need a closer look.
    #[inline]
    pub fn deepest_in_fresnel_zone(&self, view: &View) -> Option<(usize, f64)> {
        let (s, d) = (view.ray_slope, view.d_km);
        let mut best: Option<(usize, f64)> = None;
        for (block, &largest) in self.block_slopes.iter().enumerate().rev() {
            let first = block * BLOCK;
            let x = self.x_km[first];
            let clear = s - largest;
            if best.is_some_and(|(_, least)| clear * clear * x >= least * (d - x)) {
                continue;
            }
            let end = (first + BLOCK).min(self.x_km.len());
            let (at, least) = deepest(&self.x_km[first..end], &self.slopes[first..end], s, d);
            if best.is_none_or(|(_, other)| least < other) {
                best = Some((first + at, least));
            }
        }
        best
    }

    /// How far the first Fresnel zone of radius `scale √(x (d − x))` (m, x in km) around the ray reaches at most under
    /// the surface, m; negative where it is clear.
    #[inline]
    pub fn deepest_under_fresnel_zone(&self, view: &View, scale: f64) -> Option<f64> {
        let (s, d) = (view.ray_slope, view.d_km);
        let mut best: Option<f64> = None;
        for (block, &largest) in self.block_slopes.iter().enumerate().rev() {
            let first = block * BLOCK;
            let end = (first + BLOCK).min(self.x_km.len());
            let (near, far) = (self.x_km[first], self.x_km[end - 1]);
            let over = largest - s;
            let bound = over * if over > 0.0 { far } else { near } + scale * (far * (d - near)).sqrt();
            if best.is_some_and(|most| bound <= most) {
                continue;
            }
            let reach = |(&x, &slope): (&f64, &f64)| x * (slope - s) + scale * (x * (d - x)).sqrt();
            let points = self.x_km[first..end].iter().zip(&self.slopes[first..end]);
            let most = points.map(reach).fold(f64::NEG_INFINITY, |a, b| if b > a { b } else { a });
            best = Some(best.map_or(most, |other| if most > other { most } else { other }));
        }
        best
    }
}

/// The least `(s − σ)² x / (d − x)` of some points, and the last place at which it stands.
#[inline]
fn deepest(x_km: &[f64], slopes: &[f64], s: f64, d: f64) -> (usize, f64) {
    let mut least = (0, f64::INFINITY);
    for (at, (&x, &slope)) in x_km.iter().zip(slopes).enumerate() {
        let depth = (s - slope) * (s - slope) * x / (d - x);
        if depth <= least.1 {
            least = (at, depth);
        }
    }
    least
}
