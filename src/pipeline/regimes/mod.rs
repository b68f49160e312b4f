//! The road from a scenario to what each spectrum regime would make of it: for each radio the coverage, for each question the plan anew.

mod heard;

use std::path::PathBuf;
use std::time::Instant;

use self::heard::Heard;
use super::several::{check_time_limit, each_once, numbered, without_headline};
use super::survey::input_files;
use super::{assemble, output, rules};
use crate::certificate::Evidence;
use crate::demand::Demand;
use crate::export::{RegimeFiles, RegimesResults, scenario_bytes, write_regimes};
use crate::input::read_prices;
use crate::inputs::{Inputs, check_duty};
use crate::problem::{Error, Findings, Problem};
use crate::progress::Progress;
use crate::scenario::{self, Files, Loaded, Radio, Regime, Scenario, problem_under, sha256};
use crate::score::{Plan, RegimeSearch, RegimesReport, RegimesStages, regimes_report};

/// Which scenario's regimes to compare, and where the results go.
#[derive(Debug, Clone)]
pub struct RegimesRequest {
    /// The scenario file, with a section `regimes`.
    pub scenario: PathBuf,
    /// Second folder in which its relative paths are looked for.
    pub data: Option<PathBuf>,
    /// Folder for the results.
    pub out: PathBuf,
    /// Seconds for each search; those of the scenario's `solve.time_limit_s` if left out.
    pub time_limit_s: Option<f64>,
    /// Threads in use, for the record.
    pub threads: usize,
}

/// Plans the scenario under each of its regimes, and writes every file of it.
///
/// # Errors
/// Any [`Error`]; the output folder is then as it was before. Where a regime has no plan the report says so: [`Error::Infeasible`] and
/// [`Error::Unfound`] come where none has one.
pub fn regimes(request: &RegimesRequest, progress: &dyn Progress) -> Result<RegimesReport, Error> {
    let started = Instant::now();
    let folder = output::open(&request.out, "regimes.json")?;
    check_time_limit(request.time_limit_s)?;
    let mut findings = Findings::default();
    let mut loaded = scenario::read(&request.scenario, request.data.as_deref(), read_prices, &mut findings)?;
    findings.settle()?;
    // The scenarios of regimes hold their prices themselves, and can be read without the catalogue's folder.
    loaded.scenario.costs.catalogue = None;
    let regimes = section(&loaded.scenario)?;
    let base = Inputs::read(&request.scenario, request.data.as_deref(), progress)?;
    let folder = output::spare(folder, "regimes.json", &base)?;
    check(&base.scenario, &base.demand)?;
    let (base_files, warnings) = (input_files(&base), base.warnings);
    let demand = base.demand;
    let mut planning = Planning {
        request,
        started,
        base: loaded.scenario,
        heard: Vec::new(),
        planned: Vec::new(),
        none: None,
    };
    for (index, regime) in regimes.iter().enumerate() {
        let progress = numbered(progress, 1 + index, regimes.len());
        planning.plan(index, regime, &progress)?;
    }
    planning.written(
        &regimes,
        &demand,
        Read { sha256: loaded.sha256, files: base_files, warnings },
        folder,
        progress,
    )
}

/// The section `regimes`, or what to write.
fn section(scenario: &Scenario) -> Result<Vec<Regime>, Error> {
    scenario.regimes.clone().ok_or_else(|| {
        let found = "is missing: the scenario names no way to govern the spectrum";
        let remedy = "add it, for example \"regimes\": [{ \"id\": \"province\", \"name\": \"The province holds the right\", \
                      \"kind\": \"province_as_holder\", \"holder\": \"provincia\", \"fee_eur_per_year\": 80000, \
                      \"source\": \"unverified: assumption\" }]";
        Problem::at("missing-section", "/regimes", found, remedy).into()
    })
}

/// Comuni that give points of coverage are planned ones.
///
/// # Errors
/// [`Error::Input`] with all that are not.
pub(super) fn check(scenario: &Scenario, demand: &Demand) -> Result<(), Error> {
    let mut findings = Findings::default();
    for (index, regime) in scenario.regimes.iter().flatten().enumerate() {
        let place = format!("/regimes/{index}");
        check_duty(&place, regime.coverage_duty.as_ref(), demand, &mut findings);
    }
    findings.settle()
}

/// What was read for all regimes.
struct Read {
    sha256: String,
    files: Vec<crate::score::InputFile>,
    warnings: Vec<String>,
}

/// The plans so far.
struct Planning<'a> {
    request: &'a RegimesRequest,
    started: Instant,
    base: Scenario,
    /// Every radio so far.
    heard: Vec<Heard>,
    planned: Vec<Planned>,
    /// Why the last regime without a plan has none.
    none: Option<Error>,
}

/// A regime with its scenario, and its plan or why there is none.
struct Planned {
    scenario: Vec<u8>,
    found: Result<(Plan, Evidence, String), String>,
}

/// The scenario under a regime.
fn under_regime(regime: &Regime, base: &Scenario) -> Result<Scenario, Error> {
    let failed =
        |error: serde_json::Error| Error::Failed { stage: "reading a regime", reason: error.to_string() };
    regime.scenario(base).map_err(failed)
}

impl Planning<'_> {
    fn plan(&mut self, index: usize, regime: &Regime, progress: &dyn Progress) -> Result<(), Error> {
        let under = |error: Error| match error {
            Error::Input(problems) => {
                Error::Input(problems.into_iter().map(|problem| problem_under(index, problem)).collect())
            }
            other => other,
        };
        let scenario = under_regime(regime, &self.base)?;
        let bytes = scenario_bytes(&scenario)?;
        let found = match self.search(scenario, &bytes, progress).map_err(under) {
            Ok(found) => Ok(found),
            Err(error @ (Error::Infeasible(_) | Error::Unfound(_))) => {
                let reason = without_headline(&error);
                self.none = Some(error);
                Err(reason)
            }
            Err(other) => return Err(other),
        };
        self.planned.push(Planned { scenario: bytes, found });
        Ok(())
    }

    /// Reads, hears and plans under one regime, as `divario plan` would its scenario.
    fn search(
        &mut self,
        scenario: Scenario,
        bytes: &[u8],
        progress: &dyn Progress,
    ) -> Result<(Plan, Evidence, String), Error> {
        let RegimesRequest { scenario: path, data, time_limit_s, threads, .. } = self.request;
        let files = Files::beside(path, data.as_deref());
        let loaded = Loaded { scenario, sha256: sha256(bytes), bytes: bytes.to_vec(), files };
        let mut inputs = Inputs::of(loaded, &[], path, Findings::default(), progress)?;
        let solve = &mut inputs.scenario.solve;
        solve.time_limit_s = time_limit_s.unwrap_or(solve.time_limit_s);
        rules::check_beforehand(&inputs)?;
        let heard = heard::of(&mut self.heard, &inputs, progress)?;
        let (options, outcome) = heard.planned(&inputs, progress)?;
        let plan = assemble(&inputs, options, outcome, *threads, self.started);
        Ok((plan, outcome.evidence.clone(), outcome.solution.solver.clone()))
    }

    fn written(
        self,
        regimes: &[Regime],
        demand: &Demand,
        read: Read,
        mut folder: crate::export::OutputFolder,
        progress: &dyn Progress,
    ) -> Result<RegimesReport, Error> {
        let found: Vec<_> = self.planned.iter().map(|one| one.found.as_ref()).collect();
        if found.iter().all(Result::is_err) {
            return Err(self.none.unwrap_or(Error::Interrupted));
        }
        let under = |regime: &Regime| under_regime(regime, &self.base).map(|under| under.radio);
        let radios: Vec<Radio> = regimes.iter().map(under).collect::<Result<_, _>>()?;
        let searches = regimes.iter().zip(radios).zip(&found).map(|((regime, radio), found)| RegimeSearch {
            regime,
            radio,
            found: found.map(|(plan, _, _)| plan).map_err(Clone::clone),
        });
        let solvers = found.iter().flatten().map(|(_, _, solver)| solver.as_str());
        let report = regimes_report(&RegimesStages {
            scenario: &self.base,
            scenario_sha256: &read.sha256,
            demand,
            searches: searches.collect(),
            solver: each_once(solvers),
            time_limit_s: self.request.time_limit_s.unwrap_or(self.base.solve.time_limit_s),
            warnings: read.warnings,
            inputs: read.files,
            threads: self.request.threads as u32,
            wall_s: self.started.elapsed().as_secs_f64(),
        });
        let files = regimes.iter().zip(&self.planned).map(|(regime, planned)| RegimeFiles {
            id: &regime.id,
            scenario: &planned.scenario,
            plan: planned.found.as_ref().ok().map(|(plan, evidence, _)| (plan, evidence)),
        });
        write_regimes(
            &RegimesResults { report: &report, comuni: &demand.comuni, regimes: files.collect() },
            &mut folder,
            progress,
        )?;
        folder.commit()?;
        Ok(report)
    }
}
