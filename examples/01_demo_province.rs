//! Demo province.
fn main() {}
