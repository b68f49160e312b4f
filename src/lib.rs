//! divario plans public broadband for mountain provinces.
//!
//! A scenario file names terrain, households, candidate sites, radio, costs and rules. [`plan`] turns it into a plan:
//! which sites to build, how they are fed, whom they reach, what it costs, whether the four guidelines of public
//! ownership hold, and how far from the best possible it can be. [`survey()`] maps what given sites do, without a plan;
//! [`link()`] looks at one path between two places; [`verify()`] checks a plan and its proof without making one;
//! [`frontier()`] finds what each of several budgets buys, [`principles()`] what each guideline costs, [`ballots()`] what a vote
//! changes; [`market()`] holds the plan against what a private licensee would build, and
//! [`regimes()`] plans under each way to govern the spectrum; [`compare()`] sets plans that are made side by side.
//!
//! Data flows one way, and so do the modules; each uses only those before it:
//!
//! ```text
//! problem  progress  units  certificate         proofs in whole numbers, checked by themselves
//! propagation  radio  economics  governance      models and rules, no files
//! scenario  participation                        the document, made of their types; a vote, counted
//! raster  input                                  files in and out
//! terrain  demand  sites                         what the scenario names, on one grid
//! coverage  backhaul                             what the terrain allows
//! optimise  score  export                        the plan, its figures, its files
//! ```
//!
//! Without the feature `gdal` the models, the optimiser and the score remain, in pure Rust.
//!
#![doc = include_str!("glossary.md")]

pub mod backhaul;
pub mod certificate;
mod chains;
pub mod coverage;
pub mod demand;
pub mod economics;
pub mod export;
pub mod governance;
pub mod input;
#[cfg(feature = "gdal")]
mod inputs;
pub mod optimise;
pub mod participation;
#[cfg(feature = "gdal")]
mod pipeline;
pub mod problem;
pub mod progress;
pub mod propagation;
pub mod radio;
#[cfg(feature = "gdal")]
pub mod raster;
pub mod scenario;
pub mod score;
pub mod sites;
pub mod terrain;
pub mod units;

#[cfg(feature = "gdal")]
pub use inputs::Inputs;
#[cfg(feature = "gdal")]
pub use pipeline::{
    BallotsRequest, Budgets, CompareRequest, DecisionRequest, FrontierRequest, LinkRequest, MarketRequest,
    PlanRequest, Planned, PrinciplesRequest, RegimesRequest, Summary, SurveyRequest, Verified,
    VerifiedDecision, VerifyRequest, ballots, check, compare, compute, frontier, holds_decision, link,
    market, plan, principles, regimes, survey, verify, verify_decision,
};
