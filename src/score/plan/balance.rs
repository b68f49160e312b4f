//! Whether the running network pays for itself, as planned and under stress.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::governance::{Governance, Stresses, Wholesale};

/// The running network's reserve: the terms that it hangs on, and what it comes to in each case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BalanceReport {
    /// What the scenario says of the network's revenue.
    pub wholesale: Wholesale,
    /// Established take-up, `service.take_up_ratio`.
    pub take_up_ratio: f64,
    /// The reserve must be at least this at the end of each year after the ramp-up, euro.
    pub reserve_min_eur: f64,
    /// Years in which it may be lower.
    pub ramp_up_years: u32,
    /// What the network must bear; null where nothing is worse than planned.
    pub stresses: Option<Stresses>,
    /// The site whose loss takes most; null where the scenario loses none.
    pub major_tower: Option<TowerReport>,
    /// The sites, of which any could be lost, by id; empty where the stresses lose none.
    pub towers: Vec<TowerReport>,
    /// What has to be lent to the network while subscribers come, in the worst case, euro.
    pub bridging_eur: f64,
    /// Wholesale price at which the reserve just suffices if all goes as planned, euro per month; null without subscribers.
    pub break_even_price_eur_per_month: Option<f64>,
    /// Take-up of the last year at which it just suffices if all goes as planned, the years before in proportion; null without price or
    /// households.
    pub minimum_take_up_ratio: Option<f64>,
    /// The same price, in the worst case.
    pub break_even_price_stressed_eur_per_month: Option<f64>,
    /// The same take-up, in the worst case.
    pub minimum_take_up_stressed_ratio: Option<f64>,
    /// Every case: as planned, then the grid of the stresses, then all of these with the tower lost.
    pub cases: Vec<CaseReport>,
}

impl BalanceReport {
    /// The terms alone, before any case is worked out.
    #[must_use]
    pub fn of_terms(governance: &Governance, take_up_ratio: f64) -> Self {
        Self {
            wholesale: governance.wholesale.clone(),
            take_up_ratio,
            reserve_min_eur: governance.rules.reserve_min_eur,
            ramp_up_years: governance.rules.ramp_up_years,
            stresses: governance.stresses.clone(),
            major_tower: None,
            towers: Vec::new(),
            bridging_eur: 0.0,
            break_even_price_eur_per_month: None,
            minimum_take_up_ratio: None,
            break_even_price_stressed_eur_per_month: None,
            minimum_take_up_stressed_ratio: None,
            cases: Vec::new(),
        }
    }
}

/// A site, as what is behind it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TowerReport {
    /// Id of the site.
    pub site: String,
    /// Households that it serves, or that are served by sites fed over it.
    pub households: f64,
    /// What the anchor institutions behind it pay, euro per year.
    pub anchor_fees_eur_per_year: f64,
    /// What the operators pay that it hosts, euro per year; nothing on private property.
    pub hosting_eur_per_year: f64,
    /// What building it again takes out of the reserve, euro.
    pub rebuild_eur: f64,
}

/// The network in one case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CaseReport {
    /// Subscribers, of those that are planned.
    pub take_up_ratio: f64,
    /// Price of a line, of that which is planned.
    pub price_ratio: f64,
    /// Price of energy, of that which is planned.
    pub energy_ratio: f64,
    /// The tower is lost.
    pub tower_lost: bool,
    /// The year after the ramp-up at whose end the reserve is lowest.
    pub worst_year: u32,
    /// The reserve then, euro.
    pub reserve_eur: f64,
    /// Whether that is enough.
    pub holds: bool,
}
