//! Household points as columns: a name is written once for all points in place of once for each.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::failed;
use super::super::page::{STATES, steps, whole};
use crate::problem::Error;
use crate::score::{FixReport, Plan, PointReport, PointState};

/// Steps of a point's position in one degree: a decimetre.
const PER_DEGREE: f64 = 1e6;

/// The points, and the lists that their columns count in.
#[derive(Serialize)]
pub(super) struct PointTable<'a> {
    points_per_degree: f64,
    /// Ids of the sites of the plan.
    servers: Vec<&'a str>,
    /// The different fixes.
    fixes: Vec<&'a FixReport>,
    points: Columns<'a>,
}

/// One entry for each point, in the order of plan.json.
#[derive(Serialize)]
struct Columns<'a> {
    id: Vec<&'a str>,
    comune: Vec<usize>,
    steps: Vec<i64>,
    households: Vec<f64>,
    households_previously_unserved: Vec<f64>,
    state: Vec<usize>,
    server: Vec<Option<usize>>,
    rate_mbps: Vec<Option<f64>>,
    uplink_rate_mbps: Vec<Option<f64>>,
    margin_db: Vec<Option<f64>>,
    fix: Vec<Option<usize>>,
}

impl<'a> PointTable<'a> {
    pub(super) fn of(plan: &'a Plan) -> Result<Self, Error> {
        let servers: Vec<&str> = plan.sites.iter().map(|site| site.id.as_str()).collect();
        let mut fixes = Fixes::default();
        let points = Columns::of(plan, &servers, &mut fixes)?;
        Ok(Self { points_per_degree: PER_DEGREE, servers, fixes: fixes.list, points })
    }
}

impl<'a> Columns<'a> {
    fn of(plan: &'a Plan, servers: &[&str], fixes: &mut Fixes<'a>) -> Result<Self, Error> {
        let points = &plan.points;
        let server_index = index_of(servers.iter().copied());
        let comune_index = index_of(plan.comuni.iter().map(|comune| comune.istat.as_str()));
        let comune = |point: &PointReport| {
            let found = comune_index.get(point.istat.as_str()).copied();
            found.ok_or_else(|| failed(format!("point {} lies in no comune of the plan", point.id)))
        };
        let places: Vec<_> = points.iter().map(|point| whole((point.lon, point.lat), PER_DEGREE)).collect();
        let server = |point: &PointReport| server_index.get(point.server.as_deref()?).copied();
        Ok(Self {
            id: points.iter().map(|point| point.id.as_str()).collect(),
            comune: points.iter().map(comune).collect::<Result<_, _>>()?,
            steps: steps(&places),
            households: points.iter().map(|point| point.households).collect(),
            households_previously_unserved: points.iter().map(|point| point.previously_unserved).collect(),
            state: points.iter().map(|point| state_index(point.state)).collect(),
            server: points.iter().map(server).collect(),
            rate_mbps: points.iter().map(|point| point.rate_mbps).collect(),
            uplink_rate_mbps: points.iter().map(|point| point.uplink_rate_mbps).collect(),
            margin_db: points.iter().map(|point| point.margin_db).collect(),
            fix: points.iter().map(|point| fixes.number(point)).collect::<Result<_, _>>()?,
        })
    }
}

fn index_of<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    names.enumerate().map(|(index, name)| (name, index)).collect()
}

fn state_index(state: PointState) -> usize {
    STATES.iter().position(|listed| *listed == state).unwrap_or_default()
}

/// The different fixes, in the order in which points ask for them.
#[derive(Default)]
struct Fixes<'a> {
    list: Vec<&'a FixReport>,
    /// By all that a fix says.
    numbers: BTreeMap<String, usize>,
}

impl<'a> Fixes<'a> {
    fn number(&mut self, point: &'a PointReport) -> Result<Option<usize>, Error> {
        let Some(fix) = &point.cheapest_fix else { return Ok(None) };
        let said = serde_json::to_string(fix).map_err(|error| failed(format!("report.html: {error}")))?;
        let next = self.list.len();
        let number = *self.numbers.entry(said).or_insert(next);
        if number == next {
            self.list.push(fix);
        }
        Ok(Some(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn every_state_has_its_place() {
        let states: Vec<_> = STATES.iter().map(|state| state_index(*state)).collect();
        assert_eq!(states, (0..STATES.len()).collect::<Vec<_>>());
    }

    #[test]
    fn columns_count_in_lists() {
        let plan = sample::plan();
        let points = PointTable::of(&plan).unwrap();
        assert_eq!(points.servers, ["A", "B"]);
        assert_eq!(points.points.server, [Some(0), None]);
        assert_eq!(points.points.steps, [7_650_000, 43_950_000, 0, 0]);
        assert_eq!(points.fixes, [plan.points[1].cheapest_fix.as_ref().unwrap()]);
        assert_eq!(points.points.fix, [None, Some(0)]);
    }

    #[test]
    fn equal_fixes_are_written_once() {
        let mut plan = sample::plan();
        let fix = plan.points[1].cheapest_fix.clone();
        plan.points[0].cheapest_fix = fix;
        let points = PointTable::of(&plan).unwrap();
        assert_eq!(points.points.fix, [Some(0), Some(0)]);
        assert_eq!(points.fixes.len(), 1);
    }

    #[test]
    fn a_point_without_its_comune_is_an_error() {
        let mut plan = sample::plan();
        plan.points[1].istat = "999999".into();
        assert!(PointTable::of(&plan).err().unwrap().to_string().contains("h2 lies in no comune"));
    }
}
