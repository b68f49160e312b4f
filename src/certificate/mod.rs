//! Proof that no plan serves more: a question in whole numbers, an answer, and a sum that anyone can check.
//!
//! Nothing here depends on a solver, on the optimiser, or on floating-point arithmetic.

mod answer;
mod cases;
mod instance;
mod rows;
mod value_row;

pub use answer::{Answer, Checked};
pub use cases::{Case, Fixing, ONE, bound_micro, case_bound_micro, sum_bound_micro};
pub use instance::{DemandRow, Instance, Offer, SiteColumn};
pub use rows::{Linear, Row, UNIT};
pub use value_row::Prices;
