//! The plan on a map: shaded terrain, best rate, household points, sites, links; one picture that opens the README.
//!
//! ```text
//! terrain, sea, rate  --ground-->  pixels   } twice as fine as the picture,
//! plan, outlines      --overlay->  picture  } painted over, then reduced: smooth edges
//! ```

mod ground;
mod inside;
mod key;
mod overlay;
mod rates;
mod relief;
mod scale;
mod symbol;
mod view;

use ndarray::Array2;

use super::canvas::{Pixels, paint_over};
use super::frame::source_line;
use super::label::fit;
use super::palette::{INK, OUTLINE, QUIET};
use super::picture::{Align, Picture};
use super::png;
use crate::problem::Error;
use crate::score::Plan;
use crate::terrain::Grid;
use crate::units::{LonLat, Projected};
use rates::Classes;
pub(in crate::export) use relief::Shade;
use view::View;

/// Width of the picture, px.
const WIDTH_PX: f64 = 1600.0;
const MARGIN_PX: f64 = 28.0;
const TITLE_PX: f64 = 116.0;
const FOOT_PX: f64 = 52.0;
/// Width of the key beside the map, px.
const KEY_PX: f64 = 420.0;
/// Maps wider than this (width over height) have their key below.
const WIDE_RATIO: f64 = 1.3;
/// The map is painted so many times finer than the picture.
const FINENESS: usize = 2;

/// What the map shows.
#[derive(Clone, Copy)]
pub struct MapInput<'a> {
    /// Geometry of the three arrays.
    pub grid: &'a Grid,
    /// Height above mean sea level, m; NaN where unknown.
    pub height_m: &'a Array2<f32>,
    /// True at sea.
    pub sea: &'a Array2<bool>,
    /// Best physical-layer rate of the plan's sites, Mbit/s; NaN where there is none.
    pub rate_mbps: &'a Array2<f32>,
    /// The plan.
    pub plan: &'a Plan,
    /// Rings of the planned comuni in the working projection; inner rings may be among them.
    pub comuni_outlines_projected: &'a [Vec<Projected>],
    /// From the ellipsoid to the working projection; none where the projection does not reach.
    pub to_projected: &'a dyn Fn(LonLat) -> Option<Projected>,
}

/// Upper left corner and size of a part of the picture, px.
#[derive(Debug, Clone, Copy, PartialEq)]
#[expect(clippy::struct_field_names, reason = "every length carries its unit")]
struct Frame {
    left_px: f64,
    top_px: f64,
    width_px: f64,
    height_px: f64,
}

/// The plan as a PNG, 1600 px wide; the same bytes from run to run, for any number of threads and any system fonts.
///
/// A plan without sites, links, points or comuni still gives a map of the ground.
///
/// # Errors
/// [`Error::Failed`] when an array does not have the grid's shape or the drawing library refuses.
pub fn map_png(input: &MapInput<'_>) -> Result<Vec<u8>, Error> {
    same_shape(input)?;
    let key_blocks = key::blocks(input, &Classes::of(input.rate_mbps));
    let bounds = view::bounds(input);
    let (frame, key_frame) = layout(bounds.aspect_ratio(), &key_blocks);
    let height_px = (frame.top_px + frame.height_px).max(key_frame.top_px + key_frame.height_px) + FOOT_PX;
    let view = View::new(bounds, frame);
    let mut pixels = Pixels::white(WIDTH_PX as usize * FINENESS, height_px.ceil() as usize * FINENESS);
    ground::paint(&mut pixels, input, &view);
    paint_over(
        &mut pixels,
        FINENESS as f64,
        &drawn(input, &view, (&key_blocks, key_frame), height_px.ceil()),
    )?;
    png::encoded(&pixels.reduced(FINENESS))
}

fn same_shape(input: &MapInput<'_>) -> Result<(), Error> {
    let shape = (input.grid.rows, input.grid.cols);
    let shapes = [input.height_m.dim(), input.sea.dim(), input.rate_mbps.dim()];
    if shapes.iter().all(|dim| *dim == shape) && input.grid.cells() > 0 {
        return Ok(());
    }
    let reason = format!("the grid has {shape:?} rows and columns, the arrays {shapes:?}");
    Err(Error::Failed { stage: "drawing the map", reason })
}

/// Where the map and its key lie: side by side, or the key below a wide map.
fn layout(aspect_ratio: f64, blocks: &[key::Block]) -> (Frame, Frame) {
    let inner_px = WIDTH_PX - 2.0 * MARGIN_PX;
    let beside = aspect_ratio <= WIDE_RATIO;
    let width_px = if beside { inner_px - KEY_PX - MARGIN_PX } else { inner_px };
    let height_px = (width_px / aspect_ratio).round();
    let map = Frame { left_px: MARGIN_PX, top_px: TITLE_PX, width_px, height_px };
    let key_height_px = key::height_px(blocks, beside);
    let key = if beside {
        let left_px = MARGIN_PX + width_px + MARGIN_PX;
        Frame { left_px, top_px: TITLE_PX, width_px: KEY_PX, height_px: key_height_px }
    } else {
        let top_px = TITLE_PX + height_px + MARGIN_PX;
        Frame { left_px: MARGIN_PX, top_px, width_px: inner_px, height_px: key_height_px }
    };
    (map, key)
}

fn drawn(
    input: &MapInput<'_>,
    view: &View,
    (blocks, key_frame): (&[key::Block], Frame),
    height_px: f64,
) -> Picture {
    let mut picture = Picture::new(WIDTH_PX, height_px, "The plan on the map");
    overlay::draw(&mut picture, input, view);
    overlay::clip(&mut picture, view.frame);
    let room_px = WIDTH_PX - 2.0 * MARGIN_PX;
    let title = fit(&input.plan.scenario.name, 36.0, room_px);
    picture.text(title, (MARGIN_PX, 46.0), 36.0, Align::Left, INK);
    let subtitle = "Broadband plan: sites, links, best rate and households reached";
    picture.text(subtitle, (MARGIN_PX, 88.0), 21.0, Align::Left, QUIET);
    scale::draw(&mut picture, view);
    rim(&mut picture, view.frame);
    key::draw(&mut picture, blocks, key_frame);
    let source = source_line(input.plan, 17.0, room_px);
    picture.text(source, (MARGIN_PX, height_px - 24.0), 17.0, Align::Left, QUIET);
    picture
}

fn rim(picture: &mut Picture, frame: Frame) {
    let (left, top) = (frame.left_px, frame.top_px);
    let (right, bottom) = (left + frame.width_px, top + frame.height_px);
    picture.path(vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], 1.5, OUTLINE);
}
