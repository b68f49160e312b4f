//! The declared owners, by index, and which of them are private.

use super::OwnerReport;
use crate::governance::{Governance, OwnerKind};

/// One report an owner, in the scenario's order.
pub(super) fn report(governance: &Governance) -> Vec<OwnerReport> {
    let owner = |owner: &crate::governance::Owner| OwnerReport {
        id: owner.id.clone(),
        name: owner.name.clone(),
        kind: owner.kind,
    };
    governance.owners.iter().map(owner).collect()
}

/// The owners of a scenario.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owners<'a>(pub(super) &'a Governance);

impl<'a> Owners<'a> {
    /// Names, in the scenario's order.
    pub(super) fn names(self) -> Vec<&'a str> {
        self.0.owners.iter().map(|owner| owner.name.as_str()).collect()
    }

    /// Index of a private owner by id; none where it is public.
    pub(super) fn private(self, id: &str) -> Option<usize> {
        self.0.owners.iter().position(|owner| owner.id == id && owner.kind == OwnerKind::Private)
    }

    /// Whether the id is that of a local body.
    pub(super) fn is_local_body(self, id: &str) -> bool {
        self.0.owners.iter().any(|owner| owner.id == id && owner.kind == OwnerKind::LocalBody)
    }
}
