//! The scenario document: its types, its shape, its meaning.

mod antenna;
mod area;
mod backhaul;
mod demand;
mod document;
mod files;
mod market;
mod masts;
mod objective;
mod participation;
mod propagation;
mod radio;
mod read;
mod regimes;
mod service;
mod shape;
mod sites;
mod terrain;
mod validate;

pub use crate::economics::{CostItem, Costs};
pub use crate::governance::{
    Fund, Governance, ManagingBody, Operator, Owner, OwnerKind, Rules, Spectrum, Wholesale,
};
pub use crate::radio::{Station, Technology};
pub use antenna::{Antenna, GivenSector, PatternFile, SectorLayout};
pub use area::{Area, BoxDeg};
pub use backhaul::{Backhaul, Band, Pop, Tier};
pub use demand::{AnchorFile, ComuneBy, Comuni, Demand, Households, ServedRatio, ServedToday};
pub use document::Scenario;
pub use files::{Files, sha256};
pub use market::Market;
pub use masts::{Equipment, Mast};
pub use objective::{Objective, Solve};
pub use participation::{ComuneWeighting, Participation, Priority, Raised};
pub use propagation::{ItmSettings, ModelName, P1812Settings, Propagation};
pub use radio::{BaseStation, BuildingKind, Cpe, Indoor, Radio, Reuse};
pub use read::{Loaded, PriceReader, read, without_mark};
pub use regimes::{Regime, RegimeKind};
pub use service::Service;
pub(crate) use shape::price_departures;
pub use shape::{departures, schema};
pub use sites::{Alternative, InlineSite, Keep, SiteFile, SiteTerms, Sites, Status, TerrainMaxima};
pub use terrain::{LandCover, LandCoverClass, Layer, Shows, Terrain};
pub(crate) use validate::RESERVED_ITEMS;
pub use validate::problem_under;
