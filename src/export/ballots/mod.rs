//! The files of a vote: tables, the scenarios of its rounds, three plans with their proofs, and the record of the decision.

mod dictionary;
mod rows;
#[cfg(test)]
mod tests;

use super::readme::{About, text_about};
use super::stamp::SurveyStamp;
use super::{OutputFolder, Results, Writer, document, failed, write_all};
use crate::certificate::{Evidence, PlanFile};
use crate::participation::Proposal;
use crate::problem::Error;
use crate::progress::Progress;
use crate::scenario::{Scenario, sha256};
use crate::score::{BallotsReport, DecisionRecord, FileHash, Plan};

/// Folders of the plans with the scenario's own weights, with those of round 1 and of round 2, in the folder of a vote.
pub const PLAN_FOLDERS: [&str; 3] = ["plan_own", "plan_round_1", "plan"];

/// The scenarios with the weights of both rounds, in the folder of a vote.
pub const ROUND_SCENARIOS: [&str; 2] = ["scenario_round_1.json", "scenario_round_2.json"];

/// Steps that [`write_ballots`] reports besides those of the last plan.
const STEPS: u64 = 13;

/// Everything that the files are made from.
pub struct BallotsResults<'a> {
    /// The figures.
    pub report: &'a BallotsReport,
    /// The scenarios with the weights of both rounds, as [`scenario_bytes`] writes them.
    pub scenarios: [&'a [u8]; 2],
    /// The plans with the scenario's own weights and with those of round 1, with what proves them.
    pub others: [(&'a Plan, &'a Evidence); 2],
    /// The plan with the weights of round 2.
    pub last: &'a Results<'a>,
    /// Proposals, and the hash of their file.
    pub proposals: Option<&'a (Vec<Proposal>, String)>,
}

/// JSON Schema (draft 2020-12) of `ballots.json`, generated from the types.
#[must_use]
pub fn ballots_schema() -> schemars::Schema {
    schemars::schema_for!(BallotsReport)
}

/// JSON Schema (draft 2020-12) of `decision.json`, generated from the types.
#[must_use]
pub fn decision_schema() -> schemars::Schema {
    schemars::schema_for!(DecisionRecord)
}

/// A scenario as the bytes of its file.
///
/// # Errors
/// [`Error::Failed`] when a number is not finite.
pub fn scenario_bytes(scenario: &Scenario) -> Result<Vec<u8>, Error> {
    document::bytes("a scenario", scenario)
}

/// The report of a vote as the bytes of `ballots.json`.
///
/// # Errors
/// [`Error::Failed`] when a figure is not finite.
pub fn ballots_bytes(report: &BallotsReport) -> Result<Vec<u8>, Error> {
    document::bytes("ballots.json", report)
}

/// Writes every file aside in the folder; [`OutputFolder::commit`] then puts them in place. `ballots.json` comes last, so that
/// whoever sees new figures finds the rest of them.
///
/// # Errors
/// [`Error::Output`] when a file cannot be written, [`Error::Interrupted`] when the user asks to stop,
/// [`Error::Failed`] when a figure is not finite or a plan contradicts its proof.
pub fn write_ballots(
    results: &BallotsResults,
    folder: &mut OutputFolder,
    progress: &dyn Progress,
) -> Result<(), Error> {
    folder.stage_folder(PLAN_FOLDERS[2], |inner| write_all(results.last, inner, progress))?;
    Writer::write(folder, progress, STEPS, |writer| write_each(results, writer))
}

fn write_each(results: &BallotsResults, writer: &mut Writer) -> Result<(), Error> {
    let report = results.report;
    for (folder, (plan, evidence)) in PLAN_FOLDERS.into_iter().zip(results.others) {
        writer.put_plan(folder, plan, evidence)?;
    }
    for (name, bytes) in ROUND_SCENARIOS.into_iter().zip(results.scenarios) {
        writer.put(name, || Ok(bytes.to_vec()))?;
    }
    writer.put_table(dictionary::PRIORITIES.name, dictionary::PRIORITIES.fields, &report.priorities)?;
    writer.put_table(dictionary::TALLIES.name, dictionary::TALLIES.fields, rows::tallies(report))?;
    writer.put_table(dictionary::SITES.name, dictionary::SITES.fields, rows::sites(report))?;
    writer.put_table(dictionary::COMUNI.name, dictionary::COMUNI.fields, rows::comuni(report))?;
    let written = [writer.folder.staged(), &["decision.json".to_owned(), "ballots.json".to_owned()]].concat();
    writer.put("README.txt", || Ok(readme(report, &written).into_bytes()))?;
    let figures = ballots_bytes(report)?;
    let decision = decision(results, writer.folder, &figures)?;
    writer.put("decision.json", || Ok(decision))?;
    writer.put("ballots.json", || Ok(figures))
}

/// The record of all files that are written so far, and of `ballots.json`.
fn decision(results: &BallotsResults, folder: &OutputFolder, figures: &[u8]) -> Result<Vec<u8>, Error> {
    let mut files = vec![FileHash { path: "ballots.json".into(), sha256: sha256(figures) }];
    for name in folder.staged() {
        files.push(FileHash { path: name.clone(), sha256: decided_sha256(name, &folder.read_staged(name)?) });
    }
    let unwritten = |error: serde_json::Error| failed(format!("decision.json: {error}"));
    DecisionRecord::of(results.others[0].0, &results.report.ballots_sha256, files)
        .with_proposals(results.proposals)
        .sealed()
        .and_then(|record| record.bytes())
        .map_err(unwritten)
}

/// The hash under which a decision names a file: of a `plan.json` that which does not differ from run to run.
#[must_use]
pub fn decided_sha256(path: &str, bytes: &[u8]) -> String {
    let is_plan = path == "plan.json" || path.ends_with("/plan.json");
    let plan = is_plan.then(|| PlanFile::read(bytes).ok()).flatten();
    plan.map_or_else(|| sha256(bytes), |plan| plan.sha256().to_owned())
}

/// Names of all files, those in the folders of plans left out.
pub(super) fn names() -> Vec<&'static str> {
    dictionary::files().into_iter().map(|file| file.name).collect()
}

fn readme(report: &BallotsReport, written: &[String]) -> String {
    let about = About {
        stamp: &SurveyStamp::of(&report.scenario, &report.provenance.divario).lines(),
        inputs: &report.provenance.inputs,
        notes: &dictionary::notes(report),
        files: &dictionary::files(),
    };
    text_about(&about, written)
}
