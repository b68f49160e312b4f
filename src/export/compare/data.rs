//! What the page is made from: `compare.json`, and of each plan what its map shows.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::failed;
use super::super::page::{Polygons, STATES, packed, steps, units_per_degree, whole};
use super::super::rows::{LinkRow, SiteRow};
use super::CompareResults;
use crate::problem::Error;
use crate::score::{CompareReport, OwnerReport, Plan, PointReport, PointState, PopReport};

/// Steps of a point's position in one degree: a decimetre.
const POINTS_PER_DEGREE: f64 = 1e6;

/// The document that the page's scripts read.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    report: &'a CompareReport,
    states: [PointState; STATES.len()],
    /// Steps of territories in one degree.
    geometry_per_degree: f64,
    /// Territories in the order of the report's comuni; null where no folder has them.
    territories: Option<Vec<Polygons>>,
    networks: Vec<NetworkOf<'a>>,
    points_per_degree: f64,
    points: Points<'a>,
}

/// What a plan builds.
#[derive(Serialize)]
struct NetworkOf<'a> {
    sites: Vec<SiteRow<'a>>,
    links: Vec<LinkRow<'a>>,
    pops: &'a [PopReport],
    owners: &'a [OwnerReport],
}

/// Every household point of any plan, as columns, by id.
#[derive(Serialize, Default)]
struct Points<'a> {
    id: Vec<&'a str>,
    /// Index among the report's comuni.
    comune: Vec<usize>,
    steps: Vec<i64>,
    households: Vec<f64>,
    /// For each plan: the state of each point; null where the plan does not have it.
    state: Vec<Vec<Option<usize>>>,
}

impl<'a> Data<'a> {
    pub(super) fn of(results: &CompareResults<'a>) -> Result<Self, Error> {
        let cell_m = results.plans.iter().map(|plan| plan.terrain.cell_m).fold(f64::INFINITY, f64::min);
        let per_degree = units_per_degree(cell_m);
        Ok(Self {
            report: results.report,
            states: STATES,
            geometry_per_degree: per_degree,
            territories: results.territories.map(|known| territories(results.report, known, per_degree)),
            networks: results.plans.iter().map(|&plan| NetworkOf::from(plan)).collect(),
            points_per_degree: POINTS_PER_DEGREE,
            points: Points::of(results)?,
        })
    }
}

/// A comune that no file knows has no ground.
fn territories(report: &CompareReport, known: &super::Territories, per_degree: f64) -> Vec<Polygons> {
    let territory =
        |istat: &String| known.get(istat).map(|shape| packed(shape, per_degree)).unwrap_or_default();
    report.comuni.iter().map(|comune| territory(&comune.istat)).collect()
}

impl<'a> From<&'a Plan> for NetworkOf<'a> {
    fn from(plan: &'a Plan) -> Self {
        Self {
            sites: plan.sites.iter().map(SiteRow::from).collect(),
            links: plan.links.iter().map(LinkRow::from).collect(),
            pops: &plan.pops,
            owners: &plan.owners,
        }
    }
}

impl<'a> Points<'a> {
    fn of(results: &CompareResults<'a>) -> Result<Self, Error> {
        let comune_index: BTreeMap<&str, usize> = (results.report.comuni.iter().enumerate())
            .map(|(index, comune)| (comune.istat.as_str(), index))
            .collect();
        let mut found: BTreeMap<&str, (&PointReport, Vec<Option<usize>>)> = BTreeMap::new();
        for (index, plan) in results.plans.iter().enumerate() {
            for point in &plan.points {
                let none = || (point, vec![None; results.plans.len()]);
                found.entry(&point.id).or_insert_with(none).1[index] = state_index(point.state);
            }
        }
        let mut points = Self { state: vec![Vec::new(); results.plans.len()], ..Self::default() };
        let mut places = Vec::new();
        for (id, (point, states)) in found {
            let comune = comune_index.get(point.istat.as_str()).copied();
            points.id.push(id);
            points
                .comune
                .push(comune.ok_or_else(|| failed(format!("point {id} lies in no comune of the plans")))?);
            points.households.push(point.households);
            places.push(whole((point.lon, point.lat), POINTS_PER_DEGREE));
            for (column, state) in points.state.iter_mut().zip(states) {
                column.push(state);
            }
        }
        points.steps = steps(&places);
        Ok(points)
    }
}

fn state_index(state: PointState) -> Option<usize> {
    STATES.iter().position(|listed| *listed == state)
}
