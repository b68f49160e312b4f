//! `coverage.json`: what given sites do, in the order in which it is read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scenario::Propagation;
use crate::score::{InputFile, ScenarioRef};

/// What the asked sites do over the terrain around them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SurveyReport {
    /// Which scenario the sites are of.
    pub scenario: ScenarioRef,
    /// What every path was computed with.
    pub model: SurveyModel,
    /// The ground that the map shows.
    pub window: SurveyWindow,
    /// Bands of `coverage.tif`, in order.
    pub bands: Vec<SurveyBand>,
    /// What all the sites do together.
    pub together: SurveyTotals,
    /// The asked sites, by id; their place in this list, from 0, is their number in the bands.
    pub sites: Vec<SurveySite>,
    /// What the engine did not know, or what a reader should doubt.
    pub warnings: Vec<String>,
    /// What made this file.
    pub provenance: SurveyProvenance,
}

/// What every path was computed with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SurveyModel {
    /// Carrier frequency, MHz.
    pub frequency_mhz: f64,
    /// Height of the receiving antenna above ground, m.
    pub cpe_antenna_height_m: f64,
    /// Net downlink rate that counts as served, Mbit/s.
    pub rate_mbps: f64,
    /// Net uplink rate that counts as served, Mbit/s.
    pub uplink_rate_mbps: f64,
    /// Probability over like locations with which it must hold, %.
    pub probability_percent: f64,
    /// Path loss at which the asked service is used up in the middle of a sector's beam, without interference, dB.
    pub path_loss_max_db: f64,
    /// The propagation model and its settings, as in the scenario.
    pub propagation: Propagation,
}

/// The ground that the map shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SurveyWindow {
    /// Coordinate reference system, as the scenario names it.
    pub crs: String,
    /// Western edge, m.
    pub west_m: f64,
    /// Southern edge, m.
    pub south_m: f64,
    /// Eastern edge, m.
    pub east_m: f64,
    /// Northern edge, m.
    pub north_m: f64,
    /// Side of a cell, m.
    pub cell_m: f64,
    /// Rows.
    pub rows: u32,
    /// Columns.
    pub cols: u32,
    /// Row of the scenario's terrain grid that is row 0 here.
    pub first_row: u32,
    /// Column of the scenario's terrain grid that is column 0 here.
    pub first_col: u32,
}

/// One band of `coverage.tif`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SurveyBand {
    /// Number, from 1.
    pub band: u32,
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// What it says.
    pub meaning: String,
    /// Cells that have a value.
    pub cells: u64,
    /// Least value; null where no cell has one.
    pub min: Option<f32>,
    /// Largest value; null where no cell has one.
    pub max: Option<f32>,
}

/// Cells on land and their area.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Ground {
    /// Cells.
    pub cells: u64,
    /// Their area in the working projection, km².
    pub km2: f64,
}

/// What all the sites do together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SurveyTotals {
    /// Ground within range of a site, the path known.
    pub in_range: Ground,
    /// Ground in sight of a site.
    pub in_sight: Ground,
    /// Ground to which a site gives the asked service, interference counted and load not.
    pub served: Ground,
    /// Households at all points of the planned comuni.
    pub households: f64,
    /// Households at points to which the signal of a site would give the asked service, each point by the exact path to it.
    pub households_with_signal: f64,
    /// Households that the sites serve together in the busy hour, with interference and load.
    pub households_served: f64,
    /// `households_served / households`; 0 where there are no households.
    pub households_served_ratio: f64,
}

/// One site and what it does alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SurveySite {
    /// Number in the bands `best_server` and `server_2` onwards.
    pub number: u32,
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Longitude, degrees east (WGS 84).
    pub lon: f64,
    /// Latitude, degrees north (WGS 84).
    pub lat: f64,
    /// Owner's id.
    pub owner: String,
    /// Status in the scenario.
    pub status: String,
    /// In the scenario it carries links alone and serves no household.
    pub relay_only: bool,
    /// Ground above mean sea level, m.
    pub ground_m: f64,
    /// Antenna above ground, m.
    pub height_m: f64,
    /// Ground within range, the path known.
    pub in_range: Ground,
    /// Ground in sight.
    pub in_sight: Ground,
    /// Ground to which its signal alone gives the asked service.
    pub served: Ground,
    /// Ground of which it is the best server.
    pub best: Ground,
    /// Cells within range that it cannot be computed for: the path crosses cells without elevation.
    pub void_cells: u64,
    /// Households at points to which its signal alone gives the asked service, each point by the exact path to it.
    pub households_served: f64,
    /// The same over all households of the planned comuni; 0 where there are none.
    pub households_served_ratio: f64,
}

/// What made a survey.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SurveyProvenance {
    /// Version of divario.
    pub divario: String,
    /// Every file read, in order of path as the scenario names it.
    pub inputs: Vec<InputFile>,
    /// Threads used; the only other key that may differ from run to run is `wall_s`.
    pub threads: u32,
    /// Duration of the run up to the writing of this file, s.
    pub wall_s: f64,
}
