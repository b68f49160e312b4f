//! The road from a scenario to what a private licensee would build on the same terrain: the public plan first, then the licensee's, at
//! several budgets, since nobody limits its capital.

mod licensee;
mod search;

use std::path::PathBuf;
use std::time::Instant;

use super::options::Options;
use super::several::{check_time_limit, numbered};
use super::survey::input_files;
use super::{Outcome, assemble, impossible, judge, output, rules};
use crate::coverage::Network;
use crate::export::{MarketResults, write_market};
use crate::inputs::Inputs;
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::{MarketReport, MarketStages, Plan, market_report};
use licensee::{section, turn_into_licensee};
use search::{Licensee, SEARCHES_MOST};

/// Which scenario to hold against the market, and where the results go.
#[derive(Debug, Clone)]
pub struct MarketRequest {
    /// The scenario file, with a section `market`.
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

/// Makes the public plan, finds what a private licensee would build for its profit, and writes every file of it.
///
/// # Errors
/// Any [`Error`], as for a plan; the output folder is then as it was before. That nothing pays is no error.
pub fn market(request: &MarketRequest, progress: &dyn Progress) -> Result<MarketReport, Error> {
    let started = Instant::now();
    let folder = output::open(&request.out, "market.json")?;
    check_time_limit(request.time_limit_s)?;
    let mut inputs = Inputs::read(&request.scenario, request.data.as_deref(), progress)?;
    let section = section(&inputs.scenario)?;
    let mut folder = output::spare(folder, "market.json", &inputs)?;
    let solve = &mut inputs.scenario.solve;
    solve.time_limit_s = request.time_limit_s.unwrap_or(solve.time_limit_s);
    rules::check_beforehand(&inputs)?;
    let mut options = Options::of(&inputs, progress)?;
    let first = numbered(progress, 1, 1 + SEARCHES_MOST);
    let public = Public::find(&inputs, &options, request.threads, started, &first)?;
    let scenario = inputs.scenario.clone();
    let bought = turn_into_licensee(&mut inputs, &section);
    options.ask_anew(&inputs)?;
    let licensee = Licensee::find(&inputs, &mut options, &section, &bought, progress)?;
    let report = market_report(MarketStages {
        scenario: &scenario,
        scenario_sha256: &inputs.scenario_sha256,
        market: &section,
        demand: &inputs.demand,
        public: &public.plan,
        reached_by_public: &public.reached,
        licensee: licensee.figures,
        reached_by_licensee: &licensee.reached,
        solver: licensee.solver,
        warnings: [inputs.warnings.clone(), licensee.warnings].concat(),
        inputs: input_files(&inputs),
        threads: request.threads as u32,
        wall_s: started.elapsed().as_secs_f64(),
    });
    let results = MarketResults { report: &report, plan: &public.plan, evidence: &public.evidence };
    write_market(&results, &mut folder, progress)?;
    folder.commit()?;
    Ok(report)
}

/// The public plan, as `divario plan` would make it.
struct Public {
    plan: Plan,
    evidence: crate::certificate::Evidence,
    /// Whether it covers each household point.
    reached: Vec<bool>,
}

impl Public {
    fn find(
        inputs: &Inputs,
        options: &Options,
        threads: usize,
        started: Instant,
        progress: &dyn Progress,
    ) -> Result<Self, Error> {
        impossible::refuse(inputs, options)?;
        let outcome = Outcome::of(options, judge::find(inputs, options, &[], progress)?)?;
        let outcome = outcome.with_hints(inputs, options, progress)?;
        let plan = assemble(inputs, options, &outcome, threads, started);
        let reached = reached(&outcome.judged.network);
        Ok(Self { plan, evidence: outcome.evidence, reached })
    }
}

/// Whether a network serves each household point.
fn reached(network: &Network) -> Vec<bool> {
    network.points.iter().map(|point| point.served_by.is_some()).collect()
}
