//! The program as its users meet it: whole runs on small worlds, right and wrong.
#![cfg(feature = "gdal")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say so at once")]

mod alternatives;
mod bad_input;
mod ballots;
mod catalogue;
mod command_line;
mod compare;
mod concessions;
mod coverage;
mod enforced;
mod equity;
mod every_field_follows;
mod every_number_matters;
mod fixes;
mod frontier;
mod frontier_beside;
mod funds;
mod impossible;
mod interruption;
mod link;
mod loss;
mod managing_body;
mod market;
mod memory;
mod operators;
mod output_folder;
mod plan_file;
mod planned;
mod principles;
mod promises;
mod regimes;
mod rows_and_books;
mod running_network;
mod same_bytes;
mod service_centre;
mod tiers;
mod two_paths;
mod verify;
mod world;
