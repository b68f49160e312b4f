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
//! | [`p526`] | ITU-R P.526-15 §4.1, §4.5.1 | knife edge, Bullington diffraction |
//! | [`itm`] | NTIA/ITS ITM 1.4 | Longley–Rice, point-to-point and area mode |
//! | [`clearance`] | geometry; P.530-17 §2.2 for the Fresnel radius | how far the ray stays above terrain and clutter |
//! | [`p838`] | ITU-R P.838-3 | specific attenuation of rain |
//! | [`p530`] | ITU-R P.530-17 §2.3, §2.4 | multipath and rain outage of a fixed link |
//!
//! [`Model`] is the one interface that the coverage stage calls, millions of times: it allocates nothing.

pub mod clearance;
pub mod free_space;
pub mod itm;
mod model;
pub mod p526;
pub mod p530;
pub mod p838;
mod profile;
mod quantity;
mod terms;

pub use clearance::Clearance;
pub use model::{Loss, Model};
pub use p530::FixedLink;
pub use profile::{EARTH_RADIUS_KM, Polarisation, Profile, SPEED_OF_LIGHT_M_PER_S, Terminals, Zone};
pub use quantity::{OutOfRange, Quantity, Warning, Warnings};
pub use terms::Term;
