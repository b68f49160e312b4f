//! Who has a say in the managing body, beside what they bring to the network and get from it; and what comuni lend.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Seats of the managing body. All of it but who has how many, and what the rule asks, follows from `ledger` and `comuni`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ManagingBodyReport {
    /// All seats.
    pub seats: u32,
    /// Those of small comuni.
    pub small_comuni_seats: u32,
    /// At least so many must be; null where no rule asks.
    pub small_comuni_seats_min: Option<u32>,
    /// Who has seats, in the scenario's order.
    pub bodies: Vec<BodyReport>,
}

/// One body with seats: an owner or a comune.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BodyReport {
    /// Id of the owner, in `owners`; null where it is a comune.
    pub owner: Option<String>,
    /// ISTAT code of the comune, in `comuni`; null where it is an owner.
    pub istat: Option<String>,
    /// Its seats.
    pub seats: u32,
    /// Share of all seats.
    pub seats_ratio: f64,
    /// Of an owner: share of the capital cost of the plan that is spent on what it owns; null of a comune, and where nothing is spent.
    pub assets_ratio: Option<f64>,
    /// Of a comune: share of the covered households that live there; null of an owner, and where nobody is covered.
    pub served_ratio: Option<f64>,
}

/// What is lent free of charge, by where it stands: `comuni[].in_kind_present_value_eur` and the rest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LoansReport {
    /// All that is lent over the horizon, discounted to year 0, euro.
    pub present_value_eur: f64,
    /// Of it, what stands outside of all planned comuni, euro.
    pub outside_present_value_eur: f64,
}
