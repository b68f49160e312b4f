//! Section `costs` of the scenario: what things cost, each with its source, and how years are counted.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Cpe, CpePayer, CpeTerms};

/// Prices and discounting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Costs {
    /// Real discount rate as a ratio: 0.03 is three per cent.
    #[schemars(range(min = 0.0, max = 0.5))]
    pub discount_rate_ratio: f64,
    /// Years of running that are counted after construction.
    #[schemars(range(min = 1, max = 60))]
    pub horizon_years: u32,
    /// A CSV file of prices, a row for each item, with the columns `id`, those of `items`, and `verified`; of it count the items that
    /// something uses and that `items` does not price itself. Left out: `items` has all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<PathBuf>,
    /// Everything that can be bought, by its id; `lease` and `spectrum_fee` are rows of the plan and no ids.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub items: BTreeMap<String, CostItem>,
    /// What it takes to put antennas on a kind of structure: items by structure. Sites name one of these keys.
    pub structures: BTreeMap<String, Vec<String>>,
    /// Items that each site needs, whatever it stands on (radio, power).
    pub per_site: Vec<String>,
    /// Items that each microwave link needs, both ends together.
    pub per_link: Vec<String>,
    /// The terminal that each subscriber needs; left out: none is counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cpe: Option<Cpe>,
}

impl Costs {
    /// The terminal of a subscriber where the network buys it; none where nobody has priced it.
    #[must_use]
    pub fn network_cpe(&self) -> Option<CpeTerms> {
        let cpe = self.cpe.as_ref().filter(|cpe| cpe.paid_by == CpePayer::Network)?;
        let item = self.items.get(&cpe.item)?;
        Some(CpeTerms { capex_eur: item.capex_eur, lifetime_years: item.lifetime_years })
    }
}

/// A price with its source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostItem {
    /// What it is, in a few words.
    pub label: String,
    /// Capital cost, euro.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub capex_eur: f64,
    /// Running cost, euro per year.
    #[schemars(range(min = 0.0, max = 1e9))]
    pub opex_eur_per_year: f64,
    /// Part of the running cost that is energy, euro per year.
    #[serde(default, skip_serializing_if = "is_zero")]
    #[schemars(range(min = 0.0, max = 1e9))]
    pub energy_eur_per_year: f64,
    /// Bought again after so many years.
    #[schemars(range(min = 1, max = 100))]
    pub lifetime_years: u32,
    /// Where the price comes from; the word *unverified* where nobody has checked it.
    #[schemars(length(min = 1))]
    pub source: String,
    /// Year of the price.
    #[schemars(range(min = 1990, max = 2100))]
    pub year: u32,
}

/// Whether a number of the scenario is what it is where it is left out.
pub(crate) fn is_zero<N: Default + PartialEq>(number: &N) -> bool {
    *number == N::default()
}
