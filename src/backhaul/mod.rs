//! Backhaul: microwave links that the terrain and the rain allow, and the chains that feed a set of sites.

mod branches;
mod feeding;
mod hop;
mod links;
mod loads;
mod pairs;
mod pops;
mod tiers;
mod widest;

pub use branches::{Branches, parents, with_all_behind};
pub use feeding::{Network, feed, feed_pairs};
pub use hop::{Hop, HopLevel};
pub use links::{NearMiss, Obstacle, candidate_links, near_miss};
pub use loads::{Loads, Served, loads};
pub use pops::{PopPlace, place_pops};
pub use tiers::{Carried, TierPrices, possible_tiers};
pub use widest::widest_mbps;

/// An end of a link: a site or a fibre point of presence, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// Index into the scenario's points of presence.
    Pop(usize),
    /// Index into the sites.
    Site(usize),
}

/// A microwave link that the terrain and the rain allow.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Nearer to the fibre, in a plan; else the lower of the two.
    pub from: Node,
    /// The other end.
    pub to: Node,
    /// Index of its band in the scenario.
    pub band: usize,
    /// Carrier frequency, GHz.
    pub band_ghz: f64,
    /// Length, km.
    pub length_km: f64,
    /// Received level, dBm.
    pub rx_level_dbm: f64,
    /// The tiers of its band that work often enough on it, the lowest first; one at least.
    pub tiers: Vec<LinkTier>,
    /// Least height of the ray above the terrain at the median Earth radius, m.
    pub clearance_m: f64,
}

/// What a link can carry with a tier of its band, and how well that works.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinkTier {
    /// Net rate in each direction, Mbit/s.
    pub capacity_mbps: f64,
    /// Margin over the receiver threshold in clear air, dB.
    pub margin_db: f64,
    /// Share of the time in which it works (multipath and rain), %.
    pub availability_percent: f64,
}

impl Link {
    /// The most that it can carry in each direction, with its best tier, Mbit/s.
    #[must_use]
    pub fn most_mbps(&self) -> f64 {
        self.tiers.last().map_or(0.0, |tier| tier.capacity_mbps)
    }

    /// The same link, seen from the other end.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { from: self.to, to: self.from, ..self }
    }
}
