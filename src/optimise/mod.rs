#![doc = include_str!("formulation.md")]

#[cfg(feature = "highs")]
mod branch;
#[cfg(feature = "highs")]
mod highs;
#[cfg(feature = "highs")]
mod master;
#[cfg(feature = "highs")]
mod plans;
#[cfg(feature = "highs")]
mod rounding;
#[cfg(feature = "highs")]
mod standstill;
#[cfg(feature = "highs")]
mod value_cuts;

mod blocks;
mod classes;
mod cuts;
mod extend;
mod feeding;
mod greedy;
mod harvest;
mod improve;
mod lagrangean;
mod limits;
mod pricing;
mod proof;
mod reduced;
mod selection;
mod separate;
mod serving;
mod solution;
mod solve;
#[cfg(test)]
mod tests;
mod time_price;

pub use extend::{Extension, extensions};
pub use limits::Limits;
pub use solution::{Proof, Solution};
pub use solve::solve;
