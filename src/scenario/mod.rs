//! The scenario document: its types, its shape, its meaning.

mod area;
mod backhaul;
mod costs;
mod demand;
mod document;
mod governance;
mod objective;
mod radio;
mod sites;
mod terrain;

pub use area::{Area, BoxDeg};
pub use backhaul::{Backhaul, Band, Pop};
pub use costs::{CostItem, Costs};
pub use demand::{AnchorFile, ComuneBy, Comuni, Demand, Households, ServedRatio, ServedToday};
pub use document::Scenario;
pub use governance::{
    Fund, Governance, ManagingBody, Operator, Owner, OwnerKind, Rules, Spectrum, Wholesale,
};
pub use objective::{Objective, Solve};
pub use radio::{Cpe, Propagation, Radio, Service};
pub use sites::{InlineSite, Keep, SiteFile, SiteTerms, Sites, Status, TerrainMaxima};
pub use terrain::{LandCover, LandCoverClass, Layer, Shows, Terrain};

pub use crate::propagation::Model;
pub use crate::radio::{Station, Technology};
