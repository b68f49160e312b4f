#![doc = include_str!("certificate.md")]

mod agreement;
mod answer;
mod budgets;
mod captive_prices;
mod captivity;
mod cases;
mod difference;
mod document;
mod evidence;
mod gaps;
mod ground;
mod instance;
mod layout;
mod links;
mod packed;
mod paths;
mod plan_file;
mod profit;
mod refusal;
mod rows;
mod separator;
mod steps;
#[cfg(test)]
mod tests;
mod value_row;
mod verify;
mod written_proof;
mod written_question;

pub use answer::{Answer, Checked, fed, kept_micro};
pub use budgets::{ProofAtBudgets, bounds_micro_at};
pub use captive_prices::{CaptivePrices, most_discount_micro};
pub use captivity::{Captives, Captor};
pub use cases::{Fixing, Goal, ONE, PROOF_TOLERANCE_RATIO, sum_bound_micro};
pub use difference::compare;
pub use document::{
    Certificate, Claim, FORMAT, InputHash, ScenarioFile, WrittenAnswer, WrittenCaptives, WrittenCaptor,
    WrittenCase, WrittenCounted, WrittenPlaces, WrittenQuestion, WrittenRow, WrittenRule, WrittenSite,
};
pub use evidence::Evidence;
pub use ground::Ground;
pub use instance::{DemandRow, Instance, Offer, Rule, SiteColumn};
pub use packed::Packed;
pub use plan_file::{PlanFile, sha256_of_lasting_lines};
pub use profit::{Earning, ProfitBound, profit_bound};
pub use refusal::Refusal;
pub use rows::{Linear, Row, UNIT};
pub use separator::Separator;
pub use steps::{Step, proven_bound_micro, steps_bound_micro};
pub use value_row::{Counted, Prices};
pub use verify::{Proven, Sound, verify};
