//! The whole road from a scenario file to a folder of results, on one page.

mod asked;
mod ballots;
mod beside;
mod captivity;
mod choice;
mod compare;
mod coverage_alone;
mod ends;
mod fees;
mod fixes;
mod frontier;
mod grow;
mod impossible;
mod in_vain;
mod insist;
mod judge;
mod least;
mod leeway;
mod link;
mod loads;
mod market;
mod missed;
mod operators;
mod options;
mod output;
mod pictures;
mod polish;
mod principles;
mod question;
mod quiet;
mod refusal;
mod regimes;
mod room;
mod rules;
mod several;
mod strict;
mod survey;
mod survey_memory;
mod thinner;
mod too_narrow;
mod unruled;
mod verify;
mod warnings;
mod whole;

use choice::{Choice, Judged};
use judge::Found;
use options::Options;
use warnings::warnings;

pub use ballots::{BallotsRequest, ballots};
pub use compare::{CompareRequest, compare};
pub use frontier::{Budgets, FrontierRequest, frontier};
pub use link::{LinkRequest, link};
pub use market::{MarketRequest, market};
pub use principles::{PrinciplesRequest, principles};
pub use regimes::{RegimesRequest, regimes};
pub use survey::{SurveyRequest, survey};
pub use verify::{
    DecisionRequest, Verified, VerifiedDecision, VerifyRequest, holds_decision, verify, verify_decision,
};

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::backhaul::{Network, feed};
use crate::certificate::{Claim, Evidence};
use crate::coverage::{self, Access, Hearings, MAPPING, NetworkAsked, Promise, Rasters, network, rasters};
use crate::demand::{ComuneFinder, Demand};
use crate::export::{self, OutputFolder, Results};
use crate::inputs::Inputs;
use crate::optimise::Solution;
use crate::problem::Error;
use crate::progress::Progress;
use crate::scenario::Service;
use crate::score::{self, CoverageAlone, FrontierBeside, InputFile, Plan, Stages, Tries};
use crate::sites::Site;
use crate::terrain::Terrain;
use crate::terrain::memory::{self, Stage};
use crate::units::{LonLat, Projected};

/// What to plan, and where the results go.
#[derive(Debug, Clone)]
pub struct PlanRequest {
    /// The scenario file.
    pub scenario: PathBuf,
    /// Second folder in which its relative paths are looked for.
    pub data: Option<PathBuf>,
    /// Folder for the results.
    pub out: PathBuf,
    /// Folder of a frontier to show beside the plan; none where there is none.
    pub frontier: Option<PathBuf>,
    /// Threads in use, for the record.
    pub threads: usize,
}

/// What a scenario holds, as `divario check` tells it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Summary {
    /// Name of the scenario.
    pub scenario: String,
    /// Planned comuni.
    pub comuni: usize,
    /// Household points.
    pub points: usize,
    /// Households.
    pub households: f64,
    /// Sites that a plan may use.
    pub usable_sites: usize,
    /// Rows of the terrain grid.
    pub rows: usize,
    /// Columns of the terrain grid.
    pub cols: usize,
    /// What the user should know.
    pub warnings: Vec<String>,
    /// Of these, why a plan would be refused.
    pub refusals: Vec<String>,
}

/// What a plan does on the grid.
const STAGES: [Stage; 2] = [MAPPING, export::WRITING];

/// Reads a scenario and every file it names; computes nothing.
///
/// # Errors
/// [`Error::Input`] with every problem found.
pub fn check(scenario: &Path, data: Option<&Path>, progress: &dyn Progress) -> Result<Summary, Error> {
    let inputs = Inputs::read(scenario, data, progress)?;
    Access::new(&inputs.scenario.radio, &inputs.scenario.service, &inputs.antennas)?;
    regimes::check(&inputs.scenario, &inputs.demand)?;
    let too_large = memory_trouble(&inputs.terrain);
    let impossible = rules::check_beforehand(&inputs).err();
    let refusals: Vec<String> = too_large
        .into_iter()
        .chain(impossible.map(|error| error.to_string()))
        .map(|reason| format!("a plan would be refused: {reason}"))
        .collect();
    Ok(Summary {
        scenario: inputs.scenario.name,
        comuni: inputs.demand.comuni.len(),
        points: inputs.demand.points.len(),
        households: inputs.demand.points.iter().map(|point| point.households).sum(),
        usable_sites: inputs.sites.iter().filter(|site| site.usable() && site.id == site.place).count(),
        rows: inputs.terrain.grid.rows,
        cols: inputs.terrain.grid.cols,
        warnings: inputs.warnings.into_iter().chain(refusals.iter().cloned()).collect(),
        refusals,
    })
}

/// What a plan on a terrain would be refused for, if it takes more than may be held.
fn memory_trouble(terrain: &Terrain) -> Option<String> {
    let required = memory::require(&terrain.grid, terrain.clutter.is_some(), &STAGES, memory::LIMIT_BYTES);
    required.err().map(|problem| format!("{}; {}", problem.found, problem.remedy))
}

/// Makes a plan and writes every file of it.
///
/// # Errors
/// Any [`Error`]; the output folder is then as it was before.
pub fn plan(request: &PlanRequest, progress: &dyn Progress) -> Result<Plan, Error> {
    let started = Instant::now();
    let folder = output::open(&request.out, "plan.json")?;
    let frontier = request.frontier.as_deref().map(frontier::Read::of).transpose()?;
    let inputs = Inputs::read_for(&STAGES, &request.scenario, request.data.as_deref(), progress)?;
    let frontier = frontier.map(|frontier| frontier.beside(&inputs)).transpose()?;
    let mut folder = output::spare(folder, "plan.json", &inputs)?;
    output::spare_scenario(&folder, &inputs)?;
    let planned = compute(&inputs, request.threads, started, progress)?;
    write(&planned, &inputs, frontier.as_ref(), &mut folder, progress)?;
    folder.commit()?;
    Ok(planned.plan)
}

/// A plan, and what is written with it.
pub struct Planned {
    /// The plan.
    pub plan: Plan,
    /// What proves it.
    pub evidence: Evidence,
    /// The coverage map of its sites.
    pub map: Rasters,
}

/// Makes a plan of what has been read, with its proof and the coverage map of its sites; writes nothing.
///
/// `threads` and `started` are for the record only.
///
/// # Errors
/// Any [`Error`] but [`Error::Output`]; [`Error::Infeasible`] where no plan could serve anybody.
pub fn compute(
    inputs: &Inputs,
    threads: usize,
    started: Instant,
    progress: &dyn Progress,
) -> Result<Planned, Error> {
    rules::check_beforehand(inputs)?;
    planned(inputs, &Options::of(inputs, progress)?, threads, started, progress)
}

/// The plan of a question that was put, with its proof and its map.
fn planned(
    inputs: &Inputs,
    options: &Options,
    threads: usize,
    started: Instant,
    progress: &dyn Progress,
) -> Result<Planned, Error> {
    impossible::refuse(inputs, options)?;
    let outcome = Outcome::of(options, judge::find(inputs, options, &[], progress)?)?;
    let outcome = outcome.with_hints(inputs, options, progress)?;
    mapped(inputs, options, outcome, threads, started, progress)
}

/// A plan that was found, with its proof and its map.
fn mapped(
    inputs: &Inputs,
    options: &Options,
    outcome: Outcome,
    threads: usize,
    started: Instant,
    progress: &dyn Progress,
) -> Result<Planned, Error> {
    let Judged { choice, network, .. } = &outcome.judged;
    let serving = numbered(&serving_sites(&options.sites, choice), choice);
    let map = rasters(&options.access, &inputs.terrain, &serving, network, progress)?;
    let plan = assemble(inputs, options, &outcome, threads, started);
    Ok(Planned { plan, evidence: outcome.evidence, map })
}

/// What the stages after the input found.
struct Outcome {
    /// The plan, and what its network does.
    judged: Judged,
    solution: Solution,
    coverage_alone: Option<CoverageAlone>,
    tries: Tries,
    /// The user did not wait for them.
    lacks_hints: bool,
    evidence: Evidence,
}

impl Outcome {
    /// The same with what coverage alone would claim and what single changes would serve, for those who show it.
    fn with_hints(self, inputs: &Inputs, options: &Options, progress: &dyn Progress) -> Result<Self, Error> {
        let has_ended_search = progress.enough();
        // Whoever ended the search wants to see what it found, with its fixes.
        let is_ended = || progress.spared() || (progress.enough() && !has_ended_search);
        let coverage_alone = judge::coverage_alone(inputs, options, progress)?;
        let tries = fixes::tries(inputs, options, &self.judged, &is_ended, progress)?;
        Ok(Self { coverage_alone, lacks_hints: tries.is_none(), tries: tries.unwrap_or_default(), ..self })
    }

    fn of(options: &Options, found: Found) -> Result<Self, Error> {
        let Found { judged, solution } = found;
        let evidence = judged.evidence(&options.question, &solution)?;
        Ok(Self {
            judged,
            solution,
            coverage_alone: None,
            tries: Tries::default(),
            lacks_hints: false,
            evidence,
        })
    }
}

/// The open sites that may serve and that a chain of links feeds, each with its index.
fn serving_sites<'s>(sites: &'s [Site], choice: &Choice) -> Vec<(usize, &'s Site)> {
    let open = sites.iter().enumerate().filter(|&(site, _)| choice.open[site]);
    open.filter(|(site, served)| served.serves() && !choice.unfed.contains(site)).collect()
}

/// The same, each with its place among all open sites, the order of `Plan::sites`.
fn numbered<'s>(serving: &[(usize, &'s Site)], choice: &Choice) -> Vec<(usize, &'s Site)> {
    let place = |index: usize| choice.open[..index].iter().filter(|open| **open).count();
    serving.iter().map(|(index, site)| (place(*index), *site)).collect()
}

/// What sites do together in the busy hour.
fn busy_hour(
    inputs: &Inputs,
    access: &Access,
    serving: &[(usize, &Site)],
    hearings: &Hearings,
    progress: &dyn Progress,
) -> Result<coverage::Network, Error> {
    Air::of(inputs, access, hearings).busy_hour(serving, progress)
}

/// What networks of the same places have in common; threads may share it.
struct Air<'a> {
    terrain: &'a Terrain,
    demand: &'a Demand,
    service: &'a Service,
    point_values: Vec<f64>,
    promises: Vec<Promise>,
    access: &'a Access,
    hearings: &'a Hearings,
}

impl<'a> Air<'a> {
    fn of(inputs: &'a Inputs, access: &'a Access, hearings: &'a Hearings) -> Self {
        let Inputs { terrain, demand, scenario, .. } = inputs;
        let point_values = score::point_weights(demand, &scenario.objective);
        let promises = rules::promises(inputs);
        Self { terrain, demand, service: &scenario.service, point_values, promises, access, hearings }
    }

    /// What sites do together in the busy hour.
    fn busy_hour(
        &self,
        serving: &[(usize, &Site)],
        progress: &dyn Progress,
    ) -> Result<coverage::Network, Error> {
        let Self { service, point_values, promises, hearings, .. } = self;
        let asked = NetworkAsked { service, point_values, promises, hearings };
        network(self.access, self.terrain, self.demand, serving, &asked, progress)
    }
}

/// For each site: could be fed, were every usable site open.
fn feedable(inputs: &Inputs, network: &Network) -> Vec<bool> {
    let every: Vec<bool> = inputs.sites.iter().map(Site::usable).collect();
    let mut feedable = vec![false; inputs.sites.len()];
    for link in feed(network, inputs.pops.len(), &every) {
        if let crate::backhaul::Node::Site(site) = link.to {
            feedable[site] = true;
        }
    }
    feedable
}

/// A plan before its figures are drawn up.
struct Made<'a> {
    options: &'a Options,
    judged: &'a Judged,
    claim: Claim,
    solver: &'a str,
    /// What the stages warned of.
    warnings: Vec<String>,
    coverage_alone: Option<CoverageAlone>,
    tries: &'a Tries,
}

fn assemble(inputs: &Inputs, options: &Options, outcome: &Outcome, threads: usize, started: Instant) -> Plan {
    let Outcome { judged, solution, coverage_alone, tries, evidence, lacks_hints: _ } = outcome;
    let made = Made {
        options,
        judged,
        claim: evidence.claim(),
        solver: &solution.solver,
        warnings: warnings(inputs, options, outcome),
        coverage_alone: *coverage_alone,
        tries,
    };
    assembled(inputs, &made, threads, started)
}

/// The figures of a plan.
fn assembled(inputs: &Inputs, made: &Made, threads: usize, started: Instant) -> Plan {
    let feedable = feedable(inputs, &made.options.links);
    let Made { options, judged, claim, .. } = made;
    let Judged { choice, network, tree, carried, .. } = judged;
    let promised: Vec<f64> =
        options.question.instance.promised_micro.iter().map(|micro| *micro as f64 / 1e6).collect();
    let finder = ComuneFinder::new(&inputs.territories_m);
    let site_comuni: Vec<Option<usize>> =
        inputs.sites.iter().map(|site| finder.find(site.position)).collect();
    let extensions = choice.extensions(&options.question);
    score::assemble(&Stages {
        scenario: &inputs.scenario,
        scenario_sha256: &inputs.scenario_sha256,
        terrain: &inputs.terrain,
        demand: &inputs.demand,
        sites: &options.sites,
        site_comuni: &site_comuni,
        access: &options.access,
        coverage: &options.coverage,
        network,
        feedable: &feedable,
        ruled_out: &rules::ruled_out(inputs, &options.question.tiers),
        captive: &options.question.captive_points(inputs.demand.points.len()),
        open: &choice.open,
        leeway: &leeway::beside(inputs, &options.question, judged, &extensions),
        extensions: &extensions,
        coverage_alone: made.coverage_alone,
        tries: made.tries,
        links: tree,
        carried,
        value: claim.value_micro as f64 / 1e6,
        signal_value: choice.signal_micro as f64 / 1e6,
        bound: claim.bound_micro as f64 / 1e6,
        promised: &promised,
        kept_and_bound: [claim.kept_micro, claim.kept_bound_micro].map(|micro| micro as f64 / 1e6),
        solver: made.solver,
        warnings: made.warnings.clone(),
        inputs: inputs
            .checksums
            .iter()
            .map(|(path, sha256)| InputFile { path: path.clone(), sha256: sha256.clone() })
            .collect(),
        threads: threads as u32,
        wall_s: started.elapsed().as_secs_f64(),
    })
}

fn write(
    planned: &Planned,
    inputs: &Inputs,
    frontier: Option<&FrontierBeside>,
    folder: &mut OutputFolder,
    progress: &dyn Progress,
) -> Result<(), Error> {
    let charts = pictures::pictures(&planned.plan, frontier, inputs, &planned.map, progress)?;
    let projection = &inputs.projection;
    let ways = Ways {
        to_lon_lat: &|position| projection.to_lon_lat(position),
        to_projected: &|place| projection.to_metric(place),
    };
    let results = Results { frontier, ..results(planned, inputs, &charts, &ways) };
    export::write_all(&results, folder, progress)
}

/// From the working projection to WGS 84, and back.
struct Ways<'a> {
    to_lon_lat: &'a dyn Fn(Projected) -> Option<LonLat>,
    to_projected: &'a dyn Fn(LonLat) -> Option<Projected>,
}

/// What the files of a plan are made from.
fn results<'a>(
    planned: &'a Planned,
    inputs: &'a Inputs,
    charts: &'a [(String, Vec<u8>)],
    ways: &Ways<'a>,
) -> Results<'a> {
    Results {
        plan: &planned.plan,
        evidence: &planned.evidence,
        scenario: &inputs.scenario_bytes,
        comuni: &inputs.demand.comuni,
        terrain: &inputs.terrain,
        rasters: &planned.map,
        charts,
        frontier: None,
        to_lon_lat: ways.to_lon_lat,
        to_projected: ways.to_projected,
    }
}
