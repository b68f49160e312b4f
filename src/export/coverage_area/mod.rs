//! Coverage as areas: one multipolygon for each rate and best server.

mod classes;
mod speckle;
#[cfg(test)]
mod tests;
mod trace;

use geo::{Coord, MapCoords, MultiPolygon};

pub(crate) use speckle::{DRIFT_MAX_RATIO, PATCH_CELLS_MIN};

use super::failed;
use crate::coverage::Rasters;
use crate::problem::Error;
use crate::progress::Progress;
use crate::terrain::Grid;
use crate::units::{LonLat, Projected};
use classes::{Class, Classes, UNCOVERED};

/// The ground that one server gives one rate.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CoverageArea {
    /// Net rate, Mbit/s.
    pub rate_mbps: f32,
    /// Index into the sites of the plan.
    pub server: usize,
    /// Cells of the grid that it holds.
    pub cell_count: usize,
    /// The ground itself, corners in rows and columns (see [`trace`]) or in degrees.
    pub polygons: MultiPolygon,
}

impl CoverageArea {
    fn none(Class { rate_mbps, server }: Class) -> Self {
        Self { rate_mbps, server, cell_count: 0, polygons: MultiPolygon(Vec::new()) }
    }

    /// Area in the working projection, km².
    pub(super) fn area_km2(&self, cell_m: f64) -> f64 {
        self.cell_count as f64 * (cell_m / 1_000.0).powi(2)
    }
}

/// The covered ground by rising rate, then by server, corners counted in cells: together with what is not covered it
/// fills the grid without gap or overlap. Patches of fewer than [`PATCH_CELLS_MIN`] cells are merged into their neighbours as
/// long as no area changes by more than [`DRIFT_MAX_RATIO`].
///
/// # Errors
/// [`Error::Interrupted`] when the user asks to stop.
pub(super) fn areas(rasters: &Rasters, progress: &dyn Progress) -> Result<Vec<CoverageArea>, Error> {
    let mut classes = Classes::of(rasters);
    speckle::merge(&mut classes.labels, PATCH_CELLS_MIN, DRIFT_MAX_RATIO);
    if progress.stopped() {
        return Err(Error::Interrupted);
    }
    let mut areas: Vec<_> = classes.list.iter().map(|class| CoverageArea::none(*class)).collect();
    for patch in trace::patches(&classes.labels).into_iter().filter(|patch| patch.label != UNCOVERED) {
        let area = &mut areas[patch.label as usize - 1];
        area.cell_count += patch.cell_count;
        area.polygons.0.push(patch.polygon);
    }
    areas.retain(|area| area.cell_count > 0);
    Ok(areas)
}

/// The cells that share an edge with one.
fn neighbours(
    (rows, cols): (usize, usize),
    (row, col): (usize, usize),
) -> impl Iterator<Item = (usize, usize)> {
    let north = row.checked_sub(1).map(|north| (north, col));
    let west = col.checked_sub(1).map(|west| (row, west));
    let east = (col + 1 < cols).then_some((row, col + 1));
    let south = (row + 1 < rows).then_some((row + 1, col));
    [north, west, east, south].into_iter().flatten()
}

/// The same ground with its corners in degrees, longitude first.
///
/// # Errors
/// [`Error::Failed`] when a corner of the grid has no place on the ellipsoid.
pub(super) fn in_degrees(
    polygons: &MultiPolygon,
    grid: &Grid,
    to_lon_lat: &dyn Fn(Projected) -> Option<LonLat>,
) -> Result<MultiPolygon, Error> {
    polygons.try_map_coords(|corner: Coord| {
        let position = grid.corner(-corner.y as usize, corner.x as usize);
        let place = to_lon_lat(position).ok_or_else(|| {
            failed(format!("({}, {}) m has no longitude and latitude", position.east_m, position.north_m))
        })?;
        Ok(Coord { x: place.lon_deg, y: place.lat_deg })
    })
}
