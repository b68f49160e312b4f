//! Export: from a plan to files and pictures.

#[cfg(feature = "plots")]
pub mod chart;
