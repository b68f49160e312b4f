//! The road from a scenario to what each of several budgets buys: terrain, coverage and links once, then one search after the other.

mod budgets;
mod read;
mod search;

pub use budgets::Budgets;
pub(super) use read::Read;

use std::path::PathBuf;
use std::time::Instant;

use super::options::Options;
use super::output;
use super::pictures::frontier_pictures;
use super::rules;
use super::several::check_time_limit;
use super::survey::input_files;
use crate::export::{FrontierResults, write_frontier};
use crate::inputs::Inputs;
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::{FrontierReport, FrontierStages, frontier_report};
use search::Sweep;

/// Which budgets to put to a scenario, and where the results go.
#[derive(Debug, Clone)]
pub struct FrontierRequest {
    /// The scenario file.
    pub scenario: PathBuf,
    /// Second folder in which its relative paths are looked for.
    pub data: Option<PathBuf>,
    /// Folder for the results.
    pub out: PathBuf,
    /// The budgets.
    pub budgets: Budgets,
    /// Seconds for the search at each budget; those of the scenario's `solve.time_limit_s` if left out.
    pub time_limit_s: Option<f64>,
    /// Threads in use, for the record.
    pub threads: usize,
}

/// Finds what each budget buys, and writes every file of it.
///
/// # Errors
/// Any [`Error`], [`Error::Infeasible`] where no budget has a plan that serves anybody; the output folder is then as it was before.
pub fn frontier(request: &FrontierRequest, progress: &dyn Progress) -> Result<FrontierReport, Error> {
    let started = Instant::now();
    let folder = output::open(&request.out, "frontier.json")?;
    request.budgets.check()?;
    check_time_limit(request.time_limit_s)?;
    let mut inputs = Inputs::read(&request.scenario, request.data.as_deref(), progress)?;
    let mut folder = output::spare(folder, "frontier.json", &inputs)?;
    let solve = &mut inputs.scenario.solve;
    solve.time_limit_s = request.time_limit_s.unwrap_or(solve.time_limit_s);
    let report = swept(&inputs, request, started, progress)?;
    let charts = frontier_pictures(&report, progress)?;
    write_frontier(&FrontierResults { report: &report, charts: &charts }, &mut folder, progress)?;
    folder.commit()?;
    Ok(report)
}

fn swept(
    inputs: &Inputs,
    request: &FrontierRequest,
    started: Instant,
    progress: &dyn Progress,
) -> Result<FrontierReport, Error> {
    rules::check_beforehand(inputs)?;
    let mut options = Options::of(inputs, progress)?;
    let scenario_budget_cents = options.question.instance.budget_cents;
    let has_purposes = !inputs.scenario.governance.claims().is_empty();
    let budgets_cents = request.budgets.cents(&options.question.instance, has_purposes)?;
    let Sweep { plans, budgets, solver, warnings } =
        Sweep::over(&budgets_cents, inputs, &mut options, progress)?;
    Ok(frontier_report(FrontierStages {
        scenario: &inputs.scenario,
        scenario_sha256: &inputs.scenario_sha256,
        demand: &inputs.demand,
        scenario_budget_cents,
        found: plans,
        budgets,
        solver,
        warnings,
        inputs: input_files(inputs),
        threads: request.threads as u32,
        wall_s: started.elapsed().as_secs_f64(),
    }))
}
