//! divario plans public broadband for mountain provinces.
pub mod backhaul;
pub mod coverage;
pub mod demand;
pub mod export;
pub mod optimise;
pub mod problem;
pub mod progress;
pub mod scenario;
pub mod score;
pub mod sites;
pub mod terrain;
pub mod units;
