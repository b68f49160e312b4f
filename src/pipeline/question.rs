//! The optimiser's question, put in its own terms, and its answer brought back to all sites.

use crate::backhaul::Network;
use crate::coverage::Matrix;
use crate::inputs::Inputs;
use crate::optimise::{self, DemandRow, Extension, Instance, Limits, SiteColumn, Solution, extensions};
use crate::problem::Error;
use crate::progress::Progress;
use crate::scenario::Status;
use crate::score;

/// Puts the optimiser's question and brings its answer back to all sites, forbidden ones included; beside it, for each site, what
/// it would cost to have it work too.
pub(super) fn choose(
    inputs: &Inputs,
    coverage: &Matrix,
    network: &Network,
    progress: &dyn Progress,
) -> Result<(Solution, Vec<Option<Extension>>), Error> {
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
    let mut more = vec![None; inputs.sites.len()];
    for (&site, extension) in usable.iter().zip(extensions(&instance, &solution.open)) {
        more[site] = extension
            .map(|one| Extension { sites: one.sites.iter().map(|&column| usable[column]).collect(), ..one });
    }
    let unfed = solution.unfed.iter().map(|&column| usable[column]).collect();
    Ok((Solution { open, unfed, ..solution }, more))
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
