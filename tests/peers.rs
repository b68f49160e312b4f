//! The comparison with other tools counts, compares and reports as it says: its own checks, in Python.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot go on should say so at once"
)]

use std::process::{Command, Output};

/// Runs Python in `benches/peers`; `None` where there is no Python of 3.10 or newer.
fn python(arguments: &[&str]) -> Option<Output> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers");
    let recent = ["-c", "import sys; sys.exit(sys.version_info < (3, 10))"];
    if !Command::new("python3").args(recent).status().is_ok_and(|status| status.success()) {
        eprintln!("left out: there is no python3 of 3.10 or newer");
        return None;
    }
    Some(Command::new("python3").arg("-B").args(arguments).current_dir(folder).output().unwrap())
}

#[test]
fn the_checks_of_the_comparison_hold() {
    let Some(output) = python(&["-m", "unittest", "checks"]) else { return };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
