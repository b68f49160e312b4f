//! What a plan rests on: the guidelines' verdicts, the terrain, and what made it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One guideline's audit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct GuidelineReport {
    /// 1 to 4.
    pub guideline: u8,
    /// Whether the plan keeps it.
    pub holds: bool,
    /// What is measured.
    pub measure: String,
    /// The same in Italian.
    pub measure_it: String,
    /// The measure's value.
    pub value: f64,
    /// The limit it is held against.
    pub limit: f64,
    /// Unit of value and limit.
    pub unit: String,
    /// The verdict in words.
    pub explanation: String,
    /// The same in Italian.
    pub explanation_it: String,
}

/// What the terrain under the plan is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TerrainReport {
    /// Working coordinate reference system.
    pub crs: String,
    /// Cell size, m.
    pub cell_m: f64,
    /// Rows of the grid.
    pub rows: u32,
    /// Columns of the grid.
    pub cols: u32,
    /// Cells at sea.
    pub sea_cells: u64,
    /// Cells that no layer knew.
    pub void_cells: u64,
    /// Cells by elevation layer, in the scenario's order.
    pub layers: Vec<LayerReport>,
}

/// One elevation layer's part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LayerReport {
    /// File name as in the scenario.
    pub file: String,
    /// Cells that it served.
    pub cells: u64,
}

/// What made a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// Version of divario.
    pub divario: String,
    /// Every file read, in order of path as the scenario names it.
    pub inputs: Vec<InputFile>,
    /// Name and version of what solved the model, and the settings it was given.
    pub solver: SolverReport,
    /// Threads used; the only other key that may differ from run to run is `wall_s`.
    pub threads: u32,
    /// Duration of the run, s.
    pub wall_s: f64,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct InputFile {
    /// Path as the scenario names it.
    pub path: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// The solver and its settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SolverReport {
    /// Name and version.
    pub name: String,
    /// Asked gap.
    pub gap_ratio: f64,
    /// Time limit, s.
    pub time_limit_s: f64,
    /// Seed.
    pub seed: u32,
}
