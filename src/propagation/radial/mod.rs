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
//! | steepest point from the transmitter (P.1812 eq. (13), (77), (89b)) | running maximum (`skyline`) | nothing |
//! | steepest point from the receiver (eq. (17), (82a), (89c)), highest point over the ray (eq. (89a), clearance) | upper hull (`hull`) of those samples that neighbours do not rule out (`candidates`) | a look at its few vertices, a search where there are many |
//! | point that reaches highest into the Fresnel zone, in sight (eq. (15), (81)) | largest slope of each 16 samples (`fresnel`) | a comparison for 16 samples, and a closer look at a few |
//! | smooth surface (eq. (85), (86)) | running sums | nothing |
//! | roughness between the horizons (eq. (95)) | greatest height of each 16 samples (`blocks`) | as above, and only where ducting could matter |
//! | zones | running stretches (`zones`) | nothing |
//!
//! All of it is exact: the numbers are those of the plain kernels over the same points but for rounding, which
//! `properties` proves term by term. Two surfaces (bare and topped by clutter) and up to two radii of the Earth make up to
//! four skylines (`skyline`); where there is no clutter, or p is 50 %, fewer.
//!
//! Receivers close to each other ask together (`rays`): one look at a point serves all of them (`points`). `batch` gathers
//! what they find, and `losses` turns it into decibels, 16 receivers at a time. Where the spherical Earth might cost more than
//! the obstacles, which few receivers need to know, `excess` finds it for each. The Irregular Terrain Model has its own way
//! along a radial (`direct`).

#![expect(clippy::similar_names, reason = "the symbols of the recommendations")]
#![expect(
    clippy::needless_range_loop,
    reason = "a loop over lanes reads alike in all columns, and becomes vector code"
)]

mod batch;
mod blocks;
mod candidates;
mod columns;
mod direct;
mod edge;
mod excess;
mod found;
mod fresnel;
mod hull;
mod level;
mod losses;
mod points;
#[cfg(test)]
mod properties;
mod question;
mod rays;
mod skyline;
mod sweep;
mod zones;

pub use direct::APPROACH;
pub use sweep::{Answer, Asked, Sweep};

use super::p526::SmoothSurface;
use super::p526::smooth_surface::moments_of_step;
use super::profile::Zone;
use blocks::{largest_of_blocks, most_above_line};
use candidates::Candidates;
use multiversion::multiversion;
use rays::Rays;
use skyline::{Bare, Skyline};
use zones::Zones;

/// An effective radius at which the Earth is flat, km: 500 / a is 0.
const FLAT_KM: f64 = f64::INFINITY;

/// Samples so near to each other are one, km.
const SAME_KM: f64 = 1e-9;

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
    /// Where a path in sight has no sample with a depth into the Fresnel zone (see [`fresnel`]) below this over its length in
    /// km, diffraction costs nothing, m²/km.
    pub grazing: f64,
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
    /// Heights of what stands on it, m; none stands on samples for which there is no height.
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

/// Receivers of one radial, quantity by quantity: the columns have one length.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Receivers {
    /// How many samples lie before each: they are its profile.
    pub before: Vec<u32>,
    /// Distances from the transmitter, km.
    pub d_km: Vec<f64>,
    /// Heights of the ground, m above mean sea level.
    pub ground_m: Vec<f64>,
    /// Heights of the antennas, m above mean sea level.
    pub antenna_m: Vec<f64>,
    /// Zones of their ground; may be empty where all is inland.
    pub zone: Vec<Zone>,
}

impl Receivers {
    /// Takes one receiver more, no nearer to the transmitter than the others.
    pub fn push(&mut self, receiver: &Receiver) {
        self.before.push(receiver.before as u32);
        self.d_km.push(receiver.d_km);
        self.ground_m.push(receiver.ground_m);
        self.antenna_m.push(receiver.antenna_m);
        self.zone.push(receiver.zone);
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, place: usize) -> Receiver {
        Receiver {
            before: self.before[place] as usize,
            d_km: self.d_km[place],
            ground_m: self.ground_m[place],
            antenna_m: self.antenna_m[place],
            zone: self.zone.get(place).copied().unwrap_or(Zone::Inland),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.d_km.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.d_km.is_empty()
    }

    /// Leaves all of them out.
    pub fn clear(&mut self) {
        self.before.clear();
        for column in [&mut self.d_km, &mut self.ground_m, &mut self.antenna_m] {
            column.clear();
        }
        self.zone.clear();
    }
}

impl FromIterator<Receiver> for Receivers {
    fn from_iter<I: IntoIterator<Item = Receiver>>(receivers: I) -> Self {
        let mut all = Self::default();
        receivers.into_iter().for_each(|receiver| all.push(&receiver));
        all
    }
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
    /// Whether surfaces are kept at all: free space asks for none, and ITM keeps its own.
    fn has_surfaces(&self) -> bool {
        self.radius_km < FLAT_KM
    }

    /// The largest curvature C = 500 / a of all surfaces, m/km².
    fn half_curvature(&self) -> f64 {
        let radii_km = [Some(self.radius_km), self.second_radius_km, self.sight_radius_km];
        500.0 / radii_km.into_iter().flatten().fold(FLAT_KM, f64::min)
    }

    /// The surfaces to be kept, with their radii, km.
    fn surfaces(&self) -> [(Surface, Option<f64>); 3] {
        [
            (Surface::First, self.clutter.then_some(self.radius_km)),
            (Surface::Second, self.second_radius_km),
            (Surface::Sight, self.sight_radius_km),
        ]
    }
}

/// Moments of the steps between samples at distances (km) and heights (m).
#[multiversion(targets("x86_64+avx2+fma", "aarch64+neon"))]
fn moments_of_steps(x_km: &[f64], ground_m: &[f64], moments: &mut [[f64; 2]]) {
    moments_of_steps_scalar(x_km, ground_m, moments);
}

#[inline(always)]
fn moments_of_steps_scalar(x_km: &[f64], ground_m: &[f64], moments: &mut [[f64; 2]]) {
    let (from, to) = (x_km.iter().zip(ground_m), x_km[1..].iter().zip(&ground_m[1..]));
    for (moments, ((from_km, from_m), (to_km, to_m))) in moments.iter_mut().zip(from.zip(to)) {
        *moments = moments_of_step(*from_km, *to_km, *from_m, *to_m);
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
    /// What may be a vertex of a hull of bare and of topped ground.
    candidates: Candidates,
    topped_candidates: Candidates,
    /// Samples whose zones are taken.
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
        if !kept.has_surfaces() {
            return;
        }
        for (own, given) in [(&mut self.x_km, samples.x_km), (&mut self.ground_m, samples.ground_m)] {
            own.clear();
            own.extend_from_slice(given);
        }
        self.bare.start(500.0 / kept.radius_km, tx.antenna_m, &self.x_km, &self.ground_m);
        self.candidates.find(&self.x_km, &self.ground_m, kept.half_curvature());
        if kept.zones {
            self.zone.clear();
            self.zone.extend_from_slice(samples.zone);
            self.zone.resize(self.x_km.len(), Zone::Inland);
            self.zones = Zones::start(tx.zone);
        }
        if kept.smooth {
            self.sum_moments();
            self.bare.climb(&self.x_km);
        }
        self.start_topped(kept, tx, samples);
    }

    fn start_topped(&mut self, kept: &Kept, tx: &Transmitter, samples: &Samples) {
        if kept.clutter {
            self.topped_m.clear();
            let clutter_m = samples.clutter_m.iter().copied().chain(std::iter::repeat(0.0));
            self.topped_m.extend(samples.ground_m.iter().zip(clutter_m).map(|(h, clutter_m)| h + clutter_m));
            let cleared = self.x_km.iter().take_while(|x_km| **x_km <= kept.clearing_km).count();
            self.topped_m[..cleared].copy_from_slice(&self.ground_m[..cleared]);
            self.topped_candidates.find(&self.x_km, &self.topped_m, kept.half_curvature());
        }
        let heights_m = if kept.clutter { &self.topped_m } else { &self.ground_m };
        for (surface, radius_km) in kept.surfaces() {
            if let Some(radius_km) = radius_km {
                let skyline = &mut self.topped[surface as usize];
                skyline.start(500.0 / radius_km, tx.antenna_m, &self.x_km, heights_m);
                if kept.smooth && surface != Surface::Sight {
                    skyline.climb(&self.x_km);
                }
            }
        }
    }

    fn sum_moments(&mut self) {
        self.moments.resize(self.x_km.len(), [0.0; 2]);
        if let (Some(x_km), Some(height_m)) = (self.x_km.first(), self.ground_m.first()) {
            self.moments[0] = moments_of_step(0.0, *x_km, self.tx_ground_m, *height_m);
            moments_of_steps(&self.x_km, &self.ground_m, &mut self.moments[1..]);
        }
        let mut sums = [0.0; 2];
        for [v1, v2] in &mut self.moments {
            sums = [sums[0] + *v1, sums[1] + *v2];
            [*v1, *v2] = sums;
        }
    }

    /// Lets the profile grow up to a group of receivers, and takes their clearings into account.
    #[inline]
    fn grow(&mut self, kept: &Kept, rays: &mut Rays) {
        if !kept.has_surfaces() {
            return;
        }
        if kept.clutter {
            rays.clear(kept.clearing_km, &self.x_km);
        }
        self.bare.grow(rays.before[0] as usize, &self.candidates, &self.x_km);
        let candidates = if kept.clutter { &self.topped_candidates } else { &self.candidates };
        for (surface, radius_km) in kept.surfaces() {
            if radius_km.is_some() {
                self.topped[surface as usize].grow(rays.open[0] as usize, candidates, &self.x_km);
            }
        }
    }

    /// The bare ground, over which there is no clutter that could be cleared.
    #[inline]
    fn bare(&self) -> Bare<'_> {
        Bare { x_km: &self.x_km, ground_m: &self.ground_m }
    }

    /// The topped ground over one of the radii.
    #[inline]
    fn surface(&self, kept: &Kept, surface: Surface) -> &Skyline {
        if surface == Surface::First && !kept.clutter { &self.bare } else { &self.topped[surface as usize] }
    }

    /// Roughness hm between two horizons at distances from the transmitter (km), m, eq. (95); 0 where no sample lies between
    /// the ends.
    fn roughness_m(&mut self, horizons_km: [f64; 2], surface: SmoothSurface, receiver: &Receiver) -> f64 {
        if receiver.before == 0 {
            return 0.0;
        }
        if !self.greatest_is_ready {
            largest_of_blocks(&self.ground_m, &mut self.greatest_m);
            self.greatest_is_ready = true;
        }
        let slope = (surface.rx_m - surface.tx_m) / receiver.d_km; // P.1812 eq. (93)
        let at = |x_km: f64| self.x_km[..receiver.before].partition_point(|x| *x < x_km - SAME_KM);
        let points = horizons_km.map(|x_km| at(x_km).min(receiver.before - 1));
        most_above_line([&self.ground_m, &self.greatest_m, &self.x_km], points, surface.tx_m, slope)
    }
}
