//! What a plan builds and uses: sites, links, points of presence, and who owns them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::governance::OwnerKind;
use crate::score::SectorReport;

/// One site of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SiteReport {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Longitude, degrees east.
    pub lon: f64,
    /// Latitude, degrees north.
    pub lat: f64,
    /// ISTAT code of the comune in whose area it stands; null where it stands outside of all planned ones.
    pub istat: Option<String>,
    /// Ground height above mean sea level, m.
    pub ground_m: f64,
    /// Antenna height above ground, m.
    pub height_m: f64,
    /// Owner's id.
    pub owner: String,
    /// Whether the owner is public.
    pub owner_public: bool,
    /// `existing`, `committed` or `candidate` in the scenario.
    pub status: String,
    /// What the antennas stand on.
    pub structure: String,
    /// Households of the plan's covered to which it could give the asked service, were there time.
    pub households_covered: f64,
    /// Households that it serves in the busy hour.
    pub households_served: f64,
    /// Covered households to which no other site of the plan could give the asked service.
    pub households_alone: f64,
    /// Households that hear one of its sectors best and could be served by it, were there time.
    pub households_turned_away: f64,
    /// Capital cost, its feeding link included, euro.
    pub capex_eur: f64,
    /// Running cost, its feeding link and lease included, euro per year.
    pub opex_eur_per_year: f64,
    /// Value of what the owner lends free of charge, euro per year.
    pub in_kind_eur_per_year: f64,
    /// Hops to the fibre.
    pub hops: u32,
    /// Operators that can sell there: the eligible ones, at most as many as it bears; null where it only carries links.
    pub retailers: Option<u32>,
    /// Its sectors; none where it is not fed, or carries links alone.
    pub sectors: Vec<SectorReport>,
}

/// One microwave link of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LinkReport {
    /// Id of the end nearer to the fibre.
    pub from: String,
    /// Id of the other end.
    pub to: String,
    /// Carrier frequency, GHz.
    pub band_ghz: f64,
    /// Length, km.
    pub length_km: f64,
    /// Net rate that its tier carries in each direction, Mbit/s: the cheapest that works often enough here and carries the load.
    pub capacity_mbps: f64,
    /// What it carries in the busy hour, Mbit/s: all that the sites behind it serve, in the larger direction.
    pub load_mbps: f64,
    /// Margin over the receiver threshold of its tier in clear air, dB.
    pub margin_db: f64,
    /// Share of the time in which its tier works, %.
    pub availability_percent: f64,
    /// Least height of the ray above the terrain, m.
    pub clearance_m: f64,
    /// Capital cost, euro, also part of that of the site that it feeds; none where that stands already and the cheapest tier does.
    pub capex_eur: f64,
    /// Running cost, also part of that of the site that it feeds, euro per year.
    pub opex_eur_per_year: f64,
}

/// A site that the plan does not have, and a cheapest fix would build.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ProposedSiteReport {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Longitude, degrees east.
    pub lon: f64,
    /// Latitude, degrees north.
    pub lat: f64,
    /// ISTAT code of the comune it stands in; null outside the planned area.
    pub istat: Option<String>,
}

/// A fibre point of presence of the scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PopReport {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Longitude, degrees east.
    pub lon: f64,
    /// Latitude, degrees north.
    pub lat: f64,
    /// Owner's id.
    pub owner: String,
    /// Links of the plan that start here.
    pub links: u32,
}

/// An owner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OwnerReport {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Local body, other public body, or private.
    pub kind: OwnerKind,
}
