//! Radio: from decibels to megabits. Equipment, technology tables, the link budget and slow fading.
//!
//! | file | what it gives |
//! |---|---|
//! | `station` | power, gain and losses of a station |
//! | `technology` | the technologies there are tables for: [`Scheme`]s by channel width, bandwidth of the noise |
//! | `ofdm256` | IEEE 802.16-2004 with 256 carriers, from `data/radio/ieee802_16_2004_ofdm256.json` |
//! | [`fading`] | lognormal fading over locations: probability from margin and back |
//! | `link_budget` | both directions of a link, term by term ([`Direction`]) and in the quick form ([`Budget`]) |
//!
//! *Left out*: antenna patterns and tilt, interference, capacity, licence limits.

pub mod fading;
mod link_budget;
mod ofdm256;
mod station;
mod technology;

pub use link_budget::{Budget, BudgetError, Direction, Equipment, LinkBudget, Target, Way, noise_floor_dbm};
pub use station::Station;
pub use technology::{ChannelError, Scheme, Technology};
