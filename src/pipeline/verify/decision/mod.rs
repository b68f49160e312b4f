//! A decision's folder read again: every hash, the three plans with their proofs, the count where the ballots are at hand, and all
//! that follows from them.

mod difference;
mod files;
mod follows;

use std::path::{Path, PathBuf};

use super::{compare_file, compare_files, refused, verify_folder};
use crate::certificate::{Certificate, Proven, Refusal};
use crate::export::{PLAN_FOLDERS, ROUND_SCENARIOS};
use crate::pipeline::ballots::{counted, electorate};
use crate::problem::{Error, Findings};
use crate::progress::Progress;
use crate::scenario::sha256;
use crate::score::{BallotsReport, DecisionRecord, Plan};
use files::Files;

/// Which decision to verify, and against what.
#[derive(Debug, Clone)]
pub struct DecisionRequest {
    /// Folder that `divario ballots` has filled.
    pub folder: PathBuf,
    /// The file of ballots, to count them again; none where they are not at hand.
    pub ballots: Option<PathBuf>,
    /// The scenario file that was voted on, to compare it and all that it names.
    pub scenario: Option<PathBuf>,
    /// Second folder in which its relative paths are looked for.
    pub data: Option<PathBuf>,
}

/// What was verified.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct VerifiedDecision {
    /// Name of the scenario.
    pub scenario: String,
    /// SHA-256 of the record, hexadecimal.
    pub digest_sha256: String,
    /// Files of the folder whose hash was compared.
    pub files: usize,
    /// What was proven of the plans with the scenario's own weights, with those of round 1 and of round 2.
    pub plans: Vec<Proven>,
    /// Whether the ballots were counted again.
    pub recounted: bool,
    /// Files whose hash was compared, the scenario among them; null where none was at hand.
    pub files_compared: Option<usize>,
    /// Proposals that the record names.
    pub proposals: usize,
    /// Of these, adopted.
    pub adopted: usize,
}

/// Whether a folder holds a decision.
#[must_use]
pub fn holds_decision(folder: &Path) -> bool {
    folder.join(files::RECORD).is_file()
}

/// Verifies a decision.
///
/// # Errors
/// [`Error::Failed`] with the first thing that does not hold; [`Error::Input`] where a file is missing or cannot be read.
pub fn verify_decision(
    request: &DecisionRequest,
    progress: &dyn Progress,
) -> Result<VerifiedDecision, Error> {
    let files = Files::read(&request.folder)?;
    let folders = PLAN_FOLDERS.map(|name| request.folder.join(name));
    let [own, first, last] = folders.each_ref().map(|folder| verify_folder(folder, progress));
    let (own, first, last) = (own?, first?, last?);
    check_origins(&files, [&own.0, &first.0, &last.0]).map_err(|refusal| refused(&refusal))?;
    let plans = files.plans()?;
    let report = files.report()?;
    let recounted = request.ballots.as_deref();
    let recounted =
        recounted.map(|ballots| recount(ballots, &files.record, &report, &plans[0])).transpose()?;
    follows::check(&files, &report, recounted.as_ref(), &plans).map_err(|refusal| refused(&refusal))?;
    let (scenario, data) = (request.scenario.as_deref(), request.data.as_deref());
    let compared = scenario.map(|scenario| compare_files(scenario, data, &own.0));
    let compared = compared.transpose()?;
    scenario.map(|scenario| follows::check_scenario(scenario, data, &report, &files)).transpose()?;
    let DecisionRecord { proposals, digest_sha256, .. } = &files.record;
    Ok(VerifiedDecision {
        scenario: own.0.scenario.name,
        digest_sha256: digest_sha256.clone(),
        files: files.record.files.len(),
        plans: vec![own.2, first.2, last.2],
        recounted: recounted.is_some(),
        files_compared: compared,
        proposals: proposals.len(),
        adopted: proposals.iter().filter(|one| one.adopted).count(),
    })
}

/// The plans are those of the scenario that was voted on, and of the scenarios of both rounds, from the same files.
fn check_origins(files: &Files, certificates: [&Certificate; 3]) -> Result<(), Refusal> {
    let [first, second] = ROUND_SCENARIOS.map(|name| sha256(files.bytes(name)));
    let expected = [files.record.scenario.sha256.clone(), first, second];
    for ((folder, certificate), expected) in PLAN_FOLDERS.into_iter().zip(certificates).zip(expected) {
        if certificate.scenario.sha256 != expected {
            let place = format!("{folder}/certificate.json, scenario.sha256");
            return Err(Refusal::of(place, &certificate.scenario.sha256, expected));
        }
        let mut inputs = certificate.inputs.iter().zip(&files.record.inputs);
        let same = inputs.all(|(one, other)| one.path == other.path && one.sha256 == other.sha256);
        if !same || certificate.inputs.len() != files.record.inputs.len() {
            let place = format!("{folder}/certificate.json, inputs");
            return Err(Refusal::of(place, "others", "those of decision.json"));
        }
    }
    Ok(())
}

/// What is told of the ballots, counted again from their file.
fn recount(
    ballots: &Path,
    record: &DecisionRecord,
    report: &BallotsReport,
    own: &Plan,
) -> Result<crate::participation::Vote, Error> {
    let comuni = electorate(own.comuni.iter().map(|comune| (comune.istat.as_str(), comune.population)));
    let bytes = super::read(ballots)?;
    compare_file(ballots, &sha256(&bytes), &record.ballots_sha256)?;
    let mut findings = Findings::default();
    let vote = counted(ballots, &report.participation, &comuni, &mut findings);
    findings.settle()?;
    vote.map(|(vote, _)| vote).ok_or(Error::Failed {
        stage: "verification",
        reason: "the file of ballots gave neither ballots nor a problem".into(),
    })
}
