//! Terminals at subscribers' homes: how many are bought, when, by whom, and what they cost.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::economics::{CpePayer, CpeTerms, to_cents};

/// The terminals of subscribers (customer premises equipment).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CpeReport {
    /// Id in the scenario's `costs.items`.
    pub item: String,
    /// What it is.
    pub label: String,
    /// Who buys them: where it is the network they are a row of the ledger and a part of `present_value_eur`.
    pub paid_by: CpePayer,
    /// Price of one, euro.
    pub capex_eur: f64,
    /// Years after which one is bought again, while there is a subscriber for it.
    pub lifetime_years: u32,
    /// Where the price comes from.
    pub source: String,
    /// Year of the price.
    pub price_year: u32,
    /// Terminals bought in each year from 0, as planned: subscribers less the terminals that still live.
    pub bought_by_year: Vec<f64>,
    /// What all of them cost over the horizon, euro.
    pub purchases_eur: f64,
}

impl CpeReport {
    /// What those of each year cost, euro, to the cent.
    #[must_use]
    pub fn by_year_eur(&self) -> Vec<f64> {
        self.bought_by_year.iter().map(|count| to_cents(count * self.capex_eur)).collect()
    }

    /// Whether the network buys them.
    #[must_use]
    pub fn is_of_network(&self) -> bool {
        self.paid_by == CpePayer::Network
    }

    /// A terminal in plain numbers.
    #[must_use]
    pub fn terms(&self) -> CpeTerms {
        CpeTerms { capex_eur: self.capex_eur, lifetime_years: self.lifetime_years }
    }
}
