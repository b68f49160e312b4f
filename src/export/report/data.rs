//! What the page is made from: parts of plan.json and sources of scenario.json as they stand there, and geometry.

use serde::Serialize;

use super::super::coverage_area::{self, CoverageArea};
use super::super::frontier::rows::BudgetRow;
use super::super::page::{Polygons, STATES, packed, units_per_degree};
use super::super::rows::{ComuneRow, LinkRow, SiteRow};
use super::super::{Results, failed};
use super::points::PointTable;
use super::relief::Relief;
use super::sources::{Told, sources};
use crate::problem::Error;
use crate::score::{
    AnchorReport, CostReport, FrontierBeside, GuidelineReport, HouseholdReport, InputFile, ObjectiveReport,
    OwnerReport, Plan, PlanStatus, PointState, PopReport, ProposedSiteReport, ScenarioRef, SolverReport,
    SpectrumReport,
};

/// The document that the page's scripts read.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    scenario: &'a ScenarioRef,
    status: PlanStatus,
    objective: &'a ObjectiveReport,
    households: &'a HouseholdReport,
    cost: Cost,
    governance: &'a [GuidelineReport],
    spectrum: &'a SpectrumReport,
    warnings: &'a [String],
    provenance: Origin<'a>,
    sites: Vec<SiteRow<'a>>,
    links: Vec<LinkRow<'a>>,
    comuni: Vec<ComuneRow<'a>>,
    pops: &'a [PopReport],
    proposed_sites: &'a [ProposedSiteReport],
    owners: &'a [OwnerReport],
    anchors: &'a [AnchorReport],
    states: [PointState; STATES.len()],
    /// Steps of territories and coverage in one degree.
    geometry_per_degree: f64,
    /// Territories in the order of `comuni`.
    territories: Vec<Polygons>,
    coverage: Vec<Ground<'a>>,
    #[serde(flatten)]
    points: PointTable<'a>,
    /// None where the terrain has no place in Mercator's projection.
    relief: Option<Relief>,
    /// None where the plan stands alone.
    frontier: Option<Frontier<'a>>,
    sources: Vec<Told>,
}

/// What other budgets would buy.
#[derive(Serialize)]
struct Frontier<'a> {
    scenario: &'a ScenarioRef,
    same_scenario: bool,
    points: Vec<BudgetRow>,
}

impl<'a> From<&'a FrontierBeside> for Frontier<'a> {
    fn from(beside: &'a FrontierBeside) -> Self {
        let FrontierBeside { report, same_scenario } = beside;
        Self {
            scenario: &report.scenario,
            same_scenario: *same_scenario,
            points: report.points.iter().map(BudgetRow::from).collect(),
        }
    }
}

/// Money, without the years and items that the charts show.
#[derive(Serialize)]
struct Cost {
    budget_eur: f64,
    capex_eur: f64,
    opex_eur_per_year: f64,
    capex_per_covered_household_eur: Option<f64>,
}

impl From<&CostReport> for Cost {
    fn from(cost: &CostReport) -> Self {
        Self {
            budget_eur: cost.budget_eur,
            capex_eur: cost.capex_eur,
            opex_eur_per_year: cost.opex_eur_per_year,
            capex_per_covered_household_eur: cost.capex_per_covered_household_eur,
        }
    }
}

/// Where the plan comes from, without what differs from run to run.
#[derive(Serialize)]
struct Origin<'a> {
    divario: &'a str,
    inputs: &'a [InputFile],
    solver: &'a SolverReport,
}

/// The ground that one site gives one rate.
#[derive(Serialize)]
struct Ground<'a> {
    rate_mbps: f64,
    mcs: Option<&'a str>,
    server: &'a str,
    polygons: Polygons,
}

impl<'a> Data<'a> {
    pub(super) fn of(results: &Results<'a>, areas: &[CoverageArea]) -> Result<Self, Error> {
        let plan = results.plan;
        let per_degree = units_per_degree(results.terrain.grid.cell_m);
        let provenance = &plan.provenance;
        Ok(Self {
            scenario: &plan.scenario,
            status: plan.status,
            objective: &plan.objective,
            households: &plan.households,
            cost: Cost::from(&plan.cost),
            governance: &plan.governance,
            spectrum: &plan.spectrum,
            warnings: &plan.warnings,
            provenance: Origin {
                divario: &provenance.divario,
                inputs: &provenance.inputs,
                solver: &provenance.solver,
            },
            sites: plan.sites.iter().map(SiteRow::from).collect(),
            links: plan.links.iter().map(LinkRow::from).collect(),
            comuni: plan.comuni.iter().map(ComuneRow::from).collect(),
            pops: &plan.pops,
            proposed_sites: &plan.proposed_sites,
            owners: &plan.owners,
            anchors: &plan.anchors,
            states: STATES,
            geometry_per_degree: per_degree,
            territories: territories(results, per_degree)?,
            coverage: areas
                .iter()
                .map(|area| Ground::of(results, area, per_degree))
                .collect::<Result<_, _>>()?,
            points: PointTable::of(plan)?,
            relief: Relief::of(results)?,
            frontier: results.frontier.map(Frontier::from),
            sources: sources(results.scenario)?,
        })
    }
}

fn territories(results: &Results, per_degree: f64) -> Result<Vec<Polygons>, Error> {
    let territory = |istat: &str| {
        let comune = results.comuni.iter().find(|comune| comune.istat == istat);
        let comune = comune.ok_or_else(|| failed(format!("comune {istat} has no territory")))?;
        Ok(packed(&comune.polygon, per_degree))
    };
    results.plan.comuni.iter().map(|comune| territory(&comune.istat)).collect()
}

impl<'a> Ground<'a> {
    fn of(results: &Results<'a>, area: &CoverageArea, per_degree: f64) -> Result<Self, Error> {
        let server = results.plan.sites.get(area.server);
        let server = server.ok_or_else(|| failed(format!("the plan has no site number {}", area.server)))?;
        let polygons = coverage_area::in_degrees(&area.polygons, &results.terrain.grid, results.to_lon_lat)?;
        let (rate_mbps, mcs) = scheme(results.plan, f64::from(area.rate_mbps));
        Ok(Self { rate_mbps, mcs, server: &server.id, polygons: packed(&polygons, per_degree) })
    }
}

/// Rate and name of the scheme that gives a rate of the map, as plan.json has them.
fn scheme(plan: &Plan, rate_mbps: f64) -> (f64, Option<&str>) {
    let gives_it =
        plan.radio.downlink_schemes.iter().find(|scheme| (scheme.rate_mbps - rate_mbps).abs() < 1e-4);
    gives_it.map_or((rate_mbps, None), |scheme| (scheme.rate_mbps, Some(scheme.name.as_str())))
}
