//! `divario compare`: plans that lie in folders, read, held against each other, and written side by side.

mod read;

use std::path::{Path, PathBuf};

use super::output;
use crate::export::{CompareResults, write_compare};
use crate::problem::{Error, Findings, Problem};
use crate::progress::Progress;
use crate::score::{CompareReport, NotComparable, PlanAtHand, Reason, compare_report, not_comparable};
use read::Read;

/// Fewest and most plans in a comparison.
const PLANS: std::ops::RangeInclusive<usize> = 2..=8;

/// What to compare, and where the results go.
#[derive(Debug, Clone)]
pub struct CompareRequest {
    /// Folders with a `plan.json` each; all differences are to the first.
    pub folders: Vec<PathBuf>,
    /// Folder for the results.
    pub out: PathBuf,
    /// Compare what can be where area or households differ.
    pub anyway: bool,
}

/// Compares plans and writes every file of it.
///
/// # Errors
/// Any [`Error`] but [`Error::Infeasible`]; the output folder is then as it was before.
pub fn compare(request: &CompareRequest, progress: &dyn Progress) -> Result<CompareReport, Error> {
    check_folders(&request.folders)?;
    refuse_inside(request)?;
    let folder = output::open(&request.out, "compare.json")?;
    let mut folder = output::spare_others(folder, "compare.json")?;
    let read = read_all(&request.folders, progress)?;
    let plans: Vec<PlanAtHand> = read.iter().map(Read::at_hand).collect();
    if !request.anyway {
        refuse(&not_comparable(&plans), &read)?;
    }
    let mut warnings: Vec<String> = read.iter().flat_map(|one| one.warnings.clone()).collect();
    warnings.extend(equal_plans(&read));
    let report = compare_report(&plans, warnings);
    let results = CompareResults {
        report: &report,
        plans: read.iter().map(|one| &one.plan).collect(),
        territories: read.iter().find_map(|one| one.territories.as_ref()),
    };
    write_compare(&results, &mut folder, progress)?;
    folder.commit()?;
    Ok(report)
}

/// Two to eight different folders.
fn check_folders(folders: &[PathBuf]) -> Result<(), Error> {
    let (fewest, most) = (*PLANS.start(), *PLANS.end());
    if folders.len() < fewest {
        let only = folders.first().cloned().unwrap_or_default();
        let remedy = "give two to eight folders with a plan.json each";
        return Err(Problem::file("too-few-plans", &only, "is the only folder that is given", remedy).into());
    }
    if let Some(beyond) = folders.get(most) {
        let found = format!("is one of {} folders", folders.len());
        let remedy = format!("leave some out: a comparison has at most {most} plans");
        return Err(Problem::file("too-many-plans", beyond, found, remedy).into());
    }
    let mut findings = Findings::default();
    for (index, folder) in folders.iter().enumerate() {
        if let Some(twin) = folders[..index].iter().find(|other| real(other) == real(folder)) {
            let found = format!("is the same folder as {}", twin.display());
            findings.problem(Problem::file("same-folder", folder, found, "give each folder once"));
        }
    }
    findings.settle()
}

/// The path without links and detours, as far as it exists.
fn real(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// Results must not lie among what they are made from.
fn refuse_inside(request: &CompareRequest) -> Result<(), Error> {
    let out = real(&request.out);
    match request.folders.iter().find(|folder| real(folder) == out) {
        None => Ok(()),
        Some(folder) => {
            let found = "is a plan's folder, and the output folder too, where results could replace it";
            Err(Problem::file("output-over-input", folder, found, "choose another folder with --out").into())
        }
    }
}

/// Reads all folders, and tells all that is wrong with any.
fn read_all(folders: &[PathBuf], progress: &dyn Progress) -> Result<Vec<Read>, Error> {
    progress.start("Reading the plans", folders.len() as u64);
    let mut findings = Findings::default();
    let mut all = Vec::new();
    for folder in folders {
        if progress.stopped() {
            return Err(Error::Interrupted);
        }
        match Read::of(folder) {
            Ok(read) => all.push(read),
            Err(Error::Input(problems)) => problems.into_iter().for_each(|problem| findings.problem(problem)),
            Err(other) => return Err(other),
        }
        progress.advance(1);
    }
    progress.finish();
    findings.settle()?;
    Ok(all)
}

/// Plans of other comuni or households are not compared unasked.
fn refuse(differs: &[NotComparable], read: &[Read]) -> Result<(), Error> {
    let mut findings = Findings::default();
    let first = read[0].file().display().to_string();
    for NotComparable { index, reason, count, example, .. } in differs {
        let found = format!("{} than {first}: {count}, the first of them {example}", words(*reason));
        let remedy = "compare plans of the same comuni and households, or compare what can be with --anyway";
        findings.problem(Problem::file("not-comparable", &read[*index].file(), found, remedy));
    }
    findings.settle()
}

fn words(reason: Reason) -> &'static str {
    match reason {
        Reason::ComuneMissing => "has fewer comuni",
        Reason::ComuneAdded => "has more comuni",
        Reason::PointMissing => "has fewer household points",
        Reason::PointAdded => "has more household points",
        Reason::PointMoved => "has household points elsewhere",
        Reason::Households => "has other numbers of households at its points",
        Reason::ServedToday => "has other numbers of households without broadband today",
    }
}

/// Folders that hold the same plan.
fn equal_plans(read: &[Read]) -> Vec<String> {
    let twin = |index: usize| read[..index].iter().find(|other| other.sha256 == read[index].sha256);
    let told = |index: usize| {
        let twin = twin(index)?;
        let [one, other] = [&read[index], twin].map(|one| one.file().display().to_string());
        Some(format!("{one} is the same file as {other}: the two plans differ in nothing"))
    };
    (1..read.len()).filter_map(told).collect()
}
