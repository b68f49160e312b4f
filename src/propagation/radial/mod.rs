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
//! | steepest point from the receiver (eq. (17), (82a), (89c)), highest point over the ray (eq. (89a), clearance) | upper hull (`hull`) of those samples that neighbours do not rule out (`candidates`) | a look at its few vertices, a search where there are many |
//! | point that reaches highest into the Fresnel zone, in sight (eq. (15), (81)) | largest slope of each 16 samples (`skyline`) | a comparison for 16 samples, and a closer look at a few |
//! | smooth surface (eq. (85), (86)) | running sums | nothing |
//! | roughness between the horizons (eq. (95)) | greatest height of each 16 samples (`blocks`) | as above, and only where ducting could matter |
//! | zones | running stretches (`zones`) | nothing |
//!
//! All of it is exact: the numbers are those of the plain kernels over the same points but for rounding, which
//! `properties` proves term by term. Two surfaces (bare and topped by clutter) and up to two radii of the Earth make up to
//! four skylines (`skyline`); where there is no clutter, or p is 50 %, fewer.
//!
//! `batch` gathers receivers, and `losses` turns what is found into decibels, 16 of them at a time. Where the spherical Earth
//! might cost more than the obstacles, which few receivers need to know, `excess` finds it for each. The Irregular Terrain Model
//! has its own way along a radial (`direct`).

#![expect(clippy::similar_names, reason = "the symbols of the recommendations")]

mod batch;
mod blocks;
mod candidates;
mod columns;
mod direct;
mod edge;
mod excess;
mod found;
mod hull;
mod losses;
#[cfg(test)]
mod properties;
mod question;
mod skyline;
mod sweep;
mod zones;

pub use direct::APPROACH;
pub use sweep::{Answer, Asked, Sweep};

use super::p526::SmoothSurface;
use super::p526::smooth_surface::moments_of_step;
use super::profile::Zone;
use blocks::{largest_of_blocks, most_above_line};
use skyline::{Aim, Skyline};
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
    /// Whether the zones of the samples are looked at; otherwise all is inland.
    pub zones: bool,
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

/// The points of a radial behind its transmitter, in rising distance; the slices have one length.
#[derive(Debug, Clone, Copy)]
pub struct Samples<'a> {
    /// Distances from the transmitter, km.
    pub x_km: &'a [f64],
    /// Heights of the ground, m above mean sea level.
    pub ground_m: &'a [f64],
    /// Heights of what stands on it, m; may be empty where there is none.
    pub clutter_m: &'a [f64],
    /// Zones; may be empty where all is inland.
    pub zone: &'a [Zone],
}

/// A receiver behind some of the samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Receiver {
    /// How many samples lie before it: they are its profile.
    pub before: usize,
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

/// A radial of which a growing part is the profile. Its buffers are used again for the next.
#[derive(Debug, Clone, Default)]
struct Radial {
    tx_ground_m: f64,
    tx_antenna_m: f64,
    x_km: Vec<f64>,
    ground_m: Vec<f64>,
    topped_m: Vec<f64>,
    zone: Vec<Zone>,
    /// Greatest height of each block of ground, if any receiver has asked for it.
    greatest_m: Vec<f64>,
    greatest_is_ready: bool,
    /// Samples before the receiver of the moment.
    taken: usize,
    /// v1 and v2 up to each sample.
    moments: Vec<[f64; 2]>,
    /// Bare ground over the first radius; topped ground too where there is no clutter.
    bare: Skyline,
    /// Bare ground on a flat Earth, if any receiver has asked for it.
    flat: Skyline,
    flat_is_ready: bool,
    /// Topped ground over the radii of [`Surface`].
    topped: [Skyline; 3],
    /// Zones of the samples taken.
    zones: Zones,
}

impl Radial {
    fn start(&mut self, kept: &Kept, tx: &Transmitter, samples: &Samples) {
        (self.tx_ground_m, self.tx_antenna_m) = (tx.ground_m, tx.antenna_m);
        self.taken = 0;
        (self.flat_is_ready, self.greatest_is_ready) = (false, false);
        for (own, given) in [(&mut self.x_km, samples.x_km), (&mut self.ground_m, samples.ground_m)] {
            own.clear();
            own.extend_from_slice(given);
        }
        self.bare.start(500.0 / kept.radius_km, tx.antenna_m, &self.x_km, &self.ground_m);
        if kept.zones {
            self.zone.clear();
            self.zone.extend_from_slice(samples.zone);
            self.zones = Zones::start(tx.zone);
        }
        if kept.smooth {
            self.sum_moments();
        }
        self.start_topped(kept, tx, samples);
    }

    fn start_topped(&mut self, kept: &Kept, tx: &Transmitter, samples: &Samples) {
        if kept.clutter {
            self.topped_m.clear();
            self.topped_m
                .extend(samples.ground_m.iter().zip(samples.clutter_m).map(|(h, clutter)| h + clutter));
            let cleared = self.x_km.iter().take_while(|x_km| **x_km <= kept.clearing_km).count();
            self.topped_m[..cleared].copy_from_slice(&self.ground_m[..cleared]);
        }
        let heights_m = if kept.clutter { &self.topped_m } else { &self.ground_m };
        for (surface, radius_km) in kept.surfaces() {
            if let Some(radius_km) = radius_km {
                self.topped[surface as usize].start(500.0 / radius_km, tx.antenna_m, &self.x_km, heights_m);
            }
        }
    }

    fn sum_moments(&mut self) {
        self.moments.clear();
        let (mut x_km, mut height_m, mut sums) = (0.0, self.tx_ground_m, [0.0; 2]);
        for (&next_km, &next_m) in self.x_km.iter().zip(&self.ground_m) {
            let [one, two] = moments_of_step(x_km, next_km, height_m, next_m);
            sums = [sums[0] + one, sums[1] + two];
            self.moments.push(sums);
            (x_km, height_m) = (next_km, next_m);
        }
    }

    /// Lets the profile grow to so many samples, before a receiver at a distance: topped ground up to its clearing.
    #[inline]
    fn take(&mut self, kept: &Kept, count: usize, d_km: f64) {
        self.bare.take(count, &self.x_km);
        if kept.zones {
            for index in self.taken..count {
                self.zones.push(self.zone[index], self.x_km[index]);
            }
        }
        self.taken = count;
        if kept.clutter || kept.second_radius_km.is_some() || kept.sight_radius_km.is_some() {
            self.take_topped(kept, d_km);
        }
    }

    fn take_topped(&mut self, kept: &Kept, d_km: f64) {
        let mut count = self.taken;
        while kept.clutter && count > 0 && d_km - self.x_km[count - 1] <= kept.clearing_km {
            count -= 1;
        }
        for (surface, radius_km) in kept.surfaces() {
            if radius_km.is_some() {
                self.topped[surface as usize].take(count, &self.x_km);
            }
        }
    }

    /// A receiver as the transmitter sees it.
    fn aim(&self, receiver: &Receiver) -> Aim {
        let Receiver { d_km, antenna_m, .. } = *receiver;
        Aim { d_km, antenna_m, slope: (antenna_m - self.tx_antenna_m) / d_km }
    }

    /// The topped ground over one of the radii.
    #[inline]
    fn surface(&self, kept: &Kept, surface: Surface) -> &Skyline {
        if surface == Surface::First && !kept.clutter { &self.bare } else { &self.topped[surface as usize] }
    }

    /// Roughness hm between two horizons, m, eq. (95).
    fn roughness_m(&mut self, points: [usize; 2], surface: SmoothSurface, d_km: f64) -> f64 {
        if !self.greatest_is_ready {
            largest_of_blocks(&self.ground_m, &mut self.greatest_m);
            self.greatest_is_ready = true;
        }
        let slope = (surface.rx_m - surface.tx_m) / d_km; // P.1812 eq. (93)
        most_above_line([&self.ground_m, &self.greatest_m, &self.x_km], points, surface.tx_m, slope)
    }
}
