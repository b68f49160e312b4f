//! `divario verify`: a plan's folder read again, and on request the files and the terrain behind it.

use std::path::{Path, PathBuf};

mod again;
mod decision;
mod follows;

pub use decision::{DecisionRequest, VerifiedDecision, holds_decision, verify_decision};

use self::follows::Decided;
use super::beside;
use super::options::Options;
use crate::certificate::{Certificate, InputHash, PlanFile, Proven, Refusal, Sound, compare};
use crate::governance::euro;
use crate::inputs::Inputs;
use crate::problem::{Error, Problem};
use crate::progress::Progress;
use crate::scenario::{Files, Scenario, sha256, without_mark};
use crate::score::Plan;

/// What to verify, and against what.
#[derive(Debug, Clone)]
pub struct VerifyRequest {
    /// Folder of the plan.
    pub folder: PathBuf,
    /// The scenario file, to compare it and all that it names; none where the plan is verified by itself.
    pub scenario: Option<PathBuf>,
    /// Second folder in which its relative paths are looked for.
    pub data: Option<PathBuf>,
    /// Compute the question again from the scenario and its files, and the plan from its sites.
    pub recompute: bool,
}

/// What was verified.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Verified {
    /// Name of the scenario.
    pub scenario: String,
    /// SHA-256 of the question, hexadecimal.
    pub question_sha256: String,
    /// What was proven.
    #[serde(flatten)]
    pub proven: Proven,
    /// Files whose hash was compared, the scenario among them; null where none was at hand.
    pub files_compared: Option<usize>,
    /// Whether the question and the plan were computed again.
    pub recomputed: bool,
    /// Fields of `plan.json` that nothing but its hash is held against; in brackets, of which of those. Once the plan was computed again,
    /// what hangs on the search alone.
    pub not_compared: &'static [&'static str],
}

/// Verifies a plan and its proof.
///
/// # Errors
/// [`Error::Failed`] with the first thing that does not hold; [`Error::Input`] where a file is missing or cannot be read.
pub fn verify(request: &VerifyRequest, progress: &dyn Progress) -> Result<Verified, Error> {
    let (certificate, plan, proven) = verify_folder(&request.folder, progress)?;
    let scenario = request.scenario.as_deref();
    let data = request.data.as_deref();
    let compared = scenario.map(|scenario| compare_files(scenario, data, &certificate)).transpose()?;
    let again = scenario.filter(|_| request.recompute);
    again.map(|scenario| recompute(scenario, data, &certificate, &plan, progress)).transpose()?;
    Ok(Verified {
        scenario: certificate.scenario.name,
        question_sha256: certificate.question_sha256,
        proven,
        files_compared: compared,
        recomputed: again.is_some(),
        not_compared: if again.is_some() { again::NOT_RECOMPUTED } else { follows::NOT_COMPARED },
    })
}

/// The scenario that a plan leaves beside it, where it is still there.
fn compare_scenario_beside(folder: &Path, certificate: &Certificate) -> Result<(), Error> {
    let Some(bytes) = beside::read(folder, "scenario.json")? else { return Ok(()) };
    compare_scenario(&folder.join("scenario.json"), &bytes, certificate)
}

/// Verifies what lies in a folder by itself.
fn verify_folder(folder: &Path, progress: &dyn Progress) -> Result<(Certificate, Plan, Proven), Error> {
    progress.start("Reading the plan", 0);
    let [certificate, plan] = ["certificate.json", "plan.json"].map(|name| folder.join(name));
    let (certificate_json, plan_json) = rayon::join(|| read(&certificate), || read(&plan));
    let (certificate_json, plan_json) = (certificate_json?, plan_json?);
    progress.finish();
    progress.start("Checking the proof", 0);
    let verified = verify_documents(&certificate_json, &plan_json).map_err(|refusal| refused(&refusal))?;
    compare_scenario_beside(folder, &verified.0)?;
    progress.finish();
    Ok(verified)
}

/// Holds a scenario against its hash, and its funds against what may be spent.
fn compare_scenario(file: &Path, bytes: &[u8], certificate: &Certificate) -> Result<(), Error> {
    compare_file(file, &sha256(bytes), &certificate.scenario.sha256)?;
    compare_budget(file, bytes, certificate)
}

/// The hash of the plan comes last: a figure that does not follow says more.
fn verify_documents(
    certificate_json: &[u8],
    plan_json: &[u8],
) -> Result<(Certificate, Plan, Proven), Refusal> {
    let sound = || {
        let certificate = Certificate::read(certificate_json)?;
        let sound = Sound::of(&certificate)?;
        Ok((certificate, sound))
    };
    let plans = || rayon::join(|| PlanFile::read(plan_json), || follows::read(plan_json));
    let (sound, (file, plan)) = rayon::join(sound, plans);
    let ((certificate, sound), file) = (sound?, file?);
    let proven = sound.proven(&certificate, &file)?;
    let plan = plan?;
    let Sound { question, answer, .. } = &sound;
    let decided = Decided { question, answer, uncounted_places: proven.uncounted_places };
    follows::check(&plan, certificate.claim, decided)?;
    file.check_hash(&certificate.plan_sha256)?;
    Ok((certificate, plan, proven))
}

fn read(file: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(file).map_err(|error| {
        let remedy =
            "give the folder that `divario plan` has filled, with its certificate.json and plan.json";
        Problem::file("unreadable-file", file, format!("cannot be read: {error}"), remedy).into()
    })
}

fn refused(refusal: &Refusal) -> Error {
    let remedy = "the files are not as divario wrote them together; get both anew, or make the plan again";
    Error::Failed { stage: "verification", reason: format!("{refusal}; {remedy}") }
}

/// Compares the scenario and every file that the plan was made from; how many there are.
fn compare_files(scenario: &Path, data: Option<&Path>, certificate: &Certificate) -> Result<usize, Error> {
    let bytes = std::fs::read(scenario).map_err(|error| {
        let remedy = "give the scenario file that the plan was made from";
        Problem::file("unreadable-file", scenario, format!("cannot be read: {error}"), remedy)
    })?;
    compare_scenario(scenario, &bytes, certificate)?;
    let mut files = Files::beside(scenario, data);
    for (index, InputHash { path, .. }) in certificate.inputs.iter().enumerate() {
        files.find(Path::new(path), &format!("certificate.json, inputs/{index}/path"))?;
    }
    compare_inputs(&files.checksums().collect::<Vec<_>>(), certificate)?;
    Ok(1 + certificate.inputs.len())
}

/// Holds what may be spent against the funds of the scenario.
fn compare_budget(scenario: &Path, bytes: &[u8], certificate: &Certificate) -> Result<(), Error> {
    let failed = |reason: String| Error::Failed { stage: "verification", reason };
    let told: Scenario = serde_json::from_slice(without_mark(bytes))
        .map_err(|error| failed(format!("{}: cannot be read: {error}", scenario.display())))?;
    let funds_cents = told.governance.budget_cents();
    let budget_cents = certificate.question.budget_cents;
    if budget_cents == funds_cents {
        return Ok(());
    }
    let [found, expected] = [budget_cents, funds_cents].map(|cents| euro(cents as f64 / 100.0));
    Err(failed(format!(
        "certificate.json, question.budget_cents: found {found}; expected {expected}, the funds of {} (/governance/funds); make the \
         plan again",
        scenario.display()
    )))
}

fn compare_inputs(found: &[(String, String)], certificate: &Certificate) -> Result<(), Error> {
    for ((path, found), certified) in found.iter().zip(&certificate.inputs) {
        compare_file(Path::new(path), found, &certified.sha256)?;
    }
    if found.len() == certificate.inputs.len() {
        return Ok(());
    }
    let (found, certified) = (found.len(), certificate.inputs.len());
    let reason =
        format!("the scenario names {found} files; expected {certified}, as certificate.json, inputs, does");
    Err(Error::Failed { stage: "verification", reason })
}

fn compare_file(file: &Path, found: &str, certified: &str) -> Result<(), Error> {
    if found == certified {
        return Ok(());
    }
    let file = file.display();
    let reason = format!(
        "{file}: found the SHA-256 {found}; expected {certified}: it is not the file that the plan was made from; find that one, \
         or make the plan again"
    );
    Err(Error::Failed { stage: "verification", reason })
}

/// Computes the question again and holds the certified one against it, then the plan.
fn recompute(
    scenario: &Path,
    data: Option<&Path>,
    certificate: &Certificate,
    plan: &Plan,
    progress: &dyn Progress,
) -> Result<(), Error> {
    let inputs = Inputs::read(scenario, data, progress)?;
    compare_inputs(&inputs.checksums, certificate)?;
    let options = Options::of(&inputs, progress)?;
    let certified = certificate.question.instance().map_err(|refusal| refused(&refusal))?;
    compare(&certified, &options.question.instance).map_err(|refusal| refused(&refusal))?;
    again::check(&inputs, &options, certificate, plan, progress)
}
