#![doc = include_str!("formulation.md")]

#[cfg(feature = "highs")]
mod cuts;
#[cfg(feature = "highs")]
mod highs;
#[cfg(feature = "highs")]
mod rounds;

mod check;
mod classes;
mod extend;
mod feeding;
mod greedy;
mod improve;
mod instance;
mod lagrangean;
mod limits;
mod reduced;
mod selection;
mod solution;
mod solve;
mod sparse;
#[cfg(test)]
mod tests;

pub use extend::{Extension, extensions};
pub use instance::{DemandRow, Instance, SiteColumn};
pub use limits::Limits;
pub use solution::{Proof, Solution};
pub use solve::solve;
