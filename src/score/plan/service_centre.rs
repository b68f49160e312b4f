//! What the comuni pay for their territorial service centre.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::governance::ServiceCentre;

/// The books of the service centre: in the worst year fees, tariffs, other revenue and shortfall together are the cost, to the cent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceCentreReport {
    /// What the scenario says of it.
    pub terms: ServiceCentre,
    /// Cost and other revenue of each year that could come, in the order of `terms.stresses`.
    pub years: Vec<ServiceYearReport>,
    /// What members have to cover in the worst of them, euro per year.
    pub need_eur_per_year: f64,
    /// Fees of all members, euro per year.
    pub fees_eur_per_year: f64,
    /// Tariffs of all members, euro per year.
    pub tariffs_eur_per_year: f64,
    /// What no member covers, since all are capped or of no weight, euro per year.
    pub shortfall_eur_per_year: f64,
    /// Fee of an uncapped member of weight 1, euro per year; what each pays is this by its weight, to the nearest cent.
    pub fee_level_eur_per_year: f64,
    /// Tariff, euro per line and year; what each pays is this by its lines, to the nearest cent.
    pub tariff_eur_per_line: f64,
    /// Members, by ISTAT code.
    pub members: Vec<ServiceMemberReport>,
}

/// A year as it could come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceYearReport {
    /// Cost to be covered, euro.
    pub cost_eur: f64,
    /// What others pay the centre, euro.
    pub other_revenue_eur: f64,
    /// What is left with the fees and tariffs of the worst year, euro: 0 in that year where nothing falls short.
    pub balance_eur: f64,
}

/// A member and what it pays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ServiceMemberReport {
    /// ISTAT code; all else about it is among `comuni`.
    pub istat: String,
    /// Whether the plan covers the institution that makes it a member.
    pub served: bool,
    /// Anchor institutions there that the plan covers.
    pub lines: u32,
    /// Weight of its size.
    pub weight: f64,
    /// Membership fee, euro per year.
    pub fee_eur_per_year: f64,
    /// Whether the cap lets it pay no more than that.
    pub capped: bool,
    /// Tariff for all its lines, euro per year.
    pub tariff_eur_per_year: f64,
}
