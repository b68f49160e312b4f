//! Reads a scenario file: text, then shape, then meaning; all problems of a step at once.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::files::{Files, sha256};
use super::shape::departures;
use super::validate::{bought, validate};
use super::{CostItem, Scenario};
use crate::problem::{Error, Findings, Problem};

/// A scenario of the right shape.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The document.
    pub scenario: Scenario,
    /// SHA-256 of the file, hexadecimal.
    pub sha256: String,
    /// The file as it was read.
    pub bytes: Vec<u8>,
    /// Where its files are looked for.
    pub files: Files,
}

/// Reads the prices of a catalogue by item, and notes what is wrong in it; what a CSV file is this module does not know.
pub type PriceReader = fn(&Path, &mut Findings) -> BTreeMap<String, CostItem>;

/// Reads a scenario file and the catalogue of prices that it may name. What contradicts itself in it is noted, so that the caller can tell
/// it together with what else it finds; the document is only to be used once the findings are settled.
///
/// # Errors
/// [`Error::Input`] with every problem of the first step that found any.
pub fn read(
    path: &Path,
    data: Option<&Path>,
    prices: PriceReader,
    findings: &mut Findings,
) -> Result<Loaded, Error> {
    let bytes = whole_file(path).map_err(|error| {
        let remedy = "give the path of a scenario file; `divario schema scenario` says what one holds";
        Problem::file("unreadable-file", path, format!("cannot be read: {error}"), remedy)
    })?;
    let mut scenario = parse(path, &bytes)?;
    let mut files = Files::beside(path, data);
    add_prices(&mut scenario, &mut files, prices)?;
    validate(&scenario, findings);
    Ok(Loaded { scenario, sha256: sha256(&bytes), bytes, files })
}

/// Puts what the scenario buys from its catalogue among its own items, which stay as they are. The catalogue stays named: a scenario that
/// is written anew, with all of its prices, rests on the same files.
///
/// # Errors
/// [`Error::Input`] with everything that is wrong with the catalogue.
fn add_prices(scenario: &mut Scenario, files: &mut Files, prices: PriceReader) -> Result<(), Error> {
    let Some(named) = scenario.costs.catalogue.clone() else { return Ok(()) };
    let file = files.find(&named, "/costs/catalogue")?;
    let mut findings = Findings::default();
    let mut catalogue = prices(&file, &mut findings);
    findings.settle()?;
    let bought: Vec<String> = bought(scenario).flat_map(|(_, items)| items.iter().cloned()).collect();
    let terminal = scenario.costs.cpe.iter().map(|cpe| cpe.item.clone());
    for id in bought.into_iter().chain(terminal.collect::<Vec<_>>()) {
        if let Some((id, item)) = catalogue.remove_entry(&id) {
            scenario.costs.items.entry(id).or_insert(item);
        }
    }
    Ok(())
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

/// The bytes of a scenario file without the byte-order mark that some editors put before them.
#[must_use]
pub fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

fn parse(path: &Path, bytes: &[u8]) -> Result<Scenario, Error> {
    let text = std::str::from_utf8(without_mark(bytes)).map_err(|error| {
        Problem::file("not-utf8", path, format!("is not UTF-8 text: {error}"), "save it as UTF-8")
    })?;
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
