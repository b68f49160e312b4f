//! The pictures of a plan, charts and map, and of a path, where the feature `plots` is on.

use crate::coverage::Rasters;
#[cfg(feature = "plots")]
use crate::export::chart::{self, MapInput};
use crate::inputs::Inputs;
use crate::problem::Error;
use crate::progress::Progress;
use crate::score::{FrontierBeside, FrontierReport, PathReport, Plan};
#[cfg(feature = "plots")]
use crate::units::Projected;

#[cfg(feature = "plots")]
pub(super) fn pictures(
    plan: &Plan,
    frontier: Option<&FrontierBeside>,
    inputs: &Inputs,
    map: &Rasters,
    progress: &dyn Progress,
) -> Result<Vec<(String, Vec<u8>)>, Error> {
    progress.start("Drawing", 0);
    let mut pictures = chart::all(plan)?;
    if let Some(frontier) = frontier {
        pictures.push(chart::frontier_of_plan(frontier, plan)?);
    }
    let picture = chart::map_png(&MapInput {
        grid: &inputs.terrain.grid,
        height_m: &inputs.terrain.height_m,
        sea: &inputs.terrain.sea(),
        rate_mbps: &map.rate_mbps,
        plan,
        comuni_outlines_projected: &outlines(inputs),
        to_projected: &|position| inputs.projection.to_metric(position),
    })?;
    pictures.push(("map.png".into(), picture));
    progress.finish();
    Ok(pictures)
}

#[cfg(not(feature = "plots"))]
#[expect(clippy::unnecessary_wraps, reason = "with plots, drawing can fail")]
pub(super) fn pictures(
    _: &Plan,
    _: Option<&FrontierBeside>,
    _: &Inputs,
    _: &Rasters,
    _: &dyn Progress,
) -> Result<Vec<(String, Vec<u8>)>, Error> {
    Ok(Vec::new())
}

/// The picture of a path, as SVG and PNG.
#[cfg(feature = "plots")]
pub(super) fn path_pictures(
    report: &PathReport,
    progress: &dyn Progress,
) -> Result<Vec<(String, Vec<u8>)>, Error> {
    progress.start("Drawing", 0);
    let pictures = chart::path(report)?;
    progress.finish();
    Ok(pictures.into())
}

#[cfg(not(feature = "plots"))]
#[expect(clippy::unnecessary_wraps, reason = "with plots, drawing can fail")]
pub(super) fn path_pictures(_: &PathReport, _: &dyn Progress) -> Result<Vec<(String, Vec<u8>)>, Error> {
    Ok(Vec::new())
}

/// The chart of a frontier, as SVG and PNG.
#[cfg(feature = "plots")]
pub(super) fn frontier_pictures(
    report: &FrontierReport,
    progress: &dyn Progress,
) -> Result<Vec<(String, Vec<u8>)>, Error> {
    progress.start("Drawing", 0);
    let pictures = chart::frontier(report)?;
    progress.finish();
    Ok(pictures.into())
}

#[cfg(not(feature = "plots"))]
#[expect(clippy::unnecessary_wraps, reason = "with plots, drawing can fail")]
pub(super) fn frontier_pictures(
    _: &FrontierReport,
    _: &dyn Progress,
) -> Result<Vec<(String, Vec<u8>)>, Error> {
    Ok(Vec::new())
}

/// Rings of the planned comuni in the working projection.
#[cfg(feature = "plots")]
fn outlines(inputs: &Inputs) -> Vec<Vec<Projected>> {
    let rings = |territory: &geo::Polygon<f64>| {
        let ring = |ring: &geo::LineString<f64>| {
            ring.0.iter().map(|at| Projected { east_m: at.x, north_m: at.y }).collect()
        };
        std::iter::once(territory.exterior())
            .chain(territory.interiors())
            .map(ring)
            .collect::<Vec<Vec<Projected>>>()
    };
    inputs.territories_m.iter().flatten().flat_map(rings).collect()
}
