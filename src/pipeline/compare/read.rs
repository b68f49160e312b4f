//! One folder: its plan, and whatever of scenario, certificate and comuni lies beside it.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::{beside, strict};
use crate::certificate::{Certificate, Instance, sha256_of_lasting_lines};
use crate::export::Territories;
use crate::input::read_polygons;
use crate::problem::{Error, Findings, Problem};
use crate::scenario::{Scenario, sha256, without_mark};
use crate::score::{Plan, PlanAtHand};

/// The map layer of the comuni: that of a folder with a scenario, where the usual name may be that of an input, then the usual one.
const TERRITORIES: [&str; 2] = ["map_comuni.geojson", "comuni.geojson"];

/// What was read.
pub(super) struct Read {
    folder: PathBuf,
    shown: String,
    pub plan: Plan,
    /// Of `plan.json`.
    pub sha256: String,
    scenario: Option<Value>,
    /// One lies there that is not the plan's.
    scenario_changed: bool,
    question: Option<Instance>,
    /// Ground of the comuni.
    pub territories: Option<Territories>,
    /// What was noticed.
    pub warnings: Vec<String>,
}

impl Read {
    /// Reads a folder.
    ///
    /// # Errors
    /// [`Error::Input`] where it holds no plan, or one that this version cannot read whole.
    pub(super) fn of(folder: &Path) -> Result<Self, Error> {
        let file = folder.join("plan.json");
        let bytes = plan_bytes(folder, &file)?;
        let plan: Plan = strict::document(strict::PLAN, &file, &bytes)?;
        let mut warnings = Vec::new();
        if plan.provenance.divario != env!("CARGO_PKG_VERSION") {
            let (made, own) = (&plan.provenance.divario, env!("CARGO_PKG_VERSION"));
            warnings.push(format!("{} was made by divario {made}, this is {own}", file.display()));
        }
        let (scenario, scenario_changed) = scenario(folder, &plan, &mut warnings)?;
        Ok(Self {
            scenario,
            scenario_changed,
            question: question(folder, (&plan, &bytes), &mut warnings)?,
            territories: territories(folder)?,
            folder: folder.to_path_buf(),
            shown: folder.display().to_string(),
            sha256: sha256(&bytes),
            plan,
            warnings,
        })
    }

    /// Its `plan.json`.
    pub(super) fn file(&self) -> PathBuf {
        self.folder.join("plan.json")
    }

    pub(super) fn at_hand(&self) -> PlanAtHand<'_> {
        PlanAtHand {
            folder: &self.shown,
            plan: &self.plan,
            sha256: &self.sha256,
            scenario: self.scenario.as_ref(),
            scenario_changed: self.scenario_changed,
            question: self.question.as_ref(),
        }
    }
}

fn plan_bytes(folder: &Path, file: &Path) -> Result<Vec<u8>, Error> {
    let remedy = "give a folder that `divario plan` has filled, or one of those that `divario regimes`, `market` or `ballots` made, with a \
                  plan.json in it";
    let problem = |found: String| Problem::file("no-plan", folder, found, remedy);
    if !folder.exists() {
        return Err(problem("does not exist".into()).into());
    }
    if !folder.is_dir() {
        return Err(problem("is a file, not a plan's folder".into()).into());
    }
    std::fs::read(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => problem("holds no plan.json".into()).into(),
        _ => Problem::file("unreadable-file", file, format!("cannot be read: {error}"), remedy).into(),
    })
}

/// The scenario, where it is that of the plan; whether one lies there that is not.
fn scenario(folder: &Path, plan: &Plan, warnings: &mut Vec<String>) -> Result<(Option<Value>, bool), Error> {
    let Some(bytes) = beside::read(folder, "scenario.json")? else { return Ok((None, false)) };
    if sha256(&bytes) != plan.scenario.sha256 {
        let file = folder.join("scenario.json");
        warnings.push(format!(
            "{} is not the scenario of the plan beside it, by its SHA-256: it was changed since, and its keys were not compared",
            file.display()
        ));
        return Ok((None, true));
    }
    Ok((serde_json::from_slice(without_mark(&bytes)).ok().map(in_full), false))
}

/// A scenario with all that its author left out at its usual value, so that the same number is the same however it is written.
fn in_full(document: Value) -> Value {
    let scenario: Option<Scenario> = serde_json::from_value(document.clone()).ok();
    scenario.and_then(|scenario| serde_json::to_value(scenario).ok()).unwrap_or(document)
}

/// The certified question, where it is that of the plan.
fn question(
    folder: &Path,
    (plan, plan_json): (&Plan, &[u8]),
    warnings: &mut Vec<String>,
) -> Result<Option<Instance>, Error> {
    let Some(bytes) = beside::read(folder, "certificate.json")? else { return Ok(None) };
    let certificate = Certificate::read(&bytes);
    if certificate.as_ref().is_ok_and(|one| one.plan_sha256 != sha256_of_lasting_lines(plan_json)) {
        let file = folder.join("plan.json");
        warnings.push(format!(
            "{} was changed since it was certified: its figures may not follow from each other; `divario verify {}` says what does not",
            file.display(),
            folder.display()
        ));
    }
    let read = certificate.and_then(|certificate| {
        let own = certificate.scenario.sha256 == plan.scenario.sha256;
        Ok(own.then_some(certificate.question.instance()?))
    });
    let read = read.ok().flatten();
    if read.is_none() {
        let file = folder.join("certificate.json");
        warnings.push(format!(
            "{} cannot be read as the certificate of the plan beside it; `divario verify {}` says why",
            file.display(),
            folder.display()
        ));
    }
    Ok(read)
}

/// The map layer of the comuni.
fn territories(folder: &Path) -> Result<Option<Territories>, Error> {
    let files = TERRITORIES.map(|name| folder.join(name));
    let Some(file) = files.into_iter().find(|file| file.exists()) else { return Ok(None) };
    let mut findings = Findings::default();
    let table = read_polygons(&file, &["istat"], &mut findings);
    findings.settle()?;
    let Some(table) = table else { return Ok(None) };
    let row = |row| Some((table.text(row, "istat")?.to_owned(), row.shape.clone()));
    Ok(Some(table.rows.iter().filter_map(row).collect()))
}
