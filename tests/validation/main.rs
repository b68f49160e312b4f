//! Every published case of every model, whole folders at a time: `./dev validate` prints the table of deviations.
//!
//! The cases lie beside the repository (see `shared/mod.rs` for where they are looked for); those of our own making are
//! in `tests/golden` too, where everybody's tests read them (`tests/golden.rs`).

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[cfg(feature = "gdal")]
mod command_line;
mod deviations;
mod itm;
mod p1812;
mod p1812_cases;
mod p1812_tables;
mod p2108;
mod p2109;
mod p452;
mod p526;
#[path = "../shared/mod.rs"]
mod shared;
mod table;
