//! Economics: prices, present value, annuities, renewals and the yearly cash flow, on plain numbers.
//!
//! ```text
//! year     0        1      2      …      N
//!          │        │      │             │
//!          capital  └──── running ───────┘   costs and revenue, counted at the end of each year
//!                     renewals at lifetime, 2 × lifetime, … before N
//! ```
//!
//! Capital is spent at the start of year 1, which is called year 0. The network then runs for the N years of
//! the horizon. Prices are real, without inflation or tax.

/// Prices are by month, books by year.
pub const MONTHS_PER_YEAR: f64 = 12.0;

mod cash_flow;
mod costs;
mod cpe;
mod funding;
mod present_value;
mod renewals;
mod rounding;
mod stress;
mod take_up;

pub use cash_flow::{Asset, Revenue, Running, Year, cash_flow, present_cost_eur};
pub(crate) use costs::is_zero;
pub use costs::{CostItem, Costs};
pub use cpe::{Cpe, CpePayer, CpeTerms};
pub use funding::{Amount, Share, funding};
pub use present_value::{annuity_ratio, discount_ratio, present_value_eur};
pub use renewals::renewal_years;
pub use rounding::{cents, round_to, to_cents};
pub use stress::{Loss, Stress, YearEnd, enough_subscribers, needed_ratio, year_ends};
pub use take_up::{TakeUp, take_up_ratio};
