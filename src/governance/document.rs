//! Section `governance` of the scenario: owners, funds, operators and the thresholds of the four guidelines.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Concession, Purpose, Seats, ServiceCentre, Spectrum, Stresses, Wholesale};
use crate::economics::{cents, is_zero};

/// Who owns, pays, manages and sells; and what the four guidelines ask, as numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Governance {
    /// Everybody who owns a site, a point of presence or the spectrum.
    #[schemars(length(min = 1))]
    pub owners: Vec<Owner>,
    /// What public owners have left to private ones for some years.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub concessions: Vec<Concession>,
    /// Where the capital comes from; together they are the budget.
    #[schemars(length(min = 1))]
    pub funds: Vec<Fund>,
    /// Who manages the network.
    pub managing_body: ManagingBody,
    /// Operators that would sell on the network.
    pub operators: Vec<Operator>,
    /// The terms on which they buy.
    pub wholesale: Wholesale,
    /// Who holds the spectrum, and what for.
    pub spectrum: Spectrum,
    /// Thresholds of the four guidelines.
    pub rules: Rules,
    /// How much worse than planned the running network must be able to bear; left out: nothing is worse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stresses: Option<Stresses>,
    /// Numbers of the guidelines that a plan must keep; the others are only audited. 1: of each comune no larger share of the
    /// covered households depends on one private owner alone than `rules.captive_max_ratio`. 2: private sites are paid for from
    /// private funds. 3: no candidate is built that bears too few operators. 4: the running network keeps its reserve in every year.
    /// Who is eligible in 3, the managing body of 2 and the spectrum's holder do not hang on sites: where they do not hold there is no
    /// plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 4), inner(range(min = 1, max = 4)))]
    pub enforce: Vec<u8>,
    /// A service centre of the comuni, whose members pay fees by size and tariffs by line; left out: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_centre: Option<ServiceCentre>,
}

impl Governance {
    /// What all funds hold together, each to its cent.
    #[must_use]
    pub fn budget_cents(&self) -> i64 {
        self.funds.iter().map(|fund| cents(fund.capex_eur)).sum()
    }

    /// Whether an owner of this id is private.
    #[must_use]
    pub fn is_private(&self, owner: &str) -> bool {
        self.owners.iter().any(|known| known.id == owner && !known.kind.is_public())
    }

    /// What the private funds hold together, euro.
    #[must_use]
    pub fn private_funds_eur(&self) -> f64 {
        self.funds.iter().filter(|fund| !fund.public).map(|fund| fund.capex_eur).sum()
    }
}

/// An owner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// Unique id.
    #[schemars(length(min = 1))]
    pub id: String,
    /// Name.
    pub name: String,
    /// Public or private.
    pub kind: OwnerKind,
}

/// What kind of body an owner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OwnerKind {
    /// A local public body: comune, union of comuni, province.
    LocalBody,
    /// Another public body: region, state, public company.
    OtherPublic,
    /// Anybody else.
    Private,
}

impl OwnerKind {
    /// True for local and other public bodies.
    #[must_use]
    pub fn is_public(self) -> bool {
        !matches!(self, Self::Private)
    }
}

/// A source of capital.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fund {
    /// Unique id.
    #[schemars(length(min = 1))]
    pub id: String,
    /// Whether it is public money.
    pub public: bool,
    /// How much there is, euro.
    #[schemars(range(min = 0.0, max = 1e11))]
    pub capex_eur: f64,
    /// What it may pay for; left out: everything. A plan is one that the funds can pay as they may.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 3))]
    pub pays_for: Option<Vec<Purpose>>,
}

/// The body that manages the network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ManagingBody {
    /// Name.
    pub name: String,
    /// Ids of the owners that have a seat.
    pub members: Vec<String>,
    /// How many seats owners and comuni have; left out: nothing is said of that. A private owner may have some: no rule asks, but
    /// the plan says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seats: Vec<Seats>,
}

/// An operator that would sell on the network, and the duties it accepts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Operator {
    /// Unique id.
    #[schemars(length(min = 1))]
    pub id: String,
    /// Name.
    pub name: String,
    /// Accepts a social tariff.
    pub social_tariff: bool,
    /// Serves every household that the network covers.
    pub whole_footprint: bool,
    /// Repairs a fault within so many hours, h.
    #[schemars(range(min = 0.0, max = 10_000.0))]
    pub fault_repair_h: f64,
    /// Publishes its prices and its outages; left out: it has not declared that.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub transparency: bool,
}

/// Thresholds of the four guidelines.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Guideline 1: at most this share of a comune's covered households may depend on one private owner alone.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub captive_max_ratio: f64,
    /// Guideline 2: at least so many local bodies in the managing body.
    #[schemars(range(min = 0, max = 1000))]
    pub local_members_min: u32,
    /// All seats of the managing body: those of `managing_body.seats` must come to so many; left out: to any number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 100_000))]
    pub seats_total: Option<u32>,
    /// Guideline 2: at least so many seats are of comuni below `objective.small_comune_below_population`; left out: not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 100_000))]
    pub small_comuni_seats_min: Option<u32>,
    /// Guideline 3: at least so many eligible operators, at every site that serves households.
    #[schemars(range(min = 0, max = 1000))]
    pub operators_min: u32,
    /// Guideline 3: an operator is eligible if it repairs faults within this time, h, offers the social tariff
    /// and serves the whole footprint.
    #[schemars(range(min = 0.0, max = 10_000.0))]
    pub fault_repair_max_h: f64,
    /// Guideline 3: only an operator that publishes prices and outages is eligible.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub transparency_required: bool,
    /// Guideline 4: what the running network has earned and not spent must be at least this at the end of each
    /// year, euro.
    #[schemars(range(min = -1e9, max = 1e9))]
    pub reserve_min_eur: f64,
    /// Guideline 4: years after construction in which the reserve may be lower, while subscribers come; what is lent to the network
    /// meanwhile it has to have paid back by then.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[schemars(range(min = 0, max = 20))]
    pub ramp_up_years: u32,
}
