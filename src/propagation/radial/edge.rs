//! What Bullington's method takes from a surface: one edge for all its points.

use super::Radial;
use super::skyline::{Aim, Skyline, View};
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

impl Edge {
    /// Where no sample lies between the ends.
    pub const NONE: Self = Self { s_tim: f64::NEG_INFINITY, s_rim: 0.0, order: f64::NEG_INFINITY };
}

impl Radial {
    /// The edge of a surface for a receiver. Samples in the receiver's clearing, where the surface has not grown yet,
    /// are looked at one by one.
    #[inline(always)]
    pub(super) fn edge(&self, surface: &Skyline, aim: &Aim) -> Edge {
        let (view, d_km) = (surface.view(aim), aim.d_km);
        let bend = surface.half_curvature() * d_km;
        let clearing =
            Clearing { radial: self, from: surface.taken(), half_curvature: surface.half_curvature() };
        let steepest = surface.steepest().map_or(f64::NEG_INFINITY, |(_, slope)| slope);
        let s_tim = clearing.most(steepest, |x, y| (y - self.tx_antenna_m) / x) + bend;
        if s_tim < aim.slope {
            let deepest = surface
                .deepest_in_fresnel_zone(&view, &self.x_km)
                .map_or(f64::NEG_INFINITY, |(_, depth)| -depth);
            return Edge { s_tim, s_rim: 0.0, order: clearing.most(deepest, |x, y| self.order(&view, x, y)) };
        }
        let steepest = surface.steepest_from(&view, &self.x_km).map_or(f64::NEG_INFINITY, |(_, slope)| slope);
        let s_rim = clearing.most(steepest, |x, y| (y - view.sheared_m) / (d_km - x)) - bend;
        Edge { s_tim, s_rim, order: 0.0 }
    }

    fn order(&self, view: &View, x: f64, y: f64) -> f64 {
        let over = y - self.tx_antenna_m - view.ray_slope * x;
        -(over * over) / (x * (view.d_km - x))
    }

    /// Least height of the ray above the topped ground (m, negative where it is blocked), and the same less the radius
    /// `scale √(x (d − x))` of the first Fresnel zone; infinite where no sample lies between the ends.
    #[inline(always)]
    pub(super) fn clearances_m(&self, surface: &Skyline, aim: &Aim, fresnel_scale: Option<f64>) -> [f64; 2] {
        let (view, d_km) = (surface.view(aim), aim.d_km);
        let clearing =
            Clearing { radial: self, from: surface.taken(), half_curvature: surface.half_curvature() };
        let over = |x: f64, y: f64| y - self.tx_antenna_m - view.ray_slope * x;
        let highest = clearing.most(surface.highest_over(&view, &self.x_km), over);
        let Some(scale) = fresnel_scale else { return [-highest, f64::NAN] };
        let zone = surface.deepest_under_fresnel_zone(&view, scale, &self.x_km);
        let zone = clearing.most(zone, |x, y| over(x, y) + scale * (x * (d_km - x)).sqrt());
        [-highest, -zone]
    }
}

/// The samples of bare ground right before a receiver.
struct Clearing<'r> {
    radial: &'r Radial,
    from: usize,
    half_curvature: f64,
}

impl Clearing<'_> {
    /// The largest of a value and of what a function makes of each sample's distance (km) and sheared height (m).
    #[inline(always)]
    fn most(&self, found: f64, value: impl Fn(f64, f64) -> f64) -> f64 {
        let samples = self.from..self.radial.taken;
        let points = self.radial.x_km[samples.clone()].iter().zip(&self.radial.ground_m[samples]);
        points.fold(found, |most, (&x, &height_m)| {
            let candidate = value(x, height_m - self.half_curvature * x * x);
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
