//! Propagation: a path goes in, decibels come out. This module knows no files, no maps and no equipment.
//!
//! ```text
//!  tx antenna *- - - - - - - - - - - - - - - - - -* rx antenna     the ray, straight over an Earth of effective radius
//!             |          ___                      |
//!   ground 0  |_____    /   \~~~~  clutter        |  ground n
//!                   \__/     |  |\_______________/
//!             0     1  2  …                  n-1  n               points of a Profile
//! ```
//!
//! | file | source | what it gives |
//! |---|---|---|
//! | [`free_space`] | ITU-R P.525-4 | free-space loss |
//! | [`p526`] | ITU-R P.526-15 | diffraction: knife edge, spherical Earth, Bullington, delta-Bullington |
//! | [`p1812`] | ITU-R P.1812-6 to -8 | point to area: line of sight, diffraction, ducts, troposcatter, locations |
//! | [`itm`] | NTIA/ITS ITM 1.4 | Longley–Rice, point-to-point and area mode |
//! | [`clearance`] | geometry; P.530-17 §2.2 for the Fresnel radius | how far the ray stays above terrain and clutter |
//! | `clearing_height` | the same geometry | how high either antenna must stand for the path to be clear |
//! | [`sui`], [`ecc33`], [`cost231_hata`] | published fits | loss over distance alone, to compare with; never below free space ([`empirical`]) |
//! | [`p2108`] | ITU-R P.2108-1 §3.1, §3.2 | clutter around an antenna |
//! | [`p2109`] | ITU-R P.2109-2 | building entry, for indoor equipment |
//! | [`profile_check`] | geometry | what a profile must be before any model looks at it |
//! | [`p838`] | ITU-R P.838-3 | specific attenuation of rain |
//! | [`p530`] | ITU-R P.530-17 §2.2, §2.3, §2.4 | multipath and rain outage of a fixed link |
//! | [`climate`] | ITU-R P.837-7, P.453-13, P.530-17 | regional rain rate, refractivity gradient, roughness |
//! | [`normal`] | mathematics; P.1057 | the normal distribution and its inverse |
//!
//! [`Model`] is the one interface that the coverage stage calls, millions of times: it allocates nothing.

pub mod clearance;
mod clearing_height;
pub mod climate;
pub mod cost231_hata;
pub mod ecc33;
pub(crate) mod elementary;
pub mod empirical;
pub mod free_space;
pub mod itm;
mod model;
pub mod normal;
pub mod p1812;
pub mod p2108;
pub mod p2109;
pub mod p526;
pub mod p530;
pub mod p838;
mod profile;
pub mod profile_check;
mod quantity;
pub mod radial;
pub mod sui;
mod terms;
#[cfg(test)]
pub(crate) mod twins;
mod zones;

pub use clearance::{Clearance, Tightest};
pub use clearing_height::clearing_heights_m;
pub use model::{Loss, Model};
pub use p526::P526;
pub use p530::FixedLink;
pub use p1812::P1812;
pub use profile::{EARTH_RADIUS_KM, Polarisation, Profile, SPEED_OF_LIGHT_M_PER_S, Terminals, Zone};
pub use quantity::{OutOfRange, Quantity, Warning, Warnings};
pub use terms::Term;
