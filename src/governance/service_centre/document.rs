//! Section `governance.service_centre` of the scenario: who takes part, and how the yearly need is divided.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A territorial service centre whose members pay fees by size and tariffs by line.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceCentre {
    /// Kind of the anchor institutions that make their comune a member, one of `demand.anchors[].kind`; it pays a fee where the plan covers
    /// one of them. Each anchor institution that
    /// the plan covers there, of whatever kind, is a line.
    #[schemars(length(min = 1))]
    pub member_kind: String,
    /// Share of the network's running costs that the centre bears.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub cost_share_ratio: f64,
    /// What others than its members pay the centre, euro per year.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub other_revenue_eur_per_year: f64,
    /// Share of what members have to cover that tariffs by line bear; fees bear the rest, and all where there are no lines.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub tariff_share_ratio: f64,
    /// Weights of the fee by size of comune.
    #[schemars(length(min = 1))]
    pub size_classes: Vec<FeeClass>,
    /// A comune with fewer residents than this pays no more than `fee_cap_eur_per_year` as its fee.
    #[schemars(range(min = 0, max = 10_000_000))]
    pub fee_cap_below_population: u32,
    /// Highest fee of such a comune, euro per year.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub fee_cap_eur_per_year: f64,
    /// Years as they could come; the worst sets fees and tariffs.
    #[schemars(length(min = 1))]
    pub stresses: Vec<ServiceStress>,
}

/// Comuni of one size.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeeClass {
    /// Comuni with fewer residents than this that no lower class has; left out, in one class: all that are larger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 10_000_000))]
    pub below_population: Option<u32>,
    /// Relative weight of their fee.
    #[schemars(range(min = 0.0, max = 1_000.0))]
    pub weight: f64,
}

/// A year as it could come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceStress {
    /// Name.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Cost of that year over that of an ordinary one.
    #[schemars(range(min = 0.0, max = 100.0))]
    pub cost_ratio: f64,
    /// Other revenue of that year over that of an ordinary one.
    #[schemars(range(min = 0.0, max = 100.0))]
    pub other_revenue_ratio: f64,
}
