//! Reads a scenario file: text, then shape, then meaning; all problems of a step at once.

use std::path::Path;

use serde_json::Value;

use super::Scenario;
use super::files::{Files, sha256};
use super::shape::departures;
use super::validate::validate;
use crate::problem::{Error, Findings, Problem};

/// A scenario of the right shape.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The document.
    pub scenario: Scenario,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// Where its files are looked for.
    pub files: Files,
}

/// Reads a scenario file. What contradicts itself in it is noted, so that the caller can tell it together with what else
/// it finds; the document is only to be used once the findings are settled.
///
/// # Errors
/// [`Error::Input`] with every problem of the first step that found any.
pub fn read(path: &Path, data: Option<&Path>, findings: &mut Findings) -> Result<Loaded, Error> {
    let bytes = whole_file(path).map_err(|error| {
        let remedy = "give the path of a scenario file; `divario schema scenario` says what one holds";
        Problem::file("unreadable-file", path, format!("cannot be read: {error}"), remedy)
    })?;
    let scenario = parse(path, &bytes)?;
    validate(&scenario, findings);
    Ok(Loaded { scenario, sha256: sha256(&bytes), files: Files::beside(path, data) })
}

/// Larger scenario files than this are a mistake, bytes.
const BYTES_MAX: u64 = 64 << 20;

fn whole_file(path: &Path) -> std::io::Result<Vec<u8>> {
    let about = std::fs::metadata(path)?;
    if about.is_file() && about.len() > BYTES_MAX || !(about.is_file() || about.is_dir()) {
        return Err(std::io::Error::other("it is not a regular file of at most 64 MiB"));
    }
    std::fs::read(path)
}

fn parse(path: &Path, bytes: &[u8]) -> Result<Scenario, Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        Problem::file("not-utf8", path, format!("is not UTF-8 text: {error}"), "save it as UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let document: Value = serde_json::from_str(text).map_err(|error| not_json(path, &error))?;
    let problems = departures(&document);
    if !problems.is_empty() {
        return Err(Error::Input(problems));
    }
    // From the text again, not from the value: serde then refuses a key given twice.
    serde_json::from_str(text).map_err(|error| not_json(path, &error).into())
}

fn not_json(path: &Path, error: &serde_json::Error) -> Problem {
    let remedy = "correct the place named; a comma, a quote or a bracket is a common cause";
    Problem::file("not-json", path, format!("is not a scenario document: {error}"), remedy)
}
