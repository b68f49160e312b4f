//! The figures of a survey: what each of the asked sites does alone, and all together.

mod report;

use std::collections::BTreeSet;

pub use report::{
    Ground, SurveyBand, SurveyModel, SurveyProvenance, SurveyReport, SurveySite, SurveyTotals, SurveyWindow,
};

use ndarray::Array2;

use super::rounding::{
    DECIBEL_DECIMALS, DEGREE_DECIMALS, METRE_DECIMALS, SHARE_DECIMALS, THOUSANDTH_DECIMALS,
};
use super::sites::status_word;
use super::{InputFile, ScenarioRef};
use crate::coverage::{Access, Matrix, Network, SiteCells, Survey, Window};
use crate::demand::HouseholdPoint;
use crate::economics::round_to;
use crate::scenario::Scenario;
use crate::sites::Site;
use crate::terrain::Grid;

/// One square metre, the smallest cell that a scenario may ask for.
const KM2_DECIMALS: i32 = 6;

/// Everything that the figures are made from.
pub struct SurveyStages<'a> {
    /// The document.
    pub scenario: &'a Scenario,
    /// SHA-256 of the scenario file, hexadecimal.
    pub scenario_sha256: &'a str,
    /// The access link.
    pub access: &'a Access,
    /// Household points of the planned comuni.
    pub points: &'a [HouseholdPoint],
    /// The asked sites, by id.
    pub sites: &'a [&'a Site],
    /// What they do in every cell; their numbers are their places in `sites`.
    pub survey: &'a Survey,
    /// What the signal of each does at every household point, in the order of `sites`.
    pub matrix: &'a Matrix,
    /// What they do together in the busy hour.
    pub network: &'a Network,
    /// Bands of the map.
    pub bands: Vec<SurveyBand>,
    /// What the user should know.
    pub warnings: Vec<String>,
    /// Every file read, by path.
    pub inputs: Vec<InputFile>,
    /// Threads in use, for the record.
    pub threads: u32,
    /// Duration so far, s.
    pub wall_s: f64,
}

/// The report of a survey.
#[must_use]
pub fn survey_report(stages: SurveyStages) -> SurveyReport {
    SurveyReport {
        scenario: ScenarioRef {
            name: stages.scenario.name.clone(),
            description: stages.scenario.description.clone(),
            sha256: stages.scenario_sha256.to_owned(),
        },
        model: model(stages.scenario, stages.access),
        window: window(&stages.scenario.area.crs, &stages.survey.window),
        together: together(&stages),
        sites: sites(&stages),
        bands: stages.bands,
        warnings: stages.warnings,
        provenance: SurveyProvenance {
            divario: env!("CARGO_PKG_VERSION").into(),
            inputs: stages.inputs,
            threads: stages.threads,
            wall_s: round_to(stages.wall_s, THOUSANDTH_DECIMALS),
        },
    }
}

fn model(scenario: &Scenario, access: &Access) -> SurveyModel {
    SurveyModel {
        frequency_mhz: scenario.radio.frequency_mhz,
        cpe_antenna_height_m: scenario.radio.cpe.antenna_height_m,
        rate_mbps: scenario.service.rate_mbps,
        probability_percent: scenario.service.probability_percent,
        uplink_rate_mbps: scenario.service.uplink_rate_mbps,
        path_loss_max_db: round_to(path_loss_max_db(scenario, access), DECIBEL_DECIMALS),
        propagation: scenario.radio.propagation,
    }
}

/// Path loss at which the asked service is used up in the middle of a sector's beam, without interference, dB.
fn path_loss_max_db(scenario: &Scenario, access: &Access) -> f64 {
    access.budget().coupling_loss_max_db(scenario.radio.base_station.station.tx_power_dbm)
        + access.base_station_peak_gain_dbi()
        - access.level_building_entry_loss_db()
}

fn window(crs: &str, window: &Window) -> SurveyWindow {
    let grid = &window.grid;
    let far = grid.corner(grid.rows, grid.cols);
    SurveyWindow {
        crs: crs.to_owned(),
        west_m: grid.west_m,
        south_m: far.north_m,
        east_m: far.east_m,
        north_m: grid.north_m,
        cell_m: grid.cell_m,
        rows: grid.rows as u32,
        cols: grid.cols as u32,
        first_row: window.first_row as u32,
        first_col: window.first_col as u32,
    }
}

fn ground(grid: &Grid, cells: u64) -> Ground {
    Ground { cells, km2: round_to(cells as f64 * (grid.cell_m / 1_000.0).powi(2), KM2_DECIMALS) }
}

fn together(stages: &SurveyStages) -> SurveyTotals {
    let survey = stages.survey;
    let positive = |counts: &Array2<f32>| {
        ground(&survey.window.grid, counts.iter().filter(|&&count| count > 0.0).count() as u64)
    };
    let known = survey.together.server_count.iter().filter(|count| !count.is_nan()).count() as u64;
    let with_signal: BTreeSet<u32> =
        stages.matrix.covered.iter().flatten().map(|(point, _)| *point).collect();
    let served = (0..).zip(&stages.network.points).filter(|(_, point)| point.served_by.is_some());
    let households = all_households(stages.points);
    let households_served = at(stages.points, served.map(|(point, _)| point));
    SurveyTotals {
        in_range: ground(&survey.window.grid, known),
        in_sight: positive(&survey.sites_in_sight),
        served: positive(&survey.together.server_count),
        households,
        households_with_signal: at(stages.points, with_signal),
        households_served,
        households_served_ratio: share(households_served, households),
    }
}

fn all_households(points: &[HouseholdPoint]) -> f64 {
    round_to(points.iter().map(|point| point.households).sum(), SHARE_DECIMALS)
}

/// Households at some of the points.
fn at(points: &[HouseholdPoint], some: impl IntoIterator<Item = u32>) -> f64 {
    let sum: f64 = some.into_iter().map(|point| points[point as usize].households).sum();
    round_to(sum, SHARE_DECIMALS)
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { round_to(part / whole, SHARE_DECIMALS) } else { 0.0 }
}

fn sites(stages: &SurveyStages) -> Vec<SurveySite> {
    let households = all_households(stages.points);
    let best_cells = best_cells(&stages.survey.together.best_server, stages.sites.len());
    let each = stages.sites.iter().zip(&stages.survey.site_cells).zip(&stages.matrix.covered);
    each.zip(0..)
        .map(|(((site, cells), covered), number)| {
            let served = at(stages.points, covered.iter().map(|(point, _)| *point));
            let mut report = one_site(site, number, cells, &stages.survey.window.grid);
            report.best = ground(&stages.survey.window.grid, best_cells[number as usize]);
            report.households_served = served;
            report.households_served_ratio = share(served, households);
            report
        })
        .collect()
}

fn one_site(site: &Site, number: u32, cells: &SiteCells, grid: &Grid) -> SurveySite {
    SurveySite {
        number,
        id: site.id.clone(),
        name: site.name.clone(),
        lon: round_to(site.lon_lat.lon_deg, DEGREE_DECIMALS),
        lat: round_to(site.lon_lat.lat_deg, DEGREE_DECIMALS),
        owner: site.terms.owner.clone(),
        status: status_word(site.terms.status).into(),
        relay_only: site.terms.relay_only,
        ground_m: round_to(site.ground_m, METRE_DECIMALS),
        height_m: site.terms.antenna_height_m,
        in_range: ground(grid, cells.in_range),
        in_sight: ground(grid, cells.in_sight),
        served: ground(grid, cells.served),
        best: ground(grid, 0),
        void_cells: cells.behind_void,
        households_served: 0.0,
        households_served_ratio: 0.0,
    }
}

/// For each site the cells of which it is the best server.
fn best_cells(best_server: &Array2<f32>, sites: usize) -> Vec<u64> {
    let mut cells = vec![0; sites];
    for server in best_server.iter().filter(|server| !server.is_nan()) {
        cells[*server as usize] += 1;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cell_counts_for_its_best_server() {
        let servers = Array2::from_shape_vec((2, 3), vec![0.0, 2.0, 2.0, f32::NAN, 0.0, 2.0]).unwrap();
        assert_eq!(best_cells(&servers, 4), [2, 0, 3, 0]);
    }

    #[test]
    fn ground_is_cells_times_their_area() {
        let grid = Grid { west_m: 0.0, north_m: 0.0, cell_m: 30.0, rows: 1, cols: 1 };
        assert_eq!(ground(&grid, 1_000), Ground { cells: 1_000, km2: 0.9 });
    }

    #[test]
    fn nobody_is_no_share() {
        assert_eq!((share(1.0, 3.0), share(0.0, 0.0)), (0.333_333, 0.0));
    }
}
