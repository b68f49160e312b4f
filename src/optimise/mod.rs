#![doc = include_str!("formulation.md")]

#[cfg(feature = "highs")]
mod branch;
#[cfg(feature = "highs")]
mod captive_cuts;
#[cfg(feature = "highs")]
mod highs;
#[cfg(feature = "highs")]
mod master;
#[cfg(feature = "highs")]
mod plans;
#[cfg(feature = "highs")]
mod pole_cuts;
#[cfg(feature = "highs")]
mod rounding;
#[cfg(feature = "highs")]
mod standstill;
#[cfg(feature = "highs")]
mod value_cuts;

mod alternatives;
#[cfg_attr(not(feature = "highs"), expect(dead_code, reason = "used by branch and bound alone"))]
mod blocks;
mod captivity;
mod classes;
mod cuts;
mod discounts;
mod draft;
mod extend;
mod feeding;
mod greedy;
mod harvest;
mod impossible;
mod improve;
mod keep;
mod knapsack;
mod lagrangean;
mod limits;
mod poles;
mod pricing;
#[cfg_attr(not(feature = "highs"), expect(dead_code, reason = "used by branch and bound alone"))]
mod proof;
mod reduced;
mod release;
mod selection;
mod separate;
mod serving;
mod solution;
mod solve;
mod start;
mod subgradient;
#[cfg(test)]
mod tests;
#[cfg_attr(not(feature = "highs"), expect(dead_code, reason = "used by branch and bound alone"))]
mod time_price;

pub use crate::certificate::{DemandRow, Instance, Offer, SiteColumn};
pub use draft::{Chosen, draft};
pub use extend::{Extension, extensions, fed};
pub use impossible::{Impossible, impossible};
pub use keep::chosen;
pub use limits::Limits;
pub use solution::{Proof, Solution};
pub use solve::{solve, solve_from};
