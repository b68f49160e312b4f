//! The divario program.
fn main() {}
