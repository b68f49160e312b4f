//! The tables again, through the program: what `divario loss` prints is what was published. The library itself is held against every case
//! in any test; of long tables every third goes through the program, and all of them where `DIVARIO_EVERY_CASE` is set, as `./dev validate`
//! does.

mod ntia;
mod others;
mod terrain;

use rayon::prelude::*;
use serde_json::Value;

use crate::deviations::Deviations;

/// Where the program prints a basic transmission loss.
const LOSS: &str = "/basic_transmission_loss_db";

/// One run: its name, the profile as CSV where there is one, the options, and what is to stand at a place of the JSON.
struct Case {
    name: String,
    profile: Option<String>,
    options: Vec<String>,
    key: &'static str,
    wanted: f64,
}

/// A table with more cases is long.
const LONG: usize = 100;
/// Of a long table the program is given one case of so many.
const STRIDE: usize = 3;

/// Runs the cases and compares what the program prints.
fn compare(subject: &'static str, tolerance_db: f64, cases: &[Case]) {
    let is_short = cases.len() <= LONG || std::env::var_os("DIVARIO_EVERY_CASE").is_some();
    let cases: Vec<&Case> = cases.iter().step_by(if is_short { 1 } else { STRIDE }).collect();
    let found: Vec<f64> = cases.par_iter().map(|case| found(case)).collect();
    let mut deviations = Deviations::new(subject, tolerance_db, "dB");
    for (case, found) in cases.iter().zip(found) {
        deviations.note(&case.name, found, case.wanted);
    }
    deviations.settle();
}

/// What a run prints where the case says.
fn found(case: &Case) -> f64 {
    let mut program = assert_cmd::Command::cargo_bin("divario").unwrap();
    program.args(["loss", "--format", "json", "--threads", "1"]).args(&case.options);
    if let Some(profile) = &case.profile {
        program.args(["--profile", "-"]).write_stdin(profile.as_str());
    }
    let output = program.output().unwrap();
    assert!(output.status.success(), "{}: {}", case.name, String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    answer.pointer(case.key).and_then(Value::as_f64).unwrap_or_else(|| panic!("no {} in {answer}", case.key))
}

/// The polarisation that a number stands for, given the number of the horizontal one.
fn polarisation(number: f64, horizontal: f64) -> &'static str {
    if number == horizontal { "horizontal" } else { "vertical" }
}

/// Options as words: names and values.
fn words(model: &str, options: &[(&str, String)]) -> Vec<String> {
    let pairs = options.iter().flat_map(|(name, value)| [format!("--{name}"), value.clone()]);
    ["--model".to_owned(), model.to_owned()].into_iter().chain(pairs).collect()
}
