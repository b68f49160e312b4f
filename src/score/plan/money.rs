//! What a plan costs, item by item and year by year.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::CpeReport;
use crate::governance::Purpose;

/// Money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CostReport {
    /// Sum of the funds, euro.
    pub budget_eur: f64,
    /// The funds, in the scenario's order, with what the plan spends of each.
    pub funds: Vec<FundReport>,
    /// Capital cost of the plan, euro.
    pub capex_eur: f64,
    /// Running cost, euro per year.
    pub opex_eur_per_year: f64,
    /// Capital, renewals, terminals that the network buys, running costs over the horizon and what is paid once for the spectrum,
    /// discounted to year 0, euro: the sum of what the ledger's rows come to.
    pub present_value_eur: f64,
    /// `capex_eur` by covered household, euro; null where nobody is covered.
    pub capex_per_covered_household_eur: Option<f64>,
    /// `present_value_eur` by covered household, euro; null where nobody is covered.
    pub present_value_per_covered_household_eur: Option<f64>,
    /// The same as equal payments at the end of each of the horizon's years (annuity), euro per year; null where nobody is covered.
    pub annuity_per_covered_household_eur: Option<f64>,
    /// What the money buys, by kind of asset; sums to the totals above.
    pub items: Vec<CostItemReport>,
    /// The terminals of subscribers; left out where the scenario names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cpe: Option<CpeReport>,
    /// Year by year: construction in year 0, then the horizon's years of running; money of a year is counted at
    /// its end.
    pub years: Vec<YearReport>,
}

/// A source of capital.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FundReport {
    /// Id in the scenario's `governance.funds`.
    pub fund: String,
    /// Whether it is public money.
    pub public: bool,
    /// What it may pay for.
    pub pays_for: Vec<Purpose>,
    /// What it holds, euro.
    pub capex_eur: f64,
    /// What the plan spends of it, euro: the sum of its shares in the ledger.
    pub spent_eur: f64,
}

/// One kind of asset in the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CostItemReport {
    /// Id in the scenario's `costs.items`, or `lease`, or `spectrum_fee`.
    pub item: String,
    /// What it is.
    pub label: String,
    /// How many the plan has, at existing sites too; only what is built new has a capital cost.
    pub count: u32,
    /// Capital cost of all of them, euro.
    pub capex_eur: f64,
    /// Running cost of all of them, euro per year.
    pub opex_eur_per_year: f64,
    /// Years after which they are bought again; null where nothing is bought.
    pub lifetime_years: Option<u32>,
    /// Where the price comes from.
    pub source: String,
    /// Year of the price; null where the scenario gives none.
    pub price_year: Option<u32>,
}

/// One year of the plan's money.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct YearReport {
    /// Year, from 0.
    pub year: u32,
    /// Capital spent to build, euro.
    pub capex_eur: f64,
    /// Capital spent to renew, euro.
    pub renewal_eur: f64,
    /// Spent on terminals for subscribers, euro; left out where the network buys none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cpe_eur: Option<f64>,
    /// Paid once for the right to the spectrum, out of no fund, euro; left out where nothing is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub one_off_fee_eur: Option<f64>,
    /// Running cost, euro.
    pub opex_eur: f64,
    /// Revenue, euro.
    pub revenue_eur: f64,
    /// Share of the covered households that subscribe.
    pub take_up_ratio: f64,
    /// Part of the revenue: lines that are sold to operators, euro.
    pub wholesale_eur: f64,
    /// Part of the revenue: operators that are hosted on public sites, euro.
    pub hosting_eur: f64,
    /// Part of the revenue: what anchor institutions pay, no more than they spend today, euro.
    pub anchor_fees_eur: f64,
    /// Part of the running cost: energy, euro.
    pub energy_eur: f64,
    /// Part of the running cost: rent of sites, euro.
    pub rent_eur: f64,
    /// Part of the running cost: upkeep of sites, euro.
    pub maintenance_eur: f64,
    /// Part of the running cost: fee of the spectrum, euro.
    pub spectrum_eur: f64,
    /// Part of the running cost: links, less their energy, euro.
    pub backhaul_eur: f64,
    /// What the running network has earned and not spent by the end of the year, euro.
    pub reserve_eur: f64,
    /// The same in the worst case of the scenario's stresses, euro.
    pub reserve_stressed_eur: f64,
    /// What the year costs, discounted to year 0, euro: capital, renewals, terminals that the network buys and running costs.
    pub cost_present_value_eur: f64,
    /// `revenue_eur`, discounted to year 0, euro.
    pub revenue_present_value_eur: f64,
}
