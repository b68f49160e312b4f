//! Radio: from decibels to megabits. Equipment, technology tables, the link budget and slow fading.
//!
//! | file | what it gives |
//! |---|---|
//! | [`antenna`] | gain of an antenna in a direction, tilted or not |
//! | `station` | power, losses and noise figure of a station |
//! | `technology` | the technologies there are tables for: a [`Channel`]'s [`Scheme`]s in both directions, from `data/radio` |
//! | `licence` | what may be radiated |
//! | [`fading`] | lognormal fading over locations: probability from margin and back, at a place and over an area |
//! | `link_budget` | one direction of a link, term by term ([`Direction`]) |
//! | [`reuse`] | which sector uses which channel |
//! | `budget` | both directions in a quick form, for millions of pairs ([`Budget`]) |
//!
//! *Left out*: interference and capacity, which need a map (`coverage`).

pub mod antenna;
mod budget;
pub mod fading;
mod licence;
mod link_budget;
pub mod reuse;
mod station;
mod technology;

pub use budget::{Budget, BudgetError, Ratios, Target, milliwatts};
pub use licence::{EirpLimit, EirpLimits, LicenceName};
pub use link_budget::{Direction, Equipment, Need, Path, Way, noise_floor_dbm};
pub use station::Station;
pub use technology::{
    Cellular, Channel, ChannelError, FixedWireless, Ofdm256, Ofdm256Thresholds, Ofdma, Scheme,
    SchemeOverride, Technology,
};
