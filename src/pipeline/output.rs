//! What an output folder must not be: where the inputs lie, where another command's results lie, or where somebody keeps files of
//! the same names.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::export::{OutputFolder, names_beside};
use crate::inputs::Inputs;
use crate::problem::{Error, Place, Problem};
use crate::scenario::sha256;
use crate::score::ScenarioRef;

/// Results must not take the place of what they are made from.
fn refuse_overwriting(inputs: &Inputs, out: &Path) -> Result<(), Error> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let out = real(out);
    let inside = |file: &&PathBuf| real(file).starts_with(&out);
    match inputs.files.iter().find(inside) {
        None => Ok(()),
        Some(file) => {
            let found = "is an input, and lies in the output folder, where results could replace it";
            Err(Problem::file("output-over-input", file, found, "choose another folder with --out").into())
        }
    }
}

/// Main documents of the commands that fill a folder.
const MAIN_DOCUMENTS: [&str; 9] = [
    "plan.json",
    "coverage.json",
    "link.json",
    "frontier.json",
    "principles.json",
    "market.json",
    "regimes.json",
    "ballots.json",
    "compare.json",
];

/// Opens the folder of a command with this main document.
pub(super) fn open(out: &Path, own_document: &str) -> Result<OutputFolder, Error> {
    let folder = OutputFolder::open(out)?;
    refuse_mixing(out, own_document)?;
    Ok(folder)
}

/// The folder, once it is known that results replace neither inputs nor files of others, but only the command's earlier ones.
pub(super) fn spare(
    folder: OutputFolder,
    own_document: &str,
    inputs: &Inputs,
) -> Result<OutputFolder, Error> {
    refuse_overwriting(inputs, folder.path())?;
    spare_others(folder, own_document)
}

/// The same for a command that reads no scenario.
pub(super) fn spare_others(folder: OutputFolder, own_document: &str) -> Result<OutputFolder, Error> {
    if is_of_divario(&folder.path().join(own_document)) {
        return Ok(folder);
    }
    folder.sparing_others(&names_beside(own_document))
}

/// A plan leaves its scenario in the folder; one that lies there and is neither that of the earlier plan nor the one that is planned
/// now was put or changed there by somebody.
pub(super) fn spare_scenario(folder: &OutputFolder, inputs: &Inputs) -> Result<(), Error> {
    let file = folder.path().join("scenario.json");
    let Ok(bytes) = std::fs::read(&file) else { return Ok(()) };
    let sha256 = sha256(&bytes);
    let of_earlier_plan = || scenario_of(&folder.path().join("plan.json"));
    if sha256 == inputs.scenario_sha256 || of_earlier_plan().is_some_and(|planned| planned == sha256) {
        return Ok(());
    }
    let found = "is not the scenario of the plan beside it, by its SHA-256, and that of the new plan would replace it";
    let remedy = "choose another folder with --out, or move the file away";
    Err(Problem::file("file-of-others", &file, found, remedy).into())
}

/// SHA-256 of the scenario that a plan was made from, as the plan says.
fn scenario_of(document: &Path) -> Option<String> {
    #[derive(Deserialize)]
    struct Planned {
        scenario: ScenarioRef,
    }
    let file = File::open(document).ok()?;
    serde_json::from_reader::<_, Planned>(BufReader::new(file)).ok().map(|planned| planned.scenario.sha256)
}

/// What every main document says of who made it.
#[derive(Deserialize)]
struct Made {
    #[serde(rename = "provenance")]
    _provenance: MadeBy,
}

#[derive(Deserialize)]
struct MadeBy {
    #[serde(rename = "divario")]
    _version: String,
}

fn is_of_divario(document: &Path) -> bool {
    let Ok(file) = File::open(document) else { return false };
    serde_json::from_reader::<_, Made>(BufReader::new(file)).is_ok()
}

/// Files of two commands bear the same names: a folder that holds another command's main document than one's own is refused.
fn refuse_mixing(out: &Path, own_document: &str) -> Result<(), Error> {
    let others = MAIN_DOCUMENTS.iter().filter(|document| **document != own_document);
    let Some(document) = others.map(|document| out.join(document)).find(|document| document.exists()) else {
        return Ok(());
    };
    let found = format!(
        "{} says that the folder holds the results of another command, and some files of both have the same names",
        document.display()
    );
    let remedy = "choose another folder, or move those results away".to_owned();
    Err(Problem { code: "folder-of-another-command", place: Place::Option("out"), found, remedy }.into())
}
