//! The whole road from a scenario file to a folder of results, on one page.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::backhaul::{Link, Network, candidate_links, feed};
use crate::coverage::{Access, Matrix, Rasters, matrix, rasters};
use crate::demand::HouseholdPoint;
use crate::export::{self, OutputFolder, Results};
use crate::inputs::Inputs;
use crate::optimise::{self, DemandRow, Instance, Limits, Proof, SiteColumn, Solution};
use crate::problem::Error;
use crate::progress::Progress;
use crate::scenario::Status;
use crate::score::{self, InputFile, Plan, Stages};
use crate::sites::Site;
#[cfg(feature = "plots")]
use crate::units::Projected;

/// What to plan, and where the results go.
#[derive(Debug, Clone)]
pub struct PlanRequest {
    /// The scenario file.
    pub scenario: PathBuf,
    /// Second folder in which its relative paths are looked for.
    pub data: Option<PathBuf>,
    /// Folder for the results.
    pub out: PathBuf,
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
}

/// Reads a scenario and every file it names; computes nothing.
///
/// # Errors
/// [`Error::Input`] with every problem found.
pub fn check(scenario: &Path, data: Option<&Path>, progress: &dyn Progress) -> Result<Summary, Error> {
    let inputs = Inputs::read(scenario, data, progress)?;
    Access::new(&inputs.scenario.radio, &inputs.scenario.service)?;
    Ok(Summary {
        scenario: inputs.scenario.name,
        comuni: inputs.demand.comuni.len(),
        points: inputs.demand.points.len(),
        households: inputs.demand.points.iter().map(|point| point.households).sum(),
        usable_sites: inputs.sites.iter().filter(|site| site.usable()).count(),
        rows: inputs.terrain.grid.rows,
        cols: inputs.terrain.grid.cols,
        warnings: inputs.warnings,
    })
}

/// Makes a plan and writes every file of it.
///
/// # Errors
/// Any [`Error`]; the output folder is then as it was before.
pub fn plan(request: &PlanRequest, progress: &dyn Progress) -> Result<Plan, Error> {
    let started = Instant::now();
    let mut folder = OutputFolder::open(&request.out)?;
    let inputs = Inputs::read(&request.scenario, request.data.as_deref(), progress)?;
    let (plan, map) = compute(&inputs, request.threads, started, progress)?;
    write(&plan, &inputs, &map, &mut folder, progress)?;
    folder.commit()?;
    Ok(plan)
}

/// Makes a plan of what has been read, with the coverage map of its sites; writes nothing.
///
/// `threads` and `started` are for the record only.
///
/// # Errors
/// Any [`Error`] but [`Error::Output`].
pub fn compute(
    inputs: &Inputs,
    threads: usize,
    started: Instant,
    progress: &dyn Progress,
) -> Result<(Plan, Rasters), Error> {
    let access = Access::new(&inputs.scenario.radio, &inputs.scenario.service)?;
    let coverage = matrix(&access, &inputs.terrain, &inputs.demand, &inputs.sites, progress)?;
    let links =
        candidate_links(&inputs.scenario.backhaul, &inputs.sites, &inputs.pops, &inputs.terrain, progress)?;
    let network = Network::new(&links);
    let solution = choose(inputs, &coverage, &network, progress)?;
    let tree = feed(&network, inputs.pops.len(), &solution.open);
    let chosen: Vec<&Site> = open_sites(&inputs.sites, &solution.open);
    let map = rasters(&access, &inputs.terrain, &chosen, progress)?;
    let outcome = Outcome { coverage: &coverage, network: &network, solution: &solution, tree: &tree };
    Ok((assemble(inputs, &outcome, threads, started), map))
}

/// What the stages after the input found.
struct Outcome<'a> {
    coverage: &'a Matrix,
    network: &'a Network,
    solution: &'a Solution,
    tree: &'a [Link],
}

fn open_sites<'s>(sites: &'s [Site], open: &[bool]) -> Vec<&'s Site> {
    sites.iter().zip(open).filter(|(_, open)| **open).map(|(site, _)| site).collect()
}

/// Puts the optimiser's question and brings its answer back to all sites, forbidden ones included.
fn choose(
    inputs: &Inputs,
    coverage: &Matrix,
    network: &Network,
    progress: &dyn Progress,
) -> Result<Solution, Error> {
    let usable: Vec<usize> = (0..inputs.sites.len()).filter(|&site| inputs.sites[site].usable()).collect();
    let instance = instance(inputs, coverage, network, &usable);
    let solve = &inputs.scenario.solve;
    let limits = Limits {
        gap_ratio: solve.gap_ratio,
        time_limit_s: solve.time_limit_s,
        seed: solve.seed,
        node_limit: None,
    };
    let solution = optimise::solve(&instance, &limits, progress)?;
    let mut open = vec![false; inputs.sites.len()];
    for (&site, &is_open) in usable.iter().zip(&solution.open) {
        open[site] = is_open;
    }
    let unfed = solution.unfed.iter().map(|&column| usable[column]).collect();
    Ok(Solution { open, unfed, ..solution })
}

fn instance(inputs: &Inputs, coverage: &Matrix, network: &Network, usable: &[usize]) -> Instance {
    let scenario = &inputs.scenario;
    let mut column_of = vec![None; inputs.sites.len()];
    for (column, &site) in usable.iter().enumerate() {
        column_of[site] = Some(column);
    }
    let column = |&site: &usize| SiteColumn {
        capex_eur: score::site_capex_eur(&scenario.costs, &inputs.sites[site].terms),
        fixed_open: matches!(inputs.sites[site].terms.status, Status::Existing | Status::Committed),
        fed_by_pop: network.fed_by_pop(site),
    };
    let neighbours = network.neighbours(inputs.sites.len());
    let among_usable =
        |&site: &usize| neighbours[site].iter().filter_map(|&other| column_of[other]).collect::<Vec<_>>();
    Instance {
        sites: usable.iter().map(column).collect(),
        demand: demand_rows(inputs, coverage, &column_of),
        budget_eur: scenario.governance.funds.iter().map(|fund| fund.capex_eur).sum(),
        neighbours: usable.iter().map(among_usable).collect(),
    }
}

/// Household points and anchors that some site covers, with what covering them is worth.
fn demand_rows(inputs: &Inputs, coverage: &Matrix, column_of: &[Option<usize>]) -> Vec<DemandRow> {
    let objective = &inputs.scenario.objective;
    let points = score::point_weights(&inputs.demand, objective);
    let anchors = score::anchor_weights(&inputs.demand, objective);
    let row = |weight: &f64| DemandRow { weight: *weight, covered_by: Vec::new() };
    let mut rows: Vec<DemandRow> = points.iter().chain(&anchors).map(row).collect();
    for (site, column) in column_of.iter().enumerate() {
        let Some(column) = column else { continue };
        let covered = coverage.covered[site].iter().map(|(point, _)| *point as usize);
        let covered_anchors =
            coverage.covered_anchors[site].iter().map(|(anchor, _)| points.len() + *anchor as usize);
        for place in covered.chain(covered_anchors) {
            rows[place].covered_by.push(*column);
        }
    }
    rows.retain(|row| row.weight > 0.0 && !row.covered_by.is_empty());
    rows
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

fn assemble(inputs: &Inputs, outcome: &Outcome, threads: usize, started: Instant) -> Plan {
    let feedable = feedable(inputs, outcome.network);
    score::assemble(&Stages {
        scenario: &inputs.scenario,
        scenario_sha256: &inputs.scenario_sha256,
        terrain: &inputs.terrain,
        demand: &inputs.demand,
        sites: &inputs.sites,
        coverage: outcome.coverage,
        feedable: &feedable,
        open: &outcome.solution.open,
        links: outcome.tree,
        objective: outcome.solution.objective,
        bound: outcome.solution.bound,
        proof: outcome.solution.proof,
        solver: &outcome.solution.solver,
        warnings: warnings(inputs, outcome),
        inputs: inputs
            .checksums
            .iter()
            .map(|(path, sha256)| InputFile { path: path.clone(), sha256: sha256.clone() })
            .collect(),
        threads: threads as u32,
        wall_s: started.elapsed().as_secs_f64(),
    })
}

fn warnings(inputs: &Inputs, outcome: &Outcome) -> Vec<String> {
    let mut warnings = inputs.warnings.clone();
    if outcome.coverage.void_pairs > 0 {
        let (voids, pairs) = (outcome.coverage.void_pairs, outcome.coverage.pairs);
        warnings
            .push(format!("{voids} of {pairs} paths cross cells without elevation and count as not covered"));
    }
    warnings.extend(coarse_terrain(inputs));
    if outcome.solution.proof == Proof::Feasible {
        warnings.push(
            "the time limit ended the search: another run or machine may stop at another plan; raise \
             solve.time_limit_s or solve.gap_ratio for plans that are the same everywhere"
                .into(),
        );
    }
    for &site in &outcome.solution.unfed {
        let id = &inputs.sites[site].id;
        warnings
            .push(format!("site {id} is in every plan, but no chain of links feeds it: it covers nobody"));
    }
    warnings
}

/// Household points whose ground is known only from a layer that is not the finest.
fn coarse_terrain(inputs: &Inputs) -> Option<String> {
    let terrain = &inputs.terrain;
    let coarse = |point: &&HouseholdPoint| {
        let cell = terrain.grid.cell_of(point.position);
        cell.is_some_and(|(row, col)| terrain.layer[[row, col]] > 0)
    };
    let (points, count) = (&inputs.demand.points, inputs.demand.points.iter().filter(coarse).count());
    let finest = terrain.sources.first()?.file.display();
    (count > 0).then(|| {
        format!(
            "{count} of {} household points lie outside the finest elevation layer, {finest}",
            points.len()
        )
    })
}

fn write(
    plan: &Plan,
    inputs: &Inputs,
    map: &Rasters,
    folder: &mut OutputFolder,
    progress: &dyn Progress,
) -> Result<(), Error> {
    let results = Results {
        plan,
        comuni: &inputs.demand.comuni,
        terrain: &inputs.terrain,
        rasters: map,
        charts: &pictures(plan, inputs, map, progress)?,
        to_lon_lat: &|position| inputs.projection.to_lon_lat(position),
    };
    export::write_all(&results, folder, progress)
}

#[cfg(feature = "plots")]
fn pictures(
    plan: &Plan,
    inputs: &Inputs,
    map: &Rasters,
    progress: &dyn Progress,
) -> Result<Vec<(String, Vec<u8>)>, Error> {
    progress.start("Drawing", 0);
    let mut pictures = export::chart::all(plan)?;
    let picture = export::chart::map_png(&export::chart::MapInput {
        grid: &inputs.terrain.grid,
        height_m: &inputs.terrain.height_m,
        sea: &inputs.terrain.sea,
        rate_mbps: &map.rate_mbps,
        plan,
        comuni_outlines_projected: &outlines(inputs),
        to_projected: &|position| inputs.projection.to_metric(position),
    })?;
    pictures.push(("map.png".into(), picture));
    progress.finish();
    Ok(pictures)
}

#[cfg(not(feature = "plots"))]
#[expect(clippy::unnecessary_wraps, reason = "with plots, drawing can fail")]
fn pictures(_: &Plan, _: &Inputs, _: &Rasters, _: &dyn Progress) -> Result<Vec<(String, Vec<u8>)>, Error> {
    Ok(Vec::new())
}

/// Rings of the planned comuni in the working projection.
#[cfg(feature = "plots")]
fn outlines(inputs: &Inputs) -> Vec<Vec<Projected>> {
    let rings = |territory: &geo::Polygon<f64>| {
        let ring = |ring: &geo::LineString<f64>| {
            ring.0.iter().map(|at| Projected { east_m: at.x, north_m: at.y }).collect()
        };
        std::iter::once(territory.exterior())
            .chain(territory.interiors())
            .map(ring)
            .collect::<Vec<Vec<Projected>>>()
    };
    inputs.territories_m.iter().flatten().flat_map(rings).collect()
}
