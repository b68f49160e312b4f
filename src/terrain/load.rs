//! Brings elevation and land cover onto the working grid: finest layer first, voids filled by the next.

use std::path::Path;

use geo::{BoundingRect, MultiPolygon};
use ndarray::{Array2, Zip, s};

use super::land_cover::add_clutter;
use super::memory::Stage;
use super::{Grid, Ground, LayerUse, Terrain, mask};
use crate::governance::thousands;
use crate::problem::{Error, Findings, Problem};
use crate::raster::{HEIGHT_TILE_SIDE, warp_heights};
use crate::scenario::{self, Area, Files, Shows};

/// What reading rasters holds beside the terrain: the part being warped and what GDAL works in.
pub const READING: Stage = Stage {
    name: "reading rasters",
    bytes_per_cell: 0,
    bytes: 2 * (HEIGHT_TILE_SIDE * HEIGHT_TILE_SIDE * size_of::<f32>()) as u64,
};

/// Planned comuni may have at most this share of cells without elevation.
const VOID_MAX_RATIO: f64 = 0.05;

/// Territories in the working projection, m.
#[derive(Debug, Clone, Copy)]
pub struct Land<'a> {
    /// Of the planned comuni.
    pub planned_m: &'a [MultiPolygon<f64>],
    /// Of all comuni known, planned or not: land as against sea.
    pub all_m: &'a [MultiPolygon<f64>],
}

/// The grid of the planning area: the planned comuni with the scenario's margin around them.
#[must_use]
pub fn grid(area: &Area, cell_m: f64, planned_m: &[MultiPolygon<f64>]) -> Grid {
    let boxes: Vec<geo::Rect<f64>> = planned_m.iter().filter_map(BoundingRect::bounding_rect).collect();
    let edge = |pick: fn(&geo::Rect<f64>) -> f64, best: fn(f64, f64) -> f64| {
        boxes.iter().map(pick).reduce(best).unwrap_or(0.0)
    };
    let (west, south) = (edge(|b| b.min().x, f64::min), edge(|b| b.min().y, f64::min));
    let (east, north) = (edge(|b| b.max().x, f64::max), edge(|b| b.max().y, f64::max));
    let margin = area.margin_m;
    Grid::around(west - margin, south - margin, east + margin, north + margin, cell_m)
}

/// Loads elevation and land cover onto a grid.
///
/// # Errors
/// [`Error::Input`] with every raster that cannot be opened, placed or read, or lies elsewhere, and when the
/// planned comuni are not covered.
pub fn load(
    spec: &scenario::Terrain,
    crs: &str,
    grid: Grid,
    land: &Land,
    files: &mut Files,
    findings: &mut Findings,
) -> Result<Terrain, Error> {
    let shape = (grid.rows, grid.cols);
    let mut terrain = Terrain {
        grid,
        crs: crs.to_owned(),
        height_m: Array2::from_elem(shape, f32::NAN),
        ground: Array2::from_elem(shape, Ground::VOID),
        clutter: None,
        clearing_m: spec.land_cover.as_ref().map_or(0.0, |cover| cover.clearing_m),
        has_coast: false,
        sources: Vec::new(),
    };
    for index in 0..spec.layers.len() {
        add_layer(&mut terrain, spec, index, files, findings);
    }
    if let Some(cover) = &spec.land_cover {
        let shows_ground = spec.layers.iter().map(|layer| layer.shows == Shows::Ground).collect::<Vec<_>>();
        add_clutter(&mut terrain, cover, &shows_ground, files, findings);
    }
    findings.settle()?;
    mark_sea(&mut terrain, spec.sea_level_m as f32, land.all_m);
    terrain.find_coast();
    check_voids(&terrain, land.planned_m, findings);
    findings.settle()?;
    Ok(terrain)
}

fn add_layer(
    terrain: &mut Terrain,
    spec: &scenario::Terrain,
    index: usize,
    files: &mut Files,
    findings: &mut Findings,
) {
    let layer = &spec.layers[index];
    match lay(terrain, layer, index, files) {
        Ok((cells, has_nodata)) => {
            warn_undeclared(&layer.file, has_nodata, findings);
            terrain.sources.push(LayerUse { file: layer.file.clone(), cells });
        }
        Err(problem) => findings.problem(problem),
    }
}

/// Lays a layer on the grid; gives the cells that it served, and whether it declares a value for missing data.
fn lay(
    terrain: &mut Terrain,
    layer: &scenario::Layer,
    index: usize,
    files: &mut Files,
) -> Result<(usize, bool), Problem> {
    let pointer = format!("/terrain/layers/{index}/file");
    let file = files.find(&layer.file, &pointer)?;
    let mut laid = Laid::default();
    let (crs, target) = (layer.crs.as_deref(), terrain.target());
    let take = |row: usize, col: usize, run: &[f32]| laid.take(terrain, index, (row, col), run);
    let has_nodata = warp_heights(&file, crs, &target, HEIGHT_TILE_SIDE, take)
        .map_err(|reason| unusable(&pointer, &layer.file, &reason))?;
    laid.trouble(&pointer, &layer.file).map_or(Ok((laid.cells, has_nodata)), Err)
}

fn warn_undeclared(file: &Path, has_nodata: bool, findings: &mut Findings) {
    if !has_nodata {
        let name = file.display();
        findings.warn(format!("{name} declares no value for missing data: every cell counts as measured"));
    }
}

/// What a layer turns out to hold as it is laid on the grid.
#[derive(Default)]
struct Laid {
    /// Cells that it served.
    cells: usize,
    has_data: bool,
    impossible_m: Option<f32>,
}

impl Laid {
    /// Takes the layer's heights where no finer one had any.
    fn take(&mut self, terrain: &mut Terrain, layer: usize, (row, col): (usize, usize), run: &[f32]) {
        let place = s![row, col..col + run.len()];
        let heights_m = terrain.height_m.slice_mut(place);
        Zip::from(heights_m).and(terrain.ground.slice_mut(place)).and(run).for_each(
            |height_m, ground, &new_m| {
                if new_m.is_nan() {
                    return;
                }
                self.look_at(new_m);
                if height_m.is_nan() {
                    *height_m = new_m;
                    *ground = Ground::of_layer(layer);
                    self.cells += 1;
                }
            },
        );
    }

    fn look_at(&mut self, height_m: f32) {
        self.has_data = true;
        if self.impossible_m.is_none() && !plausible(height_m) {
            self.impossible_m = Some(height_m);
        }
    }

    fn trouble(&self, pointer: &str, file: &Path) -> Option<Problem> {
        match self.impossible_m {
            _ if !self.has_data => Some(elsewhere(pointer, file)),
            Some(height_m) => Some(impossible(pointer, file, height_m)),
            None => None,
        }
    }
}

/// Heights on Earth, with a wide margin, m.
fn plausible(height_m: f32) -> bool {
    (-600.0..=9_000.0).contains(&height_m)
}

fn impossible(pointer: &str, file: &Path, height_m: f32) -> Problem {
    let found = format!("{} holds a height of {height_m} m", file.display());
    let remedy = "heights are metres above sea level; declare the value that means \"no data\", for example with \
                  gdal_edit.py -a_nodata -32768";
    Problem::at("impossible-height", pointer, found, remedy)
}

pub(super) fn elsewhere(pointer: &str, file: &Path) -> Problem {
    let found = format!("{} has no data in the planning area", file.display());
    let remedy = "give a raster of this area, or take the layer out; if it should cover it, check its CRS";
    Problem::at("raster-elsewhere", pointer, found, remedy)
}

pub(super) fn unusable(pointer: &str, file: &Path, reason: &str) -> Problem {
    let found = format!("{}: {reason}", file.display());
    Problem::at(
        "unusable-raster",
        pointer,
        found,
        "mend what is said there; `gdalinfo -stats` shows how the file is read",
    )
}

fn mark_sea(terrain: &mut Terrain, sea_level_m: f32, land_m: &[MultiPolygon<f64>]) {
    let low = |ground: &mut Ground, height_m: &f32| ground.set_sea(*height_m <= sea_level_m);
    Zip::from(&mut terrain.ground).and(&terrain.height_m).for_each(low);
    for (row, runs) in mask::inside(&terrain.grid, land_m).into_iter().enumerate() {
        for run in runs {
            terrain.ground.slice_mut(s![row, run]).iter_mut().for_each(|ground| ground.set_sea(false));
        }
    }
}

fn check_voids(terrain: &Terrain, planned_m: &[MultiPolygon<f64>], findings: &mut Findings) {
    let (mut cells, mut voids) = (0usize, 0usize);
    for (row, runs) in mask::inside(&terrain.grid, planned_m).into_iter().enumerate() {
        for run in runs {
            cells += run.len();
            let planned = terrain.ground.slice(s![row, run]);
            voids += planned.iter().filter(|ground| ground.layer().is_none()).count();
        }
    }
    if voids as f64 > VOID_MAX_RATIO * cells as f64 {
        let found = format!("{voids} of the {cells} cells of the planned comuni have no elevation");
        let remedy = "add a coarser layer that covers the whole area, or plan fewer comuni";
        findings.problem(Problem::at("area-outside-rasters", "/terrain/layers", found, remedy));
    } else if terrain.void_cells() > 0 {
        findings.warn(format!(
            "{} cells have no elevation ({} of them in the planned comuni); paths across them count as not covered",
            thousands(terrain.void_cells() as f64),
            thousands(voids as f64)
        ));
    }
}
