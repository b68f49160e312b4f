//! Many receivers along one radial: everything that P.526, P.1812 and clearance take from a profile, kept while the
//! profile grows.
//!
//! ```text
//!   tx *                         *            *           *   receivers, each with the samples before it as its profile
//!      |      __                 |      ___   |  _____    |
//!      |_____/  \_____     ______|_____/   \__|_/     \___|
//!      0     1  2  …                      samples, taken once each
//! ```
//!
//! A path by itself costs as many operations as it has points. Along a radial all receivers share the transmitter, and
//! each new sample adds little to what is known of those before it, so that a receiver costs a few look-ups:
//!
//! | quantity | kept as | a receiver costs |
//! |---|---|---|
//! | steepest point from the transmitter (P.1812 eq. (13), (77), (89b)) | running maximum | nothing |
//! | steepest point from the receiver (eq. (17), (82a), (89c)), highest point over the ray (eq. (89a), clearance) | upper hull (`hull`) | a search over its vertices, of logarithmic time |
//! | point that reaches highest into the Fresnel zone, in sight (eq. (15), (81)) | largest slope of each 16 samples (`skyline`) | a comparison for 16 samples, and a closer look at a few |
//! | smooth surface (eq. (85), (86)) | running sums | nothing |
//! | roughness between the horizons (eq. (95)) | greatest height of each 16 samples (`highest`) | as above, and only where ducting could matter |
//! | zones | running stretches (`zones`) | nothing |
//!
//! All of it is exact: the numbers are those of the plain kernels over the same points but for rounding, which
//! `properties` proves term by term. Two surfaces (bare and topped by clutter) and up to two radii of the Earth make up to
//! four [`Skyline`]s; where there is no clutter, or p is 50 %, fewer.
//!
//! `losses` turns what is found into decibels, several receivers at a time.

#![expect(clippy::similar_names, reason = "the symbols of the recommendations")]

mod columns;
mod direct;
mod edge;
mod found;
mod highest;
mod hull;
mod losses;
#[cfg(test)]
mod properties;
mod skyline;
mod sweep;
mod zones;

pub use sweep::{Answer, Asked, Sweep};

use super::p526::SmoothSurface;
use super::p526::smooth_surface::moments_of_step;
use super::profile::Zone;
use highest::Heights;
use skyline::{Skyline, View};
use zones::Zones;

/// An effective radius at which the Earth is flat, km: 500 / a is 0.
const FLAT_KM: f64 = f64::INFINITY;

/// What is to be kept along a radial.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Kept {
    /// Effective radius of the Earth for horizons and diffraction, km.
    pub radius_km: f64,
    /// A second one for diffraction, km, if it is asked for.
    pub second_radius_km: Option<f64>,
    /// Another one for clearances, km, if they are asked for over an Earth of neither radius.
    pub sight_radius_km: Option<f64>,
    /// Whether there is clutter at all.
    pub clutter: bool,
    /// Whether the smooth surface of diffraction is asked for.
    pub smooth: bool,
    /// Clutter does not count within this distance of either end, km.
    pub clearing_km: f64,
}

/// The antenna at the beginning.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Transmitter {
    /// Height of the ground, m above mean sea level.
    pub ground_m: f64,
    /// Height of the antenna, m above mean sea level.
    pub antenna_m: f64,
    /// Zone of its ground.
    pub zone: Zone,
}

/// A point of the profile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// Distance from the transmitter, km.
    pub x_km: f64,
    /// Height of the ground, m above mean sea level.
    pub ground_m: f64,
    /// Height of what stands on it, m.
    pub clutter_m: f64,
    /// Its zone.
    pub zone: Zone,
}

/// A receiver, behind all samples of its profile.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Receiver {
    /// Distance from the transmitter, km.
    pub d_km: f64,
    /// Height of the ground, m above mean sea level.
    pub ground_m: f64,
    /// Height of the antenna, m above mean sea level.
    pub antenna_m: f64,
    /// Zone of its ground.
    pub zone: Zone,
}

/// The topped ground over one of the radii.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Surface {
    /// Horizons and diffraction.
    First = 0,
    /// Diffraction at β0 of the time.
    Second = 1,
    /// Clearances.
    Sight = 2,
}

impl Kept {
    /// The surfaces to be kept, with their radii, km.
    fn surfaces(&self) -> [(Surface, Option<f64>); 3] {
        [
            (Surface::First, self.clutter.then_some(self.radius_km)),
            (Surface::Second, self.second_radius_km),
            (Surface::Sight, self.sight_radius_km),
        ]
    }
}

/// A profile that grows. Its buffers are used again for the next radial.
#[derive(Debug, Clone, Default)]
struct Radial {
    tx_ground_m: f64,
    tx_antenna_m: f64,
    x_km: Vec<f64>,
    ground: Heights,
    clutter_m: Vec<f64>,
    /// Bare ground over the first radius; topped ground too where there is no clutter.
    bare: Skyline,
    /// Bare ground on a flat Earth.
    flat: Skyline,
    /// Topped ground over the radii of [`Surface`].
    topped: [Skyline; 3],
    /// v1 and v2 up to the last sample.
    moments: [f64; 2],
    zones: Zones,
}

impl Radial {
    fn start(&mut self, kept: &Kept, tx: &Transmitter) {
        (self.tx_ground_m, self.tx_antenna_m) = (tx.ground_m, tx.antenna_m);
        self.x_km.clear();
        self.ground.clear();
        self.clutter_m.clear();
        self.bare.start(kept.radius_km, tx.antenna_m);
        self.flat.start(FLAT_KM, tx.antenna_m);
        for (surface, radius_km) in kept.surfaces() {
            self.topped[surface as usize].start(radius_km.unwrap_or(FLAT_KM), tx.antenna_m);
        }
        self.moments = [0.0; 2];
        self.zones = Zones::start(tx.zone);
    }

    /// Takes the next sample.
    #[inline]
    fn push(&mut self, kept: &Kept, sample: &Sample) {
        if kept.smooth {
            self.moments = self.moments_to(sample.x_km, sample.ground_m);
            self.zones.push(sample.zone, sample.x_km);
            self.flat.push(sample.x_km, sample.ground_m);
        }
        self.x_km.push(sample.x_km);
        self.ground.push(sample.ground_m);
        self.bare.push(sample.x_km, sample.ground_m);
        if kept.clutter {
            let cleared = sample.x_km <= kept.clearing_km;
            self.clutter_m.push(if cleared { 0.0 } else { sample.clutter_m });
        } else {
            self.top(kept, sample.x_km, sample.ground_m);
        }
    }

    /// v1 and v2 of the profile that ends at a distance (km) and height (m).
    #[inline]
    fn moments_to(&self, d_km: f64, ground_m: f64) -> [f64; 2] {
        let last_km = self.x_km.last().copied().unwrap_or(0.0);
        let last_m = self.ground.as_slice().last().copied().unwrap_or(self.tx_ground_m);
        let [one, two] = moments_of_step(last_km, d_km, last_m, ground_m);
        [self.moments[0] + one, self.moments[1] + two]
    }

    /// Lets the topped surfaces grow by a point.
    #[inline]
    fn top(&mut self, kept: &Kept, x_km: f64, topped_m: f64) {
        for (surface, radius_km) in kept.surfaces() {
            if radius_km.is_some() {
                self.topped[surface as usize].push(x_km, topped_m);
            }
        }
    }

    /// Lets them grow up to the clearing before a receiver.
    #[inline]
    fn top_up_to(&mut self, kept: &Kept, d_km: f64) {
        if !kept.clutter {
            return;
        }
        let mut next = self.topped[Surface::First as usize].len();
        while next < self.x_km.len() && d_km - self.x_km[next] > kept.clearing_km {
            let topped_m = self.ground.as_slice()[next] + self.clutter_m[next];
            self.top(kept, self.x_km[next], topped_m);
            next += 1;
        }
    }

    /// The topped ground over one of the radii.
    #[inline]
    fn surface(&self, kept: &Kept, surface: Surface) -> &Skyline {
        if surface == Surface::First && !kept.clutter { &self.bare } else { &self.topped[surface as usize] }
    }

    /// Distances of the first and the last sample, km; those of the ends where there is none.
    #[inline]
    fn between_km(&self, d_km: f64) -> [f64; 2] {
        [self.x_km.first().copied().unwrap_or(0.0), self.x_km.last().copied().unwrap_or(d_km)]
    }

    /// The smooth surface under a path, before obstacles lower it.
    #[inline]
    fn fitted(&self, receiver: &Receiver) -> SmoothSurface {
        SmoothSurface::of_moments(self.moments_to(receiver.d_km, receiver.ground_m), receiver.d_km)
    }

    /// The smooth surface for diffraction: lowered by what stands in the ray on a flat Earth, eq. (89) to (91).
    fn under_obstacles(&self, fitted: SmoothSurface, receiver: &Receiver) -> SmoothSurface {
        let view = self.flat.view(receiver.d_km, receiver.antenna_m);
        let lower = match self.flat.highest_over(&view) {
            Some(h_obs) if h_obs > 0.0 => fitted.lowered(h_obs, self.obstacle_slopes(&view)),
            _ => fitted,
        };
        lower.under_ends([self.tx_ground_m, receiver.ground_m])
    }

    /// α_obt and α_obr, m/km.
    fn obstacle_slopes(&self, view: &View) -> [f64; 2] {
        let from_tx = self.flat.steepest().map_or(f64::NEG_INFINITY, |(_, slope)| slope - view.ray_slope);
        let from_rx = self.flat.steepest_from(view).map_or(f64::NEG_INFINITY, |(_, slope)| slope + view.ray_slope);
        [from_tx, from_rx]
    }

    /// The horizons over bare ground.
    #[inline]
    fn horizons(&self, receiver: &Receiver) -> Sight {
        let (d, view) = (receiver.d_km, self.bare.view(receiver.d_km, receiver.antenna_m));
        let bend = 2.0 * self.bare.half_curvature() * d;
        let Some((first, rise)) = self.bare.steepest() else {
            return Sight::clear(view.ray_slope, bend, [0.5 * d; 2], None);
        };
        if rise <= view.ray_slope {
            let point = self.bare.deepest_in_fresnel_zone(&view).map_or(0, |(point, _)| point);
            let x_km = self.x_km[point];
            return Sight::clear(view.ray_slope, bend, [x_km, d - x_km], Some([point; 2]));
        }
        let (last, slope) = self.bare.steepest_from(&view).unwrap_or((first, 0.0));
        let (first, last) = (first.min(last), first.max(last));
        Sight {
            in_sight: false,
            rises: [rise, slope - bend],
            distances_km: [self.x_km[first], d - self.x_km[last]],
            points: Some([first, last]),
        }
    }

    /// Roughness hm between two horizons, m, eq. (95).
    fn roughness_m(&self, points: [usize; 2], surface: SmoothSurface, d_km: f64) -> f64 {
        let slope = (surface.rx_m - surface.tx_m) / d_km; // P.1812 eq. (93)
        self.ground.most_above(&self.x_km, points, surface.tx_m, slope)
    }
}

/// What the two antennas see of the bare ground.
#[derive(Debug, Clone, Copy)]
struct Sight {
    in_sight: bool,
    /// Slopes up to the horizons, m/km.
    rises: [f64; 2],
    /// Distances of the horizons from their antennas, km.
    distances_km: [f64; 2],
    /// The two horizons among the samples.
    points: Option<[usize; 2]>,
}

impl Sight {
    /// Antennas that see each other.
    #[inline]
    fn clear(ray_slope: f64, bend: f64, distances_km: [f64; 2], points: Option<[usize; 2]>) -> Self {
        Self { in_sight: true, rises: [ray_slope, -ray_slope - bend], distances_km, points }
    }
}
