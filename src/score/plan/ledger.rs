//! The asset ledger: what the network consists of, who owns it, who pays for it, and what local bodies lend.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::governance::Purpose;

/// One asset of the plan, or one thing that it rents or is lent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AssetReport {
    /// Unique: the site's id, a slash and the item; `spectrum` and `cpe` by themselves. An item that a site has twice is numbered from its second.
    pub asset: String,
    /// What kind of asset.
    pub kind: AssetKind,
    /// Site that it belongs to; null for the spectrum and the terminals of subscribers.
    pub site: Option<String>,
    /// Id in the scenario's `costs.items`, or `lease`, `in_kind` or `spectrum_fee`.
    pub item: String,
    /// What it is.
    pub label: String,
    /// Id of the owner, in `owners`; null where the band is licence-exempt, and of terminals, which belong to the network.
    pub owner: Option<String>,
    /// The owner is a public body; also where there is none.
    pub owner_public: bool,
    /// At the end of this year its private owner hands it over; null where it does not.
    pub reversion_year: Option<u32>,
    /// Id of the public owner, in `owners`, that gets it then.
    pub reverts_to: Option<String>,
    /// Who manages it: the managing body.
    pub manager: String,
    /// Capital cost, euro; 0 where it stands already, is rented or lent.
    pub capex_eur: f64,
    /// Who pays the capital cost.
    pub funds: Vec<FundShareReport>,
    /// Running cost, euro per year.
    pub opex_eur_per_year: f64,
    /// Years after which it is bought again; null where nothing is bought.
    pub lifetime_years: Option<u32>,
    /// How often it is bought again within the horizon; of terminals the years in which some are bought.
    pub renewals: u32,
    /// What that costs, together, euro; of terminals all of them, for none is bought in year 0.
    pub renewals_eur: f64,
    /// Capital, renewals and running cost over the horizon, discounted to year 0, euro.
    pub present_value_eur: f64,
    /// What its owner gives by lending it free of charge, euro per year of avoided rent; no cost, and no part of those above.
    pub in_kind_eur_per_year: f64,
    /// The same over the horizon, discounted to year 0, euro; credited to the owner.
    pub in_kind_present_value_eur: f64,
    /// Where the price comes from.
    pub source: String,
    /// Year of the price; null where the scenario gives none.
    pub price_year: Option<u32>,
}

/// What a fund pays of an asset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FundShareReport {
    /// Id of the fund, in the scenario's `governance.funds`.
    pub fund: String,
    /// What it pays, euro.
    pub capex_eur: f64,
}

/// Kinds of assets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AssetKind {
    /// What the antennas stand on, and its works (`costs.structures`).
    Structure,
    /// What every site has: radio, power (`costs.per_site`).
    Equipment,
    /// The microwave link that feeds the site, with its tier (`costs.per_link`, items of the tier).
    Link,
    /// Rent paid to the owner of a site.
    Lease,
    /// Land, roof or mast that the owner lends free of charge.
    InKind,
    /// Spectrum.
    Spectrum,
    /// Terminals of subscribers that the network buys (`costs.cpe`).
    Cpe,
}

impl AssetKind {
    /// What capital that is spent on it is spent on; none where it takes none.
    #[must_use]
    pub fn purpose(self) -> Option<Purpose> {
        match self {
            Self::Structure => Some(Purpose::Structure),
            Self::Equipment => Some(Purpose::Equipment),
            Self::Link => Some(Purpose::Link),
            Self::Lease | Self::InKind | Self::Spectrum | Self::Cpe => None,
        }
    }
}
