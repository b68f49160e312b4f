//! Governance: the four guidelines, each audited by a pure function.
mod document;
pub use document::{Fund, Governance, ManagingBody, Operator, Owner, OwnerKind, Rules, Spectrum, Wholesale};
