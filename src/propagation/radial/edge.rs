//! What Bullington's method takes from a surface: one edge for all its points.

use super::columns::{Columns, fill};
use super::rays::{GROUP, Lanes, Rays};
use super::skyline::Skyline;
use super::{Kept, Radial};
use crate::propagation::p526::bullington::{nu_beyond_horizon, nu_in_sight};
use crate::propagation::profile::Ray;

/// The tangents from both ends, or the point that reaches highest into the Fresnel zone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    /// Steepest slope from the transmitter, m/km.
    pub s_tim: f64,
    /// Steepest slope from the receiver, m/km; 0 in sight.
    pub s_rim: f64,
    /// The largest [`Ray::nu_order`] of a path in sight; 0 beyond the horizon.
    pub order: f64,
}

/// The edges of a group of receivers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edges {
    pub s_tim: Lanes,
    pub s_rim: Lanes,
    pub order: Lanes,
}

impl Edges {
    pub const NONE: Self = Self { s_tim: [0.0; GROUP], s_rim: [0.0; GROUP], order: [0.0; GROUP] };

    /// Puts them into the columns of the first radius, from a lane on.
    #[inline]
    pub fn fill(&self, columns: &mut Columns, lane: usize) {
        fill(&mut columns.s_tim, lane, self.s_tim);
        fill(&mut columns.s_rim, lane, self.s_rim);
        fill(&mut columns.order, lane, self.order);
    }
}

impl Radial {
    /// The edges of a surface.
    #[inline]
    pub(super) fn edges(&self, kept: &Kept, surface: &Skyline, rays: &Rays) -> Edges {
        let bend = rays.d_km.map(|d| surface.half_curvature() * d);
        let steepest = surface.steepest(rays).slope;
        let s_tim: Lanes = std::array::from_fn(|lane| {
            let slope = |x: f64, y: f64| (y - self.tx_antenna_m) / x;
            self.most_in_clearing(surface, rays, lane, steepest[lane], slope) + bend[lane]
        });
        let in_sight: [bool; GROUP] = std::array::from_fn(|lane| s_tim[lane] < rays.slope[lane]);
        let mut edges = Edges { s_tim, ..Edges::NONE };
        if in_sight != [true; GROUP] {
            let steepest = surface.steepest_from(rays, &self.bare()).slope;
            edges.s_rim = std::array::from_fn(|lane| steepest[lane] - bend[lane]);
        }
        for lane in (0..rays.count).filter(|lane| in_sight[*lane]) {
            edges.order[lane] = self.order(kept, surface, rays, lane);
        }
        edges
    }

    /// The largest [`Ray::nu_order`] of a path in sight, or one at which nothing is lost.
    fn order(&self, kept: &Kept, surface: &Skyline, rays: &Rays, lane: usize) -> f64 {
        let line = surface.line(rays, lane);
        let within = kept.grazing / line.d_km;
        let deepest = surface
            .deepest_in_fresnel_zone(rays.open[lane] as usize, &line, within, &self.x_km)
            .map_or(-within, |(_, depth)| -depth);
        self.most_in_clearing(surface, rays, lane, deepest, |x, y| {
            let over = y - self.tx_antenna_m - line.slope * x;
            -(over * over) / (x * (line.d_km - x))
        })
    }

    /// Least height of each ray above the topped ground (m, negative where it is blocked), and the same less the radius
    /// `scale √(x (d − x))` of the first Fresnel zone with the `scale` of each; infinite where no sample lies between the
    /// ends.
    pub(super) fn clearances_m(&self, surface: &Skyline, rays: &Rays, scales: Option<Lanes>) -> [Lanes; 2] {
        let over_m = surface.highest_over(rays, &self.bare());
        let (mut clear_m, mut zone_m) = ([f64::NAN; GROUP], [f64::NAN; GROUP]);
        for lane in 0..GROUP {
            clear_m[lane] = -over_m[lane];
        }
        if let Some(scales) = scales {
            for lane in 0..rays.count {
                zone_m[lane] = -self.most_under_zone(surface, rays, lane, scales[lane]);
            }
        }
        [clear_m, zone_m]
    }

    fn most_under_zone(&self, surface: &Skyline, rays: &Rays, lane: usize, scale: f64) -> f64 {
        let line = surface.line(rays, lane);
        let most_m = surface.most_under_fresnel_zone(rays.open[lane] as usize, &line, scale, &self.x_km);
        self.most_in_clearing(surface, rays, lane, most_m, |x, y| {
            y - self.tx_antenna_m - line.slope * x + scale * (x * (line.d_km - x)).sqrt()
        })
    }

    /// The largest of a value and of what a function makes of distance (km) and sheared height (m) of each sample in a
    /// receiver's clearing: they are bare, and few.
    #[inline(always)]
    fn most_in_clearing(
        &self,
        surface: &Skyline,
        rays: &Rays,
        lane: usize,
        found: f64,
        value: impl Fn(f64, f64) -> f64,
    ) -> f64 {
        let samples = rays.open[lane] as usize..rays.before[lane] as usize;
        let points = self.x_km[samples.clone()].iter().zip(&self.ground_m[samples]);
        points.fold(found, |most, (&x, &height_m)| {
            let candidate = value(x, height_m - surface.half_curvature() * x * x);
            if candidate > most { candidate } else { most }
        })
    }
}

impl Edge {
    /// Diffraction parameter of the edge.
    #[inline(always)]
    pub fn nu(&self, ray: &Ray, wavelength_m: f64, between_km: [f64; 2]) -> f64 {
        let beyond = nu_beyond_horizon(ray, wavelength_m, [self.s_tim, self.s_rim], between_km);
        let within = nu_in_sight(self.order, ray.length_km, wavelength_m);
        if self.s_tim < ray.slope_m_per_km() { within } else { beyond }
    }
}
