//! Coverage as areas: one multipolygon for each rate and best server.

mod classes;
mod speckle;
#[cfg(test)]
mod tests;
mod trace;

use geo::{Coord, MapCoords, MultiPolygon};
use rayon::prelude::*;

pub(crate) use speckle::PATCH_CELLS_MIN;

use super::failed;
use crate::coverage::Rasters;
use crate::problem::Error;
use crate::progress::Progress;
use crate::terrain::Grid;
use crate::units::{LonLat, Projected};
use classes::Classes;
use trace::Run;

/// The ground that one server gives one rate.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CoverageArea {
    /// Physical-layer rate, Mbit/s.
    pub rate_mbps: f32,
    /// Index into the sites of the plan.
    pub server: usize,
    /// Area in the working projection, km².
    pub area_km2: f64,
    /// The ground itself, corners in rows and columns (see [`trace`]) or in degrees.
    pub polygons: MultiPolygon,
}

/// The covered ground by rising rate, then by server, corners counted in cells: together with what is not covered it
/// fills the grid without gap or overlap. Patches of fewer than [`PATCH_CELLS_MIN`] cells are merged into their neighbours.
///
/// # Errors
/// [`Error::Interrupted`] when the user asks to stop.
pub(super) fn areas(
    rasters: &Rasters,
    cell_m: f64,
    progress: &dyn Progress,
) -> Result<Vec<CoverageArea>, Error> {
    let mut classes = Classes::of(rasters);
    speckle::merge(&mut classes.labels, PATCH_CELLS_MIN);
    let runs = trace::runs(&classes.labels, classes.list.len() + 1);
    let areas = (1..runs.len()).into_par_iter().map(|label| {
        if progress.stopped() {
            Err(Error::Interrupted)
        } else {
            Ok(area(&classes, label, &runs[label], cell_m))
        }
    });
    let areas: Vec<_> = areas.collect::<Result<_, Error>>()?;
    Ok(areas.into_iter().flatten().collect())
}

/// The area of one class; none where all its patches were merged into others.
fn area(classes: &Classes, label: usize, runs: &[Run], cell_m: f64) -> Option<CoverageArea> {
    let class = classes.list[label - 1];
    let area_km2 = trace::cell_count(runs) as f64 * (cell_m / 1_000.0).powi(2);
    (!runs.is_empty()).then(|| CoverageArea {
        rate_mbps: class.rate_mbps,
        server: class.server,
        area_km2,
        polygons: trace::outline(&classes.labels, runs),
    })
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
