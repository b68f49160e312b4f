//! Charts and the map picture: what a council looks at.
//!
//! Every chart is a pure function from the plan to a picture, a list of shapes and texts; only
//! `canvas.rs` knows plotters and turns such a list into SVG or pixels. So a test can ask whether two texts overlap.
//! The same plan gives the same bytes, whatever fonts a machine has: the font is compiled in (`data/fonts`).
//!
//! | file | shows |
//! |---|---|
//! | `charts/coverage_by_comune.svg` | share of households covered in each comune, and the share served before |
//! | `charts/coverage_by_size.svg` | the same by population class of the comuni |
//! | `charts/cost_build_up.svg` | capital and running cost by item |
//! | `charts/cash_flow.svg` | money in and out by year, and the running sum; the reserve as planned and in the worst case |
//! | [`map_png`] | the plan on the hill-shaded terrain |
//! | [`frontier`], [`frontier_of_plan`] | values, bounds and households over budgets, and what a further household costs |
//! | [`path`] | one path: the ground cut along it, the ray and its first Fresnel zone |

mod axis;
mod bullet;
mod canvas;
mod cash_flow;
mod cost_build_up;
mod coverage_by_comune;
mod coverage_by_size;
#[cfg(test)]
mod fixture;
mod frame;
mod frontier;
mod label;
#[cfg(test)]
mod legible;
mod link;
mod map;
mod palette;
mod picture;
mod png;
mod reserve;
#[cfg(test)]
mod tests;

use crate::problem::Error;
use crate::score::{FrontierBeside, FrontierReport, PathReport, Plan};

pub(in crate::export) use self::png::indexed as indexed_png;
use canvas::Pixels;
pub(in crate::export) use map::Shade;
pub use map::{MapInput, map_png};
use picture::Picture;

/// All charts of a plan as SVG documents: path inside the output folder (`charts/….svg`) and bytes.
///
/// Any plan gives a picture, also one without sites, households or years; names are shown as text, whatever they hold.
///
/// # Errors
/// [`Error::Failed`] when the drawing library refuses; no plan is known to cause that.
pub fn all(plan: &Plan) -> Result<Vec<(String, Vec<u8>)>, Error> {
    pictures(plan)
        .into_iter()
        .map(|(name, picture)| Ok((format!("charts/{name}.svg"), canvas::svg(&picture)?.into_bytes())))
        .collect()
}

/// Pixels of the drawing to one of the finished image, for smooth edges.
const FINENESS: usize = 3;

/// One path as `link.svg` and `link.png`: name in the output folder and bytes; the same bytes for the same report.
///
/// # Errors
/// [`Error::Failed`] when the drawing library refuses; no report is known to cause that.
pub fn path(report: &PathReport) -> Result<[(String, Vec<u8>); 2], Error> {
    let [svg, image] = both(&link::draw(report))?;
    Ok([("link.svg".into(), svg), ("link.png".into(), image)])
}

/// A frontier as `charts/frontier.svg` and `charts/frontier.png`: name in the output folder and bytes; the same bytes for the same
/// report.
///
/// # Errors
/// [`Error::Failed`] when the drawing library refuses; no report is known to cause that.
pub fn frontier(report: &FrontierReport) -> Result<[(String, Vec<u8>); 2], Error> {
    let [svg, image] = both(&frontier::draw(report, None))?;
    Ok([("charts/frontier.svg".into(), svg), ("charts/frontier.png".into(), image)])
}

/// A frontier beside a plan as `charts/frontier.svg`, the plan marked on it.
///
/// # Errors
/// [`Error::Failed`] when the drawing library refuses; no report is known to cause that.
pub fn frontier_of_plan(frontier: &FrontierBeside, plan: &Plan) -> Result<(String, Vec<u8>), Error> {
    let picture = frontier::draw(&frontier.report, Some(&frontier::Own::of(plan, frontier.same_scenario)));
    Ok(("charts/frontier.svg".into(), canvas::svg(&picture)?.into_bytes()))
}

/// A picture as SVG and as an image.
fn both(picture: &Picture) -> Result<[Vec<u8>; 2], Error> {
    let svg = canvas::svg(picture)?.into_bytes();
    let side = |px: f64| px as usize * FINENESS;
    let mut pixels = Pixels::white(side(picture.width_px), side(picture.height_px));
    canvas::paint_over(&mut pixels, FINENESS as f64, picture)?;
    Ok([svg, png::encoded(&pixels.reduced(FINENESS))?])
}

fn pictures(plan: &Plan) -> [(&'static str, Picture); 4] {
    [
        ("coverage_by_comune", coverage_by_comune::draw(plan)),
        ("coverage_by_size", coverage_by_size::draw(plan)),
        ("cost_build_up", cost_build_up::draw(plan)),
        ("cash_flow", cash_flow::draw(plan)),
    ]
}
