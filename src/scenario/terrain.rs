//! Section `terrain`: elevation rasters, layered finest first, and land cover.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Elevation and land cover, warped into one metric grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Terrain {
    /// Cell size of the working grid, m.
    #[schemars(range(min = 1.0, max = 1_000.0))]
    pub cell_m: f64,
    /// Elevation rasters of any GDAL format, finest first; each fills what those before it leave void.
    #[schemars(length(min = 1, max = 63))]
    pub layers: Vec<Layer>,
    /// Cells at or below this height and outside every comune are sea, m above mean sea level. Land up to 100 m high within
    /// 50 km of them is coast, for the models that ask.
    #[schemars(range(min = -500.0, max = 500.0))]
    pub sea_level_m: f64,
    /// Land cover, as clutter height per class; without it the ground is bare.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub land_cover: Option<LandCover>,
}

/// One elevation raster.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// Path of the raster (GeoTIFF, COG, HGT, ASCII grid, VRT, …), heights in metres.
    pub file: PathBuf,
    /// Whether the heights are those of the ground or of what stands on it.
    /// Where they show the surface, clutter is not added again.
    pub shows: Shows,
    /// Coordinate reference system, where the file does not say it itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crs: Option<String>,
}

/// What the heights of an elevation model are heights of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    /// Bare ground (a digital terrain model).
    Ground,
    /// Tree tops and roofs (a digital surface model).
    Surface,
}

/// A raster of land-cover classes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LandCover {
    /// Path of the raster; class numbers 0 to 255, taken by nearest cell.
    pub file: PathBuf,
    /// Coordinate reference system, where the file does not say it itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crs: Option<String>,
    /// No clutter is counted within this distance of either antenna, m: houses and masts stand in clearings
    /// that land-cover maps do not resolve.
    #[schemars(range(min = 0.0, max = 10_000.0))]
    pub clearing_m: f64,
    /// The classes; a number in the raster that is not listed here counts as bare and is reported.
    #[schemars(length(min = 1))]
    pub classes: Vec<LandCoverClass>,
}

/// One land-cover class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LandCoverClass {
    /// Number in the raster.
    pub value: u8,
    /// Name of the class.
    pub name: String,
    /// Representative clutter height above ground, m (P.1812 calls it R).
    #[schemars(range(min = 0.0, max = 100.0))]
    pub clutter_height_m: f64,
}
